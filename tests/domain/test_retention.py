"""Which snapshots stay: all of two days, 12 daily, 10 weekly, 9 monthly."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.retention import ALL_OF, kept

FRIDAY = datetime(2026, 11, 20, 17, 0)


def ago(**span: float) -> datetime:
    return FRIDAY - timedelta(**span)


@pytest.mark.parametrize(
    ("made", "staying"),
    [
        ([], set()),
        ([FRIDAY], {0}),
        ([ago(hours=h) for h in range(48)], set(range(48))),
        ([FRIDAY, ago(days=5, hours=1), ago(days=5, hours=4)], {0, 1}),
        ([ago(days=5, hours=4), FRIDAY, ago(days=5, hours=1)], {1, 2}),
        ([FRIDAY, ago(days=900)], {0, 1}),
    ],
    ids=["没有", "一份", "两天内每小时一份", "同一天留最后一份", "与次序无关", "隔了很久也不丢"],
)
def test_cases(made: list[datetime], staying: set[int]) -> None:
    assert kept(made) == staying


def test_a_backup_each_day_for_two_years() -> None:
    made = [ago(days=day) for day in range(730)]
    staying = sorted(kept(made))
    assert staying[:14] == list(range(14))
    assert len(staying) == 2 + 12 + 10 + 9
    weekly, monthly = staying[14:24], staying[24:]
    assert all(later - earlier in (6, 7) for earlier, later in pairwise(weekly[1:]))
    assert len({(made[day].year, made[day].month) for day in monthly}) == 9


MOMENTS = st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), min_size=1, max_size=200)


@given(MOMENTS)
def test_the_newest_and_everything_of_two_days_stay_and_their_number_is_bounded(made: list[datetime]) -> None:
    staying = kept(made)
    newest = max(made)
    fresh = {position for position, at in enumerate(made) if at > newest - ALL_OF}
    assert fresh <= staying
    assert len(staying) <= len(fresh) + 12 + 10 + 9


@given(MOMENTS)
def test_thinning_twice_removes_nothing_more(made: list[datetime]) -> None:
    once = [made[position] for position in sorted(kept(made))]
    assert kept(once) == set(range(len(once)))


def test_thinning_after_each_of_two_years_of_backups_keeps_every_period() -> None:
    standing: list[datetime] = []
    for day in reversed(range(730)):
        standing.append(ago(days=day))
        staying = kept(standing)
        standing = [at for position, at in enumerate(standing) if position in staying]
    standing.reverse()
    assert standing[:14] == [ago(days=day) for day in range(14)]
    assert len({at.isocalendar()[:2] for at in standing[14:24]}) == 10
    assert len({(at.year, at.month) for at in standing[24:]}) == 9
    assert (FRIDAY - standing[-1]).days > 300
