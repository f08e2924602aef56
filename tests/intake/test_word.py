"""Word documents: paragraphs as lines, tables as sheets, and what an enemy would send."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx import Document

from app.intake import word
from app.intake.errors import FileRefused
from app.intake.roster import read_roster
from app.intake.word import is_word, read_word

_DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{}</w:body></w:document>'
)


def packed(folder: Path, body: str, name: str = "来件.docx") -> Path:
    """A document of this body, without any of the other parts."""
    file = folder / name
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", _DOCUMENT.format(body))
    return file


def run(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{run(text)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def test_a_table_of_a_document_is_a_sheet(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("某县政协委员名册")
    table = document.add_table(rows=4, cols=3)
    for number, texts in enumerate(
        (("界别", "姓名", "性别"), ("经济", "王强", "男"), ("", "李　静", "女"), ("教育", "赵敏", "女"))
    ):
        for place, text in enumerate(texts):
            table.cell(number, place).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    document.add_paragraph("制表人：张三")
    document.save(str(tmp_path / "名册.docx"))
    read = read_word(tmp_path / "名册.docx")
    assert [(one.file, one.sheet, one.width) for one in read.tables] == [("名册.docx", "表格 1", 3)]
    draft = read_roster(read.tables)
    assert [(person.name, person.text("sector").strip()) for person in draft.people] == [
        ("王强", "经济"), ("李静", "经济"), ("赵敏", "教育"),
    ]  # fmt: skip
    assert (read.lines[0], read.lines[-1], read.lines[1]) == (
        "某县政协委员名册",
        "制表人：张三",
        "界别、姓名、性别",
    )


def test_what_wraps_words_is_looked_through_and_what_is_deleted_or_drawn_is_not_read(tmp_path: Path) -> None:
    body = (
        "<w:sdt><w:sdtContent>" + run("控件里的话") + "</w:sdtContent></w:sdt>"
        "<w:p><w:ins><w:r><w:t>加上的</w:t></w:r></w:ins><w:del><w:r><w:delText>删去的</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>移走的</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>移来的</w:t></w:r></w:moveTo>"
        "<w:r><w:tab/><w:t>后面</w:t><w:br/></w:r>"
        "<w:r><mc:AlternateContent><mc:Choice><w:t>文本框</w:t></mc:Choice></mc:AlternateContent></w:r></w:p>"
    )
    assert read_word(packed(tmp_path, body)).lines == ("控件里的话", "加上的移来的 后面 ")


def test_a_row_that_begins_further_right_keeps_to_its_columns(tmp_path: Path) -> None:
    late = f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{cell('王强')}</w:tr>"
    body = f"<w:tbl>{row(cell('界别'), cell('姓名'))}{late}</w:tbl>"
    rows = read_word(packed(tmp_path, body)).tables[0].rows
    assert [tuple(one.cells) for one in rows] == [("界别", "姓名"), ("", "王强")]


def test_wide_cells_stand_in_their_first_column_and_inner_tables_are_sheets_of_their_own(
    tmp_path: Path,
) -> None:
    inner = f"<w:tbl>{row(cell('甲'), cell('乙'))}</w:tbl>"
    body = (
        "<w:tbl>"
        + row(cell("标题", '<w:gridSpan w:val="2"/>'), cell("尾"))
        + row(cell("一"), f"<w:tc>{run('二')}{inner}{run('三')}</w:tc>", cell("四"))
        + row(cell("", '<w:gridSpan w:val="99999999999"/>'))
        + "</w:tbl>"
    )
    tables = read_word(packed(tmp_path, body)).tables
    assert [[tuple(one.cells) for one in table.rows] for table in tables] == [
        [("标题", "", "尾"), ("一", "二\n三", "四")], [("甲", "乙")],
    ]  # fmt: skip


HOSTILE = [
    ("重复内容的炸弹", "<w:p/>" * 2_000_000, "too_large"),
    ("嵌得太深", "<w:sdt>" * 300 + "</w:sdt>" * 300, "damaged"),
    ("断开的标记", "<w:p>", "damaged"),
    ("空文档", "", ""),
]


@pytest.mark.parametrize(("case", "body", "code"), HOSTILE, ids=[case for case, *_ in HOSTILE])
def test_a_hostile_document_is_refused(tmp_path: Path, case: str, body: str, code: str) -> None:
    file = packed(tmp_path, body)
    if not code:
        assert (read_word(file).lines, read_word(file).tables) == ((), ())
        return
    with pytest.raises(FileRefused) as refused:
        read_word(file)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("limit", "value", "body"),
    [
        ("MAX_WORD_BYTES", 200, run("长") * 20),
        ("MAX_WORD_MARKS", 50, run("多") * 20),
        ("MAX_WORD_CELLS", 100, "<w:tbl>" + row(cell("甲", '<w:gridSpan w:val="63"/>')) * 2 + "</w:tbl>"),
        ("MAX_ROWS", 10, run("段") * 20),
    ],
    ids=["字节", "标记", "格", "段"],
)
def test_more_than_an_office_writes_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, body: str
) -> None:
    file = packed(tmp_path, body)
    read_word(file)
    monkeypatch.setattr(word, limit, value)
    with pytest.raises(FileRefused) as refused:
        read_word(file)
    assert refused.value.code == "too_large"


def test_an_entity_is_not_expanded(tmp_path: Path) -> None:
    file = tmp_path / "实体.docx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(FileRefused, match="已损坏"):
        read_word(file)


def test_the_old_form_is_told_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "名册.doc"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(FileRefused, match="另存为 docx"):
        read_word(file)
    assert is_word(file)
    assert not is_word(tmp_path / "名册.xlsx")
    assert read_word(packed(tmp_path, run("新的"), "改了名的.doc")).lines == ("新的",)
