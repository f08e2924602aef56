"""A3 挂图 of the grid: the whole tree with every name for the wall, no telephones; more sheets where one is not enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from app.domain.liaison import CHINESE, Guest
from app.domain.member import Member
from app.domain.statistics import mismatch
from app.reports.document import (
    Block,
    Document,
    Figure,
    Margins,
    Note,
    PageNumbers,
    Paper,
    Section,
    TableBlock,
    Title,
)
from app.reports.facts import Facts, GridFacts
from app.reports.figure import Node, Tree
from app.reports.forms.form import ON_PAPER, Form, Group, Options
from app.reports.forms.liaison import post_of
from app.reports.forms.listing import foot_of
from app.reports.gongwen import MM
from app.reports.table import Column, Table
from app.reports.wallchart import fits

MARGINS: Final = Margins(top=15.0, bottom=18.0, left=15.0, right=15.0)
HEIGHT: Final = 214.0
"""What title and notes leave of an A3 sheet on its side, mm."""
TITLE_SIZE: Final = 26.0
UNASSIGNED: Final = "待分配"


def wall(facts: Facts, _options: Options) -> Document:
    """Make the sheets: one where everybody fits at a readable size, else as few as do, whole branches on each."""
    grid = facts.grid
    paper = Section(
        (),
        Paper.A3,
        landscape=True,
        margins=MARGINS,
        numbers=PageNumbers.NONE,
        foot=foot_of(facts),
        grid=False,
    )
    if grid is None or not grid.links:
        empty: tuple[Block, ...] = (
            _title(facts, ""),
            TableBlock(Table((Column("联络关系", width=300),), empty="（网格还没有分配）")),
            *_notes(facts),
        )
        return _document(facts, [_with(paper, empty)])
    whole = tree_of(grid)
    width = paper.measure[0]
    sheets = list(_sheets(whole, width * MM, HEIGHT * MM))
    sections = []
    for number, sheet in enumerate(sheets, 1):
        which = f"，第 {number} 张，共 {len(sheets)} 张" if len(sheets) > 1 else ""
        figure = Figure(sheet, width=width, height=HEIGHT)
        sections.append(_with(paper, (_title(facts, which), figure, *_notes(facts))))
    return _document(facts, sections)


def _with(paper: Section, blocks: tuple[Block, ...]) -> Section:
    return Section(
        blocks, paper.paper, landscape=True, margins=paper.margins, numbers=paper.numbers, foot=paper.foot, grid=False
    )  # fmt: skip


def _document(facts: Facts, sections: Sequence[Section]) -> Document:
    return Document("五级网格挂图", tuple(sections), facts.office, facts.day)


def _title(facts: Facts, which: str) -> Title:
    scheme = facts.grid.scheme if facts.grid else "五级网格"
    return Title(f"{facts.office}{facts.term}委员{scheme}图", f"（{facts.until}{which}）", size=TITLE_SIZE)


def _notes(facts: Facts) -> Iterator[Note]:
    grid = facts.grid
    total = grid.total if grid else 0
    text = (
        f"共 {total} 人，与在册委员 {len(facts.active)} 人相等，每人只在一处。排列：{facts.order}，自上而下、由左到右。"
        "连线表示上级联系下级。"
    )
    if grid and grid.suspended:
        text += (
            f"暂停履职、不列入的 {len(grid.suspended)} 人：{'、'.join(one.name for one in grid.suspended)}。"
        )
    yield Note(text + "".join(grid.notes if grid else ()))


# --------------------------------------------------------------------------- who stands where


def tree_of(grid: GridFacts) -> Tree:
    """Give the grid as a tree; who has no liaison stands in a branch of its own, so that nobody is left out."""
    below = {link.upper.id: link.lowers for link in grid.links}
    placed = {one.id for lowers in below.values() for one in lowers}

    def node(one: Member | Guest, *, with_post: bool = False) -> Node:
        return Node(
            one.name, post_of(one) if with_post else "", tuple(node(lower) for lower in below.get(one.id, ()))
        )

    first = grid.tiers[0].members
    guests = [link.upper for link in grid.links if isinstance(link.upper, Guest)]
    second: list[Member | Guest] = [lower for top in first for lower in below.get(top.id, ())]
    tops = [Node(one.name, post_of(one)) for one in first]
    for guest in guests:
        if guest.tier == 1:
            tops.append(Node(guest.name, guest.title))
            second += below.get(guest.id, ())
        else:
            second.append(guest)
    branches = [node(one, with_post=True) for one in second]
    alone = [node(one) for tier in grid.tiers[1:] for one in tier.members if one.id not in placed]
    if alone:
        branches.append(Node(UNASSIGNED, "还没有上级联络人", tuple(alone)))
    key = tuple(f"{CHINESE[t.number]}级　{t.name}　{len(t.members)} 人" for t in grid.tiers)
    return Tree(tuple(tops), tuple(branches), key)


def _sheets(whole: Tree, width: float, height: float) -> Iterator[Tree]:
    """Give the tree on as few sheets as it fits, each with the top and about as many people."""
    branches = whole.branches
    for count in range(1, len(branches) + 1):
        parts = _parted(branches, count)
        sheets = [Tree(whole.tops, part, whole.key) for part in parts]
        if all(fits(sheet, width, height) for sheet in sheets) or count == len(branches):
            yield from sheets
            return
    yield whole


def _parted(branches: Sequence[Node], count: int) -> list[tuple[Node, ...]]:
    """Cut branches into `count` runs of about as many people."""
    sizes = [sum(1 for _ in branch.everyone()) for branch in branches]
    total, seen = sum(sizes), 0
    parts: list[list[Node]] = [[] for _ in range(count)]
    for branch, size in zip(branches, sizes, strict=True):
        parts[min(count - 1, int((seen + size / 2) / total * count))].append(branch)
        seen += size
    return [tuple(part) for part in parts if part]


def _adds_up(document: Document, facts: Facts, _options: Options) -> list[str]:
    """Everybody in office stands on the sheets once; the tops are repeated on each of them, guests are nobody's members."""
    if facts.grid is None or not facts.grid.links:
        return []
    trees = [
        block.chart
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Figure) and isinstance(block.chart, Tree)
    ]
    guests = {
        (link.upper.name, link.upper.title) for link in facts.grid.links if isinstance(link.upper, Guest)
    }
    shown = sum(
        1 for tree in trees for head in tree.branches for node in head.everyone()
        if node.name != UNASSIGNED and (node.name, node.note) not in guests
    )  # fmt: skip
    wrong = mismatch("五级网格挂图", (shown, len(facts.grid.tiers[0].members)), facts.grid.total)
    return [wrong] if wrong else []


WALL = Form(
    "五级网格挂图", "A3 横向的联络图，五级全部姓名，不印电话，供上墙", wall, frozenset({"roster", "grid"}),
    (), Group.GRID, ON_PAPER, check=_adds_up,
)  # fmt: skip
