"""What a change would bring about, said before it is saved: new words, the grid, who leads what, seats, counts.

Nothing is written. The people of that day are taken as they are and as they would be; whatever differs is a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from app.db.links import Links
from app.db.members import UNSAID, FieldValue, Reason
from app.db.quotas import Quotas
from app.domain.consequence import WEIGHTY, Consequence, ids_of
from app.domain.fields import MEMBER
from app.domain.member import ACTIVE, LEFT, Member, Seat
from app.domain.names import clean_name
from app.domain.seats import sector_seats
from app.domain.status_actions import NOBODY, action_between, missing
from app.domain.team import COMMITTEE, LEADING
from app.services.frame import Frame
from app.services.grid_consequences import grid_consequences
from app.services.new_words import as_consequences, new_words
from app.services.roster import Roster, said_of

MOST_TIMELINES = 30
"""Of how many members it is looked up whether a later change stands in the file already."""

NEW = 0
"""The id of somebody who is not entered yet."""

COUNTS: tuple[tuple[str, Callable[[Member], bool]], ...] = (
    ("委员总数", lambda member: member.in_office),
    ("在册", lambda member: member.is_active),
    ("常委（在册）", lambda member: member.is_active and "常委" in member.posts),
    ("中共党员（在册）", lambda member: member.is_active and member.is_party_member),
)
"""Figures of the roster that are told when they change; 预备党员 count as 党员 as in the grid."""


class Consequences:
    """Tells what changes would bring about."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def of_change(
        self, member: Member, values: Mapping[str, FieldValue], *, day: str | None, reason: Reason = UNSAID
    ) -> list[Consequence]:
        """Give what changing one member from `day` on would bring about (None: a correction, as of today)."""
        found = self.of_changes({member.id: values}, day=day)
        standing = self._people(day).get(member.id)
        before = standing.status if standing else NOBODY
        action = action_between(before, str(values.get("status", "")), correction=day is None)
        lacking = missing(action, said_of(reason)) if action else ()
        if action and lacking:
            what = f"还没有写{'、'.join(lacking)}：以后查变动时会用到。"
            found.append(Consequence("手续", what, (member.id,)))
        return found

    def of_new(self, values: Mapping[str, FieldValue], *, day: str | None) -> list[Consequence]:
        """Give what entering a new member would bring about."""
        name = clean_name(str(values.get("name") or "")).name
        person = with_values(Member(NEW, NEW, name), {"status": ACTIVE, **values, "name": name})
        before = self._people(day)
        after = {**before, NEW: person}
        return [
            *self.worth_a_look(values, day=day),
            *self._compare(before, after, frozenset({NEW}), self._frame.day(day)),
        ]

    def of_changes(
        self, changes: Mapping[int, Mapping[str, FieldValue]], *, day: str | None
    ) -> list[Consequence]:
        """Give what changing several members at once would bring about: membership id → new values."""
        pairs = (pair for values in changes.values() for pair in values.items())
        found = as_consequences(new_words(self._frame, pairs))
        dated = {one: values for one, values in changes.items() if any(MEMBER[key].dated for key in values)}
        weighty = {one: values for one, values in changes.items() if values.keys() & WEIGHTY}
        if day is not None:
            found += self._later(dated, day)
        if not weighty:
            return found
        before = self._people(day)
        after = dict(before)
        for one, values in weighty.items():
            standing = before.get(one) or self._earlier(one)
            if standing is not None:
                after[one] = with_values(standing, values)
        found += self._compare(before, after, frozenset(weighty), self._frame.day(day))
        return found

    def of_removal(self, member: Member) -> list[Consequence]:
        """Give what taking out a member entered by mistake would bring about; raises Refused as `Roster.remove` does.

        To everybody else it is as if somebody had left; what goes with them waits in the recycle list.
        """
        Roster(self._frame).refuse_removal(member)
        before = self._people(None)
        gone = {member.id: with_values(member, {"status": LEFT[0]})}
        found = list(self._compare(before, {**before, **gone}, frozenset(gone), self._frame.day()))
        rules = len(Links(self._frame.data).rules_about(member.id))
        what = f"{member.name} 的资料{f'和 {rules} 条指定或回避' if rules else ''}收进回收站，随时可以找回。"
        return [*found, Consequence("回收站", what)]

    def worth_a_look(self, values: Mapping[str, FieldValue], *, day: str | None) -> list[Consequence]:
        """Give what may be a slip when a new member is entered: namesakes, and words no list has."""
        name = clean_name(str(values.get("name") or "")).name
        return [*_namesakes(self._people(day).values(), name), *self.of_words(values)]

    def of_words(self, values: Mapping[str, FieldValue]) -> list[Consequence]:
        """Give the words among new values that their code lists have not."""
        return as_consequences(new_words(self._frame, values.items()))

    # -- within ------------------------------------------------------------------------------------------------

    def _people(self, day: str | None) -> dict[int, Member]:
        return {member.id: member for member in self._frame.people(day)}

    def _earlier(self, member: int) -> Member | None:
        """Somebody who is not yet there on the day that is asked for."""
        return self._frame.members.get(member, self._frame.day())

    def _compare(
        self, before: Mapping[int, Member], after: Mapping[int, Member], changed: frozenset[int], day: str
    ) -> Iterator[Consequence]:
        yield from grid_consequences(self._frame, before, after, changed, day)
        yield from _leaders(before, after, changed)
        yield from self._seats(before, after)
        yield from _counts(before, after)
        yield from self._proposals(before, after, changed)

    def _seats(self, before: Mapping[int, Member], after: Mapping[int, Member]) -> Iterator[Consequence]:
        due = Quotas(self._frame.data).of_term(self._frame.term().id)
        old = {line.sector: line for line in sector_seats(before.values(), due, ())}
        for line in sector_seats(after.values(), due, tuple(old)):
            held = old[line.sector].held if line.sector in old else 0
            if not line.sector or held == line.held:
                continue
            said = f"应有 {line.due}，" if line.due is not None else ""
            gap = f"，缺 {line.vacant} 名" if line.vacant else f"，超 {line.over} 名" if line.over else ""
            ids = tuple(one for one in line.members if one != NEW)
            yield Consequence(
                "名额", f"{_said((_SECTOR, line.sector))}：{said}实有 {held} → {line.held}{gap}。", ids
            )

    def _proposals(
        self, before: Mapping[int, Member], after: Mapping[int, Member], changed: frozenset[int]
    ) -> Iterator[Consequence]:
        left = {one for one in changed & before.keys() if before[one].in_office and not after[one].in_office}
        for one, proposals in self._frame.members.open_proposals(left).items():
            what = f"{after[one].name} 是 {len(proposals)} 件未办结提案的第一提案人，请确定由谁听取答复。"
            yield Consequence("提案", what, tuple(proposals), "proposals")

    def _later(self, changes: Mapping[int, Mapping[str, FieldValue]], day: str) -> Iterator[Consequence]:
        """Tell of what stands in the file for a later day: this change holds only until then."""
        for one, values in [*changes.items()][:MOST_TIMELINES]:
            facts = self._frame.members.facts(one)
            for key in values:
                later = [fact for fact in facts if fact.field == key and fact.starts > day]
                if later:
                    label = "" if key == "status" else f"{MEMBER[key].label}"
                    what = f"{later[0].starts} 起{label}已记为“{later[0].value}”，这次变动只到那一天为止。"
                    yield Consequence("时间", what, (one,))


def with_values(member: Member, values: Mapping[str, FieldValue]) -> Member:
    """Give a member as some new values would make them; nothing is written."""
    own: dict[str, object] = {}
    more = dict(member.more)
    for key, value in values.items():
        if key == "area":
            own["own_area"] = value or ""
        elif key in _OWN:
            own[key] = value if value is not None or key == "rank_no" else ""
        else:
            more[key] = str(value or "")
    return replace(member, **own, more=more)  # type: ignore[arg-type]


_OWN = frozenset(Member.__dataclass_fields__) - {"id", "person_id", "own_area", "more", "since"}


def _namesakes(people: Iterable[Member], name: str) -> Iterator[Consequence]:
    """Tell who is called so already: somebody else of the same name, or the same one entered twice or back again."""
    same = [member for member in people if name and name in (member.name, member.former_name)]
    for one in same:
        about = "，".join(part for part in (one.sex, one.birth, one.sector, one.employer) if part)
        about = f"（{about}）" if about else ""
        if one.in_office:
            what = f"名册里已有 {one.name}{about}，不是同一个人再保存。"
        else:
            what = f"{one.name}{about}已经{one.status}；是同一个人，请点中他用“增补”。"
        yield Consequence("同名", what, (one.id,))


def _leaders(
    before: Mapping[int, Member], after: Mapping[int, Member], changed: frozenset[int]
) -> Iterator[Consequence]:
    """Tell which 专委会, teams and 界别 would stand without whoever leads them, and whose they are."""
    led = {
        (place, role): member
        for one in sorted(changed & before.keys())
        if (member := before[one]).is_active
        for place, role in _leading(member)
    }
    if not led:
        return
    still = {place for member in after.values() if member.is_active for place, _ in _leading(member)}
    for (place, role), member in led.items():
        if place in still:
            continue
        then = after[member.id]
        kept = then.in_office and place in {at for at, _ in _leading(then)}
        what = (
            f"的{role} {member.name} 暂停履职，请定由谁主持"
            if kept
            else f"的{role}空缺（原为 {member.name}）"
        )
        inside = [one for one in after.values() if one.is_active and place in _places(one)]
        yield Consequence("职务", f"{_said(place)}{what}。", ids_of(inside))


def _leading(member: Member) -> Iterator[tuple[tuple[str, str], str]]:
    """Name what a member leads: (kind, name) and the role."""
    for seat in (*member.committees, *member.groups):
        if seat.role in LEADING:
            yield _place(seat), seat.role
    role = member.more.get("sector_role", "")
    if member.sector and role in LEADING:
        yield (_SECTOR, member.sector), role


_SECTOR = "界别"


def _place(seat: Seat) -> tuple[str, str]:
    return seat.kind or COMMITTEE, seat.name


def _places(member: Member) -> set[tuple[str, str]]:
    found = {_place(seat) for seat in (*member.committees, *member.groups)}
    return found | {(_SECTOR, member.sector)}


def _said(place: tuple[str, str]) -> str:
    kind, name = place
    if kind == COMMITTEE or name.endswith(kind):
        return name
    return f"{name.removesuffix('界')}界" if kind == _SECTOR else f"{kind} {name} "


def _counts(before: Mapping[int, Member], after: Mapping[int, Member]) -> Iterator[Consequence]:
    for label, rule in COUNTS:
        old = sum(map(rule, before.values()))
        new = [member for member in after.values() if rule(member)]
        if old != len(new):
            yield Consequence("人数", f"{label} {old} → {len(new)} 人。", ids_of(new))
