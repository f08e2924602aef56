"""One process writes: the lock beside the data file names machine, user and time of its owner."""

from __future__ import annotations

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


def lock_path(data: Path) -> Path:
    """Where the lock of a data file stands."""
    return data.with_name(data.name + ".lock")


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
        """Try to become the writer; False when someone else is."""
        handle = self.path.open("a+b")
        if not host.try_lock(handle):
            handle.close()
            return False
        owner = {"machine": host.machine_name(), "user": host.user_name(), "since": now, "process": os.getpid()}
        handle.seek(0)
        handle.truncate()
        handle.write(json.dumps(owner, ensure_ascii=False).encode())
        handle.flush()
        self._handle = handle
        return True

    def release(self) -> None:
        """Give the lock back and remove its file."""
        if self._handle is None:
            return
        if not host.WINDOWS:  # removed while still held: nobody can take a lock that is about to vanish
            self.path.unlink(missing_ok=True)
        self._handle.close()
        self._handle = None
        if host.WINDOWS:
            self.path.unlink(missing_ok=True)
