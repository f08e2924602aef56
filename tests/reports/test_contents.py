"""目录: lines that end well, and the face that tells its levels apart."""

from __future__ import annotations

import pytest

from app.reports.document import Contents, Document, Font, Heading, Section
from app.reports.fonts import FontBook
from app.reports.gongwen import CONTENTS_SIZE, MM
from app.reports.pdf.contents import LEAST_LAST, Entry, entries, entry_lines
from app.reports.pdf.writer import lay_out

WIDTH = 156 * MM


def lines(title: str, book: FontBook) -> list[str]:
    (entry,) = entries(Document("汇编", (Section((Contents(), Heading(1, title))),)), 2)
    return entry_lines(entry, book, WIDTH, 0.0)


@pytest.mark.parametrize("more", range(12))
def test_目录一条的末行不只有一两个字(more: int) -> None:
    title = f"第10号　关于加强住宅小区电动自行车充电安{'全消防设施建设管理工作'[:more]}的提案"
    found = lines(title, FontBook(bundled_only=True))
    assert "".join(found) == title
    assert len(found) == 1 or len(found[-1]) >= LEAST_LAST
    assert len(found) <= 2


def test_目录一条放得下就一行() -> None:
    book = FontBook(bundled_only=True)
    assert lines("第1号　关于加强养老服务的提案", book) == ["第1号　关于加强养老服务的提案"]
    assert len(lines("关" * int(WIDTH / CONTENTS_SIZE * 3), book)) == 4


@pytest.mark.parametrize(
    ("levels", "faces"),
    [((1, 1), (Font.FANGSONG, Font.FANGSONG)), ((1, 2, 1), (Font.HEI, Font.FANGSONG, Font.HEI))],
    ids=["只有一级的用仿宋", "有二级的一级用黑体"],
)
def test_目录的字体(levels: tuple[int, ...], faces: tuple[Font, ...]) -> None:
    headings = tuple(Heading(level, f"题{n}") for n, level in enumerate(levels))
    listed: tuple[Entry, ...] = entries(Document("汇编", (Section((Contents(), *headings)),)), 2)
    assert tuple(one.font for one in listed) == faces


def test_三百件的目录不过十二页() -> None:
    """四号 and a pitch to suit: a 案由 of common length takes one line, 26 of them a page."""
    headings = tuple(
        Heading(1, f"第{n}号　关于加强农村公路第{n}路段养护管理的提案", new_page=True) for n in range(1, 301)
    )
    made = Document("汇编", (Section((Contents(),), grid=False), Section(headings, start=1)))
    book = lay_out(made, FontBook(bundled_only=True))
    assert sum(page.section is made.sections[0] for page in book.pages) <= 12
