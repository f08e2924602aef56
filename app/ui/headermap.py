"""Which column means which field, and which row is the header: shown for every sheet, and changeable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.domain.fields import Field
from app.domain.wishes import NO_HEADER
from app.ui import theme
from app.ui.parts import Choice, unmarked

if TYPE_CHECKING:
    from app.intake.mapping import Column, Mapped

NOT_TAKEN = "（不导入）"
WHOLE_SHEET = "（表头在）"
WITHOUT = "无表头，第一行就是内容"
HEADINGS = ("工作表（文件）", "表头", "导入为", "说明")
HEADER_AMONG = 12
"""Filled rows at the top of a sheet of which one may be chosen for the header."""

_LONGEST = 40


class HeaderMap(QTableWidget):
    """One line per column of the tables, the third cell chooses its field; above them one that chooses the header row."""

    changed = Signal(object, str, str)
    """A column (file, sheet, its index from 0), its header, and the field key chosen for it ("" leaves it out)."""

    row_changed = Signal(object, int)
    """A table (file, sheet) and the number of its header row, or NO_HEADER."""

    def __init__(self, fields: Sequence[Field], parent: QWidget | None = None, *, rows: bool = False) -> None:
        super().__init__(0, len(HEADINGS), parent)
        self.fields = tuple(fields)
        self._rows = rows
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
        for number, width in enumerate((220, 200, 330 if rows else 200)):
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
            why = "" if sheet.taken else f"整张表没有导入：{sheet.why}"
            if not sheet.taken and self._rows and sheet.columns:
                why += "；是名册就选表头行，再选姓名列"
            choosable = self._rows and bool(sheet.columns)
            if choosable or why:
                self._add(place, WHOLE_SHEET if choosable else "", why)
            if choosable:
                self.setCellWidget(self.rowCount() - 1, 2, self._row_choice(sheet))
            for column in sheet.columns:
                if column.header:
                    self._add(place, column.header, column.remark)
                    self.setCellWidget(self.rowCount() - 1, 2, self._choice(sheet, column))

        choice = self.cellWidget(row, 2) if 0 <= row < self.rowCount() else None
        if isinstance(choice, Choice):  # the clerk chose here and goes on from here
            self.verticalScrollBar().setValue(scrolled)
            self.setCurrentCell(row, 2)
            choice.setFocus()

    def focus_first(self) -> None:
        """Stand in the first box."""
        boxes = (self.cellWidget(number, 2) for number in range(self.rowCount()))
        first = next((box for box in boxes if isinstance(box, Choice)), None)
        (first or self).setFocus()

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
            item.setToolTip(unmarked(text))
            self.setItem(row, place, item)

    def _choice(self, sheet: Mapped, column: Column) -> Choice:
        place = (sheet.file, sheet.name, column.index)
        box = Choice()
        box.setAccessibleName(f"“{column.header}”导入为")
        box.addItem(NOT_TAKEN, "")
        for field in self.fields:
            box.addItem(field.label, field.key)
        box.setCurrentIndex(max(box.findData(column.field), 0))
        box.activated.connect(lambda _index: self.changed.emit(place, column.header, box.currentData()))
        return box

    def _row_choice(self, sheet: Mapped) -> Choice:
        place = (sheet.file, sheet.name)
        box = Choice()
        box.setAccessibleName(f"“{sheet.name or sheet.file}”的表头在哪一行")
        for row in sheet.sheet.rows[:HEADER_AMONG]:
            words = "、".join(str(cell).strip() for cell in row.cells if str(cell).strip())
            box.addItem(f"第 {row.number} 行：{' '.join(words.split())[:_LONGEST]}", row.number)
        box.addItem(WITHOUT, NO_HEADER)
        box.setCurrentIndex(max(box.findData(sheet.header_row), 0))
        box.activated.connect(lambda _index: self.row_changed.emit(place, box.currentData()))
        return box
