"""How wide columns are: by what stands in them, and when that is too much, so that as few cells as may be are cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

NARROW = 0.56
"""A letter or a figure, in widths of a Chinese character."""
MOST_CELLS = 95
"""Of a hundred cells so many shall be whole before a column asks for more than the others have."""
MEASURED = 400
"""Rows that are looked at; of more, as many evenly spread."""


@dataclass(frozen=True, slots=True)
class Need:
    """Pixels that a column needs: to be read at all, for most of its cells, for every cell."""

    least: int
    usual: int
    most: int


def sample(count: int) -> range:
    """Give the places of the rows that are measured."""
    return range(0, count, -(-count // MEASURED) or 1)


def need(texts: Sequence[str], heading: int, character: int, padding: int, kept: int = 0) -> Need:
    """Measure a column: the pixels of its heading, of one Chinese character, and around each text.

    A cell that needs no more than `kept` pixels is never cut, however narrow the list is.
    """
    pixels = [
        round(length * character + 0.5) + padding for length in sorted(map(_characters, texts)) or [0.0]
    ]
    least = max(heading, max((one for one in pixels if one <= kept), default=0))
    usual = pixels[(len(pixels) - 1) * MOST_CELLS // 100]
    return Need(least, max(least, usual), max(heading, pixels[-1]))


def shared(needs: Sequence[Need], room: int) -> list[int]:
    """Share a width: everybody what every cell needs, else what most cells need, else the widest give way first."""
    least, usual, most = ([getattr(one, name) for one in needs] for name in ("least", "usual", "most"))
    return _filled(usual, most, room) if sum(usual) <= room else _filled(least, usual, room)


def _filled(low: Sequence[int], high: Sequence[int], room: int) -> list[int]:
    """Give each its `low`, then raise the narrowest together until nothing is left or each has its `high`."""
    filled, below, above = list(low), 0, max(high, default=0)
    while below <= above:
        level = (below + above) // 2
        widths = [max(least, min(most, level)) for least, most in zip(low, high, strict=True)]
        if sum(widths) <= room:
            filled, below = widths, level + 1
        else:
            above = level - 1
    return filled


def _characters(text: str) -> float:
    """How many Chinese characters wide a text is."""
    narrow = len(text.encode("ascii", "ignore"))
    return len(text) - narrow + narrow * NARROW
