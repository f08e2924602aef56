"""Files of released schemas: every later version opens them, finds them sound, and reads the same rows."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from app.db.restoring import restore
from app.db.sealed import verify
from app.db.snapshot import listing
from app.domain.errors import DataFileError
from app.office import Office
from tests.data import make_golden
from tests.data.make_golden import PASSWORD, dump

HERE = Path(make_golden.__file__).parent
VERSIONS = sorted(path.stem for path in HERE.glob("golden_v*.liange"))
Rows = dict[str, list[dict[str, object]]]


def expected(version: str) -> Rows:
    told: Rows = json.loads((HERE / f"{version}.json").read_text("utf-8"))
    return told


def as_it_was(now: Rows, then: Rows) -> Rows:
    """Today's rows cut to the tables and columns of then; later versions only add."""
    return {
        table: [{name: row[name] for name in old} for row, old in zip(now[table], rows, strict=True)]
        for table, rows in then.items()
    }


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def golden(version: str, tmp_path: Path) -> Path:
    """A copy: opening may bring it up to date."""
    return Path(shutil.copy(HERE / f"{version}.liange", tmp_path / "云川.liange"))


def open_office(path: Path, password: str = "") -> Office:
    return Office.open(
        path, password=password, today=lambda: date(2026, 11, 22), clock=lambda: datetime(2026, 11, 23, 9, 0)
    )


def test_there_is_one_of_this_version() -> None:
    assert make_golden.GOLDEN.stem in VERSIONS


def test_it_opens_whole_and_with_every_row(golden: Path, version: str) -> None:
    office = open_office(golden)
    assert office.safety.check() == []
    assert as_it_was(dump(office.data.db), expected(version)) == expected(version)
    office.close()


def test_its_people_and_proposals_are_read(golden: Path) -> None:
    office = open_office(golden)
    assert [member.name for member in office.roster.listing()] == ["沈长河", "顾书岚", "𠮷田㛃", "米雪"]
    assert [member.sector for member in office.roster.listing(day="2026-05-31") if member.no == "005"] == [
        "教育"
    ]
    assert [found.title for found in office.register.proposals()] == [
        "关于修复古桥的提案",
        "关于疏浚河道的提案",
    ]
    assert len(office.liaison.grid("2026-02-01").pairs) == 3
    office.close()


def test_its_history_can_be_undone_and_done_again(golden: Path) -> None:
    office = open_office(golden)
    before = dump(office.data.db)
    redone = office.redo().label
    office.undo()
    assert dump(office.data.db) == before
    undone = [office.undo().label for _ in range(8)]
    assert redone not in undone[:1]
    for _ in undone:
        office.redo()
    assert dump(office.data.db) == before
    assert office.safety.check() == []
    office.close()


def test_its_snapshot_is_verified_and_restored(version: str, tmp_path: Path) -> None:
    stick = tmp_path / "优盘"
    stick.mkdir()
    file = stick / "云川县政协_20261122-090000_0001.liange-backup"
    shutil.copy(HERE / f"{version}_snapshot.zip", file)
    (one,) = listing(stick)
    assert (one.encrypted, one.machine, one.generation, one.problem) == (True, "演示机", 1, "")
    with pytest.raises(DataFileError):
        verify(file)
    restore(file, tmp_path / "恢复.liange", PASSWORD)
    office = open_office(tmp_path / "恢复.liange", PASSWORD)
    assert office.safety.check() == []
    assert as_it_was(dump(office.data.db), expected(version)) == expected(version)
    office.close()


def test_its_papers_are_read_and_compared(golden: Path, version: str) -> None:
    office = open_office(golden)
    kept = office.archive.listing()
    if version in ("golden_v1", "golden_v2"):
        assert kept == []
    else:
        assert [(one.no, one.how, one.again) for one in kept] == [
            (3, "存档", 0),
            (2, "存为", 1),
            (1, "打印", 0),
        ]
        assert office.archive.one(1).note == "作废：名额有误"
        assert all(hashlib.sha256(office.archive.pdf(one.no)).hexdigest() == one.pdf for one in kept)
        seats = next(one for one in office.archive.facts(1).printed if one.name == "名额 · 教育 · 实有")
        assert (seats.text, len(seats.behind or ())) == ("1", 1)
        told = {line[0]: line[4] for line in office.archive.with_now(1).lines()}
        assert told["名额 · 工会 · 实有"] == "＋𠮷田㛃（界别由工商联改为工会，2026-11-01）"
    office.close()
