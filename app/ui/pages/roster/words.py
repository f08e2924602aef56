"""Words that the office's code lists have not: asked once, remembered for every later import."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from app.ui import theme
from app.ui.parts import Choice, button, column, label, row, unmarked

if TYPE_CHECKING:
    from app.services.import_words import Word

HEADINGS = ("代码表", "表里写的", "行数", "算作", "说明")
AS_WRITTEN, LEFT_OUT, NOT_SAID = "照写，加到代码表", "（不导入）", "（请选）"
SURE_FROM = 70
"""Score from which 都按最像的 takes a proposal."""

EMPTY = "表里的界别、专委会、学历等都在代码表里。"


class CodeWords(QWidget):
    """One line per word; the fourth cell says what it means."""

    chosen = Signal(object)
    """A list of (list, written, means)."""

    def __init__(self, choices: Callable[[str], Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self._words: tuple[Word, ...] = ()
        self.table = QTableWidget(0, len(HEADINGS))
        self.table.setAccessibleName("代码表里没有的写法")
        self.table.setHorizontalHeaderLabels(list(HEADINGS))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT + 6)
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        for number, width in enumerate((110, 240, 60, 300)):
            self.table.setColumnWidth(number, width)
        self.said = label("", "muted", wrap=True)
        self.alike = button(
            "都按最像的(&L)", self._take_alike, hint="没有选过、又很像代码表里某一个的，都算作那一个"
        )
        top = row(self.said, self.alike)
        top.setStretch(0, 1)
        layout = column(top, self.table)
        layout.setContentsMargins(0, theme.S, 0, 0)
        self.setLayout(layout)

    def show_words(self, words: Sequence[Word]) -> None:
        """List these words."""
        row_on = next((n for n in range(self.table.rowCount()) if self._box(n).hasFocus()), -1)
        self._words = tuple(words)
        self.table.setRowCount(0)
        self.table.setRowCount(len(self._words))
        for number, word in enumerate(self._words):
            remark = "以前选定的" if word.kept else f"像“{word.alike[0]}”" if word.alike else ""
            for place, text in ((0, word.list), (1, word.written), (2, str(word.rows)), (4, remark)):
                item = QTableWidgetItem(text)
                item.setToolTip(unmarked(text))
                self.table.setItem(number, place, item)
            self.table.setCellWidget(number, 3, self._choice(word))
        self.said.setText(
            "下面这些写法不在代码表里，请说明算作什么；选过一次，以后导入都照办。" if self._words else EMPTY
        )
        self.alike.setVisible(bool(self._words))
        self.alike.setEnabled(bool(self._alike()))
        if 0 <= row_on < len(self._words):
            self.table.setCurrentCell(row_on, 3)
            self._box(row_on).setFocus()

    def focus_first(self) -> None:
        """Stand in the first box."""
        if self._words:
            self._box(0).setFocus()

    def _box(self, number: int) -> QWidget:
        return self.table.cellWidget(number, 3)

    def _choice(self, word: Word) -> Choice:
        box = Choice()
        box.setAccessibleName(f"{word.list}“{word.written}”算作")
        if word.grows:
            box.addItem(AS_WRITTEN, word.written)
        else:
            box.addItem(NOT_SAID, None)
        for name in dict.fromkeys((*word.alike, *self._choices(word.list))):
            if name != word.written:
                box.addItem(name, name)
        box.addItem(LEFT_OUT, "")
        if word.means is not None:
            box.setCurrentIndex(max(box.findData(word.means), 0))
        box.activated.connect(lambda _index: self._choose(word, box.currentData()))
        return box

    def _choose(self, word: Word, means: object) -> None:
        if isinstance(means, str):
            self.chosen.emit([(word.list, word.written, means)])

    def _alike(self) -> list[tuple[str, str, str]]:
        return [
            (word.list, word.written, word.alike[0])
            for word in self._words
            if word.means is None and word.alike and word.score >= SURE_FROM
        ]

    def _take_alike(self) -> None:
        self.chosen.emit(self._alike())
