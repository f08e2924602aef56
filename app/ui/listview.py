"""The list every page shows: 34-pixel rows, copying with headings, sorting asked of the source."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from app.ui import remembered, theme
from app.ui.columnwidths import Need, need, sample, shared
from app.ui.rows import Column, RowModel

RowT = TypeVar("RowT")
MIN_WIDTH, LEAST = 160, 64
PADDING = 24
"""Pixels of a cell around its text."""


class ListView(QTableView, Generic[RowT]):
    """Shows a `RowModel`; `current_changed` carries the id of the row the clerk stands on (or None)."""

    current_changed = Signal(object)
    opened = Signal(object)
    sort_wanted = Signal(str, bool)
    dropped = Signal(object, object)
    """Rows were dragged: their ids, and the id they are put before (None: behind the last)."""

    def __init__(self, model: RowModel[RowT], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.empty_text = ""
        self.chooser: Callable[[QPoint], None] | None = None
        """Opens instead of the menu of columns, where there are too many for one."""
        self._by_hand: Mapping[str, int] = {}
        self._contents: Sequence[RowT] = ()
        self._needs: dict[str, Need] = {}
        self._laying = False
        self._keep = QTimer(self, singleShot=True, interval=0)
        self._keep.timeout.connect(self.remember_columns)
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
        self._dress_columns()

    def _dress_columns(self) -> None:
        chosen = remembered.columns(self.accessibleName())
        if chosen is None or not any(chosen.values()):  # a choice of an earlier version has no order
            usual = [
                c.key for c in self.rows.columns if (not c.optional if chosen is None else c.key in chosen)
            ]
            self.lay_columns(usual)
        else:
            self.lay_columns(chosen)

    def set_columns(self, columns: Sequence[Column[RowT]]) -> None:
        """Have other columns from now on, those remembered or usual among them shown."""
        self._laying = True
        self.rows.set_columns(columns)
        self._laying = False
        self._dress_columns()

    # -- which columns -----------------------------------------------------------------------------------------

    def columns_menu(self) -> QMenu:
        """A menu that ticks the columns shown; the first one always is."""
        menu = QMenu(self)
        for number, column in enumerate(self.rows.columns):
            if number == 0 or not column.title or column.passing:
                continue
            act = menu.addAction(column.title)
            act.setCheckable(True)
            act.setChecked(not self.isColumnHidden(number))
            act.toggled.connect(lambda on, which=number: self.show_column(which, shown=on))
        return menu

    def choose_columns(self, at: QPoint | None = None) -> None:
        """Open that menu below the headings, or where the mouse is."""
        head = self.horizontalHeader()
        at = at or head.mapToGlobal(QPoint(0, head.height()))
        if self.chooser is not None:
            self.chooser(at)
            return
        menu = self.columns_menu()
        menu.exec(at)
        menu.deleteLater()

    def show_column(self, number: int, *, shown: bool) -> None:
        """Show or hide a column, and remember it for this list."""
        self._laying = True
        self.setColumnHidden(number, not shown)
        self._laying = False
        self.remember_columns()
        self.fit_columns()

    def shown_columns(self) -> list[str]:
        """The keys of the columns shown, from left to right; passing ones are left out."""
        head = self.horizontalHeader()
        order = (head.logicalIndex(place) for place in range(head.count()))
        return [
            self.rows.columns[n].key
            for n in order
            if not self.isColumnHidden(n) and not self.rows.columns[n].passing
        ]

    def lay_columns(self, keys: Iterable[str]) -> None:
        """Show exactly these columns in this order (the first one always), at the widths remembered for them."""
        self._by_hand = widths = remembered.columns(self.accessibleName()) or {}
        place = {column.key: number for number, column in enumerate(self.rows.columns)}
        shown = self.known_columns(keys)
        self._laying = True
        head = self.horizontalHeader()
        for number, column in enumerate(self.rows.columns):
            self.setColumnWidth(number, widths.get(column.key) or column.width)
            self.setColumnHidden(number, column.key not in shown)
        for position, key in enumerate(shown):
            head.moveSection(head.visualIndex(place[key]), position)
        self._laying = False
        self.fit_columns()

    def known_columns(self, keys: Iterable[str]) -> list[str]:
        """The keys of those columns that there are, the first column's before all."""
        there = {column.key for column in self.rows.columns}
        return list(dict.fromkeys([self.rows.columns[0].key, *(key for key in keys if key in there)]))

    def remember_columns(self) -> None:
        """Keep which columns are shown, in which order and how wide."""
        widths = {column.key: self.columnWidth(n) for n, column in enumerate(self.rows.columns)}
        self._by_hand = {key: widths[key] for key in self.shown_columns()}
        remembered.remember_columns(self.accessibleName(), self._by_hand)

    def remembered_columns(self) -> None:
        """Show the columns that were chosen for this list, or the usual ones."""
        self._dress_columns()

    def usual_columns(self) -> None:
        """Forget the choice."""
        remembered.forget_columns(self.accessibleName())
        self._dress_columns()

    def show_passing(self, key: str, *, shown: bool, place: int = 1) -> None:
        """Show or hide a column that the page shows while it has something to say, at `place`: behind the first one."""
        number = next(n for n, column in enumerate(self.rows.columns) if column.key == key)
        if self.isColumnHidden(number) is not shown:
            return
        self._laying = True
        self.setColumnHidden(number, not shown)
        head = self.horizontalHeader()
        head.moveSection(head.visualIndex(number), place)
        self._laying = False
        self.fit_columns()

    def _changed_by_hand(self) -> None:
        """A heading was dragged or widened by the clerk: keep it when she lets go."""
        if not self._laying and self.isVisible():
            self._keep.start()

    def hide_idle(self, idle: Collection[str]) -> None:
        """Give the room of columns in which nothing stands to the others, unless the clerk has chosen columns herself."""
        if remembered.columns(self.accessibleName()) is not None:
            return
        self.lay_columns(c.key for c in self.rows.columns if not c.optional and c.key not in idle)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the stretching column what the others leave."""
        super().resizeEvent(event)
        self.fit_columns()

    def fit_to(self, contents: Sequence[RowT]) -> None:
        """Let columns be as wide as these rows need, but for those that the clerk has made as she likes."""
        self._contents = [contents[place] for place in sample(len(contents))]
        self._needs.clear()
        self.fit_columns()

    def fit_columns(self) -> None:
        """Share the width among the columns shown; the stretching one takes what is left, never too little to be read."""
        columns = self.rows.columns
        shown = [n for n in range(len(columns)) if not self.isColumnHidden(n)]
        stretching = next((n for n in shown if columns[n].stretch), None)
        if (
            stretching is None or self._laying
        ):  # a scroll bar came or went while columns are laid: they are fitted then
            return
        self._laying = True
        passing = sum(columns[n].width for n in shown if columns[n].passing)
        room = self.viewport().width()
        least = max(MIN_WIDTH - passing, LEAST)  # narrower for a while, so that nothing is pushed out
        if self._contents:
            needs = [self._need(n) if n != stretching else replace(self._need(n), least=least) for n in shown]
            for n, width in zip(shown, shared(needs, room), strict=True):
                self.setColumnWidth(n, width)
        others = sum(self.columnWidth(n) for n in shown if n != stretching)
        self.setColumnWidth(stretching, max(least, room - others))
        self._laying = False

    def _need(self, number: int) -> Need:
        """What a column needs; one that the clerk has made as she likes, or that only passes, just its width."""
        column = self.rows.columns[number]
        fixed = column.width if column.passing else self._by_hand.get(column.key, 0)
        if fixed and not column.stretch:
            return Need(fixed, fixed, fixed)
        if column.key not in self._needs:
            self._needs[column.key] = need(
                [column.text(row) for row in self._contents], self.horizontalHeader().sectionSizeHint(number),
                self.fontMetrics().horizontalAdvance("国"), PADDING, 0 if number else column.width,
            )  # fmt: skip
        return self._needs[column.key]

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
