"""Cells that name committees or teams, with what somebody is in them: 提案委员会（副主任）、经济委员会主任."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from app.domain.member import Seat
from app.intake.headers import TEAM_KINDS

_KIND_MARK = "\x1f"  # stands behind the kind of a team while a cell is parted
_TITLES = "主任|委员|组长|召集人|联络员|负责人|书记|站长"
_BEHIND_TITLES = "|".join(f"(?<={title})" for title in _TITLES.split("|"))
_HARD_MARKS = re.compile(
    rf"[;；|｜\n]+|(?:(?<=[委会组室)）])|{_BEHIND_TITLES})[、,，/](?=.{{2}})"
    rf"|[、,，](?=[^、,，{_KIND_MARK}]{{1,12}}{_KIND_MARK})"
)
_BRACKETED = re.compile(r"[（(](?P<role>[^（()）]*)[）)]$")
_ROLE = re.compile(
    r".*(?:主任|组长|召集人|秘书|秘书长|顾问|专家|研究员|志愿者|成员|委员|联络员|信息员|负责人|牵头人|书记|专员|队长|站长|室主)"
)
_BARE_ROLE = re.compile(
    r"(?P<name>.{2,}(?:委员会|委)|.+(?:组|室|站|中心|支部))"
    rf"(?P<role>(?:第一|常务|专职|兼职|兼)?副?(?:{_TITLES}|主任委员))"
)
_PLAIN_MEMBER = "委员"
_KIND_BEFORE = re.compile(
    r"(?:^|(?<=[、,，;；|｜\n]))\s*([^、,，;；|｜\n/（(]{2,12})/(?=([^、,，;；|｜\n/（(]+))"
)
_PLAIN_KINDS = frozenset({"小组", "委员小组", *TEAM_KINDS})
_TEAM_WORD = re.compile(r"(?:[小动络习作]组|室|站|团|支部)$")


def parted_seats(
    text: str, kind: str, kinds: Iterable[str] = (), names: Collection[str] = ()
) -> tuple[Seat, ...]:
    """Read the committees or teams of a text without odd blanks; a title in brackets or behind the name is the role.

    、 inside a name (文史、教文卫体委员会) does not part it; behind 委, 会, 组, 室, a title or a bracket it does. A team
    may be written with its kind, as our own tables do: 街道小组/湖滨（组长）; `kinds` are the office's. Behind one of the
    office's own `names` any word in brackets is the role, and such a name is never cut itself.
    """
    found: list[Seat] = []
    if kind and "/" in text:
        known = _PLAIN_KINDS.union(kinds)
        text = _KIND_BEFORE.sub(lambda pair: _kind_marked(pair, known), text)
    for part in _HARD_MARKS.split(text):
        before, _, behind = part.rpartition(_KIND_MARK)
        name, role = _titled(behind.strip(" 、,，"), names)
        seat = Seat(name, role, before.strip() or kind)
        if seat.name and seat not in found:
            found.append(seat)
    return tuple(found)


def _titled(text: str, names: Collection[str]) -> tuple[str, str]:
    """The name of a body, and what somebody is in it."""
    whole = "".join(text.split())
    if whole in names:
        return whole, ""
    bracketed = _BRACKETED.search(text)
    if bracketed:
        name, role = "".join(text[: bracketed.start()].split()), bracketed["role"].strip()
        return (name, role) if name in names or _ROLE.fullmatch(role) else (whole, "")
    return without_title(whole)


def without_title(text: str) -> tuple[str, str]:
    """Part 提案委员会主任 into the body and the title behind it; a plain 委员 is no title."""
    bare = _BARE_ROLE.fullmatch(text)
    if bare is None:
        return text, ""
    return bare["name"], "" if bare["role"] == _PLAIN_MEMBER else bare["role"]


def _kind_marked(found: re.Match[str], known: Collection[str]) -> str:
    """Tell a kind and a name (街道小组/湖滨, 网格小组/东街) from two names (第一小组/第二小组)."""
    kind, name = found[1].strip(), found[2]
    is_kind = kind in known or (_TEAM_WORD.search(kind) and not _TEAM_WORD.search(name))
    return f"{kind}{_KIND_MARK}" if is_kind else found[0]
