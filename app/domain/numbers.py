"""Whole numbers as people type them: 12, １２, with blanks around, and as rosters count: 三届, 第12位, 2.0."""

from __future__ import annotations

import re
from unicodedata import normalize

_WHOLE = re.compile(r"[0-9]{1,9}")


def whole_number(text: str) -> int | None:
    """Read a whole number from 0 to 999,999,999; None for any other text.

    Full-width digits count, digits of other scripts do not: nobody of this office could read them back.
    """
    plain = normalize("NFKC", text[:40]).strip()
    return int(plain) if len(text) <= 40 and _WHOLE.fullmatch(plain) else None


_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_AROUND = re.compile(r"(?:连任|第|共)?(.+?)(?:\.0+)?(?:届|次|位|名|号|人|个)?")
_CHINESE = re.compile(
    r"(?:([一二两三四五六七八九])?百零?)?(?:([一二三四五六七八九])?十)?([零〇一二两三四五六七八九])?"
)


def counted(text: str) -> int | None:
    """Read a whole number with what a roster writes around it: 3届, 第十二, 两届, ２.0; None for any other text."""
    plain = "".join(normalize("NFKC", text[:40]).split())
    found = _AROUND.fullmatch(plain)
    if len(text) > 40 or found is None:
        return None
    inside = found[1]
    return int(inside) if _WHOLE.fullmatch(inside) else _chinese(inside)


def in_chinese(number: int) -> str:
    """Write a whole number from 1 to 99 as offices count 届 and 次: 十, 十一, 二十; empty for any other."""
    if not 0 < number < 100:
        return ""
    tens, ones = divmod(number, 10)
    figures = "零一二三四五六七八九"
    ten = "" if tens == 0 else "十" if tens == 1 else f"{figures[tens]}十"
    return ten + (figures[ones] if ones else "")


def _chinese(text: str) -> int | None:
    """Read 一 … 九百九十九."""
    found = _CHINESE.fullmatch(text)
    if not text or found is None:
        return None
    hundreds, tens, ones = (_DIGITS[part] if part else 0 for part in found.groups())
    hundreds = hundreds or ("百" in text)
    return 100 * hundreds + 10 * (tens or ("十" in text)) + ones
