"""300 pages: the contents' numbers are the pages on which LibreOffice, another program, puts each heading of the Word file."""

from __future__ import annotations

import re

import pytest

from app.reports.document import Document, Heading
from tests.paper.pages import Leaf, leaves, plain
from tests.reports.samples import W, word_part

LONG = ("长-提案汇编", "长-混排")


def headings(document: Document) -> list[str]:
    """Give the headings that the contents list."""
    blocks = (block for section in document.sections for block in section.blocks)
    return [
        plain(block.text)
        for block in blocks
        if isinstance(block, Heading) and block.in_contents and block.level < 3
    ]


def entries(docx: bytes) -> list[tuple[str, str]]:
    """Give the words and the number of each entry of a Word file's contents."""
    found = []
    for p in word_part(docx).iter(f"{W}p"):
        style = p.find(f"{W}pPr/{W}pStyle")
        if style is not None and re.fullmatch(r"TOC\d", style.get(f"{W}val", "")):
            *said, number = (t.text or "" for t in p.iter(f"{W}t"))
            found.append((plain("".join(said)), number))
    return found


def stands_on(pages: list[Leaf], document: Document) -> list[int]:
    """Give the printed number of the page that each heading stands on, found by reading on from the one before."""
    titles = headings(document)
    at = max(n for n, leaf in enumerate(pages) if titles[0] in leaf.words)  # it stands in the contents too
    first, found = at, []
    for title in titles:
        while title not in pages[at].words:
            at += 1
        found.append(at - first + 1)
    return found


@pytest.mark.parametrize("name", LONG)
def test_三百页的目录_每个数字都是LibreOffice里标题所在的页(
    name: str, made: dict[str, Document], word: dict[str, bytes], theirs: dict[str, bytes]
) -> None:
    pages = leaves(theirs[name])
    listed = entries(word[name])
    assert len(pages) >= 300
    assert [said for said, _ in listed] == headings(made[name])
    assert [int(number) for _, number in listed] == stands_on(pages, made[name])


@pytest.mark.parametrize("name", LONG)
def test_三百页_PDF与Word页数相同_目录相同(
    name: str, ours: dict[str, bytes], theirs: dict[str, bytes], made: dict[str, Document]
) -> None:
    mine, others = leaves(ours[name]), leaves(theirs[name])
    written = [(len(pages), stands_on(pages, made[name])) for pages in (mine, others)]
    assert written[0] == written[1]
    same = sum(a.letters == b.letters for a, b in zip(mine, others, strict=True))
    assert same >= 0.95 * len(mine), "more than one page in twenty begins or ends with another word"


@pytest.mark.parametrize("name", LONG)
def test_目录的每一条是Word自己的域_更新后还是对的(
    name: str, word: dict[str, bytes], made: dict[str, Document]
) -> None:
    body = word_part(word[name])
    fields = [i.text or "" for i in body.iter(f"{W}instrText")]
    targets = re.findall(r"PAGEREF (\w+)", " ".join(fields))
    marks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    assert len(targets) == len(headings(made[name]))
    assert set(targets) <= marks
    assert sum("TOC \\o" in field for field in fields) == 1
    kinds = [mark.get(f"{W}fldCharType") for mark in body.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == len(targets) + 1
