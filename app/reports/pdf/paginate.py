"""Pieces laid on pages, before anything is drawn: so the contents know their numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from app.reports import gongwen
from app.reports.document import PageNumbers, Section
from app.reports.pdf.pieces import Bottom, Box, Lines, Piece, Whole

HAIR: Final = 0.25
"""What a page of lines and tables may be taller than its whole lines, pt."""


@dataclass(slots=True)
class Page:
    """A page with its boxes, each with its top in pt below the text block's top. `number` is the printed one.

    `first` is a section's first page; a `blank` one only makes the next begin on an odd page and says nothing.
    """

    section: Section
    number: int
    boxes: list[tuple[float, Box]] = field(default_factory=list)
    first: bool = False
    blank: bool = False

    @property
    def label(self) -> str:
        """Give the number as a reader knows it; empty where the section prints none."""
        return "" if self.blank or self.section.numbers is PageNumbers.NONE else str(self.number)

    @property
    def numbered(self) -> bool:
        """Say whether the number is printed: a 信函 has none on its first page (§10.1)."""
        return bool(self.label) and (self.section.first_number or not self.first)


class Book:
    """Pages filled section by section, and the page that every heading (counted from 0) stands on."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.headings: dict[int, Page] = {}

    def add(self, section: Section, pieces: Iterable[Piece]) -> None:
        """Lay a section's pieces on new pages."""
        filler = _Filler(self, section)
        queue = list(pieces)
        for index, piece in enumerate(queue):
            if isinstance(piece, Lines):
                piece.tail = _tied(queue[index + 1 :], filler.height)
            filler.put(piece, _kept(queue, index, filler.height))
        if filler.page is None:
            filler.turn()

    def label_of(self, heading: int) -> str:
        """Give the printed page number of a heading."""
        return self.headings[heading].label


def _tied(following: list[Piece], page: float) -> float:
    """Give the height of what is tied to the text before it; too much for a page of its own is not."""
    height = 0.0
    for piece in following:
        if not (isinstance(piece, Lines | Whole) and piece.tied):
            break
        own = piece.box.height if isinstance(piece, Whole) else len(piece.lines) * piece.pitch + piece.after
        height += piece.before + own
    return height if height < page / 2 else 0.0


def _kept(queue: list[Piece], index: int, page: float) -> float:
    """Give the height that must follow a piece on its page: headings stay with the text below them.

    What is more than a `page` is not counted to its end: nothing holds it together.
    """
    height = 0.0
    while (
        height <= page and queue[index].keep_next and index + 1 < len(queue) and not queue[index + 1].new_page
    ):
        index += 1
        height += queue[index].before + queue[index].least()
    return height


def usable_height(section: Section) -> float:
    """Give the height in pt that blocks may fill: on the grid whole lines, as Word counts them, and no more than a hair."""
    height = section.measure[1] * gongwen.MM
    pitch = gongwen.GRID_LINE_PITCH / 20
    return min(height, height // pitch * pitch + HAIR) if section.grid else height


class _Filler:
    """Fills the pages of one section."""

    def __init__(self, book: Book, section: Section) -> None:
        self.book = book
        self.section = section
        self.height = usable_height(section)
        self.page: Page | None = None
        self.y = 0.0
        # what is left below the last piece: as in Word the larger of two whites counts, not their sum
        self.white = 0.0

    def turn(self) -> Page:
        """Begin a page."""
        pages = self.book.pages
        number = pages[-1].number + 1 if pages else 1
        first = self.page is None
        if first and self.section.recto and len(pages) % 2:
            pages.append(Page(self.section, number, blank=True))
            number += 1
        if first and self.section.start is not None:
            number = self.section.start
        self.page = Page(self.section, number, first=first)
        pages.append(self.page)
        self.y = 0.0
        return self.page

    def put(self, piece: Piece, kept: float) -> None:
        """Lay one piece, on as many pages as it takes; `kept` is the height of what must stay with it."""
        page = self.page or self.turn()
        if isinstance(piece, Bottom):
            self._sink(piece)
            return
        if piece.new_page and self.y > 0:
            page = self.turn()
        needed = piece.before + piece.least() + kept
        if kept and self.y > 0 and self.height - self.y + 0.01 < needed <= self.height:
            page = self.turn()
        rest: Piece | None = piece
        while rest is not None:
            before = max(0.0, rest.before - self.white) if self.y > 0 else 0.0
            box, left = rest.take(self.height - self.y - before, top=self.y == 0)
            if box is not None:
                page.boxes.append((self.y + before, box))
                self.book.headings.update(dict.fromkeys(box.headings, page))
                self.y += before + box.height
                self.white = rest.after if isinstance(rest, Lines) and left is None else 0.0
            rest = left
            if rest is not None:
                page = self.turn()

    def _sink(self, piece: Bottom) -> None:
        """Lay a piece at the very bottom of the text block, on a new page where there is no room left."""
        page = self.page or self.turn()
        foot = self.section.measure[1] * gongwen.MM
        if 0 < self.y > foot - piece.box.height + 0.01:
            page = self.turn()
        page.boxes.append((max(0.0, foot - piece.box.height), piece.box))
        self.y = foot
