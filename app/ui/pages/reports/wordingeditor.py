"""The parts of one wording to write in, each with what is wrong below it; fields go in where the cursor stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from app.domain.wording import ASKED, BODY, PARTS, Layout, Part, Problem, Subject, Wording
from app.ui import theme
from app.ui.parts import Choice, column, dress, label, row

BODY_HEIGHT = 260
LINES_HEIGHT = 92
NAME_WIDTH = 92
IF_PRESENT = "{% 如果 字段 %}{% 结束 %}"


class WordingEditor(QWidget):
    """Shows one wording; `changed` fires when the clerk changes anything."""

    changed = Signal()

    def __init__(self, *, read_only: bool) -> None:
        super().__init__()
        self._base: Wording | None = None
        self._read_only = read_only
        self._silent = False
        self.editors: dict[str, QLineEdit | QPlainTextEdit] = {}
        self.problems: dict[str, QLabel] = {}
        self._rows: dict[str, QWidget] = {}
        self.layout_box = self._choice("版式", [str(one) for one in Layout])
        self.subject_box = self._choice("给谁", [str(one) for one in Subject])
        self.subject_box.setToolTip("一共印一份，还是每位委员、每件提案、每个单位一份")
        self._last = BODY
        self._build()

    def _choice(self, name: str, words: list[str]) -> QComboBox:
        box = Choice()
        box.addItems(words)
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(4)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.setEnabled(not self._read_only)
        box.currentIndexChanged.connect(lambda _index: self._told())
        return box

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, theme.S, 0)
        whole.setSpacing(theme.S)
        for name, box in (("版式", self.layout_box), ("给谁", self.subject_box)):
            whole.addLayout(row(self._name(name), box))
        for part in sorted(
            PARTS, key=lambda one: one.key == ASKED
        ):  # what is asked for comes after the paper itself
            whole.addWidget(self._part(part))
        whole.addStretch(1)

    @staticmethod
    def _name(text: str) -> QLabel:
        made = label(text, "muted")
        made.setFixedWidth(NAME_WIDTH)
        return made

    def _part(self, part: Part) -> QWidget:
        """One part: its name, the editor, what is wrong."""
        editor: QLineEdit | QPlainTextEdit
        if part.lines:
            editor = QPlainTextEdit()
            editor.setTabChangesFocus(True)
            editor.setMinimumHeight(BODY_HEIGHT if part.is_body else LINES_HEIGHT)
            editor.setMaximumHeight(BODY_HEIGHT * 2 if part.is_body else LINES_HEIGHT)
        else:
            editor = QLineEdit()
        editor.setPlaceholderText(part.hint)
        editor.setAccessibleName(part.label)
        editor.setToolTip(part.hint)
        editor.setReadOnly(self._read_only)
        editor.textChanged.connect(self._told)
        editor.installEventFilter(self)
        problem = label("", tone="danger", wrap=True)
        problem.hide()
        name = self._name(part.label)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.XS)
        inside.addLayout(column(name, editor, spacing=theme.XS) if part.lines else row(name, editor))
        inside.addWidget(problem)
        self.editors[part.key], self.problems[part.key], self._rows[part.key] = editor, problem, holder
        return holder

    # -- showing and reading -----------------------------------------------------------------------------------

    def show_wording(self, wording: Wording) -> None:
        """Write a wording into the editors."""
        self._base, self._silent = wording, True
        self.layout_box.setCurrentText(str(wording.layout))
        self.subject_box.setCurrentText(str(wording.subject))
        for key, editor in self.editors.items():
            text = wording.text(key)
            if _text(editor) != text:
                editor.setPlainText(text) if isinstance(editor, QPlainTextEdit) else editor.setText(text)
            if isinstance(editor, QLineEdit):
                editor.setCursorPosition(0)
        self._silent, self._last = False, BODY
        self._suit()

    @property
    def wording(self) -> Wording | None:
        """The wording as it is written now."""
        if self._base is None:
            return None
        parts = {key: text for key, editor in self.editors.items() if (text := _text(editor).strip())}
        return replace(
            self._base, layout=Layout(self.layout_box.currentText()), subject=Subject(self.subject_box.currentText()),
            parts=parts,
        )  # fmt: skip

    def show_problems(self, found: Iterable[Problem]) -> None:
        """Say below each part what is wrong with it."""
        said: dict[str, list[str]] = {}
        for one in found:
            said.setdefault(one.part, []).append(
                f"第 {one.line} 行：{one.message}" if one.line else one.message
            )
        for key, told in self.problems.items():
            told.setText("\n".join(said.get(key, ())))
            told.setVisible(key in said)
            dress(self.editors[key], wrong="true" if key in said else "false")

    def insert(self, words: str, *, alone: bool = False) -> None:
        """Put words where the cursor stood last; `alone` in a line of their own."""
        key = self._last if self._rows[self._last].isVisibleTo(self) else BODY
        if alone and key not in _WITH_TABLES:
            key = BODY
        editor = self.editors[key]
        if self._read_only:
            return
        if isinstance(editor, QPlainTextEdit):
            cursor = editor.textCursor()
            before = cursor.block().text()
            if alone and before.strip():
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
                words = f"\n{words}"
            cursor.insertText(words)
            editor.setTextCursor(cursor)
        else:
            editor.insert(words)
        editor.setFocus()

    def focus_first(self) -> None:
        """The text itself."""
        self.editors[BODY].setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember which part the cursor stands in."""
        if event.type() == QEvent.Type.FocusIn:
            self._last = next((key for key, editor in self.editors.items() if editor is watched), self._last)
        return super().eventFilter(watched, event)

    def _told(self) -> None:
        if not self._silent:
            self._suit()
            self.changed.emit()

    def _suit(self) -> None:
        """Show the parts that the layout has."""
        layout = Layout(self.layout_box.currentText())
        for part in PARTS:
            self._rows[part.key].setVisible(layout in part.layouts)


_WITH_TABLES = (BODY, "annexes")


def _text(editor: QLineEdit | QPlainTextEdit) -> str:
    return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()
