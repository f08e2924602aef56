"""Making sealed snapshots: written, read back, thinned, remembered.

A snapshot is a whole data file at one moment, under the same password, in one container. It only gets its name once
it was flushed, read back from the medium and found whole. Snapshots of one office form a chain: each has a generation
and names its parent, so that copies on two PCs can be told apart.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from datetime import datetime
from pathlib import Path

import app
from app.db import container, host, opening
from app.db.container import SUFFIX, Manifest, Progress, bad
from app.db.datafile import DataFile
from app.db.engine import DatabaseError, connect
from app.db.sealed import (
    PART,
    Snapshot,
    check_database,
    copy_name,
    counts_of,
    listing,
    silent,
    snapshot_of,
    sweep,
    verify,
    workshop,
)
from app.domain.errors import LiangeError, Refused
from app.domain.file_names import safe_file_name
from app.domain.retention import kept

__all__ = ["Snapshot", "listing", "make", "remembered", "seal", "verify", "with_place"]

PLACES_REMEMBERED = 10
PAGES_A_STEP = 500


# -- making ------------------------------------------------------------------------------------------------------


def make(data: DataFile, folder: Path, *, name: str = "", progress: Progress = silent) -> Snapshot:
    """Write a verified snapshot into a folder, thin the older ones there, and remember when and where.

    `name` is the office's, for the file name. Refuses with one sentence; then neither data nor folder changed.
    """
    made = seal(data, folder, name or data.path.stem, progress)
    with contextlib.suppress(DatabaseError):  # the snapshot is good; at worst its age is shown as too high
        _remember(data, made)
    _thin(folder, made)
    return made


def seal(data: DataFile, folder: Path, name: str, progress: Progress = silent) -> Snapshot:
    """Write a verified snapshot into a folder and do nothing else there."""
    if data.read_only:
        raise Refused("现在是只读打开，不能备份。请关闭正在使用它的程序，再正常打开。", code="read_only")
    thirds = _Thirds(progress)
    try:
        folder.mkdir(exist_ok=True)
        sweep(folder)
        sweep(data.path.parent)
        with _aside(data.path, folder) as aside:
            manifest = _copy_out(data, aside, thirds.part(0))
            _refuse_full(folder, manifest.size)
            target = _free_name(folder, name, manifest)
            part = target.with_name(target.name + PART)
            try:
                manifest = container.write(part, manifest, aside, thirds.part(1))
                host.drop_cache(part)
                _read_back(part, manifest, aside, data.key, thirds.part(2))
                os.rename(part, target)  # noqa: PTH104  (the name was free, and replacing would lose a snapshot)
                host.flush_folder(folder)
            except BaseException:
                with contextlib.suppress(OSError):  # the stick may be gone
                    part.unlink(missing_ok=True)
                raise
    except (OSError, DatabaseError) as error:
        raise _not_made(folder, error) from error
    return snapshot_of(target, manifest, verified=True)


def _copy_out(data: DataFile, aside: Path, progress: Progress) -> Manifest:
    """Copy the open file, as it stands between two operations, into `aside` under the same key."""
    with data.still():
        generation = int(data.meta("generation") or 0) + 1
        data.set_meta("generation", str(generation))
        target = connect(aside, key=data.key, create=True)
        try:
            target.execute("PRAGMA synchronous = OFF")
            data.db.conn.backup(
                target.conn,
                pages=PAGES_A_STEP,
                progress=lambda _status, left, total: progress(total - left, total),
            )
            target.execute(
                "PRAGMA journal_mode = DELETE"
            )  # one file by itself, readable from a read-only medium
        finally:
            target.close()
        return Manifest(
            program=app.__version__,
            schema=data.db.execute("PRAGMA user_version").fetchone()[0],
            lineage=data.meta("lineage"),
            copy=copy_name(data.meta("copy")),
            generation=generation,
            parent=data.meta("parent"),
            made=data.clock().isoformat(" ", "seconds"),
            machine=host.machine_name(),
            encrypted=data.encrypted,
            counts=counts_of(data.db),
            size=aside.stat().st_size,
        )


def _read_back(part: Path, manifest: Manifest, aside: Path, key: str, progress: Progress) -> None:
    try:
        if container.read_manifest(part) != manifest:
            raise bad(part, "清单读回来不一样")
        container.extract(part, manifest, aside, progress)
        check_database(part, aside, manifest, key)
    except (LiangeError, DatabaseError) as error:
        if isinstance(error, LiangeError) and error.code not in ("bad_snapshot", "unreadable"):
            raise
        raise Refused(
            f"写到 {part.parent} 的备份读回来不一样，这个盘可能坏了。这份备份已经丢弃，数据没有变化；请换一个盘再备份。",
            where=str(part.parent),
            code="bad_medium",
        ) from error


def _refuse_full(folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    needed = size + (1 << 16)
    if free < needed:
        raise Refused(
            f"{folder} 空间不够：备份要 {needed / 1e6:.1f} MB，只剩 {free / 1e6:.1f} MB。没有备份，请腾出空间或换一个盘。",
            where=str(folder),
            code="disk_full",
        )


def _not_made(folder: Path, error: OSError | DatabaseError) -> Refused:
    why = (
        host.reason(error)
        if isinstance(error, OSError)
        else str(opening.translate(error, folder)).rstrip("。")
    )
    return Refused(
        f"备份没有完成（{why}）：{folder}。数据和以前的备份都没有变化，请检查 U 盘或文件夹后再备份一次。",
        where=str(folder),
        code="backup_failed",
    )


def _free_name(folder: Path, name: str, manifest: Manifest) -> Path:
    at = datetime.fromisoformat(manifest.made).strftime("%Y%m%d-%H%M%S")
    stem = f"{safe_file_name(name)}_{at}_{manifest.generation:04}"
    target = folder / f"{stem}{SUFFIX}"
    if target.exists():
        target = folder / f"{stem}_{manifest.copy}{SUFFIX}"
    return target


def _aside(beside: Path, otherwise: Path) -> contextlib.AbstractContextManager[Path]:
    """Lend a name for a whole copy beside the data file or, when there is no room, in the other folder.

    A file that was moved or pulled away has no room beside it: what is still open is saved all the same.
    """
    room = False
    with contextlib.suppress(OSError):
        room = shutil.disk_usage(beside.parent).free > 2 * beside.stat().st_size + (1 << 20)
    return workshop(beside.parent if room else otherwise)


class _Thirds:
    """Three parts of one work told as one progress."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def part(self, number: int) -> Progress:
        return lambda done, total: self._progress(number * total + done, 3 * total)


# -- keeping -----------------------------------------------------------------------------------------------------


def _thin(folder: Path, newest: Snapshot) -> None:
    """Remove what `retention` lets go of this copy's own snapshots; others' and unusable files stay."""
    own = [one for one in listing(folder) if (one.lineage, one.copy) == (newest.lineage, newest.copy)]
    staying = kept([datetime.fromisoformat(one.made) for one in own])
    for position, one in enumerate(own):
        if position not in staying and one.file != newest.file:
            with contextlib.suppress(OSError):  # an old snapshot too many harms nobody
                one.file.unlink()


def _remember(data: DataFile, made: Snapshot) -> None:
    places = with_place(data.meta("last_backup"), made)
    with data.still(), data.db.atomic():
        data.set_meta("parent", made.identity)
        data.set_meta("last_backup", places)


def with_place(places: str, made: Snapshot) -> str:
    """Put a snapshot in front of the remembered ones (JSON), in the place of an earlier one in the same folder."""
    folder = str(made.file.parent.absolute())
    latest = {"folder": folder, "at": made.made, "file": made.file.name, "generation": made.generation}
    others = [entry for entry in json.loads(places or "[]") if entry["folder"] != folder]
    return json.dumps([latest, *others][:PLACES_REMEMBERED], ensure_ascii=False)


def remembered(data: DataFile) -> list[dict[str, str]]:
    """Give the latest snapshot of each place, newest first: folder, at, file, generation."""
    return [
        {key: str(value) for key, value in entry.items()}
        for entry in json.loads(data.meta("last_backup") or "[]")
    ]
