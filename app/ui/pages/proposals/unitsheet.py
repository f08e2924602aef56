"""One 承办单位 beside the list of them: what is known of it, or the form that mends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.fields import UNIT_FIELDS
from app.ui.desk import Desk
from app.ui.mask import masked
from app.ui.parts import action, button_for, label, row
from app.ui.sheet import facts
from app.ui.verbform import VerbForm
from app.ui.verbsheet import VerbSheet

if TYPE_CHECKING:
    from app.db.units import Unit
    from app.office import Office

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


class UnitSheet(VerbSheet):
    """Shows a unit; 修改 turns it into its form."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("承办单位详情", desk, parent)
        self._line: UnitLine | None = None
        self.edit_action = action(
            self, "修改(&D)", self.edit, shortcut="F2", hint="修改单位名称、所属系统、联系人、联系电话"
        )
        self.show_unit(None)

    def show_unit(self, line: UnitLine | None) -> None:
        """Show this unit (None: none), its phone masked."""
        self._line = line
        self.unmasked = False
        self.show_again()

    def show_again(self) -> None:
        """Show the unit, in the place of its form."""
        self.empty()
        self.form = None
        line = self._line
        self.edit_action.setEnabled(line is not None and not self.desk.read_only)
        if line is None:
            self.body.addWidget(label(NOTHING, "muted", wrap=True))
            self.body.addStretch(1)
            return
        self.head.addWidget(label(line.unit.name, "card-title", wrap=True))
        self.head.addLayout(row(button_for(self.edit_action), None))
        pairs = [
            (field.label, line.text(field.key) if self.unmasked else masked(field, line.text(field.key)))
            for field in UNIT_FIELDS
            if field.key != "name"
        ]
        counts = (("主办", f"{line.lead} 件"), ("会办", f"{line.assisting} 件"))
        self.body.addLayout(facts([*((name, text or "—") for name, text in pairs), *counts]))
        if line.text("phone"):
            self.body.addWidget(self.unmask_box("V"))
        self.body.addStretch(1)

    def edit(self) -> None:
        """Turn the sheet into the form of this unit."""
        if self._line is not None and self.form is None and self.edit_action.isEnabled():
            self.turn_into(edit_form(self.desk, self._line.unit))


def edit_form(desk: Desk, unit: Unit) -> VerbForm:
    """The unit's own fields."""
    shown = {"name": unit.name, **unit.more}

    def verb(office: Office, values: Mapping[str, str]) -> object:
        changed = {key: text for key, text in values.items() if text != shown.get(key, "")}
        office.units.change(unit, changed)
        return unit

    choices = {one.key: desk.reader.frame.words(one.codes) for one in UNIT_FIELDS if one.codes}
    return VerbForm(desk, "修改承办单位", UNIT_FIELDS, verb, values=shown, choices=choices, always=False)
