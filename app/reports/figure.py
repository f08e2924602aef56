"""What a chart shows, as plain data: `charts` draws it once for PDF, Word and screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import ceil, floor, isfinite, log10
from typing import Final, TypeAlias

NO_DATA: Final = "（没有数据）"
"""What a chart without data says instead."""
OTHERS: Final = "其他"
MOST_SLICES: Final = 6
MOST_LINES: Final = 4
"""Slices and lines beyond these are not told apart without colour."""


def _counted(values: Sequence[float], what: str) -> None:
    """Refuse what has no place in a whole: less than nothing, no number."""
    for value in values:
        if not (isfinite(value) and value >= 0):
            raise ValueError(f"{what} cannot show {value!r}")


def figure_words(value: float) -> str:
    """Give a number as printed: 35, 0.5, 1234567; never with an exponent, and “—” for what is no number."""
    if not isfinite(value):
        return "—"
    if value == int(value):
        return str(int(value))
    return format(Decimal(repr(float(value))).normalize(), "f")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, length, and the words at its end (the value itself when empty)."""

    label: str
    value: float
    text: str = ""

    @property
    def words(self) -> str:
        """Give what stands at the bar's end."""
        return self.text or figure_words(self.value)


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars from one base line."""

    bars: tuple[Bar, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Stacked:
    """Horizontal bars cut into the same parts; `rows` are (label, one number per part)."""

    parts: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    unit: str = ""

    def __post_init__(self) -> None:
        """Refuse rows of another length than the parts, and counts below zero."""
        for label, counts in self.rows:
            if len(counts) != len(self.parts):
                raise ValueError(f"row {label!r} has {len(counts)} counts for {len(self.parts)} parts")
            _counted(counts, f"row {label!r}")


@dataclass(frozen=True, slots=True)
class Pyramid:
    """Tiers from the top down, each a centred bar: room for the longest words and, beyond that, as wide as its number."""

    tiers: tuple[Bar, ...]
    unit: str = ""

    def __post_init__(self) -> None:
        """Refuse tiers below zero."""
        _counted([tier.value for tier in self.tiers], "a pyramid")


@dataclass(frozen=True, slots=True)
class Series:
    """A line of a trend: its name and one value for each point in time; None where nothing is known."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """One to four lines over the same points in time, e.g. 立案 and 办复 by year.

    The only line has its figure at every point, of several each has its last one; tables say the others.
    """

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""

    def __post_init__(self) -> None:
        """Refuse lines of another length than the points, and more of them than can be told apart."""
        if len(self.series) > MOST_LINES:
            raise ValueError(f"a trend has at most {MOST_LINES} lines, not {len(self.series)}")
        for one in self.series:
            if len(one.values) != len(self.labels):
                raise ValueError(
                    f"line {one.name!r} has {len(one.values)} values for {len(self.labels)} points"
                )

    @property
    def values(self) -> tuple[float, ...]:
        """Give every value that is known."""
        return tuple(value for one in self.series for value in one.values if value is not None)

    def shown(self, one: Series) -> tuple[tuple[int, float], ...]:
        """Give the points (counted from 0) and values of a line that stand on paper as figures."""
        known = [(place, value) for place, value in enumerate(one.values) if value is not None]
        return tuple(known if len(self.series) == 1 else known[-1:])

    @property
    def ticks(self) -> tuple[float, ...]:
        """Give the scale, zero among it: at most seven round numbers from below the lowest to above the highest value."""
        low, high = min(0.0, *self.values, 0.0), max(0.0, *self.values, 0.0)
        if low == high:
            return (0.0, 1.0)
        rough = (high - low) / 5
        step = 10.0 ** floor(log10(rough))
        step *= next(factor for factor in (1, 2, 5, 10) if step * factor >= rough * 0.999)
        return tuple(
            round(number * step, 12) for number in range(floor(low / step), ceil(high / step - 1e-9) + 1)
        )


@dataclass(frozen=True, slots=True)
class Pie:
    """Slices of a whole, at most six: of more the smallest are joined as 其他; what is zero has no slice."""

    slices: tuple[Bar, ...]
    unit: str = ""

    def __post_init__(self) -> None:
        """Refuse slices below zero."""
        _counted([one.value for one in self.slices], "a pie")

    @property
    def shown(self) -> tuple[Bar, ...]:
        """Give the slices drawn, in their order, 其他 last."""
        there = [one for one in self.slices if one.value]
        if len(there) <= MOST_SLICES:
            return tuple(there)
        named = [one for one in there if one.label != OTHERS]
        kept = {id(one) for one in sorted(named, key=lambda one: -one.value)[: MOST_SLICES - 1]}
        rest = sum(Decimal(str(one.value)) for one in there if id(one) not in kept)
        return (*(one for one in there if id(one) in kept), Bar(OTHERS, float(rest)))

    @property
    def said(self) -> tuple[str, ...]:
        """Give what stands beside each slice: “经济界　32人（21.2%）”."""
        total = sum(Decimal(str(one.value)) for one in self.shown)
        shares = [
            (Decimal(str(one.value)) * 100 / total).quantize(Decimal("0.1"), ROUND_HALF_UP)
            for one in self.shown
        ]
        return tuple(
            f"{one.label}　{one.words}{self.unit}（{share}%）"
            for one, share in zip(self.shown, shares, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody in a tree: the name, a note (the post), and who stands below."""

    name: str
    note: str = ""
    below: tuple[Node, ...] = ()

    def everyone(self) -> Iterator[Node]:
        """Give this one and all below, from the top down, branch by branch."""
        yield self
        for node in self.below:
            yield from node.everyone()


@dataclass(frozen=True, slots=True)
class Tree:
    """Who stands below whom, for one sheet: those at the top, the branches below them, and what is said of each tier (`key`)."""

    tops: tuple[Node, ...]
    branches: tuple[Node, ...]
    key: tuple[str, ...] = ()


Chart: TypeAlias = "Bars | Stacked | Pyramid | Trend | Pie | Tree"


def is_empty(chart: Chart) -> bool:
    """Say whether there is nothing to draw; a bar of zero is something."""
    match chart:
        case Bars():
            return not chart.bars
        case Stacked():
            return not (chart.rows and chart.parts)
        case Pyramid():
            return not chart.tiers
        case Trend():
            return not chart.values
        case Pie():
            return not chart.shown
        case _:
            return not (chart.tops or chart.branches)


def chart_words(chart: Chart) -> tuple[str, ...]:
    """Give every word and figure that the drawing shows, in reading order."""
    if is_empty(chart):
        return (NO_DATA,)
    match chart:
        case Stacked():
            rows = (
                (label, *(str(count) for count in counts if count), f"{sum(counts)}{chart.unit}")
                for label, counts in chart.rows
            )
            return (*chart.parts, *(word for row in rows for word in row))
        case Tree():
            people = (node for top in (*chart.tops, *chart.branches) for node in top.everyone())
            return (*chart.key, *(word for node in people for word in (node.name, node.note) if word))
        case Trend():
            figures = (figure_words(value) for one in chart.series for _, value in chart.shown(one))
            scale = map(figure_words, chart.ticks)
            return (
                *(one.name for one in chart.series),
                *scale,
                *chart.labels,
                *(f + chart.unit for f in figures),
            )
        case Pie():
            return chart.said
        case Pyramid():
            return tuple(word for bar in chart.tiers for word in (bar.label, bar.words + chart.unit))
        case _:
            return tuple(word for bar in chart.bars for word in (bar.label, bar.words + chart.unit))
