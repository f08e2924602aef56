from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from app.reports.document import Document, Section, paragraph
from app.reports.excel import csv_text, sheet_name, write_excel, write_tables
from app.reports.table import COVERED, Cell, Column, Kind, Rate, Table
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
    assert openpyxl.load_workbook(stream).sheetnames == ["表1　五级网格人数", "联络表"]


def test_没有表的文书也打得开() -> None:
    stream = BytesIO()
    write_excel(Document("报告", (Section((paragraph("甲"),)),)), stream)
    assert openpyxl.load_workbook(stream).active["A1"].value == "报告"


def test_过长的格截到Excel的限度() -> None:
    (sheet,) = sheets(Table((Column("甲"),), (("字" * 40_000,),)))
    assert len(str(sheet["A2"].value)) == 32_000


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
