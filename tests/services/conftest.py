"""Offices that tests of the desks work on: made once, opened anew for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from app.office import Office
from tests.offices import TODAY, new_office, small_county


def _closed(make: Callable[[Path], Office], folder: Path) -> bytes:
    office = make(folder)
    office.close()
    return office.path.read_bytes()


def _opened(content: bytes, folder: Path) -> Iterator[Office]:
    path = folder / "office.liange"
    path.write_bytes(content)
    office = Office.open(path, today=lambda: TODAY, clock=lambda: datetime(2026, 11, 22, 9, 0))
    yield office
    office.close()


@pytest.fixture(scope="session")
def empty_office_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return _closed(new_office, tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="session")
def county_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return _closed(small_county, tmp_path_factory.mktemp("county"))


@pytest.fixture
def office(tmp_path: Path, empty_office_file: bytes) -> Iterator[Office]:
    """An empty office."""
    yield from _opened(empty_office_file, tmp_path)


@pytest.fixture
def county(tmp_path: Path, county_file: bytes) -> Iterator[Office]:
    """A small county with members in every tier."""
    yield from _opened(county_file, tmp_path)
