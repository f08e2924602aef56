"""Lists of 承办单位 coming in: new ones, and what changes of known ones, before anything is entered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.fields import UNIT, UNIT_FIELDS
from app.domain.finding import Finding
from app.ui.desk import Desk
from app.ui.importing import ALL, NEW, TONES, UPDATED, Importing
from app.ui.mask import masked
from app.ui.rows import Column

if TYPE_CHECKING:
    from app.intake.mapping import Mapped
    from app.office import Office
    from app.services.units import UnitPreview

INVITATION = "把承办单位名单拖到这里（Excel、WPS 表格或 CSV，表头有“单位名称”），\n或者选择文件。"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit of the list: its values by key; of a known one only those that change, and what they were."""

    mark: str
    name: str
    values: Mapping[str, str]
    before: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class UnitsRead:
    """A preview of units as every import shows one."""

    preview: UnitPreview
    rows: tuple[UnitRow, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps rows out."""
        return self.preview.errors

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What lets rows in."""
        return self.preview.warnings

    @property
    def sheets(self) -> tuple[Mapped, ...]:
        """How the columns were understood."""
        return self.preview.sheets

    @property
    def new(self) -> int:
        """Units that would be entered."""
        return len(self.preview.new)

    @property
    def updated(self) -> int:
        """Units that would be changed."""
        return len(self.preview.changed)


def read_again(preview: UnitPreview) -> UnitsRead:
    """Give a preview its rows: the new units, then the changed ones."""
    new = [UnitRow(NEW, values["name"], values, {}) for values in preview.new]
    changed = [UnitRow(UPDATED, unit.name, values, unit.more) for unit, values in preview.changed]
    return UnitsRead(preview, (*new, *changed))


def _value(key: str, text: str) -> str:
    return masked(UNIT[key], text) or "（空）"


def _changes(line: UnitRow) -> str:
    if line.mark == NEW:
        return ""
    return "；".join(
        f"{UNIT[key].label}：{_value(key, line.before.get(key, ''))} → {_value(key, text)}"
        for key, text in line.values.items()
    )


COLUMNS: tuple[Column[UnitRow], ...] = (
    Column("mark", "", lambda line: line.mark, 60, tone=lambda line: TONES[line.mark]),
    Column("name", UNIT["name"].label, lambda line: line.name, 220, stretch=True),
    Column("system", UNIT["system"].label, lambda line: line.values.get("system", ""), 110),
    Column("contact", UNIT["contact"].label, lambda line: line.values.get("contact", ""), 110),
    Column("phone", UNIT["phone"].label, lambda line: masked(UNIT["phone"], line.values.get("phone", "")), 140),
    Column("changes", "要改的内容", _changes, 320),
)  # fmt: skip


class UnitImporting(Importing[UnitsRead, UnitRow]):
    """The import of a list of units."""

    heading = "导入承办单位"
    counted = "家"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, COLUMNS, UNIT_FIELDS, INVITATION)

    def preview_of(self, office: Office, files: Sequence[Path], override: Mapping[str, str]) -> UnitsRead:
        """Read files, on the worker."""
        return read_again(office.units.preview(files, override=override))

    def rows_of(self, preview: UnitsRead) -> Sequence[UnitRow]:
        """The units that something would happen to."""
        return preview.rows

    def mark_of(self, line: UnitRow) -> str:
        """What a row would do."""
        return line.mark

    def summary_of(self, preview: UnitsRead) -> str:
        """Rows, and units that stay as they are."""
        bad = f"，有误 {len(preview.errors)} 处" if preview.errors else ""
        return (
            f"读到 {preview.preview.read} 行：新增 {preview.new} 家，更新 {preview.updated} 家，"
            f"不变 {preview.preview.unchanged} 家{bad}"
        )

    def enter_in(self, office: Office, preview: UnitsRead) -> None:
        """Enter what is good."""
        office.units.apply(preview.preview)

    def shown(self, preview: UnitsRead) -> None:
        """Only what something would happen to is listed: the rest has no view of its own."""
        counts = ((ALL, len(preview.rows)), (NEW, preview.new), (UPDATED, preview.updated))
        self.chips.show_views(counts, self.chips.on)
