"""A form that a superior prescribes, as its own .docx or .xlsx: what it consists of, and where which field goes.

Addresses are read and typed by people: `表1!C2` is a cell of a Word table, `Sheet1!C2` one of a worksheet, `段5` a paragraph
outside tables, `表1!C2/1` the first paragraph of a cell; `#2` behind one of them is its second blank (姓名：____).
Page headers and footers stand before: `页眉1/段2`. A token is its own address ({{姓名}}), a mark says its kind (控件 姓名).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

FIXED = "文字:"
"""Before a text that is the same for everybody, where a field would stand."""
PHOTO = "photo"
"""The field that is no text."""
BLANK = "blank"
"""The field that leaves a place empty: what stood there (a token nobody knows) goes."""


class Subject(StrEnum):
    """Whom a form is filled for."""

    MEMBER = "委员"
    PROPOSAL = "提案"


class Kind(StrEnum):
    """What a place is."""

    CELL = "cell"
    PARAGRAPH = "paragraph"
    TOKEN = "token"  # noqa: S105 - a word between braces
    MARK = "mark"


class Mode(StrEnum):
    """How a place takes its value; in a row that is there for `EACH`, every record gets a row of its own."""

    REPLACE = "replace"
    APPEND = "append"
    AFTER_LABEL = "after"
    EACH = "each"


@dataclass(frozen=True, slots=True)
class Place:
    """Where one field goes; `found` says that the program found it, else the clerk pointed at it."""

    kind: Kind
    address: str
    field: str
    mode: Mode = Mode.REPLACE
    found: bool = True

    @property
    def spot(self) -> str:
        """The address of the cell or paragraph, without the number of the blank in it."""
        return self.address.partition("#")[0] if self.mode is Mode.AFTER_LABEL else self.address

    def as_dict(self) -> dict[str, object]:
        """Give the JSON form of the data file and the command line."""
        return {
            "kind": str(self.kind), "address": self.address, "field": self.field, "mode": str(self.mode), "found": self.found,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a line of a cell, with its words."""

    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table or sheet: where it stands (counted from 0), how far it reaches, what it says.

    One with a formula or a picture of its own takes nothing.
    """

    address: str
    row: int
    column: int
    across: int = 1
    down: int = 1
    lines: tuple[Line, ...] = ()
    fixed: bool = False

    @property
    def text(self) -> str:
        """Its lines."""
        return "\n".join(line.text for line in self.lines)

    @property
    def empty(self) -> bool:
        """Whether it waits for words."""
        return not self.fixed and not self.text.strip()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a document, or a worksheet."""

    name: str
    cells: tuple[Cell, ...]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return max((cell.row + cell.down for cell in self.cells), default=0)

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return max((cell.column + cell.across for cell in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class Outline:
    """What a form says and where: its tables and paragraphs in their order, and its marks (`控件 姓名`, `书签 姓名`, `合并域 姓名`)."""

    blocks: tuple[Grid | Line, ...]
    marks: tuple[str, ...] = ()

    @property
    def grids(self) -> tuple[Grid, ...]:
        """The tables or sheets."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))

    def lines(self) -> Iterator[Line]:
        """Every line there is, in cells and outside."""
        for block in self.blocks:
            if isinstance(block, Line):
                yield block
            else:
                for cell in block.cells:
                    yield from cell.lines

    def cell(self, address: str) -> Cell | None:
        """Find a cell; letters of either case."""
        wanted = address.upper()
        return next(
            (cell for grid in self.grids for cell in grid.cells if cell.address.upper() == wanted), None
        )

    def line(self, address: str) -> Line | None:
        """Find a line."""
        wanted = address.upper()
        return next((line for line in self.lines() if line.address.upper() == wanted), None)


def places_json(places: Iterable[Place]) -> str:
    """Write places as the data file keeps them."""
    return json.dumps([place.as_dict() for place in places], ensure_ascii=False)


def places_of(text: str) -> tuple[Place, ...] | None:
    """Read places as the data file keeps them; None for what is none: damaged, or of a version to come."""
    try:
        return tuple(
            Place(
                Kind(one["kind"]),
                str(one["address"]),
                str(one["field"]),
                Mode(one["mode"]),
                bool(one["found"]),
            )
            for one in json.loads(text)
        )
    except (ValueError, LookupError, TypeError, RecursionError):
        return None


def with_place(places: Iterable[Place], new: Place) -> tuple[Place, ...]:
    """Put a place in, where it takes the place of one that stands there: a whole cell of every blank in it."""
    kept = [one for one in places if not _same_spot(one, new)]
    return (*kept, new)


def _same_spot(one: Place, new: Place) -> bool:
    if one.mode is Mode.AFTER_LABEL and new.mode is Mode.AFTER_LABEL:
        return one.address == new.address
    return one.spot == new.spot or (
        new.kind is Kind.CELL and one.spot.startswith(f"{new.address}/") and one.kind is Kind.PARAGRAPH
    )


def without_places(places: Iterable[Place], addresses: Iterable[str]) -> tuple[Place, ...]:
    """Take away what stands at some addresses."""
    gone = {address.upper() for address in addresses}
    return tuple(one for one in places if one.address.upper() not in gone)


def filled_with(
    places: Iterable[Place], values: Mapping[str, str | bytes]
) -> list[tuple[Place, str | bytes]]:
    """Pair places with what goes there: a fixed text itself, nothing ("") for an empty field or one that is not given.

    Where there is no photo the form keeps what it says ("贴照片处").
    """
    found: list[tuple[Place, str | bytes]] = []
    for place in places:
        fixed = place.field.startswith(FIXED)
        value = place.field.removeprefix(FIXED) if fixed else values.get(place.field, "")
        if value or place.field != PHOTO or place.kind is Kind.TOKEN:
            found.append((place, value))
    return found
