"""Lists of 承办单位 coming in: new ones, and what changes of known ones, before anything is entered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.fields import UNIT, UNIT_FIELDS
from app.ui.desk import Desk
from app.ui.importing import ALL, NEW, TONES, UPDATED, Importing
from app.ui.mask import masked
from app.ui.rows import Column

if TYPE_CHECKING:
    from app.office import Office
    from app.services.units import UnitPreview, UnitRow

INVITATION = "把承办单位名单拖到这里（Excel、WPS 表格或 CSV，表头有“单位名称”），\n或者选择文件。"


def _value(key: str, text: str) -> str:
    return masked(UNIT[key], text) or "（空）"


def _changes(line: UnitRow) -> str:
    if line.unit is None:
        return ""
    return "；".join(
        f"{UNIT[key].label}：{_value(key, line.unit.more.get(key, ''))} → {_value(key, text)}"
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


class UnitImporting(Importing["UnitPreview", "UnitRow"]):
    """The import of a list of units."""

    heading = "导入承办单位"
    counted = "家"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, COLUMNS, UNIT_FIELDS, INVITATION)

    def preview_of(self, office: Office, files: Sequence[Path], override: Mapping[str, str]) -> UnitPreview:
        """Read files, on the worker."""
        return office.units.preview(files, override=override)

    def rows_of(self, preview: UnitPreview) -> Sequence[UnitRow]:
        """The units that something would happen to."""
        return preview.rows[: preview.new + preview.updated]

    def summary_of(self, preview: UnitPreview) -> str:
        """Rows, and units that stay as they are."""
        bad = f"，有误 {len(preview.errors)} 处" if preview.errors else ""
        return (
            f"读到 {preview.read} 行：新增 {preview.new} 家，更新 {preview.updated} 家，"
            f"不变 {preview.unchanged} 家{bad}"
        )

    def enter_in(self, office: Office, preview: UnitPreview) -> None:
        """Enter what is good."""
        office.units.apply(preview)

    def shown(self, preview: UnitPreview) -> None:
        """Only what something would happen to is listed: the rest has no view of its own."""
        counts = ((ALL, preview.new + preview.updated), (NEW, preview.new), (UPDATED, preview.updated))
        self.chips.show_views(counts, self.chips.on)
