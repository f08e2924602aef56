"""A pasted list of names and, beside it, who of it was not found: what is done with the list is the page's own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QPlainTextEdit, QWidget

from app.domain.finding import Finding
from app.ui import theme
from app.ui.findings import FindingsList
from app.ui.parts import card, label

WAITING = "名单核对后，没有对上的人列在这里。"
ALL_FOUND = "名单上的人都对上了。"


class NamesEdit(QPlainTextEdit):
    """A field for names; `pasted` when a list came in whole."""

    pasted = Signal()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take the text, then say so."""
        super().insertFromMimeData(source)
        self.pasted.emit()


class NamesPane(QWidget):
    """The list of names, with what stands `above` and `below` it, and what its check found."""

    def __init__(self, placeholder: str, below: QLayout, above: QLayout | None = None) -> None:
        super().__init__()
        self.names = NamesEdit(tabChangesFocus=True)
        self.names.setAccessibleName("名单")
        self.names.setPlaceholderText(placeholder)
        self.said = label("", wrap=True)
        self.findings = FindingsList(places=False)
        self.findings.empty_text = WAITING
        frame, inner = card()
        if above is not None:
            inner.addLayout(above)
        inner.addWidget(self.names, 1)
        inner.addLayout(below)
        side, listed = card()
        listed.addWidget(self.said)
        listed.addWidget(self.findings, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.M)
        across.addWidget(frame, 2)
        across.addWidget(side, 3)

    def wait(self, said: str) -> None:
        """Say that nothing was checked yet."""
        self._show(said, (), WAITING)

    def show_found(self, said: str, findings: Sequence[Finding]) -> None:
        """Say what the check found."""
        self._show(said, findings, ALL_FOUND)

    def _show(self, said: str, findings: Sequence[Finding], empty: str) -> None:
        self.said.setText(said)
        self.findings.empty_text = empty
        self.findings.show_findings(findings, ())
