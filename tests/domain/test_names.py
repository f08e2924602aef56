from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.names import (
    COMPOUND_SURNAMES,
    clean_name,
    full_ethnicity,
    given_name,
    name_problem,
    search_form,
    surname,
)

CLEAN = [
    ("普通姓名", "赵敏行", "赵敏行", ""),
    ("两字名中间的全角空格", "赵\u3000敏", "赵敏", ""),
    ("半角空格和首尾空格", "  赵 敏  ", "赵敏", ""),
    ("EM 空格和不换行空格", "赵\u2003敏\u00a0", "赵敏", ""),
    ("名中换行", "赵敏\n行", "赵敏行", ""),
    ("控制字符和零宽字符", "赵\x00敏\u200b行\ufeff\x07", "赵敏行", ""),
    ("异体选择符", "葛\U000e0100敏", "葛敏", ""),
    ("换行后括号中的原名", "赵敏行\n（原名赵大行）", "赵敏行", "赵大行"),
    ("曾用名带冒号", "赵敏行(曾用名：李 四)", "赵敏行", "李四"),
    ("又名", "赵敏行（又名赵行）", "赵敏行", "赵行"),
    ("换行后没有括号的原名", "赵敏行\n原名赵大行", "赵敏行", "赵大行"),
    ("没有说明但同姓的第二个名字", "赵敏\n（赵广敏）", "赵敏", "赵广敏"),
    ("缺右括号", "赵敏（曾用名赵广敏", "赵敏", "赵广敏"),
    ("间隔号的几种写法：圆点", "艾力•依明", "艾力·依明", ""),
    ("间隔号：片假名中点", "艾力・依明", "艾力·依明", ""),
    ("间隔号：全角句点", "艾力．依明", "艾力·依明", ""),
    ("间隔号：断字点", "艾力‧依明", "艾力·依明", ""),
    ("间隔号：半角句点", "艾力.依明", "艾力·依明", ""),
    ("间隔号两边的空格", "艾力 · 依明", "艾力·依明", ""),
    ("扩展A区的字", "吴㛃", "吴㛃", ""),
    ("扩展B区的字", "𠮷野", "𠮷野", ""),
    ("扩展G区的字", "王𰻝", "王𰻝", ""),
    ("〇也是字", "王〇", "王〇", ""),
    ("兼容汉字归一", "\uf9d1明", "六明", ""),
    ("康熙部首换成汉字", "⽅⽂", "方文", ""),
    ("简化部首换成汉字", "⻢⻰", "马龙", ""),
    ("旧国标自造区的字换到标准位置", "王\ue863", "王䶮", ""),
    ("姓曾的人不是曾用名", "曾名扬", "曾名扬", ""),
    ("外文姓名保留词间一个空格", "John  Smith", "John Smith", ""),
]


@pytest.mark.parametrize(
    ("text", "name", "former"), [case[1:] for case in CLEAN], ids=[case[0] for case in CLEAN]
)
def test_a_name_cell_becomes_a_name(text: str, name: str, former: str) -> None:
    cleaned = clean_name(text)
    assert (cleaned.name, cleaned.former_name, cleaned.problem) == (name, former, "")


@pytest.mark.parametrize("rare", ["㛃", "𠮷", "𬭎", "𮕵", "\U0002ebf0", "\U00030edd", "\U000323af"])
def test_a_rare_character_of_any_plane_is_part_of_a_name(rare: str) -> None:
    assert (clean_name(f"吴{rare}").name, clean_name(f"吴{rare}").problem) == (f"吴{rare}", "")


HALVES = [
    ("不是字的码位", "赵\U0002fffe", "不应有"),
    ("太长", "赵" * 51, "太长"),
    ("空", "", "姓名为空"),
    ("只有括号", "（女）", "姓名为空"),
    ("只有一个字", "赵", "不完整"),
    ("丢了生僻字成问号", "赵?", "丢失的字"),
    ("全角问号", "赵？行", "丢失的字"),
    ("替代字符", "赵\ufffd", "丢失的字"),
    ("空心方框", "赵□行", "丢失的字"),
    ("星号遮盖", "赵*行", "遮盖"),
    ("圆圈遮盖", "赵○○", "遮盖"),
    ("数字", "赵敏2", "数字"),
    ("全是数字", "12", "数字"),
    ("自造字", "赵\ue123", "自造字"),
    ("夹着外文", "赵A", "不应有的“A”"),
    ("夹着顿号，是两个人", "赵敏、李四", "不应有的“、”"),
    ("间隔号在尾", "艾力·", "不完整"),
    ("一个字母", "A", "不完整"),
]


@pytest.mark.parametrize(("text", "problem"), [case[1:] for case in HALVES], ids=[case[0] for case in HALVES])
def test_half_a_name_is_a_problem(text: str, problem: str) -> None:
    assert problem in clean_name(text).problem


MARKS = [
    ("女", "赵敏（女）", ("女",), ""),
    ("女和民族", "赵敏（女，回族）", ("女", "回族"), ""),
    ("女和民族连写", "赵敏(女回族)", ("女", "回族"), ""),
    ("两个括号", "赵敏（女）（维吾尔族）", ("女", "维吾尔族"), ""),
    ("同名区分", "赵敏（大）", ("大",), "“大”没有读作姓名"),
    ("不同姓的括号内容不当曾用名", "赵敏（教育）", ("教育",), "“教育”没有读作姓名"),
    ("空括号", "赵敏（）", (), ""),
]


@pytest.mark.parametrize(
    ("text", "marks", "notice"), [case[1:] for case in MARKS], ids=[case[0] for case in MARKS]
)
def test_what_is_no_name_stands_aside(text: str, marks: tuple[str, ...], notice: str) -> None:
    cleaned = clean_name(text)
    assert (cleaned.name, cleaned.marks) == ("赵敏", marks)
    assert notice in cleaned.notice


def test_a_second_name_without_a_word_for_it_is_pointed_out() -> None:
    assert "按曾用名读入" in clean_name("赵敏（赵广敏）").notice


def test_half_a_former_name_is_pointed_out() -> None:
    assert clean_name("赵敏（曾用名赵?）").notice == "曾用名“赵?”不完整"


@given(st.text(max_size=30))
def test_cleaning_never_fails_and_leaves_nothing_invisible(text: str) -> None:
    name = clean_name(text).name
    assert unicodedata.normalize("NFC", name) == name
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"} for char in name)


@given(st.text(alphabet="王李欧阳艾力·㛃𠮷 \u3000\n•", max_size=8))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_name(text)
    assert clean_name(once.name).name == once.name


SURNAMES = [
    ("赵敏", "赵", "敏"),
    ("欧阳敏", "欧阳", "敏"),
    ("欧阳敏行", "欧阳", "敏行"),
    ("尉迟敏", "尉迟", "敏"),
    ("上官", "上", "官"),
    ("艾力·依明", "", "艾力·依明"),
    ("John Smith", "", "John Smith"),
]


@pytest.mark.parametrize(("name", "family", "rest"), SURNAMES)
def test_surname_and_given_name(name: str, family: str, rest: str) -> None:
    assert (surname(name), given_name(name)) == (family, rest)


def test_compound_surnames_have_two_characters() -> None:
    assert {len(name) for name in COMPOUND_SURNAMES} == {2}


@pytest.mark.parametrize(
    ("text", "full"),
    [("回", "回族"), ("回族", "回族"), (" 汉 族 ", "汉族"), ("其他", "其他"), ("", ""), ("穿青人", "穿青人")],
)
def test_an_ethnic_group_with_its_last_syllable(text: str, full: str) -> None:
    assert full_ethnicity(text) == full


def test_search_finds_a_name_without_its_dot() -> None:
    assert search_form("艾力•依明") == search_form("艾力依明")


def test_a_whole_name_has_no_problem() -> None:
    assert name_problem("赵敏") == ""
