"""Bars, bars cut into parts, and the pyramid of tiers. Lengths in pt."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final

from reportlab.graphics.shapes import Drawing, Line, Rect
from reportlab.lib.colors import Color

from app.reports.charts.ink import (
    ACCENT,
    BAR,
    INK,
    LABEL_PITCH,
    LABEL_SIZE,
    ROW,
    WHITE,
    area,
    box,
    broken,
    fill_of,
    key_height,
    key_rows,
    label,
    plate,
    swatch,
    text,
    width_of,
)
from app.reports.figure import Bars, Pyramid, Stacked
from app.reports.fonts import FontBook

SWATCH: Final = 14.0
LABEL_SHARE: Final = 0.4
"""The most that labels take of a chart's width."""
MOST_LINES: Final = 5
"""A row is made high enough for labels of this many lines; longer ones are shrunk."""
TIERS: Final = (ACCENT, Color(0.86, 0.91, 0.95))
"""Tiers are dark and light by turns."""


def _label_room(book: FontBook, labels: Sequence[str], width: float) -> float:
    return min(max((width_of(book, one) for one in labels), default=0.0), width * LABEL_SHARE) + 6


def _row_height(book: FontBook, labels: Sequence[str], width: float) -> float:
    """Give the height of rows whose labels are broken over a few lines."""
    room = _label_room(book, labels, width) - 6
    lines = max((len(broken(book, one, room + 0.1, LABEL_SIZE)) for one in labels), default=1)
    return max(ROW, min(lines, MOST_LINES) * LABEL_SIZE * LABEL_PITCH + 5)


def bars_height(chart: Bars, book: FontBook, width: float) -> float:
    """Give the height of bars with their gaps."""
    return len(chart.bars) * _row_height(book, [bar.label for bar in chart.bars], width) + 4


def bars(drawing: Drawing, chart: Bars, book: FontBook) -> None:
    """Draw bars from one base line: to its left those below zero."""
    labels = [bar.label for bar in chart.bars]
    left = _label_room(book, labels, drawing.width)
    ends = [bar.words + chart.unit for bar in chart.bars]
    right = min(max(width_of(book, end) for end in ends), drawing.width * LABEL_SHARE) + 8
    low, high = min(0.0, *(b.value for b in chart.bars)), max(0.0, *(b.value for b in chart.bars))
    row = drawing.height / len(chart.bars)
    thick = min(BAR, row * 0.7)
    room = max(10.0, drawing.width - left - right)
    scale = room / ((high - low) or 1.0)
    base = left - low * scale
    for number, (bar, end) in enumerate(zip(chart.bars, ends, strict=True)):
        middle = drawing.height - (number + 0.5) * row
        label(drawing, book, bar.label, left - 6, middle, room=left - 6, height=row * 0.95, anchor="end")
        start, stop = sorted((base, base + bar.value * scale))
        drawing.add(Rect(start, middle - thick / 2, stop - start, thick, fillColor=ACCENT, strokeColor=None))
        label(drawing, book, end, stop + 4, middle, room=drawing.width - stop - 4, height=row * 0.95)
    drawing.add(Line(base, 0, base, drawing.height, strokeColor=INK, strokeWidth=0.6))


def stacked_height(chart: Stacked, book: FontBook, width: float) -> float:
    """Give the height of stacked bars with the key above them."""
    rows = len(chart.rows) * max(ROW + 2, _row_height(book, [name for name, _ in chart.rows], width))
    return rows + key_height(book, chart.parts, width, SWATCH)


def stacked(drawing: Drawing, chart: Stacked, book: FontBook) -> None:
    """Draw bars cut into parts, the key above, the sum at each end."""
    top = drawing.height
    number = 0
    for line in key_rows(book, chart.parts, drawing.width, SWATCH):
        for x, name in line:
            swatch(drawing, x, top - ROW / 2 + 2, fill_of(number))
            room = drawing.width - x - SWATCH - 4
            label(drawing, book, name, x + SWATCH + 4, top - ROW / 2 + 2, room=room, height=ROW - 4)
            number += 1
        top -= ROW - 3
    top -= 6
    left = _label_room(book, [name for name, _ in chart.rows], drawing.width)
    totals = [sum(counts) for _, counts in chart.rows]
    right = max(width_of(book, f"{total}{chart.unit}") for total in totals) + 8
    scale = max(10.0, drawing.width - left - right) / (max(totals) or 1)
    row = top / len(chart.rows)
    for place, ((name, counts), total) in enumerate(zip(chart.rows, totals, strict=True)):
        middle = top - (place + 0.5) * row
        label(drawing, book, name, left - 6, middle, room=left - 6, height=row * 0.95, anchor="end")
        _stack(drawing, book, counts, left, scale, middle, min(BAR, row * 0.7))
        end = left + total * scale + 4
        label(drawing, book, f"{total}{chart.unit}", end, middle, room=drawing.width - end, height=row * 0.95)


def _stack(
    drawing: Drawing, book: FontBook, counts: tuple[int, ...],
    left: float, scale: float, middle: float, thick: float,
) -> None:  # fmt: skip
    """Draw one bar; a figure wider than its part stands above it."""
    edges = [left + reach * scale for reach in accumulate(counts, initial=0)]
    for number, (count, (a, b)) in enumerate(zip(counts, pairwise(edges), strict=True)):
        if not count:
            continue
        fill, words = fill_of(number), str(count)
        area(drawing, box(a, middle - thick / 2, b - a, thick), fill)
        size = min(9.0, thick * 0.8, 9.0 * (b - a - 3) / width_of(book, words, 9.0))
        if size >= 6.0:
            plate(drawing, book, words, (a + b) / 2, middle, size, fill)
        else:
            text(drawing, book, words, (a + b) / 2, middle + thick / 2 + 0.8, anchor="middle", size=6.0)


def pyramid_height(chart: Pyramid) -> float:
    """Give the height of a pyramid."""
    return len(chart.tiers) * (ROW + 8) + 4


def pyramid(drawing: Drawing, chart: Pyramid, book: FontBook) -> None:
    """Draw tiers from the top down, each with its words in it."""
    widest = max(tier.value for tier in chart.tiers) or 1.0
    row = drawing.height / len(chart.tiers)
    thick = row - 5
    middle = drawing.width / 2
    labels = [f"{tier.label}　{tier.words}{chart.unit}" for tier in chart.tiers]
    longest = max(width_of(book, words) for words in labels)
    size = min(LABEL_SIZE, thick, LABEL_SIZE * (drawing.width - 16) / longest)
    least = longest * size / LABEL_SIZE + 16
    for number, (tier, words) in enumerate(zip(chart.tiers, labels, strict=True)):
        y = drawing.height - (number + 1) * row + 2.5
        width = least + tier.value / widest * (drawing.width - least)
        drawing.add(
            Rect(
                middle - width / 2,
                y,
                width,
                thick,
                fillColor=TIERS[number % 2],
                strokeColor=INK,
                strokeWidth=0.6,
            )
        )
        color = INK if number % 2 else WHITE
        text(
            drawing, book, words, middle, y + thick / 2 - size * 0.36, anchor="middle", size=size, color=color
        )
