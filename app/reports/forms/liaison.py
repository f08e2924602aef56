"""五级网格联络表: the register (总表), the summary (汇总), one card for each liaison (联络卡)."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from app.domain.affiliation import written as written_affiliations
from app.domain.counted import people as counted
from app.domain.errors import NotFound
from app.domain.liaison import CHINESE, Guest
from app.domain.member import Member
from app.domain.member_choice import words_in
from app.reports.document import (
    REPORT_MARGINS,
    Block,
    Document,
    Heading,
    Note,
    Paragraph,
    Run,
    Section,
    TableBlock,
    Title,
    landscape,
)  # fmt: skip
from app.reports.facts import Facts, GridFacts, LinkFacts
from app.reports.forms.form import COMPARED, Ask, Form, Group, Option, Options
from app.reports.forms.listing import INTERNAL, TWO_SIDED, foot_of
from app.reports.names import ems
from app.reports.table import Align, Cell, Column, Kind, Row, Table, merged, with_totals

PHONE = "phone"
CARD_ROOM = 145.0
"""What the people and the rows to write in share on a card, mm: a page without title, names, heads and notes."""
RECORD_HEIGHT = 11.0
FEWEST_RECORDS, MOST_RECORDS = 2, 10
LEAST_ROW, LINE_HEIGHT = 7.0, 5.5
"""Of the people on a card, mm."""
MANY = 8
"""More people than that stand in smaller type."""
WORKPLACE_CHARACTERS = 12
"""Characters of a workplace on one line of its column; with telephones it is the narrowest."""
WHO = Option("联络人", ("全部",), Ask.PEOPLE, "联络卡只印谁的：写姓名，用顿号隔开；总表和汇总总是全部")


def tables(facts: Facts, options: Options) -> Document:
    """Make the liaison papers that the option asks for."""
    grid = _grid(facts)
    with_phone = options["手机号"] == "印"
    sections: list[Section] = []
    if options["版式"] in ("总表和汇总", "总表"):
        head = INTERNAL if with_phone else ""
        register = _register(facts, grid, with_phone=with_phone)
        sections.append(landscape(*register, foot=foot_of(facts), head=head))
    if options["版式"] in ("总表和汇总", "汇总"):
        order = Note(f"{facts.until}。排列：级别由高到低。")
        blocks = (_title(facts, "汇总"), *summary_blocks(facts, grid), order)
        sections.append(Section(blocks, foot=foot_of(facts), grid=False))
    if options["版式"] == "联络卡":
        recto = options[TWO_SIDED.name] == "是"
        sections += _cards(facts, grid, options[WHO.name], with_phone=with_phone, recto=recto)
    return Document("五级网格联络表", tuple(sections), facts.office, facts.day)


def _grid(facts: Facts) -> GridFacts:
    return facts.grid or GridFacts("五级网格", (), (), (), (), ())


def _title(facts: Facts, what: str = "") -> Title:
    scheme = _grid(facts).scheme
    return Title(f"{facts.office}|{facts.term}委员|{scheme}联络{what or '表'}", f"（{facts.until}）")


def with_liaison(grid: GridFacts) -> list[Member]:
    """Everyone below the top tier who has a liaison."""
    orphans = {member.id for member in grid.orphans}
    return [one for tier in grid.tiers if tier.number > 1 for one in tier.members if one.id not in orphans]


def _register(facts: Facts, grid: GridFacts, *, with_phone: bool) -> list[Block]:
    order = f"{facts.order}。“同属”指与联络人在同一专委会、界别、片区或小组。"
    total = f"每名委员只列入一级，职务在先、党派在后；各级之和 {grid.total}，与在册委员 {len(facts.active)} 人相等。"
    blocks: list[Block] = [_title(facts), Note(total + order)]
    for tier in grid.tiers[:-1]:
        links = [link for link in grid.links if link.tier == tier.number]
        people = sum(len(link.lowers) for link in links)
        below = grid.tiers[tier.number].name
        blocks.append(
            Heading(
                2,
                f"{CHINESE[tier.number]}级联系{CHINESE[tier.number + 1]}级：{tier.name}联系{below}（{people} 人）",
            )
        )
        blocks.append(TableBlock(_register_table(links, f"{CHINESE[tier.number]}级", with_phone=with_phone)))
    return [*blocks, *_missing(grid)]


def _register_table(links: list[LinkFacts], name: str, *, with_phone: bool) -> Table:
    columns = [
        Column("联络人", Kind.NAME, 24), Column("职务", width=36, align=Align.CENTER), Column("序号", Kind.INT, 11, Align.CENTER),
        Column("联系对象", Kind.NAME, 24), Column("界别", width=21, align=Align.CENTER), Column("单位及职务", width=71),
        Column("政治面貌", width=24, align=Align.CENTER), Column("同属", width=47, align=Align.CENTER),
    ]  # fmt: skip
    if with_phone:
        columns.append(Column("电话", Kind.CODE, 28))
    rows: list[Row] = []
    for link in links:
        for number, lower in enumerate(link.lowers, 1):
            row: Row = (
                Cell(link.upper.name), post_of(link.upper), number, lower.name, lower.sector, lower.workplace,
                written_affiliations(lower.affiliations), "、".join(word.removeprefix("同") for word in link.shared.get(lower.id, ())),
            )  # fmt: skip
            rows.append((*row, lower.more.get(PHONE, "")) if with_phone else row)
    table = Table(tuple(columns), tuple(rows), name=name)
    keys = iter([link.upper.id for link in links for _ in link.lowers])
    return merged(table, [0, 1], lambda _row: next(keys))


def post_of(person: Member | Guest) -> str:
    """A liaison's post as the table prints it."""
    if isinstance(person, Guest):
        return person.title
    return "、".join(person.posts) or (f"{person.sector}界别委员" if person.sector else "委员")


def _missing(grid: GridFacts) -> list[Block]:
    blocks: list[Block] = []
    if grid.orphans:
        names = "、".join(member.name for member in grid.orphans)
        blocks.append(Note(f"未分配 {len(grid.orphans)} 人：{names}。"))
    blocks += [Note(note) for note in grid.notes]
    if grid.suspended:
        blocks.append(
            Note(
                f"暂停履职、不计入各级 {len(grid.suspended)} 人：{'、'.join(m.name for m in grid.suspended)}。"
            )
        )
    return blocks


def summary_blocks(facts: Facts, grid: GridFacts) -> list[Block]:
    """The summary by tier, whose totals equal the roster; also part of 主席会议材料."""
    rows: list[Row] = []
    linked = {member.id for member in with_liaison(grid)}
    for tier in grid.tiers:
        due = counted(tier.members if tier.number > 1 else ())
        loads = grid.loads(tier.number) if tier.number < len(grid.tiers) else []
        spread: tuple[int | str, int | str, str] = ("—", "—", "—")
        if loads:
            spread = (min(loads), max(loads), f"{sum(loads) / len(loads):.1f}")
        assigned = counted(one for one in tier.members if one.id in linked)
        rows.append(
            (
                f"{CHINESE[tier.number]}级",
                tier.name,
                counted(tier.members),
                due,
                assigned,
                counted(one for one in tier.members if one.id in due.behind and one.id not in linked),
                *spread,
            )
        )
    table = Table(
        (
            Column("级别", width=14, align=Align.CENTER), Column("组成", width=38, align=Align.CENTER),
            Column("人数", Kind.INT, 15, Align.CENTER, sum=True), Column("应有上级", Kind.INT, 19, Align.CENTER, sum=True),
            Column("已分配", Kind.INT, 16, Align.CENTER, sum=True), Column("未分配", Kind.INT, 16, Align.CENTER, sum=True),
            Column("最少", width=13, align=Align.CENTER), Column("最多", width=13, align=Align.CENTER),
            Column("平均", width=13, align=Align.CENTER),
        ),
        tuple(rows), name="汇总", size=12,
    )  # fmt: skip
    suspended = f"不含暂停履职 {len(grid.suspended)} 人" if grid.suspended else "无暂停履职"
    notes = (
        f"口径：在册委员 {len(facts.active)} 人（{suspended}）；应有上级＝除一级外的在册委员；"
        "最少、最多、平均为该级每名联络人联系下一级的人数。"
    )
    return [TableBlock(with_totals(table)), Note(notes), *_missing(grid)]


def _links_of(grid: GridFacts, who: str) -> tuple[LinkFacts, ...]:
    """The links of some liaisons, named or by id; raises NotFound when there are none of theirs."""
    wanted = {*words_in(who)} - {WHO.default}
    if not wanted:
        return grid.links
    links = tuple(link for link in grid.links if {link.upper.name, str(link.upper.id)} & wanted)
    if not any(link.lowers for link in links):
        raise NotFound(f"“{who}”里没有联系着人的联络人，请核对后再印。", where=who)
    return links


def _cards(facts: Facts, grid: GridFacts, who: str, *, with_phone: bool, recto: bool) -> list[Section]:
    """Give a card for every liaison who has people, each from page 1 of its own."""
    upper_of = {lower.id: link.upper for link in grid.links for lower in link.lowers}
    sections: list[Section] = []
    for link in _links_of(grid, who):
        if not link.lowers:
            continue
        upper = upper_of.get(link.upper.id)
        above = f"{upper.name}（{post_of(upper)}）" if upper else "无（一级）" if link.tier == 1 else "待定"
        blocks: tuple[Block, ...] = (
            Title(f"{facts.office}委员联络卡", f"（{facts.until}）"),
            _line("联络人", f"{link.upper.name}（{post_of(link.upper)}）"), _line("上级联络人", above),
            TableBlock(_card_table(link, with_phone=with_phone)),
            Note(f"联系对象 {len(link.lowers)} 人。排列：{facts.order}。"),
            Paragraph((Run("联系记录"),), first=0, before=10, keep_next=True),
            TableBlock(_record_table(_rows_left(link))),
        )  # fmt: skip
        head = INTERNAL if with_phone else ""
        paper = Section(blocks, margins=REPORT_MARGINS, head=head, foot=foot_of(facts), start=1, grid=False)
        sections.append(replace(paper, recto=recto))
    nothing = (
        Title(f"{facts.office}委员联络卡", f"（{facts.until}）"),
        Note("还没有联络关系，请先分配网格。"),
    )
    return sections or [Section(nothing, foot=foot_of(facts), grid=False)]


def _line(label: str, text: str) -> Paragraph:
    return Paragraph((Run(f"{label}：", bold=True), Run(text)), first=0, size=14)


def _card_table(link: LinkFacts, *, with_phone: bool) -> Table:
    columns = [
        Column("序号", Kind.INT, 12, Align.CENTER), Column("联系对象", Kind.NAME, 26), Column("界别", width=32, align=Align.CENTER),
        Column("单位及职务", width=60),
    ]  # fmt: skip
    if with_phone:
        columns.append(Column("电话", Kind.CODE, 30))
    rows: list[Row] = []
    for number, lower in enumerate(link.lowers, 1):
        row: Row = (number, lower.name, lower.sector, lower.workplace)
        rows.append((*row, lower.more.get(PHONE, "")) if with_phone else row)
    size = 12 if len(link.lowers) <= MANY else 10.5
    return Table(tuple(columns), tuple(rows), name=link.upper.name, size=size)


def _rows_left(link: LinkFacts) -> int:
    """Give the rows to write in that the page has room for below the people: a card is one page."""
    lines = (max(1, -(-ceil(ems(one.workplace)) // WORKPLACE_CHARACTERS)) for one in link.lowers)
    height = LINE_HEIGHT if len(link.lowers) <= MANY else LINE_HEIGHT * 10.5 / 12
    taken = sum(max(LEAST_ROW, height * count + 1.5) for count in lines)
    return max(FEWEST_RECORDS, min(MOST_RECORDS, int((CARD_ROOM - taken) / RECORD_HEIGHT)))


def _record_table(rows: int) -> Table:
    columns = (
        Column("时间", width=26, align=Align.CENTER), Column("对象", width=26, align=Align.CENTER), Column("方式", width=22, align=Align.CENTER),
        Column("内容", width=58), Column("签字", width=24, align=Align.CENTER),
    )  # fmt: skip
    return Table(columns, (("", "", "", "", ""),) * rows, name="联系记录", size=12, row_height=RECORD_HEIGHT)


LIAISON = Form(
    "五级网格联络表", "谁联系谁：总表、汇总或一人一张联络卡", tables, frozenset({"roster", "grid"}),
    (Option("版式", ("总表和汇总", "总表", "汇总", "联络卡")), Option("手机号", ("不印", "印")), WHO, TWO_SIDED, COMPARED),
    group=Group.GRID, together=True,
)  # fmt: skip
