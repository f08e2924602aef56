"""A list of 承办单位 becomes drafts, one per name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.codes import folded
from app.domain.fields import UNIT_FIELDS
from app.domain.finding import Finding
from app.intake.cells import line
from app.intake.mapping import Mapped, Wanted, map_sheet, remembered_headers, unread
from app.intake.person import Source
from app.intake.rawtable import RawSheet, text_of

UNITS = Wanted(UNIT_FIELDS, ("name",))


@dataclass(frozen=True, slots=True)
class UnitsDraft:
    """What the tables say: `units` hold the filled cells by key of the field table, each unit once."""

    units: tuple[Mapping[str, str], ...] = ()
    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    sheets: tuple[Mapped, ...] = ()
    rows: int = 0

    @property
    def headers(self) -> dict[str, str]:
        """Header → field key, to be remembered for the next import."""
        return remembered_headers(self.sheets)


def read_units(
    sheets: Iterable[RawSheet],
    *,
    remembered: Mapping[str, str] | None = None,
    override: Mapping[str, str] | None = None,
) -> UnitsDraft:
    """Read lists of units; a row without a name is an error, a name that comes again a warning."""
    mapped = tuple(map_sheet(sheet, UNITS, remembered, override) for sheet in sheets)
    units: dict[str, tuple[Source, dict[str, str]]] = {}
    errors: list[Finding] = []
    warnings: list[Finding] = []
    rows = 0
    for sheet in mapped:
        columns = [column for column in sheet.columns if column.field] if sheet.taken else []
        for row in sheet.body if sheet.taken else ():
            cells = {c.field: line(text_of(row.cells[c.index])) for c in columns if c.index < len(row.cells)}
            values = {key: text for key, text in cells.items() if text}
            if not values:
                continue
            rows += 1
            source = Source(sheet.file, sheet.name, row.number)
            if "name" not in values:
                errors.append(source.finding("没有单位名称，这一行没有导入", "单位名称"))
                continue
            first, known = units.setdefault(folded(values["name"]), (source, values))
            if known is not values:
                warnings.append(
                    source.finding(f"与{first.said(source)}是同一单位，合并读入", "单位名称", values["name"])
                )
                known.update({key: text for key, text in values.items() if key not in known})
    errors += unread(mapped, rows, "单位名称", "承办单位表", "一家单位")
    return UnitsDraft(
        tuple(values for _, values in units.values()), tuple(errors), tuple(warnings), mapped, rows
    )
