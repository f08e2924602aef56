"""Numbers of identity papers: 公民身份号码 (GB 11643-1999), and the other papers a 委员 may have.

The check digit and the birth date decide. The region is a hint and no more: counties are merged and renamed, and
every list of them rejects somebody's sound number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from unicodedata import normalize

RESIDENT, MAINLAND_PASS_HK, MAINLAND_PASS_TW = (
    "居民身份证",
    "港澳居民来往内地通行证",
    "台湾居民来往大陆通行证",
)
HMT_RESIDENT, PASSPORT, FOREIGN_RESIDENT = "港澳台居民居住证", "护照", "外国人永久居留身份证"

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_SHAPE = re.compile(r"\d{17}[\dX]", re.ASCII)
_OLD_SHAPE = re.compile(r"\d{15}", re.ASCII)
_PROVINCES = frozenset(
    re.findall(
        r"\d\d",
        "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71",
    )
)
_HMT_REGIONS = ("810000", "820000", "830000")

_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+")
# Other programs write a number that went through a spreadsheet with a fraction: 110101199003070000.0
_NO_FRACTION = re.compile(r"(?<=\d{15})\.0+$", re.ASCII)
_MASKED = re.compile(r"[*#?□○●]")
# What stands for the last X: multiplication sign, Greek and Cyrillic letters that look like it.
_LIKE_X = str.maketrans({"×": "X", "Χ": "X", "Х": "X", "✕": "X", "╳": "X"})
_NOT_SAID = re.compile(r"[\s\-‐‑–—_.·,'’‘`:]+")
_LEADING_WORDS = re.compile(r"^(?:居民身份证|身份证号码|身份证号|身份证|证件号码|证件号|护照)[::]?")

# Each paper's shape. [H/M: 公安部 2012 版往来港澳通行证号码规则; 外国人永久居留身份证 2017 版 15 位、2023 版 18 位]
_PAPERS: Mapping[str, re.Pattern[str]] = MappingProxyType({
    MAINLAND_PASS_HK: re.compile(r"[HM]\d{8}(?:\d{2})?", re.ASCII),
    MAINLAND_PASS_TW: re.compile(r"\d{8}|\d{10}(?:\([A-Z]\))?|[LT]\d{8}", re.ASCII),
    HMT_RESIDENT: re.compile(r"8[123]0000\d{11}[\dX]", re.ASCII),
    "台湾身份证": re.compile(r"[A-Z][1289]\d{8}", re.ASCII),
    PASSPORT: re.compile(r"[A-Z]{1,3}\d{6,9}|\d{9}", re.ASCII),
    FOREIGN_RESIDENT: re.compile(r"[A-Z]{3}\d{12}|9\d{16}[\dX]", re.ASCII),
    "香港或澳门身份证": re.compile(r"[A-Z]{1,2}\d{6}\(?[\dA]\)?|[157]\d{6}\(\d\)", re.ASCII),
})  # fmt: skip

# Other words for the papers' kinds, as columns of 证件类型 give them.
_KINDS: tuple[tuple[str, str], ...] = (
    ("居住证", HMT_RESIDENT), ("回乡证", MAINLAND_PASS_HK), ("港澳", MAINLAND_PASS_HK), ("来往内地", MAINLAND_PASS_HK),
    ("台胞证", MAINLAND_PASS_TW), ("台湾", MAINLAND_PASS_TW), ("来往大陆", MAINLAND_PASS_TW), ("护照", PASSPORT),
    ("永久居留", FOREIGN_RESIDENT), ("永居", FOREIGN_RESIDENT), ("外国人", FOREIGN_RESIDENT), ("绿卡", FOREIGN_RESIDENT),
    ("身份证", RESIDENT), ("身份号码", RESIDENT),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class IdNumber:
    """What a cell holds: `number` in canonical form, or a `problem` that keeps it out; `notice` asks for a second look.

    `kind` is the paper that the number itself shows (居民身份证, 护照 …; empty: no known one). `birth` (`YYYY-MM-DD`)
    and `sex` are what a sound number says; empty when it says nothing to be relied on.
    """

    number: str = ""
    kind: str = ""
    problem: str = ""
    notice: str = ""
    birth: str = ""
    sex: str = ""


def read_id_number(text: str, kind: str = "", *, rounded: bool = False) -> IdNumber:
    """Read a cell; `kind` is the row's 证件类型 in the office's words, by which other papers are judged.

    `rounded` when the cell was a number of which the spreadsheet kept fifteen digits, whatever they look like.
    A number that a spreadsheet has spoilt is a problem: entered, it would be somebody's wrong number for years.
    """
    plain = canonical(text)
    if not plain:
        return IdNumber()
    spoilt = _ROUNDED if rounded else _spoilt(plain)
    if spoilt:
        return IdNumber(problem=f"身份证号“{plain}”{spoilt}")
    wanted = paper_kind(kind)
    if kind and wanted != RESIDENT:
        return _other_paper(plain, wanted, kind)
    if _SHAPE.fullmatch(plain):
        return _eighteen(plain)
    return _fifteen(plain) if _OLD_SHAPE.fullmatch(plain) else _unusual(plain, wanted)


def canonical(text: str) -> str:
    """A number without blanks, dashes and apostrophes, in half width, letters large, whatever X was typed as x."""
    plain = normalize("NFKC", text.translate(_LIKE_X)).upper().translate(_LIKE_X)
    bare = _NO_FRACTION.sub("", _LEADING_WORDS.sub("", plain.strip()))
    return bare.replace(" ", "") if _SCIENTIFIC.fullmatch(bare.strip()) else _NOT_SAID.sub("", bare)


def paper_kind(text: str) -> str:
    """Give the kind of paper that a word means: 回乡证 is 港澳居民来往内地通行证; empty when it means none of them."""
    return next((kind for word, kind in _KINDS if word in text), "")


def check_digit(number: str) -> str:
    """Give the last character that the first seventeen digits call for (ISO 7064 MOD 11-2)."""
    return _CHECK[sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11]


def eighteen_of(old: str) -> str:
    """Give the 18-digit number that replaced a 15-digit one: 19 before the year, the check digit behind."""
    whole = f"{old[:6]}19{old[6:]}"
    return whole + check_digit(whole)


_ROUNDED = "末几位被表格改成了 0；请按证件补正，并把该列设为文本格式"


def _spoilt(plain: str) -> str:
    """Say what a spreadsheet or a cautious hand has done to a number; empty when it is whole."""
    if _SCIENTIFIC.fullmatch(plain):
        return "被表格改成了科学计数，末几位已丢失；请按证件补正，并把该列设为文本格式"
    if _SHAPE.fullmatch(plain) and plain.endswith("000") and check_digit(plain) != "0":
        return _ROUNDED
    return "有几位被遮盖了，请补全" if _MASKED.search(plain) else ""


def _eighteen(plain: str) -> IdNumber:
    kind = (
        HMT_RESIDENT if plain.startswith(_HMT_REGIONS) else FOREIGN_RESIDENT if plain[0] == "9" else RESIDENT
    )
    birth = _birth(plain[6:14])
    if not birth:
        return IdNumber(plain, kind, notice=f"身份证号“{plain}”中的出生日期不存在，请核对")
    if check_digit(plain) != plain[-1]:
        return IdNumber(plain, kind, notice=f"身份证号“{plain}”校验位不对，请核对")
    notice = ""
    if plain.endswith("000"):
        notice = f"身份证号“{plain}”末三位是 0，请核对是否被表格改过"
    elif kind is RESIDENT and plain[:2] not in _PROVINCES:
        notice = f"身份证号“{plain}”开头的“{plain[:2]}”不是省份代码，请核对"
    return IdNumber(plain, kind, "", notice, birth, _sex(plain[16]))


def _fifteen(plain: str) -> IdNumber:
    birth = _birth("19" + plain[6:12])
    if not birth:
        return IdNumber(
            plain, RESIDENT, notice=f"身份证号“{plain}”是 15 位旧号，其中的出生日期不存在，请核对"
        )
    notice = f"身份证号“{plain}”是 15 位旧号，换成 18 位应为 {eighteen_of(plain)}，请核对"
    return IdNumber(plain, RESIDENT, "", notice, birth, _sex(plain[14]))


def _other_paper(plain: str, wanted: str, said: str) -> IdNumber:
    """Judge a number by the paper that the row names; of a paper that we do not know, any number will do."""
    if wanted and not _PAPERS[wanted].fullmatch(plain):
        return IdNumber(plain, wanted, notice=f"“{plain}”不像{said}的号码，请核对")
    return _eighteen(plain) if wanted == HMT_RESIDENT else IdNumber(plain, wanted)


def _unusual(plain: str, wanted: str) -> IdNumber:
    """What is no 居民身份证号: another paper's, or one with digits missing."""
    found = next((kind for kind, shape in _PAPERS.items() if shape.fullmatch(plain)), "")
    if found:
        advice = "请核对证件类型" if wanted else "照写读入，请填证件类型"
        return IdNumber(plain, found, notice=f"“{plain}”不是居民身份证号，像是{found}；{advice}")
    stray = re.sub(r"[\dX]", "", plain)
    why = f"里有不应有的“{stray[0]}”" if stray else f"有 {len(plain)} 位，应为 18 位"
    return IdNumber(plain, notice=f"身份证号“{plain}”{why}，请核对")


def _birth(digits: str) -> str:
    """Eight digits as `YYYY-MM-DD`; empty when there is no such day."""
    if not "1900" <= digits[:4] <= "2100":
        return ""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
    except ValueError:
        return ""


def _sex(digit: str) -> str:
    """The last digit of the serial is odd for men."""
    return "男" if int(digit) % 2 else "女"
