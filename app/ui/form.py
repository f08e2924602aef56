"""A form driven by the field table: one editor per field, by its kind; only what was changed is read back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from app.domain.fields import Field, Kind, Privacy
from app.ui import theme
from app.ui.parts import Choice, dress


class TextEditor(QWidget):
    """An editor of several parts that gives and takes one text; `changed` fires when the clerk changes anything."""

    changed = Signal()

    def text(self) -> str:
        """Give what is written, as one text."""
        return ""

    def set_text(self, text: str) -> None:
        """Show what such a text says."""


Editor: TypeAlias = QLineEdit | QComboBox | QCheckBox | QPlainTextEdit | TextEditor
YES = "是"
LONG_HEIGHT = 84
_HINTS = {
    Kind.DATE: "如 2026-03-01",
    Kind.PARTIAL_DATE: "如 1975、1975-03 或 1975-03-01",
    Kind.LIST: "几项之间用、隔开",
    Kind.INT: "整数",
}


class FieldForm(QWidget):
    """Editors below each other, labelled; `changed` fires when the clerk changes anything."""

    changed = Signal()

    def __init__(
        self, fields: Sequence[Field], choices: Callable[[str], Sequence[str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.fields = tuple(fields)
        self.editors: dict[str, Editor] = {}
        self._shown: dict[str, str] = {}
        for field in self.fields:
            editor = self._editor(field, choices)
            editor.setAccessibleName(field.label)
            editor.setToolTip(_hint(field))
            self.editors[field.key] = editor
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the editors below each other; a subclass may group them."""
        layout = lines()
        for field in self.fields:
            layout.addRow(field.label, self.editors[field.key])
        self.setLayout(layout)

    def show_values(self, texts: Mapping[str, str]) -> None:
        """Fill the editors; what is read back later is compared with this."""
        for key, editor in self.editors.items():
            text = texts.get(key, "")
            editor.blockSignals(True)
            _write(editor, text)
            editor.blockSignals(False)
            self._shown[key] = _read(editor)
        self.mark(())

    def texts(self) -> dict[str, str]:
        """Everything that stands in the editors."""
        return {key: _read(editor).strip() for key, editor in self.editors.items()}

    def edited(self) -> dict[str, str]:
        """Only what differs from what was shown."""
        return {key: text for key, text in self.texts().items() if text != self._shown.get(key, "").strip()}

    def mark(self, wrong: Iterable[str]) -> None:
        """Frame the fields that cannot be right, and stand on the first."""
        keys = list(wrong)
        for key, editor in self.editors.items():
            dress(editor, wrong="true" if key in keys else "false")
        if keys and keys[0] in self.editors:
            self.editors[keys[0]].setFocus()

    def focus_first(self) -> None:
        """Put the cursor into the first editor."""
        next(iter(self.editors.values())).setFocus()

    def _go_on(self) -> None:
        """Enter goes to the next field, as in a table."""
        self.focusNextChild()

    def _editor(self, field: Field, choices: Callable[[str], Sequence[str]]) -> Editor:
        if field.kind is Kind.YES_NO:
            box = QCheckBox(YES)
            box.toggled.connect(lambda _on: self.changed.emit())
            return box
        if field.kind is Kind.LONG:
            text = QPlainTextEdit(tabChangesFocus=True)
            text.setFixedHeight(LONG_HEIGHT)
            text.textChanged.connect(self.changed)
            return text
        if field.kind is Kind.CHOICE:
            return self._choice(choices(field.key))
        line = QLineEdit()
        line.setPlaceholderText(_HINTS.get(field.kind, ""))
        line.textEdited.connect(lambda _text: self.changed.emit())
        line.returnPressed.connect(self._go_on)
        if field.codes:
            line.setCompleter(_list_completer(choices(field.key), line))
        return line

    def _choice(self, words: Sequence[str]) -> QComboBox:
        box = Choice()
        line = QLineEdit()
        line.returnPressed.connect(self._go_on)
        box.setLineEdit(line)
        box.addItems(["", *words])
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(list(words), box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        box.setCompleter(completer)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(6)
        box.currentTextChanged.connect(lambda _text: self.changed.emit())
        return box


def lines() -> QFormLayout:
    """Labels and editors side by side, line by line."""
    layout = QFormLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setHorizontalSpacing(theme.M)
    layout.setVerticalSpacing(theme.S)
    layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return layout


class ListCompleter(QCompleter):
    """Completes the part behind the last 、 of a list."""

    def pathFromIndex(self, index: object) -> str:
        """Put the chosen word in the place of the last part."""
        line = self.widget()
        before = line.text().rpartition("、")[0] if isinstance(line, QLineEdit) else ""
        chosen = super().pathFromIndex(index)  # type: ignore[arg-type]
        return f"{before}、{chosen}" if before else chosen

    def splitPath(self, path: str) -> list[str]:
        """Look for the last part only."""
        return [path.rpartition("、")[2]]


def _list_completer(words: Sequence[str], parent: QLineEdit) -> QCompleter:
    completer = ListCompleter(list(words), parent)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    return completer


def _hint(field: Field) -> str:
    parts = [field.label, _HINTS.get(field.kind, "")]
    if field.privacy is Privacy.FULL:
        parts.append("属个人信息，平时遮盖显示")
    return "，".join(part for part in parts if part)


def _write(editor: Editor, text: str) -> None:
    if isinstance(editor, QCheckBox):
        editor.setChecked(text == YES)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    elif isinstance(editor, QComboBox):
        editor.setCurrentText(text)
    elif isinstance(editor, TextEditor):
        editor.set_text(text)
    else:
        editor.setText(text)
        editor.setCursorPosition(0)


def _read(editor: Editor) -> str:
    if isinstance(editor, QCheckBox):
        return YES if editor.isChecked() else ""
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    if isinstance(editor, QComboBox):
        return editor.currentText()
    return editor.text()
