"""What an import says about a cell: an error keeps its row out, a warning lets it in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import Refused


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark with its place. `row` is the line as the spreadsheet numbers it (from 1; 0 = the whole sheet)."""

    message: str
    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""

    @property
    def place(self) -> str:
        """Where to look: sheet, row and column, or the file when nothing nearer is known."""
        return (
            " ".join(filter(None, (self.sheet, f"第 {self.row} 行" if self.row else "", self.column)))
            or self.file
        )

    @property
    def said(self) -> str:
        """The place and the message as one sentence, the column's name once where the message begins with it."""
        twice = f"{self.column}“"
        said = self.message.removeprefix(self.column) if self.message.startswith(twice) else self.message
        place = self.place.rstrip("：")
        return f"{place}：{said}" if place else said

    def as_dict(self) -> dict[str, str | int]:
        """Give the JSON form of the command line."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "message": self.message,
        }


def refusal_of(errors: Sequence[Finding]) -> Refused | None:
    """The refusal of an import with errors, naming the first place; None when there is none."""
    if not errors:
        return None
    first = errors[0]
    message = f"有 {len(errors)} 处错误，没有导入。第一处：{first.said}"
    return Refused(message, where=first.place, code="errors")
