"""Taking a step of the workflow: the fields an action needs, built from the table of actions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QCompleter, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import LiangeError
from app.domain.proposal import Proposal
from app.domain.proposal_actions import CHOICES, WORDS, Action
from app.ui import theme
from app.ui.desk import Desk
from app.ui.form import ListCompleter
from app.ui.parts import Choice, button, label, row
from app.ui.record import RecordPanel

CODE_LISTS = {"class": "答复类别", "reasons": "不立案理由"}
DISCLOSURE = ("公开", "不公开", "摘要公开")
_WORDS_OF_UNITS = ("lead", "separate", "assisting")
_HINTS = {
    "lead": "一家；几家各自答复时填“分办单位”", "separate": "几家之间用、隔开", "assisting": "几家之间用、隔开，可以不填",
    "due": "不填按规则计算", "no": "不填按顺序编号", "reasons": "几条之间用、隔开", "into": "流水号，或“次会议:提案号”",
    "note": "可以不填", "leader": "几位之间用、隔开",
}  # fmt: skip


def words_of(action: Action) -> list[str]:
    """The words an action's form asks for, in order; `a|b` asks for both."""
    asked = [word for need in action.needs for word in need.split("|")] + list(action.takes)
    first = [] if "date" in asked else ["date"]
    last = [] if "note" in asked else ["note"]
    return [*first, *asked, *last]


def needs_words(action: Action) -> bool:
    """Whether an action asks for anything beyond its day."""
    return bool(action.needs or action.takes)


class StepPanel(RecordPanel):
    """The form of one action."""

    def __init__(self, desk: Desk, proposal: Proposal, action: Action, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "message")
        self.setAccessibleName(action.name)
        self._desk = desk
        self._proposal = proposal
        self._action = action
        self.editors: dict[str, QLineEdit | QComboBox] = {}
        form = QFormLayout()
        form.setVerticalSpacing(theme.S)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for word in words_of(action):
            editor = self._editor(word)
            editor.setAccessibleName(WORDS[word])
            self.editors[word] = editor
            form.addRow(WORDS[word], editor)
        for line in self.editors.values():
            if isinstance(line, QLineEdit):
                line.returnPressed.connect(self.save_now)
        self.problem = label("", tone="danger", wrap=True)
        self.problem.hide()
        self.save = button(f"{action.name}(&Y)", self.save_now, kind="primary", hint="保存（Ctrl+S）")
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.S)
        layout.addWidget(label(f"{action.name} {proposal.label}", "section"))
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addLayout(row(None, button("取消(&C)", self.left.emit), self.save))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self.save_now)

    def _editor(self, word: str) -> QLineEdit | QComboBox:
        frame = self._desk.reader.frame
        if word == "unit":
            return _choice([part.unit for part in self._proposal.handlings], required=True)
        if word == "class":
            return _choice(frame.words(CODE_LISTS[word]), required=True)
        if word == "disclosure":
            return _choice(DISCLOSURE, required=True)
        if word in CHOICES:
            return _choice(CHOICES[word], required=False)
        line = QLineEdit()
        line.setPlaceholderText(_HINTS.get(word, ""))
        if word in ("date", "received"):
            line.setText((self._proposal.received if word == "received" else "") or frame.day())
        elif word in _WORDS_OF_UNITS:
            line.setCompleter(_completer([unit.name for unit in self._desk.reader.units.listing()], line))
        elif word in CODE_LISTS:
            line.setCompleter(_completer(frame.words(CODE_LISTS[word]), line))
        return line

    def focus_first(self) -> None:
        """Put the cursor into the first field that is not filled."""
        empty = [
            editor for editor in self.editors.values() if isinstance(editor, QLineEdit) and not editor.text()
        ]
        (empty[0] if empty else next(iter(self.editors.values()))).setFocus()

    def save_now(self) -> None:
        """Take the step on the worker."""
        if not self.save.isEnabled():
            return
        words = {word: _text(editor) for word, editor in self.editors.items()}
        proposal, name = self._proposal, self._action.name
        self.save.setEnabled(False)
        self._desk.do(
            f"{name} {proposal.label}",
            lambda office: office.register.do(proposal, name, words).proposal.id,
            self._done,
            self._failed,
        )

    def _done(self, identity: int) -> None:
        self._desk.say(f"{self._action.name} {self._proposal.label}：已保存，按 Ctrl+Z 可以撤销。")
        self.saved.emit(identity)

    def _failed(self, error: LiangeError) -> None:
        self.save.setEnabled(True)
        self.problem.setText(error.message)
        self.problem.show()


def _choice(words: Sequence[str], *, required: bool) -> QComboBox:
    box = Choice()
    box.addItems([*([] if required else [""]), *words])
    return box


def _completer(words: Sequence[str], line: QLineEdit) -> QCompleter:
    completer = ListCompleter(list(words), line)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    return completer


def _text(editor: QLineEdit | QComboBox) -> str:
    return (editor.currentText() if isinstance(editor, QComboBox) else editor.text()).strip()
