"""Filling a workbook in place: cells of the sheets that have places change, every other part stays byte for byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from lxml import etree

from app.domain.given_form import Kind, Mode, Outline, Place, filled_with
from app.domain.given_words import fitted_gap, gaps, tokens
from app.reports.given.package import Package, R
from app.reports.given.rows import give_rows
from app.reports.given.sheet import S, Sheet, Texts, place_of
from app.reports.given.stamp import put_stamp
from app.reports.plain import clean

BOOK = "xl/workbook.xml"
Values = Mapping[str, str | bytes]
Change: TypeAlias = tuple[int, int, str]
"""From where to where in the words of a cell, and what stands there then."""


def sheet_parts(package: Package) -> list[tuple[str, str]]:
    """The worksheets: (name, part), in the order of the tabs; raises ValueError for two of one name or of one part."""
    related = package.relations(BOOK)
    parts = {rid: part for rid, kind, part in related if kind.endswith("/worksheet") and part in package}
    tabs = package.look(BOOK).iterfind(f"{S}sheets/{S}sheet")
    found = [
        (str(tab.get("name", "")), parts[rid]) for tab in tabs if (rid := str(tab.get(f"{R}id", ""))) in parts
    ]
    if len({name.casefold() for name, _ in found}) < len(found) or len({part for _, part in found}) < len(
        found
    ):
        raise ValueError("tabs that cannot be told apart")
    return found


def book_outline(package: Package) -> Outline:
    """Tell what a workbook says, and where."""
    texts = Texts(package)
    return Outline(
        tuple(Sheet(name, package.look(part), texts).grid() for name, part in sheet_parts(package))
    )


def fill_book(package: Package, places: Sequence[Place], values: Values, rows: Sequence[Values]) -> None:
    """Fill the sheets of a package: places with `values`, rows that are there for each with `rows`."""
    texts = Texts(package)
    for name, part in sheet_parts(package):
        sheet = Sheet(name, package.look(part), texts, part)
        if touches_sheet(sheet, places):
            package.put(part, sheet.root)
            fill_sheet(package, part, sheet, places, values, rows)


def touches_sheet(sheet: Sheet, places: Sequence[Place]) -> bool:
    """Whether something goes into a sheet."""
    if any(place.kind is Kind.CELL and place.address.rpartition("!")[0] == sheet.name for place in places):
        return True
    wanted = {place.address for place in places if place.kind is Kind.TOKEN}
    lines = (line for cell in sheet.grid().cells for line in cell.lines)
    return any(token.text in wanted for line in lines for token in tokens(line.text))


def fill_sheet(
    package: Package, part: str, sheet: Sheet, places: Sequence[Place], values: Values, rows: Sequence[Values]
) -> None:
    """Fill one sheet, whose tree is changed."""
    own = [place for place in places if place.address.rpartition("!")[0] == sheet.name]
    changes, pictures = _tokens(sheet, [place for place in places if place.kind is Kind.TOKEN], values)
    whole: dict[tuple[int, int], str] = {}
    for place, value in filled_with([one for one in own if one.mode is not Mode.EACH], values):
        at = place_of(place.spot.rpartition("!")[2])
        if at[0] < 0:
            continue
        if isinstance(value, bytes):
            pictures.append((at, value))
            whole[at] = ""
        elif place.mode is Mode.REPLACE or not _words(sheet, at):
            whole[at] = clean(value)
        else:
            changes.setdefault(at, []).extend(_change(_words(sheet, at), place, clean(value)))
    for at, found in changes.items():
        for start, end, text in sorted(found, reverse=True) if at not in whole else ():
            sheet.change(*at, start, end, text)
    for at, text in whole.items():
        sheet.write(*at, text)
    for at, photo in pictures:
        put_stamp(package, part, sheet, at, photo)
    each = [(place_of(place.address.rpartition("!")[2]), place) for place in own if place.mode is Mode.EACH]
    for row in sorted(
        {at[0] for at, _ in each if at[0] >= 0}, reverse=True
    ):  # from below: rows above stay where they are
        give_rows(package, sheet, row, [(at[1], place) for at, place in each if at[0] == row], rows)
    _reckon_anew(package)


def _words(sheet: Sheet, at: tuple[int, int]) -> str:
    cell = sheet.find(*at)
    return sheet.texts.words(cell) if cell is not None else ""


def _change(words: str, place: Place, text: str) -> list[Change]:
    """What a place behind words, or a blank among them, does to them."""
    if place.mode is Mode.APPEND:
        return [(len(words), len(words), text)]
    number, found = place.address.partition("#")[2], gaps(words)
    if not text or not number.isdecimal() or not 0 < int(number) <= len(found):
        return []
    gap = found[int(number) - 1]
    return [(gap.start, gap.end, fitted_gap(text, words[gap.start : gap.end]))]


def _tokens(
    sheet: Sheet, places: Sequence[Place], values: Values
) -> tuple[dict[tuple[int, int], list[Change]], list[tuple[tuple[int, int], bytes]]]:
    """What tokens become, by cell; and the photos that stand for one."""
    by_token = {place.address: value for place, value in filled_with(places, values)}
    changes: dict[tuple[int, int], list[Change]] = {}
    photos = []
    for cell in sheet.grid().cells if by_token else ():
        for token in tokens(cell.text) if not cell.fixed else ():
            if token.text in by_token:
                value, at = by_token[token.text], (cell.row, cell.column)
                text = clean(value) if isinstance(value, str) else ""
                changes.setdefault(at, []).append((token.start, token.end, text))
                if isinstance(value, bytes):
                    photos.append((at, value))
    return changes, photos


def _reckon_anew(package: Package) -> None:
    """Let Excel reckon formulas anew when it opens the file, if there are any: their results are those of the empty form."""
    if not any(
        b"<f>" in package.read(part) or b"<f " in package.read(part) for _, part in sheet_parts(package)
    ):
        return
    said = package.look(BOOK).find(f"{S}calcPr")
    if said is not None and said.get("fullCalcOnLoad") in ("1", "true"):
        return
    book = package.tree(BOOK)
    found = book.find(f"{S}calcPr")
    if found is None:
        found = etree.Element(f"{S}calcPr")
        before = {f"{S}{name}" for name in ("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
                                            "functionGroups", "externalReferences", "definedNames")}  # fmt: skip
        ahead = [child for child in book if child.tag in before]
        ahead[-1].addnext(found)
    found.set("fullCalcOnLoad", "1")
