"""Whole numbers as people type them."""

from __future__ import annotations

import pytest

from app.domain.numbers import whole_number


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
