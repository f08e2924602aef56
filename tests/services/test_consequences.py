from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

import pytest

from app.db.members import FieldValue
from app.db.quotas import Quotas
from app.domain.consequence import Consequence
from app.domain.errors import Refused
from app.domain.member import Member, Seat
from app.office import Office, Reason
from app.services.consequences import with_values
from tests.offices import add, new_office

DAY = "2026-11-20"


def told(
    office: Office,
    name: str,
    values: Mapping[str, FieldValue],
    day: str | None = DAY,
    reason: Reason | None = None,
) -> list[Consequence]:
    member = office.roster.get(name)
    return office.consequences.of_change(
        member, values, day=day, reason=reason or Reason("原因", "文号", "常委会会议")
    )


def sentences(found: list[Consequence], kind: str) -> list[str]:
    return [one.message for one in found if one.kind == kind]


def names(office: Office, one: Consequence) -> list[str]:
    people = {member.id: member.name for member in office.frame.people()}
    return [people[member] for member in one.ids]


@pytest.fixture
def assigned(county: Office) -> Office:
    county.liaison.assign("2026-01-15")
    return county


def test_常委辞职_他联系的人没有了上级(assigned: Office) -> None:
    grid = assigned.liaison.grid(explained=False)
    leader = next(m for m in grid.tiering.tiers[3] if grid.loads.get(m.id))
    lost = {pair.lower for pair in grid.lowers_of(leader.id)}
    found = told(assigned, leader.name, {"status": "辞职"})
    mine = next(one for one in found if "没有了上级联系人" in one.message)
    assert set(mine.ids) == lost
    assert f"{leader.name} 联系的 {len(lost)} 人" in mine.message
    assert "少联系 1 人" in sentences(found, "网格")[0]
    assert sentences(found, "人数") == [
        "委员总数 19 → 18 人。",
        "在册 19 → 18 人。",
        "常委（在册） 4 → 3 人。",
    ]
    counted = next(one for one in found if one.message.startswith("在册"))
    assert len(counted.ids) == 18
    assert leader.id not in counted.ids


def test_说的和做了以后网格检查出来的一样(assigned: Office) -> None:
    for leader in ("傅云帆", "陆一鸣", "骆宾"):
        before = set(assigned.liaison.grid(explained=False).orphans)
        found = told(assigned, leader, {"status": "辞职"})
        lost = {one for line in found if "没有了上级联系人" in line.message for one in line.ids}
        assigned.roster.change(assigned.roster.get(leader), {"status": "辞职"}, day=DAY)
        assert set(assigned.liaison.grid(explained=False).orphans) - before == lost
        assigned.undo()


def test_主席离任_一级空缺(assigned: Office) -> None:
    found = told(assigned, "沈长河", {"status": "调离"})
    assert any("一级空缺" in one for one in sentences(found, "网格"))


def test_升任常委_换了级别_要重新分配(assigned: Office) -> None:
    found = sentences(told(assigned, "骆宾", {"posts": ("常委",)}), "网格")
    assert found[0] == "骆宾从四级（党员委员）调到三级（政协常委）。"
    assert "不再合适，需要重新分配" in found[1]


def test_第二个主席是个问题(assigned: Office) -> None:
    found = sentences(told(assigned, "顾书岚", {"posts": ("主席",)}), "网格")
    assert any("主席有 2 人" in one for one in found)


def test_恢复履职_原来联系的人又有了上级(assigned: Office) -> None:
    grid = assigned.liaison.grid(explained=False)
    leader = next(m for m in grid.tiering.tiers[3] if grid.loads.get(m.id))
    assigned.roster.change(assigned.roster.get(leader.name), {"status": "暂停履职"}, day="2026-05-01")
    found = sentences(told(assigned, leader.name, {"status": "在册"}), "网格")
    assert any("仍由原上级联系人" in one for one in found)
    assert any("又有了上级联系人" in one for one in found)


def test_没有分配过网格_不说联系的事(county: Office) -> None:
    assert sentences(told(county, "傅云帆", {"status": "辞职"}), "网格") == []


def test_指定由他联系的人(assigned: Office) -> None:
    grid = assigned.liaison.grid(explained=False)
    upper = next(m for m in grid.tiering.tiers[3] if grid.loads.get(m.id))
    lower = grid.members[grid.lowers_of(upper.id)[0].lower]
    assigned.liaison.pin(lower, upper.id)
    found = [one for one in told(assigned, upper.name, {"status": "辞职"}) if "指定由" in one.message]
    assert [names(assigned, one) for one in found] == [[lower.name]]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"status": "辞职"}, ["经济委员会的主任空缺（原为 骆宾）。", "学习组 一组 的组长空缺（原为 骆宾）。", "教育界的召集人空缺（原为 骆宾）。"]),
        ({"status": "暂停履职"}, ["经济委员会的主任 骆宾 暂停履职，请定由谁主持。", "学习组 一组 的组长 骆宾 暂停履职，请定由谁主持。",
                              "教育界的召集人 骆宾 暂停履职，请定由谁主持。"]),
        ({"committees": (Seat("经济委员会"),)}, ["经济委员会的主任空缺（原为 骆宾）。"]),
        ({"sector": "经济"}, ["教育界的召集人空缺（原为 骆宾）。"]),
    ],
)  # fmt: skip
def test_带头的人走了(county: Office, values: dict[str, FieldValue], said: list[str]) -> None:
    county.roster.change(
        county.roster.get("骆宾"),
        {"committees": (Seat("经济委员会", "主任"),), "groups": (Seat("一组", "组长", "学习组"),), "sector": "教育", "sector_role": "召集人"},
        day=None,
    )  # fmt: skip
    assert sentences(told(county, "骆宾", values), "职务") == said


def test_还有别人带头就不说(county: Office) -> None:
    for name in ("骆宾", "顾盼"):
        county.roster.change(county.roster.get(name), {"committees": (Seat("经济委员会", "主任"),)}, day=None)
    assert sentences(told(county, "骆宾", {"status": "辞职"}), "职务") == []


def test_名额(county: Office) -> None:
    held = sum(member.sector == "教育" for member in county.roster.listing())
    with county.data.operation("名额"):
        Quotas(county.data).put(county.frame.term().id, "教育", held)
        Quotas(county.data).put(county.frame.term().id, "中共", 1)
    found = sentences(told(county, "顾盼", {"sector": "中共"}), "名额")
    assert f"教育界：应有 {held}，实有 {held} → {held - 1}，缺 1 名。" in found
    assert any(one.startswith("中共界：应有 1，") and "超" in one for one in found)
    found = sentences(told(county, "顾盼", {"sector": "工商联"}), "名额")
    assert any(one.startswith("工商联界：实有") for one in found)


def test_未办结提案的第一提案人(county: Office) -> None:
    made = county.register.add({"title": "关于云川县城区公共停车的建议", "sponsors": ("骆宾",)}).proposal.id
    found = [one for one in told(county, "骆宾", {"status": "去世"}) if one.kind == "提案"]
    assert [(one.page, one.ids) for one in found] == [("proposals", (made,))]
    assert sentences(told(county, "骆宾", {"status": "暂停履职"}), "提案") == []


def test_后面还有一次变动(county: Office) -> None:
    county.roster.change(county.roster.get("骆宾"), {"status": "辞职"}, day="2026-11-22")
    member = county.roster.get("骆宾", "2026-05-01")
    found = county.consequences.of_change(member, {"status": "暂停履职"}, day="2026-05-01")
    assert sentences(found, "时间") == ["2026-11-22 起已记为“辞职”，这次变动只到那一天为止。"]


def test_还没有成为委员的日子(county: Office) -> None:
    county.roster.add({"name": "温如玉", "sector": "经济"}, day="2026-07-01")
    found = told(county, "温如玉", {"status": "在册"}, day="2026-06-01")
    assert "在册 19 → 20 人。" in sentences(found, "人数")


def test_缺的手续(county: Office) -> None:
    found = told(county, "骆宾", {"status": "辞职"}, reason=Reason("本人请辞"))
    assert sentences(found, "手续") == ["还没有写依据文号、决定机关：以后查变动时会用到。"]
    assert sentences(told(county, "骆宾", {"status": "辞职"}), "手续") == []


def test_无关的字段没有影响(county: Office) -> None:
    assert told(county, "骆宾", {"phone": "13900000000", "employer": "县教育局"}) == []


def test_恢复委员资格(assigned: Office) -> None:
    assigned.roster.change(assigned.roster.get("骆宾"), {"status": "辞职"}, day="2026-11-01")
    found = told(assigned, "骆宾", {"status": "在册"}, day=None)
    assert "在册 18 → 19 人。" in sentences(found, "人数")


def test_新增一人(county: Office) -> None:
    found = county.consequences.of_new(
        {"name": "温如玉", "sector": "教育", "affiliations": ("中共",)}, day=DAY
    )
    assert "在册 19 → 20 人。" in sentences(found, "人数")
    assert all(0 not in one.ids for one in found)
    assert found[0].as_dict().keys() == {"kind", "message", "ids"}


def test_删除误录的人_别人少了什么_自己收到哪里(county: Office) -> None:
    add(county, "温如玉", sector="教育", committees=(Seat("经济委员会", "主任"),))
    plain = [one.message for one in county.consequences.of_removal(county.roster.get("温如玉"))]
    assert plain[-1] == "温如玉 的资料收进回收站，随时可以找回。"
    assert {"经济委员会的主任空缺（原为 温如玉）。", "委员总数 20 → 19 人。"} <= set(plain)
    county.liaison.forbid(county.roster.get("温如玉"), county.roster.get("傅云帆").id)
    ruled = county.consequences.of_removal(county.roster.get("温如玉"))
    assert (ruled[-1].kind, "和 1 条指定或回避" in ruled[-1].message) == ("回收站", True)
    assert county.roster.get("温如玉").is_active
    county.liaison.assign("2026-01-15")
    with pytest.raises(Refused, match=r"骆宾 有 \d 条联络关系，不能删除"):
        county.consequences.of_removal(county.roster.get("骆宾"))


def test_字段的新值(county: Office) -> None:
    member = county.roster.get("骆宾")
    changed = with_values(
        member, {"area": "城关镇", "sector": None, "phone": "1", "rank_no": None, "posts": ("常委",)}
    )
    assert (changed.own_area, changed.sector, changed.more["phone"], changed.rank_no, changed.posts) == (
        "城关镇", "", "1", None, ("常委",),
    )  # fmt: skip
    assert isinstance(changed, Member)


def test_十倍的人_不多查一次库_算的也只多到十倍(tmp_path: Path) -> None:
    """How long it takes is measured in tests/perf; here the steps are counted, which are the same on every machine."""
    (asked, steps), (asked_of_many, steps_of_many) = (
        _steps_for(tmp_path / f"{count}人.liange", count) for count in (60, 600)
    )
    assert asked_of_many == asked
    assert steps_of_many < 11 * steps, "more than the people grew: something has become quadratic"


def _steps_for(path: Path, count: int) -> tuple[int, int]:
    """How often the file is asked, and how many Python functions are called, to say what one 辞职 would bring about."""
    office = new_office(path.parent, path.stem)
    with office.data.operation("录入"):
        for number in range(count):
            post = (
                ("主席",) if not number else ("副主席",) if number < 8 else ("常委",) if number < 50 else ()
            )
            add(
                office,
                f"甲{chr(0x4E00 + number)}",
                posts=post,
                sector="经济",
                affiliations="中共" if number % 2 else "群众",
            )
    office.liaison.assign("2026-01-15")
    member = office.roster.listing()[20]
    office.consequences.of_change(member, {"status": "辞职"}, day=DAY)  # what is kept in memory is there now
    statements: list[str] = []
    calls = 0

    def count_call(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event == "call"

    office.data.db.conn.set_trace_callback(statements.append)
    before = sys.getprofile()
    sys.setprofile(count_call)
    try:
        office.consequences.of_change(member, {"status": "辞职"}, day=DAY)
    finally:
        sys.setprofile(before)
        office.data.db.conn.set_trace_callback(None)
    office.close()
    return len(statements), calls
