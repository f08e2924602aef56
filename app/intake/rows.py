"""The rows of one mapped sheet, cell by cell, with what is wrong at which row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.domain.fields import MEMBER, Kind
from app.domain.finding import Finding
from app.domain.member import Seat
from app.domain.names import clean_name, name_problem
from app.intake.cells import Codes, Read, Value, falls_on_first, month_only, read_cell
from app.intake.headers import plain_header, team_kind
from app.intake.idnumber import birth_of, is_sound, sex_of
from app.intake.mapping import Column, Mapped
from app.intake.person import RowDraft, Source
from app.intake.rawtable import Cell, RawRow, text_of

_TOTALS = frozenset({"合计", "总计", "小计", "共计", "总数", "累计"})
_NOTE = re.compile(r"(?:注|说明|备注|填表|填报|制表|审核|附注|统计|截至|联系人|单位盖章)\w{0,6}[：:]")
_SECTION = re.compile(r"[（(]?[一二三四五六七八九十]+[)）]?[、.．]|[（(]?(?:共|计)?\s*\d+\s*[人名位][)）]?")
_SECTION_LENGTH = 7


@dataclass(slots=True)
class SheetRows:
    """What a sheet gave: rows of people, and findings. `read` counts the rows that were people's."""

    rows: list[RowDraft] = field(default_factory=list)
    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    read: int = 0


def read_rows(mapped: Mapped, codes: Codes) -> SheetRows:
    """Read the body of a sheet that has a name column."""
    return _Reader(mapped, codes).run()


@dataclass(frozen=True, slots=True)
class _Plan:
    """One column and how to read it."""

    column: Column
    team: str
    month: bool


class _Reader:
    def __init__(self, mapped: Mapped, codes: Codes) -> None:
        self.mapped = mapped
        self.codes = codes
        self.body = mapped.body
        self.columns = [_Plan(c, team_kind(c.header), self._by_month(c)) for c in mapped.columns if c.field]
        self.name = next(plan.column for plan in self.columns if plan.column.field == "name")
        self.out = SheetRows()
        # Most cells of a column repeat: 男, 中共, a committee's name.
        self.memory: dict[tuple[int, Cell], Read] = {}

    def run(self) -> SheetRows:
        for row in self.body:
            source = Source(self.mapped.file, self.mapped.name, row.number)
            kind = self._kind(row)
            if kind == "remark":
                text = next(text_of(cell).strip() for cell in row.cells if text_of(cell).strip())
                self.out.warnings.append(source.finding("这一行没有姓名，未作为委员读入", value=text[:40]))
            elif kind == "person":
                self.out.read += 1
                self.out.rows.append(self._person(row, source))
        return self.out

    # -- what a row is -------------------------------------------------------------------------------------------

    def _kind(self, row: RawRow) -> str:
        """Tell a person's row from titles, totals, notes and repeated headers between them."""
        texts = {index: text for index, cell in enumerate(row.cells) if (text := text_of(cell).strip())}
        name = texts.get(self.name.index, "")
        if plain_header(name) == plain_header(self.name.header):
            return "header"
        if any("".join(text.split()) in _TOTALS or _NOTE.match(text) for text in texts.values()):
            return "remark"
        only = next(iter(texts.values())) if len(texts) == 1 else ""
        if only and (_SECTION.search(only) or (len(only) > _SECTION_LENGTH and name_problem(only))):
            return "remark"
        if name or any(plan.column.index in texts for plan in self.columns):
            return "person"
        return "blank" if all(text.isdecimal() for text in texts.values()) else "remark"

    def _by_month(self, column: Column) -> bool:
        """Whether all dates of a column fall on the first: then the office meant months (出生年月)."""
        if MEMBER[column.field].kind is not Kind.PARTIAL_DATE:
            return False
        cells = [row.cells[column.index] for row in self.body if column.index < len(row.cells)]
        dates = [cell for cell in cells if not isinstance(cell, str)]
        by_header = "年月" in column.header and "日" not in column.header
        return bool(dates) and all(map(falls_on_first, dates)) and (by_header or len(dates) > 2)

    # -- what a row says -----------------------------------------------------------------------------------------

    def _person(self, row: RawRow, source: Source) -> RowDraft:
        errors = len(self.out.errors)
        values: dict[str, Value] = {}
        for plan, cell in self._cells(row):
            if plan.column.field == "name":
                continue
            read = self._read(plan, cell)
            self._remark(source, plan.column, cell, read.error, read.warning)
            if read.value is not None:
                _put(values, plan.column.field, read.value)
        self._name(row, source, values)
        self._check_id_number(source, values)
        headers = {plan.column.field: plan.column.header for plan in reversed(self.columns)}
        return RowDraft(source, values, headers, flawed=len(self.out.errors) > errors)

    def _cells(self, row: RawRow) -> Iterator[tuple[_Plan, Cell]]:
        width = len(row.cells)
        for plan in self.columns:
            if plan.column.index < width:
                yield plan, row.cells[plan.column.index]

    def _read(self, plan: _Plan, cell: Cell) -> Read:
        known = self.memory.get((plan.column.index, cell))
        if known is not None:
            return known
        read = read_cell(MEMBER[plan.column.field], cell, self.codes, plan.team)
        if plan.month and not isinstance(cell, str) and isinstance(read.value, str):
            read = Read(month_only(read.value))
        self.memory[plan.column.index, cell] = read
        return read

    def _remark(self, source: Source, column: Column, cell: Cell, error: str, warning: str) -> None:
        if error:
            self.out.errors.append(source.finding(error, column.header, text_of(cell)))
        if warning:
            self.out.warnings.append(source.finding(warning, column.header, text_of(cell)))

    def _name(self, row: RawRow, source: Source, values: dict[str, Value]) -> None:
        """The name, and what stands in brackets beside it: a former name, the sex, the ethnic group."""
        cell = row.cells[self.name.index] if self.name.index < len(row.cells) else ""
        name = clean_name(text_of(cell))
        self._remark(source, self.name, cell, name.problem, name.notice)
        if not name.problem:
            values["name"] = name.name
        if name.former_name:
            values.setdefault("former_name", name.former_name)
        for mark in name.marks:
            if mark in {"男", "女"}:
                values.setdefault("sex", mark)
            elif mark.endswith("族"):
                values.setdefault("ethnicity", mark)

    def _check_id_number(self, source: Source, values: dict[str, Value]) -> None:
        """A sound 身份证号 that says another birth date or sex than the row is worth a second look."""
        number = values.get("id_number")
        if not isinstance(number, str) or not is_sound(number):
            return
        for key, inside in (("birth", birth_of(number)), ("sex", sex_of(number))):
            written = values.get(key)
            if isinstance(written, str) and not inside.startswith(written):
                message = f"{MEMBER[key].label}“{written}”与身份证号中的“{inside}”不一致，请核对"
                self.out.warnings.append(source.finding(message, MEMBER[key].label, written))


def _put(values: dict[str, Value], key: str, value: Value) -> None:
    """Set a value; a field given by several columns (two parties, teams of two kinds) collects them."""
    earlier = values.get(key)
    if isinstance(earlier, tuple) and isinstance(value, tuple):
        values[key] = united(earlier, value)
    else:
        values[key] = value


def united(one: Sequence[str | Seat], other: Sequence[str | Seat]) -> tuple[str, ...] | tuple[Seat, ...]:
    """Join two lists, each item once; of two places in one body the one that names a role."""
    seats = {(seat.kind, seat.name): seat for seat in one if isinstance(seat, Seat)}
    for seat in other:
        if isinstance(seat, Seat):
            known = seats.get((seat.kind, seat.name))
            seats[seat.kind, seat.name] = known if known and known.role else seat
    if seats:
        return tuple(seats.values())
    return tuple(dict.fromkeys(item for item in (*one, *other) if isinstance(item, str)))
