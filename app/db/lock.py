"""One process writes: the lock beside the data file names machine, user and time of its owner."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.db import host


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds a data file open for writing."""

    machine: str
    user: str
    since: str
    process: int

    def sentence(self) -> str:
        """Say who it is, for the message."""
        return f"{self.machine} 上的 {self.user}（{self.since} 打开）"


_HELD: set[Path] = set()


def lock_path(data: Path) -> Path:
    """Where the lock of a data file stands: beside the file itself, even when it was reached through a link."""
    real = Path(os.path.realpath(data))
    return real.with_name(real.name + ".lock")


def held_here(data: Path) -> bool:
    """Whether this very process is the writer.

    It must not open the file by itself then: closing it would drop the locks that SQLite holds on it (POSIX).
    """
    return lock_path(data) in _HELD


def read_owner(data: Path) -> Owner | None:
    """Read who wrote the lock last; None when there is no readable lock. Says nothing of whether it still holds."""
    try:
        return Owner(**json.loads(lock_path(data).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


class WriterLock:
    """The lock of one data file, held while this object is open. A dead owner's lock is free by itself."""

    def __init__(self, data: Path) -> None:
        self.path = lock_path(data)
        self._handle: IO[bytes] | None = None

    def take(self, now: str) -> bool:
        """Try to become the writer; False when someone else is. Raises OSError where no file can be made."""
        handle = self.path.open("a+b")
        while True:
            if not host.try_lock(handle):
                handle.close()
                return False
            if self._still_there(handle):
                break
            handle.close()  # its last owner removed it after we opened it: whoever comes next would not see ours
            handle = self.path.open("a+b")
        owner = {
            "machine": host.machine_name(),
            "user": host.user_name(),
            "since": now,
            "process": os.getpid(),
        }
        with contextlib.suppress(
            OSError
        ):  # a full disk must not keep anyone from his data; the lock itself holds
            handle.seek(0)
            handle.truncate()
            handle.write(json.dumps(owner, ensure_ascii=False).encode())
            handle.flush()
        self._handle = handle
        _HELD.add(self.path)
        return True

    def _still_there(self, handle: IO[bytes]) -> bool:
        try:
            return os.path.samestat(os.fstat(handle.fileno()), self.path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Give the lock back and remove its file."""
        if self._handle is None:
            return
        _HELD.discard(self.path)
        if not host.WINDOWS:  # removed while still held: nobody can take a lock that is about to vanish
            self._remove()
        with contextlib.suppress(OSError):  # what a full disk still owed to the file
            self._handle.close()
        self._handle = None
        if host.WINDOWS:
            self._remove()

    def _remove(self) -> None:
        with contextlib.suppress(OSError):  # Windows: the next writer has it open already
            self.path.unlink()
