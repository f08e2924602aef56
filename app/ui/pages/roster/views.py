"""Saved views in the window: keeping how the list stands now under a name, and what can be done with those kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QWidget

from app.domain.errors import LiangeError
from app.domain.member_view import BUILT_IN, LONGEST_NAME, View
from app.ui import theme
from app.ui.desk import Desk
from app.ui.parts import action, button, label, row

if TYPE_CHECKING:
    from app.office import Office


class ViewBar(QFrame):
    """Asks for the name of a view, in one line; its menu does the rest. `chosen` says which view is to be shown now."""

    chosen = Signal(str)
    restored = Signal()
    """The view that is on is wanted as it was kept."""
    freed = Signal()
    """The line that asks is about to go: the keyboard is wanted in the list."""

    def __init__(self, desk: Desk, standing: Callable[[str], View], on: Callable[[], str]) -> None:
        """`standing` gives how the list stands now as a view of a name; `on` the name of the view that is on."""
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName("视图的名称")
        self.desk, self._standing, self._on = desk, standing, on
        self._old = ""
        self.name = QLineEdit(maxLength=LONGEST_NAME)
        self.name.setAccessibleName("视图的名称")
        self.name.setPlaceholderText(f"如：六十岁以上的党员（最多 {LONGEST_NAME} 个字）")
        self.problem = label("", "muted", tone="danger")
        self.keep = button("保存", self.keep_now, kind="primary", hint="条件、查找的字、次序和栏目都存进视图")
        line = row(label("视图名称"), self.name, self.problem, self.keep, button("取消", self.leave))
        line.setContentsMargins(theme.M, theme.S, theme.M, theme.S)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.name.returnPressed.connect(self.keep_now)
        self.hide()
        self.save_action = self._action(
            "保存为视图(&B)…", self.ask_new, "把现在的条件、次序和栏目存成一个视图"
        )
        self.replace_action = self._action(
            "用现在的样子替换(&R)", self.replace, "现在的条件、次序和栏目存进打开的视图"
        )
        self.rename_action = self._action("改名(&N)…", self.ask_name, "给打开的视图改名")
        self.left_action = self._action("左移(&L)", lambda: self.move_by(-1), "把打开的视图往左移一个")
        self.right_action = self._action("右移(&T)", lambda: self.move_by(1), "把打开的视图往右移一个")
        self.delete_action = self._action("删除视图(&D)", self.delete, "删除打开的视图；可以撤销，人不受影响")
        self.changes = self._make_changes()

    def _make_changes(self) -> QWidget:
        """What is shown while the list stands otherwise than the view that is on: keep it so, keep it apart, go back."""
        made = QWidget()
        made.setAccessibleName("视图已改动")
        self.changed = label("", "muted", tone="warning")
        back = button("还原", self._restore, kind="link", hint="回到视图保存时的样子")
        keep = button("更新视图", self.replace, kind="link", hint="现在的条件、次序和栏目存进这个视图")
        apart = button("另存为…", self.ask_new, kind="link", hint="存成另一个视图，这个不变")
        for writing in (keep, apart):
            writing.setEnabled(not self.desk.read_only)
        line = row(self.changed, keep, apart, back)
        line.setContentsMargins(0, 0, 0, 0)
        made.setLayout(line)
        made.hide()
        return made

    def _restore(self) -> None:
        self.freed.emit()  # the button that was clicked goes
        self.restored.emit()

    def leave(self) -> None:
        """No more asking."""
        self.freed.emit()
        self.hide()

    def show_changes(self, name: str) -> None:
        """Say that the list stands otherwise than the view of this name; empty: it does not."""
        self.changed.setText(f"视图“{name}”已改动：" if name else "")
        self.changes.setVisible(bool(name))

    def _action(self, text: str, triggered: Callable[[], object], hint: str) -> QAction:
        return action(self, text, triggered, hint=hint)

    def open_menu(self, at: QWidget) -> None:
        """What can be done with views, below a button."""
        menu = self.menu(at)
        menu.exec(at.mapToGlobal(QPoint(0, at.height())))
        menu.deleteLater()

    def menu(self, at: QWidget) -> QMenu:
        """The menu: keeping, and for the view that is on all else."""
        on = self._on()
        menu = QMenu(at)
        menu.setToolTipsVisible(True)
        menu.addAction(self.save_action)
        menu.addSection(f"视图“{on}”" if self.is_saved(on) else "打开一个自己的视图，可以改名、移动、删除")
        own = (
            self.replace_action,
            self.rename_action,
            self.left_action,
            self.right_action,
            self.delete_action,
        )
        menu.addActions(own)
        for act in (self.save_action, *own):
            act.setEnabled(not self.desk.read_only and (act is self.save_action or self.is_saved(on)))
        return menu

    def is_saved(self, name: str) -> bool:
        """Whether a view of this name is kept."""
        return name not in BUILT_IN and any(
            view.name == name for view in self.desk.reader.roster_views.views()
        )

    # -- doing -------------------------------------------------------------------------------------------------

    def ask_new(self) -> None:
        """Ask for the name of a new view."""
        self._ask("")

    def ask_name(self) -> None:
        """Ask for another name of the view that is on."""
        self._ask(self._on())

    def keep_now(self) -> None:
        """Write the view or its new name."""
        name, old = " ".join(self.name.text().split()), self._old
        view = self._standing(name)

        def work(office: Office) -> None:
            if old:
                office.roster_views.rename(old, name)
            else:
                office.roster_views.save(view)

        self.desk.do(f"保存视图 {name}", work, lambda _done: self._kept(name), self._refused)

    def replace(self) -> None:
        """Put how the list stands now into the view that is on."""
        view = self._standing(self._on())
        self.freed.emit()
        self.desk.do(
            f"保存视图 {view.name}", lambda office: office.roster_views.save(view),
            lambda _done: self.desk.say(f"视图“{view.name}”已换成现在的样子，按 Ctrl+Z 可以撤销。"),
        )  # fmt: skip

    def move_by(self, by: int) -> None:
        """Move the view that is on."""
        name = self._on()
        self.desk.do(f"移动视图 {name}", lambda office: office.roster_views.move(name, by))

    def delete(self) -> None:
        """Take the view that is on away."""
        name = self._on()
        self.desk.do(
            f"删除视图 {name}", lambda office: office.roster_views.delete(name),
            lambda _done: self.desk.say(f"已删除视图“{name}”，按 Ctrl+Z 可以撤销。"),
        )  # fmt: skip

    def _ask(self, old: str) -> None:
        self._old = old
        self.name.setText(old)
        self.problem.clear()
        self.show()
        self.name.setFocus()
        self.name.selectAll()

    def _kept(self, name: str) -> None:
        self.leave()
        self.chosen.emit(name)
        self.desk.say(f"视图“{name}”保存好了。")

    def _refused(self, error: LiangeError) -> None:
        self.problem.setText(error.message)
        self.name.setFocus()
