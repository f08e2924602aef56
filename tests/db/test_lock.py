"""One process writes; the lock names it, and a dead owner's lock is free."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.db import host
from app.db.lock import Owner, WriterLock, held_here, lock_path, read_owner

HOLD = """
import sys
from pathlib import Path
from app.db.lock import WriterLock
lock = WriterLock(Path(sys.argv[1]))
print(lock.take("2026-11-22 14:30:00"), flush=True)
sys.stdin.read()
"""


def hold(data: Path) -> subprocess.Popen[str]:
    """Another process that takes the lock and keeps it."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdout is not None
    assert child.stdout.readline().strip() == "True"
    return child


def end(child: subprocess.Popen[str]) -> None:
    child.kill()
    child.communicate()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "办公.liange"


def test_the_owner_is_named(data: Path) -> None:
    lock = WriterLock(data)
    assert lock.take("2026-11-22 14:30:00")
    assert read_owner(data) == Owner(
        host.machine_name(), host.user_name(), "2026-11-22 14:30:00", os.getpid()
    )
    lock.release()
    assert list(data.parent.iterdir()) == []


def test_the_sentence_of_an_owner() -> None:
    assert (
        Owner("BANGONG-01", "李明", "2026-11-22 14:30:00", 7).sentence()
        == "BANGONG-01 上的 李明（2026-11-22 14:30:00 打开）"
    )


@pytest.mark.parametrize("content", [None, b"", b"not json", b'{"machine": 1}', b"[]", b"\xff"])
def test_an_unreadable_lock_names_nobody(data: Path, content: bytes | None) -> None:
    if content is not None:
        lock_path(data).write_bytes(content)
    assert read_owner(data) is None


def test_a_second_process_does_not_get_the_lock(data: Path) -> None:
    child = hold(data)
    try:
        assert not WriterLock(data).take("later")
        assert not held_here(data)
        owner = read_owner(data)
        assert owner is not None
        assert owner.process == child.pid
    finally:
        end(child)


def test_a_second_lock_in_the_same_process_is_refused(data: Path) -> None:
    lock = WriterLock(data)
    assert lock.take("first")
    assert held_here(data)
    assert not WriterLock(data).take("second")
    lock.release()
    assert not held_here(data)


def test_the_lock_of_a_killed_process_is_free(data: Path) -> None:
    end(hold(data))
    assert lock_path(data).exists()
    lock = WriterLock(data)
    assert lock.take("after the crash")
    owner = read_owner(data)
    assert owner is not None
    assert owner.since == "after the crash"
    lock.release()


def test_releasing_twice_is_harmless(data: Path) -> None:
    lock = WriterLock(data)
    lock.take("now")
    lock.release()
    lock.release()
    assert not lock_path(data).exists()


def test_a_lock_that_vanishes_while_it_is_taken_is_taken_anew(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its last owner removes the file between our opening and our locking: who comes next must see ours."""
    taking = host.try_lock
    removed: list[bool] = []

    def remove_first(handle: object) -> bool:
        if not removed:
            lock_path(data).unlink()
            removed.append(True)
        return taking(handle)  # type: ignore[arg-type]

    monkeypatch.setattr(host, "try_lock", remove_first)
    lock = WriterLock(data)
    assert lock.take("now")
    assert lock_path(data).exists()
    assert not WriterLock(data).take("another")
    lock.release()


@pytest.mark.skipif(sys.platform == "win32", reason="链接需要权限")
def test_a_link_leads_to_the_same_lock(data: Path, tmp_path: Path) -> None:
    data.touch()
    link = tmp_path / "快捷.liange"
    link.symlink_to(data)
    assert lock_path(link) == lock_path(data)


def test_a_folder_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        WriterLock(tmp_path / "没有" / "办公.liange").take("now")


def test_on_windows_the_file_is_closed_before_it_is_removed(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = WriterLock(data)
    assert lock.take("now")
    monkeypatch.setattr(host, "WINDOWS", True)
    order: list[str] = []
    handle = lock._handle
    assert handle is not None
    remove = Path.unlink

    def unlink(path: Path) -> None:
        order.append("closed" if handle.closed else "open")
        remove(path)

    monkeypatch.setattr(Path, "unlink", unlink)
    lock.release()
    assert order == ["closed"]


def test_a_lock_that_cannot_be_removed_is_still_given_back(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows: the next one has it open already."""
    lock = WriterLock(data)
    assert lock.take("now")

    def refuse(_path: Path) -> None:
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        lock.release()
    second = WriterLock(data)
    assert second.take("next")
    second.release()
