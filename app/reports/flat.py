"""Tables without merged cells: for sorting and filtering, and as CSV; no cell ever begins a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from io import StringIO

from app.reports.excel_values import guarded
from app.reports.table import COVERED, Cell, Row, Table, Value, text_of


def csv_text(table: Table) -> str:
    """Give a table as CSV with a byte-order mark, which Excel in Chinese needs to read UTF-8; merged cells repeat their value."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guarded(column.title) for column in table.columns])
    for row in unmerged([*table.rows, *([table.totals] if table.totals else [])]):
        writer.writerow(
            [guarded(text_of(value)) if isinstance(value, (str, Cell)) else text_of(value) for value in row]
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
