"""Room 小组: every team and 专委会 with one of them beside the list; who has none; lists of teams coming in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from app.domain.team import Team
from app.ui import theme
from app.ui.desk import Desk, Target
from app.ui.listview import ListView
from app.ui.pages.roster import teamverbs
from app.ui.pages.roster.teamimporting import TeamImporting
from app.ui.pages.roster.teamsheet import TeamSheet
from app.ui.parts import Chips, button, card, label, row
from app.ui.room import Room
from app.ui.rows import Column, RowModel

if TYPE_CHECKING:
    from app.services.team_list import KindCount

ALL = "全部"
EMPTY = "还没有小组。\n点“新建”录入一个；点“导入”选一份小组名单；导入名册时表里的“街道小组”“专委会”等栏也会列在这里。"
NO_HIT = "没有符合条件的小组。"
COLUMNS: tuple[Column[Team], ...] = (
    Column("name", "名称", lambda team: team.name, 190, sort="name", stretch=True, bold=True),
    Column("kind", "种类", lambda team: team.kind, 100, sort="kind"),
    Column("leader", "负责人", lambda team: team.text("leader"), 110, sort="leader"),
    Column("members", "委员", lambda team: str(len(team.members)), 60, right=True, sort="members", hint="在组内的委员人数"),
    Column("outsiders", "非委员", lambda team: str(len(team.outsiders)), 66, right=True, sort="outsiders", hint="信息员、召集人等不是委员的人数"),
    Column("address", "地址", lambda team: team.text("address"), 170, sort="address"),
    Column("founded", "成立日期", lambda team: team.text("founded"), 96, optional=True),
    Column("contact", "联系人", lambda team: team.text("contact"), 90, optional=True),
)  # fmt: skip
NUMBERS: Mapping[str, Callable[[Team], int]] = {
    "members": lambda team: len(team.members),
    "outsiders": lambda team: len(team.outsiders),
}


def sort_key(team: Team, column: str) -> tuple[int, str]:
    """Where a team stands when the list is sorted by a column."""
    return (NUMBERS[column](team), "") if column in NUMBERS else (0, team.text(column))


class TeamsRoom(Room):
    """The list of teams with one of them beside it, or their import."""

    title = "小组"
    tables = frozenset({"teams", "team_outsiders", "facts", "memberships", "persons", "codes", "settings"})
    manual = "teams#小组"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._teams: list[Team] = []
        self._counts: dict[str, KindCount] = {}
        self._sort, self._descending = "", False
        self.importing: TeamImporting | None = None
        self.list: ListView[Team] = ListView(RowModel(COLUMNS, self._fetch, self), "小组名单")
        self.detail = TeamSheet(desk)
        self.counts = label("", "muted")
        self.chips = Chips("小组种类")
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText("在名称、地址、负责人、成员里查找（Ctrl+F）")
        self.search.setAccessibleName("在小组里查找")
        self.back = button("返回(&B)", self.left.emit, hint="回到名册（Esc）")
        self.enter = button("导入(&I)…", self.open_import, hint="导入小组名单：Excel、CSV 或 JSON")
        self.new = button("新建小组(&N)", self.add, kind="primary", hint="新建一个小组、工作室、联络站 …")
        self.without = button("未编入(&L)", self.show_without, hint="看哪些委员没有编入这一种小组")
        self._build()
        self.search.textChanged.connect(lambda _text: self._filter())
        self.chips.chosen.connect(lambda _kind: self._filter())
        self.list.current_changed.connect(self._show)
        self.list.opened.connect(lambda _id: self.detail.edit())
        self.list.sort_wanted.connect(self._order_by)
        self.list.addAction(self.detail.edit_action)
        self.detail.saved.connect(self.reload)
        self.detail.freed.connect(self.list.setFocus)
        self.detail.member_wanted.connect(self._show_member)

    def _build(self) -> None:
        frame, inner = card(0)
        inner.addWidget(self.list)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.M, 0)
        column.setSpacing(theme.S)
        column.addLayout(row(label(self.title, "title"), self.counts, None, self.back, self.enter, self.new))
        column.addWidget(self.chips)
        column.addLayout(row(self.search, self.without))
        column.addWidget(frame, 1)
        split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        split.addWidget(left)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        split.setSizes([740, 410])
        self.detail.setMinimumWidth(380)
        self.layers = QStackedLayout(self)
        self.layers.addWidget(split)
        for one in (self.enter, self.new):
            one.setEnabled(not self.desk.read_only)

    # -- reading -----------------------------------------------------------------------------------------------

    def open(self, ids: Sequence[int] = ()) -> None:
        """Begin with every team; several members selected in the roster are kept for 编入."""
        self.layers.setCurrentIndex(0)
        self.search.clear()
        people = {member.id: member for member in self.desk.reader.frame.people()}
        chosen = [people[one] for one in ids if one in people] if len(ids) > 1 else []
        self.detail.put_in = "、".join(member.no or member.name for member in chosen)
        super().open(ids)
        if chosen:
            self.desk.say(f"选一个小组，点“编入委员”，名册里选中的 {len(chosen)} 人已经填好。", "")

    def reload(self) -> None:
        """Read the teams anew and keep where we stand."""
        desk = self.desk.reader.teams
        on = self._current()
        self._teams = desk.listing()
        self._counts = {one.kind.name: one for one in desk.counts()}
        kinds = [(name, one.teams) for name, one in self._counts.items() if one.teams]
        self.chips.show_views([(ALL, len(self._teams)), *kinds], self.chips.on or ALL)
        self._filter(on)

    def _current(self) -> Team | None:
        place = self.list.current_id
        return self._teams[place] if place is not None and place < len(self._teams) else None

    def _filter(self, on: Team | None = None) -> None:
        words, kind = self.search.text().strip(), self.chips.on
        found = [
            place
            for place, team in enumerate(self._teams)
            if kind in (ALL, team.kind)
            and any(words in team.text(key) for key in ("name", "address", "leader", "members", "contact"))
        ]
        if self._sort:
            found.sort(key=lambda place: sort_key(self._teams[place], self._sort), reverse=self._descending)
        self.list.empty_text = NO_HIT if words else EMPTY
        keys = [self._teams[place].key for place in found]
        stay = found[keys.index(on.key)] if on is not None and on.key in keys else None
        self.list.show_ids(found, stay_on=stay)
        if not self.detail.busy:
            self._show(self.list.current_id)
        self._say_counts()

    def _say_counts(self) -> None:
        counted = self._counts.get(self.chips.on)
        if counted is None:
            self.counts.setText(f"共 {len(self._teams)} 个" if self._teams else "")
            self.without.hide()
            return
        outside = f"，非委员 {counted.outsiders} 人" if counted.outsiders else ""
        self.counts.setText(f"{counted.teams} 个，编入委员 {counted.members} 人{outside}")
        self.without.setText(f"未编入 {len(counted.without)} 人(&L)")
        self.without.setEnabled(bool(counted.without))
        self.without.show()

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, Team]:
        return {place: self._teams[place] for place in ids if place < len(self._teams)}

    def _show(self, place: int | None) -> None:
        if not self.detail.busy:
            self.detail.show_team(self._teams[place] if place is not None else None)

    def _order_by(self, sort: str, descending: bool) -> None:
        self._sort, self._descending = sort, descending
        self._filter(self._current())

    # -- doing -------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Enter a team in the form beside the list."""
        self.detail.turn_into(teamverbs.new_form(self.desk, "" if self.chips.on == ALL else self.chips.on))

    def _show_member(self, member: int) -> None:
        self.left.emit()
        self.desk.go("roster", Target(record=member))

    def show_without(self) -> None:
        """Show who has no seat of the kind that is looked at."""
        counted = self._counts.get(self.chips.on)
        if counted is not None:
            self.detail.show_without(counted.kind.name, counted.without)

    def open_import(self) -> TeamImporting:
        """Turn the room into the import of a list of teams."""
        if self.importing is None:
            self.importing = TeamImporting(self.desk)
            self.importing.left.connect(self._close_import)
            self.importing.done.connect(self._close_import)
            self.layers.addWidget(self.importing)
        self.importing.start()
        self.importing.of_kind("" if self.chips.on == ALL else self.chips.on)
        self.layers.setCurrentWidget(self.importing)
        return self.importing

    def _close_import(self) -> None:
        self.layers.setCurrentIndex(0)
        self.list.setFocus()

    # -- the keyboard ------------------------------------------------------------------------------------------

    def half_written(self) -> bool:
        """An open form counts."""
        return self.detail.busy

    def take_files(self, files: Sequence[Path]) -> bool:
        """Dropped files begin an import."""
        if not self.desk.read_only:
            self.open_import().read(files)
        return True

    def step_back(self) -> bool:
        """Leave the import, the form, or what is searched for."""
        if self.layers.currentIndex() > 0:
            self._close_import()
        elif self.search.hasFocus() and self.search.text():
            self.search.clear()
        else:
            return self.detail.step_back()
        return True

    def focus_first(self) -> None:
        """The list."""
        self.list.setFocus()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus()
        self.search.selectAll()
