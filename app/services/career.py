"""The 届 in which a person was or is a 委员."""

from __future__ import annotations

from app.db.registry import Term
from app.db.terms import Terms
from app.domain.member import Member
from app.services.frame import Frame


def career(frame: Frame, member: Member) -> list[tuple[Term, Member]]:
    """Every 届 in which the person of a membership was or is a 委员, oldest first, as on its last day or today."""
    terms = {term.id: term for term in frame.registry.terms()}
    found = []
    for identity, term in Terms(frame.data).memberships_of(member.person_id):
        one = frame.members.get(identity, frame.day_of(terms[term]))
        if one is not None:
            found.append((terms[term], one))
    return found
