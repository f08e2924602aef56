"""What a change does to the liaison grid: who loses a liaison, who moves to another tier, which tier stands empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.db.links import Link, LinkRules, Links
from app.domain.consequence import Consequence, ids_of, named
from app.domain.liaison import CHINESE, FIVE_TIERS, Scheme, classify
from app.domain.member import Member
from app.services.frame import Frame
from app.services.grid_view import Grid

KIND = "网格"


@dataclass(frozen=True, slots=True)
class _Side:
    """The grid as it is or would be: who stands where, and which of the links hold."""

    grid: Grid
    valid: Mapping[int, int]
    """Lower → upper of the links that are as they should be."""

    def tier(self, person: int) -> int | None:
        """The tier of somebody active."""
        return self.grid.tiering.tier_of.get(person)


def grid_consequences(
    frame: Frame, before: Mapping[int, Member], after: Mapping[int, Member], changed: frozenset[int], day: str
) -> Iterator[Consequence]:
    """Compare the grid of a day as it is with how it would be, told of the `changed` members."""
    links = Links(frame.data)
    found = links.scheme(frame.term().id, FIVE_TIERS)
    identity, scheme = found or (0, Scheme())
    held = links.links_on(identity, day) if identity else []
    rules = links.rules(identity) if identity else LinkRules({}, frozenset())
    guests = tuple(links.guests(identity, {link.upper for link in held})) if identity else ()
    old, new = (
        _side(Grid(day, scheme, classify(people.values(), scheme), guests, (), (), people), held)
        for people in (before, after)
    )
    yield from _tiers(old, new, changed)
    if held:
        yield from _own(old, new, changed)
        yield from _people(old, new, changed)
    yield from _pins(new, rules, changed)
    yield from _whole(old, new)


def _side(grid: Grid, held: Iterable[Link]) -> _Side:
    tier_of = grid.tiering.tier_of
    able = {tier.number: grid.uppers_of(tier.number) for tier in grid.scheme.tiers[1:]}
    valid = {
        link.lower: link.upper for link in held if link.upper in able.get(tier_of.get(link.lower, 0), {})
    }
    return _Side(grid, valid)


def _tiers(old: _Side, new: _Side, changed: frozenset[int]) -> Iterator[Consequence]:
    moved: dict[tuple[int, int], list[Member]] = {}
    for person, member in new.grid.members.items():
        start, end = old.tier(person), new.tier(person)
        if start and end and start != end:
            moved.setdefault((start, end), []).append(member)
    for (start, end), people in sorted(moved.items()):
        said = "" if {one.id for one in people} <= changed else "（职务变动牵动了一级）"
        yield Consequence(
            KIND, f"{named(people)}从{_level(old, start)}调到{_level(new, end)}{said}。", ids_of(people)
        )


def _own(old: _Side, new: _Side, changed: frozenset[int]) -> Iterator[Consequence]:
    """Say what becomes of the changed members' own liaison."""
    waiting, freed, again = [], [], []
    for person in sorted(changed & new.grid.members.keys()):
        member, tier = new.grid.members[person], new.tier(person)
        if tier and tier > 1 and person not in new.valid:
            waiting.append(member)
        elif tier is None and person in old.valid:
            freed.append(member)
        elif person in new.valid and person not in old.valid:
            again.append(member)
    if waiting:
        what = "需要分配上级联系人"
        if len(waiting) == 1 and waiting[0].id in old.valid:
            what = f"原上级联系人 {old.grid.name(old.valid[waiting[0].id])} 不再合适，需要重新分配"
        yield Consequence(KIND, f"{named(waiting)}{what}。", ids_of(waiting))
    if len(freed) == 1:
        upper = old.valid[freed[0].id]
        yield Consequence(
            KIND, f"{freed[0].name} 的上级联系人 {old.grid.name(upper)} 少联系 1 人。", (upper,)
        )
    elif freed:
        yield Consequence(KIND, f"{named(freed)}不再由上级联系。", ids_of(freed))
    for member in again:
        upper = new.valid[member.id]
        yield Consequence(KIND, f"{member.name} 仍由原上级联系人 {new.grid.name(upper)} 联系。", (upper,))


def _people(old: _Side, new: _Side, changed: frozenset[int]) -> Iterator[Consequence]:
    """Say who else loses or gets back a liaison."""
    lost: dict[int, list[Member]] = {}
    back: dict[int, list[Member]] = {}
    for lower, upper in old.valid.items():
        if lower not in changed and lower not in new.valid and new.tier(lower):
            lost.setdefault(upper, []).append(new.grid.members[lower])
    for lower, upper in new.valid.items():
        if lower not in changed and lower not in old.valid:
            back.setdefault(upper, []).append(new.grid.members[lower])
    for upper, people in lost.items():
        what = (
            f"{old.grid.name(upper)} 联系的 {len(people)} 人没有了上级联系人，需要重新分配：{named(people)}。"
        )
        yield Consequence(KIND, what, ids_of(people))
    for upper, people in back.items():
        what = f"{new.grid.name(upper)} 原来联系的 {len(people)} 人又有了上级联系人：{named(people)}。"
        yield Consequence(KIND, what, ids_of(people))


def _pins(new: _Side, rules: LinkRules, changed: frozenset[int]) -> Iterator[Consequence]:
    for upper in sorted(changed):
        people = [
            new.grid.members[lower]
            for lower, pinned in sorted(rules.pins.items())
            if pinned == upper and lower in new.grid.members
        ]
        if people and new.tier(upper) is None:
            what = f"有 {len(people)} 人指定由 {new.grid.name(upper)} 联系，这些指定不再起作用：{named(people)}。"
            yield Consequence(KIND, what, ids_of(people))


def _whole(old: _Side, new: _Side) -> Iterator[Consequence]:
    """Say which tier becomes vacant, and what the clerk would be asked."""
    known = {one.message for one in old.grid.vacancies}
    for vacancy in new.grid.vacancies:
        if vacancy.message not in known:
            below = new.grid.tiering.tiers.get(vacancy.tier + 1, ())
            yield Consequence(KIND, vacancy.message, ids_of(below))
    question = new.grid.tiering.question
    if question and question != old.grid.tiering.question:
        yield Consequence(KIND, question)


def _level(side: _Side, tier: int) -> str:
    return f"{CHINESE[tier]}级（{side.grid.scheme.tier(tier).name}）"
