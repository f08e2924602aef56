"""What the clerk decides about tables coming in: columns, header rows, words of code lists, who is who, cells retyped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from app.domain.recognition import NEW

SheetPlace: TypeAlias = tuple[str, str]
"""File and sheet; the sheet of a text file is empty."""

ColumnPlace: TypeAlias = tuple[str, str, int]
"""File, sheet, and the column counted from 0."""

CellPlace: TypeAlias = tuple[str, str, int, int]
"""File, sheet, the row as the spreadsheet numbers it, and the column counted from 0."""

NO_HEADER = 0
"""The header row of a table that has none."""

APART = "apart"
"""A choice: not the same as another row of the tables; whether the roster has this person is still to be found out."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """The clerk's word on one import; nothing said is everything as the program understands it.

    `headers`: header → field key, in every table, or in one: 工作表!表头 (文件!表头 of a text file). `columns`: one column
    of one table → field key ("" leaves it out). `header_rows`: a table → its header's row number, or NO_HEADER.
    `people`: a row's key → a member's id, another row's key, NEW or APART. `words`: code list → written → what it
    means (itself: it joins the list; "": left out).
    `cells`: a cell → what it should have said.
    """

    headers: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[ColumnPlace, str] = field(default_factory=dict)
    header_rows: Mapping[SheetPlace, int] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    cells: Mapping[CellPlace, str] = field(default_factory=dict)

    @property
    def among_rows(self) -> dict[str, str]:
        """What `people` says of rows among each other: who is a member, or new, is no other row's person."""
        return {key: who if "#" in who else NEW for key, who in self.people.items()}

    @property
    def among_members(self) -> dict[str, str]:
        """What `people` says of rows and members."""
        return {key: who for key, who in self.people.items() if "#" not in who and who != APART}


NO_WISHES = Wishes()
