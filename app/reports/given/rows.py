"""Rows for each in a worksheet: those that wait are filled, more are put in below them, and what stands further down moves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Protocol

from app.domain.given_form import Place, filled_with
from app.reports.given.package import TYPES, Element, Package, rels_name, whole
from app.reports.given.sheet import S, Sheet, place_of, reference
from app.reports.plain import clean

BOOK = "xl/workbook.xml"
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_REFERENCE = re.compile(
    r"(?P<text>\"[^\"]*\")|(?P<sheet>(?:'(?:[^']|'')+'|[\w.]+)!)?(?<![\w.])(?P<from>\$?[A-Z]{1,3}\$?\d{1,7})"
    r"(?::(?P<to>\$?[A-Z]{1,3}\$?\d{1,7}))?(?![\w(])"
)
_ROW = re.compile(r"\d+$")

Values = Mapping[str, str | bytes]


class Span(Protocol):
    """Where rows `top` to `bottom` stand after the move; one that `grows` takes in the new rows behind its last."""

    def __call__(self, top: int, bottom: int, *, grows: bool = False) -> tuple[int, int]: ...


def give_rows(
    package: Package, sheet: Sheet, row: int, columns: Sequence[tuple[int, Place]], records: Sequence[Values]
) -> None:
    """Give every record a row from `row` on; `columns` say which place stands in which column."""
    waiting = _waiting(sheet, row, [column for column, _ in columns])
    more = len(records) - waiting
    if more > 0:
        _make_room(package, sheet, row + waiting - 1, more)
    for number, values in enumerate(records):
        for column, place in columns:
            for _, value in filled_with([place], values):
                if place.field == "seq" and isinstance(value, str) and value.isdecimal():
                    sheet.count(row + number, column, value)
                elif isinstance(value, str):
                    sheet.write(row + number, column, clean(value))


def _waiting(sheet: Sheet, row: int, columns: Sequence[int]) -> int:
    """How many rows wait from here on: as empty as the first, and drawn like it."""
    looks = [_look(sheet.find(row, column)) for column in columns]
    count = 1
    while True:
        line = sheet.line(row + count)
        if line is None or [_look(sheet.find(row + count, column)) for column in columns] != looks:
            return count
        words = [sheet.texts.words(cell).strip() for cell in line]
        if any(word and not word.isdecimal() for word in words) or line.find(f".//{S}f") is not None:
            return count
        count += 1


def _look(cell: Element | None) -> str | None:
    return cell.get("s", "0") if cell is not None else None


# -- moving what stands below ------------------------------------------------------------------------------------


def _make_room(package: Package, sheet: Sheet, last: int, count: int) -> None:
    """Put copies of row `last` below it; everything further down goes down by `count`."""
    pattern = sheet.line(last)
    empty = deepcopy(pattern) if pattern is not None else None
    beside = {place: size for place, size in sheet.merged().items() if place[0] == last and size[0] == 1}

    def span(top: int, bottom: int, *, grows: bool = False) -> tuple[int, int]:
        if top > last:
            return top + count, bottom + count
        reaches = bottom > last or (bottom == last and (top < last or grows))
        return (top, bottom + count) if reaches else (top, bottom)

    sheet.move_rows(last, count)
    _references(sheet.root, span)
    _formulas(package, sheet, span)
    _drawings(package, sheet, last, count)
    for number in range(1, count + 1):
        if empty is not None:
            sheet.put_row(last + number, deepcopy(empty))
        for (_, column), (_, across) in beside.items():
            sheet.merge(last + number, column, across)


def _references(root: Element, span: Span) -> None:
    """Ranges that the sheet tells of: merged cells, formats by condition, checks of what is typed, links, filters."""
    for one in root.iterfind(f"{S}mergeCells/{S}mergeCell"):
        top, bottom = _rows_of(str(one.get("ref", "")))
        if top != bottom or top != span(top, top)[0]:
            one.set("ref", _moved(str(one.get("ref", "")), span))
    for name, attribute in (
        ("conditionalFormatting", "sqref"), ("dataValidation", "sqref"), ("hyperlink", "ref"), ("autoFilter", "ref"),
        ("dimension", "ref"),
    ):  # fmt: skip
        for one in root.iter(f"{S}{name}"):
            said = str(one.get(attribute, ""))
            one.set(
                attribute, " ".join(_moved(part, span, grows=attribute == "sqref") for part in said.split())
            )
    for broken in root.iterfind(f"{S}rowBreaks/{S}brk"):
        row = whole(broken.get("id"))
        broken.set("id", str(span(row - 1, row - 1)[0] + 1))


def _rows_of(said: str) -> tuple[int, int]:
    begin, _, end = said.partition(":")
    return place_of(begin)[0], place_of(end or begin)[0]


def _moved(said: str, span: Span, *, grows: bool = False) -> str:
    """A reference after the move, as it was written with its $."""
    begin, colon, end = said.partition(":")
    top, bottom = _rows_of(said)
    if top < 0 or bottom < 0:
        return said
    new_top, new_bottom = span(top, bottom, grows=grows)
    first, last = _ROW.sub(str(new_top + 1), begin), _ROW.sub(str(new_bottom + 1), end or begin)
    return f"{first}:{last}" if colon or new_bottom - new_top > bottom - top else first


def _formulas(package: Package, sheet: Sheet, span: Span) -> None:
    """Formulas of this sheet, and names in the book that mean cells of it (print area, print titles)."""
    found = False
    for formula in sheet.root.iter(f"{S}f"):
        found = True
        formula.text = _follow(formula.text or "", sheet.name, span, own=True)
        if formula.get("ref"):
            formula.set("ref", _moved(str(formula.get("ref")), span))
    if b"definedName" in package.read(BOOK):
        for name in package.tree(BOOK).iterfind(f"{S}definedNames/{S}definedName"):
            name.text = _follow(name.text or "", sheet.name, span, own=False)
    if found:
        _forget_chain(package)


def _follow(formula: str, sheet: str, span: Span, *, own: bool) -> str:
    def each(match: re.Match[str]) -> str:
        named = (match["sheet"] or "").rstrip("!").strip("'").replace("''", "'")
        if match["text"] or (named != sheet if named else not own):
            return match[0]
        said = f"{match['from']}:{match['to']}" if match["to"] else match["from"]
        return (match["sheet"] or "") + _moved(said, span, grows=bool(match["to"]))

    return _REFERENCE.sub(each, formula)


def _forget_chain(package: Package) -> None:
    """The order in which Excel reckoned last: it makes a new one, and calls one that names wrong cells damage."""
    chain = "xl/calcChain.xml"
    if chain not in package:
        return
    package.remove(chain)
    for part, attribute in ((rels_name(BOOK), "Target"), (TYPES, "PartName")):
        tree = package.tree(part)
        for one in list(tree):
            if str(one.get(attribute, "")).endswith("calcChain.xml"):
                tree.remove(one)


def _drawings(package: Package, sheet: Sheet, last: int, count: int) -> None:
    """Pictures and shapes further down go down too."""
    part = sheet.part
    for _, kind, drawing in package.relations(part):
        if not kind.endswith("/drawing") or drawing not in package:
            continue
        rows = [one for one in package.tree(drawing).iter(f"{_XDR}row") if (one.text or "").isdecimal()]
        for row in rows:
            if int(row.text or 0) > last:
                row.text = str(int(row.text or 0) + count)


__all__ = ["give_rows", "reference"]
