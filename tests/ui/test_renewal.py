"""换届 in its room, and looking at the 届 before."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableWidgetItem

from app.domain.member import Seat
from app.domain.recognition import NEW
from app.services.new_term_plan import Wish
from app.ui.desk import Target
from app.ui.pages.roster.page import RosterPage
from app.ui.pages.roster.renewal import CARRY, FOUND, SECTORS, RenewalRoom
from tests.ui.conftest import PEOPLE, Shown, answering

ROSTER = "姓名\t界别\n沈长河\t中共\n米雪\t教育体育\n鹿小满\t环境资源\n"


@pytest.fixture
def room(shown: Shown) -> RenewalRoom:
    """The room, open on the invented people, named and dated."""
    page = shown.go("roster")
    assert isinstance(page, RosterPage)
    room = page.open_room("renewal")
    assert isinstance(room, RenewalRoom)
    shown.settle()
    write(shown, room, "第十二届", "2026-12-01")
    return room


def write(shown: Shown, room: RenewalRoom, name: str, start: str) -> None:
    room.name.setText(name)
    room.start.setText(start)
    room.start.returnPressed.emit()
    shown.settle()


def paste(shown: Shown, room: RenewalRoom, text: str) -> None:
    room.source.names.setPlainText(text)
    room.source.names.pasted.emit()
    shown.settle()


def fates(room: RenewalRoom) -> dict[str, str]:
    return {one.name: str(one.fate) for one in room._lines}


def cell(room: RenewalRoom, row: int, column: int) -> QTableWidgetItem:
    item = room.sectors.item(row, column)
    assert item is not None
    return item


def term_action(shown: Shown, begins: str) -> QAction:
    return next(act for act in shown.window.menus.terms.actions() if act.text().startswith(begins))


def look_at(shown: Shown, begins: str) -> None:
    term_action(shown, begins).trigger()
    shown.settle()


def test_everybody_stays_until_something_is_said(room: RenewalRoom) -> None:
    assert set(fates(room).values()) == {"留任"}
    assert room.sums.text() == "现任 6 = 留任 6 + 退出 0；新届 6 = 留任 6 + 新任 0"
    assert room.renew.isEnabled()
    assert room.verdict.text() == (
        "第十二届从 2026-12-01 起：留任 6 人，新任 0 人，退出 0 人；第十一届到 2026-11-30 届满，以后只看。可以撤销。"
    )


def test_without_a_name_it_says_what_is_missing(shown: Shown, room: RenewalRoom) -> None:
    write(shown, room, " ", "2026年")
    assert "请写新一届的名称" in room.verdict.text()
    assert room.tabs.tabText(FOUND) == "问题 2"
    assert not room.renew.isEnabled()


def test_a_pasted_roster_decides(shown: Shown, room: RenewalRoom) -> None:
    paste(shown, room, ROSTER)
    told = fates(room)
    assert (told["沈长河"], told["鹿小满"], told["谷雨生"]) == ("留任", "新任", "退出")
    assert room.sums.text() == "现任 6 = 留任 2 + 退出 4；新届 3 = 留任 2 + 新任 1"
    assert next(one.sector for one in room._lines if one.name == "米雪") == "教育 → 教育体育"
    room.source.added.setChecked(True)
    shown.settle()
    assert fates(room)["谷雨生"] == "留任"
    assert room.half_written()
    room.source.clear()
    shown.settle()
    assert "鹿小满" not in fates(room)


def test_chips_narrow_the_list_and_buttons_move_people(shown: Shown, room: RenewalRoom) -> None:
    room.lines.go_to(next(n for n, one in enumerate(room._lines) if one.name == "米雪"))
    room.leaves.click()
    shown.settle()
    assert fates(room)["米雪"] == "退出"
    room.chips.press("退出")
    assert [room._lines[n].name for n in room.lines.rows.ids] == ["米雪"]
    room.stays.click()
    shown.settle()
    assert fates(room)["米雪"] == "留任"


def test_the_next_term_is_proposed(shown: Shown) -> None:
    shown.office.setup.rename_term("第十一届", "第十九届")
    page = shown.go("roster")
    assert isinstance(page, RosterPage)
    room = page.open_room("renewal")
    assert isinstance(room, RenewalRoom)
    shown.settle()
    assert (room.name.text(), room.start.placeholderText()) == ("第二十届", "如 2031-01-10")
    assert not room.half_written()
    room.start.setText("2026-12-01")
    assert room.half_written()


def test_who_comes_is_listed_first_and_what_is_to_be_looked_at_has_a_chip(
    shown: Shown, room: RenewalRoom
) -> None:
    shown.office.roster.change(shown.office.roster.get("谷雨生"), {"status": "辞职"}, day="2026-03-01")
    paste(shown, room, "姓名\t界别\n沈长河\t中共\n鹿小满（鹿满）\t经济\n谷雨生\t经济\n")
    assert [(one.name, one.looked_at) for one in room._lines[:3]] == [
        ("鹿小满", True), ("谷雨生", True), ("沈长河", False),
    ]  # fmt: skip
    assert "按曾用名读入" in room._lines[0].note
    room.chips.press("要看的")
    assert [room._lines[n].name for n in room.lines.rows.ids] == ["鹿小满", "谷雨生"]
    room.source.clear()
    shown.settle()
    assert room.chips.on == "全部"
    assert len(room.lines.rows.ids) == len(room._lines)


@pytest.mark.parametrize("agree", [False, True])
def test_a_first_day_far_off_is_asked_about(
    shown: Shown, room: RenewalRoom, monkeypatch: pytest.MonkeyPatch, agree: bool
) -> None:
    asked = answering(monkeypatch, agree=agree)
    write(shown, room, "第十二届", "2062-12-01")
    room.renew_now()
    shown.settle()
    assert len(asked) == 1
    assert "天才到。第十二届从 2062-12-01 起：留任 6 人" in asked[0]
    assert (shown.office.frame.current_term().name == "第十二届") is agree


def test_the_clerk_says_who_is_who(shown: Shown, room: RenewalRoom) -> None:
    paste(shown, room, "姓名\t性别\n米雪\t女\n")
    room.lines.go_to(0)
    assert room.who_line.isVisibleTo(room)
    assert room.who.findData(NEW) >= 0
    room.who.setCurrentIndex(room.who.findData(NEW))
    room.who.activated.emit(room.who.currentIndex())
    shown.settle()
    assert sorted(
        fate for name, fate in ((one.name, str(one.fate)) for one in room._lines) if name == "米雪"
    ) == [
        "新任",
        "退出",
    ]


def test_a_question_says_where_it_stands(shown: Shown, room: RenewalRoom) -> None:
    with shown.office.data.operation("同名"):
        shown.office.roster.add({"name": "米雪", "sector": "经济"})
    paste(shown, room, "姓名\n谷雨生\n米雪\n")
    assert fates(room)["谷雨生"] == "留任"
    assert "待选定 1" in [chip.text() for chip in room.chips.findChildren(QPushButton)]
    assert room.findings.whole.text().startswith("第 3 行 姓名：同名的有 2 位")
    assert "第 3 行" in room.verdict.text()
    assert not room.renew.isEnabled()


def test_names_turn_in_the_table(shown: Shown, room: RenewalRoom) -> None:
    here = next(n for n in range(room.sectors.rowCount()) if cell(room, n, 0).text() == "教育")
    cell(room, here, 1).setText("教科文")
    shown.bot.waitUntil(lambda: cell(room, 0, 2).text() == "改名", timeout=5000)
    assert [cell(room, 0, column).text() for column in range(3)] == ["教育", "教科文", "改名"]
    assert room.tabs.tabText(SECTORS) == "界别 1"
    room.tabs.setCurrentIndex(CARRY)
    room.carry.boxes["posts"].setChecked(True)
    shown.settle()
    assert room.plan is not None
    assert next(one for one in room.plan.stay if one.member.name == "沈长河").values["posts"] == ("主席",)


def test_files_that_are_dropped_are_the_new_terms(shown: Shown, room: RenewalRoom, tmp_path: Path) -> None:
    file = tmp_path / "新一届.csv"
    file.write_text(ROSTER.replace("\t", ","), "utf-8")
    assert shown.window.page("roster").take_files([file])
    shown.settle()
    assert fates(room)["鹿小满"] == "新任"
    assert room.source.chosen.text() == "文件：新一届.csv"
    room.source.take([tmp_path / "没有.csv"])
    shown.settle()
    assert "没有.csv" in room.verdict.text()
    shown.refusals.clear()


def test_the_new_term_is_made_looked_back_from_and_taken_back(shown: Shown, room: RenewalRoom) -> None:
    paste(shown, room, ROSTER)
    room.renew_now()
    shown.settle()
    window, page = shown.window, shown.window.page("roster")
    assert isinstance(page, RosterPage)
    assert window.menus.term.text() == "第十二届 ▾"
    assert page.room_in_front is None
    assert len(page.shown_people()) == 3
    assert "3 人" in shown.said()

    look_at(shown, "第十一届")
    assert window.menus.term.text() == "第十一届（只看） ▾"
    assert window.back.isVisible()
    assert "正在看第十一届（到 2026-11-30 届满" in window.back.text.text()
    page = window.page("roster")
    assert isinstance(page, RosterPage)
    assert len(page.shown_people()) == len(PEOPLE)
    assert not page.add_action.isEnabled()
    assert not page.import_action.isEnabled()
    page.show_record(None)
    told = [one.text() for one in page.detail.findChildren(QLabel)]
    assert [one for one in told if one.startswith("在左边选一名委员")] == ["在左边选一名委员。"]
    assert window.menus.undo.isEnabled()

    reports = shown.go("reports", Target(view="委员名册"))
    window.back.back.click()
    shown.settle()
    assert not window.back.isVisible()
    again = window.page("reports")
    assert again is not reports
    assert again.here() == Target(view="委员名册"), "the form that was looked at, now of the other 届"
    shown.go("roster")
    assert len(window.page("roster").shown_people()) == 3  # type: ignore[attr-defined]

    look_at(shown, "第十一届")
    window.undo()
    shown.settle()
    assert window.menus.term.text() == "第十一届 ▾"
    assert not window.back.isVisible()
    assert shown.office.frame.term().name == "第十一届"
    window.redo()
    shown.settle()
    assert window.menus.term.text() == "第十二届 ▾"


def test_every_page_shows_the_term_that_is_looked_at(shown: Shown, room: RenewalRoom) -> None:
    paste(shown, room, ROSTER)
    room.renew_now()
    shown.settle()
    look_at(shown, "第十一届")
    for key in ("home", "roster", "grid", "proposals", "reports", "safety"):
        shown.go(key)
    assert shown.window.desk is not None
    assert shown.window.desk.reader.paper.facts(frozenset()).term == "第十一届"
    said: list[str] = []
    shown.window.desk.do("看", lambda office: office.frame.term().name, said.append)
    shown.settle()
    assert said == ["第十一届"]
    look_at(shown, "第十二届")
    assert not shown.window.back.isVisible()
    look_at(shown, "第十二届")  # where we are already
    assert not shown.window.back.isVisible()


def test_the_term_that_is_looked_at_may_get_another_name_meanwhile(shown: Shown, room: RenewalRoom) -> None:
    """As it does when another program writes in the file that this window only looks at."""
    paste(shown, room, ROSTER)
    room.renew_now()
    shown.settle()
    look_at(shown, "第十一届")
    shown.office.setup.rename_term("第十一届", "十一届")
    for key in ("grid", "home", "roster"):
        shown.go(key)
    assert shown.window.desk is not None
    assert shown.window.desk.reader.paper.facts(frozenset()).term == "十一届"
    assert shown.window.back.isVisible()


def told(shown: Shown, page: RosterPage) -> list[str]:
    """What the sheet says now; what it said before is on its way out."""
    shown.settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [one.text() for one in page.detail.findChildren(QLabel)]


def test_连任的委员_资料里有历届_历史里有上一届的沿革(shown: Shown) -> None:
    office = shown.office
    office.roster.change(office.roster.get("米雪"), {"sector": "教育"}, day="2026-03-01")
    office.roster.change(
        office.roster.get("米雪"), {"committees": (Seat("提案委员会", "主任"),)}, day="2026-04-01"
    )
    office.renewal.carry_out(office.renewal.plan(Wish("第十二届", "2026-11-20", all_stay=True)))
    page = shown.go("roster")
    assert isinstance(page, RosterPage)
    page.stand_on(office.roster.get("米雪").id)
    seen = told(shown, page)
    assert "历届" in seen
    assert seen.index("第十二届") < seen.index("第十一届")
    assert seen[seen.index("第十一届") + 1] == "委员；教育；提案委员会主任"
    page.detail.show_history()
    seen = told(shown, page)
    assert "第十一届（2026-01-10 至 2026-11-19）" in seen


def test_只任一届的_没有历届(shown: Shown) -> None:
    page = shown.go("roster")
    assert isinstance(page, RosterPage)
    page.stand_on(shown.office.roster.get("米雪").id)
    assert "历届" not in told(shown, page)
