"""One team beside the list of teams: what is known of it, who is in it, and the form of what is being done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from app.domain.errors import LiangeError
from app.domain.fields import OUTSIDER, TEAM_FIELDS, Home
from app.domain.member import Member
from app.domain.team import Outsider, Team, Teammate
from app.ui.desk import Desk
from app.ui.listview import ListView
from app.ui.mask import masked
from app.ui.pages.roster import teamverbs
from app.ui.parts import action, button, button_for, label, row
from app.ui.rows import Column, RowModel
from app.ui.sheet import facts
from app.ui.verbform import VerbForm
from app.ui.verbsheet import VerbSheet

PersonT = TypeVar("PersonT", Teammate, Outsider, Member)
NOTHING = "还没有选中小组。"
SHOWN = tuple(one for one in TEAM_FIELDS if one.home is Home.TEAM and one.key != "name")
ROW, LEAST = 34, 3
"""Height of a row in px, and rows that a list of people shows at least: otherwise it takes the room that the sheet has,
so that people scroll in their list and the sheet does not."""

MATES: tuple[Column[Teammate], ...] = (
    Column("name", "姓名", lambda one: one.name, 84, bold=True),
    Column("role", "职务", lambda one: one.role, 90, stretch=True),
    Column("since", "自哪天", lambda one: one.since, 110),
)
OUTSIDERS: tuple[Column[Outsider], ...] = (
    Column("name", "姓名", lambda one: one.name, 84, bold=True),
    Column("role", "角色", lambda one: one.role, 86),
    Column("employer", "单位及职务", lambda one: one.text("employer"), 120, stretch=True),
    Column("phone", "电话", lambda one: masked(OUTSIDER["phone"], one.text("phone")), 110, optional=True),
    Column("span", "聘期", lambda one: "—".join(filter(None, (one.starts, one.ends))), 120, optional=True),
)
UNPLACED: tuple[Column[Member], ...] = (
    Column("name", "姓名", lambda one: one.name, 84, bold=True),
    Column("sector", "界别", lambda one: one.sector, 86),
    Column("workplace", "单位及职务", lambda one: one.workplace, 150, stretch=True),
)


class TeamSheet(VerbSheet):
    """Shows a team, or those who have none of a kind; a verb takes its place as a form."""

    member_wanted = Signal(object)
    """The id of a member whom the clerk wants to see in the roster."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("小组详情", desk, parent)
        self._team: Team | None = None
        self._kind = ""
        self._without: tuple[Member, ...] = ()
        self.put_in = ""
        """Names or numbers of members that are to be put into a team."""
        self.mates: ListView[Teammate] | None = None
        self.outsiders: ListView[Outsider] | None = None
        self.unplaced: ListView[Member] | None = None
        self._make_actions()
        self.show_team(None)

    def _make_actions(self) -> None:
        def made(text: str, doing: Callable[[], object], hint: str) -> QAction:
            return action(self, text, doing, hint=hint)

        self.edit_action = made("修改(&D)", self.edit, "修改名称、种类、地址、联系人等（回车）")
        self.put_action = made("编入委员(&U)", self.put, "把一个或几个委员编入这个小组")
        self.end_action = made("撤销小组(&X)…", self._end, "自一天起不再有这个小组")
        self.merge_action = made("合并(&G)…", self._merge, "并入另一个小组")
        self.remove_action = made("删除误建(&Z)", self._remove, "删除建错了、没有人的小组")
        self.role_action = made("改职务(&W)", self._role, "改选中的人在组内的职务")
        self.take_action = made("调出(&K)", self._take, "把选中的人调出小组")
        self.hire_action = made("新增非委员(&O)", self._hire, "信息员、召集人、文史专员等不是委员的人")
        self.mend_action = made("修改非委员(&J)", self._mend, "修改选中的非委员成员")
        self.fire_action = made("解聘(&Q)", self._fire, "结束选中的人的聘期")
        self.place_action = made("编入小组(&U)…", self._place, "把选中的人编入一个小组")
        self.writing = (
            self.edit_action, self.put_action, self.end_action, self.merge_action, self.remove_action, self.role_action,
            self.take_action, self.hire_action, self.mend_action, self.fire_action,
        )  # fmt: skip

    # -- showing -----------------------------------------------------------------------------------------------

    def show_team(self, team: Team | None) -> None:
        """Show this team (None: none), phones masked."""
        if team is None or self._team is None or team.key != self._team.key:
            self.unmasked = False
        self._team, self._without = team, ()
        self.show_again()

    def show_without(self, kind: str, people: Sequence[Member]) -> None:
        """Show those in office who have no seat of a kind."""
        self._team, self._kind, self._without = None, kind, tuple(people)
        self.show_again()

    def show_again(self) -> None:
        """Show what is looked at, in the place of whatever form there was."""
        self.empty()
        self.form = self.mates = self.outsiders = self.unplaced = None
        team = self._team
        for act in self.writing:
            act.setEnabled(team is not None and not self.desk.read_only)
        self.place_action.setEnabled(bool(self._without) and not self.desk.read_only)
        if self._without:
            self._show_unplaced()
        elif team is None:
            self.body.addWidget(label(NOTHING, "muted", wrap=True))
            self.body.addStretch(1)
        else:
            self._show_team(team)

    def _show_team(self, team: Team) -> None:
        self.head.addWidget(label(team.name, "card-title", wrap=True))
        more = button("更多(&V) ▾", lambda: self._menu(more), hint="合并、撤销、删除误建的小组")
        more.setEnabled(not self.desk.read_only)
        self.head.addLayout(row(button_for(self.edit_action), more, None))
        pairs = [
            (field.label, team.text(field.key) if self.unmasked else masked(field, team.text(field.key)))
            for field in SHOWN
            if team.text(field.key)
        ]
        self.body.addLayout(facts(pairs))
        if team.text("phone") or any(one.text("phone") for one in team.outsiders):
            self.body.addWidget(self.unmask_box("Y"))
        self.mates = ListView(RowModel(MATES, lambda ids: _by_id(team.members, ids), self), "组内委员")
        self.mates.empty_text = "组里还没有委员。"
        self.mates.opened.connect(self.member_wanted)
        self._people(f"委员 {len(team.members)} 人", self.mates, [mate.id for mate in team.members],
                     (self.put_action, self.role_action, self.take_action))  # fmt: skip
        if team.outsiders:
            self.outsiders = ListView(
                RowModel(OUTSIDERS, lambda ids: _by_id(team.outsiders, ids), self), "非委员成员"
            )
            self.outsiders.opened.connect(lambda _one: self._mend())
            self._people(f"非委员 {len(team.outsiders)} 人", self.outsiders, [one.id for one in team.outsiders],
                         (self.hire_action, self.mend_action, self.fire_action))  # fmt: skip
        else:
            self.body.addLayout(row(button_for(self.hire_action), None))
        self.body.addStretch(1)

    def _people(
        self,
        title: str,
        people: ListView[Teammate] | ListView[Outsider],
        ids: Sequence[int],
        acts: Sequence[QAction],
    ) -> None:
        self.body.addWidget(label(title, "section"))
        people.show_ids(list(ids))
        # its own hint would ask for more than its least rows, and the sheet would scroll for it
        people.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        people.setMinimumHeight((min(max(len(ids), 2), LEAST) + 1) * ROW + 4)
        people.setMaximumHeight((max(len(ids), 2) + 1) * ROW + 4)
        for act in acts[1:]:
            act.setEnabled(bool(ids) and act.isEnabled())
        people.addActions(list(acts))
        self.body.addWidget(people, 100)
        self.body.addLayout(row(*(button_for(act) for act in acts), None))

    def _show_unplaced(self) -> None:
        people = self._without
        self.head.addWidget(label(f"没有编入{self._kind}的 {len(people)} 人", "card-title", wrap=True))
        self.unplaced = ListView(RowModel(UNPLACED, lambda ids: _by_id(people, ids), self), "未编入的委员")
        self.unplaced.opened.connect(self.member_wanted)
        self.unplaced.show_ids([one.id for one in people])
        self.unplaced.setMinimumHeight(12 * ROW)
        self.body.addWidget(self.unplaced, 1)
        self.foot.addLayout(row(None, button_for(self.place_action, kind="primary")))

    # -- doing -------------------------------------------------------------------------------------------------

    def turn_into(self, form: VerbForm) -> None:
        """Show a form in the place of the team."""
        self.mates = self.outsiders = self.unplaced = None
        super().turn_into(form)

    def edit(self) -> None:
        """The form of the team's own fields."""
        if self._team is not None and self.form is None and self.edit_action.isEnabled():
            self.turn_into(teamverbs.edit_form(self.desk, self._team))

    def put(self) -> None:
        """The form that puts members in, those selected in the roster beforehand."""
        if self._team is not None:
            self.turn_into(teamverbs.put_form(self.desk, self._team, self.put_in))

    def _role(self) -> None:
        if self._team is not None and self.mates is not None and self.mates.selected_ids():
            self.turn_into(teamverbs.role_form(self.desk, self._team, self.mates.selected_ids()))

    def _take(self) -> None:
        if self._team is not None and self.mates is not None and self.mates.selected_ids():
            self.turn_into(teamverbs.take_form(self.desk, self._team, self.mates.selected_ids()))

    def _end(self) -> None:
        if self._team is not None:
            self.turn_into(teamverbs.end_form(self.desk, self._team))

    def _merge(self) -> None:
        if self._team is not None:
            self.turn_into(teamverbs.merge_form(self.desk, self._team))

    def _remove(self) -> None:
        team = self._team
        if team is not None:
            self.desk.do(
                f"删除{team.name}", lambda office: office.teams.remove(team),
                lambda _done: self.desk.say(f"已删除{team.name}，按 Ctrl+Z 可以撤销。"), self._refuse,
            )  # fmt: skip

    def _refuse(self, error: LiangeError) -> None:
        self.desk.say(error.message, "warning")

    def _hire(self) -> None:
        if self._team is not None:
            self.turn_into(teamverbs.outsider_form(self.desk, self._team))

    def _chosen(self) -> Outsider | None:
        chosen = self.outsiders.current_id if self.outsiders is not None else None
        return next((one for one in self._team.outsiders if one.id == chosen), None) if self._team else None

    def _mend(self) -> None:
        one = self._chosen()
        if one is not None and self._team is not None and self.mend_action.isEnabled():
            self.turn_into(teamverbs.outsider_form(self.desk, self._team, one))

    def _fire(self) -> None:
        one = self._chosen()
        if one is not None:
            self.turn_into(teamverbs.fire_form(self.desk, one))

    def _place(self) -> None:
        if self.unplaced is not None and self.unplaced.selected_ids():
            self.turn_into(teamverbs.place_form(self.desk, self._kind, self.unplaced.selected_ids()))

    def _menu(self, under: QWidget) -> None:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.addActions([self.merge_action, self.end_action, self.remove_action])
        menu.exec(under.mapToGlobal(QPoint(0, under.height())))
        menu.deleteLater()


def _by_id(people: Sequence[PersonT], ids: Sequence[int]) -> Mapping[int, PersonT]:
    wanted = set(ids)
    return {one.id: one for one in people if one.id in wanted}
