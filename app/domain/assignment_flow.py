"""Successive shortest augmenting paths for one level of the grid, on small integers.

The network: kinds of people (identical cost rows are one kind) → classes of liaisons (identical columns are one
class) → places. The n-th place of a liaison costs more than the one before (convex), so taking the cheapest place
of a class first is right, and each person is brought in along a path of least cost (Dijkstra on costs reduced by
prices). Minimums come last: each place still missing is filled along a path of least cost that begins at a liaison
with people to spare. Prices prove the optimum: at the end no cycle of changes can lower the sum.

Two observations keep it quick in plain Python. All people of a kind have the same dual, so a kind is looked at
once per search. And prices only rise, so for each kind a short list of the nearest classes with a floor below
which no other class can lie stands for the whole row; the row itself is read again only when a search reaches
the floor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush, heapreplace
from operator import add

NEAREST = 16
WIDEN = 4
SPREAD = 7919  # a prime: kinds begin their ties at different classes, or all would crowd the first ones


@dataclass(slots=True)
class Liaison:
    """The places of one liaison: `load` people now, of whom `fixed` cannot leave; the n-th costs weight·(2n − 1)."""

    weight: int
    least: int
    most: int | None
    fixed: int
    load: int

    def next_cost(self) -> int | None:
        """What one more person would cost; None when full."""
        return None if self.load == self.most else self.weight * (2 * self.load + 1)

    def last_cost(self) -> int | None:
        """What one person less would save; None when nobody can be spared."""
        return self.weight * (2 * self.load - 1) if self.load > max(self.least, self.fixed) else None

    def missing_cost(self) -> int | None:
        """What one more person would cost while the minimum is not reached; None when it is."""
        return self.weight * (2 * self.load + 1) if self.load < self.least else None


@dataclass(slots=True)
class Search:
    """One Dijkstra: how far it got and how it came there. Distances are sums of reduced costs, from 0."""

    length: int
    end: int = -1
    near: dict[int, int] = field(default_factory=dict)
    settled: dict[int, int] = field(default_factory=dict)
    entered_by: dict[int, int] = field(default_factory=dict)  # class → the kind that moves into it
    left_from: dict[int, int] = field(default_factory=dict)  # kind → the class one of them leaves
    base: dict[int, int] = field(default_factory=dict)  # kind → its distance minus its dual
    heap: list[tuple[int, int]] = field(default_factory=list)


class Flow:
    """People in places, one at a time. First `insert` everyone, then `meet_minimums`, never the other way round.

    `rows[kind][class]` is a cost, at least `limit` where not allowed; `classes[class]` are its liaisons. `limit`
    must exceed every sum of costs along a path, and twice that stands for ∞. After each `insert` the sum is the
    least for the people so far. A price lies above `ground`, which is taken off where it meets the cost of a place:
    so all prices can fall or rise at once, and each by itself only rises.
    """

    def __init__(
        self, rows: Sequence[Sequence[int]], classes: Sequence[Sequence[Liaison]], limit: int
    ) -> None:
        self.rows = rows
        self.classes = classes
        self.limit = limit
        self.ground = 0
        self.flow: list[dict[int, int]] = [{} for _ in classes]
        self.places = [_places(liaisons) for liaisons in classes]
        self.price = [places[0][0] if places else 0 for places in self.places]
        # What the next place costs above the price; ∞ where all are taken, and still ≥ `limit` after any rise.
        self.gap = [0 if places else 2 * limit for places in self.places]
        self._width = [NEAREST] * len(rows)
        self._floor = [-limit] * len(rows)
        self._nearest: list[Sequence[int]] = [()] * len(rows)

    def insert(self, kind: int) -> bool:
        """Place one more of a kind at least cost; when impossible, change nothing and return False."""
        search = self._search_from(kind)
        if search.end < 0:
            return False
        self._raise_prices(search)
        self._take_place(search.end)
        self._move_along(search)
        return True

    def blocked(self, kind: int) -> tuple[frozenset[int], frozenset[int]]:
        """Of a kind that cannot be placed: all kinds and all (full) classes that a search from it reaches."""
        search = self._search_from(kind)
        return frozenset(search.base), frozenset(search.settled)

    def meet_minimums(self) -> bool:
        """Fill every liaison to the minimum at least cost; False when people cannot be spared elsewhere."""
        while missing := self._missing():
            search = self._search_from_spare(missing)
            if search.end < 0:
                return False
            self._raise_prices(search)
            self.ground += search.length
            missing[search.end][1].load += 1
            giver = self._move_along(search)
            self._spare()[giver][1].load -= 1
        return True

    # ----------------------------------------------------------------------- places

    def _take_place(self, at: int) -> None:
        places = self.places[at]
        liaison = self.classes[at][places[0][1]]
        liaison.load += 1
        cost = liaison.next_cost()
        if cost is None:
            heappop(places)
        else:
            heapreplace(places, (cost, places[0][1]))
        self.gap[at] = places[0][0] + self.ground - self.price[at] if places else 2 * self.limit

    def _missing(self) -> dict[int, tuple[int, Liaison]]:
        """Class → the cheapest place below a minimum and whose it is."""
        missing: dict[int, tuple[int, Liaison]] = {}
        for at, liaisons in enumerate(self.classes):
            for one in liaisons:
                cost = one.missing_cost()
                if cost is not None and (at not in missing or cost < missing[at][0]):
                    missing[at] = cost, one
        return missing

    def _spare(self) -> dict[int, tuple[int, Liaison]]:
        """Class → the most that one person less would save and with whom."""
        spare: dict[int, tuple[int, Liaison]] = {}
        for at, liaisons in enumerate(self.classes):
            for one in liaisons:
                cost = one.last_cost()
                if cost is not None and (at not in spare or cost > spare[at][0]):
                    spare[at] = cost, one
        return spare

    # ----------------------------------------------------------------------- the search

    def _search_from(self, kind: int) -> Search:
        """The way to a free place for one more of a kind."""
        search = Search(self.limit)
        rise = min(self.gap, default=0)
        if 0 < rise < self.limit:  # no place is at its price: all prices rise alike
            self.ground -= rise
            self.gap = [gap - rise for gap in self.gap]
        dual = self._dual(kind)
        search.base[kind] = -dual
        if dual < self.limit:
            self._look_around(search, kind)
            self._spread(search)
        return search

    def _search_from_spare(self, missing: Mapping[int, tuple[int, Liaison]]) -> Search:
        """The way from anyone who can be spared to a place below a minimum."""
        search = Search(self.limit)
        gaps = {at: cost + self.ground - self.price[at] for at, (cost, _) in missing.items()}
        least = min(gaps.values())  # to be paid in any case, so it does not steer the search
        self.gap = [gaps.get(at, 2 * self.limit + least) - least for at in range(len(self.classes))]
        for at, (cost, _) in self._spare().items():
            search.near[at] = distance = self.price[at] - self.ground - cost
            heappush(search.heap, (distance, at))
            if distance + self.gap[at] < search.length:
                search.length, search.end = distance + self.gap[at], at
        self._spread(search)
        return search

    def _spread(self, search: Search) -> None:
        classes = len(self.price)
        while search.heap:
            distance, at = heappop(search.heap)
            if distance >= search.length:
                return
            if at >= classes:  # a floor: from here on the short list of this kind is not enough
                self._width[at - classes] *= WIDEN
                self._reread(at - classes)
                self._look_around(search, at - classes)
            elif at not in search.settled:
                search.settled[at] = distance
                for kind in self._enter(search, at, distance):
                    self._look_around(search, kind)

    def _raise_prices(self, search: Search) -> None:
        for at, distance in search.settled.items():
            self.price[at] += search.length - distance
            self.gap[at] -= search.length - distance

    def _move_along(self, search: Search) -> int:
        """Move one person on each step of the path; return the class that gives a place up, -1 for none."""
        at = search.end
        while at in search.entered_by:
            kind = search.entered_by[at]
            self.flow[at][kind] = self.flow[at].get(kind, 0) + 1
            if kind not in search.left_from:
                return -1
            at = search.left_from[kind]
            self.flow[at][kind] -= 1
            if not self.flow[at][kind]:
                del self.flow[at][kind]
        return at

    def _enter(self, search: Search, at: int, distance: int) -> list[int]:
        """Whoever is in a class that was reached could leave it; return the kinds not looked at so far."""
        fresh = [kind for kind in self.flow[at] if kind not in search.base]
        for kind in fresh:
            search.left_from[kind] = at
            search.base[kind] = distance - self.rows[kind][at] - self.price[at]
        return fresh

    def _look_around(self, search: Search, kind: int) -> None:
        """Note the classes near a kind; a free place among them bounds the whole search."""
        row, price, gap = self.rows[kind], self.price, self.gap
        base, near, length = search.base[kind], search.near, search.length
        for at in self._nearest[kind]:
            distance = base + row[at] + price[at]
            if distance < length and distance < near.get(at, length):
                near[at] = distance
                search.entered_by[at] = kind
                heappush(search.heap, (distance, at))
                if distance + gap[at] < length:
                    length = distance + gap[at]
                    search.end = at
        search.length = length
        if base + self._floor[kind] < length:
            heappush(search.heap, (base + self._floor[kind], len(price) + kind))

    # ----------------------------------------------------------------------- short lists

    def _dual(self, kind: int) -> int:
        """The least of cost + price over all classes."""
        row, price = self.rows[kind], self.price
        least = min([row[at] + price[at] for at in self._nearest[kind]], default=self.limit)
        if least <= self._floor[kind]:
            return least
        return self._reread(kind)

    def _reread(self, kind: int) -> int:
        """Make the short list anew from the whole row (`_width` long) and return the least sum of the row."""
        sums: list[int] = list(map(add, self.rows[kind], self.price))
        width, classes = self._width[kind], len(sums)
        if width >= classes:
            self._nearest[kind], self._floor[kind] = range(classes), 2 * self.limit
            return min(sums, default=self.limit)
        floor = sorted(sums)[width]
        nearest = [at for at, value in enumerate(sums) if value <= floor]
        ties = [at for at in nearest if sums[at] == floor]
        nearest = [at for at in nearest if sums[at] < floor]
        turn = kind * SPREAD % len(ties)
        nearest += (ties[turn:] + ties[:turn])[: width - len(nearest)]
        self._nearest[kind], self._floor[kind] = nearest, floor
        return min(sums)


def _places(liaisons: Sequence[Liaison]) -> list[tuple[int, int]]:
    """The next place of each liaison of a class, as a heap of (cost, position)."""
    costs = ((one.next_cost(), position) for position, one in enumerate(liaisons))
    places = [(cost, position) for cost, position in costs if cost is not None]
    heapify(places)
    return places
