"""By what the people are coloured: load, 专委会, 界别 or not at all; every colour has its word in the legend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.ui.pages.grid.county import County, Figure

LOAD, COMMITTEE, SECTOR, PLAIN = "负担", "专委会", "界别", "不着色"
CHOICES = (LOAD, COMMITTEE, SECTOR, PLAIN)
WRONG = "danger"
GROUPS = 9
"""As many soft colours as an eye keeps apart; smaller groups share one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend: the tone, its word, how many people have it."""

    tone: str
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class Colouring:
    """The tone of each person (a role of the theme, or `group0` …; absent: plain), and what the tones mean."""

    by: str
    tone_of: Mapping[int, str]
    legend: tuple[Entry, ...]


def colouring(county: County, by: str) -> Colouring:
    """Colour everybody; whoever has no liaison is always in the danger colour."""
    words = _loads(county) if by == LOAD else _groups(county, by)
    words |= {identity: (WRONG, figure.state) for identity, figure in county.figures.items() if figure.wrong}
    counts = Counter(words.values())
    ranked = sorted(
        counts.items(), key=lambda item: (item[0][0] == "plain", _RANK.get(item[0][1], 9), item[0][0])
    )
    legend = tuple(Entry(tone, word, count) for (tone, word), count in ranked)
    return Colouring(by, {identity: tone for identity, (tone, _) in words.items()}, legend)


BALANCED, MORE, TOO_MANY, FEWER, NOBODY = "均衡", "偏多", "超过上限", "偏少", "没有联系对象"
_RANK = {word: at for at, word in enumerate(("未分配", "上级空缺", TOO_MANY, MORE, BALANCED, FEWER, NOBODY))}


def _loads(county: County) -> dict[int, tuple[str, str]]:
    """Each liaison against the mean of their tier: within one person of it is balanced."""
    words: dict[int, tuple[str, str]] = {}
    for tier in county.tiers:
        liaisons = [f for f in (*tier.people, *tier.guests) if f.load is not None]
        if not liaisons:
            continue
        mean = Fraction(sum(f.load or 0 for f in liaisons), len(liaisons))
        largest = county.grid.scheme.tier(tier.number).largest
        words |= {f.id: _burden(f, mean, largest) for f in liaisons}
    return words


def _burden(figure: Figure, mean: Fraction, largest: int | None) -> tuple[str, str]:
    load = figure.load or 0
    if largest is not None and load > largest:
        return WRONG, TOO_MANY
    if load == 0:
        return "group4", NOBODY
    if load - mean > 1:
        return "warning", MORE
    return ("accent", FEWER) if mean - load > 1 else ("good", BALANCED)


def _groups(county: County, by: str) -> dict[int, tuple[str, str]]:
    """The largest groups get a colour each, in a fixed order; a second committee does not count here."""
    if by == PLAIN:
        return {}
    names = {identity: name for identity in county.order if (name := _group(county, identity, by))}
    counts = Counter(names.values())
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    tones = {name: (f"group{at}", name) for at, name in enumerate(ranked[:GROUPS])}
    return {identity: tones.get(name, ("plain", "其他")) for identity, name in names.items()}


def _group(county: County, identity: int, by: str) -> str:
    member = county.member(identity)
    if member is None:
        return ""
    if by == SECTOR:
        return member.sector
    return member.committees[0].name if member.committees else "无专委会"
