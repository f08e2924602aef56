"""The rows of one mapped sheet, cell by cell, with what is wrong at which row and column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.affiliation import parse_affiliation, written
from app.domain.codes import folded, sector_name
from app.domain.dates import EXCEL_EPOCH, EXCEL_EPOCH_1904
from app.domain.fields import MEMBER, Kind
from app.domain.finding import Finding
from app.domain.id_number import IdNumber
from app.domain.lost_name import with_gaps
from app.domain.member import Seat, seats_of
from app.domain.names import clean_name
from app.intake.cells import Codes, Read, Value, falls_on_first, line, month_only, read_cell, read_paper
from app.intake.headers import plain_header, team_kind
from app.intake.headings import Sections, read_heading
from app.intake.mapping import Column, Mapped
from app.intake.person import RowDraft, Source
from app.intake.rawtable import Cell, RawRow, Rounded, text_of
from app.intake.role_columns import with_roles
from app.intake.row_kinds import BLANK_CELLS, RowKind, RowKinds, cell_at, line_word

_SECTION_KEYS = frozenset({"sector", "committees", "groups"})
_ONLY_COUNT = re.compile(r"[（(]?(?:共|计)?\d{1,4}[人名位]?[）)]?")
_LOST = "姓名有丢失的字，按“{name}”读入：多半是生僻字存成 GBK 时丢的，请补全姓名，或请对方另存为 xlsx 再导入；补全以前不会认作别人"
_MOST_NAMED = 5
_MOST_IN_HEADING = 6  # cells with anything in them, blanks among it


@dataclass(slots=True)
class SheetRows:
    """What a sheet gave: rows of people, and findings. `read` counts the rows that were people's."""

    rows: list[RowDraft] = field(default_factory=list)
    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    read: int = 0


def read_rows(mapped: Mapped, codes: Codes) -> SheetRows:
    """Read the body of a sheet that has a name column. `codes` name the 界别 too, by which headings are known."""
    return _Reader(mapped, codes).run()


@dataclass(frozen=True, slots=True)
class _Plan:
    """One column and how to read it. `memory` holds what was read: most cells of a column repeat (男, 中共)."""

    column: Column
    key: str
    index: int
    team: str
    month: bool
    role: int
    memory: dict[Cell, Read] = field(default_factory=dict)


class _Reader:
    def __init__(self, mapped: Mapped, codes: Codes) -> None:
        self.mapped = mapped
        self.codes = codes
        self.body = mapped.body
        self.epoch = EXCEL_EPOCH_1904 if mapped.sheet.since_1904 else EXCEL_EPOCH
        plans = [
            _Plan(
                column,
                column.field,
                column.index,
                _kind_of_team(column.header, codes),
                self._by_month(column),
                next((one.index for one in mapped.columns if one.role_of == column.index), -1),
            )
            for column in mapped.columns
            if column.field
        ]
        # The 身份证号 last: the 证件类型 of its row, wherever that stands, says what to expect.
        others = [plan for plan in plans if plan.key != "name"]
        self.columns = sorted(others, key=lambda plan: plan.key == "id_number")
        self.name = next(plan.column for plan in plans if plan.key == "name")
        self.headers = {plan.key: plan.column.header for plan in reversed(plans)}
        self.sections = Sections(_SECTION_KEYS)
        self.known_sectors = _sector_words(codes)
        self.out = SheetRows()

    def run(self) -> SheetRows:
        for row in self.mapped.sheet.rows:
            if row.number < self.mapped.header_row:
                self._is_heading(row)
        kinds = RowKinds(self.mapped)
        passed: list[str] = []
        for row in self.body:
            source = Source(self.mapped.file, self.mapped.name, row.number, row.part)
            kind = RowKind.BLANK if self._is_heading(row) else kinds.of(row)
            if kind is RowKind.UNKNOWN:
                text = next(text_of(cell).strip() for cell in row.cells if text_of(cell).strip())
                self.out.warnings.append(source.finding("这一行没有姓名，未作为委员读入", value=text[:40]))
            elif kind is RowKind.LINE:
                passed.append(line_word(row))
            elif kind is RowKind.PERSON:
                self.out.read += 1
                self.out.rows.append(self._person(row, source))
        if passed:
            words = list(dict.fromkeys(passed))
            more = "等" if len(words) > _MOST_NAMED else ""
            message = f"已跳过 {len(passed)} 行：{'、'.join(words[:_MOST_NAMED])}{more}"
            self.out.warnings.append(Finding(message, self.mapped.file, self.mapped.name))
        for number, heading, people in self.sections.end():
            message = f"小标题写明 {heading.count} 人，下面读到 {people} 人，请核对是否漏行或多行"
            source = Source(self.mapped.file, self.mapped.name, number)
            self.out.warnings.append(source.finding(message, value=heading.text))
        return self.out

    def _is_heading(self, row: RawRow) -> bool:
        """Whether a row is the heading of a section that tells something of the people below; enters the section."""
        if len(row.cells) - row.cells.count("") > _MOST_IN_HEADING:
            return False
        texts = [text_of(cell).strip() for cell in row.cells if cell not in BLANK_CELLS]
        if not 0 < len(texts) < 3:
            return False
        if len(texts) == 2 and not _ONLY_COUNT.fullmatch(texts[1]):
            return False
        heading = read_heading("".join(texts), self.known_sectors)
        if heading is None or (heading.key in self.headers and not heading.marked):
            return False  # a lone word in a column of 界别 is a row that lacks its name
        return self.sections.begin(heading, row.number)

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
        paper = IdNumber()
        cells, width = row.cells, len(row.cells)
        for plan in self.columns:
            cell = cells[plan.index] if plan.index < width else ""
            if cell in BLANK_CELLS:
                continue
            if plan.key == "id_number":
                paper, read = read_paper(cell, str(values.get("id_kind", "")))
            else:
                read = self._read(plan, cell)
            if read.error or read.warning:
                self._remark(source, plan.column, cell, read.error, read.warning)
            if read.value is not None:
                value = read.value if plan.role < 0 else self._with_role(plan, row, read.value)
                _put(values, plan.key, value)
        for key, name in self.sections.person().items():
            read = read_cell(MEMBER[key], name, self.codes, team_kind(name))
            if read.value is not None:
                values.setdefault(key, read.value)
        self._name(row, source, values)
        self._check_paper(source, values, paper)
        self._check_affiliations(source, values)
        return RowDraft(source, values, self.headers, flawed=len(self.out.errors) > errors)

    def _read(self, plan: _Plan, cell: Cell) -> Read:
        known = plan.memory.get(cell)
        if known is not None and not isinstance(cell, Rounded):  # equal to the text, but digits are lost
            return known
        read = read_cell(MEMBER[plan.key], cell, self.codes, plan.team, self.epoch)
        if plan.month and not isinstance(cell, str) and isinstance(read.value, str):
            read = Read(month_only(read.value))
        if not isinstance(cell, Rounded):
            plan.memory[cell] = read
        return read

    def _with_role(self, plan: _Plan, row: RawRow, value: Value) -> Value:
        """Seats with the role that a column of its own gives."""
        seats = seats_of(value)
        return with_roles(seats, line(text_of(cell_at(row, plan.role)))) if seats else value

    def _remark(self, source: Source, column: Column, cell: Cell, error: str, warning: str) -> None:
        if error:
            self.out.errors.append(source.finding(error, column.header, text_of(cell)))
        if warning:
            self.out.warnings.append(source.finding(warning, column.header, text_of(cell)))

    def _name(self, row: RawRow, source: Source, values: dict[str, Value]) -> None:
        """The name, and what stands in brackets beside it: a former name, the sex, the ethnic group."""
        cell = cell_at(row, self.name.index)
        name = clean_name(text_of(cell))
        gapped = with_gaps(text_of(cell)) if name.problem else ""
        if gapped:
            values["name"] = gapped
            self._remark(source, self.name, cell, "", _LOST.format(name=gapped))
            return
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

    def _check_paper(self, source: Source, values: dict[str, Value], paper: IdNumber) -> None:
        """A sound 身份证号 that says another birth date or sex than the row is worth a second look."""
        for key, told in (("birth", paper.birth), ("sex", paper.sex)):
            said = values.get(key)
            if told and isinstance(said, str) and not told.startswith(said):
                message = f"{MEMBER[key].label}“{said}”与身份证号中的“{told}”不一致，请核对"
                self.out.warnings.append(source.finding(message, MEMBER[key].label, said))

    def _check_affiliations(self, source: Source, values: dict[str, Value]) -> None:
        """Two columns (政治面貌, 党派) may each be right and exclude each other."""
        names = values.get("affiliations")
        if not isinstance(names, tuple) or len(names) < 2:
            return
        together = parse_affiliation(written(str(name) for name in names))
        if together.problem:
            self.out.errors.append(
                source.finding(together.problem, MEMBER["affiliations"].label, together.text)
            )


def _sector_words(codes: Codes) -> frozenset[str]:
    """Every known name of a 界别, as headings are compared with them."""
    lists = (codes.get(name, ()) for name in ("界别", "界别（县级）"))
    known = {spelling for listed in lists for code in listed for spelling in (code.name, *code.aliases)}
    return frozenset({folded(word) for word in known} | {sector_name(word) for word in known})


def _kind_of_team(header: str, codes: Codes) -> str:
    """The kind of team of a column: the one of the office's own that the header is, else what it reads like."""
    plain = plain_header(header)
    own = (code.name for code in codes.get("小组种类", ()) if plain_header(code.name) == plain)
    return next(own, "") or team_kind(header)


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
