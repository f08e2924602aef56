"""The options of a form as controls: boxes to choose from, lines to write in; as many beside each other as there is room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from app.ui import theme
from app.ui.dayline import DayLine
from app.ui.parts import Choice, button, clear, label, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.reports.forms.form import Form, Option

DAY_LABEL = "截至日期"
PAIR = 212
"""Pixels that an option with its name wants."""
MOST_ROWS = 6
"""Rows in sight above the pages; further ones scroll."""
LINES_ROWS = 2
"""As many rows high is a box of several lines."""
ABOUT = {"people": "人", "proposals": "件"}
"""What an option that names records counts them in."""


class ChosenLine(QWidget):
    """A line to write names or numbers in; records that were chosen in a list stand here as a number, with a way back."""

    def __init__(self, option: Option, changed: Callable[[], object]) -> None:
        super().__init__()
        self._changed, self._default, self._unit = changed, option.default, ABOUT[option.ask]
        self.ids: tuple[int, ...] = ()
        self.line = QLineEdit(option.default)
        self.line.setAccessibleName(option.name)
        self.line.setToolTip(option.hint)
        self.line.setPlaceholderText(option.hint)
        self.line.setCursorPosition(0)
        self.line.editingFinished.connect(changed)
        self.all = button("改回全部", self._back, kind="link", hint="不限选定的，全部都印")
        self.all.hide()
        layout = row(self.line, self.all)
        self.setLayout(layout)
        self.setFocusProxy(self.line)

    @property
    def answer(self) -> str:
        """Names as written, or the ids that were chosen."""
        return "、".join(map(str, self.ids)) if self.ids else self.line.text().strip() or self._default

    def choose(self, ids: Sequence[int]) -> None:
        """Print exactly these; none of them is everybody."""
        self.ids = tuple(ids)
        said = f"选定 {len(self.ids)} {self._unit}" if self.ids else self._default
        self.write(said)
        self.line.setReadOnly(bool(self.ids))
        self.all.setVisible(bool(self.ids))

    def write(self, text: str) -> None:
        """Show these words."""
        self.line.setText(text)
        self.line.setCursorPosition(0)

    def _back(self) -> None:
        self.choose(())
        self.line.setFocus()
        self._changed()


class LinesBox(QPlainTextEdit):
    """A box of several lines; Tab goes on, and what was written is taken when it is left."""

    editingFinished = Signal()

    def __init__(self) -> None:
        super().__init__(tabChangesFocus=True)
        self.setFixedHeight(LINES_ROWS * theme.CONTROL_HEIGHT + theme.S)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what was written."""
        super().focusOutEvent(event)
        self.editingFinished.emit()


Editor = QComboBox | QLineEdit | ChosenLine | LinesBox


class OptionsForm(QWidget):
    """Shows the options of one form and the day; `changed` is called when an answer was given."""

    def __init__(self, changed: Callable[[], object]) -> None:
        super().__init__()
        self._changed = changed
        self.editors: dict[str, Editor] = {}
        self._days: set[str] = set()
        self._defaults: dict[str, str] = {}
        self._columns = 3
        self.day = DayLine()
        self.day.setParent(self)
        self.day.setAccessibleName(DAY_LABEL)
        self.day.setToolTip("名册、网格按这一天的样子打印")
        self.day.editingFinished.connect(changed)
        self._layout = QGridLayout(self)
        self._layout.setVerticalSpacing(theme.S)
        self._layout.setHorizontalSpacing(theme.S)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def show_form(self, form: Form, before: QWidget, answers: Mapping[str, str] | None = None) -> None:
        """Show the options of a form, answered already where `answers` says; the Tab key comes to them from `before`."""
        now = self.answers()
        kept = {name: text for name, text in now.items() if name in LASTING and text != self._defaults[name]}
        self._layout.removeWidget(self.day)  # it stays; what goes with the form is let go
        self.day.hide()
        clear(self._layout)
        self.editors, self._days = {}, set()
        self._defaults = {option.name: option.default for option in form.options}
        for option in form.options:
            self.editors[option.name] = self._editor(option, kept.get(option.name, option.default))
        self.lay_in(self._columns, anew=True)
        self.day.show()
        for name, text in (answers or {}).items():
            self.answer(name, text)
        for _, editor in self._in_order():
            QWidget.setTabOrder(before, editor)
            before = editor

    def _in_order(self) -> list[tuple[str, QWidget]]:
        """As they are read and the Tab key goes: boxes of several lines have rows of their own below the others."""
        every = list(self.editors.items())
        upper = [one for one in every if one[1] not in self._low]
        return [*upper, (DAY_LABEL, self.day), *(one for one in every if one[1] in self._low)]

    @property
    def _low(self) -> list[LinesBox]:
        return [editor for editor in self.editors.values() if isinstance(editor, LinesBox)]

    @property
    def _abreast(self) -> int:
        """How many boxes of several lines stand beside each other."""
        return 2 if len(self._low) > 1 and self._columns > 1 else 1

    def lay_in(self, columns: int, *, anew: bool = False) -> None:
        """Put that many options beside each other."""
        if columns == self._columns and not anew:
            return
        self._columns = columns
        words = [one for place in range(self._layout.count()) if (one := self._word_at(place))]
        for word in words:
            self._layout.removeWidget(word)
            word.hide()
            word.deleteLater()
        for place in range(8):
            self._layout.setColumnStretch(place, 1 if place % 2 and place < 2 * columns else 0)
        for down in range(self._layout.rowCount()):
            self._layout.setRowStretch(down, 0)
        down = across = 0
        for name, editor in self._in_order():
            word = label(name)
            word.setBuddy(editor)
            wide = columns // self._abreast if isinstance(editor, LinesBox) else 1
            if across + wide > columns or (wide > 1 and editor is self._low[0]):
                down, across = down + 1, 0
            self._layout.addWidget(word, down, 2 * across)
            self._layout.addWidget(editor, down, 2 * across + 1, 1, 2 * wide - 1)
            across += wide
        self._layout.setRowStretch(down + 1, 1)
        self.updateGeometry()

    def _word_at(self, place: int) -> QWidget | None:
        item = self._layout.itemAt(place)
        widget = item.widget() if item is not None else None
        return widget if widget not in (*self.editors.values(), self.day) else None

    @property
    def rows(self) -> int:
        """How many rows there are."""
        low = len(self._low)
        return -(-(len(self.editors) - low + 1) // self._columns) + LINES_ROWS * -(-low // self._abreast)

    def _editor(self, option: Option, answer: str) -> Editor:
        if option.ask == "choice":
            return self._box(option, answer)
        if option.ask in ABOUT:
            return ChosenLine(option, self._changed)
        if option.ask == "lines":
            lines = LinesBox()
            _name(lines, option, option.hint, self._changed)
            return lines
        line = DayLine(option.default) if option.ask == "day" else QLineEdit(option.default)
        _name(line, option, "年-月-日，可以不写" if option.ask == "day" else option.hint, self._changed)
        line.setCursorPosition(0)
        if option.ask == "day":
            self._days.add(option.name)
        return line

    def _box(self, option: Option, answer: str) -> QComboBox:
        box = Choice()
        box.addItems(option.choices)
        box.setCurrentText(answer if answer in option.choices else option.default)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(4)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.setAccessibleName(option.name)
        box.activated.connect(lambda _index: self._changed())
        return box

    def answers(self) -> dict[str, str]:
        """The options as they stand."""
        return {name: _answer(editor) for name, editor in self.editors.items()}

    def answer(self, name: str, text: str) -> None:
        """Give an answer as the clerk would; one that is not among the choices any more changes nothing."""
        editor = self.editors.get(name)
        if isinstance(editor, QComboBox):
            editor.setCurrentText(text)
        elif isinstance(editor, ChosenLine):
            ids = tuple(
                int(word) for word in text.split("、") if len(word) > LONGEST_NUMBER and word.isdecimal()
            )
            editor.choose(ids)
            if not ids:
                editor.write(text)
        elif isinstance(editor, LinesBox):
            editor.setPlainText(text)
        elif editor is not None:
            editor.setText(text)
            editor.setCursorPosition(0)

    def about(self) -> ChosenLine | None:
        """The line that says whom or which the form is about; None where it is about all."""
        return next((one for one in self.editors.values() if isinstance(one, ChosenLine)), None)

    def chosen_day(self) -> str | None:
        """The day as it stands; None when it, or a day among the options, is no day."""
        fine = not self.day.problem()
        for name in self._days:
            editor = self.editors[name]
            if isinstance(editor, DayLine) and editor.problem(may_be_empty=True):
                fine = False
        return self.day.day if fine else None


LONGEST_NUMBER = 9
"""Digits of a number that an office gives; a longer one is a record's own."""


class OptionsArea(QScrollArea):
    """Above the pages as high as its rows, up to the most; in a column of its own as high as there is room."""

    def __init__(self, options: OptionsForm) -> None:
        super().__init__(widgetResizable=True)
        self._options = options
        self.aside = False
        """Whether it stands in a column of its own."""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName("这份表的选项")
        self.setWidget(options)
        self.viewport().setAutoFillBackground(False)
        options.setAutoFillBackground(False)

    def stand_aside(self, *, aside: bool) -> None:
        """Stand in a column of its own, or above the pages."""
        self.aside = aside
        high = QSizePolicy.Policy.Expanding if aside else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, high)
        self.suit()

    def suit(self) -> None:
        """Lay the options out for the width there is."""
        self._options.lay_in(min(max(self.width() // PAIR, 1), 4))
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More of them beside each other, or fewer."""
        super().resizeEvent(event)
        self.suit()

    def sizeHint(self) -> QSize:
        """Its rows, up to the most."""
        rows = max(1, min(self._options.rows, MOST_ROWS))
        return QSize(PAIR, rows * theme.CONTROL_HEIGHT + (rows - 1) * theme.S)

    def minimumSizeHint(self) -> QSize:
        """All rows that may be in sight; a column of its own scrolls."""
        return QSize(120, theme.CONTROL_HEIGHT if self.aside else self.sizeHint().height())


def _name(editor: QLineEdit | LinesBox, option: Option, words: str, changed: Callable[[], object]) -> None:
    """Say what is to be written, and take it when the editor is left."""
    editor.setAccessibleName(option.name)
    editor.setToolTip(option.hint)
    editor.setPlaceholderText(words)
    editor.editingFinished.connect(changed)
    if isinstance(editor, QLineEdit):
        editor.editingFinished.connect(
            lambda: editor.setCursorPosition(0)
        )  # who has gone on sees its beginning


def _answer(editor: Editor) -> str:
    if isinstance(editor, QComboBox):
        return editor.currentText()
    if isinstance(editor, ChosenLine):
        return editor.answer
    if isinstance(editor, LinesBox):
        return editor.toPlainText().strip()
    return editor.day if isinstance(editor, DayLine) else editor.text().strip()


LASTING = frozenset({"排序", "级别"})
"""Answers that go along from one form to the next when the clerk gave them; what a form does of itself stays with it."""
