"""PDF: pages laid out by our own line engine and painted on a reportlab canvas.

Embedded subsets, justified lines, bookmarks, title and language, text that copies out right; the same document gives the
same bytes with the same fonts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from reportlab.pdfgen.canvas import Canvas

from app.reports import gongwen
from app.reports.document import Document, Font, Heading, PageNumbers, Run
from app.reports.fonts import FontBook
from app.reports.gongwen import MM
from app.reports.pdf.blocks import Measurer
from app.reports.pdf.paginate import Book, Page
from app.reports.pdf.pen import BASELINE, Pen
from app.reports.pdf.setting import SetLine, SetText

HEAD_SIZE = gongwen.SIZE_5
HEAD_RISE = 8.0
"""Running heads stand this many mm above the text block."""


def lay_out(document: Document, fonts: FontBook, tick: Callable[[], None] | None = None) -> Book:
    """Lay a document on pages without drawing it; `tick` is called after each block and may raise to cancel."""
    book = Book()
    measurer = Measurer(document, fonts, book.label_of, tick)
    for section in document.sections:
        book.add(section, measurer.pieces(section))
    return book


def write_pdf(
    document: Document,
    fonts: FontBook,
    stream: BinaryIO,
    book: Book | None = None,
    tick: Callable[[], None] | None = None,
) -> Book:
    """Write a document as PDF into a binary stream; `tick` is called after each block and page and may raise to cancel."""
    book = book or lay_out(document, fonts, tick)
    canvas = Canvas(
        stream,
        pagesize=_size(book.pages[0]) if book.pages else (595, 842),
        pageCompression=1,
        invariant=1,
        initialFontName=fonts.chain(Font.SONG).first.fontName,
        pdfVersion=(1, 7),
        lang="zh-CN",
    )
    canvas.setTitle(document.title)
    canvas.setAuthor(document.office)
    canvas.setSubject(document.subject)
    canvas.setCreator("联格")
    canvas.setProducer("联格")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    try:
        _paint(canvas, book, document, fonts, tick)
        canvas.save()
    finally:
        for font in canvas._doc.delayedFonts:  # noqa: SLF001 - fonts outlive a document that was cancelled
            font.forget(canvas._doc)  # noqa: SLF001
    return book


def _paint(
    canvas: Canvas, book: Book, document: Document, fonts: FontBook, tick: Callable[[], None] | None
) -> None:
    """Paint the pages one after the other."""
    outline = _Outline(document)
    words = _Words(fonts)
    for index, page in enumerate(book.pages):
        width, height = _size(page)
        canvas.setPageSize((width, height))
        pen = Pen(canvas, height)
        _page(pen, page, words, outline)
        canvas.addPageLabel(
            index, "ARABIC" if page.label else None, start=page.number if page.label else None
        )
        canvas.showPage()
        if tick:
            tick()


def _size(page: Page) -> tuple[float, float]:
    width, height = page.section.page
    return width * MM, height * MM


class _Outline:
    """Bookmarks of the headings; a reader wants no level skipped."""

    def __init__(self, document: Document) -> None:
        self._headings = [b for s in document.sections for b in s.blocks if isinstance(b, Heading)]
        self._level = -1

    def add(self, pen: Pen, number: int, top: float) -> None:
        """Bookmark a heading where it stands."""
        heading = self._headings[number]
        self._level = min(heading.level - 1, self._level + 1)
        pen.bookmark(f"h{number}", heading.text, self._level, top)


class _Words:
    """Lines outside the text block, each set once: a running foot is the same on three hundred pages."""

    def __init__(self, fonts: FontBook) -> None:
        self._fonts = fonts
        self._set: dict[tuple[str, float], tuple[SetLine, float]] = {}

    def line(self, words: str, size: float) -> tuple[SetLine, float]:
        """Give words in one line and their width in pt."""
        known = self._set.get((words, size))
        if known is None:
            text = SetText(self._fonts, [Run(words)], Font.SONG, size)
            known = self._set[words, size] = (text.lines(10_000.0)[0], sum(text.advances))
        return known


def _page(pen: Pen, page: Page, words: _Words, outline: _Outline) -> None:
    """Paint a page: its boxes, its number, its running head and foot."""
    section = page.section
    left, top = section.margins.left * MM, section.margins.top * MM
    for y, box in page.boxes:
        for number in box.headings:
            outline.add(pen, number, top + y)
        box.paint(pen, left, top + y)
    if not page.blank:
        _edges(pen, page, words)


def _edges(pen: Pen, page: Page, words: _Words) -> None:
    """Paint what stands outside the text block."""
    section = page.section
    width = section.measure[0] * MM
    left, top = section.margins.left * MM, section.margins.top * MM
    bottom = top + section.measure[1] * MM
    odd = page.number % 2 == 1
    if section.head:
        text, w = words.line(section.head, HEAD_SIZE)
        pen.line(left + width - w, top - HEAD_RISE * MM, HEAD_SIZE, text)
    drop = bottom + gongwen.PAGE_NUMBER_DROP * MM
    if page.numbered:
        _number(pen, page, words)
    if section.foot:
        text, w = words.line(section.foot, HEAD_SIZE)
        outer = section.numbers is PageNumbers.OUTER and not odd
        pen.line(left + width - w if outer else left, drop - HEAD_SIZE / 2, HEAD_SIZE, text)


def _number(pen: Pen, page: Page, words: _Words) -> None:
    """Paint “— 1 —”, its strokes 7 mm below the text block (§7.5)."""
    section = page.section
    size = gongwen.PAGE_NUMBER_SIZE
    text, w = words.line(gongwen.page_number(page.number), size)
    inset = gongwen.PAGE_NUMBER_INSET * size
    width, height = (side * MM for side in section.measure)
    left, top = section.margins.left * MM, section.margins.top * MM
    drop = gongwen.PAGE_NUMBER_DROP * MM
    odd = page.number % 2 == 1
    if section.numbers is PageNumbers.BOUND:  # the page's left edge is the lower one once it is bound (§8)
        y = top + height - w - inset if odd else top + inset
        pen.downward(left - drop - (BASELINE - 0.5) * size, y, text)
        return
    outside = left + width - w - inset if odd else left + inset
    x = left + (width - w) / 2 if section.numbers is PageNumbers.CENTER else outside
    pen.line(x, top + height + drop - size / 2, size, text)
