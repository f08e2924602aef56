"""Naming members in words: one by id, 委员编号 or name, several in one line of an option, as 骆宾、经济界、第一组."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from app.domain.errors import Ambiguous, NotFound
from app.domain.member import Member

EVERYBODY: Final = "全部"
_BETWEEN: Final = re.compile(r"[、，,；;\s]+")


def words_in(text: str) -> list[str]:
    """Give the words of a line, whatever stands between them: a comma of either width, 、, a semicolon, white."""
    return [word for word in _BETWEEN.split(text) if word]


def means_all(text: str) -> bool:
    """Tell whether a line names nobody in particular: it is empty, or says 全部."""
    return words_in(text) in ([], [EVERYBODY])


def named(people: Sequence[Member], word: str, among: str = "名册") -> Member:
    """Find the one whom an id, a 委员编号 or a name means; raises NotFound, and Ambiguous with the candidates."""
    for found in (
        [member for member in people if str(member.id) == word],
        [member for member in people if member.no and member.no == word],
        [member for member in people if word in (member.name, member.former_name) and word],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            which = "；".join(
                f"{member.no or member.id} {member.sector} {member.workplace}" for member in found
            )
            raise Ambiguous(f"“{word}”有 {len(found)} 人：{which}。请用委员编号指明是哪一位。", where=word)
    raise NotFound(f"{among}里没有“{word}”，请核对姓名或委员编号。", where=word)


def picked(people: Iterable[Member], text: str, one: Callable[[str], Member]) -> list[Member]:
    """Give those of `people` whom words name, in their order: a 界别, a 专委会, a team, or whom `one` finds; 全部 or nothing: all."""
    everyone = list(people)
    if means_all(text):
        return everyone
    wanted: set[int] = set()
    for word in words_in(text):
        group = [member.id for member in everyone if word in _groups(member)]
        wanted.update(group or [one(word).id])
    return [member for member in everyone if member.id in wanted]


def _groups(member: Member) -> set[str]:
    return {member.sector, *(seat.name for seat in (*member.committees, *member.groups))} - {""}
