"""Blocks measured into pieces: each piece gives as much of itself as fits into the room left on a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol, TypeAlias

from app.reports.pdf.pen import Pen
from app.reports.pdf.setting import SetLine

TIED_LINES: Final = 2
"""How many lines of text go to a new page together with a signature, and are left behind at least."""
Paint: TypeAlias = Callable[[Pen, float, float], None]
"""Paints at (x, top) in pt."""


@dataclass(slots=True)
class Box:
    """Something of known height on a page; `headings` (counted through the document) begin here."""

    height: float
    paint: Paint
    headings: tuple[int, ...] = ()


class Piece(Protocol):
    """A block on its way to pages."""

    before: float
    keep_next: bool
    new_page: bool

    def least(self) -> float:
        """Give the height that its first part wants."""
        ...

    def take(self, room: float, *, top: bool) -> tuple[Box | None, Piece | None]:
        """Give what fits into `room` and what is left. At the `top` of a page something is always given."""
        ...


@dataclass(slots=True)
class Whole:
    """A piece that is not divided; one taller than a page is painted over its edge rather than lost.

    One that is `tied` never begins a page: some of the text before it goes there with it (a signature, §7.3.5.5).
    """

    box: Box
    before: float = 0.0
    keep_next: bool = False
    new_page: bool = False
    tied: bool = False

    def least(self) -> float:
        """Give its height."""
        return self.box.height

    def take(self, room: float, *, top: bool) -> tuple[Box | None, Piece | None]:
        """Give all or nothing."""
        if self.box.height <= room + 0.01 or top:
            return self.box, None
        return None, self


@dataclass(slots=True)
class Bottom(Whole):
    """A piece that stands at the very bottom of its page, below everything else: the 版记."""


@dataclass(slots=True)
class Lines:
    """A paragraph, divided between lines. `headings` belong to its first line.

    `tied` as in `Whole`; `tail` is the height of what is tied to its last lines, which leave a page together with it.
    """

    lines: list[SetLine]
    pitch: float
    before: float = 0.0
    after: float = 0.0
    keep_next: bool = False
    new_page: bool = False
    indent: float = 0.0
    headings: tuple[int, ...] = field(default=())
    tied: bool = False
    tail: float = 0.0

    def least(self) -> float:
        """Give the height of a heading, or of a paragraph's first line."""
        return self.pitch * (len(self.lines) if self.keep_next else 1)

    def take(self, room: float, *, top: bool) -> tuple[Box | None, Piece | None]:
        """Give the lines that fit."""
        count = int((room + 0.01) / self.pitch)
        if self.tail and len(self.lines) * self.pitch + self.tail > room + 0.01:
            count = min(count, len(self.lines) - TIED_LINES)
            if count < TIED_LINES and not top:
                return None, self
        if count >= len(self.lines):
            height = len(self.lines) * self.pitch + self.after
            return Box(height, self._paint(self.lines), self.headings), None
        if count < 1 and not top:
            return None, self
        count = max(count, 1)
        rest = Lines(
            self.lines[count:],
            self.pitch,
            after=self.after,
            keep_next=self.keep_next,
            indent=self.indent,
            tail=self.tail,
        )
        return Box(count * self.pitch, self._paint(self.lines[:count]), self.headings), rest

    def _paint(self, lines: list[SetLine]) -> Paint:
        def paint(pen: Pen, x: float, top: float) -> None:
            for number, line in enumerate(lines):
                pen.line(x + self.indent, top + number * self.pitch, self.pitch, line)

        return paint


@dataclass(slots=True)
class Break:
    """Begins a page."""

    before: float = 0.0
    keep_next: bool = False
    new_page: bool = True

    def least(self) -> float:
        """Need nothing."""
        return 0.0

    def take(self, room: float, *, top: bool) -> tuple[Box | None, Piece | None]:  # noqa: ARG002 - the protocol's
        """Give nothing; the page has been turned already."""
        return None, None
