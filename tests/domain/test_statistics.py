"""Rates: exact, printed as the office chose, parts that add up."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.statistics import Rate, Rounding, Style, mismatch, percent, scaled, shares

HALF_UP, CUT = Rounding.HALF_UP, Rounding.TRUNCATE
counts = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 10_000), min_size=1, max_size=12)
styles = st.builds(Style, st.integers(0, 4), st.sampled_from(Rounding))


@pytest.mark.parametrize(
    ("n", "of", "style", "text"),
    [
        (224, 274, Style(1, HALF_UP), "81.8%"),
        (224, 274, Style(1, CUT), "81.7%"),
        (68, 192, Style(2, CUT), "35.41%"),
        (216, 271, Style(1, HALF_UP), "79.7%"),
        (1, 8, Style(1, HALF_UP), "12.5%"),
        (1, 16, Style(1, HALF_UP), "6.3%"),
        (1, 1000, Style(0, HALF_UP), "0%"),
        (1, 200, Style(0, HALF_UP), "1%"),
        (1, 1000, Style(1, HALF_UP), "0.1%"),
        (5, 5, Style(2, CUT), "100.00%"),
        (0, 7, Style(), "0.0%"),
        (0, 0, Style(), "—"),
    ],
)
def test_a_rate_prints_as_the_office_rounds(n: int, of: int, style: Style, text: str) -> None:
    assert Rate(n, of, "口径", style).text == text


def test_a_rate_in_json_is_unrounded_and_says_its_definition() -> None:
    found = Rate(1, 3, "立案／收到").as_json()
    assert found == {"n": 1, "of": 3, "rate": 1 / 3, "text": "33.3%", "definition": "立案／收到"}


def test_without_a_denominator_there_is_no_rate() -> None:
    assert Rate(0, 0, "口径").as_json()["rate"] is None


@pytest.mark.parametrize(("n", "of"), [(-1, 3), (4, 3), (1, 0)])
def test_what_is_no_share_is_no_rate(n: int, of: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        Rate(n, of, "口径")


@given(st.integers(0, 10_000), st.integers(1, 10_000), st.integers(0, 4))
def test_rounding_is_within_half_a_place_and_cutting_never_above(n: int, of: int, digits: int) -> None:
    n = min(n, of)
    exact = Fraction(n * 100, of)
    place = Fraction(1, 10**digits)
    rounded = scaled(n, of, Style(digits, HALF_UP)) * place
    cut = scaled(n, of, Style(digits, CUT)) * place
    assert -place / 2 < rounded - exact <= place / 2
    assert 0 <= exact - cut < place


@given(counts, styles)
def test_shares_of_a_whole_add_up_to_it_and_the_largest_come_first(
    parts: dict[str, int], style: Style
) -> None:
    total = sum(parts.values())
    found = shares(parts, total, "口径", style)
    assert sum(rate.n for rate in found.values()) == total
    assert [rate.n for rate in found.values()] == sorted(parts.values(), reverse=True)


def test_parts_that_do_not_add_up_are_said() -> None:
    assert mismatch("收到", [3, 4], 7) == ""
    assert mismatch("收到", [3, 4], 8) == "收到：各项之和 7 不等于总数 8"


@given(st.integers(0, 1_000_000), styles)
def test_a_percentage_reads_back_as_the_number_it_was_written_from(units: int, style: Style) -> None:
    assert Fraction(percent(units, style).removesuffix("%")) == Fraction(units, 10**style.digits)
