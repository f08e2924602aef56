"""A program killed while it reads leaves personal data in the system's temporary folder: the next one removes it."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest

from app.db.datafile import DataFile
from app.db.sealed import STALE_AFTER_S, WORKSHOP
from app.db.snapshot import make, verify
from app.office import sweep_temporary, text_file

LONG_AGO = time.time() - 2 * STALE_AFTER_S


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files of our own."""
    place = tmp_path / "临时"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def leave(temporary: Path, name: str, when: float) -> Path:
    """What a killed program leaves."""
    left = temporary / name
    left.mkdir()
    (left / "粘贴.txt").write_text("米雪 13800001234", encoding="utf-8")
    os.utime(left, (when, when))
    return left


def test_cells_that_were_pasted_are_on_the_disk_only_meanwhile(temporary: Path) -> None:
    with text_file("粘贴的单元格.txt", "姓名\n米雪\ud800") as file:
        assert file.read_text("utf-8") == "姓名\n米雪?"  # half a character of a broken clipboard
        assert file.parent.parent == temporary
        assert file.parent.name.startswith(WORKSHOP)
        if os.name == "posix":
            assert file.parent.stat().st_mode & 0o077 == 0
    assert list(temporary.iterdir()) == []


def test_what_was_left_is_swept_and_nothing_else(temporary: Path) -> None:
    left = leave(temporary, f"{WORKSHOP}abc", LONG_AGO)
    others = {leave(temporary, "别的程序", LONG_AGO), leave(temporary, f"{WORKSHOP}now", time.time())}
    sweep_temporary()
    assert not left.exists()
    assert set(temporary.iterdir()) == others


def test_pasting_and_verifying_sweep_too(temporary: Path, data: DataFile, tmp_path: Path) -> None:
    made = make(data, tmp_path / "优盘").file
    left = leave(temporary, f"{WORKSHOP}abc", LONG_AGO)
    verify(made)
    assert not left.exists()
    left = leave(temporary, f"{WORKSHOP}abc", LONG_AGO)
    with text_file("粘贴.txt", "米雪"):
        assert not left.exists()
