"""One worksheet of a given workbook: its cells read and written in place ([ECMA-376] 18.3.1), formats and all else left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from app.domain.given_form import Cell, Grid, Line
from app.reports.given.package import Element, Package
from app.reports.given.story import letters

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
MOST_ROWS, MOST_COLUMNS = 400, 60
"""What is shown and searched of a sheet; a form has fifty rows."""
LONGEST = 32_767
"""Characters of a cell in Excel."""


def place_of(reference: str) -> tuple[int, int]:
    """Row and column, counted from 0, of a reference like C2; (-1, -1) for none."""
    found = _PLACE.fullmatch(reference.upper())
    return (int(found[2]) - 1, column_number(found[1])) if found else (-1, -1)


def column_number(name: str) -> int:
    """The number, from 0, of a column: A … Z, AA …"""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


def reference(row: int, column: int) -> str:
    """Name a cell: C2."""
    return f"{letters(column)}{row + 1}"


class Texts:
    """The shared texts of a workbook, for looking only."""

    def __init__(self, package: Package) -> None:
        name = "xl/sharedStrings.xml"
        self.items: list[Element] = list(package.look(name).findall(f"{S}si")) if name in package else []

    def of(self, cell: Element) -> Element | None:
        """The text of a cell as an element with runs (si or is); None for one that holds none."""
        kind, value = cell.get("t"), cell.find(f"{S}v")
        if kind == "inlineStr":
            return cell.find(f"{S}is")
        if (
            kind == "s"
            and value is not None
            and (value.text or "").isdecimal()
            and int(value.text or 0) < len(self.items)
        ):
            return self.items[int(value.text or 0)]
        return None

    def words(self, cell: Element) -> str:
        """What a cell says."""
        found = self.of(cell)
        if found is not None:
            return "".join(one.text or "" for one in text_runs(found))
        value = cell.find(f"{S}v")
        return (value.text or "") if value is not None else ""


def text_runs(text: Element) -> Iterator[Element]:
    """The pieces of a text, without how it is read aloud (phonetic)."""
    for child in text:
        if child.tag == f"{S}t":
            yield child
        elif child.tag == f"{S}r":
            yield from child.findall(f"{S}t")


def _number_cells(line: Element, row: int) -> None:
    line.set("r", str(row + 1))
    for cell in line:
        if cell.get("r"):
            cell.set("r", reference(row, place_of(str(cell.get("r")))[1]))


class Sheet:
    """One sheet: its name, its part, its rows."""

    def __init__(self, name: str, root: Element, texts: Texts, part: str = "") -> None:
        self.name, self.root, self.texts, self.part = name, root, texts, part
        self._rows: dict[int, Element] = {}
        for number, row in enumerate(root.iterfind(f"{S}sheetData/{S}row")):
            said = str(row.get("r", ""))
            self._rows[int(said) - 1 if said.isdecimal() else number] = row

    def merged(self) -> dict[tuple[int, int], tuple[int, int]]:
        """How far merged cells reach: (row, column) → (rows, columns)."""
        found = {}
        for one in self.root.iterfind(f"{S}mergeCells/{S}mergeCell"):
            begin, _, end = str(one.get("ref", "")).partition(":")
            top, left = place_of(begin)
            bottom, right = place_of(end or begin)
            if top >= 0 and bottom >= top and right >= left:
                found[top, left] = (bottom - top + 1, right - left + 1)
        return found

    def grid(self) -> Grid:
        """The sheet as the clerk sees it: every cell up to the last that is filled or drawn."""
        merged = self.merged()
        hidden = {
            (row + down, column + across)
            for (row, column), (rows, columns) in merged.items()
            for down in range(min(rows, MOST_ROWS))
            for across in range(min(columns, MOST_COLUMNS))
            if down or across
        }
        there = {
            place: cell for row in self._rows.values() for cell in row if (place := self._place(cell, row))
        }
        used = [place for place, cell in there.items() if self.texts.words(cell) or cell.get("s")] + list(
            merged
        )
        rows = min(
            max((row + merged.get((row, column), (1, 1))[0] for row, column in used), default=0) + 1,
            MOST_ROWS,
        )
        columns = min(
            max((column + merged.get((row, column), (1, 1))[1] for row, column in used), default=0),
            MOST_COLUMNS,
        )
        cells = tuple(
            self._cell(row, column, there.get((row, column)), merged.get((row, column), (1, 1)))
            for row in range(rows)
            for column in range(columns)
            if (row, column) not in hidden
        )
        return Grid(self.name, cells)

    def _cell(self, row: int, column: int, cell: Element | None, size: tuple[int, int]) -> Cell:
        address = f"{self.name}!{reference(row, column)}"
        words = self.texts.words(cell) if cell is not None else ""
        formula = cell is not None and cell.find(f"{S}f") is not None
        lines = (Line(address, words),) if words else ()
        return Cell(address, row, column, size[1], size[0], lines, fixed=formula)

    @staticmethod
    def _place(cell: Element, row: Element) -> tuple[int, int] | None:
        found = place_of(str(cell.get("r", "")))
        return found if found[0] >= 0 and cell.tag == f"{S}c" and row is not None else None

    # -- cells -------------------------------------------------------------------------------------------------

    def line(self, row: int) -> Element | None:
        """A row; None where the sheet has none."""
        return self._rows.get(row)

    def move_rows(self, last: int, count: int) -> None:
        """Let every row behind `last` stand `count` further down."""
        moved = {}
        for number, row in self._rows.items():
            new = number + count if number > last else number
            moved[new] = row
            if new != number:
                _number_cells(row, new)
        self._rows = moved

    def put_row(self, row: int, line: Element) -> None:
        """Put a copy of a row where there is none."""
        _number_cells(line, row)
        above = self._rows[max(one for one in self._rows if one < row)]
        above.addnext(line)
        self._rows[row] = line

    def merge(self, row: int, column: int, across: int) -> None:
        """Merge cells of a row."""
        found = self.root.find(f"{S}mergeCells")
        if found is not None:
            etree.SubElement(
                found, f"{S}mergeCell", ref=f"{reference(row, column)}:{reference(row, column + across - 1)}"
            )
            found.attrib.pop("count", None)

    def find(self, row: int, column: int) -> Element | None:
        """The cell at a place; None where the sheet has none."""
        line = self._rows.get(row)
        wanted = reference(row, column)
        return next((cell for cell in line if cell.get("r") == wanted), None) if line is not None else None

    def at(self, row: int, column: int) -> Element:
        """The cell at a place, made where the sheet has none."""
        found = self.find(row, column)
        if found is not None:
            return found
        line = self._rows[row] if row in self._rows else self._new_row(row)
        made = etree.Element(f"{S}c", r=reference(row, column))
        behind = next((cell for cell in line if place_of(str(cell.get("r", "")))[1] > column), None)
        if behind is None:
            line.append(made)
        else:
            behind.addprevious(made)
        return made

    def _new_row(self, row: int) -> Element:
        made = etree.Element(f"{S}row", r=str(row + 1))
        data = self.root.find(f"{S}sheetData")
        if data is None:
            data = etree.SubElement(self.root, f"{S}sheetData")
        behind = next((self._rows[one] for one in sorted(self._rows) if one > row), None)
        if behind is None:
            data.append(made)
        else:
            behind.addprevious(made)
        self._rows[row] = made
        return made

    def count(self, row: int, column: int, number: str) -> None:
        """Let a cell hold a whole number of ours."""
        self.write(row, column, "")
        cell = self.at(row, column)
        if cell.find(f"{S}f") is None:
            etree.SubElement(cell, f"{S}v").text = number

    def write(self, row: int, column: int, text: str) -> None:
        """Let a cell say a text, always as text: 001 stays 001, and what begins with = is no formula."""
        cell = self.at(row, column)
        if cell.find(f"{S}f") is not None:
            return
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if text:
            cell.set("t", "inlineStr")
            piece = etree.SubElement(etree.SubElement(cell, f"{S}is"), f"{S}t")
            piece.text = text[:LONGEST]
            piece.set(_SPACE, "preserve")

    def change(self, row: int, column: int, start: int, end: int, text: str) -> None:
        """Let words of a cell become others, in the look in which they begin."""
        cell = self.find(row, column)
        found = self.texts.of(cell) if cell is not None else None
        if cell is None or found is None:
            return
        own = etree.Element(f"{S}is")
        own.extend([deepcopy(child) for child in found if child.tag in (f"{S}t", f"{S}r")])
        at, written = 0, False
        for piece in text_runs(own):
            words = piece.text or ""
            begin, stop = min(max(start - at, 0), len(words)), min(max(end - at, 0), len(words))
            at += len(words)
            if not written and (begin < stop or start == end <= at):
                piece.text, written = words[:begin] + text + words[stop:], True
            else:
                piece.text = words[:begin] + words[stop:]
            piece.set(_SPACE, "preserve")
        for run in own.findall(f"{S}r"):
            if not "".join(piece.text or "" for piece in run.iter(f"{S}t")):
                own.remove(run)
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "inlineStr")
        cell.append(own)
