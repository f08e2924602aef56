from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui import theme
from app.ui.pages.roster.page import RosterPage
from app.ui.window import MainWindow
from tests.ui.conftest import Shown

LONG = "磁盘已满，名册没有保存，原有文件没有改动；请清理磁盘或换一个文件夹后再试。" * 3


def place_of(shown: Shown) -> QRect:
    """Where the page in front stands in the window."""
    QApplication.processEvents()
    return QRect(shown.window.stack.mapTo(shown.window, QPoint(0, 0)), shown.window.stack.size())


def test_消息来去_下面的页面一动不动(shown: Shown) -> None:
    before = place_of(shown)
    shown.window.message.say("已保存。")
    during = place_of(shown)
    shown.window.message.hide()
    assert before == during == place_of(shown)


def test_进度来去_下面的页面也不动(shown: Shown) -> None:
    before = place_of(shown)
    shown.window.strip.show()
    assert place_of(shown) == before


def test_短消息在搜索框和菜单之间(shown: Shown) -> None:
    window = shown.window
    window.message.say("已保存。")
    bar = window.message.geometry()
    search = window.search.mapTo(window, QPoint(window.search.width(), 0)).x()
    menu = window.menus.term.mapTo(window, QPoint(0, 0)).x()
    assert search < bar.left() < bar.right() < menu


@pytest.mark.parametrize("width", [1366, 1100, 911])
@pytest.mark.parametrize("words", ["已保存。", "已导入：新增 3 人，更新 12 人。" * 3, LONG])
def test_消息说得完_最多两行_页上的东西一样也不挡(shown: Shown, width: int, words: str) -> None:
    window = shown.window
    window.resize(width, 728)
    shown.go("roster")
    window.message.say(words, "danger")
    QApplication.processEvents()
    text, bar = window.message.text, window.message.geometry()
    assert text.height() >= text.heightForWidth(text.width())
    assert text.heightForWidth(text.width()) <= 2 * text.fontMetrics().lineSpacing()
    for widget in (window.search, window.menus.term, window.menus.button):
        assert not bar.intersects(QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()))
    assert not bar.intersects(place_of(shown).adjusted(0, 0, 0, -theme.S)), (
        "at most the edge of the last card"
    )


def test_没有打开数据时_消息也有地方(empty_window: MainWindow) -> None:
    empty_window.message.say(LONG, "danger")
    QApplication.processEvents()
    assert empty_window.message.geometry().bottom() <= empty_window.height()
    assert empty_window.message.geometry().top() >= empty_window.stack.geometry().bottom()


ELSEWHERE: dict[str, Callable[[Shown], object]] = {
    "去别的页": lambda shown: shown.go("grid"),
    "进一个房间": lambda shown: roster(shown).open_room("quotas"),
    "导入": lambda shown: roster(shown).open_import(),
    "新增委员": lambda shown: roster(shown).add(),
    "做完另一件事": lambda shown: shown.window.desk.do(  # type: ignore[union-attr]
        "新建次会议", lambda office: office.setup.add_plenary("第二次会议")
    ),
}


@pytest.mark.parametrize("way", ELSEWHERE)
@pytest.mark.parametrize("tone", ["good", "danger"])
def test_去做别的事_先前的消息就走(shown: Shown, way: str, tone: str) -> None:
    shown.go("roster")
    shown.window.message.say("没有导入，文件打不开。", tone)
    QApplication.processEvents()
    ELSEWHERE[way](shown)
    shown.settle()
    assert shown.said() == ""


def test_跟着一起说的话_留着(shown: Shown) -> None:
    page = roster(shown)
    page.open_import()
    shown.window.message.say("没有导入。")
    page.show_list()
    assert shown.said() == "没有导入。"


def roster(shown: Shown) -> RosterPage:
    """The page of members."""
    return cast("RosterPage", shown.go("roster"))


def test_没有焦点时_撤销的快捷键也灵(shown: Shown) -> None:
    focus = QApplication.focusWidget()
    if focus is not None:
        focus.clearFocus()
    assert shown.window.desk is not None
    before = shown.window.desk.reader.undoable
    QTest.keyClick(shown.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    shown.settle()
    assert shown.window.desk.reader.undoable != before


def test_存好的文件可以当场打开(shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    bar = shown.window.message
    assert shown.window.desk is not None
    file = tmp_path / "名册.xlsx"
    file.write_bytes(b"x")
    shown.window.desk.say("已保存到 名册.xlsx。", file=file)
    assert bar.opener.isVisible()
    bar.opener.click()
    assert opened == [str(file)]
    shown.window.desk.say("已保存到 名册.xlsx。", file=file)
    bar.folder.click()
    assert opened == [str(file), str(tmp_path)]
    shown.window.desk.say("已保存。")
    assert not bar.opener.isVisible()
    assert not bar.folder.isVisible()


def test_存好的文件后来不在了_说一声(shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    assert shown.window.desk is not None
    shown.window.desk.say("已保存。", file=tmp_path / "移走了.xlsx")
    shown.window.message.opener.click()
    assert opened == []
    assert "不在了" in shown.said()
