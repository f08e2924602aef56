"""Words of one paragraph in a Word file, which splits them over runs at will ([ECMA-376] 17.3.2): read joined, changed in place.

What is put in takes the look of the run in which the words that it replaces begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from app.reports.given.package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SAID = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_APART = frozenset({
    f"{W}pPr", f"{W}rPr", f"{W}del", f"{W}moveFrom", f"{W}txbxContent", f"{MC}Fallback", f"{W}p", f"{W}sdtPr", f"{W}sdtEndPr",
})  # fmt: skip
_BEHIND_U = frozenset(
    f"{W}{name}" for name in
    ("effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """Words from `start` up to `end` of a paragraph become `text`, underlined where a line was drawn for them."""

    start: int
    end: int
    text: str
    underlined: bool = False


def pieces(element: Element) -> Iterator[Element]:
    """What says something in a paragraph (or in a part of one), in its order; deleted words and text boxes say nothing here."""
    for child in element:
        if child.tag == f"{W}t" or child.tag in _SAID:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _APART:
            yield from pieces(child)


def said(element: Element) -> str:
    """The words of a paragraph, or of a part of one."""
    return "".join(_said(piece) for piece in pieces(element))


def _said(piece: Element) -> str:
    return _SAID.get(str(piece.tag)) or piece.text or ""


def change(paragraph: Element, changes: Iterable[Change]) -> None:
    """Make changes to the words of a paragraph; they are given for its words as they are, and do not overlap."""
    for one in sorted(changes, key=lambda each: each.start, reverse=True):
        _change(paragraph, one)


def _change(paragraph: Element, one: Change) -> None:
    at, first = 0, None
    for piece in list(pieces(paragraph)):
        text = _said(piece)
        begin, end = max(one.start - at, 0), min(one.end - at, len(text))
        inside = begin < end
        at += len(text)
        if first is None and (inside or (one.start == one.end <= at and piece.tag == f"{W}t")):
            first, begin = _as_text(piece, text), min(begin, len(text))
            _put(first, text[:begin], one, text[max(end, begin) :])
        elif inside and piece.tag == f"{W}t":
            _write(piece, text[end:] if begin == 0 else text[:begin] + text[end:])
        elif inside:
            _parent(piece).remove(piece)
        if at >= one.end and first is not None:
            return
    if first is None and one.text:
        _put(new_run(paragraph), "", one, "")


def _as_text(piece: Element, _text: str) -> Element:
    """The piece itself where it is text; else a text in its place."""
    if piece.tag == f"{W}t":
        return piece
    text = etree.Element(f"{W}t")
    _parent(piece).replace(piece, text)
    return text


def _put(text: Element, before: str, one: Change, after: str) -> None:
    if not one.underlined or not one.text:
        _write(text, before + one.text + after)
        return
    run = _parent(text)
    behind = deepcopy(run)
    middle = deepcopy(run)
    index = run.index(text)
    _keep(run, range(index + 1))
    _keep(middle, range(index, index + 1))
    _keep(behind, range(index, len(behind)))
    _write(text, before)
    _write(next(middle.iter(f"{W}t")), one.text)
    _write(next(behind.iter(f"{W}t")), after)
    _underline(middle)
    run.addnext(behind)
    run.addnext(middle)


def _keep(run: Element, wanted: range) -> None:
    """Leave of a run its look and the children that are wanted."""
    for index, child in list(enumerate(run)):
        if index not in wanted and child.tag != f"{W}rPr":
            run.remove(child)


def _underline(run: Element) -> None:
    look = look_of(run)
    for old in look.findall(f"{W}u"):
        look.remove(old)
    line = etree.Element(f"{W}u")
    line.set(f"{W}val", "single")
    behind = next((child for child in look if child.tag in _BEHIND_U), None)
    if behind is None:
        look.append(line)
    else:
        behind.addprevious(line)


def look_of(run: Element) -> Element:
    """The look (rPr) of a run, made where there is none."""
    found = run.find(f"{W}rPr")
    if found is None:
        found = etree.Element(f"{W}rPr")
        run.insert(0, found)
    return found


def _write(text: Element, words: str) -> None:
    """Write words into a text; every line end becomes a break behind it."""
    first, *rest = words.split("\n")
    text.text = first
    text.set(_SPACE, "preserve")
    last = text
    for line in rest:
        broken, more = etree.Element(f"{W}br"), etree.Element(f"{W}t")
        more.text = line
        more.set(_SPACE, "preserve")
        last.addnext(broken)
        broken.addnext(more)
        last = more


def new_run(paragraph: Element) -> Element:
    """Add a run at the end of a paragraph in the look that its mark has; give its text."""
    run = etree.SubElement(paragraph, f"{W}r")
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    if mark is not None and len(mark):
        run.append(_run_look(mark))
    return etree.SubElement(run, f"{W}t")


def _run_look(mark: Element) -> Element:
    """The look of a paragraph's mark as one of a run: a mark says besides what was tracked."""
    look = deepcopy(mark)
    for child in list(look):
        if child.tag in (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo", f"{W}rPrChange"):
            look.remove(child)
    return look


def _parent(element: Element) -> Element:
    found = element.getparent()
    if found is None:
        raise ValueError("a piece of a paragraph stands in a run")
    return found
