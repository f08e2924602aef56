"""网格: the drawing or the table, the chosen person beside it, and every change with its reason beforehand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QDate, QPoint, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import LiangeError
from app.domain.liaison import TOP_CHAIR, TOP_SECRETARY
from app.domain.pinyin import initials
from app.ui import theme
from app.ui.desk import Desk, Target
from app.ui.page import Page
from app.ui.pages.grid import paths
from app.ui.pages.grid.canvas import GridCanvas
from app.ui.pages.grid.changing import GridChanges
from app.ui.pages.grid.colouring import LOAD, colouring
from app.ui.pages.grid.county import County
from app.ui.pages.grid.header import PICTURE, TABLE, GridHeader, SecondRow
from app.ui.pages.grid.notices import Notice
from app.ui.pages.grid.panel import PersonPanel
from app.ui.pages.grid.reading import Reading
from app.ui.pages.grid.strip import PlacingStrip
from app.ui.pages.grid.table import ALL, VIEWS, GridTable
from app.ui.parts import action

FORM = "五级网格联络表"
"""The form that 打印联络表 opens."""


class GridPage(Page):
    """The five-tier grid of the current 届."""

    key = "grid"
    title = "网格"
    tables = frozenset({
        "memberships", "persons", "facts", "schemes", "guests", "links", "link_rules", "terms", "codes", "settings",
    })  # fmt: skip
    manual = "grid"

    print_requested = Signal(str)
    """The Chinese name of a form to be printed."""
    open_members = Signal(object)
    """A list of member ids to be shown on the 委员 page."""
    shown = Signal()
    """A reading has been shown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._day = ""
        self._by = LOAD
        self._pending: Target | None = None
        self._found: list[int] = []
        self.reading = Reading(desk, self)
        self.stack = QStackedWidget()
        self.strip = PlacingStrip(self.stack)
        self.changes = GridChanges(desk, self.reading, self.strip, lambda: self.editable, self)
        self.canvas = GridCanvas()
        self.canvas.refusals = self.changes.refusals
        self._make_actions()
        self.header = GridHeader((self.print_action, self.assign_action), _today(desk))
        self.second = SecondRow(self.settings_action)
        self.question = Notice("一级由谁担任", "warning", (
            ("主席", lambda: self.changes.lay_down_top(TOP_CHAIR), "主席为一级，党组书记编入二级"),
            ("党组书记", lambda: self.changes.lay_down_top(TOP_SECRETARY), "党组书记为一级，主席编入二级"),
        ))  # fmt: skip
        self.begin = Notice(
            "如何开始", "", (("去“委员”页", lambda: desk.go("roster"), "导入名册或新增委员"),)
        )
        self.past = Notice("只能查看", "warning", (("回到今天", lambda: self.show_day(""), "看今天的网格"),))
        self.table = GridTable()
        self.stack.addWidget(self.canvas)
        self.stack.addWidget(self.table)
        self.panel = PersonPanel()
        self._lay_out()
        self._connect()

    # -- building ----------------------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        self.assign_action = action(
            self, "分配(&A)…", self.changes.assign, shortcut="Ctrl+G", hint="先看结果，再确定"
        )
        self.print_action = action(
            self, "打印联络表(&P)", self.print_form, shortcut="Ctrl+P", hint=f"到报表打印“{FORM}”"
        )
        self.card_action = action(
            self, "打印联络卡(&K)", lambda: self.print_card(self.canvas.chosen), hint="到报表打印选中的人的联络卡：联系谁、联系记录"
        )  # fmt: skip
        self.settings_action = action(
            self, "设置(&E)…", self.changes.open_settings, hint="一级人选、预备党员、跨级、权重、每人联系人数"
        )
        self.switch_action = action(
            self, "图与表切换(&T)", self._switch, shortcut="Ctrl+T", hint="在图和表之间切换"
        )
        self.today_action = action(self, "回到今天(&D)", lambda: self.show_day(""), hint="看今天的网格")
        self.larger_action = action(self, "放大(&+)", self.canvas.zoom_in, shortcut="Ctrl+=")
        self.smaller_action = action(self, "缩小(&-)", self.canvas.zoom_out, shortcut="Ctrl+-")
        self.normal_action = action(
            self, "原大(&0)", lambda: self.canvas.set_zoom(1.0), shortcut="Ctrl+Shift+0"
        )
        self.whole_action = action(
            self, "看全图(&W)", self.canvas.zoom_whole, shortcut="Ctrl+Shift+9", hint="缩到全县都在窗口里"
        )

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(theme.S)
        for part in (self.header, self.second, self.begin, self.question, self.past):
            left.addWidget(part)
        left.addWidget(self.stack, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.M)
        across.addLayout(left, 1)
        across.addWidget(self.panel)

    def _connect(self) -> None:
        self.reading.arrived.connect(self._show)
        self.reading.failed.connect(self._refuse)
        self.header.day_chosen.connect(self.show_day)
        self.header.view_wanted.connect(self.show_view)
        self.second.mode_chosen.connect(self.show_mode)
        self.second.colour_chosen.connect(self.colour_by)
        self.second.find_wanted.connect(self.find_person)
        self.canvas.chosen_changed.connect(self._choose)
        self.canvas.dropped.connect(self.changes.ask_place)
        self.canvas.refused.connect(lambda why: self.desk.say(f"{why}。", "warning"))
        self.canvas.menu_wanted.connect(self._open_menu)
        self.table.current_changed.connect(self._choose_in_table)
        self.table.opened.connect(self._open_member)
        self.strip.confirmed.connect(self.changes.place)
        self.strip.left.connect(self.canvas.setFocus)
        self.panel.person_wanted.connect(self.show_member)
        self.panel.member_wanted.connect(self._open_member)
        self.panel.upper_wanted.connect(lambda lower: self.changes.choose_upper(lower, avoiding=False))
        self.panel.avoid_wanted.connect(lambda lower: self.changes.choose_upper(lower, avoiding=True))
        self.panel.unpin_wanted.connect(self.changes.unpin)
        self.panel.unavoid_wanted.connect(self.changes.unavoid)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The strip follows the foot of the drawing."""
        super().resizeEvent(event)
        self.strip.fit_over()

    # -- the page's part in the window -------------------------------------------------------------------------

    def page_actions(self) -> Sequence[QAction]:
        """Everything of this page, for the menu."""
        return (
            self.assign_action, self.print_action, self.card_action, self.settings_action, self.switch_action, self.today_action,
            self.larger_action, self.smaller_action, self.normal_action, self.whole_action,
        )  # fmt: skip

    def reload(self) -> None:
        """Read the day shown anew."""
        self.reading.read(self._day or self.desk.reader.frame.day())

    def show_target(self, target: Target) -> None:
        """Fly to a person, list some people, or open a view of the table; at once, or when the reading has arrived."""
        if self.reading.county is None:
            self._pending = target
            return
        self._pending = None
        if target.record is not None:
            self.show_member(target.record)
        elif target.ids:
            self.show_mode(TABLE)
            self.table.show_exactly(target.ids, target.title or "所列的人")
        elif target.view:
            self.show_view(target.view)

    def badge(self) -> str:
        """How many have no liaison."""
        county = self.reading.county
        missing = len(county.grid.orphans) if county is not None and not self._day else 0
        return str(missing) if missing else ""

    def focus_search(self) -> None:
        """Into the page's own search field."""
        self.second.search.setFocus()
        self.second.search.selectAll()

    def focus_first(self) -> None:
        """Into the drawing, or the table."""
        (self.canvas if self.stack.currentWidget() is self.canvas else self.table.list).setFocus()

    @property
    def editable(self) -> bool:
        """Whether the grid may be changed now: today's, and the office is open for writing."""
        return not self._day and not self.desk.read_only and self.reading.county is not None

    # -- looking -----------------------------------------------------------------------------------------------

    def show_day(self, day: str) -> None:
        """Show the grid of a day (YYYY-MM-DD); empty or today: the present one, which may be changed."""
        self._day = "" if day == self.desk.reader.frame.day() else day
        self.strip.leave()
        self.reload()

    def show_member(self, identity: int) -> None:
        """Fly to a person."""
        county = self.reading.county
        if county is None:
            self._pending = Target(record=identity)
        elif identity in county.figures:
            self.canvas.fly_to(identity)
            self.table.stand_on(identity)
            if self.stack.currentWidget() is self.canvas:
                self.canvas.setFocus()
        else:
            self.desk.say("这个人不在这一天的网格里。", "warning")

    def show_view(self, view: str) -> None:
        """Open the list behind a count."""
        self.show_mode(TABLE)
        self.table.show_view(view if view in VIEWS else ALL)

    def show_mode(self, mode: str) -> None:
        """Picture or table."""
        self.stack.setCurrentWidget(self.table if mode == TABLE else self.canvas)
        self.second.show_mode(mode)
        if mode == TABLE:
            self.table.stand_on(self.canvas.chosen)

    def colour_by(self, by: str) -> None:
        """Colour by load, 专委会, 界别 or not at all."""
        self._by = by
        if self.reading.county is not None:
            colours = colouring(self.reading.county, by)
            self.canvas.show_colours(colours)
            self.second.show_colours(colours)

    def find_person(self, words: str) -> None:
        """Fly to the next person whose name, initials or 委员编号 these are."""
        county = self.reading.county
        if county is None or not words.strip():
            return
        found = paths.find(county, words, initials)
        if not found:
            self.desk.say(f"网格里没有“{words.strip()}”。", "warning")
            return
        at = (
            (found.index(self.canvas.chosen) + 1) % len(found)
            if found == self._found and self.canvas.chosen in found
            else 0
        )
        self._found = found
        self.canvas.fly_to(found[at])
        self.table.stand_on(found[at])

    def print_form(self) -> None:
        """Show the paper of this grid among the reports."""
        self.print_requested.emit(FORM)
        self.desk.go("reports", Target(view=FORM, day=self._day))

    def print_card(self, identity: int | None) -> None:
        """Show the card of one liaison among the reports."""
        county = self.reading.county
        if (
            identity is None
            or county is None
            or not any(pair.upper == identity for pair in county.grid.pairs)
        ):
            self.desk.say("请先选一名有联系对象的联络人，再打印联络卡。", "warning")
        else:
            self.desk.go("reports", Target(view=FORM, ids=(identity,), day=self._day))

    def _switch(self) -> None:
        self.show_mode(PICTURE if self.stack.currentWidget() is self.table else TABLE)

    def _show(self, county: County) -> None:
        colours = colouring(county, self._by)
        self.header.show_county(county, county.grid.day)
        self.second.show_colours(colours)
        one_top = len(county.grid.tiering.tiers[1]) == 1  # two 主席 are for the roster to put right
        self.question.say(county.grid.tiering.question, answerable=self.editable and one_top)
        self.begin.say("" if county.total else "名册里还没有在册委员；先导入名册或新增委员，再来分配。")
        self.past.say(f"这是 {self._day} 的网格，只能查看。" if self._day else "")
        self.assign_action.setEnabled(self.editable and county.total > 0)
        self.settings_action.setEnabled(self.editable)
        self.today_action.setEnabled(bool(self._day))
        if self.strip.placing is not None:
            self.strip.leave()
        self.canvas.show_county(county, colours)
        self.table.show_county(county)
        self._choose(self.canvas.chosen)
        if self._pending is not None:
            self.show_target(self._pending)
        self.badge_changed.emit()
        self.shown.emit()

    def _refuse(self, error: LiangeError) -> None:
        self.desk.say(error.message, "danger")

    # -- choosing ----------------------------------------------------------------------------------------------

    def _choose(self, identity: int | None) -> None:
        county = self.reading.county
        if county is None:
            return
        if identity is None or identity not in county.figures:
            self.panel.show_county(county)
            return
        self.panel.show_person(county, identity, self._avoided(identity), editable=self.editable)
        tier = county.figures[identity].tier
        if tier > 1 and self.reading.problem(tier) is None:
            self.reading.with_problem(tier, lambda _problem: self._know_problem(identity))

    def _know_problem(self, identity: int) -> None:
        """Costs and 回避 of the chosen person's level are known now."""
        county = self.reading.county
        if county is not None and identity == self.canvas.chosen and self._avoided(identity):
            self.panel.show_person(county, identity, self._avoided(identity), editable=self.editable)

    def _avoided(self, identity: int) -> list[int]:
        county = self.reading.county
        problem = self.reading.problem(county.figures[identity].tier) if county is not None else None
        return (
            sorted(upper for lower, upper in problem.forbidden if lower == identity)
            if problem is not None
            else []
        )

    def _choose_in_table(self, identity: int | None) -> None:
        if self.stack.currentWidget() is self.table and identity is not None:
            self.canvas.choose(identity)

    def _open_member(self, identity: int) -> None:
        county = self.reading.county
        if county is not None and county.member(identity) is not None:
            self.open_members.emit([identity])
            self.desk.go("roster", Target(record=identity))

    def _open_menu(self, identity: int, at: QPoint) -> None:
        """What can be done with a person, at the mouse or at their place."""
        county = self.reading.county
        if county is None:
            return
        figure = county.figures[identity]
        placed = self.changes.placeable(identity)
        menu = QMenu(self)
        choices: tuple[tuple[str, Callable[[], None], bool], ...] = (
            ("指定上级(&L)…", lambda: self.changes.choose_upper(identity, avoiding=False), placed),
            ("取消指定(&N)", lambda: self.changes.unpin(identity), placed and figure.pinned),
            ("回避(&B)…", lambda: self.changes.choose_upper(identity, avoiding=True), placed),
            (
                "取消回避(&U)",
                lambda: self.changes.unavoid(identity),
                placed and bool(self._avoided(identity)),
            ),
            ("打印联络卡(&K)", lambda: self.print_card(identity), True),
            ("委员资料(&I)", lambda: self._open_member(identity), county.member(identity) is not None),
        )
        for text, do, possible in choices:
            act = menu.addAction(text)
            act.setEnabled(possible)
            act.triggered.connect(lambda _checked=False, do=do: do())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)


def _today(desk: Desk) -> QDate:
    return QDate.fromString(desk.reader.frame.day(), "yyyy-MM-dd")
