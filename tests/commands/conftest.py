"""Running the command line within the test: words in, exit code, JSON and the sentence out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from tests.offices import small_county


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 (a test reads into it as it likes)
        """The one JSON document on standard output."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A small county's data file, closed."""
    office = small_county(tmp_path)
    office.liaison.assign("2026-01-15")
    office.close()
    return office.path


@pytest.fixture
def run(data: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `liange` on the county's file on a fixed day."""

    def call(*words: str, file: Path = data) -> Ran:
        with pytest.raises(SystemExit) as left:
            main(["--data", str(file), "--today", "2026-11-22", *words])
        captured = capsys.readouterr()
        code = left.value.code
        return Ran(code if isinstance(code, int) else 0, captured.out, captured.err)

    return call
