"""The roster's page: conditions above the list and saved views."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.domain.member_filter import Op
from app.ui import remembered
from app.ui.pages.roster.page import RosterPage
from tests.ui.conftest import Shown


@pytest.fixture
def page(shown: Shown) -> RosterPage:
    return cast("RosterPage", shown.go("roster"))


def names(page: RosterPage) -> list[str]:
    return [page.model.texts(row)[0] for row in range(page.model.rowCount())]


# -- conditions ------------------------------------------------------------------------------------------------


def test_加一个条件_勾两个值(page: RosterPage) -> None:
    page.filter_action.trigger()
    editor = page.filters.editor
    assert editor.isVisible()
    assert editor.facet is not None
    assert editor.facet.label == "界别"
    for item in editor._items():
        if item.text() in ("教育（1）", "民革（1）"):
            item.setCheckState(Qt.CheckState.Checked)
    QTest.keyClick(editor.value, Qt.Key.Key_Return)
    assert set(names(page)) == {"米雪", "江䶮"}
    assert not editor.isVisible()
    assert page.counts.text().startswith("列出 2 人")


def test_打字选字段_比较和值(page: RosterPage) -> None:
    page.filter_action.trigger()
    editor = page.filters.editor
    editor.field.setCurrentText("联系电话")
    assert editor.facet is not None
    assert editor.facet.key == "phone"
    editor.field.setCurrentIndex(editor.field.findData("phone"))
    editor.op.setCurrentIndex(editor.op.findData(Op.FILLED))
    assert not editor.value.isVisible()
    editor.make()
    assert names(page) == ["米雪"]
    assert page.filters.where == ("手机!=空",)


def test_值不对就说明_不筛(page: RosterPage) -> None:
    page.filter_action.trigger()
    editor = page.filters.editor
    editor.field.setCurrentIndex(editor.field.findData("age"))
    editor.value.setText("老")
    editor.make()
    assert "整数" in editor.problem.text()
    editor.field.setEditText("星座")
    editor.make()
    assert "选一个字段" in editor.problem.text()
    assert page.step_back()
    assert not editor.isVisible()
    assert page.filters.where == ()


def test_打字时只留下对得上的值(page: RosterPage) -> None:
    page.filter_action.trigger()
    editor = page.filters.editor
    editor.value.setText("教")
    editor.value.textEdited.emit("教")
    assert [item.text() for item in editor._items() if not item.isHidden()] == ["教育（1）"]


def test_条件的小牌点一下就去掉_同一问法换成新的(shown: Shown, page: RosterPage) -> None:
    page.filters.add("性别=女")
    page.filters.add("性别=男")
    page.filters.add("手机=空")
    assert list(page.filters.where) == ["性别=男", "手机=空"]
    shown.settle()
    chips = [
        one for one in page.filters.findChildren(QPushButton) if one.text().endswith("×") and one.isVisible()
    ]
    chips[0].click()
    assert list(page.filters.where) == ["手机=空"]
    page.filters.clear()
    assert len(names(page)) == 6
    assert not page.filters.isVisible()


def test_条件的字段停用了_去掉条件并说明(shown: Shown, page: RosterPage) -> None:
    page.filters.add("备注=空")
    with shown.office.data.operation("停用备注"):
        shown.office.frame.registry.set_setting("fields.off", "note")
    page.reload()
    assert page.filters.where == ()
    assert "条件已去掉" in shown.said()
    assert "note" not in [one.key for one in page.model.columns]


def chips(page: RosterPage) -> list[QPushButton]:
    return [
        one for one in page.filters.findChildren(QPushButton) if one.text().endswith("×") and one.isVisible()
    ]


def test_没有出生年月的人_在条件旁边和空名单里说(page: RosterPage) -> None:
    page.filters.add("年龄>=90")
    said = "另有 5 人没有出生年月，不在其中"
    assert page.filters.left_out.isVisible()
    assert page.filters.left_out.text() == said
    assert page.list.empty_text == f"没有符合条件的委员。\n{said}。"
    page.filters.clear()
    assert not page.filters.left_out.isVisible()


def test_去掉条件_焦点到下一个_最后一个到名单(shown: Shown, page: RosterPage) -> None:
    for text in ("性别=女", "手机=空", "界别=民革"):
        page.filters.add(text)
    shown.settle()
    first, second, _ = chips(page)
    first.setFocus()
    first.click()
    assert page.window().focusWidget() is second
    for _ in range(2):
        on = page.window().focusWidget()
        assert isinstance(on, QPushButton)
        on.click()
        shown.settle()
    assert page.filters.where == ()
    assert page.window().focusWidget() is page.list


def test_开着加条件时去掉别的条件_值和人数重新数_勾着的还勾着(shown: Shown, page: RosterPage) -> None:
    page.filters.add("性别=女")
    page.filters.open_editor()
    editor = page.filters.editor
    assert sorted(item.text() for item in editor._items()) == ["教育（1）", "民革（1）"]
    editor._items()[0].setCheckState(Qt.CheckState.Checked)
    ticked = editor.value.text()
    (chip,) = chips(page)
    chip.setFocus()
    chip.click()
    assert len(editor._items()) == 5
    assert (editor._ticked(), editor.value.text()) == ([ticked], ticked)
    assert page.window().focusWidget() in (editor.field, editor.field.lineEdit())


def test_同一个字段再加值_已有的勾着_别的也在(page: RosterPage) -> None:
    page.filters.add("界别=教育")
    page.filters.open_editor()
    editor = page.filters.editor
    assert editor._ticked() == ["教育"]
    next(item for item in editor._items() if item.text() == "民革（1）").setCheckState(Qt.CheckState.Checked)
    editor.make()
    assert page.filters.where in (("界别=教育,民革",), ("界别=民革,教育",))
    page.filters.open_editor()
    editor.field.setCurrentIndex(editor.field.findData("age"))
    assert editor.value.text() == ""


def test_加好条件_取消_Esc_以后焦点都在名单(shown: Shown, page: RosterPage) -> None:
    editor = page.filters.editor
    for leave in (editor.cancel.click, page.step_back, editor.make):
        page.filters.open_editor()
        editor.value.setFocus()
        editor.value.setText("教育")
        leave()
        assert page.window().focusWidget() is page.list
    page.view_bar.ask_new()
    page.step_back()
    assert page.window().focusWidget() is page.list


# -- views -----------------------------------------------------------------------------------------------------


def test_存成视图_再打开还是那样_改名移动替换删除(shown: Shown, page: RosterPage) -> None:
    page.filters.add("性别=女")
    page.order_by("strokes", descending=True)
    page.view_bar.save_action.trigger()
    page.view_bar.name.setText("女委员")
    QTest.keyClick(page.view_bar.name, Qt.Key.Key_Return)
    shown.settle()
    assert page.chips.on == "女委员"
    assert ("女委员", 2) in page.views()
    page.chips.press("全部")
    assert len(names(page)) == 6
    page.chips.press("女委员")
    assert (page.filters.where, page.sorted_by) == (("性别=女",), ("strokes", True))
    assert names(page) == ["江䶮", "米雪"]
    page.filters.add("手机=空")
    page.view_bar.replace_action.trigger()
    shown.settle()
    assert shown.office.roster_views.view("女委员").asked.where == ("性别=女", "手机=空")
    page.view_bar.rename_action.trigger()
    page.view_bar.name.setText("女同志")
    page.view_bar.keep_now()
    shown.settle()
    assert page.chips.on == "女同志"
    page.view_bar.delete_action.trigger()
    shown.settle()
    assert page.chips.on == "全部"
    assert shown.office.undoable == "删除视图 女同志"


def keep_view(shown: Shown, page: RosterPage, name: str) -> None:
    page.view_bar.save_action.trigger()
    page.view_bar.name.setText(name)
    page.view_bar.keep_now()
    shown.settle()


def chip_texts(page: RosterPage) -> list[str]:
    return [one.text() for one in page.chips.findChildren(QPushButton)]


def test_视图改动了就说_更新或还原(shown: Shown, page: RosterPage) -> None:
    page.filters.add("性别=女")
    keep_view(shown, page, "女委员")
    assert "女委员 2" in chip_texts(page)
    assert not page.view_bar.changes.isVisible()
    page.filters.remove("性别=女")
    assert "女委员 已改动" in chip_texts(page)
    assert page.view_bar.changes.isVisible()
    assert "“女委员”已改动" in page.view_bar.changed.text()
    back, keep = (
        next(one for one in page.view_bar.changes.findChildren(QPushButton) if one.text() == text)
        for text in ("还原", "更新视图")
    )
    back.click()
    assert page.filters.where == ("性别=女",)
    assert "女委员 2" in chip_texts(page)
    page.filters.add("手机=空")
    keep.click()
    shown.settle()
    assert not page.view_bar.changes.isVisible()
    assert "女委员 1" in chip_texts(page)


def test_视图里临时查几个字不算改动_换次序换栏目算(shown: Shown, page: RosterPage) -> None:
    page.filters.add("性别=女")
    keep_view(shown, page, "女委员")
    page.search.setText("米")
    page.filter_now()
    assert page.changed_view() == ""
    page.order_by("pinyin")
    assert page.changed_view() == "女委员"
    page.chips.press("女委员")
    assert page.changed_view() == ""
    page.list.lay_columns(["name", "age"])
    keep_view(shown, page, "女委员年龄")
    assert page.changed_view() == ""
    chooser = page.column_chooser()
    item = chooser.item("age")
    assert item is not None
    item.setCheckState(0, Qt.CheckState.Unchecked)
    assert page.changed_view() == "女委员年龄"
    assert "女委员年龄 已改动" in chip_texts(page)
    chooser.close()
    page.chips.press("全部")
    assert page.changed_view() == ""


def test_视图自己的栏目_拖了藏了_名单的通常栏目不变_马上说已改动(shown: Shown, page: RosterPage) -> None:
    page.list.show_column(column_of(page, "age"), shown=True)
    keep_view(shown, page, "年龄")
    usual = remembered.columns("委员名册")
    page.list.setColumnWidth(column_of(page, "age"), 99)
    shown.settle()
    assert page.list.columnWidth(column_of(page, "age")) == 99
    assert "年龄 已改动" not in chip_texts(page)
    page.list.horizontalHeader().moveSection(2, 1)
    shown.settle()
    assert "年龄 已改动" in chip_texts(page)
    page.list.show_column(column_of(page, "sector"), shown=False)
    assert remembered.columns("委员名册") == usual
    page.list.usual_columns()
    assert "age" not in page.list.shown_columns()
    assert remembered.columns("委员名册") == usual
    page.view_bar.replace()
    shown.settle()
    assert "年龄 已改动" not in chip_texts(page)
    assert not page.list.lent  # the view has no columns of its own by now


def test_视图自己的栏目_改了字段也在_删了视图回到名单的(shown: Shown, page: RosterPage) -> None:
    page.list.show_column(column_of(page, "age"), shown=True)
    keep_view(shown, page, "年龄")
    usual = page.list.shown_columns()
    page.list.show_column(column_of(page, "sector"), shown=False)
    page.list.setColumnWidth(column_of(page, "age"), 99)
    shown.settle()
    page.list.set_columns(page.model.columns)
    assert page.list.shown_columns() == [key for key in usual if key != "sector"]
    assert page.list.columnWidth(column_of(page, "age")) == 99
    page.view_bar.delete_action.trigger()
    shown.settle()
    assert (page.chips.on, page.list.lent, page.list.shown_columns()) == ("全部", False, usual)


def column_of(page: RosterPage, key: str) -> int:
    return [one.key for one in page.model.columns].index(key)


def test_视图里停用了的字段_不出错(shown: Shown, page: RosterPage) -> None:
    page.filters.add("备注=空")
    keep_view(shown, page, "没有备注")
    with shown.office.data.operation("停用备注"):
        shown.office.frame.registry.set_setting("fields.off", "note")
    page.reload()
    assert page.filters.where == ()
    assert page.changed_view() == "没有备注"


def test_名称不行就在旁边说(shown: Shown, page: RosterPage) -> None:
    page.view_bar.ask_new()
    page.view_bar.name.setText("常委")
    page.view_bar.keep_now()
    shown.settle()
    assert "固有" in page.view_bar.problem.text()
    assert page.view_bar.isVisible()
    assert page.step_back()
    assert not page.view_bar.isVisible()


def test_视图的菜单_固有视图不能改(page: RosterPage) -> None:
    enabled = [
        act.text() for act in page.view_bar.menu(page).actions() if act.isEnabled() and not act.isSeparator()
    ]
    assert enabled == [page.view_bar.save_action.text()]


def test_视图左移右移(shown: Shown, page: RosterPage) -> None:
    for name in ("甲", "乙"):
        page.view_bar.ask_new()
        page.view_bar.name.setText(name)
        page.view_bar.keep_now()
        shown.settle()
    page.view_bar.left_action.trigger()
    shown.settle()
    assert [name for name, _ in page.views()][-2:] == ["乙", "甲"]
