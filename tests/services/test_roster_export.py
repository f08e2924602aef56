"""What export writes, import reads back as it was: teams by kind, seats with roles, the area of a team."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import Refused
from app.domain.fields import LONGEST_VALUE, Privacy
from app.domain.member import Seat
from app.office import Office
from app.services.roster_import import Mark
from tests.offices import add


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_导出再导入_什么也不变(office: Office, tmp_path: Path, ending: str) -> None:
    seats = (Seat("文史、教文卫体委员会", "副主任"), Seat("提案委员会"))
    teams = (Seat("湖滨", "组长", "街道小组"), Seat("一组", "", "学习组"), Seat("二组", "", "学习组"))
    add(
        office,
        "温如玉",
        committees=seats,
        groups=teams,
        sector="教育",
        rank_no=0,
        affiliations=("民建", "中共"),
    )
    add(
        office,
        "江葵",
        groups=(Seat("清波", "", "街道小组"),),
        area="清波街道",
        honours="县劳模\n省先进",
        is_new=True,
    )
    add(office, "米雪", groups=(Seat("二组", "", "学习组"), Seat("湖滨", "", "街道小组")))
    add(
        office, "贺知秋", employer="=1+1", job_title="-职务", no="007", wechat="013900001234", address="'=1+1"
    )
    before = office.roster.listing()
    file = tmp_path / f"名册.{ending}"
    office.paper.export_roster(file, level="完整")
    preview = office.roster_import.preview([file])
    assert [(row.draft.name, row.changes) for row in preview.rows if row.changes] == []
    assert (preview.unchanged, preview.errors) == (4, ())
    office.roster_import.apply(preview)
    assert office.roster.listing() == before


def test_小组按种类分列(office: Office, tmp_path: Path) -> None:
    add(office, "温如玉", groups=(Seat("湖滨", "组长", "街道小组"), Seat("一组", "", "学习组")))
    file = tmp_path / "名册.csv"
    office.paper.export_roster(file)
    assert file.read_text("utf-8-sig").splitlines() == [
        "姓名,街道小组,学习组,状态",
        "温如玉,湖滨（组长）,一组,在册",
    ]


def test_实际名册导出再导入(office: Office, tmp_path: Path, shared_data: Path) -> None:
    roster = shared_data / "shangcheng_2026" / "shangcheng_roster_pseudonymous.xlsx"
    office.roster_import.apply(office.roster_import.preview([roster]))
    for ending in ("xlsx", "csv"):
        file = tmp_path / f"名册.{ending}"
        office.paper.export_roster(file)
        preview = office.roster_import.preview([file])
        assert (preview.unchanged, preview.errors) == (339, ())


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_最长的值也原样导回_再长就不收(office: Office, tmp_path: Path, ending: str) -> None:
    """Excel cuts a cell at 32,767 characters: a longer value would come back short and overwrite the whole one."""
    words = [f"note={'字' * LONGEST_VALUE}", f"employer=={'局' * (LONGEST_VALUE - 1)}"]
    add(office, "温如玉", **office.roster.parse(words))
    file = tmp_path / f"名册.{ending}"
    office.roster_export.at_level(file, level=Privacy.FULL)
    preview = office.roster_import.preview([file])
    assert [(row.mark, row.changes) for row in preview.rows if row.draft.name == "温如玉"] == [
        (Mark.SAME, ())
    ]

    for word in ("note", "employer"):
        with pytest.raises(Refused, match="有 10,001 个字，最多 10,000 个"):
            office.roster.parse([f"{word}={'字' * (LONGEST_VALUE + 1)}"])
    file = tmp_path / "来件.csv"
    file.write_text(f"姓名,备注\n米雪,{'字' * 20_000}\n", encoding="utf-8")
    assert "备注有 20,000 个字" in office.roster_import.preview([file]).errors[0].message
