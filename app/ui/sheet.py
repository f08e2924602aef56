"""The detail beside a list: labelled values below each other, a timeline, in a card that scrolls."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.parts import card, clear, label, scrolled

LABEL_WIDTH = 72


class Sheet(QWidget):
    """A card with a fixed head and foot, and a body that scrolls between them."""

    freed = Signal()
    """What had the focus has gone: the keyboard is wanted elsewhere."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        frame, inner = card(theme.L)
        self.head = QVBoxLayout()
        self.head.setSpacing(theme.S)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, theme.S, 0)
        self.body.setSpacing(theme.S)
        holder = QWidget()
        holder.setLayout(self.body)
        self.area = scrolled(holder, f"{name}的内容")
        inner.addLayout(self.head)
        inner.addWidget(self.area, 1)
        self.foot = QVBoxLayout()
        inner.addLayout(self.foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    def empty(self) -> None:
        """Take everything out of head, body and foot."""
        focus = QApplication.focusWidget()
        held = focus is not None and self.isAncestorOf(focus)
        for part in (self.head, self.body, self.foot):
            clear(part)
        if held:
            self.freed.emit()


def facts(pairs: Iterable[tuple[str, str]]) -> QGridLayout:
    """Labelled values; a value may be selected and copied, and wraps."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.M)
    grid.setVerticalSpacing(theme.S + 1)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, LABEL_WIDTH)
    for line, (name, value) in enumerate(pairs):
        title = label(name, "muted")
        title.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(title, line, 0)
        grid.addWidget(value_label(value, name), line, 1)
    return grid


def value_label(value: str, name: str = "") -> QLabel:
    """A value that wraps anywhere and can be copied."""
    shown = label(value, wrap=True)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    shown.setAccessibleName(f"{name}：{value}" if name else value)
    return shown


def timeline(entries: Iterable[tuple[str, str, str]]) -> QGridLayout:
    """What happened: (day, sentence, tone) below each other, with a dot."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.S)
    grid.setVerticalSpacing(theme.S + 1)
    grid.setColumnStretch(2, 1)
    top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
    wide = QFontMetrics(theme.text_font(theme.SMALL_SIZE)).horizontalAdvance("2026-00-00 ")
    grid.setColumnMinimumWidth(0, wide)
    for line, (day, sentence, tone) in enumerate(entries):
        when, dot, what = (
            label(day, "muted"),
            label("●", tone=tone or "accent"),
            label(sentence, tone=tone, wrap=True),
        )
        what.setAccessibleName(f"{day} {sentence}")
        for place, widget in enumerate((when, dot, what)):
            widget.setAlignment(top)
            grid.addWidget(widget, line, place)
    return grid
