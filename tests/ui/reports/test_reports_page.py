from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton

from app.reports.forms import FORMS
from app.ui.desk import Target
from app.ui.pages.reports.page import ReportsPage
from app.ui.pages.reports.printing import keep_pdf, print_pages
from tests.ui.conftest import Shown


@pytest.fixture
def page(shown: Shown) -> ReportsPage:
    found = cast("ReportsPage", shown.go("reports"))
    shown.settle()
    return found


def drawn(shown: Shown, page: ReportsPage) -> None:
    shown.bot.waitUntil(lambda: page.pages.has_image(0), timeout=20_000)


def test_列出每一种表(page: ReportsPage) -> None:
    names = page.forms.names()
    assert {"主席会议材料", "委员名册", "五级网格联络表", "提案目录", "委员结构分析表"} <= set(names)


def choose(page: ReportsPage, name: str) -> None:
    page.show_target(Target(view=name))


@pytest.mark.parametrize("name", [form.name for form in FORMS])
def test_每种表都能预览(shown: Shown, page: ReportsPage, name: str) -> None:
    choose(page, name)
    shown.settle()
    drawn(shown, page)
    assert page.previewed is not None
    assert page.previewed.pdf.startswith(b"%PDF")
    assert page.where.accessibleName().startswith("第 1 页，共")


def test_预览画的是纸的大小(shown: Shown, page: ReportsPage) -> None:
    drawn(shown, page)
    assert page.previewed is not None
    assert [round(part) for part in page.previewed.sizes[0]] == [595, 842]


def test_换选项重新排(shown: Shown, page: ReportsPage) -> None:
    choose(page, "委员名册")
    shown.settle()
    before = page.previewed
    box = page.options.editors["分组"]
    assert isinstance(box, QComboBox)
    box.setCurrentText("按界别")
    box.activated.emit(box.currentIndex())
    shown.settle()
    assert page.chosen_options() == {
        "分组": "按界别", "级别": "内部", "排序": "按职务", "委员": "全部", "与上次相比": "不比"
    }  # fmt: skip
    assert page.previewed is not before


def test_日期不对不排(shown: Shown, page: ReportsPage) -> None:
    before = page.previewed
    page.day.setText("下个月")
    page.preview()
    shown.settle()
    assert page.day.property("wrong") == "true"
    assert page.previewed is before


@pytest.mark.parametrize("ending", ["docx", "pdf", "xlsx"])
def test_存成文件(shown: Shown, page: ReportsPage, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"材料.{ending}"
    page.save_to(file)
    shown.settle()
    assert file.stat().st_size > 1000
    assert "已保存到" in shown.said()


def test_存不进去说一句话(shown: Shown, page: ReportsPage, tmp_path: Path) -> None:
    (tmp_path / "占着").write_text("x", encoding="utf-8")
    page.save_to(tmp_path / "占着" / "材料.pdf")
    shown.settle()
    assert page.notice.isVisible()
    assert "没有保存" in page.notice.text.text()


def test_打印到_PDF(shown: Shown, page: ReportsPage, tmp_path: Path) -> None:
    drawn(shown, page)
    assert page.previewed is not None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "印出.pdf"))
    printer.setResolution(72)
    assert shown.window.desk is not None
    count, told = len(page.previewed.sizes), list[str]()
    print_pages(shown.window.desk, "材料", page.previewed, printer, range(count), told.append)
    shown.settle()
    assert (tmp_path / "印出.pdf").read_bytes().startswith(b"%PDF")
    assert told == [f"已送去打印：材料，{count} 页。"]


def test_放大缩小用键盘(shown: Shown, page: ReportsPage) -> None:
    drawn(shown, page)
    before = page.pages.zoom
    page.pages.setFocus()
    QTest.keyClick(page.pages, Qt.Key.Key_Plus)
    assert page.pages.zoom > before
    QTest.keyClick(page.pages, Qt.Key.Key_Minus)
    QTest.keyClick(page.pages, Qt.Key.Key_Minus)
    assert page.pages.zoom < before
    shown.settle()


def test_晚到的图不画(shown: Shown, page: ReportsPage) -> None:
    page.pages.show_image(0, 5, QImage(10, 10, QImage.Format.Format_RGB32))
    page.pages.show_pages(())
    assert not page.pages.has_image(0)


def test_名册变了预览也变(shown: Shown, page: ReportsPage) -> None:
    before = page.previewed
    assert shown.window.desk is not None
    shown.window.desk.do("新增", lambda office: office.roster.add({"name": "秦望"}))
    shown.settle()
    shown.settle()
    assert page.previewed is not before


def test_打印到_PDF_文件_就是预览的那一份(shown: Shown, page: ReportsPage, tmp_path: Path) -> None:
    assert page.previewed is not None
    assert shown.window.desk is not None
    told: list[str] = []
    keep_pdf(shown.window.desk, "名额表", {}, page.previewed, tmp_path / "印出.pdf", told.append)
    shown.settle()
    assert (tmp_path / "印出.pdf").read_bytes() == page.previewed.pdf
    assert "印出.pdf" in told[0]


def test_表按内容分组列出_组名不能选(page: ReportsPage) -> None:
    items = [page.forms.item(row) for row in range(page.forms.count())]
    heads = [item.text() for item in items if not item.flags() & Qt.ItemFlag.ItemIsSelectable]
    assert heads[:4] == ["主席会议", "委员", "网格", "提案"]
    assert len(set(heads)) == len(heads)
    page.forms.setFocus()
    page.forms.setCurrentRow(1)
    QTest.keyClick(page.forms, Qt.Key.Key_Down)
    assert page.form is not None
    assert page.form.group == "委员"


def test_选项里写的字也用_日期不对就不排(shown: Shown, page: ReportsPage) -> None:
    choose(page, "签到表")
    shown.settle()
    title, day = page.options.editors["标题"], page.options.editors["会议日期"]
    assert isinstance(title, QLineEdit)
    assert isinstance(day, QLineEdit)
    title.setText("第一次会议")
    title.editingFinished.emit()
    shown.settle()
    before = page.previewed
    assert page.chosen_options()["标题"] == "第一次会议"
    assert not page.excel_action.isEnabled()
    day.setText("下周")
    day.editingFinished.emit()
    shown.settle()
    assert day.property("wrong") == "true"
    assert page.previewed is before
    day.setText("2026-11-20")
    day.editingFinished.emit()
    shown.settle()
    assert page.previewed is not before


def test_答案说错了_预览处说一句话(shown: Shown, page: ReportsPage) -> None:
    choose(page, "委员登记表")
    shown.settle()
    page.options.answer("委员", "查无此人")
    page.preview()
    shown.settle()
    assert "查无此人" in page.pages.empty_text


def test_从名册带着选中的人来(shown: Shown, page: ReportsPage) -> None:
    ids = tuple(member.id for member in shown.office.roster.listing()[:2])
    page.show_target(Target(view="委员登记表", ids=ids))
    shown.settle()
    assert page.previewed is not None
    assert len(page.previewed.sizes) == 2


def test_排序和级别跟着到下一份表(shown: Shown, page: ReportsPage) -> None:
    choose(page, "委员名册")
    page.options.answer("排序", "按姓名拼音")
    choose(page, "通讯录")
    assert page.chosen_options()["排序"] == "按姓名拼音"
    assert page.chosen_options()["级别"] == "完整", (
        "通讯录 has its telephones, unless the clerk said another level"
    )
    choose(page, "委员名册")
    assert page.chosen_options()["级别"] == "内部"
    page.options.answer("级别", "公开")
    choose(page, "通讯录")
    assert page.chosen_options()["级别"] == "公开"
    shown.settle()


def test_换一张表_还没排完的那张就不排了(shown: Shown, page: ReportsPage) -> None:
    choose(page, "委员登记表")
    earlier = page._making
    choose(page, "签到表")
    assert earlier is not None
    assert earlier.cancelled
    shown.settle()
    assert page.previewed is not None
    assert len(page.previewed.sizes) == 1


def test_排一份大表可以取消_改一下选项再排(shown: Shown, page: ReportsPage) -> None:
    choose(page, "委员登记表")
    assert page._making is not None
    page._making.cancel()
    shown.settle()
    assert page.previewed is None
    assert "已取消" in page.pages.empty_text
    page.preview()
    shown.settle()
    assert page.previewed is not None


def test_放大一半的小屏幕上_按钮都看得见(shown: Shown, page: ReportsPage) -> None:
    """1366×768 at 150 % leaves 910×512."""
    shown.window.resize(910, 470)
    QApplication.processEvents()
    choose(page, "委员登记表")
    shown.settle()
    shown_buttons = {one.text(): one for one in page.findChildren(QPushButton) if one.isVisible()}
    assert {
        "打印",
        "存为 ▾",
        "页宽",
        "整页",
        "缩略图",
        "选表(&L)",
        "选项(&O)",
        "最近 ▾",
    } <= shown_buttons.keys()
    for one in shown_buttons.values():
        assert one.visibleRegion().boundingRect().size() == one.size(), one.text()
    assert page.forms.visibleRegion().boundingRect().height() >= 200
    assert page.pages.height() >= 250


def test_放大一半的小屏幕上_选项的格子右边不被切掉(shown: Shown, page: ReportsPage) -> None:
    shown.window.resize(910, 470)
    QApplication.processEvents()
    page.lay._turn_to(1)
    cut = {}
    for name in page._offered:
        choose(page, name)
        QApplication.processEvents()
        area = page.lay.choices
        wide = page.options.minimumSizeHint().width()
        there = area.width() - area.verticalScrollBar().sizeHint().width()
        if wide > there:
            cut[name] = wide - there
    shown.settle()
    assert cut == {}


def test_没有页的时候_旁边没有一条空白(shown: Shown, page: ReportsPage) -> None:
    choose(page, "委员名册")
    shown.settle()
    page.bar.strip_action.trigger()
    assert page.strip.isVisible()
    page.options.answer("委员", "查无此人")
    page.preview()
    shown.settle()
    assert page.pages.count == 0
    assert not page.strip.isVisible()
    page.options.answer("委员", "全部")
    page.preview()
    shown.settle()
    assert page.strip.isVisible()


def test_换一份表_列表不动_鼠标下还是那一份(shown: Shown, page: ReportsPage) -> None:
    sizes = set()
    for name in page._offered:
        choose(page, name)
        shown.settle()
        sizes.add((page.forms.height(), page.forms.mapToGlobal(page.forms.rect().topLeft()).y()))
        assert page.options.sizeHint().height() <= page.lay.choices.height(), name
    assert len(sizes) == 1


def test_不能存为Excel的_菜单里说为什么(shown: Shown, page: ReportsPage) -> None:
    choose(page, "签到表")
    shown.settle()
    one = page.excel_action
    assert (one.isEnabled(), one.toolTip()) == (
        False,
        "签到表是照版面打印的，不能存为 Excel；可以存为 Word 再改",
    )
    choose(page, "委员名册")
    shown.settle()
    assert (one.isEnabled(), one.toolTip()) == (True, "把表格部分存成 Excel")
