"""Paper against its budgets: a 3,000 × 8 table and 300 pages of text, as PDF and Word, beside the stock libraries."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from app.reports.document import Block, Contents, Document, Heading, Section, TableBlock, landscape, paragraph
from app.reports.fonts import FONT_DIR, FontBook
from app.reports.pdf.writer import write_pdf
from app.reports.table import Column, Kind, Table, text_of
from app.reports.word.writer import write_word
from tests.perf.measured import Row, median_of, print_table, seconds

TEXT = (
    "近年来，我县乡村道路建设取得了明显成效，但部分路段仍存在养护经费不足、路面破损、排水不畅等问题，群众反映较为集中。"
    "为此建议：一是将农村公路养护经费足额纳入县级财政预算，建立与里程、等级相适应的增长机制；二是推行“路长制”，"
    "明确县、乡、村三级责任；三是对2018年以前建成的156条村道开展一次全面排查，分类制定改造计划。"
)
ROWS = 3_000
PROPOSALS = 300
STOCK = "StockSong"


def table() -> Table:
    """Give a register of 3,000 rows and 8 columns."""
    columns = (
        Column("序号", Kind.INT, 12),
        Column("姓名", Kind.NAME, 22),
        Column("性别", width=12),
        Column("界别", width=28),
        Column("单位及职务", width=70),
        Column("政治面貌", width=28),
        Column("电话", Kind.CODE, 30),
        Column("备注", width=30),
    )
    surnames, given = "赵钱孙李周吴郑王冯陈", "建国伟芳娜敏静强磊军洋勇艳杰涛明超秀兰霞"
    rows = tuple(
        (
            i + 1,
            surnames[i % 10] + given[i % 20] + (given[(i // 3) % 20] if i % 4 else ""),
            "男女"[i % 2],
            "经济界",
            f"县第{i % 90 + 1}中学党总支书记、校长，县教育学会副会长",
            "中共党员" if i % 3 else "民盟",
            f"138{i * 7919 % 100_000_000:08d}",
            "",
        )
        for i in range(ROWS)
    )
    return Table(columns, rows)


def collection() -> Document:
    """Give 300 proposals of about a page with their contents."""
    blocks: list[Block] = []
    for number in range(1, PROPOSALS + 1):
        blocks.append(
            Heading(1, f"第{number}号　关于加强农村公路第{number}路段养护管理的提案", new_page=True)
        )
        blocks += [paragraph(TEXT), paragraph(TEXT), paragraph(TEXT)]
    return Document("提案汇编", (Section((Contents(),)), Section(tuple(blocks), start=1)))


def rows() -> list[Row]:
    """Measure, warm (fonts read, libraries imported)."""
    fonts = FontBook(bundled_only=True)
    warm = Document("热身", (Section((Heading(1, "一、甲"), paragraph("文字"))),))
    write_pdf(warm, fonts, BytesIO())
    write_word(warm, fonts, BytesIO())
    _stock_font()
    register = Document("名册", (landscape(TableBlock(table())),))
    texts = collection()
    book = write_pdf(texts, fonts, BytesIO())  # Word takes the pages of its contents from it
    pages = f"{len(book.pages)} pages"
    stock_table = "stock reportlab LongTable with rowHeights", seconds(lambda: _stock_table(table()))
    stock_text = "stock reportlab, CJK wrap, no contents", seconds(_stock_text)
    stock_word = "stock python-docx, no fonts set", seconds(_stock_word)
    return [
        Row(
            "table of 3,000 × 8, PDF",
            0.8,
            _again(lambda: write_pdf(register, fonts, BytesIO())),
            *stock_table,
        ),
        Row(
            "table of 3,000 × 8, Word",
            0.3,
            _again(lambda: write_word(register, fonts, BytesIO())),
            *stock_table,
        ),
        Row(
            f"300 proposals with contents, {pages}, PDF",
            0.8,
            _again(lambda: write_pdf(texts, fonts, BytesIO())),
            *stock_text,
        ),
        Row(
            f"300 proposals with contents, {pages}, Word",
            0.6,
            _again(lambda: write_word(texts, fonts, BytesIO(), book)),
            *stock_word,
        ),
    ]


def _again(work: Callable[[], object]) -> float:
    return median_of(3, work)


def _stock_font() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont(STOCK, str(FONT_DIR / "LiangeSong.ttf")))


def _stock_table(source: Table) -> None:
    from reportlab.platypus import LongTable, SimpleDocTemplate

    data = [[text_of(value) for value in row] for row in source.rows]
    look = [("FONTNAME", (0, 0), (-1, -1), STOCK), ("GRID", (0, 0), (-1, -1), 0.5, "black")]
    SimpleDocTemplate(BytesIO(), invariant=1).build(
        [LongTable(data, rowHeights=[18] * len(data), style=look)]
    )


def _stock_text() -> None:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

    style = ParagraphStyle(
        "body", fontName=STOCK, fontSize=16, leading=29, wordWrap="CJK", firstLineIndent=32
    )
    flow = [
        part for _ in range(PROPOSALS) for part in (*(Paragraph(TEXT, style) for _ in range(3)), PageBreak())
    ]
    SimpleDocTemplate(BytesIO(), invariant=1).build(flow)


def _stock_word() -> None:
    import docx

    document = docx.Document()
    for number in range(PROPOSALS):
        document.add_heading(f"第{number}号", 1)
        for _ in range(3):
            document.add_paragraph(TEXT)
    document.save(BytesIO())


if __name__ == "__main__":
    print_table(rows())
