"""A line above the pages that says what stands in the way and offers what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui import theme
from app.ui.parts import button, clear, dress, label, scrolled

MOST_HEIGHT = 96
"""Pixels: a longer sentence scrolls, the pages stay in sight."""


class Notice(QFrame):
    """Hidden while there is nothing to say; `offers` are buttons with their words, hint and what they do."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("role", "message")
        self.setAccessibleName(name)
        self.text = label("", wrap=True)
        self._area = scrolled(self.text, name)
        self._area.setMaximumHeight(MOST_HEIGHT)
        self._buttons = QHBoxLayout()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.M, theme.XS, theme.S, theme.XS)
        layout.addWidget(self._area, 1)
        layout.addLayout(self._buttons)
        self.hide()

    def tell(
        self, sentence: str, tone: str, offers: Sequence[tuple[str, str, Callable[[], object]]] = ()
    ) -> None:
        """Say this; nothing to say takes the line away."""
        clear(self._buttons)
        self.text.setText(sentence)
        self.text.setAccessibleName(sentence)
        for words, hint, do in offers:
            self._buttons.addWidget(button(words, do, hint=hint))
        dress(self, tone=tone)
        self.setVisible(bool(sentence))
        self.fit()

    @property
    def offers(self) -> list[QWidget]:
        """The buttons."""
        items = (self._buttons.itemAt(place) for place in range(self._buttons.count()))
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]

    def fit(self) -> None:
        """As high as the sentence at this width, up to the most."""
        wide = max(self.width() - self._buttons.sizeHint().width() - 3 * theme.M, 80)
        self._area.setFixedHeight(max(min(self.text.heightForWidth(wide), MOST_HEIGHT), theme.CONTROL_HEIGHT))

    def resizeEvent(self, event: object) -> None:
        """Another width."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.fit()

    def minimumSizeHint(self) -> QSize:
        """It may be narrow."""
        return QSize(100, super().minimumSizeHint().height())
