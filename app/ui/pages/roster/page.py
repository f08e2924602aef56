"""委员: the list in the office's order with chips, filters and search; one member beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QComboBox, QMenu, QVBoxLayout, QWidget

from app.domain.member import Member
from app.ui import theme
from app.ui.desk import Desk, Target
from app.ui.dropzone import pasted_table, pasted_words
from app.ui.listpage import ALL, ListPage
from app.ui.listview import ListView
from app.ui.pages.roster.columns import member_columns
from app.ui.pages.roster.detail import MemberDetail
from app.ui.pages.roster.exporting import export_list
from app.ui.pages.roster.importing import RosterImporting
from app.ui.pages.roster.posting import Posting
from app.ui.pages.roster.rooms import DOORS
from app.ui.parts import Chips, Choice, action, button, button_for, card, label, row
from app.ui.room import Door, Room
from app.ui.rows import RowModel
from app.ui.searchline import SearchLine

ACTIVE, SUSPENDED, LEFT, STANDING = "在册", "暂停", "已退出", "常委"
SORTS = (
    ("职务排序", "rank"),
    ("姓氏笔画", "strokes"),
    ("姓氏笔画（单名在前）", "strokes-short-first"),
    ("拼音", "pinyin"),
    ("界别", "sector"),
)
VIEWS: tuple[tuple[str, Callable[[Member], bool]], ...] = (
    (ALL, lambda member: member.in_office),
    (ACTIVE, lambda member: member.is_active),
    (SUSPENDED, lambda member: member.in_office and not member.is_active),
    (STANDING, lambda member: member.is_active and "常委" in member.posts),
    (LEFT, lambda member: not member.in_office),
)
MAY_BE_IDLE = ("birth", "committees")
"""Columns that some offices' tables do not fill."""
ANY = {"sector": "全部界别", "committees": "全部专委会"}
EMPTY = "名册还是空的。\n点“导入”选一份 Excel 名册，或把文件拖到窗口里；也可以点“新增委员”逐个录入。"
NO_HIT = "没有符合条件的委员。"
NO_STANDING = "还没有常委。\n点“设职务”，把常委名单粘贴进来，一次设好。"


class RosterPage(ListPage[Member, RosterImporting]):
    """The roster of the current 届."""

    key = "roster"
    title = "委员"
    tables = frozenset(
        {"persons", "memberships", "facts", "terms", "settings", "codes", "teams", "team_outsiders", "quotas"}
    )
    manual = "roster"
    detail: MemberDetail

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._people: dict[int, Member] = {}
        self._sort, self._descending = "rank", False
        self.model = RowModel(member_columns(desk.reader.roster), self.fetch, self)
        self.list = ListView(self.model, "委员名册")
        self.detail = MemberDetail(desk)
        self.heading = label(self.title, "title")
        self.counts = label("", "muted")
        self.chips = Chips("名册视图")
        self.search = SearchLine(clearButtonEnabled=True)
        self.sector, self.committee, self.order = Choice(), Choice(), Choice()
        self._make_actions()
        self._build()

    def _make_actions(self) -> None:
        self.add_action = action(self, "新增委员(&N)", self.add, shortcut="Ctrl+N", hint="新增或增补一名委员")
        self.add_action.setEnabled(not self.desk.read_only)
        self.import_action = action(
            self, "导入(&I)…", self.open_import, shortcut="Ctrl+I", hint="导入 Excel 或 CSV 名册"
        )
        self.import_action.setEnabled(not self.desk.read_only)
        self.paste_action = action(
            self,
            "粘贴单元格(&V)",
            self.paste,
            shortcut=QKeySequence.StandardKey.Paste,
            hint="导入从 Excel 复制的单元格",
        )
        self.paste_action.setEnabled(not self.desk.read_only)
        self.export_action = action(
            self, "导出(&E)…", self.export, shortcut="Ctrl+E", hint="把列表里的人导出成 Excel 或 CSV"
        )
        self.columns_action = action(
            self, "选择栏目(&M)…", self.list.choose_columns, hint="选择列表显示哪些栏目（也可以右击表头）"
        )
        self.post_action = action(
            self, "按名单设职务(&L)…", self.open_posting, hint="粘贴一份名单，把上面的人都设为常委或别的职务"
        )
        self.post_action.setEnabled(not self.desk.read_only)
        self.rooms: dict[str, Room] = {}
        self.door_actions = tuple(self._door_action(door) for door in DOORS)
        self.more_button = button("更多(&A) ▾", self._open_menu, hint="按名单设职务、小组和其他可做的事")
        self.addActions(self.detail.actions_now)

    def page_actions(self) -> Sequence[QAction]:
        """For the menu."""
        return (
            self.add_action,
            self.import_action,
            self.paste_action,
            self.export_action,
            self.post_action,
            *self.door_actions,
            self.columns_action,
            *self.detail.actions_now,
        )

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.search.setPlaceholderText("在名册里查找（Ctrl+F）")
        self.search.setAccessibleName("在名册里查找")
        self.search.setMinimumWidth(150)
        for box, name in (
            (self.sector, "按界别筛选"),
            (self.committee, "按专委会筛选"),
            (self.order, "排列次序"),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(7 if box is self.sector else 6)
        for words, key in SORTS:
            self.order.addItem(words, key)
        frame, inner = card(0)
        inner.addWidget(self.list)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.M, 0)
        column.setSpacing(theme.S)
        column.addLayout(row(self.heading, self.counts, None, *self._buttons()))
        column.addWidget(self.chips)
        column.addLayout(row(self.search, self.sector, self.committee, self.order))
        column.addWidget(frame, 1)
        self.lay_beside(left, (760, 384), narrowest=340)
        for box in (self.sector, self.committee):
            box.currentIndexChanged.connect(lambda _index: self.filter_now())
        self.order.currentIndexChanged.connect(lambda _index: self.order_by(self.order.currentData()))
        self.connect_list(wait=120)
        self.posting: Posting | None = None

    def _buttons(self) -> list[QWidget]:
        return [
            button_for(self.import_action),
            button_for(self.export_action),
            self.more_button,
            button_for(self.add_action, kind="primary"),
        ]

    # -- reading -----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the roster anew, keep the view and where we stand."""
        everyone = self.desk.reader.roster.listing(sort=self._sort, status="全部")
        if self._descending:
            everyone.reverse()
        self._people = {member.id: member for member in everyone}
        roster = self.desk.reader.roster
        idle = {key for key in MAY_BE_IDLE if not any(roster.text(m, key) for m in everyone)}
        self.list.hide_idle(idle if everyone else ())
        self._fill(self.sector, "sector", {member.sector for member in everyone})
        seats = {seat.name for member in everyone for seat in member.committees}
        self._fill(self.committee, "committees", seats)
        self.show_views()
        self.filter_now()
        if self.room_in_front is not None:
            self.room_in_front.reload()

    def views(self) -> list[tuple[str, int | None]]:
        """Every saved view with its count."""
        return [(name, sum(map(rule, self._people.values()))) for name, rule in VIEWS]

    def shown_people(self) -> list[Member]:
        """The members of the list, as filtered, in its order."""
        return [self._people[identity] for identity in self.model.ids]

    def fetch(self, ids: Sequence[int]) -> Mapping[int, Member]:
        """The rows of these ids."""
        return {identity: self._people[identity] for identity in ids if identity in self._people}

    def filter_now(self) -> None:
        """Show those who fit chip, boxes and words."""
        roster = self.desk.reader.roster
        rule = dict(VIEWS).get(self.chips.on)
        only = set(self._only.ids) if self._only is not None and rule is None else None
        found = [
            member
            for member in self._people.values()
            if (rule(member) if rule else only is None or member.id in only)
        ]
        if self.sector.currentIndex() > 0:
            found = [member for member in found if member.sector == self.sector.currentText()]
        if self.committee.currentIndex() > 0:
            found = [
                member
                for member in found
                if any(seat.name == self.committee.currentText() for seat in member.committees)
            ]
        words = self.search.text().strip()
        if words:
            found = roster.matching(found, words)
            found.sort(key=lambda member: words not in member.name)  # names before units and streets
        self._say_counts(len(found), narrowed=bool(words))
        nobody = NO_STANDING if self.chips.on == STANDING and not words else NO_HIT
        self.list.empty_text = nobody if self._people else EMPTY
        self.list.show_ids([member.id for member in found])

    def _say_counts(self, found: int, *, narrowed: bool) -> None:
        held = sum(member.in_office for member in self._people.values())
        active = sum(member.is_active for member in self._people.values())
        narrowed = narrowed or self.sector.currentIndex() > 0 or self.committee.currentIndex() > 0
        said = f"列出 {found} 人 · " if narrowed else ""
        self.counts.setText(f"{said}共 {held} 人，在册 {active}" if held else "")

    def _fill(self, box: QComboBox, key: str, present: set[str]) -> None:
        """Offer what somebody has, in the office's own order."""
        order = self.desk.reader.roster.choices(key)
        known = [word for word in order if word in present]
        now = box.currentText()
        box.blockSignals(True)
        box.clear()
        box.addItem(ANY[key])
        box.addItems([*known, *sorted(present - {"", *known})])
        box.setCurrentIndex(max(box.findText(now), 0))
        box.blockSignals(False)

    # -- doing -------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Enter a new member in the form beside the list."""
        self.detail.enter_new()

    def make_import(self) -> RosterImporting:
        """The import of tables."""
        return RosterImporting(self.desk)

    def open_posting(self) -> Posting:
        """Turn the page into the setting of a post by a list of names."""
        if self.posting is None:
            self.posting = Posting(self.desk)
            self.posting.left.connect(self.show_list)
            self.posting.done.connect(self.show_list)
            self.layers.addWidget(self.posting)
        self.posting.start()
        self.layers.setCurrentWidget(self.posting)
        return self.posting

    # -- rooms -------------------------------------------------------------------------------------------------

    def _door_action(self, door: Door) -> QAction:
        act = action(
            self, door.text, lambda: self.open_room(door.key), shortcut=door.shortcut, hint=door.hint
        )
        act.setEnabled(not (door.writes and self.desk.read_only))
        return act

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
        room.shown = tuple(self.model.ids)
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

    def step_back(self) -> bool:
        """Leave step by step what is open in a room, else what is open on the page."""
        room = self.room_in_front
        return True if room is not None and room.step_back() else super().step_back()

    def take_files(self, files: Sequence[Path]) -> bool:
        """Dropped files belong to the room in front when it has a use for them, else to the import."""
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
        """Rooms, imports and lists of names have their own headings."""
        if self.room_in_front is not None:
            return self.room_in_front.manual or self.manual
        if self.shows(self.importing):
            return f"{self.manual}#看懂预览"
        return f"{self.manual}#按名单设常委" if self.shows(self.posting) else self.manual

    def paste(self) -> None:
        """Cells copied in Excel begin an import."""
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

    def export(self) -> None:
        """Write the people of the list, as filtered, into a file."""
        export_list(self, self.desk, self.shown_people())

    def show_target(self, target: Target) -> None:
        """Stand on a member, or show exactly the members of a line of 首页."""
        self._only = target if target.ids else None
        self.search.clear()
        for box in (self.sector, self.committee):
            box.setCurrentIndex(0)
        member = self._people.get(target.record or 0)
        self.chips.turn_on(target.view or (ALL if member is None or member.in_office else LEFT))
        self.show_views()
        self.filter_now()
        if target.record is not None:
            self.stand_on(target.record)

    def order_by(self, sort: str, descending: bool = False) -> None:
        """Sort by a column or by the box."""
        self._sort, self._descending = sort, descending
        self.reload()

    def show_record(self, identity: int | None) -> None:
        """Show this member."""
        self.detail.show_member(identity)
