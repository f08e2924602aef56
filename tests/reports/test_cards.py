"""贺卡: two on a sheet, each within its half, whatever the wish is."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pypdfium2
import pytest

from app.reports.document import Document, PageNumbers, Paragraph, Section
from app.reports.fonts import FontBook
from app.reports.gongwen import MM
from app.reports.pdf.writer import write_pdf
from app.reports.wording.cards import HALF, card_sheets

WISH = "在您生日到来之际，谨向您致以诚挚的祝福！感谢您为政协事业付出的辛勤努力。\n祝您生日快乐、身体健康、工作顺利、阖家幸福！"


def card(name: str, body: str = WISH, title: str = "生日快乐") -> dict[str, str]:
    return {
        "title": title, "to": f"尊敬的{name}委员", "body": body, "office": "政协云川县委员会", "date": "2026年3月5日",
    }  # fmt: skip


def tops(sections: tuple[Section, ...], page: int) -> list[tuple[float, str]]:
    """Where each line of a page stands, from its top in pt, as the PDF has it."""
    out = BytesIO()
    write_pdf(Document("贺卡", sections), FontBook(bundled_only=True), out)
    with pypdfium2.PdfDocument(out.getvalue()) as book:
        text, high = book[page].get_textpage(), book[page].get_height()
        boxes = [text.get_rect(n) for n in range(text.count_rects())]
        return sorted((high - box[3], text.get_text_bounded(*box).strip()) for box in boxes)


def sizes(section: Section) -> list[float]:
    return [
        one.size for one in section.blocks if isinstance(one, Paragraph) and one.text.startswith("尊敬的")
    ]


def test_一张两份_各在半张当中() -> None:
    sections = card_sheets([card("沈长河"), card("艾力·吐尔地"), card("骆宾")])
    assert len(sections) == 2
    assert {one.numbers for one in sections} == {PageNumbers.NONE}
    found = tops(sections, 0)
    (first, second) = (next(y for y, line in found if name in line) for name in ("沈长河", "艾力"))
    assert second - first == pytest.approx(HALF, abs=1.0)
    below = max(y for y, _ in found if y < HALF)
    above = found[0][0]
    assert abs(above - (HALF - below)) < 12 * MM


@pytest.mark.parametrize("times", [1, 2, 3, 4])
def test_祝辞长了字就小_仍是一张两份(times: int) -> None:
    sections = card_sheets([card("沈长河", WISH * times), card("骆宾", WISH)])
    assert len(sections) == 1
    found = tops(sections, 0)
    assert max(b - a for (a, _), (b, _) in pairwise(found)) > 12 * MM  # the gap where the sheet is cut
    assert next(y for y, line in found if "骆宾" in line) > HALF
    assert sizes(sections[0])[1] >= sizes(sections[0])[0]


def test_写不下半张的独占一张_接着往下印() -> None:
    sections = card_sheets([card("沈长河"), card("骆宾", WISH * 40), card("江水平")])
    assert [len(sizes(one)) for one in sections] == [1, 1, 1]
    out = BytesIO()
    write_pdf(Document("贺卡", sections), FontBook(bundled_only=True), out)
    with pypdfium2.PdfDocument(out.getvalue()) as book:
        assert len(book) == 5
        text = "".join(page.get_textpage().get_text_range() for page in book)
    assert "".join(text.split()).count("阖家幸福") == 42


def test_不让一两个字落单() -> None:
    (sheet,) = card_sheets([card("沈长河")])
    lines = tops((sheet,), 0)
    assert [line for _, line in lines if len(line) <= 2] == []


def test_没有标题和称呼也行() -> None:
    (sheet,) = card_sheets([{"body": "恭贺新禧"}])
    assert [one.text for one in sheet.blocks if isinstance(one, Paragraph) and one.text] == ["恭贺新禧"]
