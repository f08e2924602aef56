"""Wordings in the data file: those of the office's own, and shipped ones that it changed."""

from __future__ import annotations

import json

from app.db import rows
from app.db.datafile import DataFile
from app.domain.wording import Layout, Subject, Wording

_LAYOUTS, _SUBJECTS = frozenset(Layout), frozenset(Subject)
_ORDER = "SELECT name, layout, subject, parts FROM wordings ORDER BY position, id"


class Wordings:
    """Reads and writes wordings; what writes only works inside an operation."""

    def __init__(self, data: DataFile) -> None:
        self._data = data

    def all(self) -> list[Wording]:
        """Every kept wording in the order it came; group and purpose are not kept.

        A layout or subject that this version does not know is taken for the plainest, so that the words are not lost.
        """
        return [
            Wording(
                name,
                Layout(layout) if layout in _LAYOUTS else Layout.PLAIN,
                Subject(subject) if subject in _SUBJECTS else Subject.ONCE,
                rows.texts_of(parts) or {},
            )
            for name, layout, subject, parts in self._data.db.execute(_ORDER)
        ]

    def put(self, wording: Wording) -> None:
        """Keep a wording under its name, in place of what stands there."""
        parts = {key: text for key, text in wording.parts.items() if text}
        values: dict[str, rows.Value] = {
            "layout": wording.layout.value, "subject": wording.subject.value,
            "parts": json.dumps(parts, ensure_ascii=False, sort_keys=True),
        }  # fmt: skip
        row = self._row(wording.name)
        if row is not None:
            rows.update(self._data, "wordings", row, values)
            return
        last = self._data.db.execute("SELECT coalesce(max(position), 0) FROM wordings").fetchone()[0]
        rows.insert(self._data, "wordings", {"name": wording.name, "position": int(last) + 1, **values})

    def remove(self, name: str) -> None:
        """Keep nothing under a name."""
        self._data.db.execute("DELETE FROM wordings WHERE name = ?", [name])

    def _row(self, name: str) -> int | None:
        found = self._data.db.execute("SELECT id FROM wordings WHERE name = ?", [name]).fetchone()
        return int(found[0]) if found else None
