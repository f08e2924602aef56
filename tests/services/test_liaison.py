"""The liaison desk on a small invented county."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.db.links import LinkRules
from app.domain.assignment import explain, solve
from app.domain.errors import Refused
from app.domain.liaison import pair_cost, shared
from app.office import Office
from app.services import grid_explain
from tests.offices import add


def names(office: Office, ids: tuple[int, ...]) -> list[str]:
    people = {member.id: member.name for member in office.frame.people()}
    return [people[one] for one in ids]


def test_每名在册委员恰在一级且合计等于名册(county: Office) -> None:
    tiering = county.liaison.grid().tiering
    assert {tier: len(people) for tier, people in tiering.tiers.items()} == {1: 1, 2: 3, 3: 4, 4: 5, 5: 6}
    assert tiering.total == len(county.roster.listing())


def test_分配后一级以下人人恰有一名上级(county: Office) -> None:
    county.liaison.assign("2026-01-15")
    grid = county.liaison.grid()
    assert grid.orphans == ()
    assert len({pair.lower for pair in grid.pairs}) == len(grid.pairs) == 18
    assert county.liaison.check() == []


def test_试算不改动任何数据(county: Office) -> None:
    before = county.past.operations()
    plan = county.liaison.plan("2026-01-15")
    assert len(plan.added) == 18
    assert county.past.operations() == before
    assert county.liaison.grid().pairs == ()


def test_每一对的理由与重新计算一致(county: Office) -> None:
    county.liaison.assign("2026-01-15")
    grid = county.liaison.grid()
    for number in range(2, 6):
        problem = county.liaison.problem(number)
        choices = explain(problem, solve(problem))
        for pair in grid.pairs:
            if grid.tiering.tier_of[pair.lower] != number:
                continue
            upper, lower = grid.members[pair.upper], grid.members[pair.lower]
            assert pair.shared == shared(upper, lower)
            assert pair.cost == pair_cost(upper, lower, grid.scheme.weights) == choices[pair.lower].cost
            assert (pair.next_best, pair.worse_by) == (
                choices[pair.lower].next_best,
                choices[pair.lower].worse_by,
            )


def test_再次分配一人不动(county: Office) -> None:
    county.liaison.assign("2026-01-15")
    plan = county.liaison.assign("2026-03-01")
    assert (plan.moved, plan.added, plan.kept) == ((), (), 18)
    assert {pair.since for pair in county.liaison.grid().pairs} == {"2026-01-15"}


def test_联系人辞职后其下级成孤儿并以最少变动补上(county: Office) -> None:
    county.liaison.assign("2026-01-15")
    county.roster.change(county.roster.get("傅云帆"), {"status": "辞职"}, day="2026-03-10")
    before = county.liaison.grid("2026-03-09")
    held = [pair.lower for pair in before.lowers_of(county.roster.get("傅云帆").id)]
    assert sorted(county.liaison.grid("2026-03-10").orphans) == sorted(held)
    plan = county.liaison.assign("2026-03-10")
    assert plan.moved == ()
    assert sorted(plan.added) == sorted(held)
    assert county.liaison.check("2026-03-10") == []
    assert len(county.liaison.grid("2026-03-09").pairs) == 18


def test_截至过去某日仍是当时的样子(county: Office) -> None:
    county.liaison.assign("2026-01-15")
    then = county.liaison.grid("2026-02-01").pairs
    lower = county.roster.get("骆宾")
    others = [
        pair.upper
        for pair in then
        if pair.lower != lower.id and county.liaison.grid().tiering.tier_of[pair.lower] == 4
    ]
    target = next(one for one in others if one != county.liaison.grid().upper_of[lower.id].upper)
    county.liaison.place(lower, target, "2026-05-01")
    assert county.liaison.grid("2026-02-01").upper_of[lower.id].upper == next(
        p.upper for p in then if p.lower == lower.id
    )
    assert county.liaison.grid("2026-05-01").upper_of[lower.id].upper == target
    assert county.liaison.grid("2026-05-01").upper_of[lower.id].pinned


def test_拖动即指定且可撤销(county: Office) -> None:
    county.liaison.assign("2026-01-15")
    lower = county.roster.get("米雪")
    old = county.liaison.grid().upper_of[lower.id].upper
    target = next(member.id for member in county.liaison.grid().tiering.tiers[4] if member.id != old)
    county.liaison.place(lower, target)
    assert county.undoable.startswith("指定")
    county.undo()
    assert county.liaison.grid().upper_of[lower.id].upper == old


@pytest.mark.parametrize(("lower", "upper"), [("沈长河", "顾书岚"), ("米雪", "沈长河"), ("米雪", "闻人杰")])
def test_不能跨级或给一级指定上级(county: Office, lower: str, upper: str) -> None:
    with pytest.raises(Refused):
        county.liaison.place(county.roster.get(lower), county.roster.get(upper).id)
    assert county.liaison.grid().pairs == ()


def test_指定和回避在下次分配生效(county: Office) -> None:
    lower = county.roster.get("闻人杰")
    uppers = [member.id for member in county.liaison.grid().tiering.tiers[4]]
    county.liaison.pin(lower, uppers[4])
    county.liaison.assign("2026-01-15")
    assert county.liaison.grid().upper_of[lower.id].upper == uppers[4]
    county.liaison.forbid(lower, uppers[4])
    kinds = {problem.kind for problem in county.liaison.check()}
    assert kinds == {"回避"}
    plan = county.liaison.assign("2026-02-01")
    assert plan.moved == (lower.id,)
    county.liaison.unforbid(lower, uppers[4])
    with pytest.raises(Refused, match="没有这样的回避"):
        county.liaison.unforbid(lower)
    with pytest.raises(Refused, match="没有这样的指定"):
        county.liaison.unpin(lower)


def test_取消指定(county: Office) -> None:
    lower = county.roster.get("闻人杰")
    county.liaison.pin(lower, county.roster.get("骆宾").id)
    county.liaison.unpin(lower)
    county.liaison.assign("2026-01-15")
    assert not county.liaison.grid().upper_of[lower.id].pinned


def test_人数上限不可能时指出是谁(county: Office) -> None:
    county.liaison.limit(4, 0, 1)
    with pytest.raises(Refused, match="只能由") as refusal:
        county.liaison.assign("2026-01-15")
    assert refusal.value.code == "infeasible"
    assert county.liaison.grid().pairs == ()


def test_上下限得到遵守(county: Office) -> None:
    county.liaison.limit(3, 1, 2)
    county.liaison.assign("2026-01-15")
    grid = county.liaison.grid()
    loads = [grid.loads.get(member.id, 0) for member in grid.tiering.tiers[3]]
    assert min(loads) >= 1
    assert max(loads) <= 2
    with pytest.raises(Refused):
        county.liaison.limit(3, 4, 2)


def test_主席和党组书记不是同一人时先问(county: Office) -> None:
    county.roster.change(county.roster.get("沈长河"), {"posts": ("主席",)}, day=None)
    county.roster.change(county.roster.get("顾书岚"), {"posts": ("党组书记", "副主席")}, day=None)
    with pytest.raises(Refused, match="请先选定谁是一级"):
        county.liaison.assign()
    assert any(problem.kind == "一级待定" for problem in county.liaison.check())
    county.setup.change_settings({"grid.top": "党组书记"})
    grid = county.liaison.grid()
    assert names(county, tuple(member.id for member in grid.tiering.tiers[1])) == ["顾书岚"]
    assert county.roster.get("沈长河").id in {member.id for member in grid.tiering.tiers[2]}
    county.setup.change_settings({"grid.top": "主席"})
    assert names(county, tuple(member.id for member in county.liaison.grid().tiering.tiers[1])) == ["沈长河"]


def test_选定党组书记为一级时主席并不待选(county: Office) -> None:
    county.roster.change(county.roster.get("沈长河"), {"posts": ("主席",)}, day=None)
    county.roster.change(county.roster.get("顾书岚"), {"posts": ("党组书记",)}, day=None)
    county.setup.change_settings({"grid.top": "党组书记"})
    assert county.liaison.grid().vacancies == ()


def test_两名主席要先核对(county: Office) -> None:
    for name in ("沈长河", "顾书岚"):
        county.roster.change(county.roster.get(name), {"posts": ("主席",)}, day=None)
    with pytest.raises(Refused, match=r"主席有 2 人（.*），一级只能是 1 人"):
        county.liaison.assign()
    assert "一级待定" in {problem.kind for problem in county.liaison.check()}


def test_主席暂停履职时保留一级的位子(county: Office) -> None:
    chair = county.roster.get("沈长河")
    county.roster.change(chair, {"posts": ("主席",), "status": "暂停履职"}, day=None)
    assert county.liaison.grid().tiering.suspended == {chair.id: 1}
    county.roster.change(county.roster.get("顾书岚"), {"posts": ("党组书记",)}, day=None)
    grid = county.liaison.grid()
    assert [vacancy.message for vacancy in grid.vacancies] == ["主席沈长河暂停履职，由党组书记顾书岚任一级。"]


def test_没有主席时党组书记任一级并注明主席待选(county: Office) -> None:
    county.roster.change(county.roster.get("沈长河"), {"posts": ("党组书记",)}, day=None)
    grid = county.liaison.grid()
    assert [member.name for member in grid.tiering.tiers[1]] == ["沈长河"]
    assert [vacancy.message for vacancy in grid.tiering.vacancies] == ["主席待选，由党组书记沈长河任一级。"]
    county.liaison.assign("2026-01-15")
    assert county.liaison.check() == []


def test_一级空缺时二级待主席到任而不自动顶替(county: Office) -> None:
    county.roster.change(county.roster.get("沈长河"), {"posts": ()}, day=None)
    county.liaison.assign("2026-01-15")
    grid = county.liaison.grid()
    assert grid.tiering.tiers[1] == ()
    assert len(grid.orphans) == 3
    assert "待主席到任" in grid.tiering.vacancies[0].message
    assert {problem.kind for problem in county.liaison.check()} == {"一级待定", "未分配"}


def test_空级使下一级上级空缺直到允许跨级(office: Office) -> None:
    add(office, "沈长河", posts="主席", affiliations="中共")
    add(office, "顾书岚", posts="副主席", affiliations="中共")
    add(office, "骆宾", affiliations="中共")
    office.liaison.assign("2026-01-15")
    assert [office.liaison.grid().name(one) for one in office.liaison.grid().orphans] == ["骆宾"]
    assert {problem.kind for problem in office.liaison.check()} == {"上级空缺", "未分配"}
    office.setup.change_settings({"grid.skip_empty": "是"})
    office.liaison.assign("2026-01-16")
    grid = office.liaison.grid()
    assert grid.name(grid.upper_of[office.roster.get("骆宾").id].upper) == "顾书岚"
    assert [vacancy.message for vacancy in grid.vacancies] == [
        "三级（政协常委）没有人，四级由再上一级联系（跨级）。"
    ]
    assert office.liaison.check() == []


def test_非委员联系人所在的级不空缺(office: Office) -> None:
    add(office, "沈长河", posts="主席", affiliations="中共")
    add(office, "骆宾", posts="常委", affiliations="中共")
    office.liaison.save_scheme(office.liaison.scheme(), "试")
    assert [vacancy.tier for vacancy in office.liaison.grid().vacancies] == [2, 4]
    assert len(office.liaison.grid().waiting) == 1
    guest = office.liaison.add_guest(2, "温如玉", "县委常委、政协党组副书记")
    grid = office.liaison.grid()
    assert [vacancy.tier for vacancy in grid.vacancies] == [4]
    assert (grid.uppers_of(3), grid.waiting) == ({guest: 2}, ())


def test_非委员联系人在总数之外(county: Office) -> None:
    guest = county.liaison.add_guest(2, "温如玉", "县委常委、政协党组副书记")
    county.liaison.pin(county.roster.get("傅云帆"), guest)
    county.liaison.assign("2026-01-15")
    grid = county.liaison.grid()
    assert grid.tiering.total == 19
    assert grid.loads[guest] == 1
    assert grid.name(guest) == "温如玉"
    assert county.liaison.check() == []
    county.liaison.remove_guest(grid.guests[0], "2026-02-01")
    assert len(county.liaison.grid("2026-02-01").orphans) == grid.loads[guest]


def test_暂停履职不计数且下级成孤儿(county: Office) -> None:
    county.liaison.assign("2026-01-15")
    member = county.roster.get("骆宾")
    held = county.liaison.grid().lowers_of(member.id)
    county.roster.change(member, {"status": "暂停履职"}, day="2026-06-01")
    grid = county.liaison.grid("2026-06-01")
    assert grid.tiering.total == 18
    assert grid.tiering.suspended == {member.id: 4}
    assert sorted(grid.orphans) == sorted(pair.lower for pair in held)
    with pytest.raises(Refused, match="不在网格内"):
        county.liaison.place(county.roster.get("骆宾"), county.roster.get("江葵").id)


@pytest.mark.parametrize(
    ("affiliations", "posts", "tier"),
    [
        (("民盟",), ("副主席",), 2),
        (("群众",), ("常委",), 3),
        (("民盟", "中共"), (), 4),
        (("中共预备党员",), (), 4),
        (("无党派",), (), 5),
        ((), (), 5),
        (("中共",), ("党组副书记",), 2),
    ],
    ids=["党外副主席", "非党员常委", "交叉党派", "预备党员", "无党派", "未填党派", "党组副书记"],
)
def test_职务在先党派在后(
    county: Office, affiliations: tuple[str, ...], posts: tuple[str, ...], tier: int
) -> None:
    identity = add(county, "温如玉", affiliations=affiliations, posts=posts)
    assert county.liaison.grid().tiering.tier_of[identity] == tier


def test_预备党员开关(county: Office) -> None:
    identity = add(county, "温如玉", affiliations=("中共预备党员",))
    county.setup.change_settings({"grid.probationary_tier": "5"})
    assert county.liaison.grid().tiering.tier_of[identity] == 5


def test_未知方案和级别(county: Office) -> None:
    with pytest.raises(Refused, match="没有名为"):
        county.liaison.scheme("双联系")
    for number in (1, 6):
        with pytest.raises(Refused, match="级别应为"):
            county.liaison.problem(number)


def test_重新优化不顾原来的分配(county: Office) -> None:
    lower = county.roster.get("闻人杰")
    county.liaison.assign("2026-01-15")
    best = {pair.lower: pair.upper for pair in county.liaison.grid().pairs}
    other = next(m.id for m in county.liaison.grid().tiering.tiers[4] if m.id != best[lower.id])
    county.liaison.place(lower, other, "2026-02-01")
    county.liaison.unpin(lower)
    assert county.liaison.plan("2026-03-01").moved == ()
    county.liaison.assign("2026-03-01", reoptimise=True)
    assert {pair.lower: pair.upper for pair in county.liaison.grid().pairs} == best


def test_撤销分配后如初(county: Office) -> None:
    county.liaison.assign("2026-01-15")
    county.undo()
    assert county.liaison.grid().pairs == ()
    county.redo()
    assert len(county.liaison.grid().pairs) == 18


def test_空名册没有网格也不出错(office: Office) -> None:
    plan = office.liaison.assign()
    assert plan.kept == 0
    assert office.liaison.grid().tiering.total == 0


def test_回避的人不能指定(county: Office) -> None:
    lower, upper = county.roster.get("闻人杰"), county.roster.get("骆宾").id
    county.liaison.forbid(lower, upper)
    for verb in (county.liaison.pin, county.liaison.place):
        with pytest.raises(Refused, match="请先取消回避"):
            verb(lower, upper)
    county.liaison.unforbid(lower, upper)
    county.liaison.place(lower, upper)
    assert county.liaison.grid().upper_of[lower.id].upper == upper


def test_满员的联系人不能再拖人过去(county: Office) -> None:
    county.liaison.limit(4, 0, 2)
    county.liaison.assign("2026-01-15")
    grid = county.liaison.grid()
    full = next(member for member in grid.tiering.tiers[4] if grid.loads.get(member.id) == 2)
    other = next(
        grid.members[pair.lower]
        for pair in grid.pairs
        if pair.upper != full.id and grid.tiering.tier_of[pair.lower] == 5
    )
    with pytest.raises(Refused, match="达到上限 2 人"):
        county.liaison.place(other, full.id)
    own = county.roster.get(str(grid.lowers_of(full.id)[0].lower))
    county.liaison.place(own, full.id)
    assert county.liaison.grid().upper_of[own.id].pinned


def test_总数不符和多个上级都查得出(county: Office) -> None:
    county.liaison.assign("2026-01-15")
    grid = county.liaison.grid(explained=False)
    doubled = replace(grid, pairs=(*grid.pairs, grid.pairs[0]))
    kinds = [problem.kind for problem in grid_explain.problems(doubled, LinkRules({}, frozenset()), 20)]
    assert kinds == ["总数不符", "多个上级"]
