"""What is half written stays, whichever way the clerk turns; leaving the office asks first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui.desk import Target
from app.ui.pages.proposals.page import ProposalsPage
from app.ui.pages.roster.bulk import BulkRoom
from app.ui.pages.roster.page import RosterPage
from app.ui.pages.roster.statuspanel import StatusPanel
from tests.ui.conftest import Shown, answering

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

HOW = "还没有保存：按 Ctrl+S 保存，或点“取消”放弃。"


def roster(shown: Shown) -> RosterPage:
    found = shown.go("roster")
    assert isinstance(found, RosterPage)
    found.stand_on(shown.office.roster.get("米雪").id)
    shown.settle()
    return found


@pytest.fixture
def page(shown: Shown) -> RosterPage:
    """The roster with the form of 米雪, in which her employer is being changed."""
    found = roster(shown)
    found.detail.edit()
    employer(found).setText("县第二中学")
    return found


def employer(page: RosterPage) -> QLineEdit:
    assert page.detail.editor is not None
    return page.detail.editor.form.editors["employer"]  # type: ignore[return-value]


def other(shown: Shown) -> int:
    return shown.office.roster.get("谷雨生").id


def double_click(page: RosterPage, identity: int) -> None:
    page.list.go_to(page.list.rows.row_of(identity))
    page.list.opened.emit(identity)


WAYS: dict[str, Callable[[Shown, RosterPage], object]] = {
    "再按 F2": lambda _shown, page: page.detail.edit_action.trigger(),
    "双击另一个人": lambda shown, page: double_click(page, other(shown)),
    "新增委员": lambda _shown, page: page.add_action.trigger(),
    "暂停履职": lambda _shown, page: page.detail.suspend_action.trigger(),
    "退出": lambda _shown, page: page.detail.leave_action.trigger(),
    "历史": lambda _shown, page: page.detail.history_action.trigger(),
    "从搜索来到另一个人": lambda shown, _page: shown.window.go("roster", Target(record=other(shown))),
    "Esc": lambda _shown, page: QTest.keyClick(page.window(), Qt.Key.Key_Escape),
}


@pytest.mark.parametrize("way", WAYS)
def test_写了一半的表单_不声不响丢不了(shown: Shown, page: RosterPage, way: str) -> None:
    WAYS[way](shown, page)
    shown.settle()
    assert page.side.currentWidget() is page.detail
    assert employer(page).text() == "县第二中学"
    assert shown.said() == HOW
    page.detail.editor.left.emit()  # type: ignore[union-attr]
    assert shown.said() == ""
    page.detail.edit()
    employer(page).setText("县第二中学")
    WAYS["再按 F2"](shown, page)
    page.detail.editor.save_now()  # type: ignore[union-attr]
    shown.settle()
    assert shown.office.roster.get("米雪").employer == "县第二中学"
    assert shown.said() == "已保存。"


def test_去别的页面再回来_还在(shown: Shown, page: RosterPage) -> None:
    for key in ("grid", "home", "safety", "roster"):
        shown.go(key)
    page.open_room("teams")
    page.open_import()
    page.show_list()
    shown.window.desk.do("另一处改", lambda office: office.roster.add({"name": "岑向荣"}))  # type: ignore[union-attr]
    shown.settle()
    assert employer(page).text() == "县第二中学"


def test_写了一半的暂停_也不丢(shown: Shown) -> None:
    page = roster(shown)
    page.detail.suspend_action.trigger()
    panel = page.detail.panel
    assert isinstance(panel, StatusPanel)
    assert not panel.touched
    panel.day.reason.setText("因病休养")
    page.detail.leave_action.trigger()
    assert shown.said() == HOW
    QTest.keyClick(shown.window, Qt.Key.Key_Escape)
    assert page.detail.panel is panel
    panel.day.reason.clear()
    QTest.keyClick(shown.window, Qt.Key.Key_Escape)
    assert page.detail.panel is None


def test_只写了变动的原因_也算写了(shown: Shown) -> None:
    page = roster(shown)
    page.detail.edit()
    editor = page.detail.editor
    assert editor is not None
    editor.day.reason.setText("机构改革")
    corrected = editor.touched
    editor.change.setChecked(True)
    assert (corrected, editor.touched) == (False, True), "a correction has no reason"
    page.detail.remove_action.trigger()
    assert page.detail.editor is editor
    assert shown.office.roster.get("米雪").is_active


def test_暂停按_Ctrl_S_保存(shown: Shown) -> None:
    page = roster(shown)
    page.detail.suspend_action.trigger()
    shown.window.activateWindow()
    shown.bot.waitUntil(shown.window.isActiveWindow)
    QApplication.processEvents()
    panel = page.detail.panel
    assert isinstance(panel, StatusPanel)
    QTest.keyClick(panel.day.reason, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    shown.settle()
    assert shown.office.roster.get("米雪").status == "暂停履职"


def test_写了一半的提案_也不丢(shown: Shown) -> None:
    number = shown.office.register.add({"title": "关于老旧小区加装电梯的建议"}).proposal.id
    page = shown.go("proposals")
    assert isinstance(page, ProposalsPage)
    page.add_action.trigger()
    editor = page.detail.editor
    assert editor is not None
    editor.form.editors["title"].setText("关于建设口袋公园的建议")  # type: ignore[union-attr]
    page.add_action.trigger()
    shown.window.go("proposals", Target(record=number))
    shown.settle()
    assert page.detail.editor is editor
    assert editor.form.texts()["title"] == "关于建设口袋公园的建议"


def bulk(shown: Shown) -> BulkRoom:
    page = roster(shown)
    page.list.selectAll()
    room = page.open_room("bulk")
    assert isinstance(room, BulkRoom)
    room.field.setCurrentIndex(room.field.findData("sector"))
    room.value.setCurrentText("经济")
    room.look_now()
    shown.settle()
    return room


def test_预览了的批量修改_按_Esc_不丢_换了页面关窗口也问(shown: Shown) -> None:
    room = bulk(shown)
    QTest.keyClick(shown.window, Qt.Key.Key_Escape)
    assert "还没有修改" in shown.said()
    assert room.isVisible()
    shown.go("home")
    assert room.half_written()
    shown.go("roster")
    room.left.emit()
    assert not room.half_written()


LEAVING: dict[str, Callable[[Shown], object]] = {
    "关窗口": lambda shown: shown.window.close(),
    "打开另一个文件": lambda shown: shown.window.ask_open(),
    "看另一届": lambda shown: shown.window.back.look_at("第十届"),
    "转到另一届": lambda shown: shown.window.menus.terms.actions()[1].trigger(),
    "恢复备份": lambda shown: shown.window.restore(shown.office.path.with_name("x.liange-backup")),
}


@pytest.mark.parametrize("way", LEAVING)
def test_离开以前先问_说不就留下(
    shown: Shown, page: RosterPage, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(monkeypatch, agree=False)
    shown.window.desk.do("新的一届", lambda office: office.setup.add_term("第十二届", "2031-01-10"))  # type: ignore[union-attr]
    shown.settle()

    LEAVING[way](shown)
    QApplication.processEvents()
    assert asked == ["“委员”里有写了一半、还没有保存的内容。不保存就离开吗？"]
    assert shown.window.isVisible()
    assert shown.window.page("roster") is page
    assert employer(page).text() == "县第二中学"


def test_转到另一届_页面从头开始(shown: Shown) -> None:
    before = roster(shown)
    shown.window.desk.do("新的一届", lambda office: office.setup.add_term("第十二届", "2031-01-10"))  # type: ignore[union-attr]
    shown.settle()
    shown.window.menus.terms.actions()[1].trigger()
    shown.settle()
    assert shown.said() == "现在处理 第十二届。"
    assert shown.window.current_page is not before
    assert shown.window.current_page is shown.window.page("roster")


def test_换了届_写了一半的不会进另一届(shown: Shown) -> None:
    page = shown.go("roster")
    assert isinstance(page, RosterPage)
    page.add_action.trigger()
    editor = page.detail.editor
    assert editor is not None
    editor.form.editors["name"].setText("温如玉")  # type: ignore[union-attr]
    shown.office.setup.add_term("第十二届", "2031-01-10")
    shown.office.setup.use_term("第十二届")
    editor.save_now()
    shown.settle()
    assert editor.problem.text() == "现在处理的届次已经换了，没有保存。请点“取消”，再重新写。"
    assert editor.save.isEnabled()
    assert "温如玉" not in {one.name for one in shown.office.frame.people("2031-02-01")}
