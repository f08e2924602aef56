"""资料不全清单 and 名额表: what the roster still lacks, and which 界别 has seats free or too many people."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.completeness import has, lacking
from app.domain.counted import people as counted
from app.domain.fields import MEMBER
from app.domain.member import Member
from app.domain.seats import AllSeats
from app.reports.document import REPORT_MARGINS, Block, Document, Heading, Note, Section, TableBlock, Title
from app.reports.facts import Facts
from app.reports.forms.form import COMPARED, Form, Option, Options
from app.reports.forms.listing import INTERNAL, ORDER, foot_of, shown_name, snug, title_of
from app.reports.table import Align, Column, Kind, Rate, Row, Table, with_totals

PARTS = Option("内容", ("按项和按人", "按项", "按人"))
NOT_SAID = "未定"
NOTHING = "—"


def incomplete(facts: Facts, options: Options) -> Document:
    """Make the list of who lacks what: how complete each field is, and each member with what is missing."""
    people = facts.members
    missing = {member.id: lacking(member, facts.use) for member in people}
    short = [member for member in people if missing[member.id]]
    rate = Rate(counted(one for one in people if not missing[one.id]), len(people))
    blocks: list[Block] = [
        Title(title_of(facts, "委员资料不全清单"), f"（{facts.until}）"),
        Note(
            f"在任委员 {len(people)} 人，资料齐全 {rate.n} 人，齐全率 {rate.text}（{rate.n}／{rate.of}）；不全 {len(short)} 人，"
            f"共缺 {sum(map(len, missing.values()))} 项。应填各项：{wanted_words(facts)}。"
            "口径：空着的算缺；工作单位和单位职务有一项即可；停用的字段不算。"
        ),
    ]
    parts = options[PARTS.name]
    if "按项" in parts:
        blocks += [
            Heading(1, "一、各项齐全情况" if "按人" in parts else "各项齐全情况"),
            Note("排列：按名册字段的次序。", keep_next=True),
            TableBlock(_by_field(people, facts)),
        ]
    if "按人" in parts:
        heading = "二、资料不全的委员" if "按项" in parts else "资料不全的委员"
        blocks += [
            Heading(1, f"{heading}（{len(short)} 人）"),
            Note(f"排列：{facts.order}。", keep_next=True),
            TableBlock(_by_member(short, {one.id: _labels(missing[one.id]) for one in short})),
        ]
    section = Section(tuple(blocks), margins=REPORT_MARGINS, head=INTERNAL, foot=foot_of(facts), grid=False)
    return Document("资料不全清单", (section,), facts.office, facts.day)


def wanted_words(facts: Facts) -> str:
    """Name the fields an office expects."""
    return (
        "、".join(MEMBER[key].label for key in MEMBER if key in facts.use.expected and key in facts.use)
        or "无"
    )


def _labels(keys: Sequence[str]) -> str:
    return "、".join(MEMBER[key].label for key in keys)


def _by_field(people: Sequence[Member], facts: Facts) -> Table:
    missing = {member.id: lacking(member, facts.use) for member in people}
    rows: list[Row] = []
    for key in MEMBER:
        if key in facts.use.expected and key in facts.use:
            asked = any(key in keys for keys in missing.values())
            there = [one for one in people if (key not in missing[one.id] if asked else has(one, key))]
            short = {one.id for one in people} - {one.id for one in there}
            rows.append(
                (
                    MEMBER[key].label, counted(people), counted(there),
                    counted(one for one in people if one.id in short), Rate(counted(there), len(people)),
                )
            )  # fmt: skip
    columns = (
        Column("项目", width=50, align=Align.CENTER), Column("应填", Kind.INT, 30, Align.CENTER, sum=True),
        Column("已填", Kind.INT, 30, Align.CENTER, sum=True), Column("缺", Kind.INT, 30, Align.CENTER, sum=True),
        Column("齐全率", Kind.RATE, 30, Align.CENTER),
    )  # fmt: skip
    return with_totals(Table(columns, tuple(rows), name="各项齐全情况", size=11))


def _by_member(people: Sequence[Member], labels: dict[int, str]) -> Table:
    rows: list[Row] = [
        (number, shown_name(one), one.sector, one.workplace, labels[one.id], labels[one.id].count("、") + 1)
        for number, one in enumerate(people, 1)
    ]
    columns: tuple[Column, ...] = (
        Column("序号", Kind.INT, 11, Align.CENTER), Column("姓名", Kind.NAME, 23), Column("界别", width=26, align=Align.CENTER),
        Column("工作单位及职务", width=48), Column("缺少的项目", width=48), Column("缺几项", Kind.INT, 14, Align.CENTER, sum=True),
    )  # fmt: skip
    cells = [[str(value) for value in row] for row in rows]
    columns = snug(columns, cells, Section((), margins=REPORT_MARGINS).measure[0])
    return with_totals(Table(columns, tuple(rows), name="资料不全的委员", empty="（都齐全）"))


# --------------------------------------------------------------------------- 名额


def quotas(facts: Facts, _options: Options) -> Document:
    """Make the table of seats due and taken per 界别."""
    total = AllSeats(facts.seats)
    unsaid = sum(1 for one in facts.seats if one.due is None)
    note = (
        f"口径：实有为在任委员 {total.held} 人，含暂停履职 {total.suspended} 人；缺额＝应有－实有，超额＝实有－应有。"
        + ("" if total.due is None else f"共缺 {total.vacant} 名，超 {total.over} 名。")
        + (f"有 {unsaid} 个界别没有定应有名额，不计缺额和超额。" if unsaid else "")
        + "排列：按界别代码表的次序。"
    )
    rows: list[Row] = [
        (
            number, one.sector or "（未定界别）", NOT_SAID if one.due is None else one.due, one.held, one.suspended,
            *((NOTHING, NOTHING) if one.due is None else (one.vacant, one.over)),
        )
        for number, one in enumerate(facts.seats, 1)
    ]  # fmt: skip
    columns = (
        Column("序号", Kind.INT, 14, Align.CENTER), Column("界别", width=46, align=Align.CENTER),
        Column("应有", Kind.INT, 22, Align.CENTER), Column("实有", Kind.INT, 22, Align.CENTER, sum=True),
        Column("其中暂停", Kind.INT, 22, Align.CENTER, sum=True), Column("缺额", Kind.INT, 22, Align.CENTER),
        Column("超额", Kind.INT, 22, Align.CENTER),
    )  # fmt: skip
    table = with_totals(Table(columns, tuple(rows), name="名额", size=11, row_height=7.2))
    sums = list(table.totals or ())
    sums[2] = NOT_SAID if total.due is None else total.due
    sums[5:] = [NOTHING, NOTHING] if total.due is None else [total.vacant, total.over]
    summed = Table(columns, tuple(rows), name="名额", size=11, row_height=7.2, totals=tuple(sums))
    section = Section(
        (Title(title_of(facts, "委员名额表"), f"（{facts.until}）"), TableBlock(summed), Note(note)),
        margins=REPORT_MARGINS, foot=foot_of(facts), grid=False,
    )  # fmt: skip
    return Document("名额表", (section,), facts.office, facts.day)


INCOMPLETE = Form(
    "资料不全清单", "各项填了多少，哪些委员还缺什么", incomplete, options=(PARTS, ORDER, COMPARED)
)
QUOTAS = Form("名额表", "各界别应有、实有、缺额、超额", quotas, frozenset({"roster", "seats"}), (COMPARED,))
