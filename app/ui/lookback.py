"""Looking at another 届: every page shows it as of its last day, nothing may be changed, one click leads back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.ui import theme
from app.ui.desk import Desk, Target
from app.ui.parts import button, dress, label, plain

if TYPE_CHECKING:
    from app.ui.window import MainWindow


class LookBack(QFrame):
    """The line below the top row that says which 届 is looked at; hidden while it is the current one."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self.setProperty("role", "message")
        self.setAccessibleName("正在看的届次")
        self.text = label("")
        self.back = button("", lambda: self.look_at(""), kind="link", hint="回到现在的届次")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.M, theme.XS, theme.S, theme.XS)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.back)
        dress(self, tone="warning")
        self.hide()

    def look_at(self, term: str) -> None:
        """Show this 届, by id or name, on every page (empty: the current one); half-written forms are asked about first."""
        desk, page = self._window.desk, self._window.current_page
        if desk is None or term == desk.term or not self._window.may_leave():
            return
        self._window.message.hide()
        key, target = (page.key, page.here()) if page is not None else ("home", Target())
        self._window.renew_pages()
        desk.look_at(term)
        self._window.go(key, target)
        self._window.show_frame()

    def show_desk(self, desk: Desk) -> None:
        """Say which 届 is looked at, and that it may only be looked at."""
        self.setVisible(bool(desk.term))
        if not desk.term:
            return
        frame = desk.reader.frame
        term, current = frame.term(), frame.current_term()
        over = bool(term.ends) and term.ends < frame.today().isoformat()
        state = "已届满" if over else f"到 {term.ends} 届满" if term.ends else "不是现在的届次"
        state += f"，截至 {frame.day()}"
        self.text.setText(f"正在看{term.name}（{state}，只看）")
        self.back.setText(f"回到{current.name}(&Z)")
        self.back.setAccessibleName(plain(self.back.text()))

    def follow(self, tables: frozenset[str]) -> None:
        """After an undo the 届 that is looked at may be the current one again, or gone."""
        desk = self._window.desk
        if desk is None or not desk.term or not tables & {"terms", "settings"}:
            return
        frame = desk.reader.frame
        current = frame.current_term()
        others = [one for one in frame.terms() if one != current]
        if not any(desk.term in (one.name, str(one.id)) for one in others):
            self.look_at("")
