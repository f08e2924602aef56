"""A room of two pages: what one begins with, and what files would bring before any of it enters; Esc leads back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import LiangeError
from app.ui import theme
from app.ui.desk import Desk
from app.ui.parts import button, folding, label
from app.ui.room import Room


class TakingRoom(Room):
    """A subclass makes `enter`, lays its pages out, and says how the preview is dropped (`drop`) and what suits now."""

    enter: QPushButton

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.counts = label("", "muted")
        self.back = button("返回(&B)", self._go_back, hint="回到上一步（Esc）")
        self.problem = label("", tone="danger", wrap=True)
        self.layers = QStackedWidget()

    def lay_out(self, first: QWidget, preview: QWidget, *buttons: QWidget) -> None:
        """Put the pages below the title, the buttons beside it."""
        self.problem.hide()
        self.layers.addWidget(first)
        self.layers.addWidget(preview)
        top = folding(label(self.title, "title"), self.counts, None, self.back, *buttons, self.enter)
        fill(self, top, self.problem, self.layers)
        self.suit()

    def suit(self) -> None:
        """Offer what can be done on the page in front."""

    def drop(self) -> None:
        """Forget what was read."""

    def open(self, ids: Sequence[int] = ()) -> None:
        """Begin with the first page; a preview of an earlier visit is gone."""
        self.begin_again()
        super().open(ids)

    def begin_again(self) -> None:
        """Back to the first page."""
        self.drop()
        self.problem.hide()
        self.layers.setCurrentIndex(0)
        self.suit()

    def refuse(self, error: LiangeError) -> None:
        """Say what was refused."""
        self.problem.setText(error.message)
        self.problem.show()
        self.suit()

    def _go_back(self) -> None:
        if not self.step_back():
            self.left.emit()

    def step_back(self) -> bool:
        """From the preview to the first page."""
        if self.layers.currentIndex() == 0:
            return False
        self.begin_again()
        self.focus_first()
        return True


def fill(page: QWidget, top: QLayout, *below: QWidget) -> None:
    """Lay a page out: a line on top, widgets below it, the last of which takes the room there is."""
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.S)
    layout.addLayout(top)
    for widget in below:
        layout.addWidget(widget, 1 if widget is below[-1] else 0)
