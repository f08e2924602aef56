"""委员: the list in any order with views, conditions and search; one member, or several, beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import LiangeError
from app.domain.member import Member
from app.domain.member_view import ALL, BUILT_IN, EVERYBODY, LEFT, STANDING, WORKPLACE, Asked
from app.ui import theme
from app.ui.desk import Desk, Target
from app.ui.listview import ListView
from app.ui.pages.roster.columnchooser import ColumnChooser, chooser_of
from app.ui.pages.roster.columns import MAY_BE_IDLE, SHOWN, WHY, member_columns
from app.ui.pages.roster.detail import MemberDetail
from app.ui.pages.roster.elsewhere import ElsewhereLine
from app.ui.pages.roster.exporting import export_list
from app.ui.pages.roster.filtering import FilterBar
from app.ui.pages.roster.listing import Listing
from app.ui.pages.roster.orderbox import OrderBox
from app.ui.pages.roster.summary import Summary
from app.ui.pages.roster.viewed import ViewedPage
from app.ui.pages.roster.views import ViewBar
from app.ui.parts import Chips, ElidedLabel, action, button, button_for, card, folding, label, row
from app.ui.rows import Column, RowModel
from app.ui.searchline import SearchLine

if TYPE_CHECKING:
    from app.services.roster_search import Selection

EMPTY = "名册还是空的。\n点“导入”选一份 Excel 名册，或把文件拖到窗口里；也可以点“新增委员”逐个录入。"
EMPTY_TO_READ = "这份名册是空的。"
"""Where nothing may be written: an earlier 届, a file open elsewhere."""
NO_HIT = "没有符合条件的委员。"
NO_STANDING = "还没有常委。\n点“更多”里的“按名单设职务”，把常委名单粘贴进来，一次设好。"
WARM_AFTER = 400
"""Milliseconds after the first look at the list: by then it is painted, and searching is prepared."""


@dataclass(frozen=True, slots=True)
class Stood:
    """How the list stood before a line of 保存后 took its place."""

    view: str
    search: str
    where: tuple[str, ...]


class RosterPage(ViewedPage):
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
        self._why: Mapping[int, str] = {}
        self._before: Stood | None = None
        self.model = RowModel(self._columns(), self.fetch, self)
        self.list = ListView(self.model, "委员名册")
        self.list.chooser = lambda at: self.column_chooser().open_at(at)
        self.detail = MemberDetail(desk)
        self.heading = label(self.title, "title")
        self.counts, self._total = ElidedLabel("", "muted"), ""
        self.chips = Chips("名册视图")
        self.search = SearchLine(clearButtonEnabled=True)
        self.order = OrderBox()
        self.view_bar = ViewBar(desk, self.standing, lambda: self.chips.on)
        self.elsewhere = ElsewhereLine(self.look_elsewhere)
        self.filters = FilterBar(desk, self._count_values, self.view_bar.changes, self.elsewhere)
        self._make_actions()
        self.listing = Listing(self, self.list, self.door_action("bulk"))
        self.summary = Summary(desk.reader, self.listing.for_several)
        self._build()
        self._warming = QTimer(self, singleShot=True, interval=WARM_AFTER)
        self._warming.timeout.connect(self._warm)
        self._warming.start()

    def _columns(self) -> list[Column[Member]]:
        return member_columns(self.desk.reader, lambda member: self._why.get(member.id, ""))

    def _make_actions(self) -> None:
        self.add_action = action(self, "新增委员(&N)", self.add, shortcut="Ctrl+N", hint="新增或增补一名委员")
        self.add_action.setEnabled(not self.desk.read_only)
        self.export_action = action(
            self, "导出(&E)…", self.export, shortcut="Ctrl+E", hint="把列表里的人导出成 Excel 或 CSV"
        )
        self.columns_action = action(
            self, "选择栏目(&M)…", self.list.choose_columns, hint="选择列表显示哪些栏目（也可以右击表头）"
        )
        self.filter_action = action(
            self, "＋ 条件(&A)", self.filters.open_editor, shortcut="Ctrl+Shift+F", hint="按任何字段筛选：界别、年龄、手机为空 …"
        )  # fmt: skip
        self.turn_action = action(self, "倒序", self.turn, hint="把现在的次序倒过来")
        self.turn_action.setCheckable(True)
        self.more_button = button("更多(&A) ▾", self._open_menu, hint="按名单设职务、小组和其他可做的事")
        self.view_button = button("视图 ▾", hint="把现在的条件、次序、栏目存成视图；改名、移动、删除")
        self.view_button.clicked.connect(lambda: self.view_bar.open_menu(self.view_button))
        self.addActions(self.detail.actions_now)

    def page_actions(self) -> Sequence[QAction]:
        """For the menu."""
        return tuple(act for _, actions in self.menu_parts() for act in actions)

    def menu_parts(self) -> Sequence[tuple[str, Sequence[QAction]]]:
        """What is done to the list, what the 更多 button opens, what is done to one member."""
        own, member = self.list_actions(), self.detail.actions_now
        doors = (self.post_action, *self.door_actions)
        kept = [act for act in own if act not in doors and act not in member]
        return (("", kept), ("更多(&O)", doors), ("这名委员(&R)", member))

    def list_actions(self) -> Sequence[QAction]:
        """All but the doors."""
        return (
            self.add_action, self.import_action, self.paste_action, self.export_action, self.post_action,
            self.filter_action, self.view_bar.save_action, self.columns_action, *self.listing.for_menu, *self.detail.actions_now,
        )  # fmt: skip

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.search.setPlaceholderText("姓名、拼音、编号、手机……（Ctrl+F）")
        self.search.setAccessibleName("在名册里查找")
        self.search.setMinimumWidth(90)
        frame, inner = card(0)
        inner.addWidget(self.list)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.M, 0)
        column.setSpacing(theme.S)
        head = row(self.heading, self.counts, *self._buttons())
        head.setStretch(1, 1)
        column.addLayout(head)
        column.addWidget(self.chips)
        turn = button_for(self.turn_action)
        turn.setCheckable(True)
        self.turn_action.toggled.connect(turn.setChecked)
        narrow = (self.search, button_for(self.filter_action), self.order, turn, self.view_button)
        column.addLayout(folding(*narrow, grows=self.search))
        column.addWidget(self.view_bar)
        column.addWidget(self.filters)
        column.addWidget(frame, 1)
        self.side = QStackedWidget()
        self.side.addWidget(self.detail)
        self.side.addWidget(self.summary)
        self.lay_beside(left, (784, 360), narrowest=350, side=self.side)
        self.order.activated.connect(lambda _index: self.order_by(self.order.currentData()))
        self.filters.changed.connect(self.filter_now)
        self.list.columns_changed.connect(lambda: self._say_changed(self.filters.left_out.text()))
        for line in (self.filters, self.view_bar):
            line.freed.connect(self.list.setFocus)
        self.view_bar.restored.connect(lambda: self._choose(self.chips.on))
        self.view_bar.chosen.connect(self._saved_now)
        self.list.selectionModel().selectionChanged.connect(lambda *_of: self._show_several())
        self.connect_list(wait=80)
        self.detail.let_go.connect(self._back_from_effects)

    def _buttons(self) -> list[QWidget]:
        return [
            button_for(self.import_action),
            button_for(self.export_action),
            self.more_button,
            button_for(self.add_action, kind="primary"),
        ]

    def column_chooser(self) -> ColumnChooser:
        """The window that ticks columns."""
        return chooser_of(self.list, self._facets, SHOWN)

    # -- reading -----------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the roster anew, keep the view and where we stand."""
        finding = self.desk.reader.roster_search
        everyone = finding.ordered()
        self._people = {member.id: member for member in everyone}
        if finding.facets() != self._facets:
            self._facets = finding.facets()
            self.list.set_columns(self._columns())
        held = sum(member.in_office for member in everyone)
        self._total = f"共 {held} 人，在册 {sum(member.is_active for member in everyone)}" if held else ""
        told = self.desk.reader.roster.text
        idle = {key for key in MAY_BE_IDLE if not any(told(member, key) for member in everyone)}
        if self._view in BUILT_IN:
            self.list.hide_idle(idle if everyone else ())
        self.list.fit_to(everyone)
        self.show_views()
        self._follow_columns()
        self.filter_now()
        if self.room_in_front is not None:
            self.room_in_front.reload()

    def views(self) -> list[tuple[str, int | None]]:
        """Every view with its count: those every office has, then its own."""
        people = self._people.values()
        built_in: list[tuple[str, int | None]] = [
            (name, sum(map(rule, people))) for name, rule in BUILT_IN.items()
        ]
        return [*built_in, *self.desk.reader.roster_views.counts()]

    def shown_people(self) -> list[Member]:
        """The members of the list, as filtered, in its order."""
        return [self._people[identity] for identity in self.model.ids]

    def fetch(self, ids: Sequence[int]) -> Mapping[int, Member]:
        """The rows of these ids."""
        return {identity: self._people[identity] for identity in ids if identity in self._people}

    def filter_now(self) -> None:
        """Show those who fit chip, conditions and words."""
        only = self._only_ids()
        asked = self._asked(EVERYBODY if only is not None else None)
        try:
            found = self.desk.reader.roster_search.select(asked, only=only)
        except LiangeError as error:  # a field of a condition was switched off meanwhile
            self.filters.set_where(())
            self.desk.say(f"{error.message}条件已去掉。", "warning")
            found = self.desk.reader.roster_search.select(self._asked())
        self._say_why(found)
        others = self.elsewhere.follow(self.desk.reader, asked, found)
        self._say_counts(len(found.people), others, narrowed=bool(asked.search or asked.where))
        self._say_changed(found.left_out)
        asking = not asked.search and not self.desk.read_only
        nobody = NO_STANDING if self.chips.on == STANDING and asking else self._no_hit(others)
        if found.left_out:
            nobody = f"{nobody}\n{found.left_out}。"
        empty = EMPTY_TO_READ if self.desk.read_only else EMPTY
        self.list.empty_text = nobody if self._people else empty
        beside = None if self.list.selected_rows() else self.detail.member
        self.list.show_ids([member.id for member in found.people], beside.id if beside else None)
        self._stay_beside_the_form()
        self._show_several()

    def _stay_beside_the_form(self) -> None:
        """While a form is open the list stands on its member, or on nobody: never on another."""
        member = self.detail.member
        if self.detail.busy and member is not None:
            place = self.list.rows.row_of(member.id)
            if place >= 0:
                self.list.go_to(place)
            else:
                self.list.stand_nowhere()

    def _say_changed(self, left_out: str) -> None:
        """Say whether the list stands otherwise than its view, and whom the conditions could not judge."""
        changed = self.changed_view()
        self.chips.mark_changed(changed)
        self.view_bar.show_changes(changed)
        self.filters.follow(left_out)

    def look_elsewhere(self, asked: Asked) -> None:
        """Show the list that has the hits which this one has not."""
        self.list.setFocus()  # the link that was clicked goes
        self.chips.turn_on(asked.of)
        self._choose(asked.of)
        self.filters.set_where(asked.where)
        self.search.setText(asked.search)
        self.filter_now()

    def _no_hit(self, others: str) -> str:
        """Nobody was found: say where there are some, or that only a part of the roster was looked through."""
        if others:
            return f"“{self.chips.on}”里没有符合条件的委员；{others}。\n点上面的“看看”。"
        return NO_HIT if self.chips.on == ALL else f"“{self.chips.on}”里没有符合条件的委员。\n点“{ALL}”再找。"

    def _say_why(self, found: Selection) -> None:
        """Say in a column of its own where a hit stands, when that is not to be seen in the list."""
        seen = {self._facets[key].label for key in self.list.shown_columns() if key in self._facets}
        if WORKPLACE in self.list.shown_columns():
            seen |= {self._facets[key].label for key in ("employer", "job_title") if key in self._facets}
        self._why = {identity: label for identity, label in found.why.items() if label not in seen}
        self.list.show_passing(WHY, shown=bool(self._why))

    def _say_counts(self, found: int, others: str, *, narrowed: bool) -> None:
        listed = f"列出 {found} 人，{others} · " if others else f"列出 {found} 人 · " if narrowed else ""
        self.counts.set_whole(listed + self._total if self._total or others else "")

    def _count_values(self, key: str) -> Sequence[tuple[str, int]]:
        """Of all that fit view, words and the other conditions: one more value of this field can be added."""
        finding = self.desk.reader.roster_search
        asked = replace(self._asked(), where=self.filters.but(key))
        return finding.counts(finding.select(asked, only=self._only_ids()).people, key)

    def _only_ids(self) -> frozenset[int] | None:
        """Exactly those whom a line of 首页 named, while they are looked at."""
        on = self._only is not None and self.chips.on == self._only.title
        return frozenset(self._only.ids) if self._only is not None and on else None

    def _warm(self) -> None:
        """Let the worker prepare searching: the first letter typed is then answered as quickly as the second."""
        reader = self.desk.reader
        self.desk.do(
            "准备查找", lambda office: office.roster_search.warm(), reader.roster_search.adopt, quiet=True
        )  # fmt: skip

    # -- doing -------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Enter a new member in the form beside the list."""
        self.side.setCurrentWidget(self.detail)
        self.detail.enter_new()

    def export(self) -> None:
        """Write the people of the list, as filtered, into a file."""
        export_list(self, self.desk, self.shown_people(), self.list.shown_columns())

    def step_back(self) -> bool:
        """A line that asks for a condition or a name is left first."""
        asking, naming = self.filters.editor.isVisible(), self.view_bar.isVisible()
        if asking:
            self.filters.close_editor()
        if naming:
            self.view_bar.leave()
        return asking or naming or super().step_back()

    def show_target(self, target: Target) -> None:
        """Stand on a member, or show exactly the members of a line of 首页 or of what a form would bring about."""
        if target.ids and self.detail.busy and self._before is None:
            self._before = Stood(self._view, self.search.text(), tuple(self.filters.where))
        self._only = target if target.ids else None
        self.search.clear()
        self.filters.set_where(())
        member = self._people.get(target.record or 0)
        self._view = target.view or (ALL if member is None or member.in_office else LEFT)
        self.chips.turn_on(self._view)
        self.show_views()
        self.filter_now()
        if target.record is not None:
            self.go_to(target.record)

    def _back_from_effects(self) -> None:
        """The form whose effects were looked at is done with: the list is again as it was before."""
        before, self._before = self._before, None
        if before is None:
            return
        self._only, self._view = None, before.view
        self.search.setText(before.search)
        self.filters.set_where(before.where)
        self.show_views()
        self.chips.turn_on(before.view)
        self.filter_now()

    def _show(self, identity: int | None) -> None:
        """The sheet is read anew only when the member is another, or was changed meanwhile."""
        shown = self.detail.member
        if shown is None or shown is not self._people.get(identity or 0) or self.detail.editor is not None:
            super()._show(identity)

    def show_record(self, identity: int | None) -> None:
        """Show this member."""
        self.detail.show_member(identity)

    def _show_several(self) -> None:
        """While several rows are selected the sheet tells of them all, unless something is being written."""
        people = self.listing.selected() if len(self.list.selected_rows()) > 1 else []
        several = bool(people) and not self.detail.busy
        if several:
            self.summary.show_people(people)
        self.side.setCurrentWidget(self.summary if several else self.detail)
