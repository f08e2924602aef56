"""Text as paper can carry it: no control characters, one kind of line end."""

from __future__ import annotations

from typing import Final

from app.reports.autospace import DOUBLE

_NEVER: Final = frozenset(
    [*range(9), *range(11, 32), *range(127, 160), 0x2029, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)]
)
_GETA: Final = "〓"
_TABLE: Final = dict.fromkeys(_NEVER) | {0x09: " ", 0x2028: "\n"}


def clean(text: str) -> str:
    """Drop what breaks a Word file and no paper shows; tabs become a blank, every line end a line feed.

    Code points of planes without characters become the geta mark: this program uses some of them (autospace).
    """
    if text.isprintable():
        return text
    return DOUBLE.sub(_GETA, text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE))
