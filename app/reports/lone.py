"""Words in a cell that would leave one character alone on their last line: set a little smaller instead.

Both writers ask here, and 汉字 are whole ems in every font, so that Word and PDF come to the same size without a font.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from app.reports.lines import Line, break_lines
from app.reports.names import ems, estimated, listed

LEAST: Final = 0.86
"""The share of their size that words keep."""
_STOPS: Final = "，。；：、！？）》”’"


@lru_cache(maxsize=8192)
def spared(text: str, size: float, room: float) -> float:
    """Give the size, in half points, at which `text` takes a line less than with one character alone on the last.

    `size` where none stands alone, where no size near to it helps, and for lists, which are broken after their marks.
    """
    if "\n" in text or ems(text) * size <= room or listed(text, room, lambda part: ems(part) * size):
        return size
    lines = _broken(text, size, room)
    alone = text[lines[-1].start : lines[-1].shown].rstrip(_STOPS)
    if len(lines) < 2 or len(alone) > 1:
        return size
    tried = size - 0.5
    while tried >= size * LEAST:
        if len(_broken(text, tried, room)) < len(lines):
            return tried
        tried -= 0.5
    return size


def _broken(text: str, size: float, room: float) -> list[Line]:
    advances, spaces = estimated(text, size)
    return break_lines(text, advances, room, em=size, spaces=spaces)
