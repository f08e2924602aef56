"""What an import says about a cell: an error keeps its row out, a warning lets it in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark with its place. `row` is the line as the spreadsheet numbers it (from 1; 0 = the whole sheet)."""

    message: str
    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""

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
