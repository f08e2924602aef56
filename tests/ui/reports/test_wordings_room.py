"""Room 文书用语: written in, looked at, saved, brought back, copied, printed, as the clerk does."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton

from app.domain.wording import PARTS, Layout
from app.office import Office
from app.ui.desk import Target
from app.ui.pages.reports.page import ReportsPage
from app.ui.pages.reports.wordings import WordingsRoom
from tests.ui.conftest import Shown

KEPT = "感谢信"


@pytest.fixture
def room(shown: Shown) -> WordingsRoom:
    page = cast("ReportsPage", shown.go("reports"))
    found = cast("WordingsRoom", page.open_room("wordings"))
    wait(shown, found)
    return found


def wait(shown: Shown, room: WordingsRoom) -> None:
    """Until the preview has followed what was written."""
    if room.waits:
        room.preview()
    shown.settle()


def write(room: WordingsRoom, key: str, text: str) -> None:
    editor = room.editor.editors[key]
    if isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    else:
        editor.setText(text)


def stand_on(shown: Shown, room: WordingsRoom, name: str) -> None:
    room.wordings.stand_on(name)
    wait(shown, room)


def previewed(room: WordingsRoom) -> str:
    from app.reports.words import plain_text

    assert room.previewed is not None
    return plain_text(room.previewed.document).replace("\n", "")


def names(room: WordingsRoom) -> list[str]:
    items = [room.wordings.list.item(place) for place in range(room.wordings.list.count())]
    return [item.text() for item in items if item.flags() & Qt.ItemFlag.ItemIsSelectable]


def test_打开就有清单_各部分和样子(shown: Shown, room: WordingsRoom) -> None:
    assert names(room)[0] == "会议通知"
    assert room.wordings.current == "会议通知"
    assert "〔会议时间〕" in previewed(room)
    assert room.pages.accessibleName() == "用语的样子"
    for part in PARTS:
        editor = room.editor.editors[part.key]
        assert (editor.accessibleName(), editor.toolTip()) == (part.label, part.hint)
        assert editor.isVisibleTo(room.editor) is (Layout.LETTER in part.layouts)


def test_边写边看_写错在那一格下面说(shown: Shown, room: WordingsRoom) -> None:
    stand_on(shown, room, KEPT)
    write(room, "body", "谢谢{{ 感谢对象 }}。\n祝好")
    wait(shown, room)
    assert "谢谢〔感谢对象〕。" in previewed(room)
    write(room, "body", "谢谢{{ 感谢对像 }}。")
    assert "第 1 行：没有“感谢对像”这个字段，是不是“感谢对象”" in room.editor.problems["body"].text()
    assert not room.editor.problems["title"].isVisibleTo(room.editor)
    wait(shown, room)
    assert "谢谢〔感谢对象〕。" in previewed(room)  # how it looked before
    assert "红字" in room.about.text()
    room.save_now()
    shown.settle()
    assert "没有保存" in room.problem.text()
    assert shown.office.wordings.get(KEPT).changed is False
    shown.refusals.clear()


def test_保存_撤销_恢复原文(shown: Shown, room: WordingsRoom) -> None:
    stand_on(shown, room, KEPT)
    assert not room.save_action.isEnabled()
    write(room, "title", "谢　信")
    assert (room.save_action.isEnabled(), names(room).count(f"{KEPT}（未保存）")) == (True, 1)
    assert room.half_written()
    room.save_action.trigger()
    shown.settle()
    assert shown.said() == f"用语“{KEPT}”保存好了，按 Ctrl+Z 可以撤销。"
    assert (room.half_written(), f"{KEPT}（已改动）" in names(room)) == (False, True)
    room.reset_action.trigger()
    shown.settle()
    assert shown.office.wordings.get(KEPT).changed is False
    shown.window.desk.undo() if shown.window.desk else None
    shown.settle()
    title = room.editor.editors["title"]
    assert isinstance(title, QLineEdit)
    assert title.text() == "谢　信"


def test_换一份看_写了一半的还在_放弃才没有(shown: Shown, room: WordingsRoom) -> None:
    stand_on(shown, room, KEPT)
    write(room, "body", "写了一半")
    stand_on(shown, room, "慰问信")
    assert "写了一半" not in previewed(room)
    assert room.step_back()
    assert f"还没有保存：{KEPT}" in shown.said()
    stand_on(shown, room, KEPT)
    assert "写了一半" in previewed(room)
    room.print_action.trigger()
    assert "保存以后再打印" in shown.said()
    room.drop_action.trigger()
    shown.settle()
    assert not room.half_written()
    assert "写了一半" not in previewed(room)


def test_点字段放到光标处_表单独一行_如果整段(shown: Shown, room: WordingsRoom) -> None:
    stand_on(shown, room, "提案办理情况通报")
    write(room, "body", "收到件。")
    body = room.editor.editors["body"]
    assert isinstance(body, QPlainTextEdit)
    body.setFocus()
    cursor = body.textCursor()
    cursor.setPosition(2)
    body.setTextCursor(cursor)
    room.fields.search.setText("收到的提案，草稿不算")
    room.fields.list.setCurrentRow(0)
    QTest.keyClick(room.fields.list, Qt.Key.Key_Return)
    assert body.toPlainText() == "收到{{ 收到件数 }}件。"
    room.fields.search.setText("提案类别表")
    room.fields.list.chosen.emit(room.fields.list.item(0))
    assert body.toPlainText() == "收到{{ 收到件数 }}件。\n{{ 提案类别表 }}"
    room.fields.search.clear()
    room.fields.list.chosen.emit(room.fields.list.item(0))
    assert body.toPlainText().endswith("{% 如果 字段 %}{% 结束 %}")
    title = room.editor.editors["title"]
    assert isinstance(title, QLineEdit)
    title.setText("")
    QApplication.sendEvent(title, _focus_in())
    room.fields.search.setText("届次")
    room.fields.list.chosen.emit(room.fields.list.item(0))
    assert title.text() == "{{ 届次 }}"
    room.fields.search.setText("提案类别表")
    room.fields.list.chosen.emit(room.fields.list.item(0))
    assert title.text() == "{{ 届次 }}"  # a table goes into the text
    room.drop()


def _focus_in() -> QFocusEvent:
    return QFocusEvent(QFocusEvent.Type.FocusIn)


def test_复制改名后是自己的_可以删(shown: Shown, room: WordingsRoom) -> None:
    stand_on(shown, room, KEPT)
    write(room, "body", "多谢{{ 感谢对象 }}。")
    room.copy_action.trigger()
    assert room.naming.isVisibleTo(room)
    assert room.step_back()
    assert not room.naming.isVisibleTo(room)
    room.copy_action.trigger()
    room.name.setText("会议通知")
    QTest.keyClick(room.name, Qt.Key.Key_Return)
    shown.settle()
    assert "已经有“会议通知”" in room.problem.text()
    shown.refusals.clear()
    room.name.setText("答谢信")
    room.copy_now()
    shown.settle()
    assert room.wordings.current == "答谢信"
    assert shown.office.wordings.get("答谢信").wording.text("body") == "多谢{{ 感谢对象 }}。"
    assert shown.office.wordings.get(KEPT).changed is False
    assert (room.delete_action.isEnabled(), room.reset_action.isEnabled()) == (True, False)
    room.delete_action.trigger()
    shown.settle()
    assert "答谢信" not in names(room)


def test_换版式换部分_换对象换字段(shown: Shown, room: WordingsRoom) -> None:
    stand_on(shown, room, KEPT)
    room.editor.layout_box.setCurrentText("红头文件")
    assert room.editor.editors["signer"].isVisibleTo(room.editor)
    room.editor.subject_box.setCurrentText("每件立案提案")
    room.fields.search.setText("案由")
    assert room.fields.list.item(0).text().startswith("案由　")
    room.drop()
    assert not room.editor.editors["signer"].isVisibleTo(room.editor)
    assert room.fields.list.count() == 0


def test_找用语_打印到报表(shown: Shown, room: WordingsRoom) -> None:
    room.focus_search()
    room.wordings.search.setText("催办")
    assert names(room) == ["提案催办函"]
    room.wordings.search.setText("没有这种")
    assert names(room) == []
    room.wordings.search.clear()
    stand_on(shown, room, KEPT)
    page = cast("ReportsPage", shown.window.page("reports"))
    room.print_action.trigger()
    shown.settle()
    assert (page.strayed, page.here()) == (False, Target(view=KEPT))


def test_只读时只能看(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.ui.desk import Desk

    monkeypatch.setattr(Desk, "read_only", property(lambda _desk: True))
    assert shown.window.desk is not None
    room = WordingsRoom(shown.window.desk)
    shown.bot.addWidget(room)
    room.open()
    shown.settle()
    acts = (room.save_action, room.reset_action, room.copy_action, room.delete_action)
    assert not any(act.isEnabled() for act in acts)
    editor = room.editor.editors["body"]
    assert isinstance(editor, QPlainTextEdit)
    before = editor.toPlainText()
    room.editor.insert("甲")
    assert (editor.isReadOnly(), editor.toPlainText()) == (True, before)
    assert room.print_action.isEnabled()


@pytest.mark.parametrize("size", [(1366, 728), (911, 440)])
def test_小屏幕上按钮都在眼前(shown: Shown, room: WordingsRoom, size: tuple[int, int]) -> None:
    shown.window.resize(*size)
    shown.settle()
    for one in room.findChildren(QPushButton):
        if one.isVisible():
            assert one.visibleRegion().boundingRect().size() == one.size(), one.text()
    assert room.editor.editors["body"].width() <= room.editor.width()


def test_别处改了_这里跟着变(shown: Shown, room: WordingsRoom) -> None:
    def change(office: Office) -> None:
        office.wordings.change(KEPT, {"标题": "别处改的"})

    assert shown.window.desk is not None
    shown.window.desk.do("改", change)
    shown.settle()
    page = cast("ReportsPage", shown.window.page("reports"))
    assert page.room_in_front is room
    room.reload()
    stand_on(shown, room, KEPT)
    assert "别处改的" in previewed(room)
