"""届: other names, other first days, looking at one, and working in another."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import NotFound, Refused
from app.domain.member import Seat
from app.domain.recognition import NEW
from app.domain.succession import CARRIED
from app.office import Office
from app.services.frame import Frame
from app.services.new_term_plan import Wish
from tests.offices import TODAY, add
from tests.services.test_new_term import dump

START = "2026-11-23"
NEXT = Wish("第十二届", START, all_stay=True)


@pytest.fixture
def renewed(county: Office) -> Office:
    """The county on the eve of its new 届."""
    county.liaison.assign("2026-01-15")
    county.renewal.carry_out(county.renewal.plan(NEXT))
    return county


def days(office: Office) -> list[tuple[str, str, str]]:
    return [(one.name, one.starts, one.ends) for one in office.frame.registry.terms()]


def test_a_term_gets_another_name(county: Office) -> None:
    county.setup.rename_term("第十一届", "十一届")
    assert county.frame.term().name == "十一届"
    assert county.undoable == "第十一届 改名为 十一届"
    county.setup.rename_term("十一届", "十一届")
    assert county.undoable == "第十一届 改名为 十一届"
    county.setup.add_term("十二届")
    for wrong in ("十二届", " ", "第" * 61):
        with pytest.raises(Refused):
            county.setup.rename_term("十一届", wrong)


def test_the_first_day_of_a_term_alone(county: Office) -> None:
    county.setup.set_first_day("第十一届", "2026-01-12")
    assert days(county) == [("第十一届", "2026-01-12", "")]
    county.setup.set_first_day("第十一届", "2026-01-12")
    county.undo()
    assert days(county) == [("第十一届", "2026-01-10", "")]


@pytest.mark.parametrize("day", ["2026-12-10", "2026-11-20"])
def test_the_first_day_moves_with_everything_that_turned_on_it(renewed: Office, day: str) -> None:
    before = dump(renewed)
    renewed.setup.set_first_day("第十二届", day)
    assert days(renewed)[1] == ("第十二届", day, "")
    assert days(renewed)[0][2] < day
    assert len(renewed.roster.listing(day=day)) == 19
    old = renewed.reader("第十一届")
    assert len(old.roster.listing(day=days(renewed)[0][2])) == 19
    assert old.roster.listing(day=day) == []
    old.close()
    assert renewed.safety.check() == []
    renewed.undo()
    assert dump(renewed) == before


def test_the_first_day_does_not_jump_over_what_changes(renewed: Office) -> None:
    member = renewed.roster.get("骆宾")
    with renewed.data.operation("变动"):
        renewed.frame.members.change(member.id, {"employer": "县医院"}, "2026-12-05")
    for day, said in (
        ("2026-12-10", "2026-12-05 有变动"),
        ("2026-01-10", "要在它之后"),
        ("2026-01-12", "2026-01-15 有变动"),
    ):
        with pytest.raises(Refused, match=said):
            renewed.setup.set_first_day("第十二届", day)
    with pytest.raises(Refused, match="不能晚于"):
        renewed.setup.set_first_day("第十一届", "2026-12-01")


def test_what_ends_with_the_first_day_moves_too(renewed: Office) -> None:
    member = renewed.roster.get("骆宾")
    with renewed.data.operation("补录"):
        renewed.frame.members.change(member.id, {"employer": "县医院"}, "")
        renewed.frame.members.change(member.id, {"employer": "县中医院"}, START)
    renewed.setup.set_first_day("第十二届", "2026-11-20")
    held = [fact for fact in renewed.frame.members.facts(member.id) if fact.field == "employer"]
    assert [fact.starts for fact in held][1:] == [fact.ends for fact in held][:-1]
    assert renewed.safety.check() == []


@pytest.mark.parametrize("name", ["第十一届", "第十二届"])
def test_the_first_day_is_never_put_on_a_day_of_change(renewed: Office, name: str) -> None:
    seen = renewed.reader(name)
    member = seen.roster.get("骆宾").id
    seen.close()
    with renewed.data.operation("变动"):
        renewed.frame.members.change(member, {"employer": "县医院"}, "2026-11-20")
    with pytest.raises(Refused, match="2026-11-20 有变动"):
        renewed.setup.set_first_day("第十二届", "2026-11-20")


def test_nobody_works_in_a_term_that_is_over(renewed: Office) -> None:
    with pytest.raises(Refused, match="已届满"):
        renewed.setup.use_term("第十一届")


def test_a_frame_without_any_term(county: Office) -> None:
    with county.data.operation("清空"):
        for table in ("facts", "links", "link_rules", "memberships", "schemes", "plenaries", "terms"):
            county.data.db.execute(f"DELETE FROM {table}")
    bare = Frame(county.data, lambda: TODAY)
    assert bare.day() == TODAY.isoformat()
    for look in (bare.term, bare.current_term):
        with pytest.raises(Refused, match="还没有建立届次"):
            look()
    county.undo()


def test_looking_by_id_and_at_the_current_one(renewed: Office) -> None:
    first, second = renewed.frame.registry.terms()
    assert Frame(renewed.data, lambda: TODAY, str(first.id)).looks_back
    assert not Frame(renewed.data, lambda: TODAY, second.name).looks_back
    assert Frame(renewed.data, lambda: TODAY, first.name).current_term() == second
    with pytest.raises(NotFound):
        Frame(renewed.data, lambda: TODAY, "无").day()


def test_roles_and_teams_go_along(county: Office) -> None:
    member = county.roster.get("骆宾")
    values = {
        "sector_role": "召集人",
        "committees": (Seat("提案委员会", "主任"),),
        "groups": (Seat("一组", "组长", "界别活动组"), Seat("东街", "", "街道小组")),
    }
    county.roster.change(member, values, day=None)  # type: ignore[arg-type]
    pasted = "姓名\t街道小组\t是否新任\n骆宾\t西街\t是\n"
    plan = county.renewal.plan(replace(NEXT, pasted=pasted, carry=frozenset(CARRIED)))
    one = next(one for one in plan.stay if one.member.name == "骆宾")
    assert one.values["sector_role"] == "召集人"
    assert one.values["committees"] == (Seat("提案委员会", "主任"),)
    assert one.values["groups"] == (Seat("一组", "组长", "界别活动组"), Seat("西街", "", "街道小组"))
    assert one.values["is_new"] is False
    assert [(change.label, change.after) for change in one.changes] == [
        ("小组", "界别活动组/一组（组长）、街道小组/西街")
    ]


def test_who_is_who_from_a_file(county: Office, tmp_path: Path) -> None:
    add(county, "米雪二", no="22")
    file = tmp_path / "选定.json"
    file.write_text(
        json.dumps({"新.csv!!2": "骆宾", "新.csv!!3": "new", "新.csv!!4": "22"}, ensure_ascii=False), "utf-8"
    )
    assert county.renewal.choices_in(file) == {
        "新.csv##2": str(county.roster.get("骆宾").id),
        "新.csv##3": NEW,
        "新.csv##4": str(county.roster.get("22").id),
    }
