"""The controls of the preview: smaller, larger, whole width, whole page, which page of how many, pages beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui import theme
from app.ui.pages.reports.pagestrip import PageStrip
from app.ui.pages.reports.pagesview import Fit, PagesView
from app.ui.parts import action, button, button_for, label, row

LONGEST = 6
"""Digits of a page's number."""


class PageNumber(QLineEdit):
    """The page on top; writing another goes there."""

    asked = Signal(int)
    """A page's number from 1."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(46)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setAccessibleName("看第几页")
        self.setToolTip("写页码，按回车到那一页")
        self._last = 0
        self.editingFinished.connect(self._ask)

    def show_page(self, number: int, last: int) -> None:
        """Say which page of how many is on top."""
        self._last = last
        self.setEnabled(bool(last))
        self.setText(str(number) if last else "")

    def _ask(self) -> None:
        written = self.text().strip()
        if written.isdecimal() and len(written) < LONGEST and self._last:
            self.asked.emit(min(max(int(written), 1), self._last))
        self.setModified(False)


class PageBar:
    """Makes the controls once and keeps them saying what the preview shows; `widgets` stand in the page's own row."""

    def __init__(self, owner: QWidget, pages: PagesView, strip: PageStrip) -> None:
        self._pages, self._strip = pages, strip
        self.smaller = button(
            "－", lambda: pages.step_zoom(-1), kind="toggle", hint="缩小（－，或按住 Ctrl 滚轮）"
        )
        self.larger = button(
            "＋", lambda: pages.step_zoom(1), kind="toggle", hint="放大（＋，或按住 Ctrl 滚轮）"
        )
        self.smaller.setAccessibleName("缩小")
        self.larger.setAccessibleName("放大")
        self.width_action = action(
            owner, "页宽(&D)", lambda: self._fit(Fit.WIDTH), hint="正好看到整个页宽（0）"
        )
        self.page_action = action(owner, "整页(&G)", lambda: self._fit(Fit.PAGE), hint="正好看到一整页")
        self.strip_action = action(
            owner, "缩略图(&T)", self._turn_strip, hint="旁边列出各页的缩略图，点哪页到哪页"
        )
        for act in (self.width_action, self.page_action, self.strip_action):
            act.setCheckable(True)
        self.number = PageNumber()
        self.where = label("", "muted")
        self.where.setMinimumHeight(theme.CONTROL_HEIGHT)
        self.number.asked.connect(lambda number: pages.go_to(number - 1))
        pages.moved.connect(self.follow)
        strip.chosen.connect(pages.go_to)
        strip.hide()
        self.follow(0)

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """In the order they are read."""
        shown: list[QWidget] = [self.smaller, self.larger]
        for act in (self.width_action, self.page_action, self.strip_action):
            one = button_for(act)
            one.setCheckable(True)
            one.setProperty("kind", "toggle")
            one.setChecked(act.isChecked())
            act.toggled.connect(one.setChecked)
            shown.append(one)
        together = QWidget()
        together.setLayout(row(self.number, self.where, spacing=theme.XS))
        return (*shown, together)

    def _fit(self, fit: Fit) -> None:
        self._pages.set_fit(fit)
        self.follow(self._pages.top_page)

    def _turn_strip(self) -> None:
        self.follow(self._pages.top_page)

    def follow(self, number: int) -> None:
        """Say which page is on top, of how many, and how large it is."""
        count, fit = self._pages.count, self._pages.fit
        self.number.show_page(number + 1, count)
        self.where.setText(f"/ {count} 页　{round(self._pages.zoom * 100)}%" if count else "")
        self.where.setAccessibleName(f"第 {number + 1} 页，共 {count} 页" if count else "")
        self.width_action.setChecked(fit is Fit.WIDTH)
        self.page_action.setChecked(fit is Fit.PAGE)
        self._strip.setVisible(bool(count) and self.strip_action.isChecked())
        self._strip.follow(number)
