"""届 in the data file: their names and days, and which memberships of one person belong to which."""

from __future__ import annotations

from app.db import rows
from app.db.datafile import DataFile

_DAYS = (
    "SELECT f.starts AS day FROM facts f JOIN memberships m ON m.id = f.membership_id WHERE m.term_id = ?1 "
    "UNION ALL SELECT f.ends FROM facts f JOIN memberships m ON m.id = f.membership_id WHERE m.term_id = ?1 "
    "UNION ALL SELECT l.starts FROM links l JOIN schemes s ON s.id = l.scheme_id WHERE s.term_id = ?1 "
    "UNION ALL SELECT l.ends FROM links l JOIN schemes s ON s.id = l.scheme_id WHERE s.term_id = ?1"
)
_FACTS = "SELECT f.id FROM facts f JOIN memberships m ON m.id = f.membership_id WHERE m.term_id = ? AND f.{side} = ?"
_TURN = (
    "SELECT f.id FROM facts f JOIN memberships m ON m.id = f.membership_id "
    "WHERE m.term_id = ? AND f.field = 'status' AND f.{side} = ?"
)
_JOINED = "SELECT id FROM memberships WHERE term_id = ? AND joined = ?"
_LINKS = "SELECT l.id FROM links l JOIN schemes s ON s.id = l.scheme_id WHERE s.term_id = ? AND l.{side} = ?"


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
        return max(self.days_of(term), default="")

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

    def days_of(self, term: int) -> list[str]:
        """Give every day on which something of a 届's people or links begins or ends, each once, in order."""
        found = self._data.db.execute(
            f"SELECT DISTINCT day FROM ({_DAYS}) WHERE day <> '' ORDER BY day", [term]
        )
        return [str(row[0]) for row in found]

    def move_first_day(self, old: int, new: int, before: str, after: str) -> None:
        """Let a 届 that followed another on one day follow it on another.

        The turn of status of the old one moves, and whatever of the new one begins or ends with its first day.
        """
        for sql, table, term, side in (
            (_TURN.format(side="ends"), "facts", old, "ends"),
            (_TURN.format(side="starts"), "facts", old, "starts"),
            (_FACTS.format(side="ends"), "facts", new, "ends"),
            (_FACTS.format(side="starts"), "facts", new, "starts"),
            (_JOINED, "memberships", new, "joined"),
            (_LINKS.format(side="ends"), "links", new, "ends"),
            (_LINKS.format(side="starts"), "links", new, "starts"),
        ):
            for (row,) in self._data.db.execute(sql, [term, before]).fetchall():
                rows.update(self._data, table, int(row), {side: after})
