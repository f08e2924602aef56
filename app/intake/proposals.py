"""A proposal register (提案登记簿) becomes drafts: one per 政协提案, other kinds of paper set aside by name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from app.domain.codes import folded
from app.domain.document_no import document_no
from app.domain.fields import PROPOSAL, PROPOSAL_FIELDS, Field
from app.domain.finding import Finding
from app.domain.proposal_draft import ProposalDraft
from app.intake.cells import Read, line
from app.intake.handlers import HANDLERS, UnitPart, read_parts
from app.intake.lists import split_sponsors, split_units
from app.intake.mapping import Column, Mapped, Wanted, map_sheet, remembered_headers, unread
from app.intake.person import Source
from app.intake.proposal_cells import read_proposal_cell
from app.intake.rawtable import Cell, RawRow, RawSheet, text_of

REGISTER = Wanted(PROPOSAL_FIELDS, ("title",))
"""What a register's sheet must have: a column for the 案由."""

_OTHER_PAPERS = re.compile(r"人大|代表建议|议案|社情民意|大会发言")
_BLANK_TITLES = frozenset({"新建", "无", "无标题"})
_PEOPLE = frozenset({"sponsors", "seconders"})
_UNITS = frozenset({"lead", "assisting"})


@dataclass(frozen=True, slots=True)
class Similar:
    """Two rows of the files with one 案由; `score` from 0 to 1."""

    row: Source
    to: Source
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class RegisterDraft:
    """What registers say.

    `drafts` may enter, `rejected` have an error in their row. `set_aside` counts the rows of other papers by their
    own word (人大建议 → 296); they are offered as not taken. `parts` are single units' dates by 原系统编号, from a
    second table. `rows` counts the rows read, those set aside included.
    """

    drafts: tuple[ProposalDraft, ...] = ()
    rejected: tuple[ProposalDraft, ...] = ()
    set_aside: Mapping[str, int] = field(default_factory=dict)
    parts: Mapping[str, tuple[UnitPart, ...]] = field(default_factory=dict)
    similar: tuple[Similar, ...] = ()
    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    sheets: tuple[Mapped, ...] = ()
    rows: int = 0

    @property
    def headers(self) -> dict[str, str]:
        """Header → field key, to be remembered for the next import."""
        return remembered_headers(sheet for sheet in self.sheets if not _is_parts(sheet))


def read_register(
    sheets: Iterable[RawSheet],
    *,
    remembered: Mapping[str, str] | None = None,
    override: Mapping[str, str] | None = None,
    known: Collection[str] = (),
    with_others: bool = False,
) -> RegisterDraft:
    """Read registers and, where there is one, the table of units' dates (原系统编号, 单位, 角色 …).

    `known` are names of units and bodies that hold a 、 of their own. `with_others` takes rows of other papers
    (人大建议) too. `remembered`, `override`: header → field key, see `map_sheet`.
    """
    reader = _Reader(frozenset(known), with_others)
    mapped = []
    parts: dict[str, list[UnitPart]] = defaultdict(list)
    for sheet in sheets:
        found = map_sheet(sheet, REGISTER, remembered, override)
        if found.taken:
            reader.read(found)
        else:
            beside = map_sheet(sheet, HANDLERS)
            if _is_parts(beside):
                found = beside
                for part in read_parts(beside, reader.warnings):
                    parts[part.source_no].append(part)
        mapped.append(found)
    reader.errors += unread(mapped, reader.rows, "案由", "提案登记簿", "一件提案")
    own = {draft.text("source_no") for draft, _ in reader.found}
    drafts, rejected = reader.judged()
    return RegisterDraft(
        drafts=drafts,
        rejected=rejected,
        set_aside=dict(reader.set_aside),
        parts={number: tuple(found) for number, found in parts.items() if number in own},
        similar=tuple(reader.similar),
        errors=tuple(reader.errors),
        warnings=(*reader.groups(), *reader.warnings),
        sheets=tuple(mapped),
        rows=reader.rows,
    )


def _is_parts(sheet: Mapped) -> bool:
    fields = {column.field for column in sheet.columns}
    return sheet.taken and {"source_no", "unit"} <= fields


def identity_of(draft: ProposalDraft) -> tuple[str, ...]:
    """What a proposal is found again by: 原系统编号, else meeting and 提案号, else 案由 + first sponsor + date."""
    if draft.text("source_no"):
        return ("source_no", draft.text("source_no"))
    if draft.text("no"):
        return ("no", draft.text("meeting"), draft.text("no"))
    first = draft.sponsors[0] if draft.sponsors else ""
    return ("title", folded(draft.text("title")), folded(first), draft.text("received"))


class _Reader:
    """Collects the rows of all registers of one import."""

    def __init__(self, known: Collection[str], with_others: bool) -> None:
        self.known = known
        self.with_others = with_others
        self.found: list[tuple[ProposalDraft, bool]] = []
        self.set_aside: Counter[str] = Counter()
        self.where_aside: dict[str, Source] = {}
        self.similar: list[Similar] = []
        self.errors: list[Finding] = []
        self.warnings: list[Finding] = []
        self.rows = 0
        self.headers: dict[tuple[str, str], dict[str, str]] = {}
        self.memory: dict[tuple[str, Cell], Read] = {}

    def read(self, mapped: Mapped) -> None:
        """Read the body of one register."""
        columns = [column for column in mapped.columns if column.field]
        spares = {c.spare_for: c for c in reversed(mapped.columns) if c.spare_for}
        headers = {column.field: column.header for column in columns}
        self.headers[mapped.file, mapped.name] = headers
        for row in mapped.body:
            cells = dict(_cells(row, columns, spares))
            source = Source(mapped.file, mapped.name, row.number)
            if not cells or "".join(cells.get("title", ("", ""))[1].split()) in {
                headers["title"],
                "合计",
                "总计",
            }:
                continue
            self.rows += 1
            paper = line(cells["register"][1]) if "register" in cells else ""
            if paper and _OTHER_PAPERS.search(paper) and not self.with_others:
                self.set_aside[paper] += 1
                self.where_aside.setdefault(paper, Source(mapped.file, mapped.name, 0))
                continue
            self._draft(source, cells)

    def _draft(self, source: Source, cells: Mapping[str, tuple[Cell, str, str]]) -> None:
        errors = len(self.errors)
        values: dict[str, str] = {}
        lists: dict[str, tuple[str, ...]] = {}
        for key, (cell, text, header) in cells.items():
            if key in _PEOPLE:
                lists[key] = split_sponsors(text, self.known)
            elif key in _UNITS:
                lists[key] = split_units(text, self.known)
            else:
                read = self._read(PROPOSAL[key], cell)
                self._remark(source, header, text, read)
                if isinstance(read.value, str) and read.value:
                    values[key] = read.value
        if "doc_no" in values:
            values["doc_no_written"] = values["doc_no"]
            values["doc_no"] = document_no(values["doc_no"])
        if "title" not in values:
            message = "没有案由，这一行没有导入；请补上案由"
            self.errors.append(source.finding(message, self._header(source, "title")))
        draft = ProposalDraft(
            source.file, source.sheet, source.row, values,
            lists.get("sponsors", ()), lists.get("seconders", ()), lists.get("lead", ()), lists.get("assisting", ()),
        )  # fmt: skip
        self.found.append((draft, len(self.errors) > errors))

    def _read(self, field: Field, cell: Cell) -> Read:
        known = self.memory.get((field.key, cell))
        if known is None:
            known = self.memory[field.key, cell] = read_proposal_cell(field, cell)
        return known

    def _remark(self, source: Source, header: str, text: str, read: Read) -> None:
        if read.error:
            self.errors.append(source.finding(read.error, header, text[:80]))
        if read.warning:
            self.warnings.append(source.finding(read.warning, header, text[:80]))

    def groups(self) -> Iterator[Finding]:
        """One remark for each kind of paper that was set aside."""
        for paper, count in self.set_aside.items():
            where = self.where_aside[paper]
            yield where.finding(f"{count} 行是{paper}，未导入", self._header(where, "register"), paper)

    def judged(self) -> tuple[tuple[ProposalDraft, ...], tuple[ProposalDraft, ...]]:
        """Part the drafts from those in error, after comparing them: a number twice is an error, a 案由 a warning."""
        seen: dict[tuple[str, ...], Source] = {}
        drafts: list[ProposalDraft] = []
        rejected: list[ProposalDraft] = []
        for draft, flawed in self.found:
            source = Source(draft.file, draft.sheet, draft.row)
            twice = self._number_twice(draft, source, seen)
            self._same_title(draft, source, seen)
            (rejected if flawed or twice else drafts).append(draft)
        return tuple(drafts), tuple(rejected)

    def _number_twice(
        self, draft: ProposalDraft, source: Source, seen: dict[tuple[str, ...], Source]
    ) -> bool:
        twice = False
        for key, also in (("source_no", ""), ("no", draft.text("meeting"))):
            number = draft.text(key)
            if not number:
                continue
            first = seen.setdefault((key, also, number), source)
            if first is not source:
                label = PROPOSAL[key].label
                self.errors.append(
                    source.finding(f"{label} {number} 与{first.said(source)}重复", label, number)
                )
                twice = True
        return twice

    def _same_title(self, draft: ProposalDraft, source: Source, seen: dict[tuple[str, ...], Source]) -> None:
        title = draft.text("title")
        if not title or title in _BLANK_TITLES:
            return
        first = seen.setdefault(("title", folded(title)), source)
        if first is not source:
            self.similar.append(Similar(source, first))
            message = f"案由与{first.said(source)}相同，请看是否重复"
            self.warnings.append(source.finding(message, self._header(source, "title"), title))

    def _header(self, source: Source, key: str) -> str:
        """A column's own word in that table."""
        return self.headers[source.file, source.sheet].get(key, "")


def _cells(
    row: RawRow, columns: Iterable[Column], spares: Mapping[str, Column]
) -> Iterator[tuple[str, tuple[Cell, str, str]]]:
    """The filled cells of a row by field key, with text and header; a spare column serves where the first is empty."""
    for column in columns:
        for one in (column, spares.get(column.field)):
            cell = row.cells[one.index] if one and one.index < len(row.cells) else ""
            text = text_of(cell).strip()
            if one and text:
                yield column.field, (cell, text, one.header)
                break
