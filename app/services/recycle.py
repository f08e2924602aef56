"""The recycle list: members removed as entered by mistake, and bringing one back whole after other work."""

from __future__ import annotations

from dataclasses import dataclass

from app.db.member_log import MemberLog, Removed
from app.db.registry import Registry
from app.domain.errors import NotFound, Refused
from app.domain.member import Seat
from app.services.frame import Frame
from app.services.member_values import seat_text

TOLD = ("posts", "sector", "employer", "job_title")
"""Facts that tell who it was."""


@dataclass(frozen=True, slots=True)
class Gone:
    """One who was removed: the membership's id, who it was, when and by whom it was removed."""

    id: int
    name: str
    no: str
    term: str
    about: str
    at: str
    user: str
    machine: str
    label: str
    facts: int
    rules: int


class RecycleDesk:
    """Verbs on removed members."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._log = MemberLog(frame.data)

    def listing(self) -> list[Gone]:
        """Give who was removed and is still gone, the latest first."""
        terms = {term.id: term.name for term in Registry(self._frame.data).terms()}
        return [_gone(one, terms) for one in self._log.removed()]

    def restore(self, member: int) -> tuple[str, int]:
        """Bring a removed member back: person, membership, dated facts, 指定 and 回避; one operation.

        Returns the name and how many 指定 and 回避 could not come back, since their other side is gone or pinned to
        somebody else by now. Raises NotFound, or Refused when a number or an ID number is in use again.
        """
        gone = next((one for one in self._log.removed() if one.id == member), None)
        if gone is None:
            raise NotFound(f"回收站里没有编号 {member} 的委员，可能已经恢复。", where=str(member))
        self._refuse_taken(gone)
        rules = self._log.fitting_rules(gone)
        with self._frame.data.operation(f"找回委员 {gone.name}"):
            self._log.put_back(gone, rules)
        return gone.name, len(gone.rules) - len(rules)

    def _refuse_taken(self, gone: Removed) -> None:
        term = int(gone.membership.get("term_id") or 0)
        number = str(gone.membership.get("no") or "")
        for no, name in self._frame.members.numbers(term).values() if number else ():
            if no == number:
                raise Refused(
                    f"不能找回 {gone.name}：委员编号 {number} 现在是 {name} 的。请先给 {name} 换一个编号，再来找回。",
                    where=number, code="double_number",
                )  # fmt: skip
        identity = str(gone.person.get("id_number") or "")
        holders = self._log.holders("id_number", identity, term) if identity else []
        if holders or self._log.has_membership(gone.person_id, term):
            who = holders[0] if holders else gone.name
            raise Refused(
                f"不能找回 {gone.name}：同一个人已经在名册里（{who}），两份资料会重复。请核对后保留一份。",
                where=gone.name, code="double_person",
            )  # fmt: skip


def _gone(one: Removed, terms: dict[int, str]) -> Gone:
    held = sorted(
        (fact for fact in one.facts.values() if not fact.get("ends")),
        key=lambda fact: int(fact.get("position") or 0),
    )
    parts = [
        "、".join(
            seat_text(Seat(str(fact.get("value") or ""), str(fact.get("role") or "")))
            for fact in held
            if fact["field"] == key
        )
        for key in TOLD
    ]
    return Gone(
        one.id, one.name, str(one.membership.get("no") or ""), terms.get(int(one.membership.get("term_id") or 0), ""),
        " ".join(part for part in parts if part), one.at, one.user, one.machine, one.label, len(one.facts), len(one.rules),
    )  # fmt: skip
