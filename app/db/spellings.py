"""Spellings learned: what an office's tables write for a word of a code list, kept so that it is asked once."""

from __future__ import annotations

from app.db import rows
from app.db.datafile import DataFile


class Spellings:
    """Reads and writes what the clerk said that words of tables mean."""

    def __init__(self, data: DataFile) -> None:
        self._data = data

    def all(self) -> dict[str, dict[str, str]]:
        """Give every spelling: list → written → what it means ("" is left out of the import)."""
        found: dict[str, dict[str, str]] = {}
        for name, written, means in self._data.db.execute(
            "SELECT list, written, means FROM spellings ORDER BY list, id"
        ):
            found.setdefault(name, {})[written] = means
        return found

    def keep(self, list_name: str, written: str, means: str) -> None:
        """Keep, or correct, what a word of a list means; only inside an operation."""
        found = self._data.db.execute(
            "SELECT id FROM spellings WHERE list = ? AND written = ?", [list_name, written]
        ).fetchone()
        if found:
            rows.update(self._data, "spellings", int(found[0]), {"means": means})
        else:
            rows.insert(self._data, "spellings", {"list": list_name, "written": written, "means": means})
