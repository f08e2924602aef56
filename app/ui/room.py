"""A room beside a list: what takes the list's place while it is needed (小组, 名额, 换届 …) and leads back to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.desk import Desk


class Room(QWidget):
    """Subclasses name themselves, fill `open` and `reload`, and emit `left` when the clerk is done here.

    `tables` are those whose change makes the room old; `manual` is the chapter, or its heading after a #, for F1.
    """

    title: ClassVar[str] = ""
    tables: ClassVar[frozenset[str]] = frozenset()
    manual: ClassVar[str] = ""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.shown: Sequence[int] = ()
        """The records that the list shows as it is filtered, in its order, when the room is opened."""
        self.setAccessibleName(self.title)

    def open(self, ids: Sequence[int] = ()) -> None:
        """Begin here; `ids` are the records selected in the list, or the one it stands on."""
        self.reload()
        self.focus_first()

    def reload(self) -> None:
        """Read again what the room shows, through `desk.reader`."""

    def half_written(self) -> bool:
        """Whether something is written here that is not saved yet."""
        return False

    def step_back(self) -> bool:
        """Leave a form, an import or a search inside the room (Esc); False when the room itself is to be left."""
        return False

    def take_files(self, files: Sequence[Path]) -> bool:
        """Take files dropped on the window; False when the room has no use for them."""
        return False

    def focus_first(self) -> None:
        """Put the keyboard where one begins."""

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.focus_first()


@dataclass(frozen=True, slots=True)
class Door:
    """The way into a room: its words in the menu, and how it is made on first use (its module is imported then).

    `writes` closes the door while the office is open for looking only.
    """

    key: str
    text: str
    hint: str
    make: Callable[[Desk], Room]
    shortcut: str = ""
    writes: bool = False
