"""A person on the way to another liaison: whom the mouse is over, whether they can take them, and the label beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from app.ui import theme
from app.ui.pages.grid.inks import inks


@dataclass(frozen=True, slots=True)
class Drag:
    """Who is carried, and why each other person cannot take them (empty: they can)."""

    person: int
    name: str
    refusals: Mapping[int, str]
    at: QPointF
    over: int | None = None
    over_name: str = ""

    def moved(self, at: QPointF, over: int | None, over_name: str) -> Drag:
        """The same a step later."""
        return replace(self, at=at, over=over, over_name=over_name)

    @property
    def refusal(self) -> str:
        """Why the person under the mouse cannot take the one who is carried."""
        return self.refusals.get(self.over, "") if self.over is not None else ""

    @property
    def words(self) -> str:
        """What the label beside the mouse says."""
        if self.over is None:
            return f"{self.name} → 拖到上一级的联系人"
        return self.refusal or f"{self.name} → {self.over_name}"


def paint_drag(painter: QPainter, drag: Drag, origin: QRect, room: QRect) -> None:
    """A line from the person's place, and the label beside the mouse, kept within the window."""
    colours = inks()
    role = "danger" if drag.refusal else "accent"
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(colours.pen(role, 1.6, dashed=True))
    painter.drawLine(QPointF(origin.center()), drag.at)
    font = theme.text_font(theme.SMALL_SIZE)
    size = QFontMetricsF(font).size(0, drag.words)
    box = QRectF(drag.at.x() + 14, drag.at.y() + 14, size.width() + 20, size.height() + 10)
    box.moveRight(min(box.right(), room.right() - 4))
    box.moveBottom(min(box.bottom(), room.bottom() - 4))
    painter.setPen(colours.pen(role))
    painter.setBrush(colours.tokens.color(f"{role}_soft"))
    painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
    painter.setPen(colours.tokens.color("danger" if drag.refusal else "text"))
    painter.setFont(font)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), drag.words)
