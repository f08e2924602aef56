"""Labels on PDF pages: a sheet a page, each label where the bought paper has it, whatever the margins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.reports.document import Labels, Run
from app.reports.gongwen import MM
from app.reports.labels import Fit, check_sheet, corner, fit, pads, sheets_of
from app.reports.pdf.pen import Pen
from app.reports.pdf.pieces import Box, Paint, Piece, Whole
from app.reports.pdf.place import At
from app.reports.pdf.setting import SetLine, SetText
from app.reports.table import Align

FRAME: Final = 0.3
"""Thickness of the edges that are cut along, pt."""


def label_pieces(block: Labels, at: At) -> Iterator[Piece]:
    """Measure labels: each sheet fills a page."""
    check_sheet(block.sheet, at.section)
    chain = at.book.chain(block.font)
    for placed in sheets_of(block):
        fits = [(place, fit(label, block.sheet, block.size, chain)) for place, label in placed]
        yield Whole(Box(at.height, _sheet(block, fits, at)), new_page=True)


def _sheet(block: Labels, fits: list[tuple[int, Fit]], at: At) -> Paint:
    """Paint one sheet; the pen counts from the paper's corner, as the sheet does."""
    sheet = block.sheet
    pad, _ = pads(sheet)
    set_labels = [
        (place, one.pitch, _lines(one, block, at, (sheet.width - 2 * pad) * MM)) for place, one in fits
    ]

    def paint(pen: Pen, x: float, top: float) -> None:  # noqa: ARG001 - where the text block begins matters not
        for place, pitch, lines in set_labels:
            left, upper = (edge * MM for edge in corner(sheet, place))
            wide, high = sheet.width * MM, sheet.height * MM
            y = upper + (high - len(lines) * pitch) / 2
            for line in lines:
                pen.line(left + pad * MM, y, pitch, line)
                y += pitch
            if block.framed:
                pen.box(left, upper, wide, high, FRAME)

    return paint


def _lines(one: Fit, block: Labels, at: At, room: float) -> list[SetLine]:
    """Set each line of a label; those on the left need no room, having been broken already."""
    texts = [SetText(at.book, [Run(text)], block.font, one.size) for text in one.lines]
    if block.align is Align.LEFT:
        return [text.lines(10_000.0)[0] for text in texts]
    return [text.lines(room, align=block.align)[0] for text in texts]
