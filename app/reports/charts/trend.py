"""Lines over time, told apart by dash and mark. Lengths in pt."""

from __future__ import annotations

from typing import Final

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, PolyLine, Rect
from reportlab.lib.colors import Color

from app.reports.charts.ink import (
    ACCENT,
    INK,
    LABEL_SIZE,
    PALE,
    ROW,
    WHITE,
    key_height,
    key_rows,
    label,
    text,
    width_of,
)
from app.reports.figure import Trend, figure_words
from app.reports.fonts import FontBook

TREND_HEIGHT: Final = 190.0
KEY_LINE: Final = 30.0
"""Length of a line in the key."""
MARK: Final = 2.8
"""Half a mark."""
FIGURE: Final = 9.0
"""Size of the figures at the points."""
FOOT: Final = 16.0
"""What the labels of the points in time take below."""
LOOKS: Final[tuple[tuple[Color, tuple[float, ...] | None], ...]] = (
    (ACCENT, None),
    (INK, (5.0, 2.5)),
    (Color(0.36, 0.40, 0.46), (1.5, 2.0)),
    (INK, (7.0, 2.0, 1.5, 2.0)),
)
"""Colour and dashes of each line; the marks are a full circle, an empty square, a full triangle, an empty diamond."""


def trend(drawing: Drawing, chart: Trend, book: FontBook) -> None:
    """Draw key, scale, points in time, lines and figures."""
    names = [one.name for one in chart.series]
    top = drawing.height - key_height(book, names, drawing.width, KEY_LINE)
    _key(drawing, book, names)
    marks = chart.ticks
    words = list(map(figure_words, marks))
    left = max(width_of(book, one) for one in words) + 6
    ends = [f"{figure_words(v)}{chart.unit}" for one in chart.series for _, v in chart.shown(one)]
    longest = max(width_of(book, end, FIGURE) for end in ends)
    right = longest + MARK + 4 if len(chart.series) > 1 else longest / 2 + 2
    low, high = marks[0], marks[-1]
    head = top - LABEL_SIZE - 4
    scale = (head - FOOT) / ((high - low) or 1)
    for mark, said in zip(marks, words, strict=True):
        y = FOOT + (mark - low) * scale
        text(drawing, book, said, left - 5, y - LABEL_SIZE * 0.36, anchor="end")
        line = INK if mark in {0, low} else PALE
        drawing.add(
            Line(left, y, drawing.width, y, strokeColor=line, strokeWidth=0.6 if line is INK else 0.3)
        )
    xs = _places(left + max(10.0, longest / 2), drawing.width - right, len(chart.labels))
    step = xs[1] - xs[0] if len(xs) > 1 else drawing.width - left
    for x, said in zip(xs, chart.labels, strict=True):
        label(drawing, book, said, x, FOOT / 2 - 1, room=max(step - 3, 12), height=FOOT - 2, anchor="middle")
    for number, one in enumerate(chart.series):
        places = [
            (x, FOOT + (value - low) * scale) if value is not None else None
            for x, value in zip(xs, one.values, strict=True)
        ]
        _line(drawing, places, number)
    several = len(chart.series) > 1
    ends_at = [
        (xs[place], FOOT + (value - low) * scale) for one in chart.series for place, value in chart.shown(one)
    ]
    heights = (
        _apart([y for _, y in ends_at]) if several else [y + MARK + 2 + FIGURE * 0.36 for _, y in ends_at]
    )
    for (x, _), y, said in zip(ends_at, heights, ends, strict=True):
        place, anchor = (x + MARK + 3, "start") if several else (x, "middle")
        text(drawing, book, said, place, y - FIGURE * 0.36, anchor=anchor, size=FIGURE)


def _apart(heights: list[float]) -> list[float]:
    """Give the heights at which figures stand: at their points, but none over another."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    placed = dict.fromkeys(order, 0.0)
    floor = -FIGURE
    for number in order:
        placed[number] = max(heights[number], floor + FIGURE)
        floor = placed[number]
    return [placed[number] for number in range(len(heights))]


def _places(first: float, last: float, count: int) -> list[float]:
    """Give where the points in time stand: evenly from edge to edge, a single one in the middle."""
    if count == 1:
        return [(first + last) / 2]
    return [first + (last - first) * number / (count - 1) for number in range(count)]


def _key(drawing: Drawing, book: FontBook, names: list[str]) -> None:
    number, y = 0, drawing.height - ROW / 2 + 2
    for row in key_rows(book, names, drawing.width, KEY_LINE):
        for x, name in row:
            _line(drawing, [(x, y), (x + KEY_LINE / 2, y), (x + KEY_LINE, y)], number, marks=slice(1, 2))
            room = drawing.width - x - KEY_LINE - 4
            label(drawing, book, name, x + KEY_LINE + 4, y, room=room, height=ROW - 4)
            number += 1
        y -= ROW - 3


def _line(
    drawing: Drawing, places: list[tuple[float, float] | None], number: int, marks: slice = slice(None)
) -> None:
    """Draw a line through places, broken where there is none, and its marks."""
    color, dashes = LOOKS[number]
    run: list[float] = []
    for place in [*places, None]:
        if place is not None:
            run += place
        elif run:
            if len(run) > 2:
                drawing.add(PolyLine(run, strokeColor=color, strokeWidth=1.3, strokeDashArray=dashes))
            run = []
    for place in places[marks]:
        if place is not None:
            _mark(drawing, *place, number, color)


def _mark(drawing: Drawing, x: float, y: float, number: int, color: Color) -> None:
    m = MARK
    look = {"strokeColor": color, "strokeWidth": 0.9, "fillColor": color if number in {0, 2} else WHITE}
    if number == 0:
        drawing.add(Circle(x, y, m, **look))
    elif number == 1:
        drawing.add(Rect(x - m, y - m, 2 * m, 2 * m, **look))
    elif number == 2:
        drawing.add(Polygon([x - m, y - m, x + m, y - m, x, y + m], **look))
    else:
        drawing.add(Polygon([x - m - 0.6, y, x, y - m - 0.6, x + m + 0.6, y, x, y + m + 0.6], **look))
