"""One cell of a roster, read by the kind of its field: a value, and what is wrong or worth a second look."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias
from unicodedata import normalize

from app.domain.affiliation import parse_affiliation
from app.domain.codes import Code, find_code, folded, sector_name
from app.domain.dates import parse_date
from app.domain.fields import Field, Kind
from app.domain.member import STATUSES, Seat
from app.domain.names import full_ethnicity
from app.intake.idnumber import id_number_notice
from app.intake.rawtable import Cell, text_of

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
_EMPTY_WORDS = frozenset({"无", "—", "——", "-", "--", "/", "\\", "暂无", "/无", "N/A", "n/a"})
_SEX = {"男": "男", "男性": "男", "M": "男", "1": "男", "女": "女", "女性": "女", "F": "女", "2": "女"}
_YES = frozenset({"是", "√", "✓", "☑", "1", "有", "新任", "新", "Y", "y", "yes", "true", "TRUE"})
_NO = frozenset({"否", "×", "0", "不是", "N", "n", "no", "false", "FALSE", "连任", "继任", "留任"})
_STANDARD_LISTS = frozenset({"民族", "学历", "状态"})
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")

_HARD_MARKS = re.compile(r"[;；|\n]+|(?<=[委会组室])[、,，/](?=.{2})")
_ROLE = re.compile(r"[（(](?P<role>[^（()）]*?(?:主任|组长|召集人|秘书|成员|委员|联络员|负责人))[）)]$")
_BREAKS = re.compile(r"[ \t\u3000]*[\r\n\v\f\u2028\u2029]+[ \t\u3000]*")
_BLANKS = re.compile(r"[ \t\xa0\u2002-\u200a\u3000]+")
_INVISIBLE = dict.fromkeys(
    (*map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), *range(9), *range(0x0E, 0x20), *range(0x7F, 0xA0))
) | {0x85: "\n"}


def line(text: str) -> str:
    """Text of one line: line breaks of the cell closed, runs of blanks one space, none at the ends."""
    if text.isalnum():
        return text
    return _BLANKS.sub(" ", _BREAKS.sub("", text.translate(_INVISIBLE).strip())).strip()


def lines(text: str) -> str:
    """Text that may have several lines: each trimmed, empty ones gone."""
    each = (_BLANKS.sub(" ", part).strip() for part in text.translate(_INVISIBLE).splitlines())
    return "\n".join(part for part in each if part)


def read_cell(field: Field, cell: Cell, codes: Codes, team: str = "") -> Read:
    """Read one cell for a field; `team` is the kind of team the column's header names."""
    if field.kind is Kind.PHOTO or (isinstance(cell, str) and (not cell or cell.isspace())):
        return NOTHING
    if field.kind is Kind.PARTIAL_DATE:
        return _dated(field, cell)
    raw = text_of(cell)
    text = line(raw)
    if text in _EMPTY_WORDS or not text:
        return NOTHING
    if field.key in _BY_KEY:
        return _BY_KEY[field.key](text)
    if field.key in _SEATS:
        return Read(seats(raw, team if field.key == "groups" else ""))
    if field.kind is Kind.LONG:
        return Read(lines(raw))
    if field.codes in _STANDARD_LISTS:
        return _coded(field, text, codes)
    return _BY_KIND.get(field.kind, _text)(field, text)


def _text(field: Field, text: str) -> Read:
    if _SCIENTIFIC.fullmatch(text):
        return Read(text, warning=f"{field.label}“{text}”被表格改成了科学计数，末几位已丢失，请补正")
    return Read(text)


def _dated(field: Field, cell: Cell) -> Read:
    if isinstance(cell, str) and line(cell) in _EMPTY_WORDS:
        return NOTHING
    parsed = parse_date(cell)
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
    sex = _SEX.get(normalize("NFKC", text).upper())
    return Read(sex) if sex else Read(None, f"性别“{text}”不认识，请填“男”或“女”")


def _affiliations(text: str) -> Read:
    parsed = parse_affiliation(text)
    return Read(None, parsed.problem) if parsed.problem else Read(parsed.names)


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
    plain = normalize("NFKC", "".join(text.split())).upper().lstrip("'’‘")
    return Read(plain, warning=id_number_notice(plain))


def _number(field: Field, text: str) -> Read:
    plain = normalize("NFKC", text)
    if plain.isascii() and plain.isdigit() and len(plain) < 10:
        return Read(int(plain))
    return Read(None, warning=f"{field.label}“{text}”不是整数，没有读入")


def _yes_no(field: Field, text: str) -> Read:
    if text in _YES:
        return Read(value=True)
    if text in _NO:
        return Read(value=False)
    return Read(None, warning=f"{field.label}“{text}”应填“是”或“否”，没有读入")


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
    known = find_code(codes.get(field.codes, ()), text)
    if known is not None:
        return Read(known.name)
    if field.key == "status":
        if text in STATUSES:
            return Read(text)
        return Read(None, f"状态“{text}”不认识，可用：{'、'.join(STATUSES)}")
    if field.key == "ethnicity":
        people = full_ethnicity(text)
        listed = {code.name for code in codes.get(field.codes, ())}
        return Read(people, warning=f"民族“{text}”不在代码表中" if listed and people not in listed else "")
    return Read(text)


def seats(text: str, kind: str) -> tuple[Seat, ...]:
    """Read the committees or teams of a cell; a title in brackets is the role: 提案委员会（副主任）.

    、 inside a name (文史、教文卫体委员会) does not part it; behind 委, 会, 组 or 室 it does.
    """
    found = []
    for part in _HARD_MARKS.split(_BLANKS.sub(" ", text.translate(_INVISIBLE))):
        name, role = part.strip(" 、,，"), ""
        title = _ROLE.search(name)
        if title:
            name, role = name[: title.start()].strip(), title["role"].strip()
        seat = Seat("".join(name.split()), role, kind)
        if seat.name and seat.name not in _EMPTY_WORDS and seat not in found:
            found.append(seat)
    return tuple(found)
