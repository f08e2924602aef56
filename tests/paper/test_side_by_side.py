"""Every form as Word through LibreOffice and as our PDF: same pages, same words on each, same edges, numbers outside."""

from __future__ import annotations

import re
from itertools import accumulate

import pytest

from app.reports.document import Document, Figure, Heading, PageNumbers, Section
from app.reports.forms import FORMS
from app.reports.official.parts import LetterHead
from app.reports.pdf.writer import lay_out
from app.reports.words import words
from tests.paper.invented import fonts
from tests.paper.pages import Leaf, leaves, number_side, plain
from tests.reports.samples import word_words

MARGIN = 1.0
"""mm that the edges of ink may differ."""
DRAWN = ("五级网格挂图",)
"""Forms that are one drawing: a picture in Word, whose words are its description."""
APART = 0.22
"""The share of ink that may stand higher on one page than on the other: LibreOffice sets a line some 0.6 mm lower, which on a
page of few lines moves all the ink of a line across a row.
"""
EXPLAINED = {
    "提案办理情况通报": "of the last paragraph before 附件说明 Word and we keep two lines with it, LibreOffice all of it",
    "提案交办通知": "the second page of a second letter has no number in LibreOffice",
}
"""Forms of which some pages end elsewhere in LibreOffice, and why: all their words are compared, not page by page."""


def filled(pages: list[Leaf]) -> list[Leaf]:
    """Leave out empty backs: LibreOffice does not print them."""
    return [leaf for leaf in pages if not re.fullmatch(r"(—\d+—)?", leaf.words)]  # an empty back


def sections(document: Document) -> list[Section]:
    """Give the section of each page that is not an empty back."""
    return [page.section for page in lay_out(document, fonts()).pages if page.boxes]


@pytest.fixture(scope="session")
def pairs(
    made: dict[str, Document], ours: dict[str, bytes], theirs: dict[str, bytes]
) -> dict[str, tuple[list[Leaf], list[Leaf]]]:
    """Both programs' pages of each form."""
    forms = [name for name in made if not name.startswith("长-")]
    return {name: (filled(leaves(ours[name])), filled(leaves(theirs[name]))) for name in forms}


def test_每一种表都在这里(made: dict[str, Document]) -> None:
    assert {form.name for form in FORMS} <= set(made)


def test_Word的词就是文书的词(made: dict[str, Document], word: dict[str, bytes]) -> None:
    wrong = [name for name in made if word_words(word[name]) != plain("".join(words(made[name])))]
    assert wrong == []


def test_页数相同_每页的字相同(
    made: dict[str, Document], pairs: dict[str, tuple[list[Leaf], list[Leaf]]]
) -> None:
    wrong = []
    for name, (mine, others) in pairs.items():
        if name in EXPLAINED:
            continue
        if len(mine) != len(others):
            wrong.append(f"{name}：{len(mine)} 页，LibreOffice {len(others)} 页")
            continue
        drawn = any(isinstance(block, Figure) for section in made[name].sections for block in section.blocks)
        for number, (a, b) in enumerate(zip(mine, others, strict=True), 1):
            less, more = a.letters - b.letters, b.letters - a.letters
            if more or (less and not drawn and name not in DRAWN):
                wrong.append(f"{name} 第 {number} 页：少 {dict(less)}，多 {dict(more)}")
    assert wrong == []


def test_四边相差不到一毫米(
    pairs: dict[str, tuple[list[Leaf], list[Leaf]]], made: dict[str, Document]
) -> None:
    """The ink of the text block on each page, both programs, and both within the section's margins."""
    wrong = []
    for name, (mine, others) in pairs.items():
        if name in EXPLAINED:
            continue
        for number, (a, b, section) in enumerate(zip(mine, others, sections(made[name]), strict=True), 1):
            margins = section.margins
            top, bottom = margins.top - MARGIN, section.page[1] - margins.bottom + MARGIN
            first, second = a.ink(top, bottom), b.ink(top, bottom)
            if first is None or second is None:
                wrong.append(f"{name} 第 {number} 页：版心里没有字")
                continue
            for edge in ("left", "right"):
                apart = getattr(first, edge) - getattr(second, edge)
                if abs(apart) > MARGIN:
                    wrong.append(f"{name} 第 {number} 页 {edge}：相差 {apart:.1f} mm")
            if section.numbers is PageNumbers.NONE or any(isinstance(b, LetterHead) for b in section.blocks):
                continue  # covers, labels and cards have places of their own; rules of a 信函 are 170 mm (§10.1)
            if first.left < margins.left - MARGIN or first.right > section.page[0] - margins.right + MARGIN:
                wrong.append(f"{name} 第 {number} 页：出了版心 {first}")
    assert wrong == []


def test_页码在外侧_单页居右双页居左(
    made: dict[str, Document], ours: dict[str, bytes], theirs: dict[str, bytes]
) -> None:
    wrong = []
    for name, document in made.items():
        book = lay_out(document, fonts())
        back = [n for n, leaf in enumerate(leaves(theirs[name])) if not re.fullmatch(r"(—\d+—)?", leaf.words)]
        pages = [(n, page) for n, page in enumerate(book.pages) if page.boxes]
        for (mine, page), other in list(zip(pages, back, strict=False))[:12]:
            section = page.section
            if section.numbers is not PageNumbers.OUTER or section.landscape or not section.first_number:
                continue
            wanted = "right" if page.number % 2 else "left"
            found = number_side(ours[name], mine), number_side(theirs[name], other)
            if found != (wanted, wanted):
                wrong.append(f"{name} 第 {page.number} 页：{found}")
    assert wrong == []


def test_标题在同一页(made: dict[str, Document], pairs: dict[str, tuple[list[Leaf], list[Leaf]]]) -> None:
    for name, (mine, others) in pairs.items():
        if name in EXPLAINED:
            continue
        for section in made[name].sections:
            for block in section.blocks:
                if isinstance(block, Heading):
                    title = plain(block.text)
                    on = [
                        [n for n, leaf in enumerate(pages) if title in leaf.words] for pages in (mine, others)
                    ]
                    assert on[0] == on[1], (name, title)


def test_墨迹逐行相近(made: dict[str, Document], pairs: dict[str, tuple[list[Leaf], list[Leaf]]]) -> None:
    """How much ink stands above each row: a line that moved by more than a line's height shows."""
    wrong = []
    for name, (mine, others) in pairs.items():
        if name in DRAWN or name in EXPLAINED:
            continue
        for number, (a, b) in enumerate(zip(mine, others, strict=True), 1):
            above = [list(accumulate(leaf.rows())) for leaf in (a, b)]
            whole = max(above[0][-1], above[1][-1], 1.0)
            apart = max(abs(x / above[0][-1] - y / above[1][-1]) for x, y in zip(*above, strict=True))
            if whole and apart > APART:
                wrong.append(f"{name} 第 {number} 页：{apart:.2f}")
    assert wrong == []
