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
# Workbooks that began on a Mac may count from here instead (“1904 date system”, [ECMA-376] workbookPr/date1904).
EXCEL_EPOCH_1904 = date(1904, 1, 1)
EXCEL_SERIALS = range(10_000, 74_000)  # 1927-05-18 … 2102; smaller numbers are years

# A year of two digits belongs to the last century from here on: 75 is 1975, 05 is 2005. Either is said aloud.
CENTURY_TURN = 30

CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九元", "0001234567891")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """What a cell says: `text` in canonical form, or a `problem` in one sentence; `notice` asks for a second look."""

    text: str = ""
    problem: str = ""
    notice: str = ""


def parse_date(value: object, epoch: date = EXCEL_EPOCH) -> PartialDate:
    """Read a cell of any kind; an empty one gives an empty text and no problem.

    `epoch` is day 0 of the workbook's date system, for cells that hold a bare day number.
    """
    if isinstance(value, datetime):
        return PartialDate(value.date().isoformat())
    if isinstance(value, date):
        return PartialDate(value.isoformat())
    if isinstance(value, bool):
        return _refused(value)
    if isinstance(value, int | float):
        return _from_number(value, epoch)
    text = normalize("NFKC", str(value or "")).strip()
    return _from_text(text, epoch) if text else PartialDate()


def whole_day(text: str) -> PartialDate:
    """Read one day as a person types it, in any usual spelling; nothing written gives an empty text and no problem.

    The `problem` is a sentence that says what was typed; a month alone, a lunar day or a bare day number is none.
    """
    shown = text.strip()
    read = parse_date(shown)
    if not shown or (is_whole(read.text) and "农历" not in read.notice and "序号" not in read.notice):
        return PartialDate(read.text)
    if read.problem and "不是日期" not in read.problem:
        return PartialDate(problem=f"{read.problem}。")
    if read.problem:
        return PartialDate(problem=f"“{shown}”不是日期，请写成 2026-03-01 或 2026年3月1日 的样子。")
    return PartialDate(problem=f"“{shown}”没有写明是哪一天，请写成 2026-03-01 或 2026年3月1日 的样子。")


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


def is_whole(text: str) -> bool:
    """Tell whether a text is a possible date in canonical form that names its day: YYYY-MM-DD."""
    return len(text) == len("1975-03-01") and is_canonical(text)


def day_before(day: str) -> str:
    """Give the day before a whole canonical one."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def last_day(end: str) -> str:
    """Give the last day of what holds up to, not including, another; what is no whole day stays as it is."""
    return day_before(end) if is_whole(end) else end


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


def _from_number(value: float, epoch: date) -> PartialDate:
    """Read a numeric cell: a year, a day number of Excel, YYYYMM, YYYYMMDD or 1975.03 typed as a number."""
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 - NaN is unlike itself
        return _refused(value)
    whole = int(value)
    if whole in EXCEL_SERIALS:
        return PartialDate((epoch + timedelta(days=whole)).isoformat())
    if value == whole:
        return _from_text(str(whole), epoch)
    text = f"{value:.2f}"
    if abs(float(text) - value) > 1e-6 or not FIRST_YEAR <= whole <= LAST_YEAR:
        return _refused(value)
    if text.endswith("0"):  # Excel drops the nought of 1975.10
        return _refused(f"{value:g}", "是数字格式，分不清1月还是10月，请改写成文本 1975-01 或 1975-10 的样子")
    return _from_text(text, epoch)


SEPARATED = re.compile(r"(\d{4}|\d{2})[年./\-](?:(\d{1,2})(?:[月./\-](?:(\d{1,2})[日号]?)?)?)?")
CLOCK = re.compile(
    r"(?:[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(?:Z|[+\-]\d\d:?\d\d)?| (?:上午|下午)\s*\d{1,2}:\d{2})$"
)
LEADING_APOSTROPHE = "'’‘"

# Said beside a date: how old that is, which calendar, whose birth.
_BESIDE = re.compile(
    r"\((?:现年|年龄)?\d{1,3}周?岁\)|\((?:阳历|公历|新历|身份证)\)|(?:星期|周)[1-6日天]|,?现年\d{1,3}岁"
)
_BORN = re.compile(r"^(?:出?生于|生日)[::]?|(?:出生|生人|生)$")
_LUNAR = re.compile(r"\(?(?:农历|阴历|旧历)\)?")
_MARKS = str.maketrans(
    {"。": ".", ",": ".", "、": ".", "·": ".", "．": ".", "\\": "/", **dict.fromkeys("—–―−‐‑_~", "-")}
)
_BLANKS_BETWEEN = re.compile(r"(?<=\d)\s+(?=\d)")
_ENGLISH = re.compile(r"(?:(\d{1,2})[\- ])?([A-Za-z]{3,9})[\- .]+(\d{4}|\d{2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _from_text(text: str, epoch: date) -> PartialDate:
    """Read a text, after its clock time, spaces and what is said beside the date are gone."""
    plain = CLOCK.sub("", text.lstrip(LEADING_APOSTROPHE)).strip()
    english = _ENGLISH.fullmatch(plain)
    if english and english[2][:3].lower() in _MONTHS:
        month = _MONTHS.index(english[2][:3].lower()) + 1
        return _parted(text, english[3], month, int(english[1]) if english[1] else None)
    plain = _BLANKS_BETWEEN.sub(".", plain.translate(_MARKS))
    plain = _chinese_tens(re.sub(r"\s+", "", plain))
    lunar = _LUNAR.search(plain)
    plain = _BESIDE.sub("", _LUNAR.sub("", plain))
    plain = _BORN.sub("", plain.rstrip(".")).rstrip(".-")
    read = (
        _from_digits(text, plain, epoch)
        if re.fullmatch(r"\d+", plain, re.ASCII)
        else _from_parts(text, plain)
    )
    if lunar and read.text:
        return PartialDate(read.text, notice=f"“{text}”是农历，按写的数字读入；请改成公历")
    return read


def _from_parts(shown: str, plain: str) -> PartialDate:
    """Read year, month and day set apart by marks."""
    found = SEPARATED.fullmatch(plain)
    if found is None:
        return _refused(shown)
    year, month, day = found.groups()
    notice = f"“{shown}”按1月读入；如果原是10月，请改正" if re.fullmatch(r"\d{4}\.1", plain) else ""
    return _parted(shown, year, int(month) if month else None, int(day) if day else None, notice)


def _parted(shown: str, year: str, month: int | None, day: int | None, notice: str = "") -> PartialDate:
    """Put the parts together; a year of two digits is decided, and said so."""
    if len(year) == 4:
        return _checked(shown, int(year), month, day, notice)
    whole = int(year) + (1900 if int(year) >= CENTURY_TURN else 2000)
    return _checked(shown, whole, month, day, f"“{shown}”的年份只有两位，按 {whole} 年读入")


def _from_digits(shown: str, digits: str, epoch: date) -> PartialDate:
    """Read digits without separators by their number: YYYY, YYYYMM, YYYYMMDD, YYMMDD, or a day number of Excel."""
    if len(digits) == 5 and int(digits) in EXCEL_SERIALS:
        day = (epoch + timedelta(days=int(digits))).isoformat()
        return PartialDate(day, notice=f"“{shown}”是表格的日期序号，按 {day} 读入")
    if len(digits) not in {4, 6, 8}:
        return _refused(shown)
    if len(digits) == 6 and not FIRST_YEAR <= int(digits[:4]) <= LAST_YEAR:
        return _parted(shown, digits[:2], int(digits[2:4]), int(digits[4:]))
    year, month, day_of_month = digits[:4], digits[4:6], digits[6:8]
    return _checked(
        shown, int(year), int(month) if month else None, int(day_of_month) if day_of_month else None
    )


def _chinese_tens(text: str) -> str:
    """Turn 十 into figures once the digits are: 十2月 → 12月, 2十1日 → 21日, 3十日 → 30日; 廿 is 二十."""
    text = text.translate(CHINESE_DIGITS).replace("廿", "2十").replace("卅", "3十")
    return re.sub(r"(\d?)十(\d?)", lambda found: f"{found[1] or '1'}{found[2] or '0'}", text)
