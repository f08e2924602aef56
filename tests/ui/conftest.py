"""A window on a real office in a file of this test, speaking Chinese, with every bug and refusal caught."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.errors import LiangeError
from app.office import Office
from app.ui import theme
from app.ui.asking import Question
from app.ui.desk import Target
from app.ui.page import Page
from app.ui.tongue import speak_chinese
from app.ui.window import MainWindow

if TYPE_CHECKING:
    from app.db.members import FieldValue
    from app.domain.fields import Field

TODAY = date(2026, 11, 22)
SIZE = (1366, 728)

PEOPLE: tuple[dict[str, FieldValue], ...] = (
    {
        "name": "沈长河",
        "sex": "男",
        "posts": ("主席",),
        "affiliations": ("中共",),
        "sector": "中共",
        "no": "11001",
    },
    {
        "name": "江䶮",
        "sex": "女",
        "posts": ("副主席",),
        "affiliations": ("民革",),
        "sector": "民革",
        "no": "11002",
    },
    {
        "name": "艾力·依明",
        "sex": "男",
        "posts": ("常委",),
        "affiliations": ("无党派",),
        "sector": "少数民族",
        "ethnicity": "维吾尔族",
    },
    {
        "name": "米雪",
        "sex": "女",
        "affiliations": ("民盟",),
        "sector": "教育",
        "phone": "13800001234",
        "employer": "县第一中学",
        "job_title": "教师",
    },
    {"name": "谷雨生", "sex": "男", "affiliations": ("中共",), "sector": "经济", "birth": "1975-03"},
    {"name": "欧阳明远", "sex": "男", "affiliations": ("中共",), "sector": ""},
)


@dataclass
class Shown:
    """The window, the office behind it, and what went wrong meanwhile."""

    window: MainWindow
    office: Office
    bot: QtBot
    bugs: list[BaseException] = field(default_factory=list)
    refusals: list[LiangeError] = field(default_factory=list)

    def settle(self) -> None:
        """Let the worker finish and the window show it."""
        self.bot.waitUntil(lambda: not self.window.backstage.busy, timeout=20_000)
        QApplication.processEvents()
        assert self.bugs == []

    def go(self, key: str, target: Target | None = None) -> Page:
        """Show a page and wait for what it reads."""
        self.window.go(key, target or Target())
        self.settle()
        return self.window.page(key)

    def said(self) -> str:
        """What the message bar says; empty when it is hidden."""
        bar = self.window.message
        return bar.text.text() if bar.isVisible() else ""


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    """The program's own style, fonts and language."""
    theme.apply(qapp, dark=False)
    if not qapp.property("chinese"):
        qapp.setProperty("chinese", speak_chinese(qapp))
    return qapp


def today() -> date:
    """The day of every test."""
    return TODAY


def clock() -> datetime:
    """The morning of that day."""
    return datetime(2026, 11, 22, 9, 12)


def create(path: Path, *, people: bool, password: str = "") -> Office:
    """An office with or without the invented people."""
    office = Office.create(
        path, office_name="政协清河县委员会", term="第十一届", start="2026-01-10", plenary="第一次会议", password=password,
        today=today, clock=clock, copy=7,
    )  # fmt: skip
    if people:
        with office.data.operation(f"录入 {len(PEOPLE)} 人"):
            for person in PEOPLE:
                office.roster.add(person)
    return office


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """The two offices most tests begin with, made once and copied."""
    folder = tmp_path_factory.mktemp("seeds")
    made = {people: folder / f"{people}.liange" for people in (True, False)}
    for people, path in made.items():
        create(path, people=people).close()
    return made


@pytest.fixture
def make_office(tmp_path: Path, seeds: dict[bool, Path]) -> Callable[..., Office]:
    """Builds an office with a few invented people; whoever shows it closes it."""

    def make(*, people: bool = True, path: Path | None = None, password: str = "") -> Office:
        path = path or tmp_path / "办公.liange"
        if password:
            return create(path, people=people, password=password)
        shutil.copyfile(seeds[people], path)
        return Office.open(path, today=today, clock=clock)

    return make


@pytest.fixture
def empty_window(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The window before any office is open."""
    window = MainWindow(tmp_path / "新办公.liange", TODAY)
    window.resize(*SIZE)
    window.show()
    window.show_first_run()
    qtbot.waitExposed(window)
    yield window
    window.renew_pages()  # what a test left half written is not asked about
    window.close()
    window.deleteLater()


@pytest.fixture
def shown(empty_window: MainWindow, make_office: Callable[..., Office], qtbot: QtBot) -> Shown:
    """The window on an office with people."""
    return show(empty_window, make_office(), qtbot)


def show(window: MainWindow, office: Office, bot: QtBot) -> Shown:
    """Show an office in a window and watch it."""
    found = Shown(window, office, bot)
    window.backstage.broke.disconnect()
    window.backstage.broke.connect(found.bugs.append)
    window.backstage.failed.connect(found.refusals.append)
    window.show_office(office)
    found.settle()
    return found


@pytest.fixture
def open_with(
    empty_window: MainWindow, make_office: Callable[..., Office], qtbot: QtBot
) -> Callable[[Callable[[Office], None], str], Shown]:
    """Fills the office with what a test is about, shows it and goes to a page."""

    def opened(fill: Callable[[Office], None], key: str) -> Shown:
        office = make_office()
        fill(office)
        found = show(empty_window, office, qtbot)
        found.go(key)
        return found

    return opened


def answering(monkeypatch: pytest.MonkeyPatch, *, agree: bool) -> list[str]:
    """Answer every question from now on by a click; gives what was asked."""
    asked: list[str] = []

    def answer(box: Question) -> int:
        asked.append(box.text())
        (box.go if agree else box.stay).click()
        return 0

    monkeypatch.setattr(Question, "exec", answer)
    return asked


def key_of(fields: tuple[Field, ...], label: str) -> str:
    """The key of a field by its label."""
    return next(one.key for one in fields if one.label == label)
