"""Forms that superiors prescribe: read, their fields found, filled in place."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from app.domain.given_form import Kind, Mode, Place, Subject
from app.intake.given_form_finding import find_places
from app.reports.given.form import filled, filled_together, outline_of
from app.reports.given.runs import Change, W, change, said
from tests import given as forms

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "word_forms"
PERSON: dict[str, str | bytes] = {
    "name": "=岑向荣", "sex": "男", "birth_age": "1975.03（51岁）", "birth": "1975.03", "ethnicity": "汉族", "phone": "13900000001",
    "office": "云川县政协", "today": "2026年11月22日", "term": "第十一届", "workplace": "县一中 <校长>", "photo": forms.photo(),
}  # fmt: skip


def found(content: bytes, subject: Subject = Subject.MEMBER) -> dict[str, str]:
    return {place.address: place.field for place in find_places(outline_of(content), subject).places}


def fill(content: bytes, **values: str | bytes) -> Document:
    places = find_places(outline_of(content), Subject.MEMBER).places
    return docx.Document(io.BytesIO(filled(content, places, {**PERSON, **values})))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


# --------------------------------------------------------------------------- runs

_SPLITS = st.lists(st.integers(1, 24), max_size=6, unique=True)


def split_paragraph(text: str, cuts: list[int]) -> tuple[etree._Element, list[int]]:
    ends = sorted({*(cut for cut in cuts if cut < len(text)), len(text)})
    runs, begin = [], 0
    for number, end in enumerate(ends):
        runs.append(forms.run(text[begin:end], f'<w:sz w:val="{number + 20}"/>'))
        begin = end
    return etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}">{"".join(runs)}</w:p>'), ends


@given(_SPLITS, st.text("甲乙\n丙𬱖{}<&", max_size=8))
def test_标记怎样拆成几段都填得一样_样子随开头那一段(cuts: list[int], value: str) -> None:
    text = "姓名：{{姓名}}，性别：男。以下空白"
    paragraph, ends = split_paragraph(text, cuts)
    start = text.index("{")
    change(paragraph, [Change(start, start + len("{{姓名}}"), value)])
    assert said(paragraph) == text.replace("{{姓名}}", value)
    begins = next(number for number, end in enumerate(ends) if end > start)
    sizes = {run.find(f"{W}rPr/{W}sz").get(f"{W}val") for run in paragraph if value and value in said(run)}
    assert not value or str(begins + 20) in sizes
    looks = [run.find(f"{W}rPr/{W}sz").get(f"{W}val") for run in paragraph]
    assert looks == [str(number + 20) for number in range(len(ends))]


def test_拆成三段的标记和整段里的几个标记一起填() -> None:
    body = forms.paragraph(
        forms.run("{{姓", forms.BOLD),
        forms.run("名}"),
        forms.run("}（"),
        "【性别】，${民族}）《红楼梦》【一、概况】",
    )
    document = fill(forms.word(body))
    assert document.paragraphs[0].text == "=岑向荣（男，汉族）《红楼梦》【一、概况】"
    assert document.paragraphs[0].runs[0].bold


def test_填进去的文字只是文字() -> None:
    document = fill(forms.word(forms.paragraph("{姓名}、{性别}")), name="{性别}<w:b/>\x07&", sex="男\n女")
    assert document.paragraphs[0].text == "{性别}<w:b/>&、男\n女"


# --------------------------------------------------------------------------- Word


def test_表格里的标签旁边_照片_空白线_家庭成员不填() -> None:
    content = forms.personal_form()
    assert found(content) == {
        "表1!B1": "name", "表1!D1": "sex", "表1!E1": "photo", "表1!B2": "birth_age", "表1!D2": "ethnicity", "表1!B3": "phone",
        "段2#1": "office", "段2#2": "today",
    }  # fmt: skip
    document = fill(content)
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["姓　名", "=岑向荣", "性别", "男", ""]
    assert rows[1][:4] == ["出生年月（　岁）", "1975.03（51岁）", "民族", "汉族"]
    assert rows[2][2:4] == ["备注", ""]
    assert len(document.inline_shapes) == 1
    shape = document.inline_shapes[0]
    assert shape.width <= 1700 * 635
    assert shape.height / shape.width == pytest.approx(413 / 295, rel=0.01)
    assert [cell.text for cell in document.tables[1].rows[1].cells] == ["", "", "", ""]
    line = document.paragraphs[1]
    assert "".join(line.text.split()) == "填表单位：云川县政协填表日期：2026年11月22日"
    assert next(run for run in line.runs if "云川" in run.text).underline


def test_没有照片和没有值的地方照原样() -> None:
    document = fill(forms.personal_form(), photo="", office="")
    assert document.tables[0].rows[0].cells[4].text == "照片"
    assert document.paragraphs[1].text.startswith("填表单位：______")


def test_只有填的那一部分变了() -> None:
    content = forms.word(
        forms.paragraph("{姓名}"), header=forms.paragraph("机密"), extra={"word/media/a.png": b"\x89PNG"}
    )
    before, after = parts(content), parts(filled(content, [Place(Kind.TOKEN, "{姓名}", "name")], PERSON))
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}
    undone = etree.tostring(
        etree.fromstring(after["word/document.xml"].replace("=岑向荣".encode(), "{姓名}".encode()))
    )
    assert undone == etree.tostring(etree.fromstring(before["word/document.xml"]))


def test_页眉_文本框_嵌套表格() -> None:
    body = forms.table((forms.cell(forms.table(("姓名", "")) + "<w:p/>"), "甲")) + forms.text_box(
        forms.paragraph("{性别}")
    )
    content = forms.word(body, header=forms.paragraph("{届次}"))
    assert found(content) == {"{性别}": "sex", "{届次}": "term", "表2!B1": "name"}
    done = filled(content, find_places(outline_of(content), Subject.MEMBER).places, PERSON)
    xml = parts(done)["word/document.xml"].decode()
    assert xml.count(">男</w:t>") == 2
    assert "=岑向荣" in xml
    assert "第十一届" in parts(done)["word/header1.xml"].decode()


def test_内容控件_书签_合并域() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:alias w:val="姓名"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent>'
        + forms.run("单击输入", '<w:rStyle w:val="PlaceholderText"/>')
        + "</w:sdtContent></w:sdt>"
    )
    mark = '<w:bookmarkStart w:id="1" w:name="性别"/><w:bookmarkEnd w:id="1"/>'
    old = f'<w:bookmarkStart w:id="2" w:name="民族"/>{forms.run("某")}{forms.run("族")}<w:bookmarkEnd w:id="2"/>'
    simple = f'<w:fldSimple w:instr=" MERGEFIELD 手机 ">{forms.run("«手机»")}</w:fldSimple>'
    long = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> MERGEFIELD "届次" \\* MERGEFORMAT</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{forms.run("«届")}{forms.run("次»")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    content = forms.word("".join(f"<w:p>{one}</w:p>" for one in (control, mark, old, simple, long)))
    places = find_places(outline_of(content), Subject.MEMBER).places
    assert {"控件 姓名", "书签 性别", "书签 民族", "合并域 手机", "合并域 届次"} <= {
        place.address for place in places
    }
    done = filled(content, [place for place in places if place.kind is Kind.MARK], PERSON)
    xml = parts(done)["word/document.xml"].decode()
    said_now = [said(one) for one in etree.fromstring(xml.encode()).iter(f"{W}p")]
    assert said_now == ["=岑向荣", "男", "汉族", "13900000001", "第十一届"]
    assert "MERGEFIELD" not in xml
    assert "showingPlcHdr" not in xml
    assert "PlaceholderText" not in xml


def test_名单式的表_一行一人_不够照最后一行加() -> None:
    content = forms.list_form()
    places = find_places(outline_of(content), Subject.MEMBER).places
    assert {place.mode for place in places} == {Mode.EACH}
    people = [{"seq": str(n), "name": f"某{n}", "sex": "女"} for n in range(1, 5)]
    done = docx.Document(io.BytesIO(filled_together(content, places, people, ["甲"] * 4)))
    rows = [[cell.text for cell in row.cells] for row in done.tables[0].rows]
    assert [row[:3] for row in rows[1:5]] == [[str(n), f"某{n}", "女"] for n in range(1, 5)]
    assert rows[5][0] == "合计"
    one = docx.Document(io.BytesIO(filled(content, places, people[0])))
    assert [row.cells[1].text for row in one.tables[0].rows] == ["姓名", "某1", "", ""]


def test_合成一个文件_各自从第一页起_页眉各填各的_编号各从一起() -> None:
    numbered = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>注</w:t></w:r></w:p>'
    content = forms.word(
        forms.paragraph("{姓名}")
        + numbered
        + '<w:p><w:bookmarkStart w:id="0" w:name="甲"/><w:bookmarkEnd w:id="0"/></w:p>',
        header=forms.paragraph("{性别}"),
        numbering='<w:abstractNum w:abstractNumId="0"/><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    places = find_places(outline_of(content), Subject.MEMBER).places
    people = [{"name": f"某{n}", "sex": f"性{n}"} for n in range(3)]
    told: list[int] = []
    done = docx.Document(io.BytesIO(filled_together(content, places, people, ["甲"] * 3, told.append)))
    assert told == [1, 2, 3]
    assert [one.text for one in done.paragraphs if one.text.startswith("某")] == ["某0", "某1", "某2"]
    assert [section.header.paragraphs[0].text for section in done.sections] == ["性0", "性1", "性2"]
    starts = [one.get(f"{W}start") for one in done.element.iter(f"{W}pgNumType")]
    assert starts == ["1", "1"]
    assert len({one.get(f"{W}val") for one in done.element.iter(f"{W}numId")}) == 3
    assert sum(1 for _ in done.element.iter(f"{W}bookmarkStart")) == 1


# --------------------------------------------------------------------------- Excel


def test_工作簿原样填写_其余部分逐字节不变() -> None:
    content = forms.book_form()
    assert found(content) == {
        "{{届次}}": "term", "登记表!B2": "name", "登记表!D2": "sex", "登记表!E2": "photo", "登记表!B3": "birth", "登记表!D3": "ethnicity",
        "登记表!B4": "workplace", "登记表!B5": "phone", "登记表!A6#1": "office",
    }  # fmt: skip
    places = find_places(outline_of(content), Subject.MEMBER).places
    done = filled(content, places, {**PERSON, "photo": ""})
    before, after = parts(content), parts(done)
    assert {name for name in before if before[name] != after[name]} == {"xl/worksheets/sheet1.xml"}
    sheet = load_workbook(io.BytesIO(done))["登记表"]
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=岑向荣", "s")
    assert (sheet["A1"].value, sheet["A1"].font.size) == ("第十一届委员登记表", 18)
    assert sheet["A6"].value == "填报单位：云川县政协"
    assert sheet["A7"].value == "=1+1"
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A1:F1", "B4:D4", "E2:F5"}
    assert sheet.print_area == "'登记表'!$A$1:$F$7"
    assert sheet["B2"].border.left.style == "thin"


def test_工作簿照片放在格里_每人一张工作表() -> None:
    content = forms.book_form()
    places = find_places(outline_of(content), Subject.MEMBER).places
    people = [{**PERSON, "name": name} for name in ("甲", "乙", "丙")]
    book = load_workbook(io.BytesIO(filled_together(content, places, people, ["11001 甲", "A/B", "a?b"])))
    assert book.sheetnames == ["11001 甲", "A B", "a b(2)", "说明"]
    assert [sheet["B2"].value for sheet in book.worksheets[:3]] == ["甲", "乙", "丙"]
    assert [len(sheet._images) for sheet in book.worksheets] == [2, 2, 2, 0]
    assert [sheet.print_area for sheet in book.worksheets[:2]] == ["'11001 甲'!$A$1:$F$7", "'A B'!$A$1:$F$7"]
    assert [sheet.page_setup.orientation for sheet in book.worksheets[:3]] == ["landscape"] * 3
    assert sum(bool(sheet.sheet_view.tabSelected) for sheet in book.worksheets) <= 1


def test_工作簿名单加行_合计和下面的随着移() -> None:
    content = forms.book_list()
    places = find_places(outline_of(content), Subject.MEMBER).places
    people = [{"seq": str(n), "name": f"某{n}", "office": "县政协", "today": "今天"} for n in range(1, 6)]
    book = load_workbook(io.BytesIO(filled_together(content, places, people, ["甲"] * 5)))
    sheet = book["名单"]
    assert [sheet[f"B{row}"].value for row in range(3, 8)] == [f"某{n}" for n in range(1, 6)]
    assert [sheet[f"A{row}"].value for row in range(3, 8)] == [1, 2, 3, 4, 5]
    assert sheet["B7"].border.left.style == "thin"
    assert (sheet["A8"].value, sheet["E8"].value) == ("合计", "=SUM(E3:E7)")
    assert "填表单位：县政协" in sheet["A10"].value
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A1:E1", "A10:E10"}
    assert sheet.print_area == "'名单'!$A$1:$E$10"


# --------------------------------------------------------------------------- pointing by hand


@pytest.mark.parametrize(
    ("place", "after"),
    [
        (Place(Kind.CELL, "表1!A1", "name", Mode.APPEND), "姓　名=岑向荣"),
        (Place(Kind.CELL, "表1!A1", "name"), "=岑向荣"),
        (Place(Kind.CELL, "表1!A1", "文字:（待定）", Mode.APPEND), "姓　名（待定）"),
        (Place(Kind.PARAGRAPH, "表1!A1/1", "blank"), ""),
    ],
)
def test_指定的地方代替或接在后面(place: Place, after: str) -> None:
    document = docx.Document(io.BytesIO(filled(forms.personal_form(), [place], PERSON)))
    assert document.tables[0].rows[0].cells[0].text == after


# --------------------------------------------------------------------------- real forms


@pytest.mark.skipif(not REAL.is_dir(), reason="没有上级表样的实物")
@pytest.mark.parametrize(
    ("name", "subject", "least", "unknown"),
    [("委员履职情况考核表", Subject.MEMBER, 9, 6), ("提案转办单", Subject.PROPOSAL, 15, 6), ("大会发言", Subject.MEMBER, 4, 5),
     ("社情民意信息刊头", Subject.PROPOSAL, 3, 7)],
)  # fmt: skip
def test_实物表样(name: str, subject: Subject, least: int, unknown: int) -> None:
    content = (REAL / f"{name}.docx").read_bytes()
    result = find_places(outline_of(content), subject)
    assert len(result.places) >= least
    assert len(result.unknown) <= unknown
    done = filled(content, result.places, {place.field: f"值{n}" for n, place in enumerate(result.places)})
    before, after = parts(content), parts(done)
    assert {one for one in before if before[one] != after[one]} <= {"word/document.xml"}
    words = docx.Document(io.BytesIO(done)).element.xpath("string()")
    assert all(place.address not in words for place in result.places)
