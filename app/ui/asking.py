"""The one way to ask before something is lost or replaced: two buttons named by what they do, the safe one at hand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from app.ui.parts import button


class Question(QMessageBox):
    """Asks whether to go on: Enter and Esc `stay`, and only a click on `go` (or its letter) goes on."""

    def __init__(self, parent: QWidget | None, title: str, sentence: str, *, go: str, stay: str) -> None:
        super().__init__(
            QMessageBox.Icon.Question, title, sentence, QMessageBox.StandardButton.NoButton, parent
        )
        self.setTextFormat(Qt.TextFormat.PlainText)  # names of files and people are shown letter by letter
        self.stay = button(stay, kind="primary")
        self.go = button(go)
        self.addButton(self.stay, QMessageBox.ButtonRole.RejectRole)
        self.addButton(self.go, QMessageBox.ButtonRole.AcceptRole)
        self.setDefaultButton(self.stay)
        self.setEscapeButton(self.stay)

    @property
    def agreed(self) -> bool:
        """Whether the clerk chose to go on."""
        return self.clickedButton() is self.go


def agrees(parent: QWidget | None, title: str, sentence: str, *, go: str, stay: str) -> bool:
    """Ask, and tell whether to go on; the sentence is plain text."""
    box = Question(parent, title, sentence, go=go, stay=stay)
    box.exec()
    agreed = box.agreed
    box.deleteLater()
    return agreed
