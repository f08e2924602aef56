"""Part of a whole for several names: a bar each, with its two numbers in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme

LINE = 30
BAR = 20
NAME_WIDTH = 118
NUMBER_WIDTH = 72


class Bars(QWidget):
    """One line per (name, part, whole)."""

    def __init__(self, lines: Sequence[tuple[str, int, int]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = tuple(lines)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("；".join(f"{name} {part} / {whole}" for name, part, whole in self._lines))

    def sizeHint(self) -> QSize:
        """A line each."""
        return QSize(320, LINE * len(self._lines))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a small window."""
        return QSize(216, LINE * len(self._lines))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name, bar, numbers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme.tokens()
        metrics = QFontMetrics(self.font())
        middle = Qt.AlignmentFlag.AlignVCenter
        for number, (name, part, whole) in enumerate(self._lines):
            top = number * LINE
            painter.setPen(tokens.color("text"))
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, NAME_WIDTH - theme.S)
            painter.drawText(QRectF(0, top, NAME_WIDTH, LINE), middle, shown)
            groove = QRectF(NAME_WIDTH, top + (LINE - BAR) / 2, self.width() - NAME_WIDTH - NUMBER_WIDTH, BAR)
            shape = QPainterPath()
            shape.addRoundedRect(groove, 4, 4)
            painter.fillPath(shape, tokens.color("hover"))
            painter.setClipPath(shape)
            painter.fillRect(
                QRectF(groove.x(), groove.y(), groove.width() * part / max(whole, 1), BAR),
                tokens.color("accent"),
            )
            painter.setClipping(False)
            painter.setPen(tokens.color("muted"))
            painter.drawText(
                QRectF(self.width() - NUMBER_WIDTH + theme.S, top, NUMBER_WIDTH - theme.S, LINE),
                middle,
                f"{part} / {whole}",
            )
        painter.end()
