"""A table on PDF pages: header rows on every page, no row cut in two unless it is taller than a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final

from app.reports.cells import Fitted, Fitter, cell_pitch
from app.reports.fonts import FontBook
from app.reports.gongwen import MM
from app.reports.grid import (
    PAD_X,
    PAD_Y,
    ROW_RULE,
    Grid,
    Placed,
    body_grid,
    cell_height,
    column_widths,
    head_grid,
    head_repeats,
    unrepeated,
)
from app.reports.pdf.pen import Pen
from app.reports.pdf.pieces import Box, Paint, Piece
from app.reports.table import Table

AFTER: Final = 5.0
"""White below a table, pt."""
ABOVE: Final = 1.0
BELOW: Final = 0.5
"""What the outer rules take above and below the rows of each page, pt: as much as in Word, so that pages end alike."""
THIN: Final = 0.5
THICK: Final = 1.0
"""Rules inside and around, pt."""

TALL_START: Final = 60.0
"""A row taller than a page begins where there is this much room for it, pt."""


@dataclass(slots=True)
class TablePiece:
    """The rows of a table from `start` on; `most` is the height of rows that a page has room for, pt.

    `tail` is the height of what stays with the last row: the 口径 below the table.
    """

    widths: list[float]
    head: Grid
    body: Grid
    indent: float
    most: float = float("inf")
    totals: bool = False
    tail: float = 0.0
    start: int = 0
    before: float = 0.0
    keep_next: bool = False
    new_page: bool = False

    def least(self) -> float:
        """Give the height of the header and the first rows that stay together: one at least, two below a header."""
        first, count = self.body.heights[self.start], len(self.body.rows)
        end = self.start + 1
        while end < count and self._bound(end):
            end += 1
        together = self.body.height(self.start, end) + (AFTER + self.tail if end == count else 0.0)
        if together <= self.most:
            return self._edge + together
        return self._edge + (TALL_START if first > self.most else first)

    @property
    def _paired(self) -> bool:
        """Whether the table's first two rows stay together. Word is told the same; without it LibreOffice loses rows
        where a header and one row are all that a page has room for.
        """
        begins = self.start == 0 and bool(self.head.rows) and len(self.body.rows) > 1
        return begins and self.body.height(0, 2) <= self.most

    def _bound(self, end: int) -> bool:
        """Whether the row before `end` stays with the one at `end`: a first one, a heading, the last before the totals."""
        last = self.totals and end == len(self.body.rows) - 1
        return last or (end == 1 and self._paired) or any(p.heading for p in self.body.rows[end - 1])

    @property
    def _edge(self) -> float:
        """The height of the header and of the outer rules."""
        return ABOVE + self.head.height(0, len(self.head.rows)) + BELOW

    def take(self, room: float, *, top: bool) -> tuple[Box | None, Piece | None]:
        """Give as many whole rows as fit under the header."""
        body, start = self.body, self.start
        space = room - self._edge + 0.01
        end = start
        while end < len(body.rows) and body.heights[end] <= space:
            space -= body.heights[end]
            end += 1
        end = self._good_end(start, end, space, top=top)
        if end == start:
            begun = top or (body.heights[start] > self.most and space >= TALL_START)
            return self._cut(room - self._edge) if begun else (None, self)
        box = Box(self._edge + body.height(start, end), self._paint(start, end))
        if end == len(body.rows):
            box.height += AFTER
            return box, None
        return box, replace(self, start=end, before=0.0)

    def _good_end(self, start: int, fits: int, space: float, *, top: bool) -> int:
        """Leave no merged cell with too little room for its words here, and nothing bound to what comes after it.

        What is too much for a page of its own is divided where it must be.
        """
        body, end = self.body, fits
        if end == len(body.rows) and self.tail and space < AFTER + self.tail:
            end -= 1
        while start < end < len(body.rows) and self._bound(end):
            end -= 1
        if end == start and top:
            end = fits
        for placed in body.spanning:
            if start < placed.row < end < placed.row + placed.rows:
                wanted = cell_height(placed.fitted)
                if body.height(placed.row, end) < wanted:
                    return placed.row
        return end

    def _cut(self, space: float) -> tuple[Box | None, Piece | None]:
        """Cut a row that is taller than a page between its lines."""
        upper: list[Placed] = []
        lower: list[Placed] = []
        for placed in self.body.rows[self.start]:
            fit = max(1, int((space - 2 * PAD_Y - ROW_RULE) / placed.fitted.pitch))
            lines, pitch, _ = placed.fitted
            upper.append(replace(placed, row=0, rows=1, fitted=Fitted(lines[:fit], pitch)))
            lower.append(replace(placed, row=0, rows=1, fitted=Fitted(lines[fit:], pitch)))
        here = replace(self, body=Grid([upper], self.body.count, 0.0), start=0)
        rest = [lower] if any(p.fitted.lines for p in lower) else []
        following = self.body.rows[self.start + 1 :]
        moved = [[replace(p, row=p.row - self.start - 1 + len(rest)) for p in row] for row in following]
        box = Box(self._edge + here.body.heights[0], here._paint(0, 1))  # noqa: SLF001 - itself
        if not rest and not moved:
            return box, None
        left = Grid([*rest, *moved], self.body.count, min(self.body.heights))
        return box, replace(self, body=left, start=0, before=0.0)

    def _paint(self, start: int, end: int) -> Paint:
        def paint(pen: Pen, x: float, top: float) -> None:
            head_rows = len(self.head.rows)
            top += ABOVE
            edges = [x + self.indent, *accumulate(self.widths, initial=x + self.indent)][1:]
            head_height = self.head.height(0, head_rows)
            pen.shade(edges[0], top, edges[-1] - edges[0], head_height)
            _paint_rows(pen, self.head, 0, head_rows, edges, top)
            _paint_rows(pen, self.body, start, end, edges, top + head_height)
            bottom = top + head_height + self.body.height(start, end)
            _frame(pen, edges, top, bottom)

        return paint


def table_piece(table: Table, book: FontBook, measure: float, height: float) -> TablePiece:
    """Fit a table into a measure and pages of a height, pt."""
    widths = [width * MM for width in column_widths(table, measure / MM)]
    fitter = Fitter(book, table.size)
    least = max(table.row_height * MM, cell_pitch(table.size) + 2 * PAD_Y)
    head = head_grid(table, widths, fitter, least)
    most = height - ABOVE - BELOW
    if head_repeats(table, [width / MM for width in widths], height / MM):
        most -= head.height(0, len(head.rows))
        body = body_grid(table, widths, fitter, least, most)
    else:
        body = unrepeated(head, body_grid(table, widths, fitter, least, most), least, most)
        head = Grid([], body.count, least)
    indent = max(0.0, (measure - sum(widths)) / 2)
    return TablePiece(widths, head, body, indent=indent, most=most, totals=bool(table.totals))


def _paint_rows(pen: Pen, grid: Grid, start: int, end: int, edges: list[float], top: float) -> None:
    """Paint the words and inner rules of rows start to end - 1."""
    tops = list(accumulate(grid.heights[start:end], initial=top))
    for placed in grid.spanning:
        if placed.row < start < placed.row + placed.rows:
            stop = min(end, placed.row + placed.rows)
            _words(pen, placed, edges, tops[0], tops[stop - start])
    for r in range(start, end):
        for placed in grid.rows[r]:
            stop = min(end, r + placed.rows)
            _words(pen, placed, edges, tops[r - start], tops[stop - start])
    _inner_rules(pen, grid, start, end, edges, tops)


def _words(pen: Pen, placed: Placed, edges: list[float], top: float, bottom: float) -> None:
    """Set a cell's lines in the middle of its height; what is repeated on a later page may have less room."""
    lines, pitch, picture = placed.fitted
    count = len(lines)
    room = bottom - top
    if picture is not None:
        left, right = edges[placed.column], edges[placed.column + placed.columns]
        wide = min(picture.width * MM, right - left - 2)
        high = picture.height * MM * wide / (picture.width * MM)
        pen.picture(picture.content, (left + right - wide) / 2, top + (room - high) / 2, wide, high)
        return
    if count * pitch > room:
        count = max(1, int(room / pitch))
    y = top + (room - count * pitch) / 2
    x = edges[placed.column] + PAD_X
    for line in lines[:count]:
        pen.line(x, y, pitch, line)
        y += pitch


def _inner_rules(pen: Pen, grid: Grid, start: int, end: int, edges: list[float], tops: list[float]) -> None:
    """Rule between cells of different owners."""
    left, right = edges[0], edges[-1]
    if not grid.merged:
        pen.rules([(left, y, right, y) for y in tops[1:]], THIN)
        pen.rules([(x, tops[0], x, tops[-1]) for x in edges[1:-1]], THIN)
        return
    owners = grid.owners(start, end)
    rules: list[tuple[float, float, float, float]] = []
    for r, (above, below) in enumerate(pairwise(owners)):
        rules += _merge(
            [(edges[c], edges[c + 1]) for c in range(grid.count) if above[c] != below[c]],
            tops[r + 1],
            across=True,
        )
    rules.append((left, tops[-1], right, tops[-1]))
    for c in range(1, grid.count):
        spans = [(tops[r], tops[r + 1]) for r, row in enumerate(owners) if row[c - 1] != row[c]]
        rules += _merge(spans, edges[c], across=False)
    pen.rules(rules, THIN)


def _merge(
    spans: list[tuple[float, float]], at: float, *, across: bool
) -> list[tuple[float, float, float, float]]:
    """Join touching stretches of one rule."""
    joined: list[tuple[float, float]] = []
    for low, high in spans:
        if joined and abs(joined[-1][1] - low) < 0.01:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return [(a, at, b, at) if across else (at, a, at, b) for a, b in joined]


def _frame(pen: Pen, edges: list[float], top: float, bottom: float) -> None:
    left, right = edges[0], edges[-1]
    pen.rules(
        [
            (left, top, right, top),
            (right, top, right, bottom),
            (right, bottom, left, bottom),
            (left, bottom, left, top),
        ],
        THICK,
    )
