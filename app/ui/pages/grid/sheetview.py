"""The sheet in a scroll area: laying it out for the width there is, scrolling, zooming, painting, flying to a person.

The sheet always fills the width; zooming lays it out anew, so that one looks at more or fewer people in a line and
never has to move sideways.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.ui import theme
from app.ui.pages.grid.chain import chain
from app.ui.pages.grid.colouring import Colouring
from app.ui.pages.grid.county import County
from app.ui.pages.grid.inks import inks
from app.ui.pages.grid.layout import COMFORTABLE, Content, Density, Rect, Sheet, fit, lay
from app.ui.pages.grid.painting import Letters, SheetPainter, View

ZOOMS = (0.2, 4.0)
ZOOM_STEP = 1.15
FLIGHT_MS = 180
REST_MS = 140
MANY = 800
"""With more people letters are left out while zooming, since every step lays all of them out anew."""


class SheetView(QAbstractScrollArea):
    """Shows a county on its sheet; knows who stands where, but not what a click means."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._county: County | None = None
        self._contents: list[Content] = []
        self._usual: Sheet | None = None
        self._sheet = lay((), 0, Density.of(COMFORTABLE))
        self._view = View()
        self._letters = Letters()
        self._zoom = 1.0
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._show_letters)
        self._flight = QVariantAnimation(self, duration=FLIGHT_MS)
        self._flight.valueChanged.connect(lambda value: self.verticalScrollBar().setValue(int(value)))

    # -- what is shown -----------------------------------------------------------------------------------------

    @property
    def sheet(self) -> Sheet:
        """Where everybody stands."""
        return self._sheet

    @property
    def zoom(self) -> float:
        """1 is 100 %."""
        return self._zoom

    @property
    def chosen(self) -> int | None:
        """Who is chosen."""
        return self._view.chosen

    @property
    def current(self) -> int | None:
        """Where the arrow keys stand."""
        return self._view.current

    def show_county(self, county: County, colours: Colouring) -> None:
        """Show a county; whoever was chosen stays so while they are still there."""
        self._county = county
        self._contents = county.contents()
        self._usual = None
        self._view.barred, self._view.target = frozenset(), None
        self._view.tone_of = colours.tone_of
        if self._view.current not in county.figures:
            self._view.current = None
        self._view.chosen = self._view.chosen if self._view.chosen in county.figures else None
        self._view.chain = chain(county, self._view.chosen)
        self._lay_out()

    def show_colours(self, colours: Colouring) -> None:
        """Change the colours only."""
        self._view.tone_of = colours.tone_of
        self.viewport().update()

    def place_of(self, identity: int) -> QRect:
        """Where a person stands in the viewport now; null when they are not in the grid."""
        cell = self._sheet.cell_of.get(identity)
        if cell is None:
            return QRect()
        origin, rect, zoom = self._origin(), cell.rect, self._zoom
        left, top = round(rect.x * zoom + origin.x()), round(rect.y * zoom + origin.y())
        return QRect(left, top, round(rect.w * zoom), round(rect.h * zoom))

    def person_at(self, point: QPointF) -> int | None:
        """Who stands at a point of the viewport."""
        where = (point - self._origin()) / self._zoom
        return self._sheet.at(where.x(), where.y())

    def sentence(self, identity: int) -> str:
        """What the drawing says about a person, in words."""
        return self._county.sentence(identity) if self._county is not None else ""

    def scroll_to(self, identity: int) -> None:
        """Bring a person to the middle, gliding there."""
        cell = self._sheet.cell_of.get(identity)
        if cell is None:
            return
        bar = self.verticalScrollBar()
        middle = (cell.rect.y + cell.rect.h / 2) * self._zoom - self.viewport().height() / 2
        goal = max(bar.minimum(), min(bar.maximum(), round(middle)))
        self._flight.stop()
        if goal != bar.value():
            self._flight.setStartValue(bar.value())
            self._flight.setEndValue(goal)
            self._flight.start()

    def ensure_visible(self, identity: int) -> None:
        """Scroll just as far as needed to see a person."""
        place, height, bar = self.place_of(identity), self.viewport().height(), self.verticalScrollBar()
        if place.top() < 0:
            bar.setValue(bar.value() + place.top() - theme.M)
        elif place.bottom() > height:
            bar.setValue(bar.value() + place.bottom() - height + theme.M)

    # -- zooming, scrolling ------------------------------------------------------------------------------------

    def set_zoom(self, zoom: float, around: QPointF | None = None) -> None:
        """Zoom; whoever stands at `around` (default: the chosen person) stays at their height."""
        zoom = max(ZOOMS[0], min(ZOOMS[1], zoom))
        anchor = self.person_at(around) if around is not None else self._view.chosen
        before = self.place_of(anchor).center().y() if anchor is not None else 0
        self._zoom = zoom
        self._view.hurried = len(self._sheet.cell_of) > MANY
        self._rest.start()
        self._lay_out()
        if anchor is not None:
            shift = self.place_of(anchor).center().y() - before
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + shift)

    def _show_letters(self) -> None:
        self._view.hurried = False
        self.viewport().update()

    def zoom_in(self) -> None:
        """Larger."""
        self.set_zoom(self._zoom * ZOOM_STEP)

    def zoom_out(self) -> None:
        """Smaller."""
        self.set_zoom(self._zoom / ZOOM_STEP)

    def zoom_whole(self) -> None:
        """As large as lets the whole county be seen at once."""
        if self._county is None:
            return
        low, high = ZOOMS[0], 1.0
        self.set_zoom(high)
        if not self.verticalScrollBar().maximum():
            return
        while high / low > 1.03:
            middle = (low * high) ** 0.5
            self.set_zoom(middle)
            low, high = (low, middle) if self.verticalScrollBar().maximum() else (middle, high)
        self.set_zoom(low)

    def _lay_out(self) -> None:
        if self._county is None:
            return
        room = self.maximumViewportSize()
        bar = self.verticalScrollBar().sizeHint().width()
        if self._usual is None:
            self._usual = fit(self._contents, room.width(), room.height(), bar)
        sheet = self._usual
        if self._zoom != 1.0:
            sheet = lay(self._contents, room.width() / self._zoom, self._usual.density)
            if sheet.height * self._zoom > room.height():
                sheet = lay(self._contents, (room.width() - bar) / self._zoom, self._usual.density)
        self._sheet = sheet
        vertical = self.verticalScrollBar()
        vertical.setRange(0, max(0, round(sheet.height * self._zoom) - room.height()))
        vertical.setPageStep(room.height())
        vertical.setSingleStep(48)
        self.viewport().update()

    def _origin(self) -> QPointF:
        return QPointF(0, -self.verticalScrollBar().value())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new width."""
        super().resizeEvent(event)
        self._usual = None
        self._lay_out()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted; only what comes into sight is painted anew."""
        self.viewport().scroll(dx, dy)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom, the wheel alone scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * ZOOM_STEP ** (event.angleDelta().y() / 120), event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    # -- painting ----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what shows."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.tokens().color("window"))
        if self._county is not None:
            origin, zoom = self._origin(), self._zoom
            area = event.rect()
            shown = Rect(0, (area.top() - origin.y()) / zoom - 3, self._sheet.width, area.height() / zoom + 6)
            self._view.focused = self.hasFocus()
            painter.translate(origin)
            painter.scale(zoom, zoom)
            SheetPainter(self._letters, inks()).paint(
                painter, self._sheet, self._county, self._view, shown, zoom
            )
            painter.resetTransform()
            self.paint_over(painter)
        painter.end()

    def paint_over(self, painter: QPainter) -> None:
        """What lies above the sheet, in the viewport's own pixels."""

    def changeEvent(self, event: QEvent) -> None:
        """Another palette or font: letters are prepared anew."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._letters = Letters()
            self.viewport().update()
