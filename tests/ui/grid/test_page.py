"""The page on a real office: what it shows, as drawing and as table, and how it goes without a mouse."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.desk import Target
from app.ui.pages.grid.choosing import UpperChooser
from app.ui.pages.grid.county import ORPHAN, SUSPENDED
from app.ui.pages.grid.header import PICTURE, TABLE
from app.ui.pages.grid.page import FORM
from app.ui.pages.grid.plandialog import PlanDialog
from app.ui.pages.grid.table import ALL, PINNED, GridTable
from tests.ui.grid.conftest import SMALL, Make, Open, Opened, dialog, other_upper, press, texts
from tests.ui.grid.people import Shape

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


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
