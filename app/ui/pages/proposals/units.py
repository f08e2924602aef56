"""承办单位: every unit with its contact and how many proposals it has; imported and mended here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from app.domain.fields import UNIT
from app.ui import theme
from app.ui.desk import Desk
from app.ui.listview import ListView
from app.ui.mask import masked
from app.ui.pages.proposals.unitimporting import UnitImporting
from app.ui.pages.proposals.unitsheet import UnitLine, UnitSheet
from app.ui.parts import button, card, label, row
from app.ui.rows import Column, RowModel

EMPTY = "还没有承办单位。\n点“导入”选一份单位名单；导入提案登记表或交办时写到的单位，也会自动列在这里。"
NO_HIT = "没有符合条件的单位。"


def _field(key: str, width: int, *, stretch: bool = False) -> Column[UnitLine]:
    field = UNIT[key]
    return Column(
        key, field.label, lambda line: masked(field, line.text(key)), width, sort=key, stretch=stretch
    )


COLUMNS: tuple[Column[UnitLine], ...] = (
    _field("name", 220, stretch=True),
    _field("system", 90),
    _field("contact", 100),
    _field("phone", 130),
    Column("lead", "主办", lambda line: str(line.lead), 64, right=True, sort="lead", hint="主办和分办的件数"),
    Column("assisting", "会办", lambda line: str(line.assisting), 64, right=True, sort="assisting", hint="会办的件数"),
)  # fmt: skip
ORDERS: Mapping[str, Callable[[UnitLine], tuple[int, str]]] = {
    "name": lambda line: (0, line.text("name")),
    "system": lambda line: (0, line.text("system")),
    "contact": lambda line: (0, line.text("contact")),
    "phone": lambda line: (0, line.text("phone")),
    "lead": lambda line: (line.lead, ""),
    "assisting": lambda line: (line.assisting, ""),
}


class UnitsSheet(QWidget):
    """The list of units with one of them beside it, or their import."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("承办单位")
        self._desk = desk
        self._lines: dict[int, UnitLine] = {}
        self._plenary: str | None = None
        self._sort, self._descending = "", False
        self.importing: UnitImporting | None = None
        self.list: ListView[UnitLine] = ListView(RowModel(COLUMNS, self._fetch, self), "承办单位名单")
        self.detail = UnitSheet(desk)
        self.counts = label("", "muted")
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText("在单位、系统、联系人里查找（Ctrl+F）")
        self.search.setAccessibleName("在承办单位里查找")
        self.back = button("返回(&B)", self.left.emit, hint="回到提案（Esc）")
        self.enter = button("导入(&I)…", self.open_import, hint="导入承办单位名单（Ctrl+I）")
        self.enter.setEnabled(not desk.read_only)
        self._build()
        self.search.textChanged.connect(lambda _text: self._filter())
        self.list.current_changed.connect(self._show)
        self.list.opened.connect(lambda _id: self.detail.edit())
        self.list.sort_wanted.connect(self._order_by)
        self.list.addAction(self.detail.edit_action)
        self.detail.saved.connect(self.reload)
        self.detail.freed.connect(self.list.setFocus)

    def _build(self) -> None:
        frame, inner = card(0)
        inner.addWidget(self.list)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.M, 0)
        column.setSpacing(theme.S)
        column.addLayout(row(label("承办单位", "title"), self.counts, None, self.back, self.enter))
        column.addWidget(self.search)
        column.addWidget(frame, 1)
        split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        split.addWidget(left)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        split.setSizes([780, 370])
        self.detail.setMinimumWidth(300)
        self.layers = QStackedLayout(self)
        self.layers.addWidget(split)

    # -- reading -----------------------------------------------------------------------------------------------

    def open(self, plenary: int | None) -> None:
        """Show every unit with its proposals of a 次会议 (None: the latest one)."""
        self._plenary = str(plenary) if plenary else None
        self.search.clear()
        self.layers.setCurrentIndex(0)
        self.reload()
        self.list.setFocus()

    def reload(self) -> None:
        """Read the units anew and keep where we stand."""
        office = self._desk.reader
        meets = office.frame.latest_plenary() is not None
        figures = office.register.stats(self._plenary).by_unit if self._plenary or meets else {}
        self._lines = {}
        for unit in office.units.listing():
            part = figures.get(unit.name)
            self._lines[unit.id] = UnitLine(unit, part.lead if part else 0, part.assisting if part else 0)
        name = office.frame.plenary(self._plenary).name if self._plenary or meets else ""
        counted = f"，件数是{name}的" if name else ""
        self.counts.setText(f"共 {len(self._lines)} 家{counted}" if self._lines else "")
        self._filter()

    def _filter(self) -> None:
        words = self.search.text().strip()
        found = [
            line
            for line in self._lines.values()
            if any(words in line.text(key) for key in ("name", "system", "contact"))
        ]
        if self._sort:
            found.sort(key=ORDERS[self._sort], reverse=self._descending)
        self.list.empty_text = NO_HIT if words else EMPTY
        self.list.show_ids([line.unit.id for line in found])

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, UnitLine]:
        return {identity: self._lines[identity] for identity in ids if identity in self._lines}

    def _show(self, identity: int | None) -> None:
        if not self.detail.busy:
            self.detail.show_unit(self._lines.get(identity) if identity is not None else None)

    def _order_by(self, sort: str, descending: bool) -> None:
        self._sort, self._descending = sort, descending
        self._filter()

    # -- doing -------------------------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether a form is half written."""
        return self.detail.busy

    def open_import(self) -> UnitImporting:
        """Turn the sheet into the import of a list of units."""
        if self.importing is None:
            self.importing = UnitImporting(self._desk)
            self.importing.left.connect(self._close_import)
            self.importing.done.connect(self._close_import)
            self.layers.addWidget(self.importing)
        self.importing.start()
        self.layers.setCurrentWidget(self.importing)
        return self.importing

    def _close_import(self) -> None:
        self.layers.setCurrentIndex(0)
        self.list.setFocus()

    def take_files(self, files: Sequence[Path]) -> None:
        """Dropped files begin an import."""
        self.open_import().read(files)

    def step_back(self) -> None:
        """Leave the import, the form, what is searched for, or all of it (Esc)."""
        if self.layers.currentIndex() > 0:
            self._close_import()
        elif self.detail.step_back():
            return
        elif self.search.hasFocus() and self.search.text():
            self.search.clear()
        else:
            self.left.emit()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus()
        self.search.selectAll()
