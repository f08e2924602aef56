"""An impossible request names a smallest set of people and liaisons that contradict each other."""

from __future__ import annotations

import pickle
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.assignment import Clash, Infeasible, Problem, Upper, solve
from app.domain.assignment_clash import TOO_FEW, TOO_MANY
from tests.domain.assignment_cases import can_all_be_served, random_problem, sample


def clash_of(problem: Problem[int]) -> Clash[int] | None:
    try:
        solve(problem)
    except Infeasible as refusal:
        return refusal.clash
    return None


def check_people_outnumber_places(problem: Problem[int], clash: Clash[int]) -> None:
    """They really clash, and without any one of them the others would find places."""
    most = {one.id: one.max for one in problem.upper}
    assert clash.uppers == tuple(sorted({up for low in clash.lowers for up in problem.allowed(low)}))
    assert clash.bound == sum(limit for up in clash.uppers if (limit := most[up]) is not None)
    assert len(clash.lowers) > clash.bound
    assert set(clash.lowers) <= set(clash.confined)
    assert all(problem.allowed(low) <= set(clash.uppers) for low in clash.confined)
    for left_out in clash.lowers:
        others = {low: 1 for low in clash.lowers if low != left_out}
        numbered = {up: range(most[up] or 0) for up in clash.uppers}
        seats = {
            low: frozenset(up * 1000 + n for up in problem.allowed(low) for n in numbered[up])
            for low in others
        }
        assert can_all_be_served(others, seats)


def check_minimums_outnumber_people(problem: Problem[int], clash: Clash[int]) -> None:
    """They really clash, and without any one of the liaisons the others would get their minimums."""
    least = {one.id: one.min for one in problem.upper}
    comers = {
        up: frozenset(low for low in problem.lower if up in problem.allowed(low)) for up in clash.uppers
    }
    assert clash.lowers == clash.confined == tuple(sorted(frozenset().union(*comers.values())))
    assert clash.bound == sum(least[up] for up in clash.uppers) > len(clash.lowers)
    for left_out in clash.uppers:
        assert can_all_be_served({up: least[up] for up in clash.uppers if up != left_out}, comers)


def check_clash(problem: Problem[int], clash: Clash[int]) -> None:
    assert clash.pinned == tuple(low for low in clash.lowers if low in problem.pins)
    if clash.kind == TOO_MANY:
        check_people_outnumber_places(problem, clash)
    else:
        check_minimums_outnumber_people(problem, clash)


def test_every_refusal_is_a_contradiction_and_minimal() -> None:
    kinds = set()
    for chance in sample():
        problem = random_problem(chance)
        clash = clash_of(problem)
        if clash is not None:
            check_clash(problem, clash)
            kinds.add((clash.kind, len(clash.uppers) > 1, bool(clash.pinned)))
    assert len(kinds) >= 6, "both kinds, one and several liaisons, with and without pins"


@settings(max_examples=60)
@given(st.integers(0, 2**32).map(random.Random))
def test_scarce_pairs_and_high_minimums(chance: random.Random) -> None:
    """Few allowed pairs make long chains of people who stand in each other's way."""
    uppers = tuple(Upper(n, chance.choice([0, 1, 2, 3]), chance.choice([3, 4])) for n in range(8))
    lowers = range(chance.randint(5, 28))
    cost = {low: {chance.randrange(8): chance.randrange(9) for _ in range(2)} for low in lowers}
    problem = Problem(uppers, tuple(lowers), cost, 1)
    clash = clash_of(problem)
    if clash is None:
        assert len(solve(problem).assign) == len(lowers)
    else:
        check_clash(problem, clash)


def names(who: str) -> str:
    return {"u": "王五", "v": "赵六", "a": "张三"}.get(who, who)


SEVEN = tuple("abcdefg")
BOTH = {"u": 1, "v": 1}


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        pytest.param(
            Problem(
                (Upper("u", 0, 2), Upper("v", 0, 3), Upper("w")),
                (*SEVEN, "h"),
                dict.fromkeys(SEVEN, BOTH) | {"h": {"w": 1}},
            ),
            "这 6 人只能由这 2 人联系，2 人上限合计 5 人（这样的共 7 人）。"
            "被联系人：张三、b、c、d、e、f；联系人：王五、赵六。请提高上限、取消指定或回避，或者增加联系人。",
            id="人多位少",
        ),
        pytest.param(
            Problem((Upper("u", 0, 1), Upper("v")), ("a", "b"), {"a": {"u": 1}, "b": {"u": 1}}),
            "这 2 人只能由王五联系，上限 1 人。被联系人：张三、b。请提高上限、取消指定或回避，或者增加联系人。",
            id="只有一个联系人",
        ),
        pytest.param(
            Problem((Upper("u", 0, 1),), ("a", "b"), {"a": {"u": 1}, "b": {"u": 1}}, 0, {"a": "u", "b": "u"}),
            "这 2 人都已指定由王五联系，上限 1 人。被联系人：张三、b。请提高上限、取消指定或回避，或者增加联系人。",
            id="指定超过上限",
        ),
        pytest.param(
            Problem((Upper("u"),), ("a",), {"a": {"u": 1}}, 0, {}, frozenset({("a", "u")})),
            "没有人可以联系张三：请取消回避，或者补充可选的联系人。",
            id="全部回避",
        ),
        pytest.param(
            Problem((Upper("u"),), ("a",), {}),
            "没有人可以联系张三：请取消回避，或者补充可选的联系人。",
            id="费用表中没有",
        ),
        pytest.param(
            Problem((), ("a",), {}),
            "没有人可以联系张三：请取消回避，或者补充可选的联系人。",
            id="上级没有人",
        ),
        pytest.param(
            Problem((Upper("u", 3), Upper("v")), ("a", "b"), {"a": BOTH, "b": BOTH}),
            "王五至少要联系 3 人，但只有这 2 人可以由其联系：张三、b。请降低下限，取消指定或回避。",
            id="一人下限不足",
        ),
        pytest.param(
            Problem((Upper("u", 1), Upper("v", 2)), ("a", "b"), {"a": BOTH, "b": BOTH}),
            "这 2 人合计至少要联系 3 人，但只有这 2 人可以由其联系：张三、b。联系人：王五、赵六。请降低下限，取消指定或回避。",
            id="二人下限不足",
        ),
        pytest.param(
            Problem((Upper("u", 1), Upper("v")), ("a",), {"a": BOTH}, 0, {"a": "v"}),
            "王五至少要联系 1 人，但没有人可以由其联系。请降低下限，取消指定或回避。",
            id="都被指定到别处",
        ),
    ],
)
def test_the_sentence_for_the_clerk(problem: Problem[str], sentence: str) -> None:
    with pytest.raises(Infeasible) as refusal:
        solve(problem)
    clash: Clash[str] = refusal.value.clash
    assert clash.sentence(names) == sentence


def test_a_long_list_of_names_is_cut() -> None:
    people = tuple(f"p{n:02}" for n in range(12))
    problem = Problem((Upper("u", 0, 11),), people, {who: {"u": 0} for who in people})
    with pytest.raises(
        Infeasible, match=r"这 12 人只能由u联系，上限 11 人。被联系人：p00、.*、p09等 12 人。请"
    ):
        solve(problem)


def test_json_and_the_way_between_processes() -> None:
    problem = Problem((Upper(7, 2),), (1,), {1: {7: 3}})
    with pytest.raises(Infeasible) as refusal:
        solve(problem)
    again = pickle.loads(pickle.dumps(refusal.value))  # noqa: S301 — our own bytes
    assert (again.clash, again.message, again.code) == (
        refusal.value.clash,
        refusal.value.message,
        "infeasible",
    )
    assert again.clash.to_json() == {
        "kind": TOO_FEW,
        "lowers": ["1"],
        "uppers": ["7"],
        "bound": 2,
        "pinned": [],
        "confined": ["1"],
    }
