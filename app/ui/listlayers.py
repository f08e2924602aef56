"""A list with one record's sheet beside it, and the import that takes their place: the layers of a page or of a room."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedLayout, QWidget

from app.ui.desk import Desk
from app.ui.listview import ListView
from app.ui.searchline import SearchLine

if TYPE_CHECKING:  # with what reads tables: most days none is read
    from app.ui.importing import Importing

NARROW = 900
"""A list and its sheet have less than this, in pixels, only in a narrow window."""

ImportT = TypeVar("ImportT", bound="Importing[Any, Any]")


class Beside(QSplitter):
    """A list with a sheet beside it, `widths` in px; where there is less room, the sheet is as narrow as it can be."""

    def __init__(self, left: QWidget, side: QWidget, widths: tuple[int, int], narrowest: int) -> None:
        super().__init__(Qt.Orientation.Horizontal, childrenCollapsible=False)
        self._widths, self._narrow = widths, False
        self.addWidget(left)
        self.addWidget(side)
        self.setStretchFactor(0, 1)
        self.setSizes([*widths])
        side.setMinimumWidth(narrowest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What the clerk has drawn stays until the window becomes narrow, or wide again."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.setSizes([event.size().width(), 0] if narrow else [*self._widths])


class Detail(Protocol):
    """The sheet of one record."""

    @property
    def busy(self) -> bool:
        """Whether something half written would be lost."""
        ...

    def step_back(self) -> bool:
        """Leave its form."""
        ...


class ListLayers(Generic[ImportT]):
    """Stands before `Page` or `Room` among the bases of a class, which makes what is named here."""

    desk: Desk
    list: ListView[Any]
    detail: Detail
    search: SearchLine
    layers: QStackedLayout
    importing: ImportT | None = None

    def make_import(self) -> ImportT:
        """Make the import."""
        raise KeyError(type(self).__name__)

    def filter_now(self) -> None:
        """Show the rows that fit view and words."""

    def lay_layers(
        self, within: QWidget, left: QWidget, side: QWidget, widths: tuple[int, int], narrowest: int
    ) -> None:
        """Put the sheet (in `side`) beside the list; `widths` in px, the side's never less than `narrowest`."""
        self.layers = QStackedLayout(within)
        self.layers.addWidget(Beside(left, side, widths, narrowest))
        self.layers.currentChanged.connect(lambda _layer: self.desk.turned.emit())

    # -- the import --------------------------------------------------------------------------------------------

    def open_import(self) -> ImportT:
        """Turn the list into the import of tables."""
        if self.importing is None:
            self.importing = self.make_import()
            self.importing.left.connect(self.leave_import)
            self.importing.done.connect(self.show_list)
            self.layers.addWidget(self.importing)
        self.importing.go_on()
        self.layers.setCurrentWidget(self.importing)
        return self.importing

    @property
    def strayed(self) -> bool:
        """Whether an import or a room has taken the list's place."""
        return self.layers.currentIndex() > 0

    def come_back(self) -> None:
        """Back to the list, whatever has taken its place."""
        if self.layers.currentWidget() is self.importing:
            self.leave_import()
        elif self.strayed:
            self.show_list()

    def leave_import(self) -> None:
        """Back to the list; a preview that was not entered waits for the next 导入."""
        self.show_list()
        if self.importing is not None and self.importing.unfinished:
            self.desk.say("没有导入。刚才的预览还留着，再点“导入”接着看；要看别的文件，点“换文件”。", "")

    def show_list(self) -> None:
        """Back to the list."""
        self.layers.setCurrentIndex(0)
        self.list.setFocus()

    def take_files(self, files: Sequence[Path]) -> bool:
        """Dropped files begin an import."""
        if not self.desk.read_only:
            self.open_import().read(files)
        return True

    # -- the keyboard ------------------------------------------------------------------------------------------

    def half_written(self) -> bool:
        """An open form counts."""
        return self.detail.busy

    def step_back(self) -> bool:
        """Leave what has taken the list's place, what is searched for, or a form."""
        if self.strayed:
            self.come_back()
        elif self.search.hasFocus() and self.search.text():
            self.search.clear()
            self.filter_now()
        else:
            return self.detail.step_back()
        return True

    def focus_first(self) -> None:
        """The list."""
        self.list.setFocus()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus()
        self.search.selectAll()
