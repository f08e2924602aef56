"""The figures of a document with the place each stands at: what is kept of a paper, and what two papers are compared by.

A figure stands in a table, among the big figures, in a chart, or in running words; there its place is the words around it.
Numbers that only count rows up, days and document numbers are none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import Final

from app.domain.counted import Counted
from app.reports.document import (
    Block,
    Document,
    Figure,
    Heading,
    KeyFigures,
    Note,
    Paragraph,
    TableBlock,
    Title,
)
from app.reports.figure import Bar, Bars, Chart, Pie, Pyramid, Stacked
from app.reports.running_figures import place_of, spots, unmarked, with_counted
from app.reports.table import COVERED, Cell, Kind, Marked, RateLike, Row, Table, Value, text_of

CHANGES: Final = "与上次相比的变化"
"""The heading and table with which a paper closes that is compared with an earlier one: none of its own figures."""
SINCE_LAST: Final = "与上次"
"""How a note begins that tells of an earlier paper: no 口径."""
NUMBERING: Final = frozenset({"序号", "编号", "提案号", "流水号", "逾期（天）", "排名"})
"""Titles of columns whose numbers name a row, or only tell how much time has gone by."""
TOTAL: Final = "合计"
_NUMBERS: Final = frozenset({Kind.INT, Kind.NUMBER, Kind.RATE})


class Stands(Enum):
    """Where a figure stands."""

    TABLE = "表"
    KEY = "大数字"
    CHART = "图"
    WORDS = "正文"
    BASE = "底数"
    """Counted for the paper's sake and printed nowhere: what a number in running words is traced by."""


@dataclass(frozen=True, slots=True)
class SaidFigure:
    """One figure: where it stands (`place`: the table, chart or heading; `row` and `column`: the words beside and above),
    as printed (`text`) and as a number.

    `at` tells figures apart whose words are the same, counted from 0. `of` is what a rate is a share of. `behind` are the
    ids that were counted (None: it does not know them), of members or proposals (`about`).
    """

    stands: Stands
    place: str
    row: str
    column: str
    text: str
    number: Decimal | None
    of: int | None = None
    behind: tuple[int, ...] | None = None
    about: str = ""
    at: int = 0

    @property
    def key(self) -> tuple[Stands, str, str, str, int]:
        """Where it stands: what makes it the same figure on two papers."""
        return self.stands, self.place, self.row, self.column, self.at

    @property
    def name(self) -> str:
        """What it is, in one line: 提案类别 · 农业 · 立案."""
        words = [with_counted(word) for word in (self.place, self.row, self.column)]
        return " · ".join(dict.fromkeys(word.strip() for word in words if word.strip())).replace(
            " · （", "（"
        )


def figures_said(document: Document) -> tuple[SaidFigure, ...]:
    """Give every figure of a document in reading order, without what marks it as changed."""
    seen: Counter[tuple[Stands, str, str, str]] = Counter()
    found: list[SaidFigure] = []
    for figure in _figures(document):
        key = (figure.stands, figure.place, figure.row, figure.column)
        found.append(replace(figure, at=seen[key]))
        seen[key] += 1
    return tuple(found)


def definitions_said(document: Document) -> tuple[str, ...]:
    """Give the 口径 of a document: every note, under tables and between them."""
    found: list[str] = []
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Heading) and block.text == CHANGES:
                break
            if isinstance(block, Note):
                found += [] if block.text.startswith(SINCE_LAST) else [block.text]
            elif isinstance(block, TableBlock):
                found += block.table.notes
    return tuple(unmarked(text) for text in dict.fromkeys(found))


def _figures(document: Document) -> Iterator[SaidFigure]:
    names = TableNames()
    for section in document.sections:
        heading = ""
        for block in section.blocks:
            if isinstance(block, Heading):
                if block.text == CHANGES:
                    return
                heading = place_of(block.text)
                yield from _words(block.text, heading)
            else:
                yield from _of_block(block, heading, names)


class TableNames:
    """Names the tables of a document in turn; of those that are called the same, each after the first has its number."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, table: Table, heading: str) -> str:
        """Give the name of the next table, which stands under a heading."""
        name = table.name or table.title or heading
        self._seen[name] += 1
        return name if self._seen[name] == 1 else f"{name}（第{self._seen[name]}张）"


def _of_block(block: Block, heading: str, names: TableNames) -> Iterator[SaidFigure]:
    match block:
        case TableBlock():
            yield from _of_table(block.table, names.of(block.table, heading))
            for note in block.table.notes:
                yield from _words(note, heading)
        case KeyFigures():
            for one in block.figures:
                said = unmarked(one.value)
                behind = one.counted
                yield _said(Stands.KEY, "", one.label, "", behind if behind is not None else said, said)
        case Figure():
            yield from _of_chart(block, heading)
        case Title():
            yield from _words(block.subtitle, "")
        case Note():
            yield from _words(block.text, heading)
        case Paragraph():
            for run in block.runs:
                yield from _words(run.text, heading)
        case _:
            return


# --------------------------------------------------------------------------- tables


def _of_table(table: Table, place: str) -> Iterator[SaidFigure]:
    if table.headless:
        return
    above: list[str] = [""] * len(table.columns)
    for row in table.rows:
        words = row_words(table, row, above)
        for column in figure_columns(table, row):
            value = _held(row[column])
            yield _said(Stands.TABLE, place, words, column_words(table, column), value, _text(value))
    if table.totals:
        for column in figure_columns(table, table.totals):
            value = _held(table.totals[column])
            yield _said(Stands.TABLE, place, TOTAL, column_words(table, column), value, _text(value))


def figure_columns(table: Table, row: Row) -> list[int]:
    """Give the places of a row that hold figures."""
    return [
        place
        for place, value in enumerate(row)
        if value is not COVERED
        and table.columns[place].title not in NUMBERING
        and (
            isinstance(held := _held(value), RateLike)
            or (isinstance(held, (int, float, Decimal)) and not isinstance(held, bool))
        )
    ]


def row_words(table: Table, row: Row, above: list[str]) -> str:
    """Give the words that say what a row is about: its name, or all words before its first figure.

    `above` holds the words of the rows above by column, for the places that a merged cell covers; it is brought up to date.
    """
    for place, value in enumerate(row):
        if value is not COVERED:
            held = _held(value)
            above[place] = held if isinstance(held, str) else ""
    named = [
        above[place]
        for place, column in enumerate(table.columns)
        if column.kind is Kind.NAME and above[place]
    ]
    if named:
        return named[0]
    figures = figure_columns(table, row)
    told = [
        word if column.kind not in _NUMBERS else "" for word, column in zip(above, table.columns, strict=True)
    ]
    before = [word for word in told[: figures[0] if figures else 0] if word]
    return " ".join(before or [word for word in told if word][:1])


def column_words(table: Table, column: int) -> str:
    """Give the head of a column, with the head above it."""
    over = next((one.title for one in table.groups if one.first <= column <= one.last), "")
    title = table.columns[column].title.replace("\n", "")
    return f"{over} {title}" if over else title


def _held(value: Value | Cell) -> Value:
    held = value.value if isinstance(value, Cell) else value
    return held.value if isinstance(held, Marked) else held


def _text(value: Value) -> str:
    return unmarked(text_of(value))


# --------------------------------------------------------------------------- charts


def bars_of(chart: Chart) -> tuple[Bar, ...]:
    """Give the bars, tiers or slices of a chart, whose lengths are figures; a line's points stand in a table as well."""
    match chart:
        case Bars():
            return chart.bars
        case Pyramid():
            return chart.tiers
        case Pie():
            return chart.slices
        case _:
            return ()


def _of_chart(block: Figure, heading: str) -> Iterator[SaidFigure]:
    place = place_of(block.caption) or heading
    chart = block.chart
    if isinstance(chart, Stacked):
        for label, counts in chart.rows:
            for part, count in zip(chart.parts, counts, strict=True):
                yield _said(Stands.CHART, place, label, part, count, str(count))
    for bar in bars_of(chart):
        yield _said(Stands.CHART, place, bar.label, "", bar.value, f"{bar.value:g}")
    yield from _words(block.caption, heading)


# --------------------------------------------------------------------------- running words


def _words(text: str, heading: str) -> Iterator[SaidFigure]:
    text = unmarked(text)
    for spot in spots(text):
        said = text[spot.start : spot.end]
        yield _said(Stands.WORDS, heading, spot.phrase, str(spot.nth + 1) if spot.nth else "", said, said)


# --------------------------------------------------------------------------- one figure


def _said(stands: Stands, place: str, row: str, column: str, value: object, text: str) -> SaidFigure:
    if isinstance(value, RateLike):
        counted = value.n
        return SaidFigure(
            stands, place, row, column, text, Decimal(int(counted)), int(value.of),
            counted.behind if isinstance(counted, Counted) else None,
            counted.about if isinstance(counted, Counted) else "",
        )  # fmt: skip
    if isinstance(value, Counted):
        return SaidFigure(
            stands, place, row, column, text, Decimal(int(value)), None, value.behind, value.about
        )
    return SaidFigure(stands, place, row, column, text, number_of(value))


def number_of(value: object) -> Decimal | None:
    """Read a figure as a number: 151, 89.5 of “89.5%”; None of “—”."""
    if isinstance(value, (int, Decimal)):
        return Decimal(value)
    text = f"{value:g}" if isinstance(value, float) else str(value)
    plain = text.removesuffix("%").strip()
    return Decimal(plain) if re.fullmatch(r"[-−]?\d+(\.\d+)?", plain.replace("−", "-")) else None
