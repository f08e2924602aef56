"""Reading the grid for the page: quick readings in the window's thread, long ones and each first one on the worker.

The level problems (costs, 回避, bounds) are read when somebody of that level is chosen, and kept until the next reading.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from app.domain.errors import LiangeError
from app.ui.desk import Desk
from app.ui.pages.grid.county import County, county

if TYPE_CHECKING:
    from app.domain.assignment import Problem
    from app.office import Office

T = TypeVar("T")
QUICK_S = 0.1


def read_county(office: Office, day: str) -> County:
    """The grid of a day, told for the page."""
    return county(office.liaison.grid(day), office.roster.in_order)


class Reading(QObject):
    """Keeps what was read last; `arrived` carries a new county, `failed` a known error."""

    arrived = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._quick = False
        self._number = 0
        self._problems: dict[int, Problem[int]] = {}
        self.county: County | None = None

    def read(self, day: str) -> None:
        """Read the grid of a day; only the latest reading arrives."""
        self._number += 1
        number = self._number

        def work(office: Office) -> tuple[County, float]:
            began = time.perf_counter()
            return read_county(office, day), time.perf_counter() - began

        def done(result: tuple[County, float]) -> None:
            if isValid(self) and number == self._number:
                self._quick = result[1] <= QUICK_S
                self._arrive(result[0])

        self._run("读取网格", work, done)

    def with_problem(self, tier: int, then: Callable[[Problem[int]], None]) -> None:
        """Call `then` with the problem of a level, at once when it is known or quickly read."""
        if tier in self._problems:
            then(self._problems[tier])
            return
        number = self._number
        day = self.county.grid.day if self.county is not None else None

        def done(problem: Problem[int]) -> None:
            if isValid(self) and number == self._number:
                self._problems[tier] = problem
                then(problem)

        self._run("计算差异分", lambda office: office.liaison.problem(tier, day), done)

    def problem(self, tier: int) -> Problem[int] | None:
        """The problem of a level if it is known already."""
        return self._problems.get(tier)

    def _arrive(self, found: County) -> None:
        self.county = found
        self._problems.clear()
        self.arrived.emit(found)

    def _run(self, label: str, work: Callable[[Office], T], done: Callable[[T], None]) -> None:
        if not self._quick:
            self._desk.do(label, work, done, self._fail)
            return
        try:
            result = work(self._desk.reader)
        except LiangeError as error:
            self._fail(error)
            return
        done(result)

    def _fail(self, error: LiangeError) -> None:
        if isValid(self):
            self.failed.emit(error)
