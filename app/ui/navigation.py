"""The places of the window, on the left: only what exists is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.parts import button, dress, label

SHORT = 2
"""Letters of a name that are shown while there is little room: 委员, 备份."""


class Navigation(QWidget):
    """A column of places; the last one stands at the bottom. Up and Down move, Enter goes.

    Folded, it is as narrow as a name of two letters with its count; longer names are then said by the tooltip.
    """

    chosen = Signal(str)

    def __init__(self, places: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "navigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("导航")
        layout = QVBoxLayout(self)
        layout.setSpacing(3)
        self._brand = label("联格", "brand")
        layout.addWidget(self._brand)
        self._titles = dict(places)
        self._places: dict[str, QPushButton] = {}
        self._counts: dict[str, QLabel] = {}
        for number, (key, title) in enumerate(places, 1):
            if number == len(places):
                layout.addStretch(1)
            layout.addWidget(self._place(key, title, number))
        self._folded = True
        self.fold(narrow=False)

    def fold(self, *, narrow: bool) -> None:
        """Be as narrow as can be, or as wide as is pleasant."""
        if narrow == self._folded:
            return
        self._folded = narrow
        side, inside = (theme.XS, theme.S) if narrow else (10, 14)
        self.setFixedWidth(theme.NAVIGATION_FOLDED if narrow else theme.NAVIGATION_WIDTH)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(
                side, theme.M if narrow else theme.L, side, theme.XL if narrow else theme.S
            )  # a message of two lines over the status bar leaves the last place free
        self._brand.setContentsMargins(inside, 0, 0, theme.S)
        for key, place in self._places.items():
            place.setText(self._titles[key][:SHORT] if narrow else self._titles[key])
            dress(place, narrow="true" if narrow else "false")
            inner = place.layout()
            if inner is not None:
                inner.setContentsMargins(0, 0, theme.XS if narrow else theme.M, 0)

    def _place(self, key: str, title: str, number: int) -> QPushButton:
        place = button(title, lambda: self.chosen.emit(key), kind="place", hint=f"{title}（Ctrl+{number}）")
        place.setCheckable(True)
        inner = QHBoxLayout(place)
        count = label("", "muted")
        count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inner.addStretch(1)
        inner.addWidget(count)
        self._places[key] = place
        self._counts[key] = count
        return place

    def show_place(self, key: str) -> None:
        """Mark where we are."""
        for name, place in self._places.items():
            place.setChecked(name == key)

    def show_count(self, key: str, text: str) -> None:
        """Write a short count beside a place."""
        self._counts[key].setText(text)
        title = self._titles[key]
        self._places[key].setAccessibleName(f"{title}，{text}" if text else title)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between the places."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        places = list(self._places.values())
        here = next((n for n, place in enumerate(places) if place.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        places[(here + step) % len(places)].setFocus(Qt.FocusReason.TabFocusReason)
