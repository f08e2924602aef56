"""Files are taken as copies: after a move Windows would delete the clerk's own file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.dropzone import DropZone
from app.ui.pages.roster.page import RosterPage
from tests.ui.conftest import Shown

MOVE, COPY = Qt.DropAction.MoveAction, Qt.DropAction.CopyAction
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def zone(shown: Shown) -> QWidget:
    """The field of the photo room."""
    page = cast("RosterPage", shown.go("roster"))
    found = page.open_room("photos").findChild(DropZone)
    assert found is not None
    return found


def frame(shown: Shown) -> QWidget:
    """The photo of a member."""
    page = cast("RosterPage", shown.go("roster"))
    page.stand_on(shown.office.roster.get("米雪").id)
    return page.detail.photo


TAKERS: dict[str, Callable[[Shown], QWidget]] = {
    "窗口": lambda shown: shown.window,
    "拖放框": zone,
    "照片": frame,
}


@pytest.mark.parametrize("taker", TAKERS)
def test_拖来的文件只复制_不搬走(shown: Shown, tmp_path: Path, taker: str) -> None:
    file = tmp_path / "米雪.csv"
    file.write_text("姓名\n米雪\n", encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    widget = TAKERS[taker](shown)
    for event in (
        QDragEnterEvent(QPoint(9, 9), MOVE | COPY, mime, LEFT, NONE),
        QDragMoveEvent(QPoint(9, 9), MOVE | COPY, mime, LEFT, NONE),
        QDropEvent(QPoint(9, 9), MOVE | COPY, mime, LEFT, NONE),
    ):
        event.setDropAction(MOVE)
        QApplication.sendEvent(widget, event)
        assert (event.isAccepted(), event.dropAction()) == (True, COPY), type(event).__name__
    shown.settle()
