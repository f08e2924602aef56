"""What forms are made from: plain facts of one office on one day, gathered by a service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain.dates import written
from app.domain.field_use import FieldUse
from app.domain.liaison import Guest
from app.domain.member import Member
from app.domain.order import ORDER_LABELS, Order
from app.domain.proposal import Proposal
from app.domain.proposal_figures import Figures, figures
from app.domain.seats import SectorSeats
from app.domain.statistics import Style
from app.domain.team import Team


@dataclass(frozen=True, slots=True)
class TierFacts:
    """One tier: its number, name and active members in rank order."""

    number: int
    name: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """One liaison and the active people liaised, in rank order."""

    upper: Member | Guest
    tier: int
    lowers: tuple[Member, ...]
    shared: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GridFacts:
    """The grid as of the day. `orphans` should have a liaison and have none; `notes` say in sentences what is vacant."""

    scheme: str
    tiers: tuple[TierFacts, ...]
    links: tuple[LinkFacts, ...]
    orphans: tuple[Member, ...]
    suspended: tuple[Member, ...]
    notes: tuple[str, ...]

    @property
    def total(self) -> int:
        """Everyone who stands in a tier; equals the active members."""
        return sum(len(tier.members) for tier in self.tiers)

    @property
    def due(self) -> int:
        """Everyone below the top tier, who should have a liaison."""
        return self.total - len(self.tiers[0].members) if self.tiers else 0

    def assigned(self, number: int) -> int:
        """How many of a tier have a liaison."""
        orphans = {member.id for member in self.orphans}
        tier = next(tier for tier in self.tiers if tier.number == number)
        return sum(1 for member in tier.members if member.id not in orphans) if number > 1 else 0

    def loads(self, number: int) -> list[int]:
        """How many people each liaison of a tier has, those with nobody as 0."""
        tier = next(tier for tier in self.tiers if tier.number == number)
        held = {link.upper.id: len(link.lowers) for link in self.links}
        guests = [
            link.upper.id for link in self.links if link.tier == number and isinstance(link.upper, Guest)
        ]
        return [held.get(one, 0) for one in (*(member.id for member in tier.members), *guests)]


@dataclass(frozen=True, slots=True)
class Before:
    """Who counted on another day or in another 届: active members, that day, and what paper calls it."""

    words: str
    day: date
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated that happened to a member: “界别：经济”, since a day (partial dates allowed)."""

    day: str
    words: str


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody joined, left, was suspended or came back on a day, and what it rests on."""

    day: str
    member: Member
    status: str
    joined: bool = False
    left: bool = False
    reason: str = ""
    basis: str = ""
    organ: str = ""


@dataclass(frozen=True, slots=True)
class Moves:
    """What happened after `since` up to the day: `at_first` + joined − left = `at_last`, everyone in office."""

    since: str
    at_first: int
    at_last: int
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """One 承办单位: its name, and whom to call there."""

    name: str
    contact: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a form may ask for. `members` are all who are in office (suspended ones too), in the order asked for.

    `order` says that order in words; `use` which fields the office uses and who may see them. `photos` are by person id,
    `history` by membership id, oldest first. `left` are members whose membership ended in this 届. `proposals` are those of
    one plenary in number order, `style` how its percentages are cut; `sectors` and `categories` are the office's code
    lists in their order. `remarks` say by proposal id why one was not filed or where it went; `leaders` who leads a
    重点提案; `texts` hold the long texts of proposals by field, `sponsors` the memberships that put them forward, by id.
    `units` are the 承办单位 of the office.
    """

    office: str
    term: str
    day: date
    members: tuple[Member, ...] = ()
    left: tuple[Member, ...] = ()
    sectors: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    order: str = ORDER_LABELS[Order.RANK]
    grid: GridFacts | None = None
    plenary: str = ""
    proposals: tuple[Proposal, ...] = ()
    style: Style = field(default_factory=Style)
    remarks: Mapping[int, str] = field(default_factory=dict)
    leaders: Mapping[int, str] = field(default_factory=dict)
    texts: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    sponsors: Mapping[int, Member] = field(default_factory=dict)
    use: FieldUse = field(default_factory=FieldUse)
    teams: tuple[Team, ...] = ()
    seats: tuple[SectorSeats, ...] = ()
    units: tuple[UnitFacts, ...] = ()
    before: Before | None = None
    moves: Moves | None = None
    photos: Mapping[int, bytes] = field(default_factory=dict)
    history: Mapping[int, tuple[Event, ...]] = field(default_factory=dict)

    @property
    def active(self) -> tuple[Member, ...]:
        """Members who count in every denominator: 在册 and not suspended."""
        return tuple(member for member in self.members if member.is_active)

    @property
    def figures(self) -> Figures:
        """The register's figures as of the day."""
        return figures(self.proposals, self.day.isoformat(), self.style)

    @property
    def day_text(self) -> str:
        """The day as paper writes it: 2026年11月22日."""
        return written(self.day.isoformat())

    @property
    def until(self) -> str:
        """“截至2026年11月22日”."""
        return f"截至{self.day_text}"
