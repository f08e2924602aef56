"""The page on a real office: how the clerk changes the grid, assigns, and settles by which rules."""

from __future__ import annotations

from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.ui.pages.grid.choosing import UpperChooser
from app.ui.pages.grid.plandialog import AFRESH, FEWEST, FIRST, PlanDialog
from app.ui.pages.grid.settings import SchemeSheet
from tests.ui.grid.conftest import SMALL, Make, Open, Opened, dialog, other_upper, press, texts

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


# -- changing ------------------------------------------------------------------------------------------------------


def test_a_drag_shows_what_changes_and_changes_after_确定(small: Opened, qtbot: QtBot) -> None:
    page, lower = small.page, small.person(0, 4)
    upper = other_upper(small, lower)
    canvas, view = page.canvas, page.canvas.viewport()
    place = {identity: canvas.place_of(identity).center() for identity in (lower, upper)}
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place[lower])
    QTest.mouseMove(view, place[lower] + QPoint(0, -15))
    QTest.mouseMove(view, place[upper])
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place[upper])
    assert page.strip.isVisible()
    assert small.county.grid.name(upper) in page.strip.text.text()
    assert small.county.figures[lower].upper != upper
    QTest.keyClick(page.strip.yes, Key.Key_Return)
    small.settle(qtbot)
    assert page.strip.isHidden()
    assert small.county.figures[lower].upper == upper
    assert small.county.figures[lower].pinned
    assert "取消指定" in texts(page.panel)


def test_取消_changes_nothing(small: Opened, qtbot: QtBot) -> None:
    lower = small.person(0, 4)
    before = small.county.figures[lower].upper
    small.page.changes.ask_place(lower, other_upper(small, lower))
    press(small.page.strip, "取消")
    small.settle(qtbot)
    assert small.page.strip.isHidden()
    assert small.county.figures[lower].upper == before


def test_escape_in_the_strip_changes_nothing_and_enter_does_what_has_the_focus(
    small: Opened, qtbot: QtBot
) -> None:
    page, lower = small.page, small.person(0, 4)
    before = small.county.figures[lower].upper
    page.changes.ask_place(lower, other_upper(small, lower))
    QTest.keyClick(page.strip.yes, Key.Key_Escape)
    assert page.strip.isHidden()
    page.changes.ask_place(lower, other_upper(small, lower))
    page.strip.no.setFocus()
    QTest.keyClick(page.strip.no, Key.Key_Return)
    small.settle(qtbot)
    assert page.strip.isHidden()
    assert small.county.figures[lower].upper == before


def test_a_drop_two_tiers_up_is_refused_with_the_reason(small: Opened) -> None:
    lower, top = small.person(0, 4), small.person(0, 2)
    canvas = small.page.canvas
    canvas.begin_drag(lower, QPointF(canvas.place_of(lower).center()))
    canvas.drop_at(QPointF(canvas.place_of(top).center()))
    sentence, tone = small.said[-1]
    assert "只能由上一级联系" in sentence
    assert tone == "warning"
    assert small.page.strip.isHidden()


def test_undo_takes_a_placing_back(small: Opened, qtbot: QtBot) -> None:
    lower = small.person(0, 4)
    before = small.county.figures[lower].upper
    small.page.changes.place(lower, other_upper(small, lower))
    small.settle(qtbot)
    small.desk.undo()
    small.settle(qtbot)
    assert small.county.figures[lower].upper == before
    assert not small.county.figures[lower].pinned


def test_指定_is_chosen_from_a_list_and_taken_back(small: Opened, qtbot: QtBot) -> None:
    page, lower = small.page, small.person(1, 5)
    upper = other_upper(small, lower)
    page.show_member(lower)
    press(page.panel, "指定上级")
    chooser = dialog(small, UpperChooser)
    assert isinstance(chooser, UpperChooser)
    chooser.search.setText(small.county.grid.name(upper))
    assert chooser.view.current_id == upper
    QTest.keyClick(chooser.search, Key.Key_Return)
    small.settle(qtbot)
    assert small.county.figures[lower].upper == upper
    press(page.panel, "取消指定")
    small.settle(qtbot)
    assert not small.county.figures[lower].pinned
    assert small.county.figures[lower].upper == upper


def test_回避_is_laid_down_shown_and_taken_back(small: Opened, qtbot: QtBot) -> None:
    page, lower = small.page, small.person(1, 5)
    upper = other_upper(small, lower)
    page.show_member(lower)
    press(page.panel, "回避")
    chooser = dialog(small, UpperChooser)
    assert isinstance(chooser, UpperChooser)
    chooser.view.go_to(chooser.view.rows.row_of(upper))
    press(chooser, "设为回避")
    small.settle(qtbot)
    assert small.county.grid.name(upper) in texts(page.panel)
    refusals = page.changes.refusals(lower)
    assert refusals is not None
    assert "回避" in refusals[upper]
    press(page.panel, "取消回避")
    small.settle(qtbot)
    again = page.changes.refusals(lower)
    assert again is not None
    assert again[upper] == ""


def test_the_chooser_refuses_whom_it_cannot_give(small: Opened, qtbot: QtBot) -> None:
    lower = small.person(0, 4)
    upper = other_upper(small, lower)
    small.office.liaison.forbid(small.county.grid.members[lower], upper)
    small.reload(qtbot)
    small.page.changes.choose_upper(lower, avoiding=False)
    chooser = dialog(small, UpperChooser)
    assert isinstance(chooser, UpperChooser)
    chooser.view.go_to(chooser.view.rows.row_of(upper))
    assert not chooser.take.isEnabled()
    assert "回避" in chooser.why.text()
    QTest.keyClick(chooser.search, Key.Key_Up)
    assert chooser.view.current_id != upper
    chooser.reject()


def test_the_menu_of_a_person_offers_what_is_possible(small: Opened) -> None:
    page = small.page
    for person, possible in ((small.person(0, 4), True), (small.person(0, 1), False)):
        page._open_menu(person, QPoint(0, 0))
        menu = page.findChildren(QMenu)[-1]
        offered = {act.text()[:4]: act.isEnabled() for act in menu.actions()}
        assert offered["指定上级"] is possible
        assert offered["委员资料"] is True
        menu.hide()


# -- assigning -----------------------------------------------------------------------------------------------------


def test_nothing_changes_before_the_plan_is_confirmed(
    open_page: Open, make_office: Make, qtbot: QtBot
) -> None:
    opened = open_page(make_office(SMALL, assign=False))
    page = opened.page
    QTest.keyClick(page, Key.Key_G, CONTROL)
    plan = dialog(opened, PlanDialog)
    assert isinstance(plan, PlanDialog)
    opened.settle(qtbot)
    assert plan.way == FIRST
    assert plan.summary.text().startswith("新配上级 18 人，改换上级 0 人，不变 0 人")
    assert len(plan.moves.rows.ids) == 18
    assert len(opened.county.grid.orphans) == 18
    press(plan, "确定")
    opened.settle(qtbot)
    assert opened.county.grid.orphans == ()
    assert opened.said[-1][0].startswith("分配网格：18 人")


def test_the_table_of_the_plan_tells_loads_and_who_goes_to_whom(
    open_page: Open, make_office: Make, qtbot: QtBot
) -> None:
    opened = open_page(make_office(SMALL, assign=False))
    opened.page.changes.assign()
    plan = dialog(opened, PlanDialog)
    assert isinstance(plan, PlanDialog)
    opened.settle(qtbot)
    found = plan.plan
    assert found is not None
    for row, level in enumerate(found.levels):
        loads = list(level.loads.values())
        cells = plan.levels.rows.texts(row)
        assert cells[2:7] == [
            f"{len(level.assign)} 人",
            "0 人",
            f"{min(loads)} 人",
            f"{max(loads)} 人",
            f"{sum(loads) / len(loads):.1f}",
        ]
    after = {lower: upper for level in found.levels for lower, upper in level.assign.items()}
    for row, lower in enumerate(plan.moves.rows.ids):
        assert plan.moves.rows.texts(row)[:4:3] == [found.grid.name(lower), found.grid.name(after[lower])]
    plan.reject()


def test_after_a_resignation_the_fewest_move_and_重新优化_is_a_choice_of_its_own(
    small: Opened, qtbot: QtBot
) -> None:
    gone = next(figure for figure in small.county.tiers[2].people if figure.load)
    small.office.roster.change(small.county.grid.members[gone.id], {"status": "辞职"}, day="2026-11-20")
    small.reload(qtbot)
    small.page.changes.assign()
    plan = dialog(small, PlanDialog)
    assert isinstance(plan, PlanDialog)
    small.settle(qtbot)
    assert plan.way == FEWEST
    assert f"新配上级 {gone.load} 人，改换上级 0 人" in plan.summary.text()
    plan.ways[AFRESH].click()
    small.settle(qtbot)
    assert plan.plan is not None
    assert plan.way == AFRESH
    plan.day.setDate(QDate(2026, 12, 1))
    small.settle(qtbot)
    assert plan.plan.day == "2026-12-01"
    plan.reject()


def test_a_plan_that_is_impossible_says_why(small: Opened, qtbot: QtBot) -> None:
    small.office.liaison.limit(3, 0, 1)
    small.reload(qtbot)
    small.page.changes.assign()
    plan = dialog(small, PlanDialog)
    assert isinstance(plan, PlanDialog)
    plan.ways[AFRESH].click()
    small.settle(qtbot)
    assert plan.plan is None
    assert not plan.yes.isEnabled()
    assert "上限" in plan.summary.text()
    plan.reject()


# -- settings ------------------------------------------------------------------------------------------------------


def test_settings_are_saved_as_one_operation(small: Opened, qtbot: QtBot) -> None:
    small.page.settings_action.trigger()
    sheet = dialog(small, SchemeSheet)
    assert isinstance(sheet, SchemeSheet)
    sheet.skip.setChecked(True)
    sheet.weights["committee"].setValue(55)
    sheet.bounds[3][1].setValue(4)
    sheet.probationary.setCurrentIndex(1)
    sheet.top.setCurrentIndex(2)
    press(sheet, "保存")
    small.settle(qtbot)
    scheme = small.office.liaison.scheme()
    assert (scheme.skip_empty, scheme.weights.committee, scheme.tier(3).largest) == (True, 55, 4)
    assert (scheme.probationary_tier, scheme.top) == (5, "党组书记")
    assert small.desk.reader.undoable == "网格设置：一级人选、预备党员、跨级、权重、每人联系人数"


def test_bounds_that_contradict_are_refused(small: Opened) -> None:
    small.page.changes.open_settings()
    sheet = dialog(small, SchemeSheet)
    assert isinstance(sheet, SchemeSheet)
    sheet.bounds[2][0].setValue(5)
    sheet.bounds[2][1].setValue(3)
    press(sheet, "保存")
    assert "至多" in sheet.problem.text()
    assert sheet.isVisible()
    sheet.reject()


def test_a_guest_is_entered_and_removed(small: Opened, qtbot: QtBot) -> None:
    small.page.changes.open_settings()
    sheet = dialog(small, SchemeSheet)
    assert isinstance(sheet, SchemeSheet)
    sheet.guests.name.setText("郭守正")
    sheet.guests.title.setText("党组副书记")
    press(sheet.guests, "增加")
    small.settle(qtbot)
    assert [figure.name for figure in small.county.tiers[1].guests] == ["郭守正"]
    assert small.county.total == 19
    small.page.show_member(small.county.tiers[1].guests[0].id)
    assert "非委员" in texts(small.page.panel)
    press(sheet.guests, "移除")
    small.settle(qtbot)
    assert small.county.tiers[1].guests == ()
    sheet.reject()


def test_enter_in_the_line_of_a_guest_means_the_line(small: Opened, qtbot: QtBot) -> None:
    small.page.changes.open_settings()
    sheet = dialog(small, SchemeSheet)
    assert isinstance(sheet, SchemeSheet)
    sheet.guests.name.setText("郭守正")
    QTest.keyClick(sheet.guests.name, Key.Key_Return)
    small.settle(qtbot)
    assert sheet.isVisible()
    assert [figure.name for figure in small.county.tiers[1].guests] == ["郭守正"]
    sheet.reject()


def test_a_page_that_is_gone_hears_nothing(open_page: Open, make_office: Make, qtbot: QtBot) -> None:
    opened = open_page(make_office(SMALL))
    opened.page.changes.assign()
    plan = dialog(opened, PlanDialog)
    plan.reject()
    opened.page.reload()
    plan.deleteLater()
    with qtbot.captureExceptions() as raised:
        opened.settle(qtbot)
    assert raised == []


def test_two_heads_are_a_question_with_two_answers(open_page: Open, make_office: Make, qtbot: QtBot) -> None:
    office = make_office(SMALL, assign=False)
    people = office.roster.listing()
    chair = next(member for member in people if "主席" in member.posts)
    office.roster.change(chair, {"posts": ("主席",)}, day=None)
    other = next(member for member in people if "常委" in member.posts)
    office.roster.change(other, {"posts": ("党组书记",)}, day=None)
    opened = open_page(office)
    assert opened.page.question.isVisible()
    press(opened.page.question, "党组书记")
    opened.settle(qtbot)
    assert opened.page.question.isHidden()
    assert [figure.name for figure in opened.county.tiers[0].people] == [other.name]
