"""A question before something is lost: what Enter and Esc do, and that only the other button goes on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.asking import Question


@pytest.fixture
def box(dressed: QApplication, qtbot: QtBot) -> Question:
    made = Question(None, "还没有保存", "不保存就离开吗？", go="不保存，离开(&L)", stay="回去接着写(&B)")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Space])
def test_回车空格和Esc都是留下(box: Question, key: Qt.Key) -> None:
    QTest.keyClick(box.stay, key)
    assert not box.isVisible()
    assert not box.agreed


def test_关掉也是留下(box: Question) -> None:
    box.close()
    assert not box.agreed


def test_点了才离开(box: Question) -> None:
    assert box.focusWidget() is box.stay
    QTest.keyClick(box, Qt.Key.Key_Tab)
    box.go.click()
    assert box.agreed
