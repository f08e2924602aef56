"""A row that goes on below when it is full: chips are never squeezed, whatever the window's width."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from app.ui import theme


class Flow(QLayout):
    """Widgets in reading order, each at its own size; the one that grows may be smaller, and fills its line."""

    def __init__(
        self, parent: QWidget | None = None, spacing: int = theme.S, *, grows: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._grows = grows
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def insert(self, place: int, widget: QWidget) -> None:
        """Put a widget at a place among the others."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())
        self.invalidate()

    # -- what Qt asks ------------------------------------------------------------------------------------------

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more, at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One by its place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give one away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """A narrow one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high it is at a width."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Move everything to its place."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """One line, if there is room."""
        wide = sum(item.sizeHint().width() + self.spacing() for item in self._seen())
        return QSize(wide - self.spacing(), self.minimumSize().height())

    def minimumSize(self) -> QSize:
        """The largest of them."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(self._least(item))
        return size

    def _seen(self) -> Iterator[QLayoutItem]:
        for item in self._items:
            widget = item.widget()
            if widget is None or not widget.isHidden():
                yield item

    def _least(self, item: QLayoutItem) -> QSize:
        """What an item asks for."""
        if item.widget() is not self._grows or self._grows is None:
            return item.sizeHint()
        return QSize(item.minimumSize().width(), item.sizeHint().height())

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """What stands on each line."""
        lines: list[list[QLayoutItem]] = []
        left = width
        for item in self._seen():
            least = self._least(item).width()
            if not lines or least > left:
                lines.append([])
                left = width
            lines[-1].append(item)
            left -= least + self.spacing()
        return lines

    def _sizes(self, line: list[QLayoutItem], width: int) -> list[QSize]:
        """How large each of a line is: what grows has the room that is left, and is as high as its words need there."""
        sizes = [self._least(item) for item in line]
        spare = width - sum(size.width() + self.spacing() for size in sizes) + self.spacing()
        for item, size in zip(line, sizes, strict=True):
            if self._grows is not None and item.widget() is self._grows:
                size.setWidth(size.width() + max(spare, 0))
                if item.hasHeightForWidth():
                    size.setHeight(item.heightForWidth(size.width()))
        return sizes

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Set the lines; returns how high they are."""
        top = rect.y()
        for line in self._lines(rect.width()):
            sizes = self._sizes(line, rect.width())
            high, left = max(size.height() for size in sizes), rect.x()
            for item, size in zip(line, sizes, strict=True):
                if move:
                    item.setGeometry(QRect(QPoint(left, top + (high - size.height()) // 2), size))
                left += size.width() + self.spacing()
            top += high + self.spacing()
        return max(top - self.spacing() - rect.y(), 0)
