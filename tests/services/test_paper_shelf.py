"""Finding a form by words or pinyin; what was made lately, and making it again."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.office import Office
from app.services.paper_shelf import KEPT_AS, MOST


@pytest.mark.parametrize(
    ("words", "fits"),
    [("名册", True), ("wymc", True), ("mingce", True), ("mc", True), ("委员 分组", True), ("电话", False), ("xyz", False),
     ("委员 mc", True), ("", True), ("委员 签到", False)],
)  # fmt: skip
def test_按字按拼音找表(county: Office, words: str, fits: bool) -> None:
    assert county.paper_shelf.fits("委员名册", "在任委员一览，可分组 委员", words) is fits


def test_最近做过的_新的在前_同样的只留一个(county: Office) -> None:
    shelf = county.paper_shelf
    assert shelf.recent() == ()
    shelf.note("委员名册", {"级别": "公开"}, way="打印")
    shelf.note("名额表", {}, way="pdf", file=Path("出") / "名额表.pdf")
    shelf.note("委员名册", {"级别": "公开"}, way="打印")
    assert [(one.form, one.way, one.file) for one in shelf.recent()] == [
        ("委员名册", "打印", ""),
        ("名额表", "pdf", "名额表.pdf"),
    ]
    assert shelf.recent()[0].made == county.frame.day()


def test_最多十个_可以清除_不进撤销(county: Office) -> None:
    before = county.undoable
    for number in range(MOST + 3):
        county.paper_shelf.note("签到表", {"标题": f"第{number}次会议"}, way="打印")
    assert len(county.paper_shelf.recent()) == MOST
    assert county.paper_shelf.recent()[0].options["标题"] == "第12次会议"
    assert county.undoable == before
    county.paper_shelf.forget()
    assert county.paper_shelf.recent() == ()


def test_太长的选项不记(county: Office) -> None:
    county.paper_shelf.note("签到表", {"标题": "长" * 200_000})
    assert county.paper_shelf.recent() == ()


@pytest.mark.parametrize("kept", ["不是 JSON", "{}", '[1, {"form": ""}, {"form": "x", "options": 3}]'])
def test_记坏了的_当作没有(county: Office, kept: str) -> None:
    county.data.set_meta(KEPT_AS, kept)
    assert county.paper_shelf.recent() == ()


def test_再做一次_不再有的选项说出来(county: Office) -> None:
    form = county.paper.form("委员名册")
    answers, gone = county.paper_shelf.answers(
        form, {"级别": "公开", "分组": "按没有了的小组", "旧选项": "x"}
    )
    assert answers == {"级别": "公开"}
    assert gone == ("分组", "旧选项")


def test_只读打开_不记也不出错(county: Office, tmp_path: Path) -> None:
    path = county.path
    county.close()
    looking = Office.open(path, read_only=True)
    looking.paper_shelf.note("名额表", {})
    looking.paper_shelf.forget()
    assert looking.paper_shelf.recent() == ()
    looking.close()
