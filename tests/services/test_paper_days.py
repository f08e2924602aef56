"""Paper of any day that can be asked for: the years that a zip cannot date, and days before the office began."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.office import Office
from app.reports.forms import FORMS


@pytest.mark.parametrize("day", ["9999-12-31", "2108-01-01", "1979-12-31", "1800-01-01"])
@pytest.mark.parametrize("name", ["委员名册", "提案目录", "变动名单"])
def test_哪一天都印得出(county: Office, tmp_path: Path, name: str, day: str) -> None:
    formats = next(form.formats for form in FORMS if form.name == name)
    made = county.paper.make([name], tmp_path, formats=formats, day=day, anyway=True)
    assert sorted(file.suffix for file in made.files) == sorted(f".{one}" for one in formats)
    assert all(file.stat().st_size for file in made.files)
