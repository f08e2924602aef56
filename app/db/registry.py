"""The office's frame: 届, 次会议, code lists, settings, the operations of the past."""

from __future__ import annotations

from dataclasses import dataclass

from app.db import rows
from app.db.datafile import DataFile


@dataclass(frozen=True, slots=True)
class Term:
    """One 届."""

    id: int
    name: str
    starts: str
    ends: str


@dataclass(frozen=True, slots=True)
class Plenary:
    """One 次会议 of a 届."""

    id: int
    term_id: int
    name: str
    starts: str
    ends: str


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One word of a code list: in force from the 届 `from_term` on, and from `to_term` on no more (None: no limit)."""

    id: int
    name: str
    from_term: int | None = None
    to_term: int | None = None

    def in_force(self, order: list[int], term: int | None) -> bool:
        """Whether it is offered in a 届; `order` are the ids of all 届, oldest first."""
        if term not in order:
            return True
        now = order.index(term)
        begun = self.from_term not in order or order.index(self.from_term) <= now
        return begun and (self.to_term not in order or order.index(self.to_term) > now)


@dataclass(frozen=True, slots=True)
class PastOperation:
    """One line of the history."""

    id: int
    label: str
    at: str
    machine: str
    user: str
    kind: str
    undone: bool
    rows: int


class Registry:
    """Reads and writes the frame of the office."""

    def __init__(self, data: DataFile, term: int | None = None) -> None:
        """`term` is the 届 whose words the code lists give; None is the one the office works in."""
        self._data = data
        self._term = term

    def terms(self) -> list[Term]:
        """Every 届, oldest first."""
        return [
            Term(*row)
            for row in self._data.db.execute("SELECT id, name, starts, ends FROM terms ORDER BY starts, id")
        ]

    def add_term(self, name: str, starts: str = "", ends: str = "") -> int:
        """Enter a 届."""
        return rows.insert(self._data, "terms", {"name": name, "starts": starts, "ends": ends})

    def plenaries(self) -> list[Plenary]:
        """Every 次会议, oldest first; one entered without a day follows those that were there before it."""
        found = self._data.db.execute("SELECT id, term_id, name, starts, ends FROM plenaries ORDER BY id")
        latest = ""
        placed: list[tuple[str, Plenary]] = []
        for plenary in (Plenary(*row) for row in found):
            latest = max(latest, plenary.starts)
            placed.append((plenary.starts or latest, plenary))
        return [plenary for _, plenary in sorted(placed, key=lambda item: (item[0], item[1].id))]

    def add_plenary(self, term: int, name: str, starts: str = "", ends: str = "") -> int:
        """Enter a 次会议."""
        return rows.insert(
            self._data, "plenaries", {"term_id": term, "name": name, "starts": starts, "ends": ends}
        )

    def codes(self, name: str, term: int | None = None) -> list[str]:
        """Give the words of a code list that are in force in a 届 (None: the one looked at), in their order."""
        listed = self.code_rows(name)
        if any(code.from_term or code.to_term for code in listed):
            order = [one.id for one in self.terms()]
            now = term or self._term or self._current_term(order)
            return [code.name for code in listed if code.in_force(order, now)]
        return [code.name for code in listed]

    def code_rows(self, name: str) -> list[CodeRow]:
        """Every word of a code list in its order, those of other 届 too."""
        found = self._data.db.execute(
            "SELECT id, name, from_term, to_term FROM codes WHERE list = ? ORDER BY position, id", [name]
        )
        return [CodeRow(*row) for row in found]

    def add_codes(self, list_name: str, names: list[str]) -> list[str]:
        """Add what a list has not yet, at its end; return what was new. A retired word stays retired."""
        present = {code.name for code in self.code_rows(list_name)}
        new = [name for name in dict.fromkeys(names) if name and name not in present]
        last = self._data.db.execute(
            "SELECT coalesce(max(position), 0) FROM codes WHERE list = ?", [list_name]
        ).fetchone()[0]
        for position, name in enumerate(new, int(last) + 1):
            rows.insert(self._data, "codes", {"list": list_name, "name": name, "position": position})
        return new

    def rename_code(self, code: int, name: str) -> None:
        """Give a word another spelling in its list."""
        rows.update(self._data, "codes", code, {"name": name})

    def remove_code(self, code: int) -> None:
        """Take a word out of its list."""
        rows.delete(self._data, "codes", code)

    def order_codes(self, codes: list[int]) -> None:
        """Put the words of a list into this order."""
        for position, code in enumerate(codes, 1):
            rows.update(self._data, "codes", code, {"position": position})

    def limit_code(self, code: int, from_term: int | None, to_term: int | None) -> None:
        """Say from which 届 on a word is in force, and from which on it is no more (None: no limit)."""
        rows.update(self._data, "codes", code, {"from_term": from_term, "to_term": to_term})

    def _current_term(self, order: list[int]) -> int | None:
        chosen = self._data.db.execute(
            "SELECT value FROM settings WHERE scope = 0 AND key = 'term'"
        ).fetchone()
        current = int(chosen[0]) if chosen and chosen[0].isdigit() else None
        return current if current in order else next(iter(order[-1:]), None)

    def settings(self, scope: int = 0) -> dict[str, str]:
        """Every setting of the office (scope 0) or of one plenary."""
        return dict(
            self._data.db.execute(
                "SELECT key, value FROM settings WHERE scope = ? ORDER BY key", [scope]
            ).fetchall()
        )

    def set_setting(self, key: str, value: str, scope: int = 0) -> None:
        """Keep one setting."""
        found = self._data.db.execute(
            "SELECT id FROM settings WHERE scope = ? AND key = ?", [scope, key]
        ).fetchone()
        if found:
            rows.update(self._data, "settings", int(found[0]), {"value": value})
        else:
            rows.insert(self._data, "settings", {"scope": scope, "key": key, "value": value})

    def operations(self, limit: int = 100, row_ids: list[int] | None = None) -> list[PastOperation]:
        """The latest operations, newest first; with `row_ids` only those that touched one of these rows."""
        condition = ""
        arguments: list[int] = []
        if row_ids is not None:
            condition = (
                f"WHERE id IN (SELECT operation FROM changes WHERE row IN ({', '.join('?' * len(row_ids))}))"
            )
            arguments = row_ids
        cursor = self._data.db.execute(
            f"SELECT id, label, at, machine, user, kind, undone, rows FROM operations {condition} ORDER BY id DESC LIMIT ?",
            [*arguments, limit],
        )
        return [
            PastOperation(operation, label, at, machine, user, kind, bool(undone), touched)
            for operation, label, at, machine, user, kind, undone, touched in cursor
        ]

    def rows_about(self, member: int) -> list[int]:
        """Every row id, past ones too, that tells of one person through all 届: person, memberships, facts, links.

        What still stands is read from its table; the log is asked only for what was taken away or moved to somebody else.
        """
        found = self._data.db.execute(
            """
            WITH own(person) AS (SELECT person_id FROM memberships WHERE id = ?1),
                 same(id) AS MATERIALIZED (SELECT ?1 UNION SELECT memberships.id FROM memberships, own WHERE person_id = person)
            SELECT person FROM own
            UNION SELECT id FROM same
            UNION SELECT id FROM facts WHERE membership_id IN same
            UNION SELECT id FROM links WHERE lower IN same
            UNION SELECT id FROM link_rules WHERE lower IN same
            UNION SELECT row FROM changes WHERE before IS NOT NULL AND tbl IN ('facts', 'links', 'link_rules')
                AND json_extract(before, CASE tbl WHEN 'facts' THEN '$.membership_id' ELSE '$.lower' END) IN same
            """,
            [member],
        )
        return [int(row[0]) for row in found]
