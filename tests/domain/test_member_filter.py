from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import WrongUsage
from app.domain.field_use import FieldUse
from app.domain.member import Member, Seat
from app.domain.member_facets import DERIVED, Shape, facets, named, number, sections, told
from app.domain.member_filter import (
    NO_VALUE,
    OPS,
    Condition,
    Op,
    condition,
    decide,
    read,
    shown,
    subject,
    written,
)

USE = FieldUse()
FACETS = facets(USE)
TODAY = date(2026, 11, 22)
PEOPLE = (
    Member(1, 11, "沈长河", no="001", sex="男", birth="1966-05", affiliations=("中共",), sector="中共", posts=("主席",),
           committees=(Seat("提案委员会", "主任"),), more={"phone": "138 0000 1234", "terms_served": "3"}),
    Member(2, 12, "江䶮", sex="女", birth="1975", affiliations=("民革",), sector="民革", is_new=True,
           committees=(Seat("提案委员会"), Seat("文史委员会")), more={"is_hmt": "1", "joined": "2026-01"}),
    Member(3, 13, "米雪", sex="女", affiliations=("民盟", "中共"), sector="教育", employer="县第一中学", job_title="教师",
           groups=(Seat("城关组", "", "街道小组"),), more={"photo": "ab12"}),
    Member(4, 14, "谷雨生", birth="1990-11-23", sector="经济"),
)  # fmt: skip


def fitting(text: str) -> list[int]:
    one = read(text, FACETS)
    test = decide(one, FACETS[one.key])
    return [member.id for member in PEOPLE if test(told(member, one.key, TODAY, USE))]


CASES = [
    ("界别=教育", [3]),
    ("界别=教育,经济", [3, 4]),
    ("界别=教育、经济", [3, 4]),
    ("界别!=教育", [1, 2, 4]),
    ("界别~教", [3]),
    ("界别!~教", [1, 2, 4]),
    ("政治面貌=中共", [1, 3]),
    ("党派=中共", [1, 3]),
    ("政治面貌!=中共", [2, 4]),
    ("政治面貌=空", [4]),
    ("党员党外=党员", [1, 3]),
    ("党员党外=党外", [2]),
    ("专委会=提案委员会", [1, 2]),
    ("专委会=文史委员会", [2]),
    ("小组=城关组", [3]),
    ("片区=城关组", [3]),
    ("年龄>=60", [1]),
    ("年龄>60", []),
    ("年龄≥60", [1]),
    ("年龄<60", [2, 4]),
    ("年龄<=50", [2, 4]),
    ("年龄=35", [4]),
    ("年龄!=35", [1, 2, 3]),
    ("年龄=35..51", [2, 4]),
    ("年龄=51..35", [2, 4]),
    ("年龄=空", [3]),
    ("age>=60", [1]),
    ("届数=1", [2]),
    ("届数>=2", [1]),
    ("出生年月<1975", [1]),
    ("出生年月<1975-03", [1]),
    ("出生年月>1975-03", [4]),
    ("出生年月>=1975", [2, 4]),
    ("出生年月<=1975年", [1, 2]),
    ("出生年月=1975", [2]),
    ("出生年月=1966", [1]),
    ("出生年月!=1966", [2, 3, 4]),
    ("出生年月=1966..1975", [1, 2]),
    ("出生年月!=空", [1, 2, 4]),
    ("手机=空", [2, 3, 4]),
    ("手机!=空", [1]),
    ("手机~13800001234", [1]),
    ("手机~ 138 0000", [1]),
    ("照片=空", [1, 2, 4]),
    ("照片!=空", [3]),
    ("港澳台委员=是", [2]),
    ("港澳台委员=否", [1, 3, 4]),
    ("新任=是", [2]),
    ("新任=空", [1, 3, 4]),
    ("新任!=空", [2]),
    ("资料不全=学历", [1, 2, 3, 4]),
    ("资料不全=民族,性别", [1, 2, 3, 4]),
    ("资料不全=性别", [4]),
    ("工作单位~一中,第一", [3]),
    ("姓名=米雪,沈长河", [1, 3]),
    ("任委员日期>=2026", [2]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_谁符合条件(text: str, expected: list[int]) -> None:
    assert fitting(text) == expected


WRONG = [
    ("教育", "应写成"),
    ("星座=白羊", "没有“星座”"),
    ("年龄>=老", "整数"),
    ("年龄~6", "不能用"),
    ("界别>教育", "不能用"),
    ("出生年月>上世纪", "日期"),
    ("新任=也许", "只能是"),
    ("界别=", "请填"),
    ("年龄>=60,70", "一个值"),
    ("年龄=60..", "两个值"),
    ("照片=有", "不能用"),
]


@pytest.mark.parametrize(("text", "words"), WRONG, ids=[text for text, _ in WRONG])
def test_写得不对就说明(text: str, words: str) -> None:
    with pytest.raises(WrongUsage, match=words):
        read(text, FACETS)


def test_条件的说法() -> None:
    said = [
        shown(read(text, FACETS), FACETS[read(text, FACETS).key].label)
        for text in ("党派=中共,民革", "年龄>=60", "手机=空", "年龄=60..70")
    ]
    assert said == ["政治面貌：中共、民革", "年龄不小于 60", "手机为空", "年龄介于 60—70"]
    assert (subject("年龄>=60"), subject("？")) == ("年龄", "？")


words = (
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=6)
    .map(str.strip)
    .filter(bool)
)
numbers = st.integers(0, 999_999).map(str)
dates = st.dates(date(1930, 1, 1), date(2030, 1, 1)).map(lambda d: d.isoformat()[: (4, 7, 10)[d.day % 3]])


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    facet = FACETS[draw(st.sampled_from(sorted(FACETS)))]
    op = draw(st.sampled_from(OPS[facet.shape]))
    if op in NO_VALUE:
        return condition(facet, op)
    value = {Shape.NUMBER: numbers, Shape.DATE: dates, Shape.YES_NO: st.sampled_from(["是", "否"])}.get(
        facet.shape, words
    )
    if op is Op.BETWEEN:
        return condition(facet, op, draw(st.lists(value, min_size=2, max_size=2)))
    many = 3 if op in (Op.IS, Op.NOT) and facet.shape is not Shape.YES_NO else 1
    return condition(facet, op, draw(st.lists(value, min_size=1, max_size=many, unique=True)))


@given(conditions())
def test_写成文字再读回来是同一个条件(one: Condition) -> None:
    assert read(written(one, FACETS[one.key].label), FACETS) == one


@given(conditions(), st.sampled_from(PEOPLE))
def test_是与不是_包含与不包含_空与不空_总有一个(one: Condition, member: Member) -> None:
    opposite = {
        Op.IS: Op.NOT,
        Op.HAS: Op.LACKS,
        Op.EMPTY: Op.FILLED,
        Op.NOT: Op.IS,
        Op.LACKS: Op.HAS,
        Op.FILLED: Op.EMPTY,
    }
    facet = FACETS[one.key]
    if one.op not in opposite or opposite[one.op] not in OPS[facet.shape]:
        return
    other = Condition(one.key, opposite[one.op], one.values)
    facts = told(member, one.key, TODAY, USE)
    assert decide(one, facet)(facts) is not decide(other, facet)(facts)


def test_停用的字段不能用来筛选() -> None:
    use = FieldUse(off=frozenset({"birth", "phone", "terms_served"}))
    found = facets(use)
    assert {"birth", "phone", "age", "terms", "terms_served"}.isdisjoint(found)
    assert "party" in found
    with pytest.raises(WrongUsage, match="没有"):
        read("年龄>60", found)


def test_字段按表单的分组排列() -> None:
    titles = [title for title, _ in sections(FACETS)]
    assert titles[0] == "推算"
    assert sum(len(found) for _, found in sections(FACETS)) == len(FACETS)
    assert {facet.key for facet in DERIVED} == {facet.key for facet in sections(FACETS)[0][1]}


def test_按任何叫法找到字段() -> None:
    assert [getattr(named(FACETS, word), "key", None) for word in ("sector", "界别", "提名界别", "联系电话", "周岁", "无此")] == [
        "sector", "sector", "sector", "phone", "age", None]  # fmt: skip


def test_读数() -> None:
    assert [number(words) for words in (("12",), (), ("x",))] == [12, None, None]
