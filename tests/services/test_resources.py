from __future__ import annotations

import pytest

from app.domain.affiliation import AFFILIATIONS
from app.domain.member import ACTIVE, STATUSES
from app.services.resources import code_list, code_lists, stroke_order

SIZES = {
    "民族": 58,
    "政治面貌": 13,
    "性别": 4,
    "界别": 34,
    "界别（县级）": 23,
    "专委会": 6,
    "提案类别": 6,
    "不立案理由": 10,
    "答复类别": 3,
    "答复类别（四分）": 4,
    "状态": 8,
    "承办单位系统": 3,
}


@pytest.mark.parametrize(("name", "size"), SIZES.items())
def test_a_shipped_list_is_whole(name: str, size: int) -> None:
    assert len(code_list(name)) == size


@pytest.mark.parametrize("name", sorted(code_lists()))
def test_no_list_says_a_word_twice(name: str) -> None:
    words = [word for code in code_list(name) for word in (code.name, *code.aliases)]
    assert len(words) == len(set(words))


def test_fifty_six_peoples_with_their_standard_numbers() -> None:
    numbers = [code.code for code in code_list("民族")][:56]
    assert numbers == [f"{number:02}" for number in range(1, 57)]


def test_statuses_are_those_the_rules_know() -> None:
    statuses = code_list("状态")
    assert tuple(code.name for code in statuses) == STATUSES
    assert [code.name for code in statuses if "active" in code.flags] == [ACTIVE]
    assert [code.name for code in statuses if "counts" in code.flags] == [ACTIVE, "暂停履职"]


def test_affiliations_are_those_the_rules_know() -> None:
    assert tuple(code.name for code in code_list("政治面貌")) == AFFILIATIONS


def test_a_and_b_count_as_adopted() -> None:
    assert [code.name for code in code_list("答复类别") if "counts_as_adopted" in code.flags] == ["A", "B"]


def test_an_unknown_list_is_the_callers_fault() -> None:
    with pytest.raises(KeyError):
        code_list("没有的表")


def test_the_stroke_order_covers_every_plane() -> None:
    strokes = stroke_order()
    assert [strokes.count(char) for char in "王㛃𠮷𰻝"] == [4, 9, 6, 43]
