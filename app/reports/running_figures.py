"""Numbers in running words: which of them are figures, and the words around each that say what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_DAY: Final = re.compile(
    r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?|\d{4}-\d{2}(?:-\d{2})?|第\d+[号条项次届]"
)
_NUMBER: Final = re.compile(r"(?<![\d.A-Za-z])\d+(?:\.\d+)?%?(?![\d.]*\d)")
_ORDER: Final = re.compile(
    r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|附表[一二三四五六七八九十]+\s*)"
)
_COUNT: Final = re.compile(r"（[^（）]*＿[^（）]*）")
_LISTED: Final = re.compile(r"^\d+[.．、]\s*")
_PARTS: Final = re.compile(r"[，。；：、（）]")
_MARK: Final = re.compile(r"[▲▼◆]（[^（）]*）")
_SLOT: Final = re.compile(r"\s*＿\s*(人次|[人件个名家岁项份天])?")
PLACE: Final = "＿"
"""Stands for a number where words say what a figure is about."""


def unmarked(text: str) -> str:
    """Give words without what marks a figure as changed since the last paper (see `marks`)."""
    return _MARK.sub("", text)


def with_counted(words: str) -> str:
    """Give words with what is counted in brackets where a number stood: 在册委员＿人 → 在册委员（人）."""
    return _SLOT.sub(lambda one: f"（{one[1]}）" if one[1] else "", words)


def place_of(text: str) -> str:
    """Give a heading's words as the place of what stands below it: without its numbers, which may change."""
    told = _NUMBER.sub(PLACE, _DAY.sub("", _ORDER.sub("", unmarked(text))))
    return _COUNT.sub("", told).strip()


@dataclass(frozen=True, slots=True)
class Spot:
    """A number in running words: from `start` to `end`, and the phrase around it with PLACE for every number."""

    start: int
    end: int
    phrase: str
    nth: int


def spots(text: str) -> Iterator[Spot]:
    """Find the figures in running words: no days, no document numbers, no numbers of a list's lines."""
    blank = _LISTED.sub(lambda one: " " * len(one[0]), text)
    blank = _DAY.sub(lambda one: "＃" * len(one[0]), blank)
    edges = [0, *(one.end() for one in _PARTS.finditer(blank)), len(blank)]
    for first, last in pairwise(edges):
        part = blank[first:last]
        phrase = re.sub("＃+", "＃", _NUMBER.sub(PLACE, part)).strip().strip("，。；：、（）")
        for nth, found in enumerate(_NUMBER.finditer(part)):
            yield Spot(first + found.start(), first + found.end(), phrase, nth)
