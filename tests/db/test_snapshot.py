"""Sealed snapshots: written, read back, verified, listed, thinned; a bad one is never taken for a good one."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.db import container, host, sealed, snapshot
from app.db.container import SUFFIX
from app.db.datafile import DataFile
from app.db.engine import connect
from app.db.registry import Registry
from app.db.schema import SCHEMA_VERSION
from app.db.snapshot import listing, make, verify
from app.domain.errors import DataFileError, LiangeError, Refused
from tests.db.offices import PASSWORD, Clock, dump, folder_bytes, office


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "优盘"


@pytest.fixture(params=["", PASSWORD], ids=["无密码", "有密码"])
def either(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> object:
    """A filled office with and without a password."""
    opened = office(tmp_path / "演示.liange", request.param, clock=clock)
    yield opened
    opened.close()


# -- making ------------------------------------------------------------------------------------------------------


def test_a_snapshot_holds_the_whole_office(either: DataFile, stick: Path, tmp_path: Path) -> None:
    made = make(either, stick, name="县政协")
    assert made.file == stick / "县政协_20261122-143000_0001.liange-backup"
    assert [file.name for file in stick.iterdir()] == [made.file.name]
    assert (made.verified, made.encrypted, made.generation, made.parent) == (True, either.encrypted, 1, "")
    assert {table: number for table, number in made.counts.items() if number} == {
        "facts": 6, "links": 1, "memberships": 2, "persons": 2, "plenaries": 1, "proposal_texts": 1, "proposals": 1, "schemes": 1,
        "settings": 1, "sponsors": 1, "terms": 1,
    }  # fmt: skip
    aside = tmp_path / "aside.db"
    _, key = sealed.unpack(made.file, aside, either.password, sealed.silent)
    db = connect(aside, key=key, immutable=True)
    assert dump(db) == dump(either.db)
    db.close()


def test_an_encrypted_snapshot_shows_nothing(tmp_path: Path, stick: Path) -> None:
    data = office(tmp_path / "演示.liange", PASSWORD)
    stored = make(data, stick).file.read_bytes()
    data.close()
    assert "梅知远".encode() not in stored
    assert b"CREATE TABLE" not in stored


def test_nothing_is_left_beside_the_data_file(data: DataFile, stick: Path) -> None:
    make(data, stick)
    assert {file.name for file in data.path.parent.iterdir()} - {"演示.liange-wal", "演示.liange-shm"} == {
        "演示.liange",
        "演示.liange.lock",
        "优盘",
    }


def test_each_snapshot_names_the_one_before(data: DataFile, stick: Path, clock: Clock) -> None:
    first = make(data, stick)
    clock.forward(minutes=1)
    second = make(data, stick)
    assert (first.generation, second.generation) == (1, 2)
    assert first.identity == "00c0ffee-1"
    assert second.parent == first.identity


def test_the_chain_goes_on_after_a_restart(data: DataFile, stick: Path, clock: Clock) -> None:
    first = make(data, stick)
    data.close()
    again = DataFile.open(data.path, clock=clock)
    second = make(again, stick)
    again.close()
    assert (second.generation, second.parent, second.lineage) == (2, first.identity, first.lineage)


def test_a_snapshot_is_no_operation(data: DataFile, stick: Path) -> None:
    before = data.undoable()
    make(data, stick)
    assert data.undoable() == before
    data.undo()


def test_two_snapshots_of_the_same_second_get_two_names(data: DataFile, stick: Path) -> None:
    first = make(data, stick)
    data.set_meta("generation", "0")
    second = make(data, stick)
    assert first.file != second.file
    assert len(listing(stick)) == 2


def test_the_office_may_have_any_name(data: DataFile, stick: Path) -> None:
    assert (
        make(data, stick, name="A/B:县 *政协*").file.name
        == "A／B：县 ＊政协＊_20261122-143000_0001.liange-backup"
    )


def test_the_json_form(data: DataFile, stick: Path) -> None:
    told = make(data, stick).as_dict()
    assert {"file", "generation", "parent", "sha256", "counts", "verified"} <= told.keys()
    assert (told["verified"], told["generation"]) == (True, 1)


def test_when_and_where_is_remembered(data: DataFile, stick: Path, tmp_path: Path, clock: Clock) -> None:
    assert snapshot.remembered(data) == []
    make(data, stick)
    make(data, tmp_path / "另一处")
    clock.forward(days=1)
    latest = make(data, stick)
    assert snapshot.remembered(data) == [
        {"folder": str(stick), "at": "2026-11-23 14:30:00", "file": latest.file.name, "generation": "3"},
        {
            "folder": str(tmp_path / "另一处"),
            "at": "2026-11-22 14:30:00",
            "file": "演示_20261122-143000_0002.liange-backup",
            "generation": "2",
        },
    ]


def test_progress_goes_up_to_the_end(data: DataFile, stick: Path) -> None:
    told: list[float] = []
    make(data, stick, progress=lambda done, total: told.append(done / total))
    assert told == sorted(told)
    assert told[-1] == 1.0


@pytest.mark.parametrize("part", [0, 1, 2], ids=["复制", "写入", "读回"])
def test_cancelling_leaves_nothing(data: DataFile, stick: Path, part: int) -> None:
    class Cancelled(LiangeError):
        code = "cancelled"

    def stop(done: int, total: int) -> None:
        if done * 3 > part * total:
            raise Cancelled("已取消")

    before = dump(data.db)
    with pytest.raises(Cancelled):
        make(data, stick, progress=stop)
    assert list(stick.iterdir()) == []
    assert dump(data.db) == before
    assert snapshot.remembered(data) == []
    assert make(data, stick).verified


def test_a_backup_waits_for_no_running_operation(data: DataFile, stick: Path) -> None:
    with data.operation("正在导入"), pytest.raises(Refused, match="正在导入"):
        make(data, stick)
    assert list(stick.iterdir()) == []


def test_a_reader_makes_no_backup(data: DataFile, stick: Path) -> None:
    reader = data.reader()
    with pytest.raises(Refused, match="只读"):
        make(reader, stick)
    reader.close()
    assert not stick.exists()


# -- what can go wrong while writing -----------------------------------------------------------------------------


def test_a_stick_that_is_not_there(data: DataFile, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有完成") as caught:
        make(data, tmp_path / "拔掉了" / "联格备份")
    assert caught.value.code == "backup_failed"
    assert not (tmp_path / "拔掉了").exists()


def test_a_file_in_the_place_of_the_folder(data: DataFile, tmp_path: Path) -> None:
    (tmp_path / "文件").touch()
    with pytest.raises(Refused, match="没有完成"):
        make(data, tmp_path / "文件")


def test_a_stick_without_room(data: DataFile, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=1000))
    with pytest.raises(Refused, match="空间不够") as caught:
        make(data, stick)
    assert caught.value.code == "disk_full"
    assert list(stick.iterdir()) == []


def test_a_stick_that_does_not_keep_what_was_written(
    data: DataFile, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worn-out stick takes every byte and gives others back."""
    dropping = host.drop_cache

    def wear_out(path: Path) -> bool:
        with path.open("r+b") as raw:
            raw.seek(path.stat().st_size // 2)
            raw.write(b"\xff" * 64)
        return dropping(path)

    monkeypatch.setattr(host, "drop_cache", wear_out)
    with pytest.raises(Refused, match="读回来不一样") as caught:
        make(data, stick)
    assert caught.value.code == "bad_medium"
    assert list(stick.iterdir()) == []


def test_a_stick_that_gives_another_manifest_back(
    data: DataFile, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = container.read_manifest
    monkeypatch.setattr(container, "read_manifest", lambda file: replace(reading(file), generation=9))
    with pytest.raises(Refused, match="读回来不一样"):
        make(data, stick)


def test_the_copy_is_made_on_the_stick_when_the_disk_has_no_room(
    data: DataFile, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking = shutil.disk_usage
    monkeypatch.setattr(
        shutil,
        "disk_usage",
        lambda folder: SimpleNamespace(free=0) if Path(folder) == data.path.parent else asking(folder),
    )
    assert make(data, stick).verified
    assert len(list(stick.iterdir())) == 1


def test_what_an_interrupted_backup_left_goes_with_the_next(data: DataFile, stick: Path) -> None:
    stick.mkdir()
    old, fresh = stick / f"a{SUFFIX}.part", stick / f"b{SUFFIX}.part"
    workshop = stick / ".liange-old"
    workshop.mkdir()
    (workshop / "copy.db").touch()
    for left in (old, fresh):
        left.touch()
    long_ago = time.time() - 2 * sealed.STALE_AFTER_S
    for left in (old, workshop):
        os.utime(left, (long_ago, long_ago))
    made = make(data, stick)
    assert {file.name for file in stick.iterdir()} == {fresh.name, made.file.name}


def test_a_backup_counts_even_when_it_cannot_be_remembered(data: DataFile, stick: Path) -> None:
    data.db.execute(
        "CREATE TRIGGER stop BEFORE INSERT ON meta WHEN NEW.key = 'last_backup' BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
    )
    made = make(data, stick)
    assert made.verified
    assert snapshot.remembered(data) == []


# -- thinning and listing ----------------------------------------------------------------------------------------


def test_old_snapshots_are_thinned_and_foreign_files_are_not(
    data: DataFile, stick: Path, clock: Clock, tmp_path: Path
) -> None:
    other = office(tmp_path / "别的.liange", clock=Clock(clock.now))
    other.set_meta("copy", "77")
    foreign = make(other, stick, name="别的县政协").file
    other.close()
    (stick / "照片.jpg").write_bytes(b"x")
    (stick / f"坏的{SUFFIX}").write_bytes(b"x")
    for _ in range(32):
        make(data, stick)
        clock.forward(hours=12)
    own = [one for one in listing(stick) if one.copy == "00c0ffee" and not one.problem]
    assert [one.generation for one in own] == [
        32,
        31,
        30,
        29,
        28,
        27,
        25,
        23,
        21,
        19,
        17,
        15,
        13,
        11,
        9,
        7,
        5,
        1,
    ]
    assert foreign.exists()
    assert (stick / "照片.jpg").exists()
    assert (stick / f"坏的{SUFFIX}").exists()


def test_a_list_is_newest_first_and_says_why_a_file_is_unusable(
    data: DataFile, stick: Path, clock: Clock
) -> None:
    made = []
    for _ in range(3):
        made.append(make(data, stick))
        clock.forward(minutes=5)
    (stick / f"文本{SUFFIX}").write_text("不是备份", encoding="utf-8")
    made[1].file.write_bytes(made[1].file.read_bytes()[:-100])
    (stick / "名单.xlsx").touch()
    (stick / f"文件夹{SUFFIX}").mkdir()
    found = listing(stick)
    assert [one.file for one in found[:2]] == [made[2].file, made[0].file]
    assert {one.file.name for one in found[2:]} == {f"文本{SUFFIX}", made[1].file.name, f"文件夹{SUFFIX}"}
    assert all(one.problem.endswith("。") and not one.verified for one in found[2:])
    assert [bool(one.problem) for one in found] == [False, False, True, True, True]


def test_the_line_of_a_list(data: DataFile, stick: Path) -> None:
    made = make(data, stick, name="县政协")
    assert made.line().startswith("2026-11-22 14:30　第 1 份　")
    bad = stick / f"坏{SUFFIX}"
    bad.touch()
    assert listing(stick)[-1].line().startswith("（不能用）")
    assert listing(stick)[-1].as_dict()["identity"] == ""


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="找不到文件夹"):
        listing(tmp_path / "没有")


# -- verifying ---------------------------------------------------------------------------------------------------


def test_a_good_snapshot_is_verified_without_touching_it(either: DataFile, stick: Path) -> None:
    made = make(either, stick)
    before = folder_bytes(stick)
    assert verify(made.file, either.password) == made
    assert folder_bytes(stick) == before


def test_a_snapshot_without_a_password_needs_none(data: DataFile, stick: Path) -> None:
    assert verify(make(data, stick).file, "随便").verified


@pytest.mark.parametrize(("password", "said"), [("", "有密码"), ("不是这个", "密码不对")])
def test_a_wrong_password(tmp_path: Path, stick: Path, password: str, said: str) -> None:
    data = office(tmp_path / "演示.liange", PASSWORD)
    made = make(data, stick)
    data.close()
    with pytest.raises(DataFileError, match=said) as caught:
        verify(made.file, password)
    assert (caught.value.code, caught.value.exit_code) == ("password", 3)


def flip_in_the_middle(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 0x10
    file.write_bytes(whole)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def no_snapshot(file: Path) -> None:
    file.write_text("会议纪要" * 100, encoding="utf-8")


def empty(file: Path) -> None:
    file.write_bytes(b"")


def other_zip(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as box:
        box.writestr("word/document.xml", "<x/>")


def rewrite(file: Path, change: Callable[[Path], object], **manifest: object) -> None:
    """Forge a container whose checksums are right around a changed database."""
    told = container.read_manifest(file)
    database = file.with_name("forged.db")
    container.extract(file, told, database, sealed.silent)
    change(database)
    file.unlink()
    container.write(file, replace(told, size=database.stat().st_size, **manifest), database, sealed.silent)  # type: ignore[arg-type]
    database.unlink()


def sql(statement: str) -> Callable[[Path], None]:
    def change(database: Path) -> None:
        db = connect(database)
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f'DROP TRIGGER "{name}"')
        db.execute(statement)
        db.close()

    return change


def overwrite_a_page(database: Path) -> None:
    whole = bytearray(database.read_bytes())
    whole[4096:8192] = bytes(4096)
    database.write_bytes(whole)


def become_other(database: Path) -> None:
    database.unlink()
    other = sqlite3.connect(database)
    other.execute("CREATE TABLE t (x)")
    other.close()


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "中间一位翻转": (flip_in_the_middle, "bad_snapshot"),
    "截断": (cut, "bad_snapshot"),
    "不是备份": (no_snapshot, "bad_snapshot"),
    "空文件": (empty, "bad_snapshot"),
    "别的压缩包": (other_zip, "bad_snapshot"),
    "不存在": (Path.unlink, "missing"),
    "更新的版本": (
        lambda file: rewrite(
            file, sql(f"PRAGMA user_version = {SCHEMA_VERSION + 1}"), schema=SCHEMA_VERSION + 1
        ),
        "newer",
    ),
    "少了一行": (lambda file: rewrite(file, sql("DELETE FROM sponsors")), "bad_snapshot"),
    "代数不符": (lambda file: rewrite(file, lambda _: None, generation=9), "bad_snapshot"),
    "来历不符": (lambda file: rewrite(file, lambda _: None, lineage="别处"), "bad_snapshot"),
    "说是加密的": (lambda file: rewrite(file, lambda _: None, encrypted=True), "bad_snapshot"),
    "一页是零": (lambda file: rewrite(file, overwrite_a_page), "bad_snapshot"),
    "里面是别的数据库": (lambda file: rewrite(file, become_other), "bad_snapshot"),
    "没有副本号": (lambda file: rewrite(file, sql("DELETE FROM meta WHERE key = 'copy'")), "bad_snapshot"),
    "代数不是数": (
        lambda file: rewrite(file, sql("UPDATE meta SET value = 'x' WHERE key = 'generation'")),
        "bad_snapshot",
    ),
}


@pytest.mark.parametrize("case", DAMAGE)
def test_a_bad_snapshot_is_refused(data: DataFile, stick: Path, case: str) -> None:
    damage, code = DAMAGE[case]
    file = make(data, stick).file
    damage(file)
    with pytest.raises(Refused) as caught:
        verify(file)
    assert (caught.value.code, caught.value.exit_code) == (code, 1)
    assert caught.value.message.endswith("。")
    assert file.name in caught.value.message


def test_a_snapshot_that_cannot_be_unpacked_for_lack_of_room(
    data: DataFile, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make(data, stick).file

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(container, "extract", full)
    with pytest.raises(Refused, match="磁盘已满"):
        verify(file)


def test_an_office_with_many_rows_comes_back_whole(data: DataFile, stick: Path) -> None:
    with data.operation("很多"):
        for number in range(3000):
            Registry(data).set_setting(f"键{number}", "值" * 200)
    made = make(data, stick)
    assert made.counts["settings"] == 3001
    assert made.size > 1_000_000
    assert verify(made.file) == made
