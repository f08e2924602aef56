"""The 届 in which a person was or is a 委员, and since when what is known of them has been so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.db.members import Fact
from app.db.registry import Term
from app.db.terms import Terms
from app.domain.member import Member
from app.services.frame import Frame

OF_THE_PERSON = ("affiliations", "employer", "job_title")
"""Fields that go on from one 届 to the next as they were; a seat of the new 届 begins with it."""


def career(frame: Frame, member: Member) -> list[tuple[Term, Member]]:
    """Every 届 in which the person of a membership was or is a 委员, oldest first, as on its last day or today."""
    terms = {term.id: term for term in frame.registry.terms()}
    found = []
    for identity, term in Terms(frame.data).memberships_of(member.person_id):
        one = frame.members.get(identity, frame.day_of(terms[term]))
        if one is not None:
            found.append((terms[term], one))
    return found


def beginning(facts: Iterable[Fact]) -> str:
    """The first day of a membership; empty when it is there since ever."""
    return min((fact.starts for fact in facts if fact.field == "status"), default="")


def since(frame: Frame, terms: Iterable[tuple[Term, Member]], current: int, day: str) -> Mapping[str, str]:
    """Since when each dated field of a membership is as it is on a day, where that is known: field → day.

    `terms` are the person's, oldest first; `current` is the membership asked about. What stood when a membership began
    carries no day of its own: only what changed inside it does, and what is the person's own and goes on unchanged.
    """
    known: dict[str, str] = {}
    before: dict[str, frozenset[tuple[str, str, str]]] = {}
    for term, member in terms:
        facts = frame.members.facts(member.id)
        held = _held(facts, day if member.id == current else frame.day_of(term))
        began = beginning(facts)
        now = {key: frozenset(fact.identity for fact in of) for key, of in held.items()}
        firsts = {key: max(fact.starts for fact in of) for key, of in held.items()}
        known = {
            key: first if first > began else known.get(key, "") if _goes_on(key, before, now) else ""
            for key, first in firsts.items()
        }
        before = now
        if member.id == current:
            break
    return {key: first for key, first in known.items() if first}


def _goes_on(key: str, before: Mapping[str, object], now: Mapping[str, object]) -> bool:
    """Whether a field of the person is what it was in the 届 before."""
    return key in OF_THE_PERSON and before.get(key) == now[key]


def _held(facts: Iterable[Fact], day: str) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.starts <= day and (not fact.ends or fact.ends > day):
            found.setdefault(fact.field, []).append(fact)
    return found
