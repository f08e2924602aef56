"""The words of one part of a Word file (body, a page header or footer) with their addresses: what `given.form` calls a form's outline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.domain.given_form import Cell, Grid, Line
from app.reports.given.package import Element, Package
from app.reports.given.runs import MC, W, said

BODY = "word/document.xml"
_HEADER = re.compile(r"word/(header|footer)(\d+)\.xml")
_THROUGH = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body")
)
"""What only wraps paragraphs, tables, rows and cells."""
_MOST_WIDE = 63
"""Columns that Word allows a table."""


@dataclass(slots=True)
class Story:
    """One part: its tree, its blocks, and the elements that addresses mean."""

    part: str
    root: Element
    prefix: str = ""
    blocks: list[Grid | Line] = field(default_factory=list)
    lines: dict[str, Element] = field(default_factory=dict)
    cells: dict[str, Element] = field(default_factory=dict)
    tables: int = 0
    paragraphs: int = 0


def story_parts(package: Package) -> list[tuple[str, str]]:
    """The parts that say something: (name, what stands before the addresses in it)."""
    found = [(BODY, "")]
    others = sorted(
        (match[1], int(match[2]), name) for name in package.names() if (match := _HEADER.fullmatch(name))
    )
    counts = {"header": 0, "footer": 0}
    for kind, _, name in others:
        counts[kind] += 1
        found.append((name, f"{'页眉' if kind == 'header' else '页脚'}{counts[kind]}/"))
    return found


def read_story(part: str, root: Element, prefix: str = "") -> Story:
    """Go through a part once."""
    story = Story(part, root, prefix)
    body = root.find(f"{W}body")
    _paragraphs(story, body if body is not None else root)
    return story


def _paragraphs(story: Story, container: Element) -> None:
    """Paragraphs and tables of a container that is no cell."""
    for child in nearest(container, f"{W}p", f"{W}tbl"):
        if child.tag == f"{W}tbl":
            _table(story, child)
            continue
        story.paragraphs += 1
        address = f"{story.prefix}段{story.paragraphs}"
        story.lines[address] = child
        story.blocks.append(Line(address, said(child)))
        _boxes(story, child)


def _boxes(story: Story, paragraph: Element) -> None:
    """Text boxes that hang at a paragraph; what is said once more for old programs (Fallback) follows the first."""
    for box in paragraph.iter(f"{W}txbxContent"):
        if not _inside(box, paragraph, f"{MC}Fallback", f"{W}txbxContent"):
            _paragraphs(story, box)


def _inside(element: Element, root: Element, *tags: str) -> bool:
    above = element.getparent()
    while above is not None and above is not root:
        if above.tag in tags:
            return True
        above = above.getparent()
    return False


def _table(story: Story, table: Element) -> None:
    story.tables += 1
    name = f"{story.prefix}表{story.tables}"
    place = len(story.blocks)
    story.blocks.append(Grid(name, ()))
    made: list[Cell] = []
    above: dict[int, int] = {}  # column → the cell, by its place in `made`, that reaches down from it
    inner: list[Element] = []
    for row, line in enumerate(nearest(table, f"{W}tr")):
        column = _number(line.find(f"{W}trPr/{W}gridBefore"), 0)
        for cell in nearest(line, f"{W}tc"):
            across = max(_number(cell.find(f"{W}tcPr/{W}gridSpan"), 1), 1)
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            if merged is not None and merged.get(f"{W}val") != "restart" and column in above:
                made[above[column]] = _down(made[above[column]], row)
            else:
                made.append(_cell(story, name, cell, row, column, across))
                above[column] = len(made) - 1
                inner += nearest(cell, f"{W}tbl")
            column += across
    story.blocks[place] = Grid(name, tuple(made))
    for one in inner:
        _table(story, one)


def _cell(story: Story, table: str, cell: Element, row: int, column: int, across: int) -> Cell:
    address = f"{table}!{letters(column)}{row + 1}"
    story.cells[address] = cell
    lines = []
    drawn = False
    for number, paragraph in enumerate(nearest(cell, f"{W}p"), 1):
        one = Line(f"{address}/{number}", said(paragraph))
        story.lines[one.address] = paragraph
        lines.append(one)
        _boxes(story, paragraph)
        drawn = drawn or next(paragraph.iter(f"{W}drawing", f"{W}pict", f"{W}object"), None) is not None
    nested = next(iter(nearest(cell, f"{W}tbl")), None) is not None
    return Cell(address, row, column, across, 1, tuple(lines), fixed=drawn or nested)


def _down(cell: Cell, row: int) -> Cell:
    return Cell(
        cell.address, cell.row, cell.column, cell.across, row - cell.row + 1, cell.lines, cell.fixed
    )  # fmt: skip


def _number(element: Element | None, otherwise: int) -> int:
    value = str(element.get(f"{W}val", "")) if element is not None else ""
    return (
        min(int(value), _MOST_WIDE) if value.isascii() and value.isdigit() and len(value) < 6 else otherwise
    )


def nearest(element: Element, *tags: str) -> Iterator[Element]:
    """The next elements of these tags below, through what only wraps."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in _THROUGH:
            yield from nearest(child, *tags)


def letters(column: int) -> str:
    """Name a column, counted from 0, as Excel does: A … Z, AA …"""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
