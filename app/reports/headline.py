"""Titles broken into lines that make a 梯形 or 菱形, never a rectangle or an hourglass (GB/T 9704-2012 §7.3.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, pairwise
from math import ceil
from typing import Final

from app.reports.lines import may_break

FULLEST: Final = 0.92
"""The share of the measure that a title's line fills at most, so that white stands on both sides."""
_AFTER: Final = frozenset("的和及与暨、，：；）》”会")
_BEFORE: Final = frozenset("关《“（第")
_MOST_LINES: Final = 6


def title_lines(text: str, width: Callable[[str], float], measure: float) -> tuple[str, ...]:
    """Break a title: line feeds are kept, "|" marks a place where a line ends well; without marks the shape decides."""
    if "\n" in text:
        return tuple(part.replace("|", "") for part in text.split("\n"))
    words, marks = _marks(text)
    if width(words) <= measure * FULLEST:
        return (words,)
    places = [i for i in range(1, len(words)) if may_break(words[i - 1], words[i])]
    fewest = max(2, ceil(width(words) / (measure * FULLEST)))
    for count in range(fewest, _MOST_LINES):
        best = min(_choices(words, places, marks, count, width, measure), default=None)
        if best is not None:
            return best[1]
    return _filled(words, width, measure)


def _marks(text: str) -> tuple[str, frozenset[int]]:
    """Take the marks out and give the places they stood at."""
    parts = text.split("|")
    places: list[int] = []
    for part in parts[:-1]:
        places.append((places[-1] if places else 0) + len(part))
    return "".join(parts), frozenset(places)


def _choices(
    words: str,
    places: list[int],
    marks: frozenset[int],
    count: int,
    width: Callable[[str], float],
    measure: float,
) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Give every way to cut into `count` lines that fit, with its cost."""
    good = [p for p in places if p in marks or words[p - 1] in _AFTER or words[p] in _BEFORE]
    pool = good if count > 3 or len(places) > 60 else places
    for cuts in combinations(pool, count - 1):
        edges = (0, *cuts, len(words))
        lines = tuple(words[a:b] for a, b in pairwise(edges))
        widths = [width(line) for line in lines]
        if max(widths) > measure * FULLEST:
            continue
        yield _cost(words, cuts, marks, widths), lines


def _cost(words: str, cuts: tuple[int, ...], marks: frozenset[int], widths: list[float]) -> float:
    """Weigh a cut: torn phrases first, then shape, then balance; in ems of the title."""
    torn = 0.0
    for cut in cuts:
        if cut in marks:
            continue
        torn += 2 if words[cut - 1] in _AFTER or words[cut] in _BEFORE else 10
        torn += 20 if marks else 0
    em = sum(widths) / len(words)
    steps = [b - a for a, b in pairwise(widths)]
    flat = sum(1 for step in steps if abs(step) < em)
    turned = any(a < -em / 2 and b > em / 2 for a, b in pairwise(steps))
    uneven = (max(widths) - min(widths)) / em
    return torn + 3 * flat + 40 * turned + max(0.0, uneven - 2) * 0.6


def _filled(words: str, width: Callable[[str], float], measure: float) -> tuple[str, ...]:
    """Fill lines one after the other: for a title longer than any shape can hold."""
    lines: list[str] = []
    rest = words
    while rest:
        end = len(rest)
        while end > 1 and (
            width(rest[:end]) > measure or (end < len(rest) and not may_break(rest[end - 1], rest[end]))
        ):
            end -= 1
        lines.append(rest[:end])
        rest = rest[end:]
    return tuple(lines)
