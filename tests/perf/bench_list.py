"""A list of 100,000 rows through the window's own model and view, its ids and rows from an indexed SQLite table.

The base is the same view over 100 rows: what a list of any length would cost if length cost nothing.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.db.engine import Database, connect
from app.ui import theme
from app.ui.listview import ListView
from app.ui.rows import Column, RowModel
from tests.perf import invented
from tests.perf.measured import Row, median_of, print_table

LONG, SHORT, ROUNDS = 100_000, 100, 7
SIZE = (900, 640)
FIELDS = ("no", "name", "unit", "sector", "day", "state")


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the table."""

    id: int
    cells: tuple[str, ...]


class LongList:
    """A table of so many rows and the list that shows it, painted into an image of its size."""

    def __init__(self, path: Path, count: int) -> None:
        self.db = connect(path, create=True)
        _fill(self.db, count)
        columns: list[Column[Record]] = [
            Column(field, field, partial(_cell, number), 140, sort=field)
            for number, field in enumerate(FIELDS)
        ]
        self.model = RowModel(columns, self._fetch)
        self.view: ListView[Record] = ListView(self.model, "记录")
        self.view.resize(*SIZE)
        self.image = QImage(*SIZE, QImage.Format.Format_ARGB32_Premultiplied)

    def ids(self, order: str) -> list[int]:
        """The ids in an order that has an index."""
        return [row[0] for row in self.db.execute(f"SELECT id FROM records ORDER BY {order}")]

    def first_paint(self) -> None:
        """Read the ids, show them, paint the first page."""
        self.view.show_ids(self.ids("no"))
        self._paint()

    def jump(self) -> None:
        """Go far away and paint, then back and paint."""
        for row in (len(self.model.ids) * 3 // 4, 0):
            self.view.go_to(row)
            self._paint()
        self.model.forget()

    def sort_anew(self) -> None:
        """Read the ids in another order, keep the row we stand on, paint."""
        self.view.show_ids(self.ids("name DESC"))
        self._paint()

    def _fetch(self, ids: Sequence[int]) -> dict[int, Record]:
        found = self.db.execute(
            "SELECT * FROM records WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(list(ids))]
        )
        return {row[0]: Record(row[0], tuple(row[1:])) for row in found}

    def _paint(self) -> None:
        self.view.viewport().render(self.image)


def _cell(number: int, record: Record) -> str:
    return record.cells[number]


def _fill(db: Database, count: int) -> None:
    db.execute(
        f"CREATE TABLE records (id INTEGER PRIMARY KEY, {', '.join(f'{field} TEXT' for field in FIELDS)}) STRICT"
    )
    people = invented.people(min(count, 3_000))
    with db.atomic():
        db.conn.executemany(
            f"INSERT INTO records VALUES (?{', ?' * len(FIELDS)})",
            (
                (
                    number << 32,
                    f"{number:06}",
                    row[1],
                    row[9],
                    row[6],
                    f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}",
                    "在册",
                )
                for number in range(1, count + 1)
                for row in (people[number % len(people)],)
            ),
        )
        for field in FIELDS:
            db.execute(f"CREATE INDEX records_by_{field} ON records ({field})")


def rows() -> list[Row]:
    """Measure first paint, a jump and an indexed re-sort of both lists."""
    application = QApplication.instance() or QApplication([])
    if isinstance(application, QApplication):
        theme.apply(application, dark=False)
    with tempfile.TemporaryDirectory() as folder:
        lists = [LongList(Path(folder) / f"{count}.db", count) for count in (LONG, SHORT)]
        first, first_base = (median_of(ROUNDS, one.first_paint) for one in lists)
        jump, jump_base = (median_of(ROUNDS, one.jump) / 2 for one in lists)
        sort, sort_base = (median_of(ROUNDS, one.sort_anew) for one in lists)
        for one in lists:
            one.db.close()
    base = "the same with 100 rows"
    return [
        Row("list of 100,000 rows: first paint", 0.080, first, base, first_base),
        Row("list of 100,000 rows: jump", 0.035, jump, base, jump_base),
        Row("list of 100,000 rows: indexed re-sort", 0.120, sort, base, sort_base),
    ]


if __name__ == "__main__":
    print_table(rows())
