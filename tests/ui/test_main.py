"""The program as it is started: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from app.office import Office
from app.ui import bugs

START = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.ui import main

QApplication([])

def look():
    window = next(one for one in QApplication.topLevelWidgets() if one.inherits("QMainWindow"))
    if window.backstage.busy or (window.desk is None and not window.first_run.isVisible()):
        QTimer.singleShot(20, look)
        return
    print(window.windowTitle())
    window.close()

QTimer.singleShot(0, look)
sys.exit(main.run(Path(sys.argv[1])))
"""


def start(path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", START, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ.copy(),
    )


def test_打开数据文件_关上窗口_退出码是零(make_office: Callable[..., Office]) -> None:
    office = make_office()
    office.close()
    done = start(office.path)
    assert (done.returncode, done.stdout.strip()) == (0, "政协清河县委员会 — 联格")
    assert [file.name for file in office.path.parent.glob("办公*")] == [office.path.name]


def test_没有这个文件_说明白_还能开始(tmp_path: Path) -> None:
    done = start(tmp_path / "没有.liange")
    assert (done.returncode, done.stdout.strip()) == (0, "联格")


def test_上次意外关闭会说一次() -> None:
    bugs.log_folder().mkdir(parents=True)
    (bugs.log_folder() / bugs.CRASH_NAME).write_text("Fatal Python error", encoding="utf-8")
    assert bugs.take_last_crash() == "Fatal Python error"
    assert bugs.take_last_crash() == ""


def test_日志长了就另起一份() -> None:
    bugs.log_folder().mkdir(parents=True)
    log = bugs.log_folder() / bugs.LOG_NAME
    log.write_text("x" * (bugs.LONGEST + 1), encoding="utf-8")
    crash = bugs.start_logging()
    assert crash is not None
    bugs.stop_logging(crash)
    assert not log.exists()
