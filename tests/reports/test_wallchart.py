"""The grid on the wall: everybody once, at a size that can be read, on as few A3 sheets as hold them."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import pytest
from reportlab.graphics.shapes import Drawing, String

from app.domain.liaison import Guest
from app.domain.member import Member
from app.reports.document import Document, Figure
from app.reports.facts import LinkFacts, TierFacts
from app.reports.figure import Node, Tree
from app.reports.fonts import FontBook
from app.reports.forms import FORMS
from app.reports.forms.form import Form
from app.reports.forms.wall import tree_of
from app.reports.gongwen import MM
from app.reports.wallchart import SMALLEST, _plan, draw_tree, fits
from app.reports.words import plain_text
from tests.reports.test_forms import AWAY, CHAIR, EMPTY, FULL, GRID, VICE, member


def form(name: str) -> Form:
    return next(one for one in FORMS if one.name == name)


def made(name: str, facts: object = FULL, **options: str) -> Document:
    one = form(name)
    return one.build(facts, one.with_defaults(options))  # type: ignore[arg-type]


Kind_ = TypeVar("Kind_")


def blocks(document: Document, kind: type[Kind_]) -> list[Kind_]:
    return [block for section in document.sections for block in section.blocks if isinstance(block, kind)]


@pytest.fixture(scope="module")
def book() -> FontBook:
    return FontBook()


def names_in(document: Document) -> list[str]:
    trees = [block.chart for block in blocks(document, Figure) if isinstance(block.chart, Tree)]
    return [node.name for tree in trees for head in tree.branches for node in head.everyone()]


def test_挂图每人一处_没有上级的另列() -> None:
    assert names_in(made("五级网格挂图")) == ["罗景文", "叶川", "王海燕", "钟有恒", "待分配", "江𬀩"]
    assert "武若谷" in plain_text(made("五级网格挂图"))


def test_挂图人数对不上要说() -> None:
    one = form("五级网格挂图")
    lost = replace(
        FULL,
        grid=replace(
            GRID, orphans=(), links=GRID.links[:1], tiers=(*GRID.tiers[:4], TierFacts(5, "非党员委员", ()))
        ),
    )
    twice = replace(FULL, grid=replace(GRID, links=(*GRID.links, LinkFacts(CHAIR, 1, (AWAY,)))))
    assert one.check(one.build(lost, {}), lost, {}) == []
    assert one.check(one.build(FULL, {}), twice, {}) == []
    assert one.check(one.build(twice, {}), FULL, {}) == ["五级网格挂图：各项之和 6 不等于总数 5"]


def test_挂图没有分配就说一句() -> None:
    assert "网格还没有分配" in plain_text(made("五级网格挂图", EMPTY))


def crowd(branches: int, each: int) -> Tree:
    """A grid as large as asked for, as a tree."""
    people = [member(number, f"委员{number}") for number in range(branches * (each + 1) + 2)]
    second = tuple(people[1 : branches + 1])
    links = [LinkFacts(people[0], 1, second)]
    rest = people[branches + 1 :]
    thirds: list[Member] = []
    for number, head in enumerate(second):
        own = tuple(rest[number * each : (number + 1) * each])
        links.append(LinkFacts(head, 2, own[:3]))
        links += [LinkFacts(own[place], 3, own[3 + place :: 3]) for place in range(3)]
        thirds += own
    tiers = (
        TierFacts(1, "主席", (people[0],)),
        TierFacts(2, "副主席", second),
        TierFacts(3, "委员", tuple(thirds)),
    )
    return tree_of(replace(GRID, tiers=tiers, links=tuple(links), orphans=()))


@pytest.mark.parametrize(("branches", "each", "one_sheet"), [(5, 29, True), (8, 25, True), (14, 60, False)])
def test_挂图一张放得下就一张_字不小于8磅(branches: int, each: int, *, one_sheet: bool) -> None:
    tree = crowd(branches, each)
    width, height = 390 * MM, 214 * MM
    assert fits(tree, width, height) is one_sheet
    plan = _plan(tree, width, height, SMALLEST)
    if plan is not None:
        shown = [row.node.name for _, columns in plan.branches for column in columns for row in column]
        assert len(shown) == len(set(shown)) == branches * each


def drawn_sizes(tree: Tree, book: FontBook, height: float = 214 * MM) -> dict[str, float]:
    """Draw a tree; the size of every string of it."""
    drawing = Drawing(390 * MM, height)
    draw_tree(drawing, tree, book)
    return {shape.text: shape.fontSize for shape in drawing.contents if isinstance(shape, String)}


def test_挂图画出每个人_姓名不小于8磅(book: FontBook) -> None:
    tree = crowd(6, 40)
    sizes = drawn_sizes(tree, book)
    names = {node.name for top in (*tree.tops, *tree.branches) for node in top.everyone()}
    assert names - {"".join(text) for text in sizes} == set()
    assert min(sizes[name] for name in names) >= SMALLEST
    assert "三级　委员　240 人" in sizes


def test_挂图上长的姓名缩小_不出格(book: FontBook) -> None:
    long = "买买提·阿卜杜拉·艾合买提江·吐尔逊"
    tree = Tree(
        (Node("廖学礼", "主席"),), (Node("罗景文", "副主席", (Node("叶川", "", (Node(long),)),)),) * 12
    )
    sizes = drawn_sizes(tree, book)
    assert sizes[long] < sizes["叶"] == sizes["川"]


def test_挂图一个人联系得太多_照样画全(book: FontBook) -> None:
    many = tuple(Node(f"委员{number}") for number in range(120))
    tree = Tree((Node("廖学礼"),), (Node("罗景文", "副主席", (Node("叶川", "", many),)),))
    assert {node.name for node in many} <= set(drawn_sizes(tree, book))
    crowded = Tree((Node("廖学礼"),), (Node("罗景文", "副主席", many),) * 12)
    assert not fits(crowded, 390 * MM, 214 * MM)
    assert {node.name for node in many} <= set(drawn_sizes(crowded, book))


def test_人太多就分几张_每人还是一处() -> None:
    people = [member(number, f"委员{number}") for number in range(1, 1130)]
    second, rest = tuple(people[1:9]), people[9:]
    links = [LinkFacts(people[0], 1, second)] + [
        LinkFacts(one, 2, tuple(rest[place::8])) for place, one in enumerate(second)
    ]
    tiers = (
        TierFacts(1, "主席", (people[0],)),
        TierFacts(2, "副主席", second),
        TierFacts(3, "委员", tuple(rest)),
    )
    facts = replace(
        FULL,
        members=tuple(people),
        grid=replace(GRID, tiers=tiers, links=tuple(links), orphans=(), suspended=()),
    )
    document = made("五级网格挂图", facts)
    assert len(document.sections) > 1
    assert "第 1 张，共" in plain_text(document)
    names = names_in(document)
    assert len(names) == len(set(names)) == len(people) - 1
    assert form("五级网格挂图").check(document, facts, {}) == []


def test_挂图_一级是党组书记而不是委员的也在上面() -> None:
    top = Guest(98, 1, "钟有恒", "党组书记")
    facts = replace(FULL, grid=replace(GRID, links=(LinkFacts(top, 1, (VICE,)), *GRID.links[1:])))
    (figure,) = blocks(made("五级网格挂图", facts), Figure)
    assert isinstance(figure.chart, Tree)
    assert [one.name for one in figure.chart.tops] == ["廖学礼", "钟有恒"]
