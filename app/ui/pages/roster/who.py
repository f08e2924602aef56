"""Whose row this is: the one in the roster beside what the table says, and the two answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.recognition import NEW
from app.domain.wishes import APART
from app.ui import theme
from app.ui.parts import Choice, ElidedLabel, button, dress, row, unmarked

if TYPE_CHECKING:
    from app.services.import_preview import Candidate

HEADINGS = ("项目", "名册里", "这一行")
SAME_ROW = "另一行"
ROWS_SHOWN = 4


class Who(QFrame):
    """Shown below the preview for a row of whom somebody else has the name."""

    chosen = Signal(str)
    """A candidate's key, NEW, APART, or "" to leave it to the program."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName("这一行是哪一位")
        self._candidates: tuple[Candidate, ...] = ()
        self.why = ElidedLabel("", "card-title")
        self.which = Choice()
        self.which.setAccessibleName("可能是")
        self.which.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(38)
        self.unlike = QTableWidget(0, len(HEADINGS))
        self.same = button("就是这一位(&Y)", self._same, hint="这一行说的就是这一位，按这一行更新")
        self.other = button("另外一个人(&T)", self._other, hint="只是同名，这一行是另外一个人")
        self.back = button("由程序判断(&U)", lambda: self.chosen.emit(""), hint="收回刚才的选定")
        self._build()
        self.which.currentIndexChanged.connect(lambda _index: self._show_unlike())

    def _build(self) -> None:
        self.unlike.setAccessibleName("不一样的地方")
        self.unlike.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.unlike.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.unlike.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.unlike.setShowGrid(False)
        self.unlike.verticalHeader().hide()
        self.unlike.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT - 8)
        head = self.unlike.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for number in (1, 2):
            head.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        self.unlike.setColumnWidth(0, 120)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.M, theme.S, theme.M, theme.S)
        layout.setSpacing(theme.S)
        line = row(self.why, self.which, self.same, self.other, self.back)
        line.setStretch(0, 1)
        layout.addLayout(line)
        layout.addWidget(self.unlike)

    def show_row(self, said: str, candidates: Sequence[Candidate], choice: str, *, asked: bool) -> None:
        """Show whom a row may mean; hide when there is nobody else of the name.

        `said` stands above them until something was chosen; `choice` is what was. `asked` when it must be.
        """
        self._candidates = tuple(candidates)
        self.setVisible(bool(self._candidates))
        self.which.blockSignals(True)
        self.which.clear()
        for one in self._candidates:
            self.which.addItem(one.title, one.key)
        self.which.setCurrentIndex(max(self.which.findData(choice), 0))
        self.which.blockSignals(False)
        chosen = "另外一个人" if choice in (NEW, APART) else "就是这一位"
        self.why.set_whole(f"已选定：{chosen}" if choice else said)
        self.back.setVisible(bool(choice))
        dress(self.same, kind="primary" if asked and not choice else "")
        theirs = SAME_ROW if any(one.is_row for one in self._candidates) else HEADINGS[1]
        self.unlike.setHorizontalHeaderLabels([HEADINGS[0], theirs, HEADINGS[2]])
        self._show_unlike()

    def begin(self) -> None:
        """Put the keyboard on the answers."""
        (self.which if len(self._candidates) > 1 else self.same).setFocus()

    def _show_unlike(self) -> None:
        number = self.which.currentIndex()
        found = self._candidates[number].unlike if 0 <= number < len(self._candidates) else ()
        self.unlike.setRowCount(len(found))
        for place, line in enumerate(found):
            for index, text in enumerate(line):
                item = QTableWidgetItem(text or "（空）")
                item.setToolTip(unmarked(text))
                self.unlike.setItem(place, index, item)
        self.unlike.setVisible(bool(found))
        rows = min(len(found), ROWS_SHOWN)
        self.unlike.setFixedHeight(
            self.unlike.horizontalHeader().sizeHint().height() + rows * (theme.ROW_HEIGHT - 8) + 4
        )

    def _same(self) -> None:
        self.chosen.emit(self.which.currentData() or "")

    def _other(self) -> None:
        self.chosen.emit(APART if any(one.is_row for one in self._candidates) else NEW)
