"""届 in the data file: their names and days, and which memberships of one person belong to which."""

from __future__ import annotations

from app.db import rows
from app.db.datafile import DataFile

_LATEST = (
    "SELECT max(day) FROM ("
    "SELECT max(f.starts, f.ends) AS day FROM facts f JOIN memberships m ON m.id = f.membership_id WHERE m.term_id = ?1 "
    "UNION ALL SELECT max(l.starts, l.ends) FROM links l JOIN schemes s ON s.id = l.scheme_id WHERE s.term_id = ?1)"
)
_FACTS_ON = "SELECT f.id FROM facts f JOIN memberships m ON m.id = f.membership_id WHERE m.term_id = ? AND f.{side} = ?"
_LINKS_ON = (
    "SELECT l.id FROM links l JOIN schemes s ON s.id = l.scheme_id WHERE s.term_id = ? AND l.{side} = ?"
)


class Terms:
    """Writes 届 and reads what belongs to them; what writes only works inside an operation."""

    def __init__(self, data: DataFile) -> None:
        self._data = data

    def rename(self, term: int, name: str) -> None:
        """Give a 届 another name."""
        rows.update(self._data, "terms", term, {"name": name})

    def begin(self, term: int, day: str) -> None:
        """Let a 届 begin on a day."""
        rows.update(self._data, "terms", term, {"starts": day})

    def end(self, term: int, day: str) -> None:
        """Let a 届 end with a day, which still belongs to it; empty: it goes on."""
        rows.update(self._data, "terms", term, {"ends": day})

    def latest_change(self, term: int) -> str:
        """Give the latest day on which anything of a 届's people or links begins or ends; empty when nothing does."""
        return str(self._data.db.execute(_LATEST, [term]).fetchone()[0] or "")

    def memberships_of(self, person: int) -> list[tuple[int, int]]:
        """Give every membership of a person as (membership, 届), in the order of the 届."""
        found = self._data.db.execute(
            "SELECT m.id, m.term_id FROM memberships m JOIN terms t ON t.id = m.term_id WHERE m.person_id = ? "
            "ORDER BY t.starts, t.id",
            [person],
        )
        return [(int(member), int(term)) for member, term in found]

    def is_empty(self, term: int) -> bool:
        """Whether nobody has a membership of a 届."""
        found = self._data.db.execute("SELECT 1 FROM memberships WHERE term_id = ? LIMIT 1", [term])
        return found.fetchone() is None

    def move_days(self, term: int, side: str, before: str, after: str) -> None:
        """Let what `starts` or `ends` (`side`) on one day in a 届 do so on another."""
        for table, sql in (("facts", _FACTS_ON), ("links", _LINKS_ON)):
            found = self._data.db.execute(sql.format(side=side), [term, before]).fetchall()
            for (row,) in found:
                rows.update(self._data, table, int(row), {side: after})
