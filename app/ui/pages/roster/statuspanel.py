"""One step of the status machine, asked for above the sheet: the day, why, by which document, decided by whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import LiangeError, Refused
from app.domain.member import Member
from app.domain.status_actions import ORGANS, Need, StatusAction
from app.ui import theme
from app.ui.dayline import DayLine
from app.ui.desk import Desk
from app.ui.form import lines
from app.ui.pages.roster.effects import Effects
from app.ui.parts import Choice, button, label, row
from app.ui.record import RecordPanel

if TYPE_CHECKING:
    from app.domain.consequence import Consequence
    from app.office import Office

MAY_BE_EMPTY = "可以不填"


class DayReason(QWidget):
    """From which day on, why, by which document, and who decided."""

    def __init__(
        self, today: str, title: str, organs: Sequence[str], *, asked: str = "起始日期", hint: str = ""
    ) -> None:
        super().__init__()
        self._begun = today
        self.date = DayLine(today)
        self.date.setAccessibleName(f"{title}日期")
        self.date.setToolTip(hint)
        self.reason = QLineEdit()
        self.reason_box = _free_choice("原因", self.reason, ())
        self.basis = QLineEdit()
        self.basis.setAccessibleName("依据文号")
        self.basis.setPlaceholderText("如 ×政协〔2026〕3号，可以不填")
        self.organ = QLineEdit()
        self.organ_box = _free_choice("决定机关", self.organ, organs)
        self._form = lines()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._form)
        for words, editor in (
            (asked, self.date), ("原因", self.reason_box), ("依据文号", self.basis), ("决定机关", self.organ_box),
        ):  # fmt: skip
            self._form.addRow(words, editor)

    @property
    def day(self) -> str:
        """The day in canonical form; as written where it is none."""
        return self.date.day

    @property
    def touched(self) -> bool:
        """Whether anything was written."""
        return self.day != self._begun or any(self.words())

    @property
    def written(self) -> tuple[QLineEdit, ...]:
        """What is written into."""
        return self.date, self.reason, self.basis, self.organ

    def words(self) -> tuple[str, str, str]:
        """Reason, document number and who decided."""
        return self.reason.text().strip(), self.basis.text().strip(), self.organ.text().strip()

    def suit(self, action: StatusAction) -> None:
        """Offer what is usually said of an action, and say what has to be."""
        written = self.reason.text()
        self.reason_box.clear()
        self.reason_box.addItems(action.reasons)
        self.reason_box.setCurrentText(written)
        needed = Need.REASON in action.needed
        self.reason.setPlaceholderText("要写明" if needed else MAY_BE_EMPTY)
        self._form.setRowVisible(self.date, not action.correction)

    def problem(self) -> str:
        """What is wrong with the day; empty when nothing."""
        return self.date.problem()

    def refuse_unread(self) -> None:
        """Raise Refused, saying why nothing can be told of what would follow, while the day cannot be read."""
        if fault := self.problem():
            raise Refused(f"{fault}日期写对了，这里说明影响。", where="date", code="day")


def _free_choice(name: str, line: QLineEdit, words: Sequence[str]) -> QComboBox:
    """A line to write in that offers some words."""
    box = Choice()
    box.setLineEdit(line)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(6)
    box.addItems(words)
    box.setCurrentText("")
    line.setPlaceholderText(MAY_BE_EMPTY)
    for widget in (box, line):
        widget.setAccessibleName(name)
    return box


class StatusPanel(RecordPanel):
    """暂停、恢复、退出、增补: one of `actions`, from a day on, with a reason; what it would bring about stands below.

    `foot`, which saves, is laid out apart, so that it stays in sight below a long list of consequences.
    """

    def __init__(
        self,
        desk: Desk,
        member: Member,
        title: str,
        actions: Sequence[StatusAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "message")
        self.setAccessibleName(title)
        self._desk = desk
        self._member = member
        self._actions = tuple(actions)
        self.kind = Choice()
        self.kind.setAccessibleName("退出方式")
        for action in self._actions:
            self.kind.addItem(action.label)
        self.kind.setVisible(len(self._actions) > 1)
        self.hint = label("", "muted", wrap=True)
        reader = desk.reader
        self.day = DayReason(reader.frame.day(), title, reader.frame.words(ORGANS))
        self.effects = Effects(desk, self._would_be)
        self.problem = label("", tone="danger", wrap=True)
        self.problem.hide()
        self.save = button(f"{title}(&Y)", self.save_now, kind="primary")
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.S)
        layout.addWidget(label(f"{title}：{member.name}", "section"))
        for widget in (self.kind, self.hint, self.day, self.effects):
            layout.addWidget(widget)
        self.foot = QWidget()
        below = QVBoxLayout(self.foot)
        below.setContentsMargins(0, theme.XS, 0, 0)
        below.addWidget(self.problem)
        below.addLayout(row(None, button("取消(&C)", self.left.emit, hint="不改（Esc）"), self.save))
        self.kind.currentIndexChanged.connect(lambda _index: self._suit())
        for line in self.day.written:
            line.returnPressed.connect(self.save_now)
            line.textChanged.connect(lambda _text: self.effects.ask())
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self.save_now)
        desk.backstage.broke.connect(self._broken)
        self._suit()

    @property
    def touched(self) -> bool:
        """Whether anything was written."""
        return self.day.touched

    @property
    def action(self) -> StatusAction:
        """The action that is chosen."""
        return self._actions[max(self.kind.currentIndex(), 0)]

    def focus_first(self) -> None:
        """Put the cursor where one begins."""
        (self.kind if len(self._actions) > 1 else self.day.written[int(self.action.correction)]).setFocus()

    def _suit(self) -> None:
        self.hint.setText(f"{self.action.hint}。")
        self.day.suit(self.action)
        self.problem.hide()
        self.effects.show_now()

    def _values(self) -> tuple[dict[str, str], str | None]:
        return {"status": self.action.target}, None if self.action.correction else self.day.day

    def _would_be(self) -> list[Consequence]:
        from app.office import Reason

        values, day = self._values()
        if day is not None:
            self.day.refuse_unread()
        return self._desk.reader.consequences.of_change(
            self._member, values, day=day, reason=Reason(*self.day.words())
        )

    def save_now(self) -> None:
        """Change the status on the worker."""
        if not self.save.isEnabled():
            return
        values, day = self._values()
        if day is not None and (fault := self.day.problem()):
            self._say(fault)
            return
        reason = self.day.words()
        if Need.REASON in self.action.needed and not reason[0]:
            self._say(f"{self.action.label}要写明原因。")
            self.day.reason.setFocus()
            return
        member = self._member
        if self.save.hasFocus():  # a button that is switched off would hand the keyboard to the side bar
            self.focus_first()
        self.save.setEnabled(False)

        def work(office: Office) -> int:
            from app.office import Reason

            office.roster.change(member, values, day=day, reason=Reason(*reason))
            return member.id

        self._desk.do(self.action.operation(member.name), work, self._done, self._failed)

    def _done(self, identity: int) -> None:
        self._desk.say(f"{self._member.name} 的状态已改，按 Ctrl+Z 可以撤销。")
        self.saved.emit(identity)

    def _failed(self, error: LiangeError) -> None:
        self.save.setEnabled(True)
        self._say(error.message)

    @Slot(object)
    def _broken(self, _error: BaseException) -> None:
        """A bug was reported meanwhile; it may be tried once more."""
        self.save.setEnabled(True)

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
