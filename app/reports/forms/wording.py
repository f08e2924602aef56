"""A wording as a form: one copy, or one for each 委员, 提案 or 承办单位; what it asks for are its options."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.domain.errors import NotFound, Refused
from app.domain.member import Member
from app.domain.member_choice import named, picked, words_in
from app.domain.proposal import Outcome, Proposal
from app.domain.wording import (
    ANNEXES,
    ASKED,
    BODY,
    Kind,
    Layout,
    Problem,
    Subject,
    Wording,
    asked_problems,
)
from app.domain.wording_fields import RATES, names_of, needs_of, with_asked
from app.reports.document import Document, Section
from app.reports.facts import Facts, Move
from app.reports.forms.birthdays import EVERY_MONTH, MONTH, born_in
from app.reports.forms.form import COMPARED, ON_PAPER, Ask, Form, Group, Option, Options
from app.reports.forms.listing import PEOPLE
from app.reports.forms.moves import SINCE
from app.reports.forms.proposals import NOT_FILED, WHICH, with_outcome
from app.reports.table import Table
from app.reports.wording.cards import card_sheets
from app.reports.wording.filters import BLANK
from app.reports.wording.paper import TABLE_MARK, sections_of
from app.reports.wording.template import Use, check, fill
from app.reports.wording.values import Source, waiting_of

ISSUED: Final = Option("成文日期", ("",), Ask.DAY, "落款的日期；不写就是截至日期")
REMIND, LEAVE = "先提醒我", "留空白"
EMPTY: Final = Option("没有填的", (REMIND, LEAVE), hint="有空着的字段时：先说出来，或留出空白手写")
UNITS: Final = Option("承办单位", ("全部",), Ask.TEXT, "全部；或写单位名称，用顿号隔开")
BIRTHDAY: Final = "生日"
"""The field of a birthday; a wording with it, or named for it, is printed for the birthdays of one month."""
BOTH_SIDES: Final = Option("单双面", ("双面打印", "单面打印"), hint="双面打印时每份从一张纸的正面开始")
OWN_OPTIONS: Final = frozenset(
    one.name for one in (ISSUED, EMPTY, UNITS, MONTH, BOTH_SIDES, PEOPLE, WHICH, SINCE, COMPARED)
)
"""Names that nothing asked for may take."""
FIGURES: Final = ("数", "率", "表")
"""How the names of fields end that hold figures: a 通报 of them is compared with the last one."""
UNFILLED: Final = "empty_field"
"""The code of what is refused because something is not filled in yet."""
MOST_TOLD = 6
RESIGNED = "辞职"
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]+")


# --------------------------------------------------------------------------- checking


def problems_of(wording: Wording) -> tuple[Problem, ...]:
    """Everything that is wrong with a wording, part by part."""
    taken = names_of(wording.subject)
    found = list(asked_problems(wording.text(ASKED), taken | OWN_OPTIONS))
    fields = with_asked(wording.subject, wording.asked)
    known = frozenset(fields)
    for part in wording.shown_parts:
        if not part.template:
            continue
        text = wording.text(part.key)
        read = check(text, known, part.key)
        found += read.problems
        if part.is_body and not text.strip():
            found.append(Problem(part.key, 0, "是空的，请写上正文。"))
        for use in read.uses:
            table = use.name in fields and fields[use.name].table
            if table and not (use.alone and part.key in (BODY, ANNEXES)):
                message = f"“{use.name}”是一张表，要在正文或附件里单独占一行。"
                found.append(Problem(part.key, use.line, message))
    return tuple(found)


def uses_of(wording: Wording) -> list[tuple[str, Use]]:
    """Every field of the printed parts, with the part it stands in."""
    known = frozenset(with_asked(wording.subject, wording.asked))
    return [
        (part.key, use)
        for part in wording.shown_parts
        if part.template
        for use in check(wording.text(part.key), known, part.key).uses
    ]


# --------------------------------------------------------------------------- the form


def wording_form(wording: Wording) -> Form:
    """Make the form of a wording; a wording that is not right yet says so when it is printed."""
    used = {use.name for _, use in uses_of(wording)}

    def build(facts: Facts, options: Options) -> Document:
        return document_of(wording, facts, options)

    def sample(facts: Facts, options: Options) -> Document:
        return document_of(wording, facts, options, sample=True, optional=False)

    def copies(facts: Facts, options: Options) -> list[tuple[str, str, str]]:
        source = Source(facts, facts.day.isoformat())
        return [(one.word, one.name, one.number) for one in _copies(wording, source, options)]

    return Form(
        wording.name, wording.purpose or f"{wording.layout}，{wording.subject}", build, needs_of(wording.subject, used),
        tuple(_options(wording, used)), Group.LETTERS, ON_PAPER, plain="公文有自己的落款和日期", about=_ABOUT[wording.subject.kind],
        copies=None if wording.subject is Subject.ONCE else copies, sample=sample,
    )  # fmt: skip


_ABOUT: Final[Mapping[Kind, str]] = {
    Kind.OFFICE: "", Kind.MEMBER: PEOPLE.name, Kind.PROPOSAL: WHICH.name, Kind.UNIT: UNITS.name,
}  # fmt: skip


def _options(wording: Wording, used: Set[str]) -> Iterator[Option]:
    match wording.subject.kind:
        case Kind.MEMBER:
            yield PEOPLE
        case Kind.PROPOSAL:
            yield WHICH
        case Kind.UNIT:
            yield UNITS
    if wording.subject.moves:
        yield SINCE
    if _of_birthdays(wording, used):
        yield MONTH
    for one in wording.asked:
        yield Option(one.name, ("",), Ask.LINES if one.lines else Ask.TEXT, one.hint)
    yield ISSUED
    yield EMPTY
    if wording.subject is not Subject.ONCE and wording.layout is not Layout.CARD:
        yield BOTH_SIDES
    if wording.subject is Subject.ONCE and any(name.endswith(FIGURES) for name in used):
        yield COMPARED


def _of_birthdays(wording: Wording, used: Set[str]) -> bool:
    return wording.subject is Subject.MEMBER and (BIRTHDAY in used or BIRTHDAY in wording.name)


def document_of(
    wording: Wording, facts: Facts, options: Options, *, sample: bool = False, optional: bool = True
) -> Document:
    """Set every copy, one after the other.

    A `sample` is one copy to look at: what is empty stands there by its name, 〔会议地点〕, with `optional` also what the
    text can do without. Raises Refused when the wording is not right, when nobody is to get one, or when a field is
    empty that the text cannot do without.
    """
    if wrong := problems_of(wording):
        raise Refused(
            f"用语“{wording.name}”还不能用：{wrong[0].sentence}", where=wording.name, code="wording"
        )
    issued = options.get(ISSUED.name, "") or facts.day.isoformat()
    source = Source(facts, issued)
    copies = list(_copies(wording, source, options))[: 1 if sample else None]
    if not copies and sample:
        copies = [_Copy("", {})]
    if not copies:
        raise Refused(_NOBODY[wording.subject], where=wording.name, code="empty")
    filling = _Filling(wording, source, {one.name: options.get(one.name, "") for one in wording.asked})
    if not sample and options.get(EMPTY.name, REMIND) == REMIND and (told := filling.missing(copies)):
        raise Refused(told, where=wording.name, code=UNFILLED)
    recto = options.get(BOTH_SIDES.name, BOTH_SIDES.default) == BOTH_SIDES.default
    if wording.layout is Layout.CARD:
        sections = [
            *card_sheets([filling.parts(copy, sample=sample, optional=optional)[0] for copy in copies])
        ]
    else:
        sections = [
            one
            for copy in copies
            for one in filling.sections(copy, sample=sample, optional=optional, recto=recto)
        ]
    return Document(wording.name, tuple(sections), facts.office, date.fromisoformat(issued))


_NOBODY: Final[Mapping[Subject, str]] = {
    Subject.ONCE: "没有可以生成的。",
    Subject.MEMBER: "没有合条件的委员，请看看“委员”和“生日月份”两项。",
    Subject.JOINED: "这段时间没有增补的委员，没有可以生成的。",
    Subject.LEFT: "这段时间没有退出的委员，没有可以生成的。",
    Subject.RESIGNED: "这段时间没有辞职的委员，没有可以生成的。",
    Subject.FILED: "没有立案的提案，没有可以生成的。",
    Subject.NOT_FILED: "没有不予立案、并案或转社情民意的提案，没有可以生成的。",
    Subject.KEY: "没有重点提案，没有可以生成的。请先在提案里列为重点。",
    Subject.UNIT: "没有承办提案的单位，没有可以生成的。请先交办。",
    Subject.LATE_UNIT: "没有未答复提案的单位，不用催办。",
}


# --------------------------------------------------------------------------- of whom there is one copy each


@dataclass(frozen=True, slots=True)
class _Copy:
    """One copy: what messages call it, the fields of its subject; the word its option knows it by, a number of its own."""

    name: str
    found: Mapping[str, str | Table]
    word: str = ""
    number: str = ""


def _copies(wording: Wording, source: Source, options: Options) -> Iterator[_Copy]:
    used = {use.name for _, use in uses_of(wording)}
    facts = source.facts
    match wording.subject.kind:
        case Kind.MEMBER:
            for member in _members(wording.subject, source, options):
                yield _Copy(member.name, source.of_member(member, used), str(member.id), member.no)
        case Kind.PROPOSAL:
            for one in _proposals(wording.subject, facts):
                yield _Copy(one.label, source.of_proposal(one, used), str(one.id), str(one.serial))
        case Kind.UNIT:
            for name in _units(wording.subject, source, options):
                yield _Copy(name, source.of_unit(name, used), name)
        case _:
            yield _Copy("", {})


def _members(subject: Subject, source: Source, options: Options) -> list[Member]:
    facts = source.facts
    people = list(facts.members)
    if subject.moves:
        people = [one.member for one in source.moves_of.values() if _meant(subject, one)]
    month = options.get(MONTH.name, EVERY_MONTH)
    if month != EVERY_MONTH:
        people = sorted((one for one in people if born_in(one) == month), key=lambda one: one.birth[4:])
    return picked(
        people, options.get(PEOPLE.name, PEOPLE.default), lambda word: named(people, word, "这份用语要给的人")
    )


def _meant(subject: Subject, move: Move) -> bool:
    if subject is Subject.JOINED:
        return move.joined
    return move.left and (subject is Subject.LEFT or move.status == RESIGNED)


def _proposals(subject: Subject, facts: Facts) -> list[Proposal]:
    if subject is Subject.NOT_FILED:
        outcomes = [one for one in NOT_FILED if one is not Outcome.WITHDRAWN]
        found = [one for outcome in outcomes for one in with_outcome(facts, outcome)]
        return sorted(found, key=lambda one: one.serial or 0)
    filed = sorted(with_outcome(facts, Outcome.FILED), key=lambda one: one.no or 0)
    return [one for one in filed if one.key] if subject is Subject.KEY else filed


def _units(subject: Subject, source: Source, options: Options) -> list[str]:
    found = list(dict.fromkeys(part.unit for one in source.assigned for part in one.handlings))
    known = {one.name: place for place, one in enumerate(source.facts.units)}
    found.sort(key=lambda name: known.get(name, len(known)))
    if subject is Subject.LATE_UNIT:
        found = [name for name in found if waiting_of(name, source.assigned)]
    words = words_in(options.get(UNITS.name, UNITS.default))
    if not words or words == [UNITS.default]:
        return found
    if stray := [word for word in words if word not in found]:
        raise NotFound(f"这份用语要给的单位里没有“{stray[0]}”，请核对单位名称。", where=stray[0])
    return [name for name in found if name in words]


# --------------------------------------------------------------------------- filling


class _Filling:
    """Fills one wording for copy after copy."""

    def __init__(self, wording: Wording, source: Source, answers: Mapping[str, str]) -> None:
        self._wording, self._uses = wording, uses_of(wording)
        used = [use.name for _, use in self._uses]
        self._names = frozenset(with_asked(wording.subject, wording.asked))
        self._asked = {name: cleaned(text, lines=True) for name, text in answers.items()}
        self._office = dict(source.of_office(used))
        if "口径说明" in used:
            self._office["口径说明"] = source.definitions(name for name in used if name in RATES)

    def missing(self, copies: Iterable[_Copy]) -> str:
        """Say what is empty though the text cannot do without it; empty when all is there."""
        needed = dict.fromkeys(use.name for _, use in self._uses if not use.optional)
        unsaid = [name for name in needed if name in self._asked and not self._asked[name]]
        if unsaid:
            return f"还没有填：{'、'.join(unsaid)}。请先填上；要留空白手写，“{EMPTY.name}”选“{LEAVE}”。"
        lacking: dict[str, list[str]] = {}
        for copy in copies:
            values = {**self._office, **copy.found}
            for name in needed:
                if name not in self._asked and not values.get(name, ""):
                    lacking.setdefault(name, []).append(copy.name)
        if not lacking:
            return ""
        said = "；".join(_lacking(name, who) for name, who in lacking.items())
        return f"{said}。请先补上；要留空白手写，“{EMPTY.name}”选“{LEAVE}”。"

    def sections(self, copy: _Copy, *, sample: bool, optional: bool, recto: bool) -> tuple[Section, ...]:
        """Set one copy."""
        return sections_of(
            self._wording.layout, *self.parts(copy, sample=sample, optional=optional), recto=recto
        )

    def parts(self, copy: _Copy, *, sample: bool, optional: bool) -> tuple[dict[str, str], dict[str, Table]]:
        """Fill the parts of one copy; with them the tables that they name."""
        found = {**self._office, **copy.found, **self._asked}
        tables = {name: value for name, value in found.items() if isinstance(value, Table)}
        spared = {use.name for _, use in self._uses if use.optional}
        values: dict[str, str] = {}
        for name in self._names:
            value = found.get(name, "")
            if isinstance(value, Table):
                values[name] = f"{TABLE_MARK}{name}{TABLE_MARK}"
            else:
                named = sample and (optional or name not in spared)
                instead = f"〔{name}〕" if named else "" if name in spared else BLANK
                values[name] = cleaned(value, lines=name in self._asked) or instead
        parts = {
            part.key: fill(self._wording.text(part.key), values if part.key != "title" else _unmarked(values))
            for part in self._wording.shown_parts
            if part.template
        }
        return parts, tables


def _lacking(name: str, who: list[str]) -> str:
    if not any(who):
        return f"资料里没有“{name}”"
    named = "、".join(who[:MOST_TOLD]) + (f"等 {len(who)} 份" if len(who) > MOST_TOLD else "")
    return f"{len(who)} 份没有“{name}”：{named}"


def _unmarked(values: Mapping[str, str]) -> dict[str, str]:
    """Values for a title, in which a plain | would be taken for a place to break the line."""
    return {name: text.replace("|", "｜") for name, text in values.items()}


def cleaned(text: str, *, lines: bool = False) -> str:
    """A value without what no paper can hold; line ends stay where a value may have several lines."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub(" ", plain if lines else plain.replace("\n", " ")).strip()
