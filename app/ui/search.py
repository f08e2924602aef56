"""What the search box finds in an open office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from app.domain.member_view import EVERYBODY, Asked
from app.ui.desk import Target
from app.ui.searchbox import Hit

if TYPE_CHECKING:
    from app.office import Office
    from app.services.proposals import ProposalDesk

MOST = 8
SEEN = frozenset({"政协职务", "界别", "工作单位", "单位职务"})
"""Fields that stand in the line of a hit anyway."""


def find(office: Office, words: str) -> list[Hit]:
    """Members first (by name, initials, unit), then proposals; at most 8 of each."""
    return [*_members(office, words), *_proposals(office, words)]


def _proposals(office: Office, words: str) -> list[Hit]:
    found = office.register.fetch(proposal_ids(office.register, words)[:MOST])
    return [
        Hit("proposals", Target(record=one.id), f"提案 {one.label}  {one.title}  {one.plenary}  {one.state}")
        for one in found
    ]


def proposal_ids(
    register: ProposalDesk, words: str, where: Mapping[str, Sequence[str]] | None = None, *, view: str = "", sort: str = "no",
    descending: bool = False,
) -> list[int]:  # fmt: skip
    """Proposals in whose title or text every word stands, of that number, or by that sponsor or unit, in the list's order."""
    where = where or {}
    listed = register.ids(where, view=view, sort=sort, descending=descending)
    if not words:
        return listed
    found = set(register.ids(where, search=words, view=view))
    numbered = words.removeprefix("第").removesuffix("号").strip()
    for key, value in (("sponsors", words), ("units", words), ("no", numbered), ("serial", numbered)):
        if key in ("sponsors", "units") or value.isdecimal():
            found.update(register.ids({**where, key: (value,)}, view=view))
    return [identity for identity in listed if identity in found]


def _members(office: Office, words: str) -> list[Hit]:
    found = office.roster_search.select(Asked(EVERYBODY, search=words))
    hits = []
    for member in found.people[:MOST]:
        where = found.why.get(member.id, "")
        parts = (
            member.name,
            "" if member.is_active else f"【{member.status}】",
            "、".join(member.posts),
            member.sector,
            member.workplace,
            f"〔命中：{where}〕" if where and where not in SEEN else "",
        )
        hits.append(Hit("roster", Target(record=member.id), "  ".join(part for part in parts if part)))
    return hits
