"""kill −9 in the midst of the upgrade of an older file: it is the older one, whole, and the next opening upgrades it."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from app.db.engine import connect
from app.db.schema import SCHEMA_VERSION, prepare
from app.db.snapshot import listing, verify
from tests.faults.crash import child_of, kill_myself
from tests.faults.verbs import open_office

HERE = Path(__file__).parents[1] / "data"
Rows = dict[str, list[tuple[object, ...]]]


def watch_calls(told: Callable[[int], object]) -> None:
    """From the beginning of the migration on, tell the number of every call into C before it is made."""
    number = -1

    def count(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal number
        if event == "call" and frame.f_code is prepare.__code__:
            number = 0
        elif event == "c_call" and number >= 0:
            number += 1
            told(number)

    sys.setprofile(count)


def upgrade(path: Path, calls: int) -> None:
    """The child: open the older file, and die before the n-th call into C of its migration."""
    watch_calls(lambda number: kill_myself() if number >= calls else None)
    open_office(path, "").close()


def calls_of_an_upgrade(path: Path) -> int:
    """How many calls into C a migration makes that is let be, as far as the end of the opening."""
    before, last = sys.getprofile(), 0

    def keep(number: int) -> None:
        nonlocal last
        last = number

    watch_calls(keep)
    try:
        open_office(path, "").close()
    finally:
        sys.setprofile(before)
    return last


def older(folder: Path) -> Path:
    """A copy of the golden file of the first version."""
    folder.mkdir()
    return Path(shutil.copy(HERE / "golden_v1.liange", folder / "云川.liange"))


def rows_of(path: Path) -> tuple[int, Rows]:
    """The version of a file, and what it holds of the tables and columns of the first version."""
    then = json.loads((HERE / "golden_v1.json").read_text("utf-8"))
    db = connect(path)
    try:
        rows = {
            table: db.execute(f"SELECT {', '.join(map(quoted, told[0]))} FROM {table} ORDER BY 1").fetchall()
            for table, told in then.items()
            if told
        }
        return int(db.execute("PRAGMA user_version").fetchone()[0]), rows
    finally:
        db.close()


def quoted(name: str) -> str:
    return f'"{name}"'


@pytest.mark.parametrize("share", [0.0, 0.4, 0.9])
def test_an_upgrade_that_is_killed_leaves_the_older_file_whole(tmp_path: Path, share: float) -> None:
    whole = calls_of_an_upgrade(older(tmp_path / "量"))
    path = older(tmp_path / "办公")
    was = rows_of(path)
    child = child_of(upgrade, path, 1 + int(share * whole))
    child.start()
    child.join(60)
    assert child.exitcode != 0, "it was to die before it was done"
    version, left = rows_of(path)
    assert (version, left) in (was, (SCHEMA_VERSION, was[1]))
    (kept,) = listing(path.parent)
    assert verify(kept.file).verified, "the copy of before was made before anything was changed"
    office = open_office(path, "")
    assert office.safety.check() == []
    office.close()
    assert rows_of(path) == (SCHEMA_VERSION, was[1])
