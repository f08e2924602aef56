"""What a form looks like, very small: pictures made of the demo office (resources/thumbnails), or a sheet where there is none."""

from __future__ import annotations

import json
from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from app.ui.theme import ICONS

FOLDER = ICONS.parent / "thumbnails"
HEIGHT = 42
"""Pixels of a picture in the list at 100 %."""
LANDSCAPE, PORTRAIT = (1.414, 1.0), (1.0, 1.414)


@lru_cache(maxsize=1)
def index() -> dict[str, str]:
    """The pictures' files by the forms' names, and by what such forms have in common (公文 …)."""
    return {
        str(name): str(file) for name, file in json.loads((FOLDER / "index.json").read_text("utf-8")).items()
    }


@lru_cache(maxsize=128)
def thumbnail(name: str, kind: str, ratio: float) -> QPixmap:
    """The picture of a form as high as a line of the list; one like it for a kind, else an empty sheet."""
    file = index().get(name) or index().get(kind, "")
    whole = QPixmap(str(FOLDER / file)) if file else QPixmap()
    if whole.isNull():
        whole = _sheet()
    small = whole.scaledToHeight(round(HEIGHT * ratio), Qt.TransformationMode.SmoothTransformation)
    small.setDevicePixelRatio(ratio)
    return small


def _sheet() -> QPixmap:
    """A sheet with a head and some lines."""
    whole = QPixmap(120, 170)
    whole.fill(QColor("white"))
    painter = QPainter(whole)
    painter.fillRect(QRect(34, 24, 52, 8), QColor("#909aa6"))
    for top in range(48, 140, 12):
        painter.fillRect(QRect(20, top, 80, 4), QColor("#c8ced6"))
    painter.end()
    return whole
