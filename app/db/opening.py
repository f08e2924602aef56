"""What is checked before a file is taken for our data file, and how each failure is said."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.db.engine import Database, DatabaseError, OperationalError, connect
from app.db.lock import WriterLock, read_owner
from app.db.schema import APPLICATION_ID, SCHEMA_VERSION
from app.domain.errors import DataFileError

if TYPE_CHECKING:
    from collections.abc import Callable

PLAIN_HEADER = b"SQLite format 3\x00"


def refuse_strangers(path: Path, *, encrypted: bool) -> None:
    """Refuse what cannot be a data file, before SQLite touches it."""
    where = str(path)
    if not path.exists():
        raise DataFileError(f"找不到数据文件 {path.name}。请先新建，或检查位置。", where=where, code="missing")
    if path.is_dir():
        raise DataFileError(f"{path.name} 是文件夹，不是数据文件。", where=where, code="not_ours")
    try:
        with path.open("rb") as handle:
            head = handle.read(len(PLAIN_HEADER))
    except OSError as error:
        raise DataFileError(f"不能读取 {path.name}：{error.strerror}。", where=where, code="unreadable") from error
    if head == PLAIN_HEADER or (encrypted and len(head) == len(PLAIN_HEADER)):
        return
    if len(head) < len(PLAIN_HEADER) or _looks_like_text(head):
        raise DataFileError(f"{path.name} 不是联格的数据文件，没有打开。", where=where, code="not_ours")
    raise DataFileError(f"{path.name} 已加密或不是联格的数据文件。如果设过密码，请输入密码。", where=where, code="password")


def _looks_like_text(head: bytes) -> bool:
    """Whether a file begins as text does (an encrypted file begins with 16 random bytes)."""
    try:
        text = head.decode("utf-8", "strict")
    except UnicodeDecodeError:
        return False
    return all(char.isprintable() or char.isspace() for char in text)


def take_lock(path: Path, clock: Callable[[], datetime]) -> WriterLock:
    """Become the one writer of this file, or say who is."""
    lock = WriterLock(path)
    try:
        taken = lock.take(clock().isoformat(" ", "seconds"))
    except OSError as error:
        raise DataFileError(
            f"{path.name} 所在的文件夹不能写入（{error.strerror}），只能以只读方式打开。", where=str(path), code="read_only_file"
        ) from error
    if not taken:
        owner = read_owner(path)
        who = owner.sentence() if owner else "另一个程序"
        raise DataFileError(f"{path.name} 正由 {who} 使用。可以以只读方式打开查看。", where=str(path), code="locked")
    return lock


def connect_checked(path: Path, password: str, *, read_only: bool) -> Database:
    """Connect and check: readable, ours, not newer, whole, writable when it should be."""
    db = connect(path, password=password, read_only=read_only)
    try:
        _check_identity(db, path, password)
        problem = db.execute("PRAGMA quick_check(1)").fetchone()[0]
        if problem != "ok":
            raise DataFileError(_damaged(path), where=str(path), code="damaged")
        if not read_only:
            _check_writable(db, path)
    except BaseException:
        db.close()
        raise
    return db


def _check_identity(db: Database, path: Path, password: str) -> None:
    try:
        application = db.execute("PRAGMA application_id").fetchone()[0]
        version = db.execute("PRAGMA user_version").fetchone()[0]
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except DatabaseError as error:
        if password and "not a database" in str(error):
            raise DataFileError(f"密码不对，{path.name} 没有打开。", where=str(path), code="password") from error
        raise
    if application != APPLICATION_ID:
        raise DataFileError(f"{path.name} 是别的程序的数据库，不是联格的数据文件。", where=str(path), code="not_ours")
    if version > SCHEMA_VERSION:
        raise DataFileError(
            f"{path.name} 是用更新版本的联格保存的，本程序读不了。请安装新版本，文件没有改动。", where=str(path), code="newer"
        )


def _check_writable(db: Database, path: Path) -> None:
    try:
        db.execute("BEGIN IMMEDIATE")
        db.execute("ROLLBACK")
    except OperationalError as error:
        if "readonly" in str(error):
            raise DataFileError(
                f"{path.name} 是只读文件，只能以只读方式打开；要修改，请先去掉它的只读属性。", where=str(path), code="read_only_file"
            ) from error
        raise


def translate(error: DatabaseError, path: Path) -> Exception:
    """Turn what SQLite says of file and disk into a sentence; leave bugs as they are."""
    text = str(error)
    where = str(path)
    if "full" in text and "disk" in text:
        return DataFileError("磁盘已满，这一步没有保存，原有数据没有变化。请腾出空间后再做一次。", where=where, code="disk_full")
    if "malformed" in text or "not a database" in text or "disk I/O error" in text:
        return DataFileError(_damaged(path), where=where, code="damaged")
    if "readonly" in text:
        return DataFileError(f"{path.name} 是只读的，没有保存。", where=where, code="read_only_file")
    if "locked" in text:
        return DataFileError(f"{path.name} 正被另一个程序使用，请稍后再试。", where=where, code="locked")
    if "unable to open" in text:
        return DataFileError(f"打不开 {path.name}：位置不存在，或没有读写的权限。", where=where, code="unreadable")
    return error


def _damaged(path: Path) -> str:
    return f"{path.name} 已损坏，没有改动它。请从备份恢复，并把这个文件留着。"
