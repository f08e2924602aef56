"""Several tables of one roster become one list of people: repeated rows, namesakes, and cells that disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from app.domain.codes import sector_name
from app.domain.fields import MEMBER, Kind
from app.domain.finding import Finding
from app.domain.lost_name import is_lost
from app.domain.member import Seat
from app.domain.recognition import (
    NEW,
    Answer,
    Identity,
    Same,
    Several,
    differences,
    place_differences,
    recognise_all,
)
from app.intake.cells import Value
from app.intake.person import RowDraft, Source, identity_of
from app.intake.rows import united

_WHOLE_PLACE = ("employer", "job_title")


@dataclass(slots=True)
class Joined:
    """A person so far: values, the rows they come from, which row gave each value, and whether one is in error."""

    values: dict[str, Value]
    sources: list[Source]
    given_by: dict[str, Source]
    flawed: bool

    @property
    def identity(self) -> Identity:
        """What tells this person from others."""
        return identity_of(self.sources[0].key, self.values)


@dataclass(slots=True)
class Crowd:
    """Everybody read so far. Rows of one table are added together, since within a table they are different people."""

    choices: Mapping[str, str]
    people: list[Joined] = field(default_factory=list)
    nameless: list[RowDraft] = field(default_factory=list)
    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    questions: dict[Source, list[Identity]] = field(default_factory=dict)

    def add(self, rows: Iterable[RowDraft]) -> None:
        """Join the rows of one table to the people so far."""
        named: list[RowDraft] = []
        for row in rows:
            (named if row.values.get("name") else self.nameless).append(row)
        table = self._without_repeats(named)
        known = {person.sources[0].key: person for person in self.people}
        candidates = [person.identity for person in self.people]
        answers = recognise_all([person.identity for person, _ in table], candidates, self.choices)
        for (person, row), answer in zip(table, answers, strict=True):
            same = self._decided(person, row, answer, known)
            if same is None:
                self.people.append(person)
            else:
                self._merge(same, person, row)

    def _decided(
        self, person: Joined, row: RowDraft, answer: Answer, known: Mapping[str, Joined]
    ) -> Joined | None:
        """Whom a row is joined to; None for somebody new. Doubts become findings here."""
        if isinstance(answer, Several):
            self._error(row, "name", f"{answer.why}；请注明出生年月或委员编号，或在预览中选定")
            self.questions[row.source] = list(answer.candidates)
            person.flawed = True
            return None
        if isinstance(answer, Same):
            other = known[answer.candidate.key]
            unlike = place_differences(person.identity, answer.candidate)
            if answer.by != "姓名" or len(unlike) < 2:
                return other
            self._namesake(row, other.sources[0], unlike)
            return None
        if len(answer.namesakes) == 1 and not place_differences(person.identity, answer.namesakes[0]):
            self._contradiction(person, row, known[answer.namesakes[0].key])
        return None

    def _contradiction(self, person: Joined, row: RowDraft, other: Joined) -> None:
        """The only two of a name, alike but for the sex or the birth date: one of the tables must be wrong."""
        unlike = differences(person.identity, other.identity)
        if not unlike or not _SLIPS.keys() >= set(
            unlike
        ):  # nothing: another row of this table has that person
            return
        key = _SLIPS[unlike[0]]
        where, theirs = other.sources[0].said(row.source), _said(other.values, key)
        name, what = person.values["name"], "、".join(unlike)
        self._error(row, key, f"{name}的{what}与{where}（{theirs}）不一致，请改为一致，或在预览中选定为两人")
        self.questions[row.source] = [other.identity]
        person.flawed = other.flawed = True

    def _namesake(self, row: RowDraft, other: Source, unlike: Sequence[str]) -> None:
        message = f"与{other.said(row.source)}同名，{'、'.join(unlike)}不同，按两人读入"
        self._warning(row, "name", message)

    def _error(self, row: RowDraft, key: str, message: str) -> None:
        self.errors.append(row.source.finding(message, row.headers.get(key, ""), _said(row.values, key)))

    def _warning(self, row: RowDraft, key: str, message: str) -> None:
        self.warnings.append(row.source.finding(message, row.headers.get(key, ""), _said(row.values, key)))

    # -- within one table ----------------------------------------------------------------------------------------

    def _without_repeats(self, rows: Sequence[RowDraft]) -> list[tuple[Joined, RowDraft]]:
        """The people of one table, a person's repeated rows made one; each with the row that speaks for them."""
        table: list[tuple[Joined, RowDraft]] = []
        same_key: dict[tuple[str, Value], list[tuple[Joined, RowDraft]]] = defaultdict(list)
        for row in rows:
            person = Joined(dict(row.values), [row.source], dict.fromkeys(row.values, row.source), row.flawed)
            keys = [(key, row.values[key]) for key in ("id_number", "no", "name") if key in row.values]
            earlier = {id(one[0]): one for key in keys for one in same_key[key]}
            repeated = next((o for o in earlier.values() if self._is_repeat(person, row, *o)), None)
            if repeated is not None:
                self._merge(repeated[0], person, row)
                continue
            table.append((person, row))
            for key in keys:
                same_key[key].append((person, row))
        return table

    def _is_repeat(self, person: Joined, row: RowDraft, other: Joined, other_row: RowDraft) -> bool:
        """Whether a row speaks of the person of an earlier row of its table; says so, or that it cannot be told."""
        chosen = self.choices.get(row.source.key)
        if chosen in {NEW, other_row.source.key}:
            return chosen != NEW
        mine, theirs = person.identity, other.identity
        where = other_row.source.said(row.source)
        shared = [key for key in ("id_number", "no") if _both_say(person, other, key)]
        unlike = differences(mine, theirs)
        if shared and (mine.name != theirs.name or unlike):
            message = f"{MEMBER[shared[0]].label}与{where}（{theirs.name}）相同，请核对"
            self._doubt(person, row, other, shared[0], message)
            return False
        if unlike or (is_lost(mine.name) and not any(_both_say(person, other, key) for key in _PROVING)):
            return False
        places = place_differences(mine, theirs)
        cells = self._disagreeing(person, other)
        if not places and not cells:
            return self._repeats(person, row, other, where)
        labels = [*places, *(MEMBER[key].label for key in cells)]
        if not shared and ("单位" in places or _LIFELONG & set(cells)):
            self._namesake(row, other_row.source, labels)
            return False
        what = "、".join(labels)
        advice = "请改为一致、删去一行，或注明出生年月以示区别"
        self._doubt(person, row, other, "name", f"与{where}疑为同一人，但{what}不一致；{advice}")
        return False

    def _doubt(self, person: Joined, row: RowDraft, other: Joined, key: str, message: str) -> None:
        """An error that keeps this row out, and a question; of several earlier rows the first is named."""
        if row.source not in self.questions:
            self._error(row, key, message)
        self.questions.setdefault(row.source, []).append(other.identity)
        person.flawed = True

    def _repeats(self, person: Joined, row: RowDraft, other: Joined, where: str) -> bool:
        """Two rows of a table in which nothing disagrees: the same row twice, or one person in two bodies."""
        lists = [
            key
            for key in ("committees", "groups")
            if not _both_say(person, other, key) and key in person.values
        ]
        if not lists:
            self._warning(row, "name", f"与{where}重复，只读入一行")
            return True
        if any(_both_say(person, other, key) for key in _PROVING):
            labels = "、".join(MEMBER[key].label for key in lists)
            self._warning(row, "name", f"与{where}是同一人，{labels}合并读入")
            return True
        message = f"与{where}同名，分不清是一人还是两人；请注明单位、出生年月或委员编号"
        self._doubt(person, row, other, "name", message)
        return False

    def _disagreeing(self, one: Joined, other: Joined) -> list[str]:
        """Fields of one value that both state differently, 界别 and 单位 apart."""
        apart = {"name", "sector", *_WHOLE_PLACE, "committees", "groups", "posts", "note"}
        both = [key for key in one.values if key in other.values and key not in apart]
        return [key for key in both if _resolved(key, other.values[key], one.values[key]) is None]

    # -- joining -------------------------------------------------------------------------------------------------

    def _merge(self, person: Joined, more: Joined, row: RowDraft) -> None:
        """Add what a row says of a person; a cell that says something else is an error at both places."""
        person.sources.append(row.source)
        person.flawed = person.flawed or more.flawed
        skipped = _same_place_otherwise_split(person.values, more.values)
        for key, value in more.values.items():
            if key in skipped or key == "name":
                continue
            if key not in person.values:
                person.values[key] = value
                person.given_by[key] = row.source
                continue
            resolved = _resolved(key, person.values[key], value)
            if resolved is not None:
                person.values[key] = resolved
                continue
            where = person.given_by[key].said(row.source)
            label, theirs = MEMBER[key].label, _said(person.values, key)
            self._error(row, key, f"{person.values['name']}的{label}与{where}（{theirs}）不一致，请改为一致")
            person.flawed = True
        mine, theirs = str(person.values["name"]), str(more.values["name"])
        if is_lost(mine) and not is_lost(theirs):
            person.values["name"] = theirs
        elif theirs != mine and not is_lost(theirs):
            person.values.setdefault("former_name", more.values["name"])
            person.given_by.setdefault("former_name", row.source)


_PROVING = ("id_number", "no", "birth", "phone", "employer", "job_title")
"""What two rows of one name may share that makes them one person."""

_LIFELONG = frozenset({"ethnicity", "native_place"})
"""What nobody changes: two rows that differ in it are two people."""

_SLIPS = {"性别": "sex", "出生年月": "birth"}
"""What is easily mistyped; a different 身份证号 or 委员编号 makes two people."""


def _both_say(one: Joined, other: Joined, key: str) -> bool:
    """Whether both state a field and state the same."""
    return key in one.values and one.values[key] == other.values.get(key)


def _said(values: Mapping[str, Value], key: str) -> str:
    """A value as a message shows it."""
    value = values.get(key, "")
    if isinstance(value, tuple):
        return "、".join(item.name if isinstance(item, Seat) else item for item in value)
    return str(value)


def _resolved(key: str, one: Value, other: Value) -> Value | None:
    """The value that two tables agree on; None when they do not."""
    if one == other:
        return one
    if isinstance(one, tuple) and isinstance(other, tuple):
        if key == "affiliations":
            return one if set(one) == set(other) else None
        return united(one, other)
    mine, theirs = str(one), str(other)
    if MEMBER[key].kind is Kind.PARTIAL_DATE:
        longer, shorter = sorted((mine, theirs), key=len, reverse=True)
        return longer if longer.startswith(shorter) else None
    if key == "note":
        return mine if theirs in mine else f"{mine}\n{theirs}"
    if key == "sector":
        return one if sector_name(mine) == sector_name(theirs) else None
    return one if _bare(mine) == _bare(theirs) else None


def _bare(text: str) -> str:
    return "".join(normalize("NFKC", text).split())


def _same_place_otherwise_split(person: dict[str, Value], row: Mapping[str, Value]) -> tuple[str, ...]:
    """单位 and 职务 in two columns here, in one there: keep the two, and tell which fields are done with."""
    mine, theirs = (_bare("".join(str(v.get(key, "")) for key in _WHOLE_PLACE)) for v in (person, row))
    if not mine or mine != theirs:
        return ()
    if "employer" in row and "employer" not in person:
        person.update({key: row[key] for key in _WHOLE_PLACE if key in row})
    return _WHOLE_PLACE
