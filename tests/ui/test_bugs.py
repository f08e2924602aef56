from __future__ import annotations

import logging

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui import bugs
from tests.ui.freed import assert_freed


def a_bug() -> BaseException:
    try:
        int("米雪 13800001234 mi@example.org of row 7")
    except ValueError as error:
        return error
    raise AssertionError


@pytest.mark.parametrize("secret", ["米雪", "13800001234", "mi@example.org"])
def test_报告里没有个人信息(secret: str) -> None:
    assert secret not in bugs.report_of(a_bug())


def test_报告说得出程序走到哪里() -> None:
    report = bugs.report_of(a_bug())
    assert "test_bugs.py" in report
    assert "a_bug" in report
    assert "ValueError" in report


def test_日志记下报告(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="liange"):
        bugs.log_bug(a_bug())
    assert "ValueError" in caplog.text


def test_日志写在本机用户的文件夹里() -> None:
    crash = bugs.start_logging()
    assert crash is not None
    assert (bugs.log_folder() / "crash.log").exists()
    bugs.stop_logging(crash)


def test_报告可以复制(dressed: QApplication, qtbot: QtBot) -> None:
    dialog = bugs.BugDialog("一份报告")
    qtbot.addWidget(dialog)
    dialog.copy()
    assert QApplication.clipboard().text() == "一份报告"


def test_报告关闭后不占内存(dressed: QApplication) -> None:
    assert_freed(lambda: bugs.BugDialog("一份报告"))
