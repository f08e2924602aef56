"""From the grid to the assignment problem of one level: who may liaise whom, at what cost, within which bounds."""

from __future__ import annotations

from app.db.links import LinkRules
from app.domain.assignment import Problem, Upper
from app.domain.liaison import cost_table
from app.services.grid_view import Grid


def level_problem(grid: Grid, number: int, rules: LinkRules) -> Problem[int]:
    """Give the problem whose lower side is tier `number`; rules about people not on this level are left out."""
    able = grid.uppers_of(number)
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
