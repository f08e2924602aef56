"""The chain of one person through the tiers: everyone above, everyone below."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.pages.grid.county import County

MOST_LINES = 90
"""More curves than this say nothing any more; deeper levels are then left to the frames."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from a liaison down to one of their people. `depth` 0 touches the chosen person or leads up from them."""

    upper: int
    lower: int
    depth: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Who belongs to the chain, and the lines between them."""

    people: frozenset[int]
    edges: tuple[Edge, ...]


NO_CHAIN = Chain(frozenset(), ())


def chain(county: County, identity: int | None) -> Chain:
    """Follow the links up to the top and down to the last tier."""
    if identity is None or identity not in county.figures:
        return NO_CHAIN
    edges, people = _upwards(county, identity)
    level, depth = [identity], 0
    while level:
        below = [
            (upper, lower) for upper in level for lower in county.lowers.get(upper, ()) if lower not in people
        ]
        people |= {lower for _, lower in below}
        if len(edges) + len(below) <= MOST_LINES or depth == 0:
            edges += [Edge(upper, lower, depth) for upper, lower in below]
        level, depth = [lower for _, lower in below], depth + 1
    return Chain(frozenset(people), tuple(edges))


def _upwards(county: County, identity: int) -> tuple[list[Edge], set[int]]:
    edges: list[Edge] = []
    people = {identity}
    while (pair := county.pairs.get(identity)) is not None and pair.upper not in people:
        edges.append(Edge(pair.upper, identity, 0))
        identity = pair.upper
        people.add(identity)
    return edges, people
