from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.ui import theme
from app.ui.main import keep_on_screen
from app.ui.pages.roster.page import RosterPage
from app.ui.pages.roster.rooms import DOORS
from app.ui.pages.safety.page import SafetyPage
from app.ui.places import PLACES, Place
from app.ui.room import Door
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


SMALL = (911, 440)
"""1366×768 at 150 % leaves 911×512 pixels, of which title and task bar take seventy."""


def missing(shown: Shown) -> tuple[int, int]:
    """Pixels by which the page in front is wider and higher than its room: nothing scrolls, and it needs no more."""
    area = shown.window.findChild(QScrollArea, "ground")
    assert area is not None
    across, down = area.horizontalScrollBar(), area.verticalScrollBar()
    shown.bot.waitUntil(lambda: across.maximum() == down.maximum() == 0, timeout=3000)
    least, room = shown.window.stack.minimumSizeHint(), shown.window.stack.size()
    return max(least.width() - room.width(), 0), max(least.height() - room.height(), 0)


@pytest.fixture
def small(shown: Shown) -> Shown:
    """The window on a small screen at 150 %."""
    shown.window.resize(*SMALL)
    return shown


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.title)
def test_一倍半的小屏幕_每一页都放得下(small: Shown, place: Place) -> None:
    small.go(place.key)
    assert missing(small) == (0, 0)


@pytest.mark.parametrize("tab", range(6))
def test_一倍半的小屏幕_备份与设置的每一格都放得下(small: Shown, tab: int) -> None:
    page = cast("SafetyPage", small.go("safety"))
    page.tabs.setCurrentIndex(tab)
    assert missing(small) == (0, 0)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.key)
def test_一倍半的小屏幕_每个房间都放得下(small: Shown, door: Door) -> None:
    page = cast("RosterPage", small.go("roster"))
    page.open_room(door.key)
    small.settle()
    assert missing(small) == (0, 0)


STATES: dict[str, Callable[[RosterPage], object]] = {
    "导入": lambda page: page.open_import(),
    "按名单设职务": lambda page: page.open_posting(),
    "条件": lambda page: page.filters.open_editor(),
    "修改": lambda page: page.detail.edit(),
    "退出": lambda page: page.detail.ask_leaving(),
    "历史": lambda page: page.detail.show_history(),
}


@pytest.mark.parametrize("state", STATES)
def test_一倍半的小屏幕_委员页做什么都放得下(small: Shown, state: str) -> None:
    page = cast("RosterPage", small.go("roster"))
    page.stand_on(small.office.roster.get("米雪").id)
    STATES[state](page)
    small.settle()
    assert missing(small) == (0, 0)


def test_一倍半的小屏幕_名册和资料里的按钮都在眼前(small: Shown) -> None:
    page = cast("RosterPage", small.go("roster"))
    page.stand_on(small.office.roster.get("米雪").id)
    QApplication.processEvents()
    for button in page.findChildren(QPushButton):
        if button.isVisible() and not page.detail.area.isAncestorOf(button):
            assert button.visibleRegion().boundingRect().size() == button.size(), button.text()


def test_窄窗口的导航收窄_名字和数还在_宽了又展开(shown: Shown) -> None:
    navigation = shown.window.navigation
    wide = navigation.width()
    navigation.show_count("grid", "338")
    shown.window.resize(*SMALL)
    QApplication.processEvents()
    places = {button.accessibleName(): button for button in navigation.findChildren(QPushButton)}
    assert navigation.width() < wide / 1.5
    assert {"首页", "网格，338", "备份与设置"} <= places.keys()
    for button in places.values():
        count = button.findChild(QLabel)
        words = button.fontMetrics().horizontalAdvance(button.text()) + 2 * theme.S
        number = count.sizeHint().width() if count is not None else 0
        assert words + number <= button.width(), button.text()
    shown.window.resize(1366, 728)
    QApplication.processEvents()
    assert navigation.width() == wide
    assert places["备份与设置"].text() == "备份与设置"


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
