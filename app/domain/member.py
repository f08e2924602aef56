"""A 委员 as the office sees one on a given day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.workplace import workplace

ACTIVE = "在册"
SUSPENDED = "暂停履职"
LEFT = ("辞职", "劝辞", "撤销", "去世", "调离", "届满")
STATUSES = (ACTIVE, SUSPENDED, *LEFT)

PARTY = "中共"
PROBATIONARY = "中共预备党员"

AREA_TEAMS = frozenset({"街道小组", "乡镇小组", "镇街小组", "片区小组", "联络组"})
"""Kinds of team that are formed by place, as long as the office says nothing else."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in a committee or a team: `kind` is empty for a 专委会, else the team's kind (街道小组, 党小组 …)."""

    name: str
    role: str = ""
    kind: str = ""


def seats_of(value: object) -> tuple[Seat, ...]:
    """The seats of a value of any field; none where it holds something else."""
    return tuple(item for item in value if isinstance(item, Seat)) if isinstance(value, tuple) else ()


@dataclass(frozen=True, slots=True)
class Member:
    """One membership (person × 届) with the facts that hold on the day it was read for.

    `id` is the membership's; `more` holds every other field of the field table by key, as text
    (an absent key is an empty field). `birth` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. `area_kinds` are the kinds of
    team that are formed by place, in this office.
    """

    id: int
    person_id: int
    name: str
    no: str = ""
    former_name: str = ""
    sex: str = ""
    ethnicity: str = ""
    birth: str = ""
    affiliations: tuple[str, ...] = ()
    sector: str = ""
    committees: tuple[Seat, ...] = ()
    groups: tuple[Seat, ...] = ()
    own_area: str = ""
    employer: str = ""
    job_title: str = ""
    posts: tuple[str, ...] = ()
    rank_no: int | None = None
    status: str = ACTIVE
    since: str = ""
    is_new: bool = False
    more: Mapping[str, str] = field(default_factory=dict)
    area_kinds: frozenset[str] = AREA_TEAMS

    @property
    def is_party_member(self) -> bool:
        """Whether 中共党员, a double affiliation and 预备党员 included (the grid has a switch for the latter)."""
        return PARTY in self.affiliations or PROBATIONARY in self.affiliations

    @property
    def is_probationary(self) -> bool:
        """Whether 预备党员 only."""
        return PROBATIONARY in self.affiliations and PARTY not in self.affiliations

    @property
    def is_active(self) -> bool:
        """在册 and not suspended: counted in every denominator."""
        return self.status == ACTIVE

    @property
    def terms(self) -> str:
        """In how many 届 somebody serves, this one included: as entered, one for somebody new; empty where unknown."""
        return self.more.get("terms_served", "") or ("1" if self.is_new else "")

    @property
    def is_first_term(self) -> bool:
        """新任: ticked so, or known to serve in a first 届."""
        return self.is_new or self.terms == "1"

    @property
    def in_office(self) -> bool:
        """Still a 委员: active or suspended."""
        return self.status in (ACTIVE, SUSPENDED)

    @property
    def area(self) -> str:
        """The 片区: its own field, or else the team that is formed by place (街道小组, 乡镇小组 …)."""
        if self.own_area:
            return self.own_area
        return next((seat.name for seat in self.groups if seat.kind in self.area_kinds), "")

    @property
    def workplace(self) -> str:
        """单位及职务 as one line for paper, without saying the employer twice."""
        return workplace(self.employer, self.job_title)
