"""删除误录的委员, asked above the sheet: what it would bring about stands there before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import LiangeError
from app.domain.member import Member
from app.ui import theme
from app.ui.desk import Desk
from app.ui.pages.roster.effects import Effects
from app.ui.parts import button, label, row
from app.ui.record import RecordPanel

if TYPE_CHECKING:
    from app.domain.consequence import Consequence

HINT = "只用于录错了、本来就没有的人。本来是委员、现在不是了，请用“退出”。"


class RemovePanel(RecordPanel):
    """Asks whether to take out a member entered by mistake; `foot` does it and is laid out apart."""

    def __init__(self, desk: Desk, member: Member, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "message")
        self.setAccessibleName("删除误录的委员")
        self._desk, self._member = desk, member
        self.problem = label("", tone="danger", wrap=True)
        self.problem.hide()
        self.leave = button("取消(&C)", self.left.emit, hint="不删除（Esc）")
        self.save = button("删除(&Y)", self.save_now, kind="danger", hint="收进回收站，可以用 Ctrl+Z 撤销")
        self.effects = Effects(desk, self._would_be, when="删除后")
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.S)
        layout.addWidget(label(f"删除误录的委员：{member.name}", "section"))
        for widget in (label(HINT, "muted", wrap=True), self.effects):
            layout.addWidget(widget)
        self.foot = QWidget()
        below = QVBoxLayout(self.foot)
        below.setContentsMargins(0, theme.XS, 0, 0)
        below.addWidget(self.problem)
        below.addLayout(row(None, self.leave, self.save))
        self.effects.show_now()

    def focus_first(self) -> None:
        """The safe one."""
        self.leave.setFocus()

    def _would_be(self) -> list[Consequence]:
        try:
            return self._desk.reader.consequences.of_removal(self._member)
        except LiangeError:
            self.save.setEnabled(False)  # somebody whom links or proposals hold on to stays
            raise

    def save_now(self) -> None:
        """Take the member out on the worker."""
        member = self._member
        self.leave.setFocus()  # a button that is switched off would hand the keyboard to the side bar
        self.save.setEnabled(False)
        self._desk.do(
            f"删除 {member.name}",
            lambda office: office.roster.remove(member),
            lambda _done: self._done(),
            self._failed,
        )

    def _done(self) -> None:
        self._desk.say(f"已删除误录的委员 {self._member.name}，按 Ctrl+Z 可以撤销。")
        self.saved.emit(self._member.id)

    def _failed(self, error: LiangeError) -> None:
        self.problem.setText(error.message)
        self.problem.show()
