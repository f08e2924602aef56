"""A page whose front makes way for rooms (小组, 存档 …), each behind a door; layers as small as what is in front."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QStackedLayout, QWidget

from app.ui.desk import Desk
from app.ui.page import Page
from app.ui.parts import action
from app.ui.room import Door, Room


class Layers(QStackedLayout):
    """As small as what is in front can be: a room asks for less than the list with its sheet."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.currentChanged.connect(lambda _layer: page.updateGeometry())

    def minimumSize(self) -> QSize:
        """The least room of the layer in front."""
        front = self.currentWidget()
        return front.minimumSizeHint() if front is not None else super().minimumSize()


class RoomedPage(Page):
    """Stands first among the bases of a page that makes `layers`, names its `doors` and says what their rooms are about.

    `come_back` of the page leads from a room to what the page is named after.
    """

    doors: ClassVar[tuple[Door, ...]] = ()

    layers: QStackedLayout
    more_button: QPushButton

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.rooms: dict[str, Room] = {}
        self.door_actions = tuple(self._door_action(door) for door in self.doors)

    # -- what a page says --------------------------------------------------------------------------------------

    def ids_here(self) -> tuple[Sequence[int], Sequence[int]]:
        """The records the list shows, in its order, and those that are selected in it."""
        return (), ()

    # -- doors -------------------------------------------------------------------------------------------------

    def _door_action(self, door: Door) -> QAction:
        act = action(
            self, door.text, lambda: self.open_room(door.key), shortcut=door.shortcut, hint=door.hint
        )
        act.setEnabled(not (door.writes and self.desk.read_only))
        return act

    def door_action(self, key: str) -> QAction:
        """The action that opens one room."""
        keys = [door.key for door in self.doors]
        return self.door_actions[keys.index(key)]

    def open_room(self, key: str) -> Room:
        """Turn the page into one of its rooms, about the records selected in the list."""
        if key not in self.rooms:
            room = next(door for door in self.doors if door.key == key).make(self.desk)
            room.left.connect(self.come_back)
            self.layers.addWidget(room)
            self.rooms[key] = room
        room = self.rooms[key]
        self.layers.setCurrentWidget(room)
        shown, selected = self.ids_here()
        room.shown = tuple(shown)
        room.open(selected)
        return room

    def open_menu_below(self, opener: QWidget, actions: Sequence[QAction]) -> None:
        """Open a menu of what can be done now, below the button that was pressed."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.addActions([act for act in actions if act.isEnabled()])
        menu.exec(opener.mapToGlobal(QPoint(0, opener.height())))
        menu.deleteLater()

    @property
    def room_in_front(self) -> Room | None:
        """The room that has taken the list's place, if one has."""
        front = self.layers.currentWidget()
        return front if isinstance(front, Room) else None

    # -- what the window asks ----------------------------------------------------------------------------------

    def half_written(self) -> bool:
        """A form in a room counts too."""
        return super().half_written() or any(room.half_written() for room in self.rooms.values())

    def away_written(self) -> bool:
        """What a room holds; an import keeps its preview."""
        return self.room_in_front is not None and self.room_in_front.half_written()

    def step_back(self) -> bool:
        """Leave step by step what is open in a room, else what is open on the page."""
        room = self.room_in_front
        return True if room is not None and room.step_back() else super().step_back()

    def take_files(self, files: Sequence[Path]) -> bool:
        """Dropped files belong to the room in front when it has a use for them."""
        room = self.room_in_front
        return True if room is not None and room.take_files(files) else super().take_files(files)

    def focus_first(self) -> None:
        """What is in front."""
        if self.room_in_front is not None:
            self.room_in_front.focus_first()
        else:
            super().focus_first()

    def focus_search(self) -> None:
        """The search of what is in front."""
        if self.room_in_front is not None:
            self.room_in_front.focus_search()
        else:
            super().focus_search()

    def place_in_manual(self) -> str:
        """Rooms have their own headings."""
        room = self.room_in_front
        return room.manual if room is not None and room.manual else super().place_in_manual()
