"""The one way from a document to files and to the preview: every file whole or not there at all."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from app.domain.file_names import safe_file_name
from app.reports.document import Contents, Document, Labels
from app.reports.errors import PaperError
from app.reports.fonts import FontBook, MissingGlyph
from app.reports.labels import crowded
from app.reports.pdf.paginate import Book
from app.reports.plain import clean
from app.reports.words import tables

FORMATS: Final = ("docx", "pdf", "xlsx", "csv")
_LONGEST: Final = 80
_FULL: Final = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: files in the order asked for, pages of each PDF by its path, characters no font has, labels (by
    their first lines) whose words come out too small to read.
    """

    files: tuple[Path, ...]
    pages: dict[str, int] = field(default_factory=dict)
    missing_glyphs: tuple[MissingGlyph, ...] = ()
    crowded: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """Give the JSON form of the command line; `mismatches` are the form's to add."""
        return {
            "files": [str(path) for path in self.files],
            "pages": dict(self.pages),
            "missing_glyphs": [glyph.as_dict() for glyph in self.missing_glyphs],
        }


def write(
    document: Document,
    directory: Path,
    stem: str,
    formats: Sequence[str] = ("docx", "pdf"),
    fonts: FontBook | None = None,
    tick: Callable[[], None] | None = None,
) -> Written:
    """Write a document as files `stem`.docx, .pdf, .xlsx or .csv.

    A csv holds the first table. An existing file is replaced at the very end, so a failure leaves it as it was. `tick` is
    called between blocks and pages and may raise to cancel. Raises PaperError: disk_full, locked (the file is open in Word),
    unwritable, font_missing, unknown_format.
    """
    fonts = fonts or FontBook()
    wrong = [f for f in formats if f not in FORMATS]
    if wrong:
        raise PaperError(f"不认识的文件格式“{wrong[0]}”，可用 {'、'.join(FORMATS)}。", code="unknown_format")
    name = safe_file_name(stem, _LONGEST)
    book = _pages(document, fonts, formats, tick)
    files: list[Path] = []
    pages: dict[str, int] = {}
    for form in dict.fromkeys(formats):
        path = directory / f"{name}.{form}"
        save(path, _writer(document, form, fonts, book, tick))
        files.append(path)
        if form == "pdf" and book is not None:
            pages[str(path)] = len(book.pages)
    return Written(tuple(files), pages, fonts.missing_in(document), crowded_in(document, fonts))


def crowded_in(document: Document, fonts: FontBook) -> tuple[str, ...]:
    """Name the labels of a document whose words are too small to read, each by its first line; known before anything is
    printed.
    """
    sheets = (block for section in document.sections for block in section.blocks if isinstance(block, Labels))
    return tuple(first for block in sheets for first in crowded(block, fonts))


def _pages(
    document: Document, fonts: FontBook, formats: Iterable[str], tick: Callable[[], None] | None
) -> Book | None:
    """Lay the document out once when a PDF is wanted or Word's contents need the numbers."""
    numbered = any(isinstance(block, Contents) for section in document.sections for block in section.blocks)
    if "pdf" in formats or ("docx" in formats and numbered):
        from app.reports.pdf.writer import lay_out

        return lay_out(document, fonts, tick)
    return None


def _writer(
    document: Document, form: str, fonts: FontBook, book: Book | None, tick: Callable[[], None] | None
) -> Callable[[BinaryIO], object]:
    """Give what writes a document in one format into a stream; libraries are loaded on first use."""
    if form == "pdf":
        from app.reports.pdf.writer import write_pdf

        return lambda stream: write_pdf(document, fonts, stream, book, tick)
    if form == "docx":
        from app.reports.word.writer import write_word

        return lambda stream: write_word(document, fonts, stream, book, tick)
    from app.reports.excel import write_excel
    from app.reports.flat import csv_text

    if form == "xlsx":
        return lambda stream: write_excel(document, stream, tick)
    first = tables(document)[:1]
    return lambda stream: stream.write("".join(csv_text(table) for table in first).encode())


def save(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    """Fill a part file beside `path`, flush it to the disk and put it in place; on any failure nothing has changed.

    The content is made in memory first: a failure in making it touches no disk.
    """
    content = BytesIO()
    fill(content)
    part = path.with_name(f"{path.name}.part{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as stream:
            stream.write(content.getbuffer())
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except (OSError, ValueError) as error:
        # the folder may be none, the name too long, the stick gone
        with contextlib.suppress(OSError, ValueError):
            part.unlink(missing_ok=True)
        raise _known(error, path) from error


def _known(error: OSError | ValueError, path: Path) -> PaperError:
    """Say in the clerk's words why a file could not be saved."""
    if isinstance(error, ValueError):  # NUL, or half a character of a broken clipboard
        name = clean(path.name)
        return PaperError(
            f"“{name}”的名字里有不能用的字符，没有保存；请换一个名字或文件夹。", where=name, code="unwritable"
        )
    there = os.path.exists(path)  # noqa: PTH110 - of a name that is too long, pathlib raises
    kept = "原有文件没有改动" if there else "没有留下半个文件"
    if error.errno in _FULL:
        return PaperError(
            f"磁盘已满，“{path.name}”没有保存，{kept}；请清理磁盘或换一个文件夹后再试。",
            where=str(path),
            code="disk_full",
        )
    if isinstance(error, PermissionError) and there and os.access(path.parent, os.W_OK):
        return PaperError(
            f"“{path.name}”正被 Word 或其他程序打开，没有保存，{kept}；请关闭它，或换一个文件名再存。",
            where=str(path),
            code="locked",
        )
    if error.errno == errno.ENAMETOOLONG:
        return PaperError(
            f"文件名太长，“{path.name}”没有保存；请换一个短些的名字或文件夹。",
            where=str(path),
            code="unwritable",
        )
    return PaperError(
        f"不能写入文件夹“{path.parent}”，“{path.name}”没有保存，{kept}；请换一个文件夹。",
        where=str(path),
        code="unwritable",
    )


def page_images(
    pdf: bytes | Path, dpi: int = 96, first: int = 0, count: int | None = None, form: str = "PNG"
) -> Iterator[bytes]:
    """Give pages of a PDF as images, one after the other, for the preview and the printer; `first` is counted from 0.

    `form` PPM is not compressed: ten times quicker at a printer's resolution than PNG, and as many times larger.
    """
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as opened:
        stop = len(opened) if count is None else min(len(opened), first + count)
        for index in range(first, stop):
            out = BytesIO()
            opened[index].render(scale=dpi / 72).to_pil().save(out, form, dpi=(dpi, dpi))
            yield out.getvalue()


def pdf_bytes(
    document: Document, fonts: FontBook | None = None, tick: Callable[[], None] | None = None
) -> bytes:
    """Give a document as PDF in memory, for preview, print and the archive; `tick` may raise to cancel."""
    from app.reports.pdf.writer import write_pdf

    stream = BytesIO()
    write_pdf(document, fonts or FontBook(), stream, tick=tick)
    return stream.getvalue()
