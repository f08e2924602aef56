"""The cells behind a row of the preview, so that a wrong one may be typed anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.domain.fields import MEMBER
from app.domain.finding import Finding
from app.domain.wishes import CellPlace
from app.ui.mending import MendCell

if TYPE_CHECKING:
    from app.intake.mapping import Mapped
    from app.services.import_preview import Preview


def cells_of(preview: Preview, rows: Iterable[tuple[str, str, int]]) -> list[MendCell]:
    """The cells of these rows (file, sheet, row) in the columns that are taken, named by their headers."""
    wanted = list(rows)
    several = len(wanted) > 1
    cells = []
    for file, sheet, number in wanted:
        mapped = _sheet(preview, file, sheet)
        row = next((row for row in mapped.body if row.number == number), None) if mapped else None
        if mapped is None or row is None:
            continue
        for column in mapped.columns:
            if column.field:
                text = str(row.cells[column.index]) if column.index < len(row.cells) else ""
                title = f"{sheet or file} {column.header}" if several else column.header
                cells.append(MendCell((file, sheet, number, column.index), title, text))
    return cells


def place_of(preview: Preview, finding: Finding) -> CellPlace | None:
    """The cell that a finding speaks of, its row's name when it names no column; None when it is of no row."""
    mapped = _sheet(preview, finding.file, finding.sheet)
    if mapped is None or not finding.row:
        return None
    taken = [column for column in mapped.columns if column.field]
    fits = (
        lambda column: column.header == finding.column,
        lambda column: MEMBER[column.field].label == finding.column,
        lambda column: column.field == "name",
    )
    found = next((column for rule in fits for column in taken if rule(column)), None)
    return None if found is None else (finding.file, finding.sheet, finding.row, found.index)


def _sheet(preview: Preview, file: str, sheet: str) -> Mapped | None:
    return next((one for one in preview.sheets if one.taken and (one.file, one.name) == (file, sheet)), None)
