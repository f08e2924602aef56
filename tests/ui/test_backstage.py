from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.domain.errors import LiangeError, Refused
from app.ui.backstage import Backstage, Change, Job


@pytest.fixture
def backstage(qtbot: QtBot) -> Iterator[Backstage]:
    made = Backstage()
    yield made
    made.close()
    made.deleteLater()


def settle(qtbot: QtBot, backstage: Backstage) -> None:
    qtbot.waitUntil(lambda: not backstage.busy, timeout=10_000)


def test_工作在另一个线程上_结果回到窗口的线程(backstage: Backstage, qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []
    backstage.run(
        "读", threading.get_ident, on_done=lambda worker: told.append((worker, threading.get_ident()))
    )
    settle(qtbot, backstage)
    (worker, here) = told[0]
    assert worker != here == threading.get_ident()


def test_一件接一件按次序做(backstage: Backstage, qtbot: QtBot) -> None:
    done: list[int] = []
    for number in range(20):
        backstage.run("做", done.append, number)
    settle(qtbot, backstage)
    assert done == list(range(20))


def test_已知的错误给要它的人_没人要就给消息栏(backstage: Backstage, qtbot: QtBot) -> None:
    own: list[LiangeError] = []
    others: list[LiangeError] = []
    backstage.failed.connect(others.append)

    def refuse() -> None:
        raise Refused("名册里没有这个人。")

    backstage.run("改", refuse, on_error=own.append)
    backstage.run("改", refuse)
    settle(qtbot, backstage)
    assert [error.message for error in own + others] == ["名册里没有这个人。"] * 2


def test_程序的错交给错误报告_要结果的人也知道(backstage: Backstage, qtbot: QtBot) -> None:
    bugs: list[BaseException] = []
    own: list[LiangeError] = []

    def broken() -> str:
        return {"有": "值"}["没有"]

    backstage.broke.connect(bugs.append)
    backstage.run("改", broken, on_error=own.append)
    settle(qtbot, backstage)
    assert [type(bug) for bug in bugs] == [KeyError]
    assert own[0].code == "bug"


def test_取消在下一步停下(backstage: Backstage, qtbot: QtBot) -> None:
    begun, stop = threading.Event(), threading.Event()
    steps: list[int] = []
    refused: list[LiangeError] = []

    def work(step: Callable[[int, int], None]) -> None:
        for number in range(100):
            step(number, 100)
            steps.append(number)
            begun.set()
            assert stop.wait(10)

    job = backstage.run("打印", work, steps="step", on_error=refused.append)
    assert begun.wait(10)
    job.cancel()
    stop.set()
    settle(qtbot, backstage)
    assert steps == [0]
    assert refused[0].code == "cancelled"


def test_排队的工作取消后不再开始(backstage: Backstage, qtbot: QtBot) -> None:
    gate = threading.Event()
    done: list[str] = []
    backstage.run("先", gate.wait, 10)
    second = backstage.run("后", done.append, "后", on_error=lambda _error: done.append("取消"))
    second.cancel()
    gate.set()
    settle(qtbot, backstage)
    assert done == ["取消"]


def test_零点三秒以上才显示进度(backstage: Backstage, qtbot: QtBot) -> None:
    gate = threading.Event()
    shown: list[Job[object]] = []
    backstage.began.connect(shown.append)
    backstage.run("快", lambda: None)
    settle(qtbot, backstage)
    assert shown == []
    slow = backstage.run("慢", gate.wait, 10)
    qtbot.waitUntil(lambda: bool(shown), timeout=5_000)
    gate.set()
    settle(qtbot, backstage)
    assert shown == [slow]


def test_改了什么先告诉各页_再告诉要它的人(backstage: Backstage, qtbot: QtBot) -> None:
    order: list[str] = []
    backstage.set_watch(lambda: Change(frozenset({"persons"}), "修改 米雪"))
    backstage.changed.connect(lambda tables, label: order.append(f"{sorted(tables)} {label}"))
    backstage.run("改", lambda: None, on_done=lambda _result: order.append("完"))
    settle(qtbot, backstage)
    assert order == ["['persons'] 修改 米雪", "完"]


def test_离开的人不再被告诉(backstage: Backstage, qtbot: QtBot) -> None:
    told: list[object] = []
    backstage.run("读", lambda: 1, on_done=told.append)
    backstage.forget()
    settle(qtbot, backstage)
    assert told == []
