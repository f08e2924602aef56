"""Pages below each other as they will be printed; only those on screen are drawn, a few are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.ui import theme

GAP = 16
KEPT = 10
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0)
PX_PER_PT = 96 / 72


class PagesView(QAbstractScrollArea):
    """Asks for page images by number and paints them."""

    wanted = Signal(int, int)
    """A page's number from 0 and the dpi it should be drawn at."""
    moved = Signal(int)
    """The number of the page on top."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("打印预览")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self._sizes: Sequence[tuple[float, float]] = ()
        self._images: OrderedDict[int, QImage] = OrderedDict()
        self._asked: set[int] = set()
        self._zoom = 0.8
        self.empty_text = ""
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.moved.emit(self.top_page))

    @property
    def zoom(self) -> float:
        """1.0 is the paper's own size."""
        return self._zoom

    @property
    def dpi(self) -> int:
        """Dots of an image per inch of paper, for this screen."""
        return round(96 * self._zoom * self.devicePixelRatioF())

    @property
    def top_page(self) -> int:
        """The page that fills the upper part of the view."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        return next(
            (n for n, place in enumerate(self._places()) if place.bottom() >= middle),
            max(len(self._sizes) - 1, 0),
        )

    def show_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Show pages of these sizes in pt; their images are asked for as they come into sight."""
        self._sizes = sizes
        widest = max((width for width, _ in sizes), default=0) * PX_PER_PT
        room = self.width() - 2 * GAP - self.verticalScrollBar().sizeHint().width()
        if widest and room > 0:
            self._zoom = min(self._zoom, max(room / widest, ZOOMS[0]))
        self._forget()
        self.verticalScrollBar().setValue(0)
        self._measure()
        self.moved.emit(self.top_page)

    def show_image(self, number: int, dpi: int, image: QImage) -> None:
        """Take an image that was asked for; one for another zoom is too late."""
        if dpi != self.dpi or number >= len(self._sizes):
            return
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._images[number] = image
        while len(self._images) > KEPT:
            gone, _ = self._images.popitem(last=False)
            self._asked.discard(gone)
        self.viewport().update()

    def has_image(self, number: int) -> bool:
        """Whether a page is drawn."""
        return number in self._images

    def set_zoom(self, zoom: float) -> None:
        """Show the paper at another size."""
        self._zoom = min(max(zoom, ZOOMS[0]), ZOOMS[-1])
        self._forget()
        self._measure()

    def step_zoom(self, step: int) -> None:
        """One size up or down."""
        near = min(range(len(ZOOMS)), key=lambda n: abs(ZOOMS[n] - self._zoom))
        self.set_zoom(ZOOMS[min(max(near + step, 0), len(ZOOMS) - 1)])

    # -- geometry ----------------------------------------------------------------------------------------------

    def _page_size(self, number: int) -> QSize:
        width, height = self._sizes[number]
        scale = PX_PER_PT * self._zoom
        return QSize(round(width * scale), round(height * scale))

    def _places(self) -> list[QRect]:
        places, top = [], GAP
        for number in range(len(self._sizes)):
            size = self._page_size(number)
            left = max((self.viewport().width() - size.width()) // 2, GAP)
            places.append(QRect(left, top, size.width(), size.height()))
            top += size.height() + GAP
        return places

    def _measure(self) -> None:
        places = self._places()
        high = places[-1].bottom() + GAP if places else 0
        wide = max((place.width() for place in places), default=0) + 2 * GAP
        self.verticalScrollBar().setRange(0, max(high - self.viewport().height(), 0))
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.verticalScrollBar().setSingleStep(48)
        self.horizontalScrollBar().setRange(0, max(wide - self.viewport().width(), 0))
        self.horizontalScrollBar().setPageStep(self.viewport().width())
        self.viewport().update()

    def _forget(self) -> None:
        self._images.clear()
        self._asked.clear()

    # -- events ------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other room, other places."""
        super().resizeEvent(event)
        self._measure()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """+ and − zoom, Home and End go to the ends."""
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.step_zoom(1)
            case Qt.Key.Key_Minus:
                self.step_zoom(-1)
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in sight and ask for the images that are missing."""
        painter = QPainter(self.viewport())
        tokens = theme.tokens()
        painter.fillRect(event.rect(), tokens.color("window"))
        shift = -self.horizontalScrollBar().value(), -self.verticalScrollBar().value()
        if not self._sizes and self.empty_text:
            painter.setPen(tokens.color("muted"))
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(
                self.viewport().rect().adjusted(theme.XL, theme.XL * 2, -theme.XL, 0), flags, self.empty_text
            )
        for number, place in enumerate(self._places()):
            shown = place.translated(*shift)
            if not shown.intersects(self.viewport().rect()):
                continue
            painter.fillRect(shown, Qt.GlobalColor.white)
            image = self._images.get(number)
            if image is not None:
                self._images.move_to_end(number)
                painter.drawImage(shown, image)
            elif number not in self._asked:
                self._asked.add(number)
                self.wanted.emit(number, self.dpi)
            painter.setPen(tokens.color("line"))
            painter.drawRect(shown.adjusted(0, 0, -1, -1))
        painter.end()
