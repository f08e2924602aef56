"""提案目录, and the figures and lists of proposals that other forms use too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from app.domain.counted import proposals as counted
from app.domain.counted import total as together
from app.domain.proposal import ANSWERING, Outcome, Proposal, SponsorRole, State, UnitRole
from app.domain.statistics import Rate
from app.reports.document import Block, Document, Heading, Note, TableBlock, Title, landscape
from app.reports.facts import Facts
from app.reports.forms.form import COMPARED, Ask, Form, Option, Options
from app.reports.forms.form import Group as FormGroup
from app.reports.forms.sums import whole
from app.reports.table import Align, Column, Group, Kind, Row, Table, with_totals

OF_RECEIVED = "该审查结果的件数／收到件数"
OF_FILED = "该类别的立案件数／立案件数"
WHICH = Option(
    "提案", ("全部",), Ask.PROPOSALS, "全部；或写提案号、流水号（如 流水12）、类别，用顿号隔开，连号写 3-20"
)
LAST = ("其他", "未分类")
"""The categories that stand behind all others, whatever names an office adds."""


def received(facts: Facts) -> list[Proposal]:
    """Everything handed in; a 草稿 is not."""
    return [proposal for proposal in facts.proposals if proposal.state is not State.DRAFT]


def with_outcome(facts: Facts, outcome: Outcome) -> list[Proposal]:
    """The received proposals with one outcome."""
    return [proposal for proposal in received(facts) if proposal.outcome is outcome]


def sponsors_text(proposal: Proposal, most: int = 3) -> str:
    """Who put it forward, as a list prints it: up to `most` names, then “等N人”."""
    names = [sponsor.name for sponsor in proposal.sponsors if sponsor.role is not SponsorRole.SECONDING]
    return "、".join(names) if len(names) <= most else f"{names[0]}等{len(names)}人"


def units_text(proposal: Proposal, *roles: UnitRole) -> str:
    """The units that have a part, in order."""
    return "、".join(handling.unit for handling in proposal.handlings if handling.role in roles)


def catalogue(facts: Facts, options: Options) -> Document:
    """Make the catalogue of filed proposals in number order, whole or by category."""
    filed = sorted(with_outcome(facts, Outcome.FILED), key=by_number)
    subtitle = f"（{facts.until}，立案 {len(filed)} 件）"
    note = f"收到 {len(received(facts))} 件，其中{outcomes_text(facts)}。按提案号排列。"
    blocks: list[Block] = [Title(f"{facts.office}|{facts.plenary}|提案目录", subtitle), Note(note)]
    groups = by_category(filed, facts) if options["分组"] == "按类别" else [("", filed)]
    for name, proposals in groups:
        if name:
            blocks.append(Heading(2, f"{name}（{len(proposals)} 件）"))
        blocks.append(TableBlock(catalogue_table(proposals, name or "提案目录")))
    return Document(
        "提案目录", (landscape(*blocks, foot=f"制表：{facts.office}办公室"),), facts.office, facts.day
    )


def outcomes_text(facts: Facts) -> str:
    """What became of everything received: 立案 160 件、不予立案 9 件 …; outcomes without any are left out."""
    counts = {
        outcome: len(with_outcome(facts, outcome)) for outcome in (Outcome.FILED, *NOT_FILED, Outcome.PENDING)
    }
    return "、".join(
        f"{outcome.value or '待审查'} {count} 件"
        for outcome, count in counts.items()
        if count or outcome is Outcome.FILED
    )


NOT_FILED = (Outcome.DECLINED, Outcome.MERGED, Outcome.CONVERTED, Outcome.WITHDRAWN)


def by_number(proposal: Proposal) -> tuple[bool, int, int]:
    """Put proposals in the order of their numbers, those without one last, as they were received."""
    return proposal.no is None, proposal.no or 0, proposal.serial or 0


def by_category(filed: Iterable[Proposal], facts: Facts) -> list[tuple[str, list[Proposal]]]:
    """Put proposals into their categories, in the office's own order; each stands in exactly one."""
    found: dict[str, list[Proposal]] = {}
    for proposal in filed:
        found.setdefault(proposal.category or "未分类", []).append(proposal)
    order = {name: number for number, name in enumerate(facts.categories)}
    behind = {name: len(order) + 1 + number for number, name in enumerate(LAST)}
    place = {**order, **behind}
    return sorted(found.items(), key=lambda item: (place.get(item[0], len(order)), -len(item[1])))


def catalogue_table(proposals: Iterable[Proposal], name: str) -> Table:
    """One row a proposal: number, title, sponsors, units."""
    columns = (
        Column("提案号", Kind.INT, 14, Align.CENTER), Column("案由", width=72), Column("提案人", width=42, align=Align.CENTER),
        Column("类别", width=25, align=Align.CENTER), Column("主办单位", width=42), Column("会办单位", width=62),
    )  # fmt: skip
    rows: list[Row] = [
        (
            proposal.no, proposal.title, sponsors_text(proposal), proposal.category,
            units_text(proposal, UnitRole.LEAD, UnitRole.SEPARATE), units_text(proposal, UnitRole.ASSISTING),
        )
        for proposal in proposals
    ]  # fmt: skip
    return Table(columns, tuple(rows), name=name)


def outcome_table(facts: Facts) -> Table:
    """What became of everything received; the parts add up to 收到."""
    total = len(received(facts))
    found = {
        outcome: counted(with_outcome(facts, outcome))
        for outcome in (Outcome.FILED, *NOT_FILED, Outcome.PENDING)
    }
    rows: list[Row] = [
        (outcome.value or "待审查", count, Rate(count, total, OF_RECEIVED, facts.style))
        for outcome, count in found.items()
        if count
    ]
    columns = (
        Column("审查结果", width=60, align=Align.CENTER), Column("件数", Kind.INT, 48, Align.CENTER, sum=True),
        Column("占收到", Kind.RATE, 48, Align.CENTER),
    )  # fmt: skip
    return with_totals(Table(columns, tuple(rows), name="审查结果", size=12))


def category_table(facts: Facts) -> Table:
    """Filed proposals by category; the parts add up to 立案."""
    filed = with_outcome(facts, Outcome.FILED)
    rows: list[Row] = []
    for name, proposals in by_category(filed, facts):
        answered = counted(proposal for proposal in proposals if proposal.replied)
        share = Rate(counted(proposals), len(filed), OF_FILED, facts.style)
        waiting = counted(proposal for proposal in proposals if not proposal.replied)
        rows.append((name, counted(proposals), share, answered, waiting))
    columns = (
        Column("类别", width=44, align=Align.CENTER), Column("立案", Kind.INT, 28, Align.CENTER, sum=True),
        Column("占立案", Kind.RATE, 28, Align.CENTER), Column("已答复", Kind.INT, 28, Align.CENTER, sum=True),
        Column("未答复", Kind.INT, 28, Align.CENTER, sum=True),
    )  # fmt: skip
    return with_totals(Table(columns, tuple(rows), name="提案类别", size=12))


def unit_table(facts: Facts, most: int = 0) -> Table:
    """Units by what they lead and assist, the busiest first; 主办 counts 分办 as well.

    With `most` the rest stands in one line, so that the sums stay those of all units.
    """
    units = list(facts.figures.by_unit.items())
    shown = units[:most] if most and len(units) > most + 1 else units
    rest = [part for _, part in units[len(shown) :]]
    rows: list[Row] = [
        (number, name, part.lead, part.replied, part.overdue, part.assisting)
        for number, (name, part) in enumerate(shown, 1)
    ]
    if rest:
        sums = (
            together(numbers) or sum(numbers)
            for numbers in zip(*((p.lead, p.replied, p.overdue, p.assisting) for p in rest), strict=True)
        )
        rows.append((None, f"其余 {len(rest)} 家", *sums))
    columns = (
        Column("序号", Kind.INT, 13, Align.CENTER), Column("承办单位", width=63), Column("件数", Kind.INT, 20, Align.CENTER, sum=True),
        Column("已答复", Kind.INT, 20, Align.CENTER, sum=True), Column("逾期", Kind.INT, 20, Align.CENTER, sum=True),
        Column("会办", Kind.INT, 20, Align.CENTER, sum=True),
    )  # fmt: skip
    table = Table(columns, tuple(rows), name="承办单位", size=12, groups=(Group("主办（含分办）", 2, 4),))
    return with_totals(table)


def key_table(facts: Facts) -> Table:
    """The 重点提案 with who leads them and how far they are."""
    rows: list[Row] = [
        (
            one.no, one.title, facts.leaders.get(one.id, ""), units_text(one, *ANSWERING),
            "逾期" if one.overdue(facts.day.isoformat()) else one.state.value, one.answer,
        )
        for one in sorted(with_outcome(facts, Outcome.FILED), key=by_number)
        if one.key
    ]  # fmt: skip
    columns = (
        Column("提案号", Kind.INT, 13, Align.CENTER), Column("案由", width=66), Column("领衔领导", Kind.NAME, 18),
        Column("主办单位", width=33), Column("进展", width=17, align=Align.CENTER), Column("类别", width=10, align=Align.CENTER),
    )  # fmt: skip
    return Table(columns, tuple(rows), name="重点提案")


def answers_text(facts: Facts) -> str:
    """The replies by their class: A类 90 件、B类 55 件."""
    found = Counter(one.answer or "未分类" for one in with_outcome(facts, Outcome.FILED) if one.replied)
    return "、".join(f"{name}{'' if name == '未分类' else '类'} {found[name]} 件" for name in sorted(found))


CATALOGUE = Form(
    "提案目录", "已立案提案一览：编号、案由、提案人、主办和会办", catalogue, frozenset({"proposals"}),
    (Option("分组", ("不分组", "按类别")), COMPARED), FormGroup.PROPOSALS,
    check=whole("提案目录", lambda facts: len(with_outcome(facts, Outcome.FILED))),
)  # fmt: skip
