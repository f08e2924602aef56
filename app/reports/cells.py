"""A cell's words fitted into its width: on one line where the kind wants it, shrunk before a word is cut."""

from __future__ import annotations

from typing import Final, NamedTuple

from app.reports.autospace import widened
from app.reports.document import Font
from app.reports.fonts import Chain, FontBook
from app.reports.lines import break_lines
from app.reports.lone import spared
from app.reports.names import listed, name_lines, name_parts, name_pieces
from app.reports.pdf.setting import SetLine, Strip
from app.reports.plain import clean
from app.reports.table import Align, Kind, Picture

SMALLEST: Final = 7.0
"""Text is shrunk no further than this, in pt."""
LEAST_SHRUNK: Final = 0.7
"""A name or number is shrunk to this share of the size to stay on one line; a longer one takes two lines."""
NAME_SHRUNK: Final = 0.85
"""A name that may be broken (after a ·, before its marks) is shrunk no further than this: it is read aloud from the list."""
PITCH: Final = 1.28
"""Line pitch of a cell in its type size, before rounding."""


def cell_pitch(size: float) -> float:
    """Give a cell's line pitch in pt for a type size, in the twentieths of a pt that Word counts in."""
    return round(size * PITCH * 20) / 20


def least_size(text: str, kind: Kind, size: float) -> float:
    """Give the smallest size in pt at which a cell's name or number of `size` pt still stands on one line."""
    breakable = kind is Kind.NAME and len(name_pieces(text)) > 1
    return max(SMALLEST, size * (NAME_SHRUNK if breakable else LEAST_SHRUNK))


class Fitted(NamedTuple):
    """A cell's lines and their pitch in pt; or a picture, whose height is the pitch."""

    lines: tuple[SetLine, ...]
    pitch: float
    picture: Picture | None = None

    @property
    def height(self) -> float:
        """Give the height of the lines or the picture in pt."""
        return self.pitch * (1 if self.picture else len(self.lines))


class Fitter:
    """Fits words into widths; equal words in equal columns are fitted once."""

    def __init__(self, book: FontBook, size: float) -> None:
        self._book = book
        self._size = size
        self._known: dict[tuple[str, float, Kind, Align, bool, Font], Fitted] = {}

    def fit(self, text: str, room: float, kind: Kind, align: Align, *, bold: bool, font: Font) -> Fitted:
        """Fit `text` into `room` pt."""
        key = (text, room, kind, align, bold, font)
        fitted = self._known.get(key)
        if fitted is None:
            fitted = self._known[key] = self._fit(
                clean(text), room, kind, align, bold, self._book.chain(font)
            )
        return fitted

    def _fit(self, text: str, room: float, kind: Kind, align: Align, bold: bool, chain: Chain) -> Fitted:
        size = self._size
        if not text:
            return Fitted((), cell_pitch(size))
        spaced, rest = name_parts(text) if kind is Kind.NAME else ("", text)
        ems = chain.width(text) + (1 if spaced else 0)
        if ems * size > room and kind is not Kind.TEXT and room / ems >= least_size(text, kind, size):
            size = room / ems
        if ems * size <= room + 0.01 and "\n" not in text:
            x = _offset(align, room, ems * size)
            strips = name_strips(chain, spaced, rest, x, size, bold=bold)
            return Fitted((SetLine(strips, x + ems * size, size),), cell_pitch(size))
        most = room / (size * NAME_SHRUNK)
        first, *further = (
            name_lines(text, most, lambda part: _name_ems(chain, part)) if kind is Kind.NAME else [text]
        )
        if further:
            parts = [self._fit(first, room, kind, align, bold, chain)]
            parts += [self._fit(part, room, Kind.CODE, align, bold, chain) for part in further]
            return Fitted(
                tuple(line for part in parts for line in part.lines), max(part.pitch for part in parts)
            )
        return self._wrapped(text, room, align, bold, chain, spared(text, size, room))

    def _wrapped(self, text: str, room: float, align: Align, bold: bool, chain: Chain, size: float) -> Fitted:
        """Break over several lines, at a size at which the longest word or number stays whole if 7 pt allow it."""
        widest = max((chain.width(word) for word in _words(text)), default=0.0)
        if widest * size > room:
            size = max(SMALLEST, min(size, room / widest))
        em = size
        items = listed(text, room, lambda part: chain.width(part) * em)
        if items:
            return Fitted(
                tuple(_line(chain, item, room, align, size, bold=bold) for item in items), cell_pitch(size)
            )
        advances, spaces = chain.measured(text, size)
        lines = []
        for line in break_lines(text, advances, room, em=size, spaces=spaces):
            x = _offset(align, room, line.width)
            strips = name_strips(chain, "", text[line.start : line.shown], x, size, bold=bold)
            lines.append(SetLine(strips, x + line.width, size))
        return Fitted(tuple(lines), cell_pitch(size))

    def stacked(self, text: str, *, bold: bool, font: Font, room: float) -> Fitted:
        """Set text top to bottom, one character a line."""
        chain = self._book.chain(font)
        size = min(self._size, room)
        lines = tuple(
            SetLine(name_strips(chain, "", c, (room - chain[c] * size) / 2, size, bold=bold), room, size)
            for c in clean(text)
            if c > " "
        )
        return Fitted(lines, size * 1.08)


def _name_ems(chain: Chain, text: str) -> float:
    return chain.width(text) + (1 if name_parts(text)[0] else 0)


def _line(chain: Chain, text: str, room: float, align: Align, size: float, *, bold: bool) -> SetLine:
    width = chain.width(text) * size
    x = _offset(align, room, width)
    return SetLine(name_strips(chain, "", text, x, size, bold=bold), x + width, size)


def _words(text: str) -> list[str]:
    """Give the runs that should not be cut: Latin words and numbers."""
    spaced = "".join(c if "!" <= c <= "~" else " " for c in text)
    return spaced.split()


def _offset(align: Align, room: float, width: float) -> float:
    if align is Align.CENTER:
        return (room - width) / 2
    return room - width if align is Align.RIGHT else 0.0


def name_strips(
    chain: Chain, spaced: str, rest: str, x: float, size: float, *, bold: bool = False
) -> tuple[Strip, ...]:
    """Set words from `x` on; of two `spaced` characters the first is followed by the room of a third."""
    strips: list[Strip] = []
    for part, gap in ((spaced[:1], size), (spaced[1:], 0.0), (rest, 0.0)):
        for font, text in chain.segments(widened(part)) if part else ():
            strips.append(Strip(x, font, size, text, 0.0, bold))
            x += chain.width(text) * size
        x += gap if part else 0.0
    return tuple(strips)
