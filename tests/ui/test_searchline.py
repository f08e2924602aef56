from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui.pages.roster.page import RosterPage
from app.ui.pages.roster.teams import TeamsRoom
from tests.ui.conftest import Shown


@pytest.fixture
def page(shown: Shown) -> RosterPage:
    shown.window.activateWindow()
    return cast("RosterPage", shown.go("roster"))


def test_在查找框里按_Ctrl_Z_撤销的是上一步操作(shown: Shown, page: RosterPage) -> None:
    assert shown.window.desk is not None
    before = shown.window.desk.reader.undoable
    page.search.setFocus()
    QTest.keyClicks(page.search, "abc")
    QTest.keyClick(page.search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    shown.settle()
    assert shown.window.desk.reader.undoable != before
    assert page.search.text() == "abc"


def test_在查找框里按向下键到名单里(page: RosterPage) -> None:
    page.search.setFocus()
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.list


def test_小组里的查找框也一样(shown: Shown, page: RosterPage) -> None:
    room = cast("TeamsRoom", page.open_room("teams"))
    with shown.office.data.operation("加专委会"):
        shown.office.frame.registry.add_codes("专委会", ["提案委员会"])
    room.reload()
    assert shown.window.desk is not None
    before = shown.window.desk.reader.undoable
    room.search.setFocus()
    QTest.keyClick(room.search, Qt.Key.Key_Down)
    assert shown.window.focusWidget() is room.list
    room.search.setFocus()
    room.search.setText("提")
    QTest.keyClick(room.search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    shown.settle()
    assert shown.window.desk.reader.undoable != before
    assert room.search.text() == "提"


def test_顶上的搜索框也一样(shown: Shown) -> None:
    assert shown.window.desk is not None
    before = shown.window.desk.reader.undoable
    shown.window.activateWindow()
    shown.window.search.setFocus()
    QTest.keyClick(shown.window.search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    shown.settle()
    assert shown.window.desk.reader.undoable != before
