"""Links to the lists that have the hits which this one has not: somebody who left is not entered a second time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.member_view import Asked
from app.ui import theme
from app.ui.parts import button, row

if TYPE_CHECKING:
    from app.office import Office
    from app.services.roster_search import Selection

MOST = 2
"""Lists that are named at once: 全部 and 已退出."""


class ElsewhereLine(QWidget):
    """A link for each; hidden while this list has all there is."""

    def __init__(self, look: Callable[[Asked], object]) -> None:
        super().__init__()
        self.setAccessibleName("别处的人")
        self._look = look
        self._asked: list[Asked] = []
        hint = "换到那一类里看，查找的字不变"
        self.links = [button("", partial(self._go, place), kind="link", hint=hint) for place in range(MOST)]
        line = row(*self.links)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.M)
        self.setLayout(line)
        self.hide()

    def follow(self, office: Office, asked: Asked, found: Selection) -> str:
        """Offer what `found` leaves out of what is asked; give it in words, empty when there is nothing."""
        others = office.roster_search.elsewhere(asked, found)
        self._asked = [one.asked for one in others]
        for place, link in enumerate(self.links):
            words = others[place].words if place < len(others) else ""
            link.setText(f"{words}：看看")
            link.setVisible(bool(words))
        self.setVisible(bool(others))
        return "，".join(one.words for one in others)

    def _go(self, place: int) -> None:
        self._look(self._asked[place])
