"""Whole 公文 from what they say: 红头文件, 信函, 纪要, plain report, and series of letters (GB/T 9704-2012).

A wording or a form gives an `OfficialText`; layout is not its business:

    text = OfficialText(Layout.LETTER, mark="政协××县委员会办公室", doc_no="×政协办函〔2026〕8号",
                        title="关于|催办提案的函", addressees="县教育局", body=("一、办理情况", "你局……"),
                        office="政协××县委员会办公室", date="2026年11月20日")
    document = official_document((text,), day=dt.date(2026, 11, 20))

`sections(text)` gives one 公文 as sections, for a document that has other parts too; `official_document(texts)` a whole
document, several texts being a series: each begins on a page of its own with number 1.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from app.reports import gongwen
from app.reports.document import (
    Block,
    Document,
    Font,
    Heading,
    Margins,
    PageNumbers,
    Paragraph,
    Run,
    Section,
    Signature,
    Spacer,
    Title,
    paragraph,
)
from app.reports.official.parts import (
    Addressees,
    AnnexMark,
    Attachments,
    Attendance,
    Imprint,
    LetterHead,
    Marks,
    MinutesHead,
    RedHead,
    Remark,
)

_LEVELS: Final = (
    (1, re.compile("[一二三四五六七八九十]+、")),
    (2, re.compile("（[一二三四五六七八九十]+）")),
    (3, re.compile(r"\d{1,2}[.．](?!\d)")),
    (4, re.compile(r"（\d{1,2}）")),
)
"""结构层次序数 §7.3.3."""
_FONTS: Final = {1: Font.HEI, 2: Font.KAI, 3: Font.FANGSONG, 4: Font.FANGSONG}
NO_MARKS: Final = Marks()
LONGEST_HEADING: Final = 40
"""A numbered line of more characters is text, not a heading: about a line and a half."""
SIDEWAYS: Final = Margins(
    top=gongwen.MARGIN_LEFT, bottom=gongwen.MARGIN_RIGHT, left=gongwen.MARGIN_BOTTOM, right=gongwen.MARGIN_TOP
)
"""The text block of a 公文's page seen with its left edge up: how wide tables stand in it (§8)."""


class Layout(Enum):
    """How a 公文 looks; the value is the office's word for it."""

    RED_HEAD = "红头文件"
    LETTER = "信函"
    MINUTES = "纪要"
    PLAIN = "普通"


@dataclass(frozen=True, slots=True)
class Annex:
    """附件 behind the text: its title and what it holds (nothing: it is named and given apart); `landscape` for a wide table (§8)."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class OfficialText:
    """What one 公文 says; what is empty is not printed.

    `mark` is the 发文机关标志 (of a 纪要 “×××纪要”), `doc_no` the 发文字号 (of a 纪要 its number), `title` may hold "|" where a
    line may end (see `Title`). Each string of `body` is a paragraph, and tables stand among them as they are; one that
    begins with 一、（一）1. or（1）is a heading of that level when it ends without a mark, and begins with a heading up to the
    first “。” when text runs on. `attachments` are the names in the 附件说明; when empty, the titles of `annexes` are.
    `attendance` are (出席, names) of a 纪要, names divided by ideographic blanks or commas. `seal` leaves room for one;
    `remark` comes without its brackets; `copies`, `printed_by`, `printed_on` make the 版记. `two_sided` begins it on an odd
    page, so that no letter stands on another's back.
    """

    layout: Layout
    title: str
    body: tuple[str | Block, ...]
    mark: str = ""
    doc_no: str = ""
    addressees: str = ""
    attachments: tuple[str, ...] = ()
    office: str = ""
    date: str = ""
    seal: bool = False
    remark: str = ""
    copies: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: str = ""
    signers: tuple[str, ...] = ()
    marks: Marks = NO_MARKS
    annexes: tuple[Annex, ...] = ()
    attendance: tuple[tuple[str, str], ...] = ()
    two_sided: bool = False


def official_document(
    texts: Sequence[OfficialText], day: dt.date, *, title: str = "", office: str = ""
) -> Document:
    """Give a document of one 公文 or a series; `title` and `office` are the file's properties (else the first text's)."""
    named = title or (Title(texts[0].title).words if texts else "公文")
    return Document(
        named,
        tuple(section for text in texts for section in sections(text)),
        office=office or (texts[0].office if texts else ""),
        date=day,
    )


def sections(text: OfficialText) -> tuple[Section, ...]:
    """Give one 公文 as sections: the text, wide annexes in landscape sections of their own, the 版记 on the last page.

    Its pages are numbered from 1. Behind a landscape annex the 版记 has a portrait page of its own.
    """
    groups: list[tuple[bool, list[Block]]] = [(False, list(_text(text)))]
    for number, annex in enumerate(text.annexes, 1):
        if not annex.blocks:
            continue
        blocks = _annex(annex, number if len(text.annexes) > 1 else 0)
        if annex.landscape == groups[-1][0] and not annex.landscape:
            groups[-1][1].extend(blocks)
        else:
            groups.append((annex.landscape, list(blocks)))
    imprint = _imprint(text)
    if imprint is not None:
        if groups[-1][0]:
            groups.append((False, []))
        groups[-1][1].append(imprint)
    return tuple(
        Section(
            tuple(blocks),
            landscape=sideways,
            margins=SIDEWAYS if sideways else Margins(),
            numbers=PageNumbers.BOUND if sideways else PageNumbers.OUTER,
            start=1 if first else None,
            grid=not sideways,
            first_number=not (first and text.layout is Layout.LETTER),
            recto=first and text.two_sided,
        )
        for first, (sideways, blocks) in zip([True] + [False] * len(groups), groups, strict=False)
    )


def body_blocks(lines: Sequence[str | Block]) -> Iterator[Block]:
    """Give the paragraphs and headings of a text, line by line; empty lines are passed over, blocks stay as they are."""
    for raw in lines:
        if not isinstance(raw, str):
            yield raw
            continue
        line = raw.strip()
        level = next((n for n, pattern in _LEVELS if pattern.match(line)), 0)
        sentence, stop, rest = line.partition("。")
        if level and len(line) <= LONGEST_HEADING and line[-1] not in "。；：，！？":
            yield Heading(level, line)
        elif level and stop and len(sentence) <= LONGEST_HEADING and _FONTS[level] is not Font.FANGSONG:
            runs = (Run(f"{sentence}。", _FONTS[level]), Run(rest))
            yield Paragraph(runs if rest else runs[:1])
        elif line:
            yield paragraph(line)


def _text(text: OfficialText) -> Iterator[Block]:
    """Give the head, the text and what stands below it."""
    match text.layout:
        case Layout.RED_HEAD:
            yield RedHead(text.mark, text.doc_no, text.signers, text.marks)
        case Layout.LETTER:
            yield LetterHead(text.mark, text.doc_no, text.marks)
        case Layout.MINUTES:
            yield MinutesHead(text.mark, text.doc_no, text.office, text.date)
        case Layout.PLAIN:
            pass
    if text.title:
        yield Title(text.title)
    if text.addressees:
        yield Addressees(text.addressees)
    yield from body_blocks(text.body)
    if names := text.attachments or tuple(Title(annex.title).words for annex in text.annexes):
        yield Attachments(names)
    if text.attendance:
        yield Spacer(gongwen.ATTENDANCE_GAP)
        for label, people in text.attendance:
            yield Attendance(label, people)
    if text.layout is not Layout.MINUTES and (text.office or text.date):
        yield Signature(text.office, text.date, text.seal)
    if text.remark:
        yield Remark(text.remark)


def _annex(annex: Annex, number: int) -> tuple[Block, ...]:
    return (AnnexMark(number), Title(annex.title), *annex.blocks)


def _imprint(text: OfficialText) -> Imprint | None:
    """Give the 版记; of a 信函 it says only to whom copies go (§10.1)."""
    letter = text.layout is Layout.LETTER
    imprint = Imprint(text.copies, text.printed_by, text.printed_on, letter=letter)
    says = text.copies or (not letter and (text.printed_by or text.printed_on))
    return imprint if says else None
