"""承办单位 in the data file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.db import rows
from app.db.datafile import DataFile
from app.domain.fields import UNIT_FIELDS, Home, at_home

_COLUMNS = tuple(field.key for field in at_home(UNIT_FIELDS, Home.UNIT))


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit; `more` holds every field but the name by key, an absent key is an empty field."""

    id: int
    name: str
    more: Mapping[str, str]


class Units:
    """Reads and writes the units of the data file."""

    def __init__(self, data: DataFile) -> None:
        self._data = data

    def all(self) -> list[Unit]:
        """Every unit in the order they were entered."""
        found = rows.fetch(self._data, "SELECT * FROM units ORDER BY id")
        return [
            Unit(
                int(row["id"] or 0),
                str(row["name"]),
                {key: str(row[key]) for key in _COLUMNS if key != "name" and row[key]},
            )
            for row in found
        ]

    def add(self, values: Mapping[str, str]) -> int:
        """Enter a unit."""
        return rows.insert(self._data, "units", {key: values.get(key, "") for key in _COLUMNS})

    def update(self, unit: int, values: Mapping[str, str]) -> None:
        """Change fields of a unit; its proposals follow."""
        rows.update(
            self._data, "units", unit, {key: value for key, value in values.items() if key in _COLUMNS}
        )
