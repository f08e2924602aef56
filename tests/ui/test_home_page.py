from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.office import Office
from app.services.new_term_plan import Wish
from app.ui.pages.home import FigureCard, HomePage
from app.ui.pages.roster.page import RosterPage
from app.ui.window import MainWindow
from tests.ui.conftest import Shown, show


def home(shown: Shown) -> HomePage:
    return cast("HomePage", shown.go("home"))


def test_写明今天是哪一天_有几件事(shown: Shown) -> None:
    page = home(shown)
    assert page.date.text() == "2026年11月22日 星期日"
    count = len(shown.office.home.lines())
    assert page.heading.text() == f"上午好，今天有 {count} 件事要办"
    assert len([one for one in page.findChildren(QPushButton) if one.text() == "处理"]) == count


def test_每一行打开的名单等于它的数(shown: Shown) -> None:
    page = home(shown)
    for line in shown.office.home.lines():
        if line.target == "roster" and line.ids:
            page.open_line(line)
            shown.settle()
            roster = cast("RosterPage", shown.window.page("roster"))
            assert sorted(roster.model.ids) == sorted(line.ids)
            assert line.text.startswith(str(len(line.ids)))


def test_数字卡片用键盘也打得开(shown: Shown) -> None:
    page = home(shown)
    card = page.findChildren(FigureCard)[0]
    QTest.keyClick(card, Qt.Key.Key_Return)
    shown.settle()
    assert shown.window.current_page is shown.window.page("roster")


def test_矮窗口里_要办的事排在前面_件件看得见(shown: Shown) -> None:
    page = home(shown)
    shown.window.resize(911, 440)
    QApplication.processEvents()
    acts = [one for one in page.findChildren(QPushButton) if one.text() == "处理"]
    assert acts
    for act in acts[:5]:
        assert act.visibleRegion().boundingRect().size() == act.size()
    card = page.findChildren(FigureCard)[0]
    assert card.mapTo(page, QPoint(0, 0)).y() > acts[0].mapTo(page, QPoint(0, 0)).y()
    shown.window.resize(1366, 728)
    QApplication.processEvents()
    assert card.mapTo(page, QPoint(0, 0)).y() < acts[0].mapTo(page, QPoint(0, 0)).y()


def test_改了名册_首页跟着变(shown: Shown) -> None:
    page = home(shown)
    desk = shown.window.desk
    assert desk is not None
    desk.do("新增", lambda office: office.roster.add({"name": "秦望"}))
    shown.settle()
    assert "7" in [one.text() for one in page.findChildren(QLabel)]


def test_空的办公室说怎么开始(
    empty_window: MainWindow, make_office: Callable[..., Office], qtbot: QtBot
) -> None:
    found = show(empty_window, make_office(people=False), qtbot)
    texts = [one.toolTip() or one.text() for one in home(found).findChildren(QPushButton)]
    assert any("名册还是空的" in text for text in texts)


def test_打开后_键盘就在第一件事上(
    empty_window: MainWindow, make_office: Callable[..., Office], qtbot: QtBot
) -> None:
    empty_window.activateWindow()
    found = show(empty_window, make_office(people=False), qtbot)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QPushButton))
    focus = QApplication.focusWidget() or empty_window
    assert focus.accessibleName().startswith("处理：名册还是空的")
    QTest.keyClick(focus, Qt.Key.Key_Return)
    found.settle()
    assert found.window.current_page is found.window.page("roster")


def test_看往届时_不说今天要办_只查看(shown: Shown) -> None:
    office = shown.office
    office.renewal.carry_out(office.renewal.plan(Wish("第十二届", "2026-11-20", all_stay=True)))
    home(shown)
    shown.window.back.look_at("第十一届")
    shown.settle()
    page = home(shown)
    assert page.heading.text() == "第十一届，2026-11-19 的情况"
    assert not page.date.isVisible()
    assert page.lines_title.text() == "这一届留下的"
    lines = office.reader("第十一届").home.lines()
    assert lines
    assert "备份" not in {line.word for line in lines}
    assert len([one for one in page.findChildren(QPushButton) if one.text() == "查看"]) == len(lines)
    shown.window.back.look_at("")
    shown.settle()
    page = home(shown)
    assert page.lines_title.text() == "今天要办"
    assert "今天有" in page.heading.text()
    assert "备份" in {line.word for line in office.home.lines()}
