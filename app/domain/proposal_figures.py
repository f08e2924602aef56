"""What the office reports about its proposals: counts, rates with their 口径, and the parts they are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from app.domain.counted import proposals as counted
from app.domain.proposal import Outcome, Proposal, State, UnitRole
from app.domain.statistics import Rate, Style, mismatch, shares

UNNAMED = "未填"
"""How the share of filed proposals without a category, kind or 界别 is called, so that the shares stay whole."""


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """One unit's parts: 主办 and 分办 together, 会办, replies given as 主办 or 分办, replies overdue on the day."""

    lead: int
    assisting: int
    replied: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a register. `received` leaves drafts out; `total` is every record.

    `register` counts all records by a column as it stands in the register, drafts and empty cells included.
    `mismatches` are sentences about parts that do not add up; an empty tuple is a sound report.
    """

    total: int
    drafts: int
    received: int
    pending: int
    filed: int
    declined: int
    merged: int
    converted: int
    withdrawn: int
    rates: Mapping[str, Rate]
    by_category: Mapping[str, Rate]
    by_kind: Mapping[str, Rate]
    by_sector: Mapping[str, Rate]
    by_unit: Mapping[str, UnitFigures]
    register: Mapping[str, Mapping[str, int]]
    mismatches: tuple[str, ...]


def figures(
    proposals: Iterable[Proposal], day: str, style: Style, adopted: Collection[str] = ("A", "B")
) -> Figures:
    """Count a register as of a day; `adopted` are the classes of reply that count as 采纳."""
    everything = list(proposals)
    received = [proposal for proposal in everything if proposal.state is not State.DRAFT]
    outcomes = Counter(proposal.outcome for proposal in received)
    filed = [proposal for proposal in received if proposal.is_filed]
    by_category, by_kind, by_sector = (
        shares(
            Counter(value or UNNAMED for value in column),
            len(filed),
            f"立案提案中该{name}的件数／立案件数",
            style,
        )
        for name, column in (
            ("类别", [proposal.category for proposal in filed]),
            ("提案者类型", [proposal.kind for proposal in filed]),
            ("界别", [proposal.sector for proposal in filed]),
        )
    )
    by_unit = _by_unit(everything, day)
    return Figures(
        len(everything), len(everything) - len(received), len(received), outcomes[Outcome.PENDING], len(filed),
        outcomes[Outcome.DECLINED], outcomes[Outcome.MERGED], outcomes[Outcome.CONVERTED], outcomes[Outcome.WITHDRAWN],
        _rates(filed, received, outcomes, style, adopted), by_category, by_kind, by_sector, by_unit, _register(everything),
        tuple(filter(None, (
            mismatch("收到", outcomes.values(), len(received)),
            mismatch("按类别", (rate.n for rate in by_category.values()), len(filed)),
            mismatch("按提案者类型", (rate.n for rate in by_kind.values()), len(filed)),
            mismatch("按界别", (rate.n for rate in by_sector.values()), len(filed)),
            mismatch("承办单位", (part.lead for part in by_unit.values()), sum(len(p.answering) for p in everything)),
        ))),
    )  # fmt: skip


def _rates(
    filed: list[Proposal],
    received: list[Proposal],
    outcomes: Mapping[Outcome, int],
    style: Style,
    adopted: Collection[str],
) -> dict[str, Rate]:
    replied = [proposal for proposal in filed if proposal.replied]
    dated = [proposal for proposal in replied if all(handling.due for handling in proposal.answering)]
    on_time = [
        proposal
        for proposal in dated
        if all(handling.replied <= handling.due for handling in proposal.answering)
    ]
    closed = [proposal for proposal in filed if proposal.state in (State.CLOSED, State.ARCHIVED)]
    taken = [proposal for proposal in replied if proposal.answer in adopted]
    with_merged = len(filed) + outcomes[Outcome.MERGED]
    rows = {
        "立案率": (counted(filed), len(received), "立案件数／收到件数（并案件不计入立案，草稿不计入收到）"),
        "立案率（含并案）": (with_merged, len(received), "立案与并案件数之和／收到件数（草稿不计入收到）"),
        "办复率": (counted(replied), len(filed), "主办（分办）单位已全部答复的件数／立案件数"),
        "办结率": (counted(closed), len(filed), "办结（含归档）件数／立案件数"),
        "按期率": (counted(on_time), len(dated), "在答复期限内答复的件数／已答复且定有期限的件数"),
        "采纳落实率": (counted(taken), len(replied), f"答复类别为{'、'.join(adopted)}的件数／已答复件数"),
    }
    return {name: Rate(n, of, definition, style) for name, (n, of, definition) in rows.items()}


def _by_unit(proposals: list[Proposal], day: str) -> dict[str, UnitFigures]:
    parts: dict[str, tuple[list[Proposal], ...]] = {}
    for proposal in proposals:
        for handling in proposal.handlings:
            lead, assisting, replied, overdue = parts.setdefault(handling.unit, ([], [], [], []))
            (lead if handling.answers else assisting).append(proposal)
            if handling.answers and handling.replied:
                replied.append(proposal)
            if handling.answers and proposal.in_hands and handling.overdue(day):
                overdue.append(proposal)
    names = sorted(parts, key=lambda unit: (-len(parts[unit][0]), -len(parts[unit][1]), unit))
    return {unit: UnitFigures(*map(counted, parts[unit])) for unit in names}


def _register(proposals: list[Proposal]) -> dict[str, dict[str, int]]:
    def units(*roles: UnitRole) -> Iterable[str]:
        return (
            handling.unit
            for proposal in proposals
            for handling in proposal.handlings
            if handling.role in roles
        )

    columns: dict[str, Iterable[str]] = {
        "审核": (proposal.outcome.value for proposal in proposals),
        "提案分类": (proposal.kind for proposal in proposals),
        "类别": (proposal.category for proposal in proposals),
        "主办单位": units(UnitRole.LEAD, UnitRole.SEPARATE),
        "协办单位": units(UnitRole.ASSISTING),
        "界别": (proposal.sector for proposal in proposals),
        "类别标记": (proposal.answer for proposal in proposals),
    }
    return {name: dict(Counter(values).most_common()) for name, values in columns.items()}
