"""What the dated facts of one membership say as chains: what held from when to when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from app.db.members import Fact
from app.domain.dates import last_day
from app.domain.member import Seat
from app.services import member_values

TIMELINES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("履职状态", ("status",)),
    ("政协职务", ("posts",)),
    ("界别", ("sector", "sector_role")),
    ("党派沿革", ("affiliations",)),
    ("单位沿革", ("employer", "job_title")),
    ("专委会", ("committees",)),
    ("小组", ("groups",)),
    ("片区", ("area",)),
)
"""The chains of facts, each told as lines from–to."""


@dataclass(frozen=True, slots=True)
class Span:
    """What held from a day (empty: since ever) up to, not including, another (empty: still), and why it began."""

    starts: str
    ends: str
    text: str
    why: str = ""

    @property
    def last(self) -> str:
        """The last day on which it held, as it is said; empty while it still does."""
        return last_day(self.ends)


Chains = tuple[tuple[str, tuple[Span, ...]], ...]
"""Chains by name, each oldest first."""


def chains(facts: Sequence[Fact], keys: Collection[str]) -> Chains:
    """Give every chain that has something in it, of the fields among `keys`."""
    return tuple(
        (name, found) for name, of in TIMELINES if (found := spans(facts, [key for key in of if key in keys]))
    )


def spans(facts: Sequence[Fact], keys: Sequence[str]) -> tuple[Span, ...]:
    """Tell what some fields together held from when to when; days on which all are empty are left out."""
    mine = [fact for fact in facts if fact.field in keys]
    days = sorted({fact.starts for fact in mine} | {fact.ends for fact in mine if fact.ends})
    found: list[Span] = []
    for place, day in enumerate(days):
        ends = days[place + 1] if place + 1 < len(days) else ""
        text = _text_on(mine, keys, day)
        why = _why(fact for fact in mine if fact.starts == day)
        last = found[-1] if found else None
        if last is not None and last.ends == day and last.text == text:
            found[-1] = Span(last.starts, ends, text, last.why)
        elif text:
            found.append(Span(day, ends, text, why))
    return tuple(found)


def _text_on(facts: Iterable[Fact], keys: Sequence[str], day: str) -> str:
    held = [fact for fact in facts if fact.starts <= day and (not fact.ends or fact.ends > day)]
    parts = [
        "、".join(member_values.seat_text(Seat(*_seat(fact))) for fact in held if fact.field == key)
        for key in keys
    ]
    return " ".join(part for part in parts if part)


def _seat(fact: Fact) -> tuple[str, str, str]:
    return fact.value, fact.role, fact.kind


def _why(facts: Iterable[Fact]) -> str:
    found = dict.fromkeys(part for fact in facts for part in (fact.reason, fact.basis, fact.organ) if part)
    return "，".join(found)
