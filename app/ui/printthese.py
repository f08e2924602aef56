"""打印这些: from any list of people or proposals to a form about exactly those, with its preview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.desk import Desk, Target
from app.ui.parts import action, unmarked

PEOPLE, PROPOSALS = "people", "proposals"
COUNTED = {PEOPLE: "人", PROPOSALS: "件"}


@dataclass(frozen=True, slots=True)
class These:
    """Which records a list offers to print: those selected (or the one it stands on), and all that it shows."""

    selected: Sequence[int] = ()
    listed: Sequence[int] = ()


class PrintThese:
    """An action that asks which form, in a menu, and goes to it; `which` is asked when it is pressed.

    `ask` is what the records are: people or proposals. `before` is called when the clerk leaves for the forms.
    """

    def __init__(
        self, owner: QWidget, desk: Desk, ask: str, which: Callable[[], These], before: Callable[[], object] | None = None,
        *, shortcut: bool = True,
    ) -> None:  # fmt: skip
        self._owner, self._desk, self._ask, self._which, self._before = owner, desk, ask, which, before
        self.action: QAction = action(
            owner, "打印这些(&W)…", self.open, shortcut=QKeySequence.StandardKey.Print if shortcut else "",
            hint=f"选一种表，只印选定的或列出的{'委员' if ask == PEOPLE else '提案'}",
        )  # fmt: skip

    def open(self) -> None:
        """Open the menu in the middle of what it is about."""
        menu = self.menu()
        menu.exec(self._owner.mapToGlobal(QPoint(self._owner.width() // 4, 80)))
        menu.deleteLater()

    def menu(self) -> QMenu:
        """The forms for those selected; for all that are listed in a menu of its own, where these are more."""
        menu = QMenu(self._owner)
        menu.setToolTipsVisible(True)
        these, unit = self._which(), COUNTED[self._ask]
        if these.selected:
            menu.addAction(f"选定的 {len(these.selected)} {unit}").setEnabled(False)
            self._add_forms(menu, these.selected)
        if len(these.listed) > len(these.selected):
            every = menu
            if these.selected:
                menu.addSeparator()
                every = menu.addMenu(f"列出的全部 {len(these.listed)} {unit}(&A)")
                every.setToolTipsVisible(True)
            else:
                menu.addAction(f"列出的 {len(these.listed)} {unit}").setEnabled(False)
            self._add_forms(every, these.listed)
        if menu.isEmpty():
            menu.addAction("列表里还没有可以打印的").setEnabled(False)
        return menu

    def _add_forms(self, menu: QMenu, ids: Sequence[int]) -> None:
        purposes = {form.name: form.purpose for form in self._desk.reader.paper.forms()}
        for name in self._desk.reader.paper_batch.about(self._ask):
            act = menu.addAction(name)
            act.setToolTip(unmarked(purposes[name]))
            act.triggered.connect(lambda _checked=False, form=name: self._go(form, ids))

    def _go(self, form: str, ids: Sequence[int]) -> None:
        if self._before is not None:
            self._before()
        self._desk.go("reports", Target(view=form, ids=tuple(ids)))
