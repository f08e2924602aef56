"""Marks of a Word form that have a name of their own: content controls, bookmarks, merge fields ([ECMA-376] 17.5.2, 17.13.6, 17.16.5.35)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from app.reports.given.package import Element
from app.reports.given.runs import Change, W, change, look_of, pieces, said

CONTROL, BOOKMARK, MERGE = "控件", "书签", "合并域"
_MERGE = re.compile(r'\s*MERGEFIELD\s+(?:"([^"]+)"|(\S+))', re.IGNORECASE)


def marks(root: Element) -> Iterator[str]:
    """Name the marks of a part, each once per place."""
    for control in root.iter(f"{W}sdt"):
        if name := _control_name(control):
            yield f"{CONTROL} {name}"
    for begin in root.iter(f"{W}bookmarkStart"):
        name = str(begin.get(f"{W}name", ""))
        if name and not name.startswith("_"):
            yield f"{BOOKMARK} {name}"
    for simple in root.iter(f"{W}fldSimple"):
        if name := _merged(str(simple.get(f"{W}instr", ""))):
            yield f"{MERGE} {name}"
    for runs in _fields(root):
        if name := _merged(_instruction(runs)):
            yield f"{MERGE} {name}"


def fill_marks(root: Element, values: Mapping[str, str]) -> None:
    """Put texts into the marks of a part, by their names with kind."""
    for control in list(root.iter(f"{W}sdt")):
        text = values.get(f"{CONTROL} {_control_name(control)}")
        if text is not None:
            _fill_control(control, text)
    for begin in list(root.iter(f"{W}bookmarkStart")):
        text = values.get(f"{BOOKMARK} {begin.get(f'{W}name', '')}")
        if text is not None:
            _fill_bookmark(begin, text)
    for simple in list(root.iter(f"{W}fldSimple")):
        text = values.get(f"{MERGE} {_merged(str(simple.get(f'{W}instr', '')))}")
        if text is not None:
            _say(simple, text)
            _unwrap(simple)
    for runs in list(_fields(root)):
        text = values.get(f"{MERGE} {_merged(_instruction(runs))}")
        if text is not None:
            _fill_field(runs, text)


# -- content controls -------------------------------------------------------------------------------------------


def _control_name(control: Element) -> str:
    """The alias a control shows, or its tag."""
    for kind in ("alias", "tag"):
        found = control.find(f"{W}sdtPr/{W}{kind}")
        if found is not None and str(found.get(f"{W}val", "")).strip():
            return str(found.get(f"{W}val", "")).strip()
    return ""


def _fill_control(control: Element, text: str) -> None:
    properties, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
    if properties is None or content is None:
        return
    for name in ("showingPlcHdr", "dataBinding"):  # Word would show the bound value, or grey words, again
        for one in properties.findall(f"{W}{name}"):
            properties.remove(one)
    for style in list(content.iter(f"{W}rStyle")):
        if "placeholder" in str(style.get(f"{W}val", "")).lower() or style.get(f"{W}val") == "a3":
            look = style.getparent()
            if look is not None:
                look.remove(style)
    first, *rest = list(content.iter(f"{W}p")) or [content]
    _say(first, text)
    for paragraph in rest:
        _say(paragraph, "")


def _say(element: Element, text: str) -> None:
    """Let a paragraph, or a part of one, say this and nothing else."""
    if next(pieces(element), None) is None and not text:
        return
    change(element, [Change(0, len(said(element)), text)])


# -- bookmarks --------------------------------------------------------------------------------------------------


def _fill_bookmark(begin: Element, text: str) -> None:
    """Words between its ends in one paragraph become the text; where there are none it is put in behind the beginning."""
    identity = begin.get(f"{W}id")
    texts: list[Element] = []
    for one in begin.itersiblings():
        if one.tag == f"{W}bookmarkEnd" and one.get(f"{W}id") == identity:
            break
        if one.tag == f"{W}r":
            texts += pieces(one)
    if texts:
        for piece in texts[1:] if texts[0].tag == f"{W}t" else texts:
            run = piece.getparent()
            if run is not None:
                run.remove(piece)
    target = texts[0] if texts and texts[0].tag == f"{W}t" else None
    if target is None:
        run = etree.Element(f"{W}r")
        near = next(begin.itersiblings(f"{W}r", preceding=True), None)
        look = near.find(f"{W}rPr") if near is not None else None
        if look is not None:
            look_of(run).extend([etree.fromstring(etree.tostring(child)) for child in look])
        target = etree.SubElement(run, f"{W}t")
        begin.addnext(run)
    run = target.getparent()
    if run is not None:
        target.text = ""
        change(run, [Change(0, 0, text)])


# -- merge fields -----------------------------------------------------------------------------------------------


def _merged(instruction: str) -> str:
    found = _MERGE.match(instruction)
    return (found[1] or found[2]) if found else ""


def _fields(root: Element) -> Iterator[list[Element]]:
    """The runs of each complex field in a paragraph, from its beginning to its end; a field in a field belongs to the outer one."""
    for paragraph in root.iter(f"{W}p"):
        depth, runs = 0, list[Element]()
        for run in paragraph.iter(f"{W}r"):
            kinds = [str(mark.get(f"{W}fldCharType")) for mark in run.iter(f"{W}fldChar")]
            depth += kinds.count("begin")
            if depth:
                runs.append(run)
            depth -= kinds.count("end")
            if runs and depth <= 0:
                yield runs
                depth, runs = 0, []


def _instruction(runs: list[Element]) -> str:
    return "".join(code.text or "" for run in runs for code in run.iter(f"{W}instrText"))


def _fill_field(runs: list[Element], text: str) -> None:
    """Leave of a field its result, which becomes the text: Word would ask for its data again."""
    shown = [run for run in runs if next(pieces(run), None) is not None]
    keep = shown[0] if shown else runs[0]
    for run in runs:
        if run is not keep:
            parent = run.getparent()
            if parent is not None:
                parent.remove(run)
    for child in list(keep):
        if child.tag in (f"{W}fldChar", f"{W}instrText"):
            keep.remove(child)
    if next(pieces(keep), None) is None:
        etree.SubElement(keep, f"{W}t")
    _say(keep, text)


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        for child in list(element):
            element.addprevious(child)
        parent.remove(element)
