"""A filled wording as pages: the parts where its layout has them, its lines as paragraphs, heads and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from app.domain.wording import Layout
from app.reports.document import Block, Font, Paragraph, Run, Section, Spacer, TableBlock
from app.reports.official import paper as official_paper
from app.reports.official.paper import Annex, OfficialText
from app.reports.table import Table
from app.reports.wording.words import joined, lines_of

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


def sections_of(
    layout: Layout, parts: Mapping[str, str], tables: Mapping[str, Table], *, recto: bool = True
) -> tuple[Section, ...]:
    """Set one copy, from page 1, on an odd page if `recto`; `parts` are filled, by key. 贺卡 are set by `cards`."""

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
    """Give one paragraph a line; a table alone in its line is set as a table, with white before what follows it.

    None stands behind the last: where a table fills its page, Word would give that white a page of its own.
    """
    below = False
    for line in lines_of(text):
        if below:
            yield Spacer(0.5)
        named = _TABLE.fullmatch(line)
        below = named is not None
        yield TableBlock(tables[named[1]]) if named else _line(line)


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


def _several(text: str, between: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(f"[{''.join(between)}]", text) if part.strip())
