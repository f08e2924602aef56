"""Parameters of a plenary and its clocks."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.plenary_rules import PARAMETERS, PlenaryRules, add_months
from app.domain.statistics import Rounding, Style


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 6, 30), 3, date(2026, 9, 30)),
        (date(2026, 5, 31), 4, date(2026, 9, 30)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2026, 1, 15), 12, date(2027, 1, 15)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
    ],
)
def test_months_never_end_on_a_day_that_there_is_not(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


def test_defaults_hold_for_what_is_absent_or_impossible() -> None:
    rules = PlenaryRules.of({"reply_months": "很久", "rate_digits": "9", "rate_rounding": "截断"})
    assert rules == PlenaryRules(3, 1, Style(1, Rounding.TRUNCATE))


def test_a_clock_of_no_months_sets_no_date() -> None:
    rules = PlenaryRules.of({"assist_months": "0"})
    assert rules.reply_due(date(2026, 2, 1), assisting=True) == ""
    assert rules.reply_due(date(2026, 2, 1), assisting=False) == "2026-05-01"


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("rate_rounding", "五舍六入", "百分比的舍入只能是：四舍五入、截断。"),
        ("reply_months", "13", "主办（分办）答复期限（月）要填 0—12 的整数，不能是“13”。"),
        ("reply_months", "6", ""),
        ("rate_rounding", "截断", ""),
    ],
)
def test_a_value_that_cannot_be_is_said(key: str, value: str, problem: str) -> None:
    assert PARAMETERS[key].problem(value) == problem
