from __future__ import annotations

import zipfile
from io import BytesIO

import docx
import pytest
from lxml import etree

from app.reports import gongwen
from app.reports.document import (
    Contents,
    Document,
    Heading,
    NameColumns,
    Note,
    PageNumbers,
    Paragraph,
    Run,
    Section,
    TableBlock,
    landscape,
    paragraph,
)
from app.reports.pdf.writer import lay_out
from app.reports.table import COVERED, Cell, Column, Kind, Table
from app.reports.word.styles import STYLES
from app.reports.word.writer import write_word
from tests.reports.samples import W, as_word, bundled, liaison_table, sample, word_part, word_words


def one(*blocks: object) -> Document:
    return Document("试", (Section(blocks),))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def packed() -> bytes:
    return as_word(sample())


@pytest.fixture(scope="module")
def body(packed: bytes) -> etree._Element:
    return word_part(packed)


def test_每个字都写明中文字体(body: etree._Element) -> None:
    fonts = [run.find(f"{W}rPr/{W}rFonts") for run in body.iter(f"{W}r") if run.find(f"{W}t") is not None]
    assert fonts
    assert all(font is not None and font.get(f"{W}eastAsia") for font in fonts)


def test_没有主题字体_也没有模板的零碎(packed: bytes) -> None:
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        names = archive.namelist()
        assert not [name for name in names if "theme" in name or "thumbnail" in name or "numbering" in name]
        assert not any(b"Theme=" in archive.read(name) for name in names if name.endswith(".xml"))


def test_样式窗里是看得懂的名字(packed: bytes) -> None:
    names = {style.get(f"{W}val") for style in word_part(packed, "word/styles.xml").iter(f"{W}name")}
    assert {style.name for style in STYLES} <= names
    assert {"公文正文", "heading 1", "表格文字", "落款", "Normal"} <= names


def test_用到的样式都有定义(packed: bytes, body: etree._Element) -> None:
    defined = {style.get(f"{W}styleId") for style in word_part(packed, "word/styles.xml").iter(f"{W}style")}
    used = {style.get(f"{W}val") for style in body.iter(f"{W}pStyle")}
    assert used <= defined


def test_python_docx打得开_属性齐全(packed: bytes) -> None:
    opened = docx.Document(BytesIO(packed))
    assert opened.core_properties.title == "主席会议材料"
    assert opened.core_properties.author == "政协××县委员会办公室"
    assert [round(section.page_width.mm) for section in opened.sections if section.page_width] == [
        210,
        210,
        210,
        297,
    ]


def test_版心和行距照国家标准(body: etree._Element) -> None:
    properties = list(body.iter(f"{W}sectPr"))[2]
    margins = properties.find(f"{W}pgMar")
    assert margins is not None
    mm = {
        side: int(margins.get(f"{W}{side}", "0")) / 1440 * 25.4 for side in ("top", "bottom", "left", "right")
    }
    assert mm == pytest.approx({"top": 37, "bottom": 35, "left": 28, "right": 26}, abs=0.05)
    grid = properties.find(f"{W}docGrid")
    assert grid is not None
    assert int(grid.get(f"{W}linePitch", "0")) == gongwen.GRID_LINE_PITCH
    assert gongwen.GRID_LINE_PITCH / 20 * gongwen.LINES <= gongwen.MEASURE_HEIGHT * gongwen.MM
    assert (
        gongwen.BODY_SIZE + gongwen.GRID_SPACING
    ) * gongwen.CHARACTERS <= gongwen.MEASURE_WIDTH * gongwen.MM


def test_页码单双页分开_封面节是空页脚(packed: bytes, body: etree._Element) -> None:
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        feet = [
            archive.read(name).decode()
            for name in archive.namelist()
            if "footer" in name and "rels" not in name
        ]
    assert any("PAGE" not in foot for foot in feet)
    assert sum("PAGE" in foot for foot in feet) == 4
    assert word_part(packed, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    for properties in body.iter(f"{W}sectPr"):
        assert [r.get(f"{W}type") for r in properties.iter(f"{W}footerReference")] == ["default", "even"]


def test_表头行真是表头_行不跨页断开() -> None:
    table = next(word_part(as_word(one(TableBlock(liaison_table(10))))).iter(f"{W}tbl"))
    rows = table.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * 10
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_每行的格子刚好占满各列(body: etree._Element) -> None:
    for table in body.iter(f"{W}tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in table.findall(f"{W}tr"):
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
            assert sum(1 if span is None else int(span.get(f"{W}val", "1")) for span in spans) == columns


def test_合并格逐行接续(body: etree._Element) -> None:
    register = list(body.iter(f"{W}tbl"))[-1]
    marks = [
        mark.get(f"{W}val", "continue")
        for row in register.findall(f"{W}tr")
        if (mark := row.findall(f"{W}tc")[0].find(f"{W}tcPr/{W}vMerge")) is not None
    ]
    assert marks == ["restart"] + ["continue"] * 39


def test_目录域已填好页码() -> None:
    document = Document(
        "汇编",
        (Section((Contents(),)), Section((Heading(1, "甲"), Heading(1, "乙", new_page=True)), start=1)),
    )
    entries = [
        p
        for p in word_part(as_word(document)).iter(f"{W}p")
        if p.find(f"{W}pPr/{W}pStyle[@{W}val='TOC1']") is not None
    ]
    assert ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in entries] == ["甲1", "乙2"]
    assert "TOC" in "".join(i.text or "" for i in entries[0].iter(f"{W}instrText"))
    stream = BytesIO()
    write_word(document, bundled(), stream, lay_out(document, bundled()))
    assert stream.getvalue() == as_word(document)


def test_没有标题的目录不坏() -> None:
    assert word_words(as_word(one(Contents(), paragraph("甲")))) == "甲"


def test_两字名空成三字而字里没有空格(body: etree._Element) -> None:
    table = Table((Column("姓名", Kind.NAME, 30),), (("王伟（女）",), ("𠮷永",)))
    runs = [
        (run.findtext(f"{W}t"), run.find(f"{W}rPr/{W}spacing"))
        for run in word_part(as_word(one(TableBlock(table)))).iter(f"{W}r")
    ]
    assert [(text, spacing is not None) for text, spacing in runs[1:]] == [
        ("王", True),
        ("伟（女）", False),
        ("𠮷", True),
        ("永", False),
    ]


def test_生僻字用有字的字体() -> None:
    runs = word_part(as_word(one(paragraph("吴㐀𠮷永")))).iter(f"{W}r")
    fonts = [(run.findtext(f"{W}t"), run.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia")) for run in runs]
    assert fonts == [("吴", "仿宋"), ("㐀", "宋体"), ("𠮷", "SimSun-ExtB"), ("永", "仿宋")]


@pytest.mark.parametrize("dirty", ["甲\x00\x08乙", "甲<b>&\"'乙", "甲]]>乙", " 甲乙 "])
def test_怪字符不坏文件(dirty: str) -> None:
    table = Table(
        (Column("甲"), Column("名", Kind.NAME)), ((dirty, dirty), (Cell(dirty, columns=1, rows=1), "二\n行"))
    )
    packed = as_word(one(paragraph(dirty), TableBlock(table), Paragraph((Run(dirty), Run("甲\n乙")))))
    assert docx.Document(BytesIO(packed)).paragraphs[0].text.replace("\x00", "").startswith(dirty[0])


def test_分节前的分页符落在下一块() -> None:
    from app.reports.document import Figure, KeyFigure, KeyFigures, Note, PageBreak, Spacer, Title
    from app.reports.figure import Bar, Bars

    for block in (TableBlock(liaison_table(2)), Note("注"), Spacer(), KeyFigures((KeyFigure("1", "甲"),)), NameColumns(("王伟",)),
                  Figure(Bars((Bar("甲", 1),))), Title("甲"), Heading(1, "甲"), paragraph("甲\n乙"), Contents()):  # fmt: skip
        body = word_part(as_word(one(paragraph("前"), PageBreak(), block)))
        assert len(list(body.iter(f"{W}pageBreakBefore"))) == 1, type(block).__name__


def test_窄列里的长编号缩小() -> None:
    columns = (Column("编号", Kind.CODE, 34), Column("姓名", Kind.NAME, 34), Column("其他", width=120))
    table = Table(columns, (("123456789012345678", "欧阳娜娜（女）（回族）", ""), ("1" * 60, "甲" * 30, "")))
    body = word_part(as_word(one(TableBlock(table))))
    sizes = {run.findtext(f"{W}t"): run.find(f"{W}rPr/{W}sz") for run in body.iter(f"{W}r")}
    first = sizes["123456789012345678"]
    assert first is not None
    assert 14 <= int(first.get(f"{W}val", "0")) < 21
    assert "欧阳娜娜" in sizes
    assert "（女）（回族）" in sizes


def test_竖排与长合并() -> None:
    table = Table(
        (Column("级别", vertical=True), Column("甲")),
        ((Cell("竖", vertical=True), "乙"),),
        totals=("合计", 1),
    )
    body = word_part(as_word(one(TableBlock(table))))
    assert [d.get(f"{W}val") for d in body.iter(f"{W}textDirection")] == ["tbRlV", "tbRlV"]
    long = word_part(as_word(Document("长", (landscape(TableBlock(liaison_table(30))),))))
    assert "top" in {align.get(f"{W}val") for align in long.iter(f"{W}vAlign")}


def test_空表说无() -> None:
    assert word_words(as_word(one(TableBlock(Table((Column("甲"), Column("乙"))))))) == "甲乙（无）"


def test_同一文书同样的字节(packed: bytes) -> None:
    assert as_word(sample()) == packed


def test_居中的页码() -> None:
    packed = as_word(Document("试", (Section((paragraph("甲"),), numbers=PageNumbers.CENTER),)))
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        feet = [archive.read(name).decode() for name in archive.namelist() if "footer" in name]
    assert all('w:val="center"' in foot for foot in feet)


@pytest.mark.parametrize(("length", "kept"), [(80, 1), (300, 0)])
def test_短的口径不跨页(length: int, kept: int) -> None:
    body = word_part(as_word(one(paragraph("甲"), Note("口" * length))))
    assert len(list(body.iter(f"{W}keepLines"))) == kept


def test_不认识的构件是程序的错() -> None:
    with pytest.raises(TypeError, match="object"):
        as_word(one(object()))


def test_带点的长姓名在点后换行_说明和小标题与下文同页() -> None:
    table = Table(
        (Column("姓名", Kind.NAME, 20), Column("乙", width=150)),
        (("艾则孜·热合曼", ""), (Cell("小标题", columns=2, bold=True), COVERED), ("江葵", "")),
    )
    body = word_part(as_word(one(Note("说明", keep_next=True), TableBlock(table), Note("注"))))
    said = {"".join(t.text or "" for t in p.iter(f"{W}t")): p for p in body.iter(f"{W}p")}
    assert {"艾则孜·", "热合曼"} <= set(said)
    kept = {text for text, p in said.items() if text and p.find(f"{W}pPr/{W}keepNext") is not None}
    # the first row stays with the second, the last one with 注
    assert kept == {"说明", "小标题", "艾则孜·", "热合曼", "江葵"}
