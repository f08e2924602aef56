from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest

from app.reports import gongwen
from app.reports.cells import LEAST_SHRUNK, SMALLEST
from app.reports.document import (
    Block,
    Contents,
    Document,
    Figure,
    Font,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    PageBreak,
    PageNumbers,
    Paper,
    Section,
    Signature,
    TableBlock,
    Title,
    landscape,
    paragraph,
)
from app.reports.figure import Bars
from app.reports.pdf.writer import lay_out, write_pdf
from app.reports.table import COVERED, Align, Cell, Column, Kind, Row, Table, merged
from tests.reports.samples import BODY, as_pdf, bundled, liaison_table, pdf_pages, sample

MM = gongwen.MM


def one(*blocks: object) -> Document:
    return Document("试", (Section(blocks),))  # type: ignore[arg-type]


def boxes(pdf: bytes, page: int = 0) -> list[tuple[str, float, float]]:
    """Give each character of a page with its left edge and baseline side in mm from the top left."""
    with pypdfium2.PdfDocument(pdf) as opened:
        sheet = opened[page]
        height = sheet.get_height()
        text = sheet.get_textpage()
        found = []
        for index in range(text.count_chars()):
            left, bottom, _, _ = text.get_charbox(index, loose=True)
            found.append((text.get_text_range(index, 1), left / MM, (height - bottom) / MM))
        return found


def test_每面二十二行_每行二十八字_撑满版心() -> None:
    pdf = as_pdf(one(paragraph("国" * 28 * 22 + "家", first=0)))
    characters = [box for box in boxes(pdf) if box[0] == "国"]
    rows = sorted({round(top, 1) for _, _, top in characters})
    assert (len(characters), len(rows)) == (28 * 22, 22)
    assert rows[1] - rows[0] == pytest.approx(gongwen.LINE_PITCH / MM, abs=0.1)
    lefts = sorted({round(left, 1) for _, left, _ in characters})
    assert len(lefts) == 28
    assert lefts[0] == pytest.approx(gongwen.MARGIN_LEFT, abs=gongwen.EDGE_TOLERANCE)
    right = max(left for _, left, _ in characters) + 16 / MM
    assert right == pytest.approx(gongwen.PAGE_WIDTH - gongwen.MARGIN_RIGHT, abs=gongwen.EDGE_TOLERANCE)
    assert pdf_pages(pdf)[1].startswith("家")


def test_墨迹在版心之内_上下左右各不差一毫米() -> None:
    with pypdfium2.PdfDocument(as_pdf(one(paragraph("国" * 28 * 22, first=0)))) as opened:
        image = (
            opened[0].render(scale=200 / 72).to_pil().convert("L").crop((0, 0, 1654, int(264 * 200 / 25.4)))
        )
    left, top, right, bottom = (
        edge / 200 * 25.4 for edge in image.point(lambda v: 255 if v < 128 else 0).getbbox()
    )
    assert left == pytest.approx(28, abs=1)
    assert right == pytest.approx(184, abs=1)
    assert top == pytest.approx(37 + (gongwen.LINE_PITCH - 16) / 2 / MM, abs=1)
    assert bottom == pytest.approx(262 - (gongwen.LINE_PITCH - 16) / 2 / MM, abs=1)


def test_页码单右双左_一字线在版心下七毫米() -> None:
    pdf = as_pdf(one(paragraph("一"), PageBreak(), paragraph("二")))
    for page, edge in ((0, "right"), (1, "left")):
        dashes = [(left, bottom) for c, left, bottom in boxes(pdf, page) if c == "—"]
        em = gongwen.PAGE_NUMBER_SIZE / MM
        lefts = [left for left, _ in dashes]
        inset = 184 - (max(lefts) + em) if edge == "right" else min(lefts) - 28
        assert inset == pytest.approx(em, abs=0.5)
        assert min(bottom for _, bottom in dashes) == pytest.approx(262 + 7 + em / 2, abs=1.2)


def test_页码可居中_可不印_可另起() -> None:
    document = Document(
        "试",
        (
            Section((paragraph("甲"),), numbers=PageNumbers.NONE),
            Section((paragraph("乙"),), numbers=PageNumbers.CENTER, foot="脚", start=7),
            Section((paragraph("丙"),)),
        ),
    )
    pages = pdf_pages(as_pdf(document))
    assert [page.removeprefix(word) for page, word in zip(pages, "甲乙丙", strict=True)] == [
        "",
        "脚—7—",
        "—8—",
    ]


def test_目录的页码就是标题所在页() -> None:
    blocks: list[Block] = []
    for n in range(1, 61):
        blocks.append(Heading(1 + n % 2, f"第{n}件提案"))
        blocks += [paragraph(BODY)] * (n % 4)
    document = Document(
        "汇编", (Section((Contents(),), numbers=PageNumbers.NONE), Section(tuple(blocks), start=1))
    )
    pages = pdf_pages(as_pdf(document))
    body = next(i for i, page in enumerate(pages) if "—1—" in page)
    listed = dict(re.findall(r"(第\d+件提案)(\d+)(?=第|目录|$)", "".join(pages[:body])))
    assert len(listed) == 60
    for title, number in listed.items():
        assert title in pages[body + int(number) - 1], title


def test_标题不留在页尾_连着的标题也一起走() -> None:
    filler = paragraph("字\n" * 19 + "字")
    document = one(filler, Heading(1, "一、甲"), Heading(2, "（一）乙"), paragraph("正文"))
    pages = pdf_pages(as_pdf(document))
    assert "一、甲" not in pages[0]
    assert pages[1].startswith("一、甲（一）乙正文")


def test_另起一页的标题() -> None:
    pages = pdf_pages(as_pdf(one(paragraph("甲"), Heading(1, "乙", new_page=True))))
    assert [page[0] for page in pages] == ["甲", "乙"]


def test_表格每页重复表头_行不切开() -> None:
    document = Document("试", (landscape(TableBlock(liaison_table(60))),))
    pages = pdf_pages(as_pdf(document))
    assert len(pages) > 2
    assert all(page.startswith("级别联络人序号姓名单位及职务电话") for page in pages)
    for number in range(1, 61):
        assert sum(f"{number - 1:04d}" in page and f"县第{number}中学" in page for page in pages) >= 1


def test_合并格跨页时每页都有字() -> None:
    table = liaison_table(60)
    pages = pdf_pages(as_pdf(Document("试", (landscape(TableBlock(table)),))))
    assert all("三级" in page for page in pages)


def test_合计不单独成页() -> None:
    height = (
        lay_out(one(TableBlock(Table((Column("甲"),), (("乙",),)))), bundled()).pages[0].boxes[0][1].height
    )
    assert height < 60
    for count in range(30, 40):
        table = Table((Column("甲"),), tuple((f"第{n}行",) for n in range(count)), totals=("合计",))
        for page in pdf_pages(as_pdf(one(TableBlock(table)))):
            assert not page.startswith("甲合计")


def test_比一页还高的行才切开_一字不少() -> None:
    text = "".join(f"第{n}句。" for n in range(2000))
    table = Table((Column("内容"), Column("备注", width=10)), (("前", ""), (text, "长"), (Cell("后"), "尾")))
    joined = "".join(page.replace("内容备注", "") for page in pdf_pages(as_pdf(one(TableBlock(table)))))
    joined = re.sub(r"—\d+—", "", joined)
    assert joined.replace("长", "") == "前" + text + "后尾"


def test_一行就比一页高的表() -> None:
    text = "甲" * 3000
    pages = pdf_pages(as_pdf(one(TableBlock(Table((Column("内容"),), ((text,),))))))
    assert sum(page.count("甲") for page in pages) == 3000


def test_合并格太高时撑高末行() -> None:
    table = Table(
        (Column("甲", width=8), Column("乙")),
        ((Cell("很长的文字" * 8, rows=2), "一"), (Cell(rows=0, columns=0), "二")),
    )
    assert table.rows[1][0] == Cell(rows=0, columns=0)

    table = replace(table, rows=(table.rows[0], (COVERED, "二")))
    assert "很长的文字" * 8 in "".join(pdf_pages(as_pdf(one(TableBlock(table))))).replace(
        "一", "", 1
    ).replace("二", "", 1)


def sizes(pdf: bytes) -> dict[str, float]:
    """Give the type size of each character on the first page."""
    with pypdfium2.PdfDocument(pdf) as opened:
        text = opened[0].get_textpage()
        return {
            text.get_text_range(i, 1): pypdfium2.raw.FPDFText_GetFontSize(text, i)
            for i in range(text.count_chars())
        }


def test_放不下的编号先缩小再换行() -> None:
    def size_of(width: float) -> float:
        table = Table((Column("甲", Kind.CODE, width), Column("乙")), (("7" * 18, "乙"),), stretch=False)
        return sizes(as_pdf(one(TableBlock(table))))["7"]

    assert size_of(40) == 10.5
    assert LEAST_SHRUNK * 10.5 <= size_of(28) < 10.5
    assert size_of(12) >= SMALLEST


def test_竖排表头一字一行() -> None:
    pdf = as_pdf(one(TableBlock(Table((Column("级别", vertical=True), Column("乙")), (("一", "二"),)))))
    tops = {c: round(top) for c, _, top in boxes(pdf) if c in "级别"}
    assert tops["别"] - tops["级"] >= 3


def test_竖排单元格() -> None:
    pdf = as_pdf(one(TableBlock(Table((Column("甲"),), ((Cell("上 下", vertical=True),),)))))
    assert "上下" in pdf_pages(pdf)[0]


def test_空表说无() -> None:
    assert pdf_pages(as_pdf(one(TableBlock(Table((Column("甲"), Column("乙")))))))[0].startswith("甲乙（无）")


def test_不撑满的表居中() -> None:
    pdf = as_pdf(one(TableBlock(Table((Column("甲", width=20),), (("乙",),), stretch=False))))
    left = next(left for c, left, _ in boxes(pdf) if c == "甲")
    assert left == pytest.approx(28 + 78 - 10.5 / MM / 2, abs=1)


def test_没有字的页也成页() -> None:
    assert pdf_pages(as_pdf(Document("空", (Section(()),)))) == ["—1—"]


def test_没有节的文书() -> None:
    assert lay_out(Document("空", ()), bundled()).pages == []


def test_A3横页的纸张() -> None:
    pdf = as_pdf(Document("挂图", (landscape(paragraph("甲"), paper=Paper.A3),)))
    with pypdfium2.PdfDocument(pdf) as opened:
        assert [round(side / MM) for side in opened[0].get_size()] == [420, 297]


@pytest.mark.parametrize(("seal", "lines"), [(False, 1), (True, 2)])
def test_落款位置(seal: bool, lines: int) -> None:
    pdf = as_pdf(one(paragraph("文"), Signature("县政协办公室", "2026年11月20日", seal=seal)))
    found = boxes(pdf)
    top = {c: t for c, _, t in found}
    assert (top["县"] - top["文"]) / (gongwen.LINE_PITCH / MM) == pytest.approx(1 + lines, abs=0.1)
    right = max(left for c, left, _ in found if c == "日") + 16 / MM
    inset = (184 - right) / (gongwen.CHARACTER_PITCH / MM)
    assert inset == pytest.approx(4 if seal else 2, abs=0.3)


def test_短日期比署名右移二字() -> None:
    assert gongwen.signature_insets(12, 6, seal=False) == (2, 6)
    assert gongwen.signature_insets(6, 9, seal=False) == (7, 2)
    assert gongwen.signature_insets(5, 9, seal=True) == (6, 4)


def test_同一文书同样的字节() -> None:
    assert as_pdf(sample()) == as_pdf(sample())


def test_字体全部嵌入_有标题语言书签() -> None:
    pdf = as_pdf(sample())
    assert b"Helvetica" not in pdf
    assert b"zh-CN" in pdf
    with pypdfium2.PdfDocument(pdf) as opened:
        assert opened.get_metadata_value("Title") == "主席会议材料"
        marks = [(mark.level, mark.get_title()) for mark in opened.get_toc()]
        assert marks[:3] == [(0, "一、总体情况"), (1, "（一）网格结构"), (2, "1.各级人数")]
        assert [opened.get_page_label(i) for i in range(3)] == ["", "", "1"]


def test_每页之后可以喊停() -> None:
    class Stopped(Exception):
        pass

    def stop() -> None:
        raise Stopped

    fonts = bundled()
    with pytest.raises(Stopped):
        write_pdf(sample(), fonts, BytesIO(), tick=stop)
    assert not fonts.chain(Font.SONG).first._subsets


def test_姓名复制出来一码不差() -> None:
    names = ("吴彦㛃", "𠮷田𫍯", "阿不都·热合曼", "龘丶", "𪚥𬺓")
    table = Table((Column("姓名", Kind.NAME, 60),), tuple((name,) for name in names))
    text = "".join(pdf_pages(as_pdf(one(TableBlock(table)))))
    assert [name in text for name in names] == [True] * len(names)


def test_长注释换行_图无标题() -> None:
    pages = pdf_pages(as_pdf(one(Note("口径：" + "甲" * 100), Figure(Bars(())))))
    assert pages[0].count("甲") == 100


def test_姓名过长_族名另起一行() -> None:
    table = Table(
        (Column("姓名", Kind.NAME, 24, align=Align.LEFT), Column("乙", width=100)),
        (("阿不都·热合曼（维吾尔族）", ""),),
    )
    tops = {c: round(top, 1) for c, _, top in boxes(as_pdf(one(TableBlock(table)))) if c in "阿维"}
    assert tops["维"] > tops["阿"]


def test_带点的长姓名在点后换行_字不小() -> None:
    table = Table((Column("姓名", Kind.NAME, 20), Column("乙", width=150)), (("艾则孜·热合曼", ""),))
    tops = {c: round(top, 1) for c, _, top in boxes(as_pdf(one(TableBlock(table)))) if c in "艾孜热曼"}
    assert tops["艾"] == tops["孜"] < tops["热"] == tops["曼"]


def test_换到下一行的两个字不拉开_加了空的姓名也算宽度() -> None:
    rows = (("帕尔哈提·艾力", ""), ("覃浩（暂停）", ""))
    table = Table((Column("姓名", Kind.NAME, 20), Column("乙", width=144)), rows)
    found = {
        c: (left, round(top, 1))
        for c, left, top in boxes(as_pdf(one(TableBlock(table))))
        if c in "艾力覃浩（停"
    }
    assert found["力"][0] - found["艾"][0] < 4.5
    assert found["浩"][0] - found["覃"][0] > 6
    assert found["覃"][1] == found["浩"][1] < found["（"][1] == found["停"][1]


def test_说明和表内小标题不单独留在页末() -> None:
    rows: tuple[Row, ...] = (
        *((f"第{i}行", "") for i in range(30)),
        (Cell("小标题", columns=2, bold=True), COVERED),
        ("其下", ""),
    )
    table = Table((Column("甲"), Column("乙")), rows, row_height=8.0)
    for filler in range(12):
        pages = pdf_pages(as_pdf(one(*[paragraph("字")] * filler, TableBlock(table))))
        assert [page for page in pages if "小标题" in page and "其下" in page]
    for filler in range(40):
        pages = pdf_pages(
            as_pdf(one(*[paragraph("字")] * filler, Note("表前的说明", keep_next=True), TableBlock(table)))
        )
        assert [page for page in pages if "表前的说明" in page and "第0行" in page]


def test_标题过长也不出版心() -> None:
    pdf = as_pdf(one(Title("关于" + "很长" * 80 + "的报告")))
    assert max(left for _, left, _ in boxes(pdf)) < 184


def test_合并格的字放不下时整组移到下页() -> None:
    people = tuple((f"联络人{i // 3}" + "很长的职务" * 3 if i >= 30 else "甲", f"第{i}人") for i in range(33))
    table = merged(
        Table((Column("联络人", width=14), Column("姓名", width=60)), people), (0,), lambda row: row[0]
    )
    for filler in range(8):
        pages = pdf_pages(as_pdf(one(*[paragraph("字")] * filler, TableBlock(table))))
        whole = [page for page in pages if "很长的职务" * 3 in page]
        assert whole
        assert all("第30人" in page or "第31人" in page or "第32人" in page for page in whole)


def test_大数字放不下就缩小() -> None:
    pdf = as_pdf(one(KeyFigures(tuple(KeyFigure("1234567.89%", "很长的一个名称呀") for _ in range(5)))))
    rights = [left for c, left, _ in boxes(pdf) if c == "%"]
    assert len(rights) == 5
    assert max(rights) < 184


def test_不认识的构件是程序的错() -> None:
    with pytest.raises(TypeError, match="object"):
        as_pdf(one(object()))


@pytest.mark.parametrize(("length", "divided"), [(80, False), (300, True)])
def test_短的口径不跨页(length: int, divided: bool) -> None:
    pages = pdf_pages(as_pdf(one(paragraph("国" * 28 * 21, first=0), Note("口" * length))))
    assert ("口" in pages[0], "口" in pages[1]) == (divided, True)
