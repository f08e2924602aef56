"""Figures of a document and two papers compared: every figure found once, marked where it stands, explained by those behind it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import counted
from app.domain.counted import Counted
from app.reports import marks
from app.reports.comparison import ARRIVED, Cause, Causes, Change, Difference, Who, compare, reason, relevant
from app.reports.document import (
    Document,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Section,
    TableBlock,
    Title,
)
from app.reports.figure import Bar, Bars, Pie, Pyramid, Stacked
from app.reports.figures_said import Stands, definitions_said, figures_said
from app.reports.flat import csv_text
from app.reports.kept_facts import KeptFacts
from app.reports.running_figures import place_of, spots, unmarked
from app.reports.table import COVERED, Cell, Column, Group, Kind, Rate, Table, merged, text_of, with_totals
from app.reports.words import plain_text

PEOPLE = {1: "沈长河", 2: "顾书岚", 3: "陆一鸣", 4: "贺兰青"}


def paper(count: Counted, *, words: str = "", day: str = "2026年11月22日") -> Document:
    """A paper with a figure of every kind, all of them about one count."""
    columns = (
        Column("序号", Kind.INT, 10), Column("项目"), Column("类别"), Column("人数", Kind.INT, 20, sum=True),
        Column("占比", Kind.RATE, 30), Column("平均", Kind.NUMBER, 14),
    )  # fmt: skip
    rows = (
        (1, "界别", "经济", count, Rate(count, 4), Decimal(int(count)) / 2),
        (2, "界别", "教育", Counted((9,)), Rate(Counted((9,)), 4), 1.5),
    )
    table = merged(
        Table(
            columns, rows, name="结构", groups=(Group("本次", 3, 4),), notes=(f"注：共 {int(count)} 人。",)
        ),
        [1],
        lambda row: row[1],
    )
    bars = (Bar("经济", count), Bar("教育", 1))
    return Document(
        "试验表",
        (
            Section(
                (
                    Title("试验表", f"（截至{day}，共 {int(count)} 人）"),
                    KeyFigures((KeyFigure(str(int(count)), "在册（人）", "不含暂停", count), KeyFigure("—", "平均年龄"))),
                    Heading(1, f"一、总体（{int(count)} 人）"),
                    Paragraph((Run(f"{day}，第 3 号文件，收到 {int(count)} 件，"), Run(words))),
                    TableBlock(with_totals(table)),
                    TableBlock(table),
                    TableBlock(Table((Column("空"),), ((int(count),),), headless=True)),
                    Note("口径：在册不含暂停。"),
                    PageBreak(),
                    Figure(Bars(bars, "人"), f"各界别（共 {int(count)} 人）"), Figure(Pyramid(bars, "人"), "各级"),
                    Figure(Pie(bars, "人"), "比例"), Figure(Stacked(("男", "女"), (("经济", (int(count), 1)),), "人"), "男女"),
                )
            ),
        ),
    )  # fmt: skip


def facts(document: Document, *, changed: str = "经济", **given: str) -> KeptFacts:
    records = {
        (counted.MEMBER, one): {"姓名": name, "编号": str(one), "界别": changed if one == 1 else "经济"}
        for one, name in (PEOPLE | {9: "叶知秋"}).items()
    }
    return KeptFacts(
        "试验表", document.title, "第十一届", "2026-11-22", given, figures_said(document), definitions_said(document), records
    )  # fmt: skip


def test_每个数字找到一次_编号和日期不算() -> None:
    found = figures_said(paper(Counted((1, 2))))
    keys = [one.key for one in found]
    assert len(keys) == len(set(keys))
    assert {one.stands for one in found} == {Stands.TABLE, Stands.KEY, Stands.CHART, Stands.WORDS}
    names = [one.name for one in found]
    assert "结构 · 界别 经济 · 本次 人数" in names
    assert "结构（第2张） · 界别 教育 · 本次 占比" in names
    assert "结构 · 合计 · 本次 人数" in names
    assert not any("序号" in name for name in names)
    assert not any(one.text in ("2026", "11", "22", "3.") for one in found)
    total = next(one for one in found if one.row == "合计" and one.column == "本次 人数")
    assert total.behind == (1, 2, 9)
    assert next(one for one in found if one.row == "平均年龄").number is None


WORDS: tuple[tuple[str, list[tuple[str, str]]], ...] = (
    ("截至2026年11月22日，共 151 人，分属 23 个界别。", [("151", "共 ＿ 人"), ("23", "分属 ＿ 个界别")]),
    ("1. 在册委员：状态为在册（3 人）。", [("3", "＿ 人")]),
    ("办复率 96.3%；第12号、3月5日、2026-11-22 不算。", [("96.3%", "办复率 ＿")]),
    ("期初 150 人（150＋3－2＝151）。", [("150", "期初 ＿ 人"), ("150", "＿＋＿－＿＝＿"), ("3", "＿＋＿－＿＝＿"), ("2", "＿＋＿－＿＝＿"), ("151", "＿＋＿－＿＝＿")]),
    ("没有数字。", []),
)  # fmt: skip


@pytest.mark.parametrize(("text", "told"), WORDS, ids=[one[0][:10] for one in WORDS])
def test_正文里的数字(text: str, told: list[tuple[str, str]]) -> None:
    assert [(text[spot.start : spot.end], spot.phrase) for spot in spots(text)] == told


@given(st.text(alphabet="0123456789.%年月日第号、，（）▲▼上次人", max_size=30))
def test_任何文字都不出错_标记去得干净(text: str) -> None:
    for spot in spots(text):
        assert text[spot.start : spot.end].strip("%").replace(".", "").isdigit()
    assert unmarked(unmarked(text)) == unmarked(text) or "▲" in text or "▼" in text


def test_标题去掉序号和数字() -> None:
    assert (
        place_of("（二）不予立案的提案（9）")
        == place_of("附表三　不予立案的提案（10 件）")
        == "不予立案的提案"
    )


def test_自己和自己比没有变化_读写不变() -> None:
    one = facts(paper(Counted((1, 2))))
    assert compare(one, one).everything == ()
    assert compare(one, one).other == ()
    assert KeptFacts.from_bytes(one.as_bytes()) == one


def test_变了的数字各处都标出来_去掉标记还是原样() -> None:
    old, new = paper(Counted((1, 2))), paper(Counted((2, 3, 4)))
    comparison = compare(facts(old), facts(new))
    marked = marks.with_changes(new, comparison, Causes(), "第1号")
    text = plain_text(marked)
    for told in (
        "共 3▲（上次 2） 人", "一、总体（3▲（上次 2） 人）", "收到 3▲（上次 2） 件", "不含暂停，▲上次 2", "3▲（2）", "75.0%\n▲50.0%",
        "2→3人", "注：共 3▲（上次 2） 人。", "＋陆一鸣、＋贺兰青", "－沈长河",
    ):  # fmt: skip
        assert told in text, told
    assert figures_said(marked) == figures_said(new)
    assert definitions_said(marked) == definitions_said(new)
    rows = next(block.table for block in marked.sections[-1].blocks if isinstance(block, TableBlock)).rows
    assert text_of(rows[0][0]) == "在册（人）"
    assert len(rows) < len(comparison.changes)


def test_窄栏里标记在下一行_表格存成csv不坏() -> None:
    table = Table(
        (Column("项目", width=20), Column("数", Kind.INT, 9)), (("甲", Counted((1, 2))),), name="表"
    )
    old = replace(table, rows=(("甲", Counted((1,))),))
    one, other = (Document("表", (Section((TableBlock(each),)),)) for each in (old, table))
    marked = marks.with_changes(other, compare(facts(one), facts(other)), Causes(), "第1号")
    block = marked.sections[0].blocks[0]
    assert isinstance(block, TableBlock)
    assert text_of(block.table.rows[0][1]) == "2\n▲1"
    assert "▲1" in csv_text(block.table)


def test_没有变和变少和说不出多少() -> None:
    old, new = paper(Counted((1, 2, 3))), paper(Counted((1,)))
    same = marks.with_changes(old, compare(facts(old), facts(old)), Causes(), "第1号")
    assert plain_text(same).endswith("与上次（第1号）相比，数字没有变化。")
    down = plain_text(marks.with_changes(new, compare(facts(old), facts(new)), Causes(), "第1号"))
    assert "1▼（上次 3）" in down
    assert "－2" in down
    told = compare(facts(paper(Counted((1,)))), facts(paper(Counted((1,)), words="另有 5 人。")))
    assert told.changes == ()
    assert told.other == ("有些文字或行与上次不同。",)


def test_选项先后和口径不同() -> None:
    one = facts(paper(Counted((1,))), 级别="内部")
    other = replace(one, options={"级别": "公开", "与上次相比": "标出变化"})
    assert compare(one, other).other[0] == "选项不同：级别由“内部”改为“公开”。"
    assert compare(one, replace(one, figures=one.figures[::-1])).other == ("只是排列的先后不同。",)
    assert compare(one, replace(one, definitions=("别的口径",))).other == ("口径的说明与上次不同。",)


def test_行出现和消失() -> None:
    one, other = facts(paper(Counted((1, 2)))), facts(paper(Counted((1, 2))))
    fewer = replace(other, figures=tuple(f for f in other.figures if f.row != "界别 教育"))
    gone = compare(one, fewer)
    assert {c.now_text for c in gone.changes if c.figure.row == "界别 教育"} == {"—"}
    came = compare(fewer, one)
    assert {c.before_text for c in came.changes if c.figure.row == "界别 教育"} == {"—"}
    assert reason(came.changes[0], Causes()) == "＋叶知秋"


def who(*differences: Difference, about: str = counted.MEMBER) -> Who:
    return Who(about, 1, "沈长河" if about == counted.MEMBER else "第12号", differences)


SECTOR = Difference("界别", "经济", "农业")
STATUS = Difference("状态", "在册", "辞职")
TOLD: tuple[tuple[str, Who, Causes, str], ...] = (
    ("没有记录", who(), Causes(), "＋沈长河"),
    ("增补", who(), Causes({((counted.MEMBER, 1), ARRIVED): Cause("2026-03-01", "增补")}), "＋沈长河（2026-03-01 增补）"),
    ("改界别", who(SECTOR), Causes({((counted.MEMBER, 1), "界别"): Cause("2026-03-01", "")}), "＋沈长河（界别由经济改为农业，2026-03-01）"),
    ("更正", who(SECTOR), Causes(corrected={(counted.MEMBER, 1): ("导入", "修改")}), "＋沈长河（界别由经济改为农业，原数据更正：修改）"),
    ("只知更正", who(), Causes(corrected={(counted.MEMBER, 1): ("导入",)}), "＋沈长河（原数据更正：导入）"),
    ("不知为何", who(SECTOR), Causes(), "＋沈长河（界别由经济改为农业）"),
    ("辞职先说", who(SECTOR, STATUS), Causes({((counted.MEMBER, 1), ARRIVED): Cause("2026-03-01", "辞职")}), "＋沈长河（2026-03-01 辞职）"),
    ("提案", who(Difference("状态", "立案", "已交办"), about=counted.PROPOSAL),
     Causes({((counted.PROPOSAL, 1), ARRIVED): Cause("2026-03-05", "交办")}), "＋第12号（立案→已交办，2026-03-05 交办）"),
)  # fmt: skip


@pytest.mark.parametrize(("one", "causes", "told"), [one[1:] for one in TOLD], ids=[one[0] for one in TOLD])
def test_原因的说法(one: Who, causes: Causes, told: str) -> None:
    figure = figures_said(paper(Counted((1,))))[0]
    change = Change(None, figure, (one,), (), traced=True)
    assert reason(change, causes) == told


def test_只说与这个数字有关的不同() -> None:
    figure = next(one for one in figures_said(paper(Counted((1,)))) if one.row == "界别 经济")
    sex, age = Difference("性别", "男", "女"), Difference("年龄", "45岁", "46岁")
    assert relevant(who(SECTOR, sex), figure) == (SECTOR,)
    assert relevant(who(sex, age), replace(figure, place="", row="别的", column="")) == (sex,)
    assert relevant(who(sex, age), replace(figure, place="", row="年龄段 46—50岁", column="")) == (age,)
    assert Difference("专委会", "", "提案委").words == "专委会：提案委"
    assert Difference("专委会", "提案委", "").words == "不再有专委会（提案委）"


def test_没有明细的数字() -> None:
    plain = next(one for one in figures_said(paper(Counted((1,)))) if one.behind is None)
    change = Change(plain, replace(plain, text="9", number=Decimal(9)))
    assert reason(change, Causes()) == "随日期变化"
    assert reason(change, Causes(done=("甲", "乙", "丙", "丁"))) == "其间的操作：甲、乙、丙等 4 项操作"
    rate = replace(plain, of=4)
    assert reason(Change(rate, replace(rate, of=5)), Causes()) == "分母 4→5"
    many = tuple(Who(counted.MEMBER, n, f"人{n}", ()) for n in range(5))
    long = Change(replace(plain, behind=()), replace(plain, behind=(1,)), many, (), traced=True)
    assert reason(long, Causes(), (), 2) == "＋人0、＋人1等 5 人"
    with pytest.raises(ValueError, match="no figure"):
        _ = Change(None, None).figure


def test_数与名单() -> None:
    several = Counted((3, 3, 5), counted.PROPOSAL)
    assert (several, several.behind, several.about, f"{several:g}", str(several)) == (
        3,
        (3, 3, 5),
        "proposal",
        "3",
        "3",
    )
    assert counted.total((Counted((1,)), Counted((2,)))) == 2
    assert counted.total((Counted((1,)), 2)) is None
    assert counted.total((Counted((1,)), Counted((1,), counted.PROPOSAL))) is None
    assert counted.total(()) is None
    assert Cell(several).value == 3
    assert COVERED.rows == 0
