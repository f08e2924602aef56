"""Whole numbers as people type them."""

from __future__ import annotations

import pytest

from app.domain.numbers import counted, whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0), ("12", 12), (" 12 ", 12), ("１２", 12), ("007", 7), ("999999999", 999_999_999),
        ("", None), ("-1", None), ("1.5", None), ("1e5", None), ("一", None), ("٣", None), ("1 2", None),
        ("1000000000", None), ("9" * 5000, None), ("½", None), ("nan", None),
    ],
)  # fmt: skip
def test_整数(text: str, number: int | None) -> None:
    assert whole_number(text) == number


COUNTED = [
    ("3", 3), ("３届", 3), ("第三届", 3), ("连任两届", 2), ("十", 10), ("十二", 12), ("二十", 20), ("三十五名", 35), ("一百零五", 105), ("百", 100), ("2.0", 2),
    ("1.5", None), ("若干", None), ("", None), ("届", None), ("-1", None), ("一" * 50, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number"), COUNTED)
def test_numbers_as_rosters_count(text: str, number: int | None) -> None:
    assert counted(text) == number
