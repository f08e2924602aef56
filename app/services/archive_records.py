"""What is known of the members and proposals behind a paper's figures, in the office's words: what later tells why one changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from app.db.proposals import Proposals
from app.domain import counted
from app.domain.affiliation import written as written_affiliations
from app.domain.completeness import lacking
from app.domain.dates import age
from app.domain.education import education_level
from app.domain.field_use import FieldUse
from app.domain.fields import MEMBER, Privacy
from app.domain.liaison import CHINESE
from app.domain.member import Member
from app.domain.proposal import Outcome, Proposal, State, UnitRole
from app.reports.comparison import NAME, NUMBER, TITLE
from app.reports.figures_said import SaidFigure, Stands
from app.reports.kept_facts import Words
from app.services.frame import Frame
from app.services.liaison import LiaisonDesk
from app.services.member_values import seat_text
from app.services.team_list import teams_on

_NOT_FOR_EVERYONE: Final = frozenset({"年龄", "还缺"}) | {
    field.label for field in MEMBER.values() if not Privacy.PUBLIC.allows(field.privacy)
}
"""Labels of what is not 公开: fields of a member by the field table, and what is reckoned from them."""


def records(
    frame: Frame, day: str, figures: Iterable[SaidFigure], *, grid: bool
) -> dict[tuple[str, int], Words]:
    """Say of everybody behind these figures, as of a day, what decides where they are counted; `grid`: their place there too."""
    ids: dict[str, set[int]] = {}
    for figure in figures:
        ids.setdefault(figure.about, set()).update(figure.behind or ())
    found: dict[tuple[str, int], Words] = {}
    members = ids.get(counted.MEMBER, set())
    if members:
        placed = _places(frame, day) if grid else {}
        use = frame.field_use()
        for member in _members(frame, members, day):
            found[counted.MEMBER, member.id] = _told(_of_member(member, day, use) | placed.get(member.id, {}))
    if proposals := ids.get(counted.PROPOSAL, set()):
        for proposal in Proposals(frame.data).fetch(sorted(proposals)):
            found[counted.PROPOSAL, proposal.id] = _told(_of_proposal(proposal, day))
    return found


def for_everyone(known: Mapping[tuple[str, int], Words]) -> dict[tuple[str, int], Words]:
    """Give what is known of members and proposals without what a paper at 公开 may not say."""
    return {
        key: {label: text for label, text in words.items() if label not in _NOT_FOR_EVERYONE}
        for key, words in known.items()
    }


def base_figures(frame: Frame, day: str, needs: Collection[str]) -> tuple[SaidFigure, ...]:
    """Count what running words speak of, so that a number in them can be traced; they stand nowhere on the paper."""
    found: dict[str, counted.Counted] = {}
    if "roster" in needs:
        people = frame.people(day)
        found["在册委员"] = counted.people(one for one in people if one.is_active)
        found["在任委员"] = counted.people(one for one in people if one.in_office)
        found["暂停履职"] = counted.people(one for one in people if one.in_office and not one.is_active)
        found["已退出的委员"] = counted.people(one for one in people if not one.in_office)
    if "teams" in needs:
        teams = [team for team in teams_on(frame, day) if team.size]
        found |= {f"{team.kind} {team.name}": counted.people(team.members) for team in teams}
        found["编入小组的委员"] = counted.people(one for team in teams for one in team.members)
    latest = frame.latest_plenary() if "proposals" in needs else None
    if latest is not None:
        received = [
            one for one in Proposals(frame.data).of_plenary(latest.id) if one.state is not State.DRAFT
        ]
        filed = [one for one in received if one.is_filed]
        found["收到提案"] = counted.proposals(received)
        for outcome in Outcome:
            found[f"{outcome.value or '待审查'}的提案"] = counted.proposals(
                one for one in received if one.outcome is outcome
            )
        found["已答复的提案"] = counted.proposals(one for one in filed if one.replied)
        found["尚未答复的提案"] = counted.proposals(one for one in filed if not one.replied)
        found["办结的提案"] = counted.proposals(
            one for one in filed if one.state in (State.CLOSED, State.ARCHIVED)
        )
        found["逾期未答复的提案"] = counted.proposals(one for one in filed if one.overdue(day))
    return tuple(
        SaidFigure(Stands.BASE, "", name, "", str(int(one)), Decimal(int(one)), None, one.behind, one.about)
        for name, one in found.items()
    )


def _members(frame: Frame, ids: Collection[int], day: str) -> list[Member]:
    here = {member.id: member for member in frame.people(day)}
    others = (frame.members.get(one, day) for one in ids if one not in here)
    return [*(here[one] for one in ids if one in here), *(one for one in others if one is not None)]


def _of_member(member: Member, day: str, use: FieldUse) -> dict[str, str]:
    years = age(member.birth, date.fromisoformat(day))
    return {
        NAME: member.name, NUMBER: member.no, "状态": member.status, "界别": member.sector,
        "专委会": "、".join(map(seat_text, member.committees)), "小组": "、".join(map(seat_text, member.groups)),
        "政治面貌": written_affiliations(member.affiliations), "性别": member.sex, "出生年月": member.birth,
        "年龄": "" if years is None else f"{years}岁", "民族": member.ethnicity,
        "学历": education_level(member.more.get("education", "")) or member.more.get("education", ""),
        "政协职务": "、".join(member.posts), "片区": member.area, "任职届数": member.terms,
        "新任": "是" if member.is_first_term else "", "体制内外": member.more.get("in_system", ""),
        "还缺": "、".join(MEMBER[key].label for key in lacking(member, use)),
    }  # fmt: skip


def _places(frame: Frame, day: str) -> dict[int, dict[str, str]]:
    """Where each stands in the grid, and with whom above."""
    grid = LiaisonDesk(frame).grid(day, explained=False)
    above = {pair.lower: pair.upper for pair in grid.pairs}
    names = {member.id: member.name for member in grid.members.values()} | {
        guest.id: guest.name for guest in grid.guests
    }
    return {
        member.id: {"网格级别": f"{CHINESE[tier]}级", "上级联络人": names.get(above.get(member.id, 0), "")}
        for tier, members in grid.tiering.tiers.items() for member in members
    }  # fmt: skip


def _of_proposal(proposal: Proposal, day: str) -> dict[str, str]:
    units = "、".join(one.unit for one in proposal.answering)
    assisting = "、".join(one.unit for one in proposal.handlings if one.role is UnitRole.ASSISTING)
    return {
        NAME: proposal.label, TITLE: proposal.title, "状态": proposal.state.value,
        "审查结果": proposal.outcome.value, "类别": proposal.category, "提案者类型": proposal.kind,
        "界别": proposal.sector, "主办单位": units, "会办单位": assisting,
        "答复": "已答复" if proposal.replied else "", "答复分类": proposal.answer,
        "重点提案": "是" if proposal.key else "", "逾期": "逾期" if proposal.overdue(day) else "",
    }  # fmt: skip


def _told(words: Mapping[str, str]) -> Words:
    return {label: text for label, text in words.items() if text}
