"""The pages on top of each other; on a screen too small for the one in front, that one scrolls."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget


class PageStack(QStackedWidget):
    """As small as the page in front can be: those behind do not widen it."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _number: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """The least room of the page in front."""
        front = self.currentWidget()
        return front.minimumSizeHint() if front is not None else super().minimumSizeHint()


def with_scrollbars(stack: PageStack) -> QScrollArea:
    """Put the stack where it may be cut: bars appear only when the window is too small."""
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAccessibleName("本页")
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what stands on the page takes the keyboard
    area.setWidget(stack)
    area.viewport().setAutoFillBackground(False)
    stack.setAutoFillBackground(False)
    return area
