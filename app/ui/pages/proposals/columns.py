"""The register's columns: number, title, who, which unit, until when, where it stands."""

from __future__ import annotations

from datetime import date

from app.domain.proposal import Proposal, SponsorRole, State, UnitRole
from app.ui.rows import Column

BADGES = {
    State.FILED: "accent", State.DECLINED: "warning", State.CLOSED: "good", State.REPLIED: "good", State.ARCHIVED: "good",
    State.RETURNING: "warning", State.REWORK: "warning", State.WITHDRAWN: "warning", State.SENT_BACK: "warning",
}  # fmt: skip


def number(proposal: Proposal) -> str:
    """The 提案号, or the 流水号 while there is none."""
    return str(proposal.no) if proposal.no is not None else f"流水{proposal.serial}"


def sponsors(proposal: Proposal) -> str:
    """The first sponsor, and how many there are; those who second are not counted."""
    names = [sponsor.name for sponsor in proposal.sponsors if sponsor.role is not SponsorRole.SECONDING]
    return f"{names[0]} 等{len(names)}人" if len(names) > 1 else "".join(names)


def units(proposal: Proposal, *roles: UnitRole) -> str:
    """The units of these roles."""
    return "、".join(handling.unit for handling in proposal.handlings if handling.role in roles)


def due(proposal: Proposal) -> str:
    """The earliest day by which an answer is still owed."""
    return min((part.due for part in proposal.answering if part.due and not part.replied), default="")


def days_late(proposal: Proposal, today: str) -> int:
    """How many days the answer is late; 0 when it is not."""
    if not proposal.overdue(today):
        return 0
    return (date.fromisoformat(today) - date.fromisoformat(due(proposal))).days


def standing(proposal: Proposal, today: str) -> str:
    """The state, or how late the answer is."""
    late = days_late(proposal, today)
    return f"逾期 {late} 天" if late else str(proposal.state)


def tone(proposal: Proposal, today: str) -> str:
    """The colour of the state; its words say the same."""
    return "danger" if proposal.overdue(today) else BADGES.get(proposal.state, "")


def proposal_columns(today: str) -> list[Column[Proposal]]:
    """The list's columns as of today."""
    return [
        Column("no", "号", number, 60, sort="no", hint="提案号；立案前是流水号"),
        Column("title", "案由", lambda one: one.title, 240, sort="title", stretch=True),
        Column("sponsors", "提案人", sponsors, 110, sort="sponsors"),
        Column("units", "主办", lambda one: units(one, UnitRole.LEAD, UnitRole.SEPARATE), 108, sort="units"),
        Column("due", "到期", lambda one: due(one)[5:], 60),
        Column(
            "state",
            "状态",
            lambda one: standing(one, today),
            88,
            sort="state",
            tone=lambda one: tone(one, today),
        ),
        Column("category", "类别", lambda one: one.category, 96, sort="category", optional=True),
        Column("kind", "提案者类型", lambda one: one.kind, 96, sort="kind", optional=True),
        Column("received", "收到日期", lambda one: one.received, 96, sort="received", optional=True),
        Column("class", "答复类别", lambda one: one.answer, 80, sort="class", optional=True),
        Column("assisting", "会办", lambda one: units(one, UnitRole.ASSISTING), 140, optional=True),
        Column("plenary", "会议", lambda one: one.plenary, 130, sort="plenary", optional=True),
    ]
