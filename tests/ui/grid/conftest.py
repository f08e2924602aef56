"""Offices with invented people in real files, and the page on them, as the grid page's tests need it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.office import Office
from app.ui import theme
from app.ui.backstage import Backstage
from app.ui.desk import Desk
from app.ui.pages.grid.county import County
from app.ui.pages.grid.page import GridPage
from app.ui.pages.grid.reading import read_county
from tests.ui.grid.people import COUNTY, TODAY, Shape, fill

PAGE = (1158, 610)
"""What the window of 1366 × 768 leaves for a page beside navigation, search and status bar."""


@dataclass(frozen=True)
class Opened:
    """A page on an office, as the window holds it."""

    office: Office
    desk: Desk
    page: GridPage
    said: list[tuple[str, str]]

    @property
    def county(self) -> County:
        assert self.page.reading.county is not None
        return self.page.reading.county

    def person(self, number: int, tier: int) -> int:
        """The n-th person of a tier, as drawn."""
        return self.county.tiers[tier - 1].people[number].id

    def reload(self, qtbot: QtBot) -> None:
        """Read again what another thread of the program would have told about."""
        self.page.reload()
        self.settle(qtbot)

    def settle(self, qtbot: QtBot) -> None:
        """Let the worker finish what is queued, and the page show it."""
        qtbot.waitUntil(lambda: not self.desk.backstage.busy, timeout=20_000)
        QApplication.processEvents()


def new_office(path: Path, shape: Shape, *, assign: bool) -> Office:
    """An office with invented people; assigned from the middle of January."""
    office = Office.create(path, office_name="青河县政协", term="第十一届", today=lambda: TODAY, copy=7)
    fill(office, shape)
    if assign:
        office.liaison.assign("2026-01-15")
    return office


MakeOffice = Callable[..., Office]
OpenPage = Callable[..., Opened]


@pytest.fixture
def make_office(tmp_path: Path) -> Iterator[MakeOffice]:
    """Builds offices on files of this test and closes them."""
    made: list[Office] = []

    def make(shape: Shape = COUNTY, *, assign: bool = True) -> Office:
        made.append(new_office(tmp_path / f"office{len(made)}.liange", shape, assign=assign))
        return made[-1]

    yield make
    for office in made:
        office.close()


@pytest.fixture
def dressed(qapp: QApplication) -> None:
    """The window's own style and fonts."""
    theme.apply(qapp, dark=False)


@pytest.fixture
def open_page(qtbot: QtBot, make_office: MakeOffice, dressed: None) -> Iterator[OpenPage]:
    """Opens the page on an office, as large as the window of 1366 × 768 leaves it, and closes everything."""
    opened: list[Opened] = []

    def show(office: Office | None = None) -> Opened:
        desk = Desk(office or make_office(), Backstage())
        bugs: list[BaseException] = []
        desk.backstage.broke.connect(bugs.append)
        page = GridPage(desk)
        desk.changed.connect(page.data_changed)
        found = Opened(desk.office, desk, page, [])
        desk.said.connect(lambda sentence, tone: found.said.append((sentence, tone)))
        desk.backstage.failed.connect(lambda error: found.said.append((error.message, "danger")))
        page.resize(*PAGE)
        opened.append(found)
        page.show()
        qtbot.waitExposed(page)
        found.settle(qtbot)
        assert bugs == []
        return found

    yield show
    for found in opened:
        found.page.close()
        found.desk.backstage.close()
        found.desk.close()
        found.page.deleteLater()


@pytest.fixture(scope="session")
def a_county(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., County]:
    """Reads counties that no test changes, each once."""
    folder = tmp_path_factory.mktemp("counties")
    known: dict[tuple[Shape, bool], County] = {}

    def read(shape: Shape = COUNTY, assign: bool = True) -> County:
        if (shape, assign) not in known:
            office = new_office(folder / f"county{len(known)}.liange", shape, assign=assign)
            known[shape, assign] = read_county(office, TODAY.isoformat())
            office.close()
        return known[shape, assign]

    return read


SMALL = Shape(vice=2, standing=4, party=6, others=6)
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


def other_upper(opened: Opened, lower: int) -> int:
    """A liaison of the tier above who is not the present one."""
    figure = opened.county.figures[lower]
    return next(one.id for one in opened.county.tiers[figure.tier - 2].people if one.id != figure.upper)
