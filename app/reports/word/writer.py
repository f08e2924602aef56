"""Word files: the document as one string in python-docx's container, with our own styles and no theme.

The same document gives the same bytes: entries of the archive carry the document's date.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import BinaryIO, Final

import docx
from docx.document import Document as DocxDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from app.reports.document import Contents, Document
from app.reports.fonts import FontBook
from app.reports.pdf.paginate import Book
from app.reports.plain import clean
from app.reports.word.blocks import Body
from app.reports.word.section import Edges
from app.reports.word.styles import FONT_TABLE, SETTINGS, styles_xml
from app.reports.word.xml import NAMESPACES, Runs

_KEPT: Final = {RT.STYLES, RT.SETTINGS, RT.FONT_TABLE}
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TEXT: Final = "word/document.xml"
LONGEST_PROPERTY: Final = 255
_DROPPED: Final = ("/thumbnail", "/extended-properties", "/customXml")
"""Parts of python-docx's template that stay, with our content; theme, effects, numbering and its thumbnail go."""


def write_word(
    document: Document,
    fonts: FontBook,
    stream: BinaryIO,
    book: Book | None = None,
    tick: Callable[[], None] | None = None,
) -> None:
    """Write a document as .docx; `book` (the PDF's pages) fills the contents, laid out here when it is not given.

    `tick` is called after each block and may raise to cancel.
    """
    if book is None and any(isinstance(b, Contents) for s in document.sections for b in s.blocks):
        from app.reports.pdf.writer import lay_out

        book = lay_out(document, fonts, tick)
    runs = Runs(fonts)
    container = _container(document, runs)
    edges = Edges(container.part, runs)
    body = Body(document, fonts, runs, container.part, edges, book, tick)
    content = f"{_DECLARATION}<w:document {NAMESPACES}><w:body>{body.xml()}</w:body></w:document>"
    packed = BytesIO()
    container.save(packed)
    _repack(packed, stream, document.date, {_TEXT: content.encode(), **body.pictures.files})


def _container(document: Document, runs: Runs) -> DocxDocument:
    """Open python-docx's template, keep its bones, and put our styles, settings and properties in."""
    container = docx.Document()
    package = container.part.package
    if package is None:
        raise TypeError("python-docx's template has no package")
    for key, rel in list(package.rels.items()):
        if rel.reltype.endswith(_DROPPED):
            del package.rels[key]
    for key, rel in list(container.part.rels.items()):
        if rel.reltype not in _KEPT:
            del container.part.rels[key]
    _replace(container.styles.element, styles_xml(runs))
    _replace(container.settings.element, SETTINGS)
    font_table: Part = container.part.part_related_by(RT.FONT_TABLE)
    font_table._blob = FONT_TABLE.encode()  # noqa: SLF001 - a part without a class of its own has no setter
    properties = container.core_properties
    day = dt.datetime(document.date.year, document.date.month, document.date.day)
    properties.title, properties.author, properties.subject = map(
        _property, (document.title, document.office, document.subject)
    )
    properties.last_modified_by, properties.comments, properties.keywords = properties.author, "", ""
    properties.language, properties.revision = "zh-CN", 1
    properties.created = properties.modified = day
    return container


def _property(text: str) -> str:
    """What a property of the file may hold: one line, not longer than python-docx allows."""
    return " ".join(clean(text).split())[:LONGEST_PROPERTY]


def _replace(element: BaseOxmlElement, xml: str) -> None:
    """Give a part's root the content of another."""
    fresh = parse_xml(xml)
    element[:] = fresh[:]


def _repack(packed: BytesIO, stream: BinaryIO, day: dt.date, ours: Mapping[str, bytes]) -> None:
    """Write the archive again with fixed times and order, our own text and pictures in their places.

    The text never becomes a tree: parsing and serialising a table of 3,000 rows would cost more than writing it. Pictures
    are compressed already and are only stored.
    """
    with (
        zipfile.ZipFile(packed) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as out,
    ):
        for info in source.infolist():
            entry = zipfile.ZipInfo(
                info.filename, (min(max(1980, day.year), 2107), day.month, day.day, 0, 0, 0)
            )
            stored = info.filename.startswith("word/media/")
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            out.writestr(entry, ours[info.filename] if info.filename in ours else source.read(info))
