"""The drawing of the whole county: choosing by click and by key, carrying a person to another liaison, tooltips, menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from app.ui.pages.grid.chain import chain
from app.ui.pages.grid.colouring import Colouring
from app.ui.pages.grid.county import County
from app.ui.pages.grid.dragging import Drag, paint_drag
from app.ui.pages.grid.paths import Way, step
from app.ui.pages.grid.sheetview import SheetView
from app.ui.parts import unmarked

KEYS = {
    Qt.Key.Key_Left: Way.LEFT,
    Qt.Key.Key_Right: Way.RIGHT,
    Qt.Key.Key_Up: Way.UP,
    Qt.Key.Key_Down: Way.DOWN,
    Qt.Key.Key_Home: Way.HOME,
    Qt.Key.Key_End: Way.END,
}
NEAR_EDGE = 28

Refusals = Callable[[int], Mapping[int, str] | None]
"""For a person about to be dragged: everybody else → why they cannot take them (empty: they can). None: no dragging."""


class GridCanvas(SheetView):
    """People are chosen by click or Enter and carried to another liaison with the mouse."""

    chosen_changed = Signal(object)
    """The id of the person now chosen, or None."""
    dropped = Signal(object, object)
    """A person and the liaison they were dropped on."""
    refused = Signal(str)
    """Why a drop was not possible."""
    menu_wanted = Signal(object, QPoint)
    """A person, and where on the screen to open their menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("五级网格图")
        self.setAccessibleDescription("方向键移动，回车选定，Ctrl+上下键到上级和下级")
        self.viewport().setMouseTracking(True)
        self.refusals: Refusals = lambda _person: None
        self._pressed: tuple[QPointF, int | None] | None = None
        self._panned = False
        self._drag: Drag | None = None

    @property
    def dragging(self) -> Drag | None:
        """The drag under way."""
        return self._drag

    def show_county(self, county: County, colours: Colouring) -> None:
        """Show a county; a drag under way ends."""
        self._drag = None
        super().show_county(county, colours)

    # -- choosing ----------------------------------------------------------------------------------------------

    def choose(self, identity: int | None) -> None:
        """Choose a person: the chain is drawn, everybody who listens is told."""
        if self._county is None or identity == self._view.chosen:
            return
        self._view.chosen = identity
        self._view.chain = chain(self._county, identity)
        if identity is not None:
            self._move_to(identity)
        self.viewport().update()
        self.chosen_changed.emit(identity)

    def fly_to(self, identity: int) -> None:
        """Choose a person and glide to them."""
        self._move_to(identity, scroll=False)
        self.choose(identity)
        self.scroll_to(identity)

    def _move_to(self, identity: int, *, scroll: bool = True) -> None:
        """Stand on a person: in sight, framed, said to screen readers."""
        if identity == self._view.current:
            return
        self._view.current = identity
        if scroll:
            self.ensure_visible(identity)
        self.viewport().update()
        said = self.sentence(identity)
        self.setAccessibleDescription(said)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What lies above the sheet does not move with it."""
        super().scrollContentsBy(dx, dy)
        if self._drag is not None:
            self.viewport().update()

    def paint_over(self, painter: QPainter) -> None:
        """The person who is carried."""
        if self._drag is not None:
            paint_drag(painter, self._drag, self.place_of(self._drag.person), self.viewport().rect())

    def event(self, event: QEvent) -> bool:
        """Escape lets go here before it means anything to the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            busy = self._drag is not None or self._view.chosen is not None
            if busy and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().event(event)

    # -- keyboard ----------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame of the keyboard appears, on the chosen person or the first."""
        super().focusInEvent(event)
        if self._view.current is None and event.reason() != Qt.FocusReason.MouseFocusReason:
            first = self._view.chosen or step(self._sheet, None, Way.FIRST)
            if first is not None:
                self._move_to(first)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame of the keyboard goes."""
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter chooses, Ctrl+Up and Ctrl+Down follow the chain, Escape ends a drag or lets go."""
        key = Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._view.current is not None:
            self.choose(self._view.current)
        elif key == Qt.Key.Key_Escape and self._drag is not None:
            self._end_drag()
        elif key == Qt.Key.Key_Escape and self._view.chosen is not None:
            self.choose(None)
        elif control and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._follow(up=key == Qt.Key.Key_Up)
        elif key in KEYS:
            way = {Way.HOME: Way.FIRST, Way.END: Way.LAST}.get(KEYS[key], KEYS[key]) if control else KEYS[key]
            found = step(self._sheet, self._view.current, way)
            if found is not None:
                self._move_to(found)
        else:
            super().keyPressEvent(event)

    def _follow(self, *, up: bool) -> None:
        """Go to the liaison, or to the first of one's people."""
        if self._county is None or self._view.current is None:
            return
        here = self._county.figures[self._view.current]
        below = self._county.lowers.get(here.id, ())
        goal = here.upper if up else next(iter(below), None)
        if goal is not None and goal in self._sheet.cell_of:
            self._move_to(goal)

    # -- mouse -------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click, a drag or a pan begins."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            person = self.person_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else None
            self._pressed, self._panned = (event.position(), person), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry a person, move the sheet, or show that something can be clicked."""
        if self._pressed is None:
            over = self.person_at(event.position()) is not None
            self.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            )
            return
        start, person = self._pressed
        if self._drag is not None:
            self.drag_to(event.position())
        elif self._panned or (event.position() - start).manhattanLength() >= QApplication.startDragDistance():
            if person is not None and not self._panned:
                self.begin_drag(person, event.position())
            if self._drag is None:
                self._pan(start, event.position())

    def _pan(self, start: QPointF, now: QPointF) -> None:
        self._panned = True
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() - round(now.y() - start.y()))
        self._pressed = (now, None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop, or choose whoever was clicked."""
        pressed, self._pressed = self._pressed, None
        if self._drag is not None:
            self.drop_at(event.position())
        elif pressed is not None and not self._panned and event.button() == Qt.MouseButton.LeftButton:
            if pressed[1] is not None:
                self.choose(pressed[1])
                self._move_to(pressed[1])
            else:
                self.choose(None)
        self._panned = False

    # -- dragging ----------------------------------------------------------------------------------------------

    def begin_drag(self, person: int, at: QPointF) -> None:
        """Take a person up, when the office may be changed and they can have another liaison."""
        refusals = self.refusals(person)
        if refusals is None or self._county is None:
            return
        name = self._county.figures[person].name
        self.choose(person)
        self._drag = Drag(person, name, refusals, at)
        self._view.barred = frozenset(identity for identity, why in refusals.items() if why)
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.viewport().update()

    def drag_to(self, at: QPointF) -> None:
        """Move the person who is carried; near the edge the sheet scrolls along."""
        if self._drag is None or self._county is None:
            return
        over = self.person_at(at)
        over = None if over == self._drag.person else over
        name = self._county.figures[over].name if over is not None else ""
        self._drag = self._drag.moved(at, over, name)
        self._view.target = over if over is not None and not self._drag.refusal else None
        bar = self.verticalScrollBar()
        if at.y() < NEAR_EDGE:
            bar.setValue(bar.value() - 12)
        elif at.y() > self.viewport().height() - NEAR_EDGE:
            bar.setValue(bar.value() + 12)
        self.viewport().update()

    def drop_at(self, at: QPointF) -> None:
        """Let the person go: on somebody who can take them, or nowhere."""
        self.drag_to(at)
        drag = self._drag
        self._end_drag()
        if drag is None or drag.over is None:
            return
        if drag.refusal:
            self.refused.emit(drag.refusal)
        else:
            self.dropped.emit(drag.person, drag.over)

    def _end_drag(self) -> None:
        self._drag = None
        self._view.barred, self._view.target = frozenset(), None
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    # -- tooltips, menu ----------------------------------------------------------------------------------------

    def viewportEvent(self, event: QEvent) -> bool:
        """A tooltip says everything about a person."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            person = self.person_at(QPointF(event.pos()))
            if person is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(
                    event.globalPos(), unmarked(self.sentence(person)), self.viewport(), self.place_of(person)
                )
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of a person, by mouse or by key."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        person = self._view.current if by_key else self.person_at(QPointF(event.pos()))
        if person is None:
            return
        self.choose(person)
        at = self.viewport().mapToGlobal(self.place_of(person).center()) if by_key else event.globalPos()
        self.menu_wanted.emit(person, at)
