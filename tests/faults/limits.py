"""Disks that are full: a small file system in memory, a limit on the size of a file, a limit on pages."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

if sys.platform != "win32":
    import resource


@contextmanager
def small_disk(place: Path, megabytes: int, *, pulled: bool = False) -> Iterator[Path]:
    """A file system of its own; only root may make one. `pulled` says that whoever asks pulls it out again."""
    place.mkdir()
    if sys.platform != "linux":
        pytest.skip("只有 Linux 能临时建一个小磁盘")
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("没有挂载小磁盘的权限（需要 root）")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=not pulled)


def fill_up(disk: Path) -> Path:
    """Take all the room that is left; give the file that took it."""
    ballast = disk / "占位"
    with ballast.open("wb", buffering=0) as handle:
        try:
            while True:
                handle.write(bytes(4096))
        except OSError:
            return ballast


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Every write beyond this size fails with an error of the system, as on a disk that breaks off."""
    if sys.platform == "win32":
        pytest.skip("Windows 没有文件大小限制")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
