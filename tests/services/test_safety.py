"""The safety desk: back up, list, verify, restore, the age of the last backup, the check."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from app.db import host
from app.office import Office, restore_backup
from app.services.safety import FOLDER_NAME, LastBackup, default_folder
from tests.offices import TODAY


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "优盘"


def test_a_backup_bears_the_name_of_the_office(county: Office, stick: Path) -> None:
    made = county.safety.backup_now(stick)
    assert made.file.name == "云川县政协_20261122-090000_0001.liange-backup"
    assert made.counts["memberships"] == 19
    assert county.safety.backups(stick)[0].file == made.file
    assert county.safety.verify(made.file) == made


def test_progress_is_told(county: Office, stick: Path) -> None:
    told: list[tuple[int, int]] = []
    county.safety.backup_now(stick, progress=lambda *step: told.append(step))
    assert told[-1][0] == told[-1][1]


def test_the_folder_in_the_documents_is_made(county: Office, hermetic_home: Path) -> None:
    assert county.safety.folders() == [default_folder()]
    made = county.safety.backup_now(default_folder())
    assert made.file.parent.name == FOLDER_NAME
    assert hermetic_home in made.file.parents


def test_sticks_come_first_then_places_used_before(
    county: Office, stick: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    county.safety.backup_now(stick)
    county.safety.backup_now(tmp_path / "拔掉了")
    for left in (tmp_path / "拔掉了").iterdir():
        left.unlink()
    (tmp_path / "拔掉了").rmdir()
    monkeypatch.setattr(host, "removable_places", lambda: [tmp_path / "新优盘"])
    assert county.safety.folders() == [tmp_path / "新优盘" / FOLDER_NAME, stick, default_folder()]


def test_a_restored_office_is_the_same_office(county: Office, stick: Path, tmp_path: Path) -> None:
    made = county.safety.backup_now(stick)
    restore_backup(made.file, tmp_path / "恢复.liange")
    again = Office.open(tmp_path / "恢复.liange", today=lambda: TODAY)
    assert [member.name for member in again.roster.listing()] == [
        member.name for member in county.roster.listing()
    ]
    assert again.safety.check() == []
    assert again.safety.last_backup() == LastBackup(made.made, stick, made.file.name, 0)
    again.close()


# -- age ---------------------------------------------------------------------------------------------------------


def test_there_never_was_a_backup(county: Office) -> None:
    assert county.safety.backup_age() is None
    assert county.safety.last_backup() is None


@pytest.mark.parametrize(
    ("days", "age", "said", "due"),
    [
        (0, 0, "今天已备份", False),
        (1, 1, "上次备份是 1 天前", False),
        (7, 7, "上次备份是 7 天前", False),
        (8, 8, "上次备份是 8 天前", True),
        (-3, 0, "今天已备份", False),
    ],
    ids=["当天", "一天", "一周", "一周以上", "时钟倒退"],
)
def test_the_age_in_days(county: Office, stick: Path, days: int, age: int, said: str, due: bool) -> None:
    made = county.safety.backup_now(stick)
    day = TODAY + timedelta(days=days)
    last = county.safety.last_backup(day)
    assert last == LastBackup("2026-11-22 09:00:00", stick, made.file.name, age)
    assert (last.sentence, last.is_due) == (said, due)
    assert county.safety.backup_age(day) == age


def test_the_latest_place_counts(county: Office, stick: Path, tmp_path: Path) -> None:
    county.safety.backup_now(stick)
    county.data.clock = lambda: datetime(2026, 11, 25, 9, 0)
    county.safety.backup_now(tmp_path / "另一个")
    last = county.safety.last_backup(date(2026, 11, 26))
    assert last is not None
    assert (last.folder, last.days) == (tmp_path / "另一个", 1)


def test_the_age_is_seen_by_the_windows_own_reader(county: Office, stick: Path) -> None:
    county.safety.backup_now(stick)
    reader = county.reader()
    assert reader.safety.backup_age() == 0
    reader.close()


def test_the_check_of_a_sound_office(county: Office) -> None:
    told: list[tuple[int, int]] = []
    assert county.safety.check(progress=lambda *step: told.append(step)) == []
    assert told[-1][0] == told[-1][1]
