"""承办单位: the list, one by name, new ones as registers and hand-outs name them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.db.units import Unit, Units
from app.domain.codes import folded
from app.domain.errors import Refused
from app.domain.fields import UNIT
from app.services.frame import Frame
from app.services.preview import Mark, TablesPreview

_BETWEEN = re.compile(r"[、，,；;\n]")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of the tables: its values by key; of a known `unit` only those that change."""

    mark: Mark
    name: str
    values: Mapping[str, str]
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class UnitPreview(TablesPreview[UnitRow]):
    """What an import of units would do: the new ones first, then changes to known ones, then those that stay."""


class UnitBook:
    """Units by name, read once; a unit is the same however its name's width and spaces are written."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self._by_name = {folded(unit.name): unit for unit in units.all()}

    def known(self, name: str) -> Unit | None:
        """Give the unit of that name."""
        return self._by_name.get(folded(name))

    def known_or_new(self, name: str) -> Unit:
        """Give the unit of that name, entering it when there is none; only inside an operation."""
        unit = self.known(name)
        if unit is None:
            unit = Unit(self._units.add({"name": name.strip()}), name.strip(), {})
            self._by_name[folded(name)] = unit
        return unit


class UnitDesk:
    """Verbs on units."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._units = Units(frame.data)

    def listing(self) -> list[Unit]:
        """Every unit in the order they were entered."""
        return self._units.all()

    def known(self, name: str) -> Unit | None:
        """Give the unit of that name."""
        return self.book().known(name)

    def book(self) -> UnitBook:
        """Give every unit by name, for many look-ups in one go."""
        return UnitBook(self._units)

    def change(self, unit: Unit, values: Mapping[str, str]) -> None:
        """Change a unit; a name that another one bears is refused."""
        name = values.get("name", unit.name).strip()
        other = self.known(name)
        if not name or (other and other.id != unit.id):
            why = f"已经有“{name}”这个承办单位了" if name else "单位名称不能为空"
            raise Refused(f"{why}，没有改动“{unit.name}”。", where="name", code="unit")
        labels = "、".join(UNIT[key].label for key in values)
        with self._frame.data.operation(f"修改承办单位 {unit.name} 的{labels}"):
            self._units.update(unit.id, {**values, "name": name})

    def preview(
        self, files: Sequence[Path], *, override: Mapping[str, str] | None = None, sheet: str | None = None
    ) -> UnitPreview:
        """Read lists of units and say what they would bring."""
        from app.intake.sheets import read_tables  # with all that reads tables, when there is one to read
        from app.intake.units import read_units

        draft = read_units(
            (table for file in files for table in read_tables(file, sheet)), override=override or {}
        )
        book = self.book()
        rows = sorted((_row(values, book.known(values["name"])) for values in draft.units), key=_standing)
        return UnitPreview(tuple(rows), draft.errors, draft.warnings, draft.sheets, draft.rows, draft.headers)

    def apply(self, preview: UnitPreview) -> None:
        """Enter what is good, as one operation."""
        with self._frame.data.operation(f"导入承办单位 {preview.new + preview.updated} 家"):
            for row in preview.rows:
                if row.unit is None:
                    self._units.add(row.values)
                elif row.values:
                    self._units.update(row.unit.id, row.values)


def _row(values: Mapping[str, str], unit: Unit | None) -> UnitRow:
    """Compare one unit of the tables with the one there is; what a table leaves empty stays."""
    if unit is None:
        return UnitRow(Mark.NEW, values["name"], values)
    differs = {key: text for key, text in values.items() if key != "name" and unit.more.get(key, "") != text}
    return UnitRow(Mark.UPDATE if differs else Mark.SAME, unit.name, differs, unit)


def _standing(row: UnitRow) -> int:
    return list(Mark).index(row.mark)


def names_in(text: str) -> tuple[str, ...]:
    """Give the units that a cell or a word names, each once."""
    return tuple(dict.fromkeys(filter(None, (part.strip() for part in _BETWEEN.split(text)))))
