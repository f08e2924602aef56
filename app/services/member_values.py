"""Field values of a member as text and back: FIELD=VALUE words, JSON, cells."""

from __future__ import annotations

from collections.abc import Iterable

from app.db.members import FieldValue
from app.domain import affiliation, dates
from app.domain.errors import WrongUsage
from app.domain.fields import MEMBER, Field, Kind
from app.domain.member import Member, Seat

SEAT_FIELDS = ("committees", "groups")
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
    return member.more.get(key, "")


def text_of(member: Member, key: str) -> str:
    """Give one field of a member as the list, a cell or a form shows it."""
    value = member.area if key == "area" else value_of(member, key)
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
    """Read what `seat_text` wrote."""
    name, _, role = text.strip().removesuffix("）").removesuffix(")").replace("(", "（").partition("（")
    kind, slash, rest = name.partition("/")
    return Seat(rest if slash else name, role, kind if slash else default_kind)


def parse_value(field: Field, text: str) -> FieldValue:
    """Read one value as a person types it; raises WrongUsage with the field and what is wrong."""
    text = text.strip()
    if field.key == "affiliations":
        return _affiliations(field, text)
    if field.key in SEAT_FIELDS:
        kind = "小组" if field.key == "groups" else ""
        return tuple(parse_seat(part, kind) for part in _parts(text))
    if field.kind is Kind.LIST:
        return tuple(_parts(text))
    if field.kind is Kind.YES_NO:
        if text not in _YES:
            raise WrongUsage(f"{field.label}只能填“是”或“否”，不能是“{text}”。", where=field.key)
        return _YES[text]
    if field.kind is Kind.INT:
        if text and not text.isdecimal():
            raise WrongUsage(f"{field.label}要填整数，不能是“{text}”。", where=field.key)
        return int(text) if text else None
    if field.kind in (Kind.DATE, Kind.PARTIAL_DATE) and text:
        parsed = dates.parse_date(text)
        if parsed.problem:
            raise WrongUsage(f"{field.label}“{text}”不是日期：{parsed.problem}", where=field.key)
        return parsed.text
    return text


def _affiliations(field: Field, text: str) -> tuple[str, ...]:
    read = affiliation.parse_affiliation(text)
    if read.problem and not read.names:
        raise WrongUsage(f"{read.problem}。", where=field.key)
    return read.names


def parse_assignments(words: Iterable[str], member: Member | None = None) -> dict[str, FieldValue]:
    """Read FIELD=VALUE words; `+=` and `-=` add to and take from a list of `member`."""
    values: dict[str, FieldValue] = {}
    for word in words:
        name, sign, text = word.partition("=")
        mode = name[-1:] if name[-1:] in "+-" else ""
        key = _key(name.rstrip("+-"))
        if not sign or key is None:
            raise WrongUsage(f"“{word}”应写成 字段=值；可用字段：{'、'.join(MEMBER)}。", where=word)
        value = parse_value(MEMBER[key], text)
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
    result = (
        [item for item in held if item not in asked] if mode == "-" else list(dict.fromkeys((*held, *asked)))
    )
    seats = tuple(item for item in result if isinstance(item, Seat))
    return seats or tuple(item for item in result if isinstance(item, str))


def _key(word: str) -> str | None:
    if word in MEMBER:
        return word
    return next((field.key for field in MEMBER.values() if word in field.headers), None)


def _parts(text: str) -> list[str]:
    for mark in "，,；;\n":
        text = text.replace(mark, "、")
    return [part.strip() for part in text.split("、") if part.strip()]
