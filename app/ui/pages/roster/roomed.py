"""The list of members and the rooms that take its place: 小组, 名额, 换届 …, the import, setting a post by a list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QWidget

from app.domain.member import Member
from app.domain.photo_files import is_photo
from app.ui.desk import Desk
from app.ui.dropzone import pasted_table, pasted_words
from app.ui.listpage import ListPage
from app.ui.pages.roster.rooms import DOORS
from app.ui.parts import action
from app.ui.roomed import RoomedPage

if TYPE_CHECKING:  # both on first use: most days the list is only looked at
    from app.ui.pages.roster.importing import RosterImporting
    from app.ui.pages.roster.posting import Posting


class RoomedRoster(RoomedPage, ListPage[Member, "RosterImporting"]):
    """The list page whose `more_button` opens the doors; the page in front says what the keys mean."""

    doors = DOORS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
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

    def ids_here(self) -> tuple[Sequence[int], Sequence[int]]:
        """Those listed, and those selected or the one the list stands on."""
        return self.list.rows.ids, self.list.selected_ids()

    def _open_menu(self) -> None:
        self.open_menu_below(self.more_button, (self.post_action, *self.door_actions))

    def take_files(self, files: Sequence[Path]) -> bool:
        """Dropped files belong to the room in front when it has a use for them; photos to theirs, else to the import."""
        room = self.room_in_front
        taken = room is not None and room.take_files(files)
        if not taken and not self.desk.read_only and mostly_photos(files):
            return self.open_room("photos").take_files(files)
        return taken or ListPage.take_files(self, files)

    def place_in_manual(self) -> str:
        """Rooms, imports and lists of names have their own headings."""
        if self.shows(self.importing):
            return "import#看懂预览"
        return "import#按名单设常委" if self.shows(self.posting) else super().place_in_manual()


def mostly_photos(files: Sequence[Path]) -> bool:
    """Whether a folder of photos was dropped; Thumbs.db or a list may stand among them."""
    return sum(is_photo(file.name) for file in files) * 2 > len(files)
