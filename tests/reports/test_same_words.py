from __future__ import annotations

import re

import pytest

from app.reports.document import Document, Heading, PageNumbers, Section, TableBlock
from app.reports.gongwen import page_number
from app.reports.words import block_words, plain_text, words
from tests.reports.samples import as_pdf, as_word, bare, pdf_pages, sample, word_words


def furniture(document: Document) -> list[str]:
    """Give what paper repeats or counts by itself: numbers, heads, feet, contents, header rows, merged cells, longest first."""
    repeated: set[str] = set()
    for section in document.sections:
        repeated |= {bare(section.head), bare(section.foot)}
        for block in section.blocks:
            if isinstance(block, Heading):
                repeated |= {bare(block.text) + str(n) for n in range(1, 30)}
            if isinstance(block, TableBlock):
                repeated |= {bare(column.title) for column in block.table.columns} | {
                    "三级",
                    *(f"常委第{n}" for n in range(1, 9)),
                }
    repeated |= {bare(page_number(n)) for n in range(1, 60)} | {"目录"}
    return sorted(repeated - {""}, key=len, reverse=True)


def test_词在Word里一字不差地按阅读顺序出现() -> None:
    document = sample()
    assert word_words(as_word(document)) == bare("".join(words(document)))


def test_PDF说同样的话_多出来的只有页码页眉目录和重复的表头() -> None:
    document = sample()
    text = "".join(pdf_pages(as_pdf(document)))
    rest: list[str] = []
    at = 0
    for phrase in map(bare, words(document)):
        found = text.find(phrase, at)
        end = found + len(phrase)
        # A phrase broken by a page's edge has that page's number in its middle.
        if found < 0 or found - at > 400:
            pattern = "(?:—\\d+—)?".join(map(re.escape, phrase))
            match = re.compile(pattern).search(text, at)
            assert match, phrase
            found, end = match.span()
        rest.append(text[at:found])
        at = end
    rest.append(text[at:])
    left = "|".join(rest)
    for known in furniture(document):
        left = left.replace(known, "")
    assert left.strip("|") == ""


def test_纯文本每个短语一行() -> None:
    assert plain_text(sample()).split("\n")[:2] == ["内部资料", "政协××县委员会主席会议材料"]


def test_封面节不印页码() -> None:
    document = sample()
    assert document.sections[0].numbers is PageNumbers.NONE
    assert "—1—" not in pdf_pages(as_pdf(document))[0]


@pytest.mark.parametrize(
    "block", [b for s in sample().sections for b in s.blocks], ids=lambda b: type(b).__name__
)
def test_单独一个构件也能出PDF和Word_词相同(block: object) -> None:
    document = Document("一块", (Section((block,)),))  # type: ignore[arg-type]
    expected = bare("".join(block_words(block)))  # type: ignore[arg-type]
    assert word_words(as_word(document)) == expected
    if not isinstance(block, TableBlock):
        assert bare("".join(pdf_pages(as_pdf(document)))).replace("—1—", "").replace("目录", "") == expected
