"""From a sheet to columns: which row is the header, which field each header means, and why a sheet is not taken."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.fields import Field
from app.domain.finding import Finding
from app.intake.csvtext import decode
from app.intake.errors import FileRefused
from app.intake.headers import NO_MEANING, Meaning, plain_header, vocabulary
from app.intake.limits import MEGABYTE
from app.intake.rawtable import RawRow, RawSheet, text_of
from app.intake.role_columns import role_columns
from app.intake.sheet_kind import kind_of
from app.intake.unfold import unfolded

HEADER_WITHIN_ROWS = 15
"""Filled rows at the top among which the header is looked for: titles, dates and notes may stand above it."""

HEADER_WITHIN_COLUMNS = 300
"""Columns at the left among which headers are looked for; a file may have sixteen thousand."""

_CHOSEN, _REMEMBERED = 2_000, 1_000
_MAP_BYTES = MEGABYTE


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place from 0, its header as written, and the field's key ("" is not taken, `remark` why).

    `spare_for` names the field that a better column already gives: its cell may serve where that one is empty.
    `chosen` when somebody decided on this column, now or at an earlier import. `role_of` is the place of the column
    whose 专委会 or 小组 this one gives the role in; -1 for every other column.
    """

    index: int
    header: str
    field: str
    remark: str = ""
    spare_for: str = ""
    chosen: bool = False
    role_of: int = -1


@dataclass(frozen=True, slots=True)
class Mapped:
    """What was made of one sheet; `header_row` is the spreadsheet's number, 0 when none was found.

    `kind` is what a sheet that was not taken seems to be (计划表, 小组表); empty when that cannot be told.
    """

    sheet: RawSheet
    taken: bool
    why: str
    header_row: int = 0
    columns: tuple[Column, ...] = ()
    kind: str = ""

    @property
    def file(self) -> str:
        """The file's name."""
        return self.sheet.file

    @property
    def name(self) -> str:
        """The sheet's name; empty for a text file."""
        return self.sheet.sheet

    @property
    def headers(self) -> dict[str, str]:
        """Header → field key of the columns that mean something or were decided on: worth remembering."""
        return {c.header: c.field for c in self.columns if (c.field or c.chosen) and not c.spare_for}

    @property
    def body(self) -> tuple[RawRow, ...]:
        """The filled rows below the header."""
        return tuple(row for row in self.sheet.rows if row.number > self.header_row)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one kind of table asks of a sheet.

    Of `needed` at least one must be there; `several` may be given by more than one column each (two parties, teams
    of two kinds). `of_people` when the rows are people: such a table may stand in several columns side by side, have
    columns of roles, and be told from plans and lists of teams.
    """

    fields: tuple[Field, ...]
    needed: tuple[str, ...]
    several: frozenset[str] = field(default_factory=frozenset)
    of_people: bool = False

    def label(self, key: str) -> str:
        """The field's Chinese name."""
        return next(item.label for item in self.fields if item.key == key)


def map_sheet(
    sheet: RawSheet,
    wanted: Wanted,
    remembered: Mapping[str, str] | None = None,
    override: Mapping[str, str] | None = None,
) -> Mapped:
    """Find the header row and give each column its field.

    `remembered` (header → field key) comes from earlier imports, `override` is the clerk's choice now and beats
    everything; a key of "" leaves the column out.
    """
    if sheet.hidden:
        return Mapped(sheet, taken=False, why="工作表是隐藏的")
    if not sheet.rows:
        return Mapped(sheet, taken=False, why="工作表是空的")
    chosen = _choices(wanted, remembered or {}, override or {})
    if wanted.of_people:
        sheet = unfolded(sheet, HEADER_WITHIN_ROWS, HEADER_WITHIN_COLUMNS, _NAMES.__contains__)
    row = _header_row(sheet, wanted, chosen)
    columns = _columns(row, wanted, chosen)
    found = {column.field for column in columns}
    kind, why = _other_kind(sheet, row, columns) if wanted.of_people else ("", "")
    if kind:
        return Mapped(sheet, taken=False, why=why, columns=columns if len(found) > 1 else (), kind=kind)
    if not found & set(wanted.needed):
        labels = "或".join(f"“{wanted.label(key)}”" for key in wanted.needed)
        return Mapped(sheet, taken=False, why=f"没有{labels}列", columns=columns if len(found) > 1 else ())
    return Mapped(sheet, taken=True, why="", header_row=row.number, columns=columns)


_NAMES = frozenset({"姓名", "委员姓名", "名字"})


def _other_kind(sheet: RawSheet, header: RawRow, columns: Sequence[Column]) -> tuple[str, str]:
    """What else than a roster a sheet is, and why; a column that somebody decided to be the name says it is one."""
    if any(column.field == "name" and column.chosen for column in columns):
        return "", ""
    if any(column.field == "name" and plain_header(column.header) in _NAMES for column in columns):
        return "", ""
    rows = (header, *sheet.rows[:HEADER_WITHIN_ROWS])
    kinds = (kind_of(text_of(cell) for cell in row.cells[:HEADER_WITHIN_COLUMNS]) for row in rows)
    return next((kind for kind in kinds if kind[0]), ("", ""))


def _choices(
    wanted: Wanted, remembered: Mapping[str, str], override: Mapping[str, str]
) -> dict[str, Meaning]:
    """Headers somebody decided on; keys of fields that no longer exist are forgotten."""
    keys = {item.key for item in wanted.fields} | {""}
    chosen = {plain_header(h): Meaning(key, _REMEMBERED) for h, key in remembered.items() if key in keys}
    chosen.update({plain_header(h): Meaning(key, _CHOSEN) for h, key in override.items() if key in keys})
    return chosen


def _meaning_of(wanted: Wanted, chosen: Mapping[str, Meaning]) -> Callable[[str], Meaning]:
    """What a header means; each is looked up once, however often a sheet says it."""
    words = vocabulary(wanted.fields)
    known: dict[str, Meaning] = {"": NO_MEANING}

    def meaning(header: str) -> Meaning:
        found = known.get(header)
        if found is None:
            found = known[header] = chosen.get(plain_header(header)) or words.meaning(header)
        return found

    return meaning


def _header_row(sheet: RawSheet, wanted: Wanted, chosen: Mapping[str, Meaning]) -> RawRow:
    """The row among the first with most recognised headers; one that names a needed field beats all others.

    Of two equal rows the upper one, unless they are a header of two lines whose upper cells reach down (merged).
    """
    best, best_score = sheet.rows[0], (False, 0, 0)
    meaning_of = _meaning_of(wanted, chosen)
    for row in sheet.rows[:HEADER_WITHIN_ROWS]:
        found = [meaning_of(text_of(cell)) for cell in row.cells[:HEADER_WITHIN_COLUMNS]]
        keys = {meaning.key for meaning in found if meaning.key}
        score = (bool(keys & set(wanted.needed)), len(keys), sum(meaning.quality for meaning in found))
        two_lines = score[:2] == best_score[:2] and row.number == best.number + 1 and _reaches_down(best, row)
        if score > best_score or (two_lines and score[1]):
            best, best_score = row, score
    return best


def _reaches_down(upper: RawRow, lower: RawRow) -> bool:
    return any(a == b != "" for a, b in zip(upper.cells, lower.cells, strict=False))


def _columns(row: RawRow, wanted: Wanted, chosen: Mapping[str, Meaning]) -> tuple[Column, ...]:
    """Give each header its field; where two mean the same the better one has it, the first of equals."""
    headers = [text_of(cell).strip() for cell in row.cells[:HEADER_WITHIN_COLUMNS]]
    meanings = [*map(_meaning_of(wanted, chosen), headers)]
    roles = role_columns(headers, [meaning.key for meaning in meanings]) if wanted.of_people else {}
    roles = {place: body for place, body in roles.items() if plain_header(headers[place]) not in chosen}
    meanings = [NO_MEANING if place in roles else meaning for place, meaning in enumerate(meanings)]
    winner: dict[str, int] = {}
    for index, meaning in enumerate(meanings):
        if meaning.key and (
            meaning.key not in winner or meaning.quality > meanings[winner[meaning.key]].quality
        ):
            winner[meaning.key] = index
    columns = []
    for index, (header, meaning) in enumerate(zip(headers, meanings, strict=True)):
        key, remark, spare = meaning.key, "", ""
        if key and winner[key] != index and key not in wanted.several:
            remark = f"与“{headers[winner[key]]}”同为{wanted.label(key)}，取那一列"
            key, spare = "", key
        if index in roles:
            remark = f"作为“{' '.join(headers[roles[index]].split())}”的职务读入"
        decided = plain_header(header) in chosen
        columns.append(
            Column(index, " ".join(header.split()), key, remark, spare, decided, roles.get(index, -1))
        )
    return tuple(columns)


def unmet(override: Mapping[str, str], sheets: Sequence[Mapped]) -> list[Finding]:
    """Say which of the clerk's headers stand in none of the tables: what was said of them helps nobody."""
    there = {
        plain_header(text_of(cell))
        for mapped in sheets
        for row in mapped.sheet.rows[:HEADER_WITHIN_ROWS]
        for cell in row.cells[:HEADER_WITHIN_COLUMNS]
    } | {column.header for mapped in sheets for column in mapped.columns}
    return [
        Finding(f"表里没有“{header}”这个表头，对它的说明没有用上", value=header)
        for header in override
        if plain_header(header) not in there
    ]


def unread(sheets: Sequence[Mapped], rows: int, column: str, list_of: str, nothing: str) -> list[Finding]:
    """What keeps tables out as a whole: no sheet with the column they must have, or `nothing` below the headers."""
    if not any(sheet.taken for sheet in sheets):
        file = sheets[0].file if sheets else ""
        if sheets and all(sheet.kind for sheet in sheets):  # it is known what they are instead
            return [Finding(f"“{file}”{sheets[0].why}", file)]
        return [Finding(f"没有找到表头：前几行里没有“{column}”列，请核对“{file}”是否{list_of}", file)]
    if not rows:
        return [Finding(f"只有表头，下面没有{nothing}，请核对是否选错了文件", sheets[0].file)]
    return []


def remembered_headers(sheets: Iterable[Mapped]) -> dict[str, str]:
    """Header → field key of every taken sheet, for the next import."""
    return {header: key for sheet in sheets if sheet.taken for header, key in sheet.headers.items()}


def read_map(path: Path, fields: tuple[Field, ...]) -> dict[str, str]:
    """Read the clerk's choices from a JSON file: {"header": "field"}; a field's Chinese name serves as its key.

    Raises FileRefused when it is no such file or names an unknown field.
    """
    file = path.name
    try:
        if path.stat().st_size > _MAP_BYTES or not path.is_file():  # a device or a pipe has no end
            raise FileRefused(file, "太大或不是普通文件，不是列对照文件。", code="map")
        content = json.loads(decode(path.read_bytes(), file))
    except (OSError, ValueError, RecursionError):
        raise FileRefused(file, "不是列对照文件：应为 {“表头”: “字段”} 样式的 JSON。", code="map") from None
    if not isinstance(content, dict):
        raise FileRefused(file, "不是列对照文件：应为 {“表头”: “字段”} 样式的 JSON。", code="map")
    known = {"": ""} | {item.label: item.key for item in fields} | {item.key: item.key for item in fields}
    choices = {}
    for header, key in content.items():
        if not isinstance(key or "", str) or (key or "") not in known:
            labels = "、".join(item.label for item in fields)
            raise FileRefused(file, f"里“{header}”对照的“{key}”不是字段；可用：{labels}。", code="map")
        choices[header] = known[key or ""]
    return choices
