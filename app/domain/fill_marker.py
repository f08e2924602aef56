"""The mark by which a fill-in form that comes back tells whose it is and what stood in it when it went out."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

FORMATS = ("docx", "xlsx")
"""What a fill-in form may be written as."""

_DIGITS = "0123456789ABCDEFGHJKLMNPQRSTVWXYZU"
_KIND = "LIANGE-FILL-1"
_MARK = re.compile(rf"{_KIND} (?P<member>[{_DIGITS}]{{1,14}}) (?P<prints>(?:[0-9a-f]{{8}})*)")
FORM_NO = re.compile(rf"表号\s*[:：]?\s*(?P<no>[{_DIGITS}]{{1,14}})(?![{_DIGITS}])")
"""The mark as it is printed, which outlives a change of program: the member alone."""


@dataclass(frozen=True, slots=True)
class FillMark:
    """Whose form it is (the membership's id) and four hex digits of each printed value by those of its field's key."""

    member: int
    prints: Mapping[str, str]

    @property
    def text(self) -> str:
        """Give the hidden mark, at most 255 characters for 28 fields."""
        pairs = "".join(key + value for key, value in self.prints.items())
        return f"{_KIND} {form_no(self.member)} {pairs}"

    def unchanged(self, key: str, text: str) -> bool:
        """Tell whether a cell says what was printed in it; what was printed empty is unchanged while empty."""
        return self.prints.get(_short(key), _short("")) == _short(_bare(text))


def mark_of(member: int, printed: Mapping[str, str]) -> FillMark:
    """Make the mark of a form with these printed values by field key."""
    return FillMark(member, {_short(key): _short(_bare(text)) for key, text in printed.items()})


def read_mark(text: str) -> FillMark | None:
    """Find a hidden mark in a text."""
    found = _MARK.search(text)
    if found is None:
        return None
    pairs = found["prints"]
    prints = {pairs[at : at + 4]: pairs[at + 4 : at + 8] for at in range(0, len(pairs), 8)}
    return FillMark(member_of(found["member"]), prints)


def form_no(member: int) -> str:
    """Write a membership's id as a form's number: base 34 without I and O, which look like figures."""
    digits = ""
    while member:
        member, digit = divmod(member, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits or "0"


def member_of(number: str) -> int:
    """Read a form's number."""
    value = 0
    for digit in number:
        value = value * len(_DIGITS) + _DIGITS.index(digit)
    return value


def _bare(text: str) -> str:
    return "".join(text.split())


def _short(text: str) -> str:
    """Four hex digits of a text: enough to notice that a cell was changed."""
    return f"{zlib.crc32(text.encode()) & 0xFFFF:04x}"
