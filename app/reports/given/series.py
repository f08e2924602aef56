"""A Word form filled for several records in one file: the bodies follow each other, each on a new page and counted from page 1."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy

from lxml import etree

from app.domain.given_form import Place
from app.reports.given.package import Element, Package, R, rels_name
from app.reports.given.runs import W
from app.reports.given.story import BODY, read_story, story_parts
from app.reports.given.word import fill_story, touches

_NUMBERING = "word/numbering.xml"
_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_PARA_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"

Values = Mapping[str, str | bytes]


def word_series(
    package: Package,
    places: Sequence[Place],
    records: Sequence[Values],
    tick: Callable[[int], None] | None = None,
) -> Package:
    """Fill the form for every record, one behind the other; headers and footers that hold fields go along."""
    template = etree.tostring(package.look(BODY))
    margins = [
        (part, prefix)
        for part, prefix in story_parts(package)
        if part != BODY and touches(read_story(part, package.look(part), prefix), places)
    ]
    whole = package.tree(BODY)
    body = whole.find(f"{W}body")
    if body is None:
        return package
    body[:] = []
    ids, relations = _Ids(package), package.relations(BODY)
    for number, values in enumerate(records):
        root = etree.fromstring(template)
        fill_story(read_story(BODY, root), package, places, values, [values])
        copied = _margins(package, margins, relations, places, values)
        content = root.find(f"{W}body")
        if content is None:
            continue
        _refer_to(content, copied)
        if number:
            ids.make_own(content)
            _begin_anew(content)
        if number < len(records) - 1:
            _close_section(content)
        body.extend(list(content))
        if tick is not None:
            tick(number + 1)
    return package


# -- headers and footers ----------------------------------------------------------------------------------------


def _margins(
    package: Package, margins: Sequence[tuple[str, str]], relations: Sequence[tuple[str, str, str]], places: Sequence[Place],
    values: Values,
) -> dict[str, str]:  # fmt: skip
    """Fill the headers and footers with fields for one record, as parts of their own: old id of the body's reference → new one."""
    found = {}
    for part, prefix in margins:
        kind = "header" if "header" in part else "footer"
        own = package.free_name(f"word/{kind}9{{}}.xml")
        root = etree.fromstring(etree.tostring(package.look(part)))
        package.put(own, root)
        if rels_name(part) in package:
            package.put(rels_name(own), package.read(rels_name(part)))
        package.declare(own, package.type_of(part))
        story = read_story(own, root, prefix)
        fill_story(story, package, places, values, [values])
        for rid, relation, target in relations:
            if target == part:
                found[rid] = package.relate(BODY, relation, own)
    return found


def _refer_to(content: Element, ids: Mapping[str, str]) -> None:
    for reference in content.iter(f"{W}headerReference", f"{W}footerReference"):
        rid = str(reference.get(f"{R}id", ""))
        if rid in ids:
            reference.set(f"{R}id", ids[rid])


# -- sections ---------------------------------------------------------------------------------------------------


def _begin_anew(content: Element) -> None:
    """The first section of a copy begins on a new page, with page 1."""
    section = next(content.iter(f"{W}sectPr"), None)
    if section is None:
        section = etree.SubElement(content, f"{W}sectPr")
    kind = section.find(f"{W}type")
    if kind is not None and kind.get(f"{W}val") == "continuous":
        section.remove(kind)
    numbers = section.find(f"{W}pgNumType")
    if numbers is None:
        numbers = etree.Element(f"{W}pgNumType")
        before = ("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc",
                  "pgBorders", "lnNumType")  # fmt: skip
        ahead = [child for child in section if child.tag in {f"{W}{name}" for name in before}]
        section.insert(section.index(ahead[-1]) + 1 if ahead else 0, numbers)
    numbers.set(f"{W}start", "1")


def _close_section(content: Element) -> None:
    """Move the last section's settings into the last paragraph: so a section ends there and the next copy begins."""
    section = content[-1] if len(content) and content[-1].tag == f"{W}sectPr" else etree.Element(f"{W}sectPr")
    if section.getparent() is not None:
        content.remove(section)
    last = content[-1] if len(content) else None
    if last is None or last.tag != f"{W}p" or last.find(f"{W}pPr/{W}sectPr") is not None:
        last = etree.SubElement(content, f"{W}p")
    properties = last.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        last.insert(0, properties)
    behind = properties.find(f"{W}pPrChange")
    if behind is None:
        properties.append(section)
    else:
        behind.addprevious(section)


# -- what may be there once only --------------------------------------------------------------------------------


class _Ids:
    """Gives copies ids of their own: bookmarks, controls, drawings; numbered paragraphs begin at 1 again."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._next = 100_000

    def make_own(self, content: Element) -> None:
        """Change the ids of one copy."""
        ends = {str(one.get(f"{W}id")): one for one in content.iter(f"{W}bookmarkEnd")}
        for begin in list(content.iter(f"{W}bookmarkStart")):  # a name may mark one place only
            end = ends.get(str(begin.get(f"{W}id")))
            for one in (begin, end):
                parent = one.getparent() if one is not None else None
                if one is not None and parent is not None:
                    parent.remove(one)
        for control in content.iter(f"{W}sdtPr"):
            for one in control.findall(f"{W}id"):
                control.remove(one)
        for drawing in content.iter(_DOC_PR):
            self._next += 1
            drawing.set("id", str(self._next))
        for paragraph in content.iter(f"{W}p"):
            paragraph.attrib.pop(_PARA_ID, None)
        self._number_anew(content)

    def _number_anew(self, content: Element) -> None:
        used = {str(one.get(f"{W}val")) for one in content.iter(f"{W}numId")} - {"0"}
        if not used or _NUMBERING not in self._package:
            return
        tree = self._package.tree(_NUMBERING)
        lists = {str(one.get(f"{W}numId")): one for one in tree.findall(f"{W}num")}
        highest = max((int(one) for one in lists if one.isdecimal()), default=0)
        own: dict[str, str] = {}
        for name in sorted(used & set(lists)):
            highest += 1
            made = deepcopy(lists[name])
            made.set(f"{W}numId", str(highest))
            for old in made.findall(f"{W}lvlOverride"):
                made.remove(old)
            for level in range(9):
                override = etree.SubElement(made, f"{W}lvlOverride")
                override.set(f"{W}ilvl", str(level))
                etree.SubElement(override, f"{W}startOverride").set(f"{W}val", "1")
            list(tree.findall(f"{W}num"))[-1].addnext(made)
            own[name] = str(highest)
        for one in content.iter(f"{W}numId"):
            one.set(f"{W}val", own.get(str(one.get(f"{W}val")), str(one.get(f"{W}val"))))
