"""Tables as WordprocessingML strings: true header rows, rows kept whole, merged cells, fixed widths."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from math import ceil
from typing import Final

from app.reports.cells import NAME_SHRUNK, cell_pitch, least_size
from app.reports.document import Font
from app.reports.gongwen import MM
from app.reports.grid import PAD_X, PAD_Y, column_widths, head_cells, head_repeats
from app.reports.lone import spared
from app.reports.names import LATIN, ems, name_lines, name_parts
from app.reports.pictures import bounded, is_jpeg
from app.reports.plain import clean
from app.reports.table import (
    COVERED,
    Align,
    Cell,
    Column,
    Kind,
    Picture,
    Row,
    Table,
    Value,
    heads_rows,
    text_of,
)
from app.reports.word.xml import JUSTIFY, Runs, mm_twips, twips

LONG_MERGE: Final = 8
"""A cell merged over more rows than this may cross a page: Word then shows its words at the top, not in the middle."""
LONG: Final = 120
"""No fewer characters than this fill a page, in the narrowest column."""
A_PAGE: Final = 225.0
DOWN_RESERVE: Final = 4.0
"""What words that run down need beyond their length, pt."""
_BORDERS: Final = (
    "<w:tblBorders>"
    + "".join(
        f'<w:{edge} w:val="single" w:sz="8" w:space="0" w:color="auto"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    + "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for edge in ("insideH", "insideV")
    )
    + "</w:tblBorders>"
)


def table_xml(
    table: Table,
    runs: Runs,
    measure: float,
    embed: Callable[[Picture], str] | None = None,
    height: float = A_PAGE,
    *,
    kept: bool = False,
) -> str:
    """Give a table for a measure and pages of a height in mm; `embed` puts a picture into the file and gives its run.

    The last row of one that is `kept` stays with the paragraph below the table.
    """
    widths = column_widths(table, measure)
    writer = _Writer(table, runs, widths, embed, height * MM)
    parts = [frame(widths, _BORDERS)]
    heads = head_cells(table)
    writer.repeats = head_repeats(table, widths, height)
    parts += [writer.row(row, head=True) for row in heads]
    rows = list(table.rows)
    if not rows:
        rows.append(
            (
                Cell(table.empty, columns=len(table.columns), align=Align.CENTER),
                *(COVERED,) * (len(table.columns) - 1),
            )
        )
    writer.begin()
    last = len(rows) - 1
    # neither the sums nor a note stand alone on a page
    together = {last} if table.totals or kept else set()
    if heads and writer.repeats and last > 0:
        together.add(0)  # LibreOffice loses rows where a header and one row are all that a page has room for
    parts += [writer.row(row, kept=number in together) for number, row in enumerate(rows)]
    if table.totals:
        writer.begin()
        parts.append(writer.row(table.totals, bold=True, kept=kept))
    parts.append("</w:tbl>")
    return "".join(parts)


def frame(widths: list[float], borders: str, pad_x: float = PAD_X, pad_y: float = PAD_Y) -> str:
    """Give the opening of a fixed table: its width, borders, padding (pt) and grid; `widths` in mm."""
    total = sum(mm_twips(width) for width in widths)
    pad, high = twips(pad_x), twips(pad_y)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:jc w:val="center"/>{borders}'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:top w:w="{high}" w:type="dxa"/><w:left w:w="{pad}" w:type="dxa"/><w:bottom w:w="{high}" w:type="dxa"/>'
        f'<w:right w:w="{pad}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>'
        + "".join(f'<w:gridCol w:w="{mm_twips(width)}"/>' for width in widths)
        + "</w:tblGrid>"
    )


def _row_opening(least: float, *, head: bool = False, whole: bool = True) -> str:
    """Give the opening of a row at least `least` pt high."""
    kept = "<w:cantSplit/>" if whole else ""
    header = "<w:tblHeader/>" if head else ""
    return f'<w:tr><w:trPr>{kept}<w:trHeight w:val="{twips(least)}" w:hRule="atLeast"/>{header}</w:trPr>'


def _unusual(value: Value | Cell) -> bool:
    """Say whether a cell may need more than the usual row: very many words, or words that run down."""
    if isinstance(value, str):
        return len(value) >= LONG
    return isinstance(value, Cell) and (value.vertical or len(text_of(value)) >= LONG)


class _Writer:
    """Writes rows and remembers which columns a merged cell still covers."""

    def __init__(
        self,
        table: Table,
        runs: Runs,
        widths: list[float],
        embed: Callable[[Picture], str] | None,
        page: float,
    ) -> None:
        self._runs = runs
        self._embed = embed
        self._size = table.size
        self._columns = table.columns
        self._widths = widths
        self._open: dict[int, tuple[int, int]] = {}
        self._page = page
        self._least = max(table.row_height * MM, cell_pitch(table.size) + 2 * PAD_Y)
        self._row, self._head = _row_opening(self._least), _row_opening(self._least, head=True)
        self._usual = not any(map(_unusual, chain.from_iterable(table.rows)))
        self._loose = 0
        self._paragraphs: dict[tuple[str, Align, float, bool], str] = {}
        self.repeats = True
        self._kept = False
        self._rooms = [width * MM - 2 * PAD_X for width in widths]
        self._openings: dict[int, str] = {}
        self._ready: dict[tuple[int, bool, bool], str] = {}

    def begin(self) -> None:
        """Begin another part of the table: no merge reaches into it."""
        self._open = {}

    def row(self, row: Row, *, head: bool = False, bold: bool = False, kept: bool = False) -> str:
        """Give one row, `kept` on the page of the next; a merged cell is remembered for the rows below."""
        parts = [self._opened(row, head=head)]
        self._kept = kept or heads_rows(row)
        blank = self._open_paragraph("TableText", Align.LEFT, self._size)
        c = 0
        while c < len(row):
            value = row[c]
            if value is COVERED:
                rows_left, width = self._open.get(c, (0, 1))
                parts.append(self._cell_open(c, width, "<w:vMerge/>") + blank + "</w:p></w:tc>")
                if rows_left > 1:
                    self._open[c] = (rows_left - 1, width)
                c += width
            elif isinstance(value, Cell):
                parts.append(self._cell(value, c, head=head, bold=bold))
                c += value.columns
            else:
                parts.append(self._quick(value, c, bold=bold))
                c += 1
        parts.append("</w:tr>")
        return "".join(parts)

    def _opened(self, row: Row, *, head: bool) -> str:
        """Begin a row: kept whole unless it is taller than a page, high enough for words that run down."""
        if self._usual and not head:
            return self._row
        cells = [(c, value if isinstance(value, Cell) else Cell(value)) for c, value in enumerate(row)]
        downward = [len(text_of(cell)) * self._size / cell.rows for _, cell in cells if cell.vertical]
        least = max([self._least, *(length + 2 * PAD_Y + DOWN_RESERVE for length in downward)])
        tall = [cell.rows for c, cell in cells if cell.rows and self._height(cell, c) > self._page]
        self._loose = max([self._loose - 1, *tall])
        if head:
            return _row_opening(least, head=self.repeats, whole=self.repeats)
        return _row_opening(least, whole=self._loose <= 0)

    def _height(self, cell: Cell, c: int) -> float:
        """Estimate the height of a cell's words, pt: enough to tell what is taller than a page."""
        text = text_of(cell)
        if len(text) < LONG:
            return 0.0
        room = sum(self._rooms[c : c + cell.columns])
        lines = sum(max(1, ceil(ems(line) * self._size / room)) for line in text.split("\n"))
        return lines * cell_pitch(self._size) + 2 * PAD_Y

    def _quick(self, value: Value, c: int, *, bold: bool) -> str:
        """Give an unmerged cell: the usual one from ready-made strings, any other the long way."""
        text = value if isinstance(value, str) else text_of(value)
        column = self._columns[c]
        name = column.kind is Kind.NAME
        widest = len(text) * LATIN if text.isascii() else len(text) + 1
        fits = widest * self._size <= self._rooms[c]
        if not fits or not text.isprintable() or (name and (bold or name_parts(text)[0])):
            return (
                self._opening(c) + self._paragraph(value, column, column.alignment, c, bold=bold) + "</w:tc>"
            )
        key = (c, bold, self._kept)
        opening = self._ready.get(key)
        if opening is None:
            start = self._open_paragraph("TableText", column.alignment, self._size)
            opening = self._ready[key] = self._opening(c) + start
        return f"{opening}{self._runs.run(text, Font.SONG, self._size, bold=bold)}</w:p></w:tc>"

    def _opening(self, c: int) -> str:
        opening = self._openings.get(c)
        if opening is None:
            opening = self._openings[c] = self._cell_open(c, 1, "")
        return opening

    def _cell(self, value: Cell, c: int, *, head: bool, bold: bool) -> str:
        column = self._columns[c]
        merge = ""
        if value.rows > 1:
            merge = '<w:vMerge w:val="restart"/>'
            self._open[c] = (value.rows - 1, value.columns)
        opening = self._cell_open(
            c, value.columns, merge, vertical=value.vertical, head=head, rows=value.rows
        )
        if head:
            size = self._size
            words = self._runs.run(text_of(value), Font.HEI, size)
            return f"{opening}{self._open_paragraph('TableHead', Align.CENTER, size)}{words}</w:p></w:tc>"
        picture = value.value
        if isinstance(picture, Picture) and self._embed is not None and is_jpeg(picture.content):
            room = sum(self._rooms[c : c + value.columns])
            wide, high = bounded(picture.width * MM, picture.height * MM, room, self._page - 4 * PAD_Y)
            picture = Picture(picture.content, wide / MM, high / MM)
            look = '<w:p><w:pPr><w:pStyle w:val="TableText"/><w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>'
            return f'{opening}{look}<w:jc w:val="center"/></w:pPr>{self._embed(picture)}</w:p></w:tc>'
        align = value.align or column.alignment
        body = self._paragraph(value, column, align, c, bold=bold or value.bold)
        return f"{opening}{body}</w:tc>"

    def _cell_open(
        self, c: int, columns: int, merge: str, *, vertical: bool = False, head: bool = False, rows: int = 1
    ) -> str:
        width = sum(mm_twips(w) for w in self._widths[c : c + columns])
        span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>' if head else ""
        direction = '<w:textDirection w:val="tbRlV"/>' if vertical else ""
        stands = "top" if rows > LONG_MERGE else "center"
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{shade}{direction}'
            f'<w:vAlign w:val="{stands}"/></w:tcPr>'
        )

    def _paragraph(self, value: Value | Cell, column: Column, align: Align, c: int, *, bold: bool) -> str:
        """Give a cell's paragraphs, one for each line feed in it."""
        text = clean(text_of(value))
        merged = isinstance(value, Cell) and value.columns > 1
        kind = Kind.TEXT if merged else column.kind
        columns = value.columns if isinstance(value, Cell) else 1
        width = self._widths[c] if columns == 1 else sum(self._widths[c : c + columns])
        size = self._shrunk(text, kind, width)
        opening = self._open_paragraph("TableText", align, size)
        if kind is Kind.NAME and not bold:
            room, parts = width * MM - 2 * PAD_X, [text]
            if self._ems(text, kind) * size > room:
                parts = name_lines(text, room / (size * NAME_SHRUNK), lambda part: self._ems(part, kind))
            own = self._shrunk(parts[0], kind, width)
            named = f"{self._open_paragraph('TableText', align, own)}{self._runs.name(parts[0], Font.SONG, own)}</w:p>"
            return named + "".join(
                f"{self._open_paragraph('TableText', align, own)}{self._runs.run(part, Font.SONG, own)}</w:p>"
                for part in parts[1:]
                for own in (self._shrunk(part, Kind.CODE, width),)
            )
        return "".join(
            f"{opening}{self._runs.run(line, Font.SONG, size, bold=bold)}</w:p>" for line in text.split("\n")
        )

    def _open_paragraph(self, style: str, align: Align, size: float) -> str:
        key = (style, align, size, self._kept)
        opening = self._paragraphs.get(key)
        if opening is None:
            kept = "<w:keepNext/>" if self._kept else ""
            opening = self._paragraphs[key] = (
                f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}<w:spacing w:line="{twips(cell_pitch(size))}" w:lineRule="exact"/>'
                f'<w:jc w:val="{JUSTIFY[align]}"/></w:pPr>'
            )
        return opening

    def _shrunk(self, text: str, kind: Kind, width: float) -> float:
        """Give the size at which a name or number stays on one line, in half points as Word counts."""
        size = self._size
        if (len(text) + 1) * size <= width * MM - 2 * PAD_X:
            return size
        if kind is Kind.TEXT:
            return spared(text, size, width * MM - 2 * PAD_X)
        room = (width * MM - 2 * PAD_X) / max(1.0, self._ems(text, kind))
        if room >= size or room < least_size(text, kind, size):
            return size
        return int(room * 2) / 2

    @staticmethod
    def _ems(text: str, kind: Kind) -> float:
        spaced = kind is Kind.NAME and name_parts(text)[0]
        return ems(text) + (1 if spaced else 0)
