"""The cells and paragraphs of a given form, one below the other as the form has them: what each says, and what goes there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from app.domain.given_form import Cell, Grid, Line, Mode, Outline, Place
from app.domain.given_words import tokens
from app.ui import theme
from app.ui.parts import unmarked

ADDRESS = Qt.ItemDataRole.UserRole
LEAST_COLUMN, MOST_TEXT = 88, 600
"""Width of a column, px; characters shown of one cell."""
_EDGES = 24
"""What the stylesheet leaves free at both sides of a cell's words, px, and a little more."""
MOST_ROWS = 600
"""Rows shown: a form has fifty, and what is further down is pointed at on the command line."""
HINT = "点一格或一段，再在下面选填什么"


GROUND = Qt.ItemDataRole.UserRole + 1


class _Grounded(QStyledItemDelegate):
    """Paints a cell's own ground below its words: the stylesheet leaves the usual one out."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground first."""
        ground = index.data(GROUND)
        if isinstance(ground, QColor):
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)


class GivenSheet(QTableWidget):
    """Shows an outline; `stood_on` tells the address of the cell or paragraph that the clerk stands on ("" for none)."""

    stood_on = Signal(str)

    def __init__(self) -> None:
        super().__init__(0, 1)
        self.setAccessibleName("表样的格子")
        self.setToolTip(HINT)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setItemDelegate(_Grounded(self))
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(40)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.currentItemChanged.connect(lambda _now, _before: self.stood_on.emit(self.address))

    @property
    def address(self) -> str:
        """The address stood on."""
        item = self.item(self.currentRow(), self.currentColumn())
        return str(item.data(ADDRESS) or "") if item is not None else ""

    def show_outline(
        self, outline: Outline, places: Iterable[Place] = (), words: Mapping[str, str] | None = None
    ) -> None:
        """Show a form; `words` say by address what goes into a place. The clerk stays where they stood."""
        stood, scrolled = self.address, self.verticalScrollBar().value()
        self.blockSignals(True)
        self.clearSpans()
        self.setRowCount(0)
        self.setColumnCount(max((grid.columns for grid in outline.grids), default=1))
        told = _told(places, words or {})
        for block in outline.blocks:
            if self.rowCount() >= MOST_ROWS:
                break
            if isinstance(block, Grid):
                self._grid(block, told)
            elif block.text.strip():
                self._line(block, told)
        self._fit()
        self.blockSignals(False)
        self.go_to(stood)
        self.verticalScrollBar().setValue(scrolled)
        self.stood_on.emit(self.address)

    def go_to(self, address: str) -> None:
        """Stand on an address, or at the beginning."""
        for row in range(self.rowCount()):
            for column in range(self.columnCount()):
                item = self.item(row, column)
                if item is not None and address and item.data(ADDRESS) == address:
                    self.setCurrentCell(row, column)
                    return
        self.setCurrentCell(0, 0)

    def _line(self, line: Line, told: Mapping[str, list[str]]) -> None:
        row = self.rowCount()
        self.insertRow(row)
        self.setVerticalHeaderItem(row, QTableWidgetItem(line.address))
        self.setItem(row, 0, _item(line.address, line.text, _goes(line.address, line.text, told)))
        if self.columnCount() > 1:
            self.setSpan(row, 0, 1, self.columnCount())

    def _grid(self, grid: Grid, told: Mapping[str, list[str]]) -> None:
        first = self.rowCount()
        self.setRowCount(first + grid.rows)
        for number in range(grid.rows):
            self.setVerticalHeaderItem(first + number, QTableWidgetItem(f"{grid.name} {number + 1}"))
        for cell in grid.cells:
            row, last = first + cell.row, cell.column + cell.across == grid.columns
            across = self.columnCount() - cell.column if last else cell.across
            self.setItem(
                row, cell.column, _item(cell.address, _shown(cell), _goes_in(cell, told), fixed=cell.fixed)
            )
            if across > 1 or cell.down > 1:
                self.setSpan(row, cell.column, cell.down, across)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other room, other columns."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        """Columns share the room there is, none too narrow to read; rows are as high as their words."""
        wide = max(self.viewport().width() // max(self.columnCount(), 1), LEAST_COLUMN)
        for column in range(self.columnCount()):
            self.setColumnWidth(column, wide)
        for row in range(self.rowCount()):
            high = max((self._high(row, column, wide) for column in range(self.columnCount())), default=0)
            self.setRowHeight(row, min(max(high, theme.ROW_HEIGHT), 5 * theme.ROW_HEIGHT))

    def _high(self, row: int, column: int, wide: int) -> int:
        """How high a cell's words are in the columns that it reaches over; one that reaches down says nothing of its row."""
        item = self.item(row, column)
        if item is None or self.rowSpan(row, column) > 1:
            return 0
        room = QRect(0, 0, wide * self.columnSpan(row, column) - _EDGES, 10_000)
        return self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, item.text()).height() + theme.S


def _told(places: Iterable[Place], words: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for place in places:
        each = "（每行）" if place.mode is Mode.EACH else ""
        found.setdefault(place.spot.upper(), []).append(words.get(place.address, place.field) + each)
    return found


def _goes(address: str, text: str, told: Mapping[str, list[str]]) -> list[str]:
    """What goes into a line: into itself and in place of its tokens."""
    found = list(told.get(address.upper(), ()))
    for token in tokens(text):
        found += told.get(token.text.upper(), ())
    return found


def _goes_in(cell: Cell, told: Mapping[str, list[str]]) -> list[str]:
    found = list(told.get(cell.address.upper(), ()))
    for line in cell.lines:
        found += [
            one
            for one in _goes(line.address, line.text, told)
            if line.address != cell.address or one not in found
        ]
    return found


def _shown(cell: Cell) -> str:
    return cell.text if cell.text or not cell.fixed else "（公式、图片或表格）"


def _item(address: str, text: str, goes: list[str], *, fixed: bool = False) -> QTableWidgetItem:
    into = "".join(f"〔{one}〕" for one in goes)
    between = "\n" if "!" in address else " "  # a cell is narrow, a paragraph as wide as the form
    shown = between.join(filter(None, (text.strip()[:MOST_TEXT], into)))
    item = QTableWidgetItem(shown)
    item.setData(ADDRESS, "" if fixed else address)
    item.setToolTip(unmarked(f"{address}：{'、'.join(goes)}" if goes else address))
    item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    tokens_of_theme = theme.tokens()
    if goes:
        item.setData(GROUND, tokens_of_theme.color("good_soft"))
        font = QFont(item.font())
        font.setBold(not text.strip())
        item.setFont(font)
    elif any(token.sure for token in tokens(text)):
        item.setData(GROUND, tokens_of_theme.color("warning_soft"))
    elif fixed:
        item.setForeground(tokens_of_theme.color("muted"))
    return item
