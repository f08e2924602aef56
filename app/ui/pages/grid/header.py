"""The head of the page: title, day, counts that open their lists, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import QDate, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFontMetrics, QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from app.ui import theme
from app.ui.pages.grid.colouring import CHOICES, LOAD, Colouring, Entry
from app.ui.pages.grid.county import ORPHAN, SUSPENDED, VACANT, County
from app.ui.pages.grid.inks import inks
from app.ui.pages.grid.table import ALL
from app.ui.parts import Yielding, button, button_for, dress, row, unmarked
from app.ui.searchline import SearchLine

PICTURE, TABLE = "图", "表"
SWATCH = 16


class GridHeader(QWidget):
    """Title, day and counts; signals say what is wanted."""

    day_chosen = Signal(str)
    """YYYY-MM-DD."""
    view_wanted = Signal(str)
    """A count was clicked: the list behind it."""

    def __init__(self, actions: tuple[QAction, ...], today: QDate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.day: QPushButton = button(
            "截至", self._open_calendar, kind="link", hint="看任何一天的网格；以前的日子只能查看"
        )
        self.counts = {view: self._count(view) for view in (ALL, ORPHAN, VACANT, SUSPENDED)}
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName("选择日期")
        self.calendar.setMaximumDate(today)
        self.calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        plain = QTextCharFormat()
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekday, plain)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.clicked.connect(self._choose_day)
        self.calendar.activated.connect(self._choose_day)
        self._popup = self._make_popup()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.XS)
        layout.addWidget(Yielding("五级网格", "title"))
        layout.addSpacing(theme.XS)
        layout.addWidget(self.day)
        for count in self.counts.values():
            layout.addWidget(count)
        layout.addStretch(1)
        for number, act in enumerate(actions):
            layout.addWidget(button_for(act, kind="primary" if number == len(actions) - 1 else ""))

    def show_county(self, county: County, day: str) -> None:
        """Write the day and the counts."""
        self.day.setText(f"截至 {day} ▾")
        self.day.setAccessibleName(f"截至 {day}，选择日期")
        orphans, vacant = sum(f.wrong for f in county.figures.values()), len(county.ids(VACANT))
        aside = len(county.ids(SUSPENDED))
        for view, text in (
            (ALL, f"{county.total} 人"), (ORPHAN, f"未分配 {orphans}"), (VACANT, f"上级空缺 {vacant}"), (SUSPENDED, f"暂停 {aside}"),
        ):  # fmt: skip
            self.counts[view].setText(text)
            self.counts[view].setAccessibleName(text)
            self.counts[view].setToolTip(unmarked(f"列出：{text}"))
        for view, number in ((ORPHAN, orphans), (VACANT, vacant)):
            dress(self.counts[view], tone="danger" if number else "")
        self.counts[SUSPENDED].setVisible(aside > 0)

    def _count(self, view: str) -> QPushButton:
        return button("", lambda: self.view_wanted.emit(view), kind="link")

    def _make_popup(self) -> QMenu:
        popup = QMenu(self)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(theme.S, theme.S, theme.S, theme.S)
        inner.addWidget(self.calendar)
        inner.addLayout(
            row(None, button("今天(&T)", lambda: self._choose_day(self._today), hint="回到今天的网格"))
        )
        act = QWidgetAction(popup)
        act.setDefaultWidget(holder)
        popup.addAction(act)
        return popup

    def _open_calendar(self) -> None:
        self._popup.popup(self.day.mapToGlobal(QPoint(0, self.day.height())))
        self.calendar.setFocus()

    def _choose_day(self, day: QDate) -> None:
        self._popup.hide()
        self.calendar.setSelectedDate(day)
        self.day_chosen.emit(day.toString("yyyy-MM-dd"))


class SecondRow(QWidget):
    """Below the head: picture or table, colours with their legend, finding somebody."""

    mode_chosen = Signal(str)
    colour_chosen = Signal(str)
    find_wanted = Signal(str)

    def __init__(self, settings: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        hints = ((PICTURE, "全县一张图（Ctrl+T 切换）"), (TABLE, "排成表，可排序、复制（Ctrl+T 切换）"))
        self._modes = {mode: self._mode(mode, hint) for mode, hint in hints}
        self.colour: QPushButton = button("着色", hint="按什么给各人着色")
        self.colour.setMenu(self._colours())
        self.legend = Legend()
        stay = self.legend.sizePolicy()
        stay.setRetainSizeWhenHidden(True)
        self.legend.setSizePolicy(stay)
        self.search = SearchLine(placeholderText="查找姓名（Ctrl+F）")
        self.search.setAccessibleName("在网格里查找")
        self.search.setToolTip("姓名、拼音首字母或委员编号；回车到下一个（Ctrl+F）")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(110)
        self.search.setMaximumWidth(170)
        self.search.returnPressed.connect(lambda: self.find_wanted.emit(self.search.text()))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.XS)
        for mode in self._modes.values():
            layout.addWidget(mode)
        layout.addSpacing(theme.S)
        layout.addWidget(self.colour)
        layout.addSpacing(theme.XS)
        layout.addWidget(self.legend, 3)
        layout.addWidget(self.search, 2)
        layout.addWidget(button_for(settings))
        self.show_mode(PICTURE)

    def show_mode(self, mode: str) -> None:
        """Press one of the two; colours belong to the picture."""
        for name, chip in self._modes.items():
            chip.setChecked(name == mode)
        self.colour.setVisible(mode == PICTURE)
        self.legend.setVisible(mode == PICTURE)

    def show_colours(self, colours: Colouring) -> None:
        """Write the legend."""
        self.colour.setText(f"着色：{colours.by} ▾")
        self.colour.setAccessibleName(f"着色：{colours.by}")
        for act in self.colour.menu().actions():
            act.setChecked(act.text() == colours.by)
        self.legend.show_entries(colours.legend)

    def _mode(self, mode: str, hint: str) -> QPushButton:
        chip = button(mode, lambda: self.mode_chosen.emit(mode), kind="chip", hint=hint)
        chip.setCheckable(True)
        chip.setAccessibleName(f"网格{mode}")
        return chip

    def _colours(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for choice in CHOICES:
            act = menu.addAction(choice)
            act.setCheckable(True)
            act.setChecked(choice == LOAD)
            group.addAction(act)
            act.triggered.connect(lambda _checked=False, choice=choice: self.colour_chosen.emit(choice))
        return menu


class Legend(QWidget):
    """Swatches with their words; what there is no room for is said in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        self.setMinimumWidth(40)
        self.setAccessibleName("图例")

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show what the colours mean."""
        self._entries = entries
        said = "，".join(f"{entry.word} {entry.count} 人" for entry in entries)
        self.setAccessibleDescription(said)
        self.setToolTip(unmarked(said))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the entries on one line or two; with their counts where there is room."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.text_font(12))
        counted = [f"{entry.word} {entry.count}" for entry in self._entries]
        placed = self._placed(counted, painter.fontMetrics())
        if placed is None:
            placed = self._placed([entry.word for entry in self._entries], painter.fontMetrics())
        for entry, (words, x, y, high) in zip(self._entries, placed or (), strict=False):
            self._paint_entry(painter, entry, words, QRect(x, y, self.width() - x, high))
        painter.end()

    def _placed(self, words: list[str], metrics: QFontMetrics) -> list[tuple[str, int, int, int]] | None:
        """Where each entry goes: words, left, top, height of the line; None when there is no room for all."""
        wide = [SWATCH + metrics.horizontalAdvance(text) for text in words]
        for lines in (1, 2):
            high, x, line = self.height() // lines, 0, 0
            found = []
            for text, width in zip(words, wide, strict=True):
                if x and x + width > self.width():
                    x, line = 0, line + 1
                found.append((text, x, line * high, high))
                x += width + theme.S
            if line < lines:
                return found
        return None

    def _paint_entry(self, painter: QPainter, entry: Entry, words: str, room: QRect) -> None:
        colours = inks()
        painter.setPen(colours.pen("danger" if entry.tone == "danger" else "line"))
        painter.setBrush(colours.ground(entry.tone))
        painter.drawRoundedRect(room.left(), room.center().y() - 5, 12, 12, 3, 3)
        painter.setPen(colours.tokens.color("muted"))
        painter.drawText(room.adjusted(SWATCH, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), words)
