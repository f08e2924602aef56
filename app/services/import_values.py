"""What a row of a table changes of a member: values compared, lists of seats joined, both shown as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.db.members import FieldValue
from app.domain.fields import MEMBER
from app.domain.lost_name import is_lost
from app.domain.member import Member, Seat, seats_of
from app.domain.posts import in_rank_order
from app.services import member_values


def coming_values(
    values: Mapping[str, FieldValue], member: Member | None, posts: Sequence[str] = ()
) -> dict[str, FieldValue]:
    """What enters of a row: the cells that say something; lists of seats keep what other tables told before."""
    found = dict(values)
    if member is not None and is_lost(str(found.get("name", ""))):
        del found["name"]  # the table lost a character that the roster has
    for key in member_values.SEAT_FIELDS:
        if key in found and member is not None:
            found[key] = _joined_seats(member_values.value_of(member, key), found[key])
    stated = texts(found.get("posts", ()))
    if stated or posts:
        held = member.posts if member else ()
        found["posts"] = in_rank_order(dict.fromkeys((*held, *stated, *posts)))
    return found


def changed_values(member: Member, values: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    """The values that differ from what the member has."""
    return {
        key: value for key, value in values.items() if not _equal(member_values.value_of(member, key), value)
    }


def changes_of(member: Member, values: Mapping[str, FieldValue]) -> tuple[tuple[str, str, str], ...]:
    """Each field that differs: its label, what the member has, what comes."""
    return tuple(
        (MEMBER[key].label, member_values.text_of(member, key), member_values.shown(value))
        for key, value in changed_values(member, values).items()
    )


def unlike(
    theirs: Mapping[str, FieldValue], mine: Mapping[str, FieldValue]
) -> tuple[tuple[str, str, str], ...]:
    """Each field that two rows of tables state differently: its label, and both as text."""
    return tuple(
        (MEMBER[key].label, member_values.shown(theirs[key]), member_values.shown(value))
        for key, value in mine.items()
        if key in theirs and not _equal(theirs[key], value)
    )


def texts(value: FieldValue) -> tuple[str, ...]:
    """The words of a list; nothing of any other value."""
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, tuple) else ()


def _equal(old: FieldValue, new: FieldValue) -> bool:
    if old == new:
        return True
    if isinstance(old, bool) or isinstance(new, bool):
        return bool(old) == bool(new)
    if _has_seats(old) or _has_seats(new):
        return _by_kind(old) == _by_kind(new)
    return (old if isinstance(old, tuple) else str(old or "")) == (
        new if isinstance(new, tuple) else str(new or "")
    )


def _has_seats(value: FieldValue) -> bool:
    return bool(seats_of(value))


def _by_kind(value: FieldValue) -> dict[str, list[Seat]]:
    """Seats of each kind in their order; tables tell of each kind in a column of its own, wherever that stands."""
    found: dict[str, list[Seat]] = {}
    for seat in seats_of(value):
        found.setdefault(seat.kind, []).append(seat)
    return found


def _joined_seats(held: FieldValue, coming: FieldValue) -> tuple[Seat, ...]:
    """Coming seats replace held ones of the same kind; other kinds stay."""
    new = seats_of(coming)
    kinds = {seat.kind for seat in new}
    return (*(seat for seat in seats_of(held) if seat.kind not in kinds), *new)
