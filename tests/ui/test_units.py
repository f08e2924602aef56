"""承办单位 in the window: listed with their proposals, imported, mended, copied with the phone masked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QLineEdit

from app.office import Office
from app.ui.desk import Target
from app.ui.pages.proposals.page import ProposalsPage
from app.ui.pages.proposals.units import UnitsRoom
from tests.ui.conftest import Shown

LIST = "单位名称,所属系统,联系人,联系电话\n县住建局,政府,许愿,13800005678\n县统计局,政府,,\n,党群,无名,\n"


def assigned(office: Office) -> None:
    """One proposal that 县住建局 answers and 县财政局 assists."""
    desk = office.register
    desk.add(desk.parse(["title=关于老旧小区加装电梯的建议", "sponsors=米雪", "received=2026-01-14"]))
    for name, words in (
        ("提交", {"received": "2026-01-14"}),
        ("立案", {"date": "2026-01-18"}),
        ("交办", {"lead": "县住建局", "assisting": "县财政局", "date": "2026-02-16"}),
    ):
        desk.do(desk.get("流水1"), name, words)
    unit = office.units.known("县财政局")
    assert unit is not None
    office.units.change(unit, {"contact": "钟情", "phone": "13900001234"})


@pytest.fixture
def opened(open_with: Callable[[Callable[[Office], None], str], Shown]) -> Shown:
    return open_with(assigned, "proposals")


@pytest.fixture
def page(opened: Shown) -> ProposalsPage:
    return cast("ProposalsPage", opened.window.page("proposals"))


@pytest.fixture
def units(opened: Shown, page: ProposalsPage) -> UnitsRoom:
    page.units_action.trigger()
    opened.settle()
    assert page.units is not None
    return page.units


def rows(units: UnitsRoom) -> list[list[str]]:
    return [units.list.rows.texts(row) for row in range(units.list.rows.rowCount())]


def seen(units: UnitsRoom) -> str:
    QApplication.processEvents()
    return "\n".join(one.text() for one in units.detail.findChildren(QLabel) if one.isVisible())


def edit(units: UnitsRoom, key: str, text: str) -> None:
    QTest.keyClick(units.list, Qt.Key.Key_F2)
    assert units.detail.form is not None
    editor = units.detail.form.form.editors[key]
    assert isinstance(editor, QLineEdit)
    editor.setText(text)


def import_list(opened: Shown, page: ProposalsPage, units: UnitsRoom, folder: Path) -> None:
    path = folder / "单位.csv"
    path.write_text(LIST, encoding="utf-8-sig")
    page.take_files([path])
    opened.settle()
    assert units.importing is not None


def test_单位和主办会办的件数_电话遮盖(units: UnitsRoom) -> None:
    QAbstractItemModelTester(units.list.rows)
    assert rows(units) == [
        ["县住建局", "", "", "", "1", "0"],
        ["县财政局", "", "钟情", "139****1234", "0", "1"],
    ]
    assert units.counts.text() == "共 2 家，件数是第一次会议的"


def test_复制带表头_电话仍遮盖(units: UnitsRoom) -> None:
    units.list.selectAll()
    QTest.keyClick(units.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0] == "单位名称\t所属系统\t联系人\t联系电话\t主办\t会办"
    assert copied[2] == "县财政局\t\t钟情\t139****1234\t0\t1"


def test_要看电话才显示_换一家又遮盖(units: UnitsRoom) -> None:
    units.list.go_to(1)
    assert "139****1234" in seen(units)
    box = units.detail.findChild(QCheckBox)
    assert box is not None
    box.setChecked(True)
    assert "13900001234" in seen(units)
    units.list.go_to(0)
    units.list.go_to(1)
    assert "13900001234" not in seen(units)


def test_修改联系人是一次操作(opened: Shown, units: UnitsRoom) -> None:
    edit(units, "contact", "许愿")
    assert units.detail.form is not None
    units.detail.form.save_now()
    opened.settle()
    assert opened.office.undoable == "修改承办单位 县住建局 的联系人"
    assert rows(units)[0][2] == "许愿"
    assert "许愿" in seen(units)


def test_改成别家的名称不行_写一句话(opened: Shown, units: UnitsRoom) -> None:
    edit(units, "name", "县财政局")
    form = units.detail.form
    assert form is not None
    form.save_now()
    opened.settle()
    assert "已经有“县财政局”" in form.problem.text()
    assert units.detail.form is form


def test_没有改动就保存_回到详情(units: UnitsRoom) -> None:
    units.list.opened.emit(units.list.current_id)
    assert units.detail.form is not None
    units.detail.form.save_now()
    assert units.detail.form is None


def test_写了一半_不换人_Esc_提醒(opened: Shown, page: ProposalsPage, units: UnitsRoom) -> None:
    edit(units, "contact", "许愿")
    units.list.go_to(1)
    assert page.half_written()
    assert page.step_back()
    assert "还没有保存" in opened.said()


def test_Esc_一层一层退(opened: Shown, page: ProposalsPage, units: UnitsRoom) -> None:
    units.detail.edit()
    page.step_back()
    assert units.detail.form is None
    page.import_action.trigger()
    assert units.layers.currentWidget() is units.importing
    page.step_back()
    page.focus_search()
    units.search.setText("财政")
    assert [line[0] for line in rows(units)] == ["县财政局"]
    page.step_back()
    assert len(rows(units)) == 2
    units.list.setFocus()
    page.step_back()
    assert page.layers.currentIndex() == 0
    assert page.add_action.isVisible()


def test_导入先看_新增更新和有误(
    opened: Shown, page: ProposalsPage, units: UnitsRoom, tmp_path: Path
) -> None:
    import_list(opened, page, units, tmp_path)
    importing = units.importing
    assert importing is not None
    assert importing.summary.text() == "读到 3 行：新增 1 家，更新 1 家，不变 0 家，有误 1 处"
    assert [importing.lines.rows.texts(row)[:2] for row in range(2)] == [
        ["新增", "县统计局"],
        ["更新", "县住建局"],
    ]
    changes = importing.lines.rows.texts(1)[-1]
    assert changes == "所属系统：（空） → 政府；联系人：（空） → 许愿；联系电话：（空） → 138****5678"
    assert "没有单位名称" in importing.findings.rows.texts(0)[-1]


def test_导入是一次操作_导入后回到名单(
    opened: Shown, page: ProposalsPage, units: UnitsRoom, tmp_path: Path
) -> None:
    import_list(opened, page, units, tmp_path)
    assert units.importing is not None
    units.importing.enter_now()
    opened.settle()
    assert opened.office.undoable == "导入承办单位 2 家"
    assert [line[0] for line in rows(units)] == ["县住建局", "县财政局", "县统计局"]
    assert units.layers.currentIndex() == 0
    assert "新增 1 家，更新 1 家" in opened.said()


@pytest.mark.parametrize(
    ("section", "descending", "first"), [(0, False, "县住建局"), (0, True, "县财政局"), (5, True, "县财政局")]
)
def test_点表头排序(units: UnitsRoom, section: int, descending: bool, first: str) -> None:
    units.list.sort_wanted.emit(units.list.rows.columns[section].sort, descending)
    assert rows(units)[0][0] == first


def test_看单位时_不动提案_查到提案就回去(opened: Shown, page: ProposalsPage, units: UnitsRoom) -> None:
    assert units.isVisible()
    assert not page.detail.edit_action.isEnabled()
    assert page.place_in_manual() == "proposals#承办单位"
    page.focus_first()
    opened.go("proposals", Target(record=page.model.ids[0]))
    assert page.layers.currentIndex() == 0
    assert page.detail.edit_action.isEnabled()


def test_本届还没有会议_件数是零(opened: Shown, page: ProposalsPage) -> None:
    opened.office.setup.add_term("第十二届", "2031-01-10")
    opened.office.setup.use_term("第十二届")
    page.plenary.setCurrentIndex(0)
    units = page.open_units()
    assert units.counts.text() == "共 2 家"
    assert {line[-1] for line in rows(units)} == {"0"}


def test_每个控件都有名称(units: UnitsRoom) -> None:
    units.detail.edit()
    controls = [*units.findChildren(QAbstractButton), *units.findChildren(QLineEdit)]
    named = [one for one in controls if one.isVisible() and one.focusPolicy() != Qt.FocusPolicy.NoFocus]
    silent = [one for one in named if not one.accessibleName() and not getattr(one, "text", str)()]
    assert named
    assert silent == []
