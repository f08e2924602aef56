"""Which snapshots stay: all of two days, then one a day, one a week, one a month.

Periods without a snapshot do not count, so a long pause never empties the stick, and everything is measured from
the newest snapshot, so a wrong clock does not either.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime, timedelta

ALL_OF = timedelta(days=2)

PERIODS: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
    (12, lambda at: at.date()),
    (10, lambda at: at.isocalendar()[:2]),
    (9, lambda at: (at.year, at.month)),
)


def kept(made: Sequence[datetime]) -> set[int]:
    """Give the positions that stay of snapshots made at these times, in any order.

    12 days, 10 weeks and 9 months, each the latest snapshot of its period and each counted beyond the span of the
    one before, so that a stick holds about nine months in a few dozen files.
    """
    newest_first = sorted(range(len(made)), key=lambda position: made[position], reverse=True)
    if not newest_first:
        return set()
    edge = made[newest_first[0]] - ALL_OF
    staying = {position for position in newest_first if made[position] > edge}
    left = [position for position in newest_first if position not in staying]
    for number, period in PERIODS:
        taken: dict[Hashable, int] = {}
        for position in left:
            taken.setdefault(period(made[position]), position)
        chosen = list(taken.values())[:number]
        staying.update(chosen)
        if len(taken) <= number:
            return staying
        oldest = made[chosen[-1]]
        left = [position for position in left if made[position] < oldest and position not in staying]
    return staying
