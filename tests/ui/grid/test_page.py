"""The page on a real office: what it shows, how it changes, without a mouse where the clerk may do without."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.office import Office
from app.ui.desk import Target
from app.ui.pages.grid.choosing import UpperChooser
from app.ui.pages.grid.county import ORPHAN, SUSPENDED
from app.ui.pages.grid.header import PICTURE, TABLE
from app.ui.pages.grid.page import FORM
from app.ui.pages.grid.plandialog import AFRESH, FEWEST, FIRST, PlanDialog
from app.ui.pages.grid.settings import SchemeSheet
from app.ui.pages.grid.table import ALL, PINNED, GridTable
from tests.ui.grid.conftest import Opened
from tests.ui.grid.people import Shape

SMALL = Shape(vice=2, standing=4, party=6, others=6)
Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier

Open = Callable[..., Opened]
Make = Callable[..., Office]


@pytest.fixture
def small(open_page: Open, make_office: Make) -> Opened:
    """The page on a small county."""
    return open_page(make_office(SMALL))


def texts(widget: QWidget) -> str:
    """Everything that can be read on a widget."""
    QApplication.processEvents()
    labels = [label.text() for label in widget.findChildren(QLabel) if not label.isHidden()]
    return "\n".join(
        labels + [button.text() for button in widget.findChildren(QAbstractButton) if not button.isHidden()]
    )


def dialog(opened: Opened, kind: type[QDialog]) -> QDialog:
    """The dialog that is open over the page."""
    return next(found for found in opened.page.findChildren(kind) if found.isVisible())


def press(widget: QWidget, text: str) -> None:
    """Press the button that begins with these words."""
    QApplication.processEvents()
    button = next(
        one for one in widget.findChildren(QAbstractButton) if one.text().startswith(text) and one.isVisible()
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


# -- what it shows -------------------------------------------------------------------------------------------------


def test_the_header_counts_what_the_lists_behind_it_hold(small: Opened, qtbot: QtBot) -> None:
    page = small.page
    assert page.header.counts[ALL].text() == "19 人"
    assert page.header.counts[ORPHAN].text() == "未分配 0"
    gone = next(figure for figure in small.county.tiers[2].people if figure.load)
    small.office.roster.change(small.county.grid.members[gone.id], {"status": "辞职"}, day="2026-11-20")
    small.reload(qtbot)
    for view, count in page.header.counts.items():
        if not count.isHidden():
            number = int("".join(char for char in count.text() if char.isdigit()))
            page.show_view(view)
            assert len(page.table.list.rows.ids) == number
    assert page.badge() == str(gone.load)


def test_a_count_opens_its_list(small: Opened, qtbot: QtBot) -> None:
    QTest.mouseClick(small.page.header.counts[ORPHAN], Qt.MouseButton.LeftButton)
    assert small.page.stack.currentWidget() is small.page.table
    assert small.page.table.chips.on == ORPHAN


def test_the_panel_gives_every_reason(small: Opened) -> None:
    person = small.person(0, 4)
    pair = small.county.pairs[person]
    small.page.show_member(person)
    said = texts(small.page.panel)
    assert small.county.grid.name(person) in said
    assert f"上级：{small.county.grid.name(pair.upper)}" in said
    assert ("、".join(pair.shared) or "没有共同点") in said
    assert pair.next_best is not None
    assert f"其次 {small.county.grid.name(pair.next_best)}" in said
    assert pair.since in said


def test_the_panel_of_the_top_and_of_nobody(small: Opened) -> None:
    assert "各级情况" in texts(small.page.panel)
    small.page.show_member(small.person(0, 1))
    assert "一级，没有上级" in texts(small.page.panel)
    assert "指定上级" not in texts(small.page.panel)


def test_a_name_in_the_panel_leads_to_that_person(small: Opened) -> None:
    person = small.person(0, 4)
    small.page.show_member(person)
    press(small.page.panel, "上级：")
    assert small.page.canvas.chosen == small.county.pairs[person].upper


def test_a_target_from_another_page_is_flown_to(small: Opened) -> None:
    person = small.person(2, 5)
    small.page.show_target(Target(record=person))
    assert small.page.canvas.chosen == person
    small.page.show_target(Target(ids=(person, small.person(0, 1)), title="两个人"))
    assert list(small.page.table.list.rows.ids) == [person, small.person(0, 1)]
    assert small.page.table.chips.on == "两个人"
    small.page.show_target(Target(view=ORPHAN))
    assert small.page.table.chips.on == ORPHAN


def test_a_target_waits_for_the_first_reading(small: Opened, qtbot: QtBot) -> None:
    page, person = small.page, small.person(1, 3)
    small.page.reading.county = None
    page.show_target(Target(record=person))
    small.reload(qtbot)
    small.page.canvas.setFocus()
    assert page.canvas.chosen == person


def test_search_flies_from_one_found_person_to_the_next(small: Opened) -> None:
    page = small.page
    page.focus_search()
    name = small.county.figures[small.person(1, 4)].name
    page.second.search.setText(name[0])
    QTest.keyClick(page.second.search, Key.Key_Return)
    first = page.canvas.chosen
    assert first is not None
    assert name[0] in small.county.figures[first].name
    page.find_person("查无此人")
    assert small.said[-1] == ("网格里没有“查无此人”。", "warning")


def test_a_past_day_is_only_looked_at(small: Opened, qtbot: QtBot) -> None:
    page = small.page
    page.show_member(small.person(0, 4))
    page.header.calendar.clicked.emit(QDate(2026, 1, 10))
    small.settle(qtbot)
    assert "截至 2026-01-10" in page.header.day.text()
    assert page.header.counts[ORPHAN].text() == "未分配 18"
    assert not page.assign_action.isEnabled()
    assert "指定上级" not in texts(page.panel)
    assert page.changes.refusals(small.person(0, 4)) is None
    press(page.past, "回到今天")
    small.settle(qtbot)
    assert page.assign_action.isEnabled()
    assert page.past.isHidden()


def test_an_empty_roster_says_how_to_begin(open_page: Open, make_office: Make, qtbot: QtBot) -> None:
    office = make_office(Shape(vice=0, standing=0, party=0, others=0), assign=False)
    office.roster.remove(office.roster.listing()[0])
    opened = open_page(office)
    assert opened.page.begin.isVisible()
    assert not opened.page.assign_action.isEnabled()
    with qtbot.waitSignal(opened.desk.went) as told:
        press(opened.page.begin, "去“委员”页")
    assert told.args[0] == "roster"


def test_colours_are_changed_by_the_menu(small: Opened) -> None:
    page = small.page
    for act in page.second.colour.menu().actions():
        act.trigger()
        assert page.second.colour.text() == f"着色：{act.text()} ▾"


def test_printing_asks_for_the_form(small: Opened, qtbot: QtBot) -> None:
    went: list[tuple[str, object]] = []
    small.desk.went.connect(lambda key, target: went.append((key, target)))
    with qtbot.waitSignal(small.page.print_requested) as told:
        small.page.print_action.trigger()
    assert told.args == [FORM]
    assert went == [("reports", Target(view=FORM))]


def test_every_action_has_text_and_tooltip_and_every_button_a_name(small: Opened) -> None:
    for act in small.page.page_actions():
        assert act.text()
        assert act.toolTip()
    small.page.show_member(small.person(0, 4))
    nameless = [
        one
        for one in small.page.findChildren(QAbstractButton)
        if one.isVisible() and not (one.accessibleName() or one.text())
    ]
    assert nameless == []


# -- changing ------------------------------------------------------------------------------------------------------


def other_upper(opened: Opened, lower: int) -> int:
    """A liaison of the tier above who is not the present one."""
    figure = opened.county.figures[lower]
    return next(one.id for one in opened.county.tiers[figure.tier - 2].people if one.id != figure.upper)


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


# -- the table -----------------------------------------------------------------------------------------------------


def column_numbers(table: GridTable, column: int) -> list[int]:
    """The figures of one column from above, empty cells left out."""
    cells = [table.list.rows.texts(row)[column] for row in range(len(table.list.rows.ids))]
    return [int(cell) for cell in cells if cell]


def test_the_table_sorts_by_what_its_columns_mean(small: Opened) -> None:
    page = small.page
    page.show_mode(TABLE)
    table = page.table
    head = table.list.horizontalHeader()
    titles = [column.title for column in table.list.rows.columns]
    for title in ("差异分", "差"):
        head.sectionClicked.emit(titles.index(title))
        numbers = column_numbers(table, titles.index(title))
        assert numbers == sorted(numbers)
        head.sectionClicked.emit(titles.index(title))
        assert column_numbers(table, titles.index(title)) == sorted(numbers, reverse=True)
    for title in titles:
        head.sectionClicked.emit(titles.index(title))
        assert len(table.list.rows.ids) == 19


def test_copied_rows_carry_their_headings(small: Opened) -> None:
    page = small.page
    page.show_view(ALL)
    page.table.list.selectAll()
    QTest.keyClick(page.table.list, Key.Key_C, CONTROL)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[:4] == ["级别", "姓名", "状态", "上级"]
    assert len(lines) == 20


def test_standing_on_a_row_chooses_the_person_and_enter_opens_them(small: Opened, qtbot: QtBot) -> None:
    page = small.page
    page.show_view(ALL)
    page.table.list.go_to(7)
    assert page.canvas.chosen == page.table.list.rows.id_at(7)
    with qtbot.waitSignals([page.open_members, small.desk.went]):
        QTest.keyClick(page.table.list, Key.Key_Return)
    page.switch_action.trigger()
    assert page.stack.currentWidget() is page.canvas
    page.show_mode(PICTURE)
    assert page.canvas.chosen == page.table.list.rows.id_at(7)


def test_views_hold_the_pinned_and_the_suspended(small: Opened, qtbot: QtBot) -> None:
    page, lower = small.page, small.person(0, 4)
    page.changes.place(lower, other_upper(small, lower))
    small.settle(qtbot)
    aside = small.county.grid.members[small.person(1, 5)]
    small.desk.do(
        "暂停", lambda office: office.roster.change(aside, {"status": "暂停履职"}, day="2026-11-20")
    )
    small.settle(qtbot)
    page.show_view(PINNED)
    assert list(page.table.list.rows.ids) == [lower]
    page.show_view(SUSPENDED)
    assert list(page.table.list.rows.ids) == [aside.id]
    assert page.header.counts[SUSPENDED].text() == "暂停 1"


# -- without a mouse, and large ------------------------------------------------------------------------------------


def test_a_session_without_a_mouse(open_page: Open, make_office: Make, qtbot: QtBot) -> None:
    opened = open_page(make_office(SMALL, assign=False))
    page = opened.page
    page.focus_first()
    QTest.keyClick(page, Key.Key_G, CONTROL)
    plan = dialog(opened, PlanDialog)
    assert isinstance(plan, PlanDialog)
    opened.settle(qtbot)
    QTest.keyClick(plan.yes, Key.Key_Space)
    opened.settle(qtbot)
    assert opened.county.grid.orphans == ()
    page.focus_search()
    lower = opened.person(2, 4)
    page.second.search.setText(opened.county.figures[lower].name)
    QTest.keyClick(page.second.search, Key.Key_Return)
    assert page.canvas.chosen == lower
    upper = other_upper(opened, lower)
    button = next(
        one for one in page.panel.findChildren(QAbstractButton) if one.text().startswith("指定上级")
    )
    QTest.keyClick(button, Key.Key_Space)
    chooser = dialog(opened, UpperChooser)
    assert isinstance(chooser, UpperChooser)
    chooser.search.setText(opened.county.grid.name(upper))
    QTest.keyClick(chooser.search, Key.Key_Return)
    opened.settle(qtbot)
    assert opened.county.figures[lower].upper == upper
    opened.desk.undo()
    opened.settle(qtbot)
    assert opened.county.figures[lower].upper != upper


def test_tab_goes_through_header_drawing_and_panel(small: Opened) -> None:
    page = small.page
    page.show_member(small.person(0, 4))
    QApplication.processEvents()  # the panel's buttons are shown when its layout has taken them
    page.header.day.setFocus()
    seen: list[QWidget] = []
    for _ in range(40):
        widget = QGuiApplication.focusObject()
        if widget in seen:
            break
        assert isinstance(widget, QWidget)
        seen.append(widget)
        QTest.keyClick(widget, Key.Key_Tab)
    places = [seen.index(widget) for widget in (page.header.day, page.second.colour, page.canvas)]
    assert places == sorted(places)
    assert any(page.panel.isAncestorOf(widget) for widget in seen)


def test_a_large_office_is_read_by_the_worker(open_page: Open, make_office: Make, qtbot: QtBot) -> None:
    opened = open_page(make_office(Shape(vice=5, standing=100, party=450, others=444), assign=False))
    assert len(opened.county.order) == 1000
    opened.page.show_member(opened.person(5, 4))
    opened.settle(qtbot)
    refusals = opened.page.changes.refusals(opened.person(5, 4))
    assert refusals is not None
    assert sum(1 for why in refusals.values() if not why) == 100


def test_nothing_in_the_panel_is_cut_at_its_side(small: Opened) -> None:
    panel = small.page.panel
    for figure in small.county.figures.values():
        small.page.show_member(figure.id)
        QApplication.processEvents()
        body = panel.area.widget()
        assert body is not None
        assert body.minimumSizeHint().width() <= panel.area.viewport().width()
