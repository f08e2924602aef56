"""The one search box (Ctrl+K): members by name, pinyin, number or any field, proposals by number or words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from app.ui.desk import Target
from app.ui.searchline import SearchLine

WAIT_MS = 120
POPUP_WIDTH = 620
HIT_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: the page that shows it, where on the page, and its line in the list."""

    page: str
    target: Target
    line: str


class SearchBox(SearchLine):
    """Finds while the clerk types; Enter goes to the first or the chosen hit."""

    chosen = Signal(str, object)

    def __init__(self, find: Callable[[str], Sequence[Hit]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self.setPlaceholderText("搜索姓名、拼音、编号、手机、提案号、案由……    Ctrl+K")
        self.setAccessibleName("搜索委员和提案")
        self.setToolTip("搜索委员和提案（Ctrl+K）")
        self.setClearButtonEnabled(True)
        self.setFixedWidth(420)
        self._hits = QStandardItemModel(self)
        completer = QCompleter(self._hits, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        self._popup = QListView()
        self._popup.setAccessibleName("搜索结果")
        self._popup.setObjectName("hits")
        self._popup.setProperty("popup", "true")
        self._popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._popup.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._popup.setUniformItemSizes(True)
        completer.setPopup(self._popup)
        self._popup.setMinimumWidth(POPUP_WIDTH)
        completer.activated.connect(self._choose)
        self._completer = completer
        self.setCompleter(completer)
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self.search_now)
        self.textEdited.connect(lambda _text: self._timer.start())

    @property
    def hits(self) -> list[Hit]:
        """What is offered now."""
        return [
            self._hits.item(row).data(HIT_ROLE)
            for row in range(self._hits.rowCount())
            if self._hits.item(row).isEnabled()
        ]

    def search_now(self) -> None:
        """Fill the list for what stands in the box."""
        self._timer.stop()
        words = self.text().strip()
        self._hits.clear()
        if not words:
            return
        found = self._find(words)
        for hit in found:
            item = QStandardItem(hit.line)
            item.setData(hit, HIT_ROLE)
            self._hits.appendRow(item)
        if not found:
            nothing = QStandardItem(f"没有找到“{words}”")
            nothing.setEnabled(False)
            self._hits.appendRow(nothing)
        if self.hasFocus():
            self._completer.complete()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the first hit, Escape empties the box."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.search_now()
            if self.hits:
                self._go(self.hits[0])
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)

    def _choose(self, line: str) -> None:
        hit = next((hit for hit in self.hits if hit.line == line), None)
        if hit is not None:
            QTimer.singleShot(0, self, lambda: self._go(hit))

    def _go(self, hit: Hit) -> None:
        self._popup.hide()
        self.clear()
        self.chosen.emit(hit.page, hit.target)
