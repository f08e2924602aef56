"""What is checked before a file is taken for our data file, and how each failure is said."""

from __future__ import annotations

import contextlib
import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.db import host
from app.db.engine import SALT_BYTES, Database, DatabaseError, OperationalError, WrongKey, connect
from app.db.lock import WriterLock, held_here, read_owner
from app.db.schema import APPLICATION_ID, SCHEMA_VERSION, needs_work
from app.domain.errors import DataFileError, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE_BYTES = 4096  # what SQLite and SQLCipher write in
PLAIN_HEADER = b"SQLite format 3\x00"
COMPANIONS = ("", "-wal", "-shm", "-journal")


def refuse_missing(path: Path) -> None:
    """Refuse a name that is no file."""
    try:
        found, folder = path.exists(), path.is_dir()
    except OSError as error:
        raise DataFileError(
            f"不能读取 {path.name}（{host.reason(error)}）。", where=str(path), code="unreadable"
        ) from error
    if not found:
        raise DataFileError(
            f"找不到数据文件 {path.name}。请先新建，或检查位置。", where=str(path), code="missing"
        )
    if folder:
        raise DataFileError(f"{path.name} 是文件夹，不是数据文件。", where=str(path), code="not_ours")


def refuse_existing(path: Path) -> None:
    """Refuse a name for a new file that is taken."""
    if os.path.lexists(path):
        raise Refused(f"{path.name} 已经存在，没有改动它。请换一个文件名。", where=str(path), code="exists")


def refuse_elsewhere(path: Path, opened: os.stat_result) -> None:
    """Refuse to write when the name no longer leads to the file that was opened.

    Moved, deleted, replaced by a copy or gone with its stick: the open file can still be written (POSIX), but nobody
    would find again what is written into it.
    """
    try:
        there = os.path.samestat(path.stat(), opened)
    except OSError:
        there = False
    if not there:
        raise DataFileError(
            f"{path.name} 已不在原来的位置（被移走、删除、换成了别的文件，或 U 盘已拔出），这一步没有做。"
            "请先备份到另一个文件夹，再关闭联格，把文件放回原处，或从备份恢复。",
            where=str(path), code="moved",
        )  # fmt: skip


def refuse_strangers(path: Path, *, encrypted: bool) -> bytes:
    """Refuse what cannot be a data file, before SQLite touches it; give its first bytes, an encrypted file's salt.

    `encrypted`: a password was given.
    """
    where = str(path)
    try:
        with path.open("rb") as handle:
            head = handle.read(SALT_BYTES)
            whole_pages = handle.seek(0, os.SEEK_END) % PAGE_BYTES == 0
    except OSError as error:
        raise DataFileError(
            f"不能读取 {path.name}（{host.reason(error)}）。", where=where, code="unreadable"
        ) from error
    if head == PLAIN_HEADER:
        if encrypted:
            raise DataFileError(
                f"{path.name} 没有设密码，请不要输入密码再打开一次。", where=where, code="password"
            )
        return head
    if len(head) == SALT_BYTES and encrypted:
        return head
    # the 16 random bytes of an encrypted file may happen to be letters: only what is no whole pages is told from it
    if len(head) < SALT_BYTES or (_looks_like_text(head) and not whole_pages):
        raise DataFileError(f"{path.name} 不是联格的数据文件，没有打开。", where=where, code="not_ours")
    raise DataFileError(
        f"{path.name} 已加密或不是联格的数据文件。如果设过密码，请输入密码。", where=where, code="password"
    )


def _looks_like_text(head: bytes) -> bool:
    """Whether a file begins as text does (an encrypted file begins with 16 random bytes)."""
    text = head.decode("utf-8", "ignore")  # the last character may be cut
    return len(text.encode()) > len(head) - 4 and all(char.isprintable() or char.isspace() for char in text)


def take_lock(path: Path, clock: Callable[[], datetime]) -> WriterLock:
    """Become the one writer of this file, or say who is."""
    lock = WriterLock(path)
    try:
        taken = lock.take(clock().isoformat(" ", "seconds"))
    except OSError as error:
        raise DataFileError(
            f"{path.name} 所在的文件夹不能写入（{host.reason(error)}）：不能新建，已有的文件只能以只读方式打开。",
            where=str(path),
            code="read_only_file",
        ) from error
    if not taken:
        raise _locked(path)
    return lock


def refuse_own(path: Path) -> None:
    """Refuse to look at a file beside its writer when that is this process, which looks through `DataFile.reader`."""
    if held_here(path):
        raise _locked(path)


def _locked(path: Path) -> DataFileError:
    owner = read_owner(path)
    who = owner.sentence() if owner else "另一个程序"
    return DataFileError(
        f"{path.name} 正由 {who} 使用。可以以只读方式打开查看。", where=str(path), code="locked"
    )


def connect_checked(path: Path, key: str, *, read_only: bool) -> Database:
    """Connect and check: readable, ours, not newer, whole, writable when it should be."""
    db = _connect_looking(path, key) if read_only else connect(path, key=key)
    try:
        _check_identity(db, path)
        _check_whole(db, path)
        if read_only:
            _check_readable(db, path)
        else:
            db.execute(
                "BEGIN"
            )  # of a file that may not be written, SQLite makes a read-only one without a word
            db.execute("DELETE FROM meta WHERE key = ''")
            db.execute("ROLLBACK")
    except BaseException:
        db.close()
        raise
    return db


def use_wal(db: Database) -> None:
    """Write through the log, each commit down to the disk."""
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")


def remove_with_companions(path: Path) -> None:
    """Remove a database that nobody has open, with what SQLite keeps beside it."""
    for suffix in COMPANIONS:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def tidy_after_looking(path: Path, key: str) -> None:
    """Let an empty -wal and its -shm go, which a connection that only looks makes and SQLite lets it not remove.

    The last connection that may write removes them, so one is opened and closed; while anybody else has the file
    open, SQLite leaves them.
    """
    with contextlib.suppress(DatabaseError, OSError):
        if path.with_name(path.name + "-wal").stat().st_size == 0:
            last = connect(path, key=key)
            with contextlib.closing(last):
                last.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _connect_looking(path: Path, key: str) -> Database:
    """Connect to look only. Where SQLite cannot even make its -shm, nobody writes: the file is read as it stands."""
    try:
        return connect(path, key=key, read_only=True)
    except OperationalError as error:
        if path.with_name(path.name + "-wal").exists():
            raise DataFileError(
                f"{path.name} 上次没有正常关闭，它所在的文件夹又不能写入，打不开。请把它和旁边的 -wal 文件一起复制到本机再打开。",
                where=str(path),
                code="read_only_file",
            ) from error
        return connect(path, key=key, immutable=True)


def _check_whole(db: Database, path: Path) -> None:
    """Look at every page, and for the copy number and counter, without which no id can be given."""
    sound = db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    if sound and db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        numbers = dict(db.execute("SELECT key, value FROM meta WHERE key IN ('copy', 'counter')").fetchall())
        sound = len(numbers) == 2 and all(value.isdigit() for value in numbers.values())
    else:
        sound = False
    if not sound:
        raise DataFileError(_damaged(path), where=str(path), code="damaged")


def _check_readable(db: Database, path: Path) -> None:
    if needs_work(db):
        raise DataFileError(
            f"{path.name} 是用旧版本的联格保存的，只读方式看不了。请先正常打开一次，升级后再看。",
            where=str(path),
            code="older",
        )


def _check_identity(db: Database, path: Path) -> None:
    application = db.execute("PRAGMA application_id").fetchone()[0]
    version = db.execute("PRAGMA user_version").fetchone()[0]
    db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION_ID:
        raise DataFileError(
            f"{path.name} 是别的程序的数据库，不是联格的数据文件。", where=str(path), code="not_ours"
        )
    if version > SCHEMA_VERSION:
        raise DataFileError(
            f"{path.name} 是用更新版本的联格保存的，本程序读不了。请安装新版本，文件没有改动。",
            where=str(path),
            code="newer",
        )


_SENTENCES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("disk is full",), "disk_full", "磁盘已满，这一步没有保存，原有数据没有变化。请腾出空间后再做一次。"),
    (
        ("malformed", "not a database", "vtable constructor failed"),
        "damaged",
        "{name} 已损坏，没有改动它。请从备份恢复，并把这个文件留着。",
    ),
    (
        ("disk I/O error",),
        "io",
        "读写 {name} 时磁盘出错，这一步没有保存，原有数据没有变化。请检查磁盘和剩余空间后再做一次。",
    ),
    (
        ("readonly",),
        "read_only_file",
        "{name} 是只读文件，没有改动它，只能以只读方式打开；要修改，请先去掉它的只读属性。",
    ),
    (("locked",), "locked", "{name} 正被另一个程序使用，请稍后再试。"),
    (("unable to open",), "unreadable", "打不开 {name}：位置不存在，或没有读写的权限。"),
)


def translate(error: BaseException, path: Path) -> BaseException:
    """Turn what SQLite or the system says of file and disk into a sentence; leave bugs as they are."""
    where = str(path)
    if isinstance(error, OSError):
        return DataFileError(
            f"不能读写 {path.name}（{host.reason(error)}），没有改动。", where=where, code="io"
        )
    if isinstance(error, WrongKey):
        return DataFileError(f"密码不对，{path.name} 没有打开。", where=where, code="password")
    if isinstance(error, DatabaseError):
        for words, code, sentence in _SENTENCES:
            if any(word in str(error) for word in words):
                return DataFileError(sentence.format(name=path.name), where=where, code=code)
    return error


def _damaged(path: Path) -> str:
    return f"{path.name} 已损坏，没有改动它。请从备份恢复，并把这个文件留着。"
