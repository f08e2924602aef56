"""A 提案 as the office sees it: its state, who put it forward, which units handle it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """Where a proposal stands. 待交办, 办理中, 待反馈, 逾期 and 跟踪 are views computed from facts, not states."""

    DRAFT = "草稿"
    SUBMITTED = "已提交"
    SENT_BACK = "退回修改"
    REVIEWED = "预审通过"
    FILED = "立案"
    DECLINED = "不予立案"
    MERGED = "并案"
    CONVERTED = "转社情民意"
    WITHDRAWN = "撤回"
    ASSIGNED = "已交办"
    ACCEPTED = "已签收"
    RETURNING = "退办审核"
    REPLIED = "已答复"
    REWORK = "重新办理"
    CLOSED = "办结"
    ARCHIVED = "归档"


class Outcome(StrEnum):
    """What became of a received proposal; every one has exactly one, so the parts add up to 收到."""

    PENDING = ""
    FILED = "立案"
    DECLINED = "不予立案"
    MERGED = "并案"
    CONVERTED = "转社情民意"
    WITHDRAWN = "撤回"


HANDLED = (State.ASSIGNED, State.ACCEPTED, State.RETURNING, State.REPLIED, State.REWORK, State.CLOSED)
"""States of a filed proposal that has been given to units."""

IN_HANDS = (State.ASSIGNED, State.ACCEPTED, State.RETURNING, State.REWORK)
"""States in which a unit owes an answer."""

_OUTCOMES = dict.fromkeys((State.FILED, *HANDLED), Outcome.FILED) | {
    State.DECLINED: Outcome.DECLINED,
    State.MERGED: Outcome.MERGED,
    State.CONVERTED: Outcome.CONVERTED,
    State.WITHDRAWN: Outcome.WITHDRAWN,
}


def outcome_after(state: State, before: Outcome) -> Outcome:
    """Give the outcome in a state; 归档 keeps what it had."""
    return before if state is State.ARCHIVED else _OUTCOMES.get(state, Outcome.PENDING)


class SponsorRole(StrEnum):
    """联名人 put a proposal forward together; an 附议人 supports it and is never surveyed."""

    LEAD = "第一提案人"
    JOINT = "联名人"
    SECONDING = "附议人"


class UnitRole(StrEnum):
    """主办 with 会办, or several 分办 each answering on its own."""

    LEAD = "主办"
    ASSISTING = "会办"
    SEPARATE = "分办"


ANSWERING = (UnitRole.LEAD, UnitRole.SEPARATE)
"""Roles whose unit owes the sponsor a reply."""


@dataclass(frozen=True, slots=True)
class Sponsor:
    """One who put a proposal forward; `member` is a membership id, None for a body or an unknown name."""

    name: str
    member: int | None = None
    role: SponsorRole = SponsorRole.LEAD


@dataclass(frozen=True, slots=True)
class Handling:
    """One unit's part. Dates are `YYYY-MM-DD` or empty; `doc_no_written` is the number as the unit wrote it."""

    unit: str
    role: UnitRole
    id: int = 0
    assigned: str = ""
    due: str = ""
    accepted: str = ""
    replied: str = ""
    doc_no: str = ""
    doc_no_written: str = ""
    answer: str = ""

    @property
    def answers(self) -> bool:
        """Whether this unit owes the sponsor a reply."""
        return self.role in ANSWERING

    def overdue(self, day: str) -> bool:
        """Whether the reply is late on that day."""
        return bool(self.due) and not self.replied and self.due < day


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a proposal's timeline; `at` is empty where an imported register does not say.

    `details` are the words the action was given, by field key; `came_from` is the state before.
    """

    at: str
    action: str
    note: str = ""
    came_from: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    id: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as lists show it; its long texts are read apart.

    `more` holds every other short field of the field table by key, as text (an absent key is an empty field).
    """

    id: int
    plenary_id: int
    plenary: str
    state: State
    title: str = ""
    outcome: Outcome = Outcome.PENDING
    serial: int | None = None
    no: int | None = None
    category: str = ""
    kind: str = ""
    sector: str = ""
    received: str = ""
    disclosure: str = ""
    key: bool = False
    excellent: bool = False
    sponsors: tuple[Sponsor, ...] = ()
    handlings: tuple[Handling, ...] = ()
    merged_into: int | None = None
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def answering(self) -> tuple[Handling, ...]:
        """The units that owe a reply."""
        return tuple(handling for handling in self.handlings if handling.answers)

    @property
    def answer(self) -> str:
        """The class of the reply (A, B, C …): the first unit's that gave one."""
        return next((handling.answer for handling in self.answering if handling.answer), "")

    @property
    def replied(self) -> bool:
        """Whether every unit that owes a reply has given it."""
        return bool(self.answering) and all(handling.replied for handling in self.answering)

    @property
    def is_filed(self) -> bool:
        """Whether it counts as 立案, whatever has happened since."""
        return self.outcome is Outcome.FILED

    @property
    def label(self) -> str:
        """How messages and undo texts name it: 第12号 once filed, else 流水12."""
        return f"第{self.no}号" if self.no is not None else f"流水{self.serial}"

    @property
    def in_hands(self) -> bool:
        """Whether a unit has it and owes an answer."""
        return self.state in IN_HANDS

    @property
    def reference(self) -> str:
        """What finds exactly this one again on the command line: PLENARY:提案号, else PLENARY:流水N."""
        return f"{self.plenary}:{self.no if self.no is not None else f'流水{self.serial}'}"

    def overdue(self, day: str) -> bool:
        """Whether a unit that still has it is late on that day."""
        return self.in_hands and any(handling.overdue(day) for handling in self.answering)


@dataclass(frozen=True, slots=True)
class View:
    """A saved look at the register: `states` it shows, further narrowed by lateness or by the class of the reply."""

    name: str
    states: tuple[State, ...]
    overdue: bool = False
    answers: tuple[str, ...] = ()


VIEWS = {
    view.name: view
    for view in (
        View("待审查", (State.SUBMITTED, State.REVIEWED)),
        View("待交办", (State.FILED,)),
        View("办理中", (State.ASSIGNED, State.ACCEPTED, State.REWORK)),
        View("逾期", IN_HANDS, overdue=True),
        View("待反馈", (State.REPLIED,)),
        View("跟踪", (State.REPLIED, State.CLOSED), answers=("B", "C")),
    )
}


def with_roles(names: Iterable[str], seconders: Iterable[str] = ()) -> tuple[tuple[str, SponsorRole], ...]:
    """Give each name its role: the first leads, the others join, then those who second; a name counts once."""
    roles: dict[str, SponsorRole] = {}
    for name in names:
        roles.setdefault(name, SponsorRole.JOINT if roles else SponsorRole.LEAD)
    for name in seconders:
        roles.setdefault(name, SponsorRole.SECONDING)
    return tuple(roles.items())
