"""What differs between Windows and the rest: file locks, flushing a folder, who and where we are.

Everything that depends on the system stands here and nowhere else in the data layer.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import socket
import sys
from pathlib import Path
from typing import IO

WINDOWS = sys.platform == "win32"
LOCK_OFFSET = 1 << 20  # beyond the owner's text, so that others can still read who holds the lock


def machine_name() -> str:
    """Name this PC."""
    return socket.gethostname() or "本机"


def user_name() -> str:
    """Name the account that is logged in."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "未知用户"


def try_lock(handle: IO[bytes]) -> bool:
    """Take the lock of an open file without waiting; the system frees it when the process ends, however it ends."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  (exists on Windows only)

            handle.seek(LOCK_OFFSET)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415  (does not exist on Windows)

            fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def flush_folder(folder: Path) -> None:
    """Make a rename in this folder last through a power cut; Windows does so by itself and cannot open folders."""
    if WINDOWS:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def drop_cache(path: Path) -> None:
    """Ask the system to forget what it holds of this file, so that reading it back reads the medium."""
    advise = getattr(os, "posix_fadvise", None)
    if advise is None:
        return
    with contextlib.suppress(OSError), path.open("rb") as handle:
        advise(handle.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def safe_file_name(name: str) -> str:
    """Make a file name that Windows takes too: its reserved characters become full-width ones."""
    table = str.maketrans('\\/:*?"<>|', "＼／：＊？＂＜＞｜")
    return name.translate(table).strip().rstrip(".") or "未命名"
