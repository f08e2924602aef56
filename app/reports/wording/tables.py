"""Tables that a wording may hold, as wide as the text of a 公文 (156 mm)."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.dates import written
from app.domain.proposal import ANSWERING, Proposal, UnitRole
from app.reports.facts import Move
from app.reports.forms.proposals import sponsors_text, units_text
from app.reports.table import Align, Column, Kind, Row, Table

SIZE = 12.0
"""小四, in pt."""


def handed_out(unit: str, proposals: Iterable[Proposal]) -> Table:
    """What a unit has to do: number, title, sponsors, its part, by when."""
    rows: list[Row] = []
    for number, one in enumerate(proposals, 1):
        part = next(handling for handling in one.handlings if handling.unit == unit)
        rows.append(
            (
                number,
                one.no,
                one.title,
                sponsors_text(one),
                part.role.value,
                written(part.due) if part.due else "",
            )
        )
    columns = (
        _number(), Column("提案号", Kind.INT, 15, Align.CENTER), Column("案由", width=59), Column("提案人", width=24, align=Align.CENTER),
        Column("方式", width=13, align=Align.CENTER), Column("答复期限", Kind.DATE, 33),
    )  # fmt: skip
    return Table(columns, tuple(rows), name="承办提案", size=SIZE, empty="（没有承办提案）")


def unanswered(proposals: Iterable[Proposal], day: str, unit: str = "") -> Table:
    """What is not answered: number, title, units, by when, how late; of one unit only its own part counts."""
    rows: list[Row] = []
    for number, one in enumerate(proposals, 1):
        parts = [part for part in one.answering if not part.replied and unit in ("", part.unit)]
        due = min((part.due for part in parts if part.due), default="")
        late = "逾期" if one.in_hands and due and due < day else ""
        who = "、".join(part.unit for part in parts)
        middle = () if unit else (who,)
        rows.append(
            (number, one.no, one.title, *middle, written(due) if due else "", late or one.state.value)
        )
    columns = (
        _number(), Column("提案号", Kind.INT, 15, Align.CENTER), Column("案由", width=78 if unit else 46),
        *(() if unit else (Column("主办单位", width=32, align=Align.CENTER),)),
        Column("答复期限", Kind.DATE, 33), Column("进度", width=18, align=Align.CENTER),
    )  # fmt: skip
    return Table(columns, tuple(rows), name="未答复提案", size=SIZE, empty="（都已答复）")


def own_proposals(proposals: Iterable[Proposal]) -> Table:
    """What a member put forward, and what became of it."""
    rows: list[Row] = [
        (
            number, one.no, one.title, units_text(one, *ANSWERING), one.outcome.value or "待审查", one.state.value,
            one.answer,
        )
        for number, one in enumerate(proposals, 1)
    ]  # fmt: skip
    columns = (
        _number(), Column("提案号", Kind.INT, 15, Align.CENTER), Column("案由", width=50), Column("主办单位", width=30, align=Align.CENTER),
        Column("审查结果", width=19, align=Align.CENTER), Column("进度", width=17, align=Align.CENTER),
        Column("类别", width=11, align=Align.CENTER),
    )  # fmt: skip
    return Table(columns, tuple(rows), name="本人提案", size=SIZE, empty="（没有提案）")


def key_proposals(proposals: Iterable[Proposal], leaders: dict[int, str]) -> Table:
    """The 重点提案 with who leads and who handles them."""
    rows: list[Row] = [
        (
            number, one.no, one.title, leaders.get(one.id, ""), units_text(one, UnitRole.LEAD, UnitRole.SEPARATE),
            one.state.value,
        )
        for number, one in enumerate(proposals, 1)
    ]  # fmt: skip
    columns = (
        _number(), Column("提案号", Kind.INT, 15, Align.CENTER), Column("案由", width=58), Column("领衔领导", Kind.NAME, 20),
        Column("主办单位", width=34, align=Align.CENTER), Column("进展", width=17, align=Align.CENTER),
    )  # fmt: skip
    return Table(columns, tuple(rows), name="重点提案", size=SIZE, empty="（没有重点提案）")


def moves_table(moves: Iterable[Move]) -> Table:
    """Who came and went, oldest first."""
    rows: list[Row] = [
        (
            number, one.member.name, one.member.sector, one.member.workplace,
            "增补" if one.joined else one.status, written(one.day) if one.day else "", one.reason,
        )
        for number, one in enumerate(moves, 1)
    ]  # fmt: skip
    columns = (
        _number(), Column("姓名", Kind.NAME, 20), Column("界别", width=20, align=Align.CENTER), Column("单位及职务", width=34),
        Column("变动", width=15, align=Align.CENTER), Column("日期", Kind.DATE, 33), Column("原因", width=22),
    )  # fmt: skip
    return Table(columns, tuple(rows), name="委员变动", size=SIZE, empty="（没有变动）")


def _number() -> Column:
    return Column("序号", Kind.INT, 12, Align.CENTER)
