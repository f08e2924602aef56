"""The list every page shows: 34-pixel rows, copying with headings, sorting asked of the source."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from app.ui import remembered, theme
from app.ui.rows import RowModel

RowT = TypeVar("RowT")
MIN_WIDTH = 160


class ListView(QTableView, Generic[RowT]):
    """Shows a `RowModel`; `current_changed` carries the id of the row the clerk stands on (or None)."""

    current_changed = Signal(object)
    opened = Signal(object)
    sort_wanted = Signal(str, bool)

    def __init__(self, model: RowModel[RowT], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.empty_text = ""
        self.setModel(model)
        self.setAccessibleName(name)
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
        head.setSectionsMovable(True)
        head.setMinimumSectionSize(36)
        head.setSortIndicatorClearable(False)
        head.setSectionsClickable(any(column.sort for column in self.rows.columns))
        head.sectionClicked.connect(self._ask_sort)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(lambda at: self.choose_columns(head.mapToGlobal(at)))
        for number, column in enumerate(self.rows.columns):
            self.setColumnWidth(number, column.width)
        chosen = remembered.columns(self.accessibleName())
        for number, column in enumerate(self.rows.columns):
            shown = not column.optional if chosen is None else column.key in chosen
            self.setColumnHidden(number, not shown)

    # -- which columns -----------------------------------------------------------------------------------------

    def columns_menu(self) -> QMenu:
        """A menu that ticks the columns shown; the first one always is."""
        menu = QMenu(self)
        for number, column in enumerate(self.rows.columns):
            if number == 0 or not column.title:
                continue
            act = menu.addAction(column.title)
            act.setCheckable(True)
            act.setChecked(not self.isColumnHidden(number))
            act.toggled.connect(lambda on, which=number: self.show_column(which, shown=on))
        return menu

    def choose_columns(self, at: QPoint | None = None) -> None:
        """Open that menu below the headings, or where the mouse is."""
        head = self.horizontalHeader()
        menu = self.columns_menu()
        menu.exec(at or head.mapToGlobal(QPoint(0, head.height())))
        menu.deleteLater()

    def show_column(self, number: int, *, shown: bool) -> None:
        """Show or hide a column, and remember it for this list."""
        self.setColumnHidden(number, not shown)
        keys = (column.key for n, column in enumerate(self.rows.columns) if not self.isColumnHidden(n))
        remembered.remember_columns(self.accessibleName(), frozenset(keys))
        self.fit_columns()

    def hide_idle(self, idle: Collection[str]) -> None:
        """Give the room of columns in which nothing stands to the others, unless the clerk has chosen columns herself."""
        if remembered.columns(self.accessibleName()) is not None:
            return
        for number, column in enumerate(self.rows.columns):
            self.setColumnHidden(number, column.optional or column.key in idle)
        self.fit_columns()

    # -- standing on a row -------------------------------------------------------------------------------------

    @property
    def current_id(self) -> int | None:
        """The id the clerk stands on."""
        return self.rows.id_at(self.currentIndex().row())

    def selected_ids(self) -> list[int]:
        """The ids of the selected rows, in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [identity for row in rows if (identity := self.rows.id_at(row)) is not None]

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

    def _tell_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit(self.rows.id_at(now.row()))

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

    def copied_text(self) -> str:
        """The selected rows as Excel and WPS paste them: headings first, cells parted by tabs."""
        head = self.horizontalHeader()
        order = [head.logicalIndex(place) for place in range(head.count())]
        shown = [section for section in order if not self.isColumnHidden(section)]
        lines = ["\t".join(self.rows.columns[section].title for section in shown)]
        for row in sorted(index.row() for index in self.selectionModel().selectedRows()):
            cells = self.rows.texts(row)
            lines.append("\t".join(_cell(cells[section]) for section in shown))
        return "\n".join(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies with headings; Enter opens the row."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied_text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id is not None:
            self.opened.emit(self.current_id)
        else:
            super().keyPressEvent(event)

    # -- painting ----------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the stretching column what the others leave."""
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Let the stretching column take the width that is left, never less than it needs to be read."""
        number = next((n for n, column in enumerate(self.rows.columns) if column.stretch), None)
        if number is None:
            return
        others = sum(
            self.columnWidth(n)
            for n in range(len(self.rows.columns))
            if n != number and not self.isColumnHidden(n)
        )
        self.setColumnWidth(number, max(MIN_WIDTH, self.viewport().width() - others))

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
