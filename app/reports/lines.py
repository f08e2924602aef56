"""Line breaking for Chinese text, pure: 避头尾, words and numbers whole, room shared out evenly.

Text comes with the advance of every character in pt; nothing here knows fonts. Rules follow GB/T 15834-2011 §5.1
(标点符号 are not put at the start or end of a line where they do not belong).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

NO_START: Final = frozenset(
    "，。、；：？！,.;:?!）〕】〗》〉」』”’)]}％%‰℃°·…—–～々ー"
    "\"'-¢ˇ―‖•′〞．｜｝､￠︰︱︳︴︶︸︺︼︾﹀﹂﹄﹏﹐﹒﹔﹕﹖﹗﹚﹜﹞"
    + "".join(map(chr, range(0x300, 0x370)))
)
"""Characters that may not begin a line: GB/T 15834's, what Word and LibreOffice add for Chinese, and marks that combine with
the one before. Of —— the first may: it is not torn, that is all (§5.1.4).
"""
NO_END: Final = frozenset("（〔【〖《〈「『“‘([{￥¥£$№§＃\"'ˉ‵〝［｛￡︵︷︹︻︽︿﹁﹃﹙﹛﹝")
"""Characters that may not end a line, of the same sources."""
DASH: Final = "—"
LOOSEST: Final = 0.5
"""The widest gap that justifying may open between two characters, in ems; a looser line stays ragged."""
WORD: Final = re.compile("[!-~]{2,}")
"""Latin words and numbers: what justifying does not pull apart."""
_EPSILON: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Line:
    """text[start:end] on one line; `shown` is its end without trailing blanks.

    `gap` is the pt added between neighbours that do not belong to one word: Latin words and numbers stay tight.
    """

    start: int
    end: int
    shown: int
    indent: float
    width: float
    gap: float = 0.0


def _joined(before: str, after: str) -> bool:
    """Say whether two neighbours belong to one word or number."""
    if before == "/" and after.islower():
        return False  # an address may end a line after its strokes, GB/T and 135/151 may not
    return (_latin(before) and (_latin(after) or after in "“‘")) or (before in "”’" and _latin(after))


def _latin(character: str) -> bool:
    """Say whether a character belongs to Latin words and numbers."""
    return "!" <= character <= "~"


def may_break(before: str, after: str, beyond: str = "") -> bool:
    """Say whether a line may end between two neighbouring characters; `beyond` is the one behind them."""
    if before in NO_END or (
        after in NO_START and not (after == beyond == DASH and before != DASH and not _latin(before))
    ):
        return False
    if "\ufe00" <= after <= "\ufe0f" or after >= "\U000e0100":
        return False
    return not _joined(before, after)


def _hyphened(text: str, at: int) -> bool:
    """Say whether a hyphen within a word or number stands just before `at`: a line may end there, as in Word (9704-|2012)."""
    return (
        at > 1
        and text[at - 1] == "-"
        and _joined(text[at - 2], text[at])
        and text[at - 2].isalnum()
        and text[at].isalnum()
    )


def break_lines(
    text: str,
    advances: Sequence[float],
    measure: float,
    *,
    first: float = 0.0,
    em: float = 0.0,
    justify: bool = False,
    spaces: Mapping[int, float] = {},
) -> list[Line]:
    """Break text into lines of at most `measure` pt, the first one indented by `first`.

    Lines cover the text without gap; blanks hang at a line's end; a line feed ends its line. A word wider than the
    measure is cut where it must be. With `justify`, every line but a paragraph's last gets the `gap` that fills it, unless
    that is over LOOSEST × `em`. `spaces` are the parts of the advances that fall away at a line's end, by the index of the
    character behind: the gaps between 汉字 and Latin.
    """
    if not text:
        return [Line(0, 0, 0, first, 0.0)]
    reach = list(accumulate(advances, initial=0.0))
    lines: list[Line] = []
    start, indent = 0, first
    while start < len(text):
        end, forced = _line_end(text, reach, start, measure - indent, spaces)
        shown = end
        while shown > start and text[shown - 1] in " \n":
            shown -= 1
        width = reach[shown] - reach[start] - spaces.get(shown, 0.0)
        gap = 0.0
        if justify and not forced and (places := gaps(text[start:shown])) > 0:
            gap = max(0.0, (measure - indent - width) / places)
            if gap > LOOSEST * em:
                gap = 0.0
        lines.append(Line(start, end, shown, indent, width, gap))
        start, indent = end, 0.0 if not forced else first
    return lines


def gaps(text: str) -> int:
    """Count the places within a line that may be widened."""
    return len(text) - 1 - sum(len(word) - 1 for word in WORD.findall(text))


def _line_end(
    text: str, reach: list[float], start: int, room: float, spaces: Mapping[int, float]
) -> tuple[int, bool]:
    """Give where the line that begins at `start` ends, and whether the paragraph ends there."""
    most = bisect_right(reach, reach[start] + room + _EPSILON, start + 1) - 1
    if most + 1 in spaces and reach[most + 1] - spaces[most + 1] <= reach[start] + room + _EPSILON:
        most += 1
    feed = text.find("\n", start, most + 1)
    if feed >= 0:
        return feed + 1, True
    if most >= len(text):
        return len(text), True
    end = most
    while end < len(text) and text[end] == " ":
        end += 1
    if end >= len(text):
        return len(text), True
    if text[end] == "\n":
        return end + 1, True
    if end > most:
        return end, False
    while end > start and not (may_break(*text[end - 1 : end + 2]) or _hyphened(text, end)):
        end -= 1
    return (end if end > start else max(most, start + 1)), False
