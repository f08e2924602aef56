"""A small form for one verb, in the place of what it is about: a few fields, what is wrong with them, do it or leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import LiangeError
from app.domain.fields import Field, Kind
from app.ui import theme
from app.ui.desk import Desk
from app.ui.form import FieldForm
from app.ui.parts import button, label, row
from app.ui.sheet import Sheet

if TYPE_CHECKING:
    from app.office import Office

DAY = Field("day", "自哪天起", Kind.DATE)
WHEN = "不填日期是补录，不算变动。"

Verb = Callable[["Office", Mapping[str, str]], object]
"""What the form does on the worker, with everything that stands in it by key."""


class VerbForm(QWidget):
    """Fields below each other; `foot` does it and is laid out apart. `always` asks for no change before it may be done."""

    done = Signal()
    left = Signal()

    def __init__(
        self,
        desk: Desk,
        title: str,
        fields: Sequence[Field],
        verb: Verb,
        *,
        values: Mapping[str, str] | None = None,
        choices: Mapping[str, Sequence[str]] | None = None,
        does: str = "保存(&S)",
        hint: str = "",
        always: bool = True,
    ) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._desk, self._title, self._verb, self._always = desk, title, verb, always
        self.answer: object = None
        """What the verb gave, once it is done."""
        offered = choices or {}
        self.form = FieldForm(fields, lambda key: offered.get(key, ()))
        self.form.show_values(values or {})
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.S)
        if hint:
            whole.addWidget(label(hint, "muted", wrap=True))
        whole.addWidget(self.form)
        self.problem = label("", tone="danger", wrap=True)
        self.problem.hide()
        self.save = button(
            does, self.save_now, kind="primary", hint="照上面写的做，可以用 Ctrl+Z 撤销（Ctrl+S）"
        )
        leave = button("取消(&C)", self.left.emit, hint="不做了（Esc）")
        self.foot = QWidget()
        below = QVBoxLayout(self.foot)
        below.setContentsMargins(0, theme.XS, 0, 0)
        below.addWidget(self.problem)
        below.addLayout(row(None, leave, self.save))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self.save_now)

    def take_place_in(self, sheet: Sheet) -> None:
        """Stand in a sheet instead of what it shows; the keyboard begins in the first field."""
        sheet.empty()
        sheet.head.addWidget(label(self.accessibleName(), "card-title", wrap=True))
        sheet.body.addWidget(self)
        sheet.body.addStretch(1)
        sheet.foot.addWidget(self.foot)
        self.form.focus_first()

    @property
    def touched(self) -> bool:
        """Whether anything was written."""
        return bool(self.form.edited())

    def save_now(self) -> None:
        """Do it; what is refused stays written, with the reason below."""
        if not self._always and not self.touched:
            self.left.emit()
            return
        values, verb = self.form.texts(), self._verb
        self.save.setEnabled(False)
        self._desk.do(self._title, lambda office: verb(office, values), self._done, self._refuse)

    def _done(self, answer: object) -> None:
        self.answer = answer
        self._desk.say(f"{self._title}：已保存，按 Ctrl+Z 可以撤销。")
        self.done.emit()

    def _refuse(self, error: LiangeError) -> None:
        self.save.setEnabled(True)
        self.problem.setText(error.message)
        self.problem.show()
        self.form.mark((error.where,) if error.where in self.form.editors else ())
