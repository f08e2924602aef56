"""The grid as a table: one line for each person, sortable, to be copied into Excel or WPS."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.liaison import CHINESE
from app.domain.pinyin import pinyin
from app.ui import theme
from app.ui.listview import ListView
from app.ui.pages.grid.county import GUEST, ORPHAN, SUSPENDED, VACANT, County, Figure
from app.ui.parts import Chips, card, row
from app.ui.rows import Column, RowModel

if TYPE_CHECKING:
    from app.services.grid_view import Pair

ALL, PINNED = "全部", "指定"
VIEWS = (ALL, ORPHAN, VACANT, PINNED, SUSPENDED, GUEST)


@dataclass(frozen=True, slots=True)
class Line:
    """A person with their link, as the table says it."""

    figure: Figure
    upper: str
    next_best: str
    pair: Pair | None
    upper_place: int


def _shared(line: Line) -> str:
    if line.pair is None:
        return ""
    return "、".join(line.pair.shared) or "无"


def _cost(line: Line) -> str:
    return str(line.pair.cost) if line.pair is not None else ""


def _worse(line: Line) -> str:
    return str(line.pair.worse_by) if line.pair is not None and line.pair.worse_by is not None else ""


COLUMNS: tuple[Column[Line], ...] = (
    Column("tier", "级别", lambda line: f"{CHINESE[line.figure.tier]}级", 60, sort="tier"),
    Column("name", "姓名", lambda line: line.figure.name, 150, sort="name", bold=True),
    Column(
        "state",
        "状态",
        lambda line: line.figure.state,
        70,
        sort="state",
        tone=lambda line: "danger" if line.figure.wrong else "warning",
    ),
    Column("upper", "上级", lambda line: line.upper, 80, sort="upper"),
    Column(
        "load",
        "联系",
        lambda line: "" if line.figure.load is None else f"{line.figure.load} 人",
        54,
        sort="load",
        right=True,
    ),
    Column("shared", "共同点", _shared, 120, sort="shared", stretch=True),
    Column("cost", "差异分", _cost, 66, sort="cost", right=True, hint="两人没有的共同点越多越高"),
    Column("next", "次优", lambda line: line.next_best, 80, sort="next", hint="除现任上级外最合适的人"),
    Column("worse", "差", _worse, 46, sort="worse", right=True, hint="改由次优联系，总分会增加多少"),
    Column("pinned", "指定", lambda line: "指定" if line.figure.pinned else "", 50, sort="pinned"),
    Column("since", "自", lambda line: line.pair.since if line.pair is not None else "", 96, sort="since"),
)

_KEYS: dict[str, Callable[[Line], tuple[int, str]]] = {
    "tier": lambda line: (line.figure.tier, ""),
    "name": lambda line: (0, f"{pinyin(line.figure.name)} {line.figure.name}"),
    "upper": lambda line: (line.upper_place, ""),
    "load": lambda line: (line.figure.load if line.figure.load is not None else -1, ""),
    "cost": lambda line: (line.pair.cost if line.pair is not None else -1, ""),
    "worse": lambda line: (
        line.pair.worse_by if line.pair is not None and line.pair.worse_by is not None else -1,
        "",
    ),
}
"""Columns that do not sort by what they show."""


class GridTable(QWidget):
    """The table with its views as chips."""

    current_changed = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._county: County | None = None
        self._lines: dict[int, Line] = {}
        self._sort = ("", False)
        self._named: tuple[str, tuple[int, ...]] = ("", ())
        self.chips = Chips("网格的视图")
        self.chips.chosen.connect(self.show_view)
        self.list: ListView[Line] = ListView(RowModel(COLUMNS, self._fetch, self), "网格表")
        self.list.setSortingEnabled(False)
        self.list.sort_wanted.connect(self._sort_by)
        self.list.current_changed.connect(self.current_changed)
        self.list.opened.connect(self.opened)
        self.list.empty_text = "这个视图里没有人。"
        frame, inner = card(0)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addLayout(row(self.chips))
        layout.addWidget(frame, 1)

    def show_county(self, county: County) -> None:
        """Show a county in the present view and order."""
        self._county = county
        self._lines = _lines(county)
        self._show_chips(self.chips.on or ALL)
        self._show()

    def ids(self, view: str) -> list[int]:
        """Who belongs to a view; 未分配 counts everybody without a liaison, 上级空缺 among them."""
        if self._county is None:
            return []
        figures = [self._county.figures[identity] for identity in self._county.order]
        match view:
            case "全部":
                return [figure.id for figure in figures if figure.state not in (SUSPENDED, GUEST)]
            case "未分配":
                return [figure.id for figure in figures if figure.wrong]
            case "指定":
                return [figure.id for figure in figures if figure.pinned]
            case _ if view == self._named[0]:
                return [identity for identity in self._named[1] if identity in self._county.figures]
            case _:
                return [figure.id for figure in figures if figure.state == view]

    def show_view(self, view: str) -> None:
        """Show one view."""
        self._show_chips(view)
        self._show()

    def show_exactly(self, ids: Sequence[int], title: str) -> None:
        """Show just these people, as a view of its own under a title."""
        self._named = (title, tuple(ids))
        self.show_view(title)

    def stand_on(self, identity: int | None) -> None:
        """Stand on a person, when they are in this view."""
        place = self.list.rows.row_of(identity) if identity is not None else -1
        if place >= 0 and self.list.current_id != identity:
            self.list.go_to(place)

    def _fetch(self, ids: Sequence[int]) -> dict[int, Line]:
        return {identity: self._lines[identity] for identity in ids if identity in self._lines}

    def _sort_by(self, key: str, descending: bool) -> None:
        self._sort = (key, descending)
        self._show()

    def _show_chips(self, on: str) -> None:
        """Views that hold somebody, and those that are always there."""
        views = (*VIEWS, self._named[0]) if self._named[0] else VIEWS
        counts = [(view, len(self.ids(view))) for view in views]
        self.chips.show_views(
            [(view, count) for view, count in counts if count or view in (ALL, ORPHAN, on)], on
        )

    def _show(self) -> None:
        ids = self.ids(self.chips.on or ALL)
        key, descending = self._sort
        if key:
            order = _KEYS.get(key, _by_text(key))
            ids.sort(key=lambda identity: order(self._lines[identity]), reverse=descending)
        self.list.show_ids(ids)


def _by_text(key: str) -> Callable[[Line], tuple[int, str]]:
    column = next(column for column in COLUMNS if column.key == key)
    return lambda line: (0, column.text(line))


def _lines(county: County) -> dict[int, Line]:
    place = {identity: at for at, identity in enumerate(county.order)}
    found = {}
    for identity in county.order:
        figure = county.figures[identity]
        pair = county.pairs.get(identity)
        upper = county.grid.name(figure.upper) if figure.upper is not None else ""
        following = (
            county.grid.name(pair.next_best) if pair is not None and pair.next_best is not None else ""
        )
        found[identity] = Line(figure, upper, following, pair, place.get(figure.upper or 0, -1))
    return found
