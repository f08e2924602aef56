"""Restoring: a data file out of a sealed snapshot, never at the price of what stands there now."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from app.db import host, opening
from app.db.container import Progress
from app.db.datafile import DataFile
from app.db.engine import DatabaseError, connect
from app.db.ids import draw_copy_number
from app.db.lock import WriterLock
from app.db.sealed import Snapshot, silent, sweep, unpack, workshop
from app.db.snapshot import seal, with_place
from app.domain.errors import DataFileError, Refused


def restore(
    file: Path, to: Path, password: str = "", *, replace: bool = False, present_password: str | None = None,
    clock: Callable[[], datetime] = datetime.now, progress: Progress = silent,
) -> Snapshot:  # fmt: skip
    """Make a data file out of a snapshot; it becomes a new copy, whose ids never collide with the old one's.

    An existing file is refused unless `replace`; then its present state is first kept beside it as 恢复前…
    (`present_password` is its password when that differs). On any refusal nothing has changed.
    """
    if to.exists() and not replace:
        raise Refused(
            f"{to.name} 已经存在，没有改动它。请换一个文件名，或选择替换。", where=str(to), code="exists"
        )
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        sweep(to.parent)
        with workshop(to.parent) as part:
            snapshot, key = unpack(file, part, password, progress)
            _begin_copy(part, key, snapshot)
            lock = _set_aside(to, password if present_password is None else present_password, clock)
            try:
                for companion in opening.COMPANIONS[1:]:  # a new file must never meet the log of the old one
                    to.with_name(to.name + companion).unlink(missing_ok=True)
                os.replace(part, to)  # noqa: PTH105
                host.flush_folder(to.parent)
            finally:
                lock.release()
    except (OSError, DatabaseError) as error:
        raise _not_restored(to, error) from error
    return snapshot


def _not_restored(to: Path, error: OSError | DatabaseError) -> DataFileError:
    why = host.reason(error) if isinstance(error, OSError) else "写入数据库出错"
    return DataFileError(f"恢复没有完成（{why}）：{to}。原来的数据没有变化。", where=str(to), code="io")


def _begin_copy(part: Path, key: str, snapshot: Snapshot) -> None:
    db = connect(part, key=key)
    try:
        with db.atomic():
            places = db.execute("SELECT value FROM meta WHERE key = 'last_backup'").fetchone()
            fresh = {
                "copy": str(draw_copy_number()),
                "counter": "0",
                "parent": snapshot.identity,
                "last_backup": with_place(places[0] if places else "", snapshot),
            }
            db.conn.executemany("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", list(fresh.items()))
    finally:
        db.close()
    with part.open("r+b") as handle:
        host.flush_file(handle)


def _set_aside(to: Path, password: str, clock: Callable[[], datetime]) -> WriterLock:
    """Become the writer of the file that is to be replaced, after keeping its present state beside it.

    What opens is kept as a snapshot; what does not (damaged, another password) is kept byte by byte.
    """
    if not to.exists():
        return opening.take_lock(to, clock)
    try:
        data = DataFile.open(to, password=password, clock=clock)
    except DataFileError as error:
        if error.code in ("locked", "read_only_file"):
            raise
        lock = opening.take_lock(to, clock)
        try:
            _keep_bytes(to, clock())
        except BaseException:
            lock.release()
            raise
        return lock
    try:
        seal(data, to.parent, f"恢复前_{to.stem}")
    except BaseException:
        data.close()
        raise
    lock_kept = data.close_keeping_lock()
    return lock_kept if lock_kept is not None else opening.take_lock(to, clock)


def _keep_bytes(to: Path, at: datetime) -> None:
    for companion in ("", "-wal"):
        old = to.with_name(to.name + companion)
        if old.exists():
            shutil.copy2(old, to.with_name(f"恢复前_{at:%Y%m%d-%H%M%S}_{old.name}"))
