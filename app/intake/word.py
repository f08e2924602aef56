"""Word documents (.docx) as offices send them: their lines as a notice prints them, their tables as sheets ([ECMA-376] 17.4)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from app.intake.errors import FileRefused, damaged, too_large
from app.intake.limits import MAX_ROWS, MAX_WORD_BYTES, MAX_WORD_CELLS, MAX_WORD_MARKS, MEGABYTE
from app.intake.package import check_word, unpack
from app.intake.rawtable import RawRow, RawSheet, filled
from app.intake.sheets import bytes_of, no_such_sheet

ENDINGS = frozenset({".docx", ".docm"})
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TABLE, _ROW, _CELL, _PARAGRAPH = f"{_W}tbl", f"{_W}tr", f"{_W}tc", f"{_W}p"
# A drawing's text boxes say their words twice, for new and for old programs; what a tracked move took away is said where it went.
_ELSEWHERE = frozenset({
    f"{_W}drawing", f"{_W}pict", f"{_W}object", f"{_W}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
})  # fmt: skip
_TEXT, _PROPERTIES = "word/document.xml", "docProps/core.xml"
_WIDEST = 63
"""Columns that Word allows a table."""


@dataclass(frozen=True, slots=True)
class WordFile:
    """What a document says: `lines` of its paragraphs and table rows in their order, and its `tables`.

    `properties` are the texts of title, subject and so on, among which a program may have left a mark.
    """

    file: str
    lines: tuple[str, ...]
    tables: tuple[RawSheet, ...]
    properties: tuple[str, ...] = ()

    def only(self, sheet: str) -> tuple[RawSheet, ...]:
        """Give the table of this name (表格 2) alone; raises FileRefused when there is none."""
        found = tuple(table for table in self.tables if table.sheet == sheet.strip())
        if not found:
            raise no_such_sheet(self.file, sheet, [table.sheet for table in self.tables])
        return found


def is_word(path: Path) -> bool:
    """Whether a file's name says that it is a Word document, of any age."""
    return path.suffix.lower() in ENDINGS or path.suffix.lower() == ".doc"


def read_word(path: Path) -> WordFile:
    """Read one document; raises FileRefused for one that is missing, unreadable, of the old form, damaged or hostile."""
    file = path.name
    data = bytes_of(path)
    if path.suffix.lower() == ".doc" and not data.startswith(b"PK"):
        raise FileRefused(
            file, "是旧的 Word 文档（.doc），没有读入；请用 WPS、Word 另存为 docx 再导入。", code="not_word"
        )
    check_word(data, file)
    parts = {part.filename: part for part in zipfile.ZipFile(io.BytesIO(data)).infolist()}
    size = parts[_TEXT].file_size
    if size > MAX_WORD_BYTES:
        raise too_large(file, f"的正文有 {size // MEGABYTE:,} MB，超过 {MAX_WORD_BYTES // MEGABYTE} MB")
    xml = b"".join(unpack(data, parts[_TEXT], file))
    if xml.count(b"<") > MAX_WORD_MARKS:
        raise too_large(file, "的正文太长")
    body = _tree(xml, file)
    lines, tables = _Reading(file).read(body)
    properties: tuple[str, ...] = ()
    if _PROPERTIES in parts:
        tree = _tree(b"".join(unpack(data, parts[_PROPERTIES], file)), file)
        properties = tuple(text for text in tree.itertext() if isinstance(text, str))
    return WordFile(file, lines, tables, properties)


class _Reading:
    """Goes through a document once, counting the cells of its tables."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.cells = 0
        self.tables: list[RawSheet] = []

    def read(self, body: etree._Element) -> tuple[tuple[str, ...], tuple[RawSheet, ...]]:
        lines: list[str] = []
        for block in _nearest(body, _PARAGRAPH, _TABLE):
            if block.tag == _PARAGRAPH:
                lines.append(_said(block))
                if len(lines) > MAX_ROWS:
                    raise too_large(self.file, f"的正文超过 {MAX_ROWS:,} 段")
                continue
            rows = self._table(block).rows
            lines += ["、".join(text for text in map(str, row.cells) if text.strip()) for row in rows]
        return tuple(lines), tuple(table for table in self.tables if table.rows)

    def _table(self, table: etree._Element) -> RawSheet:
        """A table as a sheet; tables inside its cells become sheets of their own behind it."""
        number = len(self.tables)
        self.tables.append(RawSheet(self.file, f"表格 {number + 1}", ()))
        rows: list[RawRow] = []
        above: dict[int, str] = {}
        for place, row in enumerate(_nearest(table, _ROW), 1):
            cells = self._cells(row, above)
            if filled(cells):
                rows.append(RawRow(place, tuple(cells)))
        self.tables[number] = RawSheet(self.file, f"表格 {number + 1}", tuple(rows))
        return self.tables[number]

    def _cells(self, row: etree._Element, above: dict[int, str]) -> list[str]:
        """The cells of a row; one merged with those above says what they say, one over several columns stands in the first."""
        skipped = row.find(f"{_W}trPr/{_W}gridBefore")
        cells = [""] * _number(skipped) if skipped is not None else []
        for cell in _nearest(row, _CELL):
            properties = cell.find(f"{_W}tcPr")
            span, merged = 1, None
            if properties is not None:
                span = _number(properties.find(f"{_W}gridSpan"))
                merged = properties.find(f"{_W}vMerge")
            self.cells += span
            if self.cells > MAX_WORD_CELLS:
                raise too_large(self.file, f"里的表格超过 {MAX_WORD_CELLS:,} 格")
            column = len(cells)
            if merged is not None and merged.get(f"{_W}val") != "restart":
                text = above.get(column, "")
            else:
                text = "\n".join(_said(p) for p in _nearest(cell, _PARAGRAPH, _TABLE) if p.tag == _PARAGRAPH)
                for inner in _nearest(cell, _TABLE):
                    self._table(inner)
            above[column] = text
            cells += [text, *[""] * (span - 1)]
        return cells


def _nearest(element: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """The next elements of these tags below, whatever wraps them (content controls, tracked changes), none inside another."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag not in _ELSEWHERE and child.tag != _TABLE:
            yield from _nearest(child, *tags)


def _number(element: etree._Element | None) -> int:
    value = element.get(f"{_W}val", "") if element is not None else ""
    return min(max(int(value), 1), _WIDEST) if value.isascii() and value.isdigit() and len(value) < 9 else 1


def _said(paragraph: etree._Element) -> str:
    """The words of a paragraph: deleted ones of tracked changes do not count, a tab and a break are blanks."""
    nodes = _nearest(paragraph, f"{_W}t", f"{_W}tab", f"{_W}br")
    return "".join((node.text or "") if node.tag == f"{_W}t" else " " for node in nodes)


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
