"""代码表 of a small county: what is listed, what follows a rename, what stays with an earlier 届."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.errors import LiangeError
from app.domain.member import Seat
from app.office import Office


def names(office: Office, code_list: str) -> list[str]:
    return [one.name for one in office.codes.lines(code_list)]


def uses(office: Office, code_list: str) -> dict[str, int]:
    return {one.name: one.uses for one in office.codes.lines(code_list) if one.uses}


def next_term(office: Office) -> None:
    """A second 届 with one member, which the office works in now."""
    office.setup.add_term("第十二届", "2031-01-10")
    office.setup.use_term("第十二届")
    office.roster.add({"name": "后来人", "sector": "教育", "education": "本科"})


def test_a_list_nobody_made_yet_is_the_shipped_one(county: Office) -> None:
    assert names(county, "学历") == county.frame.words("学历")
    assert names(county, "片区") == []
    county.codes.add("学历", ["博士后"])
    assert names(county, "学历")[-1] == "博士后"
    assert len(names(county, "学历")) == len(county.frame.words("学历")) > 3
    county.undo()
    assert county.frame.registry.codes("学历") == []


def test_words_the_office_makes_itself_are_suggested(county: Office) -> None:
    assert names(county, "界别") == ["中共", "教育", "经济", "工商联"]
    suggested = county.codes.suggested("界别")
    assert ("民革" in suggested, "教育" in suggested) == (True, False)
    county.codes.add("界别", suggested[:2])
    assert len(names(county, "界别")) == 6


def test_a_word_that_only_the_data_has_is_shown(county: Office) -> None:
    county.roster.change(county.roster.get("米雪"), {"education": "大学本科毕业班"}, day=None)
    line = next(one for one in county.codes.lines("学历") if one.uses)
    assert (line.name, line.listed, line.span) == ("大学本科毕业班", False, "未列入")
    county.codes.rename("学历", "大学本科毕业班", "大学毕业")
    assert county.roster.show("米雪").member.more["education"] == "大学毕业"
    assert next(one for one in county.codes.lines("学历") if one.uses).listed


def test_a_rename_follows_into_people_and_quotas(county: Office) -> None:
    county.quotas.set({"教育": 9})
    member = county.roster.get("米雪")
    county.roster.change(member, {"sector": "教育"}, day="2026-05-01")
    before = uses(county, "界别")["教育"]
    county.codes.rename("界别", "教育", "教育科研")
    assert names(county, "界别")[1] == "教育科研"
    assert uses(county, "界别")["教育科研"] == before
    assert next(one for one in county.quotas.seats() if one.sector == "教育科研").due == 9
    assert county.roster.get("米雪", "2026-05-02").sector == "教育科研"
    assert county.undoable == "界别“教育”改为“教育科研”"
    assert county.safety.check() == []
    county.undo()
    assert uses(county, "界别")["教育"] == before
    county.redo()
    assert county.safety.check() == []


def test_an_earlier_term_keeps_its_words(county: Office) -> None:
    next_term(county)
    county.codes.rename("界别", "教育", "教育科研")
    assert county.roster.get("后来人").sector == "教育科研"
    lines = {one.name: one for one in county.codes.lines("界别")}
    assert (lines["教育"].in_force, lines["教育"].span) == (False, "第十二届起停用")
    assert lines["教育科研"].span == "第十二届起用"
    assert names(county, "界别")[1:3] == ["教育", "教育科研"]
    assert "教育" not in county.frame.registry.codes("界别")
    county.codes.merge("界别", "经济", "工商联")
    assert "经济" not in county.frame.registry.codes("界别")
    county.setup.use_term("第十一届")
    assert county.frame.registry.codes("界别") == ["中共", "教育", "经济", "工商联"]
    assert {"教育", "经济"} <= {member.sector for member in county.roster.listing()}
    assert county.safety.check() == []


def test_merging_adds_seats_up_and_makes_one_span_of_two(county: Office) -> None:
    county.quotas.set({"教育": 9, "经济": 3})
    member = county.roster.get("米雪")
    county.roster.change(member, {"committees": (Seat("提案委员会"), Seat("经济委员会"))}, day="2026-05-01")
    county.codes.merge("界别", "教育", "经济")
    county.codes.merge("专委会", "提案委员会", "经济委员会")
    assert next(one for one in county.quotas.seats() if one.sector == "经济").due == 12
    assert [seat.name for seat in county.roster.get("米雪").committees] == ["经济委员会"]
    assert (names(county, "专委会"), "教育" in names(county, "界别")) == (["经济委员会", "文史委员会"], False)
    assert county.safety.check() == []
    county.undo()
    county.undo()
    assert len(county.roster.get("米雪").committees) == 2
    assert county.safety.check() == []


def test_retired_words_are_not_offered_and_come_back(county: Office) -> None:
    county.codes.retire("界别", "工商联")
    assert "工商联" not in county.roster.choices("sector")
    assert county.roster.get("闻人杰").sector
    county.roster.add({"name": "新来人", "sector": "工商联"})
    assert "工商联" not in county.frame.registry.codes("界别")
    county.codes.limit("界别", "工商联", since="", until="")
    assert "工商联" in county.frame.registry.codes("界别")


def test_order_is_the_offices(county: Office) -> None:
    county.codes.move("界别", "工商联", -9)
    county.codes.move("界别", "中共", 1)
    assert names(county, "界别") == ["工商联", "教育", "中共", "经济"]
    assert [one.sector for one in county.quotas.seats()] == ["工商联", "教育", "中共", "经济"]


def test_an_unused_word_goes(county: Office) -> None:
    county.codes.add("片区", ["城关街道"])
    county.codes.remove("片区", "城关街道")
    assert names(county, "片区") == []


Doing = Callable[[Office], object]


@pytest.mark.parametrize(
    "doing",
    [
        lambda o: o.codes.lines("没有的表"),
        lambda o: o.codes.add("界别", ["教育"]),
        lambda o: o.codes.add("界别", [" "]),
        lambda o: o.codes.add("界别", ["长" * 61]),
        lambda o: o.codes.add("政协职务", ["大主席"]),
        lambda o: o.codes.add("小组种类", ["专委会"]),
        lambda o: o.codes.add("小组种类", ["甲/乙"]),
        lambda o: o.codes.rename("界别", "教育", "经济"),
        lambda o: o.codes.rename("界别", "没有", "有"),
        lambda o: o.codes.rename("政协职务", "主席", "常委"),
        lambda o: o.codes.merge("政协职务", "常委", "主席"),
        lambda o: o.codes.merge("界别", "教育", "教育"),
        lambda o: o.codes.merge("界别", "教育", "没有"),
        lambda o: o.codes.remove("界别", "教育"),
        lambda o: o.codes.retire("界别", "教育", "没有的届"),
        lambda o: o.codes.limit("界别", "教育", since="第十一届", until="第十一届"),
    ],
)
def test_what_is_refused_changes_nothing(county: Office, doing: Doing) -> None:
    before = county.frame.registry.operations(1)
    with pytest.raises(LiangeError):
        doing(county)
    assert county.frame.registry.operations(1) == before


def test_posts_that_the_program_knows_can_be_added(county: Office) -> None:
    assert "召集人" in county.codes.suggested("政协职务")
    county.codes.add("政协职务", ["召集人"])
    county.codes.retire("政协职务", "党组成员")
    assert names(county, "政协职务")[-1] == "召集人"
    assert "党组成员" not in county.frame.registry.codes("政协职务")


def test_two_teams_that_come_to_one_name_by_a_word_are_one_team(county: Office) -> None:
    county.codes.add("小组种类", ["甲组", "乙组"])
    for kind in ("甲组", "乙组"):
        team = county.teams.add(kind, "湖滨", {"address" if kind == "甲组" else "note": kind})
        county.teams.add_outsider(team, {"name": f"{kind[0]}某", "role": "信息员"})
    for name in ("提案委员会", "经济委员会"):
        found = county.teams.get(name)
        county.teams.add_outsider(found, {"name": "何信息", "role": "信息员"})  # now it has a row
    county.codes.merge("小组种类", "甲组", "乙组")
    both = county.teams.get("湖滨")
    assert (both.kind, both.more["address"], both.more["note"]) == ("乙组", "甲组", "乙组")
    assert {one.name for one in both.outsiders} == {"甲某", "乙某"}
    county.codes.merge("专委会", "提案委员会", "经济委员会")
    assert len(county.teams.get("经济委员会").outsiders) == 2
    assert county.safety.check() == []
    county.undo()
    county.undo()
    assert {team.key for team in county.teams.listing() if team.name == "湖滨"} == {
        ("甲组", "湖滨"),
        ("乙组", "湖滨"),
    }
    assert county.safety.check() == []


STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("put"), st.sampled_from("甲乙丙"), st.integers(1, 9), st.sampled_from(["", "组长"])
        ),
        st.tuples(st.just("take"), st.sampled_from("甲乙丙"), st.integers(1, 9), st.just("")),
        st.tuples(st.just("merge"), st.sampled_from("甲乙丙"), st.integers(0, 2), st.just("")),
        st.tuples(st.just("dissolve"), st.sampled_from("甲乙丙"), st.integers(1, 9), st.just("")),
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_done_to_teams_the_file_is_sound_and_all_of_it_undone(county: Office, steps: list[tuple[str, str, int, str]]) -> None:  # fmt: skip
    first = county.frame.registry.operations(1)[0].id
    before = [county.frame.members.facts(member.id) for member in county.frame.people()]
    for name in "甲乙丙":
        county.teams.add("学习组", name)
    people = [county.roster.get("骆宾"), county.roster.get("米雪")]
    for verb, name, number, role in steps:
        try:
            team = county.teams.get(f"学习组/{name}")
            if verb == "put":
                county.teams.put(team, people, role, day=f"2026-0{number}-01")
            elif verb == "take":
                county.teams.take(team, people[:1], day=f"2026-0{number}-01")
            elif verb == "merge":
                county.teams.merge(team, county.teams.get(f"学习组/{'甲乙丙'[number]}"))
            else:
                county.teams.dissolve(team, f"2026-0{number}-01")
        except LiangeError:
            continue
        assert county.safety.check() == []
    while county.frame.registry.operations(1)[0].id and not county.undoable.startswith("新增委员"):
        county.undo()
    assert [county.frame.members.facts(member.id) for member in county.frame.people()] == before
    assert county.frame.registry.operations(1)[0].id > first
    assert county.safety.check() == []


def test_words_that_differ_in_blanks_alone_are_one(county: Office) -> None:
    assert county.codes.add("片区", ["城 关", "城  关", "城关", "河东"]) == ["城 关", "河东"]
    with pytest.raises(LiangeError, match="里已经有“城 关”了"):
        county.codes.add("片区", ["城关"])
    with pytest.raises(LiangeError, match="里已经有“河 东”了"):
        county.codes.rename("片区", "城 关", "河　东")
    county.codes.rename("片区", "城 关", "城关")
    assert names(county, "片区") == ["城关", "河东"]
