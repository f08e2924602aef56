"""Word forms that superiors prescribe: sections, pictures, old programs, odd places."""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document
from lxml import etree

from app.domain.given_form import Kind, Mode, Place, Subject
from app.domain.given_words import fitted_gap, gaps, tokens, width
from app.intake.given_form_finding import find_places
from app.reports.given.form import filled, filled_together, outline_of
from app.reports.given.marks import fill_marks, marks
from app.reports.given.runs import Change, W, change, said
from tests import given as forms

PHOTO = forms.photo()


def done(content: bytes, *places: Place, **values: str | bytes) -> Document:
    return docx.Document(io.BytesIO(filled(content, places, values)))


def element(xml: str) -> etree._Element:
    return etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}">{xml}</w:p>')


# --------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("姓名：____  性别：　　　", ["姓名", "性别"]),
        ("姓　名：______单位：______", ["姓　名", "单位"]),
        ("填表人", []),
        ("电话：", ["电话"]),
        ("____", []),
        ("参加会议____次，发言____篇", ["参加会议", "发言"]),
    ],
)
def test_空白处和前面的标签(text: str, found: list[str]) -> None:
    assert [gap.label.removeprefix("次，") for gap in gaps(text)] == found


def test_填在空白处占原来那么宽() -> None:
    assert fitted_gap("", "____") == "____"
    assert width(fitted_gap("某人", "__________")) == 10
    assert fitted_gap("很长很长的名字", "__") == "很长很长的名字"
    assert fitted_gap("甲", "\t") == "甲      "


def test_标记的几种写法() -> None:
    found = [(one.name, one.sure) for one in tokens("{{ 甲 }}${乙}{丙}【丁】《戊》«己»{}{a\n}")]
    assert found == [("甲", True), ("乙", True), ("丙", True), ("丁", False), ("戊", False), ("己", True)]


def test_制表位_换行_删除线里的字() -> None:
    paragraph = element(
        '<w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>名：</w:t><w:tab/><w:tab/><w:br/></w:r>'
        "<w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del><w:r><w:noBreakHyphen/><w:t>尾</w:t></w:r>"
    )
    assert said(paragraph) == "名：\t\t\n-尾"
    change(paragraph, [Change(2, 4, "甲\n乙")])
    assert said(paragraph) == "名：甲\n乙\n-尾"
    empty = element("<w:pPr><w:rPr><w:b/><w:ins/></w:rPr></w:pPr>")
    change(empty, [Change(0, 0, "")])
    assert said(empty) == ""
    change(empty, [Change(0, 0, "新")])
    assert said(empty) == "新"
    assert [one.tag for one in empty.find(f"{W}r/{W}rPr")] == [f"{W}b"]


def test_下划线只画在填的字下面() -> None:
    paragraph = element(
        '<w:r><w:rPr><w:u w:val="dash"/><w:lang w:val="x"/></w:rPr><w:t>名：____止</w:t></w:r>'
    )
    change(paragraph, [Change(2, 6, " 甲 ", underlined=True)])
    runs = [(said(run), run.find(f"{W}rPr/{W}u").get(f"{W}val")) for run in paragraph]
    assert runs == [("名：", "dash"), (" 甲 ", "single"), ("止", "dash")]


# --------------------------------------------------------------------------- places


def test_整段代替时不管段里的标记() -> None:
    content = forms.word(forms.paragraph("原来的{姓名}很长很长的一段"))
    document = done(
        content, Place(Kind.TOKEN, "{姓名}", "name"), Place(Kind.PARAGRAPH, "段1", "文字:新"), name="甲"
    )
    assert document.paragraphs[0].text == "新"


def test_照片在标记处_在没有尺寸的格里() -> None:
    content = forms.word(forms.paragraph("{照片}") + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>")
    document = done(
        content, Place(Kind.TOKEN, "{照片}", "photo"), Place(Kind.CELL, "表1!A1", "photo"), photo=PHOTO
    )
    assert document.paragraphs[0].text == ""
    widths = [shape.width for shape in document.inline_shapes]
    assert len(widths) == 2
    assert all(abs(wide - 25 * 36_000) < 500 for wide in widths)


def test_固定行距的格里照片不被切() -> None:
    fixed = '<w:p><w:pPr><w:spacing w:before="60" w:line="280" w:lineRule="exact"/></w:pPr></w:p>'
    document = done(
        forms.word(forms.table(("姓名", forms.cell(fixed)), high=2400)),
        Place(Kind.CELL, "表1!B1", "photo"),
        photo=PHOTO,
    )
    assert len(document.inline_shapes) == 1
    (spacing,) = document.tables[0].cell(0, 1)._tc.iter(f"{W}spacing")
    assert dict(spacing.attrib) == {f"{W}before": "60"}


def test_照片格下面的行短了_高只算到那里() -> None:
    down, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (("姓名", "", forms.cell("照片", more=down)), ("甲", "乙", forms.cell(more=more)), ("只有一格",))
    document = done(
        forms.word(forms.table(*rows, high=600)), Place(Kind.CELL, "表1!C1", "photo"), photo=PHOTO
    )
    assert abs(document.inline_shapes[0].height - (1200 - 60) * 635) < 700


def test_照片格跨几行() -> None:
    down, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        ("姓名", "", forms.cell("照片", more=down)),
        (forms.cell("甲", more='<w:gridSpan w:val="2"/>'), forms.cell(more=more)),
        ("a", "b", "c"),
    )
    document = done(
        forms.word(forms.table(*rows, high=1200)), Place(Kind.CELL, "表1!C1", "photo"), photo=PHOTO
    )
    assert document.inline_shapes[0].width == (1700 - 216) * 635


def test_地址不在了就不填() -> None:
    content = forms.word(forms.paragraph("姓名：____"))
    places = [
        Place(Kind.PARAGRAPH, "段1#7", "name", Mode.AFTER_LABEL),
        Place(Kind.CELL, "表9!A1", "name"),
        Place(Kind.CELL, "表9!A2", "photo"),
    ]
    assert done(content, *places, name="甲", photo=PHOTO).paragraphs[0].text == "姓名：____"


def test_一格几段_填在有字的一段_接在最后一段() -> None:
    cell = forms.cell(forms.paragraph("甲") + forms.paragraph("乙") + "<w:p/>")
    content = forms.word(forms.table((cell, "")))
    assert done(content, Place(Kind.CELL, "表1!A1", "name"), name="丙").tables[0].cell(0, 0).text == "丙\n\n"
    assert (
        done(content, Place(Kind.CELL, "表1!A1", "name", Mode.APPEND), name="丙").tables[0].cell(0, 0).text
        == "甲\n乙丙\n"
    )


# --------------------------------------------------------------------------- all in one


@pytest.mark.parametrize(
    "ending",
    [
        forms.table(("尾", "")),
        '<w:p><w:pPr><w:sectPr><w:type w:val="continuous"/></w:sectPr></w:pPr></w:p>',
        "<w:p><w:r><w:t>尾</w:t></w:r></w:p>",
        '<w:p><w:pPr><w:jc w:val="center"/><w:pPrChange/></w:pPr></w:p>',
    ],
    ids=["表格结尾", "自成一节", "没有段落格式", "有修订"],
)
def test_合成一个_各种结尾都另起一页(ending: str) -> None:
    content = forms.word(forms.paragraph("{姓名}") + ending)
    places = [Place(Kind.TOKEN, "{姓名}", "name")]
    document = docx.Document(
        io.BytesIO(
            filled_together(
                content, places, [{"name": "甲"}, {"name": "乙"}, {"name": "丙"}], ["a", "b", "c"]
            )
        )
    )
    sections = list(document.element.body.iter(f"{W}sectPr"))
    assert len(sections) == 3 * (2 if "sectPr" in ending else 1)
    assert [one.text for one in document.paragraphs if one.text in "甲乙丙" and one.text] == [
        "甲",
        "乙",
        "丙",
    ]
    firsts = sections[:: len(sections) // 3]
    assert [one.find(f"{W}pgNumType") is not None for one in firsts] == [False, True, True]
    assert all(one.find(f"{W}type") is None for one in firsts[1:])


def test_合成一个_控件和图的编号各不相同() -> None:
    control = '<w:p><w:sdt><w:sdtPr><w:id w:val="7"/><w:tag w:val="姓名"/></w:sdtPr><w:sdtContent><w:r><w:t>某</w:t></w:r></w:sdtContent></w:sdt></w:p>'
    content = forms.word(control + forms.table(("照片", "")))
    places = find_places(outline_of(content), Subject.MEMBER).places
    assert {place.address for place in places} == {"控件 姓名", "表1!B1"}
    document = docx.Document(
        io.BytesIO(
            filled_together(
                content, places, [{"name": "甲", "photo": PHOTO}, {"name": "乙", "photo": PHOTO}], ["a", "b"]
            )
        )
    )
    assert len(list(document.element.body.iter(f"{W}id"))) == 1
    ids = [shape._inline.docPr.id for shape in document.inline_shapes]
    assert len(ids) == len(set(ids)) == 2


# --------------------------------------------------------------------------- marks


def test_控件里几段_没有内容的控件_别的域照旧() -> None:
    root = element(
        '<w:sdt><w:sdtPr><w:alias w:val="甲"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>一</w:t></w:r></w:p><w:p><w:r><w:t>二</w:t></w:r></w:p></w:sdtContent></w:sdt>'
        '<w:sdt><w:sdtPr><w:alias w:val="空"/></w:sdtPr></w:sdt><w:sdt><w:sdtPr/></w:sdt>'
        '<w:bookmarkStart w:id="1" w:name="_GoBack"/><w:bookmarkEnd w:id="1"/>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    )
    assert list(marks(root)) == ["控件 甲", "控件 空"]
    fill_marks(root, {"控件 甲": "新", "控件 空": "x"})
    assert [said(one) for one in root.iter(f"{W}p")][1:] == ["新", ""]
    assert "PAGE" in etree.tostring(root).decode()


def test_合并域没有结果_书签里只有制表位() -> None:
    root = element(
        '<w:r><w:rPr><w:b/></w:rPr><w:t>前</w:t></w:r><w:bookmarkStart w:id="3" w:name="民族"/><w:r><w:tab/></w:r><w:bookmarkEnd w:id="3"/>'
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> MERGEFIELD 姓名 </w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert list(marks(root)) == ["书签 民族", "合并域 姓名"]
    fill_marks(root, {"书签 民族": "汉族", "合并域 姓名": "甲"})
    assert said(root) == "前汉族甲"
    assert "PAGE" in etree.tostring(root).decode()
