"""The assignment is complete, obeys every bound, and is the proven optimum."""

from __future__ import annotations

import pickle
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.assignment import (
    Infeasible,
    Problem,
    ProblemError,
    Solution,
    Upper,
    evaluate,
    solve,
)
from tests.domain.assignment_cases import (
    Aims,
    aims_of,
    best_by_scipy,
    best_by_trying_all,
    breaks_no_rule,
    random_previous,
    random_problem,
    sample,
    shuffled,
)

chances = st.integers(0, 2**32).map(random.Random)


def solved(problem: Problem[int], previous: dict[int, int]) -> Aims | None:
    """The aims reached, None when refused; every rule is checked on the way."""
    try:
        solution = solve(problem, previous)
    except Infeasible:
        return None
    assert breaks_no_rule(problem, solution.assign)
    aims = aims_of(problem, solution.assign, previous)
    assert aims == (len(solution.moved), solution.objective)
    return aims


@given(chances)
def test_few_people_the_best_of_all_possible_assignments(chance: random.Random) -> None:
    problem = random_problem(chance, most_lower=5, most_upper=3)
    previous = chance.choice([{}, random_previous(chance, problem)])
    assert solved(problem, previous) == best_by_trying_all(problem, previous)


def test_many_problems_the_optimum_of_an_independent_solver() -> None:
    outcomes = []
    for chance in sample():
        problem = random_problem(chance)
        previous = chance.choice([{}, random_previous(chance, problem)])
        outcomes.append(solved(problem, previous))
        assert outcomes[-1] == best_by_scipy(problem, previous)
    assert outcomes.count(None) < len(outcomes) * 0.6, "most problems should be feasible"


def test_larger_tiers_the_optimum_of_an_independent_solver() -> None:
    """Enough liaisons that the short lists of the search are short: floors are reached, prices rise."""
    for chance in sample(0.02):
        uppers = tuple(Upper(n, chance.choice([0, 0, 2]), chance.choice([3, 4, 6])) for n in range(70))
        spread = chance.choice([2, 10, 200])
        cost = {low: {one.id: chance.randrange(spread) for one in uppers} for low in range(180)}
        problem = Problem(uppers, tuple(cost), cost, chance.choice([0, 1, 4]))
        previous = chance.choice([{}, random_previous(chance, problem)])
        assert solved(problem, previous) == best_by_scipy(problem, previous)


def test_the_order_of_rows_makes_no_difference() -> None:
    for chance in sample(0.3):
        problem = random_problem(chance)
        previous = random_previous(chance, problem)
        answers = []
        for one in (problem, shuffled(chance, problem)):
            try:
                answers.append(str(solve(one, previous)))
            except Infeasible as refusal:
                answers.append(str(refusal.clash))
        assert answers[0] == answers[1]


def test_reassigning_an_optimum_moves_nobody() -> None:
    for chance in sample(0.1):
        problem = random_problem(chance)
        try:
            first = solve(problem)
        except Infeasible:
            continue
        again = solve(problem, first.assign)
        assert (again.assign, again.moved) == (first.assign, ())


EQUAL = {"甲": {"A": 0, "B": 0}, "乙": {"A": 0, "B": 0}, "丙": {"A": 0, "B": 0}, "丁": {"A": 0, "B": 0}}


def two(smallest: int = 0, largest: int | None = None) -> tuple[Upper[str], Upper[str]]:
    return Upper("A", smallest, largest), Upper("B")


@pytest.mark.parametrize(
    ("problem", "previous", "loads", "moved"),
    [
        pytest.param(Problem(two(), tuple(EQUAL), EQUAL, 4), {}, {"A": 2, "B": 2}, (), id="负担均衡"),
        pytest.param(
            Problem(two(), tuple(EQUAL), EQUAL, 4),
            dict.fromkeys(EQUAL, "A"),
            {"A": 4, "B": 0},
            (),
            id="再分配先求少动，不为均衡动人",
        ),
        pytest.param(
            Problem(two(largest=3), tuple(EQUAL), EQUAL, 4),
            dict.fromkeys(EQUAL, "A"),
            {"A": 3, "B": 1},
            ("甲",),
            id="超过上限只动一人",
        ),
        pytest.param(
            Problem(two(smallest=3), tuple(EQUAL), EQUAL, 4), {}, {"A": 3, "B": 1}, (), id="下限先于均衡"
        ),
        pytest.param(
            Problem(two(), tuple(EQUAL), EQUAL, 4, pins={"甲": "A", "乙": "A", "丙": "A"}),
            {"甲": "B"},
            {"A": 3, "B": 1},
            ("甲",),
            id="指定优先，指定造成的变动也算变动",
        ),
        pytest.param(
            Problem(two(), tuple(EQUAL), EQUAL, 0, forbidden=frozenset((who, "A") for who in EQUAL)),
            dict.fromkeys(EQUAL, "C"),
            {"A": 0, "B": 4},
            tuple(sorted(EQUAL)),
            id="回避；原联系人已不在则必动",
        ),
        pytest.param(
            Problem(two(), ("甲",), {"甲": {"A": 5, "B": -7}}), {}, {"A": 0, "B": 1}, (), id="负费用"
        ),
        pytest.param(Problem(two(), (), {}), {}, {"A": 0, "B": 0}, (), id="没有被联系人"),
        pytest.param(Problem[str]((), (), {}), {}, {}, (), id="两边都没有人"),
    ],
)
def test_the_office_s_cases(
    problem: Problem[str], previous: dict[str, str], loads: dict[str, int], moved: tuple[str, ...]
) -> None:
    solution = solve(problem, previous)
    assert (solution.loads, solution.moved) == (loads, moved)


def test_people_without_a_liaison_before_are_not_counted_as_moved() -> None:
    problem = Problem(two(), tuple(EQUAL), EQUAL, 4)
    assert solve(problem, {"甲": "A", "乙": "A"}).moved == ()


def test_the_documented_example() -> None:
    problem = Problem.from_json(
        {
            "upper": [{"id": "u1", "min": 0, "max": 10}],
            "lower": ["a", "b"],
            "cost": {"a": {"u1": 30}, "b": {"u1": -70}},
            "load_weight": 4,
            "pins": {"a": "u1"},
            "forbidden": [],
        }
    )
    assert solve(problem).to_json() == {
        "objective": 30 - 70 + 4 * 4,
        "assign": {"a": "u1", "b": "u1"},
        "loads": {"u1": 2},
    }


def test_row_ids_become_strings_in_json() -> None:
    solution = solve(Problem((Upper(7),), (1,), {1: {7: 3}}))
    assert solution.to_json() == {"objective": 3, "assign": {"1": "7"}, "loads": {"7": 1}}


def test_an_assignment_as_it_stands_is_summed_up_even_incomplete() -> None:
    problem = Problem((Upper(7), Upper(8)), (1, 2), {1: {7: 3}, 2: {7: 5}}, 4)
    assert evaluate(problem, {2: 7}) == Solution(5 + 4, {2: 7}, {7: 1, 8: 0})


def test_a_pair_without_a_cost_cannot_be_summed_up() -> None:
    problem = Problem((Upper(7), Upper(8)), (1, 2), {1: {7: 3}, 2: {7: 5}}, 4)
    with pytest.raises(ProblemError, match="“8”与“1”不在可选之列"):
        evaluate(problem, {1: 8})


def test_problem_and_solution_travel_between_processes() -> None:
    problem = random_problem(random.Random(3))
    assert pickle.loads(pickle.dumps(problem)) == problem  # noqa: S301 — our own bytes
    assert pickle.loads(pickle.dumps(solve(problem))) == solve(problem)  # noqa: S301


def test_a_hundred_and_sixty_liaisons_for_eight_hundred_people() -> None:
    """The size of a large county against the independent solver; timings stand in tests/perf."""
    chance = random.Random(5)
    uppers = tuple(Upper(n, 3, 6) for n in range(160))
    weights = (40, 30, 20, 10)
    cost = {
        low: {one.id: sum(w for w in weights if chance.random() < 0.8) for one in uppers}
        for low in range(800)
    }
    problem = Problem(uppers, tuple(cost), cost, 4)
    start = time.perf_counter()
    reached = solved(problem, {})
    assert time.perf_counter() - start < 10, "thirty times the budget: something has become quadratic"
    assert reached == best_by_scipy(problem, {})
