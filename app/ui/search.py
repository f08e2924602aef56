"""What the search box finds in an open office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.desk import Target
from app.ui.searchbox import Hit

if TYPE_CHECKING:
    from app.office import Office

MOST = 8


def find(office: Office, words: str) -> list[Hit]:
    """Members first (by name, initials, unit), then proposals; at most 8 of each."""
    return [*_members(office, words), *_proposals(office, words)]


def _proposals(office: Office, words: str) -> list[Hit]:
    found = office.register.fetch(office.register.ids(search=words)[:MOST])
    return [
        Hit("proposals", Target(record=one.id), f"提案 {one.label}  {one.title}  {one.plenary}  {one.state}")
        for one in found
    ]


def _members(office: Office, words: str) -> list[Hit]:
    found = office.roster.listing(status="全部", text=words)[:MOST]
    hits = []
    for member in found:
        parts = (
            member.name,
            "" if member.is_active else f"【{member.status}】",
            "、".join(member.posts),
            member.sector,
            member.workplace,
        )
        hits.append(Hit("roster", Target(record=member.id), "  ".join(part for part in parts if part)))
    return hits
