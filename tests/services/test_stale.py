"""What was looked at and is no more as it was: one sentence, nothing changed, nothing entered twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from app.domain.errors import Refused
from app.office import Office
from app.services.new_term_plan import Wish
from tests.offices import add
from tests.services.storm import dump

Doing = Callable[[Office, Path], Callable[[], object]]
"""Looks at something that is then undone, and gives what is done with it all the same."""


def written(folder: Path, text: str) -> Path:
    path = folder / "表.csv"
    path.write_text(text, encoding="utf-8")
    return path


def a_photo(folder: Path) -> Path:
    path = folder / "误录人.png"
    Image.new("RGB", (90, 120), "red").save(path)
    return path


def import_roster(office: Office, folder: Path) -> Callable[[], object]:
    preview = office.roster_import.preview([written(folder, "姓名,手机\n误录人,13900000000\n")])
    return lambda: office.roster_import.apply(preview)


def import_teams(office: Office, folder: Path) -> Callable[[], object]:
    preview = office.team_import.preview([written(folder, "名称,种类,负责人\n湖滨,街道小组,误录人\n")])
    return lambda: office.team_import.apply(preview)


def import_photos(office: Office, folder: Path) -> Callable[[], object]:
    preview = office.photos.preview(a_photo(folder).parent)
    return lambda: office.photos.apply(preview)


def edit(office: Office, _folder: Path) -> Callable[[], object]:
    member = office.roster.get("误录人")
    return lambda: office.roster.change(member, {"phone": "13900000000"}, day=None)


def remove(office: Office, _folder: Path) -> Callable[[], object]:
    member = office.roster.get("误录人")
    return lambda: office.roster.remove(member)


def seat(office: Office, _folder: Path) -> Callable[[], object]:
    member, team = office.roster.get("误录人"), office.teams.get("提案委员会")
    return lambda: office.teams.put(team, [member], day=None)


def take_a_photo(office: Office, folder: Path) -> Callable[[], object]:
    member = office.roster.get("误录人")
    return lambda: office.photos.set(member, a_photo(folder))


@pytest.mark.parametrize(
    "doing", [import_roster, import_teams, import_photos, edit, remove, seat, take_a_photo]
)
def test_whoever_was_undone_meanwhile_is_not_written_to(county: Office, tmp_path: Path, doing: Doing) -> None:
    add(county, "误录人")
    done = doing(county, tmp_path)
    county.undo()
    before = dump(county)
    with pytest.raises(Refused):
        done()
    assert dump(county) == before
    assert county.safety.check() == []


def test_a_preview_enters_once(county: Office, tmp_path: Path) -> None:
    people = county.roster_import.preview([written(tmp_path, "姓名,手机\n温如玉,13900000000\n")])
    county.roster_import.apply(people)
    teams = county.team_import.preview([written(tmp_path, "名称,种类,负责人\n湖滨,街道小组,骆宾\n")])
    county.team_import.apply(teams)
    with pytest.raises(Refused, match="重新预览"):
        county.roster_import.apply(people)
    with pytest.raises(Refused, match="重新预览"):
        county.team_import.apply(teams)
    assert county.safety.check() == []


def test_a_team_undone_meanwhile_takes_nobody(county: Office) -> None:
    team = county.teams.add("街道小组", "湖滨")
    county.undo()
    with pytest.raises(Refused, match="已经不在"):
        county.teams.add_outsider(team, {"name": "何信息"})


def test_a_new_list_that_names_somebody_dead_says_so(county: Office, tmp_path: Path) -> None:
    county.roster.change(county.roster.get("骆宾"), {"status": "去世"}, day="2026-06-01")
    table = written(tmp_path, "姓名,界别\n骆宾,教育\n沈长河,中共\n")
    plan = county.renewal.plan(Wish("第十二届", "2026-11-23", files=(table,)))
    assert [one.value for one in plan.warnings if "去世" in one.message] == ["骆宾"]
