"""Names in a list of teams that several 委员 bear: which of them is meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QFrame

from app.domain.team import NOBODY
from app.ui import theme
from app.ui.parts import Choice, clear, label

if TYPE_CHECKING:
    from app.domain.member import Member
    from app.services.team_import import Doubt

NOT_YET, NO_MEMBER = "（请选，不选就不编入）", "都不是，不是委员"
NO_CHOICE = -1


class Namesakes(QFrame):
    """Shown below the preview for a team with such names, one choice for each."""

    chosen = Signal(str, object)
    """A doubt's key, and the member's id (NOBODY: none of them; None: not chosen)."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName("同名的是哪一位")
        self.choices: dict[str, Choice] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(theme.M, theme.S, theme.M, theme.S)
        self._form.setVerticalSpacing(theme.XS)
        self.hide()

    def show_doubts(self, doubts: Sequence[Doubt]) -> None:
        """Ask about these; hide when there are none."""
        clear(self._form)
        self.choices = {}
        for doubt in doubts:
            said = f"{doubt.named.name}（{doubt.named.role}）" if doubt.named.role else doubt.named.name
            name = label(f"{said}是哪一位")
            choice = Choice()
            choice.setAccessibleName(name.text())
            choice.setToolTip("名册里有几位同名的委员，选定表里说的是哪一位")
            choice.addItem(NOT_YET, NO_CHOICE)
            for member in doubt.candidates:
                choice.addItem(_title(member), member.id)
            choice.addItem(NO_MEMBER, NOBODY)
            at = choice.findData(NO_CHOICE if doubt.chosen is None else doubt.chosen)
            choice.setCurrentIndex(max(at, 0))
            choice.activated.connect(lambda _index, key=doubt.key: self._tell(key))
            self.choices[doubt.key] = choice
            self._form.addRow(name, choice)
        self.setVisible(bool(doubts))

    def _tell(self, key: str) -> None:
        told = self.choices[key].currentData()
        self.chosen.emit(key, None if told == NO_CHOICE else told)


def _title(member: Member) -> str:
    """What tells namesakes apart: 11016 王海燕，女，教育，县教师进修学校教师."""
    return "，".join(
        part
        for part in (f"{member.no} {member.name}".strip(), member.sex, member.sector, member.workplace)
        if part
    )
