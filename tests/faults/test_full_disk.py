"""A full disk while saving, opening, creating, backing up and restoring: one sentence, nothing changed, then on again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from app.db.datafile import DataFile
from app.db.registry import Registry
from app.db.restoring import restore
from app.db.snapshot import listing, make, verify
from app.domain.errors import DataFileError, LiangeError, Refused
from tests.db.offices import dump, new, office, office_file
from tests.faults.limits import fill_up, largest_file, small_disk
from tests.faults.verbs import VERBS, back_up, found, import_roster, open_office

BIG = {f"键{number}": "值" * 1000 for number in range(400)}


def save_much(data: DataFile) -> None:
    with data.operation("很大的导入"):
        for key, value in BIG.items():
            Registry(data).set_setting(key, value)


def one_sentence(error: LiangeError) -> bool:
    return "\n" not in error.message and error.message.endswith("。")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "小盘", 4) as place:
        yield place


def test_saving_more_pages_than_there_are(data: DataFile) -> None:
    """Portable: SQLite itself says that the disk is full."""
    pages = data.db.execute("PRAGMA page_count").fetchone()[0]
    data.db.execute(f"PRAGMA max_page_count = {pages + 5}")
    before = dump(data.db)
    with pytest.raises(DataFileError, match="磁盘已满") as caught:
        save_much(data)
    assert (caught.value.code, caught.value.exit_code) == ("disk_full", 3)
    assert one_sentence(caught.value)
    assert dump(data.db) == before
    data.db.execute("PRAGMA max_page_count = 1000000")
    save_much(data)
    assert Registry(data).settings()["键0"] == BIG["键0"]


def test_saving_on_a_full_disk(disk: Path) -> None:
    data = office(disk / "办公.liange")
    before = dump(data.db)
    ballast = fill_up(disk)
    with pytest.raises(DataFileError) as caught:
        save_much(data)
    assert caught.value.code == "disk_full"
    assert one_sentence(caught.value)
    assert dump(data.db) == before
    ballast.unlink()
    save_much(data)
    data.close()
    again = DataFile.open(data.path)
    assert Registry(again).settings()["键399"] == BIG["键399"]
    again.close()


@pytest.fixture(scope="module")
def roster_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a roster and a snapshot of it beside, for every verb."""
    folder = tmp_path_factory.mktemp("名册")
    path = folder / "办公.liange"
    found(path, "")
    office_of_verbs = open_office(path, "")
    for seed in range(3):
        import_roster(office_of_verbs, Random(seed), folder)
    back_up(office_of_verbs, Random(0), folder)
    office_of_verbs.close()
    return path


@pytest.mark.parametrize("verb", VERBS)
def test_any_verb_on_a_disk_with_little_or_no_room(disk: Path, roster_file: Path, verb: str) -> None:
    """The disk fills up before the first page, or in the middle: whole or not at all, a sentence, and then on again."""
    path = disk / roster_file.name
    shutil.copyfile(roster_file, path)
    full = open_office(path, "")
    random, told = Random(verb), []
    try:
        for room in (0, 8_192, 40_960, 0, 1 << 20):
            ballast = fill_up(disk)
            os.truncate(ballast, max(0, ballast.stat().st_size - room))
            before = dump(full.data.db)
            try:
                told.append(VERBS[verb](full, random, roster_file.parent).split()[0])
            except LiangeError as error:
                told.append(error.code)
                assert one_sentence(error), error.message  # noqa: PT017
                assert "满" in error.message  # noqa: PT017
                assert dump(full.data.db) == before
            ballast.unlink()
            assert full.safety.check() == []
    finally:
        full.close()
    assert {file.name for file in disk.iterdir()} == {path.name}
    assert told[-1] in {"operation", "snapshot", "restored", "nothing"}, told
    if verb not in ("备份", "恢复", "撤销"):
        assert told[0] == told[3] == "disk_full", told


def test_a_disk_that_is_full_while_the_file_is_closed(disk: Path) -> None:
    data = office(disk / "办公.liange")
    save_much(data)
    after = dump(data.db)
    fill_up(disk)
    data.close()
    looking = DataFile.open(data.path, read_only=True)
    assert dump(looking.db) == after
    looking.close()


def test_a_file_on_a_full_disk_still_opens(disk: Path) -> None:
    path = office_file(disk / "办公.liange")
    ballast = fill_up(disk)
    try:
        data = DataFile.open(path)
    except DataFileError as error:  # no room for SQLite's -shm: said, and nothing happened
        assert one_sentence(error)  # noqa: PT017
    else:
        assert len(dump(data.db)["persons"]) == 2
        data.close()
    ballast.unlink()
    DataFile.open(path).close()


def test_a_new_file_on_a_full_disk(disk: Path) -> None:
    ballast = fill_up(disk)
    with pytest.raises(DataFileError) as caught:
        new(disk / "新.liange")
    assert one_sentence(caught.value)
    assert list(disk.iterdir()) == [ballast]


def test_a_snapshot_on_a_full_stick(data: DataFile, disk: Path) -> None:
    ballast = fill_up(disk)
    before = dump(data.db)
    with pytest.raises(Refused, match="空间不够") as caught:
        make(data, disk)
    assert one_sentence(caught.value)
    assert list(disk.iterdir()) == [ballast]
    assert dump(data.db) == before


def test_a_stick_that_fills_up_while_the_snapshot_is_written(data: DataFile, disk: Path) -> None:
    first = make(data, disk)
    save_much(data)

    def fill(done: int, total: int) -> None:
        if done * 2 > total and not (disk / "占位").exists():
            fill_up(disk)

    with pytest.raises(Refused, match="磁盘已满") as caught:
        make(data, disk, progress=fill)
    assert one_sentence(caught.value)
    assert {file.name for file in disk.iterdir()} == {"占位", first.file.name}
    assert verify(first.file).verified
    (disk / "占位").unlink()
    assert make(data, disk).verified


def test_restoring_onto_a_full_disk(data: DataFile, disk: Path, tmp_path: Path) -> None:
    made = make(data, tmp_path / "优盘")
    stood = office_file(disk / "办公.liange").read_bytes()
    fill_up(disk)
    with pytest.raises(LiangeError) as caught:
        restore(made.file, disk / "办公.liange", replace=True)
    assert one_sentence(caught.value)
    assert (disk / "办公.liange").read_bytes() == stood
    assert {file.name for file in disk.iterdir()} == {"占位", "办公.liange"}


def test_a_system_that_refuses_to_write_further(data: DataFile) -> None:
    before = dump(data.db)
    with largest_file(64 * 1024), pytest.raises(DataFileError) as caught:
        save_much(data)
    assert caught.value.code in {"io", "disk_full"}
    assert one_sentence(caught.value)
    assert dump(data.db) == before
    save_much(data)


# -- the n-th write fails ----------------------------------------------------------------------------------------


def test_a_snapshot_whose_writing_breaks_off_anywhere_leaves_nothing(data: DataFile, tmp_path: Path) -> None:
    """Real errors of the system, at each of some fifty places of the file."""
    stick = tmp_path / "优盘"
    size = make(data, stick).file.stat().st_size
    before = dump(data.db)
    broken = 0
    for limit in range(0, size + 8192, size // 48):
        there = {file.name for file in stick.iterdir()}
        try:
            with largest_file(limit):
                make(data, stick)
        except Refused as error:
            broken += 1
            assert one_sentence(error)  # noqa: PT017
            assert {file.name for file in stick.iterdir()} == there
    assert broken > 40
    assert all(verify(one.file).verified for one in listing(stick))
    assert dump(data.db) == before
    assert {file.name for file in data.path.parent.iterdir()} <= {
        "优盘",
        *(data.path.name + end for end in ("", "-wal", "-shm", ".lock")),
    }


@pytest.mark.parametrize("call", ["fsync", "rename"])
def test_a_snapshot_whose_nth_flush_or_rename_fails(
    data: DataFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    stick = tmp_path / "优盘"
    working = getattr(os, call)
    for number in range(1, 6):
        left = [number]

        def failing(*arguments: object, left: list[int] = left) -> object:
            left[0] -= 1
            if left[0] == 0:
                raise OSError(5, "Input/output error")
            return working(*arguments)

        there = {file.name for file in stick.iterdir()} if stick.exists() else set()
        with monkeypatch.context() as patched:
            patched.setattr(os, call, failing)
            try:
                make(data, stick)
            except Refused as error:
                assert "读写设备出错" in error.message  # noqa: PT017
                kept = {file.name for file in stick.iterdir()} - there
                assert all(verify(stick / name).verified for name in kept)
            else:
                assert left[0] > 0
                break
    else:
        pytest.fail("every attempt failed")
