"""Room 小组 and room 名额: clicked through as the clerk does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from app.domain.member import Seat
from app.office import Office
from app.ui.pages.roster.page import RosterPage
from app.ui.pages.roster.quotas import QuotasRoom
from app.ui.pages.roster.teams import TeamsRoom
from app.ui.verbform import VerbForm
from app.ui.window import MainWindow
from tests.ui.conftest import Shown, show

LIST = "名称,负责人,地址\n惠民工作室,米雪,河东路 2 号\n利民工作室,某委员,河西路 3 号\n,谷雨生,\n"


def with_teams(office: Office) -> None:
    """Two street teams and a committee."""
    office.roster.change(office.roster.get("米雪"), {"committees": (Seat("提案委员会", "主任"),)}, day=None)
    first = office.teams.add("街道小组", "城关小组", {"address": "城关街道 1 号", "phone": "13800005678"})
    office.teams.add("街道小组", "河东小组")
    office.teams.put(
        first, [office.roster.get("谷雨生"), office.roster.get("江䶮")], "组员", day="2026-03-01"
    )
    office.quotas.set({"教育": 2})


@pytest.fixture
def opened(empty_window: MainWindow, make_office: Callable[..., Office], qtbot: QtBot) -> Shown:
    office = make_office()
    with_teams(office)
    found = show(empty_window, office, qtbot)
    found.go("roster")
    return found


def page_of(opened: Shown) -> RosterPage:
    return cast("RosterPage", opened.window.page("roster"))


@pytest.fixture
def room(opened: Shown) -> TeamsRoom:
    return cast("TeamsRoom", page_of(opened).open_room("teams"))


@pytest.fixture
def quotas(opened: Shown) -> QuotasRoom:
    return cast("QuotasRoom", page_of(opened).open_room("quotas"))


def listed(room: TeamsRoom) -> list[str]:
    return [room.list.rows.texts(row)[0] for row in range(room.list.rows.rowCount())]


def stand_on(room: TeamsRoom, name: str) -> None:
    room.list.go_to(listed(room).index(name))


def seen(room: TeamsRoom) -> str:
    QApplication.processEvents()
    return "\n".join(one.text() for one in room.detail.findChildren(QLabel) if one.isVisible())


def write(form: VerbForm | None, **texts: str) -> None:
    assert form is not None
    for key, text in texts.items():
        editor = form.form.editors[key]
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
        elif isinstance(editor, QComboBox):
            editor.setCurrentText(text)
        else:
            assert isinstance(editor, QLineEdit)
            editor.setText(text)


def done(opened: Shown, room: TeamsRoom) -> None:
    assert room.detail.form is not None
    room.detail.form.save_now()
    opened.settle()
    opened.settle()
    assert room.detail.form is None


def test_小组和专委会都在_种类有合计(room: TeamsRoom) -> None:
    QAbstractItemModelTester(room.list.rows)
    assert listed(room) == ["提案委员会", "城关小组", "河东小组"]
    room.chips.press("街道小组")
    assert listed(room) == ["城关小组", "河东小组"]
    assert room.counts.text() == "2 个，编入委员 2 人"
    room.search.setText("江䶮")
    assert listed(room) == ["城关小组"]
    assert room.step_back() is False or not room.search.text()


def test_详情里电话遮盖_要看才显示(room: TeamsRoom) -> None:
    stand_on(room, "城关小组")
    assert "138****5678" in seen(room)
    box = room.detail.findChild(QCheckBox)
    assert box is not None
    box.setChecked(True)
    assert "13800005678" in seen(room)
    stand_on(room, "河东小组")
    stand_on(room, "城关小组")
    assert "138****5678" in seen(room)


def test_新建_修改_更名(opened: Shown, room: TeamsRoom) -> None:
    room.new.click()
    write(room.detail.form, kind="委员工作室", name="惠民工作室", address="河东路 2 号")
    done(opened, room)
    assert "惠民工作室" in listed(room)
    assert listed(room)[room.list.rows.row_of(room.list.current_id or 0)] == "惠民工作室"
    stand_on(room, "城关小组")
    QTest.keyClick(room.list, Qt.Key.Key_Return)
    write(room.detail.form, name="城关街道小组", contact="文锦")
    assert room.half_written()
    room.step_back()
    assert "Ctrl+S" in opened.said()
    done(opened, room)
    assert "城关街道小组" in listed(room)
    assert listed(room)[room.list.rows.row_of(room.list.current_id or 0)] == "城关街道小组"
    assert opened.office.roster.get("谷雨生").groups[0].name == "城关街道小组"


def test_名称重了就说_什么都没改(opened: Shown, room: TeamsRoom) -> None:
    stand_on(room, "城关小组")
    room.detail.edit()
    write(room.detail.form, name="河东小组")
    assert room.detail.form is not None
    room.detail.form.save_now()
    opened.settle()
    assert "合并" in room.detail.form.problem.text()
    assert opened.office.undoable == "设 教育 的名额"
    room.detail.form.left.emit()
    assert room.detail.form is None


def test_编入_改职务_调出(opened: Shown, room: TeamsRoom) -> None:
    stand_on(room, "河东小组")
    room.detail.put_action.trigger()
    write(room.detail.form, members="米雪、11001", role="组长", day="2026-05-01")
    done(opened, room)
    stand_on(room, "河东小组")
    assert room.detail.mates is not None
    assert [room.detail.mates.rows.texts(row) for row in range(2)] == [
        ["沈长河", "组长", "2026-05-01"],
        ["米雪", "组长", "2026-05-01"],
    ]
    room.detail.mates.go_to(1)
    room.detail.role_action.trigger()
    write(room.detail.form, role="联络员", day="2026-06-01")
    done(opened, room)
    stand_on(room, "河东小组")
    assert room.detail.mates is not None
    room.detail.mates.go_to(1)
    room.detail.take_action.trigger()
    write(room.detail.form, day="2026-07-01")
    done(opened, room)
    assert [mate.name for mate in opened.office.teams.get("河东小组").members] == ["沈长河"]
    assert opened.office.safety.check() == []


def test_名册里选中几个人_编入时已填好(opened: Shown) -> None:
    page = page_of(opened)
    page.list.selectAll()
    room = cast("TeamsRoom", page.open_room("teams"))
    assert "选中的" in opened.said()
    room.detail.put_action.trigger()
    assert room.detail.form is not None
    assert "米雪" in room.detail.form.form.texts()["members"]


def test_人多时只有名单滚动_资料和按钮不动(
    empty_window: MainWindow, make_office: Callable[..., Office], qtbot: QtBot
) -> None:
    office = make_office()
    team = office.teams.add("街道小组", "大组")
    for number in range(40):
        office.roster.add({"name": "赵钱孙李"[number // 10] + "安和平顺康宁泰裕丰盛"[number % 10]})
    office.teams.put(team, [one for one in office.frame.people() if one.in_office], day=None)
    found = show(empty_window, office, qtbot)
    found.window.resize(1366, 768)
    found.go("roster")
    room = cast("TeamsRoom", page_of(found).open_room("teams"))
    stand_on(room, "大组")
    found.settle()
    assert room.detail.mates is not None
    assert room.detail.mates.verticalScrollBar().maximum() > 0
    assert room.detail.area.verticalScrollBar().maximum() == 0
    assert room.detail.outsiders is None


def test_非委员_聘_改_解聘(opened: Shown, room: TeamsRoom) -> None:
    stand_on(room, "城关小组")
    room.detail.hire_action.trigger()
    write(room.detail.form, name="老周", role="信息员", employer="城关街道办")
    done(opened, room)
    stand_on(room, "城关小组")
    assert room.detail.outsiders is not None
    assert room.detail.outsiders.rows.texts(0)[:3] == ["老周", "信息员", "城关街道办"]
    room.detail.mend_action.trigger()
    write(room.detail.form, role="召集人")
    done(opened, room)
    stand_on(room, "城关小组")
    room.detail.fire_action.trigger()
    done(opened, room)
    assert opened.office.teams.get("城关小组").outsiders == ()


def test_合并_撤销_删除误建(opened: Shown, room: TeamsRoom) -> None:
    stand_on(room, "河东小组")
    room.detail.remove_action.trigger()
    opened.settle()
    assert "河东小组" not in listed(room)
    opened.office.undo()
    room.reload()
    stand_on(room, "城关小组")
    room.detail.remove_action.trigger()
    opened.settle()
    assert "不能删除" in opened.said()
    room.detail.merge_action.trigger()
    write(room.detail.form, into="街道小组/河东小组")
    done(opened, room)
    assert listed(room) == ["提案委员会", "河东小组"]
    stand_on(room, "河东小组")
    room.detail.end_action.trigger()
    write(room.detail.form, day="2026-11-01")
    done(opened, room)
    assert listed(room) == ["提案委员会"]
    assert opened.office.safety.check() == []


def test_未编入的人一次编入(opened: Shown, room: TeamsRoom) -> None:
    room.chips.press("街道小组")
    room.without.click()
    assert room.detail.unplaced is not None
    assert room.detail.unplaced.rows.rowCount() == 4
    room.detail.unplaced.selectAll()
    room.detail.place_action.trigger()
    write(room.detail.form, team="河东小组", day="")
    done(opened, room)
    assert len(opened.office.teams.get("河东小组").members) == 4
    assert room.without.text().startswith("未编入 0 人")


def test_网页导出的小组名单_选文件时看得见(
    room: TeamsRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def nothing(_parent: object, _title: str, _folder: str, kinds: str) -> tuple[list[str], str]:
        offered.append(kinds)
        return [], ""

    monkeypatch.setattr("app.ui.dropzone.QFileDialog.getOpenFileNames", nothing)
    room.open_import()
    assert room.importing is not None
    room.importing.zone.ask()
    assert "*.json" in offered[0].split(";;")[0]


def test_导入小组名单(opened: Shown, room: TeamsRoom, tmp_path: Path) -> None:
    file = tmp_path / "室.csv"
    file.write_text(LIST, "utf-8-sig")
    room.take_files([file])
    opened.settle()
    importing = room.importing
    assert importing is not None
    assert importing.preview is not None
    assert len(importing.preview.errors) == 1  # 工作室 is told by the name; a row without a name stays out
    importing.tabs.setCurrentWidget(importing.findings)
    assert importing.told.isVisible()
    assert importing.told.text() == importing.preview.errors[0].message
    importing.tabs.setCurrentIndex(0)
    assert importing.told.isHidden()
    importing.of_kind("委员工作室")
    importing.read_again()
    opened.settle()
    assert "新增 2 个" in importing.summary.text()
    importing.strangers.setChecked(True)
    importing.enter.click()
    opened.settle()
    assert {"惠民工作室", "利民工作室"} <= set(listed(room))
    assert opened.office.teams.get("惠民工作室").leaders == ("米雪",)
    assert opened.office.teams.get("利民工作室").outsiders[0].name == "某委员"
    assert listed(room)[room.list.rows.row_of(room.list.current_id or 0)] == "惠民工作室"
    assert "惠民工作室" in seen(room)
    begun = room.open_import()
    assert begun.preview is None
    assert room.step_back()


def test_没导完的小组预览_Esc以后还在(opened: Shown, room: TeamsRoom, tmp_path: Path) -> None:
    file = tmp_path / "室.csv"
    file.write_text(LIST, "utf-8-sig")
    room.take_files([file])
    opened.settle()
    importing = room.importing
    assert importing is not None
    importing.of_kind("委员工作室")
    importing.read_again()
    importing.strangers.setChecked(True)
    opened.settle()
    assert room.step_back()
    assert "预览还留着" in opened.said()
    room.enter.click()
    opened.settle()
    assert (importing.kind.currentText(), importing.strangers.isChecked()) == ("委员工作室", True)
    assert "新增 2 个" in importing.summary.text()
    importing.other.click()
    assert room.step_back()
    room.enter.click()
    assert importing.preview is None


def test_双击组内的人_回到名册看他(opened: Shown, room: TeamsRoom) -> None:
    stand_on(room, "提案委员会")
    assert room.detail.mates is not None
    room.detail.mates.opened.emit(room.detail.mates.current_id)
    opened.settle()
    assert page_of(opened).room_in_front is None
    assert page_of(opened).list.current_id == opened.office.roster.get("米雪").id


@pytest.mark.parametrize("sort", ["name", "members", "address"])
def test_点表头排序(room: TeamsRoom, sort: str) -> None:
    room.list.sort_wanted.emit(sort, True)
    first = listed(room)
    room.list.sort_wanted.emit(sort, False)
    assert first != listed(room)


def test_名额写下就算_保存一次撤销一次(opened: Shown, quotas: QuotasRoom) -> None:
    assert list(quotas.editors) == ["中共", "民革", "少数民族", "教育", "经济"]
    quotas.editors["教育"].setText("0")
    quotas.editors["经济"].setText("3")
    assert [one.text() for one in quotas.sums[:5]] == ["合计", "3", "6", "6", "0"]
    assert quotas.half_written()
    assert quotas.step_back()
    quotas.save_now()
    opened.settle()
    assert not quotas.half_written()
    assert {one.sector: one.due for one in opened.office.quotas.seats() if one.due is not None} == {
        "教育": 0,
        "经济": 3,
    }
    opened.office.undo()
    quotas.reload()
    assert quotas.editors["教育"].text() == "2"
    assert quotas.step_back() is False


def test_名额写错了就说(opened: Shown, quotas: QuotasRoom) -> None:
    quotas.editors["教育"].setText("很多")
    quotas.save_now()
    opened.settle()
    assert "整数" in quotas.problem.text()
    assert opened.office.undoable == "设 教育 的名额"


def test_点实有看是哪些人(opened: Shown, quotas: QuotasRoom) -> None:
    found = next(one for one in quotas.findChildren(QPushButton) if one.accessibleName() == "教育 实有 1 人")
    found.click()
    opened.settle()
    page = page_of(opened)
    assert page.room_in_front is None
    assert [member.name for member in page.shown_people()] == ["米雪"]


def test_导入小组_同名的在预览里选定(opened: Shown, room: TeamsRoom, tmp_path: Path) -> None:
    other = opened.office.roster.add(
        {"name": "米雪", "no": "11088", "sector": "经济", "employer": "清河粮油公司"}
    )
    file = tmp_path / "小组.csv"
    file.write_text("名称,种类,负责人\n利民工作室,委员工作室,米雪\n惠民工作室,委员工作室,谷雨生\n", "utf-8")
    assert room.take_files([file])
    opened.settle()
    importing = room.importing
    assert importing is not None
    assert "没有对上 1 人" in importing.summary.text()
    assert importing.line_on is not None
    assert importing.line_on.draft.name == "利民工作室"
    (choice,) = importing.namesakes.choices.values()
    assert choice.currentText().startswith("（请选")
    choice.setCurrentIndex(choice.findText("11088 米雪，经济，清河粮油公司"))
    choice.activated.emit(choice.currentIndex())
    opened.settle()
    assert "没有对上 0 人" in importing.summary.text()
    (choice,) = importing.namesakes.choices.values()
    assert choice.currentText().startswith("11088")
    importing.lines.go_to(1)
    assert not importing.namesakes.isVisible()
    importing.enter.click()
    opened.settle()
    assert [mate.id for mate in opened.office.teams.get("利民工作室").members] == [other]


def test_导入小组_选定可以收回(opened: Shown, room: TeamsRoom, tmp_path: Path) -> None:
    opened.office.roster.add({"name": "米雪", "no": "11088", "sector": "经济"})
    file = tmp_path / "小组.csv"
    file.write_text("名称,种类,负责人\n利民工作室,委员工作室,米雪\n", "utf-8")
    room.take_files([file])
    opened.settle()
    importing = room.importing
    assert importing is not None
    for at, told in ((1, 0), (0, 1)):
        (choice,) = importing.namesakes.choices.values()
        choice.setCurrentIndex(at)
        choice.activated.emit(at)
        opened.settle()
        assert f"没有对上 {told} 人" in importing.summary.text()


def test_名额里回车到下一个_最后一个到保存_存了还站在原处(opened: Shown, quotas: QuotasRoom) -> None:
    first, second = list(quotas.editors)[:2]
    quotas.editors[first].setFocus()
    QTest.keyClicks(quotas.editors[first], "24")
    QTest.keyClick(quotas.editors[first], Qt.Key.Key_Return)
    assert quotas.editors[second].hasFocus()
    quotas.save_now()
    opened.settle()
    assert quotas.editors[second].hasFocus()
    last = list(quotas.editors.values())[-1]
    QTest.keyClick(last, Qt.Key.Key_Return)
    assert quotas.save.hasFocus()


def test_名额合计只算定了名额的界别(quotas: QuotasRoom) -> None:
    for editor in quotas.editors.values():
        editor.clear()
    assert quotas.sums[5].text() == "—"
    quotas.editors["教育"].setText("9")
    assert quotas.sums[5].text().startswith("缺 ")
    assert "超" not in quotas.sums[5].text()
