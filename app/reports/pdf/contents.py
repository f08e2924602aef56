"""The table of contents: its lines are measured at once, its numbers asked for when it is painted.

Word is told where an entry's lines end, so that the contents take as many pages there as here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from app.reports import gongwen
from app.reports.document import Contents, Document, Font, Heading, Run
from app.reports.fonts import FontBook
from app.reports.lines import break_lines
from app.reports.pdf.pen import Pen
from app.reports.pdf.pieces import Box, Piece, Whole
from app.reports.pdf.place import At
from app.reports.pdf.setting import SetLine, SetText
from app.reports.table import Align

NUMBER_ROOM: Final = 3.5
"""What an entry's words leave free for its number, in characters."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: the heading and its count through the document."""

    heading: Heading
    number: int


def entries(document: Document, depth: int) -> tuple[Entry, ...]:
    """Give the headings that the contents list."""
    headings = (b for s in document.sections for b in s.blocks if isinstance(b, Heading))
    return tuple(Entry(h, n) for n, h in enumerate(headings) if h.in_contents and h.level <= depth)


def entry_font(heading: Heading) -> Font:
    """Give the face of a heading's line in the contents."""
    return Font.HEI if heading.level == 1 else Font.FANGSONG


def entry_indent(heading: Heading) -> float:
    """Give how far an entry stands in, in characters."""
    return heading.level - 1.0


def _room(heading: Heading, width: float) -> float:
    """Give the measure of an entry's words, pt."""
    return width - (entry_indent(heading) + NUMBER_ROOM) * gongwen.BODY_SIZE


def entry_lines(heading: Heading, book: FontBook, width: float, tracking: float) -> list[str]:
    """Give the words of each line of an entry in a measure of `width` pt."""
    text = SetText(book, [Run(heading.text)], entry_font(heading), gongwen.BODY_SIZE, tracking)
    lines = break_lines(text.text, text.advances, _room(heading, width))
    return [text.text[line.start : line.shown] for line in lines]


def contents(
    block: Contents, at: At, listed: tuple[Entry, ...], label_of: Callable[[int], str]
) -> Iterator[Piece]:
    """Set the contents: its lines are measured now, its numbers are asked for when it is painted."""
    head = at.centred(block.title, Font.TITLE, gongwen.TITLE_SIZE)
    head.after, head.keep_next = at.pitch(gongwen.BODY_SIZE) / 2, True
    yield head
    size = gongwen.BODY_SIZE
    pitch = at.pitch(size)
    for entry in listed:
        words = at.set(entry.heading.text, entry_font(entry.heading), size)
        lines = words.lines(_room(entry.heading, at.width), align=Align.LEFT)
        indent = entry_indent(entry.heading) * size
        yield Whole(Box(len(lines) * pitch, partial(_entry, at, lines, indent, entry.number, label_of)))


def _entry(
    at: At,
    lines: list[SetLine],
    indent: float,
    number: int,
    label_of: Callable[[int], str],
    pen: Pen,
    x: float,
    top: float,
) -> None:
    """Paint an entry with its leader and its number, the whole a link to the heading."""
    size = gongwen.BODY_SIZE
    pitch = at.pitch(size)
    for index, line in enumerate(lines):
        pen.line(x + indent, top + index * pitch, pitch, line)
    label = label_of(number)
    (set_number,) = at.set(label, Font.SONG, size, tracked=False).lines(at.width, align=Align.RIGHT)
    last = top + (len(lines) - 1) * pitch
    pen.line(x, last, pitch, set_number)
    start = x + indent + lines[-1].width + 6
    stop = x + at.width - at.book.chain(Font.SONG).width(label) * size - 6
    pen.leader(start, stop, last + pitch / 2 + size * 0.3)
    pen.link(f"h{number}", x, top, at.width, len(lines) * pitch)
