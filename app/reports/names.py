"""Names as lists print them: two characters set as wide as three, marks （女）（回族） behind."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import Final

from app.reports.autospace import GAP, gaps_behind, gaps_in, widened

_TWO: Final = re.compile(
    r"^([\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])([\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])(?=$|（)"
)

_PIECES: Final = re.compile("(?<=·)(?=[^·])|(?<=[^）（])(?=（)")
_ITEM: Final = re.compile("[^、，；。\n]+、?")
LATIN: Final = 0.55
"""The usual width of a Latin character, in ems: an estimate that needs no font."""
LONGEST_ITEM: Final = 12
"""Names of people and offices; what is longer is prose and may be broken anywhere."""


def name_parts(text: str) -> tuple[str, str]:
    """Cut a printed name into the two characters to be spaced (or nothing) and the rest."""
    found = _TWO.match(text)
    return (text[: found.end()], text[found.end() :]) if found else ("", text)


def ems(text: str) -> float:
    """Estimate a text's width in characters without a font: Latin half, everything else whole, gaps between them."""
    return sum(LATIN if c < "\u2000" and c != "·" else 1.0 for c in text) + GAP * gaps_in(text)


def estimated(text: str, size: float) -> tuple[list[float], dict[int, float]]:
    """Estimate advances and the gaps within them, pt, as a font's chain measures them."""
    spaces = gaps_behind(widened(text), size)
    return [ems(c) * size + spaces.get(at, 0.0) for at, c in enumerate(text, 1)], spaces


def name_pieces(text: str) -> list[str]:
    """Cut a name where a line may end in it: after a ·, before its marks （女）（回族）."""
    return _PIECES.split(text)


def name_lines(text: str, most: float, width: Callable[[str], float]) -> list[str]:
    """Break a name into lines of at most `most` wide at its pieces; a piece that is wider stands on a line of its own."""
    lines = [""]
    for piece in name_pieces(text):
        if lines[-1] and width(lines[-1] + piece) > most:
            lines.append("")
        lines[-1] += piece
    return lines


def name_ems(text: str) -> int:
    """Give the width of a printed name in characters, a two-character name counted as three."""
    return len(text) + (1 if name_parts(text)[0] else 0)


def listed(text: str, room: float, width: Callable[[str], float]) -> list[str]:
    """Break a list “甲、乙、丙” after its marks only, so that no name is torn; empty when it is no such list or one does not fit."""
    items = _ITEM.findall(text)
    if len(items) < 2 or "".join(items) != text or any(len(item) > LONGEST_ITEM for item in items):
        return []
    lines = [""]
    for item in items:
        if width(item) > room:
            return []
        if width(lines[-1] + item) > room:
            lines.append("")
        lines[-1] += item
    return lines


def name_rows(
    names: Sequence[str], capacity: float, columns: int = 0
) -> tuple[int, list[list[tuple[str, int]]]]:
    """Lay names in even columns: the number of columns, and rows of (name, columns it takes).

    `capacity` is the measure in characters. A column holds a name of usual length and a blank; a longer one takes several.
    """
    widths = sorted(name_ems(name) for name in names)
    usual = widths[int(len(widths) * 0.8)] if widths else 3
    count = columns or max(1, int(capacity / (max(3, usual) + 1)))
    cell = capacity / count
    rows: list[list[tuple[str, int]]] = []
    left = 0
    for name in names:
        takes = min(count, max(1, math.ceil((name_ems(name) + 0.5) / cell)))
        if takes > left:
            rows.append([])
            left = count
        rows[-1].append((name, takes))
        left -= takes
    return count, rows
