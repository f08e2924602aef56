"""签到表: who is to come, two columns of people on a page, with room to sign."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from app.domain.member import Member
from app.domain.order import ORDER_LABELS, Order
from app.domain.posts import BY_NAME
from app.reports.document import REPORT_MARGINS, Block, Document, Note, PageBreak, Section, TableBlock, Title
from app.reports.facts import Facts
from app.reports.forms.dimensions import in_standing_committee
from app.reports.forms.form import ON_PAPER, Ask, Form, Option, Options
from app.reports.forms.listing import ORDER, PEOPLE, foot_of
from app.reports.table import Align, Column, Kind, Row, Table

HEADING = Option("标题", ("",), Ask.TEXT, "会议名称，如 第十一届委员会第一次会议；不写就是单位和届次")
DAY = Option("会议日期", ("",), Ask.DAY, "不写就留空白")


def _leads(member: Member) -> bool:
    return any(post in BY_NAME and BY_NAME[post].leader and BY_NAME[post].standing for post in member.posts)


SCOPES: Mapping[str, Callable[[Member], bool]] = {
    "全体委员": lambda _member: True,
    "常委会组成人员": in_standing_committee,
    "主席会议成员": _leads,
    "中共党员委员": lambda member: member.is_party_member,
}
SCOPE = Option("范围", tuple(SCOPES))

ROW_HEIGHT = 9.0
"""Room to sign, mm."""
FIRST_ROWS, LATER_ROWS = 20, 25
"""Rows of a page below the title, and of the following pages."""
TALL_HEIGHT, TALL_FIRST, TALL_LATER = 12.0, 15, 18
"""The same where somebody's name or 界别 takes two or three lines: the rows of a page stay even, no page runs over."""
LONGEST_NAME, LONGEST_SECTOR = 6, 9
"""Characters that stand on one line of their column."""


def sign_in(facts: Facts, options: Options) -> Document:
    """Make the sheets: down the left half of a page, then down the right one; suspended members are not invited."""
    people = [member for member in facts.active if SCOPES[options[SCOPE.name]](member)]
    seated = facts.order == ORDER_LABELS[Order.CUSTOM]
    day = options[DAY.name]
    title = options[HEADING.name] or f"{facts.office}|{facts.term}"
    when = "　　年　　月　　日" if not day else "{}年{}月{}日".format(*(int(part) for part in day.split("-")))
    blocks: list[Block] = [
        Title(f"{title}|签到表", f"（{when}）"),
        Note(
            f"应到 {len(people)} 人，实到　　　人。范围：{options[SCOPE.name]}（不含暂停履职）。名单{facts.until}。排列：{facts.order}。"
        ),
    ]
    numbered = [(_number(member, place, seated=seated), member) for place, member in enumerate(people, 1)]
    columns = _columns("座次" if seated else "序号", people)
    for number, page in enumerate(pages(numbered)):
        if number:
            blocks.append(PageBreak())
        blocks.append(TableBlock(_table(page, columns, number)))
    section = Section(tuple(blocks), margins=REPORT_MARGINS, foot=foot_of(facts), grid=False)
    return Document("签到表", (section,), facts.office, facts.day)


def _number(member: Member, place: int, *, seated: bool) -> str:
    return member.more.get("own_no", "") if seated else str(place)


def is_tall(member: Member) -> bool:
    """Whether a member's name or 界别 may take two lines."""
    return len(member.name) > LONGEST_NAME or len(member.sector) > LONGEST_SECTOR


def pages(people: Sequence[tuple[str, Member]]) -> list[list[tuple[str, Member]]]:
    """Cut people into pages; a last page that would hold only a few takes some of the page before it."""
    found: list[list[tuple[str, Member]]] = []
    rest, later = list(people), LATER_ROWS
    while rest or not found:
        rows, tall = (LATER_ROWS, TALL_LATER) if found else (FIRST_ROWS, TALL_FIRST)
        later = tall if any(is_tall(member) for _, member in rest[: 2 * rows]) else rows
        found.append(rest[: 2 * later])
        rest = rest[2 * later :]
    if len(found) > 1 and len(found[-1]) < later:
        both = found[-2] + found[-1]
        half = (len(both) + 1) // 2 + (len(both) + 1) // 2 % 2
        found[-2:] = [both[:half], both[half:]]
    return found


def _columns(number: str, people: Sequence[Member]) -> tuple[Column, ...]:
    """Give the columns of one half; where nobody has a 界别 its room is for signing."""
    tall = any(map(is_tall, people))
    long = any(len(member.name) > LONGEST_NAME for member in people)
    name, sector, sign = (29, 24, 21) if long else (21, 27, 26)
    first = (Column(number, Kind.CODE, 11, Align.CENTER), Column("姓名", Kind.NAME, name))
    if people and not any(member.sector for member in people):
        return (*first, Column("签名", width=sector + sign, align=Align.CENTER))
    return (
        *first,
        Column("界别", Kind.TEXT if tall else Kind.CODE, sector, Align.CENTER),
        Column("签名", width=sign, align=Align.CENTER),
    )


def _table(people: Sequence[tuple[str, Member]], columns: tuple[Column, ...], page: int) -> Table:
    half = (len(people) + 1) // 2
    count = len(columns)
    height = TALL_HEIGHT if any(is_tall(member) for _, member in people) else ROW_HEIGHT
    rows: list[Row] = []
    for place in range(half):
        right = people[place + half] if place + half < len(people) else None
        rows.append((*_cells(people[place], count), *(_cells(right, count) if right else ("",) * count)))
    return Table((*columns, *columns), tuple(rows), name=f"签到表{page + 1}", row_height=height, size=10.0)


def _cells(one: tuple[str, Member], count: int) -> tuple[str, ...]:
    number, member = one
    told = (number, member.name, member.sector)[: count - 1]
    return (*told, "")


SIGN_IN = Form(
    "签到表",
    "序号、姓名、界别、签名，一页两栏",
    sign_in,
    frozenset({"roster", "people"}),
    (HEADING, DAY, SCOPE, ORDER, PEOPLE),
    formats=ON_PAPER,
    together=True,
)
