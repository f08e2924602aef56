"""The roster's page: searching, columns, orders, several members at once."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.domain.member_view import ALL
from app.ui import remembered
from app.ui.desk import Target
from app.ui.pages.roster import exporting
from app.ui.pages.roster.listing import marked_names
from app.ui.pages.roster.ordering import OrderingRoom
from app.ui.pages.roster.page import RosterPage
from app.ui.search import find
from tests.ui.conftest import Shown

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(shown: Shown) -> RosterPage:
    return cast("RosterPage", shown.go("roster"))


def names(page: RosterPage) -> list[str]:
    return [page.model.texts(row)[0] for row in range(page.model.rowCount())]


def select(page: RosterPage, *wanted: str) -> None:
    model = page.list.selectionModel()
    model.clearSelection()
    for name in wanted:
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        model.select(page.model.index(names(page).index(name), 0), flags)


def column(page: RosterPage, key: str) -> int:
    return [one.key for one in page.model.columns].index(key)


# -- searching -------------------------------------------------------------------------------------------------


def test_看不见的字段里找到_说出命中(page: RosterPage) -> None:
    page.search.setText("138 0000")
    page.filter_now()
    assert names(page) == ["米雪"]
    why = column(page, "why")
    assert not page.list.isColumnHidden(why)
    assert page.model.texts(0)[why] == "手机"
    assert "13800001234" not in page.list.copied_text(everything=True)
    page.search.setText("第一中学")
    page.filter_now()
    assert page.list.isColumnHidden(why)
    page.search.setText("mx")
    page.filter_now()
    assert names(page) == ["米雪"]


def test_总查找也用拼音和手机(shown: Shown) -> None:
    assert [hit.line for hit in find(shown.office, "guyusheng")] == ["谷雨生  经济"]
    (hit,) = find(shown.office, "0001234")
    assert "〔命中：手机〕" in hit.line
    assert "138" not in hit.line


# -- columns ---------------------------------------------------------------------------------------------------


def test_选栏目_找一个勾上_手机是遮盖的(page: RosterPage) -> None:
    chooser = page.column_chooser()
    chooser.search.setText("手机")
    item = chooser.item("phone")
    assert item is not None
    assert not item.isHidden()
    other = chooser.item("age")
    assert other is not None
    assert other.isHidden()
    item.setCheckState(0, Qt.CheckState.Checked)
    assert page.list.shown_columns()[-1] == "phone"
    row = names(page).index("米雪")
    assert page.model.texts(row)[column(page, "phone")] == "138****1234"
    page.list.usual_columns()
    assert "phone" not in page.list.shown_columns()
    assert chooser.item("没有") is None
    chooser.open_at(QPoint(3000, 3000))
    chooser.close()


def test_栏目的次序和宽度记得住(page: RosterPage) -> None:
    page.list.lay_columns(["name", "age", "sector"])
    page.list.setColumnWidth(column(page, "age"), 77)
    page.list.keep_columns()
    held = remembered.columns("委员名册")
    assert held is not None
    assert list(held) == ["name", "age", "sector"]
    assert held["age"] == 77
    page.list.set_columns(page.model.columns)
    assert page.list.shown_columns() == ["name", "age", "sector"]
    assert page.list.columnWidth(column(page, "age")) == 77


def test_年龄一栏点表头排序(page: RosterPage) -> None:
    page.list.horizontalHeader().sectionClicked.emit(column(page, "age"))
    assert page.sorted_by == ("field:age", False)
    assert names(page)[0] == "谷雨生"
    assert page.order.placeholderText() == "按年龄"
    page.turn_action.trigger()
    assert page.sorted_by == ("field:age", True)


# -- an order of one's own -------------------------------------------------------------------------------------


def test_上移下移_拖动(shown: Shown, page: RosterPage) -> None:
    assert not page.listing.up_action.isEnabled()
    page.order_by("custom")
    before = names(page)
    select(page, before[2])
    QTest.keyClick(page.list, Qt.Key.Key_Up, ALT)
    shown.settle()
    assert names(page)[:3] == [before[0], before[2], before[1]]
    select(page, before[0])
    page.listing.down_action.trigger()
    shown.settle()
    assert names(page)[:3] == [before[2], before[0], before[1]]
    select(page, before[5])
    page.list.drop_at(page.list.visualRect(page.model.index(0, 0)).topLeft() + QPoint(4, 2))
    shown.settle()
    assert names(page)[0] == before[5]
    page.list.drop_at(QPoint(5, page.list.viewport().height() - 2))
    shown.settle()
    assert set(names(page)) == set(before)
    assert shown.office.undoable.startswith("调整自定义次序")


def test_按名单排次序(shown: Shown, page: RosterPage) -> None:
    room = cast("OrderingRoom", page.open_room("order"))
    room.names.setPlainText("米雪 谷雨生 查无此")
    room.check_now()
    assert "排 2 人" in room.said.text()
    assert len(room.findings.rows.ids) == 1
    assert room.half_written()
    room.set.click()
    shown.settle()
    page.order_by("custom")
    assert names(page)[:2] == ["米雪", "谷雨生"]
    assert not room.half_written()


# -- several at once -------------------------------------------------------------------------------------------


def test_选中几人_旁边是合计(page: RosterPage) -> None:
    select(page, "米雪", "谷雨生", "江䶮")
    assert page.side.currentWidget() is page.summary
    told = dict(page.summary.told(page.listing.selected()))
    assert told["性别"] == "女 2、男 1"
    assert told["平均年龄"].startswith("51.0 岁")
    assert told["姓名"] == "江䶮、米雪、谷雨生"
    select(page, "米雪")
    assert page.side.currentWidget() is page.detail


def test_选中几人_按钮上的字不被切掉(shown: Shown, page: RosterPage) -> None:
    shown.window.resize(1366, 720)
    select(page, "米雪", "谷雨生", "江䶮")
    shown.settle()
    buttons = page.summary.findChildren(QPushButton)
    assert len(buttons) >= 3
    assert [one.text() for one in buttons if one.width() < one.sizeHint().width()] == []


def test_在一类人里没找到_说是在哪一类里(page: RosterPage) -> None:
    page.chips.turn_on("暂停")
    page.search.setText("米雪")
    page.filter_now()
    assert page.list.empty_text == "“暂停”里没有符合条件的委员；全部里有 1 人。\n点上面的“看看”。"
    assert not page.elsewhere.links[1].isVisible()
    page.elsewhere.links[0].click()
    assert (page.chips.on, names(page)) == ("全部", ["米雪"])
    page.chips.press("暂停")
    page.search.setText("没有这个人")
    page.filter_now()
    assert page.list.empty_text == "“暂停”里没有符合条件的委员。\n点“全部”再找。"
    assert not page.elsewhere.isVisible()
    page.chips.turn_on("全部")
    page.search.setText("没有这个人")
    page.filter_now()
    assert page.list.empty_text == "没有符合条件的委员。"


def test_已退出的人查得到_键盘换过去_不会再录一次(shown: Shown, page: RosterPage) -> None:
    shown.office.roster.change(shown.office.roster.get("米雪"), {"status": "辞职"}, day="2026-06-01")
    page.reload()
    shown.window.activateWindow()
    shown.bot.waitUntil(shown.window.isActiveWindow)
    page.search.setText("米")
    page.filter_now()
    assert names(page) == []
    assert page.list.empty_text == "“全部”里没有符合条件的委员；已退出里有 1 人。\n点上面的“看看”。"
    assert page.counts.accessibleName().startswith("列出 0 人，已退出里有 1 人 · ")
    link = page.elsewhere.links[0]
    assert link.text() == "已退出里有 1 人：看看"
    link.setFocus()
    QTest.keyClick(link, Qt.Key.Key_Space)
    assert (page.chips.on, names(page)) == ("已退出", ["米雪"])
    assert shown.window.focusWidget() is page.list
    assert not page.elsewhere.isVisible()


def test_条件藏起来的人_去掉条件就看得到(page: RosterPage) -> None:
    page.filters.set_where(("sector=教育",))
    page.search.setText("谷雨生")
    page.filter_now()
    assert page.elsewhere.links[0].text() == "不加条件，全部里有 1 人：看看"
    page.elsewhere.links[0].click()
    assert (page.filters.where, names(page)) == ((), ["谷雨生"])


def test_复制姓名_全部和选中的(shown: Shown, page: RosterPage) -> None:
    select(page, "艾力·依明", "米雪")
    page.listing.copy_names_action.trigger()
    assert QGuiApplication.clipboard().text() == "艾力·依明（维吾尔族）、米雪（女）"
    page.listing.copy_all_action.trigger()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert (lines[0].split("\t")[0], len(lines)) == ("姓名", 7)
    page.listing.copy_action.trigger()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 3


def test_姓名的注明() -> None:
    from app.domain.member import Member

    people = [
        Member(1, 1, "马丽", sex="女", ethnicity="回族"),
        Member(2, 2, "王强", sex="男", ethnicity="汉族"),
    ]
    assert marked_names(people) == "马丽（女，回族）、王强"


def test_右键菜单里有这几样(page: RosterPage) -> None:
    select(page, "米雪", "谷雨生")
    words = [act.text() for act in page.listing.menu().actions() if not act.isSeparator()]
    assert words == [
        "复制选中的行(&R)",
        "复制全部(&C)",
        "复制姓名(&X)",
        "打印这些(&W)…",
        "批量修改(&P)…",
        "生成登记表(&J)…",
        "导出所选(&E)…",
    ]


def test_导出所见(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    select(page, "米雪", "谷雨生")
    assert shown.window.desk is not None
    columns = ["name", "phone"]
    exporting.write(
        shown.window.desk, tmp_path / "所见.csv", exporting.AS_SHOWN, page.listing.selected(), columns
    )
    shown.settle()
    assert (tmp_path / "所见.csv").read_text("utf-8-sig").splitlines() == [
        "姓名,手机",
        "米雪,13800001234",
        "谷雨生,",
    ]
    assert shown.office.frame.registry.operations(1)[0].label == "导出完整名册 2 人（所见.csv）"


def test_选中的人的登记表(shown: Shown, page: RosterPage, tmp_path: Path) -> None:
    select(page, "米雪", "谷雨生")
    page.listing.write_records(tmp_path / "登记表.pdf")
    shown.settle()
    assert (tmp_path / "登记表.pdf").read_bytes()[:4] == b"%PDF"
    assert "2 人的登记表" in shown.said()


def test_首页的一行打开时先去掉条件(shown: Shown, page: RosterPage) -> None:
    page.filters.add("性别=女")
    ids = tuple(member.id for member in shown.office.roster.listing()[:3])
    shown.go("roster", Target(ids=ids, title="三个人"))
    assert set(page.model.ids) == set(ids)
    assert page.filters.where == ()


def test_还原没有自己栏目的视图_空着的栏目不冒出来(shown: Shown) -> None:
    with shown.office.data.operation("没有人有出生年月"):
        for member in shown.office.frame.people():
            shown.office.roster.change(member, {"birth": ""}, day=None)
    page = cast("RosterPage", shown.go("roster"))
    page.reload()
    before = page.list.shown_columns()
    assert "birth" not in before
    page.filters.set_where(("界别=中共",))
    shown.office.roster_views.save(page.standing("中共界"))
    page.reload()
    page.chips.chosen.emit("中共界")
    assert page.list.shown_columns() == before
    page.chips.turn_on(ALL)
    page.chips.chosen.emit(ALL)
    assert page.list.shown_columns() == before
