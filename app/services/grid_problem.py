"""From the grid to the assignment problem of one level: who may liaise whom, at what cost, within which bounds."""

from __future__ import annotations

from app.db.links import LinkRules
from app.domain.assignment import Problem, Upper
from app.domain.liaison import cost_table
from app.services.grid_view import Grid


def uppers_of(grid: Grid, number: int) -> dict[int, int]:
    """Who may liaise tier `number`: id → tier. The tier above, or with 跨级 the nearest above that has people."""
    for above in range(number - 1, 0, -1):
        able = {member.id: above for member in grid.tiering.tiers[above]}
        able |= {guest.id: above for guest in grid.guests if guest.tier == above}
        if able or not grid.scheme.skip_empty:
            return able
    return {}


def level_problem(grid: Grid, number: int, rules: LinkRules) -> Problem[int]:
    """Give the problem whose lower side is tier `number`; rules about people not on this level are left out."""
    able = uppers_of(grid, number)
    lowers = list(grid.tiering.tiers[number])
    members = [grid.members[upper] for upper in able if upper in grid.members]
    guests = [guest for guest in grid.guests if guest.id in able]
    bounds = {tier.number: tier for tier in grid.scheme.tiers}
    ids = {lower.id for lower in lowers}
    return Problem(
        upper=tuple(Upper(u, bounds[t].smallest, bounds[t].largest) for u, t in sorted(able.items())),
        lower=tuple(sorted(ids)),
        cost=cost_table(members, guests, lowers, grid.scheme.weights) if able else {},
        load_weight=grid.scheme.weights.load,
        pins={lower: upper for lower, upper in rules.pins.items() if lower in ids and upper in able},
        forbidden=frozenset(
            (lower, upper) for lower, upper in rules.forbidden if lower in ids and upper in able
        ),
    )
