"""Who fits the words of a search but not the list that is looked at: somebody who left would be entered a second time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.member_view import ALL, LEFT, Asked

if TYPE_CHECKING:
    from app.services.roster_search import Selection


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another list with hits: what to ask for it, how many of them the first list has not, whether conditions went."""

    asked: Asked
    count: int
    conditions_gone: bool = False

    @property
    def words(self) -> str:
        """Say where they are: “已退出里有 1 人”."""
        return f"{'不加条件，' if self.conditions_gone else ''}{self.asked.of}里有 {self.count} 人"


def elsewhere(select: Callable[[Asked], Selection], asked: Asked, found: Selection) -> list[Elsewhere]:
    """Give the lists in which there are more: 全部 when nothing was found, 已退出 whenever words were typed.

    The conditions are kept where that finds somebody, else left out. Nothing without words and conditions: a view that is
    empty says so by its own number.
    """
    words, anybody = bool(asked.search.strip()), bool(found.people)
    if not words and (anybody or not asked.where):
        return []
    here = {member.id for member in found.people}
    made = []
    for of in (LEFT,) if anybody else (ALL, LEFT):
        for wider in _wider(asked, of, bare=words and not anybody):
            more = sum(member.id not in here for member in select(wider).people)
            if more:
                made.append(Elsewhere(wider, more, wider.where != asked.where))
                break
    return made


def _wider(asked: Asked, of: str, *, bare: bool) -> Iterator[Asked]:
    """With the same conditions, then (`bare`) without them."""
    if of != asked.of:
        yield replace(asked, of=of)
    if asked.where and bare:
        yield replace(asked, of=of, where=())
