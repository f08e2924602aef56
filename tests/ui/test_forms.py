"""The forms beside a list, by keyboard: what saves is in sight, Enter and Esc do what a clerk expects of them."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from app.ui.pages.proposals.page import ProposalsPage
from app.ui.pages.roster.page import RosterPage
from app.ui.pages.roster.statuspanel import StatusPanel
from tests.ui.conftest import Shown

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def roster(shown: Shown) -> RosterPage:
    shown.window.activateWindow()
    return cast("RosterPage", shown.go("roster"))


@pytest.fixture
def proposals(shown: Shown) -> ProposalsPage:
    shown.window.activateWindow()
    with shown.office.data.operation("登记"):
        shown.office.register.add({"title": "关于加强养老服务的建议"}, None)
    return cast("ProposalsPage", shown.go("proposals"))


def in_sight(button: QPushButton, window: QWidget) -> bool:
    """Whether all of a button can be seen, nothing scrolled."""
    corner = button.mapTo(window, QPoint(button.width() - 1, button.height() - 1))
    return button.visibleRegion().boundingRect() == button.rect() and window.rect().contains(corner)


def field(page: RosterPage | ProposalsPage, key: str) -> QLineEdit:
    assert page.detail.editor is not None
    editor = page.detail.editor.form.editors[key]
    assert isinstance(editor, QLineEdit)
    return editor


def focus() -> QWidget | None:
    QApplication.processEvents()
    return QApplication.focusWidget()


@pytest.mark.parametrize("size", [(1366, 728), (1100, 660)], ids=["1366×728", "1100×660"])
def test_修改委员_不用滚动就看得见保存(shown: Shown, roster: RosterPage, size: tuple[int, int]) -> None:
    shown.window.resize(*size)
    roster.detail.edit()
    QApplication.processEvents()
    assert roster.detail.editor is not None
    assert in_sight(roster.detail.editor.save, shown.window)


def test_修改提案_不用滚动就看得见保存(shown: Shown, proposals: ProposalsPage) -> None:
    proposals.detail.edit()
    QApplication.processEvents()
    assert proposals.detail.editor is not None
    assert in_sight(proposals.detail.editor.save, shown.window)


def test_保存后_键盘回到名册(shown: Shown, roster: RosterPage) -> None:
    roster.detail.edit()
    QApplication.processEvents()
    line = field(roster, "no")
    line.setText("A01")
    QTest.keyClick(line, Key.Key_S, CONTROL)
    shown.settle()
    assert roster.detail.editor is None
    assert focus() is roster.list


def test_没写过的表单_按_Esc_就离开(shown: Shown, roster: RosterPage) -> None:
    roster.detail.edit()
    QApplication.processEvents()
    QTest.keyClick(field(roster, "no"), Key.Key_Escape)
    assert roster.detail.editor is None
    assert focus() is roster.list


def test_写了一半_按_Esc_不丢(shown: Shown, proposals: ProposalsPage) -> None:
    proposals.detail.edit()
    QApplication.processEvents()
    line = field(proposals, "title")
    line.setText("关于加强居家养老服务的建议")
    QTest.keyClick(line, Key.Key_Escape)
    assert proposals.detail.editor is not None
    assert "还没有保存" in shown.said()


def test_没写过的提案表单_按_Esc_就离开(shown: Shown, proposals: ProposalsPage) -> None:
    proposals.detail.edit()
    QApplication.processEvents()
    QTest.keyClick(field(proposals, "title"), Key.Key_Escape)
    assert proposals.detail.editor is None


def test_回车到下一格(roster: RosterPage) -> None:
    roster.detail.edit()
    QApplication.processEvents()
    line = field(roster, "no")
    line.setFocus()
    QTest.keyClick(line, Key.Key_Return)
    assert focus() is field(roster, "name")


def test_在暂停的原因里按回车就保存(shown: Shown, roster: RosterPage) -> None:
    roster.detail.suspend_action.trigger()
    panel = roster.detail.panel
    assert isinstance(panel, StatusPanel)
    member = roster.detail.member
    assert member is not None
    QTest.keyClick(panel.day.reason, Key.Key_Return)
    shown.settle()
    assert not shown.office.roster.show(str(member.id)).member.is_active


def test_在查找框里按_Esc_清掉要找的(shown: Shown, roster: RosterPage) -> None:
    roster.search.setFocus()
    QTest.keyClicks(roster.search, "zzz")
    roster.filter_now()
    QTest.keyClick(roster.search, Key.Key_Escape)
    assert roster.search.text() == ""
    assert roster.model.rowCount() > 0


def test_在导入页按_Esc_回到名册(shown: Shown, roster: RosterPage) -> None:
    importing = roster.open_import()
    QTest.keyClick(importing.zone.choose, Key.Key_Escape)
    assert not importing.isVisible()
    assert focus() is roster.list
