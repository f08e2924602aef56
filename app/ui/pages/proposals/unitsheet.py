"""One 承办单位 beside the list of them: what is known of it, or the form that mends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.domain.errors import LiangeError
from app.domain.fields import UNIT, UNIT_FIELDS
from app.ui import theme
from app.ui.desk import Desk
from app.ui.form import FieldForm
from app.ui.mask import masked
from app.ui.parts import action, button, button_for, label, row
from app.ui.sheet import Sheet, facts

if TYPE_CHECKING:
    from app.db.units import Unit

NOTHING = "还没有选中承办单位。"


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit and its proposals in one 次会议: 主办 and 分办 together, and 会办."""

    unit: Unit
    lead: int
    assisting: int

    def text(self, key: str) -> str:
        """A field of the unit, unmasked."""
        return self.unit.name if key == "name" else self.unit.more.get(key, "")


class UnitForm(QWidget):
    """The form of one unit; `foot` saves and is laid out apart."""

    saved = Signal()
    left = Signal()

    def __init__(self, desk: Desk, unit: Unit) -> None:
        super().__init__()
        self._desk = desk
        self._unit = unit
        self.form = FieldForm(
            UNIT_FIELDS, lambda key: desk.reader.frame.words(UNIT[key].codes) if UNIT[key].codes else []
        )
        self.form.show_values({"name": unit.name, **unit.more})
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.form)
        self.problem = label("", tone="danger", wrap=True)
        self.problem.hide()
        self.save = button("保存(&S)", self.save_now, kind="primary", hint="保存（Ctrl+S）")
        leave = button("取消(&C)", self.left.emit, hint="不保存（Esc）")
        self.foot = QWidget()
        below = QVBoxLayout(self.foot)
        below.setContentsMargins(0, theme.XS, 0, 0)
        below.addWidget(self.problem)
        below.addLayout(row(None, leave, self.save))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self.save_now)

    @property
    def touched(self) -> bool:
        """Whether anything was written."""
        return bool(self.form.edited())

    def save_now(self) -> None:
        """Keep what was changed, as one operation."""
        values, unit = self.form.edited(), self._unit
        if not values:
            self.left.emit()
            return
        self.save.setEnabled(False)
        self._desk.do(
            f"修改承办单位 {unit.name}", lambda office: office.units.change(unit, values),
            lambda _done: self._done(), self._refuse,
        )  # fmt: skip

    def _done(self) -> None:
        self._desk.say("已保存，按 Ctrl+Z 可以撤销。")
        self.saved.emit()

    def _refuse(self, error: LiangeError) -> None:
        self.save.setEnabled(True)
        self.problem.setText(error.message)
        self.problem.show()
        self.form.mark(("name",) if error.code == "unit" else ())


class UnitSheet(Sheet):
    """Shows a unit; 修改 turns it into its form."""

    saved = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("承办单位详情", parent)
        self._desk = desk
        self._line: UnitLine | None = None
        self._open = False
        self.form: UnitForm | None = None
        self.edit_action = action(
            self, "修改(&D)", self.edit, shortcut="F2", hint="修改单位名称、所属系统、联系人、联系电话"
        )
        self.show_unit(None)

    @property
    def busy(self) -> bool:
        """Whether something half written would be lost."""
        return self.form is not None and self.form.touched

    def show_unit(self, line: UnitLine | None) -> None:
        """Show this unit (None: none), its phone masked."""
        self._line = line
        self._open = False
        self._show()

    def _show(self) -> None:
        self.empty()
        self.form = None
        line = self._line
        self.edit_action.setEnabled(line is not None and not self._desk.read_only)
        if line is None:
            self.body.addWidget(label(NOTHING, "muted", wrap=True))
            self.body.addStretch(1)
            return
        self.head.addWidget(label(line.unit.name, "card-title", wrap=True))
        self.head.addLayout(row(button_for(self.edit_action), None))
        pairs = [
            (field.label, line.text(field.key) if self._open else masked(field, line.text(field.key)))
            for field in UNIT_FIELDS
            if field.key != "name"
        ]
        counts = (("主办", f"{line.lead} 件"), ("会办", f"{line.assisting} 件"))
        self.body.addLayout(facts([*((name, text or "—") for name, text in pairs), *counts]))
        if line.text("phone"):
            self.body.addWidget(self._unmask())
        self.body.addStretch(1)

    def _unmask(self) -> QCheckBox:
        box = QCheckBox("显示联系电话(&V)")
        box.setToolTip("平时遮盖；打开后只在本次查看时显示")
        box.setChecked(self._open)
        box.toggled.connect(self._set_open)
        return box

    def _set_open(self, on: bool) -> None:
        self._open = on
        self._show()

    def edit(self) -> None:
        """Turn the sheet into the form of this unit."""
        if self._line is None or self.form is not None or not self.edit_action.isEnabled():
            return
        self.empty()
        self.form = UnitForm(self._desk, self._line.unit)
        self.head.addWidget(label("修改承办单位", "card-title"))
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.foot.addWidget(self.form.foot)
        self.form.left.connect(self._show)
        self.form.saved.connect(self._saved)
        self.form.form.focus_first()

    def _saved(self) -> None:
        self.form = None
        self.saved.emit()

    def step_back(self) -> bool:
        """Leave the form; one that was written in only says how (False: none is open)."""
        if self.form is None:
            return False
        if self.form.touched:
            self._desk.say("还没有保存：按 Ctrl+S 保存，或点“取消”放弃。", "warning")
        else:
            self._show()
        return True
