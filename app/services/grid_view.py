"""What the liaison desk answers: the grid on a day, a plan before it is carried out, what a check found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.liaison import Guest, Scheme, Tiering, Vacancy
from app.domain.member import Member


@dataclass(frozen=True, slots=True)
class Pair:
    """One link of the grid with its reason.

    `worse_by`: how much the whole sum grows if this person alone went to `next_best` (None: nobody else may).
    """

    upper: int
    lower: int
    since: str
    pinned: bool
    shared: tuple[str, ...]
    cost: int
    next_best: int | None
    worse_by: int | None


@dataclass(frozen=True, slots=True)
class Grid:
    """The liaison grid as of one day. `orphans` are active members who should have a liaison and have none."""

    day: str
    scheme: Scheme
    tiering: Tiering
    guests: tuple[Guest, ...]
    pairs: tuple[Pair, ...]
    orphans: tuple[int, ...]
    members: Mapping[int, Member] = field(repr=False)

    @property
    def upper_of(self) -> dict[int, Pair]:
        """Lower id → link."""
        return {pair.lower: pair for pair in self.pairs}

    def lowers_of(self, upper: int) -> list[Pair]:
        """The links that one liaison holds."""
        return [pair for pair in self.pairs if pair.upper == upper]

    @property
    def loads(self) -> dict[int, int]:
        """How many active people each liaison has; only those with at least one."""
        loads: dict[int, int] = {}
        for pair in self.pairs:
            loads[pair.upper] = loads.get(pair.upper, 0) + 1
        return loads

    def uppers_of(self, number: int) -> dict[int, int]:
        """Who may liaise tier `number`: id → tier. The tier above, or with 跨级 the nearest above that has people."""
        for above in range(number - 1, 0, -1):
            able = {member.id: above for member in self.tiering.tiers[above]}
            able |= {guest.id: above for guest in self.guests if guest.tier == above}
            if able or not self.scheme.skip_empty:
                return able
        return {}

    @property
    def vacancies(self) -> tuple[Vacancy, ...]:
        """The tiers without people, but for those in which a guest stands."""
        filled = {guest.tier for guest in self.guests}
        return tuple(
            one for one in self.tiering.vacancies if one.tier not in filled or self.tiering.tiers[one.tier]
        )

    @property
    def waiting(self) -> tuple[int, ...]:
        """The orphans whom nobody may liaise: 上级空缺."""
        tier_of = self.tiering.tier_of
        empty = {tier.number for tier in self.scheme.tiers[1:] if not self.uppers_of(tier.number)}
        return tuple(one for one in self.orphans if tier_of[one] in empty)

    def name(self, person: int) -> str:
        """Name a member or a guest."""
        if person in self.members:
            return self.members[person].name
        return next((guest.name for guest in self.guests if guest.id == person), "（已不在名册）")


@dataclass(frozen=True, slots=True)
class LevelPlan:
    """What an assignment gives one tier: who gets whom, and how good it is."""

    lower_tier: int
    assign: Mapping[int, int]
    unassigned: tuple[int, ...]
    loads: Mapping[int, int]
    objective: int


@dataclass(frozen=True, slots=True)
class Plan:
    """An assignment before it is carried out: `moved` change their liaison, `added` had none, `kept` stay."""

    day: str
    grid: Grid
    levels: tuple[LevelPlan, ...]
    moved: tuple[int, ...]
    added: tuple[int, ...]
    kept: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with the grid; `member` is the id it is about, 0 when it is about the whole."""

    kind: str
    member: int
    message: str
