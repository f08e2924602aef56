from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog
from pytestqt.qtbot import QtBot

from app.office import Office, default_data_file
from app.ui import remembered
from app.ui.desk import Target
from app.ui.opening import DEMO_FOLDER
from app.ui.window import MainWindow
from tests.ui.conftest import answering, show

HOLD = """
import sys
from pathlib import Path
from app.office import Office, default_data_file
from app.ui import remembered
office = Office.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
office.close()
"""


def settle(bot: QtBot, window: MainWindow) -> None:
    bot.waitUntil(lambda: not window.backstage.busy, timeout=20_000)
    QApplication.processEvents()


def said(window: MainWindow) -> str:
    return window.message.text.text()


def test_没有数据文件时只有四种开始(empty_window: MainWindow) -> None:
    first = empty_window.first_run
    assert first.isVisible()
    assert not empty_window.navigation.isVisible()
    assert [one.isVisible() for one in (first.new, first.open, first.restore, first.demo)] == [True] * 4


def test_不用鼠标新建办公室(empty_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    first = empty_window.first_run
    QTest.keyClick(first.new, Qt.Key.Key_Space)
    form = first.form
    assert form.name.hasFocus() or form.isVisible()
    for field, text in (
        (form.name, "政协云川县委员会"),
        (form.term, "第九届"),
        (form.start, "2026.1.10"),
        (form.plenary, "第一次会议"),
    ):
        field.setText(text)
    form.agreed.setChecked(True)
    QTest.keyClick(form.make, Qt.Key.Key_Space)
    settle(qtbot, empty_window)
    assert "政协云川县委员会" in empty_window.windowTitle()
    assert (tmp_path / "新办公.liange").is_file()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "单位名称"),
        ({"term": " "}, "届次"),
        ({"start": "一月"}, "2026-01-10"),
        ({"start": "2022.1"}, "年月日"),
        ({"again": "别的"}, "不一样"),
        ({"file": ""}, "数据文件"),
        ({"agreed": False}, "非涉密"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_没填好的新建说一句话(
    empty_window: MainWindow, qtbot: QtBot, change: dict[str, object], words: str
) -> None:
    form = empty_window.first_run.form
    empty_window.first_run.show_form()
    fine = {
        "name": "政协云川县委员会",
        "term": "第九届",
        "start": "",
        "password": "",
        "again": "",
        "file": "x.liange",
        "agreed": True,
    }
    for key, value in {**fine, **change}.items():
        editor = getattr(form, key)
        editor.setChecked(value) if key == "agreed" else editor.setText(value)
    form.make.click()
    settle(qtbot, empty_window)
    assert words in form.problem.text()
    assert empty_window.desk is None


def test_加密的文件要密码_输错再问(
    empty_window: MainWindow,
    qtbot: QtBot,
    make_office: Callable[..., Office],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = make_office(password="秘密")
    office.close()
    answers = iter([("错的", True), ("秘密", True)])
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args: next(answers))
    empty_window.open_file(office.path)
    qtbot.waitUntil(lambda: empty_window.desk is not None, timeout=20_000)
    assert empty_window.status.locked.text().startswith("已加密")


def test_不输密码就不打开(
    empty_window: MainWindow,
    qtbot: QtBot,
    make_office: Callable[..., Office],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = make_office(password="秘密")
    office.close()
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args: ("", False))
    empty_window.open_file(office.path)
    settle(qtbot, empty_window)
    assert empty_window.desk is None
    assert "密码" in said(empty_window)


def test_正被别人用时可以只读打开(
    empty_window: MainWindow,
    qtbot: QtBot,
    make_office: Callable[..., Office],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = make_office()
    office.close()
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(office.path)], stdin=PIPE, stdout=PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "open\n"
    answering(monkeypatch, agree=True)
    empty_window.open_file(office.path)
    qtbot.waitUntil(lambda: empty_window.desk is not None, timeout=20_000)
    settle(qtbot, empty_window)
    assert "只读" in empty_window.windowTitle()
    assert empty_window.status.saved.text() == "只读打开"
    empty_window.go("roster", Target())
    assert not empty_window.page("roster").add_action.isEnabled()  # type: ignore[attr-defined]
    empty_window.close()
    other.communicate("", timeout=20)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"hello, this is text", "不是联格的数据文件"), (b"", "不是联格的数据文件")],
    ids=["文本", "空文件"],
)
def test_不是数据文件的一句话(
    empty_window: MainWindow, qtbot: QtBot, tmp_path: Path, content: bytes, words: str
) -> None:
    file = tmp_path / "别的.liange"
    file.write_bytes(content)
    empty_window.open_file(file)
    settle(qtbot, empty_window)
    assert words in said(empty_window)
    assert file.read_bytes() == content


def test_从备份恢复(
    empty_window: MainWindow, qtbot: QtBot, make_office: Callable[..., Office], tmp_path: Path
) -> None:
    office = make_office()
    made = office.safety.backup_now(tmp_path / "U盘")
    office.close()
    empty_window.opening.restore(made.file, tmp_path / "恢复.liange")
    qtbot.waitUntil(lambda: empty_window.desk is not None, timeout=20_000)
    settle(qtbot, empty_window)
    assert len(empty_window.desk.reader.roster.listing()) == 6  # type: ignore[union-attr]


def test_换一个办公室(
    empty_window: MainWindow, qtbot: QtBot, make_office: Callable[..., Office], tmp_path: Path
) -> None:
    other = make_office(people=False, path=tmp_path / "另一个.liange")
    other.close()
    found = show(empty_window, make_office(), qtbot)
    found.go("roster")
    empty_window.open_file(other.path)
    qtbot.waitUntil(
        lambda: empty_window.desk is not None and empty_window.desk.office.path == other.path, timeout=20_000
    )
    settle(qtbot, empty_window)
    assert empty_window.desk.reader.roster.listing() == []  # type: ignore[union-attr]
    assert found.bugs == []


def test_看演示_下次启动不打开演示(
    empty_window: MainWindow, qtbot: QtBot, make_office: Callable[..., Office]
) -> None:
    folder = default_data_file().parent / DEMO_FOLDER
    folder.mkdir(parents=True)
    make_office(path=folder / "演示.liange").close()
    empty_window.first_run.demo.click()
    qtbot.waitUntil(lambda: empty_window.desk is not None, timeout=20_000)
    settle(qtbot, empty_window)
    assert empty_window.windowTitle().endswith("（演示）")
    assert remembered.last_file() is None


def test_没有指定文件_有办公文件就打开它(
    empty_window: MainWindow, qtbot: QtBot, make_office: Callable[..., Office]
) -> None:
    make_office(path=empty_window.default_path).close()
    empty_window.begin(None)
    qtbot.waitUntil(lambda: empty_window.desk is not None, timeout=20_000)
    settle(qtbot, empty_window)
    assert remembered.last_file() == empty_window.default_path


def test_没有指定文件_也没有办公文件_从头开始(empty_window: MainWindow, qtbot: QtBot) -> None:
    empty_window.begin(None)
    settle(qtbot, empty_window)
    assert empty_window.first_run.isVisible()


def test_在任何一格按回车就建立(empty_window: MainWindow) -> None:
    asked: list[object] = []
    form = empty_window.first_run.form
    form.done.disconnect()
    form.done.connect(asked.append)
    for line, text in ((form.name, "政协清河县委员会"), (form.term, "第十一届"), (form.file, "办公")):
        line.setText(text)
    form.agreed.setChecked(True)
    QTest.keyClick(form.plenary, Qt.Key.Key_Return)
    assert len(asked) == 1
