"""Where the heads of 公文 stand: one reckoning for PDF and Word, in pt below the text block's upper edge.

Pure numbers from the clauses in `gongwen`; a baseline is where a line's characters stand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from app.reports import gongwen
from app.reports.gongwen import MM
from app.reports.names import name_rows
from app.reports.official.parts import SIGNED, Attendance, LetterHead, MinutesHead, RedHead

ABOVE: Final = 0.86
"""How much of its size the body of a Chinese character stands above the baseline; the rest hangs below."""
INK_TOP: Final = 0.84
INK_FOOT: Final = 0.08
"""How far its ink reaches above and below the baseline: what is measured on paper."""
COLUMN_GAP: Final = 0.75
"""White behind a name of a 纪要's columns, in characters; what the last one of a row does not need."""
SIZE: Final = gongwen.BODY_SIZE


@dataclass(frozen=True, slots=True)
class Places:
    """A head on paper: size (pt) and narrowing (percent) of its mark; baselines of the mark, of 份号 and what follows, of
    the rows below the mark; the upper edge of its rule; the height up to what follows the head.
    """

    size: float
    percent: int
    mark: float
    marks: tuple[float, ...]
    rows: tuple[float, ...]
    rule: float
    height: float


def red_head(block: RedHead, ems: float, width: float, pitch: float) -> Places:
    """Place the head of a 文件 whose mark is `ems` characters wide, in a measure of `width` pt (§7.2)."""
    size, percent = gongwen.mark_look(ems, width, gongwen.MARK_LARGEST)
    mark = gongwen.MARK_TOP * MM + INK_TOP * size
    first = mark + INK_FOOT * size + gongwen.DOC_NO_GAP * gongwen.LINE + ABOVE * SIZE
    rows = tuple(first + n * pitch for n in range(max(1, len(block.signer_rows))))
    rule = rows[-1] + INK_FOOT * SIZE + gongwen.RED_RULE_DROP * MM
    return Places(
        size,
        percent,
        mark,
        _marks(block.marks.lines, pitch),
        rows,
        rule,
        rule + gongwen.TITLE_GAP * gongwen.LINE,
    )


def minutes_head(block: MinutesHead, ems: float, width: float) -> Places:
    """Place the head of a 纪要: its number, then office and date above the rule."""
    size, percent = gongwen.mark_look(ems, width, gongwen.MARK_LARGEST)
    mark = gongwen.MINUTES_MARK_TOP * MM + INK_TOP * size
    y = mark + INK_FOOT * size + gongwen.DOC_NO_GAP * gongwen.LINE + ABOVE * SIZE
    steps = [gongwen.MINUTES_PITCH] * bool(block.number) + [0.0] * bool(block.office or block.date)
    rows: list[float] = []
    for step in steps:
        rows.append(y)
        y += step
    rule = (rows[-1] if rows else y) + INK_FOOT * SIZE + gongwen.RED_RULE_DROP * MM
    return Places(size, percent, mark, (), tuple(rows), rule, rule + gongwen.TITLE_GAP * gongwen.LINE)


def letter_head(block: LetterHead, ems: float, width: float, top: float, pitch: float) -> Places:
    """Place the head of a 信函; `top` is the page's upper margin in mm, above which the mark begins (§10.1)."""
    size, percent = gongwen.mark_look(ems, width, gongwen.LETTER_MARK_LARGEST)
    mark = (gongwen.LETTER_MARK_TOP - top) * MM + INK_TOP * size
    rule = mark + INK_FOOT * size + gongwen.LETTER_RULE_DROP * MM
    first = rule + gongwen.letter_rule() * MM + gongwen.LETTER_DROP + ABOVE * SIZE
    rows = tuple(first + n * pitch for n in range(max(1, len(block.marks.lines))))
    height = rows[-1] + (1 - ABOVE) * SIZE + gongwen.LETTER_TITLE_GAP * gongwen.LINE
    return Places(size, percent, mark, (), rows, rule, height)


def _marks(lines: tuple[str, ...], pitch: float) -> tuple[float, ...]:
    """Place 份号, 密级, 紧急程度 from the upper edge down."""
    return tuple(n * pitch + (pitch - SIZE) / 2 + ABOVE * SIZE for n in range(len(lines)))


def letter_rules(first: float, page: float) -> tuple[tuple[float, float], ...]:
    """Give (upper edge, thickness) in mm from the page's upper edge of the four rules of a 信函, which are 170 mm long.

    Thick above thin below the mark (at `first`), thin above thick at the foot of a page `page` mm high (§10.1).
    """
    thick, thin, gap = gongwen.LETTER_RULE_THICK, gongwen.LETTER_RULE_THIN, gongwen.LETTER_RULE_GAP
    foot = page - gongwen.LETTER_RULE_FOOT - gongwen.letter_rule()
    return (first, thick), (first + thick + gap, thin), (foot, thin), (foot + thin + gap, thick)


@dataclass(frozen=True, slots=True)
class SignerColumns:
    """Where names of 签发人 stand: the first column's start, the step to the next (characters), the names' size (pt)."""

    start: float
    step: float
    size: float


def signer_columns(block: RedHead, width: Callable[[str], float], measure: float) -> SignerColumns:
    """Place 签发人 in a measure of so many characters.

    Names end one character in from the right edge, one character apart (§7.2.6); such as would run into 发文字号 are set
    smaller.
    """
    widest = max(map(width, block.signers), default=1.0)
    columns = max(map(len, block.signer_rows), default=1)
    end = measure - gongwen.SIGNERS_INSET
    wanted = end - columns * (widest + 1) + 1
    least = gongwen.DOC_NO_INSET + width(block.doc_no) + 1 + len(SIGNED)
    start = min(max(wanted, least), end - columns * 2)
    step = widest + 1 if start == wanted else (end - start + 1) / columns
    return SignerColumns(start, step, SIZE * min(1.0, (step - 1) / widest))


def attendance_rows(block: Attendance, measure: float) -> tuple[float, list[list[tuple[str, int]]]]:
    """Give the step of its columns in characters and rows of (name, columns it takes); `measure` is in characters as well."""
    room = measure - gongwen.ATTENDANCE_INDENT - len(block.label) - 1
    count, rows = name_rows(block.people, room + 1)
    return (room + COLUMN_GAP) / count, rows
