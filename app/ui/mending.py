"""A cell of a table coming in, typed anew: for this import alone, the file stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.wishes import CellPlace
from app.ui.parts import Choice, button, label, row


@dataclass(frozen=True, slots=True)
class MendCell:
    """A cell that may be retyped: where it stands, what it is called, what it says."""

    place: CellPlace
    title: str
    text: str


class Mending(QWidget):
    """Chooses a cell of the row the clerk stands on, and takes what it should have said; Enter does it."""

    mended = Signal(object, str)
    """The cell's place and its new text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("改正一格")
        self._cells: tuple[MendCell, ...] = ()
        self.which = Choice()
        self.which.setAccessibleName("改哪一格")
        self.which.setMinimumContentsLength(14)
        self.edit = QLineEdit()
        self.edit.setAccessibleName("改成")
        self.edit.setPlaceholderText("应填的内容；空着是没有")
        self.do = button("改正(&G)", self._mend, hint="只改这次导入的内容，不改原来的文件（回车）")
        self.setLayout(row(label("改正这一格："), self.which, self.edit, self.do))
        self.which.currentIndexChanged.connect(lambda _index: self._show_text())
        self.edit.returnPressed.connect(self._mend)

    def show_cells(self, cells: Sequence[MendCell], on: CellPlace | None = None) -> None:
        """Offer these cells, standing on the one that is wrong; hide when there is none."""
        self._cells = tuple(cells)
        self.which.blockSignals(True)
        self.which.clear()
        for cell in self._cells:
            self.which.addItem(cell.title)
        places = [cell.place for cell in self._cells]
        self.which.setCurrentIndex(places.index(on) if on in places else 0)
        self.which.blockSignals(False)
        self._show_text()
        self.setVisible(bool(self._cells))

    def begin(self) -> None:
        """Let the clerk type."""
        if self._cells:
            self.edit.setFocus()
            self.edit.selectAll()

    def _show_text(self) -> None:
        number = self.which.currentIndex()
        self.edit.setText(self._cells[number].text if 0 <= number < len(self._cells) else "")

    def _mend(self) -> None:
        number = self.which.currentIndex()
        if 0 <= number < len(self._cells):
            self.mended.emit(self._cells[number].place, self.edit.text().strip())
