"""A fill-in form that came back, Word or Excel: whose it is and what stands in it now. It judges no value."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.domain.fill_marker import FORM_NO, FillMark, member_of, read_mark
from app.intake.rawtable import RawSheet, text_of
from app.intake.sheets import read_tables
from app.intake.word import ENDINGS, read_word

_MOST_ROWS = 200
"""Rows of one form; ours has thirty."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back: `mark` is the hidden one; without it (typed anew, another program) `member` from the printed 表号.

    `cells` are the texts by label, in the form's order; `member` 0 means that the file is no form of ours.
    """

    file: str
    mark: FillMark | None
    member: int
    cells: tuple[tuple[str, str], ...]


def read_returned(path: Path, labels: Collection[str]) -> Returned:
    """Read one file; raises FileRefused for one that is missing, unreadable, damaged, hostile, or neither Word nor Excel."""
    texts: tuple[str, ...] = ()
    if path.suffix.lower() in ENDINGS:
        document = read_word(path)
        sheets, texts = document.tables, (*document.properties, *document.lines)
    else:
        sheets = read_tables(path)
    mark, member = _whose((*texts, *_texts_of(sheets)))
    return Returned(path.name, mark, member, tuple(_pairs(_rows_of(sheets), frozenset(labels))))


def is_form(sheets: Iterable[RawSheet], texts: Iterable[str] = ()) -> bool:
    """Whether small tables, or the words around them, are a fill-in form of ours: no roster, though it has names."""
    small = [sheet for sheet in sheets if len(sheet.rows) <= _MOST_ROWS]
    return _whose((*texts, *_texts_of(small)))[1] != 0


def _whose(texts: Collection[str]) -> tuple[FillMark | None, int]:
    mark = next(filter(None, map(read_mark, texts)), None)
    printed = next(filter(None, map(FORM_NO.search, texts)), None)
    return mark, mark.member if mark else member_of(printed["no"]) if printed else 0


def _pairs(rows: Iterable[list[str]], labels: Collection[str]) -> Iterator[tuple[str, str]]:
    """Give label and value where a label is followed by a cell; each label once."""
    seen: set[str] = set()
    for cells in rows:
        at = 0
        while at + 1 < len(cells):
            label = "".join(cells[at].split()).lstrip("★*☆")
            if label in labels and label not in seen:
                seen.add(label)
                yield label, cells[at + 1].strip()
                at += 2
            else:
                at += 1


# -- Excel ------------------------------------------------------------------------------------------------------


def _rows_of(sheets: Iterable[RawSheet]) -> list[list[str]]:
    return [
        [text_of(cell) for cell in row.cells] for sheet in sheets if not sheet.hidden for row in sheet.rows
    ]


def _texts_of(sheets: Iterable[RawSheet]) -> Iterator[str]:
    return (text_of(cell) for sheet in sheets for row in sheet.rows for cell in row.cells)
