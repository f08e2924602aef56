"""Where file dialogs open."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from pytestqt.qtbot import QtBot

from app.ui import folders
from app.ui.dropzone import DropZone


@pytest.fixture(autouse=True)
def _nothing_chosen_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "_last", [])


def test_第一次在桌面_以后在上次的文件夹(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desktop, other = tmp_path / "桌面", tmp_path / "材料"
    desktop.mkdir()
    other.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", staticmethod(lambda _where: str(desktop)))
    assert Path(folders.place("委员名册.pdf")) == desktop / "委员名册.pdf"
    folders.keep("")
    assert Path(folders.place()) == desktop
    folders.keep(str(other / "名册.xlsx"))
    assert Path(folders.place("签到表.pdf")) == other / "签到表.pdf"
    other.rmdir()
    assert Path(folders.place()) == desktop


def test_选过的文件夹_下一次选文件从那里开始(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zone, opened = DropZone("拖到这里", "表格 (*.xlsx)"), []
    qtbot.addWidget(zone)

    def chosen(_parent: object, _title: str, folder: str, _kinds: str) -> tuple[list[str], str]:
        opened.append(Path(folder))
        return [str(tmp_path / "名册.xlsx")], ""

    monkeypatch.setattr("app.ui.dropzone.QFileDialog.getOpenFileNames", chosen)
    zone.ask()
    zone.ask()
    assert opened[1] == tmp_path
