from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports import gongwen
from app.reports.document import Document, PageBreak, PageNumbers, Section, Title, paragraph
from app.reports.gongwen import MM, mark_look
from app.reports.names import name_ems
from app.reports.official.paper import SIDEWAYS, official_document
from app.reports.official.parts import (
    Addressees,
    AnnexMark,
    Attachments,
    Attendance,
    Imprint,
    LetterHead,
    Marks,
    MinutesHead,
    Official,
    RedHead,
    Remark,
    official_words,
)
from app.reports.official.places import attendance_rows, letter_head, letter_rules, red_head, signer_columns
from app.reports.word.styles import OFFICIAL
from tests.reports.ink import Ink
from tests.reports.officials import DAY, LETTER, MINUTES, RED, UPWARD
from tests.reports.samples import W, as_pdf, as_word, pdf_pages, word_part

MEASURE = gongwen.MEASURE_WIDTH * MM
CHARACTERS = float(gongwen.CHARACTERS)


@given(st.floats(1, 60), st.sampled_from((gongwen.MARK_LARGEST, gongwen.LETTER_MARK_LARGEST)))
def test_标志总在一行之内_先排长体再缩小(ems: float, largest: float) -> None:
    size, percent = mark_look(ems, MEASURE, largest)
    assert size * ems * percent / 100 <= MEASURE + 0.01
    assert 0 < size <= largest
    assert round(gongwen.MARK_NARROWEST * 100) <= percent <= 100
    if size < gongwen.MARK_LEAST - 1:
        assert percent == round(gongwen.MARK_NARROWEST * 100)


@pytest.mark.parametrize(
    ("mark", "percent"), [("政协临川县委员会文件", 100), ("中国人民政治协商会议临川县委员会办公室文件", 60)]
)
def test_长的标志排成长体_仍有足够的高度(mark: str, percent: int) -> None:
    size, narrow = mark_look(len(mark), MEASURE, gongwen.MARK_LARGEST)
    assert narrow == pytest.approx(percent, abs=1)
    assert size >= 33


ROWS = (
    ((), (("临〔2026〕1号",),)),
    (("王明",), (("临〔2026〕1号", "签发人：", "王明"),)),
    (("王明", "李大成"), (("临〔2026〕1号", "签发人：", "王明", "李大成"),)),
    (("王明", "阿卜杜热合曼"), (("签发人：", "王明"), ("临〔2026〕1号", "阿卜杜热合曼"))),
    (("王明", "李大成", "赵强"), (("签发人：", "王明", "李大成"), ("临〔2026〕1号", "赵强"))),
)


@pytest.mark.parametrize(("signers", "rows"), ROWS)
def test_字号与最后一个签发人同行(signers: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    assert RedHead("文件", "临〔2026〕1号", signers).rows == rows


@given(st.lists(st.text("王李张欧阳", min_size=2, max_size=30), min_size=1, max_size=6), st.integers(0, 18))
def test_签发人右边空一字_不压字号(signers: list[str], number: int) -> None:
    block = RedHead("文件", "号" * number, tuple(signers))
    places = signer_columns(block, len, CHARACTERS)
    columns = max(map(len, block.signer_rows))
    widest = max(map(len, signers)) * places.size / gongwen.BODY_SIZE
    assert places.start + (columns - 1) * places.step + widest <= CHARACTERS - 1 + 0.01
    assert widest <= places.step - 1 + 0.01
    assert places.start - 4 >= min(number + 2, CHARACTERS - 1 - columns * 2 - 4) - 0.01
    if max(map(len, signers)) <= 4 and number <= 11:
        assert places.size == gongwen.BODY_SIZE


def test_签发人多一行_红线就低一行() -> None:
    one = red_head(RedHead("文件", "号", ("王明",)), 9, MEASURE, 28.95)
    two = red_head(RedHead("文件", "号", ("王明", "李成", "赵强")), 9, MEASURE, 28.95)
    assert two.rule - one.rule == pytest.approx(28.95)
    assert two.mark == one.mark


def test_信函双线上粗下细_下线上细下粗() -> None:
    places = letter_head(LetterHead("办公室"), 9, MEASURE, gongwen.MARGIN_TOP, 28.95)
    (a, thick), (b, thin), (c, fine), (d, heavy) = letter_rules(places.rule / MM + gongwen.MARGIN_TOP, 297)
    assert thick > thin
    assert heavy > fine
    assert a + thick < b < c + fine < d
    assert d + heavy == pytest.approx(297 - gongwen.LETTER_RULE_FOOT)


PEOPLE = (
    ("王伟明　李丽　欧阳志远", ("王伟明", "李丽", "欧阳志远")),
    ("王伟明", ()),
    ("赵　强　李建国", ()),
    ("县委办公室　周兵，县政府办公室　吴天", ()),
    ("John Smith　李丽", ()),
)


@pytest.mark.parametrize(("names", "people"), PEOPLE)
def test_只有姓名才分栏排列(names: str, people: tuple[str, ...]) -> None:
    assert Attendance("出席", names).people == people


@given(st.lists(st.text("王李张欧阳明", min_size=2, max_size=5), min_size=2, max_size=40))
def test_分栏的姓名都在版心之内(names: list[str]) -> None:
    block = Attendance("出席", "　".join(names))
    step, rows = attendance_rows(block, CHARACTERS)
    assert [name for row in rows for name, _ in row] == names
    for row in rows:
        x = gongwen.ATTENDANCE_INDENT + 3
        for name, takes in row:
            assert x + min(name_ems(name), takes * step) <= CHARACTERS + 0.01
            x += takes * step


def test_附件说明的序号() -> None:
    assert Attachments(("甲", "乙")).lines == (("附件：1. ", "甲"), ("2. ", "乙"))
    assert [Attachments(("甲",) * n).label_ems for n in (1, 2, 9, 10)] == [3.0, 4.5, 4.5, 5.0]
    assert (AnnexMark().words, AnnexMark(2).words) == ("附件", "附件2")
    assert Addressees("县教育局:").words == "县教育局："
    assert Marks("1", "", "特急").lines == ("1", "特急")


def test_印发日期和抄送没有就不写() -> None:
    assert [words for words in official_words(Imprint(office="办公室")) if words] == ["办公室"]
    assert Imprint(("甲", "乙")).copies_text == "抄送：甲，乙。"


PARTS: tuple[Official, ...] = (
    RedHead("文件", "号"), LetterHead("办公室", "号"), MinutesHead("纪要"), Addressees("县教育局"), Attachments(("甲", "乙")),
    AnnexMark(), Attendance("出席", "王明　李成"), Remark("公开"), Imprint(("甲",)),
)  # fmt: skip


@pytest.mark.parametrize("block", PARTS, ids=lambda block: type(block).__name__)
def test_分页之后从新的一页起(block: Official) -> None:
    document = Document("分页", (Section((paragraph("前"), PageBreak(), block), numbers=PageNumbers.NONE),))
    assert len(list(word_part(as_word(document)).iter(f"{W}pageBreakBefore"))) == 1
    first, second = pdf_pages(as_pdf(document))
    assert first == "前"
    assert second


def test_样式窗里有公文各部分的名字() -> None:
    packed = as_word(official_document((RED,), DAY))
    names = {style.get(f"{W}val") for style in word_part(packed, "word/styles.xml").iter(f"{W}name")}
    assert {style.name for style in OFFICIAL} <= names
    used = {style.get(f"{W}val") for style in word_part(packed).iter(f"{W}pStyle")}
    assert {"OfficialMarks", "OfficialMark", "DocumentNumber", "Addressees", "Attachments", "AnnexMark", "Remark", "Imprint"} <= used  # fmt: skip
    style = docx.Document(BytesIO(packed)).paragraphs[0].style
    assert style is not None
    assert style.name == "份号密级紧急程度"


def test_Word的信函首页不同_双面印从奇数页起() -> None:
    packed = as_word(official_document((LETTER, replace(LETTER, two_sided=True)), DAY))
    first, second = word_part(packed).iter(f"{W}sectPr")
    for section in (first, second):
        assert section.find(f"{W}titlePg") is not None
        assert [r.get(f"{W}type") for r in section.iter(f"{W}footerReference")] == [
            "first",
            "default",
            "even",
        ]
        numbers = section.find(f"{W}pgNumType")
        assert numbers is not None
        assert numbers.get(f"{W}start") == "1"
    kind = second.find(f"{W}type")
    assert kind is not None
    assert kind.get(f"{W}val") == "oddPage"


def test_Word横页的页码竖着写_脚注照印() -> None:
    section = Section(
        (paragraph("甲"),), landscape=True, margins=SIDEWAYS, numbers=PageNumbers.BOUND, foot="制表：办公室"
    )
    with zipfile.ZipFile(BytesIO(as_word(Document("横", (section,))))) as archive:
        feet = [archive.read(name).decode() for name in archive.namelist() if "footer" in name]
    assert len(feet) == 2
    assert all('vert="vert"' in foot and " PAGE " in foot and "制表：办公室" in foot for foot in feet)


def test_标志是红的_其余是黑的() -> None:
    blocks = (RedHead("文件", "号"), Title("题"), paragraph("文"))
    ink = Ink(as_pdf(Document("红", (Section(blocks),))))
    red, black = ink.area(ink.red), ink.area(ink.black)
    assert red is not None
    assert black is not None
    assert red[1] < black[1]
    assert black[3] > red[3]


ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens"
    " kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind"
    " contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle"
    " rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish"
    " webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd"
    " tblBorders shd tblLayout tblCellMar tblLook",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols"
    " formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
}  # fmt: skip
"""ECMA-376 part 1, §17: the order in which Word wants properties; heads and feet may stand mixed."""


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/footer3.xml"])
def test_属性照规范的次序_Word才打得开(part: str) -> None:
    packed = as_word(official_document((RED, replace(LETTER, two_sided=True), MINUTES, UPWARD), DAY))
    root = word_part(packed, part)
    for name, order in ORDER.items():
        rank = {f"{W}{child}": n for n, child in enumerate(order.split())}
        for element in root.iter(f"{W}{name}"):
            ranks = [rank[child.tag] for child in element if "Reference" not in child.tag]
            assert ranks == sorted(ranks), [child.tag.removeprefix(W) for child in element]
