"""The orders of lists: by rank, by strokes (two official ways), by pinyin, by 界别.

Each key is text or a tuple of numbers and text that sorts the same in Python and in the data file (binary order).
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from enum import StrEnum

from app.domain.names import MIDDLE_DOT, given_name, surname
from app.domain.pinyin import syllables
from app.domain.posts import rank_of

NO_NUMBER = 9_999


class Order(StrEnum):
    """The orders a list may be asked for, by their names on the command line."""

    RANK = "rank"
    STROKES = "strokes"
    STROKES_SHORT_FIRST = "strokes-short-first"
    PINYIN = "pinyin"
    SECTOR = "sector"


ORDER_LABELS = {
    Order.RANK: "按职务排列，职务相同的按排名号、姓氏笔画",
    Order.STROKES: "按姓氏笔画排列",
    Order.STROKES_SHORT_FIRST: "按姓氏笔画排列，同姓单名在前",
    Order.PINYIN: "按姓名拼音排列",
    Order.SECTOR: "按界别排列，界别内按姓氏笔画",
}


class StrokeOrder:
    """Where each character stands: number of strokes, their order (横竖撇点折), then code point.

    Made from lines `count TAB first stroke TAB characters in order`, ordered by count. The places are kept in one
    array by code point (1 MB), since a dict of 97,000 characters would take 13.
    """

    def __init__(self, table: str) -> None:
        rows = [line.split("\t") for line in table.splitlines() if line]
        highest = max((ord(max(chars)) for _, _, chars in rows), default=0)
        self._places = array("I", bytes(4 * (highest + 1)))
        self._ends: list[int] = []
        self._groups: list[tuple[int, int]] = []
        place = 0
        for count, first, chars in rows:
            for place, char in enumerate(chars, place + 1):  # noqa: B020 - counted on
                self._places[ord(char)] = place
            self._ends.append(place + 1)
            self._groups.append((int(count), int(first)))

    def place(self, char: str) -> int:
        """Give the place from 1 on; 0 for what is in no table."""
        code = ord(char)
        return self._places[code] if code < len(self._places) else 0

    def count(self, char: str) -> int:
        """Give the number of strokes; 0 where unknown."""
        return self._group(char)[0]

    def first(self, char: str) -> int:
        """Give the first stroke: 1 横, 2 竖, 3 撇, 4 点, 5 折; 0 where unknown."""
        return self._group(char)[1]

    def key(self, name: str) -> str:
        """Give the sort key of a name, character by character; a dot comes before any character (木沙·… 木沙江…)."""
        return "".join(map(self._char_key, name))

    def _char_key(self, char: str) -> str:
        """Five figures for the place; what is in no table comes last, by code point."""
        place = self.place(char)
        if char == MIDDLE_DOT:
            return "00000"
        return f"{place:05}" if place else f"~{ord(char):06x}"

    def _group(self, char: str) -> tuple[int, int]:
        place = self.place(char)
        return self._groups[bisect_right(self._ends, place)] if place else (0, 0)


def stroke_key(name: str, strokes: StrokeOrder) -> str:
    """Order character by character, as the 全国人大 lists its deputies."""
    return strokes.key(name)


def short_first_key(name: str, strokes: StrokeOrder) -> str:
    """Order by surname, within it 单名 before 双名, then character by character, as many 政协 do."""
    family = surname(name) or name[:1]
    given = name[len(family) :].replace(MIDDLE_DOT, "")
    return f"{strokes.key(family)} {len(given):02} {strokes.key(given)}"


def pinyin_key(name: str, strokes: StrokeOrder) -> str:
    """Order by syllable, tone and strokes, character by character: 王 and 汪 do not mix."""
    family, given = surname(name), given_name(name)
    chars = [char for char in family + given if char != MIDDLE_DOT]
    read = syllables(name)
    if len(read) != len(chars):
        return " ".join(read)
    return " ".join(f"{sound} {strokes.key(char)}" for sound, char in zip(read, chars, strict=True))


def rank_key(
    posts: Iterable[str], number: int | None, name: str, strokes: StrokeOrder
) -> tuple[int, int, str]:
    """Order by post, then 排名号 (who has none comes after who has one), then strokes."""
    return rank_of(posts), NO_NUMBER if number is None else number, strokes.key(name)


def sector_key(sector: str, sectors: Sequence[str], name: str, strokes: StrokeOrder) -> tuple[int, str, str]:
    """Order by the list of 界别; one that is not on it comes behind, and none at all last of all; then strokes."""
    place = list(sectors).index(sector) if sector in sectors else len(sectors) + (not sector)
    return place, sector, strokes.key(name)
