"""The parts of a 公文 as WordprocessingML, each in a style of its own name, each where the PDF has it.

The 版记 is a table tied to the foot of the text block: it stays there when the clerk writes more.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.reports import gongwen
from app.reports.document import Font, Section
from app.reports.fonts import FontBook
from app.reports.gongwen import MM
from app.reports.names import ems
from app.reports.official.parts import (
    Addressees,
    AnnexMark,
    Attachments,
    Attendance,
    Imprint,
    LetterHead,
    MinutesHead,
    Official,
    RedHead,
    Remark,
)
from app.reports.official.places import attendance_rows
from app.reports.word.official_heads import SIZE, HeadWriter, em_of, pitch_of
from app.reports.word.xml import LEFT, TAB, Runs, indent, mm_twips, p, spacing, tabbed, twips


class OfficialWriter:
    """Writes the parts of 公文."""

    def __init__(self, runs: Runs, fonts: FontBook) -> None:
        self._runs = runs
        self._heads = HeadWriter(runs, fonts)

    def xml(self, block: Official, section: Section, turned: str = "") -> str:
        """Give one part; `turned` is the page break that stands before it."""
        match block:
            case RedHead() | LetterHead() | MinutesHead():
                return self._heads.xml(block, section, turned)
            case Attachments():
                return self._attachments(block, section, turned)
            case Imprint():
                start = p("", "", turned + spacing(pitch=1.0)) if turned else ""
                return start + self._imprint(block, section)
            case _:
                return self._line(block, section, turned)

    def _line(
        self, block: Addressees | AnnexMark | Attendance | Remark, section: Section, turned: str
    ) -> str:
        """Give a part that is one paragraph."""
        em, pitch = em_of(section), pitch_of(section)
        match block:
            case Addressees():
                before = (
                    gongwen.ADDRESSEES_GAP * pitch
                )  # of this and what the title has below it Word takes the larger
                look = "<w:keepNext/>" + turned + spacing(before=before, pitch=pitch)
                return p(self._run(block.words, section), "Addressees", look)
            case AnnexMark():
                after = pitch * (gongwen.ANNEX_TITLE_LINE - 2)
                look = "<w:keepNext/><w:pageBreakBefore/>" + spacing(after=after, pitch=pitch)
                return p(self._run(block.words, section, Font.HEI), "AnnexMark", look)
            case Attendance():
                return self._attendance(block, section, turned)
            case Remark():
                look = turned + spacing(pitch=pitch) + indent(em, first=gongwen.REMARK_INDENT)
                return p(self._run(block.words, section), "Remark", look)

    def _run(self, words: str, section: Section, font: Font = Font.FANGSONG) -> str:
        return self._runs.run(words, font, SIZE, track=gongwen.tracking(grid=section.grid))

    def _attachments(self, block: Attachments, section: Section, turned: str) -> str:
        em, pitch = em_of(section), pitch_of(section)
        parts: list[str] = []
        for number, (before, name) in enumerate(block.lines):
            own = block.label_ems - (0.0 if number == 0 else 3.0)
            start = gongwen.ATTACHMENTS_INDENT + (0.0 if number == 0 else 3.0)
            tab = TAB if len(block.names) > 1 else ""
            words = self._run(before.rstrip(), section) + tab + self._run(name, section)
            above = gongwen.ATTACHMENTS_GAP * pitch if number == 0 else 0.0
            look = "<w:keepNext/>" + (turned if number == 0 else "") + spacing(before=above, pitch=pitch)
            parts.append(p(words, "Attachments", look + _hanging(em, start, own)))
        return "".join(parts)

    def _attendance(self, block: Attendance, section: Section, turned: str) -> str:
        """Give label and names; plain names in even columns, by tab stops."""
        em = em_of(section)
        label = f"{block.label}："
        look = turned + spacing(pitch=pitch_of(section))
        hang = _hanging(em, gongwen.ATTENDANCE_INDENT, float(len(label)))
        head = self._run(label, section, Font.HEI)
        if not block.people:
            return p(head + self._run(block.names, section), "Attendance", look + hang)
        step, rows = attendance_rows(block, section.measure[0] * MM / em)
        start = gongwen.ATTENDANCE_INDENT + len(label)
        lines: list[str] = []
        for row in rows:
            names = ""
            for index, (name, takes) in enumerate(row):
                size = SIZE * min(1.0, takes * step / (ems(name) + 0.5))
                tabs = TAB * row[index - 1][1] if index else ""
                names += tabs + self._runs.name(name, Font.FANGSONG, int(size * 2) / 2)
            lines.append(names)
        stops = [start + n * step for n in range(1, round((section.measure[0] * MM / em - start) / step))]
        words = head + "<w:r><w:br/></w:r>".join(lines)
        return p(words, "Attendance", tabbed(look, stops, em) + hang + LEFT)

    def _imprint(self, block: Imprint, section: Section) -> str:
        """Give the 版记 as a table at the foot of the text block (§7.4.1)."""
        size = gongwen.IMPRINT_SIZE
        rows: list[str] = []
        line = spacing(pitch=gongwen.IMPRINT_PITCH)
        width = section.measure[0] * MM
        if block.copies:
            look = line + _hanging(size, gongwen.IMPRINT_INSET, 3.0, gongwen.IMPRINT_INSET)
            rows.append(p(self._runs.run(block.copies_text, Font.FANGSONG, size), "Imprint", look))
        if (block.office or block.date) and not block.letter:
            stops = [gongwen.IMPRINT_INSET, -(width / size - gongwen.IMPRINT_INSET)]
            office, date = (
                self._runs.run(words, Font.FANGSONG, size) for words in (block.office, block.printed)
            )
            if block.one_line(width / size):
                rows.append(p(TAB + office + TAB + date, "Imprint", tabbed(line, stops, size) + LEFT))
            else:
                inset = indent(size, left=gongwen.IMPRINT_INSET, right=gongwen.IMPRINT_INSET)
                named = p(office, "Imprint", line + inset)
                rows.append(named + p(date, "Imprint", f'{line}{inset}<w:jc w:val="right"/>'))
        if not rows:
            return ""
        anchor = p("", "", '<w:snapToGrid w:val="0"/>' + spacing(pitch=1.0))
        return _bottom_table(rows, section, ruled=not block.letter) + anchor


def _hanging(em: float, left: float, hang: float, right: float = 0.0) -> str:
    """Give `w:ind` for a label of `hang` characters that begins `left` characters in; later lines stand behind it."""
    total = left + hang
    return (
        f'<w:ind w:leftChars="{round(total * 100)}" w:left="{twips(total * em)}" w:rightChars="{round(right * 100)}"'
        f' w:right="{twips(right * em)}" w:hangingChars="{round(hang * 100)}" w:hanging="{twips(hang * em)}"/>'
    )


def _bottom_table(rows: Sequence[str], section: Section, *, ruled: bool) -> str:
    """Give a table of one column whose lower edge is that of the text block.

    Its place across is said from the page's edge: LibreOffice floats no table as wide as the text otherwise.
    """
    width = mm_twips(section.measure[0])
    thick, thin = (round(mm * MM * 8) for mm in (gongwen.IMPRINT_RULE, gongwen.IMPRINT_THIN_RULE))
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="{sz}" w:space="0" w:color="000000"/>'
        for edge, sz in (("top", thick), ("bottom", thick), ("insideH", thin))
    )
    borders = f"<w:tblBorders>{edges}</w:tblBorders>" if ruled else ""
    cells = "".join(
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{row}</w:tc></w:tr>'
        for row in rows
    )
    return (
        '<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page"'
        f' w:tblpX="{mm_twips(section.margins.left)}" w:tblpYSpec="bottom"/>'
        f'<w:tblW w:w="{width}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        f'<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
        f"{cells}</w:tbl>"
    )
