"""身份证号 (GB 11643-1999): what looks wrong about one. A remark, never a refusal: other papers exist."""

from __future__ import annotations

import re
from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_SHAPE = re.compile(r"\d{17}[\dX]", re.ASCII)
_OLD_SHAPE = re.compile(r"\d{15}", re.ASCII)
# H60061234, M12345678, A123456789, 83-numbers of residence permits are of the usual shape
_OTHER_PAPER = re.compile(r"[HM]\d{8,10}|[A-Z]\d{9}|[A-Z]{1,2}\d{6}\(?[\dA]\)?|\d{8}", re.ASCII)


def id_number_notice(number: str) -> str:
    """Say in one sentence what is wrong with a number, or nothing.

    The check digit and the birth date decide; the region is not looked at, since counties come and go.
    """
    cut = number.endswith("000") and _SHAPE.fullmatch(number) and check_digit(number) != "0"
    if cut or "E+" in number:
        return f"身份证号“{number}”末几位被表格改成了 0，请按证件补正，并把该列设为文本格式"
    if _OLD_SHAPE.fullmatch(number):
        return f"身份证号“{number}”是 15 位旧号，请核对"
    if _OTHER_PAPER.fullmatch(number):
        return f"身份证号“{number}”不是居民身份证，按其他证件读入"
    if not _SHAPE.fullmatch(number):
        return f"身份证号“{number}”有 {len(number)} 位，应为 18 位"
    if not birth_of(number):
        return f"身份证号“{number}”中的出生日期不存在"
    if check_digit(number) != number[-1]:
        return f"身份证号“{number}”校验位不对，请核对"
    return ""


def check_digit(number: str) -> str:
    """Give the last character that the first seventeen digits call for (ISO 7064 MOD 11-2)."""
    return _CHECK[sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11]


def birth_of(number: str) -> str:
    """Give the birth date inside an 18-digit number as `YYYY-MM-DD`; empty when there is no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14])).isoformat()
    except ValueError:
        return ""


def sex_of(number: str) -> str:
    """Give the sex inside an 18-digit number: the third digit of the serial, odd for men."""
    return "男" if int(number[16]) % 2 else "女"


def is_sound(number: str) -> bool:
    """Whether a number is an 18-digit one with a right check digit and birth date."""
    return bool(_SHAPE.fullmatch(number)) and id_number_notice(number) == ""
