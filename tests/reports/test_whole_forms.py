"""What every form has, whatever it is about; the forms of proposals, labels, cards, name lists and the wall by themselves."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeVar

import pytest

from app.domain.errors import WrongUsage
from app.domain.proposal import Handling, Outcome, Sponsor, SponsorRole, State, UnitRole
from app.reports.document import Document, Heading, Labels, NameColumns, Section, TableBlock
from app.reports.facts import Before, Facts, LinkFacts
from app.reports.fonts import FontBook
from app.reports.forms import FORMS
from app.reports.forms.form import Form
from app.reports.forms.labels import SHEETS
from app.reports.forms.motion import heading_of
from app.reports.forms.name_list import mark
from app.reports.forms.prose import paragraphs_of, prose
from app.reports.forms.sums import sums_of, with_warning
from app.reports.gongwen import MM
from app.reports.grid import PAD_X, column_widths, head_cells
from app.reports.labels import crowded
from app.reports.names import ems
from app.reports.pdf.writer import lay_out
from app.reports.table import COVERED, Cell, Column, Kind, Table, text_of
from app.reports.wording import tables
from app.reports.words import plain_text, words
from tests.reports.test_forms import CHAIR, EMPTY, FULL, GRID, PLAIN, asked, member, proposal


def form(name: str) -> Form:
    return next(one for one in FORMS if one.name == name)


def made(name: str, facts: object = FULL, **options: str) -> Document:
    one = form(name)
    return one.build(facts, one.with_defaults(options))  # type: ignore[arg-type]


Kind_ = TypeVar("Kind_")


def blocks(document: Document, kind: type[Kind_]) -> list[Kind_]:
    return [block for section in document.sections for block in section.blocks if isinstance(block, kind)]


TOLD = [pytest.param(one, options, id=f"{one.name} {' '.join(options.values())}")
        for one in FORMS if not one.plain for options in asked(one)]  # fmt: skip


@pytest.mark.parametrize(("one", "options"), TOLD)
def test_每张表写明制表_截至_排列(one: Form, options: dict[str, str]) -> None:
    document = one.build(FULL, one.with_defaults(options))
    said = "\n".join((*words(document), *(section.foot for section in document.sections)))
    assert [word for word in ("制表", "截至2026年11月1日", "排列") if word not in said] == []


@pytest.mark.parametrize("one", [one for one in FORMS if one.plain], ids=lambda one: one.name)
def test_不写的表说得出为什么(one: Form) -> None:
    assert len(one.plain) > 5
    assert "制表" not in plain_text(one.build(FULL, one.with_defaults({})))


@pytest.mark.parametrize("facts", [EMPTY, FULL], ids=["空办公室", "有人有提案"])
@pytest.mark.parametrize("one", FORMS, ids=lambda one: one.name)
def test_每张表的数都对得上(one: Form, facts: object) -> None:
    given = one.with_defaults({})
    document = one.build(facts, given)  # type: ignore[arg-type]
    assert [*one.check(document, facts, given), *sums_of(document)] == []  # type: ignore[arg-type]


def wrapped_heads(document: Document) -> list[str]:
    """The column heads that do not stand in one line as they are written."""
    found = []
    for section in document.sections:
        for table in (block.table for block in section.blocks if isinstance(block, TableBlock)):
            widths = column_widths(table, section.measure[0])
            for row in head_cells(table):
                for c, value in enumerate(row):
                    cell = value if isinstance(value, Cell) else Cell(value)
                    room = sum(widths[c : c + cell.columns]) * MM - 2 * PAD_X
                    lines = () if cell.vertical or value is COVERED else text_of(cell).split("\n")
                    found += [line for line in lines if ems(line) * table.size > room]
    return found


@pytest.mark.parametrize("one", FORMS, ids=lambda one: one.name)
def test_表头一个不折行(one: Form) -> None:
    assert {
        head for options in asked(one) for head in wrapped_heads(one.build(FULL, one.with_defaults(options)))
    } == set()


@pytest.mark.parametrize("facts", [EMPTY, FULL], ids=["空办公室", "有人有提案"])
@pytest.mark.parametrize("one", FORMS, ids=lambda one: one.name)
def test_标点是中文的_不重复(one: Form, facts: Facts) -> None:
    for options in asked(one):
        text = plain_text(one.build(facts, one.with_defaults(options)))
        assert re.findall(r".{0,6}(?:[。，；、：]{2}|[一-龥][,;:!?()]|[,;:!?()][一-龥]).{0,6}", text) == []


WORDED = (
    tables.handed_out("", ()), tables.unanswered((), ""), tables.unanswered((), "", "县财政局"), tables.own_proposals(()),
    tables.key_proposals((), {}), tables.moves_table(()),
)  # fmt: skip


@pytest.mark.parametrize("table", WORDED, ids=lambda table: f"{table.name}{len(table.columns)}")
def test_函里的表_表头一个不折行(table: Table) -> None:
    document = Document("函", (Section((TableBlock(table),)),))
    assert wrapped_heads(document) == []
    assert sum(column.width for column in table.columns) <= document.sections[0].measure[0]


# --------------------------------------------------------------------------- sums

COLUMNS = (Column("类别"), Column("件数", Kind.INT, sum=True))


@pytest.mark.parametrize(
    ("blocks", "wrong"),
    [
        ((TableBlock(Table(COLUMNS, (("甲", 2), ("乙", 3)), name="类别", totals=("合计", 6))),), ["类别的件数：各项之和 5 不等于总数 6"]),
        ((TableBlock(Table(COLUMNS, (("甲", 2), ("乙", 3)), name="类别", totals=("合计", 5))),), []),
        ((TableBlock(Table(COLUMNS, (("甲", 2),), name="类别", totals=("合计", "—"))),), []),
        ((Heading(1, "经济（3 人）"), TableBlock(Table(COLUMNS, (("甲", 2),)))), ["经济：各项之和 1 不等于总数 3"]),
        ((Heading(1, "经济（1 人）"), TableBlock(Table(COLUMNS, ((Cell("一组", columns=2, bold=True), Cell(rows=0, columns=0)), ("甲", 2))))), []),
        ((Heading(1, "经济（2 件）"), Heading(2, "没有表")), []),
        ((Heading(1, "经济（2 人）"), TableBlock(Table(COLUMNS, (("甲", 1),))), TableBlock(Table(COLUMNS, (("乙", 1),)))), []),
    ],
    ids=["合计错", "合计对", "合计是横线", "标题错", "组名不算行", "标题下没有表", "两张表合起来"],
)  # fmt: skip
def test_合计和标题里的数(blocks: tuple[object, ...], wrong: list[str]) -> None:
    assert sums_of(Document("表", (Section(blocks),))) == wrong  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("五级网格：各项之和 18 不等于总数 3", "注意：五级网格对不上（各部分之和 18，总数 3）。"),
        ("委员变动：期初 18 人，净增 0 人，不等于期末 20 人", "注意：数字对不上，委员变动：期初 18 人，净增 0 人，不等于期末 20 人。"),
    ],
)  # fmt: skip
def test_照印时最后一句说哪里对不上(wrong: str, said: str) -> None:
    document = with_warning(made("提案目录"), [wrong])
    assert words(document)[-1] == said


# --------------------------------------------------------------------------- 提案表, 提案汇编

TEXT = "调研情况：县城停车难。问题分析：车位少。\n一、车位不足\n（一）老城区\n建议：增加车位。"
TOLD_OF = replace(
    FULL, sponsors={1: replace(CHAIR, more={"phone": "12000000001", "office_phone": "0571-1", "address": "清河街1号"}), 4: PLAIN},
    texts={1: {"text": TEXT, "review_note": "符合立案条件"}},
    proposals=(
        proposal(1, State.CLOSED, disclosure="主动公开", received="2026-01-12",
                 handlings=(Handling("县住建局", UnitRole.LEAD), Handling("县财政局", UnitRole.ASSISTING))),
        proposal(2, State.FILED, category="", sponsors=(Sponsor("县民盟", None), Sponsor("叶川", 3, SponsorRole.JOINT))),
        proposal(3, State.DECLINED, outcome=Outcome.DECLINED, disclosure="不予公开"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("office", "term", "plenary", "heading"),
    [
        (
            "政协云川县委员会",
            "第十一届",
            "第十一届一次会议",
            "中国人民政治协商会议|云川县第十一届委员会|第一次会议",
        ),
        (
            "云川县政协",
            "第十一届",
            "十一届二次会议",
            "中国人民政治协商会议|云川县第十一届委员会|第二次会议",
        ),
        (
            "中国人民政治协商会议云川县委员会",
            "第十届",
            "第三次会议",
            "中国人民政治协商会议|云川县第十届委员会|第三次会议",
        ),
        (
            "政协云川县委员会",
            "第十届",
            "政协第九届委员会第四次会议",
            "中国人民政治协商会议|云川县第九届委员会|第四次会议",
        ),
        ("政协云川县委员会", "第十届", "平时", "中国人民政治协商会议|云川县第十届委员会|平时"),
        ("", "第十届", "", "中国人民政治协商会议|第十届委员会|"),
    ],
)
def test_文头(office: str, term: str, plenary: str, heading: str) -> None:
    assert heading_of(office, term, plenary) == heading


def test_提案表_编号_提案人_单位_全文() -> None:
    text = plain_text(made("提案表", TOLD_OF))
    for said in (
        "中国人民政治协商会议云川县第十一届委员会第一次会议提案", "总编（2026年）第1号", "江𬀩（经济）", "2026年1月12日", "主办：县住建局；会办：县财政局",
        "立案。符合立案条件", "增加车位。", "登记时没有录入内容", "（未编号）",
    ):  # fmt: skip
        assert said in text, said
    assert [section.start for section in made("提案表", TOLD_OF).sections] == [1, 1, 1]


def test_提案表_建议承办单位与审定的分开() -> None:
    one = replace(TOLD_OF.proposals[0], more={"suggested": "县教育局、县住建局"})
    table = blocks(made("提案表", replace(TOLD_OF, proposals=(one,))), TableBlock)[0].table
    said = {str(row[0]): text_of(row[1]) for row in table.rows}
    assert said["建议承办单位"] == "县教育局、县住建局"
    assert said["审定承办单位"] == "主办：县住建局；会办：县财政局"


@pytest.mark.parametrize(
    ("level", "there"),
    [("公开", ()), ("内部", ("0571-1",)), ("完整", ("12000000001", "0571-1", "清河街1号"))],
)
def test_提案人的电话按级别(level: str, there: tuple[str, ...]) -> None:
    text = plain_text(made("提案表", TOLD_OF, 级别=level))
    assert tuple(one for one in ("12000000001", "0571-1", "清河街1号") if one in text) == there
    assert ("符合立案条件" in text) == (level != "公开")


def test_公开的提案表和汇编只有主动公开的() -> None:
    assert len(made("提案表", TOLD_OF, 级别="公开").sections) == 1
    text = plain_text(made("提案汇编", TOLD_OF, 发给="公开", 收入="收到的全部"))
    assert "收入第十一届一次会议收到的全部提案 1 件" in text
    assert "没有标明主动公开的 2 件没有收入" in text
    none = replace(TOLD_OF, proposals=TOLD_OF.proposals[1:])
    assert "没有要印的提案，公开级别只印标明主动公开的提案" in plain_text(made("提案表", none, 级别="公开"))


def test_双面打印每份从单页起() -> None:
    assert {section.recto for section in made("提案表", TOLD_OF, 双面打印="是").sections} == {True}
    assert {section.recto for section in made("委员登记表", FULL, 双面打印="是").sections} == {True}
    cards = made("五级网格联络表", FULL, 版式="联络卡", 双面打印="是").sections
    assert [(card.recto, card.start) for card in cards] == [(True, 1)] * 3


@pytest.mark.parametrize("people", [1, 3, 8, 12])
def test_联络卡一人一页(people: int, book: FontBook) -> None:
    lowers = tuple(
        member(100 + number, f"委员{number}", job_title="云川县某某某某某某某某某某公司董事长")
        for number in range(people)
    )
    facts = replace(FULL, grid=replace(GRID, links=(LinkFacts(CHAIR, 1, lowers),)))
    for phone in ("印", "不印"):
        assert len(lay_out(made("五级网格联络表", facts, 版式="联络卡", 手机号=phone), book).pages) == 1


def test_汇编的目录页码和标题() -> None:
    document = made("提案汇编", TOLD_OF, 编排="按类别", 收入="收到的全部", 每件另起一页="都另起")
    headings = [block.text for block in blocks(document, Heading)]
    assert headings == [
        "社会建设（2 件）", "第1号　关于第1件事的提案", "流水3　关于第3件事的提案", "未分类（1 件）", "第2号　关于第2件事的提案",
    ]  # fmt: skip
    book = lay_out(document, FontBook())
    assert [book.label_of(number) for number in range(5)] == ["1", "1", "2", "3", "3"]


def test_短的提案不另起一页_长的另起() -> None:
    long = replace(TOLD_OF, texts={2: {"text": "长" * 300}})
    assert [block.new_page for block in blocks(made("提案汇编", long, 收入="收到的全部"), Heading)] == [
        False,
        True,
        True,
    ]
    assert [block.new_page for block in blocks(made("提案汇编", TOLD_OF, 收入="收到的全部"), Heading)] == [
        False
    ] * 3


def test_汇编里点名要的都收_别的按立案() -> None:
    assert "收入第十一届一次会议立案提案 2 件" in plain_text(made("提案汇编", TOLD_OF))
    assert "收入选定的提案 3 件" in plain_text(made("提案汇编", TOLD_OF, 提案="1、2、流水3"))
    one = form("提案汇编")
    given = one.with_defaults({})
    short = made("提案汇编", replace(TOLD_OF, proposals=TOLD_OF.proposals[:1]))
    assert one.check(short, TOLD_OF, given) == ["提案汇编：各项之和 1 不等于总数 2"]


def test_提案纸正反两面(book: FontBook) -> None:
    assert len(lay_out(made("提案纸"), book).pages) == 2


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("", []), ("一句话。", ["一句话。"]), ("一、甲\r\n二、乙", ["一、甲", "二、乙"]),
        ("这一行是抄来的时候按纸的宽度断开的一行文字，\n后面接着的还是同一段。", ["这一行是抄来的时候按纸的宽度断开的一行文字，后面接着的还是同一段。"]),
        ("这一行是抄来的时候按纸的宽度断开的一行文字，\n二是另起的一段。", ["这一行是抄来的时候按纸的宽度断开的一行文字，", "二是另起的一段。"]),
        ("前一段完了。\xa0\xa0\xa0后一段。", ["前一段完了。", "后一段。"]), ("2015 年 4 月", ["2015年4月"]), ("use  of AI", ["use of AI"]),
        ("this line was broken where the paper\nended", ["this line was broken where the paper ended"]),
        ("情况：有。建议：改。", ["情况：有。", "建议：改。"]),
    ],
)  # fmt: skip
def test_正文分段(text: str, paragraphs: list[str]) -> None:
    assert paragraphs_of(text) == paragraphs


def test_正文的小标题用黑体楷体() -> None:
    looks = [(one.font.value, one.runs[0].font.value if one.runs[0].font else "") for one in prose(TEXT)]
    assert looks == [("仿宋", "黑体"), ("仿宋", "黑体"), ("黑体", ""), ("楷体", ""), ("仿宋", "黑体")]


# --------------------------------------------------------------------------- labels, cards, name list

POSTED = replace(
    CHAIR, employer="县政府", more={"address": "清河街1号", "postcode": "311100", "home_address": "家属院2幢"}
)


@pytest.mark.parametrize(
    ("options", "label"),
    [
        ({}, ("311100", "清河街1号", "县政府", "廖学礼　同志收")),
        ({"地址": "家庭地址", "称呼": "收"}, ("家属院2幢", "廖学礼　收")),
        ({"地址": "单位地址"}, ("县政府", "廖学礼　同志收")),
    ],
)
def test_地址标签(options: dict[str, str], label: tuple[str, ...]) -> None:
    (block,) = blocks(made("地址标签", replace(FULL, members=(POSTED,)), **options), Labels)
    assert block.labels == (label,)


@pytest.mark.parametrize("sheet", SHEETS)
def test_每种标签纸都放得下(sheet: str, book: FontBook) -> None:
    document = made("地址标签", replace(FULL, members=(POSTED,) * 30), 标签纸=sheet, 从第几格开始="2")
    (block,) = blocks(document, Labels)
    assert (block.skip, crowded(block, book)) == (1, ())
    assert len(lay_out(document, book).pages) == -(-31 // SHEETS[sheet].places)


@pytest.mark.parametrize("text", ["0", "25", "三", "-1"])
def test_从第几格开始要写得对(text: str) -> None:
    with pytest.raises(WrongUsage, match="要写 1 到 24 的数"):
        made("地址标签", FULL, 从第几格开始=text)


def test_桌签两面一样_暂停的不印() -> None:
    (block,) = blocks(made("桌签和名签"), Labels)
    assert len(block.labels) == 2 * len(FULL.active)
    assert block.labels[4] == ("叶　川",)


@pytest.mark.parametrize(
    ("sex", "ethnicity", "marks", "said"),
    [
        ("女", "回族", "女和少数民族", "（女，回族）"), ("男", "回", "女和少数民族", "（回族）"), ("女", "汉族", "女和少数民族", "（女）"),
        ("男", "汉", "女和少数民族", ""), ("女", "回族", "女", "（女）"), ("女", "回族", "都不注", ""), ("男", "", "女和少数民族", ""),
    ],
)  # fmt: skip
def test_名单里注明什么(sex: str, ethnicity: str, marks: str, said: str) -> None:
    assert mark(member(1, "马兰", sex=sex, ethnicity=ethnicity), marks) == said


def test_名单各界别相加等于总数() -> None:
    document = made("委员名单")
    assert [block.text for block in blocks(document, Heading)] == ["经济（5 人）", "未定界别（1 人）"]
    assert "各组人数之和 6，与总人数 6 相等" in plain_text(document)
    columns = {block.columns for block in blocks(document, NameColumns)}
    assert len(columns) == 1
    one = form("委员名单")
    assert one.check(document, EMPTY, {}) == ["委员名单：各项之和 6 不等于总数 0"]


@pytest.fixture(scope="module")
def book() -> FontBook:
    return FontBook()


@pytest.mark.parametrize(
    ("name", "lost", "wrong"),
    [
        ("委员名册", replace(FULL, members=FULL.members[1:]), "委员名册：各项之和 5 不等于总数 6"),
        ("通讯录", replace(FULL, members=FULL.members[1:]), "通讯录：各项之和 5 不等于总数 6"),
        ("提案目录", replace(FULL, proposals=FULL.proposals[1:]), "提案目录：各项之和 3 不等于总数 4"),
        (
            "委员结构分析表",
            replace(FULL, members=FULL.members[2:]),
            "结构分析的性别：各项之和 3 不等于总数 5",
        ),
    ],
)
def test_少了谁要说出来(name: str, lost: Facts, wrong: str) -> None:
    one = form(name)
    assert wrong in one.check(made(name, lost), FULL, one.with_defaults({}))


def test_结构分析与以前比时以前的也要加得起来() -> None:
    before = Before("第十届", FULL.day, FULL.active)
    facts = replace(FULL, before=before)
    one = form("委员结构分析表")
    given = one.with_defaults({})
    assert one.check(made("委员结构分析表", facts), facts, given) == []
    fewer = replace(facts, before=replace(before, members=FULL.active[:2]))
    assert "结构分析的性别：各项之和 5 不等于总数 2" in one.check(made("委员结构分析表", facts), fewer, given)


@pytest.mark.parametrize("layout", ["总表", "联络卡"])
def test_印了电话的联络表是内部资料(layout: str) -> None:
    heads = [
        {section.head for section in made("五级网格联络表", 版式=layout, 手机号=one).sections}
        for one in ("不印", "印")
    ]
    assert heads == [{""}, {"内部资料"}]
