"""The memory that long papers take beside what is printed: bounded, whatever their length."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from io import BytesIO

import pytest

from app.reports.document import Document
from app.reports.pdf.writer import write_pdf
from app.reports.word.writer import write_word
from tests.paper.invented import collection, fonts, records


def peak(document: Document, kind: str) -> int:
    """Give the most bytes that Python held for writing a document."""
    book = fonts()
    write = write_pdf if kind == "pdf" else write_word
    tracemalloc.start()
    try:
        write(document, book, BytesIO())
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("make", "pdf", "word"),
    [(lambda: collection(48), 24, 10), (lambda: records(120), 26, 30)],
    ids=["一百五十页汇编", "120份登记表"],
)
def test_所占内存有限(make: Callable[[], Document], pdf: int, word: int) -> None:
    """In MB, half as much again as was measured; the faces, read once a process, apart."""
    for faces in (records(1), collection(1)):
        write_pdf(faces, fonts(), BytesIO())
    document = make()
    assert peak(document, "pdf") < pdf * 1_000_000
    assert peak(document, "docx") < word * 1_000_000
