"""文书用语: every shipped one is right and prints alike in Word and PDF; the office's changes, copies, and what it lacks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import docx
import pypdfium2
import pytest

from app.db.members import FieldValue
from app.domain.errors import Ambiguous, NotFound, Refused, WrongUsage
from app.domain.proposal import Sponsor
from app.domain.wording import (
    ANNEXES,
    ASKED,
    MOST_ASKED,
    PARTS,
    Kind,
    Layout,
    Subject,
    Wording,
    asked_in,
    asked_problems,
    is_field_name,
)
from app.domain.wording_fields import RATES, fields_of, needs_of, own_fields
from app.office import Office, Reason
from app.reports.document import Document, Heading, Note, Paragraph, TableBlock
from app.reports.forms.wording import problems_of, wording_form
from app.reports.official.parts import Addressees, Attachments, Imprint, LetterHead, MinutesHead, RedHead
from app.reports.wording.values import Source, address_of
from app.reports.words import words
from app.services.wording_seeds import seeds
from tests.offices import TODAY, add

NAMES = tuple(seeds())
LEAVE = {"没有填的": "留空白"}
DEFINITIONS = "口径说明"
HOSTILE = "{{ 7*7 }}{% for %}"


def opened(path: Path) -> Office:
    return Office.open(path, today=lambda: TODAY, clock=lambda: datetime(2026, 11, 22, 9, 0))


def fill_year(county: Office) -> None:
    """Proposals of every outcome, units, somebody who came and two who went."""
    county.liaison.assign("2026-01-15")
    register = county.register
    for number in range(1, 7):
        register.add(
            register.parse([f"title=关于县城第{number}项工作的提案", "sponsors=骆宾、顾盼", "category=社会"])
        )
        register.do(register.get(f"流水{number}"), "提交", {"received": "2026-01-12"})
    for number in (1, 2, 3):
        register.do(register.get(f"流水{number}"), "立案", {"date": "2026-01-14"})
        given = {"lead": "县住建局", "assisting": "县财政局、县交通局", "date": "2026-03-01"}
        register.do(register.get(f"流水{number}"), "交办", given)
    register.do(register.get("流水4"), "不立案", {"reasons": "内容空泛、没有具体建议", "then": "转有关部门"})
    register.do(register.get("流水5"), "并入", {"into": "1"})
    register.do(register.get("流水6"), "转信息", {})
    register.do(register.get("流水1"), "列重点", {"leader": "沈长河"})
    answer = {
        "unit": "县住建局",
        "doc_no": "云住建函〔2026〕3号",
        "class": "A",
        "disclosure": "主动公开",
        "date": "2026-05-20",
    }
    register.do(register.get("流水2"), "答复", answer)
    why = Reason("工作调动", "云政协〔2026〕2号", "常委会会议")
    for name, status in (("叶知秋", "辞职"), ("戚光", "调离")):
        county.roster.change(county.roster.get(name), {"status": status}, day="2026-05-14", reason=why)
    joined: dict[str, FieldValue] = {
        "name": "温如玉",
        "sex": "女",
        "sector": "教育",
        "employer": "云川县第一中学",
    }
    county.roster.add(joined, day="2026-06-01")
    county.roster.change(
        county.roster.get("骆宾"), {"birth": "1979-03-05", "employer": "县水务局", "sex": "男"}, day=None
    )


@pytest.fixture(scope="module")
def year_file(county_file: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("year") / "year.liange"
    path.write_bytes(county_file)
    office = opened(path)
    fill_year(office)
    office.close()
    return path.read_bytes()


@pytest.fixture(scope="module")
def still(year_file: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The county for tests that only look."""
    path = tmp_path_factory.mktemp("still") / "year.liange"
    path.write_bytes(year_file)
    office = opened(path)
    yield office
    office.close()


def squeezed(text: str) -> str:
    return re.sub(r"\s|\ufffe|\u00ad", "", text)


def said(document: Document) -> str:
    return squeezed("".join(words(document)))


def answers(wording: Wording) -> dict[str, str]:
    return {one.name: f"填的{one.name}" for one in wording.asked}


# --------------------------------------------------------------------------- the shipped ones


@pytest.mark.parametrize("name", NAMES)
def test_每份原文都没有错(name: str) -> None:
    assert problems_of(seeds()[name]) == ()


@pytest.mark.parametrize("name", NAMES)
def test_每份都能印_Word与PDF一字不差(still: Office, tmp_path: Path, name: str) -> None:
    options = answers(seeds()[name]) | LEAVE
    made = still.paper.make([name], tmp_path, options=options)
    document = still.paper.document(name, options)
    word = docx.Document(str(made.files[0]))
    in_word = squeezed("".join(one.text or "" for one in word.element.body.iter() if one.tag.endswith("}t")))
    with pypdfium2.PdfDocument(made.files[1]) as pdf:
        in_pdf = squeezed("".join(page.get_textpage().get_text_bounded() for page in pdf))
    phrases = [squeezed(phrase) for phrase in words(document)]
    assert [phrase for phrase in phrases if phrase not in in_word] == []
    assert Counter("".join(phrases)) - Counter(in_pdf) == Counter()
    assert (made.missing_glyphs, made.mismatches) == ((), ())
    for text in answers(seeds()[name]).values():
        assert text in said(document)
    assert not re.search(r"[{}〔]填|%[}]", said(document))


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("name", NAMES)
def test_每份在每种版式里都排得出(still: Office, name: str, layout: Layout) -> None:
    document = still.wordings.sample(replace(seeds()[name], layout=layout))
    head = document.sections[0].blocks[0]
    expected = {Layout.FILE: RedHead, Layout.LETTER: LetterHead, Layout.MINUTES: MinutesHead}.get(layout)
    assert (
        isinstance(head, expected) if expected else not isinstance(head, RedHead | LetterHead | MinutesHead)
    )
    assert document.sections[0].start == 1
    assert document.sections[0].first_number is (layout is not Layout.LETTER)


@pytest.mark.parametrize("kind", Kind)
def test_字段表里的每个字段都有值(still: Office, kind: Kind) -> None:
    facts = still.paper.facts(frozenset({"roster", "proposals", "moves", "grid", "units"}))
    source = Source(facts, TODAY.isoformat())
    names = [one.name for one in own_fields(kind)]
    one = facts.proposals[0]
    found = {
        Kind.OFFICE: source.of_office(names),
        Kind.MEMBER: source.of_member(facts.members[0], names),
        Kind.PROPOSAL: source.of_proposal(one, names),
        Kind.UNIT: source.of_unit("县住建局", names),
    }[kind]
    assert set(found) | {DEFINITIONS} == set(names) | {DEFINITIONS}
    for field in own_fields(kind):
        if field.name == DEFINITIONS:  # depends on which rates a wording names
            continue
        assert isinstance(found[field.name], str) is not field.table, field.name


@pytest.mark.parametrize("subject", Subject)
def test_字段的名称都能写在花括号里_没有重的(subject: Subject) -> None:
    names = [one.name for one in fields_of(subject)]
    assert all(map(is_field_name, names))
    assert len(names) == len(set(names))


# --------------------------------------------------------------------------- what comes of them


def copies(document: Document) -> int:
    return sum(isinstance(one.blocks[0], LetterHead | RedHead) for one in document.sections)


def test_每人每件每单位一份_每份从第一页正面起(still: Office) -> None:
    counts = {
        "委员增补告知函": 1, "委员调整告知函": 2, "辞职同意函": 1, "提案立案告知函": 3, "提案处理回复函": 3, "提案交办通知": 3,
        "提案催办函": 1, "重点提案督办函": 1, "委员履职提醒函": 18,
    }  # fmt: skip
    for name, count in counts.items():
        document = still.paper.document(name, LEAVE)
        assert copies(document) == count, name
        assert all(one.start == 1 and one.recto for one in document.sections)
    single = still.paper.document("提案立案告知函", LEAVE | {"单双面": "单面打印"})
    assert not any(one.recto for one in single.sections)


def test_只给写明的人和件和单位(still: Office) -> None:
    def to(name: str, **options: str) -> str:
        return said(still.paper.document(name, LEAVE | options))

    assert "骆宾委员：" in to("委员履职提醒函", 委员="骆宾")
    assert to("委员履职提醒函", 委员="骆宾") == to("委员履职提醒函", 委员=str(still.roster.get("骆宾").id))
    assert copies(still.paper.document("委员履职提醒函", LEAVE | {"委员": "提案委员会"})) > 1
    assert "辞职" in to("委员调整告知函", 委员="叶知秋")
    assert "第2号" in to("提案立案告知函", 提案="2")
    assert "县财政局：" in to("提案交办通知", 承办单位="县财政局")
    assert copies(still.paper.document("委员调整告知函", LEAVE | {"起始日期": "2026-05-01"})) == 2
    with pytest.raises(NotFound, match="没有“无名氏”"):
        to("委员履职提醒函", 委员="无名氏")
    with pytest.raises(NotFound, match="没有“县档案局”"):
        to("提案催办函", 承办单位="县档案局")
    with pytest.raises(Refused, match="没有退出的委员"):
        to("委员调整告知函", 起始日期="2026-11-01")
    assert copies(still.paper.document("提案交办通知", LEAVE | {"承办单位": "全部"})) == 3


def test_一份一个文件_只给写明的(still: Office, tmp_path: Path) -> None:
    batch = still.paper_batch
    assert "提案交办通知" in batch.each_forms()
    assert "会议通知" not in batch.each_forms()
    assert [batch.asked_by(name) for name in ("提案交办通知", "慰问信", "提案立案告知函", "会议通知")] == [
        "承办单位",
        "委员",
        "提案",
        "",
    ]
    counts = {
        "委员调整告知函": ({}, 2), "提案催办函": ({}, 1), "提案交办通知": ({"承办单位": "县财政局"}, 1), "提案立案告知函": ({"提案": "1、3"}, 2),
        "慰问信": ({"委员": "骆宾、沈长河"}, 2), "生日贺卡": ({"生日月份": "3月"}, 1),
    }  # fmt: skip
    for name, (options, count) in counts.items():
        pieces = batch.each(name, LEAVE | options if name != "生日贺卡" else options)
        assert len(pieces) == count, name
    pieces = batch.each("慰问信", LEAVE | {"委员": "骆宾、沈长河"})
    made = batch.make(pieces, tmp_path / "函", formats=("pdf",))
    assert sorted(file.name for one in made.outcomes for file in one.files) == [
        "慰问信 沈长河.pdf",
        "慰问信 骆宾.pdf",
    ]


def test_成批的_填的照上次_给谁和日期不照(county: Office) -> None:
    batch, shelf = county.paper_batch, county.paper_shelf
    letter, record, sign = (county.paper.form(name) for name in ("慰问信", "委员登记表", "签到表"))
    assert batch.last_answers(letter) == {}
    shelf.note("慰问信", {"节日": "春节", "委员": "骆宾", "早先的": "项"})
    shelf.note("委员登记表", {"级别": "公开", "委员": "骆宾"})
    shelf.note("签到表", {"标题": "第三次会议", "会议日期": "2026-03-01"})
    assert batch.last_answers(letter) == {"节日": "春节"}
    assert batch.last_answers(record) == {"级别": "公开"}
    assert batch.last_answers(sign) == {"标题": "第三次会议"}
    assert len(batch.each("慰问信", batch.last_answers(letter))) == 19
    assert [one.options for one in batch.as_last(["委员登记表"])] == [{"级别": "公开"}]


@pytest.mark.parametrize(
    ("name", "unit"), [("慰问信", "人"), ("提案表", "件"), ("提案交办通知", "个"), ("会议通知", "个")]
)
def test_一份一份的数的是什么(county: Office, name: str, unit: str) -> None:
    assert county.paper_batch.unit_of(name) == unit


def test_同名的要用编号指明(county: Office) -> None:
    add(county, "骆宾", no="0099", sector="教育")
    with pytest.raises(Ambiguous, match="“骆宾”有 2 人"):
        county.paper.document("委员身份证明", LEAVE | {"委员": "骆宾"})
    assert "0099" in said(county.paper.document("委员身份证明", LEAVE | {"委员": "0099"}))


def test_生日贺卡只给这个月的(still: Office) -> None:
    document = still.paper.document("生日贺卡", {"生日月份": "3月"})
    assert len(document.sections) == 1
    assert "尊敬的骆宾委员：" in said(document)
    assert "2026年3月5日" in said(document)
    assert len(still.paper.document("生日贺卡", LEAVE).sections) == 9  # 17 or 18 cards, two on a sheet
    with pytest.raises(Refused, match="没有合条件的委员"):
        still.paper.document("生日贺卡", {"生日月份": "4月"})


@pytest.mark.parametrize(
    ("sponsor", "word"),
    [(Sponsor("骆宾", 1), "您"), (Sponsor("欧阳文华"), "您"), (Sponsor("艾克木·吐尔地"), "您"), (Sponsor("民进云川县支部"), "贵单位"),
     (Sponsor("社会联络和法制委员会"), "贵单位")],
)  # fmt: skip
def test_回函称委员为您_称集体为贵单位(still: Office, sponsor: Sponsor, word: str) -> None:
    facts = still.paper.facts(needs_of(Subject.FILED, {"您或贵单位"}), None, {})
    one = replace(facts.proposals[0], sponsors=(sponsor,))
    assert Source(facts, "2026-11-22").of_proposal(one, {"您或贵单位"})["您或贵单位"] == word


def test_生日月份只在生日的用语里问(still: Office) -> None:
    asked = {form.name for form in still.paper.forms() for one in form.options if one.name == "生日月份"}
    assert asked == {"生日名单", "生日贺卡"}


def test_节日贺卡不写贺语祝辞就用平常的(still: Office) -> None:
    plain = said(still.paper.document("节日贺卡", {"节日": "中秋佳节"}))
    assert "节日快乐" in plain
    assert "值此中秋佳节来临之际" in plain
    assert "祝您身体健康、工作顺利、阖家幸福！" in plain
    own = said(
        still.paper.document("节日贺卡", {"节日": "新春佳节", "贺语": "恭贺新春", "祝辞": "祝您万事如意！"})
    )
    assert "恭贺新春" in own
    assert "祝您万事如意！" in own
    assert "节日快乐" not in own


def test_没有立案的写明理由和去向(still: Office) -> None:
    document = still.paper.document("提案处理回复函", LEAVE)
    letters = [
        squeezed("".join(one.text for one in s.blocks if isinstance(one, Paragraph)))
        for s in document.sections
    ]
    assert "理由：内容空泛、没有具体建议。处理去向：转送有关部门研究参考。" in letters[0]
    assert "与第1号《关于县城第1项工作的提案》内容相近" in letters[1]
    assert "审查结果为：转社情民意。处理去向：转为社情民意信息报送。" in letters[2]
    alone = said(still.paper.document("提案处理回复函", LEAVE | {"提案": "流水5"}))
    assert "与第1号《关于县城第1项工作的提案》内容相近" in alone


def test_通报的数字与登记一致_写明口径(still: Office) -> None:
    text = said(still.paper.document("提案办理情况通报", {}))
    stats = still.register.stats()
    assert (
        f"共收到提案{stats.received}件。经审查，立案{stats.filed}件，立案率{stats.rates['立案率'].text}"
        in text
    )
    assert "立案率＝立案件数／收到件数（并案件不计入立案，草稿不计入收到）（3／6）" in text
    assert all(f"{name}＝{stats.rates[name].definition}" in text for name in RATES)
    roster = said(still.paper.document("委员队伍情况通报", {}))
    assert "在任委员18人，其中在册18人，暂停履职0人" in roster
    assert "增补委员1人次，退出2人次" in roster


def test_附件一个不编号_几个编号_表印在附件里(still: Office) -> None:
    one, several = (still.paper.document(name, LEAVE) for name in ("提案催办函", "提案办理情况通报"))
    names = [
        b.names
        for s in (one.sections[0], several.sections[0])
        for b in s.blocks
        if isinstance(b, Attachments)
    ]
    assert [len(some) for some in names] == [1, 3]
    tables = [b.table.name for b in several.sections[0].blocks if isinstance(b, TableBlock)]
    assert tables == ["提案类别", "承办单位", "未答复提案"]
    assert isinstance(several.sections[0].blocks[-1], Imprint)


def test_长的开头不当标题_资料里没有的说出来(office: Office) -> None:
    long = "一、" + "这一条写得很长" * 5
    office.wordings.change("感谢信", {"正文": f"{long}\n{{{{ 会议 }}}}", "填写项": "感谢对象"})
    sample = office.wordings.sample(office.wordings.get("感谢信").wording)
    (first, *_) = [one for one in sample.sections[0].blocks if isinstance(one, Paragraph)]
    assert first.runs[0].font is None
    office.wordings.change("感谢信", {"正文": "{{ 口径说明 }}"})
    with pytest.raises(Refused, match="资料里没有“口径说明”"):
        office.paper.document("感谢信", {"感谢对象": "某某"})


def test_没有填的先说出来_点了留空白才印(county: Office) -> None:
    with pytest.raises(
        Refused, match="还没有填：会议名称、主送、会议时间、会议地点、参会人员、联系人、联系电话"
    ):
        county.paper.document("会议通知", {})
    assert "联系人：　　　　　　，" in "".join(words(county.paper.document("会议通知", LEAVE)))
    county.roster.add({"name": "温如玉", "sector": "教育"}, day="2026-06-01")
    with pytest.raises(Refused, match="1 份没有“工作单位”：温如玉。请先补上"):
        county.paper.document("委员增补告知函", {})
    county.wordings.copy("慰问信", "寄信", {"正文": "{{ 通讯地址 }}"})
    with pytest.raises(Refused, match=r"20 份没有“通讯地址”：.*等 20 份"):
        county.paper.document("寄信", {"节日": "春节", "委员": "全部"} | {"委员": "中共、经济、教育、工商联"})


def test_资料里的花括号照印_填的可以分段(county: Office) -> None:
    register = county.register
    register.add(register.parse([f"title={HOSTILE}", "sponsors=骆宾", "category=社会"]))
    register.do(register.get("流水1"), "提交", {"received": "2026-01-12"})
    register.do(register.get("流水1"), "立案", {"date": "2026-01-14"})
    document = county.paper.document("提案立案告知函", {"联系电话": "甲\n乙\x07"})
    assert squeezed(f"《{HOSTILE}》收悉") in said(document)
    assert "联系电话：甲乙" in said(document)
    county.wordings.change("感谢信", {"正文": "{{ 感谢事由 }}"})
    letter = county.paper.document("感谢信", {"感谢对象": "某某", "感谢事由": "一、第一段\n第二段"})
    assert sum(isinstance(one, Paragraph | Heading) for one in letter.sections[0].blocks) == 2


def test_成文日期不写就是截至日期(still: Office) -> None:
    assert "2026年11月22日" in said(still.paper.document("感谢信", LEAVE))
    assert "2026年12月1日" in said(still.paper.document("感谢信", LEAVE | {"成文日期": "2026-12-01"}))
    assert "二〇二六年十二月一日" in said(
        still.paper.document("节日贺卡", LEAVE | {"成文日期": "2026-12-01"})
    )


# --------------------------------------------------------------------------- the office's own


def test_修改恢复复制删除_每步一个操作_可以撤销(county: Office) -> None:
    desk = county.wordings
    desk.change("会议通知", {"署名": "{{ 发文机关 }}", "body": "请参加{{ 会议名称 }}。"})
    assert (county.undoable, desk.get("会议通知").changed) == ("修改用语 会议通知", True)
    county.undo()
    assert not desk.get("会议通知").changed
    county.redo()
    assert desk.get("会议通知").wording.text("office") == "{{ 发文机关 }}"
    desk.copy("会议通知", " 座谈会 通知 ", {"版式": "普通", "对象": "每位委员"})
    own = desk.get("座谈会 通知")
    assert (own.shipped, own.wording.layout, own.wording.group) == (False, Layout.PLAIN, "本单位自己的")
    assert own.wording.text("body") == "请参加{{ 会议名称 }}。"
    desk.reset("会议通知")
    assert desk.get("会议通知").wording == seeds()["会议通知"]
    assert desk.reset("会议通知").changed is False
    assert county.undoable == "恢复用语 会议通知"
    desk.delete("座谈会 通知")
    with pytest.raises(NotFound, match="没有“座谈会 通知”这份用语"):
        desk.get("座谈会 通知")
    county.undo()
    assert desk.get("座谈会 通知") == own
    assert county.safety.check() == []


def test_改回原文的不再留一行_没有改的不记操作(county: Office) -> None:
    desk, before = county.wordings, county.undoable
    assert not desk.change("会议通知", {"标题": seeds()["会议通知"].text("title")}).changed
    assert county.undoable == before
    desk.change("会议通知", {"标题": "开会"})
    desk.change("会议通知", {"标题": "通知"})
    assert (desk.get("会议通知").wording.text("title"), desk.get("会议通知").changed) == ("通知", True)
    desk.change("会议通知", {"标题": seeds()["会议通知"].text("title")})
    assert not desk.get("会议通知").changed


@pytest.mark.parametrize(
    ("values", "error", "says"),
    [
        ({"正文": "{{ 会议时见 }}"}, Refused, "正文第1行：没有“会议时见”这个字段，是不是“会议时间”"),
        ({"正文": ""}, Refused, "正文：是空的"),
        ({"标题": "{{ 提案类别表 }}"}, Refused, "“提案类别表”是一张表，要在正文或附件里单独占一行"),
        ({"正文": "见{{ 提案类别表 }}。"}, Refused, "单独占一行"),
        ({"对象": "每位委员", "正文": "{{ 案由 }}"}, Refused, "没有“案由”这个字段"),
        ({"落款": "某"}, WrongUsage, "没有“落款”这个部分。可用：版式、对象、填写项"),
        ({"版式": "花笺"}, WrongUsage, "版式只能是：红头文件、信函"),
        ({"对象": "大家"}, WrongUsage, "对象只能是：一份"),
        ({"填写项": "2号：某"}, Refused, "“2号”不能作名称"),
    ],
)
def test_写错的不保存_说清哪里(
    county: Office, values: dict[str, str], error: type[Refused], says: str
) -> None:
    with pytest.raises(error, match=re.escape(says)):
        county.wordings.change("会议通知", values)
    assert not county.wordings.get("会议通知").changed


def test_名称不能空_不能重_原文不能删_自己的没有原文(county: Office) -> None:
    desk = county.wordings
    for name, says in (
        ("", "请写上用语的名称"),
        ("长" * 31, "最多 30 个字"),
        ("感谢信", "已经有“感谢信”"),
        ("委员名册", "已经有“委员名册”"),
    ):
        with pytest.raises(Refused, match=says):
            desk.copy("会议通知", name)
    with pytest.raises(Refused, match="不能删除"):
        desk.delete("会议通知")
    desk.copy("会议通知", "我的")
    with pytest.raises(Refused, match="没有原文可以恢复"):
        desk.reset("我的")


def test_自己的就是一种表_坏了的说清楚(county: Office, tmp_path: Path) -> None:
    county.wordings.copy("感谢信", "谢谢")
    form = county.paper.form("谢谢")
    assert [one.name for one in form.options if one.name.startswith("感谢")] == ["感谢对象", "感谢事由"]
    assert form.formats == ("docx", "pdf")
    broken = wording_form(replace(county.wordings.get("谢谢").wording, parts={"body": "{{ 没有 }}"}))
    facts = county.paper.facts(frozenset({"roster"}))
    with pytest.raises(Refused, match="用语“谢谢”还不能用：正文第1行"):
        broken.build(facts, {})
    assert county.wordings.write_sample("谢谢", tmp_path / "样子.pdf").exists()
    with pytest.raises(WrongUsage, match=r"只能写成 \.docx 或 \.pdf"):
        county.wordings.write_sample("谢谢", tmp_path / "样子.txt")


def test_样子里没有填的写着名称_没有人也有样子(office: Office) -> None:
    sample = office.wordings.sample(seeds()["委员调整告知函"])
    assert "〔姓名〕" in said(sample)
    assert office.wordings.sample(seeds()["会议通知"], {"会议地点": "三楼"}) != sample


# --------------------------------------------------------------------------- 填写项, small parts


def test_填写项的写法() -> None:
    assert [(one.name, one.hint) for one in asked_in("会议时间：如 9:00\n\n 地点 \n费用:自理")] == [
        ("会议时间", "如 9:00"), ("地点", ""), ("费用", "自理"),
    ]  # fmt: skip
    text = "\n".join(["甲", "甲", "姓名", "1号", "", *(f"第{n}项" for n in range(MOST_ASKED))])
    messages = [one.message for one in asked_problems(text, frozenset({"姓名"}))]
    assert [
        part in message
        for part, message in zip(("写了两遍", "已有的字段", "不能作名称", "最多 20"), messages, strict=False)
    ] == [True] * 4
    assert all(one.part == ASKED for one in asked_problems(text, frozenset()))


def test_附件只有名称的另附_标题里的竖线不断值(county: Office) -> None:
    county.wordings.copy(
        "征求意见函", "两附件", {"附件": "另附的一份\n# 第二份\n内容一行", "署名": "", "成文日期": ""}
    )
    document = county.paper.document("两附件", LEAVE | {"事项": "甲|乙"})
    (names,) = [b.names for b in document.sections[0].blocks if isinstance(b, Attachments)]
    assert names == ("另附的一份", "第二份")
    assert "甲｜乙" in said(document)
    assert not any(isinstance(b, Note) for b in document.sections[0].blocks)
    assert county.wordings.get("两附件").wording.text(ANNEXES)


def test_版式不印的部分_写错也不碍事(county: Office) -> None:
    county.wordings.copy("感谢信", "谢函", {"出席名单": "出席：{{ 没有这个 }}", "抄送": "{{ 也没有 }}"})
    assert "此致" in said(county.paper.document("谢函", LEAVE))
    with pytest.raises(Refused, match="抄送第1行"):
        county.wordings.change("谢函", {"版式": "信函"})


def test_留空白的主送也在(county: Office) -> None:
    document = county.paper.document("会议通知", LEAVE)
    assert any(isinstance(one, Addressees) for one in document.sections[0].blocks)


def test_称呼(still: Office) -> None:
    assert [address_of(replace(still.roster.get("骆宾"), sex=sex)) for sex in ("男", "女", "")] == [
        "先生",
        "女士",
        "委员",
    ]


def test_每个部分都有名称和写法() -> None:
    assert len({part.label for part in PARTS}) == len(PARTS)
    assert all(part.hint for part in PARTS)
