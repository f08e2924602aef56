"""变动名单: who joined, left, was suspended or came back between two days, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.affiliation import written as written_affiliations
from app.domain.dates import written
from app.reports.document import Block, Document, Heading, Note, TableBlock, Title, landscape
from app.reports.facts import Facts, Move, Moves
from app.reports.forms.form import COMPARED, Ask, Form, Option, Options
from app.reports.forms.listing import INTERNAL, foot_of, title_of
from app.reports.table import Align, Column, Kind, Row, Table

SINCE = Option("起始日期", ("",), Ask.DAY, "从这一天之后算起；不写就从本届开始")


def moves(facts: Facts, _options: Options) -> Document:
    """Make the list; those in office at first, plus who joined, minus who left, are those in office at last."""
    found = facts.moves or Moves("", len(facts.members), len(facts.members), ())
    joined = [one for one in found.moves if one.joined]
    left = [one for one in found.moves if one.left]
    other = [one for one in found.moves if not one.joined and not one.left]
    since = f"{written(found.since)}之后" if found.since else "本届以来"
    blocks: list[Block] = [
        Title(title_of(facts, "委员变动名单"), f"（{since}，{facts.until}）"),
        Note(
            f"期初在任 {found.at_first} 人，增补 {len(joined)} 人次，退出 {len(left)} 人次，期末在任 {found.at_last} 人"
            f"（{found.at_first}＋{len(joined)}－{len(left)}＝{found.at_last}）。在任含暂停履职。按日期先后排列。"
        ),
    ]
    for name, some in (("增补", joined), ("退出", left), ("暂停和恢复", other)):
        if some or name != "暂停和恢复":
            blocks += [Heading(1, f"{name}（{len(some)} 人次）"), TableBlock(_table(some, name))]
    section = landscape(*blocks, foot=foot_of(facts), head=INTERNAL)
    return Document("变动名单", (section,), facts.office, facts.day)


def _table(found: Sequence[Move], name: str) -> Table:
    rows: list[Row] = [
        (
            number, one.member.name, one.member.sex, written_affiliations(one.member.affiliations), one.member.sector,
            one.member.workplace, "增补" if one.joined else "恢复履职" if one.status == "在册" else one.status,
            written(one.day) if one.day else "", one.reason, "，".join(part for part in (one.basis, one.organ) if part),
        )
        for number, one in enumerate(found, 1)
    ]  # fmt: skip
    columns = (
        Column("序号", Kind.INT, 10, Align.CENTER), Column("姓名", Kind.NAME, 22), Column("性别", width=10, align=Align.CENTER),
        Column("政治面貌", width=22, align=Align.CENTER), Column("界别", width=24, align=Align.CENTER), Column("工作单位及职务", width=58),
        Column("变动", width=18, align=Align.CENTER), Column("日期", Kind.DATE, 30), Column("原因", width=28),
        Column("依据、决定机关", width=36),
    )  # fmt: skip
    return Table(columns, tuple(rows), name=name)


MOVES = Form(
    "变动名单",
    "两天之间增补、退出、暂停、恢复的委员和依据",
    moves,
    frozenset({"roster", "moves"}),
    (SINCE, COMPARED),
)
