"""The parts of a 公文 on PDF pages: each where GB/T 9704-2012 puts it, in the figures of `gongwen`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.reports import gongwen
from app.reports.document import Font
from app.reports.gongwen import MM
from app.reports.official import (
    Addressees,
    AnnexMark,
    Attachments,
    Attendance,
    Imprint,
    LetterHead,
    Marks,
    MinutesHead,
    Official,
    RedHead,
    Remark,
)
from app.reports.pdf.pen import Pen
from app.reports.pdf.pieces import Bottom, Box, Break, Lines, Paint, Piece, Whole
from app.reports.pdf.place import At
from app.reports.pdf.setting import SetLine
from app.reports.table import Align

INK_TOP: Final = 0.84
"""How much of its size a Chinese character's ink stands above the baseline."""
INK_FOOT: Final = 0.08
"""How much of its size the ink reaches below the baseline."""
BODY: Final = gongwen.BODY_SIZE


def official(block: Official, at: At) -> Iterator[Piece]:
    """Measure one part of a 公文."""
    match block:
        case RedHead():
            yield _red_head(block, at)
        case LetterHead():
            yield _letter_head(block, at)
        case MinutesHead():
            yield _minutes_head(block, at)
        case Addressees():
            lines = at.set(block.words, Font.FANGSONG, BODY).lines(at.width, align=Align.JUSTIFY)
            yield Lines(lines, at.pitch(BODY), before=_below_title(at), keep_next=True)
        case Attachments():
            yield _attachments(block, at)
        case AnnexMark():
            yield Break()
            words = at.set(block.words, Font.HEI, BODY).lines(at.width)
            blank = at.pitch(BODY) * (gongwen.ANNEX_TITLE_LINE - 2)
            yield Lines(words, at.pitch(BODY), after=blank, keep_next=True)
        case Attendance():
            em = BODY + at.tracking
            lines = hanging(
                at, f"{block.label}：", Font.HEI, block.names, BODY, gongwen.ATTENDANCE_INDENT * em
            )
            yield Lines(lines, at.pitch(BODY))
        case Remark():
            em = BODY + at.tracking
            lines = at.set(block.words, Font.FANGSONG, BODY).lines(at.width, first=gongwen.REMARK_INDENT * em)
            yield Lines(lines, at.pitch(BODY))
        case Imprint():
            yield _imprint(block, at)


def _below_title(at: At) -> float:
    """Give what is missing below a title to one empty line (§7.3.2): half of its own pitch is there already."""
    return max(0.0, gongwen.ADDRESSEES_GAP * at.pitch(BODY) - gongwen.TITLE_PITCH / 2)


def hanging(
    at: At,
    label: str,
    font: Font,
    words: str,
    size: float,
    indent: float,
    ems: float = 0.0,
    right: float = 0.0,
) -> list[SetLine]:
    """Set words behind a label, later lines under their first character; `ems` is the label's room (0: its width)."""
    em = size + (at.tracking if size == BODY else 0.0)
    tracked = size == BODY
    head = at.set(label, font, size, tracked=tracked)
    hang = indent + (ems * em if ems else sum(head.advances))
    (first,) = head.lines(at.width * 2)
    rest = at.set(words, Font.FANGSONG, size, tracked=tracked).lines(
        at.width - hang - right, align=Align.JUSTIFY
    )
    lines: list[SetLine] = []
    for number, line in enumerate(rest):
        strips = tuple(strip._replace(x=strip.x + hang) for strip in line.strips)
        if number == 0:
            strips = (*(strip._replace(x=strip.x + indent) for strip in first.strips), *strips)
        lines.append(SetLine(strips, hang + line.width, size))
    return lines


def _attachments(block: Attachments, at: At) -> Piece:
    em = BODY + at.tracking
    lines: list[SetLine] = []
    for before, name in block.lines:
        head = gongwen.ATTACHMENTS_INDENT + (0.0 if before.startswith("附件") else 3.0)
        ems = block.label_ems if before.startswith("附件") else block.label_ems - 3.0
        lines += hanging(at, before, Font.FANGSONG, name, BODY, head * em, ems)
    return Lines(lines, at.pitch(BODY), before=gongwen.ATTACHMENTS_GAP * at.pitch(BODY))


def _mark(at: At, words: str, ink_top: float, largest: float) -> tuple[Paint, float]:
    """Give what paints a red mark in the middle of one line, and its foot in pt below the text block's top."""
    ems = at.book.chain(Font.TITLE).width(words)
    size, percent = gongwen.mark_look(ems, at.width, largest)
    (line,) = at.set(words, Font.TITLE, size, tracked=False).lines(10_000.0)
    baseline = ink_top + INK_TOP * size
    inset = (at.width - line.width * percent / 100) / 2

    def paint(pen: Pen, x: float, top: float) -> None:
        with pen.inked(gongwen.RED, x + inset, percent):
            pen.strips(x + inset, top + baseline, line.strips)

    return paint, baseline + INK_FOOT * size


def _marks(at: At, marks: Marks) -> list[SetLine]:
    """Set 份号, 密级, 紧急程度."""
    return [at.set(words, Font.HEI, BODY).lines(at.width)[0] for words in marks.lines]


def _red_head(block: RedHead, at: At) -> Whole:
    mark, foot = _mark(at, block.mark, gongwen.MARK_TOP * MM, gongwen.MARK_LARGEST)
    marks = _marks(at, block.marks)
    pitch = at.pitch(BODY)
    rows = _numbered(block, at)
    first = foot + gongwen.DOC_NO_GAP * gongwen.LINE
    rule = first + (len(rows) - 1) * pitch + BODY + gongwen.RED_RULE_DROP * MM

    def paint(pen: Pen, x: float, top: float) -> None:
        for number, line in enumerate(marks):
            pen.line(x, top + number * pitch, pitch, line)
        mark(pen, x, top)
        for number, line in enumerate(rows):
            pen.line(x, top + first + number * pitch, BODY, line)
        with pen.inked(gongwen.RED):
            pen.rule(x, top + rule, x + at.width, top + rule, gongwen.RED_RULE * MM)

    return Whole(Box(rule + gongwen.TITLE_GAP * gongwen.LINE, paint))


def _numbered(block: RedHead, at: At) -> list[SetLine]:
    """Set 发文字号, and 签发人 beside it: the number stands on the last row of names (§7.2.5, §7.2.6)."""
    number = at.set(block.doc_no, Font.FANGSONG, BODY)
    if not block.signers:
        return number.lines(at.width, align=Align.CENTER)
    em = BODY + at.tracking
    rows = block.signer_rows
    label = at.set("签发人：", Font.FANGSONG, BODY)
    names = [[at.set(name, Font.KAI, BODY) for name in row] for row in rows]
    columns = [
        max(sum(row[c].advances) for row in names if c < len(row)) for c in range(max(map(len, names)))
    ]
    start = at.width - gongwen.SIGNERS_INSET * em - sum(columns) - em * (len(columns) - 1)
    lines: list[SetLine] = []
    for r, row in enumerate(names):
        strips = []
        if r == 0:
            begin = start - sum(label.advances)
            strips += [s._replace(x=s.x + begin) for s in label.lines(at.width)[0].strips]
        x = start
        for c, name in enumerate(row):
            strips += [s._replace(x=s.x + x) for s in name.lines(at.width)[0].strips]
            x += columns[c] + em
        if r == len(rows) - 1:
            inset = gongwen.DOC_NO_INSET * em
            strips += [s._replace(x=s.x + inset) for s in number.lines(at.width)[0].strips]
        lines.append(SetLine(tuple(strips), at.width, BODY))
    return lines


def _double(pen: Pen, middle: float, top: float, *, thick_first: bool) -> None:
    """Draw a red double rule of 170 mm from its upper edge on."""
    thick, thin, gap = (
        mm * MM for mm in (gongwen.LETTER_RULE_THICK, gongwen.LETTER_RULE_THIN, gongwen.LETTER_RULE_GAP)
    )
    half = gongwen.LETTER_RULE_LENGTH * MM / 2
    with pen.inked(gongwen.RED):
        for width in (thick, thin) if thick_first else (thin, thick):
            y = top + width / 2
            pen.rule(middle - half, y, middle + half, y, width)
            top += width + gap


def _letter_head(block: LetterHead, at: At) -> Whole:
    page, margins = at.section.page, at.section.margins
    up = gongwen.LETTER_MARK_TOP * MM - margins.top * MM
    mark, foot = _mark(at, block.mark, up, gongwen.LETTER_MARK_LARGEST)
    rule = foot + gongwen.LETTER_RULE_DROP * MM
    height = gongwen.letter_rule() * MM
    low = (page[1] - margins.top - gongwen.LETTER_RULE_FOOT) * MM - height
    middle = (page[0] / 2 - margins.left) * MM
    first = rule + height + gongwen.LETTER_DROP
    marks = _marks(at, block.marks)
    number = at.set(block.doc_no, Font.FANGSONG, BODY).lines(at.width, align=Align.RIGHT)
    pitch = at.pitch(BODY)

    def paint(pen: Pen, x: float, top: float) -> None:
        mark(pen, x, top)
        _double(pen, x + middle, top + rule, thick_first=True)
        _double(pen, x + middle, top + low, thick_first=False)
        for row, line in enumerate(marks):
            pen.line(x, top + first + row * pitch, BODY, line)
        for row, line in enumerate(number):
            pen.line(x, top + first + row * pitch, BODY, line)

    rows = max(len(marks), len(number), 1)
    below = gongwen.LETTER_TITLE_GAP * gongwen.LINE
    return Whole(Box(first + (rows - 1) * pitch + BODY + below, paint))


def _minutes_head(block: MinutesHead, at: At) -> Whole:
    mark, foot = _mark(at, block.mark, gongwen.MINUTES_MARK_TOP * MM, gongwen.MARK_LARGEST)
    em = BODY + at.tracking
    number = at.set(block.number, Font.FANGSONG, BODY).lines(at.width, align=Align.CENTER)
    office = at.set(block.office, Font.FANGSONG, BODY).lines(at.width)
    date = at.set(block.date, Font.FANGSONG, BODY).lines(at.width - 2 * em, align=Align.RIGHT)
    first = foot + gongwen.DOC_NO_GAP * gongwen.LINE
    second = first + (gongwen.LINE * 1.5 if block.number else 0.0)
    rule = second + BODY + gongwen.RED_RULE_DROP * MM

    def paint(pen: Pen, x: float, top: float) -> None:
        mark(pen, x, top)
        for lines, y in ((number, first), (office, second), (date, second)):
            for line in lines:
                pen.line(x + (em if lines is not number else 0.0), top + y, BODY, line)
        with pen.inked(gongwen.RED):
            pen.rule(x, top + rule, x + at.width, top + rule, gongwen.RED_RULE * MM)

    return Whole(Box(rule + gongwen.TITLE_GAP * gongwen.LINE, paint))


def _imprint(block: Imprint, at: At) -> Bottom:
    """Set the 版记; its last rule coincides with the text block's lower edge (§7.4.1)."""
    size, pitch = gongwen.IMPRINT_SIZE, gongwen.IMPRINT_PITCH
    inset = gongwen.IMPRINT_INSET * size
    rows: list[list[SetLine]] = []
    if block.copies:
        label, words = block.copies_text[:3], block.copies_text[3:]
        rows.append(hanging(at, label, Font.FANGSONG, words, size, inset, 3.0, inset))
    if (block.office or block.date) and not block.letter:
        office = at.set(block.office, Font.FANGSONG, size, tracked=False).lines(at.width)[0]
        date = at.set(block.printed, Font.FANGSONG, size, tracked=False)
        (end,) = date.lines(at.width - inset, align=Align.RIGHT)
        strips = tuple(strip._replace(x=strip.x + inset) for strip in office.strips)
        rows.append([SetLine((*strips, *end.strips), at.width, size)])
    height = sum(len(lines) for lines in rows) * pitch

    def paint(pen: Pen, x: float, top: float) -> None:
        y = top
        for number, lines in enumerate(rows):
            if not block.letter:
                width = gongwen.IMPRINT_RULE if number == 0 else gongwen.IMPRINT_THIN_RULE
                pen.rule(x, y, x + at.width, y, width * MM)
            for line in lines:
                pen.line(x, y, pitch, line)
                y += pitch
        if rows and not block.letter:
            pen.rule(x, y, x + at.width, y, gongwen.IMPRINT_RULE * MM)

    return Bottom(Box(height, paint))
