"""A filled wording as pages: the parts where its layout has them, its lines as paragraphs, heads and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from app.domain.wording import Layout
from app.reports.document import (
    Block,
    Font,
    Margins,
    PageNumbers,
    Paragraph,
    Run,
    Section,
    Spacer,
    TableBlock,
    Title,
)
from app.reports.official import paper as official_paper
from app.reports.official.paper import Annex, OfficialText
from app.reports.table import Align, Table

TABLE_MARK: Final = "\x00"
"""Around the name of a table that stands alone in its line; no template and no value may hold it."""
_TABLE: Final = re.compile("\x00([^\x00\n]+)\x00")
_HEADS: Final = (
    (re.compile(r"[一二三四五六七八九十]{1,3}、"), Font.HEI),
    (re.compile(r"（[一二三四五六七八九十]{1,3}）"), Font.KAI),
)
LONGEST_HEAD: Final = 24
"""Characters before a colon that are set off as a head."""
_FLUSH: Final = ("敬礼", "敬礼！")
"""The second half of 此致敬礼 begins where the line does."""

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

    def line(key: str) -> str:
        return joined(parts.get(key, ""))

    prints = layout in (Layout.FILE, Layout.MINUTES) and bool(line("printer"))
    attended = (one.replace(":", "：", 1).partition("：") for one in lines_of(parts.get("attendance", "")))
    text = OfficialText(
        official_paper.Layout(layout.value), line("title"), tuple(body_blocks(parts.get("body", ""), tables)),
        mark=line("mark"), doc_no=line("doc_no"), addressees="" if layout is Layout.MINUTES else line("to"),
        annexes=tuple(
            Annex(name, tuple(body_blocks("\n".join(lines), tables)))
            for name, lines in annexes_of(parts.get("annexes", ""))
        ),
        attendance=tuple((label, people) for label, _, people in attended), office=line("office"), date=line("date"),
        seal=bool(line("office")), remark=line("remark").strip("（）()"),
        copies=() if layout is Layout.PLAIN else _several(parts.get("copies", ""), "，,；\n"),
        printed_by=line("printer") if prints else "", printed_on=line("date") if prints else "",
        signers=_several(parts.get("signer", ""), "、，, \n"), two_sided=recto,
    )  # fmt: skip
    return official_paper.sections(text)


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
            yield _line(line)


def _line(line: str) -> Block:
    """Set 一、会议时间：…… with its head in 黑体, （一） in 楷体; whatever else is numbered is set as in any 公文."""
    head = next((font for pattern, font in _HEADS if pattern.match(line)), None)
    before, colon, rest = line.partition("：")
    if head is not None and colon and len(before) <= LONGEST_HEAD and "。" not in before:
        return Paragraph((Run(before, head), Run(colon + rest)))
    if line in _FLUSH:
        return Paragraph((Run(line),), first=0.0)
    (block,) = official_paper.body_blocks((line,))
    return block


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
