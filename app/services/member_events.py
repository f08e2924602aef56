"""What happened to one member, newest first: dated changes on their own day, everything else on the day it was typed."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.db.member_log import Touch
from app.db.members import Fact
from app.db.registry import PastOperation
from app.domain.fields import MEMBER
from app.domain.member import Seat
from app.services import member_values

TOLD = (
    "posts", "status", "sector", "committees", "affiliations", "groups", "area", "employer", "job_title",
)  # fmt: skip
"""Fields whose dated changes are told."""


_OF_MANY = re.compile(r"[： ]+\d+ 人$")
"""How many an operation was about says nothing of one of them."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line: the day on which it was so, what it was; `typed` is the day it was entered where that is another.

    `step` tells an operation that left no dated change: a correction, an import.
    """

    day: str
    text: str
    typed: str = ""
    step: bool = False

    @property
    def said(self) -> str:
        """The line with the day it was typed, without the year where that is the same."""
        if not self.typed:
            return self.text
        return f"{self.text}（{self.typed[5:] if self.typed[:4] == self.day[:4] else self.typed} 录入）"


def events(
    facts: Sequence[Fact], operations: Sequence[PastOperation], touches: Sequence[Touch], began: str
) -> tuple[Event, ...]:
    """Give the lines of one membership; what stood on the day it `began` is no event but the beginning itself.

    An operation that did nothing but dated changes is told by these; one that was undone is left out.
    """
    mine = [fact for fact in facts if fact.field in TOLD]
    come = [fact for fact in mine if fact.starts and (fact.field == "status" or fact.starts > began)]
    gone = [fact for fact in mine if fact.ends and not _replaced(fact, mine)]
    days = {one.id: one.at[:10] for one in operations}
    typed = {one.row: days.get(one.operation, "") for one in touches if one.entered}
    told = {fact.id for fact in come} | {fact.id for fact in mine if fact.ends}
    found = [
        _event(fact.starts, f"{MEMBER[fact.field].label}：{_what(fact)}{_why(fact)}", typed.get(fact.id, ""))
        for fact in come
    ]
    found += [Event(fact.ends, f"{MEMBER[fact.field].label}：不再是{_what(fact)}") for fact in gone]
    found += [
        Event(one.at[:10], _OF_MANY.sub("", one.label), step=True)
        for one in operations
        if one.kind == "do" and not one.undone and not _is_told(one.id, touches, told)
    ]
    return tuple(sorted(found, key=lambda event: event.day, reverse=True))


def _event(day: str, text: str, typed: str) -> Event:
    return Event(day, text, typed if typed != day else "")


def _is_told(operation: int, touches: Sequence[Touch], told: Collection[int]) -> bool:
    """Whether an operation touched nothing but facts that are told with their days."""
    mine = [one for one in touches if one.operation == operation]
    return bool(mine) and all(one.table == "facts" and one.row in told for one in mine)


def _replaced(fact: Fact, others: Sequence[Fact]) -> bool:
    """Whether another value of a field with one value begins where this ends."""
    return not MEMBER[fact.field].multiple and any(
        one.field == fact.field and one.starts == fact.ends for one in others
    )


def _what(fact: Fact) -> str:
    return member_values.seat_text(Seat(fact.value, fact.role, fact.kind))


def _why(fact: Fact) -> str:
    why = "，".join(part for part in (fact.reason, fact.basis, fact.organ) if part)
    return f"（{why}）" if why else ""
