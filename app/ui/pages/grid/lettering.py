"""How a name is set into a cell: upright, in lines, or on one line; shrunk or wrapped, never cut.

Pure geometry in pixels at 100 %, no Qt: a name is parted into pieces that stay together (one Chinese character with
its marks, one Latin word), each piece gets a box that the widest font we meet fills at most, and the painter centres
the piece in its box. So a name that fits here fits on every PC.

A name with a dot (艾则孜·热合曼) in the upright tiers is set in horizontal lines over several places, not in two
upright columns: between left-to-right neighbours nobody could tell which column to read first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil
from unicodedata import category, east_asian_width

DOT = "·"
SMALLEST = 12
"""Names are never set smaller than this while they are to be read."""

UPRIGHT_MOST = 4
LINES_MOST = 3
_DOT_EM = 0.5
_LATIN_EM = 0.68
_BLANK_EM = 0.3


@dataclass(frozen=True, slots=True)
class Piece:
    """What stays together, and how many ems wide it is at most."""

    text: str
    em: float


@dataclass(frozen=True, slots=True)
class Glyph:
    """A piece in its place: the centre of its box, measured from the top left corner of the lettering."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Lettering:
    """A name set: the font size and the outer size of all boxes together."""

    size: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]


@lru_cache(maxsize=8192)
def pieces(name: str) -> tuple[Piece, ...]:
    """Part a name into characters (with their marks and variation selectors) and Latin words."""
    found: list[Piece] = []
    for char in name:
        if found and category(char) in ("Mn", "Me", "Mc", "Cf"):
            found[-1] = Piece(found[-1].text + char, found[-1].em)
        elif char.isspace():
            found.append(Piece(" ", _BLANK_EM))
        elif char == DOT:
            found.append(Piece(char, _DOT_EM))
        elif east_asian_width(char) in ("W", "F"):
            found.append(Piece(char, 1.0))
        elif found and found[-1].em != 1.0 and found[-1].text not in (" ", DOT):
            found[-1] = Piece(found[-1].text + char, found[-1].em + _LATIN_EM)
        else:
            found.append(Piece(char, _LATIN_EM))
    return tuple(found)


def em_width(name: str) -> float:
    """How many ems a name takes on one line."""
    return sum(piece.em for piece in pieces(name))


@lru_cache(maxsize=8192)
def on_one_line(name: str, width: float, size: int) -> Lettering | None:
    """Set a name on one line of at most `width`, shrinking from `size` to 12; None when even that is too wide."""
    return next((_line(name, px) for px in range(size, SMALLEST - 1, -1) if em_width(name) * px <= width), None)


def _line(name: str, size: int) -> Lettering:
    glyphs = tuple(_along(pieces(name), 0.0, size / 2, size))
    return Lettering(size, em_width(name) * size, size, glyphs)


def _along(parts: tuple[Piece, ...] | list[Piece], x: float, y: float, size: int) -> list[Glyph]:
    glyphs = []
    for piece in parts:
        glyphs.append(Glyph(piece.text, x + piece.em * size / 2, y))
        x += piece.em * size
    return glyphs


@lru_cache(maxsize=8192)
def upright(name: str, width: float, height: float, size: int) -> Lettering | None:
    """Set a name of two to four characters upright, a two-character name as far apart as three; None when it cannot be."""
    parts = pieces(name)
    if not 1 <= len(parts) <= UPRIGHT_MOST or any(piece.em != 1.0 for piece in parts):
        return None
    for px in range(size, SMALLEST - 1, -1):
        places = max(len(parts), 3)
        if px > width or places * px > height:
            continue
        pitch = min(height / places, px * 1.1)
        step = pitch * 2 if len(parts) == 2 else pitch
        tall = step * (len(parts) - 1) + px
        return Lettering(px, px, tall, tuple(Glyph(p.text, px / 2, px / 2 + step * at) for at, p in enumerate(parts)))
    return None


@lru_cache(maxsize=8192)
def in_lines(name: str, width: float, height: float, size: int) -> Lettering | None:
    """Set a name in horizontal lines, breaking after the dot where it can; None when it does not fit at 12 pixels."""
    for px in range(size, SMALLEST - 1, -1):
        lines = _broken(pieces(name), width / px)
        if 0 < len(lines) <= LINES_MOST and len(lines) * px <= height:
            return _stacked(lines, px, height)
    return None


def squeezed(name: str, width: float, height: float) -> Lettering:
    """Set a name that fits nowhere at 12 pixels: on one line, as large as it can be. Never cut."""
    return _line(name, max(1, min(SMALLEST, int(height), int(width / em_width(name)) if name else SMALLEST)))


def _stacked(lines: list[list[Piece]], size: int, height: float) -> Lettering:
    pitch = min(height / len(lines), size * 1.15)
    widths = [sum(piece.em for piece in line) * size for line in lines]
    widest = max(widths)
    glyphs: list[Glyph] = []
    for at, (line, wide) in enumerate(zip(lines, widths, strict=True)):
        glyphs += _along(line, (widest - wide) / 2, size / 2 + pitch * at, size)
    return Lettering(size, widest, pitch * (len(lines) - 1) + size, tuple(glyphs))


def _broken(parts: tuple[Piece, ...], most: float) -> list[list[Piece]]:
    """Break into lines of at most `most` ems: behind dots and blanks, and a part that is too long into even lines."""
    lines: list[list[Piece]] = []
    whole = False
    for part in _parts(parts):
        count = max(1, ceil(_ems(part) / most))
        if whole and count == 1 and _ems(lines[-1]) + _ems(part) <= most:
            lines[-1] += part
            continue
        cut = _evenly(part, count, most) or _evenly(part, count + 1, most)
        if not cut:
            return []
        lines += cut
        whole = len(cut) == 1
    return lines


def _evenly(part: list[Piece], count: int, most: float) -> list[list[Piece]]:
    """Cut a part into `count` lines as even as can be; nothing when one of them is too wide. A dot never begins a line."""
    letters = [piece for piece in part if piece.text not in (DOT, " ")]
    if not letters:
        return [part]
    cuts = [round(len(letters) * at / count) for at in range(count + 1)]
    lines = [letters[start:end] for start, end in pairwise(cuts) if end > start]
    lines[-1] = lines[-1] + part[len(letters) :]
    return lines if all(_ems(line) <= most for line in lines) else []


def _ems(part: list[Piece]) -> float:
    return sum(piece.em for piece in part)


def _parts(parts: tuple[Piece, ...]) -> list[list[Piece]]:
    """The parts of a name, each with the dot or blank that ends it."""
    cuts = [0, *(at + 1 for at, piece in enumerate(parts) if piece.text in (DOT, " ")), len(parts)]
    return [list(parts[start:end]) for start, end in pairwise(cuts) if end > start]
