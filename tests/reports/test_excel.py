from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from app.reports.document import (
    Document,
    Heading,
    Margins,
    Note,
    PageNumbers,
    Paper,
    Section,
    TableBlock,
    Title,
    paragraph,
)
from app.reports.excel import sheet_name, write_excel, write_tables
from app.reports.flat import csv_text
from app.reports.grid import column_widths
from app.reports.table import COVERED, Cell, Column, Kind, Marked, Picture, Rate, Table, Value, text_of
from tests.reports.same_words import as_excel, assert_same_words, shown
from tests.reports.samples import liaison_table, sample, statistics_table

TYPED = Table(
    (
        Column("委员编号", Kind.CODE, 24),
        Column("姓名", Kind.NAME),
        Column("件数", Kind.INT, sum=True),
        Column("率", Kind.RATE),
        Column("日期", Kind.DATE),
        Column("金额", Kind.NUMBER),
        Column("备注", width=60),
    ),
    (
        ("001", "王伟", 3, Rate(135, 151), dt.date(2026, 11, 20), Decimal("1.50"), "=1+1"),
        (
            "110101199003070018",
            "李丽",
            None,
            Rate(0, 0),
            dt.datetime(2026, 11, 20, 9, 30),
            2.5,
            "110101199003070018",
        ),
        (Cell("竖", vertical=True, bold=True), True, 1, None, None, -1, "@SUM(A1)"),
    ),
    title="名册",
    notes=("口径：略",),
)


def sheets(*tables: Table) -> list[Worksheet]:
    stream = BytesIO()
    write_tables(tables, stream, title="试", office="办公室")
    return list(openpyxl.load_workbook(stream).worksheets)


def test_数是数_率是率_日期是日期_编号是文字() -> None:
    (sheet,) = sheets(TYPED)
    first, second = [cell.value for cell in sheet[3]], [cell.value for cell in sheet[4]]
    assert first == ["001", "王伟", 3, 135 / 151, dt.datetime(2026, 11, 20), 1.5, "=1+1"]
    assert second == [
        "110101199003070018",
        "李丽",
        None,
        "—",
        dt.datetime(2026, 11, 20, 9, 30),
        2.5,
        "110101199003070018",
    ]
    assert (sheet["D3"].number_format, sheet["E3"].number_format, sheet["A3"].number_format) == (
        "0.0%",
        "yyyy-mm-dd",
        "@",
    )


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("2026年5月14日", dt.datetime(2026, 5, 14)), ("2026年5月", "2026年5月"), ("2026年13月1日", "2026年13月1日"),
        ("1899年1月1日", "1899年1月1日"), ("", None), ("待定", "待定"),
    ],
)  # fmt: skip
def test_日期栏里写成年月日的_是日期_照纸上的样子显示(words: str, held: object) -> None:
    (sheet,) = sheets(Table((Column("日期", Kind.DATE), Column("备注")), ((words, words),)))
    day, remark = sheet[2]
    assert (day.value, remark.value) == (held, words or None)
    assert (day.number_format == 'yyyy"年"m"月"d"日"') is isinstance(held, dt.datetime)


def test_没有一格是公式() -> None:
    (sheet,) = sheets(TYPED)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


def test_冻结表头_筛选_打印设置() -> None:
    (sheet,) = sheets(TYPED)
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:G5"
    assert sheet.print_title_rows == "$2:$2"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == (
        9,
        "landscape",
        0,
    )
    assert sheet.column_dimensions["A"].width == pytest.approx(24 / 1.9, abs=1)


def test_向下合并的格在表格里逐行重复_可以筛选() -> None:
    (sheet,) = sheets(liaison_table(10))
    assert [sheet.cell(row, 2).value for row in range(2, 12)] == ["常委第1"] * 7 + ["常委第2"] * 3
    assert [str(cells) for cells in sheet.merged_cells.ranges] == ["A12:F12"]  # the note below


def test_成组的表头合并_通栏行也合并() -> None:
    (sheet,) = sheets(statistics_table())
    assert {str(cells) for cells in sheet.merged_cells.ranges} == {
        "A1:D1",
        "A2:A3",
        "B2:C2",
        "D2:D3",
        "A5:D5",
    }
    assert [cell.value for cell in sheet[7]] == ["合计", 6, 6, None]
    assert sheet.auto_filter.ref is None


def test_文书里的表一张一页() -> None:
    stream = BytesIO()
    write_excel(sample(), stream)
    assert openpyxl.load_workbook(stream).sheetnames == ["表1　五级网格人数", "联络表", "说明"]


def test_没有表的文书也打得开() -> None:
    stream = BytesIO()
    write_excel(Document("报告", (Section((paragraph("甲"),)),)), stream)
    book = openpyxl.load_workbook(stream)
    assert (book.sheetnames, book.active["A1"].value) == (["正文"], "甲")


def test_什么也没有的文书也打得开() -> None:
    stream = BytesIO()
    write_excel(Document("报告", (Section(()),)), stream)
    assert openpyxl.load_workbook(stream).active["A1"].value == "报告"


def test_过长的格截到Excel的限度_其余接在说明里() -> None:
    sheet, rest = sheets(Table((Column("甲"),), (("字" * 40_000,),), name="长表"))
    assert len(str(sheet["A2"].value)) == 32_000
    assert rest.title == "说明"
    assert rest["A1"].value == "（接“长表”第 2 行“甲”）" + "字" * 8_000


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("提案/目录[1]:*?\\", "提案·目录·1·····"),
        ("", "表"),
        ("长" * 40, "长" * 31),
        ("'名'", "名"),
        ("甲\x00", "甲"),
    ],
)
def test_工作表名(wanted: str, name: str) -> None:
    assert sheet_name(wanted, set()) == name


def test_同名的工作表加序号() -> None:
    taken: set[str] = set()
    assert [sheet_name("A" * 31, taken), sheet_name("a" * 31, taken)] == ["A" * 31, "a" * 28 + "(2)"]


def test_CSV有BOM_不含公式_合并的格逐行重复() -> None:
    text = csv_text(TYPED)
    rows = list(csv.reader(StringIO(text.removeprefix("\ufeff"))))
    assert text.startswith("\ufeff")
    assert rows[1] == ["001", "王伟", "3", "89.4%", "2026-11-20", "1.50", "'=1+1"]
    assert rows[3][5:] == ["-1", "'@SUM(A1)"]
    merged = Table(
        (Column("甲"), Column("乙")),
        ((Cell("合", rows=2, columns=2), COVERED), (COVERED, COVERED)),
        totals=("计", 2),
    )
    assert list(csv.reader(StringIO(csv_text(merged)[1:])))[1:] == [["合", "合"], ["合", "合"], ["计", "2"]]


def test_同样的表同样的字节() -> None:
    one, two = BytesIO(), BytesIO()
    for stream in (one, two):
        write_excel(sample(), stream)
    assert one.getvalue() == two.getvalue()


@pytest.mark.parametrize(
    ("value", "form", "printed"),
    [
        (3, "0", "3"),
        (-1, "0", "-1"),
        (2.5, "0.0", "2.5"),
        (1234567.0, "0", "1234567"),
        (Decimal("1.50"), "0.00", "1.50"),
        (Rate(1, 3, places=2), "0.00%", "33.33%"),
        (Rate(1, 2, places=0), "0%", "50%"),
        (Rate(1, 8), "0.0%", "12.5%"),
        (dt.date(2026, 1, 2), "yyyy-mm-dd", "2026-01-02"),
        (Marked(13, "▲（12）"), '0"▲（12）"', "13▲（12）"),
        (Marked(Rate(1, 2), "▼"), '0.0%"▼"', "50.0%▼"),
    ],
)
def test_数在Excel里是数_看上去与纸上一样(value: Value, form: str, printed: str) -> None:
    (sheet,) = sheets(Table((Column("甲"),), ((value,),)))
    assert sheet["A2"].data_type in {"n", "d"}
    assert sheet["A2"].number_format == form
    assert shown(sheet["A2"]) == text_of(value) == printed


@pytest.mark.parametrize(
    "value",
    [
        10**15,
        float("nan"),
        Decimal("1e-20"),
        dt.date(1899, 12, 31),
        Rate(0, 0),
        Marked(Rate(0, 0), "▲"),
        True,
        Picture(b"no", 25, 35),
    ],
)
def test_Excel记不下的数写成字(value: Value) -> None:
    (sheet,) = sheets(Table((Column("甲"),), ((value,),)))
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", text_of(value))


def test_文书的每个词在Word_PDF_Excel里都有() -> None:
    assert_same_words(sample())


A3 = Section(
    (
        Title("云川县政协|委员名册", "（截至2026年11月1日）"),
        Note("排列：按职务。", keep_next=True),
        TableBlock(TYPED),
        Note("附注。"),
        Heading(2, "另一张"),
        TableBlock(Table((Column("甲"),))),
        paragraph("结尾。"),
        Title("没有表的标题"),
    ),
    Paper.A3,
    landscape=True,
    margins=Margins(20, 15, 20, 15),
    head="内部&资料",
    foot="制表：办公室",
    numbers=PageNumbers.NONE,
)


def test_标题口径制表与表在一张纸上_其余在说明里() -> None:
    one, two, prose = openpyxl.load_workbook(BytesIO(as_excel(Document("名册", (A3,))))).worksheets
    assert [one.cell(row, 1).value for row in (1, 2, 3, 4, 5)] == [
        "云川县政协委员名册",
        "（截至2026年11月1日）",
        "排列：按职务。",
        "名册",
        "委员编号",
    ]
    assert [one.cell(row, 1).value for row in (9, 10, 11)] == ["口径：略", "附注。", "制表：办公室"]
    assert [row[0].value for row in two.iter_rows()] == ["另一张", "甲", "（无）", "制表：办公室"]
    assert [row[0].value for row in prose.iter_rows()] == ["结尾。", "没有表的标题"]


def test_按纸张方向页边距打印_每页重复表头_页眉照印() -> None:
    sheet = openpyxl.load_workbook(BytesIO(as_excel(Document("名册", (A3,))))).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.page_margins.left == pytest.approx(20 / 25.4)
    assert sheet.print_options.horizontalCentered
    assert (sheet.print_title_rows, sheet.freeze_panes, sheet.auto_filter.ref) == ("$5:$5", "A6", "A5:G8")
    assert (sheet.oddHeader.right.text, sheet.oddFooter.center.text) == ("内部&&资料", None)


def test_列宽的毫米数与纸上相同() -> None:
    sheet = openpyxl.load_workbook(BytesIO(as_excel(Document("名册", (A3,))))).worksheets[0]
    wanted = column_widths(TYPED, A3.measure[0])
    dots: list[float] = []
    for first in sorted(sheet.column_dimensions):
        group = sheet.column_dimensions[first]
        dots += [group.width * 7] * (group.max - group.min + 1)
    assert [dot / 96 * 25.4 for dot in dots] == pytest.approx(wanted, abs=0.5)


def test_长的口径行高够用() -> None:
    table = Table((Column("甲", width=100),), (("乙",),), notes=("口径" * 100,))
    (sheet,) = sheets(table)
    assert sheet.row_dimensions[3].height >= 8 * 10
