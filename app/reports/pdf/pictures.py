"""Charts and given pictures on PDF pages, in the middle of the measure, the caption below."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from app.reports import charts, gongwen
from app.reports.document import Figure, Font, Scan
from app.reports.gongwen import MM
from app.reports.pdf.pen import Pen
from app.reports.pdf.pieces import Box, Paint, Piece, Whole
from app.reports.pdf.place import At
from app.reports.pictures import NO_PICTURE, bounded, is_jpeg

CAPTION_SIZE = gongwen.SIZE_4_SMALL
CAPTION_PITCH = CAPTION_SIZE * 1.8
AROUND = 8.0
"""White above and below together, pt."""
RESERVE = 6.0
"""What Word takes more than that for the line a picture stands in, pt."""


def room_of(height: float, caption: str) -> float:
    """Give the most height in pt of a picture on a page of this height, with its caption."""
    return height - AROUND - RESERVE - (CAPTION_PITCH if caption else 0.0)


def figure(block: Figure, at: At) -> Iterator[Piece]:
    """Draw a chart."""
    width, height = charts.figure_size(block, at.book, at.width, room_of(at.height, block.caption))
    drawing = charts.draw(block.chart, at.book, width, height)

    def paint(pen: Pen, x: float, top: float) -> None:
        pen.drawing(drawing, x + (at.width - width) / 2, top + AROUND / 2)

    yield from _captioned(height, paint, block.caption, at)


def scan(block: Scan, at: At) -> Iterator[Piece]:
    """Show a given picture; an empty frame with words where its bytes are none."""
    most = room_of(at.height, block.caption)
    width, height = bounded(block.width * MM, block.height * MM, at.width, most)
    paint = (
        partial(_photo, block.content, at, width, height)
        if is_jpeg(block.content)
        else _frame(at, width, height)
    )
    yield from _captioned(height, paint, block.caption, at)


def _photo(content: bytes, at: At, width: float, height: float, pen: Pen, x: float, top: float) -> None:
    pen.picture(content, x + (at.width - width) / 2, top + AROUND / 2, width, height)


def _frame(at: At, width: float, height: float) -> Paint:
    (line,) = at.set(NO_PICTURE, Font.SONG, gongwen.SIZE_5, tracked=False).lines(10_000.0)

    def paint(pen: Pen, x: float, top: float) -> None:
        left = x + (at.width - width) / 2
        pen.box(left, top + AROUND / 2, width, height)
        pen.line(x + (at.width - line.width) / 2, top + AROUND / 2, height, line)

    return paint


def _captioned(height: float, paint: Paint, caption: str, at: At) -> Iterator[Piece]:
    yield Whole(Box(height + AROUND, paint), keep_next=bool(caption))
    if caption:
        yield at.centred(caption, Font.HEI, CAPTION_SIZE, CAPTION_PITCH)
