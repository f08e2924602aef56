"""Dates as offices write them, whole or partial: 1975, 1975.03, 1975年3月1日, 19750301, an Excel number.

The canonical text is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; what is not known is not invented.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from unicodedata import normalize

FIRST_YEAR, LAST_YEAR = 1900, 2100

# Excel counts days from here (its 1900 is a leap year by mistake, so the count holds from March 1900 on).
EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_SERIALS = range(10_000, 74_000)  # 1927-05-18 … 2102; smaller numbers are years

# A year of two digits belongs to the last century from here on: 75 is 1975, 05 may be either.
CENTURY_TURN = 30

CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """What a cell says: `text` in canonical form, or a `problem` in one sentence; `notice` asks for a second look."""

    text: str = ""
    problem: str = ""
    notice: str = ""


def parse_date(value: object) -> PartialDate:
    """Read a cell of any kind; an empty one gives an empty text and no problem."""
    if isinstance(value, datetime):
        return PartialDate(value.date().isoformat())
    if isinstance(value, date):
        return PartialDate(value.isoformat())
    if isinstance(value, bool):
        return _refused(value)
    if isinstance(value, int | float):
        return _from_number(value)
    text = normalize("NFKC", str(value or "")).strip()
    return _from_text(text) if text else PartialDate()


def is_canonical(text: str) -> bool:
    """Tell whether a text is a possible date in canonical form."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text, re.ASCII)
    return found is not None and parse_date(text) == PartialDate(text)


def written(text: str) -> str:
    """Write a canonical date as paper does: 1975年, 1975年3月, 1975年3月1日."""
    return "".join(
        f"{int(part)}{unit}" for part, unit in zip(text.split("-"), "年月日", strict=False) if part
    )


def dotted(text: str) -> str:
    """Write a canonical date as rosters do: 1975.03, with two digits for the month (GB/T 15835 allows either)."""
    return text.replace("-", ".")


def latest(text: str) -> date:
    """Give the last day that a canonical date may mean."""
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def age(birth: str, on: date) -> int | None:
    """Give the age in full years that is certainly reached on a day; None when the birth year is unknown.

    Of a partial date the last possible day counts: 1975 is 50 only on 2025-12-31, 1975-03 from 2025-03-31 on.
    Who was born on 29 February comes of age on 1 March in common years. Before birth there is no age.
    """
    if not birth:
        return None
    born = latest(birth)
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return years if years >= 0 else None


def _parts(text: str) -> tuple[int, int, int]:
    year, month, day = (*(int(part) for part in text.split("-")), 0, 0)[:3]
    return year, month, day


def _refused(value: object, why: str = "不是日期，请写成 1975、1975-03 或 1975-03-01") -> PartialDate:
    return PartialDate(problem=f"“{value}”{why}")


def _checked(shown: object, year: int, month: int | None, day: int | None, notice: str = "") -> PartialDate:
    """Put the parts together if there is such a day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _refused(shown, f"的年份不在 {FIRST_YEAR}—{LAST_YEAR} 之间")
    if month is None:
        return PartialDate(f"{year:04}", notice=notice)
    if not 1 <= month <= 12:
        return _refused(shown, "的月份不对")
    if day is None:
        return PartialDate(f"{year:04}-{month:02}", notice=notice)
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        return _refused(shown, f"不存在：{year}年{month}月只有{last}天")
    return PartialDate(f"{year:04}-{month:02}-{day:02}", notice=notice)


def _from_number(value: float) -> PartialDate:
    """Read a numeric cell: a year, a day number of Excel, YYYYMM, YYYYMMDD or 1975.03 typed as a number."""
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 - NaN is unlike itself
        return _refused(value)
    whole = int(value)
    if whole in EXCEL_SERIALS:
        return PartialDate((EXCEL_EPOCH + timedelta(days=whole)).isoformat())
    if value == whole:
        return _from_text(str(whole))
    text = f"{value:.2f}"
    if abs(float(text) - value) > 1e-6 or not FIRST_YEAR <= whole <= LAST_YEAR:
        return _refused(value)
    if text.endswith("0"):  # Excel drops the nought of 1975.10
        return _refused(f"{value:g}", "是数字格式，分不清1月还是10月，请改写成文本 1975-01 或 1975-10 的样子")
    return _from_text(text)


SEPARATED = re.compile(r"(\d{4}|\d{2})[年./\-](?:(\d{1,2})(?:[月./\-](?:(\d{1,2})[日号]?)?)?)?")
CLOCK = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$")
LEADING_APOSTROPHE = "'’‘"


def _from_text(text: str) -> PartialDate:
    """Read a text, after its clock time, spaces and trailing 生 or 出生 are gone."""
    plain = CLOCK.sub("", text.lstrip(LEADING_APOSTROPHE))
    plain = re.sub(r"\s+", "", plain).translate(CHINESE_DIGITS)
    plain = _chinese_tens(re.sub(r"[—–―−‐。]", lambda found: "." if found[0] == "。" else "-", plain))
    plain = re.sub(r"(出生|生)$", "", plain).rstrip(".")
    if re.fullmatch(r"\d+", plain, re.ASCII):
        return _from_digits(text, plain)
    found = SEPARATED.fullmatch(plain)
    if found is None:
        return _refused(text)
    year_text, month, day = found.groups()
    year, notice = int(year_text), ""
    if len(year_text) == 2:
        if year < CENTURY_TURN:
            return _refused(text, "的年份只有两位，请写成四位")
        year += 1900
        notice = f"“{text}”的年份只有两位，按 {year} 年读入"
    elif re.fullmatch(r"\d{4}\.1", plain):
        notice = f"“{text}”按1月读入；如果原是10月，请改正"
    return _checked(text, year, int(month) if month else None, int(day) if day else None, notice)


def _from_digits(shown: str, digits: str) -> PartialDate:
    """Read digits without separators by their number: YYYY, YYYYMM, YYYYMMDD, or a day number of Excel."""
    if len(digits) == 5 and int(digits) in EXCEL_SERIALS:
        day = (EXCEL_EPOCH + timedelta(days=int(digits))).isoformat()
        return PartialDate(day, notice=f"“{shown}”是表格的日期序号，按 {day} 读入")
    if len(digits) not in {4, 6, 8}:
        return _refused(shown)
    year, month, day_of_month = digits[:4], digits[4:6], digits[6:8]
    return _checked(
        shown, int(year), int(month) if month else None, int(day_of_month) if day_of_month else None
    )


def _chinese_tens(text: str) -> str:
    """Turn 十 into figures once the digits are: 十2月 → 12月, 2十1日 → 21日, 3十日 → 30日."""
    return re.sub(r"(\d?)十(\d?)", lambda found: f"{found[1] or '1'}{found[2] or '0'}", text)
