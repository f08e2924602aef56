from __future__ import annotations

from io import BytesIO

import numpy as np
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from app.reports.document import Document, Font, Labels, LabelSheet, Margins, PageNumbers, Section, paragraph
from app.reports.errors import PaperError
from app.reports.gongwen import MM
from app.reports.labels import crowded, fit, sheets_of
from app.reports.words import words
from tests.reports.samples import W, as_pdf, as_word, bare, bundled, pdf_pages, word_part, word_words

WHOLE = LabelSheet("A4 3×8 无缝", 3, 8, 70, 37, 0, 0.5)
GAPS = LabelSheet("A4 3×6 有缝", 3, 6, 60, 40, 10, 12, 5, 6)
ADDRESS = ("445000", "云川县城关镇人民路12号县第一中学行政办公楼三层", "阿不都·热合曼　委员　收")
RARE = ("𠮷永　委员", "吴彦㛃")


def section(sheet: LabelSheet, *labels: tuple[str, ...], skip: int = 0, framed: bool = True) -> Section:
    return Section((Labels(sheet, labels, skip=skip, framed=framed),), numbers=PageNumbers.NONE)


def document(sheet: LabelSheet, *labels: tuple[str, ...], skip: int = 0) -> Document:
    return Document("标签", (section(sheet, *labels, skip=skip),))


def edges(pdf: bytes, page: int) -> tuple[list[float], list[float]]:
    """Give where long dark lines stand on a page, mm from its left and its top edge."""
    dpi = 300
    with pypdfium2.PdfDocument(pdf) as opened:
        dark = np.array(opened[page].render(scale=dpi / 72).to_pil().convert("L")) < 140
    found = []
    for share in (dark.mean(axis=0), dark.mean(axis=1)):
        places = np.flatnonzero(share > 0.5)
        groups = np.split(places, np.flatnonzero(np.diff(places) > 2) + 1)
        found.append([float(group.mean() + 0.5) / dpi * 25.4 for group in groups if len(group)])
    return found[0], found[1]


@pytest.mark.parametrize("page", [0, 1])
def test_每张标签的边离纸边的毫米数与标签纸相同(page: int) -> None:
    across, down = edges(as_pdf(document(GAPS, *[RARE] * 36)), page)
    assert across == pytest.approx([10, 70, 75, 135, 140, 200], abs=0.3)
    assert down == pytest.approx([v for n in range(6) for v in (12 + n * 46, 52 + n * 46)], abs=0.3)


def test_位置不随页边距变() -> None:
    one = section(GAPS, *[RARE] * 18)
    moved = Section(one.blocks, margins=Margins(30, 30, 30, 30), numbers=PageNumbers.NONE)
    assert edges(as_pdf(Document("标签", (moved,))), 0) == edges(as_pdf(Document("标签", (one,))), 0)


@pytest.mark.parametrize(("skip", "sheets"), [(0, 2), (17, 3), (18, 2), (5, 3)])
def test_用过的位置跳过(skip: int, sheets: int) -> None:
    labels = Labels(GAPS, (ADDRESS,) * 36, skip=skip)
    placed = list(sheets_of(labels))
    assert len(placed) == sheets
    assert placed[0][0][0] == skip % 18
    assert sum(map(len, placed)) == 36
    assert len(pdf_pages(as_pdf(Document("标签", (Section((labels,)),))))) == sheets


def test_Word的表格行高列宽与标签纸一致_页边距就是标签纸的左上边距() -> None:
    root = word_part(as_word(document(GAPS, *[ADDRESS] * 20)))
    heights = [node.get(f"{W}val") for node in root.iter(f"{W}trHeight")]
    assert heights == [*(["2268", "340"] * 6)[:-1], "2268"]
    assert {node.get(f"{W}hRule") for node in root.iter(f"{W}trHeight")} == {"exact"}
    assert [int(node.get(f"{W}w", "")) for node in root.iter(f"{W}gridCol")] == [3402, 283, 3402, 283, 3402]
    (margins,) = root.iter(f"{W}pgMar")
    assert [margins.get(f"{W}{side}") for side in ("left", "top", "bottom")] == ["567", "680", "794"]
    assert not list(root.iter(f"{W}headerReference", f"{W}docGrid"))


def test_别的内容与标签同在一节_Word里标签自成一节() -> None:
    mixed = Section((paragraph("前言"), Labels(GAPS, (ADDRESS,)), paragraph("后记")), start=3)
    root = word_part(as_word(Document("标签", (mixed,))))
    assert [node.get(f"{W}top") for node in root.iter(f"{W}pgMar")] == ["2098", "680", "2098"]
    assert [node.get(f"{W}start") for node in root.iter(f"{W}pgNumType")] == ["3"]


@pytest.mark.parametrize(
    "labels", [(ADDRESS, RARE), ((), ADDRESS), (("长" * 400, "收"),), (("A" * 90,),), ((" ", "中\n文"),)]
)
def test_字一个不少_PDF与Word相同(labels: tuple[tuple[str, ...], ...]) -> None:
    made = document(WHOLE, *labels)
    said = bare("".join(words(made)))
    assert word_words(as_word(made)) == said
    assert bare("".join(pdf_pages(as_pdf(made)))) == said


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text("政协 委员，（）·Ab1𠮷\n", max_size=80), min_size=1, max_size=6),
    st.sampled_from([WHOLE, GAPS, LabelSheet("小", 4, 10, 45, 25, 10, 10)]),
    st.sampled_from([9.0, 12.0, 22.0]),
)
def test_排出的字不出标签_也不少(label: list[str], sheet: LabelSheet, size: float) -> None:
    chain = bundled().chain(Font.SONG)
    one = fit(label, sheet, size, chain)
    assert len(one.lines) * one.pitch <= sheet.height * MM
    assert all(chain.width(line) * one.size <= sheet.width * MM for line in one.lines)
    assert bare("".join(one.lines)) == bare("".join(label))
    assert one.size <= size


def test_宁可稍小也不折行() -> None:
    chain = bundled().chain(Font.SONG)
    assert fit(("字" * 16,), WHOLE, 12, chain).lines == ("字" * 16,)
    assert len(fit(("字" * 40,), WHOLE, 12, chain).lines) == 3


def test_小于六磅的标签报出来_实在放不下的说明白() -> None:
    block = Labels(GAPS, (ADDRESS, ("长" * 400, "收"), ()))
    assert crowded(block, bundled()) == ("长" * 400,)
    with pytest.raises(PaperError, match="标签上的字太多") as caught:
        as_pdf(document(GAPS, ("长" * 40_000,)))
    assert caught.value.code == "label_words"


@pytest.mark.parametrize(
    "sheet",
    [
        LabelSheet("太宽", 3, 8, 71, 37, 0, 0),
        LabelSheet("太高", 3, 9, 70, 37, 0, 0),
        LabelSheet("没有列", 0, 9, 70, 37, 0, 0),
        LabelSheet("没有高", 1, 9, 70, 0, 0, 0),
        LabelSheet("出了纸边", 1, 1, 70, 10, -1, 0),
    ],
)
def test_纸上放不下的标签纸说明白(sheet: LabelSheet) -> None:
    for write in (as_pdf, as_word):
        with pytest.raises(PaperError, match="放不下") as caught:
            write(document(sheet, ADDRESS))
        assert caught.value.code == "label_sheet"


def test_没有标签_也打得开() -> None:
    assert len(pdf_pages(as_pdf(document(GAPS)))) == 1
    assert BytesIO(as_word(document(GAPS))).getvalue()[:2] == b"PK"


def test_不要边框的标签不画线() -> None:
    plain = Document("标签", (section(GAPS, *[RARE] * 18, framed=False),))
    assert edges(as_pdf(plain), 0) == ([], [])
    assert "tcBorders" not in etree.tostring(word_part(as_word(plain)), encoding="unicode")
