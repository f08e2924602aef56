"""A 届 given another name or another first day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import LiangeError
from app.ui import theme
from app.ui.desk import Desk
from app.ui.parts import Choice, button, row

if TYPE_CHECKING:
    from app.db.registry import Term


class TermForm(QWidget):
    """Which 届, its name, its first day; `refuse` is told what cannot be."""

    def __init__(self, desk: Desk, refuse: Callable[[LiangeError], None]) -> None:
        super().__init__()
        self._desk, self._refuse = desk, refuse
        self._terms: list[Term] = []
        self.which = Choice()
        self.name, self.start = QLineEdit(), QLineEdit()
        for editor, name, hint in (
            (self.which, "改哪一届", "选要改名称或第一天的届次"),
            (self.name, "届次的名称", "这一届的名称"),
            (self.start, "这一届的第一天", "如 2026-01-10；上一届到前一天为止，换届那天的变动一起移"),
        ):
            editor.setAccessibleName(name)
            editor.setToolTip(hint)
        self.start.setPlaceholderText("第一天，如 2026-01-10")
        self.save = button("修改届次(&R)", self.save_now, hint="改这一届的名称和第一天，可以用 Ctrl+Z 撤销")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addLayout(row(self.which, self.name))
        layout.addLayout(row(self.start, self.save))
        self.which.currentIndexChanged.connect(lambda _index: self._show())

    def show_terms(self, terms: Sequence[Term], current: int) -> None:
        """Offer these; stay on the one that was chosen, else on the current one."""
        on = self.which.currentData() or current
        self._terms = list(terms)
        self.which.blockSignals(True)
        self.which.clear()
        for one in terms:
            self.which.addItem(one.name, one.id)
        self.which.setCurrentIndex(max(self.which.findData(on), 0))
        self.which.blockSignals(False)
        for part in (self.which, self.name, self.start, self.save):
            part.setEnabled(not self._desk.read_only)
        self._show()

    def _show(self) -> None:
        term = self._chosen
        self.name.setText(term.name if term else "")
        self.start.setText(term.starts if term else "")

    @property
    def _chosen(self) -> Term | None:
        return next((one for one in self._terms if one.id == self.which.currentData()), None)

    def save_now(self) -> None:
        """Change what was changed, as one operation."""
        term, name, start = self._chosen, self.name.text().strip(), self.start.text().strip()
        if term is not None and (name, start) != (term.name, term.starts):
            self._desk.do(
                "修改届次", lambda office: office.setup.change_term(term.name, name, start),
                lambda _done: self._desk.say(f"届次已修改：{name}，按 Ctrl+Z 可以撤销。"), self._refuse,
            )  # fmt: skip
