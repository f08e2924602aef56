"""What a form is: a name, its options, and a pure function from facts to a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.domain.errors import WrongUsage
from app.reports.document import Document
from app.reports.facts import Facts

Options = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice the clerk has: `choices` in words, the first is the default."""

    name: str
    choices: tuple[str, ...]

    @property
    def default(self) -> str:
        """What is taken when nothing is said."""
        return self.choices[0]


@dataclass(frozen=True, slots=True)
class Form:
    """A form the office prints. `needs` names the parts of the facts it reads (roster, grid, proposals)."""

    name: str
    purpose: str
    build: Callable[[Facts, Options], Document]
    needs: frozenset[str] = frozenset({"roster"})
    options: tuple[Option, ...] = ()

    def with_defaults(self, given: Options) -> dict[str, str]:
        """Check options and fill in defaults; raises WrongUsage naming what may be said."""
        known = {option.name: option for option in self.options}
        for name, value in given.items():
            if name not in known:
                raise WrongUsage(f"“{self.name}”没有选项“{name}”。", where=name)
            if value not in known[name].choices:
                raise WrongUsage(f"选项“{name}”只能是：{'、'.join(known[name].choices)}。", where=value)
        return {option.name: given.get(option.name, option.default) for option in self.options}
