"""Whether Word, PDF and Excel say the same: for any document, e.g. of every form."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Set
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO

import openpyxl
from openpyxl.cell import Cell

from app.reports.document import Document
from app.reports.excel import write_excel
from app.reports.words import words
from tests.reports.samples import as_pdf, as_word, bare, pdf_pages, word_words

_NUMBER = re.compile(r'0(?:\.(0+))?(%)?(?:"(.*)")?')


def as_excel(document: Document) -> bytes:
    """Give a document as .xlsx."""
    stream = BytesIO()
    write_excel(document, stream)
    return stream.getvalue()


def shown(cell: Cell) -> str:
    """Give what Excel shows in a cell: its value in its number format."""
    value, form = cell.value, str(cell.number_format)
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, dt.datetime) and "年" in form:
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M" if "hh" in form else "%Y-%m-%d")
    found = _NUMBER.fullmatch(form)
    assert found, f"{cell.coordinate}: {value!r} in the format {form!r}"
    decimals, percent, mark = found.groups()
    number = Decimal(repr(value)) * (100 if percent else 1)
    text = number.quantize(Decimal(1).scaleb(-len(decimals or "")), ROUND_HALF_UP)
    return f"{text:f}{percent or ''}{mark or ''}"


def workbook_words(content: bytes) -> list[str]:
    """Give what every cell of a workbook shows, sheet by sheet, row by row."""
    return [
        shown(cell)
        for sheet in openpyxl.load_workbook(BytesIO(content), read_only=True).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


def lacking_in_excel(document: Document) -> list[str]:
    """Give the phrases of a document that its workbook says less often than paper does."""
    said = Counter(map(bare, words(document)))
    there = Counter(map(bare, workbook_words(as_excel(document))))
    return sorted(phrase for phrase, times in said.items() if phrase and there[phrase] < times)


def lacking_in_word(document: Document) -> str:
    """Give the first of a document's words from where on its Word file says something else; empty when all are equal."""
    said, there = bare("".join(words(document))), word_words(as_word(document))
    same = next(
        (n for n, (a, b) in enumerate(zip(said, there, strict=False)) if a != b), min(len(said), len(there))
    )
    return (
        ""
        if said == there
        else f"…{said[max(0, same - 20) : same + 20]}… / …{there[max(0, same - 20) : same + 20]}…"
    )


def lacking_in_pdf(document: Document) -> list[str]:
    """Give the phrases that do not stand in the PDF; one may be broken by a page's edge, with what runs along it."""
    pages = pdf_pages(as_pdf(document))
    running = {bare(text) for section in document.sections for text in (section.head, section.foot)} - {""}
    whole, free = "".join(pages), "".join(_without_edges(page, running) for page in pages)
    return [one for one in map(bare, words(document)) if one not in whole and one not in free]


def _without_edges(page: str, running: Set[str]) -> str:
    """Take the number and the running head and foot off the beginning and the end of a page's words."""
    edge = "|".join((r"—\d+—", *map(re.escape, sorted(running, key=len, reverse=True))))
    return re.sub(rf"^(?:{edge})+|(?:{edge})+$", "", page)


def assert_same_words(document: Document) -> None:
    """Fail where Word, PDF or Excel leaves out a word of a document."""
    assert lacking_in_word(document) == ""
    assert lacking_in_pdf(document) == []
    assert lacking_in_excel(document) == []
