"""Changing a member in place: a correction of what was written wrong, or a change from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.dates import is_canonical
from app.domain.errors import LiangeError
from app.domain.fields import MEMBER_FIELDS
from app.domain.member import ACTIVE, LEFT, SUSPENDED, Member
from app.ui import theme
from app.ui.desk import Desk
from app.ui.form import FieldForm
from app.ui.parts import Choice, button, dress, label, row
from app.ui.record import RecordEditor, RecordPanel

if TYPE_CHECKING:
    from app.db.members import FieldValue
    from app.office import Office

_NOT_HERE = ("status",)
FIELDS = tuple(field for field in MEMBER_FIELDS if field.editable and field.key not in _NOT_HERE)


class MemberEditor(RecordEditor):
    """The form of one member, or of a new one; its foot says from when on and saves."""

    def __init__(self, desk: Desk, member: Member | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._member = member
        roster = desk.reader.roster
        self.heading = f"修改 {member.name}" if member else "新增委员"
        self.form = FieldForm(FIELDS, roster.choices)
        self.form.show_values(
            {field.key: roster.text(member, field.key) for field in FIELDS} if member else {}
        )
        self.day = DayReason(desk.reader.frame.day(), "增补" if member is None else "从某日起变动")
        self.correct = QRadioButton("更正写错的内容(&G)")
        self.correct.setToolTip("以前写错了：改成对的，不留一次变动")
        self.change = QRadioButton("从某日起变动(&B)")
        self.change.setToolTip("情况变了：以前的留着，新的从这一天起")
        self.problem = label("", tone="danger", wrap=True)
        self.problem.hide()
        self.save = button("保存(&S)", self.save_now, kind="primary", hint="保存（Ctrl+S）")
        self.leave = button("取消(&C)", self.left.emit, hint="不保存（Esc）")
        self._lay_out()
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self.save_now)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.form)
        self.foot = QWidget()
        layout = QVBoxLayout(self.foot)
        layout.setContentsMargins(0, theme.XS, 0, 0)
        layout.setSpacing(theme.S)
        if self._member is not None:
            choice = QButtonGroup(self)
            for option in (self.correct, self.change):
                choice.addButton(option)
            layout.addLayout(row(self.correct, self.change, None, spacing=theme.M))
            self.correct.setChecked(True)
            self.change.toggled.connect(self.day.setVisible)
            self.day.hide()
        layout.addWidget(self.day)
        layout.addWidget(self.problem)
        layout.addLayout(row(None, self.leave, self.save))

    def save_now(self) -> None:
        """Check, then change on the worker."""
        texts = self.form.edited()
        if self._member is not None and not texts:
            self.left.emit()
            return
        values = self._values(texts)
        if values is None:
            return
        dated = self._member is None or self.change.isChecked()
        if dated and (fault := self.day.problem()):
            self._refuse(fault, ())
            return
        self.save.setEnabled(False)
        if self._member is None:
            self._add(values)
        else:
            self._change(self._member, values, self.day.day if dated else None)

    def _values(self, texts: Mapping[str, str]) -> dict[str, FieldValue] | None:
        values: dict[str, FieldValue] = {}
        for key, text in texts.items():
            try:
                values[key] = self._desk.reader.roster.read(key, text)
            except LiangeError as error:
                self._refuse(error.message, (key,))
                return None
        if self._member is None and not texts.get("name"):
            self._refuse("请填写姓名。", ("name",))
            return None
        return values

    def _add(self, values: dict[str, FieldValue]) -> None:
        day, reason = self.day.day, self.day.words()
        name = str(values["name"])

        def work(office: Office) -> int:
            from app.office import Reason

            return office.roster.add(values, day=day, reason=Reason(*reason))

        self._desk.do(f"新增委员 {name}", work, self._done, self._failed)

    def _change(self, member: Member, values: dict[str, FieldValue], day: str | None) -> None:
        reason = self.day.words() if day else ("", "")

        def work(office: Office) -> int:
            from app.office import Reason

            office.roster.change(member, values, day=day, reason=Reason(*reason))
            return member.id

        self._desk.do(f"修改 {member.name}", work, self._done, self._failed)

    def _done(self, identity: int) -> None:
        self._desk.say("已保存。")
        self.saved.emit(identity)

    def _failed(self, error: LiangeError) -> None:
        self.save.setEnabled(True)
        self._refuse(
            error.message,
            ("name",) if error.code == "name" else ("no",) if error.code == "double_number" else (),
        )

    def _refuse(self, sentence: str, keys: tuple[str, ...]) -> None:
        self.problem.setText(sentence)
        self.problem.show()
        self.form.mark(keys)


class DayReason(QWidget):
    """From which day on, why, and by which document."""

    def __init__(self, today: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(theme.S)
        self.date = QLineEdit(today)
        self.date.setAccessibleName(f"{title}日期")
        self.reason = QLineEdit()
        self.reason.setAccessibleName("原因")
        self.reason.setPlaceholderText("可以不填")
        self.basis = QLineEdit()
        self.basis.setAccessibleName("依据文号")
        self.basis.setPlaceholderText("如 ×政协〔2026〕3号，可以不填")
        for words, line in (("起始日期", self.date), ("原因", self.reason), ("依据文号", self.basis)):
            layout.addRow(words, line)

    @property
    def day(self) -> str:
        """The day as written."""
        return self.date.text().strip()

    def words(self) -> tuple[str, str]:
        """Reason and document number."""
        return self.reason.text().strip(), self.basis.text().strip()

    def problem(self) -> str:
        """What is wrong with the day; empty when nothing."""
        fine = is_canonical(self.day) and len(self.day) == 10
        dress(self.date, wrong="false" if fine else "true")
        return "" if fine else "日期要写成 2026-03-01 的样子。"


class StatusPanel(RecordPanel):
    """暂停、恢复、退出: from a day on, with a reason."""

    def __init__(self, desk: Desk, member: Member, status: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "message")
        self._desk = desk
        self._member = member
        self._status = status
        title = {SUSPENDED: "暂停履职", ACTIVE: "恢复履职"}.get(status, "退出委员")
        self.setAccessibleName(title)
        layout = QVBoxLayout(self)
        layout.addWidget(label(f"{title}：{member.name}", "section"))
        self.kind = Choice()
        self.kind.setAccessibleName("退出方式")
        self.kind.addItems(LEFT)
        self.kind.setVisible(not status)
        layout.addWidget(self.kind)
        self.day = DayReason(desk.reader.frame.day(), title)
        layout.addWidget(self.day)
        self.problem = label("", tone="danger", wrap=True)
        self.problem.hide()
        layout.addWidget(self.problem)
        for line in self.day.findChildren(QLineEdit):
            line.returnPressed.connect(self.save_now)
        self.save = button(f"{title}(&Y)", self.save_now, kind="primary")
        layout.addLayout(row(None, button("取消(&C)", self.left.emit), self.save))

    def focus_first(self) -> None:
        """Put the cursor where one begins."""
        (self.day.date if self._status else self.kind).setFocus()

    def save_now(self) -> None:
        """Change the status on the worker."""
        if not self.save.isEnabled():
            return
        if fault := self.day.problem():
            self.problem.setText(fault)
            self.problem.show()
            return
        member, status, day, words = (
            self._member,
            self._status or self.kind.currentText(),
            self.day.day,
            self.day.words(),
        )
        self.save.setEnabled(False)

        def work(office: Office) -> int:
            from app.office import Reason

            office.roster.change(member, {"status": status}, day=day, reason=Reason(*words))
            return member.id

        self._desk.do(f"{status} {member.name}", work, self._done, self._failed)

    def _done(self, identity: int) -> None:
        self._desk.say(f"{self._member.name} 的状态已改，按 Ctrl+Z 可以撤销。")
        self.saved.emit(identity)

    def _failed(self, error: LiangeError) -> None:
        self.save.setEnabled(True)
        self.problem.setText(error.message)
        self.problem.show()
