"""Bugs: the local log without personal data, and the dialog that shows it.

A log line holds where the program was, never what it worked on. In an exception's text whatever is no plain English is
replaced: words of any other script, quoted words that are no identifier, folders, numbers of four digits and more.
"""

from __future__ import annotations

import faulthandler
import logging
import platform
import re
import traceback
from pathlib import Path
from typing import IO

from platformdirs import user_log_path
from PySide6.QtCore import QMessageLogContext, QtMsgType, qVersion
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app import __version__
from app.ui import theme

_log = logging.getLogger("liange")
LOG_NAME, CRASH_NAME = "liange.log", "crash.log"
LONGEST = 500_000
"""Bytes after which the log begins anew."""
_PERSONAL = (
    r"[\w.+-]+@[\w.-]+"
    r"|(['\"])(?![a-z_][a-z0-9_.]*\1)(?:(?!\1).)*\1"  # 'Wang Qiang', 'C:\Users\wang', but not 'employer'
    r"|(?:\b[A-Za-z]:)?[\\/][^\s'\"]+"
    r"|\d(?:[\s().-]*\d){3,}"  # 138 0000 0000
    r"|[^\x00-\x7f]+"
)
_TRACED = re.compile(r'File "([^"]*)"')
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def log_folder() -> Path:
    """Where the logs of this user lie."""
    return user_log_path("Liange", appauthor=False)


def without_personal_data(text: str) -> str:
    """Replace whatever might tell of a person."""
    return re.sub(_PERSONAL, "□", text)  # compiled on the first use


def report_of(error: BaseException) -> str:
    """Describe a bug: versions, the kind of error, and the lines of the program it went through."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [
        f"联格 {__version__} · Qt {qVersion()} · Python {platform.python_version()} · {platform.system()} {platform.release()}"
    ]
    lines += [f"  {_inside(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    lines.append(f"{type(error).__name__}: {without_personal_data(str(error))}")
    if error.__cause__ is not None:
        lines.append(f"因为 {type(error.__cause__).__name__}: {without_personal_data(str(error.__cause__))}")
    return "\n".join(lines)


def _inside(filename: str) -> str:
    """The part of a path that is ours or a library's: folders above it may carry a user's name."""
    parts = filename.replace("\\", "/").split("/")
    for mark in ("app", "site-packages"):
        if mark in parts:
            return "/".join(parts[parts.index(mark) :])
    return parts[-1]


def _keep_short(log: Path) -> None:
    """Set a long log aside, in the place of the one set aside before."""
    if log.exists() and log.stat().st_size > LONGEST:
        log.replace(log.with_suffix(".old.log"))


def take_last_crash() -> str:
    """Give what faulthandler wrote when the program last fell, once; empty when it ended as it should.

    It is set aside without the folders the program lies in, which may be called after their owner.
    """
    file = log_folder() / CRASH_NAME
    try:
        text = file.read_text("utf-8", "replace").strip()
        if text:
            text = _TRACED.sub(lambda found: f'File "{_inside(found[1])}"', text)
            file.with_suffix(".old.log").write_text(text, encoding="utf-8")
            file.unlink()
    except OSError:
        return ""
    return text


def start_logging() -> IO[str] | None:
    """Open the log and faulthandler's own file; None when the folder cannot be written (the program runs on)."""
    folder = log_folder()
    _log.setLevel(logging.INFO)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _keep_short(folder / LOG_NAME)
        handler = logging.FileHandler(folder / LOG_NAME, encoding="utf-8", delay=True)
        crash = (folder / CRASH_NAME).open("a", encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _log.addHandler(handler)
    faulthandler.enable(crash)
    return crash


def stop_logging(crash: IO[str]) -> None:
    """Give the log's file and faulthandler's back, when the program ends."""
    faulthandler.disable()
    crash.close()
    for handler in list(_log.handlers):
        _log.removeHandler(handler)
        handler.close()


def log_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Qt's own messages into the log (`qInstallMessageHandler`)."""
    _log.log(_QT_LEVELS.get(kind, logging.WARNING), "Qt: %s", without_personal_data(text))


def log_bug(error: BaseException) -> str:
    """Write a bug into the log and give its report."""
    report = report_of(error)
    _log.error("%s", report)
    return report


class BugDialog(QDialog):
    """Says that the program failed, that the data is whole, and what to hand to whoever mends it."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出错")
        self.resize(640, 380)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.L)
        layout.setSpacing(theme.M)
        said = QLabel(
            "程序遇到了一个没有料到的错误，刚才这一步没有做，已保存的数据没有变化。\n"
            "请把下面的内容复制给维护的人；其中没有姓名、号码等个人信息。"
        )
        said.setWordWrap(True)
        self.text = QPlainTextEdit(report, readOnly=True)
        self.text.setAccessibleName("错误报告")
        buttons = QDialogButtonBox()
        copy = QPushButton("复制(&C)")
        copy.clicked.connect(self.copy)
        close = QPushButton("关闭(&X)")
        close.clicked.connect(self.accept)
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.AcceptRole)
        for widget in (said, self.text, buttons):
            layout.addWidget(widget)

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QApplication.clipboard().setText(self.text.toPlainText())
