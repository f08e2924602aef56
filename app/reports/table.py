"""The typed table that Word, PDF and Excel share: columns with kind and width, merged cells, sums, notes.

A form fills it with values (numbers stay numbers, rates keep their numerator and denominator); each writer decides how a
kind looks. Nothing here knows a file format.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import Final, Protocol, TypeAlias, runtime_checkable

from app.domain.counted import total as counted_together
from app.reports.figure import figure_words
from app.reports.pictures import NO_PICTURE, is_jpeg


class Kind(Enum):
    """What a column holds; decides alignment on paper and the cell's type and format in Excel."""

    TEXT = "文字"
    CODE = "编号"  # digits that are no number: 委员编号, phone, 身份证号
    NAME = "姓名"  # two characters are spaced to the width of three
    INT = "整数"
    NUMBER = "数值"
    RATE = "比率"
    DATE = "日期"


class Align(Enum):
    """Where text stands between its edges."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "both"


@runtime_checkable
class RateLike(Protocol):
    """A rate that keeps both of its numbers: n out of `of`; `text` as printed (“89.5%”, “—” when `of` is 0)."""

    @property
    def n(self) -> int:
        """How many."""
        ...

    @property
    def of(self) -> int:
        """Out of how many."""
        ...

    @property
    def text(self) -> str:
        """As printed."""
        ...


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate to print: n out of `of`, rounded half up to `places` decimals of a percent."""

    n: int
    of: int
    places: int = 1

    @property
    def text(self) -> str:
        """Give “89.5%”, or “—” when there is nothing to divide by."""
        if self.of == 0:
            return "—"
        step = Decimal(1).scaleb(-self.places)
        return f"{(Decimal(100) * self.n / self.of).quantize(step, ROUND_HALF_UP)}%"


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo in a cell: JPEG bytes, shown at width × height mm. It says no words; Excel leaves it out.

    Bytes that are no JPEG are said to be none (`pictures`), so that one bad photo does not stop a batch.
    """

    content: bytes
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Marked:
    """A figure with a mark behind it (“13▲（12）”: it was 12 on the last paper). Paper prints both, Excel keeps the number a number."""

    value: int | float | Decimal | RateLike
    mark: str

    @property
    def text(self) -> str:
        """As printed."""
        return text_of(self.value) + self.mark


Value: TypeAlias = "str | int | float | Decimal | dt.date | RateLike | Picture | Marked | None"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with its place: `rows` × `columns` of the grid are its own; the covered places hold COVERED."""

    value: Value = None
    rows: int = 1
    columns: int = 1
    align: Align | None = None
    bold: bool = False
    vertical: bool = False


COVERED: Final = Cell(rows=0, columns=0)
"""Stands in every place that a merged cell to the left or above has taken."""

Row: TypeAlias = "tuple[Value | Cell, ...]"

_NATURAL_ALIGN: Final = {
    Kind.TEXT: Align.LEFT,
    Kind.CODE: Align.CENTER,
    Kind.NAME: Align.CENTER,
    Kind.INT: Align.RIGHT,
    Kind.NUMBER: Align.RIGHT,
    Kind.RATE: Align.RIGHT,
    Kind.DATE: Align.CENTER,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, kind, width in mm and whether the totals row sums it.

    Widths are as wanted; writers widen or narrow all columns in proportion so that the table fills the measure
    (`Table.stretch`). `vertical` sets the head top to bottom. `align` None: by kind (numbers right, names and dates
    centred, text left).
    """

    title: str
    kind: Kind = Kind.TEXT
    width: float = 20.0
    align: Align | None = None
    sum: bool = False
    vertical: bool = False

    @property
    def alignment(self) -> Align:
        """Give the alignment of this column's cells."""
        return self.align or _NATURAL_ALIGN[self.kind]


@dataclass(frozen=True, slots=True)
class Group:
    """A head above several column heads: from column `first` through `last`, counted from 0."""

    title: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Table:
    """A typed table. `name` is the Excel sheet's name, `title` stands above it on paper when given.

    `rows` hold one entry per column, merged places filled with COVERED (see `merged`). `totals` is the row of sums,
    usually from `with_totals`. `notes` are 口径 under the table. `size` is the text size in pt; writers shrink a
    cell's text down to 7 pt before they break a long word. `row_height` is the least height of a row in mm, `empty`
    stands in the only row of a table without rows. A `headless` table is a form to fill in: its columns have widths alone.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    title: str = ""
    name: str = ""
    groups: tuple[Group, ...] = ()
    totals: Row | None = None
    notes: tuple[str, ...] = ()
    size: float = 10.5
    row_height: float = 0.0
    stretch: bool = True
    empty: str = "（无）"
    headless: bool = False

    def __post_init__(self) -> None:
        """Refuse what no writer could print: ragged rows, groups and spans that leave the grid."""
        width = len(self.columns)
        if not width:
            raise ValueError("a table needs a column")
        for number, row in enumerate([*self.rows, *([self.totals] if self.totals else [])]):
            if len(row) != width:
                raise ValueError(
                    f"row {number} of {self.title or self.name!r} has {len(row)} entries, not {width}"
                )
        for group in self.groups:
            if not 0 <= group.first <= group.last < width:
                raise ValueError(f"group {group.title!r} leaves the table")


def heads_rows(row: Row) -> bool:
    """Say whether a row is a heading within the table, one bold cell across it: it stays with the row below."""
    first = row[0]
    return isinstance(first, Cell) and first.bold and first.columns == len(row) > 1


def text_of(value: Value | Cell) -> str:
    """Give a value's words as printed: dates 2026-11-20, rates by their own text, thousands not grouped."""
    if isinstance(value, Cell):
        value = value.value
    if value is None or isinstance(value, Picture):
        return NO_PICTURE if value and not is_jpeg(value.content) else ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    return _number_text(value) if isinstance(value, (int, float, Decimal)) else value.text


def _number_text(value: float | Decimal) -> str:
    """Give a number's digits, never with an exponent; a Decimal keeps the zeros it was given."""
    if isinstance(value, int):
        return str(value)
    return format(value, "f") if isinstance(value, Decimal) else figure_words(value)


def with_totals(table: Table, label: str = "合计") -> Table:
    """Add the row of sums: the label in the first column that is not summed, each `sum` column's integers added."""
    sums: list[Value | Cell] = []
    labelled = False
    for index, column in enumerate(table.columns):
        if column.sum:
            sums.append(_sum(row[index] for row in table.rows))
        elif labelled:
            sums.append(None)
        else:
            sums.append(Cell(label, bold=True, align=Align.CENTER))
            labelled = True
    return replace(table, totals=tuple(sums))


def _sum(cells: Iterable[Value | Cell]) -> int | Decimal:
    """Add the numbers of a column; a rate or a word in it is a mistake of the form. Counts keep whom they counted."""
    total: int | Decimal = 0
    values = [cell.value if isinstance(cell, Cell) else cell for cell in cells]
    if (counted := counted_together(value for value in values if value is not None)) is not None:
        return counted
    for value in values:
        if value is None:
            continue
        if isinstance(value, (int, Decimal)):
            total += value
        elif isinstance(value, float):
            total += Decimal(str(value))
        else:
            raise TypeError(f"cannot add {value!r}")
    return total


def merged(table: Table, columns: Sequence[int], key: Callable[[Row], object]) -> Table:
    """Merge each of `columns` downwards over neighbouring rows of equal `key`: a liaison's cell spans his people."""
    rows = [list(row) for row in table.rows]
    keys = [key(row) for row in table.rows]
    start = 0
    while start < len(rows):
        end = start + 1
        while end < len(rows) and keys[end] == keys[start]:
            end += 1
        if end - start > 1:
            for column in columns:
                first = rows[start][column]
                cell = first if isinstance(first, Cell) else Cell(first)
                rows[start][column] = replace(cell, rows=end - start)
                for below in range(start + 1, end):
                    rows[below][column] = COVERED
        start = end
    return replace(table, rows=tuple(tuple(row) for row in rows))
