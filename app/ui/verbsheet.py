"""The sheet of one record whose verbs are small forms in its place; phones are masked until they are asked for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.ui.desk import Desk
from app.ui.sheet import Sheet
from app.ui.verbform import VerbForm


class VerbSheet(Sheet):
    """A subclass shows its record (`show_again`), and says which form mends it (`edit`)."""

    saved = Signal()

    def __init__(self, name: str, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.desk = desk
        self.unmasked = False
        self.form: VerbForm | None = None
        self.answer: object = None
        """What the verb of the form saved last gave."""

    @property
    def busy(self) -> bool:
        """Whether something half written would be lost."""
        return self.form is not None and self.form.touched

    def show_again(self) -> None:
        """Show the record, in the place of whatever form there was."""

    def edit(self) -> None:
        """Turn the sheet into the form of this record."""

    def unmask_box(self, key: str) -> QCheckBox:
        """The box that shows phones; `key` is its mnemonic."""
        box = QCheckBox(f"显示联系电话(&{key})")
        box.setToolTip("平时遮盖；打开后只在本次查看时显示")
        box.setChecked(self.unmasked)
        box.toggled.connect(self._unmask)
        return box

    def _unmask(self, on: bool) -> None:
        self.unmasked = on
        self.show_again()

    def turn_into(self, form: VerbForm) -> None:
        """Show a form in the place of the record."""
        self.desk.turned.emit()
        self.form = form
        form.left.connect(self.show_again)
        form.done.connect(self._done)
        form.take_place_in(self)

    def _done(self) -> None:
        self.answer = self.form.answer if self.form is not None else None
        self.show_again()
        self.saved.emit()

    def step_back(self) -> bool:
        """Leave the form; one that was written in only says how (False: none is open)."""
        if self.form is None:
            return False
        if self.form.touched:
            self.desk.say("还没有保存：按 Ctrl+S 保存，或点“取消”放弃。", "warning")
        else:
            self.show_again()
        return True
