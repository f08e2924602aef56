"""A list of members as a notice prints it, made a table that the roster import reads like any other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.domain.finding import Finding
from app.intake.csvtext import read_text
from app.intake.names import parse_name_list
from app.intake.rawtable import RawRow, RawSheet, filled, text_of

READ_OUT = "读出的名单"
"""The sheet's name: rows are numbered as people come in the text, below a header row of number 1."""

_NAME_HEADERS = frozenset({"姓名", "委员姓名", "名字"})
_HEADER_WITHIN = 15


@dataclass(frozen=True, slots=True)
class NoticeTable:
    """The people of a notice. `errors` (a count that does not add up, a run of names that cannot be told apart)

    stand beside those of the table's cells: an import with errors is refused unless only the good is asked for.
    """

    sheet: RawSheet
    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()


def notice_table(text: str, file: str, known: Collection[str] = ()) -> NoticeTable | None:
    """Read a text as a notice; None when it is a table with a header (read it with `read_tables`) or no list at all.

    `known` are names that the roster already has: they decide where names run together. Columns are 姓名 and those
    of 性别, 民族, 政治面貌, 界别, 专委会, 小组, 片区, 政协职务 … that the text tells, so the usual mapping reads them.
    """
    if _is_table(text, file):
        return None
    found = parse_name_list(text, known, file)
    if not found.names:
        return None
    rows = [RawRow(1, ("姓名",)), *(RawRow(number, (name,)) for number, name in enumerate(found.names, 2))]
    return NoticeTable(RawSheet(file, READ_OUT, tuple(rows)), found.findings)


def _is_table(text: str, file: str) -> bool:
    """Whether one of the first rows is a header with a 姓名 column."""
    rows = read_text(text, file).rows[:_HEADER_WITHIN]
    headers = ({"".join(text_of(cell).split()) for cell in row.cells} for row in rows if filled(row.cells))
    return any(header & _NAME_HEADERS for header in headers)
