"""A line for one day: every usual spelling is taken, and stands there in canonical form afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.dayline import DayLine


@pytest.fixture
def line(dressed: QApplication, qtbot: QtBot) -> DayLine:
    made = DayLine("2026-11-22")
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("written", ["2026年3月1日", "2026.3.1", "2026/3/1", " 2026-03-01 ", "20260301"])
def test_平常的写法都认_离开后写成一样(line: DayLine, written: str) -> None:
    line.setText(written)
    assert line.day == "2026-03-01"
    assert line.problem() == ""
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "2026-03-01"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("三月", "“三月”不是日期"),
        ("2026-03", "“2026-03”没有写明是哪一天"),
        ("2026-02-30", "“2026-02-30”不存在"),
        ("", "请写日期"),
    ],
)
def test_认不出的照样留着_说明写了什么(line: DayLine, written: str, said: str) -> None:
    line.setText(written)
    assert said in line.problem()
    assert line.property("wrong") == "true"
    assert line.day == line.text() == written


def test_可以空着(line: DayLine) -> None:
    line.clear()
    assert line.problem(may_be_empty=True) == ""
    assert line.property("wrong") == "false"
