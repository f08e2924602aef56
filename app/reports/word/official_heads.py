"""The heads of 公文 as WordprocessingML: red marks, numbers, names, red rules, each where the PDF has it.

Lines have exact heights, so that Word, WPS and LibreOffice put the baseline four fifths down; red rules are borders of
paragraphs, which move with the words, or shapes tied to the page where they are wider than the text.
"""

from __future__ import annotations

from typing import Final

from app.reports import gongwen
from app.reports.document import Font, Section
from app.reports.fonts import FontBook
from app.reports.gongwen import MM
from app.reports.official.parts import SIGNED, LetterHead, MinutesHead, RedHead
from app.reports.official.places import (
    ABOVE,
    Places,
    letter_head,
    letter_rules,
    minutes_head,
    red_head,
    signer_columns,
)
from app.reports.word.shapes import shape
from app.reports.word.xml import ABOVE_LINE, LEFT, TAB, Runs, mm_twips, p, spacing, tabbed, twips

SIZE: Final = gongwen.BODY_SIZE
RULE_SPACE: Final = 9
"""White between a line and the red rule that is its border, whole pt as Word counts them."""
TITLE_SINK: Final = ABOVE_LINE * gongwen.TITLE_PITCH - (
    (gongwen.TITLE_PITCH - gongwen.TITLE_SIZE) / 2 + ABOVE * gongwen.TITLE_SIZE
)
"""How much lower than on PDF pages a title's characters stand in their line, pt."""
_FIRST_SHAPE: Final = 5000
"""Rules are counted from here on: pictures have the numbers before."""


class HeadWriter:
    """Writes the heads of 公文; counts the shapes of a document."""

    def __init__(self, runs: Runs, fonts: FontBook) -> None:
        self._runs = runs
        self._fonts = fonts
        self._shapes = 0

    def xml(self, block: RedHead | LetterHead | MinutesHead, section: Section, turned: str) -> str:
        """Give a head; `turned` is the page break that stands before it."""
        match block:
            case RedHead():
                return self._red_head(block, section, turned)
            case LetterHead():
                return self._letter_head(block, section, turned)
            case MinutesHead():
                return self._minutes_head(block, section, turned)

    def _run(self, words: str, section: Section, font: Font = Font.FANGSONG) -> str:
        return self._runs.run(words, font, SIZE, track=gongwen.tracking(grid=section.grid))

    def _mark_width(self, words: str) -> float:
        return self._fonts.chain(Font.TITLE).width(words)

    def _mark(self, words: str, places: Places, style: str, look: str) -> str:
        """Give the red mark in its size, narrow where it is long."""
        run = self._runs.run(words, Font.TITLE, places.size)
        if places.percent != 100:
            run = run.replace("<w:sz ", f'<w:w w:val="{places.percent}"/><w:sz ')
        return p(run, style, look)

    def _red_head(self, block: RedHead, section: Section, turned: str) -> str:
        width, pitch = section.measure[0] * MM, pitch_of(section)
        places = red_head(block, self._mark_width(block.mark), width, pitch)
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
        em = em_of(section)
        measure = section.measure[0] * MM / em
        places = signer_columns(block, self._fonts.chain(Font.KAI).width, measure)
        row = block.signer_rows[number]
        stops = [places.start + n * places.step for n in range(len(row))]
        track = gongwen.tracking(grid=section.grid)
        size = int(places.size * 2) / 2
        names = [self._runs.run(name, Font.KAI, size, track=track) for name in row]
        if number == 0:  # the label ends where the first name begins: no tab between them
            stops[0] -= len(SIGNED)
            names[0] = self._run(SIGNED, section) + names[0]
        if number == len(block.signer_rows) - 1:
            stops.insert(0, gongwen.DOC_NO_INSET)
            names.insert(0, self._run(block.doc_no, section))
        return p("".join(TAB + name for name in names), "DocumentNumber", tabbed(look, stops, em) + LEFT)

    def _letter_head(self, block: LetterHead, section: Section, turned: str) -> str:
        top = section.margins.top
        width, pitch = section.measure[0] * MM, pitch_of(section)
        places = letter_head(block, self._mark_width(block.mark), width, top, pitch)
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
                look = tabbed(look, [-width / SIZE], SIZE)
                content = f"{rules}{content}{TAB}{self._run(block.doc_no, section)}"
            parts.append(p(content, "LetterNumber", look))
        return "".join(parts)

    def _minutes_head(self, block: MinutesHead, section: Section, turned: str) -> str:
        width = section.measure[0] * MM
        places = minutes_head(block, self._mark_width(block.mark), width)
        flow = _Flow(turned)
        look = flow.line(places.mark, places.size * 1.25)
        parts = [self._mark(block.mark, places, "OfficialMark", look)]
        em = em_of(section)
        inset = gongwen.DOC_NO_INSET
        rows: list[tuple[str, list[float], str]] = []
        if block.number:
            rows.append((self._run(block.number, section), [], '<w:jc w:val="center"/>'))
        if block.office or block.date:
            words = TAB + self._run(block.office, section) + TAB + self._run(block.date, section)
            rows.append((words, [inset, -(width / em - inset)], LEFT))
        for number, (baseline, (words, stops, rest)) in enumerate(zip(places.rows, rows, strict=True)):
            last = number == len(rows) - 1
            look = self._ruled(flow, baseline, places) if last else flow.line(baseline, SIZE * 1.25)
            parts.append(p(words, "DocumentNumber", tabbed(look, stops, em) + rest))
        return "".join(parts)

    def _rule(self, x: float, y: float, width: float, height: float) -> str:
        """Give a red rule tied to the page: a filled shape, left and upper edge and size in mm."""
        self._shapes += 1
        look = f'<a:solidFill><a:srgbClr val="{gongwen.RED}"/></a:solidFill>'
        return shape(_FIRST_SHAPE + self._shapes, f"红线{self._shapes}", x, y, width, height, look=look)


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


def pitch_of(section: Section) -> float:
    """Give the pitch of a section's lines of text, pt."""
    return gongwen.line_pitch(SIZE, grid=section.grid)


def em_of(section: Section) -> float:
    """Give the advance of a section's characters, pt."""
    return SIZE + gongwen.tracking(grid=section.grid)
