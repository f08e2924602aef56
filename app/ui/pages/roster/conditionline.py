"""The line that makes one condition: field, comparison, values to tick or to type."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from app.domain.errors import LiangeError
from app.domain.member_facets import NO, YES, Facet, Shape, named, sections
from app.domain.member_filter import NO_VALUE, OPS, Op, condition, written
from app.ui import theme
from app.ui.desk import Desk
from app.ui.parts import Choice, button, label, row

MOST_VALUES = 200
"""More different values are typed, not ticked."""
VALUES_HEIGHT, LEAST_VALUES = 104, 60
_WORD = Qt.ItemDataRole.UserRole
Count = Callable[[str], Sequence[tuple[str, int]]]
"""Gives the values of a field, by key, with how many members have each."""
_HINTS = {
    Shape.TEXT: "几个值之间用、隔开，有一个就算", Shape.NAMES: "几个值之间用、隔开，有一个就算",
    Shape.NUMBER: "写一个整数；选“介于”写两个，如 60、70",
    Shape.DATE: "写 1975、1975-03 或 1975-03-01；选“介于”写两个，如 1970、1975",
}  # fmt: skip


class ConditionEditor(QFrame):
    """One condition being made: field, comparison, values to tick or to type. `made` carries its text form."""

    made = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, count: Count, held: Callable[[str, Op], Sequence[str]]) -> None:
        """`count` gives the values of a field with how many have each, `held` those that a condition holds already."""
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName("新条件")
        self.desk, self._count, self._held = desk, count, held
        self.field, self.op = Choice(), Choice()
        self.field.setEditable(True)
        self.field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.field.setMinimumWidth(100)
        for short, letters in ((self.field, 6), (self.op, 3)):
            short.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            short.setMinimumContentsLength(letters)
        self.field.setMaxVisibleItems(16)
        self.value = QLineEdit()
        self.values = QListWidget()
        for box, name in (
            (self.field, "字段"),
            (self.op, "怎样比较"),
            (self.value, "值"),
            (self.values, "可选的值"),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
        self.values.setFlow(QListWidget.Flow.LeftToRight)
        self.values.setWrapping(True)
        self.values.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.values.setSpacing(2)
        self.values.setMinimumHeight(LEAST_VALUES)
        self.values.setMaximumHeight(VALUES_HEIGHT)
        self.problem = label("", "muted", tone="danger", wrap=True)
        self.problem.hide()
        self.accept = button("确定", self.make, kind="primary", hint="按这个条件筛选")
        self.cancel = button("取消", self.left.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.M, theme.S, theme.M, theme.S)
        layout.setSpacing(theme.S)
        line = row(self.field, self.op, self.value, self.accept, self.cancel)
        line.setStretch(2, 1)
        layout.addLayout(line)
        layout.addWidget(self.values)
        layout.addWidget(self.problem)
        self.field.currentIndexChanged.connect(lambda _index: self._show_field())
        self.op.currentIndexChanged.connect(lambda _index: self._show_op())
        self.value.textEdited.connect(lambda _text: self._narrow())
        self.value.returnPressed.connect(self.make)
        self.values.itemChanged.connect(lambda _item: self._take_ticks())

    def begin(self) -> None:
        """Start anew with the fields in use."""
        self._fill_fields()
        self.problem.hide()
        self.show()
        self.field.setCurrentIndex(self.field.findData("sector"))
        self._show_field()
        self.field.setFocus()
        edit = self.field.lineEdit()
        if edit is not None:
            edit.selectAll()

    @property
    def facet(self) -> Facet | None:
        """The field chosen."""
        return named(self.desk.reader.roster_search.facets(), self.field.currentText().strip())

    def make(self) -> None:
        """Hand the condition on, or say what is wrong with it."""
        facet = self.facet
        if facet is None:
            self._refuse("请在列表里选一个字段。")
            return
        try:
            one = condition(facet, Op(self.op.currentData()), self._given())
        except LiangeError as error:
            self._refuse(error.message)
            return
        self.made.emit(written(one, facet.label))

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    # -- within ------------------------------------------------------------------------------------------------

    def _fill_fields(self) -> None:
        self.field.blockSignals(True)
        self.field.clear()
        for title, facets in sections(self.desk.reader.roster_search.facets()):
            self.field.addItem(f"—— {title} ——")
            self.field.model().item(self.field.count() - 1).setEnabled(False)  # type: ignore[attr-defined]
            for facet in facets:
                self.field.addItem(facet.label, facet.key)
        completer = QCompleter(self.field.model(), self.field)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.field.setCompleter(completer)
        completer.activated.connect(lambda text: self.field.setCurrentIndex(self.field.findText(str(text))))
        self.field.blockSignals(False)

    def _show_field(self) -> None:
        facet = self.facet
        if facet is None:
            return
        self.op.blockSignals(True)
        self.op.clear()
        for op in OPS[facet.shape]:
            self.op.addItem(str(op), op)
        self.op.blockSignals(False)
        self.value.clear()
        self.value.setPlaceholderText(_HINTS.get(facet.shape, ""))
        self._show_op()

    def _show_op(self) -> None:
        """Begin with the values of the condition that this one would replace."""
        facet, op = self.facet, self._op
        if facet is None:
            return
        self.value.setVisible(op not in NO_VALUE)
        held = () if self.value.text() else self._held(facet.key, op)
        self._show_values(facet, op, held)
        if held:
            self.value.setText("、".join(held))

    def follow(self) -> None:
        """Count the values offered anew; those ticked stay ticked."""
        facet = self.facet
        if facet is not None and self.isVisible():
            self._show_values(facet, self._op, self._ticked())
            self._narrow()

    @property
    def _op(self) -> Op:
        return Op(self.op.currentData() or Op.IS)

    def _show_values(self, facet: Facet, op: Op, on: Sequence[str]) -> None:
        """Offer what is there with its counts, when it is ticked rather than typed; `on` are ticked."""
        counted = (
            list(self._count(facet.key)) if op in (Op.IS, Op.NOT) and facet.shape is not Shape.THERE else []
        )
        there = dict(counted)
        if facet.shape is Shape.YES_NO:
            counted = [(word, there.get(word, 0)) for word in (YES, NO)]
        elif counted:
            counted += [(word, 0) for word in on if word not in there]
        ticked = bool(counted) and len(counted) <= MOST_VALUES and facet.shape is not Shape.DATE
        self.values.blockSignals(True)
        self.values.clear()
        for word, count in counted if ticked else ():
            item = QListWidgetItem(f"{word}（{count}）", self.values)
            item.setData(_WORD, word)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
            )
            item.setCheckState(Qt.CheckState.Checked if word in on else Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(item.sizeHint().width(), 24))
        self.values.blockSignals(False)
        self.values.setVisible(ticked)

    def _items(self) -> list[QListWidgetItem]:
        return [self.values.item(place) for place in range(self.values.count())]

    def _take_ticks(self) -> None:
        self.value.setText("、".join(self._ticked()))
        for item in self._items():
            item.setHidden(False)

    def _ticked(self) -> list[str]:
        return [item.data(_WORD) for item in self._items() if item.checkState() is Qt.CheckState.Checked]

    def _narrow(self) -> None:
        """While something is typed, only values with its last part stand below."""
        typed = self.value.text().replace("，", "、").replace(",", "、").rpartition("、")[2].strip()
        if self.value.text() == "、".join(self._ticked()):
            typed = ""
        for item in self._items():
            item.setHidden(typed not in item.data(_WORD))

    def _given(self) -> list[str]:
        """What is typed, ticked values whole (they may hold a 、 themselves)."""
        text = self.value.text().strip()
        ticked = self._ticked()
        if ticked and text == "、".join(ticked):
            return ticked
        one = [item.data(_WORD) for item in self._items() if item.data(_WORD) == text]
        return one or [
            part for part in text.replace("，", "、").replace(",", "、").split("、") if part.strip()
        ]
