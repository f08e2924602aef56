"""Terms, plenaries and settings."""

from __future__ import annotations

import pytest

from app.domain.errors import NotFound, Refused
from app.office import Office


def test_新办公室有一届一会(office: Office) -> None:
    assert office.frame.term().name == "第十一届"
    assert office.frame.plenary().name == "十一届一次会议"
    assert office.name == "云川县政协"
    assert office.undoable == ""


def test_新建届次和会议(office: Office) -> None:
    office.setup.add_term("第十二届", "2031-01-01")
    assert office.frame.term().name == "第十一届"
    office.setup.use_term("第十二届")
    assert office.frame.term().name == "第十二届"
    with pytest.raises(Refused, match="还没有建立会议"):
        office.frame.plenary()
    office.setup.add_plenary("十二届一次会议")
    assert office.frame.plenary().name == "十二届一次会议"
    assert office.frame.plenary("十一届一次会议").name == "十一届一次会议"
    with pytest.raises(NotFound):
        office.frame.plenary("无")


@pytest.mark.parametrize("name", ["第十一届", " "], ids=["重复", "空"])
def test_届次名称不能重复或空(office: Office, name: str) -> None:
    with pytest.raises(Refused):
        office.setup.add_term(name)


def test_没有的届次(office: Office) -> None:
    with pytest.raises(Refused, match="没有名为"):
        office.setup.use_term("第九届")


def test_设置可改可读可撤销(office: Office) -> None:
    office.setup.change_settings({"office_name": "云山县政协", "grid.weight.area": "55"})
    assert office.setup.settings()["office_name"] == "云山县政协"
    assert office.setup.settings()["grid.weight.area"] == "55"
    assert office.liaison.scheme().weights.area == 55
    office.undo()
    assert office.setup.settings()["grid.weight.area"] == "20"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("grid.top", "秘书长"),
        ("grid.weight.area", "-1"),
        ("grid.weight.area", "5000"),
        ("office_name", " "),
        ("颜色", "红"),
    ],
)
def test_不可能的设置一项也不改(office: Office, key: str, value: str) -> None:
    before = office.setup.settings()
    with pytest.raises(Refused):
        office.setup.change_settings({"grid.skip_empty": "是", key: value})
    assert office.setup.settings() == before


def test_每次会议有自己的参数(office: Office) -> None:
    office.setup.add_plenary("十一届二次会议")
    office.setup.change_settings({"reply_months": "2", "rate_rounding": "截断"}, "十一届二次会议")
    assert office.setup.settings("十一届二次会议")["reply_months"] == "2"
    assert office.setup.settings("十一届一次会议")["reply_months"] == "3"
    assert office.undoable == "修改设置：主办（分办）答复期限（月）、百分比的舍入"
    assert {line.key for line in office.setup.lines("十一届一次会议")} == set(
        office.setup.settings("十一届一次会议")
    )


@pytest.mark.parametrize(
    ("key", "value"), [("reply_months", "三"), ("rate_rounding", "随意"), ("office_name", "某")]
)
def test_会议不可能的参数(office: Office, key: str, value: str) -> None:
    with pytest.raises(Refused):
        office.setup.change_settings({key: value}, "十一届一次会议")


def test_窗口里的设置与命令行相同(office: Office) -> None:
    assert {line.key: line.value for line in office.setup.lines()} == office.setup.settings()
