"""A page that is a list with views and a search, a record's sheet beside it, and an import that takes their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.ui.desk import Desk, Target
from app.ui.listlayers import Beside, ImportT, ListLayers
from app.ui.listview import ListView
from app.ui.page import Page
from app.ui.parts import Chips, tab_as_read
from app.ui.record import RecordSheet
from app.ui.roomed import Layers
from app.ui.searchline import SearchLine

ALL = "全部"
"""The view that is on when nobody chose one."""

RowT = TypeVar("RowT")


class ListPage(ListLayers[ImportT], Page, Generic[RowT, ImportT]):
    """What the pages of members and of proposals have in common.

    A subclass makes `list`, `detail`, `chips` and `search`, lays them out with `lay_beside`, and says which views there
    are (`views`), what a view shows (`filter_now`), and how a record is shown (`show_record`).
    """

    list: ListView[RowT]
    detail: RecordSheet[Any, Any]
    chips: Chips
    search: SearchLine

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._only: Target | None = None

    def lay_beside(
        self, left: QWidget, widths: tuple[int, int], narrowest: int, side: QWidget | None = None
    ) -> None:
        """Put the sheet (or `side`, which holds it) beside the list; `widths` in px, it never less than `narrowest`."""
        self._left = left
        self.layers = Layers(self)
        self.layers.addWidget(Beside(left, side or self.detail, widths, narrowest))
        self.layers.currentChanged.connect(lambda _layer: self.desk.turned.emit())

    def connect_list(self, wait: int) -> None:
        """Let list, views, search and sheet follow each other; a search begins `wait` ms after the last letter."""
        self._wait = QTimer(self, singleShot=True, interval=wait)
        self._wait.timeout.connect(self.filter_now)
        self.search.went_down.connect(self.list.setFocus)
        self.search.textEdited.connect(lambda _text: self._wait.start())
        self.chips.chosen.connect(self._choose)
        self.list.current_changed.connect(self._show)
        self.list.opened.connect(lambda _id: self.detail.edit())
        self.list.sort_wanted.connect(self.order_by)
        self.detail.saved.connect(self.stand_on)
        self.detail.freed.connect(self.list.setFocus)

    # -- what a subclass says ----------------------------------------------------------------------------------

    def views(self) -> Sequence[tuple[str, int | None]]:
        """Every saved view with its count."""
        return ()

    def fetch(self, ids: Sequence[int]) -> Mapping[int, RowT]:
        """Give the rows of these ids; those that are gone are left out."""
        return {}

    def order_by(self, sort: str, descending: bool = False) -> None:
        """Sort the list by a key of its columns."""

    def show_record(self, identity: int | None) -> None:
        """Show this record in the sheet (None: nothing)."""

    # -- views -------------------------------------------------------------------------------------------------

    def show_views(self) -> None:
        """Count the views anew; exactly what a line of 首页 names is a view of its own while it is looked at."""
        views, on = [*self.views()], self.chips.on or ALL
        if self._only is not None:
            views.append((self._only.title, len(self.fetch(self._only.ids))))
            on = self._only.title
        self.chips.show_views(views, on)
        read = self._left.layout()
        if read is not None:
            tab_as_read(read, self.detail.area)

    def stand_on(self, identity: int) -> None:
        """Stand on a record and show it, whatever was being written."""
        place = self.list.rows.row_of(identity)
        if place >= 0:
            self.list.go_to(place)
        else:
            self.list.stand_nowhere()
        self.show_record(identity)

    def go_to(self, identity: int) -> None:
        """Stand on a record from elsewhere, unless something half written would be lost by it."""
        if not self.detail.keeps_writing():
            self.stand_on(identity)

    def _choose(self, view: str) -> None:
        if self._only is not None and view != self._only.title:
            self._only = None
            self.show_views()
            self.chips.turn_on(view)
        self.filter_now()

    def _show(self, identity: int | None) -> None:
        if not self.detail.busy:
            self.show_record(identity)

    def shows(self, widget: QWidget | None) -> bool:
        """Whether this widget has taken the list's place."""
        return widget is not None and self.layers.currentWidget() is widget
