"""Sealed snapshots: made, read back, verified, listed, thinned.

A snapshot is a whole data file at one moment, under the same password, in one container. It only gets its name once
it was flushed, read back from the medium and found whole. Snapshots of one office form a chain: each has a generation
and names its parent, so that copies on two PCs can be told apart.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path

import app
from app.db import container, host, opening
from app.db.changelog import logged_tables
from app.db.container import SUFFIX, Manifest, Progress, bad
from app.db.datafile import DataFile
from app.db.engine import SALT_BYTES, Database, DatabaseError, WrongKey, connect, raw_key
from app.db.schema import APPLICATION_ID, SCHEMA_VERSION
from app.domain.errors import DataFileError, LiangeError, Refused
from app.domain.retention import kept

PART = ".part"
WORKSHOP = ".liange-"
STALE_AFTER_S = 3600
PLACES_REMEMBERED = 10
PAGES_A_STEP = 500


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One snapshot file.

    `made` is local time `YYYY-MM-DD HH:MM:SS`; `identity` and `parent` are of the kind `copy-generation`;
    `verified`: read through just now and found whole. `problem` says why a listed file cannot be used.
    """

    file: Path
    made: str = ""
    machine: str = ""
    lineage: str = ""
    copy: str = ""
    generation: int = 0
    parent: str = ""
    encrypted: bool = False
    sha256: str = ""
    size: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    verified: bool = False
    problem: str = ""

    @property
    def identity(self) -> str:
        """What later snapshots call it."""
        return identity(self.copy, self.generation)

    def line(self) -> str:
        """Say it in one line for a list."""
        if self.problem:
            return f"（不能用）{self.file.name}：{self.problem}"
        return f"{self.made[:16]}　第 {self.generation} 份　{self.size / 1e6:.1f} MB　{self.machine}　{self.file.name}"

    def as_dict(self) -> dict[str, object]:
        """Give the JSON form of the command line."""
        told = asdict(self)
        return {**told, "file": str(self.file), "counts": dict(self.counts), "identity": self.identity if self.copy else ""}


def identity(copy: str, generation: int) -> str:
    """Name one moment of one copy of an office."""
    return f"{copy}-{generation}"


def silent(_done: int, _total: int) -> None:
    """Tell nobody."""


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
    return _snapshot(target, manifest, verified=True)


def _copy_out(data: DataFile, aside: Path, progress: Progress) -> Manifest:
    """Copy the open file, as it stands between two operations, into `aside` under the same key."""
    with data.still():
        generation = int(data.meta("generation") or 0) + 1
        data.set_meta("generation", str(generation))
        target = connect(aside, key=data.key, create=True)
        try:
            target.execute("PRAGMA synchronous = OFF")
            data.db.conn.backup(
                target.conn, pages=PAGES_A_STEP, progress=lambda _status, left, total: progress(total - left, total)
            )
            target.execute("PRAGMA journal_mode = DELETE")  # one file by itself, readable from a read-only medium
        finally:
            target.close()
        return Manifest(
            program=app.__version__,
            schema=SCHEMA_VERSION,
            lineage=data.meta("lineage"),
            copy=_copy_name(data.meta("copy")),
            generation=generation,
            parent=data.meta("parent"),
            made=data.clock().isoformat(" ", "seconds"),
            machine=host.machine_name(),
            encrypted=data.encrypted,
            counts=_counts(data.db),
            size=aside.stat().st_size,
        )


def _read_back(part: Path, manifest: Manifest, aside: Path, key: str, progress: Progress) -> None:
    try:
        if container.read_manifest(part) != manifest:
            raise bad(part, "清单读回来不一样")
        container.extract(part, manifest, aside, progress)
        _check_database(part, aside, manifest, key)
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
    why = host.reason(error) if isinstance(error, OSError) else str(opening.translate(error, folder)).rstrip("。")
    return Refused(
        f"备份没有完成（{why}）：{folder}。数据和以前的备份都没有变化，请检查 U 盘或文件夹后再备份一次。",
        where=str(folder),
        code="backup_failed",
    )


def _free_name(folder: Path, name: str, manifest: Manifest) -> Path:
    at = datetime.fromisoformat(manifest.made).strftime("%Y%m%d-%H%M%S")
    stem = f"{host.safe_file_name(name)}_{at}_{manifest.generation:04}"
    target = folder / f"{stem}{SUFFIX}"
    if target.exists():
        target = folder / f"{stem}_{manifest.copy}{SUFFIX}"
    return target


def sweep(folder: Path) -> None:
    """Remove what an interrupted backup or restore left behind; something fresh may be another PC's at work."""
    for left in (*folder.glob(f"*{SUFFIX}{PART}"), *folder.glob(f"{WORKSHOP}*")):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime < STALE_AFTER_S:
                continue
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink()


@contextlib.contextmanager
def workshop(folder: Path | None) -> Iterator[Path]:
    """Lend a name for a whole database in a folder (None: the system's for temporary files), gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=WORKSHOP, dir=folder, ignore_cleanup_errors=True) as inside:
        yield Path(inside) / "copy.db"


def _aside(beside: Path, otherwise: Path) -> contextlib.AbstractContextManager[Path]:
    """Lend a name for a whole copy beside the data file or, when there is no room, in the other folder."""
    room = shutil.disk_usage(beside.parent).free > 2 * beside.stat().st_size + (1 << 20)
    return workshop(beside.parent if room else otherwise)


class _Thirds:
    """Three parts of one work told as one progress."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def part(self, number: int) -> Progress:
        return lambda done, total: self._progress(number * total + done, 3 * total)


# -- keeping -----------------------------------------------------------------------------------------------------


def listing(folder: Path) -> list[Snapshot]:
    """List the snapshots in a folder, newest first, from what each says of itself; unusable files come last."""
    if not folder.is_dir():
        raise Refused(f"找不到文件夹 {folder}。如果在 U 盘上，请看看是否已经拔出。", where=str(folder), code="missing")
    found = [_listed(file) for file in folder.iterdir() if file.name.casefold().endswith(SUFFIX)]
    return sorted(found, key=lambda one: (not one.problem, one.made, one.generation, one.file.name), reverse=True)


def _listed(file: Path) -> Snapshot:
    try:
        return _snapshot(file, container.read_manifest(file))
    except Refused as error:
        return Snapshot(file, problem=error.message)


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
    return [{key: str(value) for key, value in entry.items()} for entry in json.loads(data.meta("last_backup") or "[]")]


# -- verifying ---------------------------------------------------------------------------------------------------


def verify(file: Path, password: str = "", *, progress: Progress = silent) -> Snapshot:
    """Read a snapshot through and check it without trusting what it says of itself; refuses with the reason."""
    with workshop(None) as aside:
        return unpack(file, aside, password, progress)[0]


def unpack(file: Path, to: Path, password: str, progress: Progress) -> tuple[Snapshot, str]:
    """Copy the checked database of a snapshot to a free name; give the snapshot and the database's key."""
    if not file.is_file():
        raise Refused(f"找不到备份 {file.name}。如果在 U 盘上，请看看是否已经拔出。", where=str(file), code="missing")
    manifest = container.read_manifest(file)
    try:
        container.extract(file, manifest, to, progress)
        with to.open("rb") as handle:
            salt = handle.read(SALT_BYTES)
        encrypted = salt != opening.PLAIN_HEADER
        if encrypted and not password:
            raise DataFileError(f"备份 {file.name} 有密码，请输入做备份时的密码。", where=str(file), code="password")
        key = raw_key(password, salt) if encrypted else ""
        _check_database(file, to, manifest, key)
    except OSError as error:
        raise bad(file, f"读不出来（{host.reason(error)}）", "unreadable") from error
    except DatabaseError as error:
        raise bad(file, "里面的数据库已损坏") from error
    return _snapshot(file, manifest, verified=True), key


def _check_database(file: Path, database: Path, manifest: Manifest, key: str) -> None:
    """Check that a database is ours, whole, and what the manifest says it is."""
    try:
        db = connect(database, key=key, immutable=True)
    except WrongKey as error:
        raise DataFileError(f"密码不对，备份 {file.name} 没有打开。", where=str(file), code="password") from error
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise bad(file, "里面不是联格的数据")
        if version > SCHEMA_VERSION:
            raise bad(file, "它是用更新版本的联格做的，请安装新版本", "newer")
        if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise bad(file, "里面的数据库已损坏")
        _compare(file, db, manifest, encrypted=bool(key))
    finally:
        db.close()


def _compare(file: Path, db: Database, manifest: Manifest, *, encrypted: bool) -> None:
    meta = dict(db.execute("SELECT key, value FROM meta").fetchall())
    truth = replace(
        manifest,
        schema=db.execute("PRAGMA user_version").fetchone()[0],
        lineage=meta.get("lineage", ""),
        copy=_copy_name(meta.get("copy", "")),
        generation=int(meta.get("generation", "") if meta.get("generation", "").isdigit() else -1),
        parent=meta.get("parent", ""),
        encrypted=encrypted,
        counts=_counts(db),
    )
    if truth != manifest:
        raise bad(file, "清单与里面的数据不符")


# -- small parts -------------------------------------------------------------------------------------------------


def _snapshot(file: Path, manifest: Manifest, *, verified: bool = False) -> Snapshot:
    return Snapshot(
        file, manifest.made, manifest.machine, manifest.lineage, manifest.copy, manifest.generation, manifest.parent,
        manifest.encrypted, manifest.sha256, manifest.size, manifest.counts, verified=verified,
    )  # fmt: skip


def _counts(db: Database) -> dict[str, int]:
    return {table: int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in logged_tables(db)}


def _copy_name(number: str) -> str:
    return f"{int(number):08x}" if number.isdigit() else ""
