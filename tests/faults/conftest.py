"""The invented office of the data file's own tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db.datafile import DataFile
from tests.db.offices import office


@pytest.fixture
def data(tmp_path: Path) -> Iterator[DataFile]:
    """A filled data file without a password."""
    opened = office(tmp_path / "演示.liange")
    yield opened
    opened.close()
