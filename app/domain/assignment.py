"""Who liaises whom at the least sum: exact, the same every time, with a reason for every pair.

The sum is Σ cost of the chosen pairs + load weight × Σ load². Re-assignment counts moved people first and that
sum second. Everything is whole numbers: what comes first is multiplied by more than what comes second can ever
amount to, so one solver serves all and the result is a proven optimum, not a near one. People and liaisons are
sorted by id before anything else, so tied optima are broken the same way whatever the order of the rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import repeat
from operator import add
from typing import Generic

from app.domain.assignment_clash import Clash, Infeasible, pins_over_max, too_few, too_many
from app.domain.assignment_flow import Flow, Liaison
from app.domain.assignment_problem import Id, Problem, ProblemError, Upper

__all__ = [
    "Choice",
    "Clash",
    "Infeasible",
    "Problem",
    "ProblemError",
    "Solution",
    "Upper",
    "evaluate",
    "explain",
    "solve",
]


@dataclass(frozen=True)
class Solution(Generic[Id]):
    """Everyone's liaison (sorted by id), each liaison's load, the sum, and who has another liaison than before."""

    objective: int
    assign: Mapping[Id, Id]
    loads: Mapping[Id, int]
    moved: tuple[Id, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Write the answer of `grid solve`; ids become strings."""
        return {
            "objective": self.objective,
            "assign": {str(lower): str(upper) for lower, upper in self.assign.items()},
            "loads": {str(upper): load for upper, load in self.loads.items()},
        }


@dataclass(frozen=True)
class Choice(Generic[Id]):
    """Why one person has this liaison: the pair's cost, who would be next, and by how much the sum would worsen.

    `worse_by` is the change of the whole sum (costs and loads) when this person alone moves to `next_best` and
    everyone else stays; both are None when nobody else may take them (回避, absent cost, maximum reached) or when
    the present liaison would fall below the minimum.
    """

    upper: Id
    cost: int
    next_best: Id | None
    worse_by: int | None


def evaluate(problem: Problem[Id], assign: Mapping[Id, Id]) -> Solution[Id]:
    """Sum up an assignment as it stands, perhaps incomplete; raise `ProblemError` for a pair without a cost."""
    loads = dict.fromkeys(sorted(one.id for one in problem.upper), 0)
    total = 0
    for lower, upper in assign.items():
        cost = problem.cost.get(lower, {}).get(upper)
        if cost is None:
            raise ProblemError(f"“{upper}”与“{lower}”不在可选之列（费用表中没有）。", where="assign")
        loads[upper] += 1
        total += cost
    total += problem.load_weight * sum(load * load for load in loads.values())
    return Solution(total, {lower: assign[lower] for lower in sorted(assign)}, loads)


def solve(problem: Problem[Id], previous: Mapping[Id, Id] | None = None) -> Solution[Id]:
    """Give everyone exactly one liaison at the least sum; raise `Infeasible` with a minimal clashing set.

    With `previous` (lower → upper, re-assignment) the number of people whose liaison changes is least, and the sum
    is least among those; people without a previous liaison do not count, and a previous liaison who is gone or no
    longer allowed counts as a change like any other. Without it the sum alone counts (first assignment, 重新优化).
    """
    if (clash := pins_over_max(problem)) is not None:
        raise Infeasible(clash)
    before = previous or {}
    assign = dict(problem.pins)
    assign.update(_Level(problem, before).place_everyone())
    solution = evaluate(problem, assign)
    moved = tuple(lower for lower, upper in solution.assign.items() if before.get(lower, upper) != upper)
    return replace(solution, moved=moved)


class _Level(Generic[Id]):
    """One level of the grid as the network sees it: numbers instead of ids, one number for both aims.

    Staying where one was earns `change`, which exceeds all that the sum can differ by, so moved people count first.
    """

    def __init__(self, problem: Problem[Id], previous: Mapping[Id, Id]) -> None:
        self.problem: Problem[Id] = problem
        self.previous: Mapping[Id, Id] = previous
        self.free: list[Id] = [lower for lower in sorted(problem.lower) if lower not in problem.pins]
        pinned = Counter(problem.pins.values())
        self.liaisons: dict[Id, Liaison] = {
            one.id: Liaison(problem.load_weight, one.min, one.max, pinned[one.id], pinned[one.id])
            for one in sorted(problem.upper, key=lambda one: one.id)
        }
        self.ids: list[Id] = list(self.liaisons)
        self.place: dict[Id, int] = {upper: at for at, upper in enumerate(self.ids)}
        self.avoided: dict[Id, list[Id]] = _avoided(problem)
        people, weight = len(problem.lower), problem.load_weight
        least, most = _extremes(problem)
        self.change = people * (most - least) + weight * people * people + 1 if previous else 0
        largest = max(most, -least) + self.change + weight * (2 * people + 1) + 1
        self.limit = 4 * (len(self.ids) + 2) * largest

    def place_everyone(self) -> dict[Id, Id]:
        """Give each person without a pin an upper; raise `Infeasible` when there is no place or too few people."""
        kinds: dict[tuple[int, ...], int] = {}
        kind_of = [kinds.setdefault(tuple(self._row(lower)), len(kinds)) for lower in self.free]
        classes: dict[tuple[int, ...], list[Id]] = {}
        columns: Iterable[tuple[int, ...]] = zip(*kinds, strict=True) if kinds else repeat((), len(self.ids))
        for upper, column in zip(self.ids, columns, strict=True):
            classes.setdefault(column, []).append(upper)
        members = list(classes.values())
        rows = list(zip(*classes, strict=True)) or [()] * len(kinds)
        flow = Flow(rows, [[self.liaisons[upper] for upper in uppers] for uppers in members], self.limit)
        for position, kind in enumerate(kind_of):
            if not flow.insert(kind):
                raise Infeasible(self._without_place(flow, kind_of[: position + 1], members))
        if not flow.meet_minimums():
            raise Infeasible(too_few(self.problem))
        return self._handed_out(flow, kind_of, members)

    def _row(self, lower: Id) -> list[int]:
        """Costs of a person in order of the uppers' ids, less the reward for staying; ∞ where not allowed."""
        row = _costs(self.problem, lower, self.ids, 2 * self.limit)
        for upper in self.avoided.get(lower, ()):
            row[self.place[upper]] = 2 * self.limit
        if lower in self.previous and self.previous[lower] in self.place:
            row[self.place[self.previous[lower]]] -= self.change
        return row

    def _without_place(self, flow: Flow, kind_of: list[int], members: list[list[Id]]) -> Clash[Id]:
        """The last person of `kind_of`, and all who fill the liaisons that moving others about could free.

        Each of them could step aside for the last one along the search's path, so the set is minimal.
        """
        kinds, classes = flow.blocked(kind_of[-1])
        uppers = {upper for at in classes for upper in members[at]}
        people: list[Id] = [lower for lower, kind in zip(self.free, kind_of, strict=False) if kind in kinds]
        pinned: list[Id] = [lower for lower, upper in self.problem.pins.items() if upper in uppers]
        return too_many(self.problem, people + pinned, uppers)

    def _handed_out(self, flow: Flow, kind_of: list[int], members: list[list[Id]]) -> dict[Id, Id]:
        """Name the people of each kind and the liaisons of each class, both in order of id."""
        waiting: dict[int, list[Id]] = {}
        for lower, kind in zip(reversed(self.free), reversed(kind_of), strict=True):
            waiting.setdefault(kind, []).append(lower)
        assign: dict[Id, Id] = {}
        for at, uppers in enumerate(members):
            places = [
                one for one in uppers for _ in range(self.liaisons[one].load - self.liaisons[one].fixed)
            ]
            people = [
                waiting[kind].pop() for kind in sorted(flow.flow[at]) for _ in range(flow.flow[at][kind])
            ]
            assign.update(zip(people, places, strict=True))
        return assign


def _extremes(problem: Problem[Id]) -> tuple[int, int]:
    """The least and the largest cost of any pair; 0 and 0 when there is none."""
    rows = [row.values() for row in problem.cost.values() if row]
    return min(map(min, rows), default=0), max(map(max, rows), default=0)


def _avoided(problem: Problem[Id]) -> dict[Id, list[Id]]:
    """Lower → the uppers it must not have (回避)."""
    avoided: dict[Id, list[Id]] = {}
    for lower, upper in problem.forbidden:
        avoided.setdefault(lower, []).append(upper)
    return avoided


def _costs(problem: Problem[Id], lower: Id, uppers: list[Id], never: int) -> list[int]:
    """One person's costs in the order of `uppers`; `never` where the pair is absent."""
    costs = problem.cost.get(lower, {})
    if len(costs) == len(uppers):
        return list(map(costs.__getitem__, uppers))
    return [costs.get(upper, never) for upper in uppers]


def explain(problem: Problem[Id], solution: Solution[Id]) -> dict[Id, Choice[Id]]:
    """Give everyone's `Choice`, sorted by id; among equals the next best is the one with the least id.

    For an optimum `worse_by` is never negative, with two exceptions that are the point of it: for a pinned person
    it is what lifting the pin and moving them would change, and after a re-assignment, which keeps people where
    they are, it may show that a move would now be better.
    """
    uppers = sorted(solution.loads)
    bounds = {one.id: one for one in problem.upper}
    never = 4 * (max(map(abs, _extremes(problem))) + problem.load_weight * (len(problem.lower) + 1) + 1)
    place = {upper: at for at, upper in enumerate(uppers)}
    avoided: dict[Id, list[Id]] = _avoided(problem)
    loads = [solution.loads[upper] for upper in uppers]
    joining = [
        2 * problem.load_weight * load if (most := bounds[upper].max) is None or load < most else never
        for upper, load in zip(uppers, loads, strict=True)
    ]
    choices: dict[Id, Choice[Id]] = {}
    for lower, upper in solution.assign.items():
        cost, load = problem.cost[lower][upper], solution.loads[upper]
        sums = list(map(add, _costs(problem, lower, uppers, never), joining))
        sums[place[upper]] = never
        for other in avoided.get(lower, ()):
            sums[place[other]] = never
        best = min(sums)
        if best >= never // 2 or load <= bounds[upper].min:
            choices[lower] = Choice(upper, cost, None, None)
            continue
        worse_by = best - cost - 2 * problem.load_weight * (load - 1)
        choices[lower] = Choice(upper, cost, uppers[sums.index(best)], worse_by)
    return choices
