"""What a chart shows, as plain data: `charts` draws it once for PDF, Word and screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, length, and the words at its end (the value itself when empty)."""

    label: str
    value: float
    text: str = ""

    @property
    def words(self) -> str:
        """Give what stands at the bar's end."""
        return self.text or f"{self.value:g}"


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


@dataclass(frozen=True, slots=True)
class Pyramid:
    """Tiers from the top down, each a centred bar: room for the longest words and, beyond that, as wide as its number."""

    tiers: tuple[Bar, ...]
    unit: str = ""


Chart: TypeAlias = "Bars | Stacked | Pyramid"


def chart_words(chart: Chart) -> tuple[str, ...]:
    """Give every word and figure that the drawing shows, in reading order."""
    if isinstance(chart, Stacked):
        rows = (
            (label, *(str(count) for count in counts if count), f"{sum(counts)}{chart.unit}")
            for label, counts in chart.rows
        )
        return (*chart.parts, *(word for row in rows for word in row))
    bars = chart.bars if isinstance(chart, Bars) else chart.tiers
    return tuple(word for bar in bars for word in (bar.label, bar.words + chart.unit))
