"""Pages below each other as they will be printed; only those on screen are drawn, a few are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.ui import theme

GAP = 12
MOST_PIXELS = 24_000_000
"""Of the images kept: about 100 MB, some ten pages at their own size."""
ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
PX_PER_PT = 96 / 72
SETTLES_MS = 90
"""A page is drawn anew when its size has not changed for this long: not for every step of a window that is drawn larger."""


class Fit(StrEnum):
    """What decides how large the paper is shown."""

    WIDTH = "width"
    PAGE = "page"
    OWN = "own"
    """The clerk has chosen a size."""


class PagesView(QAbstractScrollArea):
    """Asks for page images by number, one at a time, and paints them."""

    wanted = Signal(int, int)
    """A page's number from 0 and the dpi it should be drawn at."""
    moved = Signal(int)
    """The number of the page on top, or its size has changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("打印预览")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self._sizes: Sequence[tuple[float, float]] = ()
        self._places: list[QRect] = []
        self._images: OrderedDict[int, tuple[int, QImage]] = OrderedDict()
        self._asked: tuple[int, int] | None = None
        self._failed: set[int] = set()
        self._zoom, self._fit = 1.0, Fit.WIDTH
        self.empty_text = ""
        self._settling = QTimer(self, singleShot=True, interval=SETTLES_MS)
        self._settling.timeout.connect(self.viewport().update)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.moved.emit(self.top_page))

    @property
    def zoom(self) -> float:
        """1.0 is the paper's own size."""
        return self._zoom

    @property
    def fit(self) -> Fit:
        """What decides the size."""
        return self._fit

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def dpi(self) -> int:
        """Dots of an image per inch of paper, for this screen."""
        return max(round(96 * self._zoom * self.devicePixelRatioF()), 8)

    @property
    def top_page(self) -> int:
        """The page that fills the upper part of the view."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        return next(
            (n for n, place in enumerate(self._places) if place.bottom() >= middle),
            max(len(self._sizes) - 1, 0),
        )

    def show_pages(self, sizes: Sequence[tuple[float, float]], *, stay: bool = False) -> None:
        """Show pages of these sizes in pt, their images asked for as they come into sight; `stay` keeps the place."""
        at = self.verticalScrollBar().value() if stay else 0
        self._sizes = sizes
        self._images.clear()
        self._failed.clear()
        self._asked = None
        self._measure()
        self.verticalScrollBar().setValue(at)
        self.moved.emit(self.top_page)

    def show_image(self, number: int, dpi: int, image: QImage) -> None:
        """Take an image that was asked for; one for another size is shown until that one comes."""
        if self._asked == (number, dpi):
            self._asked = None
        if number >= len(self._sizes):
            return
        self._images[number] = (dpi, image)
        self._images.move_to_end(number)
        self._let_go()
        self.viewport().update()

    def give_up(self, number: int) -> None:
        """A page could not be drawn: it is not asked for again."""
        self._asked = None
        self._failed.add(number)
        self.viewport().update()

    def _let_go(self) -> None:
        """Forget the images looked at longest ago, down to one screen of them."""
        held = sum(image.width() * image.height() for _, image in self._images.values())
        while held > MOST_PIXELS and len(self._images) > 2:
            _, (_, gone) = self._images.popitem(last=False)
            held -= gone.width() * gone.height()

    def has_image(self, number: int) -> bool:
        """Whether a page is drawn."""
        return number in self._images

    # -- size and place ----------------------------------------------------------------------------------------

    def set_zoom(self, zoom: float) -> None:
        """Show the paper at another size, the page that is looked at staying in sight."""
        self._fit = Fit.OWN
        self._show_at(min(max(zoom, ZOOMS[0]), ZOOMS[-1]))

    def set_fit(self, fit: Fit) -> None:
        """Let the room decide the size."""
        self._fit = fit
        self._show_at(self._fitting())

    def step_zoom(self, step: int) -> None:
        """One size up or down."""
        steps = (zoom for zoom in ZOOMS if (zoom - self._zoom) * step > 0.005)
        self.set_zoom((min if step > 0 else max)(steps, default=self._zoom))

    def go_to(self, number: int) -> None:
        """Show a page from its upper edge on."""
        if number < len(self._places):
            self.verticalScrollBar().setValue(max(self._places[number].top() - GAP, 0))
            self.moved.emit(self.top_page)

    def _show_at(self, zoom: float) -> None:
        bar, number = self.verticalScrollBar(), self.top_page
        before = self._places[number] if self._places else QRect(0, 0, 1, 1)
        part = (bar.value() - before.top()) / max(before.height(), 1)
        self._zoom = zoom
        self._failed.clear()
        self._measure()
        if self._places:
            now = self._places[number]
            bar.setValue(now.top() + round(part * now.height()))
        self.moved.emit(self.top_page)

    def _fitting(self) -> float:
        """The size at which the widest page, or the whole of the highest, has room; never more than a half larger than paper."""
        widest = max((width for width, _ in self._sizes), default=0) * PX_PER_PT
        highest = max((height for _, height in self._sizes), default=0) * PX_PER_PT
        if not widest or self._fit is Fit.OWN:
            return self._zoom
        room = self.viewport().size()
        zoom = (room.width() - 2 * GAP) / widest
        if self._fit is Fit.PAGE:
            zoom = min(zoom, (room.height() - 2 * GAP) / highest)
        return min(max(zoom, ZOOMS[0]), 1.5)

    def _page_size(self, number: int) -> QSize:
        width, height = self._sizes[number]
        scale = PX_PER_PT * self._zoom
        return QSize(round(width * scale), round(height * scale))

    def _measure(self) -> None:
        self._zoom = self._fitting()
        self._places, top = [], GAP
        for number in range(len(self._sizes)):
            size = self._page_size(number)
            left = max((self.viewport().width() - size.width()) // 2, GAP)
            self._places.append(QRect(left, top, size.width(), size.height()))
            top += size.height() + GAP
        high = self._places[-1].bottom() + GAP if self._places else 0
        wide = max((place.width() for place in self._places), default=0) + 2 * GAP
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(high - self.viewport().height(), 0))
        down.setPageStep(max(self.viewport().height() - GAP, 1))
        down.setSingleStep(48)
        across.setRange(0, max(wide - self.viewport().width(), 0))
        across.setPageStep(self.viewport().width())
        self.viewport().update()

    # -- events ------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other room, another size, other places."""
        super().resizeEvent(event)
        if self._fit is Fit.OWN or not self._sizes:
            self._measure()
        else:
            self._settling.start()
            self._show_at(self._fitting())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """+ and − zoom, 0 shows the whole width, Home and End go to the ends, Page Up and Down turn pages."""
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.step_zoom(1)
            case Qt.Key.Key_Minus:
                self.step_zoom(-1)
            case Qt.Key.Key_0:
                self.set_fit(Fit.WIDTH)
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case Qt.Key.Key_Space:
                bar.triggerAction(bar.SliderAction.SliderPageStepAdd)
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in sight and ask for the image that is missing first."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        tokens = theme.tokens()
        painter.fillRect(event.rect(), tokens.color("window"))
        if not self._sizes and self.empty_text:
            self._paint_words(painter)
        shift = -self.horizontalScrollBar().value(), -self.verticalScrollBar().value()
        for number, place in enumerate(self._places):
            shown = place.translated(*shift)
            if shown.bottom() < 0 or shown.top() > self.viewport().height():
                continue
            painter.fillRect(shown, Qt.GlobalColor.white)
            dpi, image = self._images.get(number, (0, None))
            if image is not None:
                painter.drawImage(shown, image)
            self._ask_for(number, dpi)
            painter.setPen(tokens.color("line"))
            painter.drawRect(shown.adjusted(0, 0, -1, -1))
        painter.end()

    def _ask_for(self, number: int, dpi: int) -> None:
        """Want a page that is not drawn yet, or at another size: one after the other, so that a turned wheel waits for none."""
        if dpi == self.dpi or self._asked or self._settling.isActive() or number in self._failed:
            return
        self._asked = (number, self.dpi)
        self.wanted.emit(*self._asked)

    def _paint_words(self, painter: QPainter) -> None:
        painter.setPen(theme.tokens().color("muted"))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        room = self.viewport().rect().adjusted(theme.XL, theme.XL * 2, -theme.XL, 0)
        painter.drawText(room, flags, self.empty_text)
