"""The status bar: saved, what Ctrl+Z would take back, 非涉密, locked or not, age of the last backup."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStatusBar, QWidget

from app.ui import theme
from app.ui.desk import Desk
from app.ui.parts import ElidedLabel, button, dress, label

UNCLASSIFIED = "本机为非涉密计算机，不得录入涉密信息"

DUE_AFTER_DAYS = 7
"""A backup older than this is said in red."""


class StatusLine(QStatusBar):
    """Always says how safe the work is."""

    backup_wanted = Signal()
    """The age of the last backup was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setAccessibleName("状态栏")
        self.saved = label("")
        self.undo = ElidedLabel()
        self.rule = label(UNCLASSIFIED)
        self.locked = label("")
        self.backup = button("", self.backup_wanted.emit, kind="link", hint="到“备份与设置”（Ctrl+6）")
        self.backup.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.saved.setContentsMargins(theme.S, 0, theme.S, 0)
        self.addWidget(self.saved)
        self.addWidget(self.undo, 1)
        for part in (self.rule, self.locked):
            part.setContentsMargins(theme.S, 0, theme.S, 0)
            self.addPermanentWidget(part)
        self.addPermanentWidget(self.backup)

    def show_office(self, desk: Desk) -> None:
        """Say everything of an open office."""
        self.show_saved(desk)
        age = desk.reader.safety.backup_age()
        known = "今天" if age == 0 else f"{age} 天前"
        backup = "还没有备份" if age is None else f"上次备份：{known}"
        tone = "danger" if age is None or age > DUE_AFTER_DAYS else ""
        self.locked.setText("已加密 ●" if desk.office.data.encrypted else "未加密 ○")
        self.locked.setToolTip(
            "数据文件有密码" if desk.office.data.encrypted else "数据文件没有密码，任何拿到文件的人都能打开"
        )
        self.backup.setText(backup)
        self.backup.setAccessibleName(backup)
        dress(self.backup, tone=tone)

    def show_saved(self, desk: Desk) -> None:
        """Say whether everything is on the disk and what can be taken back."""
        if desk.backstage.busy:
            self.saved.setText("正在处理……")
            return
        self.saved.setText("已保存" if desk.may_undo else "只读打开")
        undoable = desk.reader.undoable if desk.may_undo else ""
        self.undo.set_whole(f"·   可撤销：{undoable}（Ctrl+Z）" if undoable else "")

    def show_nothing(self) -> None:
        """No office is open."""
        for part in (self.saved, self.locked, self.backup):
            part.setText("")
        self.backup.setAccessibleName("备份")
        self.undo.set_whole("")
