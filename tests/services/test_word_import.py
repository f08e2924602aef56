"""Word documents and notices dropped on the roster: tables, names typeset as a table, forms that belong elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from app.intake.errors import FileRefused
from app.office import Office
from app.services.import_preview import Preview
from app.services.new_term_plan import Wish
from tests.offices import add


def told(preview: Preview) -> list[tuple[str, str]]:
    return [(row.draft.name, row.draft.text("sector")) for row in preview.rows]


def document(file: Path, *blocks: str | list[list[str]]) -> Path:
    """A document of paragraphs and tables."""
    made = Document()
    for block in blocks:
        if isinstance(block, str):
            made.add_paragraph(block)
            continue
        table = made.add_table(rows=0, cols=len(block[0]))
        for texts in block:
            for cell, text in zip(table.add_row().cells, texts, strict=True):
                cell.text = text
    made.save(str(file))
    return file


def test_公告的文档当名单读(office: Office, tmp_path: Path) -> None:
    file = document(
        tmp_path / "公告.docx",
        "政协某县委员会委员名单",
        "（共 3 名）",
        "民革（2人）",
        "王　强（壮族） 李　静（女）",
        "民盟（1人）",
        "赵敏",
    )
    preview = office.roster_import.preview([file])
    assert preview.refusal() is None
    assert told(preview) == [("王强", "民革"), ("李静", "民革"), ("赵敏", "民盟")]
    office.roster_import.apply(preview)
    assert office.roster.get("王强").ethnicity == "壮族"
    assert office.safety.check() == []


def test_用表格排开的姓名也是名单(office: Office, tmp_path: Path) -> None:
    file = document(
        tmp_path / "名单.docx",
        "民革（3人）",
        [["王 强", "李 静"], ["赵敏", ""]],
        "民盟（2人）",
        [["孙悦", "周涛"]],
    )
    preview = office.roster_import.preview([file])
    assert preview.refusal() is None
    assert told(preview) == [
        ("王强", "民革"),
        ("李静", "民革"),
        ("赵敏", "民革"),
        ("孙悦", "民盟"),
        ("周涛", "民盟"),
    ]


def test_有姓名栏的表当名册读_前后的话不读(office: Office, tmp_path: Path) -> None:
    file = document(
        tmp_path / "名册.docx", "关于报送名册的函", "王某某、李某某同志：",
        [["姓名", "性别", "界别"], ["王强", "男", "经济"], ["李静", "女", "教育"]], "制表人：张三",
    )  # fmt: skip
    preview = office.roster_import.preview([file])
    assert told(preview) == [("王强", "经济"), ("李静", "教育")]
    assert [(sheet.name, sheet.taken) for sheet in preview.sheets] == [("表格 1", True)]
    assert told(office.roster_import.preview([file], sheet="表格 1")) == told(preview)
    with pytest.raises(FileRefused, match="没有名为“甲”的工作表"):
        office.roster_import.preview([file], sheet="甲")


def test_没有名单的文档说明白(office: Office, tmp_path: Path) -> None:
    plan = document(tmp_path / "计划.docx", [["活动名称", "责任部门", "时间"], ["视察", "提案委", "三月"]])
    assert [sheet.kind for sheet in office.roster_import.preview([plan]).sheets] == ["计划表"]
    with pytest.raises(FileRefused, match="没有一行数据"):
        office.roster_import.preview([document(tmp_path / "空.docx", "今天天气很好")])


def test_填报表拖到名册里_说到哪里收回(office: Office, tmp_path: Path) -> None:
    add(office, "王强", sector="教育")
    for file in office.fill_forms.make(tmp_path, formats=("docx", "xlsx")):
        with pytest.raises(FileRefused, match="是填报表") as refused:
            office.roster_import.preview([Path(file)])
        assert refused.value.code == "form"


def test_文档里的小组表(county: Office, tmp_path: Path) -> None:
    file = document(tmp_path / "小组.docx", [["名称", "种类", "负责人"], ["城关小组", "街道小组", "傅云帆"]])
    preview = county.team_import.preview([file])
    assert [(row.draft.name, row.leaders) for row in preview.rows] == [("城关小组", "傅云帆")]
    with pytest.raises(FileRefused, match="里没有表格"):
        county.team_import.preview([document(tmp_path / "话.docx", "只有话")])


def test_小组只读说明的那一张表(county: Office, tmp_path: Path) -> None:
    head = ["名称", "种类"]
    file = document(
        tmp_path / "小组.docx", [head, ["城关小组", "街道小组"]], [head, ["临江小组", "街道小组"]]
    )
    assert [row.draft.name for row in county.team_import.preview([file], sheet="表格 2").rows] == ["临江小组"]
    with pytest.raises(FileRefused, match="没有名为“表格 3”的工作表，有的是：表格 1、表格 2"):
        county.team_import.preview([file], sheet="表格 3")


def test_换届的名单也可以是文档(county: Office, tmp_path: Path) -> None:
    file = document(tmp_path / "新一届.docx", "民革（1人）", "傅云帆", "民盟（1人）", "新来人")
    plan = county.renewal.plan(Wish("第十二届", "2026-11-23", files=(file,)))
    assert ([one.member.name for one in plan.stay], [one.name for one in plan.new]) == (
        ["傅云帆"],
        ["新来人"],
    )


def test_公告里的制表符只把姓名隔开(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "公告.txt"
    file.write_text("民革（2人）\n\t王　强\t李　静（女）\n民盟（1人）\n\t赵　敏\n", encoding="utf-8")
    preview = office.roster_import.preview([file])
    assert preview.refusal() is None
    assert [(row.draft.name, row.draft.text("sector")) for row in preview.rows] == [
        ("王强", "民革"), ("李静", "民革"), ("赵敏", "民盟"),
    ]  # fmt: skip
