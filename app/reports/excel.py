"""Excel: typed cells under a frozen header, ready to filter and to print; no cell ever begins a formula."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from itertools import chain
from math import ceil
from typing import Any, BinaryIO, Final

import xlsxwriter

from app.reports.document import REPORT_MARGINS, Document, PageNumbers, Paper, Section
from app.reports.excel_values import LONGEST, as_text, typed
from app.reports.flat import unmerged
from app.reports.gongwen import MM
from app.reports.grid import column_widths, head_cells
from app.reports.names import ems
from app.reports.plain import clean
from app.reports.sheets import Line, Look, Sheet, workbook
from app.reports.table import COVERED, Align, Cell, Column, Kind, Row, Table, Value, text_of

DOTS_A_MM: Final = 96 / 25.4
"""Screen dots in a mm, in which Excel counts its columns."""
NARROWEST: Final = 8.0
"""mm: a narrower column shows no two digits."""
PROSE, ONLY_PROSE = "说明", "正文"
PROSE_WIDTHS: Final = (45.0, 30.0, 30.0, *(18.0,) * 5)
"""Widths of the columns of 说明, mm."""
_BAD_SHEET: Final = re.compile(r"[\[\]:*?/\\]")
_ALIGN: Final = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "left"}
_PAPERS: Final = {Paper.A4: 9, Paper.A3: 8}
_LOOKS: Final[dict[Look, dict[str, object]]] = {
    Look.TITLE: {"font_name": "方正小标宋简体", "font_size": 18, "align": "center"},
    Look.SUBTITLE: {"font_name": "楷体", "font_size": 12, "align": "center"},
    Look.HEADING: {"font_name": "黑体", "font_size": 12, "align": "left"},
    Look.NOTE: {"font_size": 10, "align": "left"},
    Look.TEXT: {"font_size": 11, "align": "left"},
}
CELL_SIZE: Final = 11
TALLEST: Final = 409.0
"""The highest row that Excel knows, pt."""
_SIZES: Final = {Look.TITLE: 18, Look.SUBTITLE: 12, Look.HEADING: 12, Look.NOTE: 10, Look.TEXT: 11}


def write_excel(document: Document, stream: BinaryIO, tick: Callable[[], None] | None = None) -> None:
    """Write a document as a workbook: each table a sheet, set up to print as on paper, and what is no table as 说明.

    `tick` is called after each table and may raise to cancel.
    """
    book = workbook(document)
    _write(book.sheets, book.prose, stream, document.title, document.office, document.date, tick)


def write_tables(
    sheets: Sequence[Table],
    stream: BinaryIO,
    *,
    title: str = "",
    office: str = "",
    date: dt.date | None = None,
) -> None:
    """Write tables as sheets. `date` stands in the properties, so that the same tables give the same bytes."""
    _write([Sheet(table) for table in sheets], [], stream, title, office, date or dt.date(2026, 1, 1))


def _write(
    sheets: Sequence[Sheet],
    prose: Sequence[Line],
    stream: BinaryIO,
    title: str,
    office: str,
    day: dt.date,
    tick: Callable[[], None] | None = None,
) -> None:
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {"title": title, "author": office, "created": dt.datetime(day.year, day.month, day.day)}
    )
    formats = _Formats(book)
    taken: set[str] = set()
    further: list[Line] = []
    if not sheets and not prose:
        sheets = (Sheet(Table((Column(title or "内容"),))),)
    for number, sheet in enumerate(sheets, start=1):
        name = sheet_name(sheet.table.name or sheet.table.title or f"表{number}", taken)
        writer = _TableSheet(book.add_worksheet(name), sheet, formats, name)
        writer.write()
        further += writer.further
        if tick:
            tick()
    if prose or further:
        name = sheet_name(PROSE if sheets else ONLY_PROSE, taken)
        _ProseSheet(book.add_worksheet(name), formats).write([*prose, *further])
    book.close()


def sheet_name(wanted: str, taken: set[str]) -> str:
    """Give a name Excel takes: at most 31 characters, none it forbids, not used before (case does not count)."""
    base = _BAD_SHEET.sub("·", clean(wanted)).strip("' ")[:31] or "表"
    name, number = base, 2
    while name.lower() in taken:
        ending = f"({number})"
        name, number = base[: 31 - len(ending)] + ending, number + 1
    taken.add(name.lower())
    return name


class _Formats:
    """Cell formats, one for each look."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
        self._book = book
        self._known: dict[tuple[tuple[str, object], ...], Any] = {}

    def get(self, **look: object) -> Any:  # noqa: ANN401 - xlsxwriter has no types
        key = tuple(sorted(look.items()))
        if key not in self._known:
            base = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True}
            self._known[key] = self._book.add_format(base | look)
        return self._known[key]


class _AnySheet:
    """What a sheet of a table and the one of 说明 do alike: lines across, widths in mm, the page."""

    def __init__(self, sheet: Any, formats: _Formats, widths: Sequence[float]) -> None:  # noqa: ANN401 - as above
        self._sheet = sheet
        self._formats = formats
        self._widths = widths
        for c, width in enumerate(widths):
            sheet.set_column_pixels(c, c, round(width * DOTS_A_MM))

    def _across(self, r: int, words: str, look: Look) -> None:
        """Write words over all columns."""
        size = _SIZES[look]
        words = clean(words)
        self._merge(r, 0, r, len(self._widths) - 1, words, self._formats.get(**_LOOKS[look]))
        self._high(r, _height(words, sum(self._widths), size))

    def _high(self, r: int, *heights: float) -> None:
        """Make a row high enough for its words: Excel fits no merged cell, other programs none at all."""
        self._sheet.set_row(r, min(TALLEST, max(heights)))

    def _merge(self, r1: int, c1: int, r2: int, c2: int, words: str, look: object) -> None:
        if (r1, c1) != (r2, c2):
            self._sheet.merge_range(r1, c1, r2, c2, "", look)
        self._sheet.write_string(r1, c1, words[:LONGEST], look)

    def _page(self, section: Section | None) -> None:
        """Set paper, direction, margins, width on one page, running head and page numbers as on paper."""
        sheet = self._sheet
        margins = section.margins if section else REPORT_MARGINS
        sheet.set_paper(_PAPERS[section.paper if section else Paper.A4])
        if section.landscape if section else sum(self._widths) > 180:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        left, right, top, bottom = (
            edge / 25.4 for edge in (margins.left, margins.right, margins.top, margins.bottom)
        )
        sheet.set_margins(left=left, right=right, top=top, bottom=bottom)
        if section and section.head:
            sheet.set_header("&R" + section.head.replace("&", "&&"))
        if section is None or section.numbers is not PageNumbers.NONE:
            sheet.set_footer("&C— &P —")


def _height(words: str, width: float, size: float) -> float:
    """Give the height in pt of words wrapped into a width of mm."""
    room = max(1.0, width * MM / size - 0.7)
    if len(words) < room and "\n" not in words:
        return size * 1.4 + 4
    count = sum(max(1, ceil(ems(part) / room)) for part in words.split("\n"))
    return count * size * 1.4 + 4


class _TableSheet(_AnySheet):
    """Writes one table into one sheet; `further` is what a cell of Excel could not hold."""

    def __init__(self, sheet: Any, plan: Sheet, formats: _Formats, name: str) -> None:  # noqa: ANN401 - as above
        table = plan.table
        wanted = (
            column_widths(table, plan.section.measure[0])
            if plan.section
            else [c.width for c in table.columns]
        )
        super().__init__(sheet, formats, [max(NARROWEST, width) for width in wanted])
        self._plan = plan
        self._table = table
        self._name = name
        self.further: list[Line] = []

    def write(self) -> None:
        """Write what stands above, header, rows, sums and what stands below; freeze, filter and set up the page."""
        table, sheet, plan = self._table, self._sheet, self._plan
        top = 0
        title = (Line((table.title,), Look.HEADING),) if table.title else ()
        for line in (*plan.above, *title):
            self._across(top, line.words[0], line.look)
            top += 1
        heads = head_cells(table)
        for r, head in enumerate(heads):
            self._row(
                top + r, head, look={"bold": True, "bg_color": "#EDEDED", "align": "center", "border": 1}
            )
        first = top + len(heads)
        rows: Sequence[Row] = table.rows or (self._empty(),)
        banded = any(isinstance(v, Cell) and v.columns > 1 for row in rows for v in row)
        bottom = first
        for row in rows if banded else unmerged(rows):
            self._row(bottom, row, look={"border": 1})
            bottom += 1
        if table.totals:
            self._row(bottom, table.totals, look={"border": 1, "bold": True})
            bottom += 1
        for words, look in chain(
            ((note, Look.NOTE) for note in table.notes), ((line.words[0], line.look) for line in plan.below)
        ):
            self._across(bottom, words, look)
            bottom += 1
        if heads:
            sheet.freeze_panes(first, 0)
            sheet.repeat_rows(top, first - 1)
        if heads and not banded:
            sheet.autofilter(first - 1, 0, first + len(rows) - 1, len(table.columns) - 1)
        self._page(plan.section)

    def _empty(self) -> Row:
        """Give the only row of a table without rows."""
        count = len(self._table.columns)
        return (Cell(self._table.empty, columns=count, align=Align.CENTER), *(COVERED,) * (count - 1))

    def _row(self, r: int, row: Sequence[Value | Cell], look: dict[str, object]) -> None:
        columns, size = self._table.columns, self._table.size
        heights = [_height("", 1.0, size)]
        for c, value in enumerate(row):
            if value is COVERED:
                continue
            column = columns[c]
            cell = value if isinstance(value, Cell) else Cell(value)
            own: dict[str, object] = {
                "align": _ALIGN[cell.align or column.alignment],
                "font_size": size,
                **look,
            }
            if cell.bold:
                own["bold"] = True
            if cell.vertical:
                own["rotation"] = 270
            if cell.rows > 1 or cell.columns > 1:
                words = clean(text_of(cell))
                self._merge(r, c, r + cell.rows - 1, c + cell.columns - 1, words, self._formats.get(**own))
            else:
                self._cell(r, c, cell.value, column.kind, own)
            if cell.rows == 1 and not cell.vertical:
                heights.append(_height(text_of(cell), sum(self._widths[c : c + cell.columns]), size))
        self._high(r, *heights)

    def _cell(self, r: int, c: int, value: Value, kind: Kind, look: dict[str, object]) -> None:
        """Write a value as what it is, with a format that shows it as paper does."""
        sheet = self._sheet
        held = typed(value, kind)
        words = clean(text_of(value))
        if held is not None:
            write = sheet.write_datetime if isinstance(held.value, dt.date) else sheet.write_number
            write(r, c, held.value, self._formats.get(num_format=held.form, **look))
        elif not words:
            sheet.write_blank(r, c, None, self._formats.get(**look))
        else:
            kept = look | ({"num_format": "@"} if as_text(words, kind) else {})
            sheet.write_string(r, c, words[:LONGEST], self._formats.get(**kept))
            self._go_on(r, c, words)

    def _go_on(self, r: int, c: int, words: str) -> None:
        """Keep what a cell cannot hold for the sheet 说明."""
        for start in range(LONGEST, len(words), LONGEST):
            where = f"（接“{self._name}”第 {r + 1} 行“{clean(self._table.columns[c].title)}”）"
            self.further.append(Line((where + words[start : start + LONGEST],)))


class _ProseSheet(_AnySheet):
    """Writes the lines that stand beside no table."""

    def __init__(self, sheet: Any, formats: _Formats) -> None:  # noqa: ANN401 - as above
        super().__init__(sheet, formats, PROSE_WIDTHS)

    def write(self, lines: Sequence[Line]) -> None:
        """Write lines one below the other: a single phrase across, several side by side."""
        look = self._formats.get()
        r = 0
        for line in lines:
            if len(line.words) == 1:
                for start in range(0, len(line.words[0]), LONGEST):
                    self._across(r, line.words[0][start : start + LONGEST], line.look)
                    r += 1
                continue
            for c, words in enumerate(line.words):
                self._sheet.write_string(r, c, clean(words), look)
            widths = [*self._widths, *[PROSE_WIDTHS[-1]] * len(line.words)]
            self._high(
                r, *(_height(w, width, CELL_SIZE) for w, width in zip(line.words, widths, strict=False))
            )
            r += 1
        self._page(None)
        self._sheet.set_portrait()
