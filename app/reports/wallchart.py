"""The liaison tree for the wall: who liaises whom through five tiers, one sheet, every name at one readable size.

Lengths in pt. The top stands in the middle of the upper edge; below it every person of the second tier has a box with the
people under it in columns, each a line, further to the right the lower the tier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import Color

from app.reports.document import Font
from app.reports.figure import Node, Tree
from app.reports.fonts import FontBook
from app.reports.names import name_parts

INK: Final = Color(0.12, 0.16, 0.22)
RAIL: Final = Color(0.45, 0.50, 0.56)
DARK: Final = Color(0.114, 0.357, 0.561)
LIGHT: Final = Color(0.86, 0.91, 0.95)
WHITE: Final = Color(1, 1, 1)

SMALLEST, LARGEST, STEP = 8.0, 14.0, 0.5
"""Sizes of names, pt: the largest at which all stand on the sheet is taken; none is ever smaller."""
PITCH: Final = 1.42
"""Height of a line in ems."""
INDENT: Final = 1.3
"""How much further right each tier stands, ems."""
GAP: Final = 10.0
"""Between columns."""
TOP: Final = 74.0
"""What the top with its line and the key of the tiers takes."""
HEAD: Final = 3.4
"""The box of a second tier's person with the line to it, ems."""
SHORTEST_ROOM, LONGEST_ROOM = 4.0, 7.0
"""A name has room for this many characters at least and, whatever its length, at most; a longer one is set smaller."""
KEY_SIZE: Final = 9.0
TREE_HEIGHT: Final = 560.0
"""Of a tree whose height nobody said: an A3 sheet on its side below a title."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a column: who, and how many tiers below the head of the branch."""

    node: Node
    depth: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the branches stand on the sheet: the size of names, and the columns of rows of each branch."""

    size: float
    branches: tuple[tuple[Node, tuple[tuple[_Row, ...], ...]], ...]

    @property
    def columns(self) -> int:
        """How many columns stand side by side."""
        return sum(len(columns) for _, columns in self.branches)


def fits(tree: Tree, width: float, height: float) -> bool:
    """Tell whether everybody stands on one sheet of width × height pt at a readable size."""
    return _plan(tree, width, height, SMALLEST) is not None


def draw_tree(drawing: Drawing, tree: Tree, book: FontBook) -> None:
    """Draw a tree; one with too many people for the sheet is drawn smaller rather than cut (see `fits`)."""
    width, height = drawing.width, drawing.height
    size = LARGEST
    while (plan := _plan(tree, width, height, size)) is None:
        size -= STEP
    pen = _Pen(drawing, book)
    _key(pen, tree, height)
    lines = _top(pen, tree, plan, width, height)
    room = width / max(1, plan.columns)
    x = 0.0
    for (head, columns), middle in zip(plan.branches, lines, strict=True):
        _branch(pen, head, columns, x, room, middle, height - TOP, plan.size)
        x += room * len(columns)


def _plan(tree: Tree, width: float, height: float, size: float) -> _Plan | None:
    """Put the branches into columns at a size; None when they need more width than there is."""
    longest = max((len(node.name) for head in tree.branches for node in head.everyone()), default=0)
    deepest = max((row.depth for head in tree.branches for row in _rows(head.below)), default=0)
    ems = INDENT * deepest + min(LONGEST_ROOM, max(SHORTEST_ROOM, longest)) + 1
    lines = int((height - TOP - HEAD * size) / (PITCH * size))
    if lines < 1:
        return None
    branches = tuple((head, _columns(head, lines)) for head in tree.branches)
    plan = _Plan(size, branches)
    if size < 1 or plan.columns * (ems * size + GAP) <= width:
        return plan
    return None


def _rows(nodes: Sequence[Node], depth: int = 1) -> list[_Row]:
    return [row for node in nodes for row in (_Row(node, depth), *_rows(node.below, depth + 1))]


def _columns(head: Node, most: int) -> tuple[tuple[_Row, ...], ...]:
    """Cut a branch into as few columns as hold it, of even height, each person of the third tier with all below if it can be."""
    groups = [_rows((node,)) for node in head.below]
    total = sum(map(len, groups))
    count = max(1, -(-total // most))
    while True:
        even = min(most, -(-total // count) + max(map(len, groups), default=0) // 2)
        columns: list[list[_Row]] = [[]]
        for group in groups:
            if columns[-1] and len(columns[-1]) + len(group) > even:
                columns.append([])
            columns[-1] += group
        if all(len(column) <= most for column in columns):
            return tuple(tuple(column) for column in columns)
        if count >= len(groups):  # somebody has more people than a column holds
            rows = [row for group in groups for row in group]
            return tuple(tuple(rows[at : at + most]) for at in range(0, len(rows), most))
        count += 1


# --------------------------------------------------------------------------- drawing


@dataclass(frozen=True, slots=True)
class _Pen:
    drawing: Drawing
    book: FontBook

    def text(
        self, words: str, x: float, y: float, size: float, font: Font = Font.SONG, color: Color = INK
    ) -> None:
        for face, part in self.book.chain(font).segments(words):
            self.drawing.add(String(x, y, part, fontName=face.fontName, fontSize=size, fillColor=color))
            x += self.width(part, size, font)

    def name(
        self, words: str, x: float, y: float, size: float, room: float, font: Font, color: Color = INK
    ) -> None:
        """Set a name, two characters as wide as three, a long one smaller."""
        spaced, rest = name_parts(words)
        wide = self.width(words, size, font) + (size if spaced else 0)
        size = min(size, size * room / wide) if wide else size
        if spaced:
            self.text(spaced[0], x, y, size, font, color)
            self.text(spaced[1:] + rest, x + 2 * size, y, size, font, color)
        else:
            self.text(words, x, y, size, font, color)

    def middle(
        self, words: str, x: float, y: float, size: float, room: float, font: Font, color: Color
    ) -> None:
        wide = self.width(words, size, font)
        size = min(size, size * room / wide) if wide else size
        self.text(words, x - self.width(words, size, font) / 2, y, size, font, color)

    def width(self, words: str, size: float, font: Font) -> float:
        return self.book.chain(font).drawn(words) * size

    def box(self, x: float, y: float, width: float, height: float, fill: Color) -> None:
        self.drawing.add(
            Rect(x, y, width, height, rx=2, ry=2, fillColor=fill, strokeColor=INK, strokeWidth=0.6)
        )

    def line(self, x: float, y: float, to_x: float, to_y: float) -> None:
        self.drawing.add(Line(x, y, to_x, to_y, strokeColor=RAIL, strokeWidth=0.7))


def _key(pen: _Pen, tree: Tree, height: float) -> None:
    """Say at the left of the top how each tier looks, and how many it has."""
    looks = ((DARK, WHITE), (DARK, WHITE), (LIGHT, INK), (WHITE, INK), (None, INK))
    for number, (words, (fill, _)) in enumerate(zip(tree.key, looks, strict=False)):
        y = height - (number + 1) * KEY_SIZE * 1.25
        if fill is not None:
            pen.box(0, y - 1.5, 14, KEY_SIZE, fill)
        pen.text(words, 19, y, KEY_SIZE, Font.HEI if number < 3 else Font.SONG)


def _top(pen: _Pen, tree: Tree, plan: _Plan, width: float, height: float) -> list[float]:
    """Draw the top and the line down to every branch; gives where each branch's box has its middle."""
    room = width / max(1, plan.columns)
    middles: list[float] = []
    at = 0.0
    for _, columns in plan.branches:
        middles.append(at + len(columns) * room / 2)
        at += len(columns) * room
    wide, tall = 150.0, 34.0
    count = max(1, len(tree.tops))
    y = height - tall
    bus = height - TOP + 8
    for number, top in enumerate(tree.tops):
        x = width / 2 + (number - (count - 1) / 2) * (wide + 20)
        pen.box(x - wide / 2, y, wide, tall, DARK)
        pen.middle(top.name, x, y + tall - 16, 14, wide - 10, Font.HEI, WHITE)
        pen.middle(top.note, x, y + 5, 9, wide - 10, Font.SONG, WHITE)
        pen.line(x, y, x, bus)
        middles.append(x)
    if middles:
        pen.line(min(middles), bus, max(middles), bus)
    return middles[: len(plan.branches)]


def _branch(
    pen: _Pen, head: Node, columns: Sequence[Sequence[_Row]], x: float, room: float, middle: float, top: float, size: float
) -> None:  # fmt: skip
    """Draw one branch from its box down."""
    width = room * len(columns) - GAP
    tall = 2.6 * size
    pen.line(middle, top + 8, middle, top)
    pen.box(x + GAP / 2, top - tall, width, tall, DARK)
    pen.middle(head.name, middle, top - 1.25 * size, size * 1.15, width - 6, Font.HEI, WHITE)
    pen.middle(head.note, middle, top - 2.3 * size, max(6.5, size * 0.75), width - 6, Font.SONG, WHITE)
    for number, rows in enumerate(columns):
        left = x + GAP / 2 + number * room
        _rails(pen, rows, left, top - tall, size)
        for place, row in enumerate(rows):
            y = top - HEAD * size - (place + 1) * PITCH * size
            _person(pen, row, left, y, room - GAP, size)


def _person(pen: _Pen, row: _Row, left: float, y: float, room: float, size: float) -> None:
    x = left + INDENT * size * row.depth
    wide = left + room - x
    if row.depth == 1:
        pen.box(x - 2, y - 0.28 * size, wide + 2, 1.26 * size, LIGHT)
    elif row.depth == 2:
        short = min(wide, (3.4 if len(row.node.name) < 4 else len(row.node.name) + 0.4) * size)
        pen.box(x - 2, y - 0.26 * size, short + 2, 1.22 * size, WHITE)
    font = Font.HEI if row.depth == 1 else Font.SONG
    pen.name(row.node.name, x + 1, y, size, wide - 2, font)


def _rails(pen: _Pen, rows: Sequence[_Row], left: float, top: float, size: float) -> None:
    """Draw, for each tier, the rail its people hang on, from the line of the one above down to the last of them."""

    def line_of(place: int) -> float:
        return top + (2.6 - HEAD) * size - (place + 1) * PITCH * size + 0.35 * size

    open_at: dict[int, float] = {1: top}
    for place, row in enumerate(rows):
        y = line_of(place)
        x = left + INDENT * size * (row.depth - 0.6)
        start = open_at.get(row.depth, top)
        pen.line(x, start, x, y)
        pen.line(x, y, left + INDENT * size * row.depth - 2, y)
        open_at[row.depth] = y
        open_at[row.depth + 1] = y - 0.6 * size
