"""How the page of the forms is laid out: forms beside the pages, options above them; in a low window beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.flow import Flow
from app.ui.pages.reports.options import OptionsArea
from app.ui.parts import Button, ElidedLabel, button, button_for, card, label, row, tab_as_read
from app.ui.roomed import Layers

if TYPE_CHECKING:
    from app.ui.pages.reports.page import ReportsPage

LOW = 480
"""A page less high than this, in pixels, has no room for options above the pages."""
LEFT = 300
LEFT_NARROW = 236


class ReportsLayout(QObject):
    """Lays a page out once, and anew when the window becomes low or high again."""

    def __init__(self, page: ReportsPage) -> None:
        super().__init__(page)
        self._page = page
        self._low = False
        self.choices = OptionsArea(page.options)
        self.purpose = ElidedLabel("", "muted")
        self.front = QWidget()
        self._split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        self._split.addWidget(self._left())
        self._split.addWidget(self._right())
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([LEFT, 860])
        whole = QVBoxLayout(self.front)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.S)
        whole.addLayout(self._head())
        whole.addWidget(self._split, 1)
        self.layers = Layers(page)
        self.layers.addWidget(self.front)
        self._order_tabs()
        self.front.installEventFilter(self)

    def _head(self) -> Flow:
        """The title, what the form is for, what was made lately, and the rooms."""
        page = self._page
        title = label(page.title, "title")
        title.setMinimumHeight(theme.CONTROL_HEIGHT)
        self.purpose.setMinimumHeight(theme.CONTROL_HEIGHT)
        self.purpose.setMinimumWidth(90)
        flow = Flow(grows=self.purpose)
        for one in (title, self.purpose, button_for(page.again_action), page.lately_button):
            flow.addWidget(one)
        for act in page.door_actions:
            flow.addWidget(button_for(act))
        return flow

    def _left(self) -> QWidget:
        """The forms; in a low window the options in their place, by two buttons."""
        frame, inner = card(theme.S)
        self._tabs = QWidget()
        self._to_forms, self._to_options = self._tab("选表(&L)", 0), self._tab("选项(&O)", 1)
        tabs = row(self._to_forms, self._to_options, None)
        self._tabs.setLayout(tabs)
        self._tabs.hide()
        self._aside = QWidget()
        self._aside_layout = QVBoxLayout(self._aside)
        self._aside_layout.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._page.catalogue)
        self._stack.addWidget(self._aside)
        inner.addWidget(self._tabs)
        inner.addWidget(self._stack, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.S, 0)
        column.addWidget(frame)
        left.setMinimumWidth(210)
        return left

    def _tab(self, words: str, number: int) -> Button:
        made = button(words, lambda: self._turn_to(number), kind="toggle")
        made.setCheckable(True)
        return made  # type: ignore[return-value]  # `button` makes no other

    def _turn_to(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self._to_forms.setChecked(number == 0)
        self._to_options.setChecked(number == 1)

    def show_catalogue(self) -> None:
        """The forms, where options stand in their place."""
        self._turn_to(0)

    def _right(self) -> QWidget:
        page, right = self._page, QWidget()
        self._side = QVBoxLayout(right)
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.setSpacing(theme.S)
        self._bar, self._print = QWidget(), button_for(page.print_action, kind="primary")
        flow = Flow(
            self._bar, theme.XS
        )  # goes on below where the window is narrow: no button is ever out of sight
        flow.addWidget(self._print)
        for one in (page.save_button, *page.bar.widgets):
            flow.addWidget(one)
        self._side.addWidget(self.choices)
        self._side.addWidget(self._bar)
        self._side.addWidget(page.notice)
        self._side.addWidget(page.missing)
        pages = row(page.strip, page.pages, spacing=theme.XS)
        pages.setStretch(1, 1)
        self._side.addLayout(pages, 1)
        return right

    def _order_tabs(self) -> None:
        """From the search to the forms, to what is done with one, to its pages; its options come in between later."""
        page, bar = self._page, self._bar.layout()
        QWidget.setTabOrder(page.catalogue.search, page.forms)
        if bar is not None:
            tab_as_read(bar, page.strip, page.pages)
            QWidget.setTabOrder(page.forms, self._print)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the height of the page."""
        if event.type() == QEvent.Type.Resize:
            self._suit(low=self.front.height() < LOW)
        return False

    def _suit(self, *, low: bool) -> None:
        if low == self._low:
            return
        self._low = low
        self._tabs.setVisible(low)
        self._turn_to(0)
        self.choices.stand_aside(aside=low)
        if low:
            self._aside_layout.addWidget(self.choices)
        else:
            self._side.insertWidget(0, self.choices)
        self.choices.show()
        self._split.setSizes([LEFT_NARROW if low else LEFT, self._split.width()])
