"""Which columns the roster shows: a small window below the headings with all fields by section, and a search."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from app.domain.member import Member
from app.domain.member_facets import Facet, sections
from app.ui import theme
from app.ui.listview import ListView
from app.ui.parts import button, label, row
from app.ui.searchline import SearchLine

SIZE = QSize(300, 420)
_KEY = Qt.ItemDataRole.UserRole
Sections = Sequence[tuple[str, Sequence[tuple[str, str]]]]
"""Heading, then (key, label) of each column below it."""


def chooser_of(rows: ListView[Member], facets: Mapping[str, Facet], usual: Sequence[str]) -> ColumnChooser:
    """Make the window for the roster's list: the usual columns first, then the fields by section."""
    held = {column.key: column.title for column in rows.rows.columns if not column.passing}
    keys = [column.key for column in rows.rows.columns]
    groups: list[tuple[str, list[tuple[str, str]]]] = [
        ("通常的栏目", [(key, held[key]) for key in usual[1:] if key in held])
    ]
    for title, found in sections(facets):
        lines = [(one.key, one.label) for one in found if one.key in held and one.key not in usual]
        groups += [(title, lines)] if lines else []
    return ColumnChooser(
        groups, rows.shown_columns(), lambda key, on: rows.show_column(keys.index(key), shown=on), rows.usual_columns, rows
    )  # fmt: skip


class ColumnChooser(QFrame):
    """Ticks the columns shown; each tick acts at once, the order is dragged in the headings themselves."""

    def __init__(
        self,
        sections: Sections,
        shown: Sequence[str],
        changed: Callable[[str, bool], object],
        usual: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "card")
        self.setAccessibleName("选择栏目")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = SearchLine(placeholderText="找栏目", clearButtonEnabled=True)
        self.search.setAccessibleName("找栏目")
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self._heads: list[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = []
        self.tree.setAccessibleName("栏目")
        self.tree.setUniformRowHeights(True)
        self._fill(sections, frozenset(shown))
        self.tree.itemChanged.connect(
            lambda item: changed(item.data(0, _KEY), item.checkState(0) is Qt.CheckState.Checked)
        )
        self.search.textChanged.connect(self._narrow)
        self.search.went_down.connect(self.tree.setFocus)
        restore = button("恢复通常的栏目", lambda: (usual(), self.close()), kind="link")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.M, theme.M, theme.M, theme.S)
        layout.setSpacing(theme.S)
        hint = label("次序在表头上拖动，宽度也是。", "muted", wrap=True)
        for part in (self.search, self.tree, hint):
            layout.addWidget(part, 1 if part is self.tree else 0)
        layout.addLayout(row(restore, None))
        self.resize(SIZE)
        self.search.setFocus()

    def _fill(self, sections: Sections, shown: frozenset[str]) -> None:
        for title, columns in sections:
            head = QTreeWidgetItem(self.tree, [title])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            lines: list[QTreeWidgetItem] = []
            self._heads.append((head, lines))
            for key, words in columns:
                item = QTreeWidgetItem(head, [words])
                lines.append(item)
                item.setData(0, _KEY, key)
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
                )
                item.setCheckState(0, Qt.CheckState.Checked if key in shown else Qt.CheckState.Unchecked)
        self.tree.expandAll()

    def item(self, key: str) -> QTreeWidgetItem | None:
        """The line of a column."""
        return next((item for _, lines in self._heads for item in lines if item.data(0, _KEY) == key), None)

    def _narrow(self, words: str) -> None:
        for head, lines in self._heads:
            for item in lines:
                item.setHidden(words.strip() not in item.text(0))
            head.setHidden(all(item.isHidden() for item in lines))

    def open_at(self, at: QPoint) -> None:
        """Show it there, wholly on the screen."""
        screen = QGuiApplication.screenAt(at) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        left = min(at.x(), room.right() - self.width())
        top = min(at.y(), room.bottom() - self.height())
        self.move(max(left, room.left()), max(top, room.top()))
        self.show()
