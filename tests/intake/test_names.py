from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.intake.names import join_spaced, parse_name_list

LISTS = [
    ("全角空格分隔、两字名空一格", "丁诗珍　任伟健　叶　悦　吴　善", ["丁诗珍", "任伟健", "叶悦", "吴善"]),
    ("顿号", "张三、李四、王小五", ["张三", "李四", "王小五"]),
    ("各种标点", "张三，李四；王五\t赵六|钱七", ["张三", "李四", "王五", "赵六", "钱七"]),
    ("每行一人并编号", "1. 张三\n2、李四\n（3）王五\n", ["张三", "李四", "王五"]),
    ("括号里的性别民族", "张三（女）李四（女，回族）、王五", ["张三", "李四", "王五"]),
    ("复姓空开", "欧阳　修　叶　悦", ["欧阳修", "叶悦"]),
    ("带点的名字", "艾力·依明　张三", ["艾力·依明", "张三"]),
    ("拉丁名", "John Smith、张三", ["John Smith", "张三"]),
    ("三字名逐字空开", "王　小　明", ["王小明"]),
    ("点法不一", "艾力•依明", ["艾力·依明"]),
    ("职务打头的行", "主席：张三\n副主席：李四 王五", ["张三", "李四", "王五"]),
    ("空白", " \n\n", []),
]


@pytest.mark.parametrize(("case", "text", "names"), LISTS, ids=[case for case, *_ in LISTS])
def test_names_of_a_pasted_list(case: str, text: str, names: list[str]) -> None:
    found = parse_name_list(text)
    assert (list(found.names), found.findings) == (names, ())


HEADINGS = [
    ("标题带人数", "某区政协常务委员名单（3名）\n张三　李四　王　五", 3, []),
    ("标题分两行", "某区政协常务委员名单\n（共 2 名，按姓氏笔画为序）\n张三　李四", 2, []),
    ("标题和人名同行", "常务委员（2名）张三、李四", 2, []),
    ("冒号后是人名", "中共（2名）：张三、李四", 2, []),
    ("分组合计", "名单（3人）\n一组（2人）\n张三 李四\n二组（1人）王五", 3, []),
    ("只有分组人数", "名单\n一组（2人）\n张三 李四\n二组（1人）\n王五", 3, []),
    ("总数单独一行", "名单\n（共3人）\n一组（2人）\n张三 李四\n二组（1人）\n王五", 3, []),
    ("没有人数", "常务委员名单\n张三", None, []),
    ("人数不符", "常务委员名单（4名）\n张三　李四", 4, ["标题写 4 名，读到 2 名，请核对"]),
    ("某组不符", "名单（2人）\n一组（2人）\n张三\n二组（1人）\n王五", 2, ["标题写 2 名，读到 1 名，请核对"]),
]


@pytest.mark.parametrize(
    ("case", "text", "expected", "messages"), HEADINGS, ids=[case for case, *_ in HEADINGS]
)
def test_headings_are_skipped_and_their_counts_held_to(
    case: str, text: str, expected: int | None, messages: list[str]
) -> None:
    found = parse_name_list(text)
    assert found.expected == expected
    assert [finding.message for finding in found.findings] == messages


def test_a_name_twice_counts_once() -> None:
    found = parse_name_list("张三、李四\n张三", file="名单.txt")
    assert found.names == ("张三", "李四")
    assert (found.findings[0].message, found.findings[0].row, found.findings[0].file) == (
        "“张三”在第 1 行已经有了，只算一次",
        2,
        "名单.txt",
    )


def test_half_a_name_is_a_finding() -> None:
    found = parse_name_list("张三、李\n王?")
    assert found.names == ("张三",)
    assert [(finding.row, finding.value) for finding in found.findings] == [(1, "李"), (2, "王?")]


ROSTER = [
    ("名册里有三字名", "叶　悦　方玉　林", ["叶悦", "方玉林"], ["叶悦", "方玉林"]),
    ("名册里是两个两字名", "方玉　林森", ["方玉", "林森"], ["方玉", "林森"]),
    ("名册里有四字名", "欧阳　春晓", ["欧阳春晓"], ["欧阳春晓"]),
    ("名册里的名字断成单字", "王　小　明　叶　悦", ["王小明", "叶悦"], ["王小明", "叶悦"]),
]


@pytest.mark.parametrize(("case", "text", "known", "names"), ROSTER, ids=[case for case, *_ in ROSTER])
def test_the_roster_decides_where_spaces_do_not(
    case: str, text: str, known: list[str], names: list[str]
) -> None:
    assert list(parse_name_list(text, known).names) == names


def test_words_that_cannot_be_joined_stay_as_they_are() -> None:
    assert list(join_spaced(["张三", "李四", "王", "五"])) == ["张三", "李四", "王五"]
    assert list(join_spaced([])) == []


NAMES = st.lists(st.text("丁任叶吴夏姜孔孟", min_size=2, max_size=3), min_size=1, max_size=12, unique=True)


@given(NAMES)
def test_what_a_notice_prints_is_read_back(names: list[str]) -> None:
    printed = "　".join(f"{name[0]}　{name[1]}" if len(name) == 2 else name for name in names)
    found = parse_name_list(f"常务委员名单（{len(names)}名）\n{printed}", names)
    assert list(found.names) == names
    assert found.findings == ()
