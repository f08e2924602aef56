"""首页: the office's figures and what wants doing today; every line opens the list it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.bars import Bars
from app.ui.desk import Desk, Target
from app.ui.page import Page
from app.ui.parts import ElidedLabel, button, card, clear, column, label, row, scrolled, unmarked

if TYPE_CHECKING:
    from app.db.registry import PastOperation
    from app.office import Office
    from app.services.home import Figure, Line

TONES = {
    "逾期": "danger", "待定": "danger", "备份": "warning", "缺项": "accent", "空缺": "warning", "未分配": "warning", "待审查": "accent",
    "待交办": "accent", "开始": "good",
}  # fmt: skip
MOST_UNITS = 14
LOW, LINES_IN_SIGHT = 480, 5
"""In a page less high than this, in pixels, so many things to be done are in sight at least."""
SHOWN_OPERATIONS = 5
NOTHING = "今天没有要办的事。"
TO_DO, LEFT_OPEN = "今天要办", "这一届留下的"
NOTHING_LEFT = "这一届没有留下要办的事。"


@dataclass(frozen=True, slots=True)
class Now:
    """What the page shows; `units` are (name, replied, as lead) of the units with most proposals."""

    figures: list[Figure]
    lines: list[Line]
    units: list[tuple[str, int, int]]
    past: list[PastOperation]


def read_home(office: Office) -> Now:
    """Read it all."""
    units = office.register.stats().by_unit if office.frame.latest_plenary() else {}
    busy = [(name, part.replied, part.lead) for name, part in units.items() if part.lead][:MOST_UNITS]
    return Now(office.home.figures(), office.home.lines(), busy, office.past.operations(SHOWN_OPERATIONS))


class FigureCard(QFrame):
    """One big figure; a click or Enter opens the list behind it."""

    def __init__(self, figure: Figure, desk: Desk) -> None:
        super().__init__()
        self._figure = figure
        self._desk = desk
        self.setProperty("role", "card")
        self.setAccessibleName(f"{figure.label} {figure.value}，{figure.note}")
        self.setToolTip(unmarked(f"打开{figure.label}的名单"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        layout.setSpacing(theme.S)
        for text, role in ((figure.label, "muted"), (figure.value, "figure"), (figure.note, "muted")):
            layout.addWidget(label(text, role))

    def open(self) -> None:
        """Open the list behind the figure."""
        figure = self._figure
        self._desk.go(figure.target, Target(ids=figure.ids, title=figure.label) if figure.ids else Target())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """So do Enter and the space bar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open()
        else:
            super().keyPressEvent(event)


class HomePage(Page):
    """The first page of the day."""

    key = "home"
    title = "首页"
    manual = "start#首页"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.heading = label("", "title")
        self.date = label("", "muted")
        self.cards = QHBoxLayout()
        self.cards.setContentsMargins(0, 0, 0, 0)
        self.cards.setSpacing(theme.M)
        self._card_row = QWidget()
        self._card_row.setLayout(self.cards)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(theme.S)
        self.lines.setContentsMargins(0, 0, 0, 0)
        frame, inner = card()
        self.lines_title = label(TO_DO, "card-title")
        inner.addWidget(self.lines_title)
        holder = QWidget()
        holder.setLayout(self.lines)
        self._to_do = scrolled(holder, "今天要办", by_keys=False)
        inner.addWidget(self._to_do, 1)
        self.side = QVBoxLayout()
        self.side.setSpacing(theme.S)
        self.history = QVBoxLayout()
        self.history.setSpacing(theme.XS)
        past, past_inner = card()
        past_inner.addWidget(label("最近的操作", "card-title"))
        past_inner.addLayout(self.history)
        side, side_inner = card()
        self.side_card = side
        side_inner.addWidget(label("提案办理进度（已答复 / 主办）", "card-title"))
        self.side.setContentsMargins(0, 0, 0, 0)
        self.side.setAlignment(Qt.AlignmentFlag.AlignTop)
        bars = QWidget()
        bars.setLayout(self.side)
        side_inner.addWidget(scrolled(bars, "提案办理进度"), 1)
        whole = QWidget()
        self._low = False
        self._whole = layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.M)
        layout.addLayout(column(self.heading, self.date, spacing=2))
        layout.addWidget(self._card_row)
        left = column(frame, past, spacing=theme.M)
        left.setStretch(0, 1)
        below = row(left, side, spacing=theme.M)
        below.setStretch(0, 3)
        below.setStretch(1, 2)
        layout.addLayout(below, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(whole, self.title, by_keys=False))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window what is to be done stands first, and so much of it is in sight that the page scrolls."""
        super().resizeEvent(event)
        low = event.size().height() < LOW
        if low != self._low:
            self._low = low
            self._whole.removeWidget(self._card_row)
            self._whole.insertWidget(2 if low else 1, self._card_row)
            self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        lines = min(max(self.lines.count() - 1, 0), LINES_IN_SIGHT) if self._low else 0
        self._to_do.setMinimumHeight(lines * (theme.CONTROL_HEIGHT + theme.S))

    def reload(self) -> None:
        """Work everything out on the worker; the first time it also reads the desks' libraries."""
        self.desk.do("看今天要办的事", read_home, self._show, quiet=True)
        self.date.setVisible(not self.desk.reader.frame.looks_back)
        today = self.desk.reader.today()
        weekday = QLocale(QLocale.Language.Chinese).dayName(today.isoweekday())
        self.date.setText(f"{today.year}年{today.month}月{today.day}日 {weekday}")

    def _show(self, now: Now) -> None:
        self._show_figures(now.figures)
        self._show_lines(now.lines)
        clear(self.side)
        self.side_card.setVisible(bool(now.units))
        if now.units:
            self.side.addWidget(Bars(now.units))
        self._show_history(now.past)

    def _show_figures(self, figures: list[Figure]) -> None:
        clear(self.cards)
        for figure in figures:
            self.cards.addWidget(FigureCard(figure, self.desk), 1)

    def _show_lines(self, lines: list[Line]) -> None:
        focus = QApplication.focusWidget()
        ours = self.isVisible() and (focus is None or self.isAncestorOf(focus))
        clear(self.lines)
        back = self.desk.reader.frame.looks_back
        self.heading.setText(self._past_heading() if back else self._today_heading(len(lines)))
        self.lines_title.setText(LEFT_OPEN if back else TO_DO)
        made = [self._line(line) for line in lines]
        for holder, _act in made:
            self.lines.addWidget(holder)
        if made and ours:
            act = made[0][1]
            QTimer.singleShot(0, act, act.setFocus)  # it is shown only when the layout has taken it
        if not lines:
            self.lines.addWidget(label(NOTHING_LEFT if back else NOTHING, "muted"))
        self.lines.addStretch(1)
        self._keep_in_sight()

    def _line(self, line: Line) -> tuple[QWidget, QPushButton]:
        word = label(line.word, "badge", tone="danger" if line.serious else TONES.get(line.word, ""))
        word.setFixedWidth(64)
        text = ElidedLabel(line.text)
        does = "查看" if self.desk.reader.frame.looks_back else "处理"
        act = button(does, lambda: self.open_line(line), hint=line.text)
        act.setAccessibleName(f"{does}：{line.text}")
        across = row(word, text, act, spacing=theme.M)
        across.setStretch(1, 1)
        holder = QWidget()
        holder.setLayout(across)
        return holder, act

    def open_line(self, line: Line) -> None:
        """Open the list that a line counts."""
        self.desk.go(
            line.target,
            Target(ids=line.ids, title=line.text.removeprefix(f"{len(line.ids)} ")) if line.ids else Target(),
        )

    def _show_history(self, past: list[PastOperation]) -> None:
        clear(self.history)
        for operation in past:
            said = f"{operation.label}（已撤销）" if operation.undone else operation.label
            line = ElidedLabel({"undo": f"撤销：{said}", "redo": f"重做：{said}"}.get(operation.kind, said))
            when = label(operation.at[5:16], "muted")
            when.setFixedWidth(84)
            self.history.addLayout(row(when, line))

    def _today_heading(self, count: int) -> str:
        return f"{self._greeting()}，今天有 {count} 件事要办" if count else f"{self._greeting()}，{NOTHING}"

    def _past_heading(self) -> str:
        """Of another 届 nothing is to be done today."""
        frame = self.desk.reader.frame
        return f"{frame.term().name}，{frame.day()} 的情况"

    def _greeting(self) -> str:
        hour = self.desk.reader.data.clock().hour
        return "上午好" if hour < 12 else "下午好" if hour < 18 else "晚上好"
