"""The drawing under mouse and keyboard: choosing, dragging, zooming, what a screen reader hears."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.ui import theme
from app.ui.pages.grid.canvas import GridCanvas
from app.ui.pages.grid.colouring import LOAD, colouring
from app.ui.pages.grid.county import County
from tests.ui.grid.people import CITY, COUNTY, HUGE, Shape

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier
Key = Qt.Key


@pytest.fixture
def show_canvas(
    qtbot: QtBot, a_county: Callable[..., County], dressed: None
) -> Callable[..., tuple[GridCanvas, County]]:
    """Shows a canvas of the usual size."""

    def show(shape: Shape = COUNTY, *, assign: bool = True) -> tuple[GridCanvas, County]:
        county = a_county(shape, assign)
        canvas = GridCanvas()
        qtbot.addWidget(canvas)
        canvas.resize(876, 526)
        canvas.show_county(county, colouring(county, LOAD))
        canvas.show()
        qtbot.waitExposed(canvas)
        return canvas, county

    return show


def centre(canvas: GridCanvas, identity: int) -> QPoint:
    """The middle of a person's place."""
    return canvas.place_of(identity).center()


def test_a_click_chooses_and_a_click_beside_lets_go(
    qtbot: QtBot, show_canvas: Callable[..., tuple[GridCanvas, County]]
) -> None:
    canvas, county = show_canvas()
    person = county.tiers[3].people[7].id
    with qtbot.waitSignal(canvas.chosen_changed) as told:
        QTest.mouseClick(canvas.viewport(), LEFT, NO_KEY, centre(canvas, person))
    assert told.args == [person]
    assert canvas.chosen == person
    QTest.mouseClick(canvas.viewport(), LEFT, NO_KEY, QPoint(20, 300))
    assert canvas.chosen is None


def test_everybody_can_be_hit_where_they_are_drawn(
    show_canvas: Callable[..., tuple[GridCanvas, County]],
) -> None:
    canvas, county = show_canvas()
    assert [canvas.person_at(QPointF(centre(canvas, identity))) for identity in county.order] == list(
        county.order
    )


def test_arrows_move_and_enter_chooses(
    qtbot: QtBot, show_canvas: Callable[..., tuple[GridCanvas, County]]
) -> None:
    canvas, county = show_canvas()
    canvas.setFocus()
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Key.Key_Home, Key.Key_Down, Key.Key_Right, Key.Key_Right):
        QTest.keyClick(canvas, key)
    stood = canvas.current
    assert stood in {figure.id for figure in county.tiers[1].people}
    assert canvas.chosen != stood
    QTest.keyClick(canvas, Key.Key_Return)
    assert canvas.chosen == stood
    QTest.keyClick(canvas, Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert canvas.current == county.order[-1]
    QTest.keyClick(canvas, Key.Key_Escape)
    assert canvas.chosen is None


def test_ctrl_up_and_down_follow_the_chain(
    qtbot: QtBot, show_canvas: Callable[..., tuple[GridCanvas, County]]
) -> None:
    canvas, county = show_canvas()
    person = next(figure for figure in county.tiers[2].people if figure.load)
    canvas.choose(person.id)
    QTest.keyClick(canvas, Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert canvas.current == person.upper
    QTest.keyClick(canvas, Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert canvas.current == county.lowers[person.upper or 0][0]


def test_the_person_stood_on_is_said(
    qtbot: QtBot, show_canvas: Callable[..., tuple[GridCanvas, County]]
) -> None:
    canvas, county = show_canvas()
    canvas.choose(county.order[9])
    assert canvas.accessibleName() == "五级网格图"
    assert canvas.accessibleDescription() == county.sentence(county.order[9])


def test_a_tooltip_says_everything_about_a_person(
    qtbot: QtBot, show_canvas: Callable[..., tuple[GridCanvas, County]]
) -> None:
    canvas, county = show_canvas()
    person = county.tiers[4].people[3].id
    at = centre(canvas, person)
    QApplication.sendEvent(
        canvas.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, at, canvas.viewport().mapToGlobal(at))
    )
    assert QToolTip.text() == county.sentence(person)
    QToolTip.hideText()


def test_a_screen_reader_that_listens_is_told(show_canvas: Callable[..., tuple[GridCanvas, County]]) -> None:
    canvas, county = show_canvas()
    QAccessible.setActive(True)
    try:
        canvas.choose(county.order[3])
    finally:
        QAccessible.setActive(False)
    assert canvas.accessibleDescription() == county.sentence(county.order[3])


# -- dragging ------------------------------------------------------------------------------------------------------


def test_dragging_with_the_mouse_drops_on_whom_it_is_let_go(
    qtbot: QtBot, show_canvas: Callable[..., tuple[GridCanvas, County]]
) -> None:
    canvas, county = show_canvas()
    lower, upper = county.tiers[3].people[3].id, county.tiers[2].people[5].id
    canvas.refusals = lambda person: (
        dict.fromkeys(set(county.order) - {person}, "") if person == lower else None
    )
    view = canvas.viewport()
    QTest.mousePress(view, LEFT, NO_KEY, centre(canvas, lower))
    QTest.mouseMove(view, centre(canvas, lower) + QPoint(0, -20))
    QTest.mouseMove(view, centre(canvas, upper))
    assert canvas.dragging is not None
    assert canvas.dragging.words == f"{county.figures[lower].name} → {county.figures[upper].name}"
    with qtbot.waitSignal(canvas.dropped) as told:
        QTest.mouseRelease(view, LEFT, NO_KEY, centre(canvas, upper))
    assert told.args == [lower, upper]
    assert canvas.dragging is None


def test_a_drop_on_somebody_impossible_says_why(
    qtbot: QtBot, show_canvas: Callable[..., tuple[GridCanvas, County]]
) -> None:
    canvas, county = show_canvas()
    lower, other = county.tiers[3].people[3].id, county.tiers[1].people[0].id
    canvas.refusals = lambda _person: {other: "只能由上一级联系"}
    canvas.begin_drag(lower, QPointF(centre(canvas, lower)))
    with qtbot.waitSignal(canvas.refused) as told, qtbot.assertNotEmitted(canvas.dropped):
        canvas.drop_at(QPointF(centre(canvas, other)))
    assert told.args == ["只能由上一级联系"]


def test_escape_and_empty_ground_end_a_drag_without_a_drop(
    qtbot: QtBot, show_canvas: Callable[..., tuple[GridCanvas, County]]
) -> None:
    canvas, county = show_canvas()
    lower = county.tiers[3].people[3].id
    canvas.refusals = lambda _person: {}
    with qtbot.assertNotEmitted(canvas.dropped), qtbot.assertNotEmitted(canvas.refused):
        canvas.begin_drag(lower, QPointF(centre(canvas, lower)))
        QTest.keyClick(canvas, Key.Key_Escape)
        assert canvas.dragging is None
        canvas.begin_drag(lower, QPointF(centre(canvas, lower)))
        canvas.drop_at(QPointF(20, 300))
    assert canvas.dragging is None


def test_who_may_not_be_carried_is_not(show_canvas: Callable[..., tuple[GridCanvas, County]]) -> None:
    canvas, county = show_canvas()
    canvas.begin_drag(county.order[0], QPointF(centre(canvas, county.order[0])))
    assert canvas.dragging is None


# -- zooming, scrolling --------------------------------------------------------------------------------------------


def test_151_need_no_scrolling_and_350_do(show_canvas: Callable[..., tuple[GridCanvas, County]]) -> None:
    assert show_canvas()[0].verticalScrollBar().maximum() == 0
    assert show_canvas(CITY)[0].verticalScrollBar().maximum() > 0


def test_the_whole_of_3000_can_be_seen_and_somebody_flown_to(
    qtbot: QtBot, show_canvas: Callable[..., tuple[GridCanvas, County]]
) -> None:
    canvas, county = show_canvas(HUGE, assign=False)
    canvas.zoom_whole()
    assert canvas.zoom < 1
    assert canvas.verticalScrollBar().maximum() == 0
    canvas.set_zoom(1.0)
    last = county.order[-1]
    canvas.fly_to(last)
    qtbot.waitUntil(lambda: canvas.viewport().rect().contains(canvas.place_of(last)))
    assert canvas.chosen == last


def test_zooming_keeps_the_person_under_the_mouse_at_their_height(
    show_canvas: Callable[..., tuple[GridCanvas, County]],
) -> None:
    canvas, _county = show_canvas(CITY)
    canvas.verticalScrollBar().setValue(300)
    person = canvas.person_at(QPointF(400, 250)) or canvas.person_at(QPointF(400, 262))
    assert person is not None
    at = centre(canvas, person)
    wheel = QWheelEvent(
        QPointF(at), canvas.viewport().mapToGlobal(QPointF(at)), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), wheel)
    assert canvas.zoom > 1
    assert abs(centre(canvas, person).y() - at.y()) <= 2


def test_scrolling_by_dragging_empty_ground(
    qtbot: QtBot, show_canvas: Callable[..., tuple[GridCanvas, County]]
) -> None:
    canvas, _county = show_canvas(CITY)
    view = canvas.viewport()
    QTest.mousePress(view, LEFT, NO_KEY, QPoint(20, 400))
    QTest.mouseMove(view, QPoint(20, 350))
    QTest.mouseMove(view, QPoint(20, 300))
    QTest.mouseRelease(view, LEFT, NO_KEY, QPoint(20, 300))
    assert canvas.verticalScrollBar().value() == 100
    assert canvas.chosen is None


# -- painting ------------------------------------------------------------------------------------------------------


def colours_in(canvas: GridCanvas, identity: int) -> set[str]:
    """The colours of one person's place as painted."""
    image = canvas.viewport().grab(canvas.place_of(identity)).toImage()
    return {
        QColor(image.pixel(x, y)).name().upper() for x in range(image.width()) for y in range(image.height())
    }


def test_people_are_painted_in_the_colour_of_their_load(
    show_canvas: Callable[..., tuple[GridCanvas, County]],
) -> None:
    canvas, county = show_canvas()
    tones = colouring(county, LOAD).tone_of
    person = next(identity for identity, tone in tones.items() if tone == "good")
    assert theme.LIGHT.good_soft.upper() in colours_in(canvas, person)


def test_who_has_no_liaison_is_red_in_frame_and_name(
    show_canvas: Callable[..., tuple[GridCanvas, County]],
) -> None:
    canvas, county = show_canvas(Shape(vice=2, standing=3, party=4, others=4), assign=False)
    painted = colours_in(canvas, county.tiers[2].people[0].id)
    assert theme.LIGHT.danger.upper() in painted
    assert theme.LIGHT.danger_soft.upper() in painted


def test_the_chosen_person_is_framed_and_their_chain_too(
    show_canvas: Callable[..., tuple[GridCanvas, County]],
) -> None:
    canvas, county = show_canvas()
    person = next(figure for figure in county.tiers[2].people if figure.load)
    canvas.choose(person.id)
    accent = theme.LIGHT.accent.upper()
    assert accent in colours_in(canvas, person.id)
    assert accent in colours_in(canvas, county.lowers[person.id][0])
    assert accent not in colours_in(canvas, county.tiers[4].people[0].id) or person.id in county.lowers
