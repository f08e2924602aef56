"""A filled wording as pages: the parts where its layout has them, its lines as paragraphs, heads and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from app.domain.wording import Layout
from app.reports import gongwen
from app.reports.document import (
    Block,
    Font,
    Margins,
    PageBreak,
    PageNumbers,
    Paragraph,
    Run,
    Section,
    Signature,
    Spacer,
    TableBlock,
    Title,
)
from app.reports.official import (
    Addressees,
    AnnexMark,
    Attachments,
    Attendance,
    Imprint,
    LetterHead,
    MinutesHead,
    RedHead,
    Remark,
)
from app.reports.table import Align, Table

TABLE_MARK: Final = "\x00"
"""Around the name of a table that stands alone in its line; no template and no value may hold it."""
_TABLE: Final = re.compile("\x00([^\x00\n]+)\x00")
_HEADS: Final = (
    (re.compile(r"[一二三四五六七八九十]{1,3}、"), Font.HEI),
    (re.compile(r"（[一二三四五六七八九十]{1,3}）"), Font.KAI),
)
LONGEST_HEAD: Final = 24
"""Characters that are set off as a head; what is longer is a sentence of the text."""
_FLUSH: Final = ("敬礼", "敬礼！")
"""The second half of 此致敬礼 begins where the line does."""
_SENTENCE: Final = re.compile(r"[：。；]")

CARD_SIZE: Final = 26.0  # pt, 一号
CARD_PITCH: Final = 46.0  # pt
CARD_TITLE: Final = 42.0  # pt, 初号
CARD_MARGINS: Final = Margins(top=32.0, bottom=25.0, left=45.0, right=45.0)
"""Of a card on A4 paper lying on its side."""


def sections_of(
    layout: Layout, parts: Mapping[str, str], tables: Mapping[str, Table], *, recto: bool = True
) -> tuple[Section, ...]:
    """Set one copy, from page 1, on an odd page if `recto`; `parts` are filled, by key."""
    if layout is Layout.CARD:
        return (_card(parts),)
    annexes = annexes_of(parts.get("annexes", ""))
    blocks = [*_before(layout, parts), *body_blocks(parts.get("body", ""), tables)]
    blocks += [Attachments(tuple(name for name, _ in annexes))] if annexes else []
    blocks += _after(layout, parts)
    for number, (name, lines) in enumerate(annexes, 1):
        if lines:
            mark = AnnexMark(number if len(annexes) > 1 else 0)
            blocks += [PageBreak(), mark, Title(name), *body_blocks("\n".join(lines), tables)]
    blocks += _imprint(layout, parts)
    first = layout is not Layout.LETTER
    return (Section(tuple(blocks), start=1, first_number=first, recto=recto),)


def joined(text: str) -> str:
    """A part of one line: wraps of the clerk's hand undone; wide blanks are room to write in and stay."""
    return "".join(line.strip(" \t") for line in text.splitlines())


def lines_of(text: str) -> list[str]:
    """The lines of a part that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def annexes_of(text: str) -> list[tuple[str, list[str]]]:
    """Cut 附件 into (name, lines): a line after “# ” begins one; lines before the first are names of what is given apart."""
    found: list[tuple[str, list[str]]] = []
    begun = False
    for line in lines_of(text):
        if line[0] in "#＃":
            begun = True
            found.append((line.lstrip("#＃ 　"), []))
        elif begun:
            found[-1][1].append(line)
        else:
            found.append((line, []))
    return [(name, lines) for name, lines in found if name]


def body_blocks(text: str, tables: Mapping[str, Table]) -> Iterator[Block]:
    """Give one paragraph a line; a table alone in its line is set as a table."""
    for line in lines_of(text):
        if named := _TABLE.fullmatch(line):
            yield TableBlock(tables[named[1]])
            yield Spacer(0.5)
        else:
            yield _paragraph(line)


def _paragraph(line: str) -> Paragraph:
    """Set 一、 in 黑体 and （一） in 楷体 (GB/T 9704-2012 §7.3.3): a short line as a whole, a longer one up to its first stop."""
    for head, font in _HEADS:
        if not head.match(line):
            continue
        stop = _SENTENCE.search(line)
        end = len(line) if stop is None else stop.start() if stop[0] == "：" else stop.end()
        if end > LONGEST_HEAD:
            break
        rest = line[end:]
        return Paragraph((Run(line[:end], font), *((Run(rest),) if rest else ())), keep_next=not rest)
    return Paragraph((Run(line),), first=0.0 if line in _FLUSH else gongwen.FIRST_INDENT)


def _before(layout: Layout, parts: Mapping[str, str]) -> list[Block]:
    mark, doc_no = joined(parts.get("mark", "")), joined(parts.get("doc_no", ""))
    title, to = joined(parts.get("title", "")), joined(parts.get("to", ""))
    found: list[Block] = []
    if layout is Layout.FILE:
        found.append(RedHead(mark, doc_no, _several(parts.get("signer", ""), "、，, \n")))
    elif layout is Layout.LETTER:
        found.append(LetterHead(mark, doc_no))
    elif layout is Layout.MINUTES:
        date, office = joined(parts.get("date", "")), joined(parts.get("office", ""))
        found.append(MinutesHead(mark, doc_no, office, date))
    found += [Title(title)] if title else []
    return found + ([Addressees(to)] if to and layout is not Layout.MINUTES else [])


def _after(layout: Layout, parts: Mapping[str, str]) -> list[Block]:
    office, date, remark = (joined(parts.get(key, "")) for key in ("office", "date", "remark"))
    found: list[Block] = []
    if layout is Layout.MINUTES:
        for line in lines_of(parts.get("attendance", "")):
            name, _, people = line.replace(":", "：", 1).partition("：")
            found.append(Attendance(name, people))
    elif office or date:
        found.append(Signature(office, date, seal=bool(office)))
    return found + ([Remark(remark.strip("（）()"))] if remark else [])


def _imprint(layout: Layout, parts: Mapping[str, str]) -> list[Block]:
    copies = _several(parts.get("copies", ""), "，,；\n")
    printer = joined(parts.get("printer", "")) if layout in (Layout.FILE, Layout.MINUTES) else ""
    if layout is Layout.PLAIN or not (copies or printer):
        return []
    date = joined(parts.get("date", "")) if printer else ""
    return [Imprint(copies, printer, date, letter=layout is Layout.LETTER)]


def _card(parts: Mapping[str, str]) -> Section:
    """A card: the title large, the wish in 楷体, who sends it at the right."""

    def line(text: str, align: Align, first: float = 0.0, right: float = 0.0) -> Paragraph:
        return Paragraph((Run(text),), Font.KAI, CARD_SIZE, align, first=first, right=right, pitch=CARD_PITCH)

    title, to = joined(parts.get("title", "")), joined(parts.get("to", ""))
    office, date = joined(parts.get("office", "")), joined(parts.get("date", ""))
    blocks: list[Block] = [Title(title, size=CARD_TITLE), Spacer(0.5)] if title else []
    blocks += [line(f"{to.rstrip('：:')}：", Align.LEFT)] if to else []
    blocks += [line(one, Align.JUSTIFY, first=2) for one in lines_of(parts.get("body", ""))]
    blocks += [Spacer(0.5)]
    blocks += [replace(line(one, Align.RIGHT, right=1)) for one in (office, date) if one]
    return Section(
        tuple(blocks), landscape=True, margins=CARD_MARGINS, numbers=PageNumbers.NONE, start=1, grid=False
    )


def _several(text: str, between: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(f"[{''.join(between)}]", text) if part.strip())
