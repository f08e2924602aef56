"""What the tests of the data file share: an invented office, open or closed, and an account without privileges."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db.datafile import DataFile
from tests.db.offices import Clock, office

NOBODY = 65534


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def data(tmp_path: Path, clock: Clock) -> Iterator[DataFile]:
    """A filled data file without a password."""
    opened = office(tmp_path / "演示.liange", clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def guarded_folder() -> Iterator[Path]:
    """A folder in which `forbid_writing` works: permissions mean nothing to root, so root becomes nobody meanwhile."""
    if sys.platform == "win32":
        pytest.skip("Windows 的权限不是这样设的")
    folder = Path(tempfile.mkdtemp(prefix="liange-guarded-"))
    root = os.geteuid() == 0
    if root:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    yield folder
    if root:
        os.seteuid(0)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700)
    shutil.rmtree(folder)
