"""Gathering what forms are made from: the facts of one office on one day, as far as a form needs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from app.db.blobs import Blobs
from app.db.members import Fact
from app.db.registry import Term
from app.db.units import Units
from app.domain.dates import day_before, written
from app.domain.errors import NotFound
from app.domain.fields import MEMBER
from app.domain.liaison import FIVE_TIERS, Guest
from app.domain.member import ACTIVE, LEFT, SUSPENDED, Member
from app.domain.member_choice import means_all, picked
from app.domain.order import ORDER_LABELS, Order
from app.reports.facts import Before, Event, Facts, GridFacts, LinkFacts, Move, Moves, TierFacts, UnitFacts
from app.reports.forms.form import Source
from app.reports.forms.listing import ORDER, ORDERS, PEOPLE
from app.reports.forms.moves import SINCE
from app.reports.forms.structure import COMPARED_DAY, COMPARED_TERM, NO_TERM
from app.reports.forms.teams import team_word
from app.services.frame import OFFICE_NAME, Frame
from app.services.liaison import LiaisonDesk
from app.services.paper_proposals import register_of
from app.services.quotas import seats
from app.services.roster_order import in_order
from app.services.team_list import teams_on

IN_OFFICE = (ACTIVE, SUSPENDED)
TOLD = ("status", "posts", "sector", "committees", "groups", "affiliations", "employer", "job_title")
"""Dated fields whose changes stand in a 登记表."""


def words_of(frame: Frame) -> dict[str, tuple[str, ...]]:
    """Give what an office adds to the choices of options, by their source."""
    teams = [team for team in teams_on(frame, frame.day()) if team.size]
    current = frame.term().id
    return {
        Source.TEAM_KINDS: tuple(dict.fromkeys(team.kind for team in teams)),
        Source.TEAMS: tuple(team_word(team) for team in teams),
        Source.TERMS: tuple(term.name for term in reversed(frame.registry.terms()) if term.id != current),
    }


def gather(frame: Frame, needs: frozenset[str], day: str | None, options: Mapping[str, str]) -> Facts:
    """Give the facts that forms need as of a day; `options` say the order, whom, and what is compared."""
    registry = frame.registry
    order = ORDERS[options.get(ORDER.name, ORDER.default)]
    people = members(frame, day, left=False, order=order)
    if "people" in needs:
        people = chosen(frame, people, options.get(PEOPLE.name, PEOPLE.default), day)
    register = register_of(frame, needs, options, day)
    persons = [member.person_id for member in people] if "photos" in needs else []
    return Facts(
        office=registry.settings().get(OFFICE_NAME, ""), term=frame.term().name,
        day=date.fromisoformat(frame.day(day)), members=tuple(people), left=tuple(members(frame, day, left=True)),
        sectors=tuple(registry.codes("界别")), committees=tuple(registry.codes("专委会")),
        categories=tuple(registry.codes("提案类别")), order=ORDER_LABELS[order],
        grid=_grid(frame, day) if "grid" in needs else None, plenary=register.plenary, proposals=register.proposals,
        style=register.style, remarks=register.remarks, leaders=register.leaders, texts=register.texts,
        sponsors=register.sponsors, use=frame.field_use(),
        teams=tuple(teams_on(frame, frame.day(day))) if "teams" in needs else (),
        seats=seats(frame, day) if "seats" in needs else (),
        units=_units(frame) if "units" in needs else (),
        before=_before(frame, options) if "before" in needs else None,
        moves=_moves(frame, options.get(SINCE.name, ""), frame.day(day)) if "moves" in needs else None,
        photos=Blobs(frame.data).photos(persons) if persons else {},
        history=_history(frame, people, frame.day(day)) if "history" in needs else {},
    )  # fmt: skip


def members(frame: Frame, day: str | None, *, left: bool, order: Order = Order.RANK) -> list[Member]:
    """Give who is in office on a day, or who left, in an order."""
    people = [member for member in frame.people(day) if (member.status in LEFT) == left]
    return in_order(people, order, frame.registry.codes("界别"))


def chosen(frame: Frame, people: list[Member], text: str, day: str | None) -> list[Member]:
    """Give those of `people` whom words name: a name, number or id, a 界别, a 专委会, a team; raises NotFound, Ambiguous."""
    found = picked(people, text, lambda word: frame.member(word, day))
    if not found and not means_all(text):
        raise NotFound(f"“{text}”里没有在任的委员，请核对后再印。", where=text)
    return found


def _units(frame: Frame) -> tuple[UnitFacts, ...]:
    return tuple(
        UnitFacts(unit.name, unit.more.get("contact", ""), unit.more.get("phone", ""))
        for unit in Units(frame.data).all()
    )


# --------------------------------------------------------------------------- another day, another 届


def _before(frame: Frame, options: Mapping[str, str]) -> Before | None:
    """Who counted on the day or in the 届 to compare with; a day wins over a 届, and is of the 届 that was in office."""
    day, name = options.get(COMPARED_DAY.name, ""), options.get(COMPARED_TERM.name, NO_TERM)
    terms, own = frame.registry.terms(), frame.term()
    if day:
        term = term_on(terms, own, day)
        words = written(day) if term == own else f"{term.name}{written(day)}"
    else:
        found = next((one for one in terms if one.name == name), None)
        if found is None:
            return None
        term, words = found, found.name
        day = last_day(term, terms, frame.day_of(term))
    people = [member for member in frame.members.of_term(term.id, day) if member.is_active]
    return Before(words, date.fromisoformat(day), tuple(people))


def term_on(terms: Sequence[Term], own: Term, day: str) -> Term:
    """The 届 that was in office on a day: the one that is looked at if it was, or if it cannot be told."""
    found = [one for one in terms if one.starts <= day and (not one.ends or day <= one.ends)]
    return own if own in found or not found else found[-1]


def last_day(term: Term, terms: Iterable[Term], day: str) -> str:
    """The last day on which a 届 was in office, up to `day`: its own, and none on which the next one had begun."""
    following = sorted(one.starts for one in terms if one.starts > term.starts and one.id != term.id)
    eve = day_before(following[0]) if following and term.starts else ""
    return min(filter(None, (term.ends, eve, day)))


# --------------------------------------------------------------------------- what happened


def _moves(frame: Frame, since: str, day: str) -> Moves:
    """Every coming and going after `since` (empty: since the 届 began) up to a day, oldest first."""
    term = frame.term()
    since = since or term.starts
    found: list[Move] = []
    everyone = frame.members.of_term(term.id, day)
    for member in in_order(everyone, Order.RANK, frame.registry.codes("界别")):
        serving = False
        for fact in (
            one for one in frame.members.facts(member.id) if one.field == "status" and one.starts <= day
        ):
            now = fact.value in IN_OFFICE
            if fact.starts > since:
                found.append(_move(member, fact, joined=now and not serving, left=serving and not now))
            serving = now
    at_first = sum(1 for one in frame.people(since or None) if one.in_office) if since else 0
    at_last = sum(1 for one in everyone if one.in_office)
    found.sort(key=lambda one: one.day)
    return Moves(since, at_first, at_last, tuple(found))


def _move(member: Member, fact: Fact, *, joined: bool, left: bool) -> Move:
    return Move(
        fact.starts, member, fact.value, joined, left, fact.reason, basis=fact.basis, organ=fact.organ
    )


def _history(frame: Frame, people: Iterable[Member], day: str) -> dict[int, tuple[Event, ...]]:
    """Tell of each member what is dated, oldest first; what holds since ever is no event."""
    found: dict[int, tuple[Event, ...]] = {}
    for member in people:
        events = []
        for fact in frame.members.facts(member.id):
            if fact.field in TOLD and fact.starts and fact.starts <= day:
                events.append(Event(fact.starts, _words(fact)))
            if fact.field in ("posts", "committees", "groups") and fact.ends and fact.ends <= day:
                events.append(Event(fact.ends, f"不再：{_what(fact)}"))
        found[member.id] = tuple(sorted(events, key=lambda event: event.day))
    return found


def _words(fact: Fact) -> str:
    why = "，".join(part for part in (fact.reason, fact.basis, fact.organ) if part)
    return f"{MEMBER[fact.field].label}：{_what(fact)}" + (f"（{why}）" if why else "")


def _what(fact: Fact) -> str:
    return f"{fact.value}{fact.role}" if fact.role else fact.value


# --------------------------------------------------------------------------- the grid


def _grid(frame: Frame, day: str | None) -> GridFacts:
    grid = LiaisonDesk(frame).grid(day, explained=False)
    ranked = in_order(grid.members.values(), Order.RANK, frame.registry.codes("界别"))
    position = {member.id: number for number, member in enumerate(ranked)}

    def by_rank(people: Iterable[Member]) -> tuple[Member, ...]:
        return tuple(sorted(people, key=lambda member: position[member.id]))

    tiers = tuple(
        TierFacts(t.number, t.name, by_rank(grid.tiering.tiers[t.number])) for t in grid.scheme.tiers
    )
    shared = {pair.lower: pair.shared for pair in grid.pairs}
    below: dict[int, list[Member]] = {}
    for pair in grid.pairs:
        below.setdefault(pair.upper, []).append(grid.members[pair.lower])
    links = []
    for tier in tiers[:-1]:
        uppers: tuple[Member | Guest, ...] = (
            *tier.members,
            *(g for g in grid.guests if g.tier == tier.number),
        )
        for upper in uppers:
            lowers = by_rank(below.get(upper.id, ()))
            if lowers or isinstance(upper, Guest):
                links.append(LinkFacts(upper, tier.number, lowers, {m.id: shared[m.id] for m in lowers}))
    suspended = by_rank(grid.members[one] for one in grid.tiering.suspended)
    notes = tuple(vacancy.message for vacancy in grid.vacancies)
    orphans = by_rank(grid.members[one] for one in grid.orphans)
    return GridFacts(FIVE_TIERS, tiers, tuple(links), orphans, suspended, notes)
