from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.main import keep_on_screen
from app.ui.pages.roster.page import RosterPage
from app.ui.places import PLACES
from tests.ui.conftest import Shown


def test_窗口放得进小屏幕放大四分之一时(shown: Shown) -> None:
    """1366×768 at 125 % leaves 1093×614, and the task bar and the title take some seventy of that."""
    for place in PLACES:
        shown.go(place.key)
    least = shown.window.minimumSizeHint()
    assert (least.width() <= 1093, least.height() <= 540) == (True, True)


def test_首页再多的单位也不把窗口撑高(shown: Shown) -> None:
    assert shown.go("home").minimumSizeHint().height() < 300


def test_键盘到了屏幕外的一格_那一格就露出来(shown: Shown) -> None:
    shown.window.resize(900, 480)
    shown.window.activateWindow()
    page = cast("RosterPage", shown.go("roster"))
    page.detail.edit()
    QApplication.processEvents()
    editor = page.detail.editor
    assert editor is not None
    field = editor.form.editors["name"]
    field.setFocus()
    QApplication.processEvents()
    assert field.visibleRegion().boundingRect().width() == field.width()


def test_在房间里_窗口不必放得下名册(shown: Shown) -> None:
    page = cast("RosterPage", shown.go("roster"))
    beside = page.minimumSizeHint().width()
    page.open_room("bulk")
    assert page.minimumSizeHint().width() < 600 < beside
    page.show_list()
    assert page.minimumSizeHint().width() == beside


@pytest.mark.parametrize(("size", "fills"), [((5000, 300), True), ((300, 5000), True), ((300, 200), False)])
def test_比屏幕大的窗口_正好占满屏幕(qtbot: QtBot, size: tuple[int, int], fills: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(*size)
    keep_on_screen(window)
    room = window.screen().availableGeometry()
    assert (window.windowState() == Qt.WindowState.WindowMaximized) is fills
    assert window.width() <= room.width()
    assert window.height() <= room.height()
