"""The roster as a table that comes back in unchanged: what export writes and a second import reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from app.domain.fields import MEMBER_FIELDS, Field, Privacy
from app.domain.fields import Kind as FieldKind
from app.domain.member import Member, Seat
from app.reports.table import Column, Kind, Table
from app.services import member_values

Value: TypeAlias = str | int | None

TEXT_COLUMNS = frozenset({"no", "id_number", "phone", "office_phone", "postcode"})
WIDTHS = {
    "name": 16, "sex": 10, "job_title": 60, "employer": 40, "committees": 36, "groups": 36, "id_number": 38, "phone": 28,
}  # fmt: skip
BETWEEN_SEATS = "；"
"""Names of committees and teams hold 、 themselves (文史、教文卫体委员会)."""


@dataclass(frozen=True, slots=True)
class _Told:
    """One column: its title, the field it tells of, and what a member has there."""

    title: str
    field: Field
    value: Callable[[Member], Value]


def roster_table(people: Sequence[Member], level: Privacy, fields: Iterable[Field] = MEMBER_FIELDS) -> Table:
    """Give members as a table of every one of `fields` that a level of privacy allows and somebody has filled.

    Teams have a column for each kind (街道小组, 党小组), titled by it. The 片区 that follows from a team is not
    repeated as one of its own.
    """
    told = [
        one
        for field in fields
        if level.allows(field.privacy) and field.kind is not FieldKind.PHOTO
        for one in _columns(field, people)
    ]
    used = [
        one
        for one in told
        if one.field.key == "name" or any(one.value(member) not in ("", None) for member in people)
    ]
    rows = tuple(tuple(one.value(member) for one in used) for member in people)
    columns = tuple(
        Column(
            one.title,
            Kind.CODE if one.field.key in TEXT_COLUMNS else Kind.TEXT,
            WIDTHS.get(one.field.key, 24),
        )
        for one in used
    )
    return Table(columns, rows, name="委员名册")


def _columns(field: Field, people: Iterable[Member]) -> list[_Told]:
    if field.key == "groups":
        kinds = dict.fromkeys(seat.kind for member in people for seat in member.groups)
        return [_Told(kind or field.label, field, _team(kind)) for kind in kinds]
    return [_Told(field.label, field, _plain(field))]


def _plain(field: Field) -> Callable[[Member], Value]:
    match field.key:
        case "rank_no":
            return lambda member: member.rank_no
        case "area":
            return lambda member: member.own_area
        case "committees":
            return lambda member: _seats(member.committees)
        case _:
            return lambda member: member_values.text_of(member, field.key)


def _team(kind: str) -> Callable[[Member], Value]:
    return lambda member: _seats(seat for seat in member.groups if seat.kind == kind)


def _seats(seats: Iterable[Seat]) -> str:
    return BETWEEN_SEATS.join(f"{seat.name}（{seat.role}）" if seat.role else seat.name for seat in seats)
