from __future__ import annotations

import pytest

from app.domain.errors import NotFound, Refused, WrongUsage
from app.domain.member import Member
from app.domain.member_view import (
    BUILT_IN,
    MOST,
    Asked,
    View,
    moved,
    named,
    renamed,
    saved,
    view_from,
    without,
)

VIEWS = (View("六十岁以上"), View("没有手机", Asked(where=("手机=空",))), View("教育界"))


def names(views: tuple[View, ...]) -> list[str]:
    return [view.name for view in views]


def test_存成文字再读回来() -> None:
    view = View("没有手机的党员", Asked("在册", ("手机=空",), "王", "field:age", True), ("name", "age"))
    assert view_from(view.as_json()) == view
    assert view_from({**view.as_json(), "of": "不认识", "colour": "红", "where": "乱写"}) == View(
        "没有手机的党员", Asked("全部", (), "王", "field:age", True), ("name", "age")
    )


@pytest.mark.parametrize("form", [None, [], "视图", {}, {"name": ""}, {"name": 3}])
def test_不是视图的不读(form: object) -> None:
    assert view_from(form) is None


def test_同名的替换_新的放在最后() -> None:
    fresh = View("教育界", Asked(where=("界别=教育",)))
    assert saved(VIEWS, fresh)[2] == fresh
    assert names(saved(VIEWS, View("  新的 视图 "))) == [*names(VIEWS), "新的 视图"]


@pytest.mark.parametrize(
    ("name", "error"),
    [("", WrongUsage), ("全部", WrongUsage), ("长" * 17, WrongUsage)],
    ids=["空", "固有", "太长"],
)
def test_名称不能用(name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        saved(VIEWS, View(name))


def test_视图不能没完没了() -> None:
    many = tuple(View(f"视图{number}") for number in range(MOST))
    with pytest.raises(Refused, match="请先删除"):
        saved(many, View("又一个"))
    assert saved(many, View("视图1")) == many


def test_改名() -> None:
    assert names(renamed(VIEWS, "教育界", "教育")) == ["六十岁以上", "没有手机", "教育"]
    assert renamed(VIEWS, "教育界", "教育界") == VIEWS
    with pytest.raises(Refused, match="已经有"):
        renamed(VIEWS, "教育界", "没有手机")
    with pytest.raises(NotFound):
        renamed(VIEWS, "没这个", "新的")


@pytest.mark.parametrize(
    ("name", "by", "expected"),
    [
        ("教育界", -1, [0, 2, 1]),
        ("六十岁以上", 1, [1, 0, 2]),
        ("六十岁以上", -1, [0, 1, 2]),
        ("六十岁以上", 9, [1, 2, 0]),
    ],
)
def test_左移右移(name: str, by: int, expected: list[int]) -> None:
    assert names(moved(VIEWS, name, by)) == [VIEWS[place].name for place in expected]


def test_删除() -> None:
    assert names(without(VIEWS, "没有手机")) == ["六十岁以上", "教育界"]
    with pytest.raises(NotFound, match="没有名为"):
        named(VIEWS, "没这个")


def test_固有视图分清在册暂停和退出() -> None:
    people = [
        Member(n, n, "甲", status=s, posts=("常委",)) for n, s in enumerate(("在册", "暂停履职", "辞职"))
    ]
    shown = {name: [m.id for m in people if rule(m)] for name, rule in BUILT_IN.items()}
    assert shown == {"全部": [0, 1], "在册": [0], "暂停": [1], "常委": [0], "已退出": [2]}
