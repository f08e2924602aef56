"""The whole program from its start: when the window is there, when a list can be used, and how much memory it holds.

Each start is a process of its own, timed from outside until the window has been painted. The base is a bare window of
PySide6 with one line of Chinese, started in turn with ours.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from tests.perf import invented
from tests.perf.measured import Row, median_of, print_table

ROOT = Path(__file__).resolve().parents[2]
ROUNDS, TIMEOUT_S = 7, 60
MEMBERS, PROPOSALS = 339, 200
REGISTER, TEXT_LENGTH = 10_000, 1_700
BASE = "a bare PySide6 window"
IMPORTS = "import sys; sys.modules.update(numpy=None, pandas=None); import click, sqlite_utils"
OWN_FOLDERS = (
    "HOME", "USERPROFILE", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA",
    "LOCALAPPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA", "WIN_PD_OVERRIDE_APPDATA",
)  # fmt: skip
"""What names the user's own folders: nothing of the person at this machine is read or changed."""


@dataclass(frozen=True, slots=True)
class Started:
    """Seconds from the process' beginning until its window, until its list; its megabytes then."""

    window: float
    list: float
    memory: float


def _surroundings(home: Path) -> dict[str, str]:
    """The environment of a child: no screen, nobody's folders, bytecode as an installation has it."""
    found = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**found, "QT_QPA_PLATFORM": "offscreen", **dict.fromkeys(OWN_FOLDERS, str(home))}


def start(home: Path, *words: str) -> Started:
    """Start a watched window and listen to it; raises RuntimeError when it ends before its list."""
    surroundings = _surroundings(home)
    command = [sys.executable, "-m", "tests.perf.watched", *words]
    began, told = time.perf_counter(), {}
    with subprocess.Popen(
        command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as child:
        assert child.stdout is not None
        limit = threading.Timer(TIMEOUT_S, child.kill)  # a dialog that nobody answers would wait for ever
        limit.start()
        for line in child.stdout:
            word, _, value = line.strip().partition(" ")
            told[word] = float(value) if value else time.perf_counter() - began
        limit.cancel()
    if "list" not in told:
        raise RuntimeError(f"{words}: no list was painted")
    return Started(told.get("window", told["list"]), told["list"], told.get("memory", 0.0))


def rows() -> list[Row]:
    """Measure the start in turns with the base, then the memory."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        office = invented.office(home, MEMBERS, PROPOSALS)
        office.close()
        start(home, "bare")  # these two for bytecode and the system's file cache; the file is remembered
        start(home, "roster", "--data", str(office.path))
        turns = [[start(home, page) for page in ("bare", "home", "roster")] for _ in range(ROUNDS)]
        bare, page, usable = (
            statistics.median(one.list for one in column) for column in zip(*turns, strict=True)
        )
        first = statistics.median(one.window for turn in turns for one in turn[1:])
        memory = statistics.median(turn[0].memory for turn in turns)
        return [
            Row("start until the window is there", None, first, BASE, bare),
            Row("start until 首页 shows what is to be done", None, page, BASE, bare),
            Row(f"start until the list of {MEMBERS} members can be used", 1.5 * bare, usable, BASE, bare),
            *_command(home, office.path),
            *_resident(home, memory),
        ]


def _command(home: Path, file: Path) -> list[Row]:
    """A short verb of the command line, from the process' beginning to its end."""

    def run(*words: str) -> None:
        subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=_surroundings(home), stdout=subprocess.DEVNULL, check=True
        )

    took = median_of(ROUNDS, lambda: run("-m", "app", "--data", str(file), "roster", "list"))
    base = median_of(ROUNDS, lambda: run("-c", IMPORTS))
    return [
        Row(
            f"liange roster list, {MEMBERS} members",
            None,
            took,
            "Python importing click and sqlite-utils",
            base,
        )
    ]


def _resident(home: Path, bare: float) -> list[Row]:
    """Nothing where the system does not tell a process' memory in a file."""
    if not bare:
        return []
    invented.register(home / "register.liange", REGISTER, TEXT_LENGTH).close()
    password = home / "password.txt"
    password.write_text(invented.PASSWORD, encoding="utf-8")
    words = ("--data", str(home / "register.liange"), "--password-file", str(password))
    ours = start(home, "proposals", *words)
    return [Row("window with 10,000 proposals, resident", 200, ours.memory, BASE, bare, "MB")]


if __name__ == "__main__":
    print_table(rows())
