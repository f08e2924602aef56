"""What is done with 3,000 members: what one change would bring about, a post for many at once, 换届 and its undo.

The base is reading the roster from the file.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from app.office import Office
from tests.perf import invented
from tests.perf.measured import Row, best_of, print_table, seconds

COUNT, PROPOSALS, ROUNDS = 3_000, 20, 5
NEXT = "第十二届", "2031-01-10"
BASE = "reading the roster"


def rows() -> list[Row]:
    """Measure an office of 3,000."""
    with tempfile.TemporaryDirectory() as folder:
        office = invented.office(Path(folder), COUNT, PROPOSALS)
        try:
            return _measured(office)
        finally:
            office.close()


def _measured(office: Office) -> list[Row]:
    frame = office.frame
    term, day = frame.term().id, frame.day()
    base = best_of(ROUNDS, lambda: frame.members.of_term(term, day))
    one = frame.people()[1]  # 副主席, who stands high in the grid
    office.consequences.of_change(one, {"status": "辞职"}, day=day)
    told = best_of(ROUNDS, lambda: office.consequences.of_change(one, {"status": "辞职"}, day=day))
    name, start = NEXT
    wish = replace(office.renewal.wish(), name=name, start=start, all_stay=True)
    planned = best_of(2, lambda: office.renewal.plan(wish))
    plan = office.renewal.plan(wish)
    entered = seconds(lambda: office.renewal.carry_out(plan))
    undone = seconds(office.undo)
    return [
        Row(f"{COUNT:,} members: what a change of one would bring about", 0.050, told, BASE, base),
        Row(f"{COUNT:,} members: 换届, the preview", None, planned, BASE, base),
        Row(f"{COUNT:,} members: 换届, everybody stays, one operation", 2.0, entered, BASE, base),
        Row(f"{COUNT:,} members: undoing that", 2.0, undone, BASE, base),
    ]


if __name__ == "__main__":
    print_table(rows())
