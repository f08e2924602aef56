"""Charts, scans and photos in a Word file: inline pictures, equal ones in the file once, their words as description."""

from __future__ import annotations

from typing import Final

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.parts.document import DocumentPart

from app.reports import charts, gongwen
from app.reports.document import Figure, Font, Scan, Section
from app.reports.figure import chart_words
from app.reports.fonts import FontBook
from app.reports.gongwen import MM
from app.reports.pdf.pictures import room_of
from app.reports.pictures import NO_PICTURE, bounded, is_jpeg
from app.reports.table import Picture
from app.reports.word.xml import Runs, attribute, p, spacing, twips

EMU: Final = 12700
"""English metric units in a pt."""
_LOOK: Final = '<w:snapToGrid w:val="0"/><w:spacing w:before="80" w:after="80" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>'


class Pictures:
    """Puts pictures into a document: a place in the package each, the content in `files`, by its name in the archive.

    python-docx would compare each new picture with all before it, want a JFIF mark, and compress it.
    """

    def __init__(self, part: DocumentPart, fonts: FontBook, runs: Runs) -> None:
        self._part = part
        self._fonts = fonts
        self._runs = runs
        self._keys: dict[bytes, str] = {}
        self.files: dict[str, bytes] = {}
        self._count = 0

    def photo(self, picture: Picture) -> str:
        """Give the run of a cell's photo; it has no words of its own, the cells beside it say whose it is."""
        return self._inline(picture.content, "jpeg", picture.width * MM, picture.height * MM, "", "照片")

    def figure(self, block: Figure, section: Section) -> str:
        """Give a chart as a picture whose description says the chart's words."""
        wide, high = (side * MM for side in section.measure)
        width, height = charts.figure_size(block, self._fonts, wide, room_of(high, block.caption))
        drawing = charts.draw(block.chart, self._fonts, width, height)
        words = "　".join(chart_words(block.chart))
        run = self._inline(charts.chart_png(drawing), "png", width, height, words, block.caption)
        return self._captioned(run, block.caption)

    def scan(self, block: Scan, section: Section) -> str:
        """Give a given picture; a paragraph in a frame where its bytes are none."""
        wide, high = (side * MM for side in section.measure)
        width, height = bounded(block.width * MM, block.height * MM, wide, room_of(high, block.caption))
        if is_jpeg(block.content):
            return self._captioned(
                self._inline(block.content, "jpeg", width, height, "", block.caption), block.caption
            )
        words = self._runs.run(NO_PICTURE, Font.SONG, gongwen.SIZE_5)
        edges = "".join(
            f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
            for edge in ("top", "left", "bottom", "right")
        )
        side = twips((wide - width) / 2)
        inset = f'<w:ind w:left="{side}" w:right="{side}"/>'
        frame = p(
            words,
            "",
            f'<w:keepNext/><w:pBdr>{edges}</w:pBdr>{spacing(pitch=height)}{inset}<w:jc w:val="center"/>',
        )
        return frame + self._caption(block.caption)

    def _captioned(self, run: str, caption: str) -> str:
        keep = "<w:keepNext/>" if caption else ""
        return p(run, "", keep + _LOOK) + self._caption(caption)

    def _caption(self, caption: str) -> str:
        return p(self._runs.run(caption, Font.HEI, gongwen.SIZE_4_SMALL), "Caption") if caption else ""

    def _key(self, content: bytes, kind: str) -> str:
        """Put bytes into the file and give their relationship."""
        key = self._keys.get(content)
        if key is None:
            name = PackURI(f"/word/media/image{len(self._keys) + 1}.{kind}")
            package = self._part.package
            part = Part(name, f"image/{kind}", b"", package)
            self.files[name.membername] = content
            key = self._keys[content] = self._part.relate_to(part, RT.IMAGE)
        return key

    def _inline(
        self, content: bytes, kind: str, width: float, height: float, words: str, caption: str
    ) -> str:
        """Give the run of an inline picture of width × height pt."""
        key = self._key(content, kind)
        self._count += 1
        number = self._count
        cx, cy = round(width * EMU), round(height * EMU)
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>'
            f'<wp:docPr id="{number}" name="图{number}" title={attribute(caption)} descr={attribute(words)}/>'
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{number}" name="图{number}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )
