"""A document as a workbook: each table a sheet with what stands above and below it on paper, everything else as 说明.

The same words as in Word and PDF; what Excel says more than once are the values of cells merged downwards, so that a
table can be sorted and filtered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

from app.reports.document import (
    Block,
    Contents,
    Document,
    Figure,
    Heading,
    KeyFigures,
    NameColumns,
    Note,
    PageBreak,
    Section,
    Spacer,
    TableBlock,
    Title,
)
from app.reports.figure import Bars, Pyramid, Stacked, chart_words, is_empty
from app.reports.table import Table
from app.reports.words import block_words

NAMES_A_ROW = 8


class Look(Enum):
    """What a line beside a table is."""

    TITLE = "标题"
    SUBTITLE = "副标题"
    HEADING = "小标题"
    NOTE = "口径"
    TEXT = "正文"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words across a sheet, or a row of several."""

    words: tuple[str, ...]
    look: Look = Look.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with the lines above and below it; `section` says paper, direction and margins."""

    table: Table
    above: tuple[Line, ...] = ()
    below: tuple[Line, ...] = ()
    section: Section | None = None


@dataclass(slots=True)
class Workbook:
    """Sheets in the order of the paper, and the lines that stand beside no table."""

    sheets: list[Sheet] = field(default_factory=list)
    prose: list[Line] = field(default_factory=list)


def workbook(document: Document) -> Workbook:
    """Sort a document's blocks: titles, headings and notes go with the table they stand at, all else is prose."""
    book = Workbook()
    for section in document.sections:
        _Sorter(book, section).sort()
    return book


class _Sorter:
    """Sorts the blocks of one section."""

    def __init__(self, book: Workbook, section: Section) -> None:
        self.book = book
        self.section = section
        self.waiting: list[Line] = []
        self.first = len(book.sheets)
        self.at_table = False

    def sort(self) -> None:
        """Put every block where it belongs; what waits for a table that never comes is prose."""
        for block in self.section.blocks:
            self._put(block)
        self._to_prose()
        if self.section.foot:
            foot = Line((self.section.foot,), Look.NOTE)
            for place in range(self.first, len(self.book.sheets)):
                sheet = self.book.sheets[place]
                self.book.sheets[place] = replace(sheet, below=(*sheet.below, foot))

    def _put(self, block: Block) -> None:
        match block:
            case Contents() | PageBreak() | Spacer():
                return
            case TableBlock():
                self.book.sheets.append(Sheet(block.table, tuple(self.waiting), section=self.section))
                self.waiting = []
                self.at_table = True
            case Note() if self.at_table and not block.keep_next and not self.waiting:
                last = self.book.sheets[-1]
                self.book.sheets[-1] = replace(last, below=(*last.below, Line((block.text,), Look.NOTE)))
            case Title() | Heading() | Note():
                self.waiting += lines(block)
            case _:
                self._to_prose()
                self.at_table = False
                self.book.prose += lines(block)

    def _to_prose(self) -> None:
        self.book.prose += self.waiting
        self.waiting = []


def lines(block: Block) -> Iterator[Line]:
    """Give a block's words line by line; what belongs together stands in one row."""
    match block:
        case Title():
            looks = (Look.TITLE, Look.SUBTITLE)
            yield from (Line((w,), look) for w, look in zip(block_words(block), looks, strict=True) if w)
        case Heading():
            yield Line((block.text,), Look.HEADING)
        case Note():
            yield Line((block.text,), Look.NOTE)
        case KeyFigures():
            yield from (
                Line(tuple(word for word in (one.value, one.label, one.note) if word))
                for one in block.figures
            )
        case NameColumns():
            starts = range(0, len(block.names), NAMES_A_ROW)
            yield from (Line(block.names[start : start + NAMES_A_ROW]) for start in starts)
        case Figure():
            yield from _chart_lines(block)
        case _:
            yield from (Line((words,)) for words in block_words(block) if words)


def _chart_lines(block: Figure) -> Iterator[Line]:
    """Give a chart as rows of figures."""
    chart = block.chart
    if block.caption:
        yield Line((block.caption,), Look.HEADING)
    if is_empty(chart):
        yield Line(chart_words(chart))
    elif isinstance(chart, (Bars, Pyramid)):
        bars = chart.bars if isinstance(chart, Bars) else chart.tiers
        for bar in bars:
            yield Line((bar.label, bar.words + chart.unit))
    elif isinstance(chart, Stacked):
        yield Line(("", *chart.parts))
        for name, counts in chart.rows:
            yield Line((name, *map(str, counts), f"{sum(counts)}{chart.unit}"))
    else:
        for words in chart_words(chart):
            yield Line((words,))
