"""Whom words name."""

from __future__ import annotations

import pytest

from app.domain.errors import Ambiguous, NotFound
from app.domain.member import Member, Seat
from app.domain.member_choice import named, picked, words_in

PEOPLE = [
    Member(1, 11, "骆宾", "101", sector="教育"),
    Member(2, 12, "米雪", "102", sector="经济", committees=(Seat("文史委"),), former_name="米小雪"),
    Member(3, 13, "骆宾", "103", sector="经济", groups=(Seat("第一组"),)),
    Member(4, 14, "江葵", "骆宾", sector="科技"),
]


@pytest.mark.parametrize(
    "text", ["骆宾、米雪", "骆宾,米雪", "骆宾，米雪；", " 骆宾;\n米雪 ", "骆宾\u3000米雪"]
)
def test_词之间怎么隔都行(text: str) -> None:
    assert words_in(text) == ["骆宾", "米雪"]


@pytest.mark.parametrize(
    ("word", "found"),
    [("1", 1), ("103", 3), ("米雪", 2), ("米小雪", 2), ("骆宾", 4)],
    ids=["id", "编号", "姓名", "曾用名", "编号在姓名前"],
)
def test_先看id再看编号再看姓名(word: str, found: int) -> None:
    assert named(PEOPLE, word).id == found


def test_同名的说出是哪几位_没有的说在哪里没有() -> None:
    with pytest.raises(Ambiguous, match="“骆宾”有 2 人：101 教育 ；103 经济 。"):
        named(PEOPLE[:3], "骆宾")
    with pytest.raises(NotFound, match="这份里没有“无此人”"):
        named(PEOPLE, "无此人", "这份")
    with pytest.raises(NotFound):
        named(PEOPLE, "")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", [1, 2, 3, 4]),
        ("全部", [1, 2, 3, 4]),
        ("经济", [2, 3]),
        ("第一组、文史委", [2, 3]),
        ("江葵 101", [1, 4]),
        ("米雪、经济", [2, 3]),
    ],
)
def test_选出的人按原来的先后(text: str, ids: list[int]) -> None:
    assert [one.id for one in picked(PEOPLE, text, lambda word: named(PEOPLE, word))] == ids
