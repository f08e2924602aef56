"""What every page of the window is: a title, the tables it shows, its actions, and a way to a record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QWidget

from app.ui.desk import Desk, Target


class Page(QWidget):
    """A page of the navigation. Subclasses name themselves and fill `reload` and, when they have records, `show_target`.

    `tables` are those whose change makes what the page shows old; the page reloads at once when it is visible, else
    when it is shown next.
    """

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    tables: ClassVar[frozenset[str]] = frozenset()
    manual: ClassVar[str] = "README"
    """The manual's chapter, or its heading after a #, that F1 opens."""

    badge_changed = Signal()
    """What `badge` gives is known only now."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setAccessibleName(self.title)
        self._old = True

    def page_actions(self) -> Sequence[QAction]:
        """The actions of this page, for its menu; each has a text, a tooltip and, where useful, a shortcut."""
        return ()

    def menu_parts(self) -> Sequence[tuple[str, Sequence[QAction]]]:
        """The same actions as the menu groups them: those under "" stand in it, others in a menu of that title."""
        return (("", self.page_actions()),)

    def reload(self) -> None:
        """Read again what the page shows, through `desk.reader`."""

    def show_target(self, target: Target) -> None:
        """Stand on a record, open a view, or search, as `target` says."""

    def here(self) -> Target:
        """Where `show_target` of this page made anew, for another 届, leads back to."""
        return Target()

    def place_in_manual(self) -> str:
        """Where F1 opens the manual as the page stands now."""
        return self.manual

    def half_written(self) -> bool:
        """Whether something is written here that is not saved yet."""
        return False

    def step_back(self) -> bool:
        """Leave what is open on this page, a form or an import (Esc); False when nothing is."""
        return False

    @property
    def strayed(self) -> bool:
        """Whether something else, a room or an import, has taken the place of what the page is named after."""
        return False

    def away_written(self) -> bool:
        """Whether something half written stands in what has taken its place."""
        return False

    def come_back(self) -> None:
        """Back to what the page is named after."""

    def badge(self) -> str:
        """A short count for the navigation (empty: none)."""
        return ""

    def take_files(self, files: Sequence[Path]) -> bool:
        """Take files that were dropped on the window; False when this page has no use for them."""
        return False

    def focus_search(self) -> None:
        """Put the cursor into the page's own search field (Ctrl+F)."""

    def focus_first(self) -> None:
        """Put the keyboard where one begins on this page, usually its list."""

    def data_changed(self, tables: frozenset[str]) -> None:
        """Told by the window after every operation."""
        if not self.tables or tables & self.tables:
            self._old = True
            self.refresh()

    def refresh(self) -> None:
        """Reload when what is shown is old and somebody sees it."""
        if self._old and self.isVisible():
            self._old = False
            self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the page up to date before it is seen."""
        super().showEvent(event)
        self.refresh()
        self.focus_first()
