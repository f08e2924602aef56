"""单位及职务 in one line: no unit is said twice, and another unit inside the title is noticed."""

from __future__ import annotations

import pytest

from app.domain.workplace import another_unit, unit_in, workplace


@pytest.mark.parametrize(
    ("employer", "title", "line"),
    [
        ("县第一中学", "教师", "县第一中学教师"),
        ("县第一中学", "县第一中学校长", "县第一中学校长"),
        ("第一中学", "清河县第一中学校长", "清河县第一中学校长"),
        ("杭州市上城区采荷街道", "上城区采荷街道办事处主任", "杭州市上城区采荷街道办事处主任"),
        ("", "上城区九堡街道党工委书记", "上城区九堡街道党工委书记"),
        ("县医院", "", "县医院"),
        ("", "", ""),
    ],
)
def test_单位只写一次(employer: str, title: str, line: str) -> None:
    assert workplace(employer, title) == line


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("上城区九堡街道党工委书记", "上城区九堡街道"),
        ("吴山明美术馆馆长", "吴山明美术馆"),
        ("县第一中学校长", "县第一中学"),
        ("县教育局局长；县侨联主席", "县教育局"),
        ("中国农业银行清河支行行长", "中国农业银行清河支行"),
        ("教师", ""), ("党委书记、董事长", ""), ("办公室主任", ""), ("中心主任", ""), ("县教育局", ""), ("", ""),
    ],
)  # fmt: skip
def test_职务里带着的单位(title: str, unit: str) -> None:
    assert unit_in(title) == unit


@pytest.mark.parametrize(
    ("employer", "title", "unit"),
    [
        ("上城区采荷街道", "上城区九堡街道党工委书记", "上城区九堡街道"),
        ("上城区九堡街道", "上城区九堡街道党工委书记", ""),
        ("上城区采荷街道", "党工委书记", ""),
        ("", "上城区九堡街道党工委书记", ""),
    ],
)
def test_两个单位(employer: str, title: str, unit: str) -> None:
    assert another_unit(employer, title) == unit
