"""Room 上级表样: a superior's form added, pointed at by clicking, tried and filled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import docx
import pytest
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from app.domain.given_form import FIXED
from app.office import Office
from app.ui.pages.reports.givenfilling import TOGETHER
from app.ui.pages.reports.givenforms import EMPTY, GivenFormsRoom
from app.ui.pages.reports.page import ReportsPage
from app.ui.window import MainWindow
from tests import given as forms
from tests.ui.conftest import Shown, show
from tests.ui.test_small_screen import SMALL, missing


@pytest.fixture
def opened(empty_window: MainWindow, make_office: Callable[..., Office], qtbot: QtBot) -> Shown:
    found = show(empty_window, make_office(), qtbot)
    found.go("reports")
    return found


@pytest.fixture
def room(opened: Shown) -> GivenFormsRoom:
    found = cast("ReportsPage", opened.window.page("reports")).open_room("given")
    opened.settle()
    assert isinstance(found, GivenFormsRoom)
    return found


@pytest.fixture
def form(tmp_path: Path) -> Path:
    file = tmp_path / "考核表.docx"
    body = forms.paragraph("考核表") + forms.table(
        ("姓　名", "", "手机", ""), ("工作实绩", "", "{other}", "")
    )
    file.write_bytes(forms.word(body))
    return file


def texts(room: GivenFormsRoom) -> list[str]:
    cells = [
        room.sheet.item(row, column)
        for row in range(room.sheet.rowCount())
        for column in range(room.sheet.columnCount())
    ]
    return [cell.text() for cell in cells if cell is not None]


def test_没有表样时说怎么添加_别的都不出来(room: GivenFormsRoom) -> None:
    assert room.about.text() == EMPTY
    assert not room.filling.isVisible()
    assert not room.sheet.isVisible()
    assert room.about.y() == 0
    assert not room.fill_action.isEnabled()
    assert room.add_action.isEnabled()


def test_选项的字一个不少(opened: Shown, room: GivenFormsRoom, form: Path) -> None:
    room.add(form)
    opened.settle()
    room.open([member.id for member in opened.office.roster.listing()])
    opened.settle()
    for box in (room.filling.ids_box, room.filling.how, room.filling.level, room.pointing.ways):
        option = QStyleOptionComboBox()
        box.initStyleOption(option)
        field = box.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
        )
        assert box.fontMetrics().horizontalAdvance(box.currentText()) <= field.width(), box.accessibleName()


def test_拖进来_认出的写在格里_点一格指定_取消(opened: Shown, room: GivenFormsRoom, form: Path) -> None:
    assert room.take_files([form])
    opened.settle()
    assert opened.said() == "已添加“考核表”：认出 2 处，没有认出 1 处。"
    assert texts(room) == ["考核表", "姓　名", "〔姓名〕", "手机", "〔手机〕", "工作实绩", "", "{other}", ""]
    room.sheet.go_to("表1!B2")
    assert room.pointing.where.accessibleName() == "表1!B2：（空）"
    room.pointing.fields.setCurrentIndex(room.pointing.fields.findData(FIXED))
    room.pointing.fixed.setText("优秀")
    room.pointing.point.click()
    opened.settle()
    assert "〔“优秀”〕" in texts(room)
    assert room.sheet.address == "表1!B2"
    assert room.pointing.unpoint.isEnabled()
    room.pointing.unpoint.click()
    opened.settle()
    assert "〔“优秀”〕" not in texts(room)
    assert room.blank_action.isEnabled()
    room.blank_action.trigger()
    opened.settle()
    assert "{other}\n〔空白〕" in texts(room)
    assert not room.blank_action.isEnabled()
    room.desk.undo()
    opened.settle()
    assert "{other}" in texts(room)


def test_标记和空白处可以单独指定(opened: Shown, room: GivenFormsRoom, tmp_path: Path) -> None:
    file = tmp_path / "函.docx"
    file.write_bytes(forms.word(forms.paragraph("{某某}同志，荐语：______")))
    room.add(file)
    opened.settle()
    room.sheet.go_to("段1")
    offered = [room.pointing.spots.itemData(number) for number in range(room.pointing.spots.count())]
    assert offered == ["{某某}", "段1#1", "段1"]
    room.pointing.fields.setCurrentIndex(room.pointing.fields.findData("name"))
    room.pointing.point_now()
    opened.settle()
    assert texts(room) == ["{某某}同志，荐语：______ 〔姓名〕"]


def test_试填再生成_级别以外说出来(opened: Shown, room: GivenFormsRoom, form: Path, tmp_path: Path) -> None:
    room.add(form)
    opened.settle()
    room.try_action.trigger()
    opened.settle()
    assert room.about.text().startswith("试填：11001 沈长河")
    assert texts(room)[2] == "沈长河"
    assert room.step_back()
    assert texts(room)[2] == "〔姓名〕"
    room.filling.whom.setText("米雪、谷雨生")
    room.fill_in(tmp_path / "出")
    opened.settle()
    assert opened.said().startswith("填写 2 份，2 个文件")
    assert "内部级别不填：手机。" in opened.said()
    room.filling.level.setCurrentText("完整")
    room.filling.how.setCurrentText(TOGETHER)
    room.fill_in(tmp_path / "出")
    opened.settle()
    tables = docx.Document(str(tmp_path / "出" / "考核表（2 份）.docx")).tables
    assert [one.rows[0].cells[3].text for one in tables] == ["13800001234", ""]
    room.filling.whom.setText("查无此人")
    room.fill_in(tmp_path / "出")
    opened.settle()
    assert "查无此人" in room.problem.text()
    assert room.problem.isVisible()


def test_名单里带来的那些(opened: Shown, room: GivenFormsRoom, form: Path, tmp_path: Path) -> None:
    room.add(form)
    opened.settle()
    member = room.desk.reader.roster.get("米雪")
    room.open([member.id, 5])
    assert room.filling.ids_box.currentText() == "选中的 1 份"
    assert not room.filling.whom.isVisible()
    room.fill_in(tmp_path / "出")
    opened.settle()
    assert [file.name for file in (tmp_path / "出").iterdir()] == ["考核表 米雪.docx"]


def test_不能用的文件说一句话_删除可以撤销(
    opened: Shown, room: GivenFormsRoom, form: Path, tmp_path: Path
) -> None:
    old = tmp_path / "旧.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0")
    assert room.take_files([old])
    opened.settle()
    assert "请在 Word 里另存为 .docx" in room.problem.text()
    assert not room.take_files([tmp_path / "a.jpg"])
    room.add(form)
    opened.settle()
    room.delete_action.trigger()
    opened.settle()
    assert room.about.text() == EMPTY
    room.desk.undo()
    opened.settle()
    assert room.forms.count() == 1


def test_小屏上每个按钮都在眼前(opened: Shown, room: GivenFormsRoom, form: Path) -> None:
    room.add(form)
    opened.settle()
    QApplication.processEvents()
    assert room.sheet.horizontalScrollBar().maximum() == 0
    for widget in (room.pointing.point, room.pointing.unpoint, room.filling.level, room.filling.how):
        assert widget.isVisible()
        assert room.rect().contains(widget.mapTo(room, widget.rect().bottomRight()))


def test_一倍半的小屏幕也放得下(opened: Shown, room: GivenFormsRoom, form: Path) -> None:
    room.add(form)
    opened.settle()
    opened.window.resize(*SMALL)
    opened.settle()
    assert missing(opened) == (0, 0)


def test_只读打开只能看和填(
    opened: Shown, room: GivenFormsRoom, form: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.add(form)
    opened.settle()
    monkeypatch.setattr(room.desk, "term", "第十一届")
    room.reload()
    assert not room.add_action.isEnabled()
    assert not room.pointing.isEnabled()
    assert not room.take_files([form])
    assert room.fill_action.isEnabled()
