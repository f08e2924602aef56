"""What a change would bring about, below each other, each line opening the people or proposals behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.errors import LiangeError
from app.ui import theme
from app.ui.desk import Desk, Target
from app.ui.parts import button, clear, label, scrolled

if TYPE_CHECKING:
    from app.domain.consequence import Consequence

NONE = "对网格、小组、名额和人数没有影响。"
WAIT_MS = 150
NARROWEST = 300
TONES = {"网格": "warning", "职务": "warning", "提案": "warning", "代码表": "warning", "同名": "warning"}


class Effects(QWidget):
    """Asks `source` a moment after `ask`, and shows its answer; `height` bounds it, what is longer scrolls.

    `when` names the deed that brings it all about.
    """

    def __init__(
        self,
        desk: Desk,
        source: Callable[[], Sequence[Consequence] | None],
        height: int = 0,
        *,
        when: str = "保存后",
    ) -> None:
        super().__init__()
        self.setAccessibleName(f"{when}的影响")
        self._desk = desk
        self._source = source
        self._limit = height
        self.found: tuple[Consequence, ...] = ()
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self.show_now)
        self._lines = QGridLayout()
        self._lines.setContentsMargins(0, 0, theme.S, 0)
        self._lines.setHorizontalSpacing(theme.S)
        self._lines.setVerticalSpacing(theme.XS)
        self._lines.setColumnStretch(1, 1)
        self._holder = QWidget()
        self._holder.setLayout(self._lines)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.XS)
        layout.addWidget(label(when, "muted"))
        self._area = scrolled(self._holder, f"{when}的影响") if height else None
        layout.addWidget(self._area or self._holder)

    def ask(self) -> None:
        """Work it out anew a moment after the last change."""
        self._wait.start()

    def show_now(self) -> None:
        """Work it out anew; nothing is shown while what is written makes no sense."""
        self._wait.stop()
        try:
            found = self._source()
        except LiangeError as error:
            self._show((), error.message)
            return
        if found is None:
            self._show((), "")
        else:
            self._show(tuple(found), NONE)

    def _show(self, found: tuple[Consequence, ...], otherwise: str) -> None:
        self.found = found
        clear(self._lines)
        for line, one in enumerate(found):
            kind = label(one.kind, "badge", tone=TONES.get(one.kind, ""))
            self._lines.addWidget(kind, line, 0, Qt.AlignmentFlag.AlignTop)
            self._lines.addWidget(label(one.message, wrap=True), line, 1)
            if one.ids:
                self._lines.addWidget(self._link(one), line, 2, Qt.AlignmentFlag.AlignTop)
        if not found and otherwise:
            self._lines.addWidget(label(otherwise, "muted", wrap=True), 0, 0, 1, 3)
        self.setVisible(bool(found or otherwise))
        if self._area is not None:
            for widget in self._holder.findChildren(QWidget):
                widget.ensurePolished()  # until then they say another height
            wide = max(self._area.viewport().width(), NARROWEST)
            wanted = max(self._lines.totalHeightForWidth(wide), len(found) * theme.ROW_HEIGHT)
            self._area.setFixedHeight(min(max(wanted, theme.ROW_HEIGHT), self._limit))

    def _link(self, one: Consequence) -> QWidget:
        what = "件提案" if one.page == "proposals" else "人"
        hint = f"在{'提案' if one.page == 'proposals' else '名册'}里列出这 {len(one.ids)} {what}"
        title = f"{one.kind}影响"
        made = button(
            f"{len(one.ids)} {what}",
            lambda: self._desk.go(one.page, Target(ids=one.ids, title=title)),
            kind="link",
            hint=hint,
        )
        made.setAccessibleName(f"{one.kind}：{hint}")
        return made
