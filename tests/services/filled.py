"""填报表 as members send them back."""

from __future__ import annotations

import itertools
from pathlib import Path

import docx

from app.domain.fill_marker import form_no, mark_of
from app.domain.member import Member
from app.reports.fillsheet import write_fill_sheet
from app.reports.forms.fillform import Asked, FillIn
from tests.offices import TODAY


def fill(path: Path, answers: dict[str, str]) -> Path:
    """Write into a Word form as a member does."""
    form = docx.Document(str(path))
    for row in form.tables[0].rows:
        cells = list(dict.fromkeys(row.cells))
        for label, value in itertools.pairwise(cells):
            answer = answers.get(label.text.lstrip("★"))
            if answer is not None:
                value.paragraphs[0].text = answer
    form.save(str(path))
    return path


def sheet(path: Path, member: Member, cells: dict[str, str], printed: dict[str, str] | None = None) -> Path:
    """An Excel form as it comes back."""
    form = FillIn(
        member.name, form_no(member.id), mark_of(member.id, printed or {}).text, tuple(cells.items()), (Asked("照片"),),
        "县政协", "第十届", TODAY,
    )  # fmt: skip
    with path.open("wb") as stream:
        write_fill_sheet(form, stream)
    return path
