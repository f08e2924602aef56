from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest

from app.reports.document import Document, Font, Heading, PageNumbers, Paragraph, Section, paragraph
from app.reports.gongwen import page_number
from app.reports.official.paper import Annex, Layout, OfficialText, body_blocks, official_document, sections
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
)
from app.reports.pdf.writer import lay_out
from app.reports.words import block_words, words
from tests.reports.officials import LETTER, MINUTES, RED, WORK, documents
from tests.reports.samples import as_pdf, as_word, bare, bundled, pdf_pages, word_words

PARTS: tuple[Official, ...] = (
    RedHead("政协临川县委员会文件", "临政协〔2026〕1号"),
    RedHead("临川县文件", "临〔2026〕1号", ("王明",), Marks("000001", "秘密", "加急")),
    RedHead("临川县文件", "临〔2026〕1号", ("王明", "李大成", "欧阳志远")),
    RedHead("临川县文件"),
    LetterHead("政协临川县委员会", "临政协函〔2026〕1号", Marks("000001", "", "特急")),
    LetterHead("政协临川县委员会"),
    MinutesHead("主席会议纪要", "第12期", "县政协办公室", "2026年11月20日"),
    MinutesHead("主席会议纪要"),
    MinutesHead("主席会议纪要", "第12期"),
    Addressees("各乡镇人民政府，县直各单位："),
    Attachments(("提案目录",)),
    Attachments(("提案目录", "关于印发《政协临川县委员会提案办理工作规程》和有关表格式样的通知（修订稿）")),
    Attachments(tuple(f"第{n}号表" for n in range(1, 12))),
    AnnexMark(),
    AnnexMark(2),
    Attendance("出席", "王伟明　李丽　欧阳志远　阿不都·热合曼　赵强　钱进　孙立　周兵　吴天"),
    Attendance("列席", "县委办公室　周兵，县政府办公室　吴天，" * 4),
    Remark("此件公开发布"),
    Imprint(("县委办公室", "县政府办公室") * 6, "县政协办公室", "2026年11月20日"),
    Imprint((), "县政协办公室", "2026年11月20日"),
    Imprint(
        (), "政协临川县委员会提案委员会、中共临川县委督查室、临川县人民政府督查室办公室" * 2, "2026年11月20日"
    ),
    RedHead("", "临政协〔2026〕1号"),
    Imprint(("县委办公室",), letter=True),
    Imprint(),
)


@pytest.mark.parametrize("block", PARTS, ids=lambda b: f"{type(b).__name__}")
def test_公文的每一部分_Word与PDF同词同序(block: Official) -> None:
    document = Document("一块", (Section((block,), numbers=PageNumbers.NONE),))
    expected = bare("".join(block_words(block)))
    assert word_words(as_word(document)) == expected
    assert bare("".join(pdf_pages(as_pdf(document)))) == expected


@pytest.mark.parametrize("name", [n for n in documents() if n != "满页"])
def test_整份公文_Word一字不差_PDF只多页码(name: str) -> None:
    document = documents()[name]
    assert word_words(as_word(document)) == bare("".join(words(document)))
    text = "".join(pdf_pages(as_pdf(document)))
    at = 0
    for number in range(1, 20):
        text = text.replace(page_number(number).replace(" ", ""), "")
    for phrase in map(bare, words(document)):
        found = text.find(phrase, at)
        assert found >= 0, phrase
        at = found + len(phrase)


LINES = (
    ("一、总体情况", (1, "一、总体情况")),
    ("（一）提案征集", (2, "（一）提案征集")),
    ("1.加强领导", (3, "1.加强领导")),
    ("12．加强领导", (3, "12．加强领导")),
    ("（1）健全机制", (4, "（1）健全机制")),
    ("1.提案目录；", None),
    ("1.5万人次参加", None),
    ("2026年工作", None),
    ("（一）" + "长" * 60, None),
    ("全县共有委员151人。", None),
)


@pytest.mark.parametrize(("line", "heading"), LINES, ids=[line[:8] for line, _ in LINES])
def test_行首的层次序数认作标题(line: str, heading: tuple[int, str] | None) -> None:
    (block,) = body_blocks((f"　　{line}",))
    found = (block.level, block.text) if isinstance(block, Heading) else None
    assert found == heading
    assert "".join(block_words(block)) == line


RUN_IN = (
    ("一、加强领导。各单位要高度重视。", Font.HEI),
    ("（二）严格时限。三个月内答复。", Font.KAI),
    ("（二）严格时限。", Font.KAI),
)


@pytest.mark.parametrize(("line", "font"), RUN_IN)
def test_标题后接排正文时_首句用标题的字体(line: str, font: Font) -> None:
    (block,) = body_blocks((line,))
    assert isinstance(block, Paragraph)
    assert block.runs[0].text == line.partition("。")[0] + "。"
    assert block.runs[0].font is font
    assert all(run.font is None for run in block.runs[1:])
    assert block.text == line


def test_空行略过() -> None:
    assert list(body_blocks(("", "　", "甲"))) == [paragraph("甲")]


def test_信函成批_每件从一编页_首页不编() -> None:
    document = official_document((LETTER,) * 3, dt.date(2026, 11, 20), title="催办函", office="县政协")
    assert (document.title, document.office, len(document.sections)) == ("催办函", "县政协", 3)
    book = lay_out(document, bundled())
    assert [page.number for page in book.pages] == [1, 1, 1]
    assert not any(page.numbered for page in book.pages)


def test_双面印的信函各从单面起() -> None:
    long = replace(LETTER, body=(WORK,) * 6)
    texts = tuple(replace(text, two_sided=True) for text in (LETTER, long, LETTER))
    document = official_document(texts, dt.date(2026, 11, 20))
    pages = lay_out(document, bundled()).pages
    assert [(page.blank, page.numbered) for page in pages] == [
        (False, False), (True, False), (False, False), (False, True), (False, False),
    ]  # fmt: skip
    assert [i % 2 for i, page in enumerate(pages) if page.first and not page.blank] == [0, 0, 0]
    assert [bool(text) for text in pdf_pages(as_pdf(document))] == [True, False, True, True, True]


def test_横表另成一节_版记总在竖页上() -> None:
    wide = Annex("表", (paragraph("甲"),), landscape=True)
    upright = Annex("说明", (paragraph("乙"),))
    for annexes, sideways in (
        ((), [False]), ((upright,), [False]), ((wide,), [False, True, False]),
        ((wide, upright), [False, True, False]), ((upright, wide, wide), [False, True, True, False]),
    ):  # fmt: skip
        made = sections(replace(RED, annexes=annexes))
        assert [section.landscape for section in made] == sideways
        assert [type(b).__name__ for s in made for b in s.blocks].count("Imprint") == 1
        assert isinstance(made[-1].blocks[-1], Imprint)
        assert [section.start for section in made] == [1] + [None] * (len(made) - 1)
        assert {section.numbers for section in made if section.landscape} <= {PageNumbers.BOUND}


def test_附件说明不写就用附件的标题_一个附件不编号() -> None:
    one = Annex("一览|表", (paragraph("甲"),))
    (section,) = sections(replace(RED, annexes=(one,), copies=(), printed_by="", printed_on=""))
    assert Attachments(("一览表",)) in section.blocks
    assert AnnexMark(0) in section.blocks
    assert not any(isinstance(block, Imprint) for block in section.blocks)
    assert Attachments(("另有",)).lines == (("附件：", "另有"),)


def test_纪要没有落款_信函的版记只有抄送() -> None:
    kinds = [type(block).__name__ for block in sections(MINUTES)[0].blocks]
    assert "Signature" not in kinds
    (letter,) = [
        b for b in sections(replace(LETTER, printed_by="办公室"))[0].blocks if isinstance(b, Imprint)
    ]
    assert list(block_words(letter)) == ["抄送：县政府办公室。"]


def test_最简单的一份() -> None:
    text = OfficialText(Layout.PLAIN, "", ("甲",))
    assert [type(block).__name__ for block in sections(text)[0].blocks] == ["Paragraph"]
    assert official_document((), dt.date(2026, 1, 1)).sections == ()
    assert official_document((), dt.date(2026, 1, 1)).title == "公文"


FILL = "国" * 28


@pytest.mark.parametrize("rows", range(14, 23))
def test_落款不单独成页_正文至少带走两行(rows: int) -> None:
    document = official_document(
        (
            OfficialText(
                Layout.PLAIN, "", (FILL * (rows - 10), FILL * 10), office="县政协", date="2026年1月1日"
            ),
        ),
        dt.date(2026, 1, 1),
    )
    pages = pdf_pages(as_pdf(document))
    signed = next(page for page in pages if "县政协" in page)
    assert signed.count("国") > 28
    assert "".join(pages).count("国") == rows * 28


@pytest.mark.parametrize("rows", range(15, 24))
def test_版记不压正文_放不下就另起一页(rows: int) -> None:
    text = OfficialText(
        Layout.PLAIN, "", (FILL * rows,), copies=("县委办",), printed_by="县政协", printed_on="2026年1月1日"
    )
    book = lay_out(official_document((text,), dt.date(2026, 1, 1)), bundled())
    for page in book.pages:
        for (y, box), (below, _) in pairwise(page.boxes):
            assert y + box.height <= below + 0.1
    last = book.pages[-1]
    top, imprint = last.boxes[-1]
    assert top + imprint.height == pytest.approx(last.section.measure[1] * 72 / 25.4, abs=0.1)


NASTY = {
    "三十个字的签发人": replace(RED, signers=("阿卜杜热合曼" * 5, "王明")),
    "六十个字的标志": replace(RED, mark="临川县" * 20),
    "一万个字的正文": replace(LETTER, body=("国" * 10_000,)),
    "六十个抄送机关": replace(RED, copies=tuple(f"第{n}号抄送机关办公室" for n in range(60))),
    "六百个抄送机关": replace(RED, copies=tuple(f"第{n}号抄送机关办公室" for n in range(600))),
    "六十个字的发文字号": replace(RED, doc_no="临川县政协办公室提案委员会函" * 4 + "〔2026〕1号"),
    "六十个字的信函字号": replace(LETTER, doc_no="临川县政协办公室提案委员会函" * 4 + "〔2026〕1号"),
    "四十个附件": replace(LETTER, attachments=tuple(f"第{n}号附件，名称很长很长很长很长很长很长很长很长很长很长" for n in range(40))),
    "什么都没有": OfficialText(Layout.LETTER, "", ()),
    "尖括号和控制字符": replace(RED, mark="<w:p>&", doc_no="\x08]]>", remark="a<b"),
    "生僻字": replace(LETTER, addressees="𠮷㛃𫍯县", office="㐀办", copies=("𠮷县",)),
}  # fmt: skip


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_离奇的内容也排得出_一字不少(text: OfficialText) -> None:
    document = official_document((text,), dt.date(2026, 11, 20))
    said = bare("".join(words(document))).replace("\x08", "")
    assert word_words(as_word(document)) == said
    pages = pdf_pages(as_pdf(document))
    assert pages
    count = sum(len(page.replace(f"—{n}—", "")) for n, page in enumerate(pages, 1))
    assert count >= len(said) - 4 * len(pages)
