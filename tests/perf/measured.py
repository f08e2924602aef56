"""One line of the table of budgets, and the few ways of timing that fill it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What was done, what it may take, what it took, and what the named base took in the same run.

    Seconds, or megabytes where `unit` says so. `budget` is None where the design names none.
    """

    work: str
    budget: float | None
    took: float
    base: str
    base_took: float
    unit: str = "s"

    @property
    def ratio(self) -> float:
        """How many times the base it took: what may be compared between machines."""
        return self.took / self.base_took

    @property
    def verdict(self) -> str:
        """Whether it is inside its budget on this machine; empty without one."""
        if self.budget is None:
            return ""
        return "inside" if self.took <= self.budget else "over"


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Do it once and give the time; `clock` may be `time.process_time` for what waits for nothing."""
    began = clock()
    work()
    return clock() - began


def best_of(times: int, work: Callable[[], object]) -> float:
    """The quickest of several runs, for what is pure computing."""
    return min(seconds(work) for _ in range(times))


def median_of(times: int, work: Callable[[], object]) -> float:
    """The median of several runs after one to warm up, for what touches the disk."""
    work()
    return statistics.median(seconds(work) for _ in range(times))


def shown(value: float | None, unit: str) -> str:
    """Write a time or a size with its unit: 0.0123 → 12.3 ms."""
    if value is None:
        return "–"
    if unit != "s":
        return f"{value:,.0f} {unit}"
    return (
        f"{value:.2f} s"
        if value >= 1
        else f"{value * 1000:.3g} ms"
        if value >= 0.0001
        else f"{value * 1000:.2f} ms"
    )


HEADINGS = ("work", "budget", "measured", "base", "base took", "ratio", "")


def cells(row: Row) -> tuple[str, ...]:
    """One line of the table under `HEADINGS`."""
    return (
        row.work, shown(row.budget, row.unit), shown(row.took, row.unit), row.base, shown(row.base_took, row.unit),
        f"{row.ratio:.2f} ×", row.verdict,
    )  # fmt: skip


def print_table(rows: Sequence[Row]) -> None:
    """The table for a terminal."""
    lines = [HEADINGS, *map(cells, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
