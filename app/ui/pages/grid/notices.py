"""Bars above the drawing: the question who is tier 1, and that a past day is only looked at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui import theme
from app.ui.parts import button, label


class Notice(QFrame):
    """One sentence with the buttons that answer it."""

    def __init__(
        self,
        name: str,
        tone: str,
        answers: tuple[tuple[str, Callable[[], object], str], ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "message")
        self.setProperty("tone", tone)
        self.setAccessibleName(name)
        self.text = label("", wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.M, theme.XS, theme.S, theme.XS)
        layout.setSpacing(theme.S)
        layout.addWidget(self.text, 1)
        self.answers = [button(text, clicked, hint=hint) for text, clicked, hint in answers]
        for answer in self.answers:
            layout.addWidget(answer)
        self.hide()

    def say(self, sentence: str, *, answerable: bool = True) -> None:
        """Show a sentence, or nothing when it is empty."""
        self.text.setText(sentence)
        self.text.setAccessibleName(sentence)
        for answer in self.answers:
            answer.setEnabled(answerable)
        self.setVisible(bool(sentence))
