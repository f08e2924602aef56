"""文号 in the standard's form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.document_no import document_no


@pytest.mark.parametrize(
    ("written", "standard"),
    [
        ("云教提（2026）6号", "云教提〔2026〕6号"),
        ("云卫提﹝2026﹞5号 ", "云卫提〔2026〕5号"),
        ("云农提〔2026〕1 号", "云农提〔2026〕1号"),
        ("云住建提[2026]第07号", "云住建提〔2026〕7号"),
        ("云住建提2026-12号", "云住建提〔2026〕12号"),
        ("云公提【2026年】3", "云公提〔2026〕3号"),
        ("云电提1号", "云电提1号"),
        ("21", "21"),
        (" 无 文号 ", "无文号"),
        ("", ""),
    ],
)
def test_shapes(written: str, standard: str) -> None:
    assert document_no(written) == standard


@given(st.text(max_size=20))
def test_a_standard_form_stays_as_it_is(text: str) -> None:
    assert document_no(document_no(text)) == document_no(text)
