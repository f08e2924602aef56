from __future__ import annotations

from datetime import date

import pytest

from app.domain.codes import Code
from app.domain.fields import MEMBER
from app.domain.member import Seat
from app.intake.cells import NOTHING, line, lines, read_cell, seats
from app.intake.rawtable import Cell

CODES = {
    "民族": (Code("汉族", "01", ("汉",)), Code("回族", "03", ("回",))),
    "学历": (Code("大学本科", aliases=("本科",)),),
    "状态": (Code("在册", aliases=("在任", "正常")),),
}

VALUES = [
    ("sex", "男", "男"), ("sex", " 女性 ", "女"), ("sex", "Ｍ", "男"), ("sex", "2", "女"),
    ("birth", "1975.03", "1975-03"), ("birth", "1975", "1975"), ("birth", date(1975, 3, 2), "1975-03-02"), ("birth", "—", None),
    ("work_started", "1995年7月", "1995-07"), ("ethnicity", "汉", "汉族"), ("ethnicity", "回族", "回族"),
    ("affiliations", "中共民盟", ("中共", "民盟")), ("affiliations", "民建、中共", ("民建", "中共")), ("affiliations", "九三学社 ", ("九三学社",)),
    ("sector", "共青团、青联", "共青团、青联"), ("sector", "教育界", "教育"), ("sector", "教 育 界别", "教育"), ("sector", "科技科协（科技）", "科技科协（科技）"),
    ("committees", "提案委员会", (Seat("提案委员会"),)), ("committees", "提案委员会（副主任）", (Seat("提案委员会", "副主任"),)),
    ("posts", "常委、提案委主任", ("常委", "专委会主任")), ("posts", "委员", None),
    ("rank_no", "12", 12), ("rank_no", "１２", 12), ("is_new", "是", True), ("is_new", "√", True), ("is_new", "否", False),
    ("education", "本科", "大学本科"), ("education", "函授本科", "函授本科"), ("status", "正常", "在册"), ("status", "辞职", "辞职"),
    ("job_title", " 区政协提案委主任", "区政协提案委主任"), ("job_title", "某某公司 \n常务副总", "某某公司常务副总"),
    ("job_title", "某某公司  副总经理\n", "某某公司 副总经理"), ("phone", "13800001234", "13800001234"), ("phone", date(2020, 1, 2), "2020-01-02"),
    ("honours", "一等功 \n\n 二等功", "一等功\n二等功"), ("id_number", "11010119750301001 x", "11010119750301001X"),
    ("employer", "", None), ("employer", " \u3000\n", None), ("employer", "无", None), ("employer", "\u200b", None),
]  # fmt: skip


@pytest.mark.parametrize(("key", "cell", "value"), VALUES)
def test_a_cell_is_read_by_its_field(key: str, cell: Cell, value: object) -> None:
    read = read_cell(MEMBER[key], cell, CODES)
    assert read.value == value
    assert not read.error


ERRORS = [
    ("sex", "未婚", "性别“未婚”不认识"),
    ("birth", "不详", "出生年月“不详”不是日期"),
    ("birth", "1975.13", "月份不对"),
    ("affiliations", "某某党", "政治面貌“某某党”不认识"),
    ("affiliations", "群众、中共", "自相矛盾"),
    ("status", "失踪", "状态“失踪”不认识，可用：在册"),
]


@pytest.mark.parametrize(("key", "cell", "said"), ERRORS)
def test_a_cell_that_keeps_its_row_out(key: str, cell: Cell, said: str) -> None:
    read = read_cell(MEMBER[key], cell, CODES)
    assert said in read.error
    assert read.value is None


WARNINGS = [
    ("birth", "75.3", "1975-03", "只有两位"),
    ("ethnicity", "火星", "火星族", "不在代码表中"),
    ("posts", "常委、会长", ("常委",), "“会长”不认识"),
    ("rank_no", "甲", None, "不是整数"),
    ("is_new", "也许", None, "应填“是”或“否”"),
    ("phone", "1.38E+10", None, "科学计数"),
    ("id_number", "123", "123", "有 3 位，应为 18 位"),
]


@pytest.mark.parametrize(("key", "cell", "value", "said"), WARNINGS)
def test_a_cell_worth_a_second_look(key: str, cell: Cell, value: object, said: str) -> None:
    read = read_cell(MEMBER[key], cell, CODES)
    assert read.value == value
    assert said in read.warning
    assert not read.error


def test_without_code_lists_the_office_word_stays() -> None:
    assert read_cell(MEMBER["ethnicity"], "畲", {}).value == "畲族"
    assert read_cell(MEMBER["education"], "本科", {}).value == "本科"


def test_a_blank_cell_is_nothing() -> None:
    assert read_cell(MEMBER["groups"], "", {}) is NOTHING


SEATS = [
    ("一个", "湖滨", (Seat("湖滨", "", "街道小组"),)),
    ("分号和换行", "湖滨；清波\n小营", (Seat("湖滨", "", "街道小组"), Seat("清波", "", "街道小组"), Seat("小营", "", "街道小组"))),
    ("组名后的顿号分开", "第一组、第二组", (Seat("第一组", "", "街道小组"), Seat("第二组", "", "街道小组"))),
    ("名称里的顿号不分", "文史、教文卫体委员会", (Seat("文史、教文卫体委员会", "", "街道小组"),)),
    ("括号里的职务", "第一组（组长）；第二组(副组长)", (Seat("第一组", "组长", "街道小组"), Seat("第二组", "副组长", "街道小组"))),
    ("括号里不是职务", "市综合组（城管局）", (Seat("市综合组（城管局）", "", "街道小组"),)),
    ("重复只算一次", "湖滨；湖滨；", (Seat("湖滨", "", "街道小组"),)),
    ("名称里的空格", "湖 滨", (Seat("湖滨", "", "街道小组"),)),
]  # fmt: skip


@pytest.mark.parametrize(("case", "text", "found"), SEATS, ids=[case for case, *_ in SEATS])
def test_several_places_in_one_cell(case: str, text: str, found: tuple[Seat, ...]) -> None:
    assert seats(text, "街道小组") == found


def test_text_of_one_line_and_of_several() -> None:
    assert line(" 甲 \r\n 乙\u3000\u3000丙\u200b ") == "甲乙 丙"
    assert lines(" 甲 \r\n\n 乙  丙 ") == "甲\n乙 丙"


@pytest.mark.parametrize(
    ("key", "text"),
    [("sector", "文" * 61), ("area", "乡" * 61), ("committees", "会" * 61), ("committees", f"提案委（{'副' * 60}主任）"), ("groups", "甲组；" + "乙" * 61)],
    ids=["界别", "片区", "专委会", "专委会里的职务", "第二个小组"],
)  # fmt: skip
def test_a_word_that_no_list_has_room_for_is_refused(key: str, text: str) -> None:
    read = read_cell(MEMBER[key], text, {})
    assert read.value is None
    assert "最多 60 个字" in read.error
    assert len(read.error) < 80
    assert read_cell(MEMBER[key], text[-30:], {}).error == ""
