"""A pie of few slices, each with name, figure and share beside it. Lengths in pt."""

from __future__ import annotations

from math import ceil, cos, pi, sin
from typing import Final

from reportlab.graphics.shapes import Drawing, PolyLine

from app.reports.charts.ink import INK, LABEL_SIZE, area, fill_of, label
from app.reports.figure import Pie
from app.reports.fonts import FontBook

PIE_HEIGHT: Final = 150.0
LEADER: Final = 10.0
"""Length of the line that leads from a slice to its words."""
LINE: Final = LABEL_SIZE * 1.3


def pie(drawing: Drawing, chart: Pie, book: FontBook) -> None:
    """Draw slices clockwise from the top, words at both sides in the order of the slices."""
    slices = chart.shown
    total = sum(one.value for one in slices)
    radius = min(drawing.height / 2 - 8, drawing.width * 0.2)
    x, y = drawing.width / 2, drawing.height / 2
    angle = pi / 2
    middles: list[float] = []
    for number, one in enumerate(slices):
        turn = 2 * pi * one.value / total
        area(drawing, _slice(x, y, radius, angle, turn), fill_of(number))
        middles.append(angle - turn / 2)
        angle -= turn
    sides = {True: _heights(middles, y, radius, drawing.height, right=True),
             False: _heights(middles, y, radius, drawing.height, right=False)}  # fmt: skip
    for number, (middle, words) in enumerate(zip(middles, chart.said, strict=True)):
        right = cos(middle) >= -1e-9
        way = 1 if right else -1
        height, room = sides[right][number]
        edge = (x + radius * cos(middle), y + radius * sin(middle))
        out = x + way * (radius + LEADER)
        drawing.add(PolyLine([*edge, out, height, out + way * 4, height], strokeColor=INK, strokeWidth=0.5))
        anchor = "start" if right else "end"
        label(
            drawing, book, words, out + way * 7, height,
            room=drawing.width / 2 - radius - LEADER - 8, height=room, anchor=anchor,
        )  # fmt: skip


def _slice(x: float, y: float, radius: float, angle: float, turn: float) -> list[tuple[float, float]]:
    """Give the corners of a slice, its arc in steps of at most three degrees."""
    steps = max(1, ceil(turn / (pi / 60)))
    arc = [angle - turn * step / steps for step in range(steps + 1)]
    corners = [(x + radius * cos(a), y + radius * sin(a)) for a in arc]
    return corners[:-1] if turn > 2 * pi - 1e-9 else [(x, y), *corners]


def _heights(
    middles: list[float], y: float, radius: float, height: float, *, right: bool
) -> dict[int, tuple[float, float]]:
    """Give the height at which each slice's words stand at one side, and the room they have: none over another."""
    mine = [n for n, middle in enumerate(middles) if (cos(middle) >= -1e-9) == right]
    mine.sort(key=lambda n: -sin(middles[n]))
    if not mine:
        return {}
    room = min(2 * LINE, (height - 2) / len(mine))
    wanted = [y + radius * sin(middles[n]) for n in mine]
    ceiling = height - room / 2
    placed: list[float] = []
    for place in wanted:
        placed.append(min(place, ceiling))
        ceiling = placed[-1] - room
    floor = room / 2
    for index in range(len(placed) - 1, -1, -1):
        placed[index] = max(placed[index], floor)
        floor = placed[index] + room
    return {n: (place, room) for n, place in zip(mine, placed, strict=True)}
