from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from app.reports.names import listed, name_ems, name_lines, name_parts, name_rows
from app.reports.plain import clean
from app.reports.table import (
    COVERED,
    Align,
    Cell,
    Column,
    Group,
    Kind,
    Rate,
    RateLike,
    Table,
    Value,
    merged,
    text_of,
    with_totals,
)

TWO = (Column("甲"), Column("乙", Kind.INT, sum=True))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("文字", "文字"),
        (True, "是"),
        (False, "否"),
        (12345, "12345"),
        (0.5, "0.5"),
        (Decimal("1.20"), "1.20"),
        (dt.date(2026, 11, 5), "2026-11-05"),
        (dt.datetime(2026, 11, 5, 9, 30), "2026-11-05 09:30"),
        (Rate(135, 151), "89.4%"),
        (Rate(1, 8, 0), "13%"),
        (Rate(0, 0), "—"),
        (Cell("格", rows=2), "格"),
    ],
)
def test_值的印法(value: Value | Cell, text: str) -> None:
    assert text_of(value) == text


def test_比率两个数都在() -> None:
    rate = Rate(3, 4)
    assert isinstance(rate, RateLike)
    assert (rate.n, rate.of, rate.text) == (3, 4, "75.0%")


def test_列的对齐随类型_也可自定() -> None:
    assert [Column("", kind).alignment for kind in (Kind.INT, Kind.NAME, Kind.TEXT)] == [
        Align.RIGHT,
        Align.CENTER,
        Align.LEFT,
    ]
    assert Column("", Kind.INT, align=Align.CENTER).alignment is Align.CENTER


def test_合计加整数_小数_空格() -> None:
    table = with_totals(
        Table(
            (*TWO, Column("丙", Kind.NUMBER, sum=True)),
            (("a", 1, 0.1), ("b", Cell(2), 0.2), ("c", None, Decimal(1))),
        )
    )
    assert table.totals == (Cell("合计", bold=True, align=Align.CENTER), 3, Decimal("1.3"))


def test_合计列里有文字是填表的错() -> None:
    with pytest.raises(TypeError, match="无"):
        with_totals(Table(TWO, (("a", "无"),)))


@pytest.mark.parametrize(
    ("case", "make"),
    [
        ("没有列", lambda: Table(())),
        ("行不齐", lambda: Table(TWO, (("a",),))),
        ("合计不齐", lambda: Table(TWO, totals=("a",))),
        ("组越界", lambda: Table(TWO, groups=(Group("组", 1, 2),))),
    ],
)
def test_不成形的表不收(case: str, make: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        make()  # type: ignore[operator]


def test_相邻同键的行向下合并() -> None:
    table = merged(Table(TWO, (("甲", 1), ("甲", 2), ("乙", 3))), (0,), lambda row: row[0])
    assert [row[0] for row in table.rows] == [Cell("甲", rows=2), COVERED, "乙"]


def test_已是格子的也能合并() -> None:
    table = merged(Table(TWO, ((Cell("甲", bold=True), 1), ("甲", 2))), (0,), lambda row: text_of(row[0]))
    assert table.rows[0][0] == Cell("甲", rows=2, bold=True)


@pytest.mark.parametrize(
    ("text", "parts", "ems"),
    [
        ("王伟", ("王伟", ""), 3),
        ("王伟（女）", ("王伟", "（女）"), 6),
        ("𠮷永", ("𠮷永", ""), 3),
        ("李建国", ("", "李建国"), 3),
        ("Li", ("", "Li"), 2),
        ("", ("", ""), 0),
    ],
)
def test_两字名空成三字(text: str, parts: tuple[str, str], ems: int) -> None:
    assert (name_parts(text), name_ems(text)) == (parts, ems)


def test_名单分栏_长名占几格() -> None:
    count, rows = name_rows(["王伟"] * 9 + ["阿不都·热合曼（维吾尔族）"], 28)
    assert count == 7
    assert [takes for row in rows for _, takes in row] == [1] * 9 + [4]
    assert all(sum(takes for _, takes in row) <= count for row in rows)


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("在顿号后断", "赵守业、罗景文、范凤英、金沛林", ["赵守业、罗景文、", "范凤英、金沛林"]),
        ("没有顿号不管", "县第一中学校长兼党总支书记", []),
        ("成句的不管", "一、讨论，二、决定", []),
        ("一项就超宽的不管", "甲、一二三四五六七八九十", []),
        ("一项太长是文章", "甲、" + "乙" * 20, []),
    ],
)
def test_并列的姓名不拆开(name: str, text: str, lines: list[str]) -> None:
    assert listed(text, 9, lambda part: float(len(part))) == lines, name


def test_空名单也有栏() -> None:
    assert name_rows([], 28) == (7, [])


@pytest.mark.parametrize(
    ("dirty", "text"),
    [
        ("甲\x00\x0b乙", "甲乙"),
        ("a\tb", "a b"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\ud800甲\uffff", "甲"),
        ("甲", "甲"),
    ],
)
def test_控制符不上纸(dirty: str, text: str) -> None:
    assert clean(dirty) == text


@pytest.mark.parametrize(
    ("name", "most", "lines"),
    [
        ("艾则孜·热合曼", 9, ["艾则孜·热合曼"]),
        ("艾则孜·热合曼", 6, ["艾则孜·", "热合曼"]),
        ("阿卜杜热合曼·买买提明·托合提", 9, ["阿卜杜热合曼·", "买买提明·托合提"]),
        ("欧阳娜娜（女）（回族）", 8, ["欧阳娜娜", "（女）（回族）"]),
        ("诸葛清", 2, ["诸葛清"]),
        ("古丽·", 3, ["古丽·"]),
    ],
)
def test_a_name_is_broken_at_its_dots_and_before_its_marks(name: str, most: float, lines: list[str]) -> None:
    assert name_lines(name, most, len) == lines
