"""What the page shows of a grid: who stands in which tier, in what state, with whom; one sentence for each person.

Made once after each reading; the drawing, the table, the panel and the screen reader all speak from it. No Qt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.liaison import CHINESE
from app.domain.member import Member
from app.ui.pages.grid.layout import Content, Form, Occupant

if TYPE_CHECKING:
    from app.services.grid_view import Grid, Pair

ORPHAN, VACANT, SUSPENDED, GUEST = "未分配", "上级空缺", "暂停", "非委员"


@dataclass(frozen=True, slots=True)
class Figure:
    """One person of the grid. `load`: how many people they liaise (None in the last tier). `state`: a word, or empty."""

    id: int
    name: str
    tier: int
    load: int | None
    state: str = ""
    upper: int | None = None
    pinned: bool = False

    @property
    def wrong(self) -> bool:
        """Whether the state is something to be put right."""
        return self.state in (ORPHAN, VACANT)

    @property
    def note(self) -> str:
        """The line below the name of a card."""
        load = "" if self.load is None else f"联系 {self.load} 人"
        return self.state if self.wrong or self.state == SUSPENDED else f"{self.state} {load}".strip()


@dataclass(frozen=True, slots=True)
class TierFacts:
    """One tier: its people in order (guests last), those suspended, and the word about a vacancy."""

    number: int
    name: str
    people: tuple[Figure, ...]
    guests: tuple[Figure, ...]
    suspended: tuple[Figure, ...]
    vacancy: str = ""

    @property
    def title(self) -> str:
        """一级 …"""
        return f"{CHINESE[self.number]}级"

    @property
    def orphans(self) -> int:
        """How many here have no liaison."""
        return sum(figure.wrong for figure in self.people)


@dataclass(frozen=True)
class County:
    """The whole grid as the page shows it. `order` is the way of the arrow keys and of the screen reader."""

    grid: Grid
    tiers: tuple[TierFacts, ...]
    figures: Mapping[int, Figure]
    pairs: Mapping[int, Pair]
    lowers: Mapping[int, tuple[int, ...]]
    order: tuple[int, ...] = field(default=())

    def ids(self, state: str) -> list[int]:
        """Everybody in one state."""
        return [identity for identity in self.order if self.figures[identity].state == state]

    @property
    def total(self) -> int:
        """How many members stand in the grid; equals the active members of the roster."""
        return self.grid.tiering.total

    def member(self, identity: int) -> Member | None:
        """The member behind a figure; None for a guest."""
        return self.grid.members.get(identity)

    def contents(self) -> list[Content]:
        """What the layout is to place."""
        last = len(self.tiers)
        return [Content(tier.number, form_of(tier.number, last), _occupants(tier)) for tier in self.tiers]

    def sentence(self, identity: int) -> str:
        """Say everything about one person that the drawing shows: for tooltips and screen readers."""
        figure = self.figures[identity]
        said = [figure.name, f"{CHINESE[figure.tier]}级"]
        member = self.member(identity)
        if member is not None:
            said += [
                *member.posts,
                *filter(None, (member.sector,)),
                *(seat.name for seat in member.committees),
            ]
        if figure.state:
            said.append(figure.state)
        if figure.upper is not None:
            said.append(f"上级 {self.grid.name(figure.upper)}" + ("（指定）" if figure.pinned else ""))
        if figure.load is not None and figure.state != SUSPENDED:
            said.append(f"联系 {figure.load} 人")
        return " · ".join(said)


def form_of(number: int, last: int) -> Form:
    """The top two tiers as wide cards, the bottom two upright, what lies between as cards."""
    if number <= 2:
        return Form.WIDE
    return Form.UPRIGHT if number > last - 2 else Form.CARD


def _occupants(tier: TierFacts) -> list[Occupant]:
    found = [Occupant(figure.id, figure.name, figure.note) for figure in (*tier.people, *tier.guests)]
    if tier.suspended:
        found.append(Occupant(0, SUSPENDED))
        found += [Occupant(figure.id, figure.name, figure.note) for figure in tier.suspended]
    return found


Ordering = Callable[[Iterable[Member]], list[Member]]


def county(grid: Grid, in_order: Ordering) -> County:
    """Tell the page's facts from a grid; `in_order` puts members into the office's rank order."""
    pairs = grid.upper_of
    loads = grid.loads
    last = len(grid.scheme.tiers)
    orphans = {**dict.fromkeys(grid.orphans, ORPHAN), **dict.fromkeys(grid.waiting, VACANT)}

    def figure(member: Member, tier: int, state: str) -> Figure:
        pair = pairs.get(member.id)
        load = loads.get(member.id, 0) if tier < last else None
        return Figure(
            member.id,
            member.name,
            tier,
            load,
            state,
            pair.upper if pair else None,
            bool(pair and pair.pinned),
        )

    tiers = []
    for tier in grid.scheme.tiers:
        number = tier.number
        people = tuple(figure(m, number, orphans.get(m.id, "")) for m in in_order(grid.tiering.tiers[number]))
        aside = [grid.members[i] for i, place in grid.tiering.suspended.items() if place == number]
        guests = tuple(
            Figure(g.id, g.name, number, loads.get(g.id, 0), GUEST) for g in grid.guests if g.tier == number
        )
        suspended = tuple(figure(member, number, SUSPENDED) for member in in_order(aside))
        tiers.append(TierFacts(number, tier.name, people, guests, suspended, _vacancy(grid, number)))
    figures = {f.id: f for tier in tiers for f in (*tier.people, *tier.guests, *tier.suspended)}
    return County(grid, tuple(tiers), figures, pairs, _lowers(grid.pairs, list(figures)), tuple(figures))


def _vacancy(grid: Grid, number: int) -> str:
    """The word about a tier without people; a 党组书记 in place of the 主席 is said in brief."""
    return next((vacancy.message for vacancy in grid.vacancies if vacancy.tier == number), "")


def _lowers(pairs: Sequence[Pair], order: Sequence[int]) -> dict[int, tuple[int, ...]]:
    place = {identity: at for at, identity in enumerate(order)}
    found: dict[int, list[int]] = {}
    for pair in sorted(pairs, key=lambda pair: place.get(pair.lower, len(place))):
        found.setdefault(pair.upper, []).append(pair.lower)
    return {upper: tuple(lowers) for upper, lowers in found.items()}
