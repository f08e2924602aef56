from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.office import Office
from app.ui.desk import Target
from app.ui.pages.roster.bulk import BulkRoom
from app.ui.pages.roster.page import RosterPage
from app.ui.places import PLACES, Place
from app.ui.statusline import UNCLASSIFIED
from app.ui.window import MainWindow
from tests.ui.conftest import Shown, answering, show

CONTROL = Qt.KeyboardModifier.ControlModifier
CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)


def test_打开后先看首页(shown: Shown) -> None:
    assert shown.window.current_page is shown.window.page("home")
    assert "政协清河县委员会" in shown.window.windowTitle()


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.title)
def test_每一页都打得开_按键也到(shown: Shown, place: Place) -> None:
    number = PLACES.index(place) + 1
    QTest.keyClick(shown.window, Qt.Key(Qt.Key.Key_0.value + number), CONTROL)
    shown.settle()
    assert shown.window.current_page is shown.window.page(PLACES[number - 1].key)
    assert shown.refusals == []


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.title)
def test_每个控件都有名字(shown: Shown, place: Place) -> None:
    page = shown.go(PLACES[PLACES.index(place)].key)
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in page.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
        if not isinstance(widget.parent(), QComboBox)
    ]
    assert nameless == []


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.title)
def test_每条命令都有文字和提示(shown: Shown, place: Place) -> None:
    page = shown.go(PLACES[PLACES.index(place)].key)
    assert [action.text() for action in page.page_actions() if not (action.text() and action.toolTip())] == []


def test_状态栏说已保存和可撤销的一步(shown: Shown) -> None:
    status = shown.window.status
    assert status.saved.text() == "已保存"
    assert "录入 6 人（Ctrl+Z）" in status.undo.accessibleName()
    assert status.rule.text() == UNCLASSIFIED
    assert status.locked.text().startswith("未加密")
    assert status.backup.text() == "还没有备份"


def test_按键撤销和重做(shown: Shown) -> None:
    QTest.keyClick(shown.window, Qt.Key.Key_Z, CONTROL)
    shown.settle()
    assert shown.office.reader().roster.listing() == []
    assert "已撤销" in shown.said()
    QTest.keyClick(shown.window, Qt.Key.Key_Y, CONTROL)
    shown.settle()
    assert len(shown.window.desk.reader.roster.listing()) == 6  # type: ignore[union-attr]


def test_没有可撤销的就不能撤销(
    empty_window: MainWindow, make_office: Callable[..., Office], qtbot: QtBot
) -> None:
    found = show(empty_window, make_office(people=False), qtbot)
    assert not found.window.menus.undo.isEnabled()
    QTest.keyClick(found.window, Qt.Key.Key_Z, CONTROL)
    found.settle()
    assert found.refusals == []


def test_只刷新变了的页(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    proposals, roster = shown.go("proposals"), shown.go("roster")
    reloads: list[str] = []
    for page in (proposals, roster):
        monkeypatch.setattr(page, "reload", partial(reloads.append, page.key))
    desk = shown.window.desk
    assert desk is not None
    member = desk.reader.roster.get("米雪")
    desk.do("修改", lambda office: office.roster.change(member, {"degree": "硕士"}, day=None))
    shown.settle()
    assert reloads == ["roster"]


def test_搜索框按首字母找到人_回车到他那里(shown: Shown) -> None:
    QTest.keyClick(shown.window, Qt.Key.Key_K, CONTROL)
    assert shown.window.search.hasFocus()
    QTest.keyClicks(shown.window.search, "mx")
    QTest.keyClick(shown.window.search, Qt.Key.Key_Return)
    shown.settle()
    page = shown.window.current_page
    assert page is shown.window.page("roster")
    assert page.detail.member.name == "米雪"  # type: ignore[attr-defined]


def test_搜不到就说没有(shown: Shown) -> None:
    shown.window.search.setText("查无此人")
    shown.window.search.search_now()
    assert shown.window.search.hits == []


def test_文件拖到窗口上就开始导入(shown: Shown, tmp_path: Path) -> None:
    file = tmp_path / "名册.csv"
    file.write_text("姓名,性别\n秦望,男\n", encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(
        QPoint(500, 300),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    shown.window.dropEvent(drop)
    shown.settle()
    page = shown.window.page("roster")
    assert page.importing.preview.new == 1  # type: ignore[attr-defined]


def press(shown: Shown, title: str) -> None:
    """A place of the navigation, with the mouse."""
    place = next(
        one
        for one in shown.window.navigation.findChildren(QPushButton)
        if one.accessibleName().startswith(title)
    )
    place.click()
    shown.settle()
    assert place.isChecked()


@pytest.mark.parametrize("away", ["teams", "import", "posting"])
def test_在房间里点自己的名字_回到名单(shown: Shown, away: str) -> None:
    page = cast("RosterPage", shown.go("roster"))
    {"import": page.open_import, "posting": page.open_posting}.get(away, lambda: page.open_room(away))()
    press(shown, "委员")
    assert page.layers.currentIndex() == 0
    press(shown, "委员")
    assert page.layers.currentIndex() == 0


def test_已在这一页_再点它的名字_本页的按键照样管用(shown: Shown) -> None:
    page = cast("RosterPage", shown.go("roster"))
    shown.window.activateWindow()
    shown.bot.waitUntil(shown.window.isActiveWindow)
    shown.window.navigation.findChildren(QPushButton)[1].setFocus()
    press(shown, "委员")
    focused = shown.window.focusWidget()
    assert focused is not None
    assert page.isAncestorOf(focused)


@pytest.mark.parametrize("agree", [True, False])
def test_房间里写了一半_点自己的名字先问(shown: Shown, monkeypatch: pytest.MonkeyPatch, agree: bool) -> None:
    page = cast("RosterPage", shown.go("roster"))
    page.list.selectAll()
    room = cast("BulkRoom", page.open_room("bulk"))
    room.field.setCurrentIndex(room.field.findData("sector"))
    room.value.setCurrentText("经济")
    room.look_now()
    shown.settle()
    asked = answering(monkeypatch, agree=agree)
    press(shown, "委员")
    assert len(asked) == 1
    assert (page.layers.currentIndex() == 0) is agree


def test_表单开着_粘贴不会变成导入(shown: Shown) -> None:
    QGuiApplication.clipboard().setText("姓名\t性别\n秦望\t男\n")
    page = cast("RosterPage", shown.go("roster"))
    page.stand_on(shown.office.roster.get("米雪").id)
    page.detail.edit()
    page.setFocus()
    page.paste_action.trigger()
    assert page.layers.currentIndex() == 0
    assert "正在填写" in shown.said()
    page.detail.show_again()
    page.paste_action.trigger()
    shown.settle()
    assert page.shows(page.importing)


def test_菜单里有本页的命令(shown: Shown) -> None:
    shown.go("roster")
    titles = [action.text() for action in shown.window.menus.page_menu.actions()]
    assert any("新增委员" in title for title in titles)


def test_关掉窗口后锁和日志都不在了(shown: Shown) -> None:
    path = shown.office.path
    shown.window.close()
    assert sorted(file.name for file in path.parent.iterdir() if file.name.startswith(path.name)) == [
        path.name
    ]


def test_去一个记录再去另一个视图(shown: Shown) -> None:
    member = shown.window.desk.reader.roster.get("谷雨生")  # type: ignore[union-attr]
    page = shown.go("roster", Target(record=member.id))
    assert page.list.current_id == member.id  # type: ignore[attr-defined]


def test_深色也能用(shown: Shown) -> None:
    shown.window.menus.dress(dark=True)
    shown.go("roster")
    shown.window.menus.dress(dark=False)
    assert shown.refusals == []


@pytest.mark.parametrize("agree", [False, True], ids=["不关", "关"])
def test_写了一半要关窗口先问(shown: Shown, monkeypatch: pytest.MonkeyPatch, agree: bool) -> None:
    page = cast("RosterPage", shown.go("roster"))
    page.add_action.trigger()
    assert page.detail.editor is not None
    name = page.detail.editor.form.editors["name"]
    assert isinstance(name, QLineEdit)
    name.setText("秦望")
    asked = answering(monkeypatch, agree=agree)
    assert shown.window.close() is agree
    assert len(asked) == 1
    answering(monkeypatch, agree=True)


def test_换届次(shown: Shown) -> None:
    desk = shown.window.desk
    assert desk is not None
    desk.do("新建", lambda office: office.setup.add_term("第十二届"))
    shown.settle()
    other = next(act for act in shown.window.menus.terms.actions() if act.text() == "第十二届")
    other.trigger()
    shown.settle()
    assert shown.window.menus.term.text().startswith("第十二届")
    assert desk.reader.roster.listing() == []


def test_从委员到网格里的同一个人(shown: Shown) -> None:
    page = cast("RosterPage", shown.go("roster"))
    member = desk_member(shown, "米雪")
    shown.go("roster", Target(record=member))
    page.detail.grid_action.trigger()
    shown.settle()
    assert shown.window.current_page is shown.window.page("grid")


def desk_member(shown: Shown, name: str) -> int:
    assert shown.window.desk is not None
    return shown.window.desk.reader.roster.get(name).id


def test_导航上的数跟着网格走(shown: Shown) -> None:
    page = shown.go("grid")
    shown.window.desk.do("分配", lambda office: office.liaison.assign(day="2026-11-22"))  # type: ignore[union-attr]
    shown.settle()
    spoken = [one.accessibleName() for one in shown.window.navigation.findChildren(QAbstractButton)]
    assert page.badge() == ""
    assert "网格" in spoken


def test_状态栏的备份点一下就到备份那一页(shown: Shown) -> None:
    QTest.mouseClick(shown.window.status.backup, Qt.MouseButton.LeftButton)
    shown.settle()
    assert shown.window.current_page is shown.window.page("safety")


def test_搜到的人打开后_键盘在名册上(shown: Shown) -> None:
    shown.window.activateWindow()
    page = shown.go("roster")
    shown.window.search.setFocus()
    member = shown.office.roster.listing()[0]
    shown.window.go("roster", Target(record=member.id))
    shown.settle()
    assert page.isAncestorOf(QApplication.focusWidget() or shown.window)
