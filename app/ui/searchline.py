"""The field above a list that narrows it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

_OURS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class SearchLine(QLineEdit):
    """A field for words to look for: Ctrl+Z in it takes back the last operation, not a letter of the words."""

    went_down = Signal()
    """The arrow down was pressed: the keyboard is wanted in the list."""

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and any(event.matches(key) for key in _OURS)
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes into the list."""
        if event.key() == Qt.Key.Key_Down:
            self.went_down.emit()
        else:
            super().keyPressEvent(event)
