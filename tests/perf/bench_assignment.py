"""How long the assignment takes at three sizes, with scipy's compiled solver as the base in the same run.

`rows()` gives (what, seconds, note); nothing here passes or fails. The members are drawn like an office's: four
affinities with the weights of the five-tier grid, so that ties are as frequent as in life.
"""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable, Sequence

from app.domain.assignment import Problem, Upper, explain, solve

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


def _best_of(times: int, work: Callable[[], object]) -> float:
    """Seconds of the quickest of several runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def _solve_all(problems: Problems) -> float:
    return _best_of(3, lambda: [solve(problem) for problem in problems])


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
    return _best_of(3, lambda: linear_sum_assignment(matrix))


def rows() -> list[tuple[str, float, str]]:
    """The assignment's rows of the budget table."""
    county, large, city = tiers(OFFICE_OF_151), tiers((160, 800)), tiers(CITY_OF_3000)
    base = _scipy_base(large[0])
    measured: list[tuple[str, float, str]] = []
    if base is not None:
        measured.append(("scipy linear_sum_assignment 800 × 160", base, "base, compiled; minimums left out"))
    for what, problems, budget in (
        ("assignment 151 in five tiers", county, "≤ 0.020 s"),
        ("assignment 800 × 160", large, "≤ 0.3 s"),
        ("assignment 3,006 in five tiers", city, "≤ 2 s"),
    ):
        seconds = _solve_all(problems)
        ratio = "" if base is None else f", {seconds / base:.1f} × base"
        measured.append((what, seconds, budget + ratio))
    first = solve(city[-1])
    leaver = city[-1].upper[0].id
    before = {low: up if up != leaver else -1 for low, up in first.assign.items()}
    again = _best_of(3, lambda: solve(city[-1], before))
    measured.append(("re-assignment 1900 × 1000", again, "one liaison's people are moved"))
    measured.append(("explain 1900 × 1000", _best_of(3, lambda: explain(city[-1], first)), ""))
    return measured


if __name__ == "__main__":
    for what, seconds, note in rows():
        print(f"{what:40} {seconds:8.4f} s  {note}")
