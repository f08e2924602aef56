"""Contents named by their SHA-256: photos of members, printed papers with their facts, given forms.

Append-only and not in the change log, so that undo finds them again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping

from app.db.datafile import DataFile
from app.domain.errors import Refused

ASKED_AT_ONCE = 500
"""Fewer than the host parameters that SQLite takes in one statement."""


class Blobs:
    """Keeps bytes under their hash and gives them back."""

    def __init__(self, data: DataFile) -> None:
        self._data = data

    def keep(self, content: bytes) -> str:
        """Keep bytes, within the caller's operation, and give their name: 64 hex digits."""
        name = hashlib.sha256(content).hexdigest()
        self._data.db.execute(
            "INSERT INTO blobs (hash, data) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING", [name, content]
        )
        return name

    def get(self, name: str, what: str = "这张照片") -> bytes:
        """Give what is kept under a name; raises Refused, saying `what` is lost or damaged, when it is not there as it was."""
        found = self._data.db.execute("SELECT data FROM blobs WHERE hash = ?", [name]).fetchone()
        if found is None:
            raise Refused(
                f"{what}在数据文件里找不到了。请重新换一份，或从备份恢复。", where=name, code="no_blob"
            )
        content = bytes(found[0])
        if hashlib.sha256(content).hexdigest() != name:
            raise Refused(
                f"{what}已损坏，内容与它的指纹不符。请重新换一份，或从备份恢复。",
                where=name,
                code="damaged_blob",
            )
        return content

    def photos(self, persons: Collection[int]) -> Mapping[int, bytes]:
        """Give the photos of some people by person id; who has none is left out."""
        wanted, found = list(persons), {}
        for start in range(0, len(wanted), ASKED_AT_ONCE):
            some = wanted[start : start + ASKED_AT_ONCE]
            marks = ", ".join("?" * len(some))
            sql = (
                f"SELECT p.id, b.data FROM persons p JOIN blobs b ON b.hash = p.photo WHERE p.id IN ({marks})"
            )
            found.update({int(row[0]): bytes(row[1]) for row in self._data.db.execute(sql, some)})
        return found
