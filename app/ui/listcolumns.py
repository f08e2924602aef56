"""The columns of a list: which are shown, in which order and how wide, as the clerk or a view has chosen them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QTableView, QWidget

from app.ui import remembered
from app.ui.columnwidths import Need, need, sample, shared
from app.ui.rows import Column, RowModel

RowT = TypeVar("RowT")
MIN_WIDTH, LEAST = 160, 64
WHOLE = 8
"""Characters of a first column that are never cut: 艾克木·吐尔逊."""
PADDING = 24
"""Pixels of a cell around its text."""


class ColumnedView(QTableView, Generic[RowT]):
    """Shows columns of a `RowModel`; what the clerk chooses is remembered by the list's accessible name.

    Columns that are lent (a view's own) are nobody's usual ones: what is done to them by hand lasts until others are shown.
    """

    columns_changed = Signal()
    """The clerk has shown, hidden, moved or widened a column."""

    def __init__(self, model: RowModel[RowT], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.chooser: Callable[[QPoint], None] | None = None
        """Opens instead of the menu of columns, where there are too many for one."""
        self._lent: Sequence[str] | None = None
        self._idle: frozenset[str] = frozenset()
        self._by_hand: Mapping[str, int] = {}
        self._contents: Sequence[RowT] = ()
        self._needs: dict[str, Need] = {}
        self._laying = False
        self._keep = QTimer(self, singleShot=True, interval=0)
        self._keep.timeout.connect(self.keep_columns)
        self.setModel(model)
        self.setAccessibleName(name)

    def set_columns(self, columns: Sequence[Column[RowT]]) -> None:
        """Have other columns from now on, those lent, remembered or usual among them shown."""
        self._laying = True
        self.rows.set_columns(columns)
        self._laying = False
        if self._lent is None:
            self.remembered_columns()
        else:
            self._lay(self._lent, self._by_hand)

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
        self.keep_columns()
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
        self._lay(keys, remembered.columns(self.accessibleName()) or {})

    def _lay(self, keys: Iterable[str], widths: Mapping[str, int]) -> None:
        self._by_hand = widths
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

    def keep_columns(self) -> None:
        """Keep which columns are shown, in which order and how wide: for this list, or while they are lent."""
        widths = {column.key: self.columnWidth(n) for n, column in enumerate(self.rows.columns)}
        self._by_hand = {key: widths[key] for key in self.shown_columns()}
        if self._lent is None:
            remembered.remember_columns(self.accessibleName(), self._by_hand)
        else:
            self._lent = tuple(self._by_hand)
        self.columns_changed.emit()

    @property
    def lent(self) -> bool:
        """Whether the columns shown are somebody's own, not those of the list."""
        return self._lent is not None

    def lend_columns(self, keys: Iterable[str]) -> None:
        """Show these columns for a while: what is done to them by hand is not remembered for the list."""
        self._lent = tuple(keys)
        self.lay_columns(self._lent)

    def remembered_columns(self) -> None:
        """Show the columns that were chosen for this list, or the usual ones."""
        self._lent = None
        chosen = remembered.columns(self.accessibleName())
        if chosen is None or any(chosen.values()):
            self.lay_columns(self._usual() if chosen is None else chosen)
        else:  # a choice of an earlier version has no order
            self.lay_columns(c.key for c in self.rows.columns if c.key in chosen)

    def usual_columns(self) -> None:
        """Forget the choice: the list's, or what was done to lent columns."""
        if self._lent is None:
            remembered.forget_columns(self.accessibleName())
            self.remembered_columns()
        else:
            self.lend_columns(self._usual())
        self.columns_changed.emit()

    def _usual(self) -> list[str]:
        return [c.key for c in self.rows.columns if not c.optional and c.key not in self._idle]

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
        self._idle = frozenset(idle)
        if self._lent is None and remembered.columns(self.accessibleName()) is None:
            self.lay_columns(self._usual())

    # -- how wide ----------------------------------------------------------------------------------------------

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
            character = self.fontMetrics().horizontalAdvance("国")
            self._needs[column.key] = need(
                [column.text(row) for row in self._contents], self.horizontalHeader().sectionSizeHint(number),
                character, PADDING, 0 if number else WHOLE * character + PADDING,
            )  # fmt: skip
        return self._needs[column.key]
