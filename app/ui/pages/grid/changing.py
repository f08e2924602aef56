"""Every change of the grid that the page offers: shown beforehand, written by the worker, told afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from app.domain.member import Member
from app.domain.pinyin import initials
from app.ui.desk import Desk
from app.ui.pages.grid import placing
from app.ui.pages.grid.choosing import UpperChooser
from app.ui.pages.grid.county import SUSPENDED, County
from app.ui.pages.grid.plandialog import PlanDialog
from app.ui.pages.grid.reading import Reading
from app.ui.pages.grid.settings import SchemeSheet
from app.ui.pages.grid.strip import PlacingStrip

if TYPE_CHECKING:
    from app.domain.assignment import Problem
    from app.office import Office

TITLE_BAR = 36
"""What a window's frame takes of the screen's height at most."""


class GridChanges:
    """The verbs of the page. `editable` says whether anything may be changed now; dialogs open over `window`."""

    def __init__(
        self, desk: Desk, reading: Reading, strip: PlacingStrip, editable: Callable[[], bool], window: QWidget
    ) -> None:
        self._desk = desk
        self._reading = reading
        self._strip = strip
        self._editable = editable
        self._window = window

    def _county(self) -> County | None:
        """What is shown, when it may be changed."""
        return self._reading.county if self._editable() else None

    def placeable(self, identity: int) -> bool:
        """Whether this person can have another liaison now."""
        county = self._county()
        if county is None or county.member(identity) is None:
            return False
        figure = county.figures[identity]
        return figure.tier > 1 and figure.state != SUSPENDED

    # -- one person --------------------------------------------------------------------------------------------

    def refusals(self, lower: int) -> Mapping[int, str] | None:
        """Why each other person cannot take this one; None when they cannot be carried (yet)."""
        county = self._county()
        if county is None or not self.placeable(lower):
            return None
        tier = county.figures[lower].tier
        self._reading.with_problem(tier, lambda _problem: None)
        problem = self._reading.problem(tier)
        if problem is None:
            self._desk.say("正在计算各人的差异分，请稍后再拖一次。", "")
        return placing.refusals(county, problem, lower) if problem is not None else None

    def ask_place(self, lower: int, upper: int) -> None:
        """Show what putting `lower` with `upper` would change; nothing changes before 确定."""
        county = self._county()
        if county is None or not self.placeable(lower):
            return

        def ask(problem: Problem[int]) -> None:
            able = placing.refusals(county, problem, lower)
            if why := able.get(upper, "这个人不能联系"):
                self._desk.say(f"{why}。", "warning")
            else:
                self._strip.ask(county, placing.placing(county, problem, lower, upper))

        self._reading.with_problem(county.figures[lower].tier, ask)

    def place(self, lower: int, upper: int) -> None:
        """Put one person with a liaison from today on, and keep it so."""
        told = f"已改由 {self._name(upper)} 联系，可以撤销"
        self._change(lower, "指定上级", lambda office, member: office.liaison.place(member, upper), told)

    def choose_upper(self, lower: int, *, avoiding: bool) -> None:
        """Choose a liaison for one person from a list, to have (指定) or not to have (回避)."""
        county = self._county()
        if county is None or not self.placeable(lower):
            return

        def open_list(problem: Problem[int]) -> None:
            able = placing.offers(county, problem, lower)
            dialog = UpperChooser(county, lower, able, initials, avoiding=avoiding, parent=self._window)
            dialog.chosen.connect(
                lambda upper: self.avoid(lower, upper) if avoiding else self.place(lower, upper)
            )
            _open(dialog)

        self._reading.with_problem(county.figures[lower].tier, open_list)

    def avoid(self, lower: int, upper: int) -> None:
        """Lay down that `upper` must not liaise `lower`."""
        told = f"已设为不由 {self._name(upper)} 联系，下次分配时生效"
        self._change(lower, "回避", lambda office, member: office.liaison.forbid(member, upper), told)

    def unpin(self, lower: int) -> None:
        """Take a 指定 back."""
        self._change(
            lower,
            "取消指定",
            lambda office, member: office.liaison.unpin(member),
            "已取消指定，下次分配时可以变动",
        )

    def unavoid(self, lower: int) -> None:
        """Take every 回避 of a person back."""
        self._change(
            lower,
            "取消回避",
            lambda office, member: office.liaison.unforbid(member),
            "已取消回避，下次分配时生效",
        )

    def _change(self, lower: int, label: str, verb: Callable[[Office, Member], None], told: str) -> None:
        county = self._county()
        member = county.member(lower) if county is not None else None
        if member is not None:
            self._desk.do(
                label,
                lambda office: verb(office, member),
                lambda _none: self._desk.say(f"{member.name}：{told}。"),
            )

    def _name(self, identity: int) -> str:
        return self._reading.county.grid.name(identity) if self._reading.county is not None else ""

    # -- the whole ---------------------------------------------------------------------------------------------

    def assign(self) -> None:
        """Show what an assignment would do."""
        county = self._county()
        if county is not None:
            _open(PlanDialog(self._desk, first=not county.grid.pairs, parent=self._window))

    def open_settings(self) -> None:
        """The rules of the grid."""
        county = self._county()
        if county is not None:
            _open(SchemeSheet(self._desk, county.grid.scheme, county.grid.guests, parent=self._window))

    def lay_down_top(self, top: str) -> None:
        """Answer who is tier 1."""
        county = self._county()
        if county is None:
            return
        scheme = replace(county.grid.scheme, top=top)
        told = f"一级为{top}。"
        self._desk.do(
            "网格设置",
            lambda office: office.liaison.save_scheme(scheme, told[:-1]),
            lambda _none: self._desk.say(told),
        )


def _open(dialog: QDialog) -> None:
    """Open over the window, never taller than the screen, and let go of it when it closes."""
    room = dialog.screen().availableSize() - QSize(0, TITLE_BAR)
    dialog.resize(dialog.size().boundedTo(room))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
