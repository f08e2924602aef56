"""From finding a form to the saved file without a mouse."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog

from app.ui.pages.reports.page import ReportsPage
from tests.ui.conftest import Shown


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, held)


def test_不用鼠标_找表_改选项_翻页_存为Word_重复(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown.window.activateWindow()
    page = cast("ReportsPage", shown.go("reports"))
    shown.bot.waitUntil(page.forms.hasFocus, timeout=5000)
    page.focus_search()
    QTest.keyClicks(page.catalogue.search, "wymc")
    press(Qt.Key.Key_Down)
    shown.settle()
    assert page.catalogue.name == "委员名册"
    press(Qt.Key.Key_Tab)
    box = page.options.editors["分组"]
    assert isinstance(box, QComboBox)
    assert box.hasFocus()
    press(Qt.Key.Key_Down)
    shown.settle()
    chosen = box.currentText()
    assert chosen != "不分组"
    assert page.looked is not None
    assert page.looked.options["分组"] == chosen
    page.pages.setFocus()
    before = page.pages.zoom
    press(Qt.Key.Key_Plus)
    assert page.pages.zoom > before
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Home)
    file = tmp_path / "名册.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_of: (str(file), ""))
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    shown.settle()
    assert file.stat().st_size > 1000
    page.catalogue.search.clear()
    page.forms.setFocus()
    press(Qt.Key.Key_End)
    shown.settle()
    press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    shown.settle()
    assert page.catalogue.name == "委员名册"
    assert page.chosen_options()["分组"] == chosen


def test_Tab_走遍这一页_不漏不困住(shown: Shown) -> None:
    shown.window.activateWindow()
    page = cast("ReportsPage", shown.go("reports"))
    shown.settle()
    page.catalogue.search.setFocus()
    seen: list[str] = []
    for _ in range(60):
        widget = QApplication.focusWidget()
        if widget is None or (widget is page.catalogue.search and seen):
            break
        seen.append(widget.accessibleName())
        press(Qt.Key.Key_Tab)
    for name in (
        "可以打印的表",
        "截至日期",
        "打印",
        "存为 ▾",
        "缩小",
        "放大",
        "页宽",
        "整页",
        "缩略图",
        "看第几页",
        "打印预览",
    ):
        assert name in seen, f"{name}: {seen}"
    assert seen.index("可以打印的表") < seen.index("截至日期")
