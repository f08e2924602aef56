"""Tables that are hard to set: nothing is lost, nothing runs over an edge, nothing crashes."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise

import pypdfium2
import pytest
from PIL import Image

from app.reports.document import Document, Paper, Scan, Section, TableBlock, landscape
from app.reports.pictures import NO_PICTURE, is_jpeg
from app.reports.table import COVERED, Align, Cell, Column, Group, Kind, Picture, Table
from app.reports.words import words
from tests.reports.same_words import assert_same_words
from tests.reports.samples import W, as_pdf, as_word, bare, liaison_table, pdf_pages, word_part, word_words

LONG = "".join(f"{number:04d}条：加强农村公路养护管理。" for number in range(560))
THIRTY = "阿不都热合曼阿不都克里木买买提明艾合买提江吐尔逊那孜木丁尔江"
ITEMS = re.compile(r"\d{4}条")


def jpeg(width: int = 295, height: int = 413) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), (90, 120, 160)).save(out, "JPEG")
    return out.getvalue()


def document(table: Table, *, wide: bool = False) -> Document:
    return Document("表", (landscape(TableBlock(table)) if wide else Section((TableBlock(table),)),))


def inside(pdf: bytes, made: Document) -> bool:
    """Say whether all words of every page stand within the margins and the running feet."""
    with pypdfium2.PdfDocument(pdf) as opened:
        for page in opened:
            text = page.get_textpage()
            width, height = page.get_size()
            for index in range(text.count_chars()):
                if text.get_text_range(index, 1).strip():
                    left, bottom, right, top = text.get_charbox(index)
                    if left < 0 or bottom < 20 or right > width or top > height:
                        return False
    return made.title != ""


TALL = Table(
    (Column("序号", Kind.INT, 10), Column("姓名", Kind.NAME, 22), Column("意见", width=60)),
    ((1, "王伟", LONG), (2, "张丽", "短")),
    title="难表",
)


@pytest.mark.parametrize("wide", [False, True])
def test_一万字的格接到后面的页_一条不少(wide: bool) -> None:
    made = document(TALL, wide=wide)
    pages = pdf_pages(as_pdf(made))
    assert len(pages) > 5
    body = "".join(re.sub(r"—\d+—|序号|姓名|意见", "", page) for page in pages)
    assert ITEMS.findall(body) == ITEMS.findall(LONG)
    assert all("意见" in page for page in pages)
    assert "0001条" in pages[0]  # begins below its title and header, not on a page of its own
    assert inside(as_pdf(made), made)


def test_一万字的行在Word里可以断页_别的行不断() -> None:
    root = word_part(as_word(document(TALL)))
    kept = [row.find(f"{W}trPr/{W}cantSplit") is not None for row in root.iter(f"{W}tr")]
    assert kept == [True, False, True]


@pytest.mark.parametrize("rows", [2, 3, 7])
def test_合并的格比一页还高_一条不少(rows: int) -> None:
    body = tuple((Cell(LONG, rows=rows) if not n else COVERED, f"第{n}行") for n in range(rows))
    made = document(Table((Column("意见", width=60), Column("名称")), (*body, ("后", "完"))))
    text = "".join(re.sub(r"—\d+—|意见|名称", "", page) for page in pdf_pages(as_pdf(made)))
    assert ITEMS.findall(text) == ITEMS.findall(LONG)
    assert all(f"第{n}行" in text for n in range(rows))
    root = word_part(as_word(made))
    kept = [row.find(f"{W}trPr/{W}cantSplit") is not None for row in root.iter(f"{W}tr")]
    assert kept == [True, *[False] * rows, True]
    assert word_words(as_word(made)) == bare("".join(words(made)))


def test_三十个字的姓名_竖排_零行_三种格式都全() -> None:
    assert len(THIRTY) == 30
    columns = (
        Column("姓名", Kind.NAME, 22),
        Column("很长的竖排表头", width=10, vertical=True),
        Column("数", Kind.INT, sum=True),
    )
    names = Table(columns, ((THIRTY, Cell("竖着写的字", vertical=True), 3), ("王伟", "", 1)), name="名单")
    assert_same_words(document(names))
    assert_same_words(document(Table(columns, name="空表")))


def test_竖排的行在Word里高度够用() -> None:
    table = Table(
        (Column("甲"), Column("乙", width=10)), (("短", Cell("竖着写的八个汉字", vertical=True)),), size=12
    )
    heights = [
        int(node.get(f"{W}val", "")) / 20 for node in word_part(as_word(document(table))).iter(f"{W}trHeight")
    ]
    assert heights[1] >= 8 * 12


NOT_JPEG = [b"", b"no", b"\x89PNG\r\n\x1a\n", jpeg()[:400], b"\xff\xd8\xff" + b"\0" * 50]


@pytest.mark.parametrize("content", NOT_JPEG)
def test_不是图片的照片和扫描件说一句话_不影响别的内容(content: bytes) -> None:
    assert not is_jpeg(content)
    table = Table(
        (Column("姓名", Kind.NAME), Column("照片", width=30)),
        (("王伟", Cell(Picture(content, 25, 35))), ("李丽", Cell(Picture(jpeg(), 25, 35)))),
    )
    made = Document("表", (Section((TableBlock(table), Scan(content, 60, 40, "附图"))),))
    assert words(made).count(NO_PICTURE) == 2
    assert_same_words(made)


def test_图片按毫米数放_比格宽或比页高的按比例缩小() -> None:
    table = Table(
        (Column("照片", width=20),),
        ((Cell(Picture(jpeg(), 25, 35)),), (Cell(Picture(jpeg(20, 900), 10, 450)),)),
        stretch=False,
    )
    made = Document(
        "表", (Section((TableBlock(table), Scan(jpeg(), 50, 70, "扫描件"), Scan(jpeg(900, 30), 300, 10))),)
    )
    extents = [
        (int(node.get("cx", "")) / 36000, int(node.get("cy", "")) / 36000)
        for node in word_part(as_word(made)).iter(
            "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
        )
    ]
    room = 20 - 2 * 2.5 * 25.4 / 72
    assert extents[0] == pytest.approx((room, room * 1.4), abs=0.1)
    assert extents[1][1] < 225
    assert extents[1][0] / extents[1][1] == pytest.approx(10 / 450, rel=0.01)
    assert extents[2] == pytest.approx((50, 70), abs=0.1)
    assert extents[3] == pytest.approx((156, 5.2), abs=0.1)
    with pypdfium2.PdfDocument(as_pdf(made)) as opened:
        found = [
            (right - left) * 25.4 / 72
            for page in opened
            for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
            for left, _, right, _ in [one.get_bounds()]
        ]
    assert found[-2:] == pytest.approx([50, 156], abs=0.3)


def test_纵向横向和A3在一份文书里() -> None:
    small = Table((Column("甲"),), (("乙",),))
    made = Document(
        "表",
        (
            Section((TableBlock(small),)),
            landscape(TableBlock(liaison_table(60))),
            landscape(TableBlock(small), paper=Paper.A3),
        ),
    )
    with pypdfium2.PdfDocument(as_pdf(made)) as opened:
        sizes = [tuple(round(side * 25.4 / 72) for side in page.get_size()) for page in opened]
    assert sizes[0] == (210, 297)
    assert set(sizes[1:-1]) == {(297, 210)}
    assert sizes[-1] == (420, 297)
    assert_same_words(made)


def test_列宽的毫米数在PDF和Word里相同() -> None:
    columns = tuple(Column(f"列{width}", width=width, align=Align.CENTER) for width in (10, 25.5, 40, 33.3))
    made = document(Table(columns, (("一", "二", "三", "四"),), stretch=False))
    twips = [int(node.get(f"{W}w", "")) for node in word_part(as_word(made)).iter(f"{W}gridCol")]
    assert [one / 1440 * 25.4 for one in twips] == pytest.approx([10, 25.5, 40, 33.3], abs=0.02)
    with pypdfium2.PdfDocument(as_pdf(made)) as opened:
        text = opened[0].get_textpage()
        middles = []
        for index in range(text.count_chars()):
            if text.get_text_range(index, 1) in "一二三四" and text.get_text_range(index, 1):
                left, _, right, _ = text.get_charbox(index, loose=True)
                middles.append((left + right) / 2 * 25.4 / 72)
    assert [b - a for a, b in pairwise(middles)] == pytest.approx([17.75, 32.75, 36.65], abs=0.3)


HIGH = "".join(f"{number:04d}条：表头的说明。" for number in range(220))


@pytest.mark.parametrize("groups", [(), (Group("组", 1, 2),)], ids=["一行", "两行"])
@pytest.mark.parametrize("wide", [False, True], ids=["纵向", "横向"])
def test_比一页还高的表头印一次_后面的行一行不少(wide: bool, groups: tuple[Group, ...]) -> None:
    columns = (Column("序号", Kind.INT, 12), Column(HIGH, width=40), Column("数", Kind.INT, 20))
    rows = tuple((n, f"第{n}行", 1) for n in range(1, 60))
    made = document(Table(columns, rows, groups=groups, title="难表"), wide=wide)
    pages = pdf_pages(as_pdf(made))
    assert ITEMS.findall("".join(pages)) == ITEMS.findall(HIGH)
    assert [f"第{n}行" in "".join(pages) for n in range(1, 60)] == [True] * 59
    assert len(pages) < 15
    assert inside(as_pdf(made), made)
    opened = list(word_part(as_word(made)).iter(f"{W}tr"))[: 2 if groups else 1]
    assert [row.find(f"{W}trPr/{W}tblHeader") for row in opened] == [None] * len(opened)
    assert [row.find(f"{W}trPr/{W}cantSplit") for row in opened] == [None] * len(opened)
    assert word_words(as_word(made)) == bare("".join(words(made)))


def test_太长的竖排表头横着排() -> None:
    table = Table(
        (Column("短的", vertical=True), Column("很长的竖排表头" * 20, vertical=True)), (("甲", "乙"),)
    )
    down = list(word_part(as_word(document(table))).iter(f"{W}textDirection"))
    assert len(down) == 1
    assert len(pdf_pages(as_pdf(document(table)))) == 1
