"""A room that is a list with one record beside it, searched and sorted here, or the import that takes their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Generic, Protocol, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui import theme
from app.ui.desk import Desk
from app.ui.listlayers import ImportT, ListLayers
from app.ui.listview import ListView
from app.ui.parts import button, card, folding, label, row
from app.ui.room import Room
from app.ui.rows import Column, RowModel
from app.ui.searchline import SearchLine
from app.ui.verbsheet import VerbSheet


class Told(Protocol):
    """A row that tells a text by key."""

    def text(self, key: str, /) -> str:
        """One of its texts, unmasked."""
        ...


RowT = TypeVar("RowT", bound=Told)
SheetT = TypeVar("SheetT", bound=VerbSheet)


class ListRoom(ListLayers[ImportT], Room, Generic[RowT, SheetT, ImportT]):
    """A subclass fills `lines` in `read`, says which of them fit (`fits`) and shows one (`show_line`).

    A line is known to the list by its place in `lines`, and to the clerk by its `key_of`.
    """

    searched: ClassVar[tuple[str, ...]] = ()
    """Keys of the texts that are searched."""
    search_words: ClassVar[str] = ""
    empty: ClassVar[str] = ""
    no_hit: ClassVar[str] = ""
    back_hint: ClassVar[str] = ""
    import_hint: ClassVar[str] = ""

    detail: SheetT

    def __init__(self, desk: Desk, columns: Sequence[Column[RowT]], detail: SheetT) -> None:
        super().__init__(desk)
        self.lines: list[RowT] = []
        self._sort, self._descending = "", False
        self.list: ListView[RowT] = ListView(RowModel(columns, self._fetch, self), f"{self.title}名单")
        self.detail = detail
        self.counts = label("", "muted")
        self.search = SearchLine(clearButtonEnabled=True)
        self.search.setPlaceholderText(f"{self.search_words}（Ctrl+F）")
        self.search.setAccessibleName(f"在{self.title}里查找")
        self.back = button("返回(&B)", self.left.emit, hint=self.back_hint)
        self.enter = button("导入(&I)…", self.open_import, hint=self.import_hint)
        self.enter.setEnabled(not desk.read_only)
        self.search.textChanged.connect(lambda _text: self.filter_now())
        self.search.went_down.connect(self.list.setFocus)
        self.list.current_changed.connect(self._show)
        self.list.opened.connect(lambda _id: self.detail.edit())
        self.list.sort_wanted.connect(self._order_by)
        self.detail.saved.connect(self.reload)
        self.detail.freed.connect(self.list.setFocus)

    def lay_out(
        self, widths: tuple[int, int], narrowest: int, *, buttons: Sequence[QWidget] = (),
        views: QWidget | None = None, beside_search: Sequence[QWidget] = (),
    ) -> None:  # fmt: skip
        """Put the sheet beside the list; `widths` in px, the sheet's never less than `narrowest`."""
        frame, inner = card(0)
        inner.addWidget(self.list)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.M, 0)
        column.setSpacing(theme.S)
        column.addLayout(
            folding(label(self.title, "title"), self.counts, None, self.back, self.enter, *buttons)
        )
        if views is not None:
            column.addWidget(views)
        column.addLayout(row(self.search, *beside_search))
        column.addWidget(frame, 1)
        self.lay_layers(self, left, self.detail, widths, narrowest)

    # -- what a subclass says ----------------------------------------------------------------------------------

    def read(self) -> None:
        """Fill `lines` anew, through `desk.reader`."""

    def key_of(self, line: RowT) -> object:
        """What a line is known by when the list is read again."""
        return line.text("name")

    def fits(self, line: RowT) -> bool:
        """Whether a line belongs to the view that is looked at."""
        return True

    def standing(self, line: RowT, column: str) -> tuple[int, str]:
        """Where a line stands when the list is sorted by a column."""
        return 0, line.text(column)

    def show_line(self, line: RowT | None) -> None:
        """Show this line in the sheet."""

    def said(self) -> None:
        """Say how many there are."""

    # -- the list ----------------------------------------------------------------------------------------------

    def open(self, ids: Sequence[int] = ()) -> None:
        """Begin with the whole list."""
        self.layers.setCurrentIndex(0)
        self.search.clear()
        super().open(ids)

    def reload(self) -> None:
        """Read the list anew and keep where we stand."""
        on = self._current()
        self.read()
        self.filter_now(on)

    def _current(self) -> RowT | None:
        place = self.list.current_id
        return self.lines[place] if place is not None and place < len(self.lines) else None

    def filter_now(self, on: RowT | None = None) -> None:
        """Show the lines that fit view and words, standing on `on` if it is among them."""
        words = self.search.text().strip()
        found = [
            place
            for place, line in enumerate(self.lines)
            if self.fits(line) and any(words in line.text(key) for key in self.searched)
        ]
        if self._sort:
            found.sort(
                key=lambda place: self.standing(self.lines[place], self._sort), reverse=self._descending
            )
        self.list.empty_text = self.no_hit if words else self.empty
        keys = [self.key_of(self.lines[place]) for place in found] if on is not None else []
        key = self.key_of(on) if on is not None else None
        self.list.show_ids(found, stay_on=found[keys.index(key)] if key in keys else None)
        self._show(self.list.current_id)
        self.said()

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, RowT]:
        return {place: self.lines[place] for place in ids if place < len(self.lines)}

    def _show(self, place: int | None) -> None:
        if not self.detail.busy:
            self.show_line(self.lines[place] if place is not None else None)

    def _order_by(self, sort: str, descending: bool) -> None:
        self._sort, self._descending = sort, descending
        self.filter_now(self._current())
