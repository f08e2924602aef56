"""批量导入照片: a folder looked through heading by heading, then entered as one operation."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PIL import Image
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog

from app.ui import folders
from app.ui.pages.roster.page import RosterPage
from app.ui.pages.roster.photos import PhotosRoom
from tests.ui.conftest import Shown


def a_photo(file: Path) -> Path:
    Image.new("RGB", (60, 84), "steelblue").save(file)
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two that fit, one of two members, one of nobody, one that is no picture."""
    made = tmp_path / "照片"
    made.mkdir()
    for name in ("米雪.jpg", "11002.png", "米雪 谷雨生.jpg", "路人.jpg"):
        a_photo(made / name)
    (made / "欧阳明远.jpg").write_bytes(b"no picture")
    return made


@pytest.fixture
def page(shown: Shown) -> RosterPage:
    return cast("RosterPage", shown.go("roster"))


@pytest.fixture
def room(page: RosterPage) -> PhotosRoom:
    return cast("PhotosRoom", page.open_room("photos"))


def chosen(shown: Shown, room: PhotosRoom, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[Path] = []

    def choose(_parent: object, _title: str, begin: str) -> str:
        begun.append(Path(begin))
        return str(folder)

    monkeypatch.setattr(folders, "_last", [folder.parent])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose)
    room.zone.choose.click()
    shown.settle()
    assert begun == [folder.parent]
    assert Path(folders.place()) == folder


def lines(room: PhotosRoom, view: str) -> list[list[str]]:
    room.chips.press(view)
    return [room.list.rows.texts(row) for row in range(room.list.rows.rowCount())]


@pytest.mark.parametrize(
    ("view", "first", "count"),
    [
        ("匹配", ["11002.png", "江䶮"], 2),
        ("同名分不清", ["米雪 谷雨生.jpg", "米雪"], 1),
        ("没有对上", ["路人.jpg", ""], 1),
        ("读不了", ["欧阳明远.jpg", ""], 1),
        ("还缺照片的人", ["", "沈长河"], 4),
    ],
)
def test_选文件夹_分栏看清楚(
    shown: Shown, room: PhotosRoom, folder: Path, monkeypatch: pytest.MonkeyPatch, view: str, first: list[str], count: int
) -> None:  # fmt: skip
    chosen(shown, room, folder, monkeypatch)
    QAbstractItemModelTester(room.list.rows)
    found = lines(room, view)
    assert len(found) == count
    assert found[0][:2] == first
    assert room.counts.text() == "读了 5 个照片文件：匹配 2 个"
    assert shown.office.undoable == "录入 6 人"


def test_导入是一次操作_可以撤销(shown: Shown, page: RosterPage, room: PhotosRoom, folder: Path) -> None:
    assert room.take_files([folder])
    shown.settle()
    assert room.enter.text() == "导入 2 张(&S)"
    room.enter.click()
    shown.settle()
    assert "已导入照片 2 张" in shown.said()
    assert page.room_in_front is None
    assert shown.office.photos.photo(shown.office.roster.get("米雪"))
    shown.office.undo()
    assert shown.office.photos.photo(shown.office.roster.get("米雪")) is None


def test_换掉原来的要说明(shown: Shown, room: PhotosRoom, folder: Path) -> None:
    shown.office.photos.set(shown.office.roster.get("米雪"), a_photo(folder.parent / "旧.png"))
    room.take_files([folder])
    shown.settle()
    assert lines(room, "匹配")[1][4] == "换掉原来的照片"
    assert "其中 1 人换掉原来的" in room.counts.text()


def test_拖进名册的照片_到这里来(shown: Shown, page: RosterPage, folder: Path) -> None:
    assert page.take_files([*sorted(folder.iterdir()), folder / "Thumbs.db"])
    shown.settle()
    room = page.room_in_front
    assert isinstance(room, PhotosRoom)
    assert len(lines(room, "匹配")) == 2


def test_没有照片的文件夹_说一句话_再退回去(
    shown: Shown, page: RosterPage, room: PhotosRoom, folder: Path
) -> None:
    empty = folder / "空的"
    empty.mkdir()
    room.take_files([empty])
    shown.settle()
    assert "没有照片文件" in room.problem.text()
    room.take_files([folder])
    shown.settle()
    assert not room.problem.isVisibleTo(room)
    assert page.step_back()
    assert page.room_in_front is room
    assert room.preview is None
    assert page.step_back()
    assert page.room_in_front is None
