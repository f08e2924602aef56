"""The conditions above the list: a chip each, and one line that makes another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import LiangeError
from app.domain.member_facets import NO, YES, Facet, Shape, named, sections
from app.domain.member_filter import NO_VALUE, OPS, Condition, Op, condition, read, shown, written
from app.ui import theme
from app.ui.desk import Desk
from app.ui.flow import Flow
from app.ui.parts import Choice, button, clear, label, row

MOST_VALUES = 200
"""More different values are typed, not ticked."""
VALUES_HEIGHT = 104
_WORD = Qt.ItemDataRole.UserRole
_HINTS = {
    Shape.TEXT: "几个值之间用、隔开，有一个就算", Shape.NAMES: "几个值之间用、隔开，有一个就算", Shape.NUMBER: "整数；介于：60、70",
    Shape.DATE: "1975、1975-03 或 1975-03-01；介于：1970、1975",
}  # fmt: skip


class FilterBar(QWidget):
    """What narrows the list; `changed` fires when a condition came or went. Conditions are kept in their text form."""

    changed = Signal()

    def __init__(self, desk: Desk, count: Callable[[str], Sequence[tuple[str, int]]]) -> None:
        super().__init__()
        self.setAccessibleName("筛选条件")
        self.desk = desk
        self.where: tuple[str, ...] = ()
        self.editor = ConditionEditor(desk, count)
        self.editor.hide()
        self.editor.made.connect(self.add)
        self.editor.left.connect(self.close_editor)
        self._chips = QWidget()
        self._flow = Flow(self._chips)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addWidget(self._chips)
        layout.addWidget(self.editor)
        self._show()

    def set_where(self, where: Sequence[str]) -> None:
        """Have these conditions, telling nobody."""
        self.where = tuple(where)
        self._show()

    def add(self, text: str) -> None:
        """Take one more condition; another on the same field with the same comparison is replaced."""
        found = self.desk.reader.roster_search.facets()
        fresh = read(text, found)
        held = [one for one in self.where if not _same_question(one, fresh, found)]
        self.where = (*held, text)
        self.close_editor()
        self._show()
        self.changed.emit()

    def remove(self, text: str) -> None:
        """Take a condition away."""
        self.where = tuple(one for one in self.where if one != text)
        self._show()
        self.changed.emit()

    def clear(self) -> None:
        """Take all away."""
        self.where = ()
        self._show()
        self.changed.emit()

    def open_editor(self) -> None:
        """Ask for one more condition."""
        self.editor.begin()
        self._show()

    def close_editor(self) -> None:
        """No more asking."""
        self.editor.hide()
        self._show()

    def _show(self) -> None:
        clear(self._flow)
        found = self.desk.reader.roster_search.facets()
        for text in self.where:
            said = _said(text, found)
            chip = button(f"{said}  ×", partial(self.remove, text), kind="chip", hint=f"去掉条件“{said}”")
            chip.setAccessibleName(f"去掉条件 {said}")
            self._flow.addWidget(chip)
        if len(self.where) > 1:
            self._flow.addWidget(button("全部清除", self.clear, kind="link", hint="去掉所有条件"))
        self._chips.setVisible(bool(self.where))
        self.setVisible(bool(self.where) or not self.editor.isHidden())


class ConditionEditor(QFrame):
    """One condition being made: field, comparison, values to tick or to type. `made` carries its text form."""

    made = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, count: Callable[[str], Sequence[tuple[str, int]]]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName("新条件")
        self.desk, self._count = desk, count
        self.field, self.op = Choice(), Choice()
        self.field.setEditable(True)
        self.field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.field.setMinimumWidth(150)
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
        self.values.setFixedHeight(VALUES_HEIGHT)
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
        self.op.currentIndexChanged.connect(lambda _index: self._show_values())
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
        self._show_values()

    def _show_values(self) -> None:
        """Offer what is there with its counts, when it is ticked rather than typed."""
        facet, op = self.facet, Op(self.op.currentData() or Op.IS)
        if facet is None:
            return
        self.value.setVisible(op not in NO_VALUE)
        counted = (
            list(self._count(facet.key)) if op in (Op.IS, Op.NOT) and facet.shape is not Shape.THERE else []
        )
        if facet.shape is Shape.YES_NO:
            counted = [(word, dict(counted).get(word, 0)) for word in (YES, NO)]
        ticked = bool(counted) and len(counted) <= MOST_VALUES and facet.shape is not Shape.DATE
        self.values.blockSignals(True)
        self.values.clear()
        for word, count in counted if ticked else ():
            item = QListWidgetItem(f"{word}（{count}）", self.values)
            item.setData(_WORD, word)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
            )
            item.setCheckState(Qt.CheckState.Unchecked)
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


def _said(text: str, found: dict[str, Facet]) -> str:
    """Say a condition in words; one on a field that is switched off as it is written."""
    try:
        one = read(text, found)
    except LiangeError:
        return text
    return shown(one, found[one.key].label)


def _same_question(text: str, fresh: Condition, found: dict[str, Facet]) -> bool:
    try:
        one = read(text, found)
    except LiangeError:
        return False
    return (one.key, one.op) == (fresh.key, fresh.op)
