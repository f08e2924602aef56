"""Changing a member in place: a correction of what was written wrong, or a change from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from app.domain.consequence import WEIGHTY
from app.domain.errors import LiangeError, Refused
from app.domain.fields import MEMBER, MEMBER_FIELDS
from app.domain.member import Member
from app.domain.status_actions import ORGANS
from app.domain.team import ANY_TEAM
from app.domain.workplace import another_unit
from app.ui import theme
from app.ui.desk import Desk
from app.ui.pages.roster.effects import Effects
from app.ui.pages.roster.memberform import MemberForm
from app.ui.pages.roster.statuspanel import DayReason
from app.ui.parts import button, label, row
from app.ui.record import RecordEditor

if TYPE_CHECKING:
    from app.db.members import FieldValue
    from app.domain.consequence import Consequence
    from app.office import Office

_WRONG = {"name": ("name",), "double_number": ("no",), "double_person": ("id_number",)}
"""Which field a refusal is about."""
_NOT_HERE = ("status",)
FIELDS = tuple(field for field in MEMBER_FIELDS if field.editable and field.key not in _NOT_HERE)
_BY_HAND = ("committees", "groups")
EFFECTS_HEIGHT = 132
SINCE = "从这一天起是委员；本届一开始就是委员、只是漏录了的，写本届的第一天"


class MemberEditor(RecordEditor):
    """The form of one member, or of a new one; its foot says from when on, what that would bring about, and saves."""

    form: MemberForm

    def __init__(self, desk: Desk, member: Member | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._member = member
        reader = desk.reader
        self._term = reader.frame.term().id
        fields = reader.frame.field_use().of(FIELDS)
        self.heading = f"修改 {member.name}" if member else "新增委员"
        self.form = MemberForm(fields, reader.roster.choices, reader.frame.words("小组种类"))
        texts = {field.key: reader.roster.text(member, field.key) for field in fields} if member else {}
        if member is not None and "area" in texts:
            texts["area"] = member.own_area  # an area that follows from the team is not the field's own
        self.form.show_member(member, texts)
        today, organs = reader.frame.day(), reader.frame.words(ORGANS)
        if member is None:
            self.day = DayReason(today, "增补", organs, asked="增补日期", hint=SINCE)
        else:
            self.day = DayReason(today, "从某日起变动", organs)
        self.correct = QRadioButton("更正写错的内容(&G)")
        self.correct.setToolTip("以前写错了：改成对的，不留一次变动")
        self.change = QRadioButton("从某日起变动(&B)")
        self.change.setToolTip("情况变了：以前的留着，新的从这一天起")
        self.effects = Effects(desk, self._would_be, EFFECTS_HEIGHT)
        self.effects.hide()
        self.twice = label("", tone="warning", wrap=True)
        self.alone = button("", self._title_alone, kind="link", hint="只留职务；单位写在“工作单位”里")
        self._say_twice()
        self.problem = label("", tone="danger", wrap=True)
        self.problem.hide()
        self.save = button("保存(&S)", self.save_now, kind="primary", hint="保存（Ctrl+S）")
        self.leave = button("取消(&C)", self.left.emit, hint="不保存（Esc）")
        self._lay_out()
        self.form.changed.connect(self.effects.ask)
        self.form.changed.connect(self._say_twice)
        for line in self.day.written:
            line.textChanged.connect(lambda _text: self.effects.ask())
        self.change.toggled.connect(lambda _on: self.effects.ask())
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self.save_now)
        desk.backstage.broke.connect(self._broken)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.day)
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
        layout.addWidget(self.effects)
        layout.addWidget(self.twice)
        layout.addLayout(row(self.alone, None))
        layout.addWidget(self.problem)
        layout.addLayout(row(None, self.leave, self.save))

    def _say_twice(self) -> None:
        """Warn while two workplaces would stand in one line: the one written now, and an old one inside 单位职务."""
        texts = self.form.texts()
        edited = {"employer", "job_title"} & self.form.edited().keys()
        unit = another_unit(texts.get("employer", ""), texts.get("job_title", "")) if edited else ""
        self.twice.setText(f"单位职务里还写着“{unit}”，和工作单位连起来就有两个单位。")
        self.alone.setText(f"去掉“{unit}”，只留职务(&U)")
        self.alone.setAccessibleName(f"去掉“{unit}”，只留职务")
        for part in (self.twice, self.alone):
            part.setVisible(bool(unit))

    def _title_alone(self) -> None:
        texts = self.form.texts()
        self.form.title_alone(another_unit(texts.get("employer", ""), texts.get("job_title", "")))

    def _would_be(self) -> list[Consequence] | None:
        """What saving would bring about; None when nothing of weight is written, or nothing that can be read."""
        from app.office import Reason

        texts = {key: text for key, text in self.form.edited().items() if self._weighs(key)}
        dated = self._dated
        if dated:
            self.day.refuse_unread()
        if not texts:
            return None
        values = {key: self._value(key, text) for key, text in texts.items()}
        day = self.day.day if dated else None
        asked = self._desk.reader.consequences
        if self._member is None:
            return asked.of_new(values, day=day)
        found = asked.of_change(self._member, values, day=day, reason=Reason(*self.day.words()))
        return found or ([] if WEIGHTY & texts.keys() else None)

    def _weighs(self, key: str) -> bool:
        """Whether a field's new value may have consequences; the name of somebody new may be another's."""
        field = MEMBER[key]
        return key in WEIGHTY or field.dated or bool(field.codes) or (self._member is None and key == "name")

    @property
    def touched(self) -> bool:
        """Whether anything was written, the day and its reason included."""
        return super().touched or (self._dated and self.day.touched)

    @property
    def _dated(self) -> bool:
        return self._member is None or self.change.isChecked()

    def save_now(self) -> None:
        """Check, then change on the worker."""
        texts = self.form.edited()
        if self._member is not None and not texts:
            self.left.emit()
            return
        values = self._values(texts)
        if values is None:
            return
        if self._dated and (fault := self.day.problem()):
            self._refuse(fault, ())
            return
        self.save.setEnabled(False)
        if self._member is None:
            self._add(values)
        else:
            self._change(self._member, values, self.day.day if self._dated else None)

    def _values(self, texts: Mapping[str, str]) -> dict[str, FieldValue] | None:
        values: dict[str, FieldValue] = {}
        for key, text in texts.items():
            try:
                values[key] = self._value(key, text)
            except LiangeError as error:
                self._refuse(error.message, (key,))
                return None
        if self._member is None and not texts.get("name"):
            self._refuse("请填写姓名。", ("name",))
            return None
        return values

    def _value(self, key: str, text: str) -> FieldValue:
        if key in _BY_HAND:
            seats = self.form.seats(key)
            return tuple(
                replace(seat, kind=ANY_TEAM) if key == "groups" and not seat.kind else seat for seat in seats
            )
        return self._desk.reader.roster.read(key, text)

    def _add(self, values: dict[str, FieldValue]) -> None:
        day, reason = self.day.day, self.day.words()
        name = str(values["name"])

        def work(office: Office) -> int:
            from app.office import Reason

            self._refuse_other_term(office)
            return office.roster.add(values, day=day, reason=Reason(*reason))

        self._desk.do(f"新增委员 {name}", work, self._done, self._failed)

    def _change(self, member: Member, values: dict[str, FieldValue], day: str | None) -> None:
        reason = self.day.words() if day else ("", "", "")

        def work(office: Office) -> int:
            from app.office import Reason

            self._refuse_other_term(office)
            office.roster.change(member, values, day=day, reason=Reason(*reason))
            return member.id

        self._desk.do(f"修改 {member.name}", work, self._done, self._failed)

    def _refuse_other_term(self, office: Office) -> None:
        """An undo or redo of a 换届 may have put another 届 in the place of the one this was written for."""
        if office.frame.term().id != self._term:
            raise Refused("现在处理的届次已经换了，没有保存。请点“取消”，再重新写。", code="other_term")

    def _done(self, identity: int) -> None:
        self._desk.say("已保存。")
        self.saved.emit(identity)

    def _failed(self, error: LiangeError) -> None:
        self.save.setEnabled(True)
        self._refuse(
            error.message,
            _WRONG.get(error.code, ()),
        )

    @Slot(object)
    def _broken(self, _error: BaseException) -> None:
        """A bug was reported meanwhile; what is written may be saved once more."""
        self.save.setEnabled(True)

    def _refuse(self, sentence: str, keys: tuple[str, ...]) -> None:
        self.problem.setText(sentence)
        self.problem.show()
        self.form.mark(keys)
