"""Counts and rates as paper prints them: each rate with its numerator, denominator and definition.

Offices round half-up or cut off, to a number of places they choose; the rate itself stays exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict

NO_RATE = "—"


class Rounding(StrEnum):
    """How the printed percentage is cut to its places."""

    HALF_UP = "四舍五入"
    TRUNCATE = "截断"


@dataclass(frozen=True, slots=True)
class Style:
    """How an office prints its percentages: `digits` places after the point."""

    digits: int = 1
    rounding: Rounding = Rounding.HALF_UP


class RateJson(TypedDict):
    """The JSON form of a rate."""

    n: int
    of: int
    rate: float | None
    text: str
    definition: str


@dataclass(frozen=True, slots=True)
class Rate:
    """`n` of `of`, both counts of 件 or 人; `definition` (口径) says what each of them counts."""

    n: int
    of: int
    definition: str
    style: Style = Style()

    def __post_init__(self) -> None:
        if not 0 <= self.n <= self.of:
            raise ValueError(f"{self.n} of {self.of} is no share")

    @property
    def rate(self) -> float | None:
        """The unrounded share from 0 to 1; None when there is nothing to be a share of."""
        return self.n / self.of if self.of else None

    @property
    def text(self) -> str:
        """The percentage as printed (89.5%), computed in whole numbers so that no binary fraction tips it."""
        if not self.of:
            return NO_RATE
        return percent(scaled(self.n, self.of, self.style), self.style)

    def as_json(self) -> RateJson:
        """Give the JSON form `{"n", "of", "rate", "text", "definition"}`."""
        return {
            "n": self.n,
            "of": self.of,
            "rate": self.rate,
            "text": self.text,
            "definition": self.definition,
        }


def scaled(n: int, of: int, style: Style) -> int:
    """Give a percentage in units of its last printed place: 895 for 89.5%."""
    whole = n * 100 * _power(style)
    if style.rounding is Rounding.TRUNCATE:
        return whole // of
    return (2 * whole + of) // (2 * of)


def _power(style: Style) -> int:
    return int(10**style.digits)


def percent(units: int, style: Style) -> str:
    """Write a percentage given in units of its last place."""
    if not style.digits:
        return f"{units}%"
    whole, rest = divmod(units, _power(style))
    return f"{whole}.{rest:0{style.digits}d}%"


def shares(counts: Mapping[str, int], of: int, definition: str, style: Style) -> dict[str, Rate]:
    """Turn counts into rates of one whole, the largest first and equal ones in the order they came."""
    largest_first = sorted(counts.items(), key=lambda item: -item[1])
    return {name: Rate(count, of, definition, style) for name, count in largest_first}


def mismatch(name: str, parts: Iterable[int], total: int) -> str:
    """Say in one sentence that parts do not add up to their total; empty when they do."""
    found = sum(parts)
    return "" if found == total else f"{name}：各项之和 {found} 不等于总数 {total}"
