"""备份与设置: its tabs, the first one what keeps the office safe."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.desk import Desk, Target
from app.ui.page import Page
from app.ui.pages.safety.backups import Backups
from app.ui.pages.safety.codes import Codes
from app.ui.pages.safety.fields import Fields
from app.ui.pages.safety.past import Check, History
from app.ui.pages.safety.settings import Settings
from app.ui.parts import label

BACKUPS, SETTINGS, CODES, FIELDS, HISTORY, CHECK = "备份", "设置", "代码表", "字段", "操作历史", "检查"


class SafetyPage(Page):
    """Backups, settings, history and check of the open office."""

    key = "safety"
    title = "备份与设置"
    manual = "safety"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.backups = Backups(desk)
        self.settings = Settings(desk)
        self.codes = Codes(desk)
        self.fields = Fields(desk)
        self.history = History(desk)
        self.check = Check(desk)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setDrawBase(False)
        for widget, name in (
            (self.backups, BACKUPS),
            (self.settings, SETTINGS),
            (self.codes, CODES),
            (self.fields, FIELDS),
            (self.history, HISTORY),
            (self.check, CHECK),
        ):
            self.tabs.addTab(widget, name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addWidget(label(self.title, "title"))
        layout.addWidget(self.tabs, 1)
        for act in self.page_actions():
            self.addAction(act)

    def page_actions(self) -> Sequence[QAction]:
        """For the menu."""
        return (*self.backups.actions_now, self.check.check_action)

    def reload(self) -> None:
        """All tabs; each is small."""
        for part in (self.backups, self.settings, self.codes, self.fields, self.history):
            part.reload()

    def show_target(self, target: Target) -> None:
        """Open a tab by name."""
        names = [self.tabs.tabText(number) for number in range(self.tabs.count())]
        if target.view in names:
            self.tabs.setCurrentIndex(names.index(target.view))

    def place_in_manual(self) -> str:
        """Each tab has its own heading, the first one the chapter."""
        tab = self.tabs.tabText(self.tabs.currentIndex())
        return self.manual if tab == BACKUPS else f"{self.manual}#{tab}"

    def focus_first(self) -> None:
        """The folder to back up to."""
        self.backups.folder.setFocus()
