"""委员结构分析表: who the active members are, each share with its n and its whole, beside another day or 届."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.domain.counted import people as counted
from app.domain.dates import age, written
from app.domain.member import Member
from app.domain.statistics import mismatch
from app.reports.document import (
    REPORT_MARGINS,
    Block,
    Document,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    Section,
    TableBlock,
    Title,
)
from app.reports.facts import Before, Facts
from app.reports.figure import Bar, Bars
from app.reports.forms.dimensions import (
    NOBODY,
    OF_STANDING,
    STANDING,
    UNKNOWN,
    Dimension,
    age_bands,
    dimensions,
    in_standing_committee,
)
from app.reports.forms.form import COMPARED, Ask, Form, Option, Options, Source
from app.reports.forms.listing import foot_of, title_of
from app.reports.forms.sums import divided_sums
from app.reports.table import Align, Cell, Column, Group, Kind, Rate, Row, Table, merged
from app.reports.words import tables

BANDS = Option("年龄段", ("35、45、55、60",), Ask.TEXT, "各段的上限，如 35、45、55、60")
DOUBLE = Option("交叉党派", ("单列", "计入民主党派", "计入中共"))
COMPARED_DAY = Option("对比日期", ("",), Ask.DAY, "和这一天比；不比就空着")
NO_TERM = "不对比"
COMPARED_TERM = Option("对比届次", (NO_TERM,), source=Source.TERMS)


# --------------------------------------------------------------------------- the document


def structure(facts: Facts, options: Options) -> Document:
    """Make the analysis; every share says n of how many, every dimension adds up to all active members."""
    people, ends = facts.active, age_bands(options[BANDS.name])
    before = facts.before
    past = before.members if before else ()
    divided = dimensions(people, facts.sectors, facts.day, ends, options[DOUBLE.name])
    then = dimensions(past, facts.sectors, before.day if before else facts.day, ends, options[DOUBLE.name])
    told = [
        pair
        for pair in zip(divided, then, strict=True)
        if _is_told(pair[0], people) or _is_told(pair[1], past)
    ]
    rows = [row for now, old in told for row in _rows(now, people, old, past)]
    untold = [one.name for one in divided if one.name not in {now.name for now, _ in told}]
    standing = [member for member in people if in_standing_committee(member)]
    old_standing = [member for member in past if in_standing_committee(member)]
    sides = [(now, old) for now, old in told if now.name in OF_STANDING]
    few = [row for now, old in sides for row in _rows(now, standing, old, old_standing)]
    blocks: list[Block] = [
        Title(
            title_of(facts, "委员结构分析表"),
            f"（{facts.until}{f'，与{before.words}比较' if before else ''}）",
        ),
        KeyFigures(_key_figures(people, facts.day)),
        Heading(1, "一、全体委员"),
        TableBlock(_table(rows, facts, "结构分析")),
        *(Note(text) for text in _definitions(facts, options, people, untold)),
        Heading(1, "二、常委会组成人员"),
        Note(
            f"主席、副主席、秘书长、常委，共 {len(standing)} 人，占比以此为分母。"
            if few
            else "名册里还没有主席、副主席、秘书长、常委。",
            keep_next=bool(few),
        ),
        *([TableBlock(_table(few, facts, STANDING))] if few else []),
        *_charts(divided, people),
    ]
    section = Section(tuple(blocks), margins=REPORT_MARGINS, foot=foot_of(facts), grid=False)
    return Document("委员结构分析表", (section,), facts.office, facts.day)


def _is_told(dimension: Dimension, people: Sequence[Member]) -> bool:
    """Whether anybody has a word there."""
    return any(dimension.key(member) for member in people)


def _rows(now: Dimension, people: Sequence[Member], old: Dimension, past: Sequence[Member]) -> list[Row]:
    counts, earlier = now.count(people), old.count(past)
    order = {name: number for number, name in enumerate(now.order)}
    names = list(dict.fromkeys((*counts, *earlier)))
    names.sort(key=lambda name: (name == UNKNOWN, order.get(name, len(order))))
    return [
        (
            now.name, name, counts.get(name, NOBODY), Rate(counts.get(name, NOBODY), len(people)),
            int(earlier.get(name, 0)), Rate(int(earlier.get(name, 0)), len(past)),
            signed(counts.get(name, 0) - earlier.get(name, 0)),
        )
        for name in names
    ]  # fmt: skip


def signed(number: int) -> str:
    """Write a difference with its sign; 0 has none."""
    return f"{number:+d}".replace("-", "−") if number else "0"


def _beside(before: Before, day: date) -> str:
    """What is compared with is called 上次, but not when it comes after."""
    return "上次" if before.day <= day else "对比"


def _table(rows: Sequence[Row], facts: Facts, name: str) -> Table:
    columns = [
        Column("项目", width=32, align=Align.CENTER), Column("类别", width=52, align=Align.CENTER),
        Column("人数", Kind.INT, 20, Align.CENTER), Column("占比", Kind.RATE, 22, Align.CENTER),
    ]  # fmt: skip
    shown = [row[:4] for row in rows]
    groups: tuple[Group, ...] = ()
    if facts.before is not None:
        columns += [
            Column("人数", Kind.INT, 18, Align.CENTER), Column("占比", Kind.RATE, 20, Align.CENTER),
            Column("增减", width=16, align=Align.CENTER),
        ]  # fmt: skip
        shown = list(rows)
        groups = (Group("本次", 2, 3), Group(_beside(facts.before, facts.day), 4, 5))
    table = Table(tuple(columns), tuple(shown), name=name, size=11, groups=groups)
    return merged(table, [0], lambda row: row[0].value if isinstance(row[0], Cell) else row[0])


def _key_figures(people: Sequence[Member], day: date) -> tuple[KeyFigure, ...]:
    women = Rate(counted(member for member in people if member.sex == "女"), len(people))
    others = Rate(
        counted(member for member in people if member.affiliations and not member.is_party_member),
        len(people),
    )
    ages = ages_of(people, day)
    return (
        KeyFigure(str(len(people)), "在册委员（人）", "不含暂停履职", counted(people)),
        KeyFigure(women.text, "女委员", f"{women.n}／{women.of} 人", women),
        KeyFigure(others.text, "非中共委员", f"{others.n}／{others.of} 人", others),
        KeyFigure(mean(ages), "平均年龄（岁）", f"有出生年月的 {len(ages)} 人"),
    )


def ages_of(people: Sequence[Member], day: date) -> list[int]:
    """Give the ages in full years of those whose birth is known."""
    return [years for member in people if (years := age(member.birth, day)) is not None]


def mean(numbers: Sequence[int]) -> str:
    """Give a mean to one decimal, rounded half up in whole numbers; “—” of nothing."""
    if not numbers:
        return "—"
    tenths = (20 * sum(numbers) + len(numbers)) // (2 * len(numbers))
    return f"{tenths // 10}.{tenths % 10}"


def _definitions(
    facts: Facts, options: Options, people: Sequence[Member], untold: Sequence[str]
) -> list[str]:
    ages = ages_of(people, facts.day)
    years = sum(1 for member in people if len(member.birth) == len("1975"))
    double = sum(1 for member in people if len(member.affiliations) > 1)
    known = f"有出生年月的 {len(ages)} 人" + (
        f"，其中只知年份的 {years} 人按当年 12 月 31 日出生计" if years else ""
    )
    of_age = (
        f"年龄为截至{facts.day_text}的周岁；平均年龄 {mean(ages)} 岁，最大 {max(ages)} 岁，最小 {min(ages)} 岁，{known}，"
        f"出生年月未填的 {len(people) - len(ages)} 人单列。"
        if ages
        else "出生年月均未填，未计算年龄。"
    )
    how = {"单列": "单列一类", "计入民主党派": "计入所在民主党派", "计入中共": "计入中共"}[
        options[DOUBLE.name]
    ]
    found = [
        (
            f"口径：在册委员 {len(people)} 人（不含暂停履职 {len(facts.members) - len(people)} 人），截至{facts.day_text}。"
            "各项类别人数之和均等于在册委员数；占比四舍五入到 0.1%，相加可能不恰为 100%。"
        ),
        of_age,
        f"交叉党派（同时属两个党派）{double} 人，在“党派”中{how}；“中共与非中共”中，中共含交叉党派和预备党员。有人标注新任时，其余计入连任。",
    ]
    found.append(
        "排列：各项依次列出，项内按固定次序（界别按代码表），没有固定次序的人数多的在前，未填的在最后。"
    )
    if untold and people:
        found.append(f"在册委员都没有填、没有列出的项目：{'、'.join(untold)}。")
    if facts.before is not None:
        found.append(_before_words(facts.before, facts.day))
    return found


def _before_words(before: Before, day: date) -> str:
    ages = ages_of(before.members, before.day)
    return (
        f"{_beside(before, day)}：{before.words}，在册委员 {len(before.members)} 人，平均年龄 {mean(ages)} 岁（有出生年月的 {len(ages)} 人），"
        f"按同一口径计算，年龄按{written(before.day.isoformat())}计。"
    )


def _charts(divided: Sequence[Dimension], people: Sequence[Member]) -> list[Block]:
    made: list[Block] = [Heading(1, "三、图示")]
    for name, caption in (
        ("年龄段", "在册委员年龄分布"),
        ("界别", "各界别在册委员"),
    ):
        counts = next(one for one in divided if one.name == name).count(people)
        if set(counts) - {UNKNOWN}:
            bars = Bars(tuple(Bar(word, count) for word, count in counts.items()), "人")
            made.append(Figure(bars, f"{caption}（共 {len(people)} 人）"))
    return made if len(made) > 1 else []


def _adds_up(document: Document, facts: Facts, _options: Options) -> list[str]:
    """The parts of every dimension add up to all who are counted, now and then."""
    standing = sum(map(in_standing_committee, facts.active))
    before = facts.before.members if facts.before else ()
    earlier = sum(map(in_standing_committee, before))
    found: list[str] = []
    for table in tables(document):
        now, then = (standing, earlier) if table.name == STANDING else (len(facts.active), len(before))
        columns = [(2, now)] + ([(4, then)] if len(table.columns) > 4 else [])
        sums = divided_sums(table, [column for column, _ in columns])
        found += [
            mismatch(f"{table.name}的{name}", (parts[column],), total)
            for name, parts in sums.items()
            for column, total in columns
        ]
    return [wrong for wrong in found if wrong]


STRUCTURE = Form(
    "委员结构分析表", "性别、年龄、党派、民族、学历、界别、届数等各占多少，可与另一天或另一届对比", structure,
    frozenset({"roster", "before"}), (BANDS, DOUBLE, COMPARED_DAY, COMPARED_TERM, COMPARED), check=_adds_up,
)  # fmt: skip
