"""Sections of a Word file: paper, margins, grid, running heads and feet with page numbers outside."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from docx.oxml import parse_xml
from docx.parts.document import DocumentPart

from app.reports import gongwen
from app.reports.document import Font, Labels, PageNumbers, Section
from app.reports.gongwen import MM
from app.reports.official.places import ABOVE
from app.reports.pdf.writer import HEAD_RISE, HEAD_SIZE
from app.reports.word.shapes import shape
from app.reports.word.xml import ABOVE_LINE, NAMESPACES, Runs, mm_twips, twips

_FIELD: Final = (
    '<w:r>{0}<w:t xml:space="preserve">— </w:t></w:r><w:r>{0}<w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r>{0}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r>{0}<w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r>{0}<w:t>1</w:t></w:r><w:r>{0}<w:fldChar w:fldCharType="end"/></w:r>'
    '<w:r>{0}<w:t xml:space="preserve"> —</w:t></w:r>'
)
_FOOT_HALF: Final = 8.0
"""Half the height of the footer's line, pt."""
_BOUND_PITCH: Final = 16.0
"""The line of a number that runs down the page, pt."""
_BOUND_LIFT: Final = 0.4
"""How much lower than in a line of text LibreOffice sets words in such a box, mm; so both are within half a mm."""
_UNSEEN: Final = 1.0
"""The line of an empty head or foot, pt: a taller one would push the text block off a sheet of labels."""


class Edges:
    """Makes the heads and feet of sections; equal ones are one part."""

    def __init__(self, part: DocumentPart, runs: Runs) -> None:
        self._part = part
        self._runs = runs
        self._known: dict[str, str] = {}

    def properties(self, section: Section, *, first: bool) -> str:
        """Give a section's `w:sectPr`."""
        width, height = section.page
        turned = ' w:orient="landscape"' if section.landscape else ""
        m = section.margins
        foot = max(0.0, m.bottom * MM - gongwen.PAGE_NUMBER_DROP * MM - _FOOT_HALF)
        start = f'<w:pgNumType w:start="{section.start}"/>' if section.start is not None else ""
        grid = f'<w:docGrid w:type="lines" w:linePitch="{gongwen.GRID_LINE_PITCH}"/>' if section.grid else ""
        kind = "" if first else f'<w:type w:val="{"oddPage" if section.recto else "nextPage"}"/>'
        title = "" if section.first_number else "<w:titlePg/>"
        return (
            f"<w:sectPr>{self._references(section)}{kind}"
            f'<w:pgSz w:w="{mm_twips(width)}" w:h="{mm_twips(height)}"{turned}/>'
            f'<w:pgMar w:top="{mm_twips(m.top)}" w:right="{mm_twips(m.right)}" w:bottom="{mm_twips(m.bottom)}"'
            f' w:left="{mm_twips(m.left)}" w:header="{mm_twips(max(0.0, m.top - HEAD_RISE))}" w:footer="{twips(foot)}"'
            f' w:gutter="0"/>{start}{title}{grid}</w:sectPr>'
        )

    def _references(self, section: Section) -> str:
        """Give a section's heads and feet; labels have none where nothing would go on from before: it would take their room."""
        silent = section.numbers is PageNumbers.NONE and not (section.head or section.foot)
        if silent and not self._known and any(isinstance(block, Labels) for block in section.blocks):
            return ""
        head = self._head(section)
        odd, even = self._foot(section, odd=True), self._foot(section, odd=False)
        first = ""
        if not section.first_number:
            bare = self._foot(replace(section, numbers=PageNumbers.NONE), odd=True)
            first = f'<w:headerReference w:type="first" r:id="{head}"/><w:footerReference w:type="first" r:id="{bare}"/>'
        return first + (
            f'<w:headerReference w:type="default" r:id="{head}"/><w:headerReference w:type="even" r:id="{head}"/>'
            f'<w:footerReference w:type="default" r:id="{odd}"/><w:footerReference w:type="even" r:id="{even}"/>'
        )

    def _head(self, section: Section) -> str:
        words = self._runs.run(section.head, Font.SONG, HEAD_SIZE)
        pitch = twips(HEAD_SIZE if words else _UNSEEN)
        xml = (
            f'<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Header"/><w:spacing w:line="{pitch}"'
            f' w:lineRule="exact"/><w:jc w:val="right"/></w:pPr>{words}</w:p></w:hdr>'
        )
        return self._related(xml)

    def _foot(self, section: Section, *, odd: bool) -> str:
        """Give the foot of odd or even pages: number outside, words inside."""
        words = self._runs.run(section.foot, Font.SONG, HEAD_SIZE)
        number = ""
        if section.numbers is not PageNumbers.NONE:
            number = _FIELD.format(self._runs.properties(Font.SONG, gongwen.PAGE_NUMBER_SIZE))
        if section.numbers is PageNumbers.BOUND:
            return self._related(_bound(section, words, number, odd=odd))
        width = mm_twips(section.measure[0])
        inset = twips(gongwen.PAGE_NUMBER_INSET * gongwen.PAGE_NUMBER_SIZE)
        tab = "<w:r><w:tab/></w:r>"
        left = ""
        if section.numbers is PageNumbers.CENTER:
            stop, content = f'<w:tab w:val="center" w:pos="{width // 2}"/>', f"{words}{tab}{number}"
        elif odd or section.numbers is PageNumbers.NONE:
            stop, content = f'<w:tab w:val="right" w:pos="{width - inset}"/>', f"{words}{tab}{number}"
        else:
            stop, content = f'<w:tab w:val="right" w:pos="{width}"/>', f"{number}{tab}{words}"
            left = f'<w:ind w:left="{inset}"/>'
        pitch = ""
        if not words and not number:
            content, pitch = "", f'<w:spacing w:line="{twips(_UNSEEN)}" w:lineRule="exact"/>'
        xml = (
            f'<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/><w:tabs>{stop}</w:tabs>{pitch}{left}</w:pPr>'
            f"{content}</w:p></w:ftr>"
        )
        return self._related(xml)

    def _related(self, xml: str) -> str:
        """Put a head or foot into the file once and give its relationship."""
        if xml not in self._known:
            part, key = (
                self._part.add_header_part() if xml.startswith("<w:hdr") else self._part.add_footer_part()  # type: ignore[no-untyped-call]
            )
            part._element = parse_xml(xml)  # noqa: SLF001 - the part's content is all ours
            self._known[xml] = key
        return self._known[xml]


def _bound(section: Section, words: str, number: str, *, odd: bool) -> str:
    """Give the foot of a landscape page whose number stands at its left edge, running down: below once it is bound (§8)."""
    size = gongwen.PAGE_NUMBER_SIZE
    box = _BOUND_PITCH / MM
    middle = ABOVE_LINE * _BOUND_PITCH - (ABOVE - 0.5) * size
    right = section.margins.left - gongwen.PAGE_NUMBER_DROP + middle / MM + _BOUND_LIFT
    inset = twips(gongwen.PAGE_NUMBER_INSET * size)
    side = "right" if odd else "left"
    turned = (
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/><w:spacing w:line="{twips(_BOUND_PITCH)}" w:lineRule="exact"/>'
        f'<w:ind w:{side}="{inset}"/><w:jc w:val="{side}"/></w:pPr>{number}</w:p>'
    )
    number_of, name = (9001, "单页页码") if odd else (9002, "双页页码")
    run = shape(number_of, name, right - box, section.margins.top, box, section.measure[1], words=turned)
    return f'<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{run}{words}</w:p></w:ftr>'
