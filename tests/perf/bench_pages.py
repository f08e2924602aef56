"""What the window reads for its pages when something has changed, in an office of usual size and in one of 3,000.

The base is one reading of the roster from the file. Nothing of this may hold the window's own thread for long.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.domain.member_view import Asked
from app.office import Office
from app.services.roster_order import in_order_of_field
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
        read = [
            Row(f"{members:,} members: {name}", None, _after_a_change(office, work), *base)
            for name, work in works
        ]
        return [*read, *_looking(reader, members, *base)]
    finally:
        reader.close()
        office.close()


def _looking(reader: Office, members: int, base: str, base_took: float) -> list[Row]:
    """Search, narrow and sort the list as the page does at every letter and click, everything prepared."""
    finding = reader.roster_search
    finding.warm()
    asked: tuple[tuple[str, float, Asked], ...] = (
        ("search by first letters (zq)", 0.020, Asked(search="zq")),
        ("search by pinyin (zhao yi)", 0.020, Asked(search="zhao yi")),
        ("search for part of a phone number", 0.020, Asked(search="138 0000")),
        ("search for two words anywhere", 0.020, Asked(search="单位 街道3")),
        ("conditions: 界别, 年龄, 手机", 0.030, Asked(where=("界别=界别3,界别5", "年龄>=40", "手机!=空"))),
    )
    rows = [
        Row(f"{members:,} members: {name}", budget, _quickest(partial(finding.select, one)), base, base_took)
        for name, budget, one in asked
    ]
    people = finding.ordered()
    sort = _quickest(lambda: in_order_of_field(people, "employer", reader.frame))
    return [*rows, Row(f"{members:,} members: sort by a field", 0.030, sort, base, base_took)]


def _quickest(work: Callable[[], object]) -> float:
    return min(seconds(work) for _ in range(ROUNDS))


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
