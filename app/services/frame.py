"""What every desk works with: the open file, its repositories, the current 届 and the day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from app.db.datafile import DataFile
from app.db.members import Members
from app.db.registry import Plenary, Registry, Term
from app.domain.errors import NotFound, Refused
from app.domain.field_use import FieldUse, field_use
from app.domain.member import AREA_TEAMS, Member
from app.domain.member_choice import named
from app.services.kept import Kept
from app.services.resources import code_list, shipped_names

CURRENT_TERM = "term"
OFFICE_NAME = "office_name"
TEAM_FLAGS = "teams."
"""Before a flag: the setting that keeps the office's word on its kinds of team, names with a comma between."""
LONGEST_NAME = 60
"""Characters of the name of an office, a 届 or a 次会议: what stands in one line of a title at most."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Shared by the desks of one open office; `today` stands in for the clock in every rule."""

    data: DataFile
    today: Callable[[], date]
    chosen: str = ""
    """The name of the 届 that is looked at; empty is the one the office works in."""
    kept: Kept = field(init=False, repr=False, compare=False)
    """What one desk has read is there for the others until the file changes."""

    def __post_init__(self) -> None:
        """Begin with nothing read."""
        object.__setattr__(self, "kept", Kept(self.data))

    @property
    def members(self) -> Members:
        """The member repository."""
        return Members(self.data)

    @property
    def registry(self) -> Registry:
        """The repository of 届, plenaries, codes, settings and operations."""
        return Registry(self.data, self.term().id if self.chosen else None)

    def day(self, day: str | None = None) -> str:
        """Give `day`, or else the day on which the 届 that is looked at is seen, as YYYY-MM-DD."""
        term = None if day else self._term()
        return self.day_of(term) if term else day or self.today().isoformat()

    def day_of(self, term: Term) -> str:
        """On which day a 届 is seen: today, of one that is over its last day, of one to come its first."""
        began = max(self.today().isoformat(), term.starts)
        return min(began, term.ends) if term.ends else began

    def term(self) -> Term:
        """The 届 that is looked at, or else the one the office works in."""
        found = self._term()
        if found is None:
            raise Refused("还没有建立届次，请先新建届次。", code="no_term")
        return found

    def current_term(self) -> Term:
        """The 届 the office works in, whichever is looked at."""
        found = self._current_term()
        if found is None:
            raise Refused("还没有建立届次，请先新建届次。", code="no_term")
        return found

    @property
    def looks_back(self) -> bool:
        """Whether another 届 is looked at than the one the office works in: nothing of it may be changed."""
        return bool(self.chosen) and self.term() != self._current_term()

    def _term(self) -> Term | None:
        if not self.chosen:
            return self._current_term()
        terms = self.terms()
        found = next((term for term in terms if self.chosen in (term.name, str(term.id))), None)
        if found is None:
            known = "、".join(term.name for term in terms)
            raise NotFound(f"没有名为“{self.chosen}”的届次。现有：{known}。", where=self.chosen)
        return found

    def terms(self) -> list[Term]:
        """Every 届 of the file, oldest first, even when the one that is looked at is gone from it."""
        return Registry(self.data).terms()

    def _current_term(self) -> Term | None:
        terms = self.terms()
        chosen = Registry(self.data).settings().get(CURRENT_TERM)
        return next((term for term in terms if str(term.id) == chosen), terms[-1] if terms else None)

    def plenary(self, name: str | None = None) -> Plenary:
        """The named plenary, or the latest of the current 届."""
        found = self.registry.plenaries()
        if name is not None:
            match = [plenary for plenary in found if plenary.name == name or str(plenary.id) == name]
            if not match:
                raise NotFound(f"没有名为“{name}”的会议，请先用“新建会议”建立。", where=name)
            return match[0]
        latest = self.latest_plenary()
        if latest is None:
            raise Refused("本届还没有建立会议，请先新建次会议。", code="no_plenary")
        return latest

    def latest_plenary(self) -> Plenary | None:
        """The latest 次会议 of the current 届; None before there is one, though earlier 届 had theirs."""
        term = self.term().id
        return next((one for one in reversed(self.registry.plenaries()) if one.term_id == term), None)

    def words(self, code_list: str) -> list[str]:
        """Give what a field is chosen from: the office's own list, else the shipped one, else nothing."""
        return self.registry.codes(code_list) or shipped_names(code_list)

    def field_use(self) -> FieldUse:
        """Which fields of a member this office uses, at which level of privacy."""
        found: FieldUse = self.kept.get(("field_use",), lambda: field_use(self.registry.settings()))
        return found

    def people(self, day: str | None = None) -> list[Member]:
        """Every membership of the current 届 on that day, whatever its status."""
        term, day = self.term().id, self.day(day)
        return list(self.kept.get(("people", term, day), lambda: self._people(term, day)))

    def team_kinds(self, flag: str) -> frozenset[str]:
        """The kinds of team that have a flag (place: formed by 片区; outsiders: takes people who are no 委员).

        As the office said, else as the shipped list does.
        """
        said = self.registry.settings().get(TEAM_FLAGS + flag)
        if said is not None:
            return frozenset(filter(None, said.split(",")))
        return frozenset(code.name for code in code_list("小组种类") if flag in code.flags)

    def _people(self, term: int, day: str) -> list[Member]:
        people, place = self.members.of_term(term, day), self.team_kinds("place")
        return people if place == AREA_TEAMS else [replace(one, area_kinds=place) for one in people]

    def member(self, word: str, day: str | None = None) -> Member:
        """Resolve an id, a 委员编号 or a name that is unique in the current 届."""
        return named(self.people(day), word)
