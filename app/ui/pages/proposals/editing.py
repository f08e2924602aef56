"""Registering a proposal and mending its fields, in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import LiangeError
from app.domain.fields import PROPOSAL, Field
from app.domain.proposal import Proposal, SponsorRole
from app.ui import theme
from app.ui.desk import Desk
from app.ui.form import FieldForm
from app.ui.parts import button, label, row
from app.ui.record import RecordEditor

if TYPE_CHECKING:
    from app.office import Office
    from app.services.proposals import Done

KEYS = (
    "title", "sponsors", "seconders", "category", "kind", "sector", "period", "received", "disclosure", "nature", "suggested",
    "text", "review_note", "note",
)  # fmt: skip
FIELDS: tuple[Field, ...] = tuple(PROPOSAL[key] for key in KEYS)


def texts_of(proposal: Proposal, long: dict[str, str]) -> dict[str, str]:
    """Every field of the form as text."""
    people = {
        "sponsors": [one.name for one in proposal.sponsors if one.role is not SponsorRole.SECONDING],
        "seconders": [one.name for one in proposal.sponsors if one.role is SponsorRole.SECONDING],
    }
    found = {key: "、".join(names) for key, names in people.items()}
    for key in KEYS:
        if key not in found:
            found[key] = long.get(key) or str(getattr(proposal, key, "") or proposal.more.get(key, "") or "")
    return found


class ProposalEditor(RecordEditor):
    """The form of one proposal, or of a new one."""

    def __init__(
        self, desk: Desk, proposal: Proposal | None, long: dict[str, str], plenary: str | None = None
    ) -> None:
        super().__init__()
        self._desk = desk
        self._proposal = proposal
        self._plenary = plenary
        self.heading = f"修改{proposal.label}" if proposal else "登记提案"
        self.form = FieldForm(
            FIELDS, lambda key: desk.reader.frame.words(PROPOSAL[key].codes) if PROPOSAL[key].codes else []
        )
        self.form.show_values(texts_of(proposal, long) if proposal else {"received": desk.reader.frame.day()})
        self.problem = label("", tone="danger", wrap=True)
        self.problem.hide()
        self.alike = label("", "muted", wrap=True)
        self.alike.hide()
        self.save = button("保存(&S)", self.save_now, kind="primary", hint="保存（Ctrl+S）")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.form)
        self.foot = QWidget()
        layout = QVBoxLayout(self.foot)
        layout.setContentsMargins(0, theme.XS, 0, 0)
        layout.setSpacing(theme.S)
        for part in (self.alike, self.problem):
            layout.addWidget(part)
        leave = button("取消(&C)", self.left.emit, hint="不保存（Esc）")
        layout.addLayout(row(None, leave, self.save))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self.save_now)

    def save_now(self) -> None:
        """Check and write on the worker."""
        texts = (
            {key: text for key, text in self.form.texts().items() if text}
            if self._proposal is None
            else self.form.edited()
        )
        if self._proposal is not None and not texts:
            self.left.emit()
            return
        proposal, plenary = self._proposal, self._plenary
        self.save.setEnabled(False)

        def work(office: Office) -> Done:
            words = [f"{key}={text}" for key, text in texts.items()]
            values = office.register.parse(words, proposal)
            return (
                office.register.change(proposal, values) if proposal else office.register.add(values, plenary)
            )

        self._desk.do(
            "登记提案" if proposal is None else f"修改{proposal.label}", work, self._done, self._failed
        )

    def _done(self, done: Done) -> None:
        if done.warnings:
            self._desk.say(f"已保存。请看一下：{'；'.join(done.warnings)}。", "warning")
        else:
            self._desk.say("已保存。")
        self.saved.emit(done.proposal.id)

    def _failed(self, error: LiangeError) -> None:
        self.save.setEnabled(True)
        self.problem.setText(error.message)
        self.problem.show()
        self.form.mark((error.where,) if error.where in KEYS else ())
