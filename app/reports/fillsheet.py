"""委员信息填报表 for Excel: one sheet to fill in, yellow cells, lists to choose from, a hidden sheet that says whose."""

from __future__ import annotations

import datetime as dt
from typing import Any, BinaryIO, Final

import xlsxwriter

from app.reports.forms.fillform import ASKED_HEADING, CONFIRMED, KNOWN_HEADING, MARK, FillIn
from app.reports.plain import clean

SHEET, HIDDEN = "填报表", "表号"
_MOST_CHOICES: Final = 240
"""Characters a list of choices may have in the file; longer ones are told in the hint alone."""
_WIDTHS: Final = (18, 46, 30)


def write_fill_sheet(form: FillIn, stream: BinaryIO) -> None:
    """Write the workbook. Labels stand in the first column, values in the second, as text: no cell begins a formula."""
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    day = dt.datetime(form.day.year, form.day.month, form.day.day)
    book.set_properties(
        {"title": f"{form.name} 委员信息填报表", "author": form.office, "subject": form.mark, "created": day}
    )
    _Sheet(book, book.add_worksheet(SHEET), form).write()
    hidden = book.add_worksheet(HIDDEN)
    hidden.write_string(0, 0, form.mark)
    hidden.hide()
    book.close()


class _Sheet:
    def __init__(self, book: Any, sheet: Any, form: FillIn) -> None:  # noqa: ANN401 - xlsxwriter has no types
        self._sheet, self._form, self._row = sheet, form, 0
        base: dict[str, object] = {
            "font_name": "宋体",
            "font_size": 12,
            "valign": "vcenter",
            "text_wrap": True,
        }
        boxed = {**base, "border": 1, "num_format": "@"}
        self._looks = {
            "title": book.add_format({**base, "font_size": 18, "bold": True, "align": "center"}),
            "text": book.add_format(base),
            "heading": book.add_format({**boxed, "bold": True, "bg_color": "#EDEDED"}),
            "label": book.add_format({**boxed, "align": "center"}),
            "asked": book.add_format({**boxed, "align": "center", "bold": True}),
            "value": book.add_format({**boxed, "locked": False}),
            "empty": book.add_format({**boxed, "locked": False, "bg_color": "#FFF8CC"}),
            "hint": book.add_format({**boxed, "font_size": 10, "font_color": "#595959"}),
        }

    def write(self) -> None:
        """Write title, explanation, what is known, what is asked, and where it goes."""
        form, sheet = self._form, self._sheet
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        self._across(form.title.replace("|", ""), "title", 34)
        self._across(form.explanation, "text", 52)
        self._across(KNOWN_HEADING, "heading", 24)
        for label, text in form.known:
            self._cells((label, "label"), (text, "value"), ("", "hint"))
        if form.asked:
            self._across(ASKED_HEADING, "heading", 24)
        for asked in form.asked:
            choices = [word for word in asked.choices if word]
            if choices and len(",".join(choices)) <= _MOST_CHOICES:
                sheet.data_validation(
                    self._row,
                    1,
                    self._row,
                    1,
                    {"validate": "list", "source": choices, "error_type": "warning"},
                )
            self._cells((MARK + asked.label, "asked"), ("", "empty"), (asked.hint, "hint"))
        self._across(form.returning, "text", 24)
        self._across(f"表号：{form.number}（收回时按表号认人，请勿改动）。{CONFIRMED}", "text", 24)
        self._page()

    def _across(self, text: str, look: str, height: float) -> None:
        self._sheet.merge_range(self._row, 0, self._row, len(_WIDTHS) - 1, clean(text), self._looks[look])
        self._sheet.set_row(self._row, height)
        self._row += 1

    def _cells(self, *cells: tuple[str, str]) -> None:
        for column, (text, look) in enumerate(cells):
            self._sheet.write_string(self._row, column, clean(text), self._looks[look])
        lines = max(1, -(-len(cells[1][0]) // 21))
        self._sheet.set_row(self._row, max(26, 17 * lines))
        self._row += 1

    def _page(self) -> None:
        """Print on one A4 page; only the cells to fill in can be written in, without a password."""
        sheet = self._sheet
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 1)
        sheet.center_horizontally()
        sheet.protect("", {"format_rows": True, "format_columns": True})
        sheet.hide_gridlines(2)
