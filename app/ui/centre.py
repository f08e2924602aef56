"""What stands in the window: the navigation, and beside it the top row, the line of another 届 and the page.

A window too narrow for all that (a small screen at 150 %) folds the navigation and gives its margins to the page.
"""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.navigation import Navigation

NARROW = 1050
"""A window less wide than this, in pixels, is narrow."""
LOW = 560
"""A window less high than this, in pixels, is low."""


class Centre(QWidget):
    """The window's own widget; it suits itself to the window's size."""

    def __init__(self, navigation: Navigation, top: QWidget, back: QWidget, ground: QScrollArea) -> None:
        super().__init__()
        self._navigation = navigation
        self._right = QVBoxLayout()
        for part in (top, back):
            self._right.addWidget(part)
        self._right.addWidget(ground, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(navigation)
        across.addLayout(self._right, 1)
        self._suit(narrow=False, low=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        super().resizeEvent(event)
        self._suit(narrow=event.size().width() < NARROW, low=event.size().height() < LOW)

    def _suit(self, *, narrow: bool, low: bool) -> None:
        self._navigation.fold(narrow=narrow)
        side = theme.M if narrow else theme.XL
        self._right.setContentsMargins(side, theme.S if low else 14, side, 6 if low else 10)
        self._right.setSpacing(theme.S if low else theme.S + 2)
