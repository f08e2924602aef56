"""The parts of a 公文 on PDF pages: each where GB/T 9704-2012 puts it, in the figures of `gongwen`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from app.reports import gongwen
from app.reports.cells import name_strips
from app.reports.document import Font
from app.reports.gongwen import MM
from app.reports.names import name_parts
from app.reports.official.parts import (
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
from app.reports.official.places import (
    Places,
    attendance_rows,
    letter_head,
    letter_rules,
    minutes_head,
    red_head,
    signer_columns,
)
from app.reports.pdf.pen import Pen
from app.reports.pdf.pieces import Bottom, Box, Break, Lines, Paint, Piece, Whole
from app.reports.pdf.place import At
from app.reports.pdf.setting import SetLine, Strip
from app.reports.table import Align

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
            yield Lines(_attendance(block, at), at.pitch(BODY))
        case Remark():
            em = BODY + at.tracking
            lines = at.set(block.words, Font.FANGSONG, BODY).lines(at.width, first=gongwen.REMARK_INDENT * em)
            yield Lines(lines, at.pitch(BODY))
        case Imprint():
            yield from _imprint(block, at)


def _below_title(at: At) -> float:
    """Give one empty line below a title (§7.3.2); of this and what the title has below it the larger counts."""
    return gongwen.ADDRESSEES_GAP * at.pitch(BODY)


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


def _attendance(block: Attendance, at: At) -> list[SetLine]:
    """Set label and names; plain names in even columns."""
    em = BODY + at.tracking
    label = f"{block.label}："
    indent = gongwen.ATTENDANCE_INDENT * em
    if not block.people:
        return hanging(at, label, Font.HEI, block.names, BODY, indent)
    step, rows = attendance_rows(block, at.width / em)
    chain = at.book.chain(Font.FANGSONG)
    lines: list[SetLine] = []
    for number, row in enumerate(rows):
        strips = _shifted(_line(at, label, Font.HEI), indent) if number == 0 else ()
        x = gongwen.ATTENDANCE_INDENT + len(label)
        for name, takes in row:
            spaced, rest = name_parts(name)
            size = BODY * min(1.0, takes * step / (chain.width(name) + 0.5))
            strips += name_strips(chain, spaced, rest, x * em, size)
            x += takes * step
        lines.append(SetLine(strips, at.width, BODY))
    return lines


def _attachments(block: Attachments, at: At) -> Piece:
    em = BODY + at.tracking
    lines: list[SetLine] = []
    for before, name in block.lines:
        head = gongwen.ATTACHMENTS_INDENT + (0.0 if before.startswith("附件") else 3.0)
        ems = block.label_ems if before.startswith("附件") else block.label_ems - 3.0
        lines += hanging(at, before, Font.FANGSONG, name, BODY, head * em, ems)
    return Lines(lines, at.pitch(BODY), before=gongwen.ATTACHMENTS_GAP * at.pitch(BODY), tied=True)


def _mark(at: At, words: str, places: Places) -> Paint:
    """Give what paints a red mark in the middle of one line."""
    (line,) = at.set(words, Font.TITLE, places.size, tracked=False).lines(10_000.0)
    inset = (at.width - line.width * places.percent / 100) / 2

    def paint(pen: Pen, x: float, top: float) -> None:
        with pen.inked(gongwen.RED, x + inset, places.percent):
            pen.strips(x + inset, top + places.mark, line.strips)

    return paint


def _mark_ems(at: At, words: str) -> float:
    return at.book.chain(Font.TITLE).width(words)


def _line(
    at: At, words: str, font: Font = Font.FANGSONG, align: Align = Align.LEFT, right: float = 0.0
) -> SetLine:
    """Set words on one line: smaller where they are longer than it, so that none is lost."""
    room = at.width - right
    text = at.set(words, font, BODY)
    if sum(text.advances) > room:
        plain = at.set(words, font, BODY, tracked=False)
        text = at.set(words, font, BODY * (room - 0.5) / sum(plain.advances), tracked=False)
    return text.lines(room, align=align)[0]


def _shifted(line: SetLine, x: float) -> tuple[Strip, ...]:
    return tuple(strip._replace(x=strip.x + x) for strip in line.strips)


def _red_head(block: RedHead, at: At) -> Whole:
    places = red_head(block, _mark_ems(at, block.mark), at.width, at.pitch(BODY))
    mark = _mark(at, block.mark, places)
    marks = [_line(at, words, Font.HEI).strips for words in block.marks.lines]
    rows = _rows(block, at)

    def paint(pen: Pen, x: float, top: float) -> None:
        for y, strips in zip(places.marks, marks, strict=True):
            pen.strips(x, top + y, strips)
        mark(pen, x, top)
        for y, strips in zip(places.rows, rows, strict=True):
            pen.strips(x, top + y, strips)
        _red_rule(pen, x, top + places.rule, at.width)

    return Whole(Box(places.height, paint))


def _red_rule(pen: Pen, x: float, y: float, length: float, width: float = gongwen.RED_RULE) -> None:
    """Draw a red rule of `width` mm from its upper edge on."""
    y += width * MM / 2
    with pen.inked(gongwen.RED):
        pen.rule(x, y, x + length, y, width * MM)


def _rows(block: RedHead, at: At) -> list[tuple[Strip, ...]]:
    """Set 发文字号, and 签发人 beside it: the number stands on the last row of names (§7.2.5, §7.2.6)."""
    if not block.signers:
        return [_line(at, block.doc_no, align=Align.CENTER).strips]
    em = BODY + at.tracking
    places = signer_columns(block, at.book.chain(Font.KAI).width, at.width / em)
    rows: list[tuple[Strip, ...]] = []
    for number, names in enumerate(block.signer_rows):
        strips: tuple[Strip, ...] = ()
        if number == len(block.signer_rows) - 1:
            strips += _shifted(_line(at, block.doc_no), gongwen.DOC_NO_INSET * em)
        if number == 0:
            strips += _shifted(_line(at, SIGNED), (places.start - len(SIGNED)) * em)
        for column, name in enumerate(names):
            (line,) = at.set(name, Font.KAI, places.size).lines(at.width * 2)
            strips += _shifted(line, (places.start + column * places.step) * em)
        rows.append(strips)
    return rows


def _letter_head(block: LetterHead, at: At) -> Whole:
    page, margins = at.section.page, at.section.margins
    places = letter_head(block, _mark_ems(at, block.mark), at.width, margins.top, at.pitch(BODY))
    mark = _mark(at, block.mark, places)
    marks = [_line(at, words, Font.HEI).strips for words in block.marks.lines]
    number = _line(at, block.doc_no, align=Align.RIGHT).strips
    rows = [(*first, *number) for first in marks[:1] or [()]] + marks[1:]
    rules = letter_rules(places.rule / MM + margins.top, page[1])
    left = (page[0] - gongwen.LETTER_RULE_LENGTH) / 2 - margins.left

    def paint(pen: Pen, x: float, top: float) -> None:
        mark(pen, x, top)
        for y, width in rules:
            _red_rule(
                pen, x + left * MM, top + (y - margins.top) * MM, gongwen.LETTER_RULE_LENGTH * MM, width
            )
        for y, strips in zip(places.rows, rows, strict=False):
            pen.strips(x, top + y, strips)

    return Whole(Box(places.height, paint))


def _minutes_head(block: MinutesHead, at: At) -> Whole:
    places = minutes_head(block, _mark_ems(at, block.mark), at.width)
    mark = _mark(at, block.mark, places)
    em = BODY + at.tracking
    inset = gongwen.DOC_NO_INSET * em
    rows: list[tuple[Strip, ...]] = []
    if block.number:
        rows.append(_line(at, block.number, align=Align.CENTER).strips)
    if block.office or block.date:
        date = _line(at, block.date, align=Align.RIGHT, right=inset).strips
        rows.append((*_shifted(_line(at, block.office), inset), *date))

    def paint(pen: Pen, x: float, top: float) -> None:
        mark(pen, x, top)
        for y, strips in zip(places.rows, rows, strict=True):
            pen.strips(x, top + y, strips)
        _red_rule(pen, x, top + places.rule, at.width)

    return Whole(Box(places.height, paint))


def _imprint(block: Imprint, at: At) -> Iterator[Bottom]:
    """Set the 版记; its last rule coincides with the text block's lower edge (§7.4.1). One that no page holds goes on."""
    size, pitch = gongwen.IMPRINT_SIZE, gongwen.IMPRINT_PITCH
    inset = gongwen.IMPRINT_INSET * size
    rows: list[list[SetLine]] = []
    if block.copies:
        label, words = block.copies_text[:3], block.copies_text[3:]
        rows.append(hanging(at, label, Font.FANGSONG, words, size, inset, 3.0, inset))
    if (block.office or block.date) and not block.letter:
        room = at.width - inset
        office = at.set(block.office, Font.FANGSONG, size, tracked=False).lines(room - inset)
        date = at.set(block.printed, Font.FANGSONG, size, tracked=False).lines(room, align=Align.RIGHT)
        named = [SetLine(_shifted(line, inset), at.width, size) for line in office]
        if block.one_line(at.width / size):
            named = [SetLine((*named[0].strips, *date[0].strips), at.width, size)]
            date = []
        rows.append([*named, *date])
    ruled = [
        (0.0 if number or block.letter else gongwen.IMPRINT_THIN_RULE if row else gongwen.IMPRINT_RULE, line)
        for row, lines in enumerate(rows)
        for number, line in enumerate(lines)
    ]
    most = max(1, int(at.height / pitch))
    for begin in range(0, max(1, len(ruled)), most):
        part = ruled[begin : begin + most]
        closed = bool(part) and not block.letter and begin + most >= len(ruled)
        yield Bottom(Box(len(part) * pitch, partial(_ruled, at.width, part, pitch, closed)))


def _ruled(
    width: float,
    lines: list[tuple[float, SetLine]],
    pitch: float,
    closed: bool,
    pen: Pen,
    x: float,
    top: float,
) -> None:
    """Paint lines, each below a rule of so many mm where it has one; `closed` by the last rule."""
    for number, (rule, line) in enumerate(lines):
        y = top + number * pitch
        if rule:
            pen.rule(x, y, x + width, y, rule * MM)
        pen.line(x, y, pitch, line)
    if closed:
        y = top + len(lines) * pitch
        pen.rule(x, y, x + width, y, gongwen.IMPRINT_RULE * MM)
