"""Excel and CSV: typed cells under a frozen header, ready to filter and to print; no cell ever begins a formula."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from typing import Any, BinaryIO, Final

import xlsxwriter

from app.reports.document import REPORT_MARGINS, Document
from app.reports.grid import head_cells
from app.reports.plain import clean
from app.reports.table import COVERED, Align, Cell, Column, Kind, Marked, Picture, Row, Table, Value, text_of
from app.reports.words import tables

MM_A_CHARACTER: Final = 1.9
"""Width of a digit of Excel's default font in mm, its unit of column width."""
LONGEST: Final = 32_000
"""Excel takes 32,767 characters a cell."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_NUMBER: Final = re.compile(r"[-+]?\d{1,15}(\.\d+)?$")
_BAD_SHEET: Final = re.compile(r"[\[\]:*?/\\]")
_ALIGN: Final = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "left"}


def write_excel(document: Document, stream: BinaryIO) -> None:
    """Write every table of a document as a sheet of one workbook."""
    write_tables(tables(document), stream, title=document.title, office=document.office, date=document.date)


def write_tables(
    sheets: Sequence[Table],
    stream: BinaryIO,
    *,
    title: str = "",
    office: str = "",
    date: dt.date | None = None,
) -> None:
    """Write tables as sheets. `date` stands in the properties, so that the same tables give the same bytes."""
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    day = date or dt.date(2026, 1, 1)
    book.set_properties(
        {"title": title, "author": office, "created": dt.datetime(day.year, day.month, day.day)}
    )
    formats = _Formats(book)
    taken: set[str] = set()
    for number, table in enumerate(sheets or (_nothing(title),), start=1):
        name = sheet_name(table.name or table.title or f"表{number}", taken)
        _Sheet(book.add_worksheet(name), table, formats).write()
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


def _nothing(title: str) -> Table:
    return Table((Column(title or "内容"),))


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


_FORMS: Final = {
    Kind.INT: "0",
    Kind.RATE: "0.0%",
    Kind.DATE: "yyyy-mm-dd",
    Kind.CODE: "@",
    Kind.NUMBER: "General",
}


class _Sheet:
    """Writes one table into one sheet."""

    def __init__(self, sheet: Any, table: Table, formats: _Formats) -> None:  # noqa: ANN401 - as above
        self._sheet = sheet
        self._table = table
        self._formats = formats

    def write(self) -> None:
        """Write title, header, rows, sums and notes; freeze, filter and set up the page."""
        table, sheet = self._table, self._sheet
        last = len(table.columns) - 1
        top = 0
        if table.title:
            look = self._formats.get(bold=True, font_size=14, align="center")
            self._merge(0, 0, 0, last, clean(table.title), look)
            sheet.set_row(0, 26)
            top = 1
        heads = head_cells(table)
        for r, head in enumerate(heads):
            self._row(
                top + r,
                head,
                look={"bold": True, "bg_color": "#EDEDED", "align": "center", "border": 1},
            )
        first = top + len(heads)
        banded = any(isinstance(v, Cell) and v.columns > 1 for row in table.rows for v in row)
        rows: Sequence[Sequence[Value | Cell]] = table.rows if banded else unmerged(table.rows)
        for r, row in enumerate(rows):
            self._row(first + r, row, look={"border": 1})
        bottom = first + len(table.rows)
        if table.totals:
            self._row(bottom, table.totals, look={"border": 1, "bold": True})
            bottom += 1
        for note in table.notes:
            self._merge(bottom, 0, bottom, last, clean(note), self._formats.get(font_size=9))
            bottom += 1
        for c, column in enumerate(table.columns):
            sheet.set_column(c, c, max(4.0, column.width / MM_A_CHARACTER))
        if heads:
            sheet.freeze_panes(first, 0)
        if heads and not banded:
            sheet.autofilter(first - 1, 0, max(first, first + len(table.rows) - 1), last)
        self._page(top, max(top, first - 1))

    def _page(self, top: int, last_head: int) -> None:
        """Set paper, direction, width on one page, header rows on each, page numbers."""
        sheet = self._sheet
        sheet.set_paper(9)
        if sum(column.width for column in self._table.columns) > 180:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top, last_head)
        inch = 25.4
        m = REPORT_MARGINS
        sheet.set_margins(left=m.left / inch, right=m.right / inch, top=m.top / inch, bottom=m.bottom / inch)
        sheet.set_footer("&C— &P —")

    def _row(self, r: int, row: Sequence[Value | Cell], look: dict[str, object]) -> None:
        columns = self._table.columns
        for c, value in enumerate(row):
            if value is COVERED:
                continue
            column = columns[c]
            cell = value if isinstance(value, Cell) else Cell(value)
            align = _ALIGN[cell.align or column.alignment]
            own: dict[str, object] = {"align": align, **look}
            if cell.bold:
                own["bold"] = True
            if cell.vertical:
                own["rotation"] = 270
            if cell.rows > 1 or cell.columns > 1:
                words = clean(text_of(cell))
                self._merge(r, c, r + cell.rows - 1, c + cell.columns - 1, words, self._formats.get(**own))
            else:
                self._cell(r, c, cell.value, column.kind, own)

    def _merge(self, r1: int, c1: int, r2: int, c2: int, words: str, look: object) -> None:
        if (r1, c1) == (r2, c2):
            self._sheet.write_string(r1, c1, words[:LONGEST], look)
        else:
            self._sheet.merge_range(r1, c1, r2, c2, "", look)
            self._sheet.write_string(r1, c1, words[:LONGEST], look)

    def _cell(self, r: int, c: int, value: Value, kind: Kind, look: dict[str, object]) -> None:
        """Write a value as what it is: number, rate (its share; the figures as a comment of the format), date or text."""
        sheet = self._sheet
        if isinstance(value, Marked):
            self._marked(r, c, value, look)
        elif value is None or value == "" or isinstance(value, Picture):
            sheet.write_blank(r, c, None, self._formats.get(**look))
        elif isinstance(value, bool):
            sheet.write_string(r, c, text_of(value), self._formats.get(**look))
        elif isinstance(value, (int, float, Decimal)):
            form = _FORMS[kind if kind in {Kind.INT, Kind.NUMBER} else Kind.NUMBER]
            sheet.write_number(r, c, value, self._formats.get(num_format=form, **look))
        elif isinstance(value, dt.date):
            form = _FORMS[Kind.DATE] + (" hh:mm" if isinstance(value, dt.datetime) else "")
            sheet.write_datetime(r, c, value, self._formats.get(num_format=form, **look))
        elif isinstance(value, str):
            self._text(r, c, value, kind, look)
        elif value.of:
            sheet.write_number(
                r, c, value.n / value.of, self._formats.get(num_format=_FORMS[Kind.RATE], **look)
            )
        else:
            sheet.write_string(r, c, text_of(value), self._formats.get(**look))

    def _marked(self, r: int, c: int, marked: Marked, look: dict[str, object]) -> None:
        """Write a figure that can be reckoned with; its mark is part of the cell's number format."""
        value, mark = marked.value, marked.mark.replace('"', "").replace("\n", " ")
        if isinstance(value, (int, float, Decimal)):
            number, form = value, "General" if isinstance(value, (float, Decimal)) else "0"
        elif value.of:
            number, form = value.n / value.of, _FORMS[Kind.RATE]
        else:
            self._sheet.write_string(r, c, marked.text, self._formats.get(**look))
            return
        self._sheet.write_number(r, c, number, self._formats.get(num_format=f'{form}"{mark}"', **look))

    def _text(self, r: int, c: int, value: str, kind: Kind, look: dict[str, object]) -> None:
        """Write words as text whatever they look like: 18 digits stay 18 digits, "=1+1" stays four characters."""
        words = clean(value)[:LONGEST]
        as_text = kind is Kind.CODE or bool(_NUMBER.match(words)) or words.startswith(_FORMULA)
        look = look | ({"num_format": "@"} if as_text else {})
        self._sheet.write_string(r, c, words, self._formats.get(**look))


def csv_text(table: Table) -> str:
    """Give a table as CSV with a byte-order mark, which Excel in Chinese needs to read UTF-8; merged cells repeat their value."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_guarded(column.title) for column in table.columns])
    for row in unmerged([*table.rows, *([table.totals] if table.totals else [])]):
        writer.writerow(
            [_guarded(text_of(value)) if isinstance(value, (str, Cell)) else text_of(value) for value in row]
        )
    return "\ufeff" + out.getvalue()


def unmerged(rows: Iterable[Row]) -> list[list[Value | Cell]]:
    """Give rows with the value of a merged cell in every place it covers, so that they can be sorted and filtered."""
    full: list[list[Value | Cell]] = []
    spans: dict[int, Cell] = {}
    for row in rows:
        plain: list[Value | Cell] = []
        c = 0
        while c < len(row):
            value = row[c]
            if value is COVERED:
                plain.append(spans.get(c))
                c += 1
                continue
            if not isinstance(value, Cell):
                plain.append(value)
                c += 1
                continue
            for covered in range(c, c + value.columns):
                spans[covered] = replace(value, rows=1, columns=1)
                plain.append(spans[covered])
            c += value.columns
        full.append(plain)
    return full


def _guarded(text: str) -> str:
    """Give words that no spreadsheet takes for a formula: a leading apostrophe tells it so. Plain numbers stay."""
    text = clean(text)
    return "'" + text if text.lstrip("'").startswith(_FORMULA) and not _NUMBER.match(text) else text
