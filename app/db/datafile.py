"""One open data file: opening with its checks, named operations, undo and redo, closing.

The file is SQLite (SQLCipher when a password is set) in WAL mode with `synchronous=FULL`. One user action is one
operation and one commit. A second process may look, read-only.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.db import changelog, host, opening
from app.db.engine import SALT_BYTES, Database, DatabaseError, connect, raw_key
from app.db.ids import IdSource, draw_copy_number
from app.db.lock import WriterLock
from app.db.schema import needs_work, prepare
from app.domain.errors import DataFileError, Refused

Clock = Callable[[], datetime]


_NOTE = 2
"""In the column `barrier` of an operation: it changed nothing that could be taken back (1: undo never passes it)."""


@dataclass(slots=True)
class Operation:
    """A running or finished operation: its label as the undo text shows it, and what it touched."""

    id: int
    label: str
    rows: int = 0
    tables: frozenset[str] = field(default_factory=frozenset)


class DataFile:
    """An open office. `db` reads and, inside `operation()`, writes."""

    def __init__(
        self,
        path: Path,
        db: Database,
        *,
        lock: WriterLock | None,
        clock: Clock,
        password: str = "",
        key: str = "",
        beside: bool = False,
    ) -> None:
        self.path = path
        self.db = db
        self.clock = clock
        self._lock = lock
        self._beside = beside  # a second connection to what this process has open already
        self._password = password
        self._key = key
        self._opened = path.stat()
        self._guard = threading.RLock()
        self._running: Operation | None = None
        self.on_finished: Callable[[Operation], None] | None = None
        self.who: tuple[str, str] | None = None
        """Machine and user that operations are signed with; None asks the system (the demo office has its own)."""
        self.ids = IdSource(int(self.meta("copy")), int(self.meta("counter")))

    # -- opening and closing -----------------------------------------------------------------------------------

    @classmethod
    def create(
        cls, path: Path, *, password: str = "", clock: Clock = datetime.now, copy: int = 0
    ) -> DataFile:
        """Make a new, empty data file; refuses to touch an existing one."""
        opening.refuse_existing(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DataFileError(
                f"不能建立文件夹 {path.parent}（{host.reason(error)}）。", where=str(path)
            ) from error
        key = raw_key(password, os.urandom(SALT_BYTES)) if password else ""
        lock = opening.take_lock(path, clock)
        try:
            opening.refuse_existing(path)  # somebody may have been quicker
            _build(path, key, clock, copy or draw_copy_number())
            db = connect(path, key=key)
            opening.use_wal(db)
            return cls(path, db, lock=lock, clock=clock, password=password, key=key)
        except BaseException as error:
            lock.release()
            raise opening.translate(error, path) from error

    @classmethod
    def open(
        cls, path: Path, *, password: str = "", read_only: bool = False, clock: Clock = datetime.now
    ) -> DataFile:
        """Open a data file after checking that it is one, whole, ours and not newer than this program."""
        opening.refuse_missing(path)
        opening.refuse_own(path)
        lock = None if read_only else opening.take_lock(path, clock)
        db, key = None, ""
        try:
            salt = opening.refuse_strangers(path, encrypted=bool(password))
            key = raw_key(password, salt) if password else ""
            db = opening.connect_checked(path, key, read_only=read_only)
            data = cls(path, db, lock=lock, clock=clock, password=password, key=key)
            if not read_only:
                opening.use_wal(db)
                _bring_up_to_date(data)
            return data  # noqa: TRY300
        except BaseException as error:
            if db is not None:
                db.close()
            if lock is not None:
                lock.release()
            else:
                opening.tidy_after_looking(path, key)
            raise opening.translate(error, path) from error

    def reader(self) -> DataFile:
        """Open a second, query-only connection to the same file, for the window's own thread."""
        opening.refuse_elsewhere(self.path, self._opened)
        db = connect(self.path, key=self._key)
        db.execute("PRAGMA query_only = ON")
        return DataFile(
            self.path, db, lock=None, clock=self.clock, password=self._password, key=self._key, beside=True
        )

    @property
    def read_only(self) -> bool:
        """Whether this door may only look."""
        return self._lock is None

    @property
    def encrypted(self) -> bool:
        """Whether the file has a password."""
        return bool(self._password)

    @property
    def password(self) -> str:
        """The password in use; snapshots are written with the same one."""
        return self._password

    @property
    def key(self) -> str:
        """The key that the password gives for this file; a snapshot under it needs no second derivation."""
        return self._key

    @contextlib.contextmanager
    def still(self) -> Iterator[None]:
        """Keep every operation waiting while the file is read as a whole; refuses inside a running one."""
        with self._guard:
            if self._running is not None:
                raise Refused(f"“{self._running.label}”还没有做完，请稍后再试。", code="busy")
            yield

    def close(self) -> None:
        """Checkpoint, close and give the lock back; -wal and -shm are gone afterwards, unless others have the file open."""
        lock = self.close_keeping_lock()
        if lock is not None:
            lock.release()

    def close_keeping_lock(self) -> WriterLock | None:
        """Close, but stay the one writer, so that the file can be replaced; the caller releases the lock."""
        with self._guard:
            if self._lock is not None:
                with contextlib.suppress(DatabaseError):
                    self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self.db.close()
            if self._lock is None and not self._beside:
                opening.tidy_after_looking(self.path, self._key)
            lock, self._lock = self._lock, None
            return lock

    # -- bookkeeping -------------------------------------------------------------------------------------------

    def meta(self, key: str) -> str:
        """Read one bookkeeping value; empty when absent."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", [key]).fetchone()
        return str(row[0]) if row else ""

    def set_meta(self, key: str, value: str) -> None:
        """Write one bookkeeping value (not part of any operation, never undone)."""
        self.db.execute(
            "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = ?",
            [key, value, value],
        )

    def new_id(self) -> int:
        """Take an id for a new row; only inside an operation."""
        return self.ids.take()

    @property
    def state(self) -> tuple[int, int] | None:
        """What differs between any two states of the file that this connection can see; None within an operation.

        What was read may be used again while this stays the same: SQLite counts what this connection writes
        (`total_changes`) and tells what others have committed (`PRAGMA data_version`).
        """
        if self.db.conn.in_transaction:  # what is read now may yet be taken back
            return None
        others = self.db.execute("PRAGMA data_version").fetchone()[0]
        return int(self.db.conn.total_changes), int(others)

    # -- operations --------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def operation(self, label: str, *, barrier: bool = False, note: bool = False) -> Iterator[Operation]:
        """Run one user action: all of it is written or none of it, under one name.

        An operation inside an operation belongs to the outer one. Nothing is recorded when nothing changed.
        `barrier`: undo never goes back past this one (migration, merge, 换届). `note`: something done outside the
        file (a full export) that stays in the history: undo passes it over to what was changed before.
        """
        with self._guard:
            if self._running is not None:
                yield self._running
                return
            yield from self._run(label, "do", None, barrier=_NOTE if note else int(barrier))

    def undo(self) -> Operation:
        """Take back the latest operation; refuses when there is none."""
        target = self.undoable()
        if target is None:
            raise Refused("没有可以撤销的操作。", code="nothing_to_undo")
        return self._turn(target, "undo", target.id)

    def redo(self) -> Operation:
        """Do again what was undone last; refuses when there is none."""
        target = self.redoable()
        if target is None:
            raise Refused("没有可以重做的操作。", code="nothing_to_redo")
        undoing = self.db.execute(
            "SELECT max(id) FROM operations WHERE kind = 'undo' AND target = ?", [target.id]
        ).fetchone()[0]
        return self._turn(target, "redo", undoing)

    def undoable(self) -> Operation | None:
        """The operation that Ctrl+Z would take back."""
        row = self.db.execute(
            "SELECT id, label, barrier FROM operations WHERE kind = 'do' AND undone = 0 AND barrier <> ? "
            "ORDER BY id DESC LIMIT 1",
            [_NOTE],
        ).fetchone()
        return Operation(row[0], row[1]) if row and not row[2] else None

    def redoable(self) -> Operation | None:
        """The operation that Ctrl+Y would do again: the one undone last, as long as nothing new was done since."""
        row = self.db.execute(
            "SELECT o.id, o.label FROM operations u JOIN operations o ON o.id = u.target WHERE u.kind = 'undo' AND o.undone = 1 "
            "AND u.id > (SELECT max(id) FROM operations WHERE kind = 'do' AND barrier <> ?) ORDER BY u.id DESC LIMIT 1",
            [_NOTE],
        ).fetchone()
        return Operation(row[0], row[1]) if row else None

    def _turn(self, target: Operation, kind: str, revert: int) -> Operation:
        with self._guard, contextlib.contextmanager(self._run)(target.label, kind, target.id) as operation:
            changelog.revert(self.db, revert)
            self.db.execute("UPDATE operations SET undone = ? WHERE id = ?", [int(kind == "undo"), target.id])
        return operation

    def _run(self, label: str, kind: str, target: int | None, *, barrier: int = 0) -> Iterator[Operation]:
        if self.read_only:
            raise Refused("现在是只读打开，不能修改。", code="read_only")
        opening.refuse_elsewhere(self.path, self._opened)
        counter = self.ids.counter
        try:
            self.db.execute("BEGIN IMMEDIATE")
            operation = self._begin(label, kind, target, barrier=barrier)
            self._running = operation
            yield operation
            self._finish(operation)
        except BaseException as error:
            self._roll_back(counter)
            if isinstance(error, DatabaseError):
                raise opening.translate(error, self.path) from error
            raise
        finally:
            self._running = None
        if operation.rows and self.on_finished is not None:
            self.on_finished(operation)

    def _begin(self, label: str, kind: str, target: int | None, *, barrier: int) -> Operation:
        machine, user = self.who or (host.machine_name(), host.user_name())
        cursor = self.db.execute(
            "INSERT INTO operations (label, at, machine, user, kind, target, barrier) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [label, self.clock().isoformat(" ", "seconds"), machine, user, kind, target, barrier],
        )
        operation = Operation(int(cursor.lastrowid or 0), label)
        self.db.execute("UPDATE session SET operation = ? WHERE id = 1", [operation.id])
        return operation

    def _finish(self, operation: Operation) -> None:
        rows = self.db.execute(
            "SELECT tbl, count(*) FROM changes WHERE operation = ? GROUP BY tbl", [operation.id]
        ).fetchall()
        operation.tables = frozenset(row[0] for row in rows)
        operation.rows = sum(row[1] for row in rows)
        if not rows and not self._turns_history(operation):
            self.db.execute("ROLLBACK")
            return
        self.db.execute(
            "UPDATE operations SET rows = ?, label = ? WHERE id = ?",
            [operation.rows, operation.label, operation.id],
        )
        self.db.execute("UPDATE session SET operation = NULL WHERE id = 1")
        self.set_meta("counter", str(self.ids.counter))
        self.db.execute("COMMIT")

    def _turns_history(self, operation: Operation) -> bool:
        row = self.db.execute("SELECT kind FROM operations WHERE id = ?", [operation.id]).fetchone()
        return bool(row[0] != "do")

    def _roll_back(self, counter: int) -> None:
        self.ids.counter = counter
        with contextlib.suppress(DatabaseError):
            self.db.execute("ROLLBACK")


def _build(path: Path, key: str, clock: Clock, copy: int) -> None:
    """Write a whole new file aside and give it its name at the end: whatever happens, there is no half-made one."""
    part = path.with_name(path.name + ".part")
    opening.remove_with_companions(part)
    try:
        db = connect(part, key=key, create=True)
        try:
            with db.atomic():
                prepare(db)
                changelog.install_triggers(db)
                created = clock().isoformat(" ", "seconds")
                db.execute(
                    "UPDATE _sqlite_migrations SET applied_at = ?", [created]
                )  # the file's clock is the caller's
                lineage = f"{copy:08x}"
                first = {
                    "copy": str(copy),
                    "counter": "0",
                    "generation": "0",
                    "parent": "",
                    "lineage": lineage,
                    "created": created,
                }
                db.conn.executemany("INSERT INTO meta (key, value) VALUES (?, ?)", list(first.items()))
        finally:
            db.close()
        os.rename(part, path)  # noqa: PTH104  (under the lock: nobody else makes a file of this name)
        host.flush_folder(path.parent)
    except BaseException:
        opening.remove_with_companions(part)
        raise


def _bring_up_to_date(data: DataFile) -> None:
    """Give an older file this version's tables and triggers, all of it or nothing, after keeping it as it was."""
    older = needs_work(data.db)
    if older:
        from app.db.snapshot import seal  # it stands above this module

        seal(data, data.path.parent, f"升级前_{data.path.stem}")
    if older or changelog.missing_triggers(data.db):
        with data.db.atomic():
            prepare(data.db)
            changelog.install_triggers(data.db)
