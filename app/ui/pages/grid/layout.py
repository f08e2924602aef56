"""Where everybody stands: people per tier and a width become rectangles. Pure, no Qt; pixels at 100 %.

Tiers 1 and 2 are wide cards, the tiers between them and the last two are cards, the last two are narrow places with
upright names. A long name takes several places side by side. The sheet is as wide as the window; its text is as large
as lets the whole county stand in the window at once, and when that is impossible, comfortable to read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

from app.ui.pages.grid.lettering import (
    SMALLEST,
    UPRIGHT_MOST,
    Lettering,
    Shape,
    em_width,
    in_lines,
    on_one_line,
    pieces,
    squeezed,
    upright,
)

LARGEST, COMFORTABLE = 18, 14
SIDE = 118
"""Width of the column with the tier's name and count."""
TITLE_HEIGHT = 46
"""What the two lines of that column need."""
CLOSE_MOST = 400
"""Larger tiers are not tried with closer places: another line among many does not matter."""
SLACK_MOST = 8
"""Rows and gaps grow by at most so much when the window has room to spare."""


class Form(Enum):
    """How the people of a tier are drawn."""

    WIDE = "wide"
    CARD = "card"
    UPRIGHT = "upright"


class Rect(NamedTuple):
    """A rectangle: left, top, width, height. (Thousands are made at each layout: a tuple takes a third of the time.)"""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.h

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.x <= x < self.right and self.y <= y < self.bottom


@dataclass(frozen=True, slots=True)
class Occupant:
    """Somebody to be placed. `note` is the line below the name of a card; `id` 0 is a word that stands for nobody."""

    id: int
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What one tier holds, in order; an empty tier keeps a line's height for the word about it."""

    number: int
    form: Form
    people: Sequence[Occupant]


class Cell(NamedTuple):
    """One person's place and the name set into it."""

    id: int
    rect: Rect
    texts: tuple[str, ...]
    lettering: Lettering
    left: float
    top: float
    note: str = ""

    @property
    def text(self) -> Rect:
        """What the name covers."""
        return Rect(self.left, self.top, self.lettering.width, self.lettering.height)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one line, from the left; `xs` are their left edges, for bisecting."""

    tier: int
    top: float
    bottom: float
    cells: tuple[Cell, ...]
    xs: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """One tier's ground, and the part of it where people stand."""

    number: int
    rect: Rect
    field: Rect


@dataclass(frozen=True, slots=True)
class Density:
    """Measures that follow from the size of the text."""

    px: int
    card_height: float
    note_px: int
    card_least: float
    place: float
    tall: float
    gap: float
    pad: float
    band_gap: float

    @classmethod
    def of(cls, px: int) -> Density:
        """Measures for names of `px` pixels: 12 is the densest, 14 comfortable."""
        air = px - SMALLEST
        note = min(px, SMALLEST + air // 3)
        return cls(
            px=px, note_px=note, card_height=px + note + 9 + air, card_least=4 * note + 6 + air, place=px + 7 + air // 2,
            tall=max(3.4 * px, UPRIGHT_MOST * SMALLEST) + 5 + air / 2, gap=3 + min(air, 2) / 2, pad=5 + air, band_gap=5 + air,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything placed. `rows` run from the top; `cell_of` finds a person's cell."""

    width: float
    height: float
    density: Density
    bands: tuple[Band, ...]
    rows: tuple[Row, ...]
    cell_of: dict[int, Cell]

    def at(self, x: float, y: float) -> int | None:
        """Who stands at a point."""
        number = bisect_right(self.rows, y, key=lambda row: row.top) - 1
        if number < 0 or y >= self.rows[number].bottom:
            return None
        row = self.rows[number]
        place = bisect_right(row.xs, x) - 1
        cell = row.cells[place] if place >= 0 else None
        return cell.id if cell is not None and cell.rect.holds(x, y) and cell.id else None

    def rows_between(self, top: float, bottom: float) -> Sequence[Row]:
        """The rows that show between two heights."""
        first = bisect_right(self.rows, top, key=lambda row: row.bottom)
        last = bisect_right(self.rows, bottom, key=lambda row: row.top)
        return self.rows[first:last]


def fit(contents: Sequence[Content], width: float, height: float, bar: float = 0) -> Sheet:
    """Place everybody with the largest text that lets all of them stand within `height`.

    When that is impossible, comfortably and to be scrolled, leaving the scroll bar its width `bar`.
    """
    densest = Density.of(SMALLEST)
    if _least_height(contents, width, densest) > height or lay(contents, width, densest).height > height:
        return lay(contents, width - bar, Density.of(COMFORTABLE))
    for px in range(LARGEST, SMALLEST, -1):
        density = Density.of(px)
        if _least_height(contents, width, density) <= height:
            sheet = lay(contents, width, density)
            if sheet.height <= height:
                return lay(contents, width, _aired(sheet, height))
    return lay(contents, width, _aired(lay(contents, width, densest), height))


def _least_height(contents: Sequence[Content], width: float, density: Density) -> float:
    """What the sheet is high at least, if every name took one place and stood close: quick to tell."""
    total = -density.band_gap
    field = _field(width, density)
    for content in contents:
        high = _row_height(content, density)
        columns = _columns(content, field, density)
        if content.form is Form.UPRIGHT:
            columns = max(columns, _tightest(field, density))
        rows = -(-len(content.people) // columns)
        total += (
            max(rows * (high + density.gap) - density.gap + 2 * density.pad, TITLE_HEIGHT) + density.band_gap
        )
    return total


def _aired(sheet: Sheet, height: float) -> Density:
    """Give rows and the gaps between bands what the window has to spare."""
    share = min(SLACK_MOST, (height - sheet.height) / (len(sheet.rows) + len(sheet.bands) + 1))
    return replace(
        sheet.density, card_height=sheet.density.card_height + share, tall=sheet.density.tall + share,
        band_gap=sheet.density.band_gap + share,
    )  # fmt: skip


def lay(contents: Sequence[Content], width: float, density: Density) -> Sheet:
    """Place everybody with given measures."""
    bands: list[Band] = []
    rows: list[Row] = []
    top = 0.0
    for content in contents:
        field = Rect(SIDE, top + density.pad, _field(width, density), 0)
        made = _rows(content, field, density)
        rows += made
        bottom = made[-1].bottom if made else field.y + density.card_height
        bottom = max(bottom + density.pad, top + TITLE_HEIGHT)
        inner = Rect(field.x, field.y, field.w, bottom - density.pad - field.y)
        bands.append(Band(content.number, Rect(0, top, width, bottom - top), inner))
        top = bottom + density.band_gap
    cell_of = {cell.id: cell for row in rows for cell in row.cells if cell.id}
    return Sheet(width, max(top - density.band_gap, 0), density, tuple(bands), tuple(rows), cell_of)


def _field(width: float, density: Density) -> float:
    """The width that people have beside the tier's name."""
    return max(width - SIDE - density.pad, 60)


def _row_height(content: Content, density: Density) -> float:
    return density.tall if content.form is Form.UPRIGHT else density.card_height


def _columns(content: Content, field: float, density: Density) -> int:
    """How many places stand side by side."""
    columns = max(1, int((field + density.gap) // (_least(content, density) + density.gap)))
    return min(columns, max(len(content.people), 5)) if content.form is Form.WIDE else columns


def _tightest(field: float, density: Density) -> int:
    """How many upright names stand side by side at most."""
    return int((field + density.gap) // (density.px + 4 + density.gap))


def _rows(content: Content, field: Rect, density: Density) -> list[Row]:
    """Fill a field from the left, line by line; places are widened so that full lines end at its edge.

    Where a few people alone would begin another line, the places are made a little narrower instead.
    """
    columns = _columns(content, field.w, density)
    rows = list(_filled(content, field, density, columns))
    few = len(rows) > 1 and len(rows[-1].cells) <= columns // 4
    if content.form is not Form.UPRIGHT or not few or len(content.people) > CLOSE_MOST:
        return rows
    for closer in range(columns + 1, _tightest(field.w, density) + 1):
        tried = list(_filled(content, field, density, closer))
        if len(tried) < len(rows):
            return tried
    return rows


def _filled(content: Content, field: Rect, density: Density, columns: int) -> Iterator[Row]:
    """Fill a field with lines of so many places."""
    height = _row_height(content, density)
    step = (field.w + density.gap) / columns
    known: dict[Shape, tuple[int, Lettering]] = {}
    line: list[Cell] = []
    top, column = field.y, 0
    for person in content.people:
        name = pieces(person.name)
        if name.ems not in known:
            known[name.ems] = _set(name.ems, content.form, step, density, height, columns)
        span, lettering = known[name.ems]
        if line and column + span > columns:
            yield _row(content.number, top, height, line)
            top, column, line = top + height + density.gap, 0, []
        note = person.note if content.form is not Form.UPRIGHT else ""
        wide = span * step - density.gap
        left = field.x + column * step
        room = height - lettering.height
        if note:
            room = (room - density.note_px) * 0.84
        at = left + (wide - lettering.width) / 2
        rect = Rect(left, top, wide, height)
        line.append(Cell(person.id, rect, name.texts, lettering, at, top + room / 2, note))
        column += span
    if line:
        yield _row(content.number, top, height, _centred(line, field) if content.form is Form.WIDE else line)


def _least(content: Content, density: Density) -> float:
    """How wide one place is at least."""
    if content.form is Form.UPRIGHT:
        return density.place
    notes = max(map(em_width, {person.note for person in content.people}), default=0) * density.note_px + 6
    if content.form is Form.CARD:
        return max(density.card_least, notes)
    names = max((em_width(person.name) for person in content.people), default=0) * density.px + 12
    return max(90, notes, names)


def _set(
    shape: Shape, form: Form, step: float, density: Density, height: float, columns: int
) -> tuple[int, Lettering]:
    """How many places a name of this shape needs, and how it is set into them."""
    tall = height - 4
    for span in range(1, columns + 1):
        width = span * step - density.gap - 4
        if form is not Form.UPRIGHT:
            found = on_one_line(shape, width, density.px)
        else:
            found = upright(shape, width, tall, density.px) if span == 1 else None
            found = found or in_lines(shape, width, tall, density.px)
        if found is not None:
            return span, found
    return columns, squeezed(shape, columns * step - density.gap - 4, tall)


def _centred(line: list[Cell], field: Rect) -> list[Cell]:
    """A last line that is not full stands in the middle (the 主席 alone)."""
    shift = (field.right - line[-1].rect.right) / 2
    return [
        cell._replace(rect=cell.rect._replace(x=cell.rect.x + shift), left=cell.left + shift) for cell in line
    ]


def _row(tier: int, top: float, height: float, cells: list[Cell]) -> Row:
    return Row(tier, top, top + height, tuple(cells), tuple(cell.rect.x for cell in cells))
