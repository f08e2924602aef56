"""One thing that a change would bring about, told before the change is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.member import Member

WEIGHTY = frozenset({"posts", "status", "affiliations", "sector", "sector_role", "committees", "groups"})
"""Fields whose change is felt elsewhere; a change of others has no consequences."""

NAMED = 6
"""How many people a sentence names before it says 等."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """A sentence and the records behind it.

    `kind`: 同名, 代码表, 网格, 职务, 名额, 人数, 提案, 时间, 手续 or 回收站. `page` says whose list the `ids` are: roster or proposals.
    """

    kind: str
    message: str
    ids: tuple[int, ...] = ()
    page: str = "roster"

    def as_dict(self) -> dict[str, object]:
        """Give the JSON form of the command line; ids are strings."""
        return {"kind": self.kind, "message": self.message, "ids": [str(one) for one in self.ids]}


def named(people: Sequence[Member]) -> str:
    """Name a few people in one sentence: 王强、李静等 9 人."""
    names = "、".join(member.name for member in people[:NAMED])
    return names if len(people) <= NAMED else f"{names}等 {len(people)} 人"


def ids_of(people: Sequence[Member]) -> tuple[int, ...]:
    """Give the ids of those whom a list can show: somebody not entered yet has none."""
    return tuple(member.id for member in people if member.id)
