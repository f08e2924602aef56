"""分配…: what an assignment would do, worked out beforehand; nothing changes until 确定."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QButtonGroup, QDateEdit, QDialog, QLabel, QRadioButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.domain.errors import LiangeError
from app.domain.liaison import CHINESE, shared
from app.ui import theme
from app.ui.desk import Desk
from app.ui.listview import ListView
from app.ui.parts import button, dress, label, row
from app.ui.rows import Column, RowModel

if TYPE_CHECKING:
    from app.office import Office
    from app.services.grid_view import Grid, LevelPlan, Plan

FIRST, FEWEST, AFRESH = "首次分配", "变动最少", "重新优化"
FORMAT = "yyyy-MM-dd"


@dataclass(frozen=True, slots=True)
class Level:
    """One tier of the plan: how many get a liaison, and how the liaisons are burdened."""

    tier: int
    name: str
    assigned: int
    unassigned: int
    loads: tuple[int, ...]
    objective: int

    @property
    def mean(self) -> str:
        """People per liaison, to one decimal."""
        return f"{float(Fraction(sum(self.loads), len(self.loads))):.1f}" if self.loads else "—"


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody who gets another liaison, or a first one."""

    name: str
    tier: int
    before: str
    after: str
    shared: str


class PlanDialog(QDialog):
    """Shows a plan for a day and a way of working; `carried_out` tells how many people it concerned."""

    carried_out = Signal(int)

    def __init__(self, desk: Desk, *, first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._plan: Plan | None = None
        self._asked = 0
        self._levels: dict[int, Level] = {}
        self._moves: dict[int, Move] = {}
        self.setWindowTitle("分配网格：先看结果，再确定")
        self.resize(820, 640)
        self.ways = self._make_ways(first)
        self.day = QDateEdit(QDate.fromString(desk.reader.frame.day(), FORMAT))
        self.day.setDisplayFormat(FORMAT)
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName("从哪一天起")
        self.day.setToolTip("新的联络关系从这一天起生效")
        self.summary: QLabel = label("正在计算……", wrap=True)
        self.levels: ListView[Level] = ListView(
            RowModel(_LEVELS, lambda ids: {i: self._levels[i] for i in ids}, self), "各级结果"
        )
        self.levels.setFixedHeight(theme.ROW_HEIGHT * 5 + 12)
        self.moves: ListView[Move] = ListView(
            RowModel(_MOVES, lambda ids: {i: self._moves[i] for i in ids}, self), "变动名单"
        )
        self.moves.empty_text = "没有人需要变动。"
        self.yes = button("确定(&Y)", self._carry_out, kind="primary", hint="照此写入，可以撤销")
        self.yes.setDefault(True)
        self.no = button("取消(&C)", self.reject, hint="什么都不改（Esc）")
        self._lay_out()
        self.day.dateChanged.connect(lambda _date: self.work_out())
        self.work_out()

    def _make_ways(self, first: bool) -> dict[str, QRadioButton]:
        hints = {
            FIRST: "给每个人配一名上级，共同点尽量多，负担尽量平均",
            FEWEST: "只给没有上级的人配上级，其余的人尽量不动",
            AFRESH: "不管现在的联络关系，全部从头计算；可能有很多人变动",
        }
        group = QButtonGroup(self)
        made = {}
        for way in (FIRST,) if first else (FEWEST, AFRESH):
            option = QRadioButton(f"{way}：{hints[way]}")
            option.setAccessibleName(way)
            group.addButton(option)
            made[way] = option
        next(iter(made.values())).setChecked(True)
        group.buttonClicked.connect(lambda _button: self.work_out())
        return made

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
        layout.setSpacing(theme.S)
        for option in self.ways.values():
            layout.addWidget(option)
        layout.addLayout(row(label("从"), self.day, label("起生效"), None))
        layout.addWidget(self.summary)
        layout.addWidget(self.levels)
        layout.addWidget(label("变动名单", "section"))
        layout.addWidget(self.moves, 1)
        layout.addLayout(row(None, self.no, self.yes))

    @property
    def plan(self) -> Plan | None:
        """The plan shown; None while it is being worked out or when it is impossible."""
        return self._plan

    @property
    def way(self) -> str:
        """Which way is chosen."""
        return next(name for name, option in self.ways.items() if option.isChecked())

    def work_out(self) -> None:
        """Ask the worker for the plan of this day and way."""
        self._asked += 1
        asked, day, afresh = self._asked, self.day.date().toString(FORMAT), self.way == AFRESH
        self._plan = None
        self.yes.setEnabled(False)
        self._say("正在计算……")

        def work(office: Office) -> Plan:
            return office.liaison.plan(day, reoptimise=afresh)

        self._desk.do(
            "计算分配方案",
            work,
            lambda plan: self._show(plan, asked),
            lambda error: self._refuse(error, asked),
        )

    def _show(self, plan: Plan, asked: int) -> None:
        if not isValid(self) or asked != self._asked:
            return
        self._plan = plan
        self._levels = {level.tier: level for level in levels(plan)}
        self._moves = dict(moves(plan))
        self.levels.show_ids(list(self._levels))
        self.moves.show_ids(list(self._moves))
        self._say(summary(plan))
        changed = len(plan.moved) + len(plan.added)
        self.yes.setEnabled(changed > 0 and not self._desk.read_only)
        self.yes.setText(f"确定：改动 {changed} 人(&Y)" if changed else "确定(&Y)")

    def _refuse(self, error: LiangeError, asked: int) -> None:
        if isValid(self) and asked == self._asked:
            self._levels, self._moves = {}, {}
            self.levels.show_ids([])
            self.moves.show_ids([])
            self._say(error.message, "danger")

    def _say(self, sentence: str, tone: str = "") -> None:
        self.summary.setText(sentence)
        self.summary.setAccessibleName(sentence)
        dress(self.summary, tone=tone)

    def _carry_out(self) -> None:
        plan = self._plan
        if plan is None:
            return
        self.yes.setEnabled(False)
        title = "重新优化网格" if self.way == AFRESH else "分配网格"
        changed = len(plan.moved) + len(plan.added)

        def done(_nothing: None) -> None:
            self._desk.say(f"{title}：{changed} 人，可以撤销。")
            if isValid(self):
                self.carried_out.emit(changed)
                self.accept()

        self._desk.do(
            title,
            lambda office: office.liaison.carry_out(plan, title),
            done,
            lambda error: self._refuse(error, self._asked),
        )


def summary(plan: Plan) -> str:
    """Say a plan in one sentence."""
    missing = sum(len(level.unassigned) for level in plan.levels)
    parts = [f"新配上级 {len(plan.added)} 人", f"改换上级 {len(plan.moved)} 人", f"不变 {plan.kept} 人"]
    if missing:
        parts.append(f"因上级空缺无法分配 {missing} 人")
    return "，".join(parts) + f"；自 {plan.day} 起。"


def levels(plan: Plan) -> Iterator[Level]:
    """The tiers of a plan as lines."""
    for level in plan.levels:
        name = plan.grid.scheme.tier(level.lower_tier).name
        loads = tuple(level.loads.values())
        yield Level(level.lower_tier, name, len(level.assign), len(level.unassigned), loads, level.objective)


def moves(plan: Plan) -> Iterator[tuple[int, Move]]:
    """Who gets another liaison first, then who gets a first one; from the top tier down."""
    before = plan.grid.upper_of
    changed = {**dict.fromkeys(plan.moved), **dict.fromkeys(plan.added)}
    for level in plan.levels:
        for lower in changed:
            if lower in level.assign:
                old = before.get(lower)
                yield lower, _move(plan.grid, level, lower, old.upper if old is not None else None)


def _move(grid: Grid, level: LevelPlan, lower: int, old: int | None) -> Move:
    after = level.assign[lower]
    upper = grid.members.get(after)
    common = shared(upper, grid.members[lower]) if upper is not None else ()
    return Move(
        grid.name(lower),
        level.lower_tier,
        grid.name(old) if old is not None else "（没有）",
        grid.name(after),
        "、".join(common) or "无",
    )


_LEVELS: Sequence[Column[Level]] = (
    Column("tier", "级别", lambda level: f"{CHINESE[level.tier]}级", 70),
    Column("name", "名称", lambda level: level.name, 130, stretch=True),
    Column("assigned", "已分配", lambda level: f"{level.assigned} 人", 90, right=True),
    Column(
        "unassigned",
        "未分配",
        lambda level: f"{level.unassigned} 人",
        90,
        right=True,
        tone=lambda level: "danger" if level.unassigned else "",
    ),
    Column(
        "min",
        "每人最少",
        lambda level: f"{min(level.loads)} 人" if level.loads else "—",
        90,
        right=True,
        hint="上一级的人，每人联系多少",
    ),
    Column("max", "最多", lambda level: f"{max(level.loads)} 人" if level.loads else "—", 70, right=True),
    Column("mean", "平均", lambda level: level.mean, 70, right=True),
    Column(
        "sum",
        "差异分",
        lambda level: str(level.objective),
        96,
        right=True,
        hint="各对差异分之和，加上人数平方乘负担权重；越低越合适",
    ),
)
_MOVES: Sequence[Column[Move]] = (
    Column("name", "姓名", lambda move: move.name, 150, bold=True),
    Column("tier", "级别", lambda move: f"{CHINESE[move.tier]}级", 66),
    Column("before", "原上级", lambda move: move.before, 130),
    Column("after", "新上级", lambda move: move.after, 130),
    Column("shared", "共同点", lambda move: move.shared, 150, stretch=True),
)
