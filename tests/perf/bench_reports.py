"""Paper against its budgets: a 3,000 × 8 table, 300 pages of text and 339 forms with photos, beside the stock libraries."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from datetime import date
from functools import partial
from io import BytesIO

from PIL import Image

from app.domain.member import Member
from app.domain.proposal import Outcome, Proposal, Sponsor, State
from app.reports.document import Block, Contents, Document, Heading, Section, TableBlock, landscape, paragraph
from app.reports.excel import write_excel
from app.reports.facts import Facts
from app.reports.fonts import FONT_DIR, FontBook
from app.reports.forms.collection import COLLECTION
from app.reports.forms.record import RECORDS
from app.reports.pdf.writer import write_pdf
from app.reports.table import Column, Kind, Table, text_of
from app.reports.word.writer import write_word
from tests.perf.measured import Row, best_of, median_of, print_table, seconds

TEXT = (
    "近年来，我县乡村道路建设取得了明显成效，但部分路段仍存在养护经费不足、路面破损、排水不畅等问题，群众反映较为集中。"
    "为此建议：一是将农村公路养护经费足额纳入县级财政预算，建立与里程、等级相适应的增长机制；二是推行“路长制”，"
    "明确县、乡、村三级责任；三是对2018年以前建成的156条村道开展一次全面排查，分类制定改造计划。"
)
ROWS = 3_000
PROPOSALS = 300
MEMBERS = 339
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


def proposals() -> Facts:
    """Give 300 filed proposals of about a page."""
    register = tuple(
        Proposal(
            n,
            1,
            "第一次会议",
            State.FILED,
            f"关于加强农村公路第{n}路段养护管理的提案",
            Outcome.FILED,
            serial=n,
            no=n,
            category="社会建设",
            sponsors=(Sponsor("廖学礼", 1),),
        )
        for n in range(1, PROPOSALS + 1)
    )
    texts = {one.id: {"text": f"{TEXT}\n{TEXT}\n{TEXT}"} for one in register}
    day = date(2026, 11, 1)
    return Facts("政协云川县委员会", "第十一届", day, plenary="第一次会议", proposals=register, texts=texts)


def photographed() -> Facts:
    """Give 339 members, each with a photo of its own of the size that is kept (about 60 KB)."""
    people = tuple(
        Member(
            n,
            n,
            f"委员{n:03d}",
            sex="女",
            birth="1970-01",
            sector="经济",
            job_title=f"云川县第{n}中学教师",
        )
        for n in range(1, MEMBERS + 1)
    )
    photos: dict[int, bytes] = {}
    for one in people:
        out = BytesIO()
        Image.effect_noise((295, 413), 60).convert("RGB").save(out, "JPEG", quality=70)
        photos[one.person_id] = out.getvalue()
    return Facts("政协云川县委员会", "第十一届", date(2026, 11, 1), members=people, photos=photos)


def rows() -> list[Row]:
    """Measure, warm (fonts read, libraries imported)."""
    fonts = FontBook(bundled_only=True)
    warm = Document("热身", (Section((Heading(1, "一、甲"), paragraph("文字"))),))
    write_pdf(warm, fonts, BytesIO())
    write_word(warm, fonts, BytesIO())
    _stock_font()
    return [*_tables(fonts), *_texts(fonts), *_records(fonts)]


def _tables(fonts: FontBook) -> list[Row]:
    register = Document("名册", (landscape(TableBlock(table())),))
    stock = "stock reportlab LongTable with rowHeights", seconds(lambda: _stock_table(table()))
    cells = "stock xlsxwriter, one look", seconds(lambda: _stock_sheet(table()))
    return [
        Row("table of 3,000 × 8, PDF", 0.8, _again(lambda: write_pdf(register, fonts, BytesIO())), *stock),
        Row("table of 3,000 × 8, Word", 0.3, _again(lambda: write_word(register, fonts, BytesIO())), *stock),
        Row("table of 3,000 × 8, Excel", None, _again(lambda: write_excel(register, BytesIO())), *cells),
    ]


def _texts(fonts: FontBook) -> list[Row]:
    """300 pages as plain text, and as the form 提案汇编 with its cover, contents and numbers."""
    stock_text = "stock reportlab, CJK wrap, no contents", seconds(_stock_text)
    stock_word = "stock python-docx, no fonts set", seconds(_stock_word)
    form = COLLECTION.build(proposals(), COLLECTION.with_defaults({}))
    measured = []
    for name, document in (("300 proposals with contents", collection()), ("提案汇编", form)):
        book = write_pdf(document, fonts, BytesIO())  # Word takes the pages of its contents from it
        pdf = _again(partial(write_pdf, document, fonts, BytesIO()))
        word = _again(partial(write_word, document, fonts, BytesIO(), book))
        measured += [
            Row(f"{name}, {len(book.pages)} pages, PDF", 0.8, pdf, *stock_text),
            Row(f"{name}, {len(book.pages)} pages, Word", 0.6, word, *stock_word),
        ]
    for kind, write in (("PDF", write_pdf), ("Word", write_word)):
        peak = _peak(partial(write, form, fonts, BytesIO()))
        said = sum(len(text["text"].encode()) for text in proposals().texts.values()) / 1e6
        measured.append(Row(f"提案汇编, {kind}, most memory", None, peak, "its texts", said, unit="MB"))
    return measured


def _records(fonts: FontBook) -> list[Row]:
    """登记表 with photos: the time, and the most memory that writing takes beside the photos themselves."""
    facts = photographed()
    size = sum(map(len, facts.photos.values())) / 1e6
    document = RECORDS.build(facts, RECORDS.with_defaults({}))
    bare = RECORDS.build(facts, RECORDS.with_defaults({"照片": "不印"}))
    name = f"{MEMBERS} 登记表 with photos"
    writers = (("PDF", write_pdf), ("Word", write_word))
    base = "the same without photos"
    took = [
        Row(
            f"{name}, {form}",
            15.0,
            best_of(2, partial(write, document, fonts, BytesIO())),
            base,
            best_of(2, partial(write, bare, fonts, BytesIO())),
        )
        for form, write in writers
    ]
    peaks = [
        Row(f"{name}, {form}, most memory", None, _peak(partial(write, document, fonts, BytesIO())),
            "the photos", size, unit="MB")
        for form, write in writers
    ]  # fmt: skip
    return [*took, *peaks]


def _peak(work: Callable[[], object]) -> float:
    """Give the most megabytes that Python held for a piece of work."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


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


def _stock_sheet(source: Table) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(BytesIO(), {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(source.rows):
        sheet.write_row(number, 0, [text_of(value) for value in row])
    book.close()


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
