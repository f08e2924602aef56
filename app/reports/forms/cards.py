"""贺卡: birthdays and festivals, two cards on an A4 sheet that is cut in the middle."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Final

from app.domain.member import Member
from app.reports.document import (
    Block,
    Document,
    Font,
    Margins,
    Note,
    PageBreak,
    PageNumbers,
    Paragraph,
    Run,
    Section,
)
from app.reports.facts import Facts
from app.reports.forms.form import ON_PAPER, Ask, Form, Option, Options
from app.reports.forms.listing import ORDER, PEOPLE
from app.reports.gongwen import MM
from app.reports.names import ems
from app.reports.table import Align

BIRTHDAY: Final = "生日"
WISHES: Final[Mapping[str, str]] = {
    BIRTHDAY: "值此您生日之际，谨向您致以诚挚的祝福！感谢您对政协工作的支持和贡献。祝您生日快乐、身体健康、工作顺利、阖家幸福！",
    "元旦": "值此新年来临之际，谨向您和家人致以节日的问候！感谢您一年来认真履职、建言资政。祝您新年快乐、身体健康、万事如意！",
    "春节": "值此新春佳节来临之际，谨向您和家人致以节日的问候！感谢您一年来认真履职、建言资政。祝您新春快乐、身体健康、阖家幸福！",
    "妇女节": "值此三八国际妇女节来临之际，谨向您致以节日的祝贺！祝您节日快乐、身体健康、工作顺利、家庭美满！",
    "教师节": "值此教师节来临之际，谨向您致以节日的祝贺和崇高的敬意！祝您节日快乐、身体健康、桃李芬芳！",
    "中秋节": "值此中秋佳节来临之际，谨向您和家人致以节日的问候！祝您节日快乐、身体健康、阖家团圆！",
    "国庆节": "值此国庆佳节来临之际，谨向您和家人致以节日的问候！祝您节日快乐、身体健康、阖家幸福！",
}
"""What a card says where the office says nothing of its own."""
OCCASION: Final = Option("节日", tuple(WISHES))
EVERY_MONTH: Final = "不限"
MONTH: Final = Option("生日月份", (EVERY_MONTH, *(f"{month}月" for month in range(1, 13))))
WORDS: Final = Option("贺词", ("",), Ask.TEXT, "不写就用平常的贺词；写了就照写的印")

SIDES: Final = Margins(top=26.0, bottom=10.0, left=24.0, right=24.0)
HALF: Final = 148.5 * MM
SIZE, PITCH = 20.0, 33.0
"""Of the words on a card, pt."""


def cards(facts: Facts, options: Options) -> Document:
    """Make the cards of the members asked for; with a month of those alone who were born in it."""
    people = [member for member in facts.members if options[MONTH.name] in (EVERY_MONTH, born_in(member))]
    blocks: list[Block] = []
    for number, member in enumerate(people):
        if number and number % 2 == 0:
            blocks.append(PageBreak())
        card = list(_card(member, facts, options))
        blocks += card
        if number % 2 == 0 and number + 1 < len(people):
            blocks.append(_rest(card))
    if not people:
        blocks = [Note("没有要印贺卡的委员。")]
    section = Section(tuple(blocks), margins=SIDES, numbers=PageNumbers.NONE, grid=False)
    return Document("贺卡", (section,), facts.office, facts.day)


def born_in(member: Member) -> str:
    """Give the month of a birthday as the option names it; empty where it is not known."""
    month = member.birth[5:7].lstrip("0")
    return f"{month}月" if month else ""


def _card(member: Member, facts: Facts, options: Options) -> Iterator[Paragraph]:
    """Give the lines of one card: whom it is for, the wish, who sends it and when."""
    wish = options[WORDS.name] or WISHES[options[OCCASION.name]]
    yield _line(f"尊敬的{member.name}委员：", first=0)
    yield _line(wish, first=2)
    yield _line(facts.office, align=Align.RIGHT, before=PITCH / 2)
    yield _line(facts.day_text, align=Align.RIGHT)


def _line(words: str, *, first: float = 0, align: Align = Align.JUSTIFY, before: float = 0) -> Paragraph:
    return Paragraph((Run(words),), Font.KAI, size=SIZE, align=align, first=first, before=before, pitch=PITCH)


def _rest(card: list[Paragraph]) -> Paragraph:
    """Give the empty line that goes down to where the second card of a sheet begins."""
    room = (210.0 - SIDES.left - SIDES.right) * MM
    taken = sum(math.ceil((ems(one.text) + one.first) * SIZE / room) * PITCH + one.before for one in card)
    return Paragraph((Run(""),), Font.KAI, size=SIZE, first=0, pitch=max(PITCH, HALF - taken))


CARDS = Form(
    "贺卡", "生日、节日贺卡，A4 一张两份，从中间裁开；生日可以只印某个月的", cards, frozenset({"roster", "people"}),
    (PEOPLE, OCCASION, MONTH, WORDS, ORDER), formats=ON_PAPER, plain="贺卡上只有贺词和落款",
)  # fmt: skip
