"""Reading tables: xlsx, xls, ods by python-calamine, csv and pasted text by ourselves. One door, `read_tables`."""

from __future__ import annotations

import errno
import io
import stat
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from app.intake.csvtext import decode, read_text
from app.intake.errors import FileRefused, damaged, empty, protected, too_large
from app.intake.limits import MAX_CELLS, MAX_FILE_BYTES, MAX_ROWS, MAX_TEXT_BYTES, MEGABYTE
from app.intake.ods_spans import Merged
from app.intake.package import Form, counts_from_1904, merged_in_ods, recognise_form
from app.intake.rawtable import Cell, RawRow, RawSheet, Rounded, filled

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Typed = int | float | str | bool | time | date | datetime | timedelta
"""What calamine gives for a cell."""

_EXACT_DIGITS = 15
"""Excel keeps fifteen digits of a number; what stands behind them is noise."""


_REASONS = {errno.ENAMETOOLONG: "文件名不对", errno.EIO: "读写设备出错，U 盘可能已拔出"}
"""Why the system does not read a file, in words of the office."""


def read_tables(path: Path, only_sheet: str | None = None) -> tuple[RawSheet, ...]:
    """Read every worksheet of a file, or the one named `only_sheet`; sheets without a filled row are left out.

    Formulas come as their values, numbers as typed text (1.0 → "1"), dates stay dates. The form is recognised by
    content. Raises FileRefused, with nothing else done, for a file that is missing, unreadable, no table, protected,
    damaged, too large, or empty.
    """
    file = path.name
    data = bytes_of(path)
    if not data:
        raise empty(file)
    form = recognise_form(data, file)
    sheets = _read_lines(data, file) if form is Form.TEXT else _read_workbook(data, form, file, only_sheet)
    found = tuple(sheet for sheet in sheets if sheet.rows)
    if not found:
        raise empty(file)
    return found


def read_plain_text(path: Path) -> str:
    """Read a text file as Chinese offices write it (UTF-8 or GBK); raises FileRefused as `read_tables` does."""
    return _decoded(bytes_of(path), path.name)


def _decoded(data: bytes, file: str) -> str:
    if len(data) > MAX_TEXT_BYTES:
        raise too_large(file, f"有 {len(data) // MEGABYTE:,} MB 文字，超过 {MAX_TEXT_BYTES // MEGABYTE} MB")
    return decode(data, file)


def bytes_of(path: Path) -> bytes:
    """The whole file, once its kind and size are known to be harmless."""
    file = path.name or str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise FileRefused(file, "是文件夹，不是文件；请选其中的表格文件。", code="not_a_file")
        if not stat.S_ISREG(status.st_mode):
            raise FileRefused(file, "不是普通文件，没有导入。", code="not_a_file")
        if status.st_size > MAX_FILE_BYTES:
            raise too_large(
                file, f"有 {status.st_size // MEGABYTE:,} MB，超过 {MAX_FILE_BYTES // MEGABYTE} MB"
            )
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise FileRefused(file, "找不到了；请核对文件名和所在文件夹。", code="missing") from None
    except PermissionError:
        raise FileRefused(
            file, "没有权限读取；如果正在 WPS、Excel 中打开，请关闭后再导入。", code="no_permission"
        ) from None
    except (OSError, ValueError) as trouble:
        number = trouble.errno if isinstance(trouble, OSError) else errno.ENAMETOOLONG
        reason = _REASONS.get(number or 0, f"系统错误 {number}")
        raise FileRefused(
            file, f"读不出来（{reason}）；请换一个位置复制后再导入。", code="unreadable"
        ) from None


def _read_lines(data: bytes, file: str) -> tuple[RawSheet, ...]:
    return (read_text(_decoded(data, file), file),)


def _read_workbook(data: bytes, form: Form, file: str, only_sheet: str | None) -> tuple[RawSheet, ...]:
    from python_calamine import CalamineError, PasswordError

    merged = merged_in_ods(data, file) if form is Form.ODS else {}
    try:
        with _open(data) as workbook:
            sheets = _worksheets(workbook, file, only_sheet, merged)
        since_1904 = counts_from_1904(data, form, file)
        return tuple(replace(sheet, since_1904=True) for sheet in sheets) if since_1904 else sheets
    except PasswordError:
        raise protected(file) from None
    except (CalamineError, OSError, ValueError):
        raise damaged(file) from None
    except BaseException as trouble:
        if _is_panic(trouble):
            raise damaged(file) from None
        raise


def _worksheets(
    workbook: CalamineWorkbook, file: str, only_sheet: str | None, merged: Mapping[str, list[Merged]]
) -> tuple[RawSheet, ...]:
    """The worksheets; `merged` are cells merged over rows by sheet, where calamine does not know them."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    listed = [meta for meta in workbook.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    if only_sheet is not None:
        listed = [meta for meta in listed if meta.name.strip() == only_sheet.strip()]
        if not listed:
            raise no_such_sheet(file, only_sheet, workbook.sheet_names)
    cells, sheets = 0, []
    for meta in listed:
        sheet = workbook.get_sheet_by_name(meta.name)
        cells += sheet.height * sheet.width
        if cells > MAX_CELLS:
            raise too_large(file, f"里的“{meta.name}”有 {sheet.height:,} 行、{sheet.width:,} 列")
        hidden = meta.visible != SheetVisibleEnum.Visible and only_sheet is None
        sheets.append(RawSheet(file, meta.name, _rows(sheet, file, merged.get(meta.name, ())), hidden))
    return tuple(sheets)


def _is_panic(trouble: BaseException) -> bool:
    """Whether the reader itself stumbled over the file; its library gives that exception no name to import."""
    return type(trouble).__module__ == "pyo3_runtime"


def _open(data: bytes) -> CalamineWorkbook:
    from python_calamine import load_workbook

    return load_workbook(io.BytesIO(data))


def no_such_sheet(file: str, name: str, names: Iterable[str]) -> FileRefused:
    """None of the file's sheets has the name that was asked for."""
    listed = "、".join(names)
    return FileRefused(file, f"里没有名为“{name}”的工作表，有的是：{listed}。", code="no_such_sheet")


def _rows(sheet: CalamineSheet, file: str, merged: Iterable[Merged]) -> tuple[RawRow, ...]:
    """The filled rows; empty ones, of which there may be a million, are passed over as they come."""
    if sheet.start is None:
        return ()
    margin: list[Cell] = [""] * sheet.start[
        1
    ]  # calamine leaves empty columns on the left out, not empty rows
    table: dict[int, list[Cell]] = {}
    for index, values in enumerate(sheet.iter_rows()):
        if values.count("") == len(values):
            continue
        cells = margin + [_cell(value) for value in values]
        if filled(cells):
            table[index] = cells
        if len(table) > MAX_ROWS:
            raise too_large(file, f"里的“{sheet.name}”超过 {MAX_ROWS:,} 行")
    _fill_down(table, sheet.merged_cell_ranges or merged)
    return tuple(RawRow(index + 1, tuple(cells)) for index, cells in table.items())


def _fill_down(table: dict[int, list[Cell]], merged: Iterable[Merged]) -> None:
    """Say the value of a cell merged over several rows in each of them, as a reader of the paper understands it.

    A cell merged over several columns is a title: it stays in its first column.
    """
    lowest, left = max(table, default=0), MAX_CELLS
    for (top, column), (bottom, last) in merged:
        above = table.get(top)
        left -= 1 + max(0, min(bottom, lowest) - top)
        if last != column or above is None or column >= len(above) or left < 0:
            continue
        for index in range(top + 1, min(bottom, lowest) + 1):
            row = table.get(index)
            if row is not None and row[column] == "":
                row[column] = above[column]


def _cell(value: Typed) -> Cell:
    if isinstance(value, str | date):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return _number(value)
    return str(value)


def _number(value: float) -> str:
    """A number as a person types it: no “.0”, no exponent, no digit that Excel itself does not keep."""
    if value.is_integer() and abs(value) < 10**_EXACT_DIGITS:
        return str(int(value))
    text = f"{value:.{_EXACT_DIGITS}g}"
    plain = format(Decimal(text), "f") if "e" in text else text
    return Rounded(plain) if value.is_integer() else plain
