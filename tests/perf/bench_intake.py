"""Importing a roster of 3,000 members with 15 columns: read, map, check, join; matching it to members; entering it.

The base is calamine reading the same file alone.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import python_calamine

from app.domain.recognition import Same, recognise_all
from app.intake.roster import read_roster
from app.intake.sheets import read_tables
from app.office import Office
from tests.perf import invented
from tests.perf.measured import Row, median_of, print_table, seconds

COUNT, ROUNDS = 3_000, 5
BASE = "calamine reading the same file"


def rows() -> list[Row]:
    """Measure each part of an import."""
    with tempfile.TemporaryDirectory() as folder:
        path = invented.workbook(Path(folder), COUNT)
        base = median_of(
            ROUNDS, lambda: python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()
        )
        people = [person.identity() for person in read_roster(read_tables(path)).people]
        if not all(isinstance(answer, Same) for answer in recognise_all(people, people)):
            raise RuntimeError("members were not found again")
        read = median_of(ROUNDS, lambda: read_roster(read_tables(path)))
        tables = median_of(ROUNDS, lambda: read_tables(path))
        known = median_of(ROUNDS, lambda: recognise_all(people, people))
        return [
            Row("import of 3,000 × 15: read, map, check, join", 0.6, read, BASE, base),
            Row("of which safety checks and reading", 0.3, tables, BASE, base),
            Row("telling 3,000 members again", 0.2, known, BASE, base),
            *_entering(Path(folder), path, base),
        ]


def _entering(folder: Path, path: Path, base: float) -> list[Row]:
    office = Office.create(folder / "office.liange", office_name="云川县政协", term="第十一届")
    try:
        previewed = median_of(3, lambda: office.roster_import.preview([path]))
        preview = office.roster_import.preview([path])
        entered = seconds(lambda: office.roster_import.apply(preview))
        undone = seconds(office.undo)
        office.redo()
        again = median_of(3, lambda: office.roster_import.preview([path]))
    finally:
        office.close()
    return [
        Row("import of 3,000 × 15: the whole preview, into an empty roster", 0.6, previewed, BASE, base),
        Row("entering the 3,000 members, logged, one operation", 1.5, entered, BASE, base),
        Row("undoing that", 1.5, undone, BASE, base),
        Row("the preview of the same file again, beside 3,000 members: nothing new", 1.0, again, BASE, base),
    ]


if __name__ == "__main__":
    print_table(rows())
