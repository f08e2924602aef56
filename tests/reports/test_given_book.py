"""Workbooks that superiors prescribe: what a real one holds besides words stays, moves along, or is a sheet's own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as Picture
from openpyxl.formatting.rule import CellIsRule
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table

from app.domain.given_form import Kind, Mode, Place, Subject
from app.intake.given_form_finding import find_places
from app.reports.given.form import filled, filled_together, outline_of
from app.reports.given.package import TYPES, Package
from app.reports.given.sheet import S, column_number, place_of
from tests import given as forms

EACH = [Place(Kind.CELL, f"名单!{column}3", key, Mode.EACH) for column, key in (("A", "seq"), ("B", "name"))]
PEOPLE = [{"seq": str(n), "name": f"某{n}"} for n in range(1, 6)]


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content), rich_text=True)


def rewritten(
    content: bytes, change: dict[str, tuple[bytes, bytes]], more: dict[str, bytes] | None = None
) -> bytes:
    """The same file with some bytes of some parts changed, and parts added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            before, after = change.get(name, (b"", b""))
            data = old.read(name)
            assert not before or before in data
            new.writestr(name, data.replace(before, after) if before else data)
        for name, data in (more or {}).items():
            new.writestr(name, data)
    return out.getvalue()


def listing() -> Workbook:
    book = Workbook()
    sheet = book.active
    sheet.title = "名单"
    for place, words in (
        ("A2", "序号"),
        ("B2", "姓名"),
        ("A4", "合计"),
        ("B4", '=COUNTA(B3:B3)&"B9"&$B$9&名单!B4&其他!B9'),
        ("B9", "尾"),
    ):
        sheet[place] = words
    return book


def test_加行时一切随着移() -> None:
    book = listing()
    sheet = book["名单"]
    book.create_sheet("其他")["A1"] = "=名单!B9"
    sheet.merge_cells("C3:D3")
    sheet.merge_cells("C8:D9")
    sheet.merge_cells("A1:A3")
    sheet.conditional_formatting.add("B3:B9", CellIsRule(operator="equal", formula=["1"]))
    checked = DataValidation(type="list", formula1='"甲,乙"')
    checked.add("C3")
    sheet.add_data_validation(checked)
    sheet.row_breaks.append(Break(id=8))
    sheet.auto_filter.ref = "A2:B3"
    sheet.print_area = "A1:D9"
    sheet.print_title_rows = "1:2"
    sheet.add_image(Picture(io.BytesIO(forms.photo("red", "PNG"))), "F9")
    sheet["B10"].hyperlink = "#名单!A1"
    chain = b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="B4" i="1"/></calcChain>'
    rel = b'<Relationship Id="rIdC" Type="http://x/calcChain" Target="calcChain.xml"/></Relationships>'
    content = rewritten(
        saved(book), {"xl/_rels/workbook.xml.rels": (b"</Relationships>", rel)}, {"xl/calcChain.xml": chain}
    )
    done = filled_together(content, EACH, PEOPLE, ["甲"] * 5)
    new = opened(done)["名单"]
    assert [new[f"B{row}"].value for row in range(3, 8)] == [f"某{n}" for n in range(1, 6)]
    assert new["B8"].value == '=COUNTA(B3:B7)&"B9"&$B$13&名单!B8&其他!B9'
    assert new["B13"].value == "尾"
    assert {str(one) for one in new.merged_cells.ranges} == {
        "A1:A7",
        "C12:D13",
        *(f"C{row}:D{row}" for row in range(3, 8)),
    }
    assert [str(one.sqref) for one in new.conditional_formatting] == ["B3:B13"]
    assert str(new.data_validations.dataValidation[0].sqref) == "C3:C7"
    assert [one.id for one in new.row_breaks.brk] == [12]
    assert new.print_area == "'名单'!$A$1:$D$13"
    assert new._images[0].anchor._from.row == 12
    assert new["B14"].hyperlink is not None
    with zipfile.ZipFile(io.BytesIO(done)) as parts:
        assert "xl/calcChain.xml" not in parts.namelist()
        assert b"calcChain" not in parts.read("xl/_rels/workbook.xml.rels")


def test_打开时重新计算() -> None:
    book = listing()
    for before, after in (
        (b'fullCalcOnLoad="1"', b""),
        (b'<calcPr calcId="124519" fullCalcOnLoad="1"/>', b""),
    ):
        content = rewritten(saved(book), {"xl/workbook.xml": (before, after)})
        done = filled(content, EACH, PEOPLE[0])
        assert b'fullCalcOnLoad="1"' in Package(done).read("xl/workbook.xml")


def test_一格里的字样照旧_标记换掉_接在后面_空白处() -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "表"
    bold = InlineFont(b=True)
    sheet["A1"] = CellRichText("兹有", TextBlock(bold, "{{姓"), "名}}", TextBlock(bold, "同志"))
    sheet["A2"] = "荐语："
    sheet["A3"] = "姓名：____性别：____"
    sheet["A4"] = 12
    sheet["B9"] = "照片 {{照片}}"
    places = [
        Place(Kind.TOKEN, "{{姓名}}", "name"), Place(Kind.CELL, "表!A2", "文字:好", Mode.APPEND),
        Place(Kind.CELL, "表!A3#2", "sex", Mode.AFTER_LABEL), Place(Kind.CELL, "表!A3#9", "sex", Mode.AFTER_LABEL),
        Place(Kind.CELL, "表!C7", "name", Mode.APPEND), Place(Kind.CELL, "表!A4", "sex"), Place(Kind.TOKEN, "{{照片}}", "photo"),
        Place(Kind.CELL, "表!B4", "name"), Place(Kind.CELL, "表!??", "name"),
    ]  # fmt: skip
    values: dict[str, str | bytes] = {"name": "岑向荣", "sex": "男", "photo": forms.photo()}
    done = opened(filled(saved(book), places, values))["表"]
    rich = done["A1"].value
    assert str(rich) == "兹有岑向荣同志"
    assert [(str(one), isinstance(one, TextBlock) and bool(one.font.b)) for one in rich][1:3] == [
        ("岑向荣", True),
        ("同志", True),
    ]
    assert [done[place].value for place in ("A2", "A3", "A4", "B4", "C7", "B9")] == [
        "荐语：好", "姓名：____性别： 男 ", "男", "岑向荣", "岑向荣", "照片 ",
    ]  # fmt: skip
    assert len(done._images) == 1


def test_公式不动_太长的截在格子能装的长度() -> None:
    content = forms.book_form()
    done = opened(
        filled(
            content,
            [Place(Kind.CELL, "登记表!A7", "name"), Place(Kind.CELL, "登记表!B2", "name")],
            {"name": "长" * 40_000},
        )
    )
    assert done["登记表"]["A7"].value == "=1+1"
    assert len(str(done["登记表"]["B2"].value)) == 32_767


def test_批注_表格_图片每张工作表各有一份_公式里的表名随着改() -> None:
    book = Workbook()
    first = book.active
    first.title = "甲表"
    second = book.create_sheet("乙表")
    book.create_sheet("说明")["A1"] = "不填"
    for sheet in (first, second):
        sheet["A1"], sheet["B1"] = "姓名", "{姓名}"
    first["A3"], first["B3"], first["A4"], first["B4"] = "栏一", "栏二", "值", "值"
    first.add_table(Table(displayName="表一", ref="A3:B4"))
    first["A1"].comment = Comment("说明", "上级")
    first["D1"] = "=甲表!B1&'乙表'!B1"
    first.print_area = "A1:B4"
    first.add_image(Picture(io.BytesIO(forms.photo("red", "PNG"))), "F1")
    content = saved(book)
    places = find_places(outline_of(content), Subject.MEMBER).places
    done = filled_together(content, places, [{"name": "某"}, {"name": "他"}], ["某", "他"])
    new = opened(done)
    assert new.sheetnames == ["某 甲表", "某 乙表", "他 甲表", "他 乙表", "说明"]
    assert [sheet["B1"].value for sheet in new.worksheets[:4]] == ["某", "某", "他", "他"]
    names = [table.displayName for sheet in new.worksheets for table in sheet.tables.values()]
    assert len(names) == len(set(names)) == 2
    assert [sheet["A1"].comment is not None for sheet in new.worksheets[:4]] == [True, False, True, False]
    assert new["他 甲表"]["D1"].value == "='他 甲表'!B1&'乙表'!B1"
    assert [len(sheet._images) for sheet in new.worksheets] == [1, 0, 1, 0, 0]
    assert new["他 甲表"].print_area == "'他 甲表'!$A$1:$B$4"


def test_没有编号的行和格也读得出() -> None:
    content = forms.book_list()
    sheet = Package(content).look("xl/worksheets/sheet1.xml")
    for row in sheet.iter(f"{S}row"):
        row.attrib.pop("r")
    part = etree.tostring(sheet)
    package = Package(content)
    package.put("xl/worksheets/sheet1.xml", part)
    assert outline_of(package.content()).cell("名单!B2") is not None


@pytest.mark.parametrize(
    ("word", "place"), [("C2", (1, 2)), ("$AA$10", (9, 26)), ("2", (-1, -1)), ("", (-1, -1))]
)
def test_格子的地址(word: str, place: tuple[int, int]) -> None:
    assert place_of(word) == place
    assert column_number("XFD") == 16_383


def test_部件_改名_去掉_说明类型() -> None:
    package = Package(forms.book_form())
    assert package.type_of("xl/workbook.xml").endswith("sheet.main+xml")
    assert package.type_of("xl/没有.xyz") == ""
    package.put("xl/media/a.jpeg", b"x")
    package.declare("xl/media/a.jpeg", "image/jpeg")
    rid = package.relate("xl/media/a.jpeg", "http://x", "xl/workbook.xml")
    assert package.relations("xl/media/a.jpeg") == [(rid, "http://x", "xl/workbook.xml")]
    again = package.copy()
    package.remove("xl/media/a.jpeg")
    assert again.read("xl/media/a.jpeg") == b"x"
    assert b"/xl/media/a.jpeg" in Package(again.content()).read(TYPES)


def test_许多份合成一个_每份不比前一份费事() -> None:
    package = Package(forms.book_form())
    for number in range(400):
        part = package.free_name("xl/worksheets/sheet9{}.xml")
        package.put(part, b"<a/>")
        package.declare(part, "application/x-made")
        assert package.relate("xl/workbook.xml", "x/worksheet", part) == f"rIdL{number + 1}"
    looked = 0

    class Counted(dict[str, bytes]):
        """Names of parts that tell how often they are gone through."""

        def __iter__(self) -> Iterator[str]:
            nonlocal looked
            looked += 1
            return super().__iter__()

    package._parts = Counted(package._parts)
    assert package.free_name("xl/worksheets/sheet9{}.xml") == "xl/worksheets/sheet9401.xml"
    assert package.type_of("xl/worksheets/sheet9400.xml") == "application/x-made"
    assert looked == 0
    again = Package(package.content())
    assert again.relate("xl/workbook.xml", "x/worksheet", "xl/外.xml") == "rIdL401"
    again.remove("xl/worksheets/sheet97.xml")
    assert again.free_name("xl/worksheets/sheet9{}.xml") == "xl/worksheets/sheet97.xml"


@pytest.mark.parametrize(
    ("before", "after"),
    [(b'name="\xe8\xaf\xb4\xe6\x98\x8e"', b'name="\xe7\x99\xbb\xe8\xae\xb0\xe8\xa1\xa8"'), (b'r:id="rId2"', b'r:id="rId1"')],
    ids=["同名", "同一张"],
)  # fmt: skip
def test_分不清的两张工作表_读不了(before: bytes, after: bytes) -> None:
    with pytest.raises(ValueError, match="told apart"):
        outline_of(rewritten(forms.book_form(), {"xl/workbook.xml": (before, after)}))


def test_照片放进已有的图里_列宽写错了按平常的() -> None:
    book = load_workbook(io.BytesIO(forms.book_form()))
    book.active.column_dimensions["E"].width = 20
    book.active.row_dimensions[2].height = 90
    content = saved(book)
    place = (Place(Kind.CELL, "登记表!E2", "photo"),)
    wide = rewritten(content, {"xl/worksheets/sheet1.xml": (b'width="20"', b'width="wide"')})
    sizes = []
    for one in (content, wide):
        with zipfile.ZipFile(io.BytesIO(filled(one, place, {"photo": forms.photo()}))) as parts:
            drawings = [name for name in parts.namelist() if name.startswith("xl/drawings/drawing")]
            anchors = etree.fromstring(parts.read(drawings[0]))
        assert len(drawings) == 1
        assert [int(anchor[0][0].text) for anchor in anchors] == [7, 4]  # the form's own picture stays
        sizes.append([int(anchors[1].find("{*}ext").get(side)) for side in ("cx", "cy")])
    assert all(abs(width / height - 295 / 413) < 0.01 for width, height in sizes)
    assert sizes[1][0] < sizes[0][0]


def test_照片放进没有图的表_图的部件排在打印设置后面() -> None:
    book = Workbook()
    book.active.title = "表"
    book.active["A1"] = "照片"
    made = opened(filled(saved(book), (Place(Kind.CELL, "表!B1", "photo"),), {"photo": forms.photo()}))
    (picture,) = made["表"]._images
    assert (picture.anchor._from.col, picture.anchor._from.row) == (1, 0)
