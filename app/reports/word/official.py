"""The parts of a 公文 as WordprocessingML, each in a style of its own name, each where the PDF has it.

Lines have exact heights, so that Word, WPS and LibreOffice put the baseline four fifths down; red rules are borders of
paragraphs or shapes tied to the page, the 版记 a table tied to the foot of the text block.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from app.reports import gongwen
from app.reports.document import Font, Section
from app.reports.fonts import FontBook
from app.reports.gongwen import MM
from app.reports.names import ems
from app.reports.official import (
    SIGNED,
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
from app.reports.official_places import (
    ABOVE,
    Places,
    attendance_rows,
    letter_head,
    letter_rules,
    minutes_head,
    red_head,
    signer_columns,
)
from app.reports.word.shapes import shape
from app.reports.word.xml import ABOVE_LINE, Runs, indent, mm_twips, p, spacing, twips

SIZE: Final = gongwen.BODY_SIZE
RULE_SPACE: Final = 9
"""White between a line and the red rule that is its border, whole pt as Word counts them."""
TITLE_SINK: Final = ABOVE_LINE * gongwen.TITLE_PITCH - (
    (gongwen.TITLE_PITCH - gongwen.TITLE_SIZE) / 2 + ABOVE * gongwen.TITLE_SIZE
)
"""How much lower than on PDF pages a title's characters stand in their line, pt."""
_FIRST_SHAPE: Final = 5000
"""Rules are counted from here on: pictures have the numbers before."""
_TAB: Final = "<w:r><w:tab/></w:r>"
_LEFT: Final = '<w:jc w:val="left"/>'


class OfficialWriter:
    """Writes the parts of 公文; counts the shapes of a document."""

    def __init__(self, runs: Runs, fonts: FontBook) -> None:
        self._runs = runs
        self._fonts = fonts
        self._shapes = 0

    def xml(self, block: Official, section: Section, turned: str = "") -> str:
        """Give one part; `turned` is the page break that stands before it."""
        match block:
            case RedHead():
                return self._red_head(block, section, turned)
            case LetterHead():
                return self._letter_head(block, section, turned)
            case MinutesHead():
                return self._minutes_head(block, section, turned)
            case Attachments():
                return self._attachments(block, section, turned)
            case Imprint():
                return (p("", "", turned + spacing(pitch=1.0)) if turned else "") + self._imprint(
                    block, section
                )
            case _:
                return self._line(block, section, turned)

    def _line(
        self, block: Addressees | AnnexMark | Attendance | Remark, section: Section, turned: str
    ) -> str:
        """Give a part that is one paragraph."""
        em, pitch = _em(section), _pitch(section)
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
        em, pitch = _em(section), _pitch(section)
        parts: list[str] = []
        for number, (before, name) in enumerate(block.lines):
            own = block.label_ems - (0.0 if number == 0 else 3.0)
            start = gongwen.ATTACHMENTS_INDENT + (0.0 if number == 0 else 3.0)
            tab = _TAB if len(block.names) > 1 else ""
            words = self._run(before.rstrip(), section) + tab + self._run(name, section)
            above = gongwen.ATTACHMENTS_GAP * pitch if number == 0 else 0.0
            look = "<w:keepNext/>" + (turned if number == 0 else "") + spacing(before=above, pitch=pitch)
            parts.append(p(words, "Attachments", look + _hanging(em, start, own)))
        return "".join(parts)

    def _attendance(self, block: Attendance, section: Section, turned: str) -> str:
        """Give label and names; plain names in even columns, by tab stops."""
        em = _em(section)
        label = f"{block.label}："
        look = turned + spacing(pitch=_pitch(section))
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
                tabs = _TAB * row[index - 1][1] if index else ""
                names += tabs + self._runs.name(name, Font.FANGSONG, int(size * 2) / 2)
            lines.append(names)
        stops = [start + n * step for n in range(1, round((section.measure[0] * MM / em - start) / step))]
        words = head + "<w:r><w:br/></w:r>".join(lines)
        return p(words, "Attendance", _tabbed(look, stops, em) + hang + _LEFT)

    def _mark_ems(self, words: str) -> float:
        return self._fonts.chain(Font.TITLE).width(words)

    def _mark(self, words: str, places: Places, style: str, look: str) -> str:
        """Give the red mark in its size, narrow where it is long."""
        run = self._runs.run(words, Font.TITLE, places.size)
        if places.percent != 100:
            run = run.replace("<w:sz ", f'<w:w w:val="{places.percent}"/><w:sz ')
        return p(run, style, look)

    def _red_head(self, block: RedHead, section: Section, turned: str) -> str:
        width, pitch = section.measure[0] * MM, _pitch(section)
        places = red_head(block, self._mark_ems(block.mark), width, pitch)
        flow = _Flow(turned)
        parts: list[str] = []
        for baseline, words in zip(places.marks, block.marks.lines, strict=True):
            parts.append(
                p(self._run(words, section, Font.HEI), "OfficialMarks", flow.line(baseline, SIZE * 1.25))
            )
        parts.append(
            self._mark(block.mark, places, "OfficialMark", flow.line(places.mark, places.size * 1.25))
        )
        for number, baseline in enumerate(places.rows):
            last = number == len(places.rows) - 1
            look = self._ruled(flow, baseline, places) if last else flow.line(baseline, SIZE * 1.25)
            parts.append(self._numbered(block, number, section, look))
        return "".join(parts)

    @staticmethod
    def _ruled(flow: _Flow, baseline: float, places: Places) -> str:
        """Give the look of the line above the red rule: the rule is its border, the height of the line fits to it."""
        height = (places.rule - baseline - RULE_SPACE) / (1 - ABOVE_LINE)
        border = (
            f'<w:pBdr><w:bottom w:val="single" w:sz="{round(gongwen.RED_RULE * MM * 8)}" w:space="{RULE_SPACE}"'
            f' w:color="{gongwen.RED}"/></w:pBdr>'
        )
        return flow.line(baseline, height, after=places.height - places.rule - TITLE_SINK, border=border)

    def _numbered(self, block: RedHead, number: int, section: Section, look: str) -> str:
        """Give a row of 发文字号 and 签发人 (§7.2.5, §7.2.6)."""
        if not block.signers:
            return p(self._run(block.doc_no, section), "DocumentNumber", f'{look}<w:jc w:val="center"/>')
        em = _em(section)
        measure = section.measure[0] * MM / em
        start, step = signer_columns(block, self._fonts.chain(Font.KAI).width, measure)
        row = block.signer_rows[number]
        stops = [start + n * step for n in range(len(row))]
        names = [self._run(name, section, Font.KAI) for name in row]
        if number == 0:  # the label ends where the first name begins: no tab between them
            stops[0] -= len(SIGNED)
            names[0] = self._run(SIGNED, section) + names[0]
        if number == len(block.signer_rows) - 1:
            stops.insert(0, gongwen.DOC_NO_INSET)
            names.insert(0, self._run(block.doc_no, section))
        return p("".join(_TAB + name for name in names), "DocumentNumber", _tabbed(look, stops, em) + _LEFT)

    def _letter_head(self, block: LetterHead, section: Section, turned: str) -> str:
        top = section.margins.top
        width, pitch = section.measure[0] * MM, _pitch(section)
        places = letter_head(block, self._mark_ems(block.mark), width, top, pitch)
        above = places.mark - ABOVE_LINE * places.size * 1.25
        below = places.rule
        frame = (
            f'<w:framePr w:w="{twips(width)}" w:h="{twips(below - above)}" w:hRule="exact" w:wrap="around"'
            f' w:vAnchor="page" w:hAnchor="page" w:x="{mm_twips(section.margins.left)}"'
            f' w:y="{twips(above + top * MM)}"/>'
        )
        mark = self._mark(
            block.mark, places, "OfficialMark", f"{turned}{frame}{spacing(pitch=places.size * 1.25)}"
        )
        page = section.page
        left = (page[0] - gongwen.LETTER_RULE_LENGTH) / 2
        rules = "".join(
            self._rule(left, y, gongwen.LETTER_RULE_LENGTH, thick)
            for y, thick in letter_rules(below / MM + top, page[1])
        )
        flow = _Flow("")
        rows = list(block.marks.lines) or [""]
        parts = [mark]
        after = places.height - places.rows[-1] - (1 - ABOVE_LINE) * SIZE * 1.25 - TITLE_SINK
        for number, (baseline, words) in enumerate(zip(places.rows, rows, strict=True), 1):
            look = flow.line(baseline, SIZE * 1.25, after=after if number == len(rows) else 0.0)
            content = self._run(words, section, Font.HEI)
            if number == 1:
                look = _tabbed(look, [-width / SIZE], SIZE)
                content = f"{rules}{content}{_TAB}{self._run(block.doc_no, section)}"
            parts.append(p(content, "LetterNumber", look))
        return "".join(parts)

    def _minutes_head(self, block: MinutesHead, section: Section, turned: str) -> str:
        width = section.measure[0] * MM
        places = minutes_head(block, self._mark_ems(block.mark), width)
        flow = _Flow(turned)
        look = flow.line(places.mark, places.size * 1.25)
        parts = [self._mark(block.mark, places, "OfficialMark", look)]
        em = _em(section)
        inset = gongwen.DOC_NO_INSET
        rows: list[tuple[str, list[float], str]] = []
        if block.number:
            rows.append((self._run(block.number, section), [], '<w:jc w:val="center"/>'))
        if block.office or block.date:
            words = _TAB + self._run(block.office, section) + _TAB + self._run(block.date, section)
            rows.append((words, [inset, -(width / em - inset)], _LEFT))
        for number, (baseline, (words, stops, rest)) in enumerate(zip(places.rows, rows, strict=True)):
            last = number == len(rows) - 1
            look = self._ruled(flow, baseline, places) if last else flow.line(baseline, SIZE * 1.25)
            parts.append(p(words, "DocumentNumber", _tabbed(look, stops, em) + rest))
        return "".join(parts)

    def _rule(self, x: float, y: float, width: float, height: float) -> str:
        """Give a red rule tied to the page: a filled shape, left and upper edge and size in mm."""
        self._shapes += 1
        look = f'<a:solidFill><a:srgbClr val="{gongwen.RED}"/></a:solidFill>'
        return shape(_FIRST_SHAPE + self._shapes, f"红线{self._shapes}", x, y, width, height, look=look)

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
                rows.append(p(_TAB + office + _TAB + date, "Imprint", _tabbed(line, stops, size) + _LEFT))
            else:
                inset = indent(size, left=gongwen.IMPRINT_INSET, right=gongwen.IMPRINT_INSET)
                named = p(office, "Imprint", line + inset)
                rows.append(named + p(date, "Imprint", f'{line}{inset}<w:jc w:val="right"/>'))
        if not rows:
            return ""
        anchor = p("", "", '<w:snapToGrid w:val="0"/>' + spacing(pitch=1.0))
        return _bottom_table(rows, section, ruled=not block.letter) + anchor


class _Flow:
    """Lines of exact height down a page: each is told the white above it so that its baseline is where it should be."""

    def __init__(self, turned: str) -> None:
        self._turned = turned
        self._y = 0.0

    def line(self, baseline: float, height: float, *, after: float = 0.0, border: str = "") -> str:
        """Give the properties of the next line; the page break goes to the first one."""
        top = baseline - ABOVE_LINE * height
        before, self._y = top - self._y, top + height
        turned, self._turned = self._turned, ""
        return f"{turned}{border}{spacing(before=max(0.0, before), after=after, pitch=height)}"


def _pitch(section: Section) -> float:
    return gongwen.line_pitch(SIZE, grid=section.grid)


def _em(section: Section) -> float:
    return SIZE + gongwen.tracking(grid=section.grid)


def _tabbed(look: str, stops: Sequence[float], em: float) -> str:
    """Put tab stops into a look, in characters from the left; a negative one ends the words there.

    A line with a rule as its border has no indents: they would shorten the rule.
    """
    tabs = "".join(
        f'<w:tab w:val="{"right" if stop < 0 else "left"}" w:pos="{twips(abs(stop) * em)}"/>'
        for stop in stops
    )
    return look.replace("<w:spacing ", f"<w:tabs>{tabs}</w:tabs><w:spacing ", 1) if tabs else look


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
