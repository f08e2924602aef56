"""委员名册 and 通讯录: lists of everyone in office at a level, whole or in groups whose counts add up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from app.domain.affiliation import written as written_affiliations
from app.domain.dates import dotted
from app.domain.fields import Privacy
from app.domain.member import Member
from app.reports.document import (
    REPORT_MARGINS,
    Block,
    Document,
    Heading,
    Note,
    Section,
    TableBlock,
    Title,
    landscape,
)
from app.reports.facts import Facts
from app.reports.forms.form import COMPARED, Form, Option, Options
from app.reports.forms.listing import (
    GROUPING,
    LEVEL,
    ORDER,
    PEOPLE,
    field_words,
    foot_of,
    grouped,
    groups_note,
    head_for,
    may_see,
    shown_name,
    snug,
    title_of,
)
from app.reports.forms.sums import whole
from app.reports.table import Align, Column, Kind, Row, Table


class Told(NamedTuple):
    """A column of a list of members: the fields it tells of, how it looks, and what a member has there.

    It stands on paper when the level shows the first of its fields.
    """

    keys: tuple[str, ...]
    column: Column
    value: Callable[[Member], str]


ROSTER_COLUMNS: tuple[Told, ...] = (
    Told(("name",), Column("姓名", Kind.NAME, 23), shown_name),
    Told(("sex",), Column("性别", width=12, align=Align.CENTER), lambda m: m.sex),
    Told(("ethnicity",), Column("民族", width=18, align=Align.CENTER), lambda m: m.ethnicity),
    Told(("birth",), Column("出生年月", Kind.CODE, 22), lambda m: dotted(m.birth[:7])),
    Told(("id_number",), Column("身份证号", Kind.CODE, 37), lambda m: m.more.get("id_number", "")),
    Told(
        ("affiliations",),
        Column("政治面貌", width=24, align=Align.CENTER),
        lambda m: written_affiliations(m.affiliations),
    ),
    Told(("sector",), Column("界别", width=20, align=Align.CENTER), lambda m: m.sector),
    Told(
        ("committees",),
        Column("专委会", width=40, align=Align.CENTER),
        lambda m: field_words(m, "committees"),
    ),
    Told(("job_title", "employer"), Column("工作单位及职务", width=66), lambda m: m.workplace),
    Told(("posts",), Column("政协职务", width=27, align=Align.CENTER), lambda m: "、".join(m.posts)),
    Told(("phone",), Column("手机", Kind.CODE, 28), lambda m: m.more.get("phone", "")),
)

CONTACT_COLUMNS: tuple[Told, ...] = (
    Told(("name",), Column("姓名", Kind.NAME, 23), shown_name),
    Told(("posts",), Column("政协职务", width=22, align=Align.CENTER), lambda m: "、".join(m.posts)),
    Told(("job_title", "employer"), Column("工作单位及职务", width=62), lambda m: m.workplace),
    Told(("phone",), Column("手机", Kind.CODE, 29), lambda m: field_words(m, "phone")),
    Told(("office_phone",), Column("单位电话", Kind.CODE, 29), lambda m: field_words(m, "office_phone")),
)


CONTACT_LEVEL = Option(LEVEL.name, (Privacy.FULL.value, Privacy.INTERNAL.value, Privacy.PUBLIC.value))
"""The telephones are why the list is made: it is 完整 unless another level is asked for."""


def roster(facts: Facts, options: Options) -> Document:
    """Make the roster of everyone in office at a level of privacy, whole or in groups whose counts add up."""
    level = options[LEVEL.name]
    seen = [one for one in ROSTER_COLUMNS if any(may_see(facts, key, level) for key in one.keys)]
    paper = landscape(foot=foot_of(facts), head=head_for(level))
    blocks = _blocks(facts, options, seen, "委员名册", paper.measure[0])
    return Document("委员名册", (replace(paper, blocks=tuple(blocks)),), facts.office, facts.day)


def contacts(facts: Facts, options: Options) -> Document:
    """Make the list of telephones; what is for everyone's eyes has none, and every other page says 内部资料."""
    level = options[CONTACT_LEVEL.name]
    seen = [one for one in CONTACT_COLUMNS if any(may_see(facts, key, level) for key in one.keys)]
    paper = Section((), margins=REPORT_MARGINS, head=head_for(level), foot=foot_of(facts), grid=False)
    blocks = _blocks(facts, options, seen, "委员通讯录", paper.measure[0])
    return Document("通讯录", (replace(paper, blocks=tuple(blocks)),), facts.office, facts.day)


def filled(told: Sequence[Told], people: Sequence[Member]) -> list[Told]:
    """Leave out the columns in which nobody has anything: their room goes to the others. An empty list keeps all."""
    return [one for one in told if not people or any(one.value(member) for member in people)]


def _blocks(facts: Facts, options: Options, seen: Sequence[Told], name: str, measure: float) -> list[Block]:
    """Give title, note and tables; every group's table has the same columns."""
    told = filled(seen, facts.members)
    columns = (Column("序号", Kind.INT, 12, Align.CENTER), *(one.column for one in told))
    cells = (("", *(one.value(member) for one in told)) for member in facts.members)
    columns = snug(columns, cells, measure)
    grouping = options[GROUPING.name]
    groups = grouped(facts.members, facts, grouping)
    blocks: list[Block] = [
        Title(title_of(facts, name), f"（{facts.until}，{count_words(facts)}）"),
        Note(
            list_note(facts) + chosen_note(options) + groups_note(groups, grouping, len(facts.members)),
            keep_next=True,
        ),
    ]
    for title, people in groups:
        if title:
            blocks.append(Heading(2, f"{title}（{len(people)} 人）"))
        blocks.append(TableBlock(_table(people, told, columns, title or name)))
    if not groups:
        blocks.append(TableBlock(_table((), told, columns, name)))
    return blocks


def count_words(facts: Facts) -> str:
    """Say how many there are, and how many of them are suspended."""
    suspended = len(facts.members) - len(facts.active)
    return f"共 {len(facts.members)} 人" + (f"，其中暂停履职 {suspended} 人" if suspended else "")


def list_note(facts: Facts) -> str:
    """Say how a list is ordered; above the table, so that it never makes a page alone."""
    marked = "暂停履职者在姓名后注明。" if len(facts.members) > len(facts.active) else ""
    return f"排列：{facts.order}。{marked}"


def chosen_note(options: Options) -> str:
    """Say that a list is not of everyone, where some were chosen for it."""
    return "" if options.get(PEOPLE.name, PEOPLE.default) == PEOPLE.default else "只列选定的委员。"


def _table(people: Sequence[Member], told: Sequence[Told], columns: tuple[Column, ...], name: str) -> Table:
    rows: list[Row] = [
        (number, *(one.value(member) for one in told)) for number, member in enumerate(people, 1)
    ]
    return Table(columns, tuple(rows), name=name)


ROSTER = Form(
    "委员名册", "在任委员一览，可分组、分级别，任一种排序", roster,
    frozenset({"roster", "teams", "people"}), (GROUPING, LEVEL, ORDER, PEOPLE, COMPARED), together=True,
    check=whole("委员名册", lambda facts: len(facts.members)),
)  # fmt: skip
CONTACTS = Form(
    "通讯录",
    "姓名、职务、单位和电话；电话只在完整级别上，公开的没有",
    contacts,
    frozenset({"roster", "teams", "people"}),
    (GROUPING, CONTACT_LEVEL, ORDER, PEOPLE, COMPARED),
    together=True,
    check=whole("通讯录", lambda facts: len(facts.members)),
)
