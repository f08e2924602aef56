"""How long the assignment takes at three sizes, with scipy's compiled solver as the base in the same run.

The members are drawn like an office's: four
affinities with the weights of the five-tier grid, so that ties are as frequent as in life.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

from app.domain.assignment import Problem, Upper, explain, solve
from tests.perf.measured import Row, best_of, print_table

AFFINITIES = ((40, 6), (30, 23), (20, 12), (10, 20))  # weight, number of values: 专委会, 界别, 片区, 小组
LOAD_WEIGHT = 4
OFFICE_OF_151 = (1, 5, 25, 58, 62)
CITY_OF_3000 = (1, 5, 100, 1000, 1900)

Problems = list[Problem[int]]


def tiers(sizes: Sequence[int], seed: int = 1) -> Problems:
    """One problem per level, each tier liaising the next."""
    chance = random.Random(seed)
    people = [[tuple(chance.randrange(n) for _, n in AFFINITIES) for _ in range(size)] for size in sizes]
    return [_problem(uppers, lowers) for uppers, lowers in itertools.pairwise(people)]


def _problem(uppers: Sequence[tuple[int, ...]], lowers: Sequence[tuple[int, ...]]) -> Problem[int]:
    weights = [weight for weight, _ in AFFINITIES]
    largest = -(-len(lowers) // len(uppers)) + 2
    cost = {
        low: {
            up: sum(w for w, mine, theirs in zip(weights, has, held, strict=True) if mine != theirs)
            for up, held in enumerate(uppers)
        }
        for low, has in enumerate(lowers)
    }
    bounds = tuple(Upper(up, 1 if len(lowers) > len(uppers) else 0, largest) for up in range(len(uppers)))
    return Problem(bounds, tuple(cost), cost, LOAD_WEIGHT)


def _solve_all(problems: Problems) -> float:
    return best_of(3, lambda: [solve(problem) for problem in problems])


def _scipy_base(problem: Problem[int]) -> float | None:
    """Scipy on the same problem, each liaison copied once per place; None where scipy is absent."""
    try:
        from numpy import array
        from scipy.optimize import linear_sum_assignment
    except ImportError:
        return None
    places = [(one.id, n) for one in problem.upper for n in range(one.max or 0)]
    matrix = array(
        [
            [problem.cost[low][up] + problem.load_weight * (2 * n + 1) for up, n in places]
            for low in problem.lower
        ]
    )
    return best_of(3, lambda: linear_sum_assignment(matrix))


def rows() -> list[Row]:
    """The assignment's rows of the budget table."""
    county, large, city = tiers(OFFICE_OF_151), tiers((160, 800)), tiers(CITY_OF_3000)
    scipy = "scipy, 800 × 160, compiled, minimums left out"
    base = _scipy_base(large[0])
    if base is None:  # an oracle of the tests, not shipped: a set-up without it still measures
        scipy, base = "the same, 800 × 160", _solve_all(large)
    first = solve(city[-1])
    leaver = city[-1].upper[0].id
    before = {low: up if up != leaver else -1 for low, up in first.assign.items()}
    again = best_of(3, lambda: solve(city[-1], before))
    return [
        Row("assignment, 151 members in five tiers", 0.020, _solve_all(county), scipy, base),
        Row("assignment, 800 × 160", 0.3, _solve_all(large), scipy, base),
        Row("assignment, 3,006 members in five tiers", 2.0, _solve_all(city), scipy, base),
        Row("re-assignment, 1,900 × 1,000, one liaison's people moved", None, again, scipy, base),
        Row(
            "explaining each pair, 1,900 × 1,000",
            None,
            best_of(3, lambda: explain(city[-1], first)),
            scipy,
            base,
        ),
    ]


if __name__ == "__main__":
    print_table(rows())
