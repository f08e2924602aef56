"""Posts that 职务 texts speak of, to be confirmed: certain ones are ticked beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from app.ui import theme

if TYPE_CHECKING:
    from app.services.roster_import import PreviewRow, ProposedPost

HEADINGS = ("设为", "姓名", "从这段职务看出")


class PostList(QTableWidget):
    """One line per proposed post; the space bar ticks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(HEADINGS), parent)
        self.setAccessibleName("由职务推出的政协职务")
        self.setHorizontalHeaderLabels(list(HEADINGS))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(0, 160)
        self.setColumnWidth(1, 120)
        self._keys: list[tuple[str, str]] = []

    def show_posts(self, proposals: Sequence[tuple[PreviewRow, ProposedPost]]) -> None:
        """List these proposals."""
        self._keys = [(line.draft.key, post.post) for line, post in proposals]
        self.setRowCount(len(proposals))
        for number, (line, post) in enumerate(proposals):
            tick = QTableWidgetItem(post.post)
            tick.setFlags(
                Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            )
            tick.setCheckState(Qt.CheckState.Checked if post.certain else Qt.CheckState.Unchecked)
            words = line.draft.text("employer") + line.draft.text("job_title")
            for place, item in enumerate((tick, QTableWidgetItem(line.draft.name), QTableWidgetItem(words))):
                self.setItem(number, place, item)

    def confirmed(self) -> list[tuple[str, str]]:
        """The (row key, post) pairs that are ticked."""
        ticked = []
        for number, pair in enumerate(self._keys):
            item = self.item(number, 0)
            if item is not None and item.checkState() == Qt.CheckState.Checked:
                ticked.append(pair)
        return ticked
