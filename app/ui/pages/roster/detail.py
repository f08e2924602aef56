"""One member beside the list: everything known, what can be done now, and what happened; edited in place."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QMenu, QWidget

from app.domain.fields import MEMBER, Kind, Privacy
from app.domain.member import ACTIVE, SUSPENDED, Member
from app.ui.desk import Desk, Target
from app.ui.mask import masked
from app.ui.pages.roster.editing import MemberEditor, StatusPanel
from app.ui.parts import button, button_for, label, row
from app.ui.record import RecordSheet
from app.ui.sheet import facts, timeline

if TYPE_CHECKING:
    from app.services.roster import Dossier

NOTHING = "在左边选一名委员，或按 Ctrl+N 新增。"
_HEAD = ("name", "posts", "status")
_TIMED = (
    "posts",
    "status",
    "sector",
    "committees",
    "affiliations",
    "groups",
    "area",
    "employer",
    "job_title",
)


class MemberDetail(RecordSheet[MemberEditor, StatusPanel]):
    """Shows a member, or the form that changes or enters one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("委员详情", desk, parent)
        self._dossier: Dossier | None = None
        self._open = False
        self.edit_action = self._action("修改(&D)", self.edit, "F2", "修改这名委员（F2）")
        self.suspend_action = self._action(
            "暂停履职(&S)…", lambda: self.ask_status(SUSPENDED), "", "从某日起暂停，不再计入网格和考核"
        )
        self.resume_action = self._action(
            "恢复履职(&R)…", lambda: self.ask_status(ACTIVE), "", "从某日起恢复"
        )
        self.leave_action = self._action(
            "退出(&Q)…", lambda: self.ask_status(""), "", "辞职、调离、去世、撤销等，从某日起不再是委员"
        )
        self.remove_action = self._action("删除误录的委员(&K)", self.remove, "", "只用于录错的人；可以撤销")
        self.grid_action = self._action("在网格中看(&G)", self.show_in_grid, "", "看这名委员的上级和联系对象")
        self.show_member(None)

    @property
    def actions_now(self) -> tuple[QAction, ...]:
        """Everything that can be done with a member; those not possible now are grey."""
        return (
            self.edit_action,
            self.suspend_action,
            self.resume_action,
            self.leave_action,
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
        if identity is not None:
            self._dossier = self.desk.reader.roster.show(str(identity))
        else:
            self._dossier = None
        self.show_again()

    def show_again(self) -> None:
        """Back from a form to the sheet."""
        super().show_again()
        member = self.member
        for act in self.actions_now:
            act.setEnabled(member is not None and not self.desk.read_only)
        if self._dossier is None or member is None:
            self.body.addWidget(label(NOTHING, "muted", wrap=True))
            self.body.addStretch(1)
            return
        self.suspend_action.setEnabled(member.is_active and not self.desk.read_only)
        self.resume_action.setEnabled(not member.is_active and not self.desk.read_only)
        self.leave_action.setEnabled(member.in_office and not self.desk.read_only)
        self.grid_action.setEnabled(member.is_active)
        self._show_head(member)
        self.body.addLayout(facts(self._pairs(member)))
        if any(MEMBER[key].privacy is Privacy.FULL and self._text(member, key) for key in MEMBER):
            self.body.addWidget(self._unmask())
        self.body.addWidget(label("变动", "section"))
        self.body.addLayout(timeline(_events(self._dossier)))
        self.body.addStretch(1)
        self.area.verticalScrollBar().setValue(0)

    def _show_head(self, member: Member) -> None:
        status = label(
            member.status,
            "badge",
            tone="good" if member.is_active else "warning" if member.in_office else "danger",
        )
        name = label(member.name, "card-title")
        self.head.addLayout(row(name, label("、".join(member.posts), "muted"), None, status))
        first = (self.suspend_action, self.leave_action) if member.is_active else (self.resume_action,)
        more = button("更多(&O) ▾", hint="其他可做的事")
        more.clicked.connect(lambda: self._menu(more))
        self.head.addLayout(
            row(button_for(self.edit_action), *(button_for(act) for act in first), more, None)
        )

    def _menu(self, at: QWidget) -> None:
        menu = QMenu(at)
        menu.setToolTipsVisible(True)
        menu.addActions([act for act in self.actions_now if act.isEnabled()])
        menu.exec(at.mapToGlobal(QPoint(0, at.height())))
        menu.deleteLater()

    def _pairs(self, member: Member) -> list[tuple[str, str]]:
        found = []
        for field in self.desk.reader.frame.field_use().fields:
            if field.kind is Kind.PHOTO:
                continue
            text = self._text(member, field.key)
            if text and field.key not in _HEAD:
                found.append((field.label, text if self._open else masked(field, text)))
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

    # -- changing ----------------------------------------------------------------------------------------------

    def edit(self) -> None:
        """Turn the sheet into the form of this member."""
        if self.member is not None and self.edit_action.isEnabled():
            self.show_editor(MemberEditor(self.desk, self.member))

    def enter_new(self) -> None:
        """Turn the sheet into the form of a new member."""
        if not self.desk.read_only:
            self._dossier = None
            self.show_editor(MemberEditor(self.desk, None))

    def ask_status(self, status: str) -> None:
        """Ask from which day on, and why, above the sheet."""
        if self.member is not None:
            self.show_panel(StatusPanel(self.desk, self.member, status))

    def show_in_grid(self) -> None:
        """Go to the grid, standing on this member."""
        if self.member is not None:
            self.desk.go("grid", Target(record=self.member.id))

    def remove(self) -> None:
        """Take out a member entered by mistake; Ctrl+Z brings back."""
        member = self.member
        if member is not None:
            self.desk.do(
                f"删除 {member.name}", lambda office: office.roster.remove(member),
                lambda _done: self.desk.say(f"已删除误录的委员 {member.name}，按 Ctrl+Z 可以撤销。"),
            )  # fmt: skip

    def _action(self, text: str, triggered: Callable[[], object], keys: str, hint: str) -> QAction:
        act = QAction(text, self)
        act.setShortcut(keys)
        act.setToolTip(hint)
        act.triggered.connect(lambda _checked=False: triggered())
        return act


_OF_MANY = re.compile(r"[： ]+\d+ 人$")
"""How many an operation was about says nothing of one of them."""


def _events(dossier: Dossier) -> list[tuple[str, str, str]]:
    """Dated facts and operations as one timeline, newest first."""
    events: list[tuple[str, str, str]] = []
    for fact in dossier.facts:
        if fact.field not in _TIMED:
            continue
        name = MEMBER[fact.field].label
        why = "，".join(part for part in (fact.reason, fact.basis, fact.organ) if part)
        if fact.starts:
            events.append((fact.starts, f"{name}：{fact.value}" + (f"（{why}）" if why else ""), ""))
        if fact.ends:
            events.append((fact.ends, f"{name}：{fact.value}（到此为止）", "muted"))
    for operation in dossier.operations:
        if operation.kind == "do":
            label = _OF_MANY.sub("", operation.label)
            done = f"{label}（已撤销）" if operation.undone else label
            events.append((operation.at[:10], done, "muted"))
    return sorted(events, key=lambda event: event[0], reverse=True)
