"""The photo in the sheet: chosen, dropped, removed, saved, with the mouse and without."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from app.ui.pages.roster.page import RosterPage
from app.ui.pages.roster.photo import PhotoFrame
from tests.ui.conftest import Shown


@pytest.fixture
def frame(shown: Shown) -> PhotoFrame:
    """A frame of its own on the window's desk, standing on 米雪."""
    page = shown.go("roster")
    found = PhotoFrame(page.desk, page)
    found.show_member(shown.office.roster.get("米雪").id)
    found.resize(found.sizeHint())
    found.show()
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "米雪.png"
    Image.new("RGB", (300, 420), "red").save(path)
    return path


def red(frame: PhotoFrame) -> bool:
    seen = frame.picture.grab().toImage().pixelColor(20, 20)
    return seen.red() > 200 and seen.green() < 80


def test_a_photo_is_taken_seen_removed_and_undone(shown: Shown, frame: PhotoFrame, file: Path) -> None:
    assert not frame.remove_action.isEnabled()
    frame.take(file)
    shown.settle()
    assert red(frame)
    assert "米雪 的照片已加上" in shown.said()
    frame.take(file.rename(file.with_name("新.png")))
    shown.settle()
    assert "米雪 的照片已换好" in shown.said()
    assert frame.picture.accessibleName() == "米雪的照片"
    frame.remove_action.trigger()
    shown.settle()
    assert not red(frame)
    frame.desk.undo()
    shown.settle()
    frame.show_member(frame.member.id if frame.member else None)
    assert red(frame)


def test_a_photo_is_saved(shown: Shown, frame: PhotoFrame, file: Path, tmp_path: Path) -> None:
    frame.take(file)
    shown.settle()
    frame.save_to(tmp_path / "out.jpg")
    shown.settle()
    with Image.open(tmp_path / "out.jpg") as saved:
        assert saved.size == (295, 413)


def test_a_file_that_is_none_is_refused_in_words(shown: Shown, frame: PhotoFrame, tmp_path: Path) -> None:
    wrong = tmp_path / "x.jpg"
    wrong.write_bytes(b"x")
    frame.take(wrong)
    shown.settle()
    assert "不是能用的照片" in shown.refusals[0].message


def test_enter_opens_the_dialog_while_there_is_no_photo(
    shown: Shown, frame: PhotoFrame, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "app.ui.pages.roster.photo.QFileDialog.getOpenFileName", lambda *_more: (str(file), "")
    )
    frame.picture.setFocus()
    QTest.keyClick(frame.picture, Qt.Key.Key_Return)
    shown.settle()
    assert red(frame)


def test_a_file_is_dropped(shown: Shown, frame: PhotoFrame, file: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    coming = QDragEnterEvent(QPoint(9, 9), copy, mime, left, none)
    frame.dragEnterEvent(coming)
    assert coming.isAccepted()
    frame.dragLeaveEvent(QDragLeaveEvent())
    frame.dropEvent(QDropEvent(QPointF(9, 9), copy, mime, left, none))
    shown.settle()
    assert red(frame)


def test_nobody_and_an_office_without_photos_show_no_frame(shown: Shown, frame: PhotoFrame) -> None:
    frame.show_member(None)
    assert frame.isHidden()
    assert not any(act.isEnabled() for act in frame.actions_now)
    with shown.office.data.operation("停用照片"):
        shown.office.frame.registry.set_setting("fields.off", "photo")
    frame.show_member(shown.office.roster.get("米雪").id)
    assert frame.isHidden()


def test_a_photo_at_the_highest_level_is_covered_until_asked_for(
    shown: Shown, frame: PhotoFrame, file: Path
) -> None:
    with shown.office.data.operation("照片只供完整"):
        shown.office.frame.registry.set_setting("fields.privacy", "photo=完整")
    frame.take(file)
    shown.settle()
    assert not red(frame)
    assert not frame.save_action.isEnabled()
    frame.unmask(True)
    assert red(frame)


def test_the_sheet_shows_the_photo_and_its_box_uncovers_it(shown: Shown, file: Path) -> None:
    with shown.office.data.operation("照片只供完整"):
        shown.office.frame.registry.set_setting("fields.privacy", "photo=完整")
    shown.office.photos.set(shown.office.roster.get("谷雨生"), file)
    page = cast("RosterPage", shown.go("roster"))
    page.stand_on(shown.office.roster.get("谷雨生").id)
    shown.settle()
    frame = page.detail.photo
    assert frame.isVisible()
    assert not red(frame)
    box = next(one for one in page.detail.findChildren(QCheckBox) if one.isVisible())
    box.click()
    assert red(page.detail.photo)
