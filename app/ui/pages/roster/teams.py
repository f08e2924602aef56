"""Room 小组: every team and 专委会 with one of them beside the list; who has none; lists of teams coming in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from app.domain.team import Team
from app.ui.desk import Desk, Target
from app.ui.listroom import ListRoom
from app.ui.pages.roster import teamverbs
from app.ui.pages.roster.teamimporting import TeamImporting
from app.ui.pages.roster.teamsheet import TeamSheet
from app.ui.parts import Chips, button, button_for
from app.ui.printthese import PEOPLE, PrintThese, These
from app.ui.rows import Column

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


class TeamsRoom(ListRoom[Team, TeamSheet, TeamImporting]):
    """The list of teams with one of them beside it, or their import."""

    title = "小组"
    tables = frozenset({"teams", "team_outsiders", "facts", "memberships", "persons", "codes", "settings"})
    manual = "teams#小组"
    searched = ("name", "address", "leader", "members", "contact")
    search_words = "在名称、地址、负责人、成员里查找"
    empty, no_hit = EMPTY, NO_HIT
    back_hint = "回到名册（Esc）"
    import_hint = "导入小组名单：Excel、CSV 或 JSON"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, COLUMNS, TeamSheet(desk))
        self._counts: dict[str, KindCount] = {}
        self.chips = Chips("小组种类")
        self.new = button("新建小组(&N)", self.add, kind="primary", hint="新建一个小组、工作室、联络站 …")
        self.without = button("未编入(&L)", self.show_without, hint="看哪些委员没有编入这一种小组")
        self.new.setEnabled(not desk.read_only)
        self.print_action = PrintThese(self, desk, PEOPLE, self._these, self.left.emit).action
        self.lay_out(
            (740, 410),
            380,
            buttons=[button_for(self.print_action), self.new],
            views=self.chips,
            beside_search=[self.without],
        )
        self.chips.chosen.connect(lambda _kind: self.filter_now())
        self.list.addAction(self.detail.edit_action)
        self.detail.member_wanted.connect(self._show_member)
        self.detail.saved.connect(self._stand_on_saved)

    # -- reading -----------------------------------------------------------------------------------------------

    def open(self, ids: Sequence[int] = ()) -> None:
        """Begin with every team; several members selected in the roster are kept for 编入."""
        people = {member.id: member for member in self.desk.reader.frame.people()}
        chosen = [people[one] for one in ids if one in people] if len(ids) > 1 else []
        self.detail.put_in = "、".join(member.no or member.name for member in chosen)
        super().open(ids)
        if chosen:
            self.desk.say(f"选一个小组，点“编入委员”，名册里选中的 {len(chosen)} 人已经填好。", "")

    def read(self) -> None:
        """Every team, and how many there are of each kind."""
        desk = self.desk.reader.teams
        self.lines = desk.listing()
        self._counts = {one.kind.name: one for one in desk.counts()}
        kinds = [(name, one.teams) for name, one in self._counts.items() if one.teams]
        self.chips.show_views([(ALL, len(self.lines)), *kinds], self.chips.on or ALL)

    def key_of(self, line: Team) -> object:
        """A 专委会 has no id."""
        return line.key

    def fits(self, line: Team) -> bool:
        """Those of the kind that is looked at."""
        return self.chips.on in (ALL, line.kind)

    def standing(self, line: Team, column: str) -> tuple[int, str]:
        """Numbers by their size."""
        return (NUMBERS[column](line), "") if column in NUMBERS else super().standing(line, column)

    def show_line(self, line: Team | None) -> None:
        """Show this team."""
        self.detail.show_team(line)

    def said(self) -> None:
        """How many teams of the kind, and who is in them."""
        counted = self._counts.get(self.chips.on)
        if counted is None:
            self.counts.setText(f"共 {len(self.lines)} 个" if self.lines else "")
            self.without.hide()
            return
        outside = f"，非委员 {counted.outsiders} 人" if counted.outsiders else ""
        self.counts.setText(f"{counted.teams} 个，编入委员 {counted.members} 人{outside}")
        self.without.setText(f"未编入 {len(counted.without)} 人(&L)")
        self.without.setEnabled(bool(counted.without))
        self.without.show()

    def _these(self) -> These:
        """The members of the teams selected, else of all that are listed, each once."""
        chosen = [self.lines[place] for place in self.list.selected_ids()]
        every = [self.lines[place] for place in self.list.rows.ids]
        return These(_members(chosen), _members(every))

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

    def make_import(self) -> TeamImporting:
        """The import of a list of teams."""
        importing = TeamImporting(self.desk)
        importing.done.connect(self._stand_on_imported)
        return importing

    def open_import(self) -> TeamImporting:
        """Rows that name no kind are of the one that is looked at."""
        importing = super().open_import()
        if not importing.unfinished:
            importing.of_kind("" if self.chips.on == ALL else self.chips.on)
        return importing

    def _stand_on_imported(self) -> None:
        """Show the first team that was new or changed."""
        first = self.importing.first_entered if self.importing is not None else None
        if first is not None:
            self._stand_on(first)

    def _stand_on_saved(self) -> None:
        """Show the team just made or renamed: whoever is put in next belongs there."""
        if isinstance(self.detail.answer, Team):
            self._stand_on(self.detail.answer.key)

    def _stand_on(self, key: tuple[str, str]) -> None:
        if self.chips.on != key[0]:
            self.chips.turn_on(ALL)
        self.search.clear()
        self.read()
        self.filter_now(next((line for line in self.lines if line.key == key), None))


def _members(teams: Sequence[Team]) -> list[int]:
    return list(dict.fromkeys(seat.id for team in teams for seat in team.members))
