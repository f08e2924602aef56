"""The list of members and the rooms that take its place: 小组, 名额, 换届 …, the import, setting a post by a list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.domain.member import Member
from app.domain.photo_files import is_photo
from app.ui.desk import Desk
from app.ui.dropzone import pasted_table, pasted_words
from app.ui.listpage import ListPage
from app.ui.pages.roster.rooms import DOORS
from app.ui.parts import action
from app.ui.room import Door, Room

if TYPE_CHECKING:  # both on first use: most days the list is only looked at
    from app.ui.pages.roster.importing import RosterImporting
    from app.ui.pages.roster.posting import Posting


class RoomedPage(ListPage[Member, "RosterImporting"]):
    """The list page whose `more_button` opens the doors; the page in front says what the keys mean."""

    more_button: QPushButton

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.rooms: dict[str, Room] = {}
        self.posting: Posting | None = None
        self.import_action = action(
            self, "导入(&I)…", self.open_import, shortcut="Ctrl+I", hint="导入 Excel 或 CSV 名册"
        )
        self.paste_action = action(
            self, "粘贴单元格(&V)", self.paste, shortcut=QKeySequence.StandardKey.Paste, hint="导入从 Excel 复制的单元格"
        )  # fmt: skip
        self.post_action = action(
            self, "按名单设职务(&L)…", self.open_posting, hint="粘贴一份名单，把上面的人都设为常委或别的职务"
        )
        for act in (self.import_action, self.paste_action, self.post_action):
            act.setEnabled(not desk.read_only)
        self.door_actions = tuple(self._door_action(door) for door in DOORS)

    def lay_beside(
        self, left: QWidget, widths: tuple[int, int], narrowest: int, side: QWidget | None = None
    ) -> None:
        """As every list; what takes the list's place takes its keys too."""
        super().lay_beside(left, widths, narrowest, side)
        self.layers.currentChanged.connect(self._offer)

    def list_actions(self) -> Sequence[QAction]:
        """What is done to the list and to whom it stands on."""
        return ()

    def _offer(self, layer: int) -> None:
        """Actions of the list are offered, and their keys act, only while the list is seen."""
        for act in self.list_actions():
            act.setVisible(layer == 0)
        if layer == 0 and not self.detail.busy:
            self.detail.show_again()  # what is hidden cannot be done, and the sheet shows only what can

    def make_import(self) -> RosterImporting:
        """The import of tables."""
        from app.ui.pages.roster.importing import RosterImporting

        return RosterImporting(self.desk)

    def open_posting(self) -> Posting:
        """Turn the page into the setting of a post by a list of names."""
        if self.posting is None:
            from app.ui.pages.roster.posting import Posting

            self.posting = Posting(self.desk)
            self.posting.left.connect(self.show_list)
            self.posting.done.connect(self.show_list)
            self.layers.addWidget(self.posting)
        self.posting.start()
        self.layers.setCurrentWidget(self.posting)
        return self.posting

    def paste(self) -> None:
        """Cells copied in Excel begin an import, unless a form stands open: there they would be meant for a field."""
        if self.layers.currentIndex() == 0 and (
            self.detail.editor is not None or self.detail.panel is not None
        ):
            self.desk.say("正在填写：先点要填的那一格，再粘贴。要导入复制的表格，请先保存或取消。", "warning")
            return
        mime = QGuiApplication.clipboard().mimeData()
        text = pasted_table(mime) or pasted_words(mime)
        if text:
            self.open_import().read_text(text)
        else:
            self.desk.say(
                "剪贴板里没有表格或名单：请先选中带表头的单元格或通知里的名单，再复制。"
                "要按名单设常委，请点“更多”里的“按名单设职务”。",
                "warning",
            )

    # -- rooms -------------------------------------------------------------------------------------------------

    def _door_action(self, door: Door) -> QAction:
        act = action(
            self, door.text, lambda: self.open_room(door.key), shortcut=door.shortcut, hint=door.hint
        )
        act.setEnabled(not (door.writes and self.desk.read_only))
        return act

    def door_action(self, key: str) -> QAction:
        """The action that opens one room."""
        keys = [door.key for door in DOORS]
        return self.door_actions[keys.index(key)]

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.addActions([act for act in (self.post_action, *self.door_actions) if act.isEnabled()])
        menu.exec(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))
        menu.deleteLater()

    def open_room(self, key: str) -> Room:
        """Turn the page into one of its rooms, about the members selected in the list."""
        if key not in self.rooms:
            room = next(door for door in DOORS if door.key == key).make(self.desk)
            room.left.connect(self.show_list)
            self.layers.addWidget(room)
            self.rooms[key] = room
        room = self.rooms[key]
        self.layers.setCurrentWidget(room)
        room.shown = tuple(self.list.rows.ids)
        room.open(self.list.selected_ids())
        return room

    @property
    def room_in_front(self) -> Room | None:
        """The room that has taken the list's place, if one has."""
        front = self.layers.currentWidget()
        return front if isinstance(front, Room) else None

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
        """Dropped files belong to the room in front when it has a use for them; photos to theirs, else to the import."""
        room = self.room_in_front
        if room is not None and room.take_files(files):
            return True
        if not self.desk.read_only and mostly_photos(files):
            return self.open_room("photos").take_files(files)
        return super().take_files(files)

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
        """Rooms, imports and lists of names have their own headings."""
        if self.room_in_front is not None:
            return self.room_in_front.manual or self.manual
        if self.shows(self.importing):
            return "import#看懂预览"
        return "import#按名单设常委" if self.shows(self.posting) else self.manual


def mostly_photos(files: Sequence[Path]) -> bool:
    """Whether a folder of photos was dropped; Thumbs.db or a list may stand among them."""
    return sum(is_photo(file.name) for file in files) * 2 > len(files)
