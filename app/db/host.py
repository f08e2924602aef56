"""What differs between Windows and the rest: file locks, flushing a folder, who and where we are.

Everything that depends on the system stands here and nowhere else in the data layer.
"""

from __future__ import annotations

import contextlib
import errno
import getpass
import os
import string
import sys
from pathlib import Path
from typing import IO

WINDOWS = sys.platform == "win32"
LOCK_OFFSET = 1 << 20  # beyond the owner's text, so that others can still read who holds the lock


def machine_name() -> str:
    """Name this PC."""
    name = os.environ.get("COMPUTERNAME", "") if WINDOWS else os.uname().nodename
    return name or "本机"


def user_name() -> str:
    """Name the account that is logged in."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "未知用户"


def try_lock(handle: IO[bytes]) -> bool:
    """Take the lock of an open file without waiting; the system frees it when the process ends, however it ends."""
    try:
        if WINDOWS:
            import msvcrt  # exists on Windows only

            handle.seek(LOCK_OFFSET)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl  # does not exist on Windows

            fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def reason(error: OSError) -> str:
    """Say in Chinese why the system refused a file: a few words that fit between brackets."""
    windows = getattr(error, "winerror", None)
    return (
        _WINDOWS_REASONS.get(windows or 0)
        or _REASONS.get(error.errno or 0)
        or f"系统错误 {windows or error.errno}"
    )


_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件太大，磁盘放不下",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOENT: "位置不存在，U 盘可能已拔出",
    errno.ENOTDIR: "位置不是文件夹",
    errno.EEXIST: "那里已经有同名的文件",
    errno.EISDIR: "它是文件夹",
    errno.EIO: "读写设备出错",
    errno.ENODEV: "设备不在了，U 盘可能已拔出",
    errno.ENXIO: "设备不在了，U 盘可能已拔出",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EBUSY: "正被别的程序使用",
}
_WINDOWS_REASONS = {
    19: "磁盘有写保护",
    21: "设备没有准备好，U 盘可能已拔出",
    32: "正被别的程序使用",
    33: "正被别的程序使用",
    112: "磁盘已满",
    1117: "读写设备出错",
    1167: "设备不在了，U 盘可能已拔出",
}


def flush_file(handle: IO[bytes]) -> None:
    """Make what was written to an open file last: out of our buffer, then out of the system's."""
    handle.flush()
    os.fsync(handle.fileno())


def flush_folder(folder: Path) -> None:
    """Make a rename in this folder last through a power cut; Windows does so by itself and cannot open folders."""
    if WINDOWS:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def drop_cache(path: Path) -> bool:
    """Ask the system to forget what it holds of a flushed file, so that reading it back reads the medium.

    Tells whether the system could be asked. It is a request: memory disks and some drivers keep what they hold.
    """
    if WINDOWS:
        return _open_unbuffered(path)
    advise = getattr(os, "posix_fadvise", None)
    if advise is None:
        return False
    with contextlib.suppress(OSError), path.open("rb") as handle:
        advise(handle.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return True
    return False


def _open_unbuffered(path: Path) -> bool:
    """Windows throws a file's cached pages away when it is opened without buffering and nobody else has it open."""
    import ctypes  # only Windows needs it

    read, share_all, existing, no_buffering = 0x8000_0000, 0x7, 3, 0x2000_0000
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateFileW.restype = ctypes.c_void_p
    handle = kernel.CreateFileW(str(path), read, share_all, None, existing, no_buffering, None)
    if handle is None or handle == ctypes.c_void_p(-1).value:
        return False
    kernel.CloseHandle(ctypes.c_void_p(handle))
    return True


def removable_places() -> list[Path]:
    """List the sticks that are plugged in, where the system tells."""
    if WINDOWS:
        import ctypes  # only Windows needs it

        removable = 2
        kind = ctypes.WinDLL("kernel32").GetDriveTypeW  # type: ignore[attr-defined,unused-ignore]
        return [
            Path(f"{letter}:/") for letter in string.ascii_uppercase[2:] if kind(f"{letter}:\\") == removable
        ]
    return [
        place
        for base in _mount_folders()
        if base.is_dir()
        for place in sorted(base.iterdir())
        if os.path.ismount(place)
    ]


def _mount_folders() -> tuple[Path, ...]:
    """Where Linux desktops and macOS put sticks."""
    return (Path("/media") / user_name(), Path("/run/media") / user_name(), Path("/Volumes"))
