"""Titles that may tell of the same thing, and what a search takes for the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.search_text import contains_all, search_fold, search_terms
from app.domain.similar import Titles, core


def test_frame_words_tell_nothing() -> None:
    assert core("关于进一步加强城区“停车难”问题治理的对策建议") == "城区停车难问题治理"


def test_a_reworded_title_is_alike_and_another_one_is_not() -> None:
    titles: Titles[int] = Titles()
    titles.add(1, "关于加强农村生活污水治理的建议")
    titles.add(2, "关于推进农村生活污水治理工作的建议")
    titles.add(3, "关于建立养老服务体系的建议")
    found = titles.like("关于加强农村生活污水治理的提案")
    assert [(likeness.key, round(likeness.score, 2)) for likeness in found] == [(1, 1.0), (2, 0.88)]
    assert titles.like("关于保护古桥的建议") == []
    assert titles.like("") == []


def test_a_title_of_one_character_is_like_itself() -> None:
    titles: Titles[str] = Titles()
    titles.add("a", "桥")
    assert [likeness.score for likeness in titles.like("桥")] == [1.0]


@given(st.lists(st.text("城乡公路停车养老", min_size=1, max_size=8), min_size=1, max_size=8))
def test_every_title_finds_itself_and_scores_are_shares(texts: list[str]) -> None:
    titles: Titles[int] = Titles()
    for number, text in enumerate(texts):
        titles.add(number, text)
    for number, text in enumerate(texts):
        found = {likeness.key: likeness.score for likeness in titles.like(text)}
        assert found[number] == 1.0
        assert all(0.75 <= score <= 1 for score in found.values())


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("停车", "停\n车难", True), ("（2026）", "(2026)6号", True), ("ＡＢ", "ab类", True), ("停车 养老", "养老与停车", True),
        ("建设", "建、设", False), ("停车 古桥", "养老与停车", False),
    ],
)  # fmt: skip
def test_width_case_and_line_breaks_do_not_count_but_marks_do(query: str, text: str, found: bool) -> None:
    assert contains_all(search_terms(query), text) is found


def test_a_query_of_blanks_has_no_words() -> None:
    assert search_terms(" \u3000\n") == ()
    assert search_fold(" 甲 乙 ") == "甲乙"
