"""The roster's columns: every field in use, 年龄 and 届数, 单位及职务 as one line; what is under seal stays masked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.fields import MEMBER, Privacy
from app.domain.member import Member
from app.domain.member_facets import Facet, Shape
from app.domain.member_view import WORKPLACE
from app.domain.order import BY_FIELD
from app.ui.mask import HIDDEN, masked
from app.ui.rows import Column

if TYPE_CHECKING:
    from app.office import Office

SHOWN = ("name", "posts", "sex", "birth", "affiliations", "sector", "committees", "workplace")
MAY_BE_IDLE = ("birth", "committees")
"""Columns that some offices' tables do not fill."""
WHY = "why"
_WORKPLACE_LABEL = "单位及职务"
_WIDTHS = {
    "name": 92, "posts": 100, "sex": 52, "birth": 76, "affiliations": 84, "sector": 88, "committees": 92, "workplace": 140,
    "age": 56, "terms": 56, "no": 84, "phone": 120, "id_number": 170, "photo": 56, "employer": 160, "job_title": 160, "lacking": 180,
}  # fmt: skip
_SORTS = {"name": "strokes", "posts": "rank", "sector": "sector", "own_no": "custom", "name_pinyin": "pinyin"}


def member_columns(office: Office, why: Callable[[Member], str]) -> list[Column[Member]]:
    """Make the columns of the list: the usual ones first, then every other; `why` says in which field a hit stands."""
    facets = office.roster_search.facets()
    rest = [key for key in facets if key not in SHOWN]
    columns = [_workplace() if key == WORKPLACE else _column(office, facets[key])
               for key in (*SHOWN, *rest) if key == WORKPLACE or key in facets]  # fmt: skip
    found_in = Column(WHY, "命中", why, 88, passing=True, optional=True, hint="查找的字在哪个字段里")
    return [*columns, found_in]


def _workplace() -> Column[Member]:
    return Column(
        WORKPLACE, _WORKPLACE_LABEL, lambda member: member.workplace, _WIDTHS[WORKPLACE], sort=f"{BY_FIELD}employer", stretch=True
    )  # fmt: skip


def _column(office: Office, facet: Facet) -> Column[Member]:
    key, read = facet.key, office.roster_search.text

    def text(member: Member) -> str:
        if key == "posts" and not member.is_active:
            return member.status
        if facet.shape is Shape.THERE:
            return "有" if member.more.get(key) else ""
        shown = read(member, key)
        return sealed(facet, shown) if facet.privacy is Privacy.FULL else shown

    return Column(
        key, facet.label, text, _WIDTHS.get(key, 110), right=facet.shape is Shape.NUMBER,
        sort=_SORTS.get(key, f"{BY_FIELD}{key}"), tone=_tone if key == "posts" else None, optional=key not in SHOWN,
    )  # fmt: skip


def sealed(facet: Facet, text: str) -> str:
    """Mask a value as the sheet of one member does, at the office's own level of privacy."""
    if not text:
        return ""
    return masked(MEMBER[facet.key], text) if MEMBER[facet.key].privacy is Privacy.FULL else HIDDEN


def _tone(member: Member) -> str:
    if member.is_active:
        return ""
    return "warning" if member.in_office else "danger"
