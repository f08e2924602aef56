"""TrueType faces embedded in a PDF as one two-byte font each, subset to what was set, with every plane copying out right.

reportlab's own TrueType fonts cut a face into slices of 256 glyphs and write a five-digit ToUnicode for characters
beyond U+FFFF, which readers ignore: a rare name would copy out as something else. This class keeps reportlab's reader and
subsetter and replaces the embedding: Type 0, Identity-H (ISO 32000-1 §9.7), so text is set in one string per line.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from io import BytesIO
from typing import Any, Final

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import TTFontFace

from app.reports.autospace import GAP, single

# Streams as bytes, not as ASCII-85: a quarter smaller and faster; every reader of this century takes them.
rl_config.useA85 = 0

GETA: Final = "〓"
_IGNORABLE: Final = frozenset(
    [0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]
)
"""Characters that shape others and have no body: variation selectors, joiners, soft hyphen."""


def ignorable(character: str) -> bool:
    """Say whether a character takes no place of its own."""
    return ord(character) in _IGNORABLE


@lru_cache(maxsize=64)
def load_face(path: str, index: int = 0) -> TTFontFace:
    """Read a face from a file (60–100 ms for 15 MB, hence once a process). Raises OSError, or TTFError for a face unfit to embed."""
    return TTFontFace(path, subfontIndex=index)


def face_of_bytes(data: bytes) -> TTFontFace:
    """Read a face that is already in memory."""
    return TTFontFace(BytesIO(data))


class _Subset(dict[int, int]):
    """Code point → CID for one PDF, filled as text is set; `str.translate` reads it.

    A character with a gap behind it (autospace) has a CID of its own: the same glyph and the same text, a wider body.
    """

    def __init__(self, glyphs: dict[int, int]) -> None:
        super().__init__()
        self._glyphs = glyphs
        self.codes: list[int] = []

    def __missing__(self, code: int) -> int:
        self.codes.append(code)
        cid = len(self.codes)
        self[code] = cid
        return cid

    def source(self, code: int) -> int:
        """Give the code point whose glyph stands for `code`: itself, a blank, or the geta mark; a double's is its single's."""
        code = single(code)
        if code in self._glyphs:
            return code
        if code in _IGNORABLE or code == 0xA0:
            return 0x20
        return ord(GETA)


class EmbeddedFont:
    """A face as reportlab knows fonts (its “dynamic font” protocol), so that canvas and drawings can use it by name."""

    _dynamicFont = 1  # noqa: N815 - reportlab's names
    _multiByte = 1  # noqa: N815
    shapable = False
    encName = "UTF-8"  # noqa: N815

    def __init__(self, name: str, face: TTFontFace) -> None:
        self.fontName = name
        self.face = face
        self.substitutionFonts: list[EmbeddedFont] = []
        self._subsets: dict[Any, _Subset] = {}

    def register(self) -> EmbeddedFont:
        """Make the font known to reportlab by its name; the first of a name stays."""
        known: EmbeddedFont | None = pdfmetrics._fonts.get(self.fontName)  # noqa: SLF001 - getFont would raise
        if known is not None:
            return known
        pdfmetrics._fonts[self.fontName] = self  # noqa: SLF001 - registerFont would bind the face to one name for ever
        return self

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf8") -> float:  # noqa: N802
        """Give the width of `text` in pt."""
        if isinstance(text, bytes):
            text = text.decode(encoding)
        return sum(self.em(character) for character in text) * size

    def em(self, character: str) -> float:
        """Give a character's advance in ems: its own glyph's, the geta's where there is none, 0 for the bodiless.

        A double's is wider by the gap behind it.
        """
        code = ord(character)
        if (own := single(code)) != code:
            return self.em(chr(own)) + GAP
        if code < 0x20 or code in _IGNORABLE:
            return 0.0
        widths = self.face.charWidths
        width = widths.get(code)
        if width is None:
            width = widths.get(0x20 if code == 0xA0 else ord(GETA), self.face.defaultWidth)
        return float(width) / 1000

    def covers(self, character: str) -> bool:
        """Say whether the face has a glyph of the character's own."""
        return ord(character) in self.face.charToGlyph

    def hex(self, text: str, doc: pdfdoc.PDFDocument) -> str:
        """Give `text` as the hexadecimal CIDs of this document's subset."""
        return text.translate(self._subset(doc)).encode("utf-16-be").hex()

    def resource(self, doc: pdfdoc.PDFDocument) -> str:
        """Give the name of this font in a document's page streams, e.g. “/F1”."""
        self._subset(doc)
        name: str = doc.fontMapping[self.fontName]
        return name

    def splitString(  # noqa: N802 - reportlab's name
        self, text: str | bytes, doc: pdfdoc.PDFDocument, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        """Give the text as one (subset, bytes), as reportlab's text objects ask for it."""
        if isinstance(text, bytes):
            text = text.decode(encoding)
        return [(0, text.translate(self._subset(doc)).encode("utf-16-be"))] if text else []

    def getSubsetInternalName(self, subset: int, doc: pdfdoc.PDFDocument) -> str:  # noqa: ARG002, N802
        """Give the resource name; there is one subset only."""
        return self.resource(doc)

    def _subset(self, doc: pdfdoc.PDFDocument) -> _Subset:
        subset = self._subsets.get(doc)
        if subset is None:
            subset = self._subsets[doc] = _Subset(self.face.charToGlyph)
            doc.fontMapping[self.fontName] = f"/F{len(doc.fontMapping) + 1}"
            doc.delayedFonts.append(self)
        return subset

    def forget(self, doc: pdfdoc.PDFDocument) -> None:
        """Let go of a document that was given up before its end."""
        self._subsets.pop(doc, None)

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:  # noqa: N802 - reportlab's name
        """Write the font's objects at the end of a document and forget the document."""
        internal = doc.fontMapping[self.fontName][1:]
        subset = self._subsets.pop(doc)
        sources = [subset.source(code) for code in subset.codes]
        face = self.face
        base = "AAAAAA+" + str(face.name, "ascii", "replace")
        descriptor = face.addSubsetObjects(doc, base, sources)
        widths = [round(self.em(chr(code)) * 1000) for code in subset.codes]
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": pdfdoc.PDFName(base),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": descriptor,
                "DW": 1000,
                "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray(widths)]),
                "CIDToGIDMap": _stream(doc, _gids(face, sources), f"gids:{internal}"),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": pdfdoc.PDFName(base),
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant, f"cid:{internal}")]),
                "ToUnicode": _stream(doc, _to_unicode(subset.codes).encode("ascii"), f"unicode:{internal}"),
            }
        )
        doc.idToObject["BasicFonts"].dict[internal] = doc.Reference(font, f"font:{internal}")


def _stream(doc: pdfdoc.PDFDocument, content: bytes, name: str) -> pdfdoc.PDFObjectReference:
    """Put bytes into the document as a compressed stream."""
    stream = pdfdoc.PDFStream()
    stream.content = content
    if doc.compression:
        stream.filters = [pdfdoc.PDFZCompress]
    return doc.Reference(stream, name)


def _gids(face: TTFontFace, sources: list[int]) -> bytes:
    """Give the CID → glyph table of reportlab's subset, which numbers glyphs by first appearance after .notdef."""
    numbers = {0: 0}
    gids = [0]
    for code in sources:
        glyph = face.charToGlyph.get(code, 0)
        gids.append(numbers.setdefault(glyph, len(numbers)))
    return struct.pack(f">{len(gids)}H", *gids)


def _to_unicode(codes: list[int]) -> str:
    """Give the ToUnicode CMap: CID i+1 is codes[i] or its single, in UTF-16 with surrogates (ISO 32000-1 §9.10.3)."""
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(codes), 100):
        part = codes[start : start + 100]
        lines.append(f"{len(part)} beginbfchar")
        lines += [
            f"<{start + i + 1:04X}> <{chr(single(c)).encode('utf-16-be').hex()}>" for i, c in enumerate(part)
        ]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines)
