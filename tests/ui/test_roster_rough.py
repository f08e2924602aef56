"""The roster's rooms handled roughly: wrong files, every key, things half written, a small screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QPlainTextEdit, QWidget

from app.ui.pages.roster.page import RosterPage
from app.ui.pages.roster.rooms import DOORS
from tests.ui.conftest import Shown, answering

CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
KEYS = (
    (Qt.Key.Key_Return, NONE), (Qt.Key.Key_Delete, NONE), (Qt.Key.Key_F5, NONE), (Qt.Key.Key_Z, CONTROL),
    (Qt.Key.Key_Y, CONTROL), (Qt.Key.Key_A, CONTROL), (Qt.Key.Key_C, CONTROL), (Qt.Key.Key_V, CONTROL),
    (Qt.Key.Key_F, CONTROL), (Qt.Key.Key_S, CONTROL), (Qt.Key.Key_Tab, NONE), (Qt.Key.Key_Space, NONE),
    (Qt.Key.Key_Down, NONE), (Qt.Key.Key_End, NONE),
)  # fmt: skip


@pytest.fixture
def page(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> Iterator[RosterPage]:
    monkeypatch.setattr(QMessageBox, "exec", lambda *_: QMessageBox.StandardButton.Cancel)
    answering(monkeypatch, agree=True)
    for ask, nothing in (
        ("getExistingDirectory", ""),
        ("getOpenFileNames", ([], "")),
        ("getSaveFileName", ("", "")),
    ):
        monkeypatch.setattr(QFileDialog, ask, lambda *_, nothing=nothing: nothing)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    yield cast("RosterPage", shown.go("roster"))
    assert shown.office.safety.check() == []


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Files that are not what they are called, and some that are."""
    place = tmp_path / "来件"
    place.mkdir()
    contents = {
        "空.xlsx": b"", "坏.docx": b"PK\x03\x04" + b"\x00" * 50, "程序.exe": b"MZ" * 99, "图.svg": b"<svg/>", "半.jpg": b"\xff\xd8\xff\xe0\x00",
        "名单.txt": "骆宾\n米雪\n".encode("gb18030"), "深.json": b"[" * 90_000, "页.pdf": b"%PDF-1.4", "表.csv": "姓名,界别\n温如玉,教育\n".encode(),
    }  # fmt: skip
    for name, content in contents.items():
        (place / name).write_bytes(content)
    Image.new("RGB", (90, 120), "red").save(place / "米雪.png")
    return sorted(place.iterdir())


def keep_busy(shown: Shown) -> None:
    shown.settle()
    QApplication.processEvents()
    shown.settle()


@pytest.mark.parametrize("key", [door.key for door in DOORS])
def test_每个房间_错的文件_每个键_写了一半就关(
    shown: Shown, page: RosterPage, files: list[Path], key: str
) -> None:
    shown.window.resize(1024, 600)
    page.list.go_to(0)
    room = page.open_room(key)
    keep_busy(shown)
    for batch in ([one] for one in files):
        page.take_files(batch)
        keep_busy(shown)
        page.step_back()
    page.take_files(files)
    keep_busy(shown)
    page.open_room(key)
    assert page.room_in_front is room
    for letter, with_ in KEYS:
        QTest.keyClick(QApplication.focusWidget() or room, letter, with_)
        keep_busy(shown)
    fields: list[QWidget] = [*room.findChildren(QLineEdit), *room.findChildren(QPlainTextEdit)]
    for field in (one for one in fields if one.isVisible() and one.isEnabled()):
        for text in ("=1+1", "9" * 300, "甲\t乙\n丙", "\U0001f642𠮷"):
            if isinstance(field, QLineEdit):
                field.setText(text)
            elif isinstance(field, QPlainTextEdit):
                field.setPlainText(text)
            keep_busy(shown)
    for _ in range(6):
        QTest.keyClick(QApplication.focusWidget() or room, Qt.Key.Key_Escape)
        keep_busy(shown)
    shown.window.undo()
    keep_busy(shown)
    page.open_room(key)
    shown.window.undo()
    shown.window.redo()
    keep_busy(shown)
