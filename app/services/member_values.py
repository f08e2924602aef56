"""Field values of a member as text and back: FIELD=VALUE words, JSON, cells."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from app.db.members import FieldValue
from app.domain import affiliation, dates, team
from app.domain.code_lists import LONGEST_WORD
from app.domain.errors import Refused, WrongUsage
from app.domain.fields import LONGEST_VALUE, MEMBER, Field, Kind, member_key
from app.domain.member import Member, Seat, seats_of
from app.domain.numbers import whole_number
from app.intake.cells import line, read_cell
from app.intake.seat_cells import without_title
from app.services.resources import code_lists

SEAT_FIELDS = ("committees", "groups")
ANY_TEAM = team.ANY_TEAM

_AS_CELLS = frozenset({Kind.TEXT, Kind.CHOICE, Kind.LONG})
_YES = {
    "是": True,
    "1": True,
    "true": True,
    "yes": True,
    "√": True,
    "否": False,
    "0": False,
    "false": False,
    "no": False,
    "": False,
}


def value_of(member: Member, key: str) -> FieldValue:
    """Give one field of a member, typed."""
    if key == "area":
        return member.own_area
    if hasattr(member, key):
        value: FieldValue = getattr(member, key)
        return value
    found = member.more.get(key, "")
    return found not in ("", "0") if MEMBER[key].kind is Kind.YES_NO else found


def text_of(member: Member, key: str) -> str:
    """Give one field of a member as the list, a cell or a form shows it."""
    return shown(member.area if key == "area" else value_of(member, key))


def shown(value: FieldValue) -> str:
    """A value as lists show it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else ""
    if isinstance(value, tuple):
        return "、".join(seat_text(item) if isinstance(item, Seat) else item for item in value)
    return str(value)


def seat_text(seat: Seat) -> str:
    """Write a seat as `小组种类/名称（职务）`, leaving out what is empty."""
    name = f"{seat.kind}/{seat.name}" if seat.kind else seat.name
    return f"{name}（{seat.role}）" if seat.role else name


def parse_seat(text: str, default_kind: str = "") -> Seat:
    """Read what `seat_text` wrote, or a body with the title behind it: 提案委员会主任."""
    name, _, role = text.strip().removesuffix("）").removesuffix(")").replace("(", "（").partition("（")
    kind, slash, rest = name.partition("/")
    name = rest if slash else name
    if not role:
        name, role = without_title(name)
    return Seat(name, role, kind if slash else default_kind)


def parse_value(field: Field, text: str, whole: Collection[str] = ()) -> FieldValue:
    """Read one value as a person types it; raises WrongUsage with the field and what is wrong, Refused for one too long.

    Names of committees and teams among `whole` (文史、教文卫体委员会) are not cut at the marks in them. A member's
    fields are read as an import reads a cell, so that whatever way something enters, it is the same.
    """
    text = text.strip()
    _refuse_long(field, text)
    if field.kind is Kind.PHOTO:
        raise WrongUsage("照片不能用文字填写，请选照片文件。", where=field.key)
    if field.key == "affiliations":
        return _affiliations(field, text)
    if field.key in SEAT_FIELDS:
        kind = ANY_TEAM if field.key == "groups" else ""
        return tuple(parse_seat(part, kind) for part in _parts(text, whole))
    if field is MEMBER.get(field.key) and (field.key == "posts" or field.kind in _AS_CELLS):
        return _as_a_cell(field, text)
    if field.kind is Kind.LIST:
        return tuple(_parts(text))
    if field.kind is Kind.YES_NO:
        if text not in _YES:
            raise WrongUsage(f"{field.label}只能填“是”或“否”，不能是“{text}”。", where=field.key)
        return _YES[text]
    if field.kind is Kind.INT:
        number = whole_number(text)
        if text and number is None:
            raise WrongUsage(f"{field.label}要填整数，不能是“{text}”。", where=field.key)
        return number
    if field.kind in (Kind.DATE, Kind.PARTIAL_DATE) and text:
        parsed = dates.parse_date(text)
        if parsed.problem:
            raise WrongUsage(f"{field.label}{parsed.problem}", where=field.key)
        return parsed.text
    return text if field.kind is Kind.LONG else line(text)


def _refuse_long(field: Field, text: str) -> None:
    """A word of a list is as long as a list has room for, anything else as long as a cell of Excel keeps whole."""
    most = LONGEST_WORD if field.codes and field.kind is Kind.CHOICE else LONGEST_VALUE
    if len(text) > most:
        raise Refused(
            f"{field.label}有 {len(text):,} 个字，最多 {most:,} 个，请写短些。", where=field.key, code="long"
        )


def _as_a_cell(field: Field, text: str) -> FieldValue:
    read = read_cell(field, text, code_lists())
    doubt = read.error or (read.warning if field.key == "posts" else "")
    if doubt:
        raise WrongUsage(f"{doubt}。", where=field.key)
    if read.value is None:
        return () if field.multiple else ""
    return read.value


def _affiliations(field: Field, text: str) -> tuple[str, ...]:
    read = affiliation.parse_affiliation(text)
    if read.problem and not read.names:
        raise WrongUsage(f"{read.problem}。", where=field.key)
    return read.names


def parse_assignments(
    words: Iterable[str], member: Member | None = None, whole: Collection[str] = ()
) -> dict[str, FieldValue]:
    """Read FIELD=VALUE words; `+=` and `-=` add to and take from a list of `member`; `whole` as for `parse_value`."""
    values: dict[str, FieldValue] = {}
    for word in words:
        name, sign, text = word.partition("=")
        mode = name[-1:] if name[-1:] in "+-" else ""
        key = member_key(name.rstrip("+-"))
        if not sign or key is None:
            raise WrongUsage(f"“{word}”应写成 字段=值；可用字段：{'、'.join(MEMBER)}。", where=word)
        value = parse_value(MEMBER[key], text, whole)
        if mode:
            value = _combined(
                MEMBER[key], values.get(key, value_of(member, key) if member else ()), value, mode
            )
        values[key] = value
    return values


def code_names(value: FieldValue) -> list[str]:
    """Give the names that a value brings to its code list."""
    if isinstance(value, tuple):
        return [item.name if isinstance(item, Seat) else item for item in value]
    return [str(value)] if value else []


def _combined(field: Field, old: FieldValue, new: FieldValue, mode: str) -> FieldValue:
    if not field.multiple or not isinstance(old, tuple) or not isinstance(new, tuple):
        raise WrongUsage(f"{field.label}只有一个值，不能用 {mode}=。", where=field.key)
    held: tuple[str | Seat, ...] = old
    asked: tuple[str | Seat, ...] = new
    adding = mode == "+"
    kept = held if adding else tuple(item for item in held if not any(_means(word, item) for word in asked))
    result = dict.fromkeys((*kept, *asked) if adding else kept)
    return seats_of(tuple(result)) or tuple(item for item in result if isinstance(item, str))


def _means(asked: str | Seat, held: str | Seat) -> bool:
    """Whether a word to take away names what is held: of a seat, kind and role count only where they were said."""
    if isinstance(asked, str) or isinstance(held, str):
        return asked == held
    return (
        asked.name == held.name and asked.role in ("", held.role) and asked.kind in ("", ANY_TEAM, held.kind)
    )


def _parts(text: str, whole: Collection[str] = ()) -> list[str]:
    for name in sorted(whole, key=len, reverse=True):
        text = text.replace(name, name.translate(_VEIL))
    parts = re.split(f"[{MARKS}]", text)
    return [part.strip().translate(_UNVEIL) for part in parts if part.strip()]


MARKS = "、，,；;\n"
"""What stands between the values of a list."""

_VEIL = {ord(mark): 0xE000 + place for place, mark in enumerate(MARKS)}
_UNVEIL = {veiled: mark for mark, veiled in _VEIL.items()}
