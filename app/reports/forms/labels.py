"""标签: addresses of members on bought label sheets; 桌签 and 名签 for a meeting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from app.domain.errors import WrongUsage
from app.domain.member import Member
from app.reports.document import Document, Font, Labels, LabelSheet, Margins, Note, PageNumbers, Section
from app.reports.facts import Facts
from app.reports.forms.form import ON_PAPER, Ask, Form, Option, Options
from app.reports.forms.listing import ORDER, PEOPLE
from app.reports.names import name_parts
from app.reports.table import Align

SHEETS: Final[Mapping[str, LabelSheet]] = {
    sheet.name: sheet
    for sheet in (
        LabelSheet("70×37（3×8）", 3, 8, 70.0, 37.0, 0.0, 0.5),
        LabelSheet("63.5×38.1（3×7）", 3, 7, 63.5, 38.1, 7.2, 15.1, 2.5),
        LabelSheet("99.1×38.1（2×7）", 2, 7, 99.1, 38.1, 4.6, 15.1, 2.6),
        LabelSheet("99.1×67.7（2×4）", 2, 4, 99.1, 67.7, 4.6, 13.1, 2.6),
        LabelSheet("70×42.4（3×7）", 3, 7, 70.0, 42.4, 0.0, 0.1),
        LabelSheet("105×57（2×5）", 2, 5, 105.0, 57.0, 0.0, 6.0),
    )
}
"""A4 sheets that shops sell, in mm as their makers print them on the box."""
SHEET: Final = Option("标签纸", tuple(SHEETS))
SKIP: Final = Option(
    "从第几格开始", ("1",), Ask.TEXT, "第一张已用掉几格时，写下一个空格的号，由左到右、由上到下数"
)
ADDRESS: Final = Option("地址", ("通讯地址", "单位地址", "家庭地址"))
CALLED: Final = Option("称呼", ("同志收", "委员收", "收"))
PLACES: Final = {
    "通讯地址": ("address", "postcode"), "单位地址": ("employer_address", "employer_postcode"),
    "家庭地址": ("home_address", "home_postcode"),
}  # fmt: skip
ADDRESS_SIZE: Final = 12.0
NO_ROOM: Final = "标签上只有收件人，没有制表、日期和排列的地方"
PAPER: Final = Margins(top=10.0, bottom=10.0, left=10.0, right=10.0)


def addresses(facts: Facts, options: Options) -> Document:
    """Make the labels of the members asked for, in the order asked for."""
    sheet = SHEETS[options[SHEET.name]]
    labels = tuple(_address(member, options) for member in facts.members)
    block = Labels(sheet, labels, ADDRESS_SIZE, skip_of(options[SKIP.name], sheet))
    return _document("地址标签", block, facts)


def _document(name: str, block: Labels, facts: Facts) -> Document:
    empty = Section((Note("没有要印的委员。"),))
    sheets = Section((block,), margins=PAPER, numbers=PageNumbers.NONE, grid=False)
    return Document(name, (sheets if block.labels else empty,), facts.office, facts.day)


def _address(member: Member, options: Options) -> tuple[str, ...]:
    """Give the lines of one label: 邮编, address, 单位 where the address does not name it, who gets it.

    Where the address asked for is not known the 单位 takes its place.
    """
    asked = PLACES[options[ADDRESS.name]]
    keys = asked if member.more.get(asked[0]) else PLACES["单位地址"]
    address, postcode = (member.more.get(key, "") for key in keys)
    private = keys == PLACES["家庭地址"]
    unit = "" if private or (member.employer and member.employer in address) else member.employer
    name = f"{spaced(member.name)}　{options[CALLED.name]}"
    return tuple(
        line for line in (postcode, address, unit or ("" if address else member.workplace), name) if line
    )


def spaced(name: str) -> str:
    """Write a name as labels do, two characters as wide as three."""
    two, rest = name_parts(name)
    return f"{two[0]}　{two[1:]}{rest}" if two else name


def skip_of(text: str, sheet: LabelSheet) -> int:
    """Read from which place on the first sheet is free; raises WrongUsage."""
    plain = text.strip() or SKIP.default
    if not (plain.isascii() and plain.isdecimal() and len(plain) < 4 and 1 <= int(plain) <= sheet.places):
        raise WrongUsage(
            f"“{SKIP.name}”要写 1 到 {sheet.places} 的数（“{sheet.name}”一张 {sheet.places} 格），不能是“{text}”。",
            where=text,
        )
    return int(plain) - 1


# --------------------------------------------------------------------------- for a meeting

KINDS: Final[Mapping[str, tuple[LabelSheet, float, Callable[[Member], tuple[str, ...]], int]]] = {
    "桌签（200×100，剪开插入台座，两面一样）": (
        LabelSheet("桌签 200×100", 1, 2, 200.0, 100.0, 5.0, 30.0, 0.0, 20.0), 130.0, lambda one: (spaced(one.name),), 2,
    ),
    "桌签（200×100，一人一面）": (
        LabelSheet("桌签 200×100", 1, 2, 200.0, 100.0, 5.0, 30.0, 0.0, 20.0), 130.0, lambda one: (spaced(one.name),), 1,
    ),
    "名签（90×54，姓名）": (
        LabelSheet("名签 90×54", 2, 5, 90.0, 54.0, 15.0, 13.5), 46.0, lambda one: (spaced(one.name),), 1,
    ),
    "名签（90×54，姓名和界别）": (
        LabelSheet("名签 90×54", 2, 5, 90.0, 54.0, 15.0, 13.5), 28.0,
        lambda one: tuple(line for line in (spaced(one.name), one.sector) if line), 1,
    ),
}  # fmt: skip
KIND: Final = Option("样式", tuple(KINDS))


def name_cards(facts: Facts, options: Options) -> Document:
    """Make the cards of the members asked for; suspended ones are not invited."""
    sheet, size, lines, times = KINDS[options[KIND.name]]
    labels = tuple(lines(member) for member in facts.active for _ in range(times))
    return _document(
        "桌签和名签", Labels(sheet, labels, size, framed=True, font=Font.KAI, align=Align.CENTER), facts
    )


ADDRESSES = Form(
    "地址标签", "信封上贴的：邮编、地址、单位、姓名同志收；几种标签纸可选", addresses, frozenset({"roster", "people"}),
    (PEOPLE, SHEET, SKIP, ADDRESS, CALLED, ORDER), formats=ON_PAPER, plain=NO_ROOM,
)  # fmt: skip
NAME_CARDS = Form(
    "桌签和名签", "会场的桌签、胸前的名签，沿框剪开", name_cards, frozenset({"roster", "people"}), (PEOPLE, KIND, ORDER),
    formats=ON_PAPER, plain="桌签、名签上只有姓名，没有制表、日期和排列的地方",
)  # fmt: skip
