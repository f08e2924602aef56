"""The pages small, beside the preview: which page one looks at, and a click to another. Those in sight are drawn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui import theme
from app.ui.rows import NOWHERE, Index

SIDE = 76
"""Pixels of a page's longer side in the strip."""
WIDTH = 108
NUMBER = 18
FINER = 4
"""Pages are drawn so many times larger and then made small: rules stay grey hairs and letters a texture."""
Role = Qt.ItemDataRole


class _Pages(QAbstractListModel):
    """One row a page; a picture that is missing is asked for when it is painted."""

    wanted = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.sizes: Sequence[tuple[float, float]] = ()
        self.pictures: dict[int, QPixmap] = {}
        self.ratio = 1.0

    def show(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Have these pages."""
        self.beginResetModel()
        self.sizes = sizes
        self.pictures.clear()
        self.endResetModel()

    def take(self, number: int, picture: QPixmap) -> None:
        """Have a picture."""
        self.pictures[number] = picture
        at = self.index(number, 0)
        self.dataChanged.emit(at, at, [Role.DecorationRole])

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many pages."""
        return 0 if parent.isValid() else len(self.sizes)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """The page's number and its picture."""
        if role == Role.DisplayRole:
            return str(index.row() + 1)
        if role == Role.AccessibleTextRole:
            return f"第 {index.row() + 1} 页"
        if role == Role.DecorationRole:
            if index.row() not in self.pictures:
                self.wanted.emit(index.row())
            return self.pictures.get(index.row()) or blank(self.sizes[index.row()], self.ratio)
        return None


class _Small(QStyledItemDelegate):
    """Paints a page in the middle, its number below."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The same for every page."""
        return QSize(SIDE, SIDE + NUMBER + theme.S)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one page."""
        area, tokens = QRect(option.rect), theme.tokens()
        picture = index.data(Role.DecorationRole)
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(area, tokens.color("accent_soft"))
        size = picture.deviceIndependentSize().toSize()
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(area.adjusted(0, 0, 0, -NUMBER).center())
        painter.drawPixmap(place, picture)
        painter.setPen(tokens.color("accent" if chosen else "line"))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.setPen(tokens.color("accent" if chosen else "muted"))
        painter.setFont(theme.text_font(theme.SMALL_SIZE))
        below = QRect(area.left(), area.bottom() - NUMBER, area.width(), NUMBER)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))
        painter.restore()


class PageStrip(QListView):
    """Emits `wanted` (number, dpi) for a picture and `chosen` (number) when the clerk goes to a page."""

    wanted = Signal(int, int)
    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("各页缩略图")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedWidth(WIDTH)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_Small(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._pages = _Pages(self)
        self._waiting: list[int] = []
        self._following = False
        self.setModel(self._pages)
        self._pages.wanted.connect(self._want)
        self.selectionModel().currentChanged.connect(self._tell)

    def show_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Show these pages, sizes in pt."""
        self._waiting.clear()
        self._pages.ratio = self.devicePixelRatioF()
        self._following = True
        self._pages.show(sizes)
        self._following = False

    def follow(self, number: int) -> None:
        """Mark the page that is looked at."""
        if number != self.currentIndex().row() and number < len(self._pages.sizes):
            self._following = True
            self.setCurrentIndex(self._pages.index(number, 0))
            self._following = False

    def show_image(self, number: int, image: QImage) -> None:
        """Take a picture that was asked for, and ask for the next one that is still in sight."""
        if number in self._waiting:
            self._waiting.remove(number)
        if number < len(self._pages.sizes):
            self._pages.take(number, small(image, self._pages.ratio))
        self._waiting = [one for one in self._waiting if self._in_sight(one)]
        if self._waiting:
            self._ask(self._waiting[0])

    def has_image(self, number: int) -> bool:
        """Whether a page's picture is drawn."""
        return number in self._pages.pictures

    def _in_sight(self, number: int) -> bool:
        return self.visualRect(self._pages.index(number, 0)).intersects(self.viewport().rect())

    def _want(self, number: int) -> None:
        if number in self._waiting:
            return
        self._waiting.append(number)
        if len(self._waiting) == 1:
            self._ask(number)

    def _ask(self, number: int) -> None:
        longer = max(self._pages.sizes[number]) / 72
        self.wanted.emit(number, max(round(FINER * SIDE * self._pages.ratio / longer), 4))

    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not self._following and now.isValid():
            self.chosen.emit(now.row())


def blank(size: tuple[float, float], ratio: float) -> QPixmap:
    """A page of which nothing is drawn yet."""
    scale = SIDE * ratio / max(size)
    empty = QPixmap(max(int(size[0] * scale), 1), max(int(size[1] * scale), 1))
    empty.fill(Qt.GlobalColor.white)
    empty.setDevicePixelRatio(ratio)
    return empty


def small(image: QImage, ratio: float) -> QPixmap:
    """A picture of a page as large as the strip shows it."""
    side = round(SIDE * ratio)
    picture = QPixmap.fromImage(
        image.scaled(
            side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    )
    picture.setDevicePixelRatio(ratio)
    return picture
