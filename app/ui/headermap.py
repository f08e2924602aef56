"""Which column means which field: shown for every sheet, and changeable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.domain.fields import Field
from app.ui import theme
from app.ui.parts import Choice

if TYPE_CHECKING:
    from app.intake.mapping import Column, Mapped

NOT_TAKEN = "（不导入）"
HEADINGS = ("工作表（文件）", "表头", "导入为", "说明")


class HeaderMap(QTableWidget):
    """One line per column of the tables; the third cell chooses its field."""

    changed = Signal(str, str)
    """A header and the field key chosen for it ("" leaves the column out)."""

    def __init__(self, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(0, len(HEADINGS), parent)
        self._fields = tuple(fields)
        self.setAccessibleName("表头对应")
        self.setHorizontalHeaderLabels(list(HEADINGS))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT + 6)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        for number, width in enumerate((240, 220, 200)):
            self.setColumnWidth(number, width)

    def show_sheets(self, sheets: Sequence[Mapped]) -> None:
        """List the columns of these sheets; a sheet that is not taken has one line that says why."""
        row, scrolled = self._row_of_focus(), self.verticalScrollBar().value()
        several = len({sheet.file for sheet in sheets}) > 1
        self.setRowCount(0)
        for sheet in sheets:
            place = sheet.name or sheet.file
            if sheet.name and several:
                place = f"{sheet.name}（{sheet.file}）"
            if not sheet.taken:
                self._add(place, "", f"整张表没有导入：{sheet.why}")
            for column in sheet.columns:
                if column.header:
                    self._add(place, column.header, column.remark)
                    self.setCellWidget(self.rowCount() - 1, 2, self._choice(column))

        choice = self.cellWidget(row, 2) if 0 <= row < self.rowCount() else None
        if isinstance(choice, Choice):  # the clerk chose here and goes on from here
            self.verticalScrollBar().setValue(scrolled)
            self.setCurrentCell(row, 2)
            choice.setFocus()

    def _row_of_focus(self) -> int:
        rows = range(self.rowCount())
        return next(
            (n for n in rows if isinstance(box := self.cellWidget(n, 2), Choice) and box.hasFocus()), -1
        )

    def _add(self, *texts: str) -> None:
        row = self.rowCount()
        self.insertRow(row)
        for place, text in zip((0, 1, 3), texts, strict=True):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            self.setItem(row, place, item)

    def _choice(self, column: Column) -> QComboBox:
        box = Choice()
        box.setAccessibleName(f"“{column.header}”导入为")
        box.addItem(NOT_TAKEN, "")
        for field in self._fields:
            box.addItem(field.label, field.key)
        box.setCurrentIndex(max(box.findData(column.field), 0))
        box.activated.connect(lambda _index: self.changed.emit(column.header, box.currentData()))
        return box
