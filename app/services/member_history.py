"""The history of one member: every change with who, when, before and after; what held from when to when; one field restored."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.db.member_log import MemberLog
from app.db.members import FieldValue
from app.db.terms import Terms
from app.domain.errors import NotFound, Refused, WrongUsage
from app.domain.fields import MEMBER, Field, member_key
from app.domain.member import Member
from app.services import member_values
from app.services.fact_chains import Chains, Span, chains
from app.services.frame import Frame
from app.services.history_entries import LINK, LINKED, LINKS, Entry, HistoryReader, said, told
from app.services.roster import Roster


@dataclass(frozen=True, slots=True)
class OtherTerm:
    """Another 届 in which the same person was or is a 委员: its days (empty `ends`: it goes on) and what held in it."""

    name: str
    starts: str
    ends: str
    timelines: Chains


@dataclass(frozen=True, slots=True)
class History:
    """All that is told of one member: changes, newest first, the chains of facts, and those of the other 届, latest first."""

    member: Member
    entries: tuple[Entry, ...]
    timelines: Chains
    others: tuple[OtherTerm, ...] = ()


class MemberHistory:
    """Verbs on the history of a member."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._roster = Roster(frame)

    def of(self, word: str, day: str | None = None) -> History:
        """Give the history of a member by id, 委员编号 or unique name."""
        member = self._frame.member(word, day)
        fields = {one.key: one for one in self._frame.field_use().fields}
        changes = MemberLog(self._frame.data).changes(member.id)
        entries = list(HistoryReader(self._frame, member, fields).read(changes))
        told = chains(self._frame.members.facts(member.id), fields)
        return History(member, tuple(reversed(entries)), told, self._others(member, fields))

    def _others(self, member: Member, fields: Collection[str]) -> tuple[OtherTerm, ...]:
        terms = {term.id: term for term in self._frame.registry.terms()}
        found = [
            OtherTerm(terms[term].name, terms[term].starts, terms[term].ends, chains(self._frame.members.facts(identity), fields))
            for identity, term in Terms(self._frame.data).memberships_of(member.person_id)
            if identity != member.id
        ]  # fmt: skip
        return tuple(reversed(found))

    def restore(
        self, member: Member, key: str, *, operation: int | None = None, value: str | None = None
    ) -> str:
        """Put one field back as it was before an operation, or to a value as typed; one operation of its own.

        It is a correction: no change from a day on is left behind; returns what it says now. Raises NotFound when that operation did not touch
        the field, Refused when the field has that value already or is switched off.
        """
        field_ = field_named(key)
        self._roster.refuse_off(field_.key)
        wanted = (
            self._before(member, field_, operation)
            if operation is not None
            else self._roster.read(field_.key, value or "")
        )
        if _same(wanted, member_values.value_of(member, field_.key)):
            raise Refused(
                f"{member.name} 的{field_.label}现在就是“{told(field_, wanted) or '空'}”，不用恢复。",
                where=field_.key, code="unchanged",
            )  # fmt: skip
        self._roster.change(
            member, {field_.key: wanted}, day=None, label=f"恢复 {member.name} 的{field_.label}"
        )
        return told(field_, wanted)

    def _before(self, member: Member, field_: Field, operation: int) -> FieldValue:
        for entry in self.of(str(member.id)).entries:
            if entry.operation == operation and entry.key == field_.key:
                if not entry.restorable:
                    raise Refused(
                        f"{field_.label}在那一步之前是空的，不能恢复成空。", where=field_.key, code="empty"
                    )
                return entry.old
        raise NotFound(f"第 {operation} 步没有改过 {member.name} 的{field_.label}。", where=str(operation))


def field_named(word: str) -> Field:
    """Find a member's field by its key, its label or another of its headers; raises WrongUsage when there is none."""
    key = member_key(word)
    if key is None:
        raise WrongUsage(
            f"没有“{word}”这个字段，可用：{'、'.join(one.label for one in MEMBER.values())}。", where=word
        )
    return MEMBER[key]


def _same(one: FieldValue, other: FieldValue) -> bool:
    return said(one) == said(other)


__all__ = ["LINK", "LINKED", "LINKS", "Entry", "History", "MemberHistory", "OtherTerm", "Span", "said"]
