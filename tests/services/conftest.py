"""Offices that tests of the desks work on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.office import Office
from tests.offices import new_office, small_county


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An empty office."""
    opened = new_office(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Office]:
    """A small county with members in every tier."""
    opened = small_county(tmp_path)
    yield opened
    opened.close()
