"""Files of members are read: tables, Word documents, and the text of a notice; nothing is judged yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from app.domain.finding import Finding
from app.intake.errors import FileRefused, empty
from app.intake.fillform import is_form
from app.intake.mapping import map_sheet
from app.intake.rawtable import RawSheet
from app.intake.roster import ROSTER
from app.intake.sheets import read_plain_text, read_tables
from app.intake.word import is_word, read_word
from app.services.import_preview import Incoming

_TEXTS = frozenset({".txt", ".tsv", ""})
_COUNTED = re.compile(r"[（(]\s*(?:共|计)?\s*\d+\s*[名人位]")


def read_files(files: Sequence[Path], sheet: str | None, known: Sequence[str]) -> Incoming:
    """Read tables from files; a text or a Word document that is no table is read as a notice that lists members.

    `sheet` names the only sheet to be read; `known` are the names in the roster. Raises FileRefused.
    """
    tables: list[RawSheet] = []
    errors: list[Finding] = []
    warnings: list[Finding] = []
    for file in files:
        found = _read(file, sheet, known)
        tables += found.tables
        errors += found.errors
        warnings += found.warnings
    return Incoming(tuple(tables), tuple(errors), tuple(warnings))


def _read(file: Path, sheet: str | None, known: Sequence[str]) -> Incoming:
    if is_word(file):
        return _word(file, sheet, known)
    notice = _plain_notice(file, known)
    if notice is not None:
        return notice
    tables = read_tables(file, sheet)
    _refuse_form(file, form=is_form(tables))
    return Incoming(tables)


def _word(file: Path, sheet: str | None, known: Sequence[str]) -> Incoming:
    """A Word document: the tables of a roster that it holds, else its lines as a notice, else what tables there are."""
    document = read_word(file)
    _refuse_form(file, form=is_form(document.tables, (*document.lines, *document.properties)))
    if sheet is not None:
        return Incoming(document.only(sheet))
    if not any(map_sheet(table, ROSTER).taken for table in document.tables):
        notice = _notice("\n".join(document.lines), file, known)
        if notice is not None:
            return notice
    if not document.tables:
        raise empty(file.name)
    return Incoming(document.tables)


def _plain_notice(file: Path, known: Sequence[str]) -> Incoming | None:
    """A text as a notice; None when it is a table, or no list of names.

    Tabs part the cells of a table, unless a heading with a count says that they only set names apart.
    """
    text = read_plain_text(file) if file.is_file() and file.suffix.lower() in _TEXTS else ""
    return None if not text or ("\t" in text and not _COUNTED.search(text)) else _notice(text, file, known)


def _notice(text: str, file: Path, known: Sequence[str]) -> Incoming | None:
    from app.intake.notice import notice_table  # on first use: most rosters are tables

    found = notice_table(text, file.name, known)
    return Incoming((found.sheet,), found.errors, found.warnings) if found else None


def _refuse_form(file: Path, *, form: bool) -> None:
    if form:
        raise FileRefused(
            file.name, "是填报表，不是名册；请点“更多”里的“资料不全、填报表”收回。", code="form"
        )
