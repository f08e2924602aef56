"""Who is who: rows of a table against each other, and against the members already kept.

The rule of the office: 身份证号, then 委员编号, then name + sex + birth, then name + 界别 + 单位. What both sides
state and is different (身份证号, 委员编号, sex, birth) makes two people. A name that is unique on both sides and
contradicts nothing is the same person. Among namesakes one of whom nothing else is known is not taken for somebody of
whom something is said. People of one name are never put together without a reason that is named.
A name that lost a character (吴彦□) is nobody's by itself: it wants a reason beside the name, or the clerk.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from unicodedata import normalize

from app.domain.lost_name import is_lost, may_be

NEW = "new"
"""The clerk's choice “nobody of these”."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells a person from another. `key` is the row's or member's own; empty texts are unknown.

    `birth` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. `job_title` may be the whole 单位及职务 where `employer` is empty.
    """

    key: str
    name: str
    former_name: str = ""
    id_number: str = ""
    no: str = ""
    sex: str = ""
    birth: str = ""
    sector: str = ""
    employer: str = ""
    job_title: str = ""

    @property
    def workplaces(self) -> frozenset[str]:
        """The texts by which 单位 may be recognised: the employer, and employer with title in one."""
        employer, title = _bare(self.employer), _bare(self.job_title)
        return frozenset({employer, employer + title} if employer else {title}) - {""}

    def described(self) -> str:
        """A few words that tell this one from namesakes: 男，1975-03，教育界别，区第一中学校长."""
        place = self.job_title if self.job_title.startswith(self.employer) else self.employer + self.job_title
        sector = (
            f"{self.sector}界别" if self.sector and not self.sector.endswith(("界", "界别")) else self.sector
        )
        number = f"编号{self.no}" if self.no else ""
        return "，".join(word for word in (number, self.sex, self.birth, sector, place) if word)


@dataclass(frozen=True, slots=True)
class Same:
    """The same person; `by` names the reason: 身份证号, 委员编号, 性别和出生年月, 界别和单位, 姓名, 曾用名, 选定 …"""

    candidate: Identity
    by: str


@dataclass(frozen=True, slots=True)
class Nobody:
    """None of the candidates; `namesakes` have the same name but are somebody else."""

    namesakes: tuple[Identity, ...] = ()


@dataclass(frozen=True, slots=True)
class Several:
    """May be one of these; `why` says in one sentence what cannot be told."""

    candidates: tuple[Identity, ...]
    why: str


Answer: TypeAlias = Same | Nobody | Several


def recognise_all(
    people: Sequence[Identity], candidates: Iterable[Identity], choices: Mapping[str, str] | None = None
) -> tuple[Answer, ...]:
    """Find each of `people` among `candidates`, one answer each in their order; no candidate is found twice.

    The people are taken to be different from each other, and so are the candidates. `choices` are the clerk's:
    a person's key → a candidate's key, or NEW.
    """
    search = _Search(people, tuple(candidates))
    search.by_choice(choices or {})
    search.by_key(lambda person: person.id_number, "身份证号")
    search.by_key(lambda person: person.no, "委员编号")
    search.by_lost_name()
    for name in search.open_names():
        search.by_name(name)
    search.by_former_name()
    return tuple(search.answers.get(index, Nobody()) for index in range(len(people)))


def differences(one: Identity, other: Identity) -> tuple[str, ...]:
    """The names of what both state and state differently: any of them makes two people."""
    pairs = (
        ("身份证号", one.id_number, other.id_number),
        ("委员编号", one.no, other.no),
        ("性别", one.sex, other.sex),
    )
    found = [label for label, mine, theirs in pairs if mine and theirs and mine != theirs]
    if not _agree(one.birth, other.birth):
        found.append("出生年月")
    return tuple(found)


def place_differences(one: Identity, other: Identity) -> tuple[str, ...]:
    """The names of what both state differently but a person may change: 界别, 单位."""
    found = []
    if one.sector and other.sector and _bare(one.sector) != _bare(other.sector):
        found.append("界别")
    if one.workplaces and other.workplaces and not one.workplaces & other.workplaces:
        found.append("单位")
    return tuple(found)


def nothing_confirmed(one: Identity, other: Identity) -> bool:
    """Whether something is said of the one and all of it is unknown of the other: nothing but the name joins them."""
    pairs = (
        (one.id_number, other.id_number),
        (one.no, other.no),
        (one.sex, other.sex),
        (one.birth, other.birth),
        (one.sector, other.sector),
        (one.workplaces, other.workplaces),
    )
    said = [known for told, known in pairs if told]
    return bool(said) and not any(said)


def _agree(one: str, other: str) -> bool:
    """Partial dates agree as far as both go."""
    return not one or not other or one.startswith(other) or other.startswith(one)


def _bare(text: str) -> str:
    return "".join(normalize("NFKC", text).split())


def _same_birth(one: Identity, other: Identity) -> bool:
    return bool(
        one.sex and one.sex == other.sex and one.birth and other.birth and _agree(one.birth, other.birth)
    )


def _same_workplace(one: Identity, other: Identity) -> bool:
    return bool(one.workplaces & other.workplaces)


def _same_sector(one: Identity, other: Identity) -> bool:
    return bool(one.sector) and _bare(one.sector) == _bare(other.sector)


def _same_place(one: Identity, other: Identity) -> bool:
    return _same_sector(one, other) and _same_workplace(one, other)


def _only_workplace(one: Identity, other: Identity) -> bool:
    return _same_workplace(one, other) and not (one.sector and other.sector)


def _only_sector(one: Identity, other: Identity) -> bool:
    return _same_sector(one, other) and not (one.workplaces and other.workplaces)


_REASONS: tuple[tuple[str, Callable[[Identity, Identity], bool]], ...] = (
    ("性别和出生年月", _same_birth),
    ("界别和单位", _same_place),
    ("单位", _only_workplace),
    ("界别", _only_sector),
)


class _Search:
    """One run over all people: what is answered, and which candidates are taken."""

    def __init__(self, people: Sequence[Identity], candidates: tuple[Identity, ...]) -> None:
        self.people = people
        self.candidates = candidates
        self.answers: dict[int, Answer] = {}
        self.taken: set[str] = set()
        self.people_of: dict[str, list[int]] = defaultdict(list)
        self.namesakes_of: dict[str, list[Identity]] = defaultdict(list)
        for index, person in enumerate(people):
            self.people_of[person.name].append(index)
        for candidate in candidates:
            self.namesakes_of[candidate.name].append(candidate)

    def by_choice(self, choices: Mapping[str, str]) -> None:
        """What the clerk decided holds against every rule."""
        known = {candidate.key: candidate for candidate in self.candidates}
        for index, person in enumerate(self.people):
            chosen = choices.get(person.key)
            if chosen == NEW:
                self.answers[index] = Nobody()
            elif chosen in known and chosen not in self.taken:
                self._same(index, known[chosen], "选定")

    def by_key(self, key_of: Callable[[Identity], str], label: str) -> None:
        """A key that both have: an 身份证号 decides alone, a 委员编号 (which offices reuse) wants the name too."""
        known: dict[str, list[Identity]] = defaultdict(list)
        for candidate in self.candidates:
            if key_of(candidate):
                known[key_of(candidate)].append(candidate)
        wanted: dict[str, list[int]] = defaultdict(list)
        for index, person in enumerate(self.people):
            if index not in self.answers and key_of(person) in known:
                wanted[key_of(person)].append(index)
        for key, indexes in wanted.items():
            found = [candidate for candidate in known[key] if candidate.key not in self.taken]
            for index in indexes:
                doubt = self._doubt_of_key(index, found, label, len(indexes))
                if doubt:
                    self.answers[index] = Several(tuple(found), doubt)
                elif found:
                    self._same(index, found[0], label)

    def _doubt_of_key(self, index: int, found: list[Identity], label: str, rows: int) -> str:
        if rows > 1:
            return f"有 {rows} 行{label}相同"
        if len(found) > 1:
            return f"{label}相同的有 {len(found)} 位"
        if not found or label == "身份证号":
            return ""
        person, other = self.people[index], found[0]
        if not (_names(person) & _names(other) or _fits(person.name, other.name)):
            return f"{label}与 {other.name} 相同而姓名不同"
        if "身份证号" in differences(person, other):
            return f"{label}相同而身份证号不同"
        return ""

    def by_lost_name(self) -> None:
        """Who has a name with gaps, on either side: joined by birth and sex or by 界别 and 单位, else asked about."""
        if not any(is_lost(one.name) for one in (*self.people, *self.candidates)):
            return
        gapped = [candidate for candidate in self.candidates if is_lost(candidate.name)]
        possible: dict[int, list[Identity]] = {}
        for index, person in enumerate(self.people):
            lost = is_lost(person.name)
            if index not in self.answers and (lost or person.name not in self.namesakes_of):
                among = self.candidates if lost else gapped
                possible[index] = [c for c in among if c.key not in self.taken and _may_be_same(person, c)]
        for label, holds in _REASONS[:2]:
            self._settle(possible, holds, label)
        for index, left in possible.items():
            person = self.people[index]
            if not is_lost(person.name):
                continue
            self.answers[index] = (
                Several(tuple(left), f"姓名有丢失的字，{_cannot_tell(person, left)}") if left else Nobody()
            )

    def open_names(self) -> list[str]:
        """The names still to be looked up that some candidate has."""
        return [
            name
            for name, indexes in self.people_of.items()
            if name in self.namesakes_of and any(index not in self.answers for index in indexes)
        ]

    def by_name(self, name: str) -> None:
        """All people and all candidates of one name at once: reasons from strong to weak, then what is left."""
        people = [i for i in self.people_of[name] if i not in self.answers]
        namesakes = self.namesakes_of[name]
        open_ones = [candidate for candidate in namesakes if candidate.key not in self.taken]
        possible = {i: [c for c in open_ones if not differences(self.people[i], c)] for i in people}
        for label, holds in _REASONS:
            self._settle(possible, holds, label)
        unique = len(self.people_of[name]) == 1 and len(namesakes) == 1
        self._settle(
            possible,
            lambda one, other: unique or not (place_differences(one, other) or nothing_confirmed(one, other)),
            "姓名",
        )
        for index, left in possible.items():
            person = self.people[index]
            if left:
                self.answers[index] = Several(tuple(left), _cannot_tell(person, left))
            else:
                self.answers[index] = Nobody(tuple(namesakes))

    def _settle(
        self, possible: dict[int, list[Identity]], holds: Callable[[Identity, Identity], bool], label: str
    ) -> None:
        """Accept each pair that a reason joins, if it joins neither of them with anybody else."""
        pairs = {index: [c for c in left if holds(self.people[index], c)] for index, left in possible.items()}
        wanted_by: dict[str, int] = defaultdict(int)
        for found in pairs.values():
            for candidate in found:
                wanted_by[candidate.key] += 1
        for index, found in pairs.items():
            if len(found) == 1 and wanted_by[found[0].key] == 1:
                self._same(index, found[0], label)
                del possible[index]
        for left in possible.values():
            left[:] = [candidate for candidate in left if candidate.key not in self.taken]

    def by_former_name(self) -> None:
        """Who is not found by name may have changed it."""
        former: dict[str, list[Identity]] = defaultdict(list)
        for candidate in self.candidates:
            for name in _names(candidate):
                former[name].append(candidate)
        for index, person in enumerate(self.people):
            if index in self.answers:
                continue
            found = {
                candidate.key: candidate
                for name in _names(person)
                for candidate in former.get(name, ())
                if candidate.key not in self.taken and not differences(person, candidate)
            }
            if len(found) == 1:
                self._same(index, next(iter(found.values())), "曾用名")
            elif found:
                self.answers[index] = Several(
                    tuple(found.values()), _cannot_tell(person, list(found.values()))
                )

    def _same(self, index: int, candidate: Identity, by: str) -> None:
        self.answers[index] = Same(candidate, by)
        self.taken.add(candidate.key)


def _fits(one: str, other: str) -> bool:
    """Whether two names may be one, gaps in either considered."""
    return may_be(one, other) if is_lost(one) else is_lost(other) and may_be(other, one)


def _may_be_same(one: Identity, other: Identity) -> bool:
    """Whether nothing that both state tells two people apart, a workplace included: the name proves little here."""
    return (
        (one.name == other.name or _fits(one.name, other.name))
        and not differences(one, other)
        and not place_differences(one, other)
    )


def _names(person: Identity) -> set[str]:
    return {person.name, person.former_name} - {""}


def _cannot_tell(person: Identity, candidates: Sequence[Identity]) -> str:
    """Say what the choice is between and in what they differ."""
    listed = "；".join(candidate.described() or "没有其他资料" for candidate in candidates)
    what = sorted({word for candidate in candidates for word in place_differences(person, candidate)})
    unlike = f"（{'、'.join(what)}不同）" if what else ""
    which = "是哪一位" if len(candidates) > 1 else "是不是同一个人"
    return f"同名的有 {len(candidates)} 位，分不清{which}{unlike}：{listed}"
