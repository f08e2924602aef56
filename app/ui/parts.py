"""The small pieces every page is built from, dressed by the stylesheet through their role, kind and tone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtGui import Qt as Text  # what Qt knows of rich text stands in this module's own namespace
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui import theme
from app.ui.flow import Flow

BADGE_HEIGHT = 22
LayoutT = TypeVar("LayoutT", bound=QBoxLayout)


def unmarked(text: str) -> str:
    """A text for a tooltip or a question, letter by letter.

    Qt guesses there whether a text is markup: a name from a hostile table would make it fetch the pictures it tells of.
    """
    return Text.convertFromPlainText(text) if Text.mightBeRichText(text) else text


def label(text: str, role: str = "", *, tone: str = "", wrap: bool = False) -> QLabel:
    """A label with a role of the stylesheet (title, card-title, muted, figure, badge, section)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    if role == "badge":
        made.setFixedHeight(BADGE_HEIGHT)
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


class Button(QPushButton):
    """A button that Enter presses too, as the space bar does. (Qt's own way, autoDefault, draws a frame of its own.)"""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def button(
    text: str, clicked: Callable[[], object] | None = None, *, kind: str = "", hint: str = ""
) -> QPushButton:
    """A push button; `text` may hold an & before its letter. `kind`: primary, danger, link, chip."""
    made = Button(text)
    made.setProperty("kind", kind)
    made.setToolTip(unmarked(hint))
    made.setAccessibleName(plain(text))
    if hint:
        made.setAccessibleDescription(hint)
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    return made


def action(
    owner: QWidget,
    text: str,
    triggered: Callable[[], object],
    *,
    shortcut: str | QKeySequence.StandardKey = "",
    hint: str = "",
) -> QAction:
    """An action of a page or the window: in a menu, with a tooltip that says its shortcut."""
    made = QAction(text, owner)
    keys = QKeySequence(shortcut)
    if not keys.isEmpty():
        made.setShortcut(keys)
    made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    said = keys.toString(QKeySequence.SequenceFormat.NativeText)
    made.setToolTip(unmarked(f"{hint or plain(text)}（{said}）" if said else hint or plain(text)))
    made.triggered.connect(lambda _checked=False: triggered())
    owner.addAction(made)
    return made


class ActionButton(Button):
    """A button that does an action: its words without mnemonic, its tooltip, and enabled together with it.

    A method follows the action and not a function: Qt disconnects it when the button goes, which is often.
    """

    def __init__(self, act: QAction, kind: str) -> None:
        super().__init__()
        self._action = act
        self.setProperty("kind", kind)
        self.clicked.connect(act.trigger)
        act.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Look like the action does now."""
        self.setEnabled(self._action.isEnabled())
        self.setText(plain(self._action.text()))
        self.setToolTip(self._action.toolTip())
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self.toolTip())


class Choice(QComboBox):
    """A box to choose from that the wheel scrolls past: nothing is changed by a hand that only wanted to go on."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to what the box stands in."""
        event.ignore()


def button_for(act: QAction, *, kind: str = "") -> ActionButton:
    """A button that does an action."""
    return ActionButton(act, kind)


def plain(text: str) -> str:
    """A text without its mnemonic: `导入(&I)…` → `导入`."""
    cut = text.partition("(&")[0]
    return cut.replace("&", "").rstrip("…")


def dress(widget: QWidget, **properties: str) -> None:
    """Change role, kind or tone of a shown widget and let the stylesheet look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def card(margin: int = theme.L) -> tuple[QFrame, QVBoxLayout]:
    """A white card and its column."""
    frame = QFrame()
    frame.setProperty("role", "card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(margin, theme.M if margin else 0, margin, theme.M if margin else 0)
    layout.setSpacing(theme.S)
    return frame, layout


def row(*items: QWidget | QLayout | None, spacing: int = theme.S) -> QHBoxLayout:
    """Widgets side by side; None is the space that grows."""
    return _filled(QHBoxLayout(), items, spacing)


def column(*items: QWidget | QLayout | None, spacing: int = theme.S) -> QVBoxLayout:
    """Widgets below each other; None is the space that grows."""
    return _filled(QVBoxLayout(), items, spacing)


def folding(*items: QWidget | None, grows: QWidget | None = None) -> Flow:
    """Widgets side by side that go on below where the window is narrow; None, or `grows`, takes the room there is."""
    gap = grows if grows is not None else QWidget()
    flow = Flow(grows=gap)
    for item in items:
        flow.addWidget(item if item is not None else gap)
    return flow


def _filled(layout: LayoutT, items: Sequence[QWidget | QLayout | None], spacing: int) -> LayoutT:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)
    return layout


def scrolled(widget: QWidget, name: str, *, by_keys: bool = True) -> QScrollArea:
    """Let a tall widget scroll on the ground of the card it stands on.

    With `by_keys` the area is a stop of the Tab key while there is something to scroll; without, only what stands in
    it is, and scrolls into sight by itself.
    """
    area = QScrollArea(widgetResizable=True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if by_keys:
        area.verticalScrollBar().rangeChanged.connect(lambda _low, high: _stop_at(area, there=high > 0))
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    area.setWidget(widget)
    area.viewport().setAutoFillBackground(False)
    widget.setAutoFillBackground(False)
    return area


def _stop_at(area: QScrollArea, *, there: bool) -> None:
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if there else Qt.FocusPolicy.NoFocus)


def tab_as_read(layout: QLayout, *after: QWidget) -> None:
    """Let the Tab key go through a layout as it is read, row by row, and to `after` behind it."""
    stops = [*_stops(layout), *after]
    for before, behind in pairwise(stops):
        QWidget.setTabOrder(before, behind)


def _stops(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
            continue
        inner = widget.layout() if widget is not None else inner
        if inner is not None:
            yield from _stops(inner)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let go of it."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            break
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class ElidedLabel(QLabel):
    """A one-line label that ends in … when there is no room, with the whole text as its tooltip."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = ""
        self.set_whole(text)

    def set_whole(self, text: str) -> None:
        """Show this text."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """It may shrink to nothing."""
        return QSize(0, super().minimumSizeHint().height())

    def _fit(self) -> None:
        shown = QFontMetrics(self.font()).elidedText(
            self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 0)
        )
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(unmarked(self._whole) if shown != self._whole else "")


class Yielding(QLabel):
    """A label whose words make way altogether where there is no room for them: the navigation says them too."""

    def __init__(self, text: str, role: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)

    def minimumSizeHint(self) -> QSize:
        """It may shrink to nothing."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The whole text, or nothing."""
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)


class Chips(QWidget):
    """Saved views as chips with their counts; exactly one is on."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._row = Flow(self)
        self._chips: dict[str, QPushButton] = {}
        self._counts: dict[str, int | None] = {}
        self._on = self._changed = ""

    @property
    def on(self) -> str:
        """The view that is on."""
        return self._on

    def show_views(self, views: Sequence[tuple[str, int | None]], on: str) -> None:
        """Show these views (name, count or None); `on` is pressed. Chips that stay are kept, so focus stays."""
        names = [name for name, _ in views]
        for gone in [name for name in self._chips if name not in names]:
            chip = self._chips.pop(gone)
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for place, name in enumerate(names):
            if name not in self._chips:
                self._chips[name] = self._new_chip(name, place)
        self._counts = dict(views)
        self.mark_changed(self._changed)
        self.turn_on(on)

    def mark_changed(self, changed: str) -> None:
        """Say of one view (empty: of none) that what is seen is not it any more: its count would be another's."""
        self._changed = changed
        for name, chip in self._chips.items():
            count = "已改动" if name == changed else self._counts[name]
            chip.setText(name if count is None else f"{name} {count}")
            chip.setAccessibleName(name if count is None else f"{name}，{count}")

    def turn_on(self, name: str) -> None:
        """Press one chip without telling anybody."""
        self._on = name if name in self._chips else next(iter(self._chips), "")
        for key, chip in self._chips.items():
            chip.setChecked(key == self._on)

    def _new_chip(self, name: str, place: int) -> QPushButton:
        chip = button(name, lambda: self.press(name), kind="chip")
        chip.setCheckable(True)
        self._row.insert(place, chip)
        return chip

    def press(self, name: str) -> None:
        """Press one chip as the clerk does."""
        self.turn_on(name)
        self.chosen.emit(name)
