from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.listview import ListView
from app.ui.rows import BLOCK, Column, RowModel

Role = Qt.ItemDataRole


@dataclass(frozen=True)
class Line:
    name: str
    number: int


COLUMNS: tuple[Column[Line], ...] = (
    Column("name", "姓名", lambda line: line.name, 120, sort="name"),
    Column(
        "number",
        "号",
        lambda line: str(line.number),
        60,
        right=True,
        tone=lambda line: "danger" if line.number > 3 else "",
    ),
    Column("note", "备注", lambda _line: "=1+1\t乙", 80, stretch=True),
)


class Source:
    """Rows by id, and which ids were asked for."""

    def __init__(self) -> None:
        self.asked: list[Sequence[int]] = []

    def __call__(self, ids: Sequence[int]) -> Mapping[int, Line]:
        self.asked.append(ids)
        return {number: Line(f"第{number}人", number) for number in ids if number != 13}


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def listed(source: Source, dressed: QApplication, qtbot: QtBot) -> ListView[Line]:
    view = ListView(RowModel(COLUMNS, source), "名单")
    qtbot.addWidget(view)
    view.resize(700, 400)
    view.show()
    return view


@pytest.mark.parametrize("count", [0, 1, 7, 500])
def test_模型合乎_Qt_的规矩(source: Source, dressed: QApplication, count: int) -> None:
    model = RowModel(COLUMNS, source)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(range(count))
    model.forget()
    model.show(range(count // 2))
    assert tester.model() is model
    assert model.rowCount() == count // 2


def test_只取要看的一段(source: Source) -> None:
    model = RowModel(COLUMNS, source)
    model.show(range(1000))
    model.data(model.index(500, 0))
    model.data(model.index(501, 1))
    assert [(ids[0], len(ids)) for ids in source.asked] == [(500 - 500 % BLOCK, BLOCK)]


def test_取不到的一行是空的(source: Source) -> None:
    model = RowModel(COLUMNS, source)
    model.show([13])
    assert model.data(model.index(0, 0)) is None
    assert model.texts(0) == ["", "", ""]


def test_读屏软件听到表头和内容(source: Source) -> None:
    model = RowModel(COLUMNS, source)
    model.show([5])
    assert model.data(model.index(0, 0), Role.AccessibleTextRole) == "姓名 第5人"


def test_颜色只给该给的(source: Source) -> None:
    model = RowModel(COLUMNS, source)
    model.show([3, 4])
    assert model.data(model.index(0, 1), Role.ForegroundRole) is None
    assert model.data(model.index(1, 1), Role.ForegroundRole) is not None


def test_复制带表头_公式不会在表格里运行(listed: ListView[Line], qtbot: QtBot) -> None:
    listed.show_ids([1, 2])
    listed.selectAll()
    QTest.keyClick(listed, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "姓名\t号\t备注\n第1人\t1\t'=1+1 乙\n第2人\t2\t'=1+1 乙"


def test_换了名单仍站在原来那一行(listed: ListView[Line]) -> None:
    listed.show_ids([1, 2, 3])
    listed.go_to(2)
    listed.show_ids([9, 3, 1])
    assert listed.current_id == 3


def test_原来那一行没有了_站到第一行(listed: ListView[Line]) -> None:
    listed.show_ids([1, 2, 3])
    listed.go_to(2)
    listed.show_ids([7, 8])
    assert listed.current_id == 7


def test_站到哪一行就告诉哪一行(listed: ListView[Line], qtbot: QtBot) -> None:
    told: list[object] = []
    listed.show_ids([1, 2, 3])
    listed.current_changed.connect(told.append)
    QTest.keyClick(listed, Qt.Key.Key_Down)
    listed.show_ids([])
    assert told == [2, None]


def test_回车打开所在的一行(listed: ListView[Line], qtbot: QtBot) -> None:
    told: list[object] = []
    listed.opened.connect(told.append)
    listed.show_ids([4])
    QTest.keyClick(listed, Qt.Key.Key_Return)
    assert told == [4]


def test_点表头排序_再点倒过来(listed: ListView[Line]) -> None:
    told: list[tuple[str, bool]] = []
    listed.sort_wanted.connect(lambda key, down: told.append((key, down)))
    for section in (0, 0, 1):
        listed.horizontalHeader().sectionClicked.emit(section)
    assert told == [("name", False), ("name", True)]


def test_选了的栏目下次还在(listed: ListView[Line], source: Source, qtbot: QtBot) -> None:
    menu = listed.columns_menu()
    assert [act.text() for act in menu.actions()] == ["号", "备注"]
    menu.actions()[0].toggle()
    again = ListView(RowModel(COLUMNS, source), "名单")
    qtbot.addWidget(again)
    assert [again.isColumnHidden(number) for number in range(3)] == [False, True, False]


def test_行高三十四(listed: ListView[Line]) -> None:
    listed.show_ids([1, 2])
    assert listed.rowHeight(1) == 34


def test_十万行先画出来(listed: ListView[Line], measured: Callable[[Callable[[], object]], float]) -> None:
    """The budget is 80 ms on two idle cores; three times that on a busy machine still shows that nothing is quadratic."""

    def paint() -> None:
        listed.show_ids(range(100_000))
        listed.viewport().repaint()

    assert measured(paint) < 0.24


@pytest.fixture
def measured() -> Callable[[Callable[[], object]], float]:
    """The best of five, in seconds."""

    def run(work: Callable[[], object]) -> float:
        times = []
        for _ in range(5):
            begin = time.perf_counter()
            work()
            times.append(time.perf_counter() - begin)
        return min(times)

    return run
