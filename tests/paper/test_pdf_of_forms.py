"""What every PDF has, whatever form it is: embedded subsets alone, language, title, bookmarks that are its headings."""

from __future__ import annotations

import re
from operator import itemgetter
from random import Random

import pypdfium2
import pytest

from app.reports.document import Document, Heading, Section, paragraph
from app.reports.forms import FORMS
from app.reports.lines import NO_END, NO_START
from app.services.wording_seeds import seeds
from tests.paper.conftest import as_pdf
from tests.paper.embedded import Inside, inside
from tests.paper.invented import prose
from tests.paper.pages import characters

NAMES = [*(form.name for form in FORMS), *seeds()]
RIGHT_EDGE = 210 - 26
"""GB/T 9704-2012 §5.2.1: the right edge of the text block of A4, mm."""
EM = 16 * 25.4 / 72


@pytest.fixture
def read(ours: dict[str, bytes], name: str) -> Inside:
    """The PDF of a form, taken apart."""
    return inside(ours[name])


@pytest.mark.parametrize("name", NAMES)
def test_字体都是嵌入的子集_没有缺字形(read: Inside, name: str) -> None:
    assert read.kinds() == {b"Type0", b"CIDFontType2"}
    assert read.drawn
    assert [font.base for font in read.fonts.values() if not re.match(r"[A-Z]{6}\+", font.base)] == []
    assert read.faults() == []
    assert not any(b"Helvetica" in text for text in read.objects.values())


@pytest.mark.parametrize("name", NAMES)
def test_语言_标题_书签就是各级标题(made: dict[str, Document], ours: dict[str, bytes], name: str) -> None:
    headings = [
        (block.level, block.text)
        for section in made[name].sections
        for block in section.blocks
        if isinstance(block, Heading)
    ]
    assert b"/Lang (zh-CN)" in ours[name]
    with pypdfium2.PdfDocument(ours[name]) as opened:
        assert opened.get_metadata_value("Title") == made[name].title
        marks = [mark.get_title() for mark in opened.get_toc(max_depth=9)]
    assert marks == [text for _, text in headings]


@pytest.fixture(scope="module")
def prose_lines() -> tuple[list[list[tuple[str, float, float]]], set[str]]:
    """The lines of forty long paragraphs as characters with their places, and how the paragraphs end."""
    random = Random("避头尾")
    texts = [prose(random, random.randint(30, 600)) for _ in range(40)]
    pdf = as_pdf(Document("长文", (Section(tuple(map(paragraph, texts))),)))
    found = []
    with pypdfium2.PdfDocument(pdf) as opened:
        count = len(opened)
    for page in range(count):
        rows: dict[int, list[tuple[str, float, float]]] = {}
        for one in characters(pdf, page):
            if one[0].strip() and one[2] < 262:  # the page's number stands below
                rows.setdefault(round(one[2]), []).append(one)
        found += [sorted(row, key=itemgetter(1)) for _, row in sorted(rows.items())]
    return found, {text[-12:] for text in texts}


def test_长文里没有一行以后括号和标点开头_以前括号结尾(
    prose_lines: tuple[list[list[tuple[str, float, float]]], set[str]],
) -> None:
    """A —— may begin a line, whole (GB/T 15834-2011 §5.1.4)."""
    found, _ = prose_lines
    assert len(found) > 300
    said = ["".join(character for character, _, _ in row) for row in found]
    assert [line for line in said if line[0] in NO_START and not line.startswith("——")] == []
    assert [line for line in said if line[-1] in NO_END] == []
    assert [mark for mark in ("（", "《", "“", "”", "……", "——") if mark not in "".join(said)] == []


def test_没有到段末的行都齐到右边(
    prose_lines: tuple[list[list[tuple[str, float, float]]], set[str]],
) -> None:
    found, ends = prose_lines
    full = [
        row
        for row in found
        if "\u4e00" <= row[-1][0] <= "\u9fff" and "".join(c for c, _, _ in row)[-12:] not in ends
    ]
    assert len(full) > 150
    ragged = [
        ("".join(c for c, _, _ in row), round(row[-1][1] + EM, 2))
        for row in full
        if abs(row[-1][1] + EM - RIGHT_EDGE) > 0.5
    ]
    assert ragged == []
