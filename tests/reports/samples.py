"""A document with every block in it, and how to read the words back out of Word and PDF."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pypdfium2
from lxml import etree

from app.reports.document import (
    Contents,
    Cover,
    Document,
    Figure,
    Font,
    Heading,
    KeyFigure,
    KeyFigures,
    NameColumns,
    Note,
    PageBreak,
    PageNumbers,
    Paragraph,
    Run,
    Section,
    Signature,
    Spacer,
    TableBlock,
    Title,
    landscape,
    paragraph,
)
from app.reports.figure import Bar, Bars, Pyramid, Stacked
from app.reports.fonts import FontBook
from app.reports.pdf.writer import write_pdf
from app.reports.table import COVERED, Align, Cell, Column, Group, Kind, Rate, Table, merged, with_totals
from app.reports.word.writer import write_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = (
    "全县在册委员151人，其中主席1人、副主席5人、秘书长1人；分配率100.0%（150/150），触达率89.5%（135/151）。名册中有“吴彦㛃”"
    "“𠮷田𫍯”“阿不都·热合曼”等姓名，English words与https://example.org/path/to也应正常——破折号与省略号……不在行首。"
)
NAMES = (
    "王伟",
    "李建国",
    "欧阳娜（女）",
    "阿不都·热合曼（维吾尔族）",
    "张丽（女）（回族）",
    "吴彦㛃（女）",
    "𠮷永",
    "赵𫍯",
)


def liaison_table(people: int = 40) -> Table:
    """Give a register in which each liaison's cell spans seven people."""
    columns = (
        Column("级别", width=16, align=Align.CENTER),
        Column("联络人", Kind.NAME, 24),
        Column("序号", Kind.INT, 12),
        Column("姓名", Kind.NAME, 26),
        Column("单位及职务", width=70),
        Column("电话", Kind.CODE, 28),
    )
    rows = tuple(
        (
            "三级",
            f"常委第{i // 7 + 1}",
            i + 1,
            NAMES[i % len(NAMES)],
            f"县第{i + 1}中学党总支书记、校长，县教育学会副会长",
            f"1380000{i:04d}",
        )
        for i in range(people)
    )
    table = Table(columns, rows, notes=("口径：分配率＝有上级联络人者/应有上级者。",), name="联络表")
    return merged(merged(table, (1,), lambda row: row[1]), (0,), lambda row: row[0])


def statistics_table() -> Table:
    """Give a table with head groups, rates, sums and a row merged across."""
    return with_totals(
        Table(
            columns=(
                Column("级别", vertical=True, width=12),
                Column("应有", Kind.INT, sum=True),
                Column("实有", Kind.INT, sum=True),
                Column("触达率", Kind.RATE),
            ),
            rows=(
                ("一级", 1, 1, Rate(1, 1)),
                (Cell("其中：党组成员", columns=4), COVERED, COVERED, COVERED),
                ("二级", 5, 5, Rate(0, 0)),
            ),
            groups=(Group("人数", 1, 2),),
            title="表1　五级网格人数",
        )
    )


def sample() -> Document:
    """Give a document that holds every block."""
    cover = Section(
        (
            Cover(
                "政协××县委员会|主席会议材料",
                over=("内部资料",),
                under=("（网格）",),
                office="办公室",
                date="2026年11月",
            ),
        ),
        numbers=PageNumbers.NONE,
    )
    contents = Section((Contents(depth=2),), numbers=PageNumbers.NONE)
    text = Section(
        (
            Title("关于2026年第三季度|五级网格联络工作|和提案办理情况的报告", subtitle="（2026年11月20日）"),
            KeyFigures(
                (KeyFigure("151", "委员总数（人）", "其中女47人"), KeyFigure("89.5%", "触达率", "135/151"))
            ),
            Heading(1, "一、总体情况"),
            paragraph(BODY),
            Heading(2, "（一）网格结构"),
            Paragraph(
                (Run("加粗", bold=True), Run("楷体", Font.KAI), Run("小字", size=12.0), Run(BODY)),
                left=1,
                right=1,
            ),
            Figure(
                Pyramid((Bar("一级　主席", 1), Bar("二级　副主席", 5), Bar("三级　常委", 25)), "人"),
                "图1　人数",
            ),
            Heading(3, "1.各级人数"),
            TableBlock(statistics_table()),
            Heading(4, "（1）说明"),
            paragraph("第一段\n第二段"),
            Figure(Bars((Bar("经济界", 32), Bar("教育界", 25)), "人"), width=100),
            Figure(
                Stacked(
                    ("已答复", "办理中", "逾期"), (("县教育局", (8, 2, 0)), ("县发改局", (12, 3, 1))), "件"
                ),
                "图2",
            ),
            PageBreak(),
            Heading(1, "二、委员名单"),
            NameColumns(NAMES * 3),
            Note("注：名单截至2026年11月20日。"),
            Spacer(2),
            Signature("政协××县委员会办公室", "2026年11月20日"),
        ),
        start=1,
    )
    register = landscape(
        Title("××县政协委员五级网格联络表"), TableBlock(liaison_table()), foot="制表：办公室", head="内部资料"
    )
    return Document("主席会议材料", (cover, contents, text, register), office="政协××县委员会办公室")


def bundled() -> FontBook:
    """Give the bundled fonts alone, the same on every machine."""
    return FontBook(bundled_only=True)


def as_pdf(document: Document) -> bytes:
    """Give a document as PDF."""
    stream = BytesIO()
    write_pdf(document, bundled(), stream)
    return stream.getvalue()


def as_word(document: Document) -> bytes:
    """Give a document as .docx."""
    stream = BytesIO()
    write_word(document, bundled(), stream)
    return stream.getvalue()


def bare(text: str) -> str:
    """Drop everything that is no word: blanks and line ends."""
    return re.sub(r"\s+", "", text)


def pdf_pages(pdf: bytes) -> list[str]:
    """Give the words of each page; pdfium marks a hyphen at a line's end by U+FFFE or U+0002."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return [
            bare(page.get_textpage().get_text_range().replace("\ufffe", "-").replace("\x02", "-"))
            for page in opened
        ]


def word_part(docx: bytes, name: str = "word/document.xml") -> etree._Element:
    """Give one part of a .docx, parsed."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return etree.fromstring(archive.read(name))


def word_words(docx: bytes) -> str:
    """Give the words of a .docx in reading order: text, and what pictures say; the contents left out."""
    words: list[str] = []
    for p in word_part(docx).iter(f"{W}p"):
        style = p.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val", "").startswith("TOC"):
            continue
        nodes = p.iter(
            f"{W}t", "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
        )
        words += [node.text or "" if node.tag == f"{W}t" else node.get("descr", "") for node in nodes]
    return bare("".join(words))
