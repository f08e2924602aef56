"""A 会议通知 as it is filled in: what is missing is said and stands in the pages by its name; boxes of several lines."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from app.reports.words import words
from app.ui.desk import Target
from app.ui.pages.reports.options import LinesBox
from app.ui.pages.reports.page import ReportsPage
from tests.ui.conftest import Shown


@pytest.fixture
def page(shown: Shown) -> ReportsPage:
    shown.window.activateWindow()
    found = cast("ReportsPage", shown.go("reports", Target(view="主席会议通知")))
    shown.settle()
    return found


def write(shown: Shown, page: ReportsPage, name: str, text: str) -> None:
    editor = page.options.editors[name]
    editor.setFocus()
    assert isinstance(editor, QLineEdit | LinesBox)
    editor.insert(text) if isinstance(editor, QLineEdit) else editor.insertPlainText(text)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    shown.settle()


def said(page: ReportsPage) -> str:
    assert page.previewed is not None
    return "".join(words(page.previewed.document))


def test_还没填的_说出来_纸样上有名称_不能打印(shown: Shown, page: ReportsPage) -> None:
    assert "还没有填" in page.notice.text.text()
    assert page.pages.count >= 1
    assert "〔会议地点〕" in said(page)
    assert "〔文号〕" not in said(page)
    assert page.looked is None
    assert not page.print_action.isEnabled()
    assert page.bar.number.isEnabled()


def test_填一项_纸样跟着变_提醒少一项(shown: Shown, page: ReportsPage) -> None:
    write(shown, page, "会议地点", "县政协三楼会议室")
    assert "县政协三楼会议室" in said(page)
    assert "会议地点" not in page.notice.text.text()
    assert "会议时间" in page.notice.text.text()
    editor = page.options.editors["会议地点"]
    assert isinstance(editor, QLineEdit)
    assert editor.cursorPosition() == 0


def test_点留空白_就能打印(shown: Shown, page: ReportsPage) -> None:
    cast("QPushButton", page.notice.offers[-1]).click()
    shown.settle()
    assert page.chosen_options()["没有填的"] == "留空白"
    assert page.looked is not None
    assert page.print_action.isEnabled()
    assert not page.notice.isVisible()
    assert "〔" not in said(page)


def test_议题几行_一行一段_Tab接着走(shown: Shown, page: ReportsPage) -> None:
    box = page.options.editors["会议议题"]
    assert isinstance(box, LinesBox)
    assert box.toolTip()
    write(shown, page, "会议议题", "1.研究提案办理情况；\n2.审议增补委员名单")
    assert not box.hasFocus()
    assert QApplication.focusWidget() is not None
    assert page.chosen_options()["会议议题"].count("\n") == 1
    assert page.previewed is not None
    assert "2.审议增补委员名单。" in words(page.previewed.document)


def test_再做一次_几行的也照上次(shown: Shown, page: ReportsPage) -> None:
    page.options.answer("会议议题", "一\n二")
    box = page.options.editors["会议议题"]
    assert isinstance(box, LinesBox)
    assert box.toPlainText() == "一\n二"
    assert page.options.answers()["会议议题"] == "一\n二"


def test_换一种表_提醒和纸样都换(shown: Shown, page: ReportsPage) -> None:
    page.show_target(Target(view="签到表"))
    shown.settle()
    assert not page.notice.isVisible()
    assert page.looked is not None
    assert page.previewed is page.looked.made
