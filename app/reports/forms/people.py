"""委员名册 and 委员结构分析表."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from app.domain.affiliation import written as written_affiliations
from app.domain.dates import age, dotted
from app.domain.member import Member
from app.reports.document import (
    Block,
    Document,
    Figure,
    Heading,
    Note,
    PageBreak,
    Section,
    TableBlock,
    Title,
    landscape,
)  # fmt: skip
from app.reports.facts import Facts
from app.reports.figure import Bar, Bars
from app.reports.forms.form import Form, Option, Options
from app.reports.table import Align, Cell, Column, Kind, Rate, Row, Table, merged

ROSTER_COLUMNS = (
    Column("序号", Kind.INT, 10, Align.CENTER),
    Column("姓名", Kind.NAME, 23),
    Column("性别", width=10, align=Align.CENTER),
    Column("民族", width=18, align=Align.CENTER),
    Column("出生年月", width=18, align=Align.CENTER),
    Column("政治面貌", width=25, align=Align.CENTER),
    Column("界别", width=20, align=Align.CENTER),
    Column("专委会", width=40, align=Align.CENTER),
    Column("工作单位及职务", width=66),
    Column("政协职务", width=27, align=Align.CENTER),
)

GROUPINGS: dict[str, Callable[[Member], str]] = {
    "不分组": lambda _member: "",
    "按界别": lambda member: member.sector or "未定界别",
    "按专委会": lambda member: member.committees[0].name if member.committees else "未编入专委会",
    "按片区": lambda member: member.area or "未定片区",
    "按党派": lambda member: written_affiliations(member.affiliations) or "未填政治面貌",
}


def roster(facts: Facts, options: Options) -> Document:
    """Make the roster of everyone in office, whole or in groups whose counts add up."""
    grouping = options["分组"]
    title = f"{facts.office}|{facts.term}|委员名册"
    suspended = len(facts.members) - len(facts.active)
    count = f"共 {len(facts.members)} 人" + (f"，其中暂停履职 {suspended} 人" if suspended else "")
    groups = _grouped(facts, grouping)
    blocks: list[Block] = [
        Title(title, f"（{facts.until}，{count}）"),
        Note(_roster_note(facts, groups, grouping)),
    ]
    for name, people in groups:
        if name:
            blocks.append(Heading(2, f"{name}（{len(people)} 人）"))
        blocks.append(TableBlock(_roster_table(people, name or "委员名册")))
    return Document(
        "委员名册", (landscape(*blocks, foot=f"制表：{facts.office}办公室"),), facts.office, facts.day
    )


def _roster_note(facts: Facts, groups: Sequence[tuple[str, Sequence[Member]]], grouping: str) -> str:
    """How the list is ordered and what its groups add up to; above the table, so that it never makes a page alone."""
    note = f"排列：{facts.order}。"
    if len(facts.members) > len(facts.active):
        note += "暂停履职者在姓名后注明。"
    if grouping != "不分组":
        total = sum(len(people) for _, people in groups)
        note += f"{grouping[1:]}各组人数之和 {total}，与总人数 {len(facts.members)} 相等。"
    return note


def _grouped(facts: Facts, grouping: str) -> list[tuple[str, list[Member]]]:
    key = GROUPINGS[grouping]
    found: dict[str, list[Member]] = {}
    for member in facts.members:
        found.setdefault(key(member), []).append(member)
    known = {"按界别": facts.sectors, "按专委会": facts.committees}.get(grouping, ())
    position = {name: number for number, name in enumerate(known)}
    return sorted(found.items(), key=lambda item: position.get(item[0], len(position)))


def _roster_table(people: Sequence[Member], name: str) -> Table:
    rows: list[Row] = [
        (
            number, shown_name(member), member.sex, member.ethnicity, dotted(member.birth[:7]),
            written_affiliations(member.affiliations), member.sector, committee_names(member), member.workplace,
            "、".join(member.posts),
        )
        for number, member in enumerate(people, 1)
    ]  # fmt: skip
    return Table(ROSTER_COLUMNS, tuple(rows), name=name)


def shown_name(member: Member) -> str:
    """A member's name with a word for whoever is suspended."""
    return member.name if member.is_active else f"{member.name}（暂停）"


def committee_names(member: Member) -> str:
    """The committees of a member as one cell."""
    return "、".join(seat.name for seat in member.committees)


# --------------------------------------------------------------------------- 结构分析

AGE_BANDS = (
    ("35岁及以下", 0, 35),
    ("36—45岁", 36, 45),
    ("46—55岁", 46, 55),
    ("56—60岁", 56, 60),
    ("61岁及以上", 61, 200),
)
UNKNOWN = "未填"


def structure(facts: Facts, _options: Options) -> Document:
    """Make the analysis of who the active members are; every share says n of how many."""
    people = facts.active
    rows: list[Row] = []
    for name, counts in dimensions(people, facts):
        total = sum(counts.values())
        rows += [(name, value, count, Rate(count, total)) for value, count in counts.items()]
    table = Table(
        (
            Column("项目", width=30, align=Align.CENTER), Column("类别", width=70, align=Align.CENTER),
            Column("人数", Kind.INT, 25, Align.CENTER), Column("占在册委员", Kind.RATE, 31, Align.CENTER),
        ),
        tuple(rows), name="结构分析", size=12,
    )  # fmt: skip
    table = merged(table, [0], lambda row: row[0].value if isinstance(row[0], Cell) else row[0])
    ages = [years for member in people if (years := age(member.birth, facts.day)) is not None]
    average = (
        f"平均年龄 {sum(ages) / len(ages):.1f} 岁（有出生年月的 {len(ages)} 人）。"
        if ages
        else "出生年月均未填，未计算年龄。"
    )
    party = sum(1 for member in people if member.is_party_member)
    notes = (
        f"口径：在册委员 {len(people)} 人（不含暂停履职 {len(facts.members) - len(people)} 人），截至{facts.day_text}。"
        f"{average}党员委员 {party} 人，含交叉党派和预备党员。各项类别之和均等于在册委员数；占比四舍五入到 0.1%，相加可能不恰为 100%。"
    )
    sectors = Counter(member.sector or UNKNOWN for member in people)
    chart = Bars(tuple(Bar(name, sectors[name]) for name in (*facts.sectors, UNKNOWN) if sectors[name]), "人")
    section = Section(
        (
            Title(f"{facts.office}|{facts.term}|委员结构分析表", f"（{facts.until}）"),
            TableBlock(table), Note(notes), PageBreak(), Figure(chart, f"各界别在册委员（共 {len(people)} 人）"),
        ),
        grid=False,
    )  # fmt: skip
    return Document("委员结构分析表", (section,), facts.office, facts.day)


def dimensions(people: Iterable[Member], facts: Facts) -> list[tuple[str, dict[str, int]]]:
    """Count active members by each dimension; the counts of one dimension add up to the members."""
    members = list(people)

    def count(key: Callable[[Member], str], order: Sequence[str] = ()) -> dict[str, int]:
        found = Counter(key(member) or UNKNOWN for member in members)
        known = {name: number for number, name in enumerate(order)}
        names = sorted(found, key=lambda name: (name == UNKNOWN, known.get(name, len(known)), -found[name]))
        return {name: found[name] for name in names}

    return [
        ("性别", count(lambda m: m.sex, ("男", "女"))),
        ("政治面貌", count(lambda m: written_affiliations(m.affiliations))),
        ("中共党员", count(lambda m: "是" if m.is_party_member else "否", ("是", "否"))),
        ("民族", count(_ethnic_side, ("汉族", "少数民族"))),
        ("年龄", count(lambda m: _age_band(m, facts), [band[0] for band in AGE_BANDS])),
        ("学历", count(lambda m: m.more.get("education", ""), EDUCATION)),
        ("届次", count(lambda m: "新任" if m.is_new else "留任", ("新任", "留任"))),
        ("界别", count(lambda m: m.sector, facts.sectors)),
    ]


EDUCATION = (
    "博士研究生", "硕士研究生", "研究生", "大学本科", "本科", "大学专科", "大专", "中专", "高中", "初中", "小学",
)  # fmt: skip
"""From high to low, as the shipped list and as offices write it."""


def _ethnic_side(member: Member) -> str:
    if not member.ethnicity:
        return ""
    return "汉族" if member.ethnicity in ("汉", "汉族") else "少数民族"


def _age_band(member: Member, facts: Facts) -> str:
    years = age(member.birth, facts.day)
    if years is None:
        return ""
    return next(name for name, low, high in AGE_BANDS if low <= years <= high)


ROSTER = Form(
    "委员名册",
    "在任委员一览，可按界别、专委会、片区、党派分组",
    roster,
    options=(Option("分组", tuple(GROUPINGS)),),
)
STRUCTURE = Form("委员结构分析表", "性别、党派、民族、年龄、学历、界别各占多少", structure)
