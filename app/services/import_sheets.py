"""From tables to columns as the office understands them: its wishes, what it chose before, fields it does not use."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from app.domain.field_use import FieldUse
from app.domain.fields import MEMBER, MEMBER_FIELDS
from app.domain.names import clean_name
from app.domain.wishes import NO_HEADER, CellPlace, Wishes
from app.intake.headers import plain_header
from app.intake.mapping import HEADER_WITHIN_ROWS, Column, Mapped, Wanted, map_sheet
from app.intake.rawtable import RawRow, RawSheet, text_of
from app.intake.roster import ROSTER

_ANY = Wanted(MEMBER_FIELDS, (*MEMBER, ""), ROSTER.several)
"""Takes whatever row it is given as a header."""

_MOSTLY = 0.8
NO_NAMES = "没有“姓名”列"


class Remembered:
    """What headers meant at earlier imports: one field for all tables, or one for each sheet by its name."""

    def __init__(self, kept: str) -> None:
        self._kept: dict[str, dict[str, str]] = {}
        for header, meant in json.loads(kept or "{}").items():
            self._kept[header] = {"": meant} if isinstance(meant, str) else dict(meant)

    def of(self, sheet: str) -> dict[str, str]:
        """Header → field for a sheet of that name; what other sheets agree on serves where nothing is said of it."""
        found = {}
        for header, meant in self._kept.items():
            anywhere = set(meant.values())
            if sheet in meant or "" in meant:
                found[header] = meant.get(sheet, meant.get("", ""))
            elif len(anywhere) == 1:
                found[header] = anywhere.pop()
        return found

    def after(self, sheets: Iterable[Mapped], wishes: Wishes) -> str:
        """Give what is to be kept from now on, the columns of these tables that somebody decided on among it."""
        kept = {header: dict(meant) for header, meant in self._kept.items()}
        taken = [sheet for sheet in sheets if sheet.taken and sheet.header_row]
        columns = [(sheet, column) for sheet in taken for column in sheet.columns if column.header]
        everywhere = {plain_header(header) for header in wishes.headers}
        own = {(s.file, s.name): set(map(plain_header, _told_of(s.sheet, wishes))) for s in taken}
        here = {
            c.header
            for s, c in columns
            if (s.file, s.name, c.index) in wishes.columns or plain_header(c.header) in own[s.file, s.name]
        }
        for sheet, column in columns:
            if column.spare_for:
                continue
            if column.header in here:  # what it means in the tables beside was seen and let stand
                kept.setdefault(column.header, {})[sheet.name] = column.field
            elif plain_header(column.header) in everywhere:
                kept[column.header] = {"": column.field}
        return json.dumps(
            {h: m[""] if list(m) == [""] else m for h, m in kept.items() if m},
            ensure_ascii=False,
            sort_keys=True,
        )


def mapped_tables(
    tables: Iterable[RawSheet],
    wishes: Wishes,
    remembered: Remembered,
    use: FieldUse,
    kinds: Collection[str] = (),
) -> tuple[Mapped, ...]:
    """Give each table its columns; one that has no name column lists them all the same, so that one may be chosen.

    `kinds` are the office's kinds of team: a column titled by one tells of the teams of that kind.
    """
    teams = frozenset(map(plain_header, kinds))
    return tuple(_mapped(table, wishes, remembered, use, teams) for table in mended(tables, wishes.cells))


def mended(tables: Iterable[RawSheet], cells: Mapping[CellPlace, str]) -> tuple[RawSheet, ...]:
    """Put what was retyped in the place of what the tables say."""
    by_sheet: dict[tuple[str, str], dict[int, dict[int, str]]] = {}
    for (file, sheet, row, index), text in cells.items():
        by_sheet.setdefault((file, sheet), {}).setdefault(row, {})[index] = text
    return tuple(
        replace(table, rows=tuple(_mended_row(row, by_sheet[table.file, table.sheet]) for row in table.rows))
        if (table.file, table.sheet) in by_sheet
        else table
        for table in tables
    )


def _mended_row(row: RawRow, mends: Mapping[int, Mapping[int, str]]) -> RawRow:
    if row.number not in mends:
        return row
    cells = [*row.cells, *("" for _ in range(max(mends[row.number]) + 1 - len(row.cells)))]
    for index, text in mends[row.number].items():
        cells[index] = text
    return row._replace(cells=tuple(cells))


def _mapped(
    table: RawSheet, wishes: Wishes, remembered: Remembered, use: FieldUse, teams: frozenset[str]
) -> Mapped:
    known = remembered.of(table.sheet)
    wishes = replace(wishes, headers={**wishes.headers, **_told_of(table, wishes)})
    wished = wishes.header_rows.get((table.file, table.sheet))
    chosen = {
        index: key
        for (file, sheet, index), key in wishes.columns.items()
        if (file, sheet) == (table.file, table.sheet)
    }
    if wished == NO_HEADER:
        found = Mapped(table, taken=False, why="", columns=_nameless_columns(table))
    else:
        found = (
            map_sheet(table, ROSTER, known, wishes.headers)
            if wished is None
            else _under(table, wished, known, wishes)
        )
        if table.hidden or not table.rows:
            return found
        if not found.header_row:
            kind, why = found.kind, found.why if found.kind else NO_NAMES
            found = replace(_under(table, _likely_header(table), known, wishes), kind=kind, why=why)
    columns = _in_use(_chosen(_with_teams(found.columns, teams), chosen), use)
    # A plan or a list of teams has names in it too: it is a roster only when somebody says which column.
    taken = any(column.field == "name" and (column.chosen or not found.kind) for column in columns)
    return replace(found, taken=taken, why="" if taken else found.why or NO_NAMES, columns=columns)


def _told_of(table: RawSheet, wishes: Wishes) -> dict[str, str]:
    """What was said of the headers of this table alone: 工作表!表头, or 文件!表头, or 文件!工作表!表头."""
    names = {table.sheet, table.file, f"{table.file}!{table.sheet}"} - {""}
    parted = [(*header.rpartition("!"), key) for header, key in wishes.headers.items()]
    return {header: key for name, _, header, key in parted if name in names}


def _under(table: RawSheet, number: int, known: Mapping[str, str], wishes: Wishes) -> Mapped:
    """Take the row of that number for the header, whatever it says."""
    row = next((row for row in table.rows if row.number == number), table.rows[0])
    found = map_sheet(replace(table, rows=(row,), hidden=False), _ANY, known, wishes.headers)
    return replace(found, sheet=table, header_row=row.number)


def _likely_header(table: RawSheet) -> int:
    """The row at the top with most texts that are no numbers; of equals the upper one."""

    def words(row: RawRow) -> int:
        texts = (text_of(cell).strip() for cell in row.cells)
        return sum(1 for text in texts if text and not text[0].isdigit())

    best = max(table.rows[:HEADER_WITHIN_ROWS], key=lambda row: (words(row), -row.number))
    return best.number


def _chosen(columns: Sequence[Column], chosen: Mapping[int, str]) -> tuple[Column, ...]:
    """Let the clerk's word on single columns hold: a field that she gave to one is taken from the others."""
    given = {key: index for index, key in chosen.items() if key and key not in ROSTER.several}
    titles = {column.index: column.header for column in columns}
    found = []
    for column in columns:
        if column.index in chosen:
            key = chosen[column.index]
            taken = given.get(key, column.index) == column.index
            found.append(Column(column.index, column.header, key if taken else "", chosen=True))
        elif column.field in given:
            remark = f"“{titles.get(given[column.field], '')}”已作为{MEMBER[column.field].label}导入"
            found.append(Column(column.index, column.header, "", remark, chosen=column.chosen))
        else:
            found.append(column)
    return tuple(found)


def _with_teams(columns: Sequence[Column], teams: frozenset[str]) -> tuple[Column, ...]:
    """Take the columns that a kind of team names and nobody decided on."""
    return tuple(
        replace(column, field="groups")
        if not column.field
        and not column.chosen
        and not column.spare_for
        and plain_header(column.header) in teams
        else column
        for column in columns
    )


def _in_use(columns: Sequence[Column], use: FieldUse) -> tuple[Column, ...]:
    """Leave out columns of fields that the office has switched off, and say so."""
    return tuple(
        replace(
            column, field="", remark=f"“{MEMBER[column.field].label}”这一项已停用，没有导入", chosen=False
        )
        if column.field and column.field not in use
        else column
        for column in columns
    )


def _nameless_columns(table: RawSheet) -> tuple[Column, ...]:
    """The columns of a table without a header, named as the spreadsheet names them: A 列, B 列 …"""
    columns = [Column(index, f"{_letters(index)} 列", "") for index in range(table.width)]
    for key, fits in (("name", _is_name), ("sex", lambda text: text in {"男", "女"})):
        for column in columns:
            texts = [text for row in table.rows if (text := _text(row, column.index))]
            if not column.field and texts and sum(map(fits, texts)) >= _MOSTLY * len(texts):
                columns[column.index] = replace(column, field=key)
                break
    return tuple(columns)


def _is_name(text: str) -> bool:
    """Whether a cell reads like a name of two to four characters, not like a word that every row repeats."""
    bare = "".join(text.split())
    return (
        2 <= len(bare) <= 4 and not clean_name(text).problem and not bare.endswith(("党", "盟", "族", "界"))
    )


def _text(row: RawRow, index: int) -> str:
    return text_of(row.cells[index]).strip() if index < len(row.cells) else ""


def _letters(index: int) -> str:
    """Name a column as spreadsheets do: 0 → A, 26 → AA."""
    name = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
