"""Finding a form, its picture; the pages at any size, the strip beside them, going to a page."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.reports.forms import FORMS
from app.ui.desk import Target
from app.ui.pages.reports.page import ReportsPage
from app.ui.pages.reports.pagesview import Fit
from app.ui.pages.reports.rooms import DOORS
from app.ui.pages.reports.thumbnails import FOLDER, index, thumbnail
from app.ui.room import Door
from tests.ui.conftest import Shown


@pytest.fixture
def page(shown: Shown) -> ReportsPage:
    found = cast("ReportsPage", shown.go("reports"))
    shown.settle()
    return found


def test_缺字和印不清的标签在打印前说在预览旁边(shown: Shown, page: ReportsPage) -> None:
    page.forms.stand_on("地址标签")
    shown.settle()
    assert not page.missing.isVisible()
    somebody = shown.office.roster.get("米雪")
    words = {"address": "云川县清河街道" * 60, "job_title": "\U0003134a店店主"}
    shown.office.roster.change(somebody, words, day=None)
    page.preview()
    shown.settle()
    assert page.previewed is not None
    assert page.previewed.crowded_said in page.missing.text.text()
    assert "看不清；请删减文字" in page.missing.text.text()
    page.forms.stand_on("委员名册")
    shown.settle()
    assert "打印不出来：\U0003134a" in page.missing.text.text()
    assert "看不清" not in page.missing.text.text()


@pytest.mark.parametrize(
    ("words", "found"),
    [("签到", ["签到表"]), ("qdb", ["签到表"]), ("通讯 电话", ["通讯录"]), ("没有这种表", [])],
)
def test_找一种表(shown: Shown, page: ReportsPage, words: str, found: list[str]) -> None:
    page.catalogue.search.setText(words)
    shown.settle()
    assert page.forms.names() == found
    assert page.catalogue.name == (found[0] if found else "主席会议材料")


def test_找到以后按向下进列表_Esc清掉字(shown: Shown, page: ReportsPage) -> None:
    shown.window.activateWindow()
    page.focus_search()
    QTest.keyClicks(page.catalogue.search, "wymc")
    QTest.keyClick(page.catalogue.search, Qt.Key.Key_Down)
    assert page.forms.hasFocus()
    assert page.step_back()
    assert page.catalogue.search.text() == ""
    assert not page.step_back()
    shown.settle()


def test_每种表都有小图_总共不到六百KB(shown: Shown, page: ReportsPage) -> None:
    names = [form.name for form in FORMS] + [form.name for form in shown.office.paper.forms()]
    missing = [name for name in names if not (FOLDER / index().get(name, "没有")).is_file()]
    assert missing == [], "python docs/manual/make_thumbnails.py"
    assert sum(file.stat().st_size for file in FOLDER.glob("*.png")) < 600_000
    assert {file.name for file in FOLDER.glob("*.png")} == set(index().values())


def test_自己的表用同类的小图_没有同类就是一张白纸(page: ReportsPage) -> None:
    like, plain = thumbnail("本单位自己的函", "函件与通知", 1.0), thumbnail("没有", "没有这一类", 1.0)
    assert like.height() == plain.height() == 42
    assert like.toImage() != plain.toImage()


@pytest.mark.parametrize("form", ["委员名册", "签到表"])
def test_一开始就是整个页宽_横的竖的都不用左右滚(shown: Shown, page: ReportsPage, form: str) -> None:
    page.show_target(Target(view=form))
    shown.settle()
    assert page.pages.fit is Fit.WIDTH
    assert page.pages.horizontalScrollBar().maximum() == 0
    shown.window.resize(1000, 600)
    QApplication.processEvents()
    assert page.pages.horizontalScrollBar().maximum() == 0
    shown.settle()


def test_整页_放大_Ctrl滚轮(shown: Shown, page: ReportsPage) -> None:
    page.bar.page_action.trigger()
    assert page.pages.fit is Fit.PAGE
    whole = page.pages.zoom
    assert page.pages._places[0].height() <= page.pages.viewport().height()
    spin(page, 120)
    assert page.pages.zoom > whole
    assert not page.bar.page_action.isChecked()
    assert not page.bar.width_action.isChecked()
    spin(page, -120)
    QTest.keyClick(page.pages, Qt.Key.Key_0)
    assert page.bar.width_action.isChecked()
    assert page.where.text().endswith(f"{round(page.pages.zoom * 100)}%")
    for _ in range(20):
        page.pages.step_zoom(1)
    assert page.pages.zoom == 3.0
    for _ in range(20):
        page.pages.step_zoom(-1)
    assert page.pages.zoom == 0.25
    shown.settle()


def spin(page: ReportsPage, by: int) -> None:
    at = QPointF(50, 50)
    none, held = Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier
    event = QWheelEvent(at, at, QPoint(), QPoint(0, by), none, held, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(page.pages.viewport(), event)


def test_写页码_点缩略图_都到那一页(shown: Shown, page: ReportsPage) -> None:
    page.show_target(Target(view="委员登记表"))
    shown.settle()
    count = page.pages.count
    assert count == 6
    page.bar.number.setText("4")
    page.bar.number.editingFinished.emit()
    assert page.where.accessibleName() == f"第 4 页，共 {count} 页"
    page.bar.strip_action.trigger()
    assert page.strip.isVisible()
    assert page.strip.currentIndex().row() == 3
    page.strip.setCurrentIndex(page.strip.model().index(1, 0))
    assert page.bar.number.text() == "2"
    shown.bot.waitUntil(lambda: page.strip.has_image(0), timeout=20_000)
    page.bar.number.setText("99")
    page.bar.number.editingFinished.emit()
    assert page.where.accessibleName().startswith(f"第 {count} 页")
    shown.settle()


def test_换一份表时_画到一半的旧页不会画到新表上(shown: Shown, page: ReportsPage) -> None:
    page.show_target(Target(view="委员名册"))
    page._draw(0, 96, small=False)
    shown.settle()
    shown.bot.waitUntil(lambda: page.pages.has_image(0), timeout=20_000)
    _, image = page.pages._images[0]
    assert image.width() > image.height()


def test_大表只画看得见的几页(shown: Shown, page: ReportsPage) -> None:
    page.show_target(Target(view="委员登记表"))
    shown.settle()
    shown.bot.waitUntil(lambda: page.pages.has_image(0), timeout=20_000)
    shown.settle()
    assert not page.pages.has_image(5)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.key)
def test_一倍半的小屏幕_每个房间都放得下(shown: Shown, page: ReportsPage, door: Door) -> None:
    shown.window.resize(911, 440)
    page.open_room(door.key)
    shown.settle()
    least, room = shown.window.stack.minimumSizeHint(), shown.window.stack.size()
    assert least.width() <= room.width()
    assert least.height() <= room.height()


def test_低窗口_选项在另一格_高了又回到上面(shown: Shown, page: ReportsPage) -> None:
    assert page.day.isVisible()
    shown.window.resize(911, 440)
    QApplication.processEvents()
    assert not page.day.isVisible()
    page.lay._turn_to(1)
    assert page.day.isVisible()
    page.focus_search()
    assert page.catalogue.search.isVisible()
    shown.window.resize(1366, 728)
    QApplication.processEvents()
    assert page.day.isVisible()
    assert page.forms.isVisible()
    shown.settle()


def test_每个控件都有名字_关掉时没有还在走的钟(shown: Shown, page: ReportsPage) -> None:
    for widget in (page.forms, page.catalogue.search, page.pages, page.strip, page.bar.number, page.notice):
        assert widget.accessibleName()
    shown.window.resize(1200, 700)
    timers = page.findChildren(QTimer)
    shown.window.renew_pages()
    assert not any(timer.isActive() for timer in timers)


def test_只是走过一格_不重新排_改过又改回来_排最后说的(shown: Shown, page: ReportsPage) -> None:
    page.show_target(Target(view="签到表"))
    shown.settle()
    before = page.looked
    page.day.editingFinished.emit()
    assert page.print_action.isEnabled()
    page.options.answer("范围", "常委会组成人员")
    page._answered()
    page.options.answer("范围", "全体委员")
    page._answered()
    shown.settle()
    assert page.looked is not None
    assert page.looked is not before
    assert page.looked.options["范围"] == "全体委员"
