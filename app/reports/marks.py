"""A paper with its changed figures marked and a closing table that says why: readable in black and white, the same in every format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from app.reports import gongwen
from app.reports.comparison import Causes, Change, Comparison, Key, reason
from app.reports.document import (
    REPORT_MARGINS,
    Block,
    Document,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    Paragraph,
    Section,
    TableBlock,
    Title,
)
from app.reports.figure import Bar, Bars, Pie, Pyramid, Stacked
from app.reports.figures_said import (
    CHANGES,
    SaidFigure,
    Stands,
    figure_columns,
    figures_said,
)
from app.reports.names import ems
from app.reports.running_figures import spots
from app.reports.table import Align, Cell, Column, Kind, Marked, RateLike, Row, Table, Value

MOST_NAMED: Final = 12
"""Names that one reason tells on paper; the window and the command line tell all."""
WHITE: Final = 0.8
"""What stands between words and rules, in characters."""
UP, DOWN, OTHER = "▲", "▼", "◆"


def with_changes(document: Document, comparison: Comparison, causes: Causes, last: str) -> Document:
    """Mark every figure that changed since `last` (第12号，2026-05-01 打印) and close with what changed and why."""
    if not comparison.changes:
        return with_remark(document, " ".join((f"与上次（{last}）相比，数字没有变化。", *comparison.other)))
    marked = _Marker(document, comparison).document()
    foot = document.sections[-1].foot
    return replace(marked, sections=(*marked.sections, _closing(comparison, causes, last, foot)))


def with_remark(document: Document, sentence: str) -> Document:
    """Close a document with one sentence in small type."""
    *others, last = document.sections
    return replace(document, sections=(*others, replace(last, blocks=(*last.blocks, Note(sentence)))))


def sign(change: Change) -> str:
    """▲ for more, ▼ for less, ◆ where it cannot be said."""
    difference = change.difference
    return OTHER if not difference else UP if difference > 0 else DOWN


class _Marker:
    """Goes through a document as `figures_said` does, and marks what changed."""

    def __init__(self, document: Document, comparison: Comparison) -> None:
        self._document = document
        self._changes: Mapping[object, Change] = comparison.by_key()
        self._figures: Iterator[SaidFigure] = iter(figures_said(document))

    def document(self) -> Document:
        """Give the marked document."""
        sections = tuple(
            replace(section, blocks=tuple(map(self._block, section.blocks)))
            for section in self._document.sections
        )
        return replace(self._document, sections=sections)

    def _next(self) -> Change | None:
        figure = next(self._figures)
        return self._changes.get(figure.key)

    def _block(self, block: Block) -> Block:
        match block:
            case TableBlock():
                return TableBlock(self._table(block.table))
            case KeyFigures():
                return KeyFigures(tuple(map(self._key_figure, block.figures)))
            case Figure():
                return self._chart(block)
            case Title():
                return replace(block, subtitle=self._words(block.subtitle))
            case Heading():
                return replace(block, text=self._words(block.text))
            case Note():
                return replace(block, text=self._words(block.text))
            case Paragraph():
                return replace(
                    block, runs=tuple(replace(run, text=self._words(run.text)) for run in block.runs)
                )
            case _:
                return block

    def _table(self, table: Table) -> Table:
        if not table.headless:
            rows = tuple(self._row(table, row) for row in table.rows)
            table = replace(table, rows=rows, totals=self._row(table, table.totals) if table.totals else None)
        return replace(table, notes=tuple(map(self._words, table.notes)))

    def _row(self, table: Table, row: Row) -> Row:
        made: list[Value | Cell] = list(row)
        for column in figure_columns(table, row):
            change = self._next()
            if change is not None:
                wide = table.columns[column].width
                made[column] = _marked(row[column], change, wide * gongwen.MM / table.size)
        return tuple(made)

    def _key_figure(self, one: KeyFigure) -> KeyFigure:
        change = self._next()
        if change is None:
            return one
        mark = f"{sign(change)}上次 {change.before_text}"
        return replace(one, note=f"{one.note}，{mark}" if one.note else mark)

    def _chart(self, block: Figure) -> Figure:
        chart = block.chart
        if isinstance(chart, Stacked):
            for _label, counts in chart.rows:
                for _count in counts:
                    self._next()
        elif isinstance(chart, Bars):
            chart = replace(chart, bars=tuple(map(self._bar, chart.bars)))
        elif isinstance(chart, Pyramid):
            chart = replace(chart, tiers=tuple(map(self._bar, chart.tiers)))
        elif isinstance(chart, Pie):
            chart = replace(chart, slices=tuple(map(self._bar, chart.slices)))
        return replace(block, chart=chart, caption=self._words(block.caption))

    def _bar(self, bar: Bar) -> Bar:
        change = self._next()
        if change is None or change.before is None:
            return bar
        return replace(bar, text=f"{change.before_text}→{bar.words}")

    def _words(self, text: str) -> str:
        made, last = "", 0
        for spot in spots(text):
            change = self._next()
            if change is not None:
                made += f"{text[last : spot.end]}{sign(change)}（上次 {change.before_text}）"
                last = spot.end
        return made + text[last:]


def _marked(value: Value | Cell, change: Change, room: float) -> Value | Cell:
    """Put the mark behind a figure, or below it where the column has no `room` (in characters) for both."""
    held = value.value if isinstance(value, Cell) else value
    if not isinstance(held, (int, float, Decimal, RateLike)):
        return value
    mark = f"{sign(change)}（{change.before_text}）"
    if ems(change.now_text + mark) + WHITE > room:
        mark = f"\n{sign(change)}{change.before_text}"
    marked = Marked(held, mark)
    return replace(value, value=marked) if isinstance(value, Cell) else marked


# --------------------------------------------------------------------------- the closing table


def listed(comparison: Comparison) -> tuple[Change, ...]:
    """Give the changes that the closing table tells of: what stands twice is told once, a share with its number."""
    found: list[Change] = []
    told: set[tuple[object, ...]] = set()
    pairs: set[tuple[str, str]] = set()
    order: tuple[Callable[[Change], bool], ...] = (
        lambda one: one.figure.stands in (Stands.KEY, Stands.TABLE),
        lambda one: one.figure.stands is Stands.CHART,
        lambda one: one.figure.stands is Stands.WORDS,
    )
    counts = {
        (one.figure.place, one.figure.row, people_of(one))
        for one in comparison.changes
        if one.traced and one.figure.of is None
    }
    for chosen in order:
        for one in filter(chosen, comparison.changes):
            if one.figure.of is not None and (one.figure.place, one.figure.row, people_of(one)) in counts:
                continue
            pair = one.before_text, one.now_text
            people = people_of(one)
            same = (
                (*pair, people)
                if one.figure.stands is Stands.CHART
                else (*pair, one.figure.row, one.figure.column)
            )
            if same not in told and not (one.figure.stands is Stands.WORDS and pair in pairs):
                found.append(one)
            told |= {same, (*pair, people)}
            pairs.add(pair)
    return tuple(found)


def people_of(change: Change) -> tuple[Key, ...]:
    """Give everybody who moved a figure."""
    return tuple(who.key for who in (*change.came, *change.went))


def difference_text(change: Change) -> str:
    """Write by how much a figure changed: ＋3, －1.5 个百分点."""
    difference = change.difference
    if difference is None:
        return "—"
    points = " 个百分点" if change.figure.text.endswith("%") else ""
    return f"{'＋' if difference > 0 else '－' if difference < 0 else ''}{abs(difference)}{points}"


def _closing(comparison: Comparison, causes: Causes, last: str, foot: str) -> Section:
    told = listed(comparison)
    rows: list[Row] = [
        (
            one.figure.name, one.before_text, one.now_text, difference_text(one),
            reason(one, causes, comparison.everything, MOST_NAMED),
        )
        for one in told
    ]  # fmt: skip
    columns = (
        Column("项目", width=42), Column("上次", Kind.CODE, 18, Align.CENTER), Column("这次", Kind.CODE, 18, Align.CENTER),
        Column("增减", width=20, align=Align.CENTER), Column("原因", width=72),
    )  # fmt: skip
    explained = (
        f"与存档{last}相比。{UP}比上次多，{DOWN}比上次少，后面（括号内或下一行）是上次的数；"
        "原因中“＋”是新计入的，“－”是不再计入的。文中几处是同一个数的，表中只列一次。"
    )
    blocks: tuple[Block, ...] = (
        Heading(1, CHANGES),
        Note(" ".join((explained, *comparison.other)), keep_next=True),
        TableBlock(Table(columns, tuple(rows), name=CHANGES, size=10.5)),
    )
    return Section(blocks, margins=REPORT_MARGINS, foot=foot, grid=False)


__all__ = ["difference_text", "listed", "sign", "with_changes", "with_remark"]
