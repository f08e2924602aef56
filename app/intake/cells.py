"""One cell of a roster, read by the kind of its field: a value, and what is wrong or worth a second look."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias
from unicodedata import normalize

from app.domain.affiliation import parse_affiliation
from app.domain.code_lists import LONGEST_WORD
from app.domain.codes import Code, find_code, folded, sector_name
from app.domain.dates import EXCEL_EPOCH, parse_date
from app.domain.education import education_level, usual_spelling
from app.domain.fields import LONGEST_VALUE, Field, Kind
from app.domain.id_number import IdNumber, read_id_number
from app.domain.member import STATUSES, Seat
from app.domain.names import full_ethnicity
from app.domain.numbers import counted
from app.domain.phone import read_phones
from app.intake.rawtable import Cell, Rounded, text_of
from app.intake.seat_cells import parted_seats

Value: TypeAlias = str | int | bool | tuple[str, ...] | tuple[Seat, ...]
"""A field's value, typed as `Member` has it; an empty cell has none at all."""

Codes: TypeAlias = Mapping[str, Sequence[Code]]
"""Code lists by their Chinese name; only those of national standards are used to correct spelling."""


class Read(NamedTuple):
    """What a cell holds; None is empty. An `error` keeps the row out, a `warning` lets it in."""

    value: Value | None
    error: str = ""
    warning: str = ""


NOTHING = Read(None)

# What people type into a cell that they have nothing to say in.
_EMPTY_WORDS = frozenset(
    {"无", "—", "——", "———", "-", "--", "/", "\\", "…", "暂无", "/无", "待补", "待填", "空"}
    | {"N/A", "n/a", "#N/A", "NULL", "null", "None"}
)
_SEX = {
    word: sex
    for sex, words in (
        ("男", "男 男性 男士 男生 男同志 先生 M MALE MAN 1 ♂"),
        ("女", "女 女性 女士 女生 女同志 F FEMALE WOMAN W 2 ♀"),
        ("", "0 9 未知 未说明 不详 保密"),
    )
    for word in words.split()
}
_YES_NO = {
    word: value
    for value, words in (
        (True, "是 是的 对 √ ✓ ✔ ☑ ■ 1 有 新任 新任委员 新 新增 首任 首次 首届 Y YES TRUE T 已 真"),
        (False, "否 × ✗ ✘ X ☐ □ 0 不是 不 非 没有 N NO FALSE F 未 假 连任 连任委员 继任 留任 续任 继续留任"),
    )
    for word in words.split()
}
_STANDARD_LISTS = frozenset({"民族", "学历", "状态"})
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")

_BREAKS = re.compile(r"[ \t\u3000]*[\r\n\v\f\u2028\u2029]+[ \t\u3000]*")
_BLANKS = re.compile(r"[ \t\xa0\u2002-\u200a\u3000]+")
_INVISIBLE = dict.fromkeys(
    (
        *map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"),
        *range(9),
        *range(0x0E, 0x20),
        *range(0x7F, 0xA0),
        *range(0xD800, 0xE000),
    )
) | {0x85: "\n"}  # halves of a character: what a broken clipboard gives


def line(text: str) -> str:
    """Text of one line: line breaks of the cell closed, runs of blanks one space, none at the ends."""
    if text.isalnum():
        return text
    return _BLANKS.sub(" ", _BREAKS.sub("", text.translate(_INVISIBLE).strip())).strip()


def lines(text: str) -> str:
    """Text that may have several lines: each trimmed, empty ones gone."""
    each = (_BLANKS.sub(" ", part).strip() for part in text.translate(_INVISIBLE).splitlines())
    return "\n".join(part for part in each if part)


def read_cell(field: Field, cell: Cell, codes: Codes, team: str = "", epoch: date = EXCEL_EPOCH) -> Read:
    """Read one cell for a field; `team` is the kind of team the column's header names.

    `epoch` is day 0 of the workbook's date system, for a bare day number in a column of dates.
    """
    if field.kind is Kind.PHOTO or (isinstance(cell, str) and (not cell or cell.isspace())):
        return NOTHING
    if field.kind is Kind.PARTIAL_DATE:
        return _dated(field, cell, epoch)
    raw = text_of(cell)
    if len(raw) > LONGEST_VALUE:
        return Read(None, error=f"{field.label}有 {len(raw):,} 个字，最多 {LONGEST_VALUE:,} 个，请写短些")
    text = line(raw)
    if text in _EMPTY_WORDS or not text:
        return NOTHING
    read = _BY_KEY[field.key](text) if field.key in _BY_KEY else _by_kind(field, raw, text, codes, team)
    if isinstance(cell, Rounded) and read.value == text:
        return Read(text, warning=f"{field.label}“{text}”是数字格式，末几位已丢失，请补正")
    return _sane(field, read)


def _sane(field: Field, read: Read) -> Read:
    """Refuse a word that no list has room for: it would stand in every choice of the office from then on."""
    if not field.codes or not isinstance(read.value, str | tuple):
        return read
    words = (read.value,) if isinstance(read.value, str) else read.value
    parts = (
        part for word in words for part in ((word.name, word.role) if isinstance(word, Seat) else (word,))
    )
    long = next((word for word in parts if len(word) > LONGEST_WORD), "")
    if not long:
        return read
    return Read(None, f"{field.label}“{long[:20]}……”有 {len(long)} 个字，最多 {LONGEST_WORD} 个字，请改短")


def _by_kind(field: Field, raw: str, text: str, codes: Codes, team: str) -> Read:
    if field.key in _PHONES:
        return _phones(field, raw)
    if field.key in _SEATS:
        names = frozenset(code.name for code in codes.get(field.codes, ()))
        kinds = (code.name for code in codes.get("小组种类", ()))
        return Read(seats(raw, "" if field.key == "committees" else team, kinds, names) or None)
    if field.kind is Kind.LONG:
        return Read(lines(raw))
    if field.codes in _STANDARD_LISTS:
        return _coded(field, text, codes)
    return _BY_KIND.get(field.kind, _text)(field, text)


def _text(field: Field, text: str) -> Read:
    if _SCIENTIFIC.fullmatch(text):
        return Read(text, warning=f"{field.label}“{text}”被表格改成了科学计数，末几位已丢失，请补正")
    return Read(text)


def _dated(field: Field, cell: Cell, epoch: date) -> Read:
    if isinstance(cell, str) and line(cell) in _EMPTY_WORDS:
        return NOTHING
    parsed = parse_date(cell, epoch)
    return Read(parsed.text or None, _about(field, parsed.problem), _about(field, parsed.notice))


def _about(field: Field, remark: str) -> str:
    return f"{field.label}{remark}" if remark else ""


def month_only(value: str) -> str:
    """Give a date without its day: a spreadsheet makes the first of the month out of 1975-03."""
    return value[:7]


def falls_on_first(cell: Cell) -> bool:
    """Tell whether a cell is a real date on the first of a month."""
    return isinstance(cell, date) and cell.day == 1


def _sex(text: str) -> Read:
    word = "".join(normalize("NFKC", text).upper().split()).strip("()[]【】性.")
    if word in _SEX:
        return Read(_SEX[word] or None)
    return Read(None, f"性别“{text}”不认识，请填“男”或“女”")


def _affiliations(text: str) -> Read:
    parsed = parse_affiliation(text)
    return Read(None, parsed.problem) if parsed.problem else Read(parsed.names or None, warning=parsed.notice)


def _sector(text: str) -> Read:
    """A 界别 without the word itself (教育界 → 教育) and without inner blanks, its own brackets kept."""
    plain = "".join(text.split())
    dropped = len(folded(plain)) - len(sector_name(plain))
    return Read(plain[: len(plain) - dropped] if dropped else plain)


def _posts(text: str) -> Read:
    from app.domain.post_texts import posts_listed  # with its patterns, on first use

    known, unknown = posts_listed(text)
    words = "、".join(unknown)
    return Read(known or None, warning=f"政协职务“{words}”不认识，没有读入" if unknown else "")


def _id_number(text: str) -> Read:
    return read_paper(text, "")[1]


def read_paper(cell: Cell, kind: str) -> tuple[IdNumber, Read]:
    """Read an 身份证号 and what it tells; `kind` is the 证件类型 that stands in the same row, empty when none does."""
    text = line(text_of(cell))
    paper = (
        IdNumber() if text in _EMPTY_WORDS else read_id_number(text, kind, rounded=isinstance(cell, Rounded))
    )
    return paper, Read(paper.number or None, paper.problem, paper.notice)


def _phones(field: Field, text: str) -> Read:
    read = read_phones(text)
    return Read(read.text or None, warning=_about(field, read.notice))


def _number(field: Field, text: str) -> Read:
    number = counted(text)
    if number is not None:
        return Read(number)
    return Read(None, warning=f"{field.label}“{text}”不是整数，没有读入")


def _yes_no(field: Field, text: str) -> Read:
    word = "".join(normalize("NFKC", text).upper().split())
    if word in _YES_NO:
        return Read(_YES_NO[word])
    return Read(None, warning=f"{field.label}“{text}”应填“是”或“否”，没有读入")


_PHONES = frozenset({"phone", "office_phone", "home_phone", "contact_phone"})
_SEATS = frozenset({"committees", "groups"})
_BY_KEY = {
    "sex": _sex,
    "affiliations": _affiliations,
    "sector": _sector,
    "posts": _posts,
    "id_number": _id_number,
}
_BY_KIND = {Kind.INT: _number, Kind.YES_NO: _yes_no}


def _coded(field: Field, text: str, codes: Codes) -> Read:
    """A word of a national list in its own spelling; an unknown one stays as written."""
    listed = codes.get(field.codes, ())
    known = find_code(listed, text) or find_code(listed, _plainer(field, text))
    if known is not None:
        return Read(known.name)
    if field.key == "status":
        if text in STATUSES:
            return Read(text)
        return Read(None, f"状态“{text}”不认识，可用：{'、'.join(STATUSES)}")
    if field.key == "ethnicity":
        people = full_ethnicity(text)
        if text.isdigit():
            return Read(None, warning=f"民族“{text}”不在代码表中，没有读入")
        unknown = bool(listed) and people not in {code.name for code in listed}
        return Read(people, warning=f"民族“{text}”不在代码表中" if unknown else "")
    if field.key == "education":
        doubt = f"学历“{text}”看不出是哪一级，照写读入，请核对"
        known_words = usual_spelling(text) if listed else text
        return Read(known_words, warning=doubt if listed and not education_level(text) else "")
    return Read(text)


def _plainer(field: Field, text: str) -> str:
    """The same word with less around it: 回族(东干) → 回族, 回民 → 回, 本科学历 → 大学本科, 1 → 01."""
    plain = "".join(normalize("NFKC", text).split())
    if field.key == "education":
        return usual_spelling(plain)
    if field.key == "ethnicity":
        plain = plain.partition("(")[0].zfill(2) if plain.isdigit() else plain.partition("(")[0]
        return plain.removesuffix("人") if plain.endswith("族人") else plain.removesuffix("民")
    return plain


def seats(text: str, kind: str, kinds: Iterable[str] = (), names: Collection[str] = ()) -> tuple[Seat, ...]:
    """Read the committees or teams of a cell, see `parted_seats`."""
    plain = _BLANKS.sub(" ", text.translate(_INVISIBLE))
    return tuple(seat for seat in parted_seats(plain, kind, kinds, names) if seat.name not in _EMPTY_WORDS)
