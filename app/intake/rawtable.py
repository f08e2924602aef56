"""A table as it was found: cells, each row with the number the spreadsheet shows for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

Cell: TypeAlias = str | date
"""Text as written (spaces and line breaks kept, numbers as a person would type them), or a date; "" is empty."""


class Rounded(str):
    """The text of a number cell that had more digits than a spreadsheet keeps: its last digits are not what was typed."""

    __slots__ = ()


class RawRow(NamedTuple):
    """One row that holds something. `number` counts from 1 as the spreadsheet does.

    `part` tells the people of one row apart where a list is printed in several columns side by side.
    """

    number: int
    cells: tuple[Cell, ...]
    part: int = 0


@dataclass(frozen=True, slots=True)
class RawSheet:
    """The filled rows of one sheet; `sheet` is empty for a text file, `hidden` for a sheet the office hid.

    `since_1904` when the workbook counts its days from 1904: a bare number in a column of dates means another day.
    """

    file: str
    sheet: str
    rows: tuple[RawRow, ...]
    hidden: bool = False
    since_1904: bool = False

    @property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max((len(row.cells) for row in self.rows), default=0)


def text_of(cell: Cell) -> str:
    """Give a cell as text; a date as `YYYY-MM-DD`."""
    if isinstance(cell, str):
        return cell
    return f"{cell:%Y-%m-%d}" if cell.year >= 1000 else cell.isoformat()[:10]


def filled(cells: Iterable[Cell]) -> bool:
    """Tell whether anything but blanks stands in a row."""
    return any(not isinstance(cell, str) or cell.strip() for cell in cells)
