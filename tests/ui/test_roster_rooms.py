"""What takes the roster's place takes its keys too."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.ui.pages.roster.page import RosterPage
from app.ui.pages.roster.rooms import DOORS
from tests.ui.conftest import Shown

CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def page(shown: Shown) -> RosterPage:
    return cast("RosterPage", shown.go("roster"))


@pytest.mark.parametrize("key", [door.key for door in DOORS])
def test_房间在前面时_名册的键不起作用(shown: Shown, page: RosterPage, key: str) -> None:
    page.list.go_to(0)
    room = page.open_room(key)
    shown.settle()
    for letter, with_ in ((Qt.Key.Key_N, CONTROL), (Qt.Key.Key_I, CONTROL), (Qt.Key.Key_F2, NONE)):
        QTest.keyClick(room, letter, with_)
    shown.settle()
    assert page.room_in_front is room
    assert page.detail.editor is None
    assert not any(act.isEnabled() for act in page.list_actions())
    assert [act for act in page.page_actions() if act.isVisible()] == list(page.door_actions)


def test_回到名册_键又起作用(shown: Shown, page: RosterPage) -> None:
    page.list.go_to(0)
    offered = [act.text() for act in page.page_actions() if act.isEnabled()]
    page.open_room("teams")
    page.show_list()
    assert [act.text() for act in page.page_actions() if act.isEnabled()] == offered
    QTest.keyClick(page, Qt.Key.Key_N, CONTROL)
    shown.settle()
    assert page.detail.editor is not None


def test_导入在前面时_也不新增(shown: Shown, page: RosterPage) -> None:
    importing = page.open_import()
    QTest.keyClick(importing, Qt.Key.Key_N, CONTROL)
    shown.settle()
    assert page.shows(importing)
    assert page.detail.editor is None


def test_房间里改过人_回来时按钮还在(shown: Shown, page: RosterPage) -> None:
    page.list.go_to(0)
    buttons = [one.text() for one in page.detail.findChildren(QPushButton) if one.isVisible()]
    page.open_room("quotas")
    page.detail.show_again()  # as a reload behind the room does
    page.show_list()
    shown.settle()
    assert [one.text() for one in page.detail.findChildren(QPushButton) if one.isVisible()] == buttons
