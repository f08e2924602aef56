"""Who is in the new 届 as tables, notices and lists of names tell: read as the roster import reads, entering nothing."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from app.domain.finding import Finding
from app.domain.recognition import NEW
from app.intake.cells import Value
from app.intake.csvtext import read_text
from app.intake.errors import FileRefused
from app.intake.notice import notice_table
from app.intake.package import Form, recognise_form
from app.intake.rawtable import RawSheet
from app.intake.roster import RosterDraft, read_roster
from app.intake.sheets import read_plain_text, read_tables
from app.intake.word import is_word
from app.services.frame import OFFICE_NAME, Frame
from app.services.import_choices import read_people
from app.services.import_reading import read_files
from app.services.listed_words import as_listed
from app.services.new_term_plan import Wish
from app.services.resources import code_lists

PASTED = "粘贴的名单"
REMEMBERED = "import.roster.headers"


def read_coming(frame: Frame, wish: Wish, known: Collection[str]) -> RosterDraft:
    """Read every file and the pasted text of a wish as one roster; nothing named is an empty one.

    `known` are the names of the present members, by which names that run together are told apart.
    """
    tables: list[RawSheet] = []
    errors: list[Finding] = []
    warnings: list[Finding] = []
    for sheet, wrong, doubtful in [
        *(_of_file(file, known) for file in wish.files),
        *([_of_text(wish.pasted, PASTED, known)] if wish.pasted.strip() else []),
    ]:
        tables += sheet
        errors += wrong
        warnings += doubtful
    if not tables:
        return RosterDraft(errors=tuple(errors), warnings=tuple(warnings))
    settings = frame.registry.settings()
    kept = json.loads(settings.get(REMEMBERED, "{}"))
    draft = read_roster(
        tables, codes=code_lists(), remembered={header: key for header, key in kept.items() if isinstance(key, str)},
        choices={key: who for key, who in wish.choices.items() if "#" in who or not who.isdigit()},
        office=settings.get(OFFICE_NAME, ""), committees=frame.registry.codes("专委会"),
    )  # fmt: skip
    people = tuple(replace(one, values=_listed(frame, one.values)) for one in draft.people)
    return replace(
        draft, people=people, errors=(*errors, *draft.errors), warnings=(*warnings, *draft.warnings)
    )


def read_choices(frame: Frame, file: Path) -> dict[str, str]:
    """Read who is who from a JSON file, as the roster import does: {row: MEMBER or “new”} → membership ids."""
    return {row: who if who == NEW else str(frame.member(who).id) for row, who in read_people(file).items()}


def _listed(frame: Frame, values: Mapping[str, Value]) -> dict[str, Value]:
    return {key: value for key, value in as_listed(frame, values).items() if value is not None}


def _of_file(
    file: Path, known: Collection[str]
) -> tuple[tuple[RawSheet, ...], tuple[Finding, ...], tuple[Finding, ...]]:
    if is_word(file):
        found = read_files([file], None, tuple(known))
        return found.tables, found.errors, found.warnings
    if recognise_form(_opening(file), file.name) is Form.TEXT:
        return _of_text(read_plain_text(file), file.name, known, file)
    return read_tables(file), (), ()


def _opening(file: Path) -> bytes:
    try:
        return file.read_bytes() if file.is_file() else b""
    except OSError:
        return b""  # `read_tables` says why it cannot be read


def _of_text(
    text: str, name: str, known: Collection[str], file: Path | None = None
) -> tuple[tuple[RawSheet, ...], tuple[Finding, ...], tuple[Finding, ...]]:
    notice = notice_table(text, name, known)
    if notice is not None:
        return (notice.sheet,), notice.errors, notice.warnings
    return (read_tables(file) if file is not None else (read_text(text, name),)), (), ()


__all__ = ["PASTED", "FileRefused", "read_choices", "read_coming"]
