"""Room 存档: what went out is listed, looked at, saved as it was, compared, noted on; nothing of it is offered to be changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from app.office import Office
from app.ui.pages.reports.archive import ArchiveRoom
from app.ui.pages.reports.page import ReportsPage
from app.ui.window import MainWindow
from tests.ui.conftest import Shown, show


def with_papers(office: Office) -> Office:
    """Two papers are kept, with a member come in between."""
    for form in ("委员结构分析表", "名额表"):
        office.archive.keep(form, {}, None, office.paper.preview(form), "打印")
    office.roster.add({"name": "岑向荣", "sex": "女", "sector": "经济"})
    office.archive.keep("名额表", {}, None, office.paper.preview("名额表"), "存档")
    return office


@pytest.fixture
def opened(empty_window: MainWindow, make_office: Callable[..., Office], qtbot: QtBot) -> Shown:
    found = show(empty_window, with_papers(make_office()), qtbot)
    found.go("reports")
    return found


@pytest.fixture
def room(opened: Shown) -> ArchiveRoom:
    found = cast("ReportsPage", opened.window.page("reports")).open_room("archive")
    opened.settle()
    assert isinstance(found, ArchiveRoom)
    return found


def test_新的在前_选中一份看得到纸样数字和口径(opened: Shown, room: ArchiveRoom) -> None:
    assert room.counts.text() == "3 份"
    room.list.go_to(0)
    opened.settle()
    assert room.current is not None
    assert room.current.no == 3
    assert room.sheet.title.text() == "第3号　名额表"
    assert room.sheet.pages.count == 1
    assert any(one.row == "经济" for one in room.sheet.figures_shown)
    assert room.sheet.definitions.text().startswith("口径：实有为在任委员")


def test_按表按年按字找(opened: Shown, room: ArchiveRoom) -> None:
    room.form.setCurrentText("名额表")
    room.filter_now()
    assert room.counts.text() == "2 份，共 3 份"
    room.form.setCurrentIndex(0)
    room.search.setText("结构")
    assert room.counts.text() == "1 份，共 3 份"
    assert room.step_back()
    assert room.counts.text() == "3 份"
    room.search.setText("没有的字")
    assert room.list.empty_text == "没有符合的存档。"
    assert room.current is None
    assert not room.again.isEnabled()


def test_和另一份相比说明是谁(opened: Shown, room: ArchiveRoom) -> None:
    room.list.go_to(0)
    opened.settle()
    room.sheet.other.setCurrentIndex(1)
    room.compare_now()
    opened.settle()
    assert room.sheet.said.text().startswith("第2号（上次）和第3号（这次）相比")
    assert any("＋岑向荣" in line[4] for line in room.sheet.lines)
    room.sheet.other.setCurrentIndex(0)
    room.compare_now()
    opened.settle()
    assert room.sheet.said.text() == "第3号和现在相比：数字没有变化。"


def test_原样另存_重印记一笔(opened: Shown, room: ArchiveRoom, tmp_path: Path) -> None:
    room.list.go_to(2)
    opened.settle()
    room.save_to(tmp_path / "另存.pdf")
    opened.settle()
    assert (tmp_path / "另存.pdf").read_bytes() == room.desk.reader.archive.pdf(1)
    room.printed(1, "已送去打印。")
    opened.settle()
    assert room.counts.text() == "4 份"
    assert opened.said() == "已送去打印。已记为第 4 号，重印第 1 号。"
    assert room.desk.reader.archive.one(4).again == 1


def test_写注记_没写完算没存(opened: Shown, room: ArchiveRoom) -> None:
    room.list.go_to(0)
    opened.settle()
    assert not room.half_written()
    room.sheet.remark.setText("作废：名单有误")
    assert room.half_written()
    room.write_note()
    opened.settle()
    assert not room.half_written()
    assert room.desk.reader.archive.one(3).note == "作废：名单有误"
    assert room.desk.reader.undoable == "新增委员 岑向荣"
    assert "作废：名单有误" in room.sheet.about.text()


def test_太长的注记说明原因(opened: Shown, room: ArchiveRoom) -> None:
    room.list.go_to(0)
    opened.settle()
    room.sheet.remark.setText("长" * 201)
    room.write_note()
    opened.settle()
    assert "最多 200 个字" in room.problem.text()
