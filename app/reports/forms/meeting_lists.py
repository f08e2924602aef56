"""The lists behind the figures of 主席会议材料: each figure that asks “who?” or “which?” has one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.domain.affiliation import written as written_affiliations
from app.domain.dates import written
from app.domain.member import Member
from app.domain.proposal import ANSWERING, Outcome, Proposal
from app.reports.document import Block, Heading, Section, TableBlock, landscape
from app.reports.facts import Facts
from app.reports.forms import proposals
from app.reports.table import Align, Column, Kind, Row, Table

NUMBERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三")


def sections(facts: Facts) -> list[Section]:
    """Give every list that has somebody or something in it, numbered as 附表; nothing at all when none has.

    Lists with long texts lie, the units' table of short numbers stands.
    """
    lying = [(title, table) for title, table in _all(facts) if table.rows]
    units = proposals.unit_table(facts)
    standing = [("承办单位办理情况", units)] if units.rows else []
    headed = [
        (Heading(2, f"附表{number}　{title}（{len(table.rows)}）"), TableBlock(table))
        for number, (title, table) in zip(NUMBERS, [*lying, *standing], strict=False)
    ]
    foot = f"制表：{facts.office}办公室"
    blocks: list[Block] = [block for pair in headed for block in pair]
    top = Heading(1, "附：名单")
    split = 2 * len(lying)
    made: list[Section] = []
    if lying:
        made.append(landscape(top, *blocks[:split], foot=foot))
    if standing:
        made.append(Section((*(() if lying else (top,)), *blocks[split:]), foot=foot, grid=False))
    return made


def _all(facts: Facts) -> list[tuple[str, Table]]:
    active = facts.active
    filed = proposals.with_outcome(facts, Outcome.FILED)
    late = overdue(facts)
    waiting = [one for one in filed if not one.replied and one not in late]
    return [
        ("没有上级联络人的委员", _people(facts.grid.orphans if facts.grid else (), "未分配")),
        ("没有编入专委会的委员", _people([m for m in active if not m.committees], "未编入专委会")),
        ("没有界别的委员", _people([m for m in active if not m.sector], "没有界别")),
        ("暂停履职的委员", _people([m for m in facts.members if not m.is_active], "暂停履职")),
        ("本届已退出的委员", _left(facts.left)),
        *((f"{outcome}的提案", _not_filed(facts, outcome)) for outcome in proposals.NOT_FILED),
        ("逾期未答复的提案", _overdue(late, facts)),
        ("已立案、尚未答复且未逾期的提案", proposals.catalogue_table(waiting, "尚未答复")),
    ]  # fmt: skip


def overdue(facts: Facts) -> list[Proposal]:
    """The filed proposals that a unit still has after its day, in number order."""
    day = facts.day.isoformat()
    late = [one for one in proposals.with_outcome(facts, Outcome.FILED) if one.overdue(day)]
    return sorted(late, key=lambda one: one.no or 0)


def _people(members: Sequence[Member], name: str) -> Table:
    columns = (
        Column("序号", Kind.INT, 12, Align.CENTER), Column("姓名", Kind.NAME, 26), Column("性别", width=14, align=Align.CENTER),
        Column("政治面貌", width=28, align=Align.CENTER), Column("界别", width=38, align=Align.CENTER), Column("工作单位及职务", width=110),
    )  # fmt: skip
    rows: list[Row] = [
        (number, one.name, one.sex, written_affiliations(one.affiliations), one.sector, one.workplace)
        for number, one in enumerate(members, 1)
    ]
    return Table(columns, tuple(rows), name=name)


def _left(members: Sequence[Member]) -> Table:
    columns = (
        Column("序号", Kind.INT, 12, Align.CENTER), Column("姓名", Kind.NAME, 26), Column("性别", width=14, align=Align.CENTER),
        Column("界别", width=38, align=Align.CENTER), Column("工作单位及职务", width=96),
        Column("退出", width=20, align=Align.CENTER), Column("日期", Kind.DATE, 34),
    )  # fmt: skip
    rows: list[Row] = [
        (
            number,
            one.name,
            one.sex,
            one.sector,
            one.workplace,
            one.status,
            written(one.since) if one.since else "",
        )
        for number, one in enumerate(members, 1)
    ]
    return Table(columns, tuple(rows), name="已退出")


def _not_filed(facts: Facts, outcome: Outcome) -> Table:
    columns = (
        Column("流水号", Kind.INT, 15, Align.CENTER), Column("案由", width=88), Column("提案人", width=40, align=Align.CENTER),
        Column(REMARK[outcome], width=114),
    )  # fmt: skip
    rows: list[Row] = [
        (one.serial, one.title, proposals.sponsors_text(one), facts.remarks.get(one.id, ""))
        for one in proposals.with_outcome(facts, outcome)
    ]
    return Table(columns, tuple(rows), name=outcome.value)


REMARK = {
    Outcome.DECLINED: "不立案理由和去向", Outcome.MERGED: "并入哪一件", Outcome.CONVERTED: "说明", Outcome.WITHDRAWN: "撤回说明",
}  # fmt: skip


def _overdue(late: Sequence[Proposal], facts: Facts) -> Table:
    columns = (
        Column("提案号", Kind.INT, 14, Align.CENTER), Column("案由", width=88), Column("提案人", width=44, align=Align.CENTER),
        Column("主办单位", width=50), Column("答复期限", Kind.DATE, 40), Column("逾期（天）", Kind.INT, 21, Align.CENTER),
    )  # fmt: skip
    rows: list[Row] = []
    for one in late:
        part = min(
            (part for part in one.answering if part.overdue(facts.day.isoformat())), key=lambda part: part.due
        )
        days = (facts.day - date.fromisoformat(part.due)).days
        units = proposals.units_text(one, *ANSWERING)
        rows.append((one.no, one.title, proposals.sponsors_text(one), units, written(part.due), days))
    return Table(columns, tuple(rows), name="逾期未答复")
