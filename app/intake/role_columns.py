"""Columns that give the role in a body named by the column beside them: 专委会 | 专委会职务, 第二专委会 | 职务."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.member import Seat
from app.intake.headers import plain_header

_NAMED = re.compile(
    r"(?P<which>第[二三23]|兼任?)?(?:所在|所属)?(?:(?P<committee>专委会|专门委员会|专委|委员会)|(?P<team>[^职任]{0,4}(?:小组|活动组|联络组|学习组|工作组)|组))"
    r"(?:内|中)?(?:职务|任职|担任职务|角色|职位)"
)
_BARE = frozenset({"职务", "任职", "角色", "组内职务", "会内职务", "担任职务"})
_PLAIN_MEMBERS = frozenset({"委员", "成员", "组员", "专委会委员"})
_MARKS = re.compile(r"[、,，;；/|\n]+")


def role_columns(headers: Sequence[str], keys: Sequence[str]) -> dict[int, int]:
    """Find the columns of roles: their place → the place of the column that names the body.

    `keys` are what the headers mean by themselves. A bare 职务 is a role only right behind such a column, and only
    where another column tells what somebody does at work.
    """
    plain = [plain_header(header) for header in headers]
    found: dict[int, int] = {}
    for index, header in enumerate(plain):
        named = _NAMED.fullmatch(header)
        if named:
            place = _nearest(
                plain, keys, index, "committees" if named["committee"] else "groups", named["which"]
            )
            if place is not None:
                found[index] = place
        elif (
            header in _BARE
            and index
            and keys[index - 1] in {"committees", "groups"}
            and _is_told(plain, keys, index)
        ):
            found[index] = index - 1
    return found


def _nearest(
    headers: Sequence[str], keys: Sequence[str], index: int, key: str, which: str | None
) -> int | None:
    """The nearest column of a field, of those whose header says 第二 as this one does; else any nearest."""
    places = [place for place, one in enumerate(keys) if one == key and place != index]
    alike = [
        place
        for place in places
        if headers[place].startswith(which or "") and (which or headers[place][:1] != "第")
    ]
    return min(alike or places, key=lambda place: (abs(place - index), place), default=None)


def _is_told(headers: Sequence[str], keys: Sequence[str], index: int) -> bool:
    """Whether another column gives the 单位职务."""
    others = [place for place, key in enumerate(keys) if key == "job_title" and place != index]
    return any("employer" in keys or headers[place] not in _BARE for place in others)


def with_roles(seats: Sequence[Seat], text: str) -> tuple[Seat, ...]:
    """Give seats the roles that stand beside them, in their order; one role for the first when there are more seats."""
    roles = [role.strip() for role in _MARKS.split(text) if role.strip()]
    if not roles:
        return tuple(seats)
    if len(roles) != len(seats):
        roles = roles[:1] if len(seats) > 1 else ["、".join(roles)]
    given = []
    for place, seat in enumerate(seats):
        role = roles[place] if place < len(roles) else ""
        plain = role in _PLAIN_MEMBERS
        given.append(Seat(seat.name, seat.role or ("" if plain else role), seat.kind))
    return tuple(given)
