"""Room 资料不全 / 填报表: forms go out for who lacks something and come back through a preview."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import docx
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.office import Office
from app.ui import folders
from app.ui.pages.roster.fillforms import FillFormsRoom
from app.ui.pages.roster.page import RosterPage
from app.ui.window import MainWindow
from tests.ui.conftest import Shown, show


@pytest.fixture
def opened(empty_window: MainWindow, make_office: Callable[..., Office], qtbot: QtBot) -> Shown:
    found = show(empty_window, make_office(), qtbot)
    found.go("roster")
    return found


@pytest.fixture
def room(opened: Shown) -> FillFormsRoom:
    found = cast("RosterPage", opened.window.page("roster")).open_room("forms")
    opened.settle()
    assert isinstance(found, FillFormsRoom)
    return found


def fill(file: Path, label: str, value: str) -> None:
    form = docx.Document(str(file))
    for line in form.tables[0].rows:
        cells = list(dict.fromkeys(line.cells))
        if cells[0].text == label:
            cells[1].paragraphs[0].text = value
    form.save(str(file))


def test_列出各缺什么可按项目筛选(room: FillFormsRoom) -> None:
    assert room.counts.text() == "列出 6 人，共 6 人"
    room.field.setCurrentIndex(room.field.findData("ethnicity"))
    assert room.counts.text() == "列出 5 人，共 6 人"
    assert room.field.currentText() == "缺民族（5 人）"


def test_生成再收回(opened: Shown, room: FillFormsRoom, tmp_path: Path) -> None:
    room.field.setCurrentIndex(room.field.findData("phone"))
    room.deadline.setText("2026-12-10")
    room.make_in(tmp_path / "发")
    opened.settle()
    assert opened.said().startswith("生成填报表 5 份")
    file = tmp_path / "发" / "填报表 谷雨生.docx"
    fill(file, "★手机", "13900000001")
    room.take_files([tmp_path / "发"])
    opened.settle()
    assert room.counts.text() == "读了 5 份：1 人有改动，4 人没有新填"
    assert [(one.name, one.label, one.after) for one in room._changes] == [("谷雨生", "手机", "13900000001")]
    room.enter.click()
    opened.settle()
    assert opened.said() == "已收回填报表 1 人，按 Ctrl+Z 可以撤销。"
    assert room.desk.reader.roster.get("谷雨生").more["phone"] == "13900000001"
    assert not room.step_back()


def test_一格有误一格可疑_按钮和计数照实说_从发出的文件夹收回(
    opened: Shown, room: FillFormsRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.make_in(tmp_path / "发")
    opened.settle()
    monkeypatch.setattr(folders, "_last", [tmp_path])
    file = tmp_path / "发" / "填报表 谷雨生.docx"
    fill(file, "★手机", "1390013")
    fill(file, "★民族", "汉族")
    fill(tmp_path / "发" / "填报表 欧阳明远.docx", "★出生年月", "去年")
    begun: list[str] = []

    def files(_parent: object, _title: str, begin: str, _kinds: str) -> tuple[list[str], str]:
        begun.append(begin)
        return [str(one) for one in sorted(Path(begin).iterdir())], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", files)
    room.ask_files()
    opened.settle()
    assert begun == [str(tmp_path / "发")]
    assert room.counts.text().endswith("，有误 1 处，提示 1 处")
    assert room.enter.text() == "收回 1 人，有误的 1 处不收(&S)"
    assert room.findings.copied_text(everything=True).count("手机号应为 11 位") == 1


def test_期限和文件不对都在原处说明(opened: Shown, room: FillFormsRoom, tmp_path: Path) -> None:
    room.deadline.setText("年底")
    room.make_in(tmp_path)
    assert "不是日期" in room.problem.text()
    wrong = tmp_path / "不是.docx"
    wrong.write_text("文字", encoding="utf-8")
    room.take_files([wrong])
    opened.settle()
    assert not room.enter.isEnabled()
    assert room.findings.isVisible()
    assert room.step_back()
    assert room.counts.text() == "列出 6 人，共 6 人"


def test_回车打开委员(opened: Shown, room: FillFormsRoom) -> None:
    room.list.opened.emit(room.list.rows.ids[0])
    opened.settle()
    page = cast("RosterPage", opened.window.page("roster"))
    assert page.room_in_front is None


def test_对话框从上次的文件夹开始(
    opened: Shown, room: FillFormsRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Path] = []

    def folder(_parent: object, _title: str, begin: str) -> str:
        begun.append(Path(begin))
        return str(tmp_path / "发")

    def files(_parent: object, _title: str, begin: str, _kinds: str) -> tuple[list[str], str]:
        begun.append(Path(begin))
        return [str(one) for one in sorted(begun[-1].iterdir())], ""

    (tmp_path / "发").mkdir()
    monkeypatch.setattr(folders, "_last", [tmp_path])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", folder)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", files)
    room.ask_folder()
    opened.settle()
    room.ask_files()
    opened.settle()
    assert begun == [tmp_path, tmp_path / "发"]
    assert room.preview is not None
