"""The roster in the window with 3,000 members: every letter, click and order; one member after the other in the sheet.

The base is laying the same list out anew with nothing to be worked out: its ids shown once more. Everything is
painted without a screen; each figure is the best of some runs after one to warm up.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QApplication

from app.domain.order import Order
from app.ui import theme
from app.ui.desk import Target
from app.ui.pages.roster.page import RosterPage
from app.ui.window import MainWindow
from tests.perf import invented
from tests.perf.bench_window import OWN_FOLDERS
from tests.perf.measured import Row, print_table, seconds

COUNT, PROPOSALS, ROUNDS = 3_000, 200, 7
SIZE = (1366, 728)
AT_REST_S = 1.0
BASE = "showing the 3,000 ids again"
SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class Shown:
    """The window on the office, its roster in front, at rest."""

    def __init__(self, folder: Path) -> None:
        self.office = invented.office(folder, COUNT, PROPOSALS)
        self.window = MainWindow(folder / "none.liange")
        self.window.resize(*SIZE)
        self.window.show()
        self.window.show_office(self.office)
        self.settle()
        self.window.go("roster", Target())
        page = self.window.page("roster")
        assert isinstance(page, RosterPage)
        self.page = page
        self.settle()

    def settle(self) -> None:
        """Let everything that was begun, or is to begin in a moment, come to its end."""
        until = time.perf_counter() + AT_REST_S
        while self.window.backstage.busy or time.perf_counter() < until:
            QApplication.processEvents()

    def took(self, *works: Callable[[], object]) -> float:
        """Do these in turn, painting after each; the quickest, of those that are measured: the last of `works`."""
        taken = []

        def once() -> None:
            works[-1]()
            self.paint()

        for _ in range(ROUNDS + 1):
            for before in works[:-1]:
                before()
                self.paint()
            taken.append(seconds(once))
        return min(taken[1:])

    def paint(self) -> None:
        """Let the window lay out what changed, and paint it."""
        QApplication.processEvents()

    # -- what a clerk does ---------------------------------------------------------------------------------------

    def search(self, words: str) -> None:
        """Type into the page's own search field."""
        self.page.search.setText(words)
        self.page.filter_now()

    def narrow(self, *conditions: str) -> None:
        """Set the conditions."""
        self.page.filters.set_where(conditions)
        self.page.filter_now()

    def stand(self, row: int) -> None:
        """Go to a row as a click does."""
        self.page.list.go_to(row)

    def select(self, rows: int) -> None:
        """Select so many rows from the first on."""
        model = self.page.model
        chosen = QItemSelection(model.index(0, 0), model.index(rows - 1, 0))
        self.page.list.selectionModel().select(chosen, SELECT)


def rows() -> list[Row]:
    """Measure what a clerk does in the list and in the sheet."""
    application = QApplication.instance() or QApplication([])
    if isinstance(application, QApplication):
        theme.apply(application, dark=False)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            dict.fromkeys(OWN_FOLDERS, folder)
        )  # the window remembers its file: nobody's own does
        shown = Shown(Path(folder))
        try:
            return _measured(shown)
        finally:
            shown.window.close()


def _measured(shown: Shown) -> list[Row]:
    page = shown.page
    ids = list(page.model.ids)
    base = shown.took(lambda: page.list.show_ids(ids))

    def row(work: str, budget: float | None, *does: Callable[[], object]) -> Row:
        return Row(f"list of 3,000: {work}", budget, shown.took(*does), BASE, base)

    def clear() -> None:
        shown.search("")

    found = [
        row(f"search {words}", 0.040, clear, partial(shown.search, words))
        for words in ("zq", "zhao", "138", "13800001", "单位 街道3")
    ]
    found.append(row("search taken away", 0.040, lambda: shown.search("zq"), clear))
    clear()
    found += [
        row("condition 年龄>=40", 0.040, shown.narrow, lambda: shown.narrow("年龄>=40")),
        row("conditions taken away", 0.040, lambda: shown.narrow("年龄>=40"), shown.narrow),
    ]
    shown.narrow()
    rank, strokes = (partial(page.order_by, str(order)) for order in (Order.RANK, Order.STROKES))
    found += [
        row("sort by 姓氏笔画", 0.040, rank, strokes),
        row("sort by 单位", 0.040, rank, lambda: page.order_by("field:employer")),
    ]
    rank()
    found += [
        row("select 300 rows", 0.040, lambda: shown.stand(0), lambda: shown.select(300)),
        row("select all", 0.040, lambda: shown.stand(0), page.list.selectAll),
        row("another member in the sheet", 0.050, lambda: shown.stand(3), lambda: shown.stand(4)),
        row("everything read anew after a change", None, page.reload),
    ]
    return found


if __name__ == "__main__":
    print_table(rows())
