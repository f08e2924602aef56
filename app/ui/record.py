"""The sheet of one record, its form, and the panel of one step above it: what members and proposals have in common."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.ui.desk import Desk
from app.ui.form import FieldForm
from app.ui.parts import label
from app.ui.sheet import Sheet


class RecordEditor(QWidget):
    """The form of one record, or of a new one; `saved` carries the id, `left` says that nothing was written.

    A subclass makes `heading`, `form` and `foot`, which saves: it is laid out apart, so that it stays in sight below
    the long form.
    """

    saved = Signal(object)
    left = Signal()
    heading: str
    form: FieldForm
    foot: QWidget

    @property
    def touched(self) -> bool:
        """Whether anything was written."""
        return bool(self.form.edited())


class RecordPanel(QFrame):
    """What one step asks for, above the sheet; `saved` carries the id when it was taken."""

    saved = Signal(object)
    left = Signal()

    @property
    def touched(self) -> bool:
        """Whether anything was written."""
        return False

    def focus_first(self) -> None:
        """Put the cursor where one begins."""
        self.setFocus()


EditorT = TypeVar("EditorT", bound=RecordEditor)
PanelT = TypeVar("PanelT", bound=RecordPanel)


class RecordSheet(Sheet, Generic[EditorT, PanelT]):
    """Shows a record, the panel of a step above it, or in its place the form that enters or mends one."""

    saved = Signal(object)
    """The id of the record that was entered or changed."""
    let_go = Signal()
    """A form or a panel was left or saved: what was looked at beside it is done with."""

    def __init__(self, name: str, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.desk = desk
        self.editor: EditorT | None = None
        self.panel: PanelT | None = None
        self._warned = False

    @property
    def busy(self) -> bool:
        """Whether something half written would be lost by showing another record."""
        return (self.editor is not None and self.editor.touched) or self.panel is not None

    def keeps_writing(self) -> bool:
        """Whether something is half written that another form or record would throw away; if so, say how to go on."""
        touched = any(one is not None and one.touched for one in (self.editor, self.panel))
        if touched:
            self._warned = True
            self.desk.say("还没有保存：按 Ctrl+S 保存，或点“取消”放弃。", "warning")
        return touched

    def show_again(self) -> None:
        """Back from a form or a panel to the record; a subclass fills the sheet."""
        self.empty()
        self.editor = self.panel = None
        if self._warned:
            self._warned = False
            self.desk.say("")  # what was half written is given up: the warning goes with it

    def edit(self) -> None:
        """Turn the sheet into the form of the record that is shown; a subclass makes it."""

    def show_editor(self, editor: EditorT) -> None:
        """Turn the sheet into a form."""
        self.desk.turned.emit()
        self.empty()
        self.panel = None
        self.editor = editor
        self.head.addWidget(label(editor.heading, "card-title"))
        self.body.addWidget(editor)
        self.body.addStretch(1)
        self.foot.addWidget(editor.foot)
        editor.left.connect(self._leave)
        editor.saved.connect(self.leave_saved)
        self.area.verticalScrollBar().setValue(0)
        editor.form.focus_first()

    def show_panel(self, panel: PanelT) -> None:
        """Ask for what a step needs, above the record."""
        self.desk.turned.emit()
        self.show_again()
        self.panel = panel
        panel.left.connect(self._leave)
        panel.saved.connect(self.leave_saved)
        self.body.insertWidget(0, panel)
        panel.focus_first()

    def step_back(self) -> bool:
        """Leave an open form; one that was written in only says how (False: none is open)."""
        if self.editor is None and self.panel is None:
            return False
        if not self.keeps_writing():
            self._leave()
        return True

    def _leave(self) -> None:
        """Back from a form or a panel that was not saved."""
        self.show_again()
        self.let_go.emit()

    def leave_saved(self, identity: int) -> None:
        """Let go of the form and tell that this record is new or changed."""
        self.editor = self.panel = None
        self._warned = False
        self.let_go.emit()
        self.saved.emit(identity)
