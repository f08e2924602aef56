"""Words of tables that a code list has not: gathered once each, with what they are like, and put in order as told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.affiliation import parse_affiliation
from app.domain.code_lists import LONGEST_WORD
from app.domain.codes import folded
from app.domain.fields import MEMBER, Field
from app.domain.member import seats_of
from app.intake.cells import NOTHING, Codes, read_cell
from app.intake.mapping import Mapped
from app.intake.rawtable import Cell, RawRow, text_of
from app.intake.row_kinds import RowKind, RowKinds, cell_at

_PARTS = re.compile(r"[、,，;；/\n]+")
_BRACKET = re.compile(r"[（(][^（()）]*[）)]$")
_ALIKE_FROM = 50
"""Score (0–100) from which a word of the list is proposed."""

_MOST_PROPOSED = 3
READ_ONLY = frozenset({"性别", "状态", "政治面貌", "政协职务"})
"""Lists whose words the program itself understands: a new one cannot join them by an import."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that stands in a column of a code list and is not in it.

    `rows` counts the rows that have it; `alike` are words of the list, the likest first, `score` (0–100) the first
    one's; `means` is what was decided: None nothing yet, "" left out, itself: it joins the list. `kept` when that was
    decided at an earlier import. `grows` when it may join the list.
    """

    list: str
    written: str
    rows: int
    alike: tuple[str, ...] = ()
    score: int = 0
    means: str | None = None
    kept: bool = False
    grows: bool = True


@dataclass(frozen=True, slots=True)
class Lists:
    """The office's code lists: `known` words of each, as they are chosen from; `learning` ones take every word."""

    known: Mapping[str, Sequence[str]]
    learning: frozenset[str]


def unknown_words(
    sheets: Iterable[Mapped], lists: Lists, codes: Codes, kept: Mapping[str, Mapping[str, str]],
    told: Mapping[str, Mapping[str, str]],
) -> tuple[Word, ...]:  # fmt: skip
    """Gather the words that no list has, list by list, those in most rows first; what was decided on stands last."""
    counted: dict[tuple[str, str], int] = {}
    for sheet in sheets:
        for field, cells in _coded_columns(sheet):
            known = {folded(word) for word in lists.known.get(field.codes, ())}
            for cell, count in cells.items():
                for _, word, sound in _pieces(field, text_of(cell), codes):
                    asked = not sound or (
                        field.codes not in lists.learning
                        and field.codes not in READ_ONLY
                        and folded(word) not in known
                    )
                    if word and asked:
                        counted[field.codes, word] = counted.get((field.codes, word), 0) + count
    words = [
        _judged(Word(name, written, rows), lists.known.get(name, ()), kept.get(name, {}), told.get(name, {}))
        for (name, written), rows in counted.items()
    ]
    order = list(dict.fromkeys(field.codes for field in MEMBER.values()))
    return tuple(sorted(words, key=lambda w: (w.kept, order.index(w.list), -w.rows)))


def likest(word: str, known: Iterable[str]) -> list[tuple[str, int]]:
    """Give the words of a list that one is like, the likest first, with how alike they are (0–100)."""
    from rapidfuzz import fuzz, process  # on first use: most tables have no such word

    def score(one: str, other: str, **_: object) -> float:
        return max(fuzz.ratio(one, other), 0.9 * fuzz.partial_ratio(one, other))

    found = process.extract(word, list(known), scorer=score, limit=_MOST_PROPOSED, score_cutoff=_ALIKE_FROM)
    return [(match, round(alike)) for match, alike, _ in found]


def _judged(word: Word, known: Sequence[str], kept: Mapping[str, str], told: Mapping[str, str]) -> Word:
    found = likest(word.written, known)
    means = told.get(word.written, kept.get(word.written))
    return replace(
        word,
        alike=tuple(match for match, _ in found),
        score=found[0][1] if found else 0,
        means=means,
        kept=word.written in kept and told.get(word.written, means) == means,
        grows=word.list not in READ_ONLY and len(word.written) <= LONGEST_WORD,
    )


def _coded_columns(sheet: Mapped) -> Iterator[tuple[Field, dict[Cell, int]]]:
    """Columns of a taken sheet that draw on a code list, with their different cells and in how many people's rows."""
    if not sheet.taken:
        return
    kinds = RowKinds(sheet)
    people = [row for row in sheet.body if kinds.of(row) is RowKind.PERSON]
    for column in sheet.columns:
        field = MEMBER.get(column.field)
        if field is None or not field.codes:
            continue
        cells: dict[Cell, int] = {}
        for row in people:
            cell = cell_at(row, column.index)
            cells[cell] = cells.get(cell, 0) + 1
        cells.pop("", None)
        yield field, cells


def _pieces(field: Field, text: str, codes: Codes) -> Iterator[tuple[str, str, bool]]:
    """Part a cell into (as written, the word, whether it is understood)."""
    read = read_cell(field, text, codes)
    if read == NOTHING:
        return
    if field.key in ("committees", "groups"):
        for seat in seats_of(read.value):
            yield (f"{seat.name}（{seat.role}）" if seat.role else seat.name), seat.name, True
    elif field.key == "posts":
        from app.domain.post_texts import posts_listed

        for part in _PARTS.split(text):
            yield part, part.strip(), not posts_listed(part)[1]
    elif field.key == "affiliations":
        whole = parse_affiliation(text)
        for part in _PARTS.split(text):
            yield part, part.strip(), not whole.problem or not parse_affiliation(part).problem
    elif read.value is not None or read.error:
        yield (
            text,
            str(read.value or text.strip()),
            not (read.error or (read.warning and field.codes == "民族")),
        )


def put_in_order(
    sheets: Iterable[Mapped], means: Mapping[str, Mapping[str, str]], codes: Codes
) -> tuple[Mapped, ...]:
    """Write in the tables what their words mean, so that they are read as the office's own."""
    wanted = {
        name: {folded(written): told for written, told in words.items() if told != written}
        for name, words in means.items()
    }
    wanted = {name: words for name, words in wanted.items() if words}
    return tuple(_reworded(sheet, wanted, codes) for sheet in sheets) if wanted else tuple(sheets)


def in_order(field: Field, text: str, means: Mapping[str, Mapping[str, str]], codes: Codes) -> str:
    """Write one cell with what its words mean, as `put_in_order` does for tables."""
    told = {folded(written): word for written, word in means.get(field.codes, {}).items() if word != written}
    return text_of(_Translation(field, told, codes)(text)) if told else text


def _reworded(sheet: Mapped, means: Mapping[str, Mapping[str, str]], codes: Codes) -> Mapped:
    columns: list[tuple[int, Callable[[Cell], Cell]]] = []
    for column in sheet.columns if sheet.taken else ():
        field = MEMBER.get(column.field)
        if field is not None and field.codes in means:
            columns.append((column.index, _Translation(field, means[field.codes], codes)))
    if not columns:
        return sheet
    rows = tuple(
        _with_cells(row, columns) if row.number > sheet.header_row else row for row in sheet.sheet.rows
    )
    return replace(sheet, sheet=replace(sheet.sheet, rows=rows))


def _with_cells(row: RawRow, columns: Sequence[tuple[int, Callable[[Cell], Cell]]]) -> RawRow:
    cells = list(row.cells)
    for index, translate in columns:
        if index < len(cells) and cells[index]:
            cells[index] = translate(cells[index])
    return row if tuple(cells) == row.cells else row._replace(cells=tuple(cells))


class _Translation:
    """Cells of one column with their words put in order; most cells of a column repeat."""

    def __init__(self, field: Field, means: Mapping[str, str], codes: Codes) -> None:
        self._field, self._means, self._codes = field, means, codes
        self._known: dict[Cell, Cell] = {}

    def __call__(self, cell: Cell) -> Cell:
        """Give the cell as it should have been written."""
        if cell not in self._known:
            self._known[cell] = self._translated(cell)
        return self._known[cell]

    def _translated(self, cell: Cell) -> Cell:
        pieces = list(_pieces(self._field, text_of(cell), self._codes))
        if not any(folded(word) in self._means for _, word, _ in pieces):
            return cell
        told = [self._said(part, word) for part, word, _ in pieces]
        between = "；" if self._field.key in ("committees", "groups") else "、"
        return between.join(part for part in told if part)

    def _said(self, part: str, word: str) -> str:
        means = self._means.get(folded(word))
        if means is None:
            return part
        role = _BRACKET.search(part) if means and self._field.key in ("committees", "groups") else None
        return means + (role[0] if role else "")
