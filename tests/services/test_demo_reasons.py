"""Every reason the demo's grid gives is worked out anew, from the members alone, the slow and obvious way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from app.domain.member import Member
from app.office import Office
from app.services import demo_year
from app.services.grid_view import Grid

DAY = "2026-11-01"
WEIGHTS = {"同专委会": 40, "同界别": 30, "同片区": 20, "同小组": 10}
LOAD = 4


@pytest.fixture(scope="module")
def grid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grid]:
    path = tmp_path_factory.mktemp("演示") / "演示.liange"
    demo_year.play(path).close()
    office = Office.open(path, read_only=True, today=lambda: date.fromisoformat(DAY))
    yield office.liaison.grid(DAY)
    office.close()


def affinities(one: Member, other: Member) -> list[str]:
    """What two members share, read off their fields."""
    found = []
    if {seat.name for seat in one.committees} & {seat.name for seat in other.committees}:
        found.append("同专委会")
    if one.sector and one.sector == other.sector:
        found.append("同界别")
    if one.area and one.area == other.area:
        found.append("同片区")
    mine = {(seat.kind, seat.name) for seat in one.groups if seat.name != one.area}
    if mine & {(seat.kind, seat.name) for seat in other.groups if seat.name != other.area}:
        found.append("同小组")
    return found


def whole_sum(grid: Grid, assign: dict[int, int]) -> int:
    """Σ cost + load weight × Σ load² of one level, from scratch."""
    costs = 0
    for lower, upper in assign.items():
        shared = affinities(grid.members[upper], grid.members[lower])
        costs += sum(weight for name, weight in WEIGHTS.items() if name not in shared)
    return costs + LOAD * sum(load * load for load in Counter(assign.values()).values())


def test_演示的权重就是默认的权重(grid: Grid) -> None:
    weights = grid.scheme.weights
    assert (weights.committee, weights.sector, weights.area, weights.team, weights.load) == (
        *WEIGHTS.values(),
        LOAD,
    )


def test_每一对的共同点和费用(grid: Grid) -> None:
    assert len(grid.pairs) == 150
    for pair in grid.pairs:
        shared = affinities(grid.members[pair.upper], grid.members[pair.lower])
        assert list(pair.shared) == shared
        assert pair.cost == sum(weight for name, weight in WEIGHTS.items() if name not in shared)


@pytest.mark.parametrize("tier", [2, 3, 4, 5])
def test_每一对的次优和整体增加(grid: Grid, tier: int) -> None:
    lowers = {member.id for member in grid.tiering.tiers[tier]}
    uppers = [member.id for member in grid.tiering.tiers[tier - 1]]
    assign = {pair.lower: pair.upper for pair in grid.pairs if pair.lower in lowers}
    now = whole_sum(grid, assign)
    for pair in grid.pairs:
        if pair.lower not in lowers:
            continue
        moved = {
            upper: whole_sum(grid, {**assign, pair.lower: upper}) - now
            for upper in uppers
            if upper != pair.upper
        }
        best = min(moved.items(), key=lambda item: (item[1], item[0]), default=(None, None))
        assert (pair.next_best, pair.worse_by) == best
