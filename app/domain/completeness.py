"""资料不全: which fields of a member an office expects and does not have yet."""

from __future__ import annotations

from app.domain.field_use import FieldUse
from app.domain.fields import MEMBER, Kind
from app.domain.member import Member

_WORKPLACE = ("employer", "job_title")
_NEVER = frozenset(key for key, field in MEMBER.items() if field.kind is Kind.YES_NO)
"""An empty cell says “no” there: nothing is lacking."""


def lacking(member: Member, use: FieldUse) -> tuple[str, ...]:
    """Give the keys of expected fields that a member has empty, in the order of the field table.

    工作单位 counts as told when either the unit or the 单位职务 is there (many tables have both in one cell), 片区 when
    a team by place says it. Fields that the office switched off are never lacking.
    """
    wanted = {key for key in use.expected if key in use} - _NEVER
    return tuple(key for key in MEMBER if key in wanted and not has(member, key))


def has(member: Member, key: str) -> bool:
    """Tell whether a member has something in a field of the table."""
    if key in _WORKPLACE:
        return bool(member.employer or member.job_title)
    held: object = getattr(member, key) if hasattr(member, key) else member.more.get(key, "").strip()
    return held not in ("", (), None)
