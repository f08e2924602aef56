"""Where a form's own words wait for others: tokens ({{姓名}}, 【姓名】 …) and blanks behind a label (姓名：____)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import east_asian_width

_TOKEN = re.compile(
    r"\{\{[^\S\n]*(?P<a>[^{}\n]{1,30}?)[^\S\n]*\}\}|\$\{[^\S\n]*(?P<b>[^{}\n]{1,30}?)[^\S\n]*\}|\{[^\S\n]*(?P<c>[^{}\n]{1,30}?)[^\S\n]*\}"
    r"|【[^\S\n]*(?P<d>[^【】\n]{1,30}?)[^\S\n]*】|《[^\S\n]*(?P<e>[^《》\n]{1,30}?)[^\S\n]*》|«[^\S\n]*(?P<f>[^«»\n]{1,30}?)[^\S\n]*»"
)
_SURE = frozenset("abcf")
"""Signs that mean a token whatever stands in them; 【】 and 《》 are headings and titles of books, too."""
_GAP = re.compile(r"(?:[_＿]\s*){2,}|(?<=[:：])[ \t\u3000\xa0]{2,}|(?<=[:：])[ \t\u3000\xa0]*$", re.MULTILINE)
_BREAK = re.compile(r"[，,。；;\t\n]|[ \u3000\xa0]{3,}")


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is written, what it names, and whether its signs alone say that it is one."""

    text: str
    name: str
    sure: bool
    start: int = 0

    @property
    def end(self) -> int:
        """Where it ends in its line."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Gap:
    """A blank behind a label: where it begins and ends in the line."""

    label: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Give the tokens of a line in their order."""
    for found in _TOKEN.finditer(text):
        kind = str(found.lastgroup)
        yield Token(found[0], found[kind], kind in _SURE, found.start())


def gaps(text: str) -> list[Gap]:
    """Give the blanks of a line in their order, each with the words before it."""
    found, before = [], 0
    for match in _GAP.finditer(text):
        start, end = match.start(), match.end()
        drawn = match[0].rstrip()
        end = start + len(drawn) if drawn else end  # blanks behind underscores part them from the next label
        label = _BREAK.split(text[before:start].strip(" \t\u3000\xa0:："))[-1].strip()
        before = match.end()
        if label:
            found.append(Gap(label, start, end))
    return found


def width(text: str) -> int:
    """Columns of a text: two for what is as wide as a 汉字."""
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def fitted_gap(value: str, gap: str) -> str:
    """Put a value where a blank was, as long as the blank was drawn when it leaves that much."""
    if not value:
        return gap
    room = width(gap.replace("\t", " " * 8)) - width(value)
    before = min(room // 2, 2) if "_" in gap or "＿" in gap else 0
    return " " * max(before, 0) + value + " " * max(room - max(before, 0), 0)
