"""Starting the window: the window first, everything heavy on first use."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt, QTimer, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from app import __version__
from app.ui import bugs, remembered, theme
from app.ui.tongue import speak_chinese

FRAME = 40
"""Height of a window's title, in pixels."""
FELL = "上次程序意外关闭，已保存的数据没有变化。记录在 "


def application_of(arguments: list[str] | None = None) -> QApplication:
    """The one QApplication, dressed and speaking Chinese."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QGuiApplication.setApplicationName("Liange")
    QGuiApplication.setApplicationDisplayName("联格")
    QGuiApplication.setApplicationVersion(__version__)
    application = QApplication(arguments or sys.argv[:1])
    speak_chinese(application)
    theme.apply(application, dark=remembered.dark())
    application.styleHints().colorSchemeChanged.connect(
        lambda _scheme: theme.apply(application, dark=remembered.dark())
    )
    return application


def keep_on_screen(window: QWidget) -> None:
    """Let a window that is larger than the screen, or was when letters were smaller, fill the screen and no more."""
    room = window.screen().availableGeometry()
    wide, high = window.width() > room.width(), window.height() + FRAME > room.height()
    if wide or high:
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.setGeometry(room.adjusted(0, FRAME, 0, 0))
        window.setWindowState(Qt.WindowState.WindowMaximized)


def run(path: Path | None = None, *, today: date | None = None, password: str = "") -> int:
    """Open the window on a data file (default: the last one, else the office's own) and run until it is closed."""
    fell = bugs.take_last_crash()
    crash_log = bugs.start_logging()
    qInstallMessageHandler(bugs.log_qt)
    application = application_of()
    from app.ui.window import MainWindow

    window = MainWindow(path, today)

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            window.report_bug(error)

    sys.excepthook = hook
    geometry = remembered.geometry()
    if geometry is not None:
        window.restoreGeometry(geometry)
    keep_on_screen(window)
    window.show()
    QTimer.singleShot(0, lambda: window.begin(path or remembered.last_file(), password))
    if fell:
        window.message.say(f"{FELL}{bugs.log_folder()}。", "warning")
    code = application.exec()
    if crash_log is not None:
        bugs.stop_logging(crash_log)
    return code
