"""What a form is: a name, its options, and a pure function from facts to a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.dates import whole_day
from app.domain.errors import WrongUsage
from app.reports.document import Document
from app.reports.facts import Facts
from app.reports.plain import clean

Options = Mapping[str, str]


class Group(StrEnum):
    """What a form is about: the heads of the list that forms are chosen from."""

    MEETING = "主席会议"
    MEMBERS = "委员"
    GRID = "网格"
    PROPOSALS = "提案"
    LETTERS = "函件与通知"


class Ask(StrEnum):
    """How an option is answered: from its choices, by any words, in several lines, by a day, by people, by proposals."""

    CHOICE = "choice"
    TEXT = "text"
    LINES = "lines"
    DAY = "day"
    PEOPLE = "people"
    PROPOSALS = "proposals"


class Source(StrEnum):
    """What an office adds to the choices of an option by its own words."""

    NONE = ""
    TEAM_KINDS = "team_kinds"
    TEAMS = "teams"
    TERMS = "terms"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing the clerk may say; the first of `choices` is the default, in words.

    With a `source` the office's own words follow, each put into `pattern`. `hint` tells how to answer when it is written.
    """

    name: str
    choices: tuple[str, ...]
    ask: Ask = Ask.CHOICE
    hint: str = ""
    source: Source = Source.NONE
    pattern: str = "{}"

    @property
    def default(self) -> str:
        """What is taken when nothing is said."""
        return self.choices[0]

    def with_words(self, words: Sequence[str]) -> Option:
        """Give the option with an office's own words among its choices."""
        own = (self.pattern.format(word) for word in words)
        return replace(self, choices=tuple(dict.fromkeys((*self.choices, *own))))

    def check(self, value: str) -> str:
        """Give an answer as it is taken; raises WrongUsage telling what may be said."""
        if self.ask is Ask.DAY:
            read = whole_day(value)
            if read.problem:
                raise WrongUsage(f"选项“{self.name}”要填日期，如 2026-11-22，不能是“{value}”。", where=value)
            return read.text
        if self.ask is Ask.CHOICE and value not in self.choices:
            raise WrongUsage(f"选项“{self.name}”只能是：{'、'.join(self.choices)}。", where=value)
        return clean(value).strip()


NOT_COMPARED, LATEST = "不比", "标出变化"
COMPARED = Option("与上次相比", (NOT_COMPARED, LATEST), source=Source.ARCHIVE)
"""Of every form that has figures: each that changed since the last paper that was kept, or a certain one, is marked and explained."""

EVERY_FORMAT = ("docx", "pdf", "xlsx", "csv")
ON_PAPER = ("docx", "pdf")
"""Of forms that are no table to go on working with."""


Check = Callable[[Document, Facts, Options], list[str]]
"""Says in sentences where the figures of a form's document do not add up; see `sums`."""


Sample = Callable[[Facts, Options], Document]
"""Makes a form to look at while something is not filled in yet: what is missing stands there by its name."""

Copies = Callable[[Facts, Options], Sequence[tuple[str, str, str]]]
"""Tells of whom or what a form has a paper each: the word its option names it by, its name, a number that tells namesakes apart."""


def _nothing(_document: Document, _facts: Facts, _options: Options) -> list[str]:
    return []


@dataclass(frozen=True, slots=True)
class Form:
    """A form the office prints. `needs` names the parts of the facts it reads (roster, grid, proposals …).

    `check` finds what does not add up besides the sums that every form has checked. Every form says who made it (制表), as
    of when (截至) and in which order (排列); `plain` is why one does not (a label has no room for it).
    """

    name: str
    purpose: str
    build: Callable[[Facts, Options], Document]
    needs: frozenset[str] = frozenset({"roster"})
    options: tuple[Option, ...] = ()
    group: Group = Group.MEMBERS
    formats: tuple[str, ...] = EVERY_FORMAT
    check: Check = _nothing
    plain: str = ""
    together: bool = False
    """Whether the records it may be about stand in one list: then there is no file for each of them."""
    about: str = ""
    """The option that names the records, where their own kind of question does not tell."""
    copies: Copies | None = None
    """Of whom it has a paper each, where that is not simply everybody or every proposal among the facts."""
    sample: Sample | None = None
    """How it is looked at before everything is filled in, where it asks for something it cannot do without."""

    def with_words(self, words: Mapping[str, Sequence[str]]) -> Form:
        """Give the form as one office has it: its own words, by source, among the choices."""
        options = tuple(
            option.with_words(words.get(option.source, ())) if option.source else option
            for option in self.options
        )
        return replace(self, options=options)

    def with_defaults(self, given: Options) -> dict[str, str]:
        """Check options and fill in defaults; raises WrongUsage naming what may be said."""
        known = {option.name: option for option in self.options}
        for name in given:
            if name not in known:
                raise WrongUsage(f"“{self.name}”没有选项“{name}”。", where=name)
        return {
            option.name: option.check(given[option.name]) if option.name in given else option.default
            for option in self.options
        }
