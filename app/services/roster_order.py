"""The orders of the roster: the office's six, and by any field; each list of places is kept until somebody changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from app.domain import order
from app.domain.errors import Refused
from app.domain.member import Member
from app.domain.member_facets import Shape, facets, number, told
from app.services.frame import Frame
from app.services.resources import stroke_order


def in_order(people: Iterable[Member], sort: str, sectors: Sequence[str]) -> list[Member]:
    """Put members into one of the orders of `domain.order`; same names are told apart by id."""
    strokes = stroke_order()
    keys: dict[str, Callable[[Member], object]] = {
        order.Order.RANK: lambda m: order.rank_key(m.posts, m.rank_no, m.name, strokes),
        order.Order.STROKES: lambda m: order.stroke_key(m.name, strokes),
        order.Order.STROKES_SHORT_FIRST: lambda m: order.short_first_key(m.name, strokes),
        order.Order.PINYIN: lambda m: order.pinyin_key(m.name, strokes, m.more.get("name_pinyin", "")),
        order.Order.SECTOR: lambda m: order.sector_key(m.sector, sectors, m.name, strokes),
        order.Order.CUSTOM: lambda m: order.own_key(own_number(m), m.name, strokes),
    }
    if sort not in keys:
        raise Refused(f"不认识的排序“{sort}”，可用：{'、'.join(keys)}。", code="sort")
    key = keys[sort]
    return sorted(people, key=lambda member: (key(member), member.id))


def own_number(member: Member) -> int | None:
    """Give 自定义序号 of a member."""
    text = member.more.get("own_no", "")
    return int(text) if text.isdigit() else None


def in_order_of_field(
    people: Sequence[Member], key: str, frame: Frame, *, descending: bool = False
) -> list[Member]:
    """Put members by one field: numbers by size, words of a code list by its order, others by strokes; empty ones last.

    Those who are equal there stay as they are.
    """
    use = frame.field_use()
    facet = facets(use).get(key)
    if facet is None:
        raise Refused(f"没有可以排序的字段“{key}”。", code="sort")
    today, strokes = frame.today(), stroke_order()
    place = {word: n for n, word in enumerate(frame.words(facet.codes))} if facet.codes else {}

    def value(words: Sequence[str]) -> tuple[int, str]:
        if facet.shape is Shape.NUMBER:
            return number(words) or 0, ""
        if facet.shape is Shape.DATE:
            return 0, words[0]
        first = words[0]
        return place.get(first, len(place)), "" if first in place else strokes.key(first)

    filled: list[tuple[tuple[int, str], Member]] = []
    empty: list[Member] = []
    for member in people:
        words = told(member, key, today, use)
        if words:
            filled.append((value(words), member))
        else:
            empty.append(member)
    filled.sort(key=lambda pair: pair[0], reverse=descending)
    return [member for _, member in filled] + empty
