"""The conditions above the list: a chip each, and what they leave out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.domain.errors import LiangeError
from app.domain.member_facets import Facet
from app.domain.member_filter import Op, read, shown
from app.ui import theme
from app.ui.desk import Desk
from app.ui.flow import Flow
from app.ui.pages.roster.conditionline import ConditionEditor, Count
from app.ui.parts import button, label


class FilterBar(QWidget):
    """What narrows the list; `changed` fires when a condition came or went. Conditions are kept in their text form."""

    changed = Signal()
    freed = Signal()
    """What the keyboard stands on is about to go: it is wanted in the list."""

    def __init__(self, desk: Desk, count: Count, *beside: QWidget) -> None:
        """What is `beside` stands behind the conditions while it is not hidden."""
        super().__init__()
        self.setAccessibleName("筛选条件")
        self.desk = desk
        self.where: tuple[str, ...] = ()
        self.editor = ConditionEditor(desk, count, self._values_of)
        self.editor.hide()
        self.editor.made.connect(self.add)
        self.editor.left.connect(self.close_editor)
        self._chips: dict[str, QPushButton] = {}
        self._line = QWidget()
        self._flow = Flow(self._line)
        self._all = button("全部清除", self.clear, kind="link", hint="去掉所有条件")
        self.left_out, self._beside = label("", "muted"), beside
        for part in (self._all, self.left_out, *beside):
            self._flow.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addWidget(self._line)
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
        held = [one for one in self.where if _question(one, found) != (fresh.key, fresh.op)]
        self.where = (*held, text)
        self.close_editor()
        self._show()
        self.changed.emit()

    def remove(self, text: str) -> None:
        """Take a condition away; the keyboard goes on to the next one."""
        place, stood = self.where.index(text), self._chips[text].hasFocus()
        self.where = tuple(one for one in self.where if one != text)
        if stood and self.where:
            self._chips[self.where[min(place, len(self.where) - 1)]].setFocus()
        elif stood:
            self._leave()
        self._show()
        self.changed.emit()

    def clear(self) -> None:
        """Take all away."""
        if self._all.hasFocus():
            self._leave()
        self.where = ()
        self._show()
        self.changed.emit()

    def but(self, key: str) -> tuple[str, ...]:
        """The conditions on other facets than this one."""
        found = self.desk.reader.roster_search.facets()
        return tuple(one for one in self.where if _question(one, found)[0] != key)

    def open_editor(self) -> None:
        """Ask for one more condition."""
        self.editor.begin()
        self._show()

    def close_editor(self) -> None:
        """No more asking; Qt would put the keyboard on the window's first button."""
        if self.editor.isAncestorOf(self.window().focusWidget()):
            self.freed.emit()
        self.editor.hide()
        self._show()

    def follow(self, left_out: str) -> None:
        """The list has changed: say whom the conditions could not judge, count the values offered anew."""
        self.left_out.setText(left_out)
        self.editor.follow()
        self._show()

    def _leave(self) -> None:
        """Give the keyboard away before what it stands on is hidden."""
        if self.editor.isVisible():
            self.editor.field.setFocus()
        else:
            self.freed.emit()

    def _values_of(self, key: str, op: Op) -> Sequence[str]:
        """The values of the condition that a new one of this kind would replace."""
        found = self.desk.reader.roster_search.facets()
        held = next((one for one in self.where if _question(one, found) == (key, op)), "")
        return read(held, found).values if held else ()

    def _show(self) -> None:
        """A chip for each condition; chips that stay are kept, so the keyboard stays."""
        for text in [text for text in self._chips if text not in self.where]:
            chip = self._chips.pop(text)
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        found = self.desk.reader.roster_search.facets()
        for place, text in enumerate(self.where):
            if text not in self._chips:
                self._chips[text] = self._new_chip(text, _said(text, found))
                self._flow.insert(place, self._chips[text])
        self._all.setVisible(len(self.where) > 1)
        self.left_out.setVisible(bool(self.left_out.text()))
        used = bool(self.where) or any(not one.isHidden() for one in self._beside)
        self._line.setVisible(used)
        self.setVisible(used or not self.editor.isHidden())

    def _new_chip(self, text: str, said: str) -> QPushButton:
        chip = button(f"{said}  ×", partial(self.remove, text), kind="chip", hint=f"去掉条件“{said}”")
        chip.setAccessibleName(f"去掉条件 {said}")
        return chip


def _said(text: str, found: dict[str, Facet]) -> str:
    """Say a condition in words; one on a field that is switched off as it is written."""
    try:
        one = read(text, found)
    except LiangeError:
        return text
    return shown(one, found[one.key].label)


def _question(text: str, found: dict[str, Facet]) -> tuple[str, Op | None]:
    """Which facet a condition asks, and how; neither where it cannot be read."""
    try:
        one = read(text, found)
    except LiangeError:
        return "", None
    return one.key, one.op
