from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from app.domain.id_number import read_id_number
from app.intake.errors import FileRefused
from app.intake.rawtable import RawRow, RawSheet, filled, text_of
from app.intake.roster import read_roster
from app.intake.sheets import read_tables
from tests.intake.books import Cells, save, tables, text_table, workbook

CELLS = [
    ("整数不带小数点", 1.0, "1"),
    ("小数", 2.5, "2.5"),
    ("浮点的尾数", 0.1 + 0.2, "0.3"),
    ("手机号", 13800001234, "13800001234"),
    ("身份证号只剩十五位", 330102198001011234, "330102198001011000"),
    ("很小的数", 0.000001, "0.000001"),
    ("负数", -3, "-3"),
    ("真", True, "是"),
    ("假", False, "否"),
    ("首尾空格和换行留到读字段时", " 张三\n ", " 张三\n "),
    ("基本平面之外的字", "吴彦㛃𠮷", "吴彦㛃𠮷"),
    ("公式样子的文字", "'=1+1", "'=1+1"),
]


@pytest.mark.parametrize(("case", "cell", "text"), CELLS, ids=[case for case, *_ in CELLS])
def test_a_cell_reads_as_a_person_types_it(tmp_path: Path, case: str, cell: object, text: str) -> None:
    assert tables(tmp_path, {"表": [[cell]]})[0].rows[0].cells[0] == text


def test_dates_stay_dates_and_times_become_text(tmp_path: Path) -> None:
    row = [date(1975, 3, 1), datetime(2017, 4, 14, 15, 29, 31)]
    cells = tables(tmp_path, {"表": [row]})[0].rows[0].cells
    assert [text_of(cell) for cell in cells] == ["1975-03-01", "2017-04-14"]
    assert all(isinstance(cell, date) for cell in cells)


def test_a_year_before_1000_is_still_four_digits() -> None:
    assert text_of(date(200, 1, 2)) == "0200-01-02"


def test_time_of_day_becomes_text(tmp_path: Path) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet().write(0, 0, 0.5, book.add_format({"num_format": "hh:mm"}))
    book.close()
    assert read_tables(save(tmp_path, stream.getvalue()))[0].rows[0].cells == ("12:00:00",)


def test_formulas_come_as_their_values(tmp_path: Path) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet().write_formula(0, 0, '="张"&"三"', None, "张三")
    book.close()
    assert read_tables(save(tmp_path, stream.getvalue()))[0].rows[0].cells == ("张三",)


def test_rows_keep_the_numbers_the_spreadsheet_shows(tmp_path: Path) -> None:
    sheet = tables(tmp_path, {"表": [[], [], ["", "", "甲"], [], ["", "乙"]]})[0]
    assert sheet.rows == (RawRow(3, ("", "", "甲")), RawRow(5, ("", "乙", "")))
    assert sheet.width == 3


def test_a_row_of_blanks_is_no_row(tmp_path: Path) -> None:
    assert [row.number for row in tables(tmp_path, {"表": [["甲"], [" "], ["乙"]]})[0].rows] == [1, 3]
    assert not filled(("", " \u3000"))


def merged(tmp_path: Path, *ranges: tuple[int, int, int, int, str]) -> RawSheet:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    for row in range(4):
        sheet.write(row, 3, f"第{row + 1}行")
    for top, left, bottom, right, text in ranges:
        sheet.merge_range(top, left, bottom, right, text)
    book.close()
    return read_tables(save(tmp_path, stream.getvalue()))[0]


def test_a_cell_merged_over_rows_is_said_in_each(tmp_path: Path) -> None:
    sheet = merged(tmp_path, (1, 0, 2, 0, "提案委员会"))
    assert [row.cells[0] for row in sheet.rows] == ["", "提案委员会", "提案委员会", ""]


def test_a_title_merged_over_columns_stays_in_its_first(tmp_path: Path) -> None:
    sheet = merged(tmp_path, (0, 0, 0, 2, "委员名单"), (1, 0, 2, 1, "方块"))
    assert sheet.rows[0].cells[:3] == ("委员名单", "", "")
    assert sheet.rows[2].cells[0] == ""


def test_one_sheet_may_be_asked_for(tmp_path: Path) -> None:
    path = save(tmp_path, workbook({"甲表": [["甲"]], "乙表": [["乙"]]}))
    assert [sheet.sheet for sheet in read_tables(path, "乙表")] == ["乙表"]


def test_a_sheet_that_does_not_exist_is_refused_with_those_that_do(tmp_path: Path) -> None:
    path = save(tmp_path, workbook({"甲表": [["甲"]], "乙表": [["乙"]]}))
    with pytest.raises(FileRefused, match="没有名为“丙表”的工作表，有的是：甲表、乙表"):
        read_tables(path, "丙表")


def test_a_hidden_sheet_is_marked_unless_asked_for(tmp_path: Path) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet("露").write(0, 0, "甲")
    hidden = book.add_worksheet("藏")
    hidden.write(0, 0, "乙")
    hidden.hide()
    book.close()
    path = save(tmp_path, stream.getvalue())
    assert [(sheet.sheet, sheet.hidden) for sheet in read_tables(path)] == [("露", False), ("藏", True)]
    assert not read_tables(path, "藏")[0].hidden


def test_chart_sheets_are_passed_over(tmp_path: Path) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet("表").write(0, 0, 1)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=表!$A$1:$A$1"})
    book.add_chartsheet("图").set_chart(chart)
    book.close()
    assert [sheet.sheet for sheet in read_tables(save(tmp_path, stream.getvalue()))] == ["表"]


def test_the_form_is_told_by_content_not_by_the_ending(tmp_path: Path) -> None:
    path = save(tmp_path, workbook({"表": [["甲"]]}), "其实是表格.csv")
    assert read_tables(path)[0].sheet == "表"


def test_a_csv_is_a_sheet_without_a_name(tmp_path: Path) -> None:
    assert text_table(tmp_path, "姓名,性别\n张三,男\n") == (
        RawSheet("名册.csv", "", (RawRow(1, ("姓名", "性别")), RawRow(2, ("张三", "男")))),
    )


@pytest.mark.parametrize("since_1904", [False, True])
def test_dates_and_bare_day_numbers_mean_the_same_in_both_date_systems(
    tmp_path: Path, since_1904: bool
) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"date_1904": since_1904, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["姓名", "出生年月日", "参加工作时间"])
    sheet.write(1, 0, "叶知秋")
    sheet.write_datetime(1, 1, date(1975, 3, 2))
    sheet.write_number(1, 2, 27455 - 1462 * since_1904)
    book.close()
    read = read_tables(save(tmp_path, stream.getvalue()))
    person = read_roster(read).people[0]
    assert read[0].since_1904 is since_1904
    assert (person.text("birth"), person.text("work_started")) == ("1975-03-02", "1975-03-02")


def ods(rows: str, name: str = "名册") -> bytes:
    words = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{word}="urn:oasis:names:tc:opendocument:xmlns:{word}:1.0"' for word in words)
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="{name}">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


def ods_cell(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


def test_an_ods_cell_merged_over_rows_is_said_in_each(tmp_path: Path) -> None:
    over = 'table:number-rows-spanned="2"'
    rows = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>',
        f"<table:table-row>{ods_cell('姓名')}{ods_cell('界别')}</table:table-row>",
        f"<table:table-row>{ods_cell('温如玉')}{ods_cell('教育', over)}</table:table-row>",
        f"<table:table-row>{ods_cell('沈默言')}<table:covered-table-cell/></table:table-row>",
        f"<table:table-row>{ods_cell('纪晓舟')}{ods_cell('经济')}</table:table-row>",
    )
    (sheet,) = read_tables(save(tmp_path, ods("".join(rows), "甲&amp;乙"), "名册.ods"))
    assert [(row.number, *row.cells) for row in sheet.rows] == [
        (3, "姓名", "界别"), (4, "温如玉", "教育"), (5, "沈默言", "教育"), (6, "纪晓舟", "经济"),
    ]  # fmt: skip


def test_a_number_too_long_for_a_spreadsheet_is_known_to_have_lost_digits(tmp_path: Path) -> None:
    """Even where the noughts happen to fit the check digit, a number cell never held eighteen digits."""
    fitting = 110101199003037000
    assert read_id_number(str(fitting)).problem == ""
    rows: Cells = [
        ["姓名", "身份证号", "微信"],
        ["张三", fitting, 6222021234567890000],
        ["李四", str(fitting), "6222021234567890000"],
    ]
    draft = read_roster(tables(tmp_path, {"表": rows}))
    assert [(one.row, one.column) for one in draft.errors] == [(2, "身份证号")]
    assert "末几位被表格改成了 0" in draft.errors[0].message
    assert [(one.row, one.column) for one in draft.warnings] == [(2, "微信"), (3, "身份证号")]
    assert "末几位已丢失" in draft.warnings[0].message
