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

DOT_SIGN = "·"
SMALLEST = 12
"""Names are never set smaller than this while they are to be read."""

UPRIGHT_MOST = 4
LINES_MOST = 3
WIDE, DOT, BLANK, LATIN = 1.0, 0.5, 0.3, 0.68
"""Ems that a piece is given: a Chinese character, the dot, a blank, each Latin letter."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """What stays together in a name, and how many ems each piece is wide at most (its shape)."""

    texts: tuple[str, ...]
    ems: tuple[float, ...]


Shape = tuple[float, ...]
"""Names of one shape are set alike, so that three thousand of them cost a few dozen settings."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """A shape set: the font size, the outer size of all boxes, and the centre of each box from the top left corner."""

    size: int
    width: float
    height: float
    spots: tuple[tuple[float, float], ...]


@lru_cache(maxsize=16384)
def pieces(name: str) -> Pieces:
    """Part a name into characters (with their marks and variation selectors) and Latin words."""
    texts: list[str] = []
    ems: list[float] = []
    for char in name:
        if texts and category(char) in ("Mn", "Me", "Mc", "Cf"):
            texts[-1] += char
        elif char.isspace():
            texts.append(" ")
            ems.append(BLANK)
        elif char == DOT_SIGN:
            texts.append(char)
            ems.append(DOT)
        elif east_asian_width(char) in ("W", "F"):
            texts.append(char)
            ems.append(WIDE)
        elif texts and ems[-1] not in (WIDE, DOT, BLANK):
            texts[-1] += char
            ems[-1] += LATIN
        else:
            texts.append(char)
            ems.append(LATIN)
    return Pieces(tuple(texts), tuple(ems))


def em_width(name: str) -> float:
    """How many ems a name takes on one line."""
    return sum(pieces(name).ems)


@lru_cache(maxsize=4096)
def on_one_line(shape: Shape, width: float, size: int) -> Lettering | None:
    """Set a name on one line of at most `width`, shrinking from `size` to 12; None when even that is too wide."""
    return next((_line(shape, px) for px in range(size, SMALLEST - 1, -1) if sum(shape) * px <= width), None)


def _line(shape: Shape, size: int) -> Lettering:
    return Lettering(size, sum(shape) * size, size, tuple(_along(shape, 0.0, size / 2, size)))


def _along(shape: Shape, x: float, y: float, size: int) -> list[tuple[float, float]]:
    spots = []
    for em in shape:
        spots.append((x + em * size / 2, y))
        x += em * size
    return spots


@lru_cache(maxsize=4096)
def upright(shape: Shape, width: float, height: float, size: int) -> Lettering | None:
    """Set a name of two to four characters upright, a two-character name as far apart as three; None when it cannot be."""
    count = len(shape)
    if not 1 <= count <= UPRIGHT_MOST or any(em != WIDE for em in shape):
        return None
    for px in range(size, SMALLEST - 1, -1):
        places = max(count, 3)
        if px > width or places * px > height:
            continue
        pitch = min(height / places, px * 1.1)
        step = pitch * 2 if count == 2 else pitch
        return Lettering(
            px, px, step * (count - 1) + px, tuple((px / 2, px / 2 + step * at) for at in range(count))
        )
    return None


@lru_cache(maxsize=4096)
def in_lines(shape: Shape, width: float, height: float, size: int) -> Lettering | None:
    """Set a name in horizontal lines, breaking after the dot where it can; None when it does not fit at 12 pixels."""
    for px in range(size, SMALLEST - 1, -1):
        lines = _broken(shape, width / px)
        if 0 < len(lines) <= LINES_MOST and len(lines) * px <= height:
            return _stacked(lines, px, height)
    return None


def squeezed(shape: Shape, width: float, height: float) -> Lettering:
    """Set a name that fits nowhere at 12 pixels: on one line, as large as it can be. Never cut."""
    return _line(shape, max(1, min(SMALLEST, int(height), int(width / sum(shape)) if shape else SMALLEST)))


def _stacked(lines: list[Shape], size: int, height: float) -> Lettering:
    pitch = min(height / len(lines), size * 1.15)
    widest = max(sum(line) for line in lines) * size
    spots: list[tuple[float, float]] = []
    for at, line in enumerate(lines):
        spots += _along(line, (widest - sum(line) * size) / 2, size / 2 + pitch * at, size)
    return Lettering(size, widest, pitch * (len(lines) - 1) + size, tuple(spots))


def _broken(shape: Shape, most: float) -> list[Shape]:
    """Break into lines of at most `most` ems: behind dots and blanks, and a part that is too long into even lines."""
    lines: list[Shape] = []
    whole = False
    for part in _parts(shape):
        count = max(1, ceil(sum(part) / most))
        if whole and count == 1 and sum(lines[-1]) + sum(part) <= most:
            lines[-1] += part
            continue
        cut = _evenly(part, count, most) or _evenly(part, count + 1, most)
        if not cut:
            return []
        lines += cut
        whole = len(cut) == 1
    return lines


def _evenly(part: Shape, count: int, most: float) -> list[Shape]:
    """Cut a part into `count` lines as even as can be; nothing when one of them is too wide. A dot never begins a line."""
    letters = tuple(em for em in part if em not in (DOT, BLANK))
    if not letters:
        return [part] if sum(part) <= most else []
    cuts = [round(len(letters) * at / count) for at in range(count + 1)]
    lines = [letters[start:end] for start, end in pairwise(cuts) if end > start]
    lines[-1] += part[len(letters) :]
    return lines if all(sum(line) <= most for line in lines) else []


def _parts(shape: Shape) -> list[Shape]:
    """The parts of a name, each with the dot or blank that ends it."""
    cuts = [0, *(at + 1 for at, em in enumerate(shape) if em in (DOT, BLANK)), len(shape)]
    return [shape[start:end] for start, end in pairwise(cuts) if end > start]
