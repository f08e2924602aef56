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
from app.reports.pdf.pen import Pen
from app.reports.pdf.pieces import Box, Piece, Whole
from app.reports.pdf.place import At
from app.reports.pdf.setting import SetLine, SetText
from app.reports.table import Align

NUMBER_ROOM: Final = 3.5
"""What an entry's words leave free for its number, in characters."""
LEAST_LAST: Final = 4
"""Characters that the last of an entry's lines has at least: its lines are rather made shorter, as long as they grow no more."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: the heading, its count through the document, its face."""

    heading: Heading
    number: int
    font: Font


def entries(document: Document, depth: int) -> tuple[Entry, ...]:
    """Give the headings that the contents list; the first level stands out where it has others below it."""
    headings = (b for s in document.sections for b in s.blocks if isinstance(b, Heading))
    listed = [(n, h) for n, h in enumerate(headings) if h.in_contents and h.level <= depth]
    first = Font.HEI if any(h.level > 1 for _, h in listed) else Font.FANGSONG
    return tuple(Entry(h, n, first if h.level == 1 else Font.FANGSONG) for n, h in listed)


def entry_indent(heading: Heading) -> float:
    """Give how far an entry stands in, in characters."""
    return heading.level - 1.0


def _room(heading: Heading, width: float) -> float:
    """Give the measure of an entry's words, pt."""
    return width - (entry_indent(heading) + NUMBER_ROOM) * gongwen.CONTENTS_SIZE


def _evened(text: SetText, room: float) -> float:
    """Give the measure, at most `room` pt, in which no one or two characters stand alone on an entry's last line."""
    fewest = len(text.broken(room))
    tried = room
    while fewest > 1 and tried > room / 2:
        lines = text.broken(tried)
        if len(lines) > fewest:
            break
        if lines[-1].shown - lines[-1].start >= LEAST_LAST:
            return tried
        tried -= text.size / 2
    return room


def entry_lines(entry: Entry, book: FontBook, width: float, tracking: float) -> list[str]:
    """Give the words of each line of an entry in a measure of `width` pt."""
    text = SetText(book, [Run(entry.heading.text)], entry.font, gongwen.CONTENTS_SIZE, tracking)
    room = _evened(text, _room(entry.heading, width))
    return [text.text[line.start : line.shown] for line in text.broken(room)]


def contents(
    block: Contents, at: At, listed: tuple[Entry, ...], label_of: Callable[[int], str]
) -> Iterator[Piece]:
    """Set the contents: its lines are measured now, its numbers are asked for when it is painted."""
    head = at.centred(block.title, Font.TITLE, gongwen.TITLE_SIZE)
    head.after, head.keep_next = at.pitch(gongwen.CONTENTS_SIZE) / 2, True
    yield head
    size = gongwen.CONTENTS_SIZE
    pitch = at.pitch(size)
    for entry in listed:
        words = at.set(entry.heading.text, entry.font, size)
        lines = words.lines(_evened(words, _room(entry.heading, at.width)), align=Align.LEFT)
        indent = entry_indent(entry.heading) * size
        most = max(
            1, int(at.height / pitch)
        )  # one entry may be taller than a page: its number stands on its last
        *full, last = (lines[begin : begin + most] for begin in range(0, max(1, len(lines)), most))
        for part in full:
            yield Whole(Box(len(part) * pitch, partial(_words, at, part, indent, entry.number)))
        yield Whole(Box(len(last) * pitch, partial(_entry, at, last, indent, entry.number, label_of)))


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
    """Paint an entry, or the last page of it, with its leader and its number."""
    size = gongwen.CONTENTS_SIZE
    pitch = at.pitch(size)
    _words(at, lines, indent, number, pen, x, top)
    label = label_of(number)
    (set_number,) = at.set(label, Font.SONG, size, tracked=False).lines(at.width, align=Align.RIGHT)
    last = top + (len(lines) - 1) * pitch
    pen.line(x, last, pitch, set_number)
    start = x + indent + lines[-1].width + 6
    stop = x + at.width - at.book.chain(Font.SONG).width(label) * size - 6
    pen.leader(start, stop, last + pitch / 2 + size * 0.3)


def _words(at: At, lines: list[SetLine], indent: float, number: int, pen: Pen, x: float, top: float) -> None:
    """Paint the words of an entry, a link to the heading."""
    pitch = at.pitch(gongwen.CONTENTS_SIZE)
    for index, line in enumerate(lines):
        pen.line(x + indent, top + index * pitch, pitch, line)
    pen.link(f"h{number}", x, top, at.width, len(lines) * pitch)
