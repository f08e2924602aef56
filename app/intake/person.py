"""A person as tables tell of them: the draft, where each part was read, and the findings on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.finding import Finding
from app.domain.post_texts import Proposal
from app.domain.recognition import Identity
from app.intake.cells import Value


@dataclass(frozen=True, slots=True)
class Source:
    """A row: file, sheet ("" for a text file) and the number that the spreadsheet shows for it.

    `part` counts the people of one row from 0, where a list is printed in several columns side by side.
    """

    file: str
    sheet: str
    row: int
    part: int = 0

    @property
    def key(self) -> str:
        """The row's name in the clerk's choices."""
        return f"{self.file}#{self.sheet}#{self.row}" + (f"#{self.part}" if self.part else "")

    def said(self, beside: Source | None = None) -> str:
        """Name the place in a message, leaving out what `beside` shares: “街道”表第 12 行."""
        row = f"第 {self.row} 行" + (f"第 {self.part + 1} 栏" if self.part else "")
        if beside and (beside.file, beside.sheet) == (self.file, self.sheet):
            return row
        table = f"“{self.sheet}”表" if self.sheet else f"“{self.file}”"
        return (
            f"“{self.file}”的{table}{row}"
            if self.sheet and beside and beside.file != self.file
            else table + row
        )

    def finding(self, message: str, column: str = "", value: str = "") -> Finding:
        """Remark on this row."""
        return Finding(message, self.file, self.sheet, self.row, column, value)


@dataclass(frozen=True, slots=True)
class RowDraft:
    """One row of one table. `headers` are the columns' own words by field key; `flawed` when it has an error."""

    source: Source
    values: Mapping[str, Value]
    headers: Mapping[str, str]
    flawed: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A row of which it could not be told whose it is: the clerk answers with a candidate's key or “new”."""

    source: Source
    candidates: tuple[Identity, ...]


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """One person of the tables.

    `values` are typed as in `Member`, by key of the field table; a key that is absent was empty in every table.
    `proposed_posts` are what the 职务 text speaks of: for the clerk to confirm, never applied here.
    """

    values: Mapping[str, Value]
    sources: tuple[Source, ...]
    proposed_posts: tuple[Proposal, ...] = field(default=())

    @property
    def key(self) -> str:
        """The name of this person in the clerk's choices: the first row's."""
        return self.sources[0].key

    @property
    def name(self) -> str:
        """The name; empty for a rejected row without one."""
        return self.text("name")

    def text(self, key: str) -> str:
        """Give a text field; empty when it is absent."""
        value = self.values.get(key, "")
        return value if isinstance(value, str) else ""

    def identity(self) -> Identity:
        """What tells this person from others."""
        return identity_of(self.key, self.values)


def identity_of(key: str, values: Mapping[str, Value]) -> Identity:
    """Take from values what tells one person from another."""
    texts = {name: str(values.get(name, "")) for name in _TELLING}
    return Identity(key=key, **texts)


_TELLING = ("name", "former_name", "id_number", "no", "sex", "birth", "sector", "employer", "job_title")
