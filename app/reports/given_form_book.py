"""Filling a workbook in place: cells of the sheets that have places change, every other part stays byte for byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from app.domain.given_form import Kind, Mode, Outline, Place, filled_with
from app.domain.given_words import fitted_gap, gaps, tokens
from app.reports.given_form_package import Package, R
from app.reports.given_form_rows import give_rows
from app.reports.given_form_sheet import S, Sheet, Texts, place_of
from app.reports.given_form_stamp import put_stamp
from app.reports.plain import clean

BOOK = "xl/workbook.xml"
Values = Mapping[str, str | bytes]


def sheet_parts(package: Package) -> list[tuple[str, str]]:
    """The worksheets: (name, part), in the order of the tabs."""
    parts = {rid: part for rid, kind, part in package.relations(BOOK) if kind.endswith("/worksheet")}
    tabs = package.look(BOOK).iterfind(f"{S}sheets/{S}sheet")
    return [
        (str(tab.get("name", "")), parts[rid]) for tab in tabs if (rid := str(tab.get(f"{R}id", ""))) in parts
    ]


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
    pictures = _tokens(sheet, [place for place in places if place.kind is Kind.TOKEN], values)
    changes: dict[tuple[int, int], list[tuple[int, int, str]]] = {}
    for place, value in filled_with([one for one in own if one.mode is not Mode.EACH], values):
        row, column = place_of(place.spot.rpartition("!")[2])
        if row < 0:
            continue
        if isinstance(value, bytes):
            pictures.append((row, column, value))
            sheet.write(row, column, "")
        elif place.mode is Mode.REPLACE:
            sheet.write(row, column, clean(value))
        else:
            changes.setdefault((row, column), []).extend(_changes(sheet, row, column, place, clean(value)))
    for (row, column), found in changes.items():
        for start, end, text in sorted(found, reverse=True):
            sheet.change(row, column, start, end, text)
    each = [(place_of(place.address.rpartition("!")[2]), place) for place in own if place.mode is Mode.EACH]
    for row in sorted(
        {at[0] for at, _ in each if at[0] >= 0}, reverse=True
    ):  # from below: rows above stay where they are
        columns = [(at[1], place) for at, place in each if at[0] == row]
        give_rows(package, sheet, row, columns, rows)
    for row, column, photo in pictures:
        put_stamp(package, part, sheet, (row, column), photo)
    _reckon_anew(package)


def _changes(sheet: Sheet, row: int, column: int, place: Place, text: str) -> list[tuple[int, int, str]]:
    cell = sheet.find(row, column)
    words = sheet.texts.words(cell) if cell is not None else ""
    if place.mode is Mode.APPEND:
        if words:
            return [(len(words), len(words), text)]
        sheet.write(row, column, text)
        return []
    number, found = place.address.partition("#")[2], gaps(words)
    if not text or not number.isdecimal() or not 0 < int(number) <= len(found):
        return []
    gap = found[int(number) - 1]
    return [(gap.start, gap.end, fitted_gap(text, words[gap.start : gap.end]))]


def _tokens(sheet: Sheet, places: Sequence[Place], values: Values) -> list[tuple[int, int, bytes]]:
    """Fill tokens; give the photos that stand for one, with row and column."""
    by_token = {place.address: value for place, value in filled_with(places, values)}
    photos = []
    for cell in sheet.grid().cells:
        found = [token for token in tokens(cell.text) if token.text in by_token]
        for token in reversed(found if not cell.fixed else []):
            value = by_token[token.text]
            text = clean(value) if isinstance(value, str) else ""
            sheet.change(cell.row, cell.column, token.start, token.end, text)
            if isinstance(value, bytes):
                photos.append((cell.row, cell.column, value))
    return photos


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
