"""存档: what is kept stays as it went out; what changed since is marked and explained, exactly, by those behind the figures."""

from __future__ import annotations

import contextlib
import hashlib
from datetime import date, datetime
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.db.members import FieldValue
from app.domain.errors import NotFound, Refused
from app.office import Office, Reason
from app.reports.comparison import Change, compare
from app.reports.figures_said import CHANGES, Stands, figures_said
from app.reports.forms.form import COMPARED, LATEST, Group
from app.reports.kept_facts import KeptFacts
from app.reports.words import plain_text, tables
from tests.offices import add

MEETING, STRUCTURE, QUOTAS, CONTACTS = "主席会议材料", "委员结构分析表", "名额表", "通讯录"
MARKED = {COMPARED.name: LATEST}


def keep(office: Office, form: str = MEETING, how: str = "打印", **options: str) -> int:
    return office.archive.keep(form, options, None, office.paper.preview(form, options), how).no


def of(office: Office, form: str = MEETING) -> KeptFacts:
    return office.archive.facts_of(form, {}, None, office.paper.document(form))


def why(office: Office, no: int, figure: str) -> str:
    found = [line for line in office.archive.with_now(no).lines() if line[0] == figure]
    assert found, [line[0] for line in office.archive.with_now(no).lines()]
    return found[0][4]


# --------------------------------------------------------------------------- kept as it is


def test_存下的是谁何时怎么出去的(county: Office) -> None:
    made = county.paper.preview(CONTACTS, {"级别": "内部"})
    kept = county.archive.keep(CONTACTS, {"级别": "内部"}, "2026-11-01", made, "打印")
    one = county.archive.one(kept.no)
    assert (kept.no, kept.again, kept.sentence) == (1, False, "已存档，第 1 号。")
    assert (one.form, one.level, one.day, one.how, one.pages) == (CONTACTS, "内部", "2026-11-01", "打印", 1)
    assert one.term == "第十一届"
    assert one.at == "2026-11-22 09:00:00"
    assert one.machine
    assert one.user
    assert one.options["排序"] == "按职务"
    assert county.archive.pdf(1) == made.pdf


def test_更正撤销之后存档一个字节不变(county: Office) -> None:
    keep(county)
    pdf, facts = county.archive.pdf(1), county.archive.facts(1)
    county.roster.change(county.roster.get("骆宾"), {"sector": "经济"}, day=None)
    county.roster.change(county.roster.get("米雪"), {"status": "辞职"}, day="2026-11-02")
    county.undo()
    assert county.undoable == "修改 骆宾 的界别"
    county.undo()
    assert county.undoable == "新增委员 叶知秋"
    county.redo()
    assert (county.archive.pdf(1), county.archive.facts(1)) == (pdf, facts)
    assert [one.no for one in county.archive.listing()] == [1]
    assert county.safety.check() == []


def test_同样的纸再存一次不再占地方(county: Office) -> None:
    keep(county)
    blobs = county.data.db.execute("SELECT count(*) FROM blobs").fetchone()
    again = county.archive.keep(MEETING, {}, None, county.paper.preview(MEETING), "打印")
    assert (again.no, again.again, again.sentence) == (2, True, "已存档，第 2 号，和第 1 号是同样的。")
    assert county.data.db.execute("SELECT count(*) FROM blobs").fetchone() == blobs
    assert county.archive.one(2).again == 1
    third = county.archive.reprinted(2)
    assert (third.no, county.archive.one(3).how, county.archive.one(3).again) == (3, "重印", 1)


def test_原样另存和找不到(county: Office, tmp_path: Path) -> None:
    keep(county)
    file = county.archive.save(1, tmp_path / "一份.pdf")
    assert file.read_bytes() == county.archive.pdf(1)
    assert county.archive.paper(1).sizes == county.paper.preview(MEETING).sizes
    with pytest.raises(NotFound, match="没有第 9 号"):
        county.archive.one(9)


def test_按字按表按日期找(county: Office) -> None:
    keep(county)
    keep(county, STRUCTURE)
    county.archive.note(2, "  作废：名单  有误 ")
    assert county.archive.forms() == [MEETING, STRUCTURE]
    assert [one.no for one in county.archive.listing("作废")] == [2]
    assert [one.no for one in county.archive.listing(form=MEETING)] == [1]
    assert [one.no for one in county.archive.listing(since="2026-11-23")] == []
    assert [one.no for one in county.archive.listing(until="2026-11-22")] == [2, 1]
    assert county.archive.one(2).note == "作废：名单 有误"
    assert county.undoable == "新增委员 叶知秋"
    with pytest.raises(Refused, match="200"):
        county.archive.note(2, "长" * 201)
    assert county.archive.note(2, "").note == ""


def test_完整级别出去时历史里有一行(county: Office) -> None:
    keep(county, CONTACTS, 级别="完整")
    county.archive.note_full(CONTACTS, {"级别": "完整"}, "存为")
    county.archive.note_full(CONTACTS, {"级别": "公开"}, "存为")
    county.archive.reprinted(1)
    labels = [one.label for one in county.past.operations(4)]
    assert labels[:3] == [
        "重印存档第 1 号 通讯录",
        "存为完整级别的通讯录",
        "打印完整级别的通讯录（存档第 1 号）",
    ]


def test_只读和看别的届时说一句不存(county: Office) -> None:
    keep(county)
    made = county.paper.preview(MEETING)
    looking = county.reader()
    assert looking.archive.keep(MEETING, {}, None, made).sentence == "现在是只读打开，没有存档。"
    assert looking.archive.reprinted(1).no == 0
    looking.archive.note_full(CONTACTS, {"级别": "完整"}, "打印")
    looking.close()
    county.setup.add_term("第十二届", "2031-01-10")
    past = county.reader("第十二届")
    assert past.archive.why_not().startswith("看的是另一届")
    assert past.archive.keep(MEETING, {}, None, made).no == 0
    past.close()


def test_检查说出丢了的和坏了的(county: Office) -> None:
    keep(county)
    one = county.archive.one(1)
    county.data.db.execute("DELETE FROM blobs WHERE hash = ?", [one.facts])
    county.data.db.execute("UPDATE blobs SET data = x'00' WHERE hash = ?", [one.pdf])
    found = {problem.message for problem in county.safety.check() if problem.kind == "archive"}
    assert found == {
        "存档第 1 号“主席会议材料”的内容在数据文件里找不到了。请从备份恢复。",
        "存档第 1 号“主席会议材料”的内容与它的指纹不符，可能已损坏。请从备份恢复。",
    }
    with pytest.raises(Refused, match="找不到"):
        county.archive.facts(1)


def test_数字原样读回(county: Office) -> None:
    county.liaison.assign("2026-01-15")
    for form in (MEETING, STRUCTURE, QUOTAS, "资料不全清单", "五级网格联络表", "委员名册"):
        facts = of(county, form)
        content = facts.as_bytes()
        assert KeptFacts.from_bytes(content) == facts
        assert facts.as_bytes() == content
        assert facts.printed
        assert facts.definitions
        for figure in facts.figures:
            if figure.behind is not None:
                assert len(figure.behind) == figure.number


# --------------------------------------------------------------------------- compared


def test_没有变化就说没有变化(county: Office) -> None:
    keep(county, STRUCTURE)
    assert county.archive.with_now(1).lines() == []
    text = plain_text(county.paper.document(STRUCTURE, MARKED))
    assert text.endswith("与上次（第1号（2026-11-22 打印））相比，数字没有变化。")
    assert CHANGES not in text


def test_没有存过就说没有可比的(county: Office) -> None:
    keep(county, CONTACTS, 级别="公开")
    assert "存档里还没有同样的一份" in plain_text(county.paper.document(CONTACTS, MARKED))
    assert county.archive.last(CONTACTS, {}) is None
    assert county.archive.last("没有的表", {}) is None
    found = county.archive.last(CONTACTS, {"级别": "公开", "排序": "按姓氏笔画"})
    assert found is not None
    assert found.no == 1
    county.archive.note(1, "作废")
    assert county.archive.last(CONTACTS, {"级别": "公开"}) is None


REASONS: tuple[tuple[str, dict[str, FieldValue], str | None, str, str, str], ...] = (
    ("辞职", {"status": "辞职"}, "2026-11-23", "结构分析 · 界别 教育 · 人数", "－贺知秋（2026-11-23 辞职，工作调动，云协发〔2026〕9号）", "贺知秋"),
    ("改界别", {"sector": "经济"}, "2026-11-23", "结构分析 · 界别 经济 · 人数", "＋骆宾（界别由中共改为经济，2026-11-23 工作调动，云协发〔2026〕9号）", "骆宾"),
    ("更正性别", {"sex": "女"}, None, "结构分析 · 性别 女 · 人数", "＋骆宾（性别由男改为女，原数据更正：修改 骆宾 的性别）", "骆宾"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("values", "day", "figure", "told", "name"), [one[1:] for one in REASONS], ids=[one[0] for one in REASONS]
)
def test_原因说到人和日期(
    county: Office, values: dict[str, FieldValue], day: str | None, figure: str, told: str, name: str
) -> None:
    sector = county.roster.get(name).sector
    keep(county, STRUCTURE)
    later = _tomorrow(county)
    later.roster.change(
        later.roster.get(name), values, day=day, reason=Reason("工作调动", "云协发〔2026〕9号") if day else Reason()
    )  # fmt: skip
    assert why(later, 1, figure.replace("教育", sector)) == told
    later.close()


def _tomorrow(office: Office) -> Office:
    """The same office three days later."""
    path = office.path
    office.close()
    return Office.open(path, today=lambda: date(2026, 11, 25), clock=lambda: datetime(2026, 11, 25, 9, 0))


def test_增补的人(county: Office) -> None:
    keep(county, STRUCTURE)
    later = _tomorrow(county)
    later.roster.add({"name": "岑向荣", "sector": "经济"}, day="2026-11-24")
    assert why(later, 1, "在册委员（人）") == "＋岑向荣（2026-11-24 增补）"
    assert why(later, 1, "结构分析 · 界别 经济 · 人数") == "＋岑向荣（2026-11-24 增补）"
    later.close()


def test_提案说到步骤(county: Office) -> None:
    one = county.register.add({"title": "关于修复古桥的提案", "category": "经济建设"}).proposal
    keep(county)
    county.register.do(one, "提交", {"received": "2026-11-22"})
    told = {line[0]: line[4] for line in county.archive.with_now(1).lines()}
    assert told["审查结果 · 待审查 · 件数"] == "＋流水1（2026-11-22 提交）"
    keep(county)
    county.register.do(county.register.proposals()[0], "立案")
    told = {line[0]: line[4] for line in county.archive.with_now(2).lines()}
    assert told["审查结果 · 立案 · 件数"] == "＋第1号（已提交→立案，2026-11-22 立案）"
    assert told["审查结果 · 待审查 · 件数"] == "－第1号（已提交→立案，2026-11-22 立案）"


def test_标记的纸_三种格式都说_宽度不变(county: Office, tmp_path: Path) -> None:
    county.liaison.assign("2026-01-15")
    keep(county)
    add(county, "岑向荣", sector="经济", sex="女", affiliations="群众")
    before, now = county.paper.document(MEETING), county.paper.document(MEETING, MARKED)
    text = plain_text(now)
    assert "第十一届在册委员 20▲（上次 19） 人" in text
    assert f"{CHANGES}\n" in text
    assert "＋岑向荣" in text
    assert [t.columns for t in tables(before)] == [t.columns for t in tables(now)][:-1]
    assert [one.text for one in figures_said(now)] == [one.text for one in figures_said(before)]
    county.paper.make([MEETING], tmp_path, formats=("docx", "xlsx"), options=MARKED)
    word = "\n".join(one.text for one in docx.Document(str(tmp_path / "主席会议材料.docx")).paragraphs)
    assert "20▲（上次 19）" in word
    book = load_workbook(tmp_path / "主席会议材料.xlsx")
    assert CHANGES in book.sheetnames
    marked = [
        cell
        for row in book["汇总"].iter_rows()
        for cell in row
        if isinstance(cell.value, (int, float)) and "▲" in cell.number_format
    ]
    assert marked
    assert all(isinstance(cell.value, (int, float)) for cell in marked)


def test_标记过的存档和没标记的数字一样(county: Office) -> None:
    keep(county)
    add(county, "岑向荣", sector="经济")
    marked = county.archive.facts(keep(county, **MARKED))
    plain = of(county)
    assert marked.figures == plain.figures
    assert marked.definitions == plain.definitions


def test_指定和哪一份比_两份存档相比(county: Office) -> None:
    keep(county, QUOTAS)
    add(county, "岑向荣", sector="经济")
    keep(county, QUOTAS)
    add(county, "岑向阳", sector="教育")
    form = county.paper.form(QUOTAS)
    choices = next(option for option in form.options if option.name == COMPARED.name).choices
    assert choices == ("不比", "标出变化", "第2号（2026-11-22 打印）", "第1号（2026-11-22 打印）")
    last = plain_text(county.paper.document(QUOTAS, MARKED))
    first = plain_text(county.paper.document(QUOTAS, {COMPARED.name: choices[3]}))
    assert "＋岑向阳" in last
    assert "＋岑向荣" not in last
    assert "＋岑向荣" in first
    archive = county.archive
    between = archive.between(archive.one(1), archive.one(2)).lines()
    assert ["＋岑向荣" in line[4] for line in between] == [True] * len(between)
    keep(county, STRUCTURE)
    with pytest.raises(Refused, match="只能比同一种表"):
        archive.between(archive.one(1), archive.one(3))


def test_正文里的数也说到人和日期(county: Office) -> None:
    keep(county, "委员名册")
    later = _tomorrow(county)
    later.roster.change(
        later.roster.get("米雪"), {"status": "辞职"}, day="2026-11-23", reason=Reason("工作调动")
    )
    assert why(later, 1, "共（人）") == "－米雪（2026-11-23 辞职，工作调动）"
    later.close()


def test_小组的人数说到人_在两个组的只说一次(county: Office) -> None:
    county.roster.change(county.roster.get("骆宾"), {"groups": ("第一组", "第二组")}, day=None)
    county.roster.change(county.roster.get("米雪"), {"groups": ("第一组", "第二组")}, day=None)
    keep(county, "小组名单")
    later = _tomorrow(county)
    later.roster.change(later.roster.get("米雪"), {"status": "辞职"}, day="2026-11-23")
    assert why(later, 1, "第一组 · 委员（人）") == "－米雪（2026-11-23 辞职）"
    told = [line[4] for line in later.archive.with_now(1).lines() if line[0] == "委员（人次）"]
    assert len(told) == 1
    assert told[0].startswith("－米雪（2026-11-23 辞职）×")
    later.close()


def test_印出来一样的比率不算变了(county: Office) -> None:
    keep(county, STRUCTURE)
    add(county, "岑向荣", sector="经济", sex="女", affiliations="群众")
    lines = county.archive.with_now(1).lines()
    assert lines
    assert [line for line in lines if line[1] == line[2]] == []


def test_公开的纸不说内部的事(county: Office) -> None:
    keep(county, "委员名册", 级别="公开", 分组="按界别")
    keep(county, "委员名册", 分组="按界别")
    later = _tomorrow(county)
    later.roster.change(later.roster.get("米雪"), {"birth": "1961-07"}, day=None)
    later.roster.change(later.roster.get("米雪"), {"status": "辞职"}, day="2026-11-23", reason=Reason("因病"))
    inside = plain_text(later.paper.document("委员名册", {"分组": "按界别", **MARKED}))
    public = plain_text(later.paper.document("委员名册", {"级别": "公开", "分组": "按界别", **MARKED}))
    assert "－米雪（2026-11-23 辞职，因病）" in inside
    assert "－米雪（2026-11-23 辞职）" in public
    assert "因病" not in public
    assert "1961" not in public
    later.close()


def test_选项不同时说明(county: Office) -> None:
    keep(county, STRUCTURE)
    keep(county, STRUCTURE, 年龄段="40、50")
    compared = county.archive.between(county.archive.one(1), county.archive.one(2))
    assert any(one.startswith("选项不同：年龄段由") for one in compared.comparison.other)


# --------------------------------------------------------------------------- for every figure


def accounts_for(change: Change) -> bool:
    """Whether those who came and went are the whole difference; a share's number is its numerator."""
    before = change.before.number if change.before else 0
    now = change.now.number if change.now else 0
    return (now or 0) - (before or 0) == len(change.came) - len(change.went)


MOVES = st.lists(
    st.tuples(
        st.integers(0, 18),
        st.sampled_from(
            [
                {"sector": "教育"}, {"sector": "经济"}, {"sex": "女"}, {"sex": "男"}, {"affiliations": ("民盟",)},
                {"status": "辞职"}, {"status": "暂停履职"}, {"birth": "1961-01"}, {"posts": ("常委",)},
            ]
        ),
    ),
    max_size=6,
)  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_来的减去走的就是差数(county: Office, moves: list[tuple[int, dict[str, FieldValue]]]) -> None:
    before = {form: of(county, form) for form in (MEETING, STRUCTURE, QUOTAS)}
    people = county.roster.listing()
    for place, values in moves:
        with contextlib.suppress(Refused, NotFound):
            county.roster.change(county.roster.get(people[place].name), values, day=None)
    for form, old in before.items():
        now = of(county, form)
        assert compare(now, now).changes == ()
        changes = compare(old, now).everything
        assert all(accounts_for(one) for one in changes if one.traced)
        back = compare(now, old).everything
        assert len(back) == len(changes)
    while county.undoable != "新增委员 叶知秋":
        county.undo()


def test_存的名字就是内容的指纹(county: Office) -> None:
    keep(county)
    one = county.archive.one(1)
    assert hashlib.sha256(county.archive.pdf(1)).hexdigest() == one.pdf


NOT_COMPARED = {"生日名单": "岁数每年都变", "五级网格挂图": "墙上的一张图"}
"""Forms with figures that no two papers are compared by."""


def test_有数字的表都能与上次相比(county: Office) -> None:
    county.liaison.assign("2026-01-15")
    for form in county.paper.forms():
        if (
            form.group is Group.LETTERS
            or form.name in NOT_COMPARED
            or not {"docx", "pdf"} <= set(form.formats)
        ):
            continue
        try:
            document = county.paper.document(form.name, anyway=True)
        except Refused:
            continue
        counted = [
            one for one in figures_said(document) if one.stands in (Stands.TABLE, Stands.KEY, Stands.CHART)
        ]
        offered = any(option.name == COMPARED.name for option in form.options)
        assert offered or not counted, form.name
