"""One proposal beside the list: the steps open now on top, what is known, its text and its timeline below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLayout, QMenu, QWidget

from app.domain.fields import PROPOSAL
from app.domain.proposal import Handling, Proposal, SponsorRole, State, UnitRole
from app.domain.proposal_actions import WORDS, Action
from app.ui.desk import Desk
from app.ui.pages.proposals.columns import days_late, standing, tone
from app.ui.pages.proposals.editing import ProposalEditor
from app.ui.pages.proposals.stepping import StepPanel, needs_words
from app.ui.parts import ElidedLabel, button, button_for, label, row
from app.ui.record import RecordSheet
from app.ui.sheet import facts, timeline, value_label

if TYPE_CHECKING:
    from app.services.proposals import ProposalDossier

NOTHING = "在左边选一件提案，或按 Ctrl+N 登记。"
SHOWN_STEPS = 3
_LAST = ("不立案", "驳回退办")
"""Steps that say no: never the button on the left."""
_QUIET = ("退回", "撤回", "转信息", "并入", "归档", "评优", "列重点", "取消重点", "督办", "沟通", "申请退办")
"""Steps that are seldom the next one: they stand behind 更多."""


class ProposalDetail(RecordSheet[ProposalEditor, StepPanel]):
    """Shows a proposal, the form of a step, or the form that registers and mends."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("提案详情", desk, parent)
        self._dossier: ProposalDossier | None = None
        self.edit_action = QAction("修改(&D)", self)
        self.edit_action.setShortcut("F2")
        self.edit_action.setToolTip("修改这件提案（F2）")
        self.edit_action.triggered.connect(lambda _checked=False: self.edit())
        self.show_proposal(None)

    @property
    def proposal(self) -> Proposal | None:
        """What is shown."""
        return self._dossier.proposal if self._dossier else None

    def show_proposal(self, proposal: Proposal | None) -> None:
        """Show this proposal (None: nothing)."""
        self._dossier = self.desk.reader.register.show(proposal) if proposal is not None else None
        self.show_again()

    def show_again(self) -> None:
        """Back from a form to the sheet."""
        super().show_again()
        self.edit_action.setEnabled(self._dossier is not None and not self.desk.read_only)
        if self._dossier is None:
            self.body.addWidget(label(NOTHING, "muted", wrap=True))
            self.body.addStretch(1)
            return
        dossier, proposal = self._dossier, self._dossier.proposal
        self._show_head(proposal, dossier.actions)
        self.body.addLayout(facts(self._pairs(dossier)))
        self.body.addWidget(label("经过", "section"))
        self.body.addLayout(timeline(self._events(dossier)))
        text = dossier.texts.get("text", "")
        if text:
            self.body.addWidget(label("正文", "section"))
            self.body.addWidget(value_label(text, "正文"))
        self.body.addStretch(1)
        self.area.verticalScrollBar().setValue(0)

    # -- the sheet ---------------------------------------------------------------------------------------------

    def _show_head(self, proposal: Proposal, actions: tuple[Action, ...]) -> None:
        today = self.desk.reader.frame.day()
        state = label(standing(proposal, today), "badge", tone=tone(proposal, today) or "accent")
        title = label(f"{proposal.label}　{proposal.title}", "card-title", wrap=True)
        top = row(title, state)
        top.setStretch(0, 1)
        top.setAlignment(state, Qt.AlignmentFlag.AlignTop)
        self.head.addLayout(top)
        more = proposal.more
        said = (
            proposal.kind,
            proposal.category,
            more.get("period", ""),
            proposal.disclosure,
            proposal.received and f"{proposal.received} 收到",
        )
        self.head.addWidget(ElidedLabel(" · ".join(part for part in said if part), "muted"))
        if not self.desk.read_only:
            self.head.addLayout(self._buttons(actions))

    def _buttons(self, actions: tuple[Action, ...]) -> QLayout:
        usual = [action for action in actions if action.name not in _QUIET]
        usual.sort(key=lambda action: (action.name in _LAST, not isinstance(action.after, State)))
        usual = usual[:SHOWN_STEPS]
        line: list[QWidget | None] = []
        for place, action in enumerate(usual):
            line.append(
                button(
                    action.name,
                    self._step(action),
                    kind="primary" if place == 0 else "",
                    hint=self._hint(action),
                )
            )
        line.append(button_for(self.edit_action))
        rest = [action for action in actions if action not in usual]
        if rest:
            more = button("更多(&O) ▾", hint="现在可做的其他步骤")
            more.clicked.connect(lambda: self._menu(more, rest))
            line.append(more)
        return row(*line, None)

    def _step(self, action: Action) -> Callable[[], None]:
        return lambda: self.take(action)

    @staticmethod
    def _hint(action: Action) -> str:
        asked = "、".join(WORDS[word] for need in action.needs for word in need.split("|"))
        return f"{action.name}：要填 {asked}" if asked else action.name

    def _menu(self, at: QWidget, actions: list[Action]) -> None:
        menu = QMenu(at)
        menu.setToolTipsVisible(True)
        for action in actions:
            act = menu.addAction(action.name)
            act.setToolTip(self._hint(action))
            act.triggered.connect(lambda _checked=False, one=action: self.take(one))
        menu.exec(at.mapToGlobal(QPoint(0, at.height())))
        menu.deleteLater()

    def _pairs(self, dossier: ProposalDossier) -> list[tuple[str, str]]:
        proposal = dossier.proposal
        pairs = [
            (str(role), "、".join(one.name for one in proposal.sponsors if one.role is role))
            for role in SponsorRole
        ]
        pairs.append((PROPOSAL["suggested"].label, proposal.more.get("suggested", "")))
        pairs += [(str(role), _handled(proposal, role)) for role in UnitRole]
        pairs.append(("并入的提案", "、".join(other.label for other in dossier.merged)))
        pairs.append(
            (
                "提案号",
                f"第 {proposal.no} 号（流水 {proposal.serial}）"
                if proposal.no is not None
                else f"流水 {proposal.serial}",
            )
        )
        pairs.append(("会议", proposal.plenary))
        pairs += [
            ("重点提案", "是" if proposal.key else ""),
            ("优秀提案", "是" if proposal.excellent else ""),
        ]
        pairs += [
            (PROPOSAL[key].label, text)
            for key, text in {**proposal.more, **dossier.texts}.items()
            if key in PROPOSAL and key != "text"
        ]
        return [(name, text) for name, text in pairs if text]

    def _events(self, dossier: ProposalDossier) -> list[tuple[str, str, str]]:
        placed: list[tuple[str, tuple[str, str, str]]] = []
        day = ""
        for step in dossier.steps:
            day = step.at or day  # a step whose day nobody knows stays behind the one before it
            told = "，".join(f"{WORDS[key]}：{text}" for key, text in _in_order(step.details))
            said = "：".join(part for part in (step.action, step.note or told) if part)
            placed.append((day, (step.at, said, "")))
        today = self.desk.reader.frame.day()
        if days_late(dossier.proposal, today):
            placed += [
                (part.due, (part.due, f"答复到期：{part.unit}", "danger"))
                for part in dossier.proposal.answering
                if part.overdue(today)
            ]
        return [event for _, event in sorted(placed, key=lambda one: one[0])]

    # -- doing -------------------------------------------------------------------------------------------------

    def take(self, action: Action) -> None:
        """Take a step: at once when it needs nothing, else ask on top of the sheet."""
        proposal = self.proposal
        if proposal is None or self.keeps_writing():
            return
        if not needs_words(action):
            name = action.name
            self.desk.do(
                f"{name} {proposal.label}",
                lambda office: office.register.do(proposal, name).proposal.id,
                self._taken(name),
            )
            return
        self.show_panel(StepPanel(self.desk, proposal, action))

    def _taken(self, name: str) -> Callable[[int], None]:
        def tell(identity: int) -> None:
            self.desk.say(f"{name}：已保存，按 Ctrl+Z 可以撤销。")
            self.leave_saved(identity)

        return tell

    def edit(self) -> None:
        """Turn the sheet into its form."""
        if self._dossier is not None and self.edit_action.isEnabled() and not self.keeps_writing():
            self.show_editor(ProposalEditor(self.desk, self._dossier.proposal, dict(self._dossier.texts)))

    def enter_new(self, plenary: str | None) -> None:
        """Turn the sheet into the form of a new proposal."""
        if not self.desk.read_only and not self.keeps_writing():
            self._dossier = None
            self.show_editor(ProposalEditor(self.desk, None, {}, plenary))


def _in_order(details: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a step was given, in the order of its form: 主办 before 会办."""
    return [(key, details[key]) for key in WORDS if key in details]


def _handled(proposal: Proposal, role: UnitRole) -> str:
    return "；".join(_part(part) for part in proposal.handlings if part.role is role)


def _part(part: Handling) -> str:
    dates = (("交办", part.assigned), ("到期", part.due), ("签收", part.accepted), ("答复", part.replied))
    said = [f"{name} {day}" for name, day in dates if day]
    said += [part.doc_no] if part.doc_no else []
    said += [f"{part.answer} 类"] if part.answer else []
    return part.unit + (f"（{'，'.join(said)}）" if said else "")
