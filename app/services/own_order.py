"""An order of the office's own (自定义次序): people moved among each other, or put as a pasted list has them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.domain.finding import Finding
from app.domain.member import Member
from app.domain.member_view import ALL, Asked
from app.domain.order import Order, own_numbers
from app.services.frame import Frame
from app.services.roster_order import own_number
from app.services.roster_search import RosterSearch

LABEL = "调整自定义次序"


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list of names says of the order: who is on it, in its order, and what is wrong with it."""

    people: tuple[Member, ...]
    rest: int
    findings: tuple[Finding, ...]


class OwnOrder:
    """Verbs on the order of 自定义序号."""

    def __init__(self, frame: Frame, search: RosterSearch) -> None:
        self._frame = frame
        self._search = search

    def people(self) -> list[Member]:
        """Give everybody in office in this order."""
        return list(self._search.select(Asked(ALL, sort=Order.CUSTOM)).people)

    def put(self, ids: Sequence[int], before: int | None) -> int:
        """Put some members, in the order they stand in now, before another (None: at the end); gives how many numbers changed."""
        standing = [member.id for member in self.people()]
        moved = [one for one in standing if one in set(ids) and one != before]
        left = [one for one in standing if one not in set(moved)]
        place = left.index(before) if before in left else len(left)
        return self._write([*left[:place], *moved, *left[place:]], f"{LABEL}：{self._who(moved)}")

    def step(self, ids: Sequence[int], by: int, among: Sequence[int]) -> int:
        """Move some members one place up (-1) or down (1) among those that are shown."""
        shown, chosen = list(among), set(ids)
        places = [place for place, one in enumerate(shown) if one in chosen]
        over = (places[0] - 1 if by < 0 else places[-1] + 1) if places else -1
        if not 0 <= over < len(shown):
            return 0
        return self.put(ids, shown[over] if by < 0 else self._after(shown[over], chosen))

    def read(self, text: str) -> Listed:
        """Read a pasted list of names; names unknown, ambiguous or twice are findings and stay out."""
        from app.intake.names import parse_name_list  # on first use: few lists are pasted

        people = self.people()
        parsed = parse_name_list(text, [member.name for member in people])
        findings = list(parsed.findings)
        found: dict[int, Member] = {}
        for name in parsed.names:
            same = [member for member in people if member.name == name]
            if len(same) == 1:
                found.setdefault(same[0].id, same[0])
            else:
                what = "名册里没有这个人" if not same else f"有 {len(same)} 位同名委员，请在列表里上移、下移"
                findings.append(Finding(f"“{name}”：{what}。", value=name))
        return Listed(tuple(found.values()), len(people) - len(found), tuple(findings))

    def set_by_names(self, text: str) -> Listed:
        """Put the people of a list first, in its order; everybody else follows as they stood."""
        listed = self.read(text)
        first = [member.id for member in listed.people]
        if first:
            rest = [member.id for member in self.people() if member.id not in set(first)]
            self._write([*first, *rest], f"按名单排自定义次序 {len(first)} 人")
        return listed

    def _after(self, identity: int, passed: Collection[int]) -> int | None:
        """Whoever stands behind a member among everybody in office, but for those passed over."""
        standing = [member.id for member in self.people()]
        return next((one for one in standing[standing.index(identity) + 1 :] if one not in passed), None)

    def _who(self, ids: Sequence[int]) -> str:
        names = {member.id: member.name for member in self._frame.people()}
        return names[ids[0]] if len(ids) == 1 else f"{len(ids)} 人"

    def _write(self, ids: Sequence[int], label: str) -> int:
        held = {member.id: own_number(member) for member in self._frame.people()}
        fresh = own_numbers(ids, held)
        with self._frame.data.operation(label):
            for identity, number in fresh.items():
                self._frame.members.change(identity, {"own_no": number}, None)
        return len(fresh)
