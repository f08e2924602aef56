"""The roster desk: who is a 委员, in what order, and every change to one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from app.db.links import Links
from app.db.member_log import MemberLog
from app.db.members import UNSAID, Fact, FieldValue, Reason
from app.db.registry import PastOperation, Term
from app.domain import names, posts
from app.domain.code_lists import LONGEST_WORD
from app.domain.errors import Refused
from app.domain.fields import MEMBER
from app.domain.finding import Finding
from app.domain.member import ACTIVE, STATUSES, Member
from app.domain.member_view import ALL, EVERYBODY, Asked
from app.domain.status_actions import NOBODY, Need, StatusAction, action_between, refuse_status
from app.services import member_values
from app.services.career import beginning, career, since
from app.services.frame import Frame
from app.services.listed_words import as_listed
from app.services.member_events import Event, events
from app.services.resources import shipped_names
from app.services.roster_order import in_order
from app.services.roster_search import RosterSearch

EVERYONE = "全部"
"""The word for a listing of those who left as well."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything the detail page shows of one member."""

    member: Member
    facts: tuple[Fact, ...]
    operations: tuple[PastOperation, ...]
    career: tuple[tuple[Term, Member], ...] = ()
    """Every 届 in which the same person was or is a 委员, oldest first, each as on its last day or today."""
    since: Mapping[str, str] = field(default_factory=dict)
    """Since when a dated field is as it is, where that is more than the beginning of the 届: field → day."""
    events: tuple[Event, ...] = ()
    """What happened, newest first: dated changes on their own day, everything else on the day it was typed."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What setting a post for a pasted list did."""

    post: str
    set: tuple[Member, ...]
    already: tuple[Member, ...]
    findings: tuple[Finding, ...]


class Roster:
    """Verbs on members; each that changes is one operation."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    # -- looking -----------------------------------------------------------------------------------------------

    @cached_property
    def finding(self) -> RosterSearch:
        """Views, conditions, words and orders of the list."""
        return RosterSearch(self._frame)

    def listing(
        self, *, day: str | None = None, sort: str = "rank", status: str | None = None, text: str = ""
    ) -> list[Member]:
        """List members in an order of `domain.order`, or by field:KEY; with a text the best hits come first.

        `status`: one of the states; None is everyone still in office; “全部” those who left as well.
        """
        of = EVERYBODY if status == EVERYONE else ALL
        asked = Asked(of, search=text, sort=sort)
        return list(
            self.finding.select(asked, day=day, status="" if status == EVERYONE else status or "").people
        )

    def in_order(self, people: Iterable[Member], sort: str = "rank") -> list[Member]:
        """Put members into one of the office's orders."""
        return in_order(people, sort, self._frame.registry.codes("界别"))

    def get(self, word: str, day: str | None = None) -> Member:
        """Find a member by id, 委员编号 or unique name."""
        return self._frame.member(word, day)

    def show(self, word: str, day: str | None = None) -> Dossier:
        """Give one member with dated facts and the operations that touched them."""
        member = self._frame.member(word, day)
        registry = self._frame.registry
        rows = registry.rows_about(member.id)
        operations = registry.operations(200, rows)
        facts = tuple(self._frame.members.facts(member.id))
        terms = career(self._frame, member)
        held = since(self._frame, terms, member.id, self._frame.day(day))
        told = events(facts, operations, MemberLog(self._frame.data).touches(rows), beginning(facts))
        return Dossier(member, facts, tuple(operations), tuple(terms), held, told)

    def list_in(self, file: Path) -> str:
        """Give the text of a file of names, as Windows or WPS saved it; raises Refused when it is none."""
        from app.intake.sheets import read_plain_text  # on first use: few lists come as files

        return read_plain_text(file)

    # -- changing ----------------------------------------------------------------------------------------------

    def add(
        self, values: Mapping[str, FieldValue], *, day: str | None = None, reason: Reason = UNSAID
    ) -> int:
        """Enter a new member; with a day this is a 增补 from that day on."""
        name = names.clean_name(str(values.get("name") or ""))
        if name.problem:
            raise Refused(f"姓名“{values.get('name') or ''}”不能用：{name.problem}", code="name")
        values = as_listed(self._frame, _ranked({**values, "name": name.name}))
        if day:
            values = _joining(values, day)
        _refuse_unknown_status(values)
        self._refuse_double_number(str(values.get("no") or ""), None)
        self._refuse_double_person(str(values.get("id_number") or ""), None)
        with self._frame.data.operation(f"新增委员 {name.name}"):
            self._learn_codes(values)
            return self._frame.members.add(self._frame.term().id, values, day or "", reason)

    def change(
        self,
        member: Member,
        values: Mapping[str, FieldValue],
        *,
        day: str | None,
        reason: Reason = UNSAID,
        label: str = "",
    ) -> None:
        """Change fields from `day` on, or correct them when it is None; the operation is called `label` or what it did."""
        values, said = self.checked(member, values, day=day, reason=reason)
        with self._frame.data.operation(label or said):
            self._learn_codes(values)
            self._frame.members.change(member.id, values, day, reason)

    def checked(
        self, member: Member, values: Mapping[str, FieldValue], *, day: str | None, reason: Reason = UNSAID
    ) -> tuple[dict[str, FieldValue], str]:
        """Give the values as `change` would write them and what it would be called; raises Refused as `change` does."""
        if "name" in values:
            name = names.clean_name(str(values["name"] or ""))
            if name.problem:
                raise Refused(f"姓名“{values['name'] or ''}”不能用：{name.problem}", code="name")
            values = {**values, "name": name.name}
        values = as_listed(self._frame, _ranked(values))
        if "no" in values:
            self._refuse_double_number(str(values["no"] or ""), member.id)
        if "id_number" in values:
            self._refuse_double_person(str(values["id_number"] or ""), member.id)
        action = self._status_action(member, values, day, reason)
        return values, action.operation(member.name) if action else _label(member, values)

    def _status_action(
        self, member: Member, values: dict[str, FieldValue], day: str | None, reason: Reason
    ) -> StatusAction | None:
        """Let the table of the status machine decide; a status that stays as it is beside other fields is passed over."""
        if "status" not in values:
            return None
        _refuse_unknown_status(values)
        after = str(values["status"])
        if day is None:
            return action_between(member.status, after, correction=True)
        standing = self._frame.members.get(member.id, day)
        before = standing.status if standing else NOBODY
        if before == after and len(values) > 1:
            del values["status"]
            return None
        return refuse_status(member.name, before, after, day=day, needs=said_of(reason))

    def refuse_removal(self, member: Member) -> None:
        """Raise Refused when links or proposals hold on to a member."""
        held = self._frame.members.holds(member.id)
        if any(held):
            counted = zip(held, ("条联络关系", "件提案"), strict=True)
            what = "、".join(f"{count} {word}" for count, word in counted if count)
            raise Refused(
                f"{member.name} 有 {what}，不能删除。请改用“退出”。",
                where=member.name,
                code="in_use",
            )

    def remove(self, member: Member) -> None:
        """Take out a member entered by mistake; refuses when links or proposals hold on to them."""
        self.refuse_removal(member)
        with self._frame.data.operation(f"删除误录的委员 {member.name}"):
            Links(self._frame.data).drop_rules_about(member.id)
            self._frame.members.remove(member.id)

    def set_post(self, text: str, post: str, *, day: str | None = None, dry_run: bool = False) -> Posted:
        """Give a post to every name of a pasted list; names unknown or ambiguous are findings and stay out."""
        if post not in self._frame.registry.codes("政协职务"):
            raise Refused(f"没有“{post}”这个政协职务。", where=post, code="post")
        people = [member for member in self._frame.people(day) if member.in_office]
        from app.intake.names import parse_name_list  # on first use: few lists are pasted, many are shown

        parsed = parse_name_list(text, [member.name for member in people])
        findings = list(parsed.findings)
        found: list[Member] = []
        for name in parsed.names:
            same = [member for member in people if member.name == name]
            if len(same) == 1:
                found.append(same[0])
            else:
                what = "名册里没有这个人" if not same else f"有 {len(same)} 位同名委员，请在委员页逐一设置"
                findings.append(Finding(f"“{name}”：{what}。", value=name))
        already = [member for member in found if post in member.posts]
        fresh = [member for member in found if post not in member.posts]
        if fresh and not dry_run:
            with self._frame.data.operation(f"设为{post} {len(fresh)} 人"):
                for member in fresh:
                    ranked = posts.in_rank_order((*member.posts, post))
                    self._frame.members.change(member.id, {"posts": ranked}, day)
        return Posted(post, tuple(fresh), tuple(already), tuple(findings))

    # -- for the window and paper: fields by key ----------------------------------------------------------------

    def text(self, member: Member, key: str) -> str:
        """Give one field of a member as a list or a form shows it."""
        return member_values.text_of(member, key)

    def read(self, key: str, text: str) -> FieldValue:
        """Read one field as a person types it; raises WrongUsage with what is wrong."""
        return member_values.parse_value(MEMBER[key], text, self._whole_names())

    def choices(self, key: str) -> list[str]:
        """Give the words a field is chosen from: the office's own list, else the shipped one."""
        codes = MEMBER[key].codes
        return (self._frame.registry.codes(codes) or shipped_names(codes)) if codes else []

    # -- within ------------------------------------------------------------------------------------------------

    def parse(self, assignments: Iterable[str], member: Member | None = None) -> dict[str, FieldValue]:
        """Read FIELD=VALUE, FIELD+=VALUE and FIELD-=VALUE words (`member` gives what += and -= start from)."""
        values = member_values.parse_assignments(assignments, member, self._whole_names())
        for key in values:
            self.refuse_off(key)
        return as_listed(self._frame, values)

    def refuse_off(self, key: str) -> None:
        """Raise Refused for a field that the office does not use."""
        if key not in self._frame.field_use():
            raise Refused(
                f"“{MEMBER[key].label}”已停用。要用它，请先在“备份与设置”的“字段”里启用。",
                where=key,
                code="field_off",
            )

    def _whole_names(self) -> frozenset[str]:
        """Names of committees and teams with a mark in them that else would part two."""

        def names() -> frozenset[str]:
            lists = (MEMBER[key].codes for key in member_values.SEAT_FIELDS)
            words = (code.name for name in lists for code in self._frame.registry.code_rows(name))
            return frozenset(word for word in words if not set(member_values.MARKS).isdisjoint(word))

        found: frozenset[str] = self._frame.kept.get(("whole_names",), names)
        return found

    def _refuse_double_number(self, number: str, own: int | None) -> None:
        held = self._frame.members.numbers(self._frame.term().id) if number else {}
        for member, (no, name) in held.items():
            if no == number and member != own:
                raise Refused(
                    f"委员编号 {number} 已经是 {name} 的，请换一个。", where=number, code="double_number"
                )

    def _refuse_double_person(self, identity: str, own: int | None) -> None:
        for member in self._frame.people() if identity else ():
            if member.more.get("id_number", "") == identity and member.id != own:
                way = "请核对" if member.in_office else f"他已经{member.status}，是同一个人请用“增补”"
                raise Refused(
                    f"身份证号与 {member.name} 的相同，同一个人不能录两次。{way}。",
                    where="id_number",
                    code="double_person",
                )

    def _learn_codes(self, values: Mapping[str, FieldValue]) -> None:
        for key, value in values.items():
            if MEMBER[key].codes in LEARNED and value:
                for word in member_values.code_names(value):
                    if len(word) > LONGEST_WORD:
                        raise Refused(
                            f"{MEMBER[key].label}“{word}”太长，最多 {LONGEST_WORD} 个字。",
                            where=key,
                            code="long",
                        )
                self._frame.registry.add_codes(MEMBER[key].codes, member_values.code_names(value))


def _refuse_unknown_status(values: Mapping[str, FieldValue]) -> None:
    status = values.get("status", ACTIVE)
    if status not in STATUSES:
        raise Refused(
            f"没有“{status or ''}”这种状态，可用：{'、'.join(STATUSES)}。", where="status", code="status"
        )


def said_of(reason: Reason) -> tuple[Need, ...]:
    """Name what a reason says."""
    said = ((Need.REASON, reason.text), (Need.BASIS, reason.basis), (Need.ORGAN, reason.organ))
    return tuple(need for need, text in said if text.strip())


def _joining(values: Mapping[str, FieldValue], day: str) -> dict[str, FieldValue]:
    """What follows from a 增补 where nothing else is said: 任委员日期 is the day; who is not known to go on is 新任."""
    served = str(values.get("terms_served") or "1")
    follows: dict[str, FieldValue] = {"joined": day, "is_new": served == "1"}
    return {**values, **{key: value for key, value in follows.items() if values.get(key) in (None, "")}}


def _ranked(values: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    """Put posts in their order of rank, as an import and a list of names do."""
    held = values.get("posts")
    if not isinstance(held, tuple):
        return dict(values)
    return {**values, "posts": posts.in_rank_order(post for post in held if isinstance(post, str))}


LEARNED = ("界别", "专委会", "片区", "小组")
"""Code lists that grow by what the office enters; the others are fixed by standards."""


def _label(member: Member, values: Mapping[str, FieldValue]) -> str:
    labels = "、".join(MEMBER[key].label for key in list(values)[:3])
    return f"修改 {member.name} 的{labels}{'等' if len(values) > 3 else ''}"
