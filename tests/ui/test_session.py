"""One morning without a mouse: a new office, a roster pasted in, the grid, a member found, moved and moved back, paper."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.ui.pages.grid.choosing import UpperChooser
from app.ui.pages.grid.page import GridPage
from app.ui.pages.grid.plandialog import PlanDialog
from app.ui.pages.reports.page import ReportsPage
from app.ui.pages.roster.page import RosterPage
from app.ui.window import MainWindow

Key = Qt.Key
NONE, CONTROL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
PageT = TypeVar("PageT", bound=QWidget)
DialogT = TypeVar("DialogT", bound=QDialog)

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
LINES = ["姓名\t性别\t党派\t界别\t政协职务"]
LINES += ["沈长河\t男\t中共\t中共\t主席", "顾书岚\t女\t中共\t中共\t副主席", "温如玉\t女\t民革\t民革\t副主席"]
LINES += [f"{name}明远\t男\t中共\t经济\t常委" for name in SURNAMES[:4]]
LINES += [f"{name}晓舟\t女\t中共\t教育\t" for name in SURNAMES[4:10]]
LINES += [f"{name}清和\t男\t群众\t农业\t" for name in SURNAMES[10:]]


class Clerk:
    """Presses keys where the focus is."""

    def __init__(self, window: MainWindow, bot: QtBot) -> None:
        self.window = window
        self.bot = bot

    @property
    def focus(self) -> QWidget:
        """Where keys go."""
        if QApplication.activeWindow() is None:  # what a window manager does when a dialog closes
            self.window.activateWindow()
            QApplication.processEvents()
        return QApplication.focusWidget() or QApplication.activeWindow() or self.window

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Press a key and wait for what it begins."""
        for _ in range(times):
            QTest.keyClick(self.focus, key, modifier)
        self.settle()

    def write(self, text: str) -> None:
        """Write Chinese as an input method does."""
        QGuiApplication.clipboard().setText(text)
        QTest.keyClick(self.focus, Key.Key_A, CONTROL)
        QTest.keyClick(self.focus, Key.Key_V, CONTROL)

    def settle(self) -> None:
        """Let pressed buttons come up (a mnemonic shows them down for a moment) and the worker finish."""
        QApplication.processEvents()
        buttons = [one for top in QApplication.topLevelWidgets() for one in top.findChildren(QAbstractButton)]
        self.bot.waitUntil(lambda: not any(isValid(one) and one.isDown() for one in buttons), timeout=5_000)
        self.bot.waitUntil(lambda: not self.window.backstage.busy, timeout=20_000)
        QApplication.processEvents()

    def page(self, kind: type[PageT]) -> PageT:
        """The page in front."""
        found = self.window.current_page
        assert isinstance(found, kind)
        return found

    def dialog(self, kind: type[DialogT]) -> DialogT:
        """The dialog that is open."""
        found = [one for one in self.window.findChildren(kind) if one.isVisible()]
        assert len(found) == 1
        return found[0]


@pytest.fixture
def clerk(empty_window: MainWindow, qtbot: QtBot) -> Clerk:
    empty_window.activateWindow()
    bugs: list[BaseException] = []
    empty_window.backstage.broke.disconnect()
    empty_window.backstage.broke.connect(bugs.append)
    return Clerk(empty_window, qtbot)


def test_一个上午不用鼠标(clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found_an_office(clerk)
    bring_in_the_roster(clerk)
    assign_the_grid(clerk)
    find_and_move_somebody(clerk)
    print_the_paper(clerk, tmp_path / "联络表.pdf", monkeypatch)
    clerk.press(Key.Key_Z, CONTROL)  # 指定
    clerk.press(Key.Key_Z, CONTROL)  # 分配
    clerk.press(Key.Key_Z, CONTROL)  # 导入
    desk = clerk.window.desk
    assert desk is not None
    assert desk.reader.roster.listing() == []


def found_an_office(clerk: Clerk) -> None:
    clerk.press(Key.Key_N, ALT)
    for text in ("政协清河县委员会", "第十一届", "2026-01-10", "第一次会议"):
        clerk.write(text)
        clerk.press(Key.Key_Tab)
    clerk.press(Key.Key_K, ALT)
    clerk.press(Key.Key_C, ALT)
    assert "政协清河县委员会" in clerk.window.windowTitle()


def bring_in_the_roster(clerk: Clerk) -> None:
    clerk.press(Key.Key_2, CONTROL)
    QGuiApplication.clipboard().setText("\n".join(LINES) + "\n")
    clerk.press(Key.Key_V, CONTROL)
    page = clerk.page(RosterPage)
    assert page.importing is not None
    clerk.press(Key.Key_I, ALT)
    assert page.model.rowCount() == len(LINES) - 1


def assign_the_grid(clerk: Clerk) -> None:
    clerk.press(Key.Key_3, CONTROL)
    clerk.press(Key.Key_G, CONTROL)
    assert clerk.dialog(PlanDialog).yes.isEnabled()
    clerk.press(Key.Key_Return)
    county = clerk.page(GridPage).reading.county
    assert county is not None
    assert county.grid.orphans == ()


def find_and_move_somebody(clerk: Clerk) -> None:
    page = clerk.page(GridPage)
    clerk.press(Key.Key_F, CONTROL)
    clerk.write("赵明远")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_L, ALT)
    chooser = clerk.dialog(UpperChooser)
    before = clerk.window.desk.reader.undoable if clerk.window.desk else ""
    chooser.activateWindow()
    clerk.press(Key.Key_Down)
    clerk.press(Key.Key_Return)
    if page.strip.isVisible():
        clerk.press(Key.Key_Return)
    assert clerk.window.desk is not None
    assert clerk.window.desk.reader.undoable != before
    assert clerk.window.desk.reader.undoable.startswith("指定")


def print_the_paper(clerk: Clerk, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def choose_pdf(dialog: QPrintDialog) -> int:
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(file))
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", choose_pdf)  # the dialog is the system's own
    clerk.press(Key.Key_P, CONTROL)
    page = clerk.page(ReportsPage)
    clerk.settle()
    assert page.form is not None
    assert page.form.name == "五级网格联络表"
    clerk.press(Key.Key_P, CONTROL)
    assert file.read_bytes().startswith(b"%PDF")
