"""Restoring: what stood there is kept, ids never collide, a failure changes nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from app.db import check, host, restoring
from app.db.container import SUFFIX
from app.db.datafile import DataFile
from app.db.engine import DatabaseError
from app.db.registry import Registry
from app.db.restoring import restore
from app.db.snapshot import Snapshot, listing, make, verify
from app.domain.errors import DataFileError, Refused
from tests.db.offices import PASSWORD, Clock, dump, folder_bytes, office


def snapshot_of(
    path: Path, stick: Path, password: str = ""
) -> tuple[Snapshot, dict[str, list[tuple[object, ...]]]]:
    """Make an office and a snapshot, then change the office; give the snapshot and what it holds."""
    data = office(path, password)
    made = make(data, stick, name="县政协")
    stood = dump(data.db)
    with data.operation("后来的修改"):
        Registry(data).set_setting("后来", "有")
    data.close()
    return made, stood


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "办公" / "办公.liange"


@pytest.fixture(autouse=True)
def folder(path: Path) -> None:
    path.parent.mkdir()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "优盘"


@pytest.mark.parametrize("password", ["", PASSWORD], ids=["无密码", "有密码"])
def test_a_snapshot_becomes_a_data_file(path: Path, stick: Path, tmp_path: Path, password: str) -> None:
    made, stood = snapshot_of(path, stick, password)
    target = tmp_path / "另一台" / "恢复.liange"
    assert restore(made.file, target, password) == made
    assert [file.name for file in target.parent.iterdir()] == [target.name]
    data = DataFile.open(target, password=password)
    assert dump(data.db) == stood
    assert check.check(data) == []
    data.close()


def test_a_restored_file_is_a_new_copy_of_the_same_office(path: Path, stick: Path, tmp_path: Path) -> None:
    made, _ = snapshot_of(path, stick)
    target = tmp_path / "恢复.liange"
    restore(made.file, target)
    old, new = DataFile.open(path), DataFile.open(target)
    assert new.meta("copy") != old.meta("copy")
    assert (new.meta("lineage"), new.meta("generation"), new.meta("parent")) == (
        old.meta("lineage"),
        "1",
        made.identity,
    )
    ids: list[set[int]] = []
    for data in (old, new):
        with data.operation("各自录入"):
            Registry(data).add_codes("界别", ["工会", "妇联"])
        ids.append({row[0] for row in data.db.execute("SELECT id FROM codes")})
        data.close()
    assert not ids[0] & ids[1]


def test_the_next_snapshot_of_a_restored_file_goes_on_from_there(
    path: Path, stick: Path, tmp_path: Path
) -> None:
    made, _ = snapshot_of(path, stick)
    target = tmp_path / "恢复.liange"
    restore(made.file, target)
    data = DataFile.open(target)
    following = make(data, stick)
    data.close()
    assert (following.generation, following.parent, following.copy == made.copy) == (2, made.identity, False)


def test_history_and_undo_come_along(path: Path, stick: Path, tmp_path: Path) -> None:
    made, _ = snapshot_of(path, stick)
    restore(made.file, tmp_path / "恢复.liange")
    data = DataFile.open(tmp_path / "恢复.liange")
    assert data.undo().label == "分配"
    data.close()


def test_an_existing_file_is_refused(path: Path, stick: Path) -> None:
    made, _ = snapshot_of(path, stick)
    before = folder_bytes(path.parent)
    with pytest.raises(Refused, match="已经存在") as caught:
        restore(made.file, path)
    assert caught.value.code == "exists"
    assert folder_bytes(path.parent) == before


@pytest.mark.parametrize("password", ["", PASSWORD], ids=["无密码", "有密码"])
def test_what_stood_there_is_kept_as_a_snapshot(path: Path, stick: Path, password: str) -> None:
    made, stood = snapshot_of(path, stick, password)
    clock = Clock()
    clock.forward(hours=3)
    restore(made.file, path, password, replace=True, clock=clock)
    (kept,) = listing(path.parent)
    assert kept.file.name == f"恢复前_办公_20261122-173000_0002{SUFFIX}"
    assert verify(kept.file, password).counts["settings"] == 2
    data = DataFile.open(path, password=password)
    assert dump(data.db) == stood
    data.close()
    assert {file.name for file in path.parent.iterdir()} == {path.name, kept.file.name}


def test_the_kept_state_can_itself_be_restored(path: Path, stick: Path) -> None:
    made, _ = snapshot_of(path, stick)
    restore(made.file, path, replace=True)
    (kept,) = listing(path.parent)
    restore(kept.file, path, replace=True)
    data = DataFile.open(path)
    assert Registry(data).settings()["后来"] == "有"
    data.close()


@pytest.mark.parametrize(
    "present", [b"", b"text of another kind" * 300, None], ids=["空文件", "文本", "损坏的数据文件"]
)
def test_what_does_not_open_is_kept_byte_by_byte(path: Path, stick: Path, present: bytes | None) -> None:
    made, stood = snapshot_of(path, stick)
    stored = path.read_bytes()[:30_000] if present is None else present
    path.write_bytes(stored)
    restore(made.file, path, replace=True, clock=Clock())
    assert (path.parent / "恢复前_20261122-143000_办公.liange").read_bytes() == stored
    data = DataFile.open(path)
    assert dump(data.db) == stood
    data.close()


def test_a_file_under_another_password_is_kept_too(path: Path, stick: Path) -> None:
    made, _ = snapshot_of(path, stick, PASSWORD)
    office(path.with_name("明文.liange")).close()
    target = path.with_name("明文.liange")
    stored = target.read_bytes()
    restore(made.file, target, PASSWORD, replace=True, clock=Clock())
    assert (path.parent / "恢复前_20261122-143000_明文.liange").read_bytes() == stored


def test_the_present_password_may_be_given(path: Path, stick: Path, tmp_path: Path) -> None:
    made, _ = snapshot_of(tmp_path / "无密码.liange", stick)
    office(path, PASSWORD).close()
    restore(made.file, path, "", replace=True, present_password=PASSWORD)
    (kept,) = listing(path.parent)
    assert verify(kept.file, PASSWORD).encrypted


def test_the_log_of_the_old_file_never_meets_the_new_one(path: Path, stick: Path) -> None:
    """A process that was killed leaves its -wal behind; replayed into another file, it would destroy it."""
    made, stood = snapshot_of(path, stick)
    other = sqlite3.connect(path)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("INSERT INTO meta VALUES ('别的', '程序')")
    other.commit()
    wal = path.with_name(path.name + "-wal").read_bytes()
    other.close()
    assert wal
    path.with_name(path.name + "-wal").write_bytes(wal)
    path.write_bytes(b"damaged" + path.read_bytes()[7:])
    restore(made.file, path, replace=True, clock=Clock())
    data = DataFile.open(path)
    assert dump(data.db) == stood
    data.close()
    assert (path.parent / "恢复前_20261122-143000_办公.liange-wal").read_bytes() == wal


def test_a_file_that_is_open_is_not_replaced(path: Path, stick: Path) -> None:
    made, _ = snapshot_of(path, stick)
    data = DataFile.open(path)
    before = dump(data.db)
    with pytest.raises(DataFileError, match="使用") as caught:
        restore(made.file, path, replace=True)
    assert caught.value.code == "locked"
    assert dump(data.db) == before
    data.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("password", ["", "不是这个"])
def test_a_wrong_password_changes_nothing(path: Path, stick: Path, password: str) -> None:
    made, _ = snapshot_of(path, stick, PASSWORD)
    before = folder_bytes(path.parent)
    with pytest.raises(DataFileError) as caught:
        restore(made.file, path, password, replace=True)
    assert caught.value.code == "password"
    assert folder_bytes(path.parent) == before


def test_a_bad_snapshot_changes_nothing(path: Path, stick: Path) -> None:
    made, _ = snapshot_of(path, stick)
    before = folder_bytes(path.parent)
    made.file.write_bytes(made.file.read_bytes()[:-1])
    with pytest.raises(Refused):
        restore(made.file, path, replace=True)
    assert folder_bytes(path.parent) == before


def test_a_cancelled_restore_changes_nothing(path: Path, stick: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Refused("已取消", code="cancelled")

    made, _ = snapshot_of(path, stick)
    before = folder_bytes(path.parent)
    with pytest.raises(Refused, match="已取消"):
        restore(made.file, path, replace=True, progress=stop)
    assert folder_bytes(path.parent) == before


def test_a_replacement_that_the_system_refuses_changes_nothing(
    path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows: somebody looks at the file."""
    made, _ = snapshot_of(path, stick)
    before = path.read_bytes()

    def refuse(*_names: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", refuse)
        with pytest.raises(DataFileError, match="没有权限"):
            restore(made.file, path, replace=True)
    data = DataFile.open(path)
    assert Registry(data).settings()["后来"] == "有"
    data.close()
    assert len(path.read_bytes()) == len(before)


def test_a_state_that_cannot_be_kept_is_not_replaced(
    path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _ = snapshot_of(path, stick)

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(host, "drop_cache", full)
        with pytest.raises(Refused, match="磁盘已满"):
            restore(made.file, path, replace=True)
    path.write_bytes(b"damaged" * 100)
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copy2", full)
        with pytest.raises(DataFileError, match="磁盘已满"):
            restore(made.file, path, replace=True)
    assert path.read_bytes() == b"damaged" * 100
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_full_disk_while_a_copy_is_begun(
    path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made, _ = snapshot_of(path, stick)

    def full() -> int:
        raise DatabaseError("database or disk is full")

    monkeypatch.setattr(restoring, "draw_copy_number", full)
    with pytest.raises(DataFileError, match="恢复没有完成"):
        restore(made.file, tmp_path / "新.liange")
    assert not (tmp_path / "新.liange").exists()
