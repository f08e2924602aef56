"""What lists of members share: options for order, groups and level, columns by level, groups that add up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from app.domain.affiliation import written as written_affiliations
from app.domain.dates import dotted
from app.domain.fields import MEMBER, Kind, Privacy
from app.domain.member import Member, Seat
from app.domain.order import Order
from app.reports.facts import Facts
from app.reports.forms.form import Ask, Option, Source
from app.reports.names import ems
from app.reports.table import Align, Column
from app.reports.table import Kind as Holds

ORDERS: Final[Mapping[str, Order]] = {
    "按职务": Order.RANK,
    "按姓氏笔画": Order.STROKES,
    "按姓氏笔画（单名在前）": Order.STROKES_SHORT_FIRST,
    "按姓名拼音": Order.PINYIN,
    "按界别": Order.SECTOR,
    "按自定义序号": Order.CUSTOM,
}
"""The orders of a list by the words of the option 排序."""

ORDER: Final = Option("排序", tuple(ORDERS))
LEVEL: Final = Option("级别", (Privacy.INTERNAL.value, Privacy.PUBLIC.value, Privacy.FULL.value))
PEOPLE: Final = Option(
    "委员", ("全部",), Ask.PEOPLE, "全部；或写姓名、编号、界别、专委会、小组的名称，用顿号隔开"
)

_OWN: Final[Mapping[str, Callable[[Member], str]]] = {
    "不分组": lambda _member: "",
    "按界别": lambda member: member.sector or "未定界别",
    "按专委会": lambda member: member.committees[0].name if member.committees else "未编入专委会",
    "按片区": lambda member: member.area or "未定片区",
    "按党派": lambda member: written_affiliations(member.affiliations) or "未填政治面貌",
}
GROUPING: Final = Option("分组", tuple(_OWN), source=Source.TEAM_KINDS, pattern="按{}")
"""Fixed ways to group, and 按 with each kind of team that the office has."""

INTERNAL: Final = "内部资料"
TWO_SIDED: Final = Option("双面打印", ("否", "是"))
"""Of papers for one person or about one thing each: printed on both sides, each begins on a sheet of its own."""


def grouped(people: Iterable[Member], facts: Facts, grouping: str) -> list[tuple[str, list[Member]]]:
    """Put people into the groups of one way to group, in the office's own order; each stands in exactly one."""
    key = _OWN.get(grouping) or _by_team(grouping.removeprefix("按"))
    found: dict[str, list[Member]] = {}
    for member in people:
        found.setdefault(key(member), []).append(member)
    teams = tuple(team.name for team in facts.teams if f"按{team.kind}" == grouping)
    known = {"按界别": facts.sectors, "按专委会": facts.committees}.get(grouping, teams)
    position = {name: number for number, name in enumerate(known)}
    return sorted(
        found.items(), key=lambda item: (item[0].startswith("未"), position.get(item[0], len(position)))
    )


def groups_note(groups: Sequence[tuple[str, Sequence[Member]]], grouping: str, total: int) -> str:
    """Say that the groups add up to everyone; empty for an ungrouped list."""
    if grouping == "不分组":
        return ""
    several = "编入几个的列在第一个；" if grouping == "按专委会" or grouping not in _OWN else ""
    counted = sum(len(people) for _, people in groups)
    return f"{several}{grouping[1:]}各组人数之和 {counted}，与总人数 {total} 相等。"


def _by_team(kind: str) -> Callable[[Member], str]:
    def name(member: Member) -> str:
        return next((seat.name for seat in member.groups if (seat.kind or "小组") == kind), f"未编入{kind}")

    return name


# --------------------------------------------------------------------------- what one member has in a field


def may_see(facts: Facts, key: str, level: str) -> bool:
    """Tell whether the office uses a field and a level of privacy shows it."""
    return any(field.key == key and Privacy(level).allows(field.privacy) for field in facts.use.fields)


def head_for(level: str) -> str:
    """Give the running head of a list at a level: whatever is not 公开 says so on every page."""
    return "" if level == Privacy.PUBLIC else INTERNAL


def field_words(member: Member, key: str) -> str:
    """Give one field of a member as paper writes it: dates dotted, seats with their roles, several by 、."""
    field = MEMBER[key]
    held: object = getattr(member, key) if hasattr(member, key) else member.more.get(key, "")
    if key == "affiliations":
        return written_affiliations(member.affiliations)
    if isinstance(held, tuple):
        return "、".join(seat_words(one) if isinstance(one, Seat) else str(one) for one in held)
    if field.kind is Kind.YES_NO:
        return "是" if held in (True, "1", "True") else ""
    if field.kind is Kind.PARTIAL_DATE:
        return dotted(str(held or ""))
    return "" if held is None else str(held)


def seat_words(seat: Seat) -> str:
    """Write a seat with its role: 提案委员会（主任）."""
    return f"{seat.name}（{seat.role}）" if seat.role else seat.name


def shown_name(member: Member) -> str:
    """A member's name with a word for whoever is suspended."""
    return member.name if member.is_active else f"{member.name}（暂停）"


CHARACTER, PADDING = 3.71, 2.1
"""A character of a table's usual size with what stands between words and rules, mm."""
WIDEST = 1.45
"""A column takes no more than this share of what it asks for; what is longer takes two lines."""
NARROWEST_TEXT = 46.0
"""What running text keeps at least, mm."""


def snug(columns: Sequence[Column], cells: Iterable[Sequence[str]], measure: float) -> tuple[Column, ...]:
    """Give each column the width its longest word wants; running text (the columns set left) takes what is left.

    `cells` are the words of each row, `measure` in mm. Where there is not enough for all, those that want more than they
    asked for share it. Names keep what they have: they are shrunk or broken.
    """
    longest = [ems(column.title) for column in columns]
    for row in cells:
        for place, words in enumerate(row):
            longest[place] = max(
                longest[place], *(ems(word) for word in words.replace("、", "、\n").split("\n"))
            )
    text = [column.alignment is Align.LEFT for column in columns]
    wanted = [
        column.width if column.kind is Holds.NAME
        else NARROWEST_TEXT if text[place]
        else min(longest[place] * CHARACTER + PADDING, WIDEST * column.width)
        for place, column in enumerate(columns)
    ]  # fmt: skip
    more = [max(0.0, want - column.width) for want, column in zip(wanted, columns, strict=True)]
    room = measure - sum(wanted) + sum(more)
    if 0 < sum(more) > room:
        spared = 1 - max(0.0, room) / sum(more)
        wanted = [want - spared * part for want, part in zip(wanted, more, strict=True)]
    left = max(0.0, measure - sum(wanted)) / max(1, sum(text))
    return tuple(
        replace(column, width=want + left if text[place] else want)
        for place, (column, want) in enumerate(zip(columns, wanted, strict=True))
    )


def title_of(facts: Facts, name: str) -> str:
    """Give a form's title with the places where its lines may end."""
    return f"{facts.office}|{facts.term}|{name}"


def foot_of(facts: Facts) -> str:
    """Give the running foot: who made it."""
    return f"制表：{facts.office}办公室"
