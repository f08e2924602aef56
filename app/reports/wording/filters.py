"""Ways to write a field (`{{ 会议日期 | 星期 }}`): few, named in Chinese, each from words to words.

What is no date stays as it was written: a clerk who says “下周二” means it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from app.domain.dates import is_whole, parse_date, written

_FIGURES = "〇一二三四五六七八九"
_WEEK = "一二三四五六日"
BLANK = "　" * 6
"""Room to write by hand."""


def _day(text: str) -> str:
    return parse_date(text).text


def full_date(text: str) -> str:
    """2026-03-01 → 2026年3月1日."""
    return written(_day(text)) or text


def month_and_day(text: str) -> str:
    """2026-03-01 → 3月1日."""
    found = written(_day(text))
    return found.partition("年")[2] or text


def year_and_month(text: str) -> str:
    """2026-03-01 → 2026年3月."""
    return written(_day(text)[:7]) or text


def weekday(text: str) -> str:
    """2026-03-01 → 星期日; empty for what is no whole day."""
    day = _day(text)
    return f"星期{_WEEK[date.fromisoformat(day).weekday()]}" if is_whole(day) else ""


def in_characters(text: str) -> str:
    """2026-03-01 → 二〇二六年三月一日 (GB/T 15835 leaves characters to solemn papers)."""
    parts = _day(text).split("-")
    if not parts[0]:
        return text
    year = "".join(_FIGURES[int(one)] for one in parts[0])
    said = [year, *(_tens(int(one)) for one in parts[1:])]
    return "".join(part + unit for part, unit in zip(said, "年月日", strict=False))


def _tens(number: int) -> str:
    tens, ones = divmod(number, 10)
    before = "" if not tens else "十" if tens == 1 else f"{_FIGURES[tens]}十"
    return before + (_FIGURES[ones] if ones else "")


def may_be_empty(text: str) -> str:
    """Give the text as it is: says that the paper is right without it, too."""
    return text


def or_blank(text: str) -> str:
    """Give the text, or room to write it by hand."""
    return text or BLANK


FILTERS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "年月日": full_date, "月日": month_and_day, "年月": year_and_month, "星期": weekday, "汉字日期": in_characters,
        "可空": may_be_empty, "留空": or_blank,
    }
)  # fmt: skip
BLANK_FILTERS = frozenset({"可空", "留空", "星期"})
"""Ways after which an empty field is nothing to ask about."""
