from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui import theme
from app.ui.parts import Choice, action, button, button_for, folding


def turned() -> QWheelEvent:
    """One notch of the wheel, downwards."""
    return QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip


def test_滚轮滚过选择框_选的不变(qtbot: QtBot, dressed: QApplication) -> None:
    box = Choice()
    qtbot.addWidget(box)
    box.addItems(["男", "女"])
    box.show()
    event = turned()
    dressed.sendEvent(box, event)
    assert box.currentText() == "男"
    assert not event.isAccepted()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize("made_from", ["words", "action"])
def test_回车和空格都按下按钮(qtbot: QtBot, dressed: QApplication, key: Qt.Key, made_from: str) -> None:
    pressed: list[bool] = []
    holder = QWidget()
    qtbot.addWidget(holder)
    act: QAction = action(holder, "导出(&E)…", lambda: pressed.append(True))
    made: QPushButton = (
        button("导出(&E)…", lambda: pressed.append(True)) if made_from == "words" else button_for(act)
    )
    qtbot.addWidget(made)
    made.show()
    QTest.keyClick(made, key)
    assert pressed == [True]


@pytest.mark.parametrize(
    ("width", "lines", "grown"), [(500, 1, 300), (320, 1, 120), (250, 2, 150), (120, 3, 120)]
)
def test_一行放不下就往下排_该长的占满那一行(qtbot: QtBot, width: int, lines: int, grown: int) -> None:
    whole, field = QWidget(), QWidget()
    qtbot.addWidget(whole)
    field.setMinimumSize(100, 34)
    fixed = [QWidget(), QWidget()]
    for one in fixed:
        one.setFixedSize(92, 34)
    flow = folding(field, *fixed, grows=field)
    whole.setLayout(flow)
    whole.resize(width, 200)
    flow.activate()
    assert len({one.y() for one in (field, *fixed)}) == lines
    assert field.width() == grown
    assert flow.heightForWidth(width) == lines * 34 + (lines - 1) * theme.S
