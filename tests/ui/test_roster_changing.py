"""Changing a member in the window: consequences before saving, rows of seats, history, many at once, the recycle list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from app.domain.member import Seat
from app.ui.pages.roster.bulk import ADD, CLEAR, TAKE, BulkRoom
from app.ui.pages.roster.recycle import RecycleRoom
from app.ui.pages.roster.removepanel import RemovePanel
from app.ui.pages.roster.seatrows import SeatRows
from app.ui.pages.roster.statuspanel import StatusPanel
from tests.ui.conftest import Shown

if TYPE_CHECKING:
    from app.ui.pages.roster.editing import MemberEditor
    from app.ui.pages.roster.page import RosterPage


@pytest.fixture
def page(shown: Shown) -> RosterPage:
    from app.ui.pages.roster.page import RosterPage

    found = shown.go("roster")
    assert isinstance(found, RosterPage)
    return found


def stand_on(shown: Shown, page: RosterPage, name: str) -> None:
    page.stand_on(shown.window.desk.reader.roster.get(name).id)  # type: ignore[union-attr]
    shown.settle()


def panel_of(page: RosterPage) -> StatusPanel:
    assert isinstance(page.detail.panel, StatusPanel)
    return page.detail.panel


def editor_of(page: RosterPage) -> MemberEditor:
    assert page.detail.editor is not None
    return page.detail.editor


def texts(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def press(widget: QWidget, name: str) -> None:
    buttons = [one for one in widget.findChildren(QPushButton) if one.accessibleName() == name]
    assert len(buttons) == 1, [one.accessibleName() for one in widget.findChildren(QPushButton)]
    buttons[0].click()


def status_buttons(page: RosterPage) -> set[str]:
    return {name for name, act in page.detail.status_actions.items() if act.isEnabled()}


# -- status ------------------------------------------------------------------------------------------------------


def test_保存之前说明影响_点开能看到人(shown: Shown, page: RosterPage) -> None:
    stand_on(shown, page, "艾力·依明")
    page.detail.leave_action.trigger()
    panel = panel_of(page)
    assert "在册 6 → 5 人。" in texts(panel.effects)
    assert shown.office.roster.get("艾力·依明").is_active
    counted = next(one for one in panel.effects.found if one.message.startswith("在册"))
    link = next(
        one
        for one in panel.effects.findChildren(QPushButton)
        if one.accessibleDescription().endswith(f"{len(counted.ids)} 人")
    )
    link.click()
    shown.settle()
    assert set(page.model.ids) == set(counted.ids)
    assert page.detail.panel is panel
    assert page.list.selected_rows() == [], "the list stands on nobody else than the member of the form"
    assert page.chips.on == "人数影响"


@pytest.mark.parametrize("saved", [True, False])
def test_看过影响的人_表单完了名册回到原样(shown: Shown, page: RosterPage, saved: bool) -> None:
    page.search.setText("米")
    page.filter_now()
    stand_on(shown, page, "米雪")
    page.detail.leave_action.trigger()
    panel = panel_of(page)
    next(one for one in panel.effects.findChildren(QPushButton) if one.text() == "5 人").click()
    shown.settle()
    assert len(page.model.ids) == 5
    if saved:
        panel.save_now()
        shown.settle()
    else:
        panel.left.emit()
    assert page.search.text() == "米"
    assert "影响" not in page.chips.on
    seen = [one for one in page.chips.findChildren(QPushButton) if not one.isHidden()]
    assert not any("影响" in one.text() for one in seen)
    if saved:
        shown.window.undo()
        shown.settle()
    assert page.detail.member is not None
    assert page.detail.member.name == "米雪"
    assert len(page.model.ids) == 1


def test_影响跟着日期和方式变(shown: Shown, page: RosterPage) -> None:
    stand_on(shown, page, "米雪")
    page.detail.leave_action.trigger()
    panel = panel_of(page)
    panel.day.date.setText("明天")
    panel.effects.show_now()
    assert list(panel.effects.found) == []
    panel.day.date.setText("2026-11-20")
    panel.kind.setCurrentText("去世")
    assert "手续" not in {one.kind for one in panel.effects.found}
    panel.kind.setCurrentText("撤销资格")
    assert "手续" in {one.kind for one in panel.effects.found}


def test_撤销资格要写明原因_写了就记下依据和机关(shown: Shown, page: RosterPage) -> None:
    stand_on(shown, page, "米雪")
    page.detail.leave_action.trigger()
    panel = panel_of(page)
    panel.kind.setCurrentText("撤销资格")
    panel.save_now()
    assert panel.problem.text() == "撤销资格要写明原因。"
    for line, text in (
        (panel.day.reason, "严重违纪违法"),
        (panel.day.basis, "清协发〔2026〕9号"),
        (panel.day.organ, "常委会会议"),
    ):
        line.setText(text)
    panel.save_now()
    shown.settle()
    fact = shown.office.roster.show("米雪").facts[-1]
    assert (fact.reason, fact.basis, fact.organ) == ("严重违纪违法", "清协发〔2026〕9号", "常委会会议")
    assert shown.office.undoable == "撤销委员资格 米雪"


def test_退出以后_列表不指着别人_撤销后回到这一位(shown: Shown, page: RosterPage) -> None:
    stand_on(shown, page, "米雪")
    page.detail.ask_leaving()
    shown.window.activateWindow()
    shown.bot.waitUntil(shown.window.isActiveWindow)
    panel = panel_of(page)
    panel.save.setFocus()
    assert panel.save.hasFocus()
    QTest.keyClick(panel.save, Qt.Key.Key_Space)
    shown.settle()
    assert page.detail.member is not None
    assert (page.detail.member.name, page.detail.member.in_office) == ("米雪", False)
    assert page.list.selected_ids() == []
    assert page.list.hasFocus()
    shown.office.undo()
    page.reload()
    assert page.list.current_id == page.detail.member.id
    assert page.detail.member.name == "米雪"


def test_每种状态下能按的键(shown: Shown, page: RosterPage) -> None:
    stand_on(shown, page, "米雪")
    assert status_buttons(page) == {"暂停", "辞职", "劝辞", "撤销", "去世", "调离", "届满"}
    shown.office.roster.change(shown.office.roster.get("米雪"), {"status": "去世"}, day="2026-11-01")
    page.reload()
    stand_on(shown, page, "米雪")
    assert status_buttons(page) == {"恢复资格"}
    page.detail.status_actions["恢复资格"].trigger()
    panel = panel_of(page)
    assert not panel.day.date.isVisibleTo(panel)
    panel.save_now()
    shown.settle()
    assert shown.office.roster.get("米雪").is_active
    assert len([one for one in shown.office.roster.show("米雪").facts if one.field == "status"]) == 1


# -- the form ----------------------------------------------------------------------------------------------------


def rows_of(page: RosterPage, key: str) -> SeatRows:
    found = editor_of(page).form.editors[key]
    assert isinstance(found, SeatRows)
    return found


def test_几个专委会和小组一行一个(shown: Shown, page: RosterPage) -> None:
    stand_on(shown, page, "米雪")
    page.detail.edit()
    committees, groups = rows_of(page, "committees"), rows_of(page, "groups")
    for rows, seats in (
        (committees, (Seat("文史、教文卫体委员会", "副主任"), Seat("提案委员会"))),
        (groups, (Seat("湖滨", "组长", "街道小组"), Seat("读书会"))),
    ):
        for seat in seats:
            rows.more.click()
            kind, name, role = rows.rows[-1]._boxes
            for box, text in ((kind, seat.kind), (name, seat.name), (role, seat.role)):
                if box is not None:
                    box.setCurrentText(text)
    groups.more.click()  # an empty row is nothing
    editor_of(page).save_now()
    shown.settle()
    member = shown.office.roster.get("米雪")
    assert member.committees == (Seat("文史、教文卫体委员会", "副主任"), Seat("提案委员会"))
    assert member.groups == (Seat("湖滨", "组长", "街道小组"), Seat("读书会", "", "小组"))
    page.detail.edit()
    assert editor_of(page).form.edited() == {}
    rows_of(page, "committees").rows[1].gone.click()
    editor_of(page).save_now()
    shown.settle()
    assert shown.office.roster.get("米雪").committees == (Seat("文史、教文卫体委员会", "副主任"),)


def test_第二党派(shown: Shown, page: RosterPage) -> None:
    stand_on(shown, page, "谷雨生")
    page.detail.edit()
    rows = rows_of(page, "affiliations")
    assert rows.text() == "中共"
    rows.more.click()
    rows.rows[1]._boxes[1].setCurrentText("民建")  # type: ignore[union-attr]
    editor_of(page).save_now()
    shown.settle()
    assert shown.office.roster.get("谷雨生").affiliations == ("中共", "民建")


def test_改界别时说明影响_改手机不说(shown: Shown, page: RosterPage) -> None:
    stand_on(shown, page, "米雪")
    page.detail.edit()
    editor = editor_of(page)
    editor.form.editors["phone"].setText("13900001111")  # type: ignore[union-attr]
    editor.effects.show_now()
    assert list(editor.effects.found) == []
    editor.form.editors["education"].setCurrentText("博士后")  # type: ignore[union-attr]
    editor.effects.show_now()
    assert {one.kind for one in editor.effects.found} == {"代码表"}
    editor.form.editors["education"].setCurrentText("博士研究生")  # type: ignore[union-attr]
    editor.effects.show_now()
    assert not editor.effects.isVisible()
    editor.form.editors["sector"].setCurrentText("经济")  # type: ignore[union-attr]
    editor.effects.show_now()
    assert {one.kind for one in editor.effects.found} == {"名额"}
    editor.change.setChecked(True)
    editor.day.date.setText("")
    editor.effects.show_now()
    assert list(editor.effects.found) == []


def test_新增时也说明影响(shown: Shown, page: RosterPage) -> None:
    page.add_action.trigger()
    editor = editor_of(page)
    editor.form.editors["sector"].setCurrentText("经济")  # type: ignore[union-attr]
    editor.effects.show_now()
    assert "在册 6 → 7 人。" in texts(editor.effects)
    editor.form.editors["name"].setText("米雪")  # type: ignore[union-attr]
    editor.effects.show_now()
    assert "名册里已有 米雪（女，教育，县第一中学），不是同一个人再保存。" in texts(editor.effects)


def test_读不懂的内容在影响里说明(shown: Shown, page: RosterPage) -> None:
    stand_on(shown, page, "米雪")
    page.detail.edit()
    editor = editor_of(page)
    editor.form.editors["posts"].setText("大总管")  # type: ignore[union-attr]
    editor.effects.show_now()
    assert "大总管" in texts(editor.effects)


def test_跳到一节(shown: Shown, page: RosterPage) -> None:
    stand_on(shown, page, "米雪")
    page.detail.edit()
    shown.settle()
    index = [one for one in page.detail.findChildren(QPushButton) if one.text() == "联系方式"]
    assert len(index) == 1
    index[0].click()
    QApplication.processEvents()
    assert QApplication.focusWidget() is editor_of(page).form.editors["phone"]
    assert page.detail.area.verticalScrollBar().value() > 0


# -- history -----------------------------------------------------------------------------------------------------


def test_历史里恢复一项(shown: Shown, page: RosterPage) -> None:
    shown.office.roster.change(shown.office.roster.get("米雪"), {"phone": "13900009999"}, day=None)
    page.reload()
    stand_on(shown, page, "米雪")
    page.detail.show_history()
    shown.settle()
    said = texts(page.detail)
    assert "13900009999" not in said
    assert "党派沿革" in said
    assert "修改 米雪 的手机" in said
    press(page.detail, "恢复手机为138****1234")
    shown.settle()
    assert shown.office.roster.get("米雪").more["phone"] == "13800001234"
    assert shown.office.undoable == "恢复 米雪 的手机"
    page.detail._set_open(True)
    shown.settle()
    assert "13900009999" in texts(page.detail)


def test_更早的修改(shown: Shown, page: RosterPage) -> None:
    for number in range(20):
        shown.office.roster.change(shown.office.roster.get("米雪"), {"rank_no": number}, day=None)
    page.reload()
    stand_on(shown, page, "米雪")
    page.detail.show_history()
    shown.settle()
    press(page.detail, "更早的 6 次修改")
    shown.settle()
    assert "新增委员 米雪" in texts(page.detail) or "录入 6 人" in texts(page.detail)


# -- many at once ------------------------------------------------------------------------------------------------


def bulk(shown: Shown, page: RosterPage) -> BulkRoom:
    room = page.open_room("bulk")
    assert isinstance(room, BulkRoom)
    shown.settle()
    return room


def choose(shown: Shown, room: BulkRoom, key: str, mode: str, value: str) -> None:
    room.field.setCurrentIndex(room.field.findData(key))
    room.mode.setCurrentText(mode)
    room.value.setCurrentText(value)
    room.look_now()
    shown.settle()


def test_批量修改选中的人(shown: Shown, page: RosterPage) -> None:
    page.list.selectAll()
    room = bulk(shown, page)
    assert room.scope.currentText() == "选中的 6 人"
    choose(shown, room, "sector", "设为", "经济")
    assert room.said.text() == "将修改 5 人，不变 1 人。"
    assert room.model.texts(0)[2:] == ["中共", "经济"]
    assert "名额" in {one.kind for one in room.effects.found}
    assert room.half_written()
    room.day.reason.setText("界别调整")
    room.look_now()
    shown.settle()
    room.save_now()
    shown.settle()
    assert shown.office.undoable == "批量修改 5 人的界别"
    assert {one.sector for one in shown.office.roster.listing()} == {"经济"}
    assert page.room_in_front is None
    shown.window.undo()
    shown.settle()
    assert "民革" in {one.sector for one in shown.office.roster.listing()}


def test_只站在一人上时改列出的全部(shown: Shown, page: RosterPage) -> None:
    room = bulk(shown, page)
    assert [room.scope.itemText(one) for one in range(room.scope.count())] == [
        "名册里列出的 6 人",
        "选中的 1 人",
    ]
    choose(shown, room, "committees", ADD, "提案委员会")
    assert room.said.text() == "将修改 6 人，不变 0 人。"
    choose(shown, room, "committees", TAKE, "提案委员会")
    assert room.said.text() == "将修改 0 人，不变 6 人。"
    assert not room.save.isEnabled()
    choose(shown, room, "sector", CLEAR, "")
    assert room.said.text() == "将修改 5 人，不变 1 人。"


def test_没写完或写错时不能改(shown: Shown, page: RosterPage) -> None:
    room = bulk(shown, page)
    choose(shown, room, "sector", "设为", "")
    assert (room.said.text()[:6], room.save.isEnabled()) == ("左边写明改什", False)
    choose(shown, room, "is_new", "设为", "也许")
    assert "新任只能填" in room.said.text()
    assert not room.correct.isEnabled()
    choose(shown, room, "sector", "设为", "经济")
    room.day.date.setText("明天")
    room.look_now()
    assert "日期" in room.said.text()
    room.save_now()
    assert shown.office.undoable == "录入 6 人"


def test_不能改的人列出原因(shown: Shown, page: RosterPage) -> None:
    page.list.selectAll()
    room = bulk(shown, page)
    choose(shown, room, "status", "设为", "撤销")
    assert "不能改 6 人" in room.said.text()
    assert room.model.texts(0)[3].startswith("不能改：")


# -- the recycle list --------------------------------------------------------------------------------------------


def test_从回收站找回(shown: Shown, page: RosterPage) -> None:
    stand_on(shown, page, "欧阳明远")
    page.detail.remove()
    assert isinstance(page.detail.panel, RemovePanel)
    page.detail.panel.save_now()
    shown.settle()
    room = page.open_room("recycle")
    assert isinstance(room, RecycleRoom)
    assert room.model.texts(0)[0] == "欧阳明远"
    QTest.keyClick(room.restore, Qt.Key.Key_Return)
    shown.settle()
    assert shown.office.roster.get("欧阳明远").is_active
    assert page.room_in_front is None
    assert page.detail.member is not None
    assert page.detail.member.name == "欧阳明远"
    room = page.open_room("recycle")
    assert isinstance(room, RecycleRoom)
    assert (room.model.rowCount(), room.restore.isEnabled()) == (0, False)


def test_找不回来时说明原因(shown: Shown, page: RosterPage) -> None:
    shown.office.roster.add({"name": "秦望", "no": "900"})
    shown.office.roster.remove(shown.office.roster.get("秦望"))
    shown.office.roster.add({"name": "韩霜", "no": "900"})
    page.reload()
    room = page.open_room("recycle")
    assert isinstance(room, RecycleRoom)
    room.restore_now()
    shown.settle()
    assert "委员编号 900 现在是 韩霜 的" in room.problem.text()
    shown.refusals.clear()


def test_有联络关系的人不能删_说明原因(shown: Shown, page: RosterPage) -> None:
    shown.window.desk.do("指定", lambda office: office.liaison.assign("2026-01-15"))  # type: ignore[union-attr]
    shown.settle()
    stand_on(shown, page, "米雪")
    page.detail.remove_action.trigger()
    panel = page.detail.panel
    assert isinstance(panel, RemovePanel)
    assert "不能删除" in texts(panel.effects)
    assert not panel.save.isEnabled()
    assert page.step_back()
    assert page.detail.panel is None


def test_单位合写在职务里_改单位时提醒_一点就改好(shown: Shown, page: RosterPage) -> None:
    member = shown.office.roster.get("谷雨生")
    title = "清河区九堡街道党工委书记"
    shown.window.desk.do("录入", lambda office: office.roster.change(member, {"job_title": title}, day=None))  # type: ignore[union-attr]
    shown.settle()
    stand_on(shown, page, "谷雨生")
    page.detail.edit()
    editor = editor_of(page)
    assert "单位及职务（合写）" in texts(editor.form)
    unit = editor.form.editors["employer"]
    assert isinstance(unit, QLineEdit)
    assert editor.alone.isHidden()
    unit.setText("清河区采荷街道")
    unit.textEdited.emit(unit.text())
    assert "清河区九堡街道" in editor.twice.text()
    assert not editor.alone.isHidden()
    editor.alone.click()
    assert editor.alone.isHidden()
    editor.save_now()
    shown.settle()
    assert shown.office.roster.get("谷雨生").workplace == "清河区采荷街道党工委书记"


def test_出了意外_写好的还能再保存(shown: Shown, page: RosterPage) -> None:
    stand_on(shown, page, "米雪")
    page.detail.edit()
    editor = editor_of(page)
    editor.save.setEnabled(False)
    shown.window.backstage.broke.emit(RuntimeError("意外"))
    shown.bugs.clear()
    assert editor.save.isEnabled()
    page.detail.show_again()
    page.detail.leave_action.trigger()
    panel = panel_of(page)
    panel.save.setEnabled(False)
    shown.window.backstage.broke.emit(RuntimeError("意外"))
    shown.bugs.clear()
    assert panel.save.isEnabled()
