"""Whom the people of tables are: found among the members, asked about where that cannot be told, or new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.finding import Finding
from app.domain.lost_name import is_lost
from app.domain.member import Member
from app.domain.recognition import (
    Answer,
    Identity,
    Nobody,
    Same,
    Several,
    differences,
    place_differences,
    recognise_all,
)
from app.services.import_namesakes import fitting, one_to_one
from app.services.import_preview import Candidate, Question
from app.services.import_values import changes_of, coming_values, unlike

if TYPE_CHECKING:
    from app.intake.person import PersonDraft
    from app.intake.roster import Question as RowQuestion

_BY_NAME_ALONE = frozenset({"姓名", "曾用名"})
_CHOOSE = "请在预览中选定是哪一位"


@dataclass(slots=True)
class Recognised:
    """Each person's member (None: new), and the questions that keep people out; `warnings` are worth a look."""

    members: dict[str, Member | None] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)


def find_members(
    people: Iterable[PersonDraft], members: Mapping[str, Member], choices: Mapping[str, str]
) -> Recognised:
    """Find the people of tables among `members` (by id). Nobody is taken for a member by a mere name that is doubtful,

    nor is somebody who has left the office changed, unless `choices` (row key → member id or NEW) says so.
    """
    drafts = list(people)
    identities = [person.identity() for person in drafts]
    candidates = [identity_of(member) for member in members.values()]
    answers = recognise_all(identities, candidates, choices)
    alike = _wholly_alike(drafts, answers, members)
    if alike:
        answers = recognise_all(identities, candidates, {**alike, **choices})
    found = Recognised()
    taken = {answer.candidate.key for answer in answers if isinstance(answer, Same)}
    for person, identity, answer in zip(drafts, identities, answers, strict=True):
        why, doubtful = _doubt(person, identity, answer, members)
        if why:
            _ask(found, person, why, [members[one.key] for one in doubtful])
            continue
        found.members[person.key] = members[answer.candidate.key] if isinstance(answer, Same) else None
        remark = _remark(identity, answer, taken, members) if person.key not in choices else ""
        if remark:
            found.warnings.append(person.sources[0].finding(remark, "姓名", person.name))
    return found


def _wholly_alike(
    drafts: Iterable[PersonDraft], answers: Iterable[Answer], members: Mapping[str, Member]
) -> dict[str, str]:
    """Of namesakes that the rules cannot tell apart: rows that say of exactly one what stands, and of the others not,

    and rows of a name that fit as many members one to one. Taking them for those changes nothing; two rows alike to
    one member stay in doubt.
    """
    by_name: dict[str, dict[str, frozenset[str]]] = {}
    for person, answer in zip(drafts, answers, strict=True):
        if isinstance(answer, Several):
            lost = is_lost(
                person.name
            )  # 吴彦□ may be somebody not entered yet, unless it stands so in the roster
            same = (one for one in answer.candidates if not lost or one.name == person.name)
            fits = fitting(person, (members[one.key] for one in same))
            if fits:
                by_name.setdefault(person.name, {})[person.key] = fits
    return {row: member for same in by_name.values() for row, member in _of_one_name(same).items()}


def _of_one_name(fits: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Rows of one name and whom they are, those of which there is no other row or member to choose."""
    whole = one_to_one(fits)
    if whole:
        return whole
    only = {row: next(iter(found)) for row, found in fits.items() if len(found) == 1}
    claimed = Counter(only.values())
    return {row: member for row, member in only.items() if claimed[member] == 1}


def _doubt(
    person: PersonDraft, identity: Identity, answer: Answer, members: Mapping[str, Member]
) -> tuple[str, tuple[Identity, ...]]:
    """Why the clerk has to say who this is, and who it may be; nothing when it is plain."""
    if isinstance(answer, Several):
        return answer.why.partition("：")[0], answer.candidates
    if not isinstance(answer, Same) or answer.by == "选定":
        return "", ()
    member = members[answer.candidate.key]
    if not member.in_office and person.text("status") != member.status:
        return f"名册里的{member.name}已{member.status}", (answer.candidate,)
    places = place_differences(identity, answer.candidate)
    if answer.by in _BY_NAME_ALONE and len(places) > 1:
        known = "姓名" if identity.name == member.name else "曾用名"
        return f"与名册里的{member.name}{known}相同，{'、'.join(places)}都不同", (answer.candidate,)
    return "", ()


def _ask(found: Recognised, person: PersonDraft, why: str, members: list[Member]) -> None:
    listed = "；".join(map(_described, members))
    found.errors.append(person.sources[0].finding(f"{why}：{listed}。{_CHOOSE}", "姓名", person.name))
    found.questions[person.key] = Question(why, tuple(candidate(person, member) for member in members))


def _remark(identity: Identity, answer: Answer, taken: set[str], members: Mapping[str, Member]) -> str:
    """What is decided by the rules alone but worth a look."""
    if isinstance(answer, Same) and answer.by == "曾用名":
        return f"按曾用名认作名册里的{members[answer.candidate.key].name}；如是两人请在预览中选定"
    if not isinstance(answer, Nobody):
        return ""
    others = [one for one in answer.namesakes if one.key not in taken]
    if not others:
        return ""
    what = "、".join(differences(identity, others[0])) or "资料"
    return f"名册里已有同名的{_described(members[others[0].key])}，{what}不同，按另外一个人新增；如是同一人请在预览中选定"


def candidate(person: PersonDraft, member: Member) -> Candidate:
    """A member whom a row may mean, with what the row says otherwise."""
    left = "" if member.in_office else f"，已{member.status}"
    described = identity_of(member).described()
    title = f"{member.name}（{described}{left}）" if described or left else member.name
    return Candidate(str(member.id), title, changes_of(member, coming_values(person.values, member)))


def among_rows(
    questions: Iterable[RowQuestion], people: Iterable[PersonDraft], findings: Iterable[Finding]
) -> dict[str, Question]:
    """What is asked of rows among each other: by the row's key, with the other rows it may be one person with."""
    by_row = {source.key: person for person in people for source in person.sources}
    said: dict[tuple[str, str, int], str] = {}
    for finding in findings:
        said.setdefault((finding.file, finding.sheet, finding.row), finding.message)
    asked: dict[str, Question] = {}
    for question in questions:
        mine = by_row.get(question.source.key)
        if mine is None:
            continue
        others = []
        for one in question.candidates:
            other = by_row.get(one.key)
            if other is not None:
                where = other.sources[0].said(question.source)
                title = (
                    f"{other.name}（{where}，{one.described()}）"
                    if one.described()
                    else f"{other.name}（{where}）"
                )
                others.append(Candidate(one.key, title, unlike(other.values, mine.values)))
        source = question.source
        asked[mine.key] = Question(said.get((source.file, source.sheet, source.row), ""), tuple(others))
    return asked


def identity_of(member: Member) -> Identity:
    """What tells a member from others."""
    return Identity(
        str(member.id), member.name, member.former_name, member.more.get("id_number", ""), member.no, member.sex,
        member.birth, member.sector, member.employer, member.job_title,
    )  # fmt: skip


def _described(member: Member) -> str:
    """A member as a message names one, with the 委员编号 or id that a script chooses by."""
    words = identity_of(member).described()
    number = "" if member.no else f"id {member.id}"
    return f"{member.name}（{'，'.join(filter(None, (words, number)))}）"
