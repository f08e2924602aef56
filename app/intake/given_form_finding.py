"""Finding where the fields of a form go: tokens, marks, labels of tables with an empty cell beside or below, blanks behind a label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.domain.given_fields import recognised
from app.domain.given_form import PHOTO, Cell, Grid, Kind, Line, Mode, Outline, Place, Subject
from app.domain.given_words import gaps, tokens

_OTHERS = re.compile(r"称\s*谓|关\s*系|家庭|附议|联名")
"""Words in the head of a table that is about other people than the one the form is for."""
_LEAST_HEADS = 3
"""Known labels side by side over empty cells, from which on they are the head of a list."""
_OF_WHOM = {Subject.MEMBER: "name", Subject.PROPOSAL: "title"}


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: places, and tokens that name nothing known."""

    places: tuple[Place, ...]
    unknown: tuple[str, ...]


def find_places(outline: Outline, subject: Subject) -> Found:
    """Find the fields of a form for a subject."""
    search = _Search(subject)
    search.tokens(outline)
    search.marks(outline)
    for grid in outline.grids:
        search.labels(grid)
    search.gaps(outline)
    return Found(tuple(search.places), tuple(search.unknown))


@dataclass(slots=True)
class _Search:
    """Collects places; a spot is taken once."""

    subject: Subject
    places: list[Place] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def put(self, place: Place) -> None:
        """Take a spot unless something is there."""
        if place.address not in self.taken:
            self.taken.add(place.address)
            self.places.append(place)

    # -- tokens and marks --------------------------------------------------------------------------------------

    def tokens(self, outline: Outline) -> None:
        """Take tokens that name a field, or stand alone beside a cell that does."""
        beside = {line.address: label for grid in outline.grids for line, label in _lone(grid)}
        unknown: dict[str, None] = {}
        for line in outline.lines():
            for token in tokens(line.text):
                known = recognised(token.name, self.subject, named=True)
                if not known and token.sure and line.text.strip() == token.text:
                    known = recognised(beside.get(line.address, ""), self.subject)
                if known:
                    self.put(Place(Kind.TOKEN, token.text, known))
                elif token.sure:
                    unknown[token.text] = None
                if known or token.sure:
                    self.taken.add(line.address.partition("/")[0] if "!" in line.address else line.address)
        self.unknown = [one for one in unknown if one not in self.taken]

    def marks(self, outline: Outline) -> None:
        """Take content controls, bookmarks and merge fields that are called like a field."""
        for mark in outline.marks:
            known = recognised(mark.partition(" ")[2], self.subject, named=True)
            if known:
                self.put(Place(Kind.MARK, mark, known))

    # -- tables ------------------------------------------------------------------------------------------------

    def labels(self, grid: Grid) -> None:
        """Take the cells that labels of a table point to."""
        by_place = {(cell.row, cell.column): cell for cell in grid.cells}
        for row in range(grid.rows):
            cells = [cell for cell in grid.cells if cell.row == row]
            below = self._row_below(cells, by_place)
            if below and not self._about_others(cells):
                for place in below:
                    self.put(place)
                continue
            if below:
                self.taken.update(place.address for place in below)
                continue
            for cell in cells:
                self._label(cell, by_place)

    def _label(self, cell: Cell, by_place: dict[tuple[int, int], Cell]) -> None:
        waits_itself = any(gap.end > gap.start for line in cell.lines for gap in gaps(line.text))
        if not cell.text.strip() or cell.address in self.taken or waits_itself:
            return
        key = recognised(cell.text, self.subject)
        if not key:
            return
        right = by_place.get((cell.row, cell.column + cell.across))
        under = by_place.get((cell.row + cell.down, cell.column))
        target = next((one for one in (right, under) if one is not None and self._free(one)), None)
        if key == PHOTO and (target is None or cell.down > 1):
            target = cell
        if target is not None:
            self.put(Place(Kind.CELL, target.address, key))
            self.taken.add(cell.address)

    def _free(self, cell: Cell) -> bool:
        return cell.empty and cell.address not in self.taken

    def _row_below(self, cells: list[Cell], by_place: dict[tuple[int, int], Cell]) -> list[Place]:
        """The cells below the head of a list: a row of labels, the next one empty (or counted 1, 2, 3)."""
        heads = [cell for cell in cells if cell.text.strip()]
        known = {cell: key for cell in heads if (key := recognised(cell.text, self.subject)) and key != PHOTO}
        if len(known) < (2 if "seq" in known.values() else _LEAST_HEADS) or len(heads) != len(cells):
            return []
        under = [by_place.get((cell.row + cell.down, cell.column)) for cell in cells]
        if any(one is None or not (one.empty or one.text.strip().isdecimal()) or one.fixed for one in under):
            return []
        if any(one.across != head.across for one, head in zip(under, cells, strict=True) if one is not None):
            return []
        pairs = zip(cells, under, strict=True)
        return [
            Place(Kind.CELL, one.address, known[head], Mode.EACH)
            for head, one in pairs
            if one is not None and head in known
        ]

    def _about_others(self, cells: list[Cell]) -> bool:
        """Whether a list in a form is about the family, say: its head tells, or whose form it is was said before."""
        named = any(
            place.field == _OF_WHOM[self.subject] and place.mode is not Mode.EACH for place in self.places
        )
        return named or any(_OTHERS.search(cell.text) for cell in cells)

    # -- blanks ------------------------------------------------------------------------------------------------

    def gaps(self, outline: Outline) -> None:
        """Take blanks behind a label, where the cell as a whole is not taken."""
        for line in outline.lines():
            if line.address in self.taken or line.address.partition("/")[0] in self.taken:
                continue
            for place in self._in_line(line):
                self.put(place)

    def _in_line(self, line: Line) -> Iterator[Place]:
        kind = (
            Kind.CELL if "!" in line.address and "/" not in line.address.partition("!")[2] else Kind.PARAGRAPH
        )
        for number, gap in enumerate(gaps(line.text), 1):
            last = gap.label.split()[-1] if gap.label.split() else ""
            key = recognised(gap.label, self.subject) or recognised(last, self.subject)
            if key and key != PHOTO:
                yield Place(kind, f"{line.address}#{number}", key, Mode.AFTER_LABEL)


def _lone(grid: Grid) -> Iterator[tuple[Line, str]]:
    """Lines of cells with the words of the cell to their left."""
    ends = {(cell.row, cell.column + cell.across): cell for cell in grid.cells}
    for cell in grid.cells:
        left = ends.get((cell.row, cell.column))
        if left is not None:
            yield from ((line, left.text) for line in cell.lines)
