"""换届: the rule over invented people, and that nobody is lost or twice."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.recognition import NEW, Identity
from app.domain.succession import (
    Turn,
    far_off,
    likeness,
    next_first_day,
    next_name,
    propose_mapping,
    succession,
    turns,
)

OLD = (
    Identity("1", "沈长河", sex="男", birth="1970-03", sector="中共"),
    Identity("2", "江䶮", sex="女", sector="民革", employer="县文化馆"),
    Identity("3", "王强", sector="教育", employer="县一中"),
    Identity("4", "王强", sector="经济", employer="县商务局"),
)


def test_everyone_finds_their_fate() -> None:
    coming = (
        Identity("a", "江䶮", sector="文艺", employer="县文联"),
        Identity("b", "米雪", sector="教育"),
        Identity("c", "王强", sector="教育", employer="县一中"),
        Identity("d", "谷雨生"),
    )
    gone = (Identity("9", "谷雨生", sector="经济"),)
    found = succession(OLD, gone, coming, ticked=("1",))
    assert [(one.old, one.row, one.by) for one in found.stay] == [
        ("1", "", "选定"),
        ("2", "a", "姓名"),
        ("3", "c", "界别和单位"),
    ]
    assert [(one.row, one.known) for one in found.new] == [("b", ""), ("d", "9")]
    assert found.left == ("4",)
    assert found.asked == ()


def test_namesakes_are_asked_until_the_clerk_says() -> None:
    row = (Identity("a", "王强"),)
    found = succession(OLD, (), row)
    assert [(one.row, len(one.question.candidates)) for one in found.asked] == [("a", 2)]
    assert (found.stay, found.new) == ((), ())
    assert [one.old for one in succession(OLD, (), row, choices={"a": "4"}).stay] == ["4"]
    assert [one.row for one in succession(OLD, (), row, choices={"a": NEW}).new] == ["a"]


def test_a_tick_for_nobody_of_the_old_term_counts_for_nothing() -> None:
    assert succession(OLD, (), (), ticked=("99",)).stay == ()


NAMES = st.sampled_from(["王强", "李静", "赵敏", "沈长河", "江䶮"])
SECTORS = st.sampled_from(["", "教育", "经济"])
EMPLOYERS = st.sampled_from(["", "县一中", "县医院"])
BIRTHS = st.sampled_from(["", "1975", "1980-03"])


@st.composite
def crowd(draw: st.DrawFn, mark: str) -> tuple[Identity, ...]:
    count = draw(st.integers(0, 6))
    return tuple(
        Identity(
            f"{mark}{number}",
            draw(NAMES),
            sex=draw(st.sampled_from(["", "男", "女"])),
            birth=draw(BIRTHS),
            sector=draw(SECTORS),
            employer=draw(EMPLOYERS),
        )
        for number in range(count)
    )


@given(crowd("o"), crowd("e"), crowd("n"), st.data())
def test_nobody_is_lost_or_twice(
    old: tuple[Identity, ...], earlier: tuple[Identity, ...], new: tuple[Identity, ...], data: st.DataObject
) -> None:
    keys = [one.key for one in old]
    ticked = data.draw(st.lists(st.sampled_from(keys), unique=True)) if keys else []
    found = succession(old, earlier, new, ticked=ticked)
    stayed = [one.old for one in found.stay]
    assert sorted([*stayed, *found.left]) == sorted(keys)
    told = [one.row for one in found.stay if one.row]
    assert sorted([*told, *(one.row for one in found.new), *(one.row for one in found.asked)]) == sorted(
        one.key for one in new
    )
    people = [*stayed, *(one.known for one in found.new if one.known)]
    assert len(people) == len(set(people))
    assert set(ticked) <= set(stayed)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("经济", ["经济", "农业"], "经济"),
        ("工会", ["总工会", "妇联"], "总工会"),
        ("共青团", ["共青团和青联"], "共青团和青联"),
        ("青联", ["共青团和青联"], "共青团和青联"),
        ("文化艺术", ["文艺", "体育"], "文艺"),
        ("医药卫生界", ["医卫", "体育"], "医卫"),
        ("教育", ["体育"], ""),
        ("民革", ["民盟"], ""),
        ("提案委员会", ["提案法制委员会", "经济委员会"], "提案法制委员会"),
        ("文史委员会", ["经济委员会"], ""),
        ("", ["经济"], ""),
    ],
)
def test_a_new_name_is_proposed(old: str, new: list[str], expected: str) -> None:
    assert propose_mapping([old], new) == {old: expected}


def test_where_most_went_is_proposed_before_what_sounds_alike() -> None:
    moved = {"台联": {"侨台": 3, "经济": 1}, "科协": {"科技": 1, "农业": 1}}
    assert propose_mapping(["台联", "科协"], ["侨台", "科技", "农业"], moved) == {"台联": "侨台", "科协": ""}


def test_what_becomes_of_each_name() -> None:
    mapping = {"经济": "经济", "工会": "总工会", "共青团": "团青", "青联": "团青", "特邀": "", "商贸": "经济"}
    found = turns(mapping, ["经济", "总工会", "团青", "环境资源"])
    assert [(one.old, one.new, one.turn) for one in found] == [
        ("经济", "经济", Turn.SAME),
        ("工会", "总工会", Turn.RENAMED),
        ("共青团", "团青", Turn.MERGED),
        ("青联", "团青", Turn.MERGED),
        ("特邀", "", Turn.RETIRED),
        ("商贸", "经济", Turn.MERGED),
        ("", "环境资源", Turn.FOUNDED),
    ]


def test_likeness_is_one_for_the_same_name_and_the_same_both_ways() -> None:
    assert likeness("教育界", "教育") == 1
    assert likeness("文艺", "文化艺术") == likeness("文化艺术", "文艺")


@pytest.mark.parametrize(
    ("name", "after"),
    [
        ("第十一届", "第十二届"), ("第九届", "第十届"), ("第十届", "第十一届"), ("第十九届", "第二十届"), ("第二十九届", "第三十届"),
        ("十一届", "十二届"), ("第9届", "第10届"), ("第１１届", "第12届"), ("政协云川县第四届委员会", "政协云川县第五届委员会"),
        ("第九十九届", ""), ("2021年换届", ""), ("本届", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_next_term_is_named_by_counting_on(name: str, after: str) -> None:
    assert next_name(name) == after


@pytest.mark.parametrize(
    ("day", "after"),
    [("2022-01-10", "2027-01-10"), ("2020-02-29", "2025-03-01"), ("2022-01", ""), ("", "")],
)
def test_a_term_lasts_five_years(day: str, after: str) -> None:
    assert next_first_day(day) == after


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("2026-11-22", ""), ("2027-01-21", ""), ("2027-01-22", "还有 61 天"), ("2025-11-21", ""),
        ("2025-11-20", "已经过去 367 天"), ("2027", ""),
    ],
)  # fmt: skip
def test_a_first_day_is_far_off(start: str, said: str) -> None:
    told = far_off(start, date(2026, 11, 22))
    assert said in told
    assert bool(told) == bool(said)
