from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from app.ui.headermap import WHOLE_SHEET
from app.ui.importing import BAD, NEW, SAME, UPDATED
from app.ui.pages.roster.importing import RosterImporting
from app.ui.pages.roster.page import RosterPage
from tests.ui.conftest import Shown

TABLE = """清河县政协委员名册,,,,
姓名,性别,所属界别,单位及职务,出生日期
秦望,男,经济,县政协副主席,1970.05
米雪,女,教育,县第一中学教师,
谷雨生,男,工商联,,1975-03
"""


@pytest.fixture
def page(shown: Shown) -> RosterPage:
    return cast("RosterPage", shown.go("roster"))


def read(shown: Shown, page: RosterPage, tmp_path: Path, text: str = TABLE) -> RosterImporting:
    file = tmp_path / "名册.csv"
    file.write_text(text, encoding="utf-8")
    page.take_files([file])
    shown.settle()
    assert page.importing is not None
    return page.importing


def boxes(importing: RosterImporting) -> dict[str, QComboBox]:
    """The boxes of 表头对应 by header; the header row's by （表头在）."""
    found = {}
    for row in range(importing.headers.rowCount()):
        box, item = importing.headers.cellWidget(row, 2), importing.headers.item(row, 1)
        if isinstance(box, QComboBox) and item is not None:
            found[item.text()] = box
    return found


def pick(box: QComboBox, value: object) -> None:
    """Choose as the clerk does."""
    assert box.findData(value) >= 0
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def remap(importing: RosterImporting, header: str, key: str) -> None:
    """Choose a field for a header."""
    pick(boxes(importing)[header], key)


def marks(importing: RosterImporting) -> dict[str, str]:
    assert importing.preview is not None
    return {line.draft.name: str(line.mark) for line in importing.preview.rows}


def test_预览一行一行说要做什么(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path)
    assert marks(importing)["秦望"] == NEW
    assert marks(importing)["谷雨生"] == UPDATED
    assert importing.enter.isEnabled()


def test_确认前什么也没进(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    before = shown.office.undoable
    read(shown, page, tmp_path)
    assert shown.office.undoable == before


def test_导入是一次操作_可以整个撤销(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    read(shown, page, tmp_path).enter_now()
    shown.settle()
    assert shown.office.undoable.startswith("导入名册")
    assert len(shown.office.roster.listing()) == 7
    shown.window.undo()
    shown.settle()
    assert len(shown.office.roster.listing()) == 6


def test_第二次导入什么也不变(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    read(shown, page, tmp_path).enter_now()
    shown.settle()
    importing = read(shown, page, tmp_path)
    assert set(marks(importing).values()) == {SAME}
    assert not importing.enter.isEnabled() or importing.preview.proposals()  # type: ignore[union-attr]


def test_推出的职务勾上才设(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path)
    assert importing.posts.rowCount() == 1
    tick = importing.posts.item(0, 0)
    assert tick is not None
    tick.setCheckState(Qt.CheckState.Unchecked)
    importing.enter_now()
    shown.settle()
    assert shown.office.roster.get("秦望").posts == ()


def test_改表头对应后重新预览(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path, "姓名,籍贯地,所在单位\n秦望,清河,县医院\n")
    remap(importing, "籍贯地", "native_place")
    shown.settle()
    assert importing.preview is not None
    assert importing.preview.rows[0].draft.text("native_place") == "清河"


def test_粘贴的单元格也可以改表头和认人(shown: Shown, page: RosterPage) -> None:
    importing = page.open_import()
    importing.read_text("姓名\t籍贯地\n秦望\t清河\n米雪\t云川\n")
    shown.settle()
    remap(importing, "籍贯地", "native_place")
    shown.settle()
    assert importing.preview is not None
    assert importing.preview.rows[0].draft.text("native_place") == "清河"
    importing.lines.go_to(1)
    assert not importing.who.isHidden()
    importing.who.other.click()
    shown.settle()
    assert marks(importing) == {"秦望": NEW, "米雪": NEW}


def test_每个表头都可以改(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path)
    found = [box.currentText() for header, box in boxes(importing).items() if header != WHOLE_SHEET]
    assert found == [
        "姓名",
        "性别",
        "界别",
        "单位职务",
        "出生年月",
    ]


def test_有误的行说出处_别的照样导入(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path, "姓名,性别,出生日期\n秦望,男,不知道\n柏松年,男,1980-01\n")
    assert list(marks(importing).values()).count(BAD) == 1
    assert importing.preview is not None
    assert importing.preview.errors[0].row == 2
    assert "只导入无误的 1 人" in importing.enter.text()
    importing.enter_now()
    shown.settle()
    assert [one.name for one in shown.office.roster.listing(text="柏松年")] == ["柏松年"]


def test_同名的人可以说是另一位(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path)
    rows = [line.draft.name for line in importing.preview.rows]  # type: ignore[union-attr]
    importing.lines.go_to(rows.index("米雪"))
    importing.who.other.click()
    shown.settle()
    assert marks(importing)["米雪"] == NEW


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("假.xlsx", b"not a workbook"),
        ("截断.xlsx", b"PK\x03\x04 cut off"),
        ("没有表头.csv", "甲,乙\n1,2\n".encode()),
    ],
    ids=["不是工作簿", "截断", "没有表头"],
)
def test_读不了的文件说一句话_什么也没进(
    shown: Shown, page: RosterPage, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    page.take_files([file])
    shown.settle()
    importing = page.importing
    assert importing is not None
    told = shown.said() or importing.findings.rows.texts(0)[-1]
    assert told
    assert not importing.enter.isEnabled()
    assert len(shown.office.roster.listing()) == 6


def test_返回名册(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path)
    importing.back.click()
    assert page.layers.currentIndex() == 0


def test_商城名册_从窗口进来(shown: Shown, page: RosterPage, shared_data: Path) -> None:
    folder = shared_data / "shangcheng_2026"
    page.take_files([folder / "shangcheng_roster_pseudonymous.xlsx"])
    shown.settle()
    assert page.importing is not None
    page.importing.enter_now()
    shown.settle()
    posting = page.open_posting()
    posting.read(folder / "standing_members.txt")
    shown.settle()
    posting.set_now()
    shown.settle()
    assert len(shown.office.roster.listing()) == 339 + 6


def test_改一个表头_留在表头对应那一页(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path)
    importing.tabs.setCurrentWidget(importing.headers)
    box = boxes(importing)["所属界别"]
    box.setFocus()
    box.setCurrentIndex(0)
    box.activated.emit(0)
    shown.settle()
    assert importing.tabs.currentWidget() is importing.headers
    assert boxes(importing)["所属界别"].currentIndex() == 0


def test_没有要改的_就不占要改的内容那一栏(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    importing = read(shown, page, tmp_path, "姓名,性别\n秦望,男\n")
    keys = [column.key for column in importing.lines.rows.columns]
    assert importing.lines.isColumnHidden(keys.index("changes"))


def test_读到了_先前的提示就收起来(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    shown.window.message.say("剪贴板里没有表格。", "warning")
    read(shown, page, tmp_path)
    assert shown.said() == ""
