"""The documents that are looked at, made once, and what LibreOffice makes of their Word files."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from app.office import Office
from app.reports.document import Document
from app.reports.pdf.writer import write_pdf
from app.reports.word.writer import write_word
from tests.paper import libreoffice
from tests.paper.invented import collection, documents_of, fonts, mixed, records, small_office, table_ends

LONG: dict[str, Callable[[], Document]] = {
    "长-提案汇编": lambda: collection(97),
    "长-混排": lambda: mixed(130),
    "长-登记表": lambda: records(60),
    "长-表尾": table_ends,
}
"""Documents of many pages beside the small office's forms."""


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The one small office: nobody changes it."""
    office = small_office(tmp_path_factory.mktemp("paper"))
    yield office
    office.close()


@pytest.fixture(scope="session")
def made(small: Office) -> dict[str, Document]:
    """Every form by name, from the one small office; the long documents behind them."""
    forms = documents_of(small)
    return {**forms, **{name: make() for name, make in LONG.items()}}


@pytest.fixture(scope="session")
def ours(made: dict[str, Document]) -> dict[str, bytes]:
    """Our own PDFs, in the bundled fonts alone."""
    return {name: as_pdf(document) for name, document in made.items()}


@pytest.fixture(scope="session")
def word(made: dict[str, Document]) -> dict[str, bytes]:
    """Our Word files."""
    return {name: as_word(document) for name, document in made.items()}


@pytest.fixture(scope="session")
def theirs(word: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """LibreOffice's PDFs of our Word files: one batch for all tests, whichever process begins it."""
    if libreoffice.program() is None:
        pytest.skip("没有 LibreOffice（libreoffice-writer），Word 文件的版面没有另一个程序可以作证")
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    names = dict(zip((f"{n:03d}" for n in range(len(word))), word, strict=False))
    folder = base / "libreoffice"
    try:
        folder.mkdir()
    except FileExistsError:
        return dict(_awaited(folder, names))
    try:
        pdfs = libreoffice.pdfs({number: word[name] for number, name in names.items()}, folder)
        (folder / "done").write_text("", encoding="utf-8")
    except BaseException as error:
        (folder / "failed").write_text(repr(error), encoding="utf-8")
        raise
    return {name: pdfs[number] for number, name in names.items()}


def _awaited(folder: Path, names: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """Wait for the process that began; then read what it made."""
    until = time.monotonic() + 2 * libreoffice.TIMEOUT
    while not (folder / "done").exists():
        if (folder / "failed").exists():
            pytest.fail((folder / "failed").read_text("utf-8"))
        if time.monotonic() > until:
            pytest.fail("LibreOffice did not answer")
        time.sleep(0.1)
    for number, name in names.items():
        yield name, (folder / "pdf" / f"{number}.pdf").read_bytes()


def as_pdf(document: Document) -> bytes:
    """Give a document as PDF in the bundled fonts."""
    stream = BytesIO()
    write_pdf(document, fonts(), stream)
    return stream.getvalue()


def as_word(document: Document) -> bytes:
    """Give a document as Word with names that every PC knows."""
    stream = BytesIO()
    write_word(document, fonts(), stream)
    return stream.getvalue()
