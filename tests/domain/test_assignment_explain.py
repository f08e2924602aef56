"""Every pair says what it costs, who would be next and by how much the whole would worsen."""

from __future__ import annotations

import pytest

from app.domain.assignment import Choice, Infeasible, Problem, Solution, Upper, explain, solve
from tests.domain.assignment_cases import breaks_no_rule, random_previous, random_problem, sample, shuffled


def next_best(problem: Problem[int], solution: Solution[int], low: int) -> tuple[int | None, int | None]:
    """Move one person to every other liaison in turn and sum up the whole; the pin of this person is lifted."""
    pins = {other: up for other, up in problem.pins.items() if other != low}
    free = Problem(problem.upper, problem.lower, problem.cost, problem.load_weight, pins, problem.forbidden)
    moves = []
    for one in problem.upper:
        assign = {**solution.assign, low: one.id}
        if one.id != solution.assign[low] and breaks_no_rule(free, assign):
            counts = {other.id: list(assign.values()).count(other.id) for other in problem.upper}
            total = sum(problem.cost[who][up] for who, up in assign.items())
            total += problem.load_weight * sum(count**2 for count in counts.values())
            moves.append((total - solution.objective, one.id))
    worse_by, upper = min(moves, default=(None, None))
    return upper, worse_by


def test_every_choice_equals_trying_every_move() -> None:
    compared = 0
    for chance in sample(0.4):
        problem = random_problem(chance, most_lower=15)
        try:
            solution = solve(problem, chance.choice([{}, random_previous(chance, problem)]))
        except Infeasible:
            continue
        choices = explain(problem, solution)
        assert list(choices) == list(solution.assign)
        for low, choice in choices.items():
            upper = solution.assign[low]
            assert choice == Choice(upper, problem.cost[low][upper], *next_best(problem, solution, low))
            compared += choice.next_best is not None
    assert compared > 200


def test_no_single_move_betters_an_optimum() -> None:
    for chance in sample(0.2):
        problem = random_problem(chance)
        try:
            choices = explain(problem, solve(problem))
        except Infeasible:
            continue
        gains = [low for low, one in choices.items() if one.worse_by is not None and one.worse_by < 0]
        assert set(gains) <= set(problem.pins)


def test_the_order_of_rows_makes_no_difference() -> None:
    for chance in sample(0.1):
        problem = random_problem(chance)
        try:
            solution = solve(problem)
        except Infeasible:
            continue
        assert explain(shuffled(chance, problem), solution) == explain(problem, solution)


PAIR = {"u": 10, "v": 10, "w": 30}


@pytest.mark.parametrize(
    ("problem", "assign", "expected"),
    [
        pytest.param(
            Problem((Upper("w"), Upper("v"), Upper("u")), ("a",), {"a": PAIR}, 4),
            {"a": "u"},
            Choice("u", 10, "v", 0),
            id="并列时取编号小者",
        ),
        pytest.param(
            Problem((Upper("u"), Upper("v", 0, 0), Upper("w")), ("a",), {"a": PAIR}),
            {"a": "u"},
            Choice("u", 10, "w", 20),
            id="满员者不算",
        ),
        pytest.param(
            Problem((Upper("u"), Upper("v")), ("a",), {"a": {"u": 1}}),
            {"a": "u"},
            Choice("u", 1, None, None),
            id="无人可接",
        ),
        pytest.param(
            Problem((Upper("u", 1), Upper("v")), ("a",), {"a": {"u": 1, "v": 5}}),
            {"a": "u"},
            Choice("u", 1, None, None),
            id="离开则不足下限",
        ),
        pytest.param(
            Problem((Upper("u"), Upper("v")), ("a",), {"a": {"u": 9, "v": 5}}, 4, {"a": "u"}),
            {"a": "u"},
            Choice("u", 9, "v", -4),
            id="指定者：取消指定可改善",
        ),
        pytest.param(
            Problem(
                (Upper("u"), Upper("v"), Upper("w")), ("a",), {"a": PAIR}, 0, {}, frozenset({("a", "v")})
            ),
            {"a": "u"},
            Choice("u", 10, "w", 20),
            id="回避者不算",
        ),
    ],
)
def test_the_office_s_cases(problem: Problem[str], assign: dict[str, str], expected: Choice[str]) -> None:
    assert solve(problem).assign == assign
    assert explain(problem, solve(problem)) == {"a": expected}
