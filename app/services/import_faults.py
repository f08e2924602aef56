"""Rows that did not enter, as tables to be corrected in Excel and brought in again: the cells as read, where, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import WrongUsage
from app.domain.finding import Finding
from app.intake.person import Source
from app.intake.rawtable import text_of
from app.services.import_preview import Preview
from app.services.preview import Mark

if TYPE_CHECKING:
    from app.intake.mapping import Mapped
    from app.reports.table import Table

WHERE, WHY = "出处", "错误原因"
_PLACES = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Faulty:
    """The faulty rows of one sheet: its headers, and of each row the cells, the place and the reason."""

    sheet: Mapped
    headers: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], str, str], ...]


def faulty_rows(preview: Preview) -> list[Faulty]:
    """Every row that stays out, sheet by sheet as it was read; whoever is wrong in one table is listed with all rows."""
    reasons = _reasons(preview)
    found = []
    for sheet in preview.sheets:
        rows = []
        width = max((column.index + 1 for column in sheet.columns), default=sheet.sheet.width)
        for row in sheet.body:
            why = reasons.get((sheet.file, sheet.name, row.number))
            if why:
                cells = tuple(text_of(cell) for cell in row.cells[:width])
                where = Source(sheet.file, sheet.name, row.number)
                said = " ".join(filter(None, (where.file, where.sheet, f"第 {where.row} 行")))
                rows.append((cells + ("",) * (width - len(cells)), said, why))
        if rows:
            titles = {column.index: column.header for column in sheet.columns}
            found.append(Faulty(sheet, tuple(titles.get(index, "") for index in range(width)), tuple(rows)))
    return found


def _reasons(preview: Preview) -> Mapping[_PLACES, str]:
    """Why each row stays out."""
    said: dict[_PLACES, list[str]] = {}
    for finding in preview.errors:
        if finding.row:
            told = Finding(finding.message, column=finding.column).said
            said.setdefault((finding.file, finding.sheet, finding.row), []).append(told)
    for row in preview.rows:
        if row.mark is not Mark.BAD:
            continue
        places = [(source.file, source.sheet, source.row) for source in row.draft.sources]
        wrong = next(
            (source for source, place in zip(row.draft.sources, places, strict=True) if place in said), None
        )
        for source, place in zip(row.draft.sources, places, strict=True):
            beside = f"同一人在{wrong.said(source)}有误" if wrong is not None else "与别的行不一致"
            said.setdefault(place, [beside])
    return {place: "；".join(dict.fromkeys(told)) for place, told in said.items()}


def write_faulty_rows(preview: Preview, file: Path) -> int:
    """Write them as xlsx (a sheet for each of the tables) or csv by the file's ending; returns how many rows.

    Raises WrongUsage for any other ending. Nothing is written when there is nothing wrong.
    """
    if file.suffix.lower() not in (".xlsx", ".csv"):
        raise WrongUsage(f"有误的行只能导出为 .xlsx 或 .csv，不能是“{file.name}”。", where=str(file))
    found = faulty_rows(preview)
    if found:
        from app.reports import excel, flat, render  # with their libraries, when something is wrong

        if file.suffix.lower() == ".xlsx":
            tables = [_table(one.headers, one.rows, one.sheet.name) for one in found]
            render.save(file, lambda stream: excel.write_tables(tables, stream))
        else:
            render.save(file, lambda stream: stream.write(flat.csv_text(_one_table(found)).encode()))
    return sum(len(one.rows) for one in found)


def _one_table(found: Sequence[Faulty]) -> Table:
    """All sheets in one table, columns of one header together."""
    headers = list(dict.fromkeys(header for one in found for header in one.headers if header))
    if len(found) == 1:
        return _table(found[0].headers, found[0].rows, "")
    rows = []
    for one in found:
        for cells, where, why in one.rows:
            by_header: dict[str, str] = {}
            for header, cell in zip(one.headers, cells, strict=True):
                by_header[header] = by_header.get(header) or cell
            rows.append((tuple(by_header.get(header, "") for header in headers), where, why))
    return _table(tuple(headers), rows, "")


def _table(headers: Sequence[str], rows: Sequence[tuple[tuple[str, ...], str, str]], name: str) -> Table:
    from app.reports.table import Column, Kind, Table

    columns = [Column(header, Kind.CODE, 26) for header in headers]
    columns += [Column(WHERE, Kind.TEXT, 50), Column(WHY, Kind.TEXT, 110)]
    return Table(
        tuple(columns), tuple((*cells, where, why) for cells, where, why in rows), name=name or "有误的行"
    )
