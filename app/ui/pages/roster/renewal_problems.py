"""What stands against a 换届: a list, and below it the whole of what the clerk stands on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.finding import Finding
from app.ui import theme
from app.ui.findings import FindingsList
from app.ui.parts import label


class Problems(QWidget):
    """Findings in a narrow sheet: their place begins the sentence, which stands whole below the list."""

    def __init__(self) -> None:
        super().__init__()
        self.list = FindingsList(places=False)
        self.list.setColumnWidth(1, 92)
        self.whole = label("", wrap=True)
        self.whole.setAccessibleName("问题的全文")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.whole)
        self.list.current_changed.connect(lambda _number: self._tell())

    def show_findings(self, errors: Iterable[Finding], warnings: Iterable[Finding]) -> None:
        """Show these findings."""
        self.list.show_findings(map(_placed, errors), map(_placed, warnings))
        self._tell()

    def _tell(self) -> None:
        here = self.list.current
        self.whole.setText(here.finding.message if here is not None else "")


def _placed(found: Finding) -> Finding:
    return replace(found, message=found.said)
