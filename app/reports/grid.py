"""The grid of a table: which cell owns each place, and how high its rows must be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from app.reports.cells import Fitted, Fitter, cell_pitch
from app.reports.document import Font
from app.reports.gongwen import MM
from app.reports.names import ems
from app.reports.pictures import bounded, is_jpeg
from app.reports.table import COVERED, Align, Cell, Column, Kind, Picture, Row, Table, heads_rows, text_of

PAD_X: Final = 2.5
PAD_Y: Final = 2.2
"""Room between rule and text, pt."""
ROW_RULE: Final = 0.5
"""The rule between two rows, pt: like Word, a row has the height of its words, its padding and one rule."""
MOST_DOWN: Final = 24
"""Characters of a header that may run down; a longer one would take the page, and Word cannot divide it."""
HEAD_MOST: Final = 0.5
"""A header of more than this share of a page is not repeated: it would leave no room for the rows below it."""


@dataclass(slots=True)
class Placed:
    """A cell at its place: first row and column, how many of each it owns, its fitted words, whether it heads the rows below."""

    row: int
    column: int
    rows: int
    columns: int
    fitted: Fitted
    heading: bool = False


def cell_height(fitted: Fitted) -> float:
    """Give the height in pt that a cell's row must have."""
    return fitted.height + 2 * PAD_Y + ROW_RULE


class Grid:
    """Rows of cells with their heights in pt. `spanning` are the cells of several rows; `owners` is set only with merges."""

    def __init__(self, rows: list[list[Placed]], count: int, least: float) -> None:
        self.rows = rows
        self.heights = [max([least, *(cell_height(p.fitted) for p in row if p.rows == 1)]) for row in rows]
        self.spanning = [p for row in rows for p in row if p.rows > 1]
        for placed in self.spanning:
            span = self.heights[placed.row : placed.row + placed.rows]
            lack = cell_height(placed.fitted) - sum(span)
            if lack > 0:
                self.heights[placed.row + placed.rows - 1] += lack
        self.merged = bool(self.spanning) or any(p.columns > 1 for row in rows for p in row)
        self.count = count

    def height(self, first: int, last: int) -> float:
        """Give the height of rows first to last - 1."""
        return sum(self.heights[first:last])

    def owners(self, first: int, last: int) -> list[list[tuple[int, int]]]:
        """Give the (row, column) of the cell that owns each place of rows first to last - 1."""
        owners = [[(r, c) for c in range(self.count)] for r in range(first, last)]
        for placed in (*self.spanning, *(p for row in self.rows[first:last] for p in row if p.columns > 1)):
            for r in range(max(first, placed.row), min(last, placed.row + placed.rows)):
                for c in range(placed.column, placed.column + placed.columns):
                    owners[r - first][c] = (placed.row, placed.column)
        return owners


def column_widths(table: Table, measure: float) -> list[float]:
    """Give the columns' widths in the unit of `measure`: in proportion to fill it, or as wanted when that is narrower."""
    wanted = [column.width for column in table.columns]
    if not table.stretch and sum(wanted) <= measure:
        return wanted
    return [width * measure / sum(wanted) for width in wanted]


def body_grid(
    table: Table, widths: list[float], fitter: Fitter, least: float, most: float = float("inf")
) -> Grid:
    """Fit the rows, totals last; a table without rows says so across its width. `most` is the room of a page, pt."""
    rows: list[Row] = list(table.rows)
    if not rows:
        blank = (COVERED,) * (len(table.columns) - 1)
        rows.append((Cell(table.empty, columns=len(table.columns), align=Align.CENTER), *blank))
    placed = [_placed(r, row, table.columns, widths, fitter, most) for r, row in enumerate(rows)]
    if table.totals:
        placed.append(_placed(len(rows), table.totals, table.columns, widths, fitter, most, bold=True))
    return Grid(_spread(placed, most), len(table.columns), least)


def _spread(rows: list[list[Placed]], most: float) -> list[list[Placed]]:
    """Share out the lines of a merged cell that is taller than a page among its rows: no line of it is lost."""
    tall = [p for row in rows for p in row if p.rows > 1 and cell_height(p.fitted) > most]
    for placed in tall:
        lines, pitch, _ = placed.fitted
        share = -(-len(lines) // placed.rows)
        rows[placed.row].remove(placed)
        for number in range(placed.rows):
            part = Fitted(lines[number * share : (number + 1) * share], pitch)
            row = placed.row + number
            rows[row].append(Placed(row, placed.column, 1, placed.columns, part))
    return rows


def _placed(
    r: int,
    row: Row,
    columns: tuple[Column, ...],
    widths: list[float],
    fitter: Fitter,
    most: float,
    *,
    bold: bool = False,
) -> list[Placed]:
    """Fit one row's cells, covered places left out."""
    placed: list[Placed] = []
    for c, value in enumerate(row):
        if value is COVERED:
            continue
        column = columns[c]
        if isinstance(value, Cell):
            room = sum(widths[c : c + value.columns]) - 2 * PAD_X
            kind = Kind.TEXT if value.columns > 1 else column.kind
            text, look = text_of(value), value.bold or bold
            picture = value.value
            if isinstance(picture, Picture) and is_jpeg(picture.content):
                wide, high = bounded(
                    picture.width * MM, picture.height * MM, room, most - 2 * PAD_Y - ROW_RULE
                )
                fitted = Fitted((), high, Picture(picture.content, wide / MM, high / MM))
            elif value.vertical:
                fitted = fitter.stacked(text, bold=look, font=Font.SONG, room=room)
            else:
                fitted = fitter.fit(
                    text, room, kind, value.align or column.alignment, bold=look, font=Font.SONG
                )
            placed.append(Placed(r, c, value.rows, value.columns, fitted, heads_rows(row)))
        else:
            fitted = fitter.fit(
                text_of(value),
                widths[c] - 2 * PAD_X,
                column.kind,
                column.alignment,
                bold=bold,
                font=Font.SONG,
            )
            placed.append(Placed(r, c, 1, 1, fitted))
    return placed


def head_cells(table: Table) -> tuple[Row, ...]:
    """Give the header as rows of cells: one, or two with groups; none of a headless table."""
    if table.headless:
        return ()
    heads = tuple(
        Cell(c.title, vertical=c.vertical and len(c.title) <= MOST_DOWN, align=Align.CENTER)
        for c in table.columns
    )
    if not table.groups:
        return (heads,)
    upper: list[Cell] = [Cell(c.value, rows=2, vertical=c.vertical, align=Align.CENTER) for c in heads]
    lower: list[Cell] = [COVERED] * len(heads)
    for group in table.groups:
        for c in range(group.first, group.last + 1):
            upper[c], lower[c] = COVERED, heads[c]
        upper[group.first] = Cell(group.title, columns=group.last - group.first + 1, align=Align.CENTER)
    return tuple(upper), tuple(lower)


def head_repeats(table: Table, widths: list[float], height: float) -> bool:
    """Say whether a table's header stands on each page of a height (all in mm): not one that takes most of the page.

    Told from the words alone, so that PDF and Word say the same.
    """
    high = 0.0
    for row in head_cells(table):
        tallest = 0.0
        for c, cell in enumerate(row):
            if isinstance(cell, Cell) and cell is not COVERED:
                room = sum(widths[c : c + cell.columns]) * MM - 2 * PAD_X
                wide = ems(text_of(cell)) * table.size
                lines = 1 if cell.vertical else max(1, ceil(wide / max(room, table.size)))
                tall = wide if cell.vertical else lines * cell_pitch(table.size)
                tallest = max(tallest, (tall + 2 * PAD_Y) / cell.rows)
        high += tallest
    return high <= height * MM * HEAD_MOST


def unrepeated(head: Grid, body: Grid, least: float, most: float) -> Grid:
    """Give a body that begins with the rows of a header which is too high to stand on each page."""
    first = _spread(head.rows, most)
    below = [[replace(p, row=p.row + len(first)) for p in row] for row in body.rows]
    return Grid([*first, *below], body.count, least)


def head_grid(table: Table, widths: list[float], fitter: Fitter, least: float) -> Grid:
    """Fit the header rows in 黑体."""
    rows = []
    for r, row in enumerate(head_cells(table)):
        placed = []
        for c, cell in enumerate(row):
            if not isinstance(cell, Cell) or cell is COVERED:
                continue
            room = sum(widths[c : c + cell.columns]) - 2 * PAD_X
            if cell.vertical:
                fitted = fitter.stacked(text_of(cell), bold=False, font=Font.HEI, room=room)
            else:
                fitted = fitter.fit(text_of(cell), room, Kind.TEXT, Align.CENTER, bold=False, font=Font.HEI)
            placed.append(Placed(r, c, cell.rows, cell.columns, fitted))
        rows.append(placed)
    return Grid(rows, len(table.columns), least)
