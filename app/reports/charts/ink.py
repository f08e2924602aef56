"""What charts are drawn with: ink, fills that differ in grey and in pattern, words fitted into their room. Lengths in pt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians, sin
from typing import Final

from reportlab.graphics.shapes import Drawing, Line, Polygon, Rect, String
from reportlab.lib.colors import Color

from app.reports.document import Font
from app.reports.fonts import FontBook
from app.reports.lines import break_lines
from app.reports.plain import clean

LABEL_SIZE: Final = 10.5
LEAST_LABEL: Final = 6.0
"""Labels are broken over lines before they are shrunk below this size."""
LABEL_PITCH: Final = 1.15
ROW: Final = 20.0
"""Height of a bar with its gap."""
BAR: Final = 13.0
INK: Final = Color(0.12, 0.16, 0.22)
PALE: Final = Color(0.72, 0.75, 0.79)
ACCENT: Final = Color(0.114, 0.357, 0.561)
WHITE: Final = Color(1, 1, 1)
THIN: Final = 0.4
"""Outlines."""


@dataclass(frozen=True, slots=True)
class Fill:
    """A ground and, on it, parallel lines: their angles in degrees, their distance, thickness and colour."""

    ground: Color
    angles: tuple[int, ...] = ()
    distance: float = 4.0
    thick: float = 0.6
    line: Color = INK

    @property
    def dark(self) -> bool:
        """Say whether words on it must be white."""
        return (
            not self.angles
            and self.ground.red * 0.3 + self.ground.green * 0.59 + self.ground.blue * 0.11 < 0.5
        )


FILLS: Final = (
    Fill(ACCENT),
    Fill(WHITE, (45,)),
    Fill(Color(0.545, 0.694, 0.816)),
    Fill(WHITE, (0, 90), 5.0, 0.4),
    Fill(Color(0.22, 0.26, 0.32), (135,), 4.5, 1.0, WHITE),
    Fill(Color(0.80, 0.83, 0.87), (0,), 3.0, 0.4),
)
"""Parts of a whole: no two neighbours, nor the last and the first, are alike in grey or in pattern."""


def fill_of(number: int) -> Fill:
    """Give the fill of a part, counted from 0."""
    return FILLS[number % len(FILLS)]


def box(x: float, y: float, width: float, height: float) -> list[tuple[float, float]]:
    """Give the corners of a rectangle."""
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def area(drawing: Drawing, corners: Sequence[tuple[float, float]], fill: Fill) -> None:
    """Fill a polygon and draw its thin outline."""
    points = [value for corner in corners for value in corner]
    drawing.add(Polygon(points, fillColor=fill.ground, strokeColor=None))
    for angle in fill.angles:
        for x1, y1, x2, y2 in _hatch(corners, angle, fill.distance):
            drawing.add(Line(x1, y1, x2, y2, strokeColor=fill.line, strokeWidth=fill.thick))
    drawing.add(Polygon(points, fillColor=None, strokeColor=INK, strokeWidth=THIN, strokeLineJoin=1))


def _hatch(
    corners: Sequence[tuple[float, float]], angle: int, distance: float
) -> Iterator[tuple[float, float, float, float]]:
    """Give the parts of parallel lines that lie within a polygon; patterns of neighbours run through."""
    along = cos(radians(angle)), sin(radians(angle))
    turned = [(x * along[0] + y * along[1], y * along[0] - x * along[1]) for x, y in corners]
    lowest = min(v for _, v in turned)
    level = (lowest // distance + 0.5) * distance
    while level < max(v for _, v in turned):
        if level > lowest:
            crossings = sorted(
                u1 + (level - v1) * (u2 - u1) / (v2 - v1)
                for (u1, v1), (u2, v2) in pairwise([*turned, turned[0]])
                if (v1 <= level) != (v2 <= level)
            )
            for a, b in zip(crossings[::2], crossings[1::2], strict=False):
                yield (
                    a * along[0] - level * along[1], a * along[1] + level * along[0],
                    b * along[0] - level * along[1], b * along[1] + level * along[0],
                )  # fmt: skip
        level += distance


def width_of(book: FontBook, words: str, size: float = LABEL_SIZE) -> float:
    """Give the width of words on one line."""
    return book.chain(Font.SONG).drawn(clean(words)) * size


def text(
    drawing: Drawing, book: FontBook, words: str, x: float, y: float,
    *, anchor: str = "start", size: float = LABEL_SIZE, color: Color = INK,
) -> None:  # fmt: skip
    """Set words on a base line, each face its own string."""
    chain = book.chain(Font.SONG)
    words = clean(words)
    width = chain.drawn(words) * size
    x -= {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    for face, part in chain.segments(words):
        drawing.add(String(x, y, part, fontName=face.fontName, fontSize=size, fillColor=color))
        x += chain.drawn(part) * size


def broken(book: FontBook, words: str, room: float, size: float) -> list[str]:
    """Break words into lines of at most `room`."""
    words, chain = clean(words), book.chain(Font.SONG)
    lines = break_lines(words, [chain[c] * size for c in words], max(room, size), em=size)
    return [words[line.start : line.shown] for line in lines]


def fitted(book: FontBook, words: str, room: float, height: float) -> tuple[float, list[str]]:
    """Give size and lines of words for a room: whole if 6 pt allow it, else broken, else as small as it takes."""
    width = width_of(book, words, 1.0)
    whole = min(LABEL_SIZE, height / LABEL_PITCH, room / width if width else LABEL_SIZE)
    if whole >= min(LABEL_SIZE * 0.8, height / LABEL_PITCH):
        return whole, [clean(words)]
    size = LABEL_SIZE
    lines = broken(book, words, room, size)
    while size > 1.0 and len(lines) * size * LABEL_PITCH > height:
        size -= 0.5
        lines = broken(book, words, room, size)
    return (whole, [clean(words)]) if whole > size else (size, lines)


def label(
    drawing: Drawing, book: FontBook, words: str, x: float, middle: float,
    *, room: float, height: float, anchor: str = "start",
) -> None:  # fmt: skip
    """Set words around a middle height, broken and shrunk into room × height."""
    size, lines = fitted(book, words, room, height)
    pitch = size * LABEL_PITCH
    y = middle + (len(lines) - 1) * pitch / 2 - size * 0.36
    for line in lines:
        text(drawing, book, line, x, y, anchor=anchor, size=size)
        y -= pitch


def key_rows(
    book: FontBook, names: Sequence[str], width: float, sample: float
) -> list[list[tuple[float, str]]]:
    """Lay the key of a chart in rows: each name with the x of its sample, `sample` wide."""
    rows: list[list[tuple[float, str]]] = [[]]
    x = 0.0
    for name in names:
        takes = sample + 4 + width_of(book, name) + 16
        if rows[-1] and x + takes - 16 > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, name))
        x += takes
    return rows


def key_height(book: FontBook, names: Sequence[str], width: float, sample: float) -> float:
    """Give the height of the key with the white below it."""
    return len(key_rows(book, names, width, sample)) * (ROW - 3) + 6


def swatch(drawing: Drawing, x: float, middle: float, fill: Fill) -> None:
    """Draw a sample of a fill, 14 × 9."""
    area(drawing, box(x, middle - 4.5, 14, 9), fill)


def plate(
    drawing: Drawing, book: FontBook, words: str, x: float, middle: float, size: float, fill: Fill
) -> None:
    """Set a figure in the middle of a filled part: on a white plate where the fill has a pattern."""
    width = width_of(book, words, size)
    if fill.angles:
        ground = Rect(
            x - width / 2 - 1, middle - size * 0.5, width + 2, size, fillColor=WHITE, strokeColor=None
        )
        drawing.add(ground)
    color = WHITE if fill.dark else INK
    text(drawing, book, words, x, middle - size * 0.36, anchor="middle", size=size, color=color)
