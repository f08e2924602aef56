"""成批生成: several forms or one file for each, cancel that leaves nothing, what was not made and why."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from app.services.paper import Mismatch, PaperDesk
from app.ui.desk import Target
from app.ui.pages.reports.batch import NAME, BatchRoom
from app.ui.pages.reports.page import ReportsPage
from tests.ui.conftest import Shown


@pytest.fixture
def page(shown: Shown) -> ReportsPage:
    found = cast("ReportsPage", shown.go("reports"))
    shown.settle()
    return found


@pytest.fixture
def room(shown: Shown, page: ReportsPage) -> BatchRoom:
    opened = page.open_room("batch")
    shown.settle()
    return cast("BatchRoom", opened)


def tick(room: BatchRoom, *names: str) -> None:
    for item in room._items():
        wanted = item.data(NAME) in names
        item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)


def listed(room: BatchRoom) -> list[str]:
    return [room.results.item(place).text() for place in range(room.results.count())]


def test_几种表一次做好(
    shown: Shown, room: BatchRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not room.make.isEnabled()
    tick(room, "名额表", "签到表")
    room.formats["xlsx"].setChecked(True)
    room.formats["docx"].setChecked(False)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_of: str(tmp_path / "出"))
    room.make.click()
    shown.settle()
    assert sorted(file.name for file in (tmp_path / "出").iterdir()) == [
        "名额表.pdf",
        "名额表.xlsx",
        "签到表.pdf",
    ]
    assert listed(room) == ["✓ 名额表.pdf", "✓ 名额表.xlsx", "✓ 签到表.pdf"]
    assert "3 个文件" in shown.said()
    assert shown.window.message.folder.isVisible()
    assert not shown.window.message.opener.isVisible()
    room.results.itemActivated.emit(room.results.item(0))
    assert "名额表.pdf" in shown.said()


def test_一人一份_只给写的人(shown: Shown, room: BatchRoom, tmp_path: Path) -> None:
    room.how.setCurrentIndex(room.how.findData("委员登记表"))
    room.how.activated.emit(room.how.currentIndex())
    assert room.how.currentText() == "一人一份：委员登记表"
    assert room.about.isVisible()
    assert not room.forms.isEnabled()
    room.about.setText("米雪、沈长河")
    room.make_in(tmp_path / "出")
    shown.settle()
    assert sorted(file.stem for file in (tmp_path / "出").glob("*.pdf")) == [
        "委员登记表 沈长河",
        "委员登记表 米雪",
    ]


def test_从选定的人来_就给这些人(shown: Shown, page: ReportsPage, tmp_path: Path) -> None:
    ids = tuple(member.id for member in shown.office.roster.listing()[:2])
    page.show_target(Target(view="委员登记表", ids=ids))
    shown.settle()
    room = cast("BatchRoom", page.open_room("batch"))
    room.how.setCurrentIndex(room.how.findData("委员登记表"))
    room.how.activated.emit(room.how.currentIndex())
    assert room.about.text() == "选定 2 人"
    room.make_in(tmp_path / "出")
    shown.settle()
    assert len(list((tmp_path / "出").glob("*.pdf"))) == 2


def test_选定的是提案_给委员的表就是全部(shown: Shown, page: ReportsPage) -> None:
    add = shown.office.register.add
    ids = tuple(add({"title": title}).proposal.id for title in ("关于加装电梯的建议", "关于养老服务的建议"))
    page.show_target(Target(view="提案表", ids=ids))
    shown.settle()
    room = cast("BatchRoom", page.open_room("batch"))
    told = []
    for form in ("提案表", "委员登记表", "提案表"):
        room.how.setCurrentIndex(room.how.findData(form))
        room.how.activated.emit(room.how.currentIndex())
        told.append(room.about.text())
    assert told == ["选定 2 件", "", "选定 2 件"]
    room.about.setText("查无此人")
    room.how.activated.emit(room.how.currentIndex())
    assert room.about.text() == "查无此人"


def test_写的人不在_一句话(shown: Shown, room: BatchRoom, tmp_path: Path) -> None:
    room.how.setCurrentIndex(room.how.findData("委员登记表"))
    room.about.setText("查无此人")
    room.make_in(tmp_path / "出")
    shown.settle()
    assert "查无此人" in room.notice.text.text()
    assert room.make.isEnabled()


def test_PDF同时存档_一种一份(shown: Shown, room: BatchRoom, tmp_path: Path) -> None:
    tick(room, "名额表", "签到表")
    assert room.kept.isChecked()
    room.make_in(tmp_path / "出")
    shown.settle()
    kept = shown.office.archive.listing()
    assert {(one.form, one.how) for one in kept} == {("名额表", "成批生成"), ("签到表", "成批生成")}


def test_一人一份的_存档合成一份_没做成的不在里面(shown: Shown, room: BatchRoom, tmp_path: Path) -> None:
    room.how.setCurrentIndex(room.how.findData("委员登记表"))
    room.about.setText("米雪、沈长河")
    room.make_in(tmp_path / "出")
    shown.settle()
    (kept,) = shown.office.archive.listing()
    assert (kept.form, kept.pages) == ("委员登记表", 2)


def test_不要存档_或没有PDF_就不存(shown: Shown, room: BatchRoom, tmp_path: Path) -> None:
    tick(room, "名额表")
    room.kept.setChecked(False)
    room.make_in(tmp_path / "出")
    shown.settle()
    room.kept.setChecked(True)
    room.formats["pdf"].setChecked(False)
    assert not room.kept.isEnabled()
    room.make_in(tmp_path / "出")
    shown.settle()
    assert shown.office.archive.listing() == []


def test_选项照上次_写在表名后面(shown: Shown, room: BatchRoom, tmp_path: Path) -> None:
    assert shown.window.desk is not None
    shown.window.desk.do(
        "记一笔", lambda office: office.paper_shelf.note("委员名册", {"分组": "按界别", "委员": "米雪"})
    )
    shown.settle()
    room.reload()
    (item,) = (one for one in room._items() if one.data(NAME) == "委员名册")
    assert item.text() == "委员名册　（照上次：按界别）"
    tick(room, "委员名册")
    assert room.ticked == ["委员名册"]
    room.make_in(tmp_path / "出")
    shown.settle()
    (kept,) = shown.office.archive.listing()
    assert (kept.options["分组"], kept.options["委员"]) == ("按界别", "全部")


def test_取消_不留文件(shown: Shown, room: BatchRoom, tmp_path: Path) -> None:
    tick(room, *(item.text() for item in room._items()[:6]))
    room.make_in(tmp_path / "出")
    assert not room.make.isEnabled()
    assert room.making is not None
    room.making.cancel()
    shown.settle()
    assert "一个文件也没有留下" in room.told.text()
    assert not (tmp_path / "出").exists() or list((tmp_path / "出").iterdir()) == []


def test_一种对不上_别的照做_点了才做那一种(
    shown: Shown, room: BatchRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = PaperDesk.document

    def wrong(self: PaperDesk, name: str, *of: object, anyway: bool = False, **named: object) -> object:
        if name == "名额表" and not anyway:
            raise Mismatch(name, ["名额：各项合计 5，总数 6"])
        return document(self, name, *of, anyway=anyway, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(PaperDesk, "document", wrong)
    tick(room, "名额表", "签到表")
    room.make_in(tmp_path / "出")
    shown.settle()
    assert {file.stem for file in (tmp_path / "出").iterdir()} == {"签到表"}
    assert any("各项合计 5，总数 6" in line for line in listed(room))
    cast("QPushButton", room.notice.offers[0]).click()
    shown.settle()
    assert {file.stem for file in (tmp_path / "出").iterdir()} == {"签到表", "名额表"}
    assert any(line.startswith("！ 名额表") for line in listed(room))


def test_没选格式_先说一句(shown: Shown, room: BatchRoom, tmp_path: Path) -> None:
    tick(room, "名额表")
    for box in room.formats.values():
        box.setChecked(False)
    room.make_in(tmp_path / "出")
    assert "至少选一种" in room.notice.text.text()
    assert not (tmp_path / "出").exists()


def test_只用键盘_找_选_全选_回去(shown: Shown, page: ReportsPage, room: BatchRoom) -> None:
    shown.window.activateWindow()
    room.focus_search()
    QTest.keyClicks(room.search, "mingetu")
    assert all(item.isHidden() for item in room._items())
    assert page.step_back()
    QTest.keyClicks(room.search, "qiandao")
    QTest.keyClick(room.search, Qt.Key.Key_Down)
    room.forms.setCurrentItem(next(item for item in room._items() if not item.isHidden()))
    QTest.keyClick(room.forms, Qt.Key.Key_Space)
    assert room.ticked == ["签到表"]
    assert room.counts.text() == "选了 1 种"
    room.every.click()
    assert room.ticked == []
    room.every.click()
    assert room.ticked == ["签到表"]
    room.search.clear()
    assert page.step_back()
    assert page.room_in_front is None
    shown.settle()
