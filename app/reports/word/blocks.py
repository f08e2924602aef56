"""Each kind of block as WordprocessingML: the same words, sizes and places as on the PDF page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from docx.parts.document import DocumentPart

from app.reports import gongwen
from app.reports.document import (
    Block,
    Contents,
    Cover,
    Document,
    Figure,
    Font,
    Heading,
    KeyFigures,
    Labels,
    NameColumns,
    Note,
    PageBreak,
    Paragraph,
    Scan,
    Section,
    Signature,
    Spacer,
    TableBlock,
    Title,
)
from app.reports.fonts import FontBook
from app.reports.gongwen import MM
from app.reports.headline import title_lines
from app.reports.keeping import NOTE_KEPT, notes_below, staying, tied_blocks
from app.reports.names import ems, name_rows
from app.reports.official.parts import Official
from app.reports.pdf.blocks import (
    COVER_TITLE_SIZE,
    COVER_TITLE_TOP,
    HEADING_FONTS,
    KEY_HEIGHTS,
    KEY_SIZE,
    NOTE_SIZE,
)
from app.reports.pdf.contents import entries, entry_lines
from app.reports.pdf.paginate import Book
from app.reports.word.labels import label_sections, labels_xml
from app.reports.word.official import OfficialWriter
from app.reports.word.pictures import Pictures
from app.reports.word.section import Edges
from app.reports.word.table import frame, table_xml
from app.reports.word.xml import JUSTIFY, Runs, indent, mm_twips, p, spacing

_BREAK: Final = "<w:pageBreakBefore/>"
_RULES: Final = (
    '<w:tblBorders><w:top w:val="single" w:sz="6" w:space="0" w:color="auto"/>'
    '<w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/>'
    '<w:insideV w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tblBorders>'
)


class Body:
    """Writes the body of a document section by section."""

    def __init__(
        self,
        document: Document,
        fonts: FontBook,
        runs: Runs,
        part: DocumentPart,
        edges: Edges,
        book: Book | None,
        tick: Callable[[], None] | None = None,
    ) -> None:
        self._tick = tick
        self._document = document
        self._fonts = fonts
        self._runs = runs
        self._part = part
        self._edges = edges
        self._book = book
        self._headings = 0
        self.pictures = Pictures(part, fonts, runs)
        self._break = False
        self._below: tuple[str, ...] = ()
        self._official = OfficialWriter(runs, fonts)

    def xml(self) -> str:
        """Give the content of `w:body`."""
        parts: list[str] = []
        sections = [part for section in self._document.sections for part in label_sections(section)]
        last = len(sections) - 1
        for number, section in enumerate(sections):
            for index, block in enumerate(tied_blocks(section.blocks)):
                self._below = notes_below(section.blocks, index)
                parts.append(self._block(block, section))
                if self._tick:
                    self._tick()
            properties = self._edges.properties(section, first=number == 0)
            if number < last or (parts and parts[-1].endswith("</w:tbl>")):
                parts.append(_sliver(properties if number < last else ""))
            if number == last:
                parts.append(properties)
        return "".join(parts)

    def _turned(self) -> str:
        """Give the page break that a PageBreak left for the next paragraph."""
        turned, self._break = self._break, False
        return _BREAK if turned else ""

    def _block(self, block: Block, section: Section) -> str:
        match block:
            case PageBreak():
                self._break = True
                return ""
            case Heading():
                return self._heading(block, section)
            case Cover():
                return self._cover(block, section)
            case Title():
                return self._title(block, section)
            case Contents():
                return self._contents(block, section)
            case Paragraph():
                return self._paragraph(block, section)
            case Signature():
                return self._signature(block, section)
            case _:
                return self._other(block, section)

    def _other(self, block: Block, section: Section) -> str:
        if isinstance(block, Official):
            return self._official.xml(block, section, self._turned())
        start = _sliver("", _BREAK) if self._turned() else ""
        return start + self._plain(block, section)

    def _plain(self, block: Block, section: Section) -> str:
        """Write a block that has no room for a page break of its own."""
        match block:
            case TableBlock():
                return self._table(block, section)
            case NameColumns():
                return self._names(block, section)
            case KeyFigures():
                return self._key_figures(block, section)
            case Figure():
                return self.pictures.figure(block, section)
            case Scan():
                return self.pictures.scan(block, section)
            case Note():
                return self._note(block.text, 2.0, keep_next=block.keep_next)
            case Labels():
                return labels_xml(block, self._runs, self._fonts, section)
            case Spacer():
                height = block.lines * gongwen.line_pitch(gongwen.BODY_SIZE, grid=section.grid)
                return p("", "", spacing(pitch=height))
            case _:
                raise TypeError(f"no Word form for {type(block).__name__}")

    def _paragraph(self, block: Paragraph, section: Section) -> str:
        track = gongwen.tracking(grid=section.grid)
        em = block.size + track
        pitch = block.pitch or gongwen.line_pitch(block.size, grid=section.grid)
        keep = "<w:keepNext/>" if block.keep_next else ""
        properties = (
            f"{keep}{self._turned()}{spacing(before=block.before, after=block.after, pitch=pitch)}"
            f"{indent(em, first=block.first, left=block.left, right=block.right)}"
            f'<w:jc w:val="{JUSTIFY[block.align]}"/>'
        )
        if "\n" not in block.text:
            return p(self._runs.of(block.runs, block.font, block.size, track), "BodyText", properties)
        lines: list[list[str]] = [[]]
        for run in block.runs:
            for number, text in enumerate(run.text.split("\n")):
                if number:
                    lines.append([])
                part = replace(run, text=text)
                lines[-1].append(self._runs.of((part,), block.font, block.size, track))
        first, *rest = ("".join(line) for line in lines)
        later = properties.replace(_BREAK, "")
        return p(first, "BodyText", properties) + "".join(p(line, "BodyText", later) for line in rest)

    def _heading(self, block: Heading, section: Section) -> str:
        number = self._headings
        self._headings += 1
        turned = self._turned() or (_BREAK if block.new_page else "")
        track = gongwen.tracking(grid=section.grid)
        words = self._runs.run(block.text, HEADING_FONTS[block.level], gongwen.BODY_SIZE, track=track)
        marked = f'<w:bookmarkStart w:id="{number}" w:name="{_toc(number)}"/>{words}<w:bookmarkEnd w:id="{number}"/>'
        pitch = "" if section.grid else spacing(pitch=gongwen.line_pitch(gongwen.BODY_SIZE, grid=False))
        return p(marked, f"Heading{block.level}", turned + pitch)

    def _title(self, block: Title, section: Section) -> str:
        chain = self._fonts.chain(Font.TITLE)
        width = section.measure[0] * MM
        parts = title_lines(block.text, lambda part: chain.width(part) * block.size, width)
        words = "<w:r><w:br/></w:r>".join(self._runs.run(part, Font.TITLE, block.size) for part in parts)
        pitch = gongwen.line_pitch(block.size, grid=section.grid)
        after = spacing(after=0 if block.subtitle else pitch / 2, pitch=pitch)
        xml = p(words, "Title", self._turned() + after)
        if block.subtitle:
            sub = gongwen.line_pitch(gongwen.BODY_SIZE, grid=section.grid)
            words = self._runs.run(block.subtitle, Font.KAI, gongwen.BODY_SIZE)
            xml += p(words, "Subtitle", spacing(after=pitch / 2, pitch=sub))
        return xml

    def _table(self, block: TableBlock, section: Section) -> str:
        table = block.table
        xml = ""
        if table.title:
            pitch = gongwen.line_pitch(gongwen.SIZE_3, grid=section.grid)
            xml += p(
                self._runs.run(table.title, Font.HEI, gongwen.SIZE_3), "TableTitle", spacing(pitch=pitch)
            )
        stay = staying(table, self._below)
        xml += table_xml(
            table, self._runs, section.measure[0], self.pictures.photo, section.measure[1], kept=stay > 0
        )
        if not table.notes:
            return xml + p("", "Note", ("<w:keepNext/>" if stay else "") + spacing(pitch=5.0))
        return xml + "".join(
            self._note(text, 9.0 if n == 0 else 2.0, keep_next=n < stay - 1)
            for n, text in enumerate(table.notes)
        )

    def _note(self, text: str, before: float, *, keep_next: bool = False) -> str:
        words = self._runs.run(text, Font.SONG, NOTE_SIZE)
        kept = ("<w:keepNext/>" if keep_next else "") + ("<w:keepLines/>" if len(text) <= NOTE_KEPT else "")
        return p(words, "Note", kept + spacing(before=before, pitch=NOTE_SIZE * 1.5) + '<w:jc w:val="both"/>')

    def _names(self, block: NameColumns, section: Section) -> str:
        measure = section.measure[0]
        count, rows = name_rows(block.names, measure * MM / block.size, block.columns)
        cell = measure / count
        pitch = gongwen.line_pitch(block.size, grid=section.grid)
        parts = [frame([cell] * count, "", 0.0, 0.0)]
        for row in rows:
            parts.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
            for name, takes in row:
                size = min(block.size, int((cell * takes * MM - 2) / max(1.0, ems(name)) * 2) / 2)
                span = f'<w:gridSpan w:val="{takes}"/>' if takes > 1 else ""
                width = f'<w:tcW w:w="{mm_twips(cell) * takes}" w:type="dxa"/>'
                words = self._runs.name(name, block.font, size)
                parts.append(
                    f"<w:tc><w:tcPr>{width}{span}</w:tcPr>{p(words, 'NameList', spacing(pitch=pitch))}</w:tc>"
                )
            left = count - sum(takes for _, takes in row)
            parts += [
                f'<w:tc><w:tcPr><w:tcW w:w="{mm_twips(cell)}" w:type="dxa"/></w:tcPr><w:p/></w:tc>'
            ] * left
            parts.append("</w:tr>")
        parts.append("</w:tbl>")
        return "".join(parts) + _sliver("")

    def _key_figures(self, block: KeyFigures, section: Section) -> str:
        count = max(1, len(block.figures))
        cell = section.measure[0] / count
        parts = [frame([cell] * count, _RULES), "<w:tr><w:trPr><w:cantSplit/></w:trPr>"]
        noted = any(figure.note for figure in block.figures)
        room = cell * MM - 6
        for item in block.figures:
            words = [(item.value, "KeyFigure", KEY_SIZE), (item.label, "KeyLabel", gongwen.SIZE_5)]
            if noted:
                words.append((item.note, "KeyLabel", gongwen.SIZE_5_SMALL))
            inner = ""
            for (text, style, size), height in zip(words, KEY_HEIGHTS, strict=False):
                font = Font.SONG if size == gongwen.SIZE_5_SMALL else Font.HEI
                fitted = min(size, int(room / max(1.0, ems(text)) * 2) / 2)
                inner += p(self._runs.run(text, font, fitted), style, spacing(pitch=height))
            parts.append(f'<w:tc><w:tcPr><w:tcW w:w="{mm_twips(cell)}" w:type="dxa"/></w:tcPr>{inner}</w:tc>')
        parts.append("</w:tr></w:tbl>")
        return "".join(parts) + _sliver("", pitch=12.0)

    def _signature(self, block: Signature, section: Section) -> str:
        track = gongwen.tracking(grid=section.grid)
        em = gongwen.BODY_SIZE + track
        pitch = gongwen.line_pitch(gongwen.BODY_SIZE, grid=section.grid)
        chain = self._fonts.chain(Font.FANGSONG)
        insets = gongwen.signature_insets(chain.width(block.office), chain.width(block.date), seal=block.seal)
        before = pitch * (2 if block.seal else 1)
        parts: list[str] = []
        for number, (text, inset) in enumerate(zip((block.office, block.date), insets, strict=True)):
            gap = spacing(before=before if number == 0 else 0, pitch=pitch)
            keep = ("<w:keepNext/>" if number == 0 else "") + self._turned()
            words = self._runs.run(text, Font.FANGSONG, gongwen.BODY_SIZE, track=track)
            parts.append(
                p(words, "Signature", f"{keep}{gap}{indent(em, right=inset)}" + '<w:jc w:val="right"/>')
            )
        return "".join(parts)

    def _contents(self, block: Contents, section: Section) -> str:
        """Write the contents as a field that is filled already, each entry a link."""
        listed = entries(self._document, block.depth)
        pitch = gongwen.line_pitch(gongwen.TITLE_SIZE, grid=section.grid)
        line = gongwen.line_pitch(gongwen.CONTENTS_SIZE, grid=section.grid)
        head = p(
            self._runs.run(block.title, Font.TITLE, gongwen.TITLE_SIZE),
            "TOCTitle",
            self._turned() + spacing(after=line / 2, pitch=pitch),
        )
        tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{mm_twips(section.measure[0])}"/></w:tabs>'
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
            f' TOC \\o "1-{block.depth}" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        parts = [head]
        lines = spacing(pitch=line)
        track = gongwen.tracking(grid=section.grid)
        for index, entry in enumerate(listed):
            label = self._book.label_of(entry.number) if self._book else ""
            number = self._page_of(entry.number, label)
            words = "<w:r><w:br/></w:r>".join(
                self._runs.run(line, entry.font, gongwen.CONTENTS_SIZE, track=track)
                for line in entry_lines(entry, self._fonts, section.measure[0] * MM, track)
            )
            link = (
                f'<w:hyperlink w:anchor="{_toc(entry.number)}" w:history="1">'
                f"{words}<w:r><w:tab/></w:r>{number}</w:hyperlink>"
            )
            opening = begin if index == 0 else ""
            closing = end if index == len(listed) - 1 else ""
            parts.append(p(f"{opening}{link}{closing}", f"TOC{entry.heading.level}", tab + lines))
        return "".join(parts)

    def _page_of(self, heading: int, label: str) -> str:
        """Give the number of a heading's page as a field that Word counts anew when it is asked to."""
        look = self._runs.properties(Font.SONG, gongwen.CONTENTS_SIZE)
        return (
            f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r>{look}<w:instrText xml:space="preserve"> PAGEREF {_toc(heading)} \\h </w:instrText></w:r>'
            f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>{self._runs.run(label, Font.SONG, gongwen.CONTENTS_SIZE)}'
            f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
        )

    def _cover(self, block: Cover, section: Section) -> str:
        """Place a cover's lines by the space before them, as the PDF does by measuring."""
        width, height = (side * MM for side in section.measure)
        chain = self._fonts.chain(Font.TITLE)
        size = COVER_TITLE_SIZE
        title = title_lines(block.title, lambda part: chain.width(part) * size, width)
        foot = tuple(words for words in (block.office, block.date) if words)
        groups = (
            (height * 0.08, block.over, Font.KAI, gongwen.SIZE_2_SMALL, 32.0, "CoverText"),
            (height * COVER_TITLE_TOP, title, Font.TITLE, size, size * 1.7, "CoverTitle"),
            (None, block.under, Font.KAI, gongwen.SIZE_3, 30.0, "CoverText"),
            (height - 34 * len(foot) - 12, foot, Font.KAI, gongwen.SIZE_2_SMALL, 34.0, "CoverText"),
        )
        y = 0.0
        parts: list[str] = []
        for top, texts, font, points, pitch, style in groups:
            before = max(0.0, (y + size if top is None else top) - y)
            for text in texts:
                parts.append(
                    p(
                        self._runs.run(text, font, points),
                        style,
                        self._turned() + spacing(before=before, pitch=pitch),
                    )
                )
                y += before + pitch
                before = 0.0
        return "".join(parts)


def _toc(number: int) -> str:
    """Give the bookmark's name of a heading."""
    return f"_Toc{number + 1:06d}"


def _sliver(section: str, properties: str = "", pitch: float = 1.0) -> str:
    """Give a paragraph of next to no height: to end a section or to stand where Word wants one after a table."""
    return f'<w:p><w:pPr>{properties}<w:snapToGrid w:val="0"/>{spacing(pitch=pitch)}{section}</w:pPr></w:p>'
