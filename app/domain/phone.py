"""Telephone numbers as offices write them: blanks, dashes, +86, several in a cell, or what a spreadsheet left of one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from unicodedata import normalize

SEPARATOR = "、"
"""What stands between two numbers of one field."""

_DASHES = re.compile(r"[‐‑‒–—―−－_]")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_SCIENTIFIC = re.compile(r"(\d(?:\.\d+)?)[eE]\+?(\d+)")
_BETWEEN = re.compile(r"[、,;/|\n]+")
_COUNTRY = re.compile(r"^(?:\+|00)\s*\(?86\)?[\s-]*|^\(\+?86\)[\s-]*|^86[\s-]*(?=1[3-9](?:[\s-]*\d){9}$)")
_WORDS = re.compile(
    r"^(?:手机号码|手机号|手机|电话|移动电话|联系电话|办公|办|家|宅|座机|固话|[TM](?:el)?)[::.]?\s*",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"\(?(0\d{2,3})\)?[\s-]*(\d{3,4})[\s-]?(\d{4})(?:[\s-]*(?:转|ext\.?|-)\s*(\d{1,6}))?", re.IGNORECASE
)
_MOBILES_IN_A_ROW = re.compile(r"(?:1[3-9]\d{9}){2,4}")


@dataclass(frozen=True, slots=True)
class Phones:
    """What a cell holds: `text`, several numbers with 、 between; a `notice` when one is not right."""

    text: str = ""
    notice: str = ""


def read_phones(text: str) -> Phones:
    """Read the numbers of a cell. A mobile number is written as eleven digits, a line as 0571-88881234.

    A number that a spreadsheet rounded (1.38E+10) is not taken: what is missing cannot be guessed. Others that look
    wrong are kept as written, with a notice.
    """
    if _MOBILE.fullmatch(text) and text.isascii():  # as nearly all are
        return Phones(text)
    plain = _DASHES.sub("-", normalize("NFKC", text)).strip().lstrip("'’‘")
    found: list[str] = []
    notices: list[str] = []
    for part in _parts(plain):
        number, notice = _one(part)
        if number and number not in found:
            found.append(number)
        notices += [notice] if notice else []
    return Phones(SEPARATOR.join(found), "；".join(notices))


def _parts(plain: str) -> list[str]:
    """Part at marks; blanks part only what would be two whole mobile numbers."""
    parts: list[str] = []
    for part in filter(None, (piece.strip() for piece in _BETWEEN.split(plain))):
        words = part.split()
        whole = [word for word in words if _MOBILE.fullmatch(word) or _LINE.fullmatch(word)]
        run = _MOBILES_IN_A_ROW.fullmatch(part)
        parts += words if len(words) > 1 and whole == words else _MOBILE.findall(part) if run else [part]
    return parts


def _one(part: str) -> tuple[str, str]:
    """One number in its usual form, and what is wrong with it."""
    science = _SCIENTIFIC.fullmatch(part.replace(" ", ""))
    if science:
        whole = Decimal(science[1]).scaleb(int(science[2])) if len(science[2]) < 3 else Decimal(0)
        if not _MOBILE.fullmatch(f"{whole:f}") or len(science[1]) < len("1.380000123"):
            return "", f"“{part}”被表格改成了科学计数，末几位已丢失，没有读入，请补填"
        part = f"{whole:f}"
    bare = _COUNTRY.sub("", _WORDS.sub("", part)).removesuffix(".0")
    digits = re.sub(r"[\s\-().·]", "", bare)
    if _MOBILE.fullmatch(digits):
        return digits, ""
    line = _LINE.fullmatch(bare)
    if line:
        return f"{line[1]}-{line[2]}{line[3]}" + (f"-{line[4]}" if line[4] else ""), ""
    # no line of a town begins with 1, so that a short number is a mobile one with digits missing
    if digits.isdigit() and digits.startswith("1") and 5 < len(digits) < 14 and digits[1] in "3456789":
        return digits, f"“{part}”有 {len(digits)} 位，手机号应为 11 位，请核对"
    return bare, f"“{part}”有几位被遮盖了，请补全" if "*" in bare else ""
