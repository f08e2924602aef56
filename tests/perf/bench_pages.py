"""What the window reads for its pages when something has changed, in an office of usual size and in one of 3,000.

The base is one reading of the roster from the file. Nothing of this may hold the window's own thread for long.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from app.office import Office
from app.ui.pages.home import read_home
from tests.perf import invented
from tests.perf.measured import Row, print_table, seconds

SIZES = ((339, 200), (3_000, 200))  # members, proposals
ROUNDS = 5


def rows() -> list[Row]:
    """Measure both offices."""
    with tempfile.TemporaryDirectory() as folder:
        return [row for members, proposals in SIZES for row in _measured(Path(folder), members, proposals)]


def _measured(folder: Path, members: int, proposals: int) -> list[Row]:
    office = invented.office(folder, members, proposals)
    reader = office.reader()
    try:
        frame = reader.frame
        term, day = frame.term().id, frame.day()
        base = (
            "reading the roster",
            min(seconds(lambda: frame.members.of_term(term, day)) for _ in range(ROUNDS)),
        )
        read_home(reader), reader.roster.listing()  # libraries and tables that are read once
        works: tuple[tuple[str, Callable[[], object]], ...] = (
            ("首页, after a change", lambda: read_home(reader)),
            ("the roster in rank order, after a change", lambda: reader.roster.listing(status="全部")),
            ("the grid with its reasons, after a change", reader.liaison.grid),
        )
        return [
            Row(f"{members:,} members: {name}", None, _after_a_change(office, work), *base)
            for name, work in works
        ]
    finally:
        reader.close()
        office.close()


def _after_a_change(office: Office, work: Callable[[], object]) -> float:
    """The quickest of several readings, before each of which the other connection has written."""
    taken = []
    for number in range(ROUNDS):
        with office.data.operation("设置"):
            office.frame.registry.set_setting("measured", str(office.data.ids.counter + number))
        taken.append(seconds(work))
    return min(taken)


if __name__ == "__main__":
    print_table(rows())
