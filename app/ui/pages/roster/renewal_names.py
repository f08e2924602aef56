"""What becomes of the names of one list, 界别 or 专委会: a table old → new in which the new one may be written anew."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from app.domain.succession import NameTurn, Turn
from app.ui import theme

TONES = {Turn.RENAMED: "accent", Turn.MERGED: "accent", Turn.RETIRED: "warning", Turn.FOUNDED: "good"}
HEADINGS = ("本届", "新一届（双击可改）", "变化")
HINT = "写新的名称；留空是新一届撤销；几个写成同一个名称是合并"


class NameTable(QTableWidget):
    """One line per name; `turned` when the clerk has written a new one."""

    turned = Signal()

    def __init__(self, what: str) -> None:
        super().__init__(0, len(HEADINGS))
        self.setAccessibleName(f"{what}对应")
        self.setToolTip(HINT)
        self.setHorizontalHeaderLabels(list(HEADINGS))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(2, 60)
        self.wished: dict[str, str] = {}
        """What the clerk has written: old name → new name."""
        self._turns: tuple[NameTurn, ...] = ()
        self.itemChanged.connect(self._written)

    def show_turns(self, turns: Sequence[NameTurn]) -> None:
        """Show these lines, what changes first, standing where we stood."""
        self._turns = tuple(sorted(turns, key=lambda one: one.turn is Turn.SAME))
        here = max(self.currentRow(), 0)
        self.blockSignals(True)
        self.setRowCount(len(self._turns))
        for number, one in enumerate(self._turns):
            for column, text in enumerate((one.old, one.new, str(one.turn))):
                item = QTableWidgetItem(text)
                if column != 1 or not one.old:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                tone = TONES.get(one.turn, "") if column == len(HEADINGS) - 1 else ""
                if tone:
                    item.setForeground(theme.tokens().color(tone))
                self.setItem(number, column, item)
        self.blockSignals(False)
        if self._turns:
            self.setCurrentCell(min(here, len(self._turns) - 1), 1)

    def forget(self) -> None:
        """Begin anew: what was written is gone."""
        self.wished = {}
        self._turns = ()
        self.setRowCount(0)

    @property
    def changed(self) -> int:
        """How many names are not the same in both 届."""
        return sum(one.turn is not Turn.SAME for one in self._turns)

    def _written(self, item: QTableWidgetItem) -> None:
        if item.column() == 1 and item.row() < len(self._turns):
            self.wished[self._turns[item.row()].old] = item.text().strip()
            self._turns = ()  # shown anew, whatever the program makes of it
            self.turned.emit()
