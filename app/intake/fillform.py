"""A fill-in form that came back, Word or Excel: whose it is and what stands in it now. It judges no value."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from app.domain.fill_marker import FORM_NO, FillMark, member_of, read_mark
from app.intake.errors import FileRefused, damaged
from app.intake.package import check_word, unpack
from app.intake.rawtable import RawSheet, text_of
from app.intake.sheets import bytes_of, read_tables

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT, _PROPERTIES = "word/document.xml", "docProps/core.xml"
_MOST_CELLS = 5_000
"""Cells of one form; ours has a hundred."""


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
    if path.suffix.lower() in (".docx", ".docm"):
        rows, texts = _word(path)
    else:
        sheets = read_tables(path)
        rows, texts = _rows_of(sheets), list(_texts_of(sheets))
    mark = next(filter(None, map(read_mark, texts)), None)
    printed = next(filter(None, map(FORM_NO.search, texts)), None)
    member = mark.member if mark else member_of(printed["no"]) if printed else 0
    return Returned(path.name, mark, member, tuple(_pairs(rows, frozenset(labels))))


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


# -- Word -------------------------------------------------------------------------------------------------------


def _word(path: Path) -> tuple[list[list[str]], list[str]]:
    """Give the rows of all tables, and the texts among which a mark may stand: the properties, then every paragraph."""
    file = path.name
    data = bytes_of(path)
    check_word(data, file)
    parts = {part.filename: part for part in zipfile.ZipFile(io.BytesIO(data)).infolist()}
    body = _tree(b"".join(unpack(data, parts[_TEXT], file)), file)
    texts = []
    if _PROPERTIES in parts:
        properties = _tree(b"".join(unpack(data, parts[_PROPERTIES], file)), file)
        texts += [text for text in properties.itertext() if isinstance(text, str)]
    texts += [_said(paragraph) for paragraph in body.iter(f"{_W}p")]
    cells = 0
    rows = []
    for row in body.iter(f"{_W}tr"):
        found = ["\n".join(_said(p) for p in cell.iter(f"{_W}p")) for cell in row.iterchildren(f"{_W}tc")]
        cells += len(found)
        if cells > _MOST_CELLS:
            raise FileRefused(file, "里的表格太大，不是填报表。", code="too_large")
        rows.append(found)
    return rows, texts


def _tree(xml: bytes, file: str) -> etree._Element:
    """Parse without entities, network or unlimited depth; a document type has no place in these files."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        tree = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError:
        raise damaged(file) from None
    if tree.getroottree().docinfo.doctype:
        raise damaged(file)
    return tree


def _said(paragraph: etree._Element) -> str:
    """The words of a paragraph: deleted ones of tracked changes do not count, a tab and a break are blanks."""
    nodes = paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br")
    return "".join((node.text or "") if node.tag == f"{_W}t" else " " for node in nodes)
