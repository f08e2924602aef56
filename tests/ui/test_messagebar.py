from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

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


@pytest.mark.parametrize("width", [1366, 1100])
def test_长消息往下长_说得完(shown: Shown, width: int) -> None:
    shown.window.resize(width, 728)
    QApplication.processEvents()
    shown.window.message.say(LONG, "danger")
    text = shown.window.message.text
    QApplication.processEvents()
    assert text.height() >= text.heightForWidth(text.width())


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
    shown.window.desk.say("已保存到 名册.xlsx。", file=tmp_path / "名册.xlsx")
    assert bar.opener.isVisible()
    bar.opener.click()
    assert opened == [str(tmp_path / "名册.xlsx")]
    shown.window.desk.say("已保存。")
    assert not bar.opener.isVisible()
