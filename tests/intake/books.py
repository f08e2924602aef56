"""Workbooks and text files that tests read, made on the spot."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

from app.intake.rawtable import RawSheet
from app.intake.sheets import read_tables

Cells = Sequence[Sequence[object]]


def workbook(sheets: Mapping[str, Cells]) -> bytes:
    """An xlsx with these sheets; dates are written as dates."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell)
                elif cell not in {None, ""}:
                    sheet.write(number, column, cell)
    book.close()
    return stream.getvalue()


def save(folder: Path, data: bytes, name: str = "名册.xlsx") -> Path:
    """Write bytes to a file."""
    path = folder / name
    path.write_bytes(data)
    return path


def tables(folder: Path, sheets: Mapping[str, Cells], name: str = "名册.xlsx") -> tuple[RawSheet, ...]:
    """Write a workbook and read it back."""
    return read_tables(save(folder, workbook(sheets), name))


def text_table(folder: Path, text: str, name: str = "名册.csv") -> tuple[RawSheet, ...]:
    """Write a text file and read it."""
    return read_tables(save(folder, text.encode(), name))


def with_part(data: bytes, ending: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same zip with one part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part.filename, change(content) if part.filename.endswith(ending) else content)
    return stream.getvalue()


def with_sheet_data(data: bytes, xml: bytes) -> bytes:
    """The same workbook with rows of XML put behind those of its first sheet."""
    return with_part(data, "sheet1.xml", lambda old: old.replace(b"</sheetData>", xml + b"</sheetData>"))
