"""Teams of a small county: entered, renamed, merged, dissolved; members and people who are no 委员 in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domain.errors import LiangeError, NotFound, Refused
from app.domain.member import Seat
from app.domain.team import Team
from app.office import Office

Members = tuple[tuple[str, str], ...]


def inside(team: Team) -> Members:
    return tuple((mate.name, mate.role) for mate in team.members)


def people(office: Office, *names: str, day: str | None = None) -> list:  # type: ignore[type-arg]
    return [office.roster.get(name, day) for name in names]


@pytest.fixture
def teamed(county: Office) -> Office:
    """The county with two street teams, a studio and somebody who is no 委员 in it."""
    desk = county.teams
    first = desk.add("街道小组", "城关小组", {"address": "城关街道 1 号", "founded": "2026年3月"})
    desk.add("街道小组", "河东小组")
    studio = desk.add("委员工作室", "惠民工作室", {"contact": "文锦", "phone": "13800000009"})
    desk.put(first, people(county, "傅云帆"), "组长", day="2026-03-01")
    desk.put(first, people(county, "骆宾", "闻人杰"), day="2026-03-01")
    desk.lead(studio, people(county, "米雪")[0], day="2026-04-01")
    desk.add_outsider(
        desk.get("惠民工作室"),
        {"name": "文锦", "role": "信息员", "employer": "城关街道办", "phone": "13800000008", "starts": "2026-04", "ends": ""},
    )  # fmt: skip
    return county


def test_a_team_as_it_stands_on_a_day(teamed: Office) -> None:
    team = teamed.teams.get("城关小组")
    assert (team.kind, team.more["founded"], team.leaders) == ("街道小组", "2026-03", ("傅云帆",))
    assert inside(team) == (("傅云帆", "组长"), ("闻人杰", ""), ("骆宾", ""))
    assert team.members[0].since == "2026-03-01"
    assert inside(teamed.teams.get("城关小组", "2026-02-28")) == ()
    studio = teamed.teams.get("惠民工作室")
    assert (studio.outsiders[0].name, studio.outsiders[0].text("employer"), studio.size) == (
        "文锦",
        "城关街道办",
        2,
    )
    assert studio.text("leader") == "米雪"
    assert studio.text("members") == "米雪"
    assert teamed.teams.get("惠民工作室", "2026-03-31").outsiders == ()
    assert teamed.safety.check() == []


def test_committees_stand_in_the_same_room(county: Office) -> None:
    found = {team.name: len(team.members) for team in county.teams.listing(kind="专委会")}
    assert found == {"提案委员会": 7, "经济委员会": 6, "文史委员会": 5}
    committee = county.teams.get("提案委员会")
    county.teams.put(committee, people(county, "骆宾"), "兼职副主任", day=None)
    county.teams.lead(county.teams.get("提案委员会"), people(county, "顾书岚")[0], day="2026-02-01")
    assert inside(county.teams.get("提案委员会"))[:2] == (("顾书岚", "主任"), ("骆宾", "兼职副主任"))
    county.teams.lead(county.teams.get("提案委员会"), people(county, "骆宾")[0], day="2026-06-01")
    assert county.teams.get("提案委员会").leaders == ("骆宾",)
    assert ("顾书岚", "") in inside(county.teams.get("提案委员会"))
    assert county.teams.get("提案委员会", "2026-05-31").leaders == ("顾书岚",)


def test_a_team_named_only_by_its_members_is_there(county: Office) -> None:
    county.roster.change(
        people(county, "骆宾")[0], {"groups": (Seat("三组", "", "学习组"), Seat("五组"))}, day=None
    )
    team = county.teams.get("学习组/三组")
    assert (team.id, inside(team)) == (None, (("骆宾", ""),))
    other = county.teams.get("五组")
    assert (other.kind, [one.name for one in county.teams.kinds()][-1]) == ("小组", "小组")
    assert county.teams.rename(other, "六组").name == "六组"
    county.teams.change(team, {"address": "学习室"})
    assert county.teams.get("三组").id is not None


def test_two_grouping_schemes_at_once(teamed: Office) -> None:
    group = teamed.teams.add("工作组", "经济工作组")
    teamed.teams.put(group, people(teamed, "骆宾", "傅云帆"), day="2026-05-01")
    counted = {one.kind.name: one for one in teamed.teams.counts()}
    assert (counted["街道小组"].teams, counted["街道小组"].members) == (2, 3)
    assert (counted["工作组"].teams, counted["工作组"].members, len(counted["工作组"].without)) == (1, 2, 17)
    assert counted["委员工作室"].outsiders == 1
    assert [one.name for one in counted["专委会"].without] == ["沈长河"]


def test_a_rename_follows_into_every_seat_and_undoes(teamed: Office) -> None:
    county, desk = teamed, teamed.teams
    county.teams.take(desk.get("城关小组"), people(county, "骆宾"), day="2026-06-01")
    desk.rename(desk.get("城关小组"), "城关街道小组", "片区小组")
    assert inside(desk.get("片区小组/城关街道小组", "2026-05-01")) == (
        ("傅云帆", "组长"),
        ("闻人杰", ""),
        ("骆宾", ""),
    )
    assert "城关街道小组" in county.frame.registry.codes("小组")
    assert "城关小组" not in county.frame.registry.codes("小组")
    with pytest.raises(NotFound):
        desk.get("城关小组")
    assert county.safety.check() == []
    county.undo()
    assert inside(desk.get("城关小组")) == (("傅云帆", "组长"), ("闻人杰", ""))
    county.redo()
    assert desk.get("城关街道小组").kind == "片区小组"


def test_a_committee_renamed_is_renamed_everywhere(teamed: Office) -> None:
    desk = teamed.teams
    desk.change(desk.get("惠民工作室"), {"committee": "经济委员会"})
    desk.rename(desk.get("经济委员会"), "经济科技委员会")
    assert desk.get("惠民工作室").more["committee"] == "经济科技委员会"
    assert teamed.frame.registry.codes("专委会")[1:2] == ["经济科技委员会"]
    assert len(desk.get("经济科技委员会").members) == 6
    with pytest.raises(Refused):
        desk.rename(desk.get("经济科技委员会"), "经济组", "工作组")


def test_merging_makes_one_of_two(teamed: Office) -> None:
    desk = teamed.teams
    desk.put(desk.get("河东小组"), people(teamed, "骆宾", "叶知秋"), day="2026-05-01")
    with pytest.raises(Refused, match="一次写一位：姓名里不能有“、”。委员请用“编入委员”。"):
        desk.add_outsider(desk.get("城关小组"), {"name": "老周、老吴", "role": "召集人"})
    desk.add_outsider(desk.get("城关小组"), {"name": "老周", "role": "召集人"})
    merged = desk.merge(desk.get("城关小组"), desk.get("河东小组"))
    assert inside(merged) == (("傅云帆", "组长"), ("叶知秋", ""), ("闻人杰", ""), ("骆宾", ""))
    assert (merged.more["address"], [one.name for one in merged.outsiders]) == ("城关街道 1 号", ["老周"])
    assert [team.name for team in desk.listing(kind="街道小组")] == ["河东小组"]
    assert teamed.safety.check() == []
    teamed.undo()
    assert len(desk.get("城关小组").members) == 3
    with pytest.raises(Refused):
        desk.merge(desk.get("城关小组"), desk.get("城关小组"))


def test_two_roles_in_one_team_are_one_line(teamed: Office) -> None:
    desk = teamed.teams
    desk.put(desk.get("河东小组"), people(teamed, "傅云帆"), "联络员", day="2026-05-01")
    merged = desk.merge(desk.get("河东小组"), desk.get("城关小组"))
    assert inside(merged)[0][0] == "傅云帆"
    assert set(inside(merged)[0][1].split("、")) == {"组长", "联络员"}


def test_dissolving_closes_seats_from_a_day(teamed: Office) -> None:
    desk = teamed.teams
    desk.put(desk.get("惠民工作室"), people(teamed, "骆宾"), day="2026-12-01")
    desk.dissolve(desk.get("惠民工作室"), "2026-10-01")
    assert desk.get("惠民工作室").ended == "2026-10-01"
    assert desk.get("惠民工作室").members == ()
    assert desk.get("惠民工作室", "2026-12-02").members == ()
    before = desk.get("惠民工作室", "2026-09-30")
    assert (inside(before), len(before.outsiders)) == ((("米雪", "负责人"),), 1)
    assert "惠民工作室" not in [team.name for team in desk.listing()]
    assert "惠民工作室" in [team.name for team in desk.listing(dissolved=True)]
    with pytest.raises(Refused, match="撤销"):
        desk.put(desk.get("惠民工作室"), people(teamed, "骆宾"), day="2026-11-01")
    assert teamed.safety.check() == []
    teamed.undo()
    assert len(desk.get("惠民工作室").members) == 1


def test_dissolving_before_somebody_was_to_come_takes_them_out(teamed: Office) -> None:
    team = teamed.teams.listing(kind="街道小组")[0]
    teamed.teams.add_outsider(team, {"name": "早来", "role": "信息员", "starts": "2026-03"})
    teamed.teams.add_outsider(team, {"name": "后来", "role": "信息员", "starts": "2026-11-22"})
    teamed.teams.dissolve(team, "2026-03-15")
    assert [(one.name, one.ends) for one in teamed.teams.outsiders(team)] == [("早来", "2026-03-15")]
    assert teamed.safety.check() == []


def test_who_led_on_that_day_gives_way_whoever_leads_today(teamed: Office) -> None:
    team = teamed.teams.listing(kind="街道小组")[0]
    late = teamed.roster.get(str(teamed.roster.add({"name": "温如玉"}, day="2026-06-01")))
    teamed.teams.put(team, [late], "负责人", day="2026-06-01")
    team = teamed.teams.get(f"{team.kind}/{team.name}")
    teamed.teams.lead(team, teamed.roster.get("米雪"), day="2026-03-01")
    on = {mate.name: mate.role for mate in teamed.teams.get(f"{team.kind}/{team.name}", "2026-03-01").members}
    assert on["米雪"] == "负责人"
    assert teamed.safety.check() == []


def test_taking_out_and_correcting(teamed: Office) -> None:
    desk = teamed.teams
    assert desk.take(desk.get("城关小组"), people(teamed, "骆宾", "叶知秋"), day="2026-06-01") == 1
    assert ("骆宾", "") in inside(desk.get("城关小组", "2026-05-31"))
    assert desk.take(desk.get("城关小组"), people(teamed, "闻人杰"), day=None) == 1
    assert ("闻人杰", "") not in inside(desk.get("城关小组", "2026-05-31"))
    assert desk.put(desk.get("城关小组"), people(teamed, "傅云帆"), "组长", day="2026-08-01") == 0


def test_whoever_left_sits_nowhere(teamed: Office) -> None:
    teamed.roster.change(people(teamed, "傅云帆")[0], {"status": "辞职"}, day="2026-11-01")
    assert inside(teamed.teams.get("城关小组")) == (("闻人杰", ""), ("骆宾", ""))
    assert len(teamed.teams.get("城关小组", "2026-10-31").members) == 3


def test_people_who_are_no_members(teamed: Office) -> None:
    desk, studio = teamed.teams, teamed.teams.get("惠民工作室")
    one = studio.outsiders[0]
    desk.change_outsider(one, {"role": "召集人", "ends": "2027"})
    assert desk.get("惠民工作室").outsiders[0].role == "召集人"
    desk.end_outsider(desk.get("惠民工作室").outsiders[0], "2026-11-01")
    assert desk.get("惠民工作室").outsiders == ()
    assert [(o.name, o.ends) for o in desk.outsiders(studio)] == [("文锦", "2026-11-01")]
    desk.remove_outsider(desk.outsiders(studio)[0])
    assert desk.outsiders(studio) == []
    teamed.undo()
    assert len(desk.outsiders(studio)) == 1
    desk.add_outsider(desk.get("提案委员会"), {"name": "特约张"})
    assert desk.get("提案委员会").outsiders[0].name == "特约张"


def test_a_team_entered_by_mistake_goes_one_with_people_stays(teamed: Office) -> None:
    desk = teamed.teams
    desk.remove(desk.get("河东小组"))
    assert "河东小组" not in teamed.frame.registry.codes("小组")
    for name in ("城关小组", "惠民工作室"):
        with pytest.raises(Refused, match="撤销"):
            desk.remove(desk.get(name))


def test_kinds_are_data(teamed: Office) -> None:
    desk = teamed.teams
    desk.add("书画院", "云川书画院")
    desk.flag_kind("书画院", outsiders=True, place=False)
    kinds = {one.name: one for one in desk.kinds()}
    assert kinds["书画院"].outsiders
    assert not kinds["书画院"].place
    assert kinds["街道小组"].place
    assert kinds["联络组"].outsiders
    desk.flag_kind("街道小组", place=False)
    assert not {one.name: one for one in desk.kinds()}["街道小组"].place


Doing = Callable[[Office], object]


@pytest.mark.parametrize(
    "doing",
    [
        lambda o: o.teams.add("街道小组", "城关小组"),
        lambda o: o.teams.add("街道小组", " "),
        lambda o: o.teams.add("街道小组", "甲/乙"),
        lambda o: o.teams.add("街道小组", "新组", {"founded": "哪天"}),
        lambda o: o.teams.add("街道小组", "新组", {"nothing": "x"}),
        lambda o: o.teams.rename(o.teams.get("城关小组"), "河东小组"),
        lambda o: o.teams.get("没有的组"),
        lambda o: o.teams.add_outsider(o.teams.get("城关小组"), {"name": ""}),
        lambda o: o.teams.add_outsider(o.teams.get("城关小组"), {"name": "甲", "starts": "2026-05", "ends": "2026-04"}),
        lambda o: o.teams.change_outsider(o.teams.get("惠民工作室").outsiders[0], {"name": ""}),
        lambda o: o.teams.put(o.teams.get("城关小组"), [o.roster.get("补")], day="2026-01-05"),
    ],
)  # fmt: skip
def test_what_is_refused_changes_nothing(teamed: Office, doing: Doing) -> None:
    teamed.roster.add({"name": "补录人"}, day="2026-05-01")
    teamed.roster.change(teamed.roster.get("补录人"), {"former_name": "补"}, day=None)
    before = teamed.data.state
    with pytest.raises(LiangeError):
        doing(teamed)
    assert teamed.data.state == before or teamed.undoable.startswith("修改 补录人")


def test_a_name_of_two_kinds_has_to_be_told_apart(teamed: Office) -> None:
    teamed.teams.add("学习组", "城关小组")
    with pytest.raises(Refused, match="街道小组/城关小组"):
        teamed.teams.get("城关小组")
    teamed.teams.rename(teamed.teams.get("学习组/城关小组"), "城关学习组")
    assert {"城关小组", "城关学习组"} <= set(teamed.frame.registry.codes("小组"))
    same = teamed.teams.get("城关小组")
    assert teamed.teams.rename(same, "城关小组") is same


def test_the_area_follows_the_kinds_formed_by_place(teamed: Office) -> None:
    assert teamed.roster.get("骆宾").area == "城关小组"
    teamed.teams.flag_kind("街道小组", place=False)
    assert teamed.roster.get("骆宾").area == ""
    teamed.undo()
    teamed.codes.rename("小组种类", "街道小组", "网格小组")
    assert teamed.teams.get("城关小组").kind == "网格小组"
    assert teamed.roster.get("骆宾").area == "城关小组"
    with pytest.raises(NotFound):
        teamed.teams.flag_kind("没有", place=True)


def test_people_written_in_a_box(county: Office) -> None:
    desk = county.teams
    county.roster.change(county.roster.get("米雪"), {"no": "11007"}, day=None)
    assert [one.name for one in desk.people_of("骆宾、顾盼\n11007")] == ["米雪", "骆宾", "顾盼"]
    for text in ("", "没有这人", "骆宾 路人甲"):
        with pytest.raises(Refused):
            desk.people_of(text)
    assert (desk.day(""), desk.day("2026年3月1日")) == (None, "2026-03-01")
    with pytest.raises(Refused):
        desk.day("2026-03")


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE teams SET name = '城关小组' WHERE name = '河东小组'", "两个“城关小组”"),
        ("UPDATE team_outsiders SET ends = '2026-03' WHERE name = '文锦'", "结束早于开始"),
    ],
)
def test_the_check_finds_what_cannot_be(teamed: Office, sql: str, said: str) -> None:
    with teamed.data.operation("弄坏"):
        teamed.data.db.execute(sql)
    assert [said in problem.message for problem in teamed.safety.check()] == [True]


def test_names_that_differ_in_blanks_alone_are_one_team(teamed: Office) -> None:
    desk = teamed.teams
    with pytest.raises(Refused, match="里已经有“城关小组”了"):
        desk.add("街道小组", "城关 小组")
    with pytest.raises(Refused, match="里已经有“城关小组”了"):
        desk.rename(desk.get("街道小组/河东小组"), "城关　小组")
    assert desk.rename(desk.get("街道小组/河东小组"), "河东 小组").name == "河东 小组"


def test_what_no_cell_of_excel_holds_is_refused(teamed: Office) -> None:
    desk = teamed.teams
    team = desk.get("街道小组/河东小组")
    desk.change(team, {"address": "字" * 10_000})
    with pytest.raises(Refused, match="地址有 10,001 个字，最多 10,000 个"):
        desk.change(team, {"address": "字" * 10_001})
    with pytest.raises(Refused, match="有 10,001 个字"):
        desk.add_outsider(team, {"name": "何信息", "employer": "字" * 10_001})
