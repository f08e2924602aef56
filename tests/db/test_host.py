"""Windows and the rest, each looked at on either: the system's own calls are stood in for, never our own."""

from __future__ import annotations

import ctypes
import errno
import getpass
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

from app.db import host


class Msvcrt(ModuleType):
    """Windows' byte locks: refused when the byte is locked already."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        super().__init__("msvcrt")
        self.locked: list[tuple[int, int, int]] = []

    def locking(self, descriptor: int, mode: int, number: int) -> None:
        place = (os.lseek(descriptor, 0, os.SEEK_CUR), mode, number)
        if place in self.locked:
            raise PermissionError(errno.EACCES, "Permission denied")
        self.locked.append(place)


class _CreateFile:
    """A foreign function: callable, with a result type to be set."""

    def __init__(self, kernel: FakeKernel) -> None:
        self.restype: object = None
        self._kernel = kernel

    def __call__(self, *arguments: object) -> object:
        self._kernel.opened.append(arguments)
        return self._kernel.handle


class FakeKernel:
    """The few calls of Windows' kernel32 that are asked for."""

    def __init__(self, handle: int | None = 77, removable: str = "") -> None:
        self.handle = handle
        self.removable = removable
        self.opened: list[tuple[object, ...]] = []
        self.closed = 0
        self.CreateFileW = _CreateFile(self)

    def CloseHandle(self, _handle: object) -> int:
        self.closed += 1
        return 1

    def GetDriveTypeW(self, root: str) -> int:
        return 2 if root[0] in self.removable else 3


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> FakeKernel:
    """This program as if on Windows, with a stand-in for the system."""
    kernel = FakeKernel()
    monkeypatch.setattr(host, "WINDOWS", True)
    monkeypatch.setattr(ctypes, "WinDLL", lambda *_args, **_named: kernel, raising=False)
    return kernel


@pytest.mark.parametrize(("windows_name", "told"), [("BANGONG-01", "BANGONG-01"), ("", "本机")])
def test_the_machine_on_windows(
    monkeypatch: pytest.MonkeyPatch, windows: FakeKernel, windows_name: str, told: str
) -> None:
    monkeypatch.setenv("COMPUTERNAME", windows_name)
    assert host.machine_name() == told


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有 uname")
def test_the_machine_elsewhere() -> None:
    assert host.machine_name() == os.uname().nodename


@pytest.mark.parametrize("error", [KeyError, ImportError, OSError])
def test_an_account_that_nobody_knows(monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    def unknown() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", unknown)
    assert host.user_name() == "未知用户"


def test_a_lock_holds_until_its_file_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "锁"
    with path.open("a+b") as first:
        assert host.try_lock(first)
        with path.open("a+b") as second:
            assert not host.try_lock(second)
    with path.open("a+b") as third:
        assert host.try_lock(third)


def test_windows_locks_one_byte_beyond_the_text(
    monkeypatch: pytest.MonkeyPatch, windows: FakeKernel, tmp_path: Path
) -> None:
    """Windows forbids others to read a locked byte, and they must be able to read who the owner is."""
    system = Msvcrt()
    monkeypatch.setitem(sys.modules, "msvcrt", system)
    with (tmp_path / "锁").open("a+b") as handle:
        assert host.try_lock(handle)
        assert not host.try_lock(handle)
    assert system.locked == [(host.LOCK_OFFSET, Msvcrt.LK_NBLCK, 1)]


def test_what_was_flushed_is_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "文件"
    with path.open("wb") as handle:
        handle.write("内容".encode())
        host.flush_file(handle)
        assert path.read_bytes() == "内容".encode()


def test_a_folder_is_flushed_by_its_descriptor_except_on_windows(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    flushed: list[int] = []
    monkeypatch.setattr(os, "fsync", flushed.append)
    if sys.platform != "win32":
        host.flush_folder(tmp_path)
        assert len(flushed) == 1
    monkeypatch.setattr(host, "WINDOWS", True)
    host.flush_folder(tmp_path / "没有")
    assert len(flushed) <= 1


@pytest.mark.skipif(not hasattr(os, "posix_fadvise"), reason="这个系统没有 posix_fadvise")
def test_the_cache_is_dropped_where_the_system_takes_advice(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[tuple[int, int, int]] = []
    monkeypatch.setattr(os, "posix_fadvise", lambda _handle, *rest: asked.append(rest))
    (tmp_path / "备份").write_bytes(b"x")
    assert host.drop_cache(tmp_path / "备份")
    assert asked == [(0, 0, os.POSIX_FADV_DONTNEED)]
    assert not host.drop_cache(tmp_path / "没有")


def test_a_system_without_advice_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delattr(os, "posix_fadvise", raising=False)
    assert not host.drop_cache(tmp_path)


@pytest.mark.parametrize(
    ("handle", "dropped"),
    [(77, True), (None, False), (ctypes.c_void_p(-1).value, False)],
    ids=["打开了", "没有", "打不开"],
)
def test_windows_drops_its_cache_when_the_file_is_opened_unbuffered(
    windows: FakeKernel, tmp_path: Path, handle: int | None, dropped: bool
) -> None:
    windows.handle = handle
    assert host.drop_cache(tmp_path / "备份") is dropped
    no_buffering = 0x2000_0000
    assert windows.opened == [(str(tmp_path / "备份"), 0x8000_0000, 7, None, 3, no_buffering, None)]
    assert windows.closed == int(dropped)


def test_sticks_on_windows(windows: FakeKernel) -> None:
    windows.removable = "AEG"  # A: and B: are floppy drives, which would whir
    assert host.removable_places() == [Path("E:/"), Path("G:/")]


def test_sticks_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(host, "WINDOWS", False)
    (tmp_path / "优盘").mkdir()
    (tmp_path / "空文件夹").mkdir()
    monkeypatch.setattr(host, "_mount_folders", lambda: (tmp_path, tmp_path / "没有"))
    monkeypatch.setattr(os.path, "ismount", lambda place: Path(place).name == "优盘")
    assert host.removable_places() == [tmp_path / "优盘"]


def test_mount_folders_are_the_users_own() -> None:
    assert all(folder.is_absolute() or os.name == "nt" for folder in host._mount_folders())


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EACCES, "没有权限"),
        (errno.EROFS, "磁盘是只读的"),
        (errno.EIO, "读写设备出错"),
        (errno.EEXIST, "那里已经有同名的文件"),
        (errno.ENODEV, "设备不在了，U 盘可能已拔出"),
        (9999, "系统错误 9999"),
    ],
)
def test_why_the_system_refused(number: int, said: str) -> None:
    assert host.reason(OSError(number, "words of the system")) == said


def test_windows_numbers_come_first() -> None:
    error = OSError(errno.EACCES, "words of the system")
    error.winerror = 1167  # type: ignore[attr-defined,unused-ignore]
    assert host.reason(error) == "设备不在了，U 盘可能已拔出"
