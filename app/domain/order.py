"""The orders of lists: by rank, by strokes (two official ways), by pinyin, by 界别.

Each key is text or a tuple of numbers and text that sorts the same in Python and in the data file (binary order).
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise

from app.domain.names import MIDDLE_DOT, given_name, surname
from app.domain.pinyin import syllables
from app.domain.posts import rank_of
from app.domain.readings import own_syllables

NO_NUMBER = 9_999_999_999
"""Behind every number that a field takes."""


class Order(StrEnum):
    """The orders a list may be asked for, by their names on the command line."""

    RANK = "rank"
    STROKES = "strokes"
    STROKES_SHORT_FIRST = "strokes-short-first"
    PINYIN = "pinyin"
    SECTOR = "sector"
    CUSTOM = "custom"


BY_FIELD = "field:"
"""Before the key of a field (or of 年龄, 届数 …) in the name of an order by it."""

ORDER_LABELS = {
    Order.RANK: "按职务排列，职务相同的按排名号、姓氏笔画",
    Order.STROKES: "按姓氏笔画排列",
    Order.STROKES_SHORT_FIRST: "按姓氏笔画排列，同姓单名在前",
    Order.PINYIN: "按姓名拼音排列",
    Order.SECTOR: "按界别排列，界别内按姓氏笔画",
    Order.CUSTOM: "按自定义次序排列，没有序号的按姓氏笔画列在最后",
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


def pinyin_key(name: str, strokes: StrokeOrder, own: str = "") -> str:
    """Order by syllable, tone and strokes, character by character: 王 and 汪 do not mix.

    `own` is 姓名拼音 as the person spells it: it wins, and where it marks no tone the usual one is taken.
    """
    family, given = surname(name), given_name(name)
    chars = [char for char in family + given if char != MIDDLE_DOT]
    read = syllables(name)
    if own and (said := own_syllables(own, len(chars))):
        usual = read if len(read) == len(chars) else said
        read = tuple(u if u.rstrip("12345") == s else s for s, u in zip(said, usual, strict=True))
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


def own_key(number: int | None, name: str, strokes: StrokeOrder) -> tuple[int, str]:
    """Order by the number an office gave (自定义序号); who has none comes last, by strokes."""
    return NO_NUMBER if number is None else number, strokes.key(name)


STEP = 10
"""Between two numbers of an order of one's own, so that one may be put between two without touching the others."""


def own_numbers(ids: Sequence[int], held: Mapping[int, int | None]) -> dict[int, int]:
    """Give the numbers that must change so that `ids` stand in this order: as few as may be.

    Those that already ascend keep their number (a longest ascending run of them); whoever finds no room between two
    makes everybody be numbered anew, in steps of 10.
    """
    kept = _ascending(
        [(place, number) for place, one in enumerate(ids) if (number := held.get(one)) is not None]
    )
    numbers: dict[int, int] = {}
    edges = [(-1, 0), *kept, (len(ids), 0)]
    for (before, low), (after, high) in pairwise(edges):
        fresh = after - before - 1
        if not fresh:
            continue
        step = STEP if after == len(ids) else (high - low) // (fresh + 1)
        if step < 1 or low + step * fresh >= NO_NUMBER // STEP:
            return {one: place * STEP for place, one in enumerate(ids, 1) if held.get(one) != place * STEP}
        for turn in range(1, fresh + 1):
            numbers[ids[before + turn]] = low + min(step, STEP) * turn
    return numbers


def _ascending(numbered: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give a longest run of (place, number) whose numbers strictly ascend and are above 0."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, number) in enumerate(numbered):
        before.append(-1)
        if number < 1:
            continue
        length = bisect_left(tails, number)
        before[at] = ends[length - 1] if length else -1
        if length == len(tails):
            tails.append(number)
            ends.append(at)
        else:
            tails[length], ends[length] = number, at
    run: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        run.append(numbered[at])
        at = before[at]
    return run[::-1]
