"""The options of a form as controls: boxes to choose from, lines to write in; one column that scrolls when it must."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLineEdit, QScrollArea, QSizePolicy, QWidget

from app.ui import theme
from app.ui.dayline import DayLine
from app.ui.parts import Choice, clear

if TYPE_CHECKING:
    from app.reports.forms.form import Form, Option

DAY_LABEL = "截至日期"


class OptionsForm(QWidget):
    """Shows the options of one form and the day; `changed` is called when an answer was given."""

    def __init__(self, changed: Callable[[], object]) -> None:
        super().__init__()
        self._changed = changed
        self.editors: dict[str, QComboBox | QLineEdit] = {}
        self._days: set[str] = set()
        self._defaults: dict[str, str] = {}
        self.day = DayLine()
        self.day.setParent(self)
        self.day.setAccessibleName(DAY_LABEL)
        self.day.setToolTip("名册、网格按这一天的样子打印")
        self.day.editingFinished.connect(changed)
        self._layout = QFormLayout(self)
        self._layout.setVerticalSpacing(theme.S)
        self._layout.setHorizontalSpacing(theme.S)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)

    def show_form(self, form: Form, before: QWidget) -> None:
        """Show the options of a form; the Tab key comes to them from `before`."""
        kept = {
            name: text
            for name, text in self.answers().items()
            if name in LASTING and text != self._defaults[name]
        }
        self._layout.removeWidget(self.day)  # it stays; what goes with the form is let go
        self.day.hide()
        clear(self._layout)
        self.editors, self._days = {}, set()
        self._defaults = {option.name: option.default for option in form.options}
        for option in form.options:
            editor = self._editor(option, kept.get(option.name, option.default))
            self.editors[option.name] = editor
            self._layout.addRow(option.name, editor)
        self._layout.addRow(DAY_LABEL, self.day)
        self.day.show()
        for editor in (*self.editors.values(), self.day):
            QWidget.setTabOrder(before, editor)
            before = editor

    def _editor(self, option: Option, answer: str) -> QComboBox | QLineEdit:
        if option.ask == "choice":
            box = Choice()
            box.addItems(option.choices)
            box.setCurrentText(answer if answer in option.choices else option.default)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            box.setAccessibleName(option.name)
            box.activated.connect(lambda _index: self._changed())
            return box
        line = DayLine(option.default) if option.ask == "day" else QLineEdit(option.default)
        line.setAccessibleName(option.name)
        line.setToolTip(option.hint)
        line.setPlaceholderText("年-月-日，可以不写" if option.ask == "day" else option.hint)
        line.setCursorPosition(0)
        line.editingFinished.connect(self._changed)
        if option.ask == "day":
            self._days.add(option.name)
        return line

    def answers(self) -> dict[str, str]:
        """The options as they stand."""
        return {name: _answer(editor) for name, editor in self.editors.items()}

    def answer(self, name: str, text: str) -> None:
        """Give an answer as the clerk would."""
        editor = self.editors.get(name)
        if isinstance(editor, QComboBox):
            editor.setCurrentText(text)
        elif editor is not None:
            editor.setText(text)
            editor.setCursorPosition(0)

    def chosen_day(self) -> str | None:
        """The day as it stands; None when it, or a day among the options, is no day."""
        fine = not self.day.problem()
        for name in self._days:
            editor = self.editors[name]
            if isinstance(editor, DayLine) and editor.problem(may_be_empty=True):
                fine = False
        return self.day.day if fine else None


MOST_ROWS = 5
"""Rows of the form that asks most: its options and the day."""


class OptionsArea(QScrollArea):
    """As high for every form, less where the window is low (then they scroll): the list above does not move under the mouse."""

    def __init__(self, options: OptionsForm) -> None:
        super().__init__(widgetResizable=True)
        self._options = options
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName("这份表的选项")
        self.setWidget(options)
        self.viewport().setAutoFillBackground(False)
        options.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """The room of the form that asks most, whichever is shown."""
        rows = MOST_ROWS * theme.CONTROL_HEIGHT + (MOST_ROWS - 1) * theme.S
        return QSize(self._options.sizeHint().width(), rows)


def _answer(editor: QComboBox | QLineEdit) -> str:
    if isinstance(editor, QComboBox):
        return editor.currentText()
    return editor.day if isinstance(editor, DayLine) else editor.text().strip()


LASTING = frozenset({"排序", "级别"})
"""Answers that go along from one form to the next when the clerk gave them; what a form does of itself stays with it."""
