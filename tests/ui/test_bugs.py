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


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("KeyError: 'Wang Qiang'", "KeyError: □"),
        ('invalid literal: "Li Na"', "invalid literal: □"),
        ("KeyError: 'employer'", "KeyError: 'employer'"),
        ("no such column: persons.x", "no such column: persons.x"),
        ("[Errno 2] No such file: 'C:\\Users\\wangqiang\\名册.xlsx'", "[Errno 2] No such file: □"),
        ("cannot open /home/wangqiang/x.liange", "cannot open □"),
        (r"cannot open C:\Users\wang\x", "cannot open □"),
        ("مەمەت ཚེ་རིང Ö 𠮷 〇", "□ □ □ □ □"),
        ("138 0000 1234, 138-0000-1234, １３８００００１２３４, +86 (138) 0000", "□, □, □, +□"),
        ("110101197503120012, 11010119750312001X", "□, □X"),
        ("index 12 of 300", "index 12 of 300"),
    ],
)
def test_别的文字_路径和号码都不留(text: str, left: str) -> None:
    assert bugs.without_personal_data(text) == left


def test_崩溃记录里没有程序所在的文件夹() -> None:
    folder = bugs.log_folder()
    folder.mkdir(parents=True, exist_ok=True)
    trace = 'Fatal Python error: Aborted\n  File "C:\\Users\\王强\\liange\\app\\ui\\main.py", line 3 in run\n'
    (folder / "crash.log").write_text(trace, encoding="utf-8")
    fell = bugs.take_last_crash()
    assert 'File "app/ui/main.py", line 3 in run' in fell
    kept = "".join(file.read_text("utf-8") for file in folder.iterdir())
    assert "Aborted" in kept
    assert "王强" not in fell + kept
    assert bugs.take_last_crash() == ""


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
