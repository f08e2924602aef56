"""Which number format shows a value in Excel exactly as paper says it; what has none is written as words."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from math import isfinite
from typing import Final, NamedTuple

from app.reports.plain import clean
from app.reports.table import Kind, Marked, Picture, Value, text_of

LONGEST: Final = 32_000
"""Excel takes 32,767 characters a cell."""
MOST_DIGITS: Final = 15
"""Excel keeps no more digits of a number."""
FIRST_DAY: Final = dt.date(1900, 3, 1)
"""Excel counts days from 1900 with a 29 February that was none; what is earlier is written as words."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_NUMBER: Final = re.compile(r"[-+]?\d{1,15}(\.\d+)?$")
_DAY: Final = re.compile(r"([1-9]\d{3})年([1-9]\d?)月([1-9]\d?)日", re.ASCII)
_SHARE: Final = re.compile(r"\d+(?:\.(\d+))?%")


class Typed(NamedTuple):
    """A cell's number or day and the format that shows it."""

    value: float | Decimal | dt.date
    form: str


def typed(value: Value, kind: Kind = Kind.TEXT) -> Typed | None:
    """Give a value as Excel reckons with it, or None when only words say what paper says. A mark is part of the format.

    In a column of days 2026年5月14日 is a day that is shown so.
    """
    match value:
        case str() if kind is Kind.DATE:
            return _written_day(value)
        case None | str() | bool() | Picture():
            return None
        case Marked():
            inner = typed(value.value)
            mark = value.mark.replace('"', "").replace("\n", " ")
            return Typed(inner.value, f'{inner.form}"{mark}"') if inner else None
        case dt.datetime():
            return Typed(value, "yyyy-mm-dd hh:mm") if value.date() >= FIRST_DAY else None
        case dt.date():
            return Typed(value, "yyyy-mm-dd") if value >= FIRST_DAY else None
        case int() | float() | Decimal():
            form = _number_format(value)
            return Typed(value, form) if form else None
        case _:
            form = _share_format(value.n, value.of, value.text)
            return Typed(value.n / value.of, form) if form else None


def _written_day(words: str) -> Typed | None:
    """Read a day as paper writes it; None for what is none."""
    found = _DAY.fullmatch(words)
    try:
        day = dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
    return Typed(day, 'yyyy"年"m"月"d"日"') if day and day >= FIRST_DAY else None


def _number_format(value: float | Decimal) -> str | None:
    """Give as many decimals as are printed."""
    if not isfinite(value):
        return None
    whole, _, decimals = text_of(value).lstrip("-").partition(".")
    if len(whole) + len(decimals) > MOST_DIGITS:
        return None
    return f"0.{'0' * len(decimals)}" if decimals else "0"


def _share_format(n: int, of: int, text: str) -> str | None:
    """Give the decimals of a printed share, if Excel rounds to the same."""
    found = _SHARE.fullmatch(text)
    if found is None or of == 0:
        return None
    decimals = found[1] or ""
    step = Decimal(1).scaleb(-len(decimals))
    if f"{(Decimal(repr(n / of)) * 100).quantize(step, ROUND_HALF_UP)}%" != text:
        return None
    return f"0.{'0' * len(decimals)}%" if decimals else "0%"


def as_text(words: str, kind: Kind) -> bool:
    """Say whether words must be told to be text: 18 digits stay 18 digits, “=1+1” stays four characters."""
    return kind is Kind.CODE or bool(_NUMBER.match(words)) or words.startswith(_FORMULA)


def guarded(text: str) -> str:
    """Give words that no spreadsheet takes for a formula: a leading apostrophe tells it so. Plain numbers stay."""
    text = clean(text)
    return "'" + text if text.lstrip("'").startswith(_FORMULA) and not _NUMBER.match(text) else text
