"""A team of one 届 on a day: 街道小组, 党小组, 委员工作室, 智库 …, and each 专委会; members and people who are no 委员."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.domain.member import Seat

COMMITTEE = "专委会"
"""The kind under which 专委会 stand among the teams; their members' seats are the field `committees`, of no kind."""

ANY_TEAM = "小组"
"""The kind of a team of which no kind was said."""

LEADER = "负责人"
LEADING = ("负责人", "主任", "组长", "召集人", "站长", "室长", "会长", "书记", "领衔委员")
"""Roles of whoever leads a team: they stand first and are named as its 负责人."""
TEAM_ROLES = ("负责人", "组长", "副组长", "召集人", "联络员", "秘书", "成员")
COMMITTEE_ROLES = ("主任", "副主任", "兼职副主任", "委员")
OUTSIDER_ROLES = ("信息员", "召集人", "联络员", "文史专员", "特约研究员", "专家", "志愿者")

NOBODY = 0
"""Chosen for a name in a list of teams that means none of the 委员 who bear it."""


@dataclass(frozen=True, slots=True)
class TeamKind:
    """A kind of team; `place`: formed by 片区, so that it tells where a member belongs; `outsiders`: takes people who are no 委员."""

    name: str
    place: bool = False
    outsiders: bool = False


@dataclass(frozen=True, slots=True)
class Teammate:
    """A 委员 in a team: the membership's id, name, role, and since when (empty: since ever)."""

    id: int
    name: str
    role: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Outsider:
    """Somebody in a team who is no 委员; `starts` and `ends` are the 聘期 (partial dates, empty: open)."""

    id: int
    team: int
    name: str
    role: str = ""
    starts: str = ""
    ends: str = ""
    more: Mapping[str, str] = field(default_factory=dict)

    def serves(self, day: str) -> bool:
        """Whether the 聘期 holds on a day; a partial end ends with its month or year."""
        return self.starts[: len(day)] <= day and (not self.ends or day[: len(self.ends)] < _after(self.ends))

    def text(self, key: str) -> str:
        """Give one field of the field table."""
        if key in ("name", "role", "starts", "ends"):
            return str(getattr(self, key))
        return self.more.get(key, "")


@dataclass(frozen=True, slots=True)
class Team:
    """One team on one day. `id` is None while only its members' seats name it; `more` holds the other fields by key."""

    kind: str
    name: str
    id: int | None = None
    more: Mapping[str, str] = field(default_factory=dict)
    members: tuple[Teammate, ...] = ()
    outsiders: tuple[Outsider, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from the other teams of its 届."""
        return self.kind, self.name

    @property
    def is_committee(self) -> bool:
        """Whether a 专委会."""
        return self.kind == COMMITTEE

    @property
    def field(self) -> str:
        """The member field that holds its seats."""
        return "committees" if self.is_committee else "groups"

    @property
    def ended(self) -> str:
        """The day from which it is no more; empty while it lives."""
        return self.more.get("ended", "")

    @property
    def leaders(self) -> tuple[str, ...]:
        """Names of those who lead it, 委员 first."""
        inside = tuple(one.name for one in self.members if is_leading(one.role))
        return inside + tuple(one.name for one in self.outsiders if is_leading(one.role))

    @property
    def size(self) -> int:
        """Everyone in it."""
        return len(self.members) + len(self.outsiders)

    def seat(self, role: str = "") -> Seat:
        """A place in it."""
        return Seat(self.name, role, "" if self.is_committee else self.kind)

    def holds(self, seat: Seat) -> bool:
        """Whether a seat of the field `field` is one in this team."""
        return seat.name == self.name and (self.is_committee or (seat.kind or ANY_TEAM) == self.kind)

    def text(self, key: str) -> str:
        """Give one field of the field table as a list shows it."""
        if key in ("kind", "name"):
            return str(getattr(self, key))
        if key == "leader":
            return "、".join(self.leaders)
        if key == "members":
            return "、".join(one.name for one in self.members)
        return self.more.get(key, "")

    def alive(self, day: str) -> bool:
        """Whether it is there on a day: not ended yet."""
        return not self.ended or day[: len(self.ended)] < self.ended


def is_leading(role: str) -> bool:
    """Whether a role leads the team: 主任 does, 副主任 and 兼职副主任 do not; of several (秘书、组长) one is enough."""
    return any(one in LEADING for one in role.split("、"))


def in_team_order(people: Iterable[Teammate], place: Mapping[int, int]) -> tuple[Teammate, ...]:
    """Whoever leads first, then their deputies, then the others; equals as in the roster (`place`: id → its place)."""
    return tuple(sorted(people, key=lambda one: (_standing(one.role), place.get(one.id, len(place)))))


def _standing(role: str) -> int:
    if is_leading(role):
        return 0
    return 1 if "副" in role else 2 if role and role not in ("成员", "委员") else 3


def _after(ends: str) -> str:
    """The first part of a day behind a 聘期: a whole day is not part of it any more, a month or a year is to its end."""
    if len(ends) == len("2026-11-22"):
        return ends
    if len(ends) == len("2026"):
        return f"{int(ends) + 1:04}"
    year, month = int(ends[:4]), int(ends[5:7])
    return f"{year + month // 12:04}-{month % 12 + 1:02}"
