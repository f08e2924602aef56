"""Titles broken into lines that make a 梯形 or 菱形, never a rectangle or an hourglass (GB/T 9704-2012 §7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from heapq import nsmallest
from itertools import combinations, pairwise
from math import ceil, comb
from typing import Final

from app.reports.lines import may_break

FULLEST: Final = 0.92
"""The share of the measure that a title's line fills at most, so that white stands on both sides."""
_AFTER: Final = frozenset("的和及与暨、，：；）》”会")
_BEFORE: Final = frozenset("关《“（第")
_MOST_LINES: Final = 6
_SHORTEST: Final = 0.35
"""The share of the longest line that the shortest has at least, so that 关于 stands alone on none."""
_PAIRS: Final = (
    "委员 员会 政协 协商 提案 会议 全体 常务 主席 秘书 年度 届次 通知 通报 情况 工作 履职 能力 培训 学习 活动 视察 调研 座谈 "
    "专题 意见 建议 征求 计划 方案 办理 答复 交办 督办 重点 立案 审查 名单 名册 结构 分析 登记 联络 网格 同志 单位 办公 公室 "
    "增补 调整 辞去 职务 民主 监督 参政 议政 社会 经济 发展 建设 服务 管理 养老 教育 文化 生态 环境 农村 乡村 振兴"
)
"""Words of two characters that no line ends in: those that titles of an office are made of."""
_WHOLE: Final = frozenset(_PAIRS.split())
_ONE: Final = re.compile("政协[^、，。《》委第]{1,7}委员会|（[^（）]{1,10}）")
"""The name of the office, and what stands in brackets."""
_TORN: Final = 30.0
"""What it costs to part a word: rather one line more."""
_NUMERALS: Final = frozenset("0123456789〇零一二三四五六七八九十百千")
_COUNTED: Final = frozenset("年月日届次号件名人个项期")
_MOST_CHOICES: Final = 20_000
"""Ways to cut one title that are weighed: a tenth of a second."""
_NEAREST: Final = 6
_MOST_PLACES: Final = 27
"""C(27, 4) is below `_MOST_CHOICES`."""


def title_lines(text: str, width: Callable[[str], float], measure: float) -> tuple[str, ...]:
    """Break a title: line feeds are kept, "|" marks a place where a line ends well; without marks the shape decides."""
    if "\n" in text:
        return tuple(part.replace("|", "") for part in text.split("\n"))
    words, marks = _marks(text)
    if width(words) <= measure * FULLEST:
        return (words,)
    places = [i for i in range(1, len(words)) if may_break(words[i - 1], words[i])]
    fewest = max(2, ceil(width(words) / (measure * FULLEST)))
    torn: tuple[float, tuple[str, ...]] | None = None
    for count in range(fewest, _MOST_LINES):
        best = min(_choices(words, places, marks, count, width, measure), default=None)
        if best is not None and best[0] < _TORN:
            return best[1]
        torn = min(filter(None, (torn, best)), default=None)
    return torn[1] if torn else _filled(words, width, measure)


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
    pool = _fewer(good if count > 3 or len(places) > 60 else places, marks, len(words), count)
    for cuts in combinations(pool, count - 1):
        edges = (0, *cuts, len(words))
        lines = tuple(words[a:b] for a, b in pairwise(edges))
        widths = [width(line) for line in lines]
        if max(widths) > measure * FULLEST:
            continue
        yield _cost(words, cuts, marks, widths), lines


def _fewer(pool: list[int], marks: frozenset[int], length: int, count: int) -> list[int]:
    """Of more places than can be tried in time, leave the marks and those nearest to lines of one length."""
    if comb(len(pool), count - 1) <= _MOST_CHOICES:
        return pool
    near: set[int] = set()
    for line in range(1, count):
        near.update(nsmallest(_NEAREST, pool, key=partial(_off, length * line / count)))
    return [place for place in pool if place in near or place in marks][:_MOST_PLACES]


def _off(even: float, place: int) -> float:
    return abs(place - even)


def _cost(words: str, cuts: tuple[int, ...], marks: frozenset[int], widths: list[float]) -> float:
    """Weigh a cut: torn phrases first, then shape, then balance; in ems of the title."""
    torn = 0.0
    for cut in cuts:
        if cut in marks:
            continue
        torn += 2 if words[cut - 1] in _AFTER or words[cut] in _BEFORE else 10
        torn += _TORN if _tears(words, cut) else 0
        torn += 20 if marks else 0
    em = sum(widths) / len(words)
    steps = [b - a for a, b in pairwise(widths)]
    flat = sum(1 for step in steps if abs(step) < em)
    turned = any(a < -em / 2 and b > em / 2 for a, b in pairwise(steps))
    uneven = (max(widths) - min(widths)) / em
    stub = min(widths) < max(widths) * _SHORTEST
    return torn + 3 * flat + 40 * turned + 12 * stub + max(0.0, uneven - 2) * 0.6


def _tears(words: str, cut: int) -> bool:
    """Say whether a cut parts a word, the name of the office, or a number from what it counts."""
    if any(found.start() < cut < found.end() for found in _ONE.finditer(words)):
        return True
    before, behind = words[cut - 1], words[cut]
    counted = behind in _COUNTED or behind in _NUMERALS
    return before + behind in _WHOLE or before == "第" or (before in _NUMERALS and counted)


def _filled(words: str, width: Callable[[str], float], measure: float) -> tuple[str, ...]:
    """Fill lines one after the other: for a title longer than any shape can hold."""
    lines: list[str] = []
    start = 0
    while start < len(words):
        full = start + 1
        while full < len(words) and width(words[start : full + 1]) <= measure:
            full += 1
        breaks = (
            place
            for place in range(full, start, -1)
            if place == len(words) or may_break(words[place - 1], words[place])
        )
        end = next(breaks, full)  # a word longer than the line is cut where the line is full
        lines.append(words[start:end])
        start = end
    return tuple(lines)
