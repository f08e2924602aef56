"""Tables written down in a test, and what was read of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.intake.rawtable import RawRow, RawSheet, filled
from app.intake.roster import RosterDraft, read_roster


def table(*rows: Sequence[object], name: str = "表", file: str = "名册.xlsx") -> RawSheet:
    """A sheet of these rows, numbered from 1; empty ones are left out."""
    kept = (
        RawRow(n, tuple(c if isinstance(c, date) else str(c) for c in row)) for n, row in enumerate(rows, 1)
    )
    return RawSheet(file, name, tuple(row for row in kept if filled(row.cells)))


def read(*sheets: RawSheet, choices: dict[str, str] | None = None) -> RosterDraft:
    """Read sheets as one roster."""
    return read_roster(sheets, choices=choices)


def said(draft: RosterDraft) -> list[tuple[str, int, str]]:
    """Where the errors are: sheet, row and column."""
    return [(finding.sheet, finding.row, finding.column) for finding in draft.errors]
