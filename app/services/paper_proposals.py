"""Gathering the proposals that forms are made from: the register of a plenary, or those that the clerk named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.db.proposals import Proposals
from app.db.registry import Plenary
from app.domain.errors import NotFound
from app.domain.member import Member
from app.domain.member_choice import means_all, words_in
from app.domain.plenary_rules import PlenaryRules
from app.domain.proposal import Proposal
from app.domain.statistics import Style
from app.reports.forms.proposals import WHICH
from app.services.frame import Frame
from app.services.proposal_remarks import leaders_of, remarks_on

_NUMBERED = re.compile(r"(?P<kind>流水|提案|第)?号?(?P<first>\d+)号?(?:[-—–~至到]+第?(?P<last>\d+)号?)?")
_LONGEST_NUMBER = 6
"""Digits of a 提案号 or 流水号; what is longer is an id."""


@dataclass(frozen=True, slots=True)
class Register:
    """What forms are told of proposals; see `Facts`."""

    plenary: str = ""
    proposals: tuple[Proposal, ...] = ()
    style: Style = field(default_factory=Style)
    remarks: Mapping[int, str] = field(default_factory=dict)
    leaders: Mapping[int, str] = field(default_factory=dict)
    texts: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    sponsors: Mapping[int, Member] = field(default_factory=dict)


def register_of(frame: Frame, needs: frozenset[str], options: Mapping[str, str], day: str | None) -> Register:
    """Give the register of the latest plenary; `motions` among the needs asks for those named, of theirs, with texts and sponsors."""
    plenary = frame.latest_plenary() if {"proposals", "motions"} & needs else None
    words = options.get(WHICH.name, WHICH.default)
    if plenary is None and ("motions" not in needs or means_all(words)):
        return Register()
    repository = Proposals(frame.data)
    found = tuple(repository.of_plenary(plenary.id)) if plenary is not None else ()
    texts: Mapping[int, Mapping[str, str]] = {}
    sponsors: dict[int, Member] = {}
    if "motions" in needs:
        found = chosen(frame, repository, found, words)
        if not means_all(words):
            plenary = _plenary_of(frame, found)
        texts = repository.texts([one.id for one in found])
        sponsors = _sponsors(frame, found, day)
    name = plenary.name if plenary is not None else ""
    style = PlenaryRules.of(frame.registry.settings(plenary.id) if plenary is not None else {}).style
    mains = (repository.get(one.merged_into) for one in found if one.merged_into is not None)
    told = {one.id: one for one in (*found, *filter(None, mains))}
    remarks, leaders = remarks_on(repository, tuple(told.values())), leaders_of(repository, found)
    return Register(name, found, style, remarks, leaders, texts, sponsors)


def _plenary_of(frame: Frame, proposals: Sequence[Proposal]) -> Plenary | None:
    """The 次会议 that all of these are of; None where they are of several."""
    found = {one.plenary_id for one in proposals}
    return frame.plenary(str(found.pop())) if len(found) == 1 else None


def chosen(
    frame: Frame, repository: Proposals, register: Sequence[Proposal], text: str
) -> tuple[Proposal, ...]:
    """Give the proposals that words name: 提案号 (1, 第1号, 3-20), 流水号 (流水12), 次会议:号, a 类别, an id; in number order.

    A bare number is a 提案号 first, as lists print it. Raises NotFound naming the word that nothing answers to.
    """
    if means_all(text):
        return tuple(register)
    found: dict[int, Proposal] = {}
    for word in words_in(text):
        own = _named(frame, repository, register, word)
        if not own:
            raise NotFound(
                f"没有“{word}”这件提案，请写提案号、流水号（如 流水12）或类别，用顿号隔开。", where=word
            )
        found |= {one.id: one for one in own}
    place = {one.id: number for number, one in enumerate(register)}
    return tuple(sorted(found.values(), key=lambda one: place.get(one.id, len(place))))


def _named(frame: Frame, repository: Proposals, register: Sequence[Proposal], word: str) -> list[Proposal]:
    name, colon, rest = word.replace("：", ":").rpartition(":")
    if colon:
        register, word = repository.of_plenary(frame.plenary(name).id), rest
    if own := [one for one in register if one.category == word]:
        return own
    number = _NUMBERED.fullmatch(word)
    if number is None:
        return []
    first = int(number["first"])
    if len(number["first"]) > _LONGEST_NUMBER:
        one = repository.get(first)
        return [one] if one is not None else []
    asked = range(first, int(number["last"] or first) + 1)
    by_no = [one for one in register if one.no in asked]
    by_serial = [one for one in register if one.serial in asked]
    match number["kind"]:
        case "流水":
            return by_serial
        case None:
            return by_no or by_serial
        case _:
            return by_no


def _sponsors(frame: Frame, proposals: Iterable[Proposal], day: str | None) -> dict[int, Member]:
    """Give the memberships that put proposals forward, as of a day; those of another 届 too."""
    wanted = {one.member for proposal in proposals for one in proposal.sponsors if one.member is not None}
    if not wanted:
        return {}
    found = {member.id: member for member in frame.people(day) if member.id in wanted}
    for member in wanted - set(found):
        earlier = frame.members.get(member, frame.day(day))
        if earlier is not None:
            found[member] = earlier
    return found
