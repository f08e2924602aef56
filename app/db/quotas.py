"""名额 of a 届 in the data file: seats due per 界别."""

from __future__ import annotations

from app.db import rows
from app.db.datafile import DataFile


class Quotas:
    """Reads and writes the seats due."""

    def __init__(self, data: DataFile) -> None:
        self._data = data

    def of_term(self, term: int) -> dict[str, int]:
        """Seats due per 界别, in the order they were entered."""
        found = self._data.db.execute(
            "SELECT sector, seats FROM quotas WHERE term_id = ? ORDER BY id", [term]
        )
        return {str(sector): int(seats) for sector, seats in found}

    def put(self, term: int, sector: str, seats: int | None) -> None:
        """Keep the seats of one 界别; None takes the word back. Only inside an operation."""
        row = self._data.db.execute(
            "SELECT id FROM quotas WHERE term_id = ? AND sector = ?", [term, sector]
        ).fetchone()
        if row and seats is None:
            rows.delete(self._data, "quotas", int(row[0]))
        elif row:
            rows.update(self._data, "quotas", int(row[0]), {"seats": seats})
        elif seats is not None:
            rows.insert(self._data, "quotas", {"term_id": term, "sector": sector, "seats": seats})
