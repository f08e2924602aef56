"""The values of memberships in a new 届: what is carried over, what a row says, and what differs from before."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from app.db.members import FieldValue
from app.domain.fields import MEMBER
from app.domain.member import ACTIVE, Member, Seat, seats_of
from app.domain.posts import in_rank_order
from app.services import member_values
from app.services.new_term_plan import Change

ALWAYS = ("affiliations", "area", "employer", "job_title")
"""Dated fields that tell of the person and not of the 届."""
_TOLD = ("sector", "committees", *ALWAYS)
"""Fields of which a change is worth a line, besides what a row says."""


def staying_values(
    member: Member,
    row: Mapping[str, FieldValue],
    carry: Collection[str],
    mappings: Mapping[str, Mapping[str, str]],
) -> dict[str, FieldValue]:
    """The new membership of one who stays: what is carried over, and above it what the row says.

    `mappings`: field (sector, committees) → old name → new name. Roles in a 专委会 or 界别 are given anew with the posts.
    """
    values: dict[str, FieldValue] = {key: member_values.value_of(member, key) for key in ALWAYS}
    posts = "posts" in carry
    if "sector" in carry:
        values["sector"] = mappings["sector"].get(member.sector, member.sector)
        values["sector_role"] = member.more.get("sector_role", "") if posts else ""
    if "committees" in carry:
        names = mappings["committees"]
        seats = [
            Seat(names.get(seat.name, seat.name), seat.role if posts else "", seat.kind)
            for seat in member.committees
        ]
        values["committees"] = tuple(dict.fromkeys(seat for seat in seats if seat.name))
    if "teams" in carry:
        values["groups"] = member.groups
    if posts:
        values |= {"posts": member.posts, "rank_no": member.rank_no}
    if "no" in carry:
        values["no"] = member.no
    said = {key: value for key, value in row.items() if key != "status"}
    if "groups" in said:
        said["groups"] = _joined(values.get("groups", ()), said["groups"])
    served = int(member.more.get("terms_served") or 1) + 1
    own: dict[str, FieldValue] = {
        "is_new": False,
        "terms_served": served,
        "joined": member.more.get("joined", ""),
    }
    return _ranked({**values, **own, **said, "is_new": False, "status": ACTIVE})


def coming_values(row: Mapping[str, FieldValue], start: str, known: Member | None) -> dict[str, FieldValue]:
    """The membership of one who is new; one who was a 委员 before counts on from there and is not marked 新任."""
    served = int(known.more.get("terms_served") or 1) + 1 if known else 1
    own: dict[str, FieldValue] = {"is_new": known is None, "terms_served": served, "joined": start}
    said = {key: value for key, value in row.items() if key != "status"}
    return _ranked({**own, **said, "status": ACTIVE})


def changes_of(
    member: Member, row: Mapping[str, FieldValue], values: Mapping[str, FieldValue]
) -> tuple[Change, ...]:
    """What of one who stays is not as before, field by field, as the lists show it."""
    keys = [key for key in (*_TOLD, *row) if key in values and key not in ("status", "posts", "is_new")]
    found = []
    for key in dict.fromkeys(keys):
        before, after = member_values.text_of(member, key), member_values.shown(values[key])
        if key == "committees":
            before = member_values.shown(tuple(Seat(seat.name) for seat in member.committees))
            after = member_values.shown(tuple(Seat(seat.name) for seat in seats_of(values[key])))
        if key == "area":
            before = member.own_area
        if before != after:
            found.append(Change(key, MEMBER[key].label, before, after))
    return tuple(found)


def _joined(held: FieldValue, said: FieldValue) -> tuple[Seat, ...]:
    """Teams that a row tells of take the place of those of the same kind; other kinds stay."""
    told = seats_of(said)
    kinds = {seat.kind for seat in told}
    return (*(seat for seat in seats_of(held) if seat.kind not in kinds), *told)


def _ranked(values: dict[str, FieldValue]) -> dict[str, FieldValue]:
    posts = values.get("posts")
    if isinstance(posts, tuple):
        values["posts"] = in_rank_order(post for post in posts if isinstance(post, str))
    return values
