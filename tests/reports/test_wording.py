"""Templates of wordings: what may stand in one, what is said of the rest, and that values are data."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.reports.document import Paragraph, Spacer, TableBlock
from app.reports.table import Column, Table
from app.reports.wording.filters import BLANK, FILTERS
from app.reports.wording.paper import TABLE_MARK, body_blocks
from app.reports.wording.template import LONGEST_FILLED, beyond, check, fill, unknown_field

FIELDS = frozenset({"姓名", "会议地点", "会议时间", "通讯地址"})
ALL = dict.fromkeys(FIELDS, "")


def told(text: str) -> list[str]:
    return [one.sentence for one in check(text, FIELDS, "body").problems]


WRONG = {
    "写错字段": ("{{ 姓明 }}", "第1行：没有“姓明”这个字段，是不是“姓名”？可用：姓名、"),
    "一点也不像": ("{{ 鸡蛋 }}", "没有“鸡蛋”这个字段？可用："),
    "没走到的分支里写错": ("{% if 姓名 %}好{% else %}{{ 会议地 }}{% endif %}", "没有“会议地”这个字段，是不是“会议地点”"),
    "如果后面写错": ("{% 如果 姓明 %}好{% 结束 %}", "没有“姓明”这个字段"),
    "循环": ("第一行\n{% for 人 in 姓名 %}{% endfor %}", "第2行：用语里不能写循环（for）"),
    "宏": ("{% macro f() %}{% endmacro %}", "不能写宏"),
    "引入文件": ("{% include '/etc/passwd' %}", "不能写别的文件"),
    "导入": ("{% import 'os' as os %}", "不能写别的文件"),
    "继承": ("{% extends 'a' %}", "不能写别的文件"),
    "赋值": ("{% set 姓名 = 1 %}", "不能写赋值"),
    "原样区块": ("{% raw %}{{ 姓名 }}{% endraw %}", "不能写原样区块"),
    "多重判断": ("{% if 姓名 %}{% elif 会议地点 %}{% endif %}", "不能写多重判断"),
    "不认识的标记": ("{% 随便 %}", "看不懂“{% 随便 %}”"),
    "空标记": ("{% %}", "看不懂"),
    "空格子": ("{{ }}", "两层花括号里是空的"),
    "程序内部": ("{{ ''.__class__ }}", "不能用下划线取程序里面的东西"),
    "字段的内部": ("{{ 姓名.__init__ }}", "不能用下划线取程序里面的东西"),
    "字段的一部分": ("{{ 姓名.长 }}", "不能取字段里面的一部分"),
    "下标": ("{{ 姓名[0] }}", "不能取字段里面的一部分"),
    "调用": ("{{ 姓名() }}", "不能有括号"),
    "全角括号": ("{{ 姓名（女） }}", "不能有括号"),
    "运算": ("{{ 7*7 }}", "不能写运算"),
    "大运算": ("{{ 9**9**9 }}", "不能写运算"),
    "字符串": ("{{ '甲' }}", "不能写运算、比较和引号"),
    "比较": ("{% if 姓名 == 会议地点 %}{% endif %}", "不能写运算、比较"),
    "且": ("{% if 姓名 and 会议地点 %}{% endif %}", "“如果”后面写一个字段"),
    "三元": ("{{ 姓名 if 会议地点 }}", "不是字段"),
    "去空白": ("{{- 姓名 -}}", "不是字段"),
    "没有的写法": ("{{ 姓名 | upper }}", "没有“upper”这种写法，可用：年月日"),
    "一层花括号": ("请{姓名}同志", "“{姓名}同志”这里的花括号只有一层"),
    "全角一层": ("请｛姓名｝同志", "花括号只有一层"),
    "少一个右括号": ("{{姓名}", "“{{姓名}”没有写完"),
    "没有关": ("一\n二{{ 姓名", "第2行：“{{ 姓名”没有写完，后面要有 }}"),
    "标记没有关": ("{% 如果 姓名", "没有写完，后面要有 %}"),
    "多了右括号": ("姓名 }}", "“}}”前面没有与它成对的"),
    "断在两行": ("{{ 姓\n名 }}", "没有写完"),
    "如果没有结束": ("{% 如果 姓名 %}好", "“如果 姓名”没有写到哪里为止"),
    "结束没有如果": ("好{% 结束 %}", "“结束”前面没有“如果”"),
    "否则没有如果": ("好{% 否则 %}", "“否则”前面没有“如果”"),
    "两个否则": ("{% 如果 姓名 %}{% 否则 %}{% 否则 %}{% 结束 %}", "只能有一个“否则”"),
    "套得太深": ("{% 如果 姓名 %}" * 5 + "{% 结束 %}" * 5, "最多 4 层"),
    "注释": ("{# 记一下 #}", "不能写注释"),
    "控制字符": ("好\x08好", "控制字符"),
    "伪造的表": ("\x00姓名\x00", "控制字符"),
    "半个字符": ("好\ud800好", "控制字符"),
    "许多写法": ("{{ 姓名" + " | 可空" * 9 + " }}", "最多 8 种"),
    "极多写法": ("{{ 姓名" + "|可空" * 3_000 + " }}", "没有写完"),
    "没有尽头的空白": ("{% 如果" + " " * 9_000 + "%}", "没有写完"),
    "太长": ("好" * 10_001, "有 10001 个字，最多 10000 个"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "says"), WRONG.values(), ids=WRONG)
def test_不能写的说清哪一行为什么(text: str, says: str) -> None:
    said = told(text)
    assert says in said[0]
    assert said[0].startswith("正文")
    assert len(said) <= 2


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("{{ 姓名 }}同志", "甲同志"),
        ("{{姓名}}同志", "甲同志"),
        ("｛｛姓名｝｝同志", "甲同志"),
        ("{% if 姓名 %}{{ 姓名 }}{% else %}某某{% endif %}", "甲"),
        ("{% 如果 会议地点 %}在{{ 会议地点 }}{% 否则 %}地点另告{% 结束 %}", "地点另告"),
        ("{%如果会议地点%}在{%否则%}不在{%结束%}", "不在"),
        ("{% 如果 非 会议地点 %}不在{% 结束 %}", "不在"),
        ("｛％如果 姓名％｝有｛％结束％｝", "有"),
        ("一\r\n二", "一\n二"),
        ("{{ 会议地点 | 留空 }}", BLANK),
        ("100%、50％，a|b", "100%、50％，a|b"),
    ],
)
def test_能写的照着填(text: str, becomes: str) -> None:
    assert told(text) == []
    assert fill(text, ALL | {"姓名": "甲"}) == becomes


@pytest.mark.parametrize(
    ("way", "given", "becomes"),
    [
        ("年月日", "2026-03-01", "2026年3月1日"), ("年月日", "下周二", "下周二"), ("月日", "2026年12月3日", "12月3日"),
        ("月日", "另行通知", "另行通知"), ("年月", "2026-03-01", "2026年3月"), ("星期", "2026-11-22", "星期日"), ("星期", "另行通知", ""),
        ("汉字日期", "2026-03-01", "二〇二六年三月一日"), ("汉字日期", "2026-12-31", "二〇二六年十二月三十一日"),
        ("汉字日期", "2026-10-20", "二〇二六年十月二十日"), ("汉字日期", "元旦", "元旦"), ("可空", "", ""), ("可空", "甲", "甲"), ("留空", "甲", "甲"),
    ],
)  # fmt: skip
def test_写法(way: str, given: str, becomes: str) -> None:
    assert FILTERS[way](given) == becomes


@pytest.mark.parametrize(
    ("text", "optional"),
    [
        ("{{ 姓名 }}", False), ("{{ 姓名 | 可空 }}", True), ("{{ 姓名 | 留空 }}", True), ("{{ 姓名 | 年月日 }}", False),
        ("{% 如果 姓名 %}{{ 姓名 }}{% 结束 %}", True), ("{% 如果 会议地点 %}{{ 姓名 }}{% 结束 %}", False),
        ("{% 如果 姓名 %}{% 否则 %}{{ 姓名 }}{% 结束 %}", False), ("{% 如果 非 姓名 %}{% 否则 %}{{ 姓名 }}{% 结束 %}", True),
    ],
)  # fmt: skip
def test_哪些可以没有(text: str, optional: bool) -> None:
    uses = [use for use in check(text, FIELDS).uses if use.name == "姓名"]
    assert uses[-1].optional is optional


def test_几个相近的都说() -> None:
    assert "是不是“会议地点”或“会议时间”？" in unknown_field("会议", FIELDS)


@pytest.mark.parametrize(
    "value", ["{{ 7*7 }}", "{% for x in y %}", "<b>&</b>", "｛｛姓名｝｝", "'\"\\", "{#"]
)
def test_值是数据_写什么印什么(value: str) -> None:
    assert fill("甲{{ 姓名 }}乙", {"姓名": value}) == f"甲{value}乙"


@given(st.dictionaries(st.sampled_from(sorted(FIELDS)), st.text(), min_size=len(FIELDS)))
def test_每个值都原样在里面(values: dict[str, str]) -> None:
    template = "，".join(f"{{{{ {name} }}}}" for name in sorted(FIELDS))
    assert fill(template, values) == "，".join(values[name] for name in sorted(FIELDS))


@given(st.text(alphabet="{}%|# 姓名如果否则结束for非.[]()*'\n", max_size=60))
def test_查过没有错的都能填_其余的都说得出话(text: str) -> None:
    found = check(text, FIELDS, "body")
    if found.problems:
        assert all(one.message.endswith("。") for one in found.problems)
    else:
        fill(text, ALL)


@pytest.mark.parametrize(
    "text",
    ["{{ ''.__class__ }}", "{{ 姓名[0] }}", "{{ 姓名() }}", "{{ 9**9 }}", "{% for x in 姓名 %}{% endfor %}", "{% set x = 1 %}",
     "{{ 姓名 if 会议地点 }}", "{{ '甲' }}", "{% include 'a' %}", "{{ 姓名 ~ 会议地点 }}", "{{ 姓名", "{% 随便 %}"],
)  # fmt: skip
def test_要运行的那棵树里也不许有别的(text: str) -> None:
    assert len(beyond(text)) == 1
    assert beyond("{% 如果 姓名 %}{{ 姓名 | 年月日 }}{% 结束 %}") == ()


def test_填出来太长就停() -> None:
    with pytest.raises(Refused, match=f"超过 {LONGEST_FILLED} 个字"):
        fill("{{ 姓名 }}" * 1000, {"姓名": "长" * 10_000})


def test_表后面有话才空半行_表在最后不空() -> None:
    tables = {"表": Table((Column("项"),), (("一",),))}
    mark = f"{TABLE_MARK}表{TABLE_MARK}"
    kinds = [type(one) for one in body_blocks(f"说明。\n{mark}\n又及。\n{mark}", tables)]
    assert kinds == [Paragraph, TableBlock, Spacer, Paragraph, TableBlock]


@pytest.mark.parametrize("again", ["{{", "{%", "{{ ", "｛｛", "{{x", "{% 如果 ", "{#"])
def test_开了不关的一万字_看得快(again: str) -> None:
    text = again * (10_000 // len(again))
    began = time.process_time()
    assert check(text, frozenset({"姓名"})).problems
    assert time.process_time() - began < 0.5
