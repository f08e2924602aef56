"""Random assignment problems and two independent judges of them: trying everything, and scipy on copied places."""

from __future__ import annotations

import itertools
import os
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import pytest

from app.domain.assignment import Problem, Upper

GATE_PROBLEMS = 600
LONG_VARIABLE = (
    "LIANGE_ASSIGNMENT_PROBLEMS"  # how many problems each loop draws; the gate takes its own sample
)
NEVER = float("inf")

Aims = tuple[int, int]  # people moved, then the sum


def sample(share: float = 1.0) -> Iterator[random.Random]:
    """One seeded source of chance for each problem of a loop."""
    count = int(os.environ.get(LONG_VARIABLE, GATE_PROBLEMS) or GATE_PROBLEMS)
    for seed in range(max(1, int(count * share))):
        yield random.Random(seed)


def random_problem(chance: random.Random, most_lower: int = 30, most_upper: int = 8) -> Problem[int]:
    """A problem of any shape: tight and loose bounds, pins, 回避, absent pairs, ties, negative costs."""
    uppers = chance.sample(range(100), chance.randint(1, most_upper))
    lowers = chance.sample(range(1000), chance.randint(0, most_lower))
    draw = _random_cost(chance, 10**9 if most_lower < 10 else 500)  # scipy's sums must stay exact
    absent = chance.choice([0, 0, 0.2, 0.6])
    cost = {low: {up: draw() for up in uppers if chance.random() >= absent} for low in lowers}
    if lowers and chance.random() < 0.3:  # people and liaisons who cannot be told apart
        cost = {low: dict(cost[chance.choice(lowers[:3])]) for low in lowers}
    pairs = [(low, up) for low, row in cost.items() for up in row]
    forbidden = frozenset(pair for pair in pairs if chance.random() < chance.choice([0, 0, 0.1]))
    pinned = chance.choice([0, 0, 0.1, 0.4])
    pins = {low: up for low, up in pairs if (low, up) not in forbidden and chance.random() < pinned / 2}
    fair = len(lowers) / len(uppers)
    bounds = []
    for upper in uppers:
        least = chance.choice([0, 0, 0, 1, int(fair)])
        most = chance.choice([None, int(fair) + 1, int(fair) + 1, int(fair) + 3])
        bounds.append(Upper(upper, least, most if most is None else max(least, most)))
    weight = chance.choice([0, 1, 4, 30])
    return Problem(tuple(bounds), tuple(lowers), cost, weight, pins, forbidden)


def _random_cost(chance: random.Random, largest: int) -> Callable[[], int]:
    draws: tuple[Callable[[], int], ...] = (
        lambda: chance.randint(-100, 100),
        lambda: chance.randint(0, 3),
        lambda: sum(weight for weight in (40, 30, 20, 10) if chance.random() < 0.7),
        lambda: chance.randint(0, largest),
    )
    return chance.choice(draws)


def random_previous(chance: random.Random, problem: Problem[int]) -> dict[int, int]:
    """An earlier assignment: some new people, some liaisons who are gone, some people who are gone."""
    uppers = [one.id for one in problem.upper] + [-1]
    return {low: chance.choice(uppers) for low in (*problem.lower, -5) if chance.random() < 0.8}


def shuffled(chance: random.Random, problem: Problem[int]) -> Problem[int]:
    """The same problem with all rows in another order."""

    def mixed(table: Mapping[int, int]) -> dict[int, int]:
        return dict(chance.sample(list(table.items()), len(table)))

    rows = chance.sample(list(problem.cost.items()), len(problem.cost))
    return replace(
        problem,
        upper=tuple(chance.sample(problem.upper, len(problem.upper))),
        lower=tuple(chance.sample(problem.lower, len(problem.lower))),
        cost={low: mixed(row) for low, row in rows},
        pins=mixed(problem.pins),
    )


def breaks_no_rule(problem: Problem[int], assign: Mapping[int, int]) -> bool:
    """Everyone exactly once, allowed pairs, pins, minimums and maximums."""
    counts = {one.id: 0 for one in problem.upper}
    for low, up in assign.items():
        if up not in problem.cost[low] or (low, up) in problem.forbidden or problem.pins.get(low, up) != up:
            return False
        counts[up] += 1
    bounded = all(
        one.min <= counts[one.id] <= (counts[one.id] if one.max is None else one.max) for one in problem.upper
    )
    return bounded and sorted(assign) == sorted(problem.lower)


def aims_of(problem: Problem[int], assign: Mapping[int, int], previous: Mapping[int, int]) -> Aims:
    """People moved and the sum, straight from the definition."""
    counts = {one.id: 0 for one in problem.upper}
    for up in assign.values():
        counts[up] += 1
    total = sum(problem.cost[low][up] for low, up in assign.items())
    total += problem.load_weight * sum(count**2 for count in counts.values())
    return sum(previous.get(low, up) != up for low, up in assign.items()), total


def best_by_trying_all(problem: Problem[int], previous: Mapping[int, int]) -> Aims | None:
    """The least aims over all assignments; None when none is allowed. For a handful of people."""
    uppers = [one.id for one in problem.upper]
    tried = (
        dict(zip(problem.lower, choice, strict=True))
        for choice in itertools.product(uppers, repeat=len(problem.lower))
    )
    allowed = (aims_of(problem, assign, previous) for assign in tried if breaks_no_rule(problem, assign))
    return min(allowed, default=None)


@dataclass(frozen=True)
class Weights:
    """How much more a missing minimum and a moved person count than the sum can differ by."""

    missing: int
    moved: int


def best_by_scipy(problem: Problem[int], previous: Mapping[int, int]) -> Aims | None:
    """The least aims by `linear_sum_assignment`: each liaison is copied once per place, the n-th costs w(2n − 1).

    Exact as long as all sums stay below 2⁵³; costs must be small for that.
    """
    scipy = pytest.importorskip("scipy.optimize", reason="需要 scipy 作为独立的求解器")
    people = sorted(problem.lower)
    weights = _weights(problem, len(people))
    places = [
        (one, n)
        for one in problem.upper
        for n in range(len(people) if one.max is None else min(one.max, len(people)))
    ]
    table = [[_slot(problem, previous, weights, low, one, n) for one, n in places] for low in people]
    if not people or len(places) < len(people):
        return (0, 0) if not people and not any(one.min for one in problem.upper) else None
    try:
        chosen = scipy.linear_sum_assignment(table)[1]
    except ValueError:
        return None
    assign = {low: places[at][0].id for low, at in zip(people, chosen, strict=True)}
    return aims_of(problem, assign, previous) if breaks_no_rule(problem, assign) else None


def _weights(problem: Problem[int], people: int) -> Weights:
    amounts = [amount for row in problem.cost.values() for amount in row.values()] or [0]
    moved = people * (max(amounts) - min(amounts)) + problem.load_weight * people**2 + 1
    weights = Weights(missing=moved * (people + 1) * 2, moved=moved)
    assert weights.missing * (people + 1) < 2**53, "scipy would round"
    return weights


def _slot(
    problem: Problem[int], previous: Mapping[int, int], weights: Weights, low: int, one: Upper[int], n: int
) -> float:
    pair_allowed = one.id in problem.cost[low] and (low, one.id) not in problem.forbidden
    if not pair_allowed or problem.pins.get(low, one.id) != one.id:
        return NEVER
    amount = problem.cost[low][one.id] + problem.load_weight * (2 * n + 1)
    if previous.get(low, one.id) != one.id:
        amount += weights.moved
    return amount - (weights.missing if n < one.min else 0)


def can_all_be_served(demands: Mapping[int, int], comers: Mapping[int, frozenset[int]]) -> bool:
    """Whether each demander gets its number of different comers (Kuhn's algorithm)."""
    taken: dict[int, int] = {}

    def serve(demander: int, seen: set[int]) -> bool:
        for comer in comers[demander] - seen:
            seen.add(comer)
            if comer not in taken or serve(taken[comer], seen):
                taken[comer] = demander
                return True
        return False

    return all(serve(demander, set()) for demander, count in demands.items() for _ in range(count))
