"""A workbook filled for several records in one file: a sheet for each, with the layout, pictures and print set-up of the form's own."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy

from lxml import etree

from app.domain.given_form import Place
from app.reports.given.book import BOOK, fill_sheet, sheet_parts, touches_sheet
from app.reports.given.package import Element, Package, R, rels_name, whole
from app.reports.given.sheet import S, Sheet, Texts

_WORKSHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
_BAD = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST = 31
_OWN = ("drawing", "vmlDrawing", "comments", "printerSettings", "table")
"""What a sheet refers to that belongs to one sheet alone; pictures may be shared."""

Values = Mapping[str, str | bytes]


def book_series(
    package: Package, places: Sequence[Place], records: Sequence[Values], names: Sequence[str],
    tick: Callable[[int], None] | None = None,
) -> Package:  # fmt: skip
    """Fill the sheets with places once for every record; the other sheets stay once."""
    texts = Texts(package)
    tabs = sheet_parts(package)
    wanted = [
        (name, part)
        for name, part in tabs
        if touches_sheet(Sheet(name, package.look(part), texts, part), places)
    ]
    template = package.copy()
    series = _Tabs(package, [name for name, _ in tabs])
    for number, values in enumerate(records):
        for old, part in wanted:
            new = series.name(names[number] if len(wanted) == 1 else f"{names[number]} {old}")
            own = part if number == 0 else _copy_sheet(template, package, part)
            root = package.tree(own)
            sheet = Sheet(old, root, texts, own)
            fill_sheet(package, own, sheet, places, values, [values])
            _rename(root, old, new)
            series.take(old, new, own, first=number == 0)
        if tick is not None:
            tick(number + 1)
    series.write()
    return package


def _copy_sheet(template: Package, package: Package, part: str) -> str:
    """Another sheet like the form's, with its own drawing, notes and tables."""
    own = package.free_name("xl/worksheets/sheet9{}.xml")
    root = template.look(part)
    for view in root.iter(f"{S}sheetView"):  # sheets that are chosen together are typed into together
        view.attrib.pop("tabSelected", None)
    for properties in root.iterfind(f"{S}sheetPr"):
        properties.attrib.pop("codeName", None)
    package.put(own, root)
    package.declare(own, template.type_of(part))
    _copy_relations(template, package, part, own)
    return own


def _copy_relations(template: Package, package: Package, part: str, own: str) -> None:
    if rels_name(part) not in template:
        return
    tree = template.look(rels_name(part))
    full = {rid: name for rid, _, name in template.relations(part)}
    for one in tree:
        kind, target = str(one.get("Type", "")).rpartition("/")[2], full.get(str(one.get("Id", "")), "")
        if kind not in _OWN or target not in template:
            if target:
                one.set("Target", f"/{target}")
            continue
        folder, file = posixpath.split(target)
        stem, _, ending = file.rpartition(".")
        copied = package.free_name(f"{folder}/{stem.rstrip('0123456789')}9{{}}.{ending}")
        package.put(copied, template.read(target))
        if kind == "table":
            _own_table(package, copied)
        if package.type_of(copied) != template.type_of(target):
            package.declare(copied, template.type_of(target))
        _copy_relations(template, package, target, copied)
        one.set("Target", f"/{copied}")
    package.put(rels_name(own), tree)


def _own_table(package: Package, part: str) -> None:
    """A table's number and name are its own in the whole book."""
    tree = package.tree(part)
    number = 9000 + sum(1 for name in package.names() if name.startswith("xl/tables/"))
    tree.set("id", str(number))
    tree.set("name", f"表{number}")
    tree.set("displayName", f"表{number}")


def _rename(root: Element, old: str, new: str) -> None:
    """Formulas that name their own sheet follow its new name."""
    for formula in root.iter(f"{S}f"):
        formula.text = _renamed(formula.text or "", old, new)


def _renamed(text: str, old: str, new: str) -> str:
    quoted = "'" + new.replace("'", "''") + "'!"
    text = text.replace("'" + old.replace("'", "''") + "'!", quoted)
    return re.sub(rf"(?<![\w'.]){re.escape(old)}!", lambda _: quoted, text)


class _Tabs:
    """The tabs of the book, in the order in which the sheets shall stand; names for parts of sheets follow."""

    def __init__(self, package: Package, names: Sequence[str]) -> None:
        self._package = package
        self._taken = {name.casefold() for name in names}
        self._made: dict[str, list[tuple[str, str]]] = {}

    def name(self, wished: str) -> str:
        """A name for a tab: no sign that Excel refuses, at most 31 characters, its own."""
        plain = _BAD.sub(" ", wished).strip().strip("'")[:_LONGEST] or "表"
        name, number = plain, 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{plain[: _LONGEST - len(str(number)) - 2]}({number})"
        self._taken.add(name.casefold())
        return name

    def take(self, old: str, new: str, part: str, *, first: bool) -> None:
        """A sheet was made from the one with the old name; the first is that one itself."""
        self._made.setdefault(old, []).append((new, "" if first else part))

    def write(self) -> None:
        """Write tabs and names into the book."""
        book = self._package.tree(BOOK)
        tabs = book.find(f"{S}sheets")
        if tabs is None:
            return
        olds = list(tabs)
        highest = max((whole(tab.get("sheetId")) for tab in olds), default=0)
        order: list[tuple[Element, str, str]] = []
        first_of: list[tuple[Element, str]] = []
        for tab in olds:
            old = str(tab.get("name", ""))
            for number, (new, part) in enumerate(self._made.get(old, [(old, "")])):
                own = tab if number == 0 else etree.Element(f"{S}sheet")
                own.set("name", new)
                if number:
                    highest += 1
                    own.set("sheetId", str(highest))
                    own.set(f"{R}id", self._package.relate(BOOK, _WORKSHEET, part))
                else:
                    first_of.append((own, old))
                order.append((own, old, new))
        if len(self._made) > 1:  # several sheets a record: those of one record stand together
            each = {old: iter(made) for old, made in self._made.items()}
            order = _by_record(order, each)
        tabs[:] = [one for one, _, _ in order]
        _names(book, [old for _, old in first_of], [(old, new) for _, old, new in order])


def _by_record(
    order: list[tuple[Element, str, str]], made: Mapping[str, object]
) -> list[tuple[Element, str, str]]:
    groups = {old: [one for one in order if one[1] == old] for old in made}
    together = [one for several in zip(*groups.values(), strict=True) for one in several]
    begin = next(place for place, one in enumerate(order) if one[1] in groups)
    rest = [one for one in order if one[1] not in groups]
    before = sum(1 for one in order[:begin] if one[1] not in groups)
    return [*rest[:before], *together, *rest[before:]]


def _names(book: Element, olds: Sequence[str], tabs: Sequence[tuple[str, str]]) -> None:
    """Print areas and titles belong to a sheet by its place: every sheet gets those of the one it was made from."""
    names = book.find(f"{S}definedNames")
    if names is None:
        return
    for one in list(names):
        said = str(one.get("localSheetId", ""))
        if not said.isdecimal() or int(said) >= len(olds):
            continue
        old, last = olds[int(said)], one
        for place, new in [(place, new) for place, (source, new) in enumerate(tabs) if source == old]:
            own = deepcopy(one)
            own.set("localSheetId", str(place))
            own.text = _renamed(one.text or "", old, new)
            last.addnext(own)
            last = own
        names.remove(one)
