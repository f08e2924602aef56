"""The list every page shows: 34-pixel rows, copying with headings, sorting asked of the source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from app.ui import theme
from app.ui.listcolumns import ColumnedView
from app.ui.rows import RowModel

RowT = TypeVar("RowT")


class ListView(ColumnedView[RowT]):
    """Shows a `RowModel`; `current_changed` carries the id of the row the clerk stands on (or None)."""

    current_changed = Signal(object)
    opened = Signal(object)
    sort_wanted = Signal(str, bool)
    dropped = Signal(object, object)
    """Rows were dragged: their ids, and the id they are put before (None: behind the last)."""

    def __init__(self, model: RowModel[RowT], name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, name, parent)
        self.empty_text = ""
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self._dress_headers()
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows.id_at(index.row())))
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        model.modelReset.connect(self.viewport().update)

    def _dress_headers(self) -> None:
        side = self.verticalHeader()
        side.setVisible(False)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setMinimumSectionSize(theme.ROW_HEIGHT)
        side.setDefaultSectionSize(theme.ROW_HEIGHT)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        # with a selection of its own: of the list's it would ask for every cell
        head.setSelectionModel(QItemSelectionModel(self.rows, head))
        head.setSectionsMovable(True)
        head.setMinimumSectionSize(36)
        head.setSortIndicatorClearable(False)
        head.setSectionsClickable(any(column.sort for column in self.rows.columns))
        head.sectionClicked.connect(self._ask_sort)
        head.sectionMoved.connect(lambda *_of: self._changed_by_hand())
        head.sectionResized.connect(lambda *_of: self._changed_by_hand())
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(lambda at: self.choose_columns(head.mapToGlobal(at)))
        self.remembered_columns()

    # -- standing on a row -------------------------------------------------------------------------------------

    @property
    def current_id(self) -> int | None:
        """The id the clerk stands on."""
        return self.rows.id_at(self.currentIndex().row())

    def selected_ids(self) -> list[int]:
        """The ids of the selected rows, in the order of the list."""
        return [identity for row in self.selected_rows() if (identity := self.rows.id_at(row)) is not None]

    def selected_rows(self) -> list[int]:
        """The numbers of the selected rows, rising; whole rows are selected, so their ranges tell all.

        Qt's own `selectedRows` asks the model about every cell: seconds for some thousand rows.
        """
        held = self.selectionModel().selection()
        ranges = ((part.top(), part.bottom()) for part in held)  # type: ignore[attr-defined]  # a list, which the stubs leave out
        return sorted({row for top, bottom in ranges for row in range(top, bottom + 1)})

    def show_ids(self, ids: Sequence[int], stay_on: int | None = None) -> None:
        """Show these ids, standing on `stay_on` (default: where we stood) if it is still there, else on the first."""
        keep = self.current_id if stay_on is None else stay_on
        self.rows.show(ids)
        row = self.rows.row_of(keep) if keep is not None else -1
        if ids:
            self.go_to(max(row, 0))
        else:
            self.current_changed.emit(None)

    def go_to(self, row: int) -> None:
        """Stand on a row and show it."""
        index = self.rows.index(row, 0)
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, select)
        self.scrollTo(index)

    def stand_nowhere(self) -> None:
        """Mark no row: what is shown beside the list is not in it (the cursor stays, Qt would put it on the first)."""
        self.selectionModel().clearSelection()

    def _tell_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit(self.rows.id_at(now.row()))

    def show_sort(self, sort: str, *, descending: bool) -> None:
        """Show in the headings what the list is sorted by; nothing where no column is meant."""
        head = self.horizontalHeader()
        section = next((n for n, column in enumerate(self.rows.columns) if column.sort == sort), -1)
        head.setSortIndicatorShown(section >= 0)
        if section >= 0:
            order = Qt.SortOrder
            head.setSortIndicator(section, order.DescendingOrder if descending else order.AscendingOrder)

    def _ask_sort(self, section: int) -> None:
        column = self.rows.columns[section]
        if not column.sort:
            return
        head = self.horizontalHeader()
        again = head.isSortIndicatorShown() and head.sortIndicatorSection() == section
        descending = again and head.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        head.setSortIndicatorShown(True)
        head.setSortIndicator(
            section, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        )
        self.sort_wanted.emit(column.sort, descending)

    # -- copying -----------------------------------------------------------------------------------------------

    def copied_text(self, *, everything: bool = False) -> str:
        """Rows as Excel and WPS paste them: the selected ones or all; headings first, cells parted by tabs."""
        head = self.horizontalHeader()
        order = [head.logicalIndex(place) for place in range(head.count())]
        shown = [section for section in order if not self.isColumnHidden(section)]
        lines = ["\t".join(self.rows.columns[section].title for section in shown)]
        for row in range(self.rows.rowCount()) if everything else self.selected_rows():
            cells = self.rows.texts(row)
            lines.append("\t".join(_cell(cells[section]) for section in shown))
        return "\n".join(lines)

    # -- moving rows -------------------------------------------------------------------------------------------

    def set_movable(self, *, on: bool) -> None:
        """Let rows be dragged among each other, or not."""
        self.rows.movable = on
        self.setDragEnabled(on)
        self.setAcceptDrops(on)
        self.setDropIndicatorShown(on)
        self.setDragDropOverwriteMode(False)
        mode = QAbstractItemView.DragDropMode
        self.setDragDropMode(mode.InternalMove if on else mode.NoDragDrop)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Rows of this list may be put anywhere in it; the line shows where."""
        super().dragMoveEvent(event)
        if event.source() is self:
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which rows are to be put before which; the list moves when it has been written."""
        if event.source() is not self:
            event.ignore()
            return
        self.drop_at(event.position().toPoint())
        event.setDropAction(Qt.DropAction.IgnoreAction)  # Qt would take the rows out of the list itself
        event.accept()

    def drop_at(self, point: QPoint) -> None:
        """Put the selected rows where the mouse is: above a row in its upper half, else below it."""
        index = self.indexAt(point)
        row = index.row() if index.isValid() else self.rows.rowCount()
        if index.isValid() and point.y() > self.visualRect(index).center().y():
            row += 1
        self.dropped.emit(self.selected_ids(), self.rows.id_at(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies with headings; Enter opens the row."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied_text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id is not None:
            self.opened.emit(self.current_id)
        else:
            super().keyPressEvent(event)

    # -- painting ----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """An empty list says how to begin."""
        super().paintEvent(event)
        if self.rows.rowCount() or not self.empty_text:
            return
        painter = QPainter(self.viewport())
        painter.setPen(theme.tokens().color("muted"))
        space = self.viewport().rect().adjusted(theme.XL, theme.XL * 2, -theme.XL, 0)
        painter.drawText(
            space,
            Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap,
            self.empty_text,
        )
        painter.end()


def _cell(text: str) -> str:
    """One cell for the clipboard: line breaks and tabs would break the row; a formula would run."""
    plain = text.replace("\t", " ").replace("\n", " ")
    return f"'{plain}" if plain[:1] in "=+-@" and plain[:1] else plain
