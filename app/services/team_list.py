"""Teams as they stand on a day, put together from their rows, the members' seats and the people who are no 委员."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.db.teams import Teams
from app.domain.member import Member
from app.domain.order import Order
from app.domain.team import ANY_TEAM, COMMITTEE, Team, TeamKind, Teammate, in_team_order
from app.services.frame import Frame
from app.services.roster_order import in_order

KINDS = "小组种类"
TEAM_NAMES = "小组"


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many teams of a kind there are, how many 委员 sit in one, how many seats that is, and who has none."""

    kind: TeamKind
    teams: int
    members: int
    seats: int
    outsiders: int
    without: tuple[Member, ...]


def kinds(frame: Frame) -> tuple[TeamKind, ...]:
    """Every kind of team: 专委会 first, then the office's list (or the shipped one), then what seats and rows name beside."""
    place, outsiders = frame.team_kinds("place"), frame.team_kinds("outsiders")
    listed = frame.words(KINDS)
    named = [row.kind for row in Teams(frame.data).of_term(frame.term().id)]
    held = [kind or ANY_TEAM for kind in Teams(frame.data).group_kinds(frame.term().id)]
    return tuple(
        TeamKind(name, name in place, name in outsiders or name == COMMITTEE)
        for name in dict.fromkeys((COMMITTEE, *listed, *named, *held))
    )


def teams_on(frame: Frame, day: str) -> list[Team]:
    """Every team of the current 届 as it stands on a day, those dissolved by then too: by kind, then as entered."""
    found: list[Team] = frame.kept.get(("teams", frame.term().id, day), lambda: _read(frame, day))
    return found


def _read(frame: Frame, day: str) -> list[Team]:
    term, teams = frame.term().id, Teams(frame.data)
    rows = {(row.kind, row.name): row for row in teams.of_term(term)}
    mates = _mates(frame, teams, day)
    outside = defaultdict(list)
    for outsider in teams.outsiders(term):
        if outsider.serves(day):
            outside[outsider.team].append(outsider)
    found = []
    for kind, name in dict.fromkeys((*_listed(frame), *rows, *sorted(mates))):
        row = rows.get((kind, name))
        found.append(
            Team(
                kind,
                name,
                row.id if row else None,
                row.more if row else {},
                mates.get((kind, name), ()),
                tuple(outside[row.id]) if row else (),
            )
        )
    order = [kind.name for kind in kinds(frame)]
    known = {name: place for place, name in enumerate(frame.registry.codes(TEAM_NAMES))}
    return sorted(
        found,
        key=lambda team: (
            order.index(team.kind),
            0 if team.is_committee else known.get(team.name, len(known)),
        ),
    )


def _listed(frame: Frame) -> list[tuple[str, str]]:
    """专委会 of the office's list are there even while nobody sits in them."""
    return [(COMMITTEE, name) for name in frame.registry.codes(COMMITTEE)]


def _mates(frame: Frame, teams: Teams, day: str) -> Mapping[tuple[str, str], tuple[Teammate, ...]]:
    """Who of those in office sits where; two roles in one team are one line."""
    people = {member.id: member for member in frame.people(day) if member.in_office}
    found: defaultdict[tuple[str, str], dict[int, Teammate]] = defaultdict(dict)
    for fact in teams.seats(frame.term().id):
        if fact.member not in people or fact.starts > day or (fact.ends and fact.ends <= day):
            continue
        key = (COMMITTEE if fact.field == "committees" else fact.seat.kind or ANY_TEAM, fact.seat.name)
        before = found[key].get(fact.member)
        roles = dict.fromkeys(filter(None, (before.role if before else "", fact.seat.role)))
        since = min(before.since, fact.starts) if before else fact.starts
        found[key][fact.member] = Teammate(fact.member, people[fact.member].name, "、".join(roles), since)
    ranked = in_order(people.values(), Order.RANK, frame.registry.codes("界别"))
    place = {member.id: number for number, member in enumerate(ranked)}
    return {key: in_team_order(mates.values(), place) for key, mates in found.items()}


def counts(teams: Sequence[Team], known: Sequence[TeamKind], people: Sequence[Member]) -> list[KindCount]:
    """Count teams and people per kind; `without` are those in office who have no seat of the kind."""
    found = []
    for kind in known:
        own = [team for team in teams if team.kind == kind.name]
        seated = {mate.id for team in own for mate in team.members}
        found.append(
            KindCount(
                kind,
                len(own),
                len(seated),
                sum(len(team.members) for team in own),
                sum(len(team.outsiders) for team in own),
                tuple(member for member in people if member.in_office and member.id not in seated),
            )
        )
    return found
