"""One member beside the list: everything known, what can be done now, and what happened; edited in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QMenu, QWidget

from app.domain.errors import NotFound
from app.domain.fields import MEMBER_SECTIONS, Field, Kind, Privacy
from app.domain.member import Member, Seat
from app.domain.status_actions import ACTIONS, BY_NAME, StatusAction, open_actions
from app.ui import theme
from app.ui.desk import Desk, Target
from app.ui.mask import masked
from app.ui.pages.roster.editing import MemberEditor
from app.ui.pages.roster.history import HistoryView
from app.ui.pages.roster.photo import PhotoFrame
from app.ui.pages.roster.removepanel import RemovePanel
from app.ui.pages.roster.statuspanel import StatusPanel
from app.ui.parts import Chips, button, button_for, column, label, row
from app.ui.record import RecordSheet
from app.ui.sheet import facts, timeline

if TYPE_CHECKING:
    from app.services.roster import Dossier

NOTHING = "在左边选一名委员，或按 Ctrl+N 新增。"
NOTHING_TO_ADD = "在左边选一名委员。"
"""Where nothing may be written: an earlier 届, a file open elsewhere."""
DATA, HISTORY = "资料", "历史"
_HEAD = ("name", "posts", "status")


class MemberDetail(RecordSheet[MemberEditor, StatusPanel | RemovePanel]):
    """Shows a member, or the form that changes or enters one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("委员详情", desk, parent)
        self._dossier: Dossier | None = None
        self._open = False
        self._tab = DATA
        self._asking = False
        self._photo_row: QBoxLayout | None = None
        self.photo = PhotoFrame(desk, self)
        self.photo.hide()
        self.edit_action = self._action("修改(&D)", self.edit, "F2", "修改这名委员（F2）")
        self.status_actions = {one.name: self._status_action(one) for one in ACTIONS}
        self.suspend_action, self.resume_action = self.status_actions["暂停"], self.status_actions["恢复"]
        self.leave_action = self._action(
            "退出(&Q)…", self.ask_leaving, "", "辞职、调离、去世、撤销等，从某日起不再是委员"
        )
        self.remove_action = self._action(
            "删除误录的委员(&K)…", self.remove, "", "只用于录错的人；可以撤销，也可以从回收站找回"
        )
        self.grid_action = self._action("在网格中看(&G)", self.show_in_grid, "", "看这名委员的上级和联系对象")
        self.history_action = self._action(
            "修改历史(&J)", self.show_history, "", "谁在何时改了什么；可以恢复一项"
        )
        self.show_member(None)

    @property
    def actions_now(self) -> tuple[QAction, ...]:
        """Everything that can be done with a member; those not possible now are grey."""
        return (
            self.edit_action,
            *(self.status_actions[one.name] for one in ACTIONS if not one.leaves),
            self.leave_action,
            self.history_action,
            self.grid_action,
            self.remove_action,
        )

    @property
    def member(self) -> Member | None:
        """Who is shown."""
        return self._dossier.member if self._dossier else None

    # -- looking -----------------------------------------------------------------------------------------------

    def show_member(self, identity: int | None) -> None:
        """Show this member (None: nobody)."""
        try:
            self._dossier = None if identity is None else self.desk.reader.roster.show(str(identity))
        except NotFound:  # just removed
            self._dossier = None
        self.show_again()

    def empty(self) -> None:
        """Take everything out but the photo, which is kept for the next member."""
        if self._photo_row is not None:
            self._photo_row.removeWidget(self.photo)
            self._photo_row = None
        self.photo.hide()
        super().empty()

    def show_again(self) -> None:
        """Back from a form to the sheet."""
        super().show_again()
        member = self.member
        writable = not self.desk.read_only
        for act in self.actions_now:
            act.setEnabled(member is not None and writable)
        if self._dossier is None or member is None:
            self.body.addWidget(label(NOTHING if writable else NOTHING_TO_ADD, "muted", wrap=True))
            self.body.addStretch(1)
            return
        able = {one.name for one in open_actions(member.status)}
        for name, act in self.status_actions.items():
            act.setEnabled(name in able and writable)
        self.leave_action.setEnabled(any(BY_NAME[name].leaves for name in able) and writable)
        self.grid_action.setEnabled(member.is_active)
        self.history_action.setEnabled(True)
        self._show_head(member)
        if self._tab == HISTORY:
            self.body.addWidget(self._unmask())
            self.body.addWidget(HistoryView(self.desk, member, open_=self._open))
        else:
            self._show_data(member, self._dossier)
        self.body.addStretch(1)
        self.area.verticalScrollBar().setValue(0)

    def _show_head(self, member: Member) -> None:
        status = label(
            member.status,
            "badge",
            tone="good" if member.is_active else "warning" if member.in_office else "danger",
        )
        name = label(member.name, "card-title")
        if self._asking:  # all the room is for the question
            self.head.addLayout(row(name, status, label("、".join(member.posts), "muted"), None))
            return
        tabs = Chips("资料或历史")
        tabs.show_views([(DATA, None), (HISTORY, None)], self._tab)
        tabs.chosen.connect(self._turn_to)
        self.photo.unmask(self._open)
        self.photo.show_member(member.id)
        beside = column(
            row(name, status, None), label("、".join(member.posts), "muted", wrap=True), None, tabs
        )
        self._photo_row = row(beside, spacing=theme.M)
        self._photo_row.setStretch(0, 1)
        self._photo_row.addWidget(self.photo)
        self.head.addLayout(self._photo_row)
        more = button("更多(&O) ▾", hint="其他可做的事")
        more.clicked.connect(lambda: self._menu(more))
        first = [act for act in self._first_actions() if act.isEnabled()]
        self.head.addLayout(
            row(button_for(self.edit_action), *(button_for(act) for act in first), more, None)
        )

    def _first_actions(self) -> tuple[QAction, ...]:
        """What is done most often in each state."""
        back = self.status_actions["恢复资格"]
        return self.suspend_action, self.resume_action, self.leave_action, back

    def _menu(self, at: QWidget) -> None:
        menu = QMenu(at)
        menu.setToolTipsVisible(True)
        menu.addActions([act for act in self.actions_now if act.isEnabled()])
        menu.exec(at.mapToGlobal(QPoint(0, at.height())))
        menu.deleteLater()

    def _show_data(self, member: Member, dossier: Dossier) -> None:
        used = {field.key: field for field in self.desk.reader.frame.field_use().fields}
        for title, keys in MEMBER_SECTIONS:
            pairs = self._pairs(member, [used[key] for key in keys if key in used], dossier.since)
            if pairs:
                self.body.addWidget(label(title, "section"))
                self.body.addLayout(facts(pairs))
        if any(one.privacy is Privacy.FULL and self._text(member, one.key) for one in used.values()):
            self.body.addWidget(self._unmask())
        if len(dossier.career) > 1:
            self.body.addWidget(label("历届", "section"))
            self.body.addLayout(facts(_career(dossier)))
        self.body.addWidget(label("变动", "section"))
        self.body.addLayout(
            timeline([(one.day, one.said, "muted" if one.step else "") for one in dossier.events])
        )
        undone = sum(one.undone for one in dossier.operations)
        if undone:
            self.body.addWidget(label(f"另有 {undone} 步已撤销，见“历史”。", "muted"))

    def _pairs(
        self, member: Member, fields: Sequence[Field], since: Mapping[str, str]
    ) -> list[tuple[str, str]]:
        found = []
        for field in fields:
            if field.kind is Kind.PHOTO or field.key in _HEAD:
                continue
            text = self._text(member, field.key)
            if text:
                shown = text if self._open else masked(field, text)
                day = since.get(field.key, "")
                found.append((field.label, f"{shown}（自 {day} 起）" if day else shown))
        return found

    def _text(self, member: Member, key: str) -> str:
        return self.desk.reader.roster.text(member, key)

    def _unmask(self) -> QCheckBox:
        box = QCheckBox("显示电话、住址等个人信息(&V)")
        box.setToolTip("平时遮盖；打开后只在本次查看时显示")
        box.setChecked(self._open)
        box.toggled.connect(self._set_open)
        return box

    def _set_open(self, on: bool) -> None:
        self._open = on
        self.show_again()

    def _turn_to(self, tab: str) -> None:
        self._tab = tab
        self.show_again()

    def show_history(self) -> None:
        """Turn to the history of the member."""
        if self.member is not None and not self.keeps_writing():
            self._turn_to(HISTORY)

    # -- changing ----------------------------------------------------------------------------------------------

    def edit(self) -> None:
        """Turn the sheet into the form of this member."""
        if self.member is not None and self.edit_action.isEnabled() and not self.keeps_writing():
            self.show_editor(MemberEditor(self.desk, self.member))

    def enter_new(self) -> None:
        """Turn the sheet into the form of a new member."""
        if not self.desk.read_only and not self.keeps_writing():
            self._dossier = None
            self.show_editor(MemberEditor(self.desk, None))

    def show_editor(self, editor: MemberEditor) -> None:
        """Turn the sheet into the form, with an index of its sections above it."""
        super().show_editor(editor)
        index = Chips("跳到")
        index.show_views([(title, None) for title in editor.form.headings], "")
        editor.change.toggled.connect(lambda on: self._show_day(index, on))
        index.chosen.connect(self._jump)
        self.head.addWidget(index)

    def _show_day(self, index: Chips, on: bool) -> None:
        """A change asks for its day above all sections: go there, and no section is said to be in front."""
        if on:
            self.area.verticalScrollBar().setValue(0)
            index.turn_on("")

    def _jump(self, title: str) -> None:
        """Bring a section of the form to the top and put the cursor into its first field."""
        if self.editor is None:
            return
        heading = self.editor.form.headings[title]
        self.area.verticalScrollBar().setValue(heading.mapTo(self._holder(), QPoint(0, 0)).y())
        self.editor.form.focus_section(title)

    def _holder(self) -> QWidget:
        """What scrolls."""
        return self.area.widget() or self.area

    def ask_status(self, actions: Sequence[StatusAction], title: str) -> None:
        """Ask from which day on, why and by whom, above the sheet."""
        if self.member is not None and actions and not self.keeps_writing():
            self.show_panel(StatusPanel(self.desk, self.member, title, actions))

    def ask_leaving(self) -> None:
        """Ask in which way somebody leaves, and the rest."""
        if self.member is not None:
            self.ask_status([one for one in open_actions(self.member.status) if one.leaves], "退出委员")

    def show_panel(self, panel: StatusPanel | RemovePanel) -> None:
        """A panel stands above the data, not above the history; the rest of the head makes room for it."""
        self._tab, self._asking = DATA, True
        super().show_panel(panel)
        self._asking = False
        self.foot.addWidget(panel.foot)
        panel.focus_first()  # which may stand in the foot

    def show_in_grid(self) -> None:
        """Go to the grid, standing on this member."""
        if self.member is not None:
            self.desk.go("grid", Target(record=self.member.id))

    def remove(self) -> None:
        """Ask whether to take out a member entered by mistake, and say what that would bring about."""
        if self.member is not None and not self.keeps_writing():
            self.show_panel(RemovePanel(self.desk, self.member))

    def _status_action(self, one: StatusAction) -> QAction:
        return self._action(
            f"{one.label}(&{one.key})…", lambda: self.ask_status((one,), one.label), "", one.hint
        )

    def _action(self, text: str, triggered: Callable[[], object], keys: str, hint: str) -> QAction:
        act = QAction(text, self)
        act.setShortcut(keys)
        act.setToolTip(hint)
        act.triggered.connect(lambda _checked=False: triggered())
        return act


def _career(dossier: Dossier) -> list[tuple[str, str]]:
    """Each 届 with what the person was in it, the latest first."""
    lines = []
    for term, member in reversed(dossier.career):
        seats = [_seat(one) for one in member.committees]
        left = "" if member.in_office else member.status
        parts = ["、".join(member.posts) or "委员", member.sector, "、".join(seats), left]
        lines.append((term.name, "；".join(part for part in parts if part)))
    return lines


def _seat(seat: Seat) -> str:
    """Write a seat in a 专委会: 提案委员会主任."""
    return seat.name + seat.role
