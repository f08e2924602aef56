"""The pages on top of each other; on a screen too small for the one in front, that one scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedWidget, QWidget

MARGIN = 24
"""Pixels that stay visible around what has the keyboard."""


class PageStack(QStackedWidget):
    """As small as the page in front can be: those behind do not widen it."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _number: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """The least room of the page in front."""
        front = self.currentWidget()
        return front.minimumSizeHint() if front is not None else super().minimumSizeHint()


class _Holder(QWidget):
    """Holds the stack in the scroll area, which asks for a layout's liking where only its least is to be kept."""

    def __init__(self, stack: PageStack) -> None:
        super().__init__()
        self._stack = stack
        stack.setParent(self)

    def minimumSizeHint(self) -> QSize:
        """The page's."""
        return self._stack.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All of it is the page's."""
        super().resizeEvent(event)
        self._stack.resize(event.size())
        self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """The page wants another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)


class _Ground(QScrollArea):
    """Shows what has the keyboard, when not everything can be shown."""

    def __init__(self) -> None:
        super().__init__(widgetResizable=True)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    @Slot(QWidget, QWidget)
    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        pages = self.widget()
        cut = max(self.horizontalScrollBar().maximum(), self.verticalScrollBar().maximum()) > 0
        if (
            pages is not None
            and cut
            and now is not None
            and pages.isAncestorOf(now)
            and now.width() < self.viewport().width()
        ):
            at = QRect(now.mapTo(pages, QPoint(0, 0)), now.size())
            for corner in (
                at.bottomRight(),
                at.topLeft(),
            ):  # Qt's own way shows no more of a field than its cursor
                self.ensureVisible(corner.x(), corner.y(), MARGIN, MARGIN)


def with_scrollbars(stack: PageStack) -> QScrollArea:
    """Put the stack where it may be cut: bars appear only when the window is too small."""
    area = _Ground()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAccessibleName("本页")
    area.setObjectName("ground")
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what stands on the page takes the keyboard
    holder = _Holder(stack)
    area.setWidget(holder)
    area.viewport().setAutoFillBackground(False)
    holder.setAutoFillBackground(False)
    stack.setAutoFillBackground(False)
    return area
