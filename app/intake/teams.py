"""A list of teams becomes drafts, one per kind and name, with the people it names.

A row may be a team with its 负责人 and 成员 in cells, or one person with the team beside the name; both may be mixed.
Beside tables a JSON list of objects is read, as web pages of teams give it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.domain.code_lists import LONGEST_WORD
from app.domain.codes import Code, find_code, folded
from app.domain.fields import TEAM_FIELDS, Field, Home
from app.domain.finding import Finding
from app.domain.names import clean_name
from app.domain.team import LEADER
from app.intake.cells import line, read_cell
from app.intake.errors import FileRefused
from app.intake.mapping import HEADER_WITHIN_ROWS, Mapped, Wanted, map_sheet, remembered_headers, unread
from app.intake.names import join_spaced
from app.intake.person import Source
from app.intake.rawtable import Cell, RawRow, RawSheet, text_of
from app.intake.sheet_kind import PLAN, kind_of
from app.intake.sheets import read_plain_text, read_tables
from app.intake.word import is_word, read_word

ROLE = "role"
_PERSON_HEADERS = ("姓名", "委员姓名", "成员姓名", "人员", "组成人员", "members")
TEAM_TABLE: tuple[Field, ...] = (
    *(replace(one, aliases=(*one.aliases, *_PERSON_HEADERS)) if one.key == "members" else one for one in TEAM_FIELDS),
    Field(ROLE, "组内职务", home=Home.NOWHERE, aliases=("小组职务", "角色", "组内角色", "职务", "role")),
)  # fmt: skip
"""What a list of teams may say: the team's own fields, and the role of the one person whom a row names."""

_WANTED = Wanted(TEAM_TABLE, ("name",))
_KEPT = {one.key: one for one in TEAM_FIELDS if one.home is Home.TEAM and one.key not in ("name", "kind")}
_SECTIONS = re.compile(r"[;；\n]+")
_MARKS = re.compile(r"[、,，|/]+")
_SHOWN = 40
_TITLED = re.compile(r"^(?P<name>[^（(]+)[（(](?P<role>[^（()）]{1,12})[)）]?$")
_NAMED_FIRST = re.compile(r"^(?P<role>[\u4e00-\u9fff]{2,6})[:：](?P<names>.+)$")


@dataclass(frozen=True, slots=True)
class Named:
    """A person as a table names one: the name, the role in the team, and where it stands."""

    name: str
    role: str
    source: Source
    column: str

    def finding(self, message: str) -> Finding:
        """Remark on this name."""
        return self.source.finding(message, self.column, self.name)


@dataclass(frozen=True, slots=True)
class TeamDraft:
    """One team of the tables; `values` hold its filled fields by key, dates canonical."""

    source: Source
    kind: str
    name: str
    values: Mapping[str, str]
    people: tuple[Named, ...]


@dataclass(slots=True)
class _Growing:
    source: Source
    kind: str
    name: str
    values: dict[str, str] = field(default_factory=dict)
    people: dict[str, Named] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TeamsDraft:
    """What the tables say; a team whose row has an error is left out and named in `errors`."""

    teams: tuple[TeamDraft, ...] = ()
    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    sheets: tuple[Mapped, ...] = ()
    rows: int = 0

    @property
    def headers(self) -> dict[str, str]:
        """Header → field key, to be remembered for the next import."""
        return remembered_headers(self.sheets)


def read_team_tables(path: Path, sheet: str | None = None) -> tuple[RawSheet, ...]:
    """Read the tables of a file, Word among them, or the list of objects of a JSON file; raises FileRefused for anything else."""
    if path.suffix.lower() == ".json":
        return (_read_json(path),)
    if is_word(path):
        document = read_word(path)
        if not document.tables:
            raise FileRefused(path.name, "里没有表格，没有导入；请把小组名单做成表格。", code="empty")
        return document.tables if sheet is None else document.only(sheet)
    return read_tables(path, sheet)


def read_teams(
    sheets: Iterable[RawSheet],
    *,
    kinds: Iterable[Code],
    kind: str = "",
    known: Collection[str] = (),
    remembered: Mapping[str, str] | None = None,
    override: Mapping[str, str] | None = None,
) -> TeamsDraft:
    """Read lists of teams. `kind` is that of rows which name none; `known` names part what is written without marks."""
    reading = _Reading(tuple(kinds), kind, known)
    mapped = tuple(_no_plan(map_sheet(sheet, _WANTED, remembered, override)) for sheet in sheets)
    for sheet in mapped:
        if sheet.taken:
            for row in sheet.body:
                reading.row(sheet, row)
    reading.errors += unread(mapped, reading.rows, "名称", "小组名单", "一个小组")
    teams = tuple(
        TeamDraft(one.source, one.kind, one.name, one.values, tuple(one.people.values()))
        for one in reading.teams.values()
    )
    return TeamsDraft(teams, tuple(reading.errors), tuple(reading.warnings), mapped, reading.rows)


def _no_plan(mapped: Mapped) -> Mapped:
    """Leave a plan of the year out: its first row may begin with a team's name, which reads like a header (湖滨街道委员小组)."""
    above = (
        row
        for row in mapped.sheet.rows[:HEADER_WITHIN_ROWS]
        if not mapped.taken or row.number < mapped.header_row
    )
    for kind, why in (kind_of(map(text_of, row.cells)) for row in above):
        if kind == PLAN:
            return replace(mapped, taken=False, why=why.replace("名册", "小组名单"), header_row=0, kind=PLAN)
    return mapped


class _Reading:
    """Teams as the rows of all tables tell of them, one after the other."""

    def __init__(self, kinds: tuple[Code, ...], kind: str, known: Collection[str]) -> None:
        self._kinds, self._kind, self._known = kinds, kind, known
        self.teams: dict[tuple[str, str], _Growing] = {}
        self.errors: list[Finding] = []
        self.warnings: list[Finding] = []
        self.rows = 0

    def row(self, sheet: Mapped, row: RawRow) -> None:
        """Take one row."""
        cells: dict[str, tuple[str, Cell]] = {}
        for column in sheet.columns:
            if column.field and column.index < len(row.cells) and line(text_of(row.cells[column.index])):
                cells.setdefault(column.field, (column.header, row.cells[column.index]))
        if not cells:
            return
        self.rows += 1
        source = Source(sheet.file, sheet.name, row.number)
        if "name" not in cells:
            self.errors.append(source.finding("没有小组名称，这一行没有导入", "名称"))
            return
        name = line(text_of(cells["name"][1]))
        kind = self._kind_of(line(text_of(cells["kind"][1])) if "kind" in cells else "", name)
        if not kind:
            message = "没有写种类，请在表里加“种类”列，或在“预览”上面选定算作哪一种"
            self.errors.append(source.finding(message, "种类", name))
            return
        for key, text in (("name", name), ("kind", kind)):
            if "/" in text or len(text) > LONGEST_WORD:
                header = cells[key][0] if key in cells else ""
                what = "名称" if key == "name" else "种类"
                message = f"{what}最多 {LONGEST_WORD} 个字，不能有“/”"
                self.errors.append(source.finding(message, header, text[:_SHOWN]))
                return
        team = self.teams.setdefault((kind, folded(name)), _Growing(source, kind, name))
        self._fields(team, cells, source)
        self._people(team, cells, source)

    def _kind_of(self, written: str, name: str) -> str:
        known = find_code(self._kinds, written)
        return known.name if known else written or self._kind or _told_by(name, self._kinds)

    def _fields(self, team: _Growing, cells: Mapping[str, tuple[str, Cell]], source: Source) -> None:
        for key, (header, cell) in cells.items():
            if key not in _KEPT:
                continue
            read = read_cell(_KEPT[key], cell, {})
            remark = read.error or read.warning
            if remark:
                self.warnings.append(source.finding(remark, header, text_of(cell)))
            text = "" if read.value is None else str(read.value)
            if text and team.values.setdefault(key, text) != text:
                message = f"与{team.source.said(source)}写的“{team.values[key]}”不同，取先写的"
                self.warnings.append(source.finding(message, header, text))

    def _people(self, team: _Growing, cells: Mapping[str, tuple[str, Cell]], source: Source) -> None:
        lead = list(self._names(cells.get("leader"), source, LEADER))
        inside = list(self._names(cells.get("members"), source, ""))
        role = line(text_of(cells[ROLE][1])) if ROLE in cells else ""
        if role and len(inside) == 1:
            inside = [replace(inside[0], role=inside[0].role or role)]
        for one in (*lead, *inside):
            before = team.people.setdefault(one.name, one)
            if one.role and not before.role:
                team.people[one.name] = one

    def _names(self, cell: tuple[str, Cell] | None, source: Source, role: str) -> Iterator[Named]:
        if cell is None:
            return
        header, content = cell
        for section in _SECTIONS.split(text_of(content)):
            own = role
            for part in _MARKS.split(section):
                said = _NAMED_FIRST.match(part.strip())
                if said:
                    own = "" if said["role"] == "成员" else said["role"]
                words = said["names"].strip() if said else part.strip()
                titled = _TITLED.match(words)
                names = [*self._cut(titled["name"] if titled else words)]
                for place, name in enumerate(names, 1):
                    last = place == len(names)
                    yield Named(name, titled["role"].strip() if titled and last else own, source, header)

    def _cut(self, words: str) -> Iterator[str]:
        for name in join_spaced(words.split(), self._known):
            plain = clean_name(name).name
            if plain:
                yield plain


def _read_json(path: Path) -> RawSheet:
    """The longest list of objects in a JSON file, as a table whose header are the objects' keys."""
    try:
        content = json.loads(read_plain_text(path))
    except (ValueError, RecursionError):
        raise FileRefused(path.name, "不是 JSON，没有导入。", code="json") from None
    items = max(_lists(content), key=len, default=[])
    headers = list(dict.fromkeys(key for item in items for key in item))
    if not headers:
        raise FileRefused(path.name, "里没有一列对象，没有导入。", code="json")
    rows = [
        RawRow(number, tuple(_cell(item.get(key)) for key in headers)) for number, item in enumerate(items, 2)
    ]
    return RawSheet(path.name, "", (RawRow(1, tuple(headers)), *rows))


def _lists(content: object) -> Iterator[list[dict[str, object]]]:
    """Lists of objects: the content itself, or what an object holds."""
    held = content.values() if isinstance(content, dict) else [content]
    for one in held:
        if isinstance(one, list) and one and all(isinstance(item, dict) for item in one):
            yield one


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "、".join(_cell(one) for one in value)
    if isinstance(value, dict):
        return _cell(value.get("name", value.get("姓名")))
    return "" if value is None or isinstance(value, bool) else str(value)


def _told_by(name: str, kinds: Iterable[Code]) -> str:
    """The kind that a name ends with, as 甲委员工作室 does, the longest word first; empty when it ends with none."""
    plain = folded(name)
    words = [(folded(word), kind.name) for kind in kinds for word in (kind.name, *kind.aliases)]
    return max(((len(word), kind) for word, kind in words if plain.endswith(word)), default=(0, ""))[1]
