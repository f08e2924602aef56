"""The roster's columns, driven by the field table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.fields import MEMBER
from app.domain.member import Member
from app.ui.rows import Column

if TYPE_CHECKING:
    from app.services.roster import Roster

SHOWN = ("name", "posts", "sex", "birth", "affiliations", "sector", "committees", "workplace")
OPTIONAL = (
    "no",
    "ethnicity",
    "area",
    "groups",
    "education",
    "employer",
    "job_title",
    "native_place",
    "party_joined",
    "note",
)
"""Further fields the clerk may choose; those under seal (手机, 身份证号 …) stand on the form alone."""
_WIDTHS = {
    "name": 92, "posts": 100, "sex": 52, "birth": 76, "affiliations": 84, "sector": 88, "committees": 92, "workplace": 140,
}  # fmt: skip
_SORTS = {"name": "strokes", "posts": "rank", "sector": "sector"}
_WORKPLACE = "单位及职务"


def member_columns(roster: Roster) -> list[Column[Member]]:
    """Make the columns of the list; `workplace` is employer and job title as one line."""
    return [_column(roster, key) for key in (*SHOWN, *OPTIONAL)]


def _column(roster: Roster, key: str) -> Column[Member]:
    def text(member: Member) -> str:
        if key == "workplace":
            return member.workplace
        if key == "posts" and not member.is_active:
            return member.status
        return roster.text(member, key)

    return Column(
        key, _WORKPLACE if key == "workplace" else MEMBER[key].label, text, _WIDTHS.get(key, 110),
        sort=_SORTS.get(key, ""), tone=_tone if key == "posts" else None, stretch=key == "workplace", optional=key in OPTIONAL,
    )  # fmt: skip


def _tone(member: Member) -> str:
    if member.is_active:
        return ""
    return "warning" if member.in_office else "danger"
