"""What can be told of a member for filters, columns and sorting: every field in use, and what follows from fields.

A facet tells a member as words: none (empty), one, or several (党派, 专委会).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.completeness import lacking
from app.domain.dates import age
from app.domain.field_use import FieldUse
from app.domain.fields import MEMBER, MEMBER_SECTIONS, Field, Kind, Privacy
from app.domain.member import Member, Seat


class Shape(StrEnum):
    """How the words of a facet are compared."""

    TEXT = "text"
    NAMES = "names"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    THERE = "there"


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing to filter, show or sort by; `headers` are other words for it; `codes` its code list."""

    key: str
    label: str
    shape: Shape
    section: str
    privacy: Privacy = Privacy.PUBLIC
    headers: tuple[str, ...] = ()
    codes: str = ""


YES, NO = "是", "否"
PARTY, NON_PARTY = "党员", "党外"
AGE, TERMS, LACKING, PARTY_KEY = "age", "terms", "lacking", "party"
FOLLOWING = "推算"
"""The section of what follows from fields."""

DERIVED: tuple[Facet, ...] = (
    Facet(AGE, "年龄", Shape.NUMBER, FOLLOWING, Privacy.INTERNAL, ("周岁",)),
    Facet(TERMS, "届数", Shape.NUMBER, FOLLOWING, headers=("第几届",)),
    Facet(PARTY_KEY, "党员党外", Shape.NAMES, FOLLOWING, headers=("党内外", "中共党员")),
    Facet(LACKING, "资料不全", Shape.NAMES, FOLLOWING, headers=("缺项", "缺少资料")),
)
_NEEDS = {AGE: "birth", TERMS: "terms_served", PARTY_KEY: "affiliations"}
_SHAPES = {
    Kind.INT: Shape.NUMBER, Kind.DATE: Shape.DATE, Kind.PARTIAL_DATE: Shape.DATE, Kind.CHOICE: Shape.NAMES, Kind.LIST: Shape.NAMES,
    Kind.YES_NO: Shape.YES_NO, Kind.PHOTO: Shape.THERE,
}  # fmt: skip
_NONE_TELLS = frozenset(
    {
        LACKING, "posts", "sector_role", "groups", "former_name", "rank_no", "own_no", "degree", "professional_title", "professional_level",
        "party_joined", "social_posts", "honours", "religion", "note", "contact_person", "contact_phone", "email", "wechat", "home_phone",
    }
)  # fmt: skip
"""Facets whose empty cell is an answer: who has no 政协职务 is a member without one."""
_SECTION = {key: title for title, keys in MEMBER_SECTIONS for key in keys}
_NAMES_TOO = frozenset({"sector_role", "degree", "professional_title", "religion"})
"""Texts of few different words, which are better ticked than typed."""


def facets(use: FieldUse) -> dict[str, Facet]:
    """Give what the office may ask of its members, by key: fields in use, then what follows from them."""
    found = {field.key: _of_field(field) for field in use.fields}
    for facet in DERIVED:
        if facet.key not in _NEEDS or _NEEDS[facet.key] in use:
            found[facet.key] = facet
    return found


def sections(found: Mapping[str, Facet]) -> list[tuple[str, list[Facet]]]:
    """Group facets as forms do, 推算 first: it is asked for most."""
    order = (FOLLOWING, *(title for title, _ in MEMBER_SECTIONS))
    grouped = [(title, [facet for facet in found.values() if facet.section == title]) for title in order]
    return [(title, facets_) for title, facets_ in grouped if facets_]


def named(found: Mapping[str, Facet], word: str) -> Facet | None:
    """Find a facet by key, label or any other word for it."""
    if word in found:
        return found[word]
    by_label = next((facet for facet in found.values() if facet.label == word), None)
    return by_label or next((facet for facet in found.values() if word in facet.headers), None)


def told(member: Member, key: str, on: date, use: FieldUse) -> tuple[str, ...]:
    """Tell one facet of a member as words; `on` is the day for ages."""
    match key:
        case "age":
            years = age(member.birth, on)
            return () if years is None else (str(years),)
        case "terms":
            return (member.terms,) if member.terms else ()
        case "party":
            return () if not member.affiliations else (PARTY if member.is_party_member else NON_PARTY,)
        case "lacking":
            return tuple(MEMBER[one].label for one in lacking(member, use))
        case "area":
            return (member.area,) if member.area else ()
    if MEMBER[key].kind is Kind.YES_NO:
        yes = member.is_first_term if key == "is_new" else held(member, key)
        return (YES if yes else NO,)
    value = held(member, key)
    if isinstance(value, tuple):
        return tuple(one.name if isinstance(one, Seat) else one for one in value)
    return () if value in ("", None) else (str(value),)


def held(member: Member, key: str) -> str | int | bool | tuple[str, ...] | tuple[Seat, ...] | None:
    """Give what a member holds in a field of the table; a yes-or-no is a bool, whatever keeps it."""
    if key in _OWN:
        found: str | int | bool | tuple[str, ...] | tuple[Seat, ...] | None = getattr(member, key)
        return found
    if key == "area":
        return member.own_area
    text = member.more.get(key, "")
    return text not in ("", "0") if MEMBER[key].kind is Kind.YES_NO else text


_OWN = frozenset(Member.__slots__) - {"id", "person_id", "more", "own_area", "since"}


def unknown_without(facet: Facet, use: FieldUse) -> str:
    """Give the label of the field without which a facet is not known of a member; empty where none is an answer too."""
    if facet.key in _NONE_TELLS and facet.key not in use.expected:
        return ""
    return (
        "" if facet.shape in (Shape.YES_NO, Shape.THERE) else MEMBER[_NEEDS.get(facet.key, facet.key)].label
    )


def number(words: Iterable[str]) -> int | None:
    """Read the number a facet tells; None when there is none."""
    word = next(iter(words), "")
    return int(word) if word.isascii() and word.lstrip("-").isdigit() else None


def _of_field(field: Field) -> Facet:
    shape = _SHAPES.get(field.kind, Shape.NAMES if field.key in _NAMES_TOO else Shape.TEXT)
    return Facet(
        field.key, field.label, shape, _SECTION[field.key], field.privacy, field.aliases, field.codes
    )
