"""What the change log tells of members: every change of one, and those who were removed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from app.db import rows
from app.db.datafile import DataFile

Row: TypeAlias = dict[str, rows.Value]


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """One row that one operation touched, with who did it and when; `kind` is do, undo or redo."""

    operation: int
    label: str
    at: str
    machine: str
    user: str
    kind: str
    undone: bool
    table: str
    row: int
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Touch:
    """That an operation touched a row; `entered` says that it put it there."""

    operation: int
    table: str
    row: int
    entered: bool


@dataclass(frozen=True, slots=True)
class Removed:
    """A membership that an operation took out, and nothing has brought back since: all its rows as they were."""

    id: int
    operation: int
    label: str
    at: str
    machine: str
    user: str
    membership: Row
    person: Row
    facts: Mapping[int, Row]
    rules: Mapping[int, Row]

    @property
    def name(self) -> str:
        """The name as it was."""
        return str(self.person.get("name") or "")

    @property
    def person_id(self) -> int:
        """Whose membership it was."""
        return int(self.membership.get("person_id") or 0)


_CHANGES = (
    "SELECT c.operation, o.label, o.at, o.machine, o.user, o.kind, o.undone, c.tbl, c.row, c.before, c.after "
    "FROM changes c JOIN operations o ON o.id = c.operation WHERE "
)
_OF_MEMBER = (
    "SELECT ?1 UNION SELECT person_id FROM memberships WHERE id = ?1 "
    "UNION SELECT id FROM facts WHERE membership_id = ?1 UNION SELECT id FROM links WHERE ?1 IN (lower, upper) "
    "UNION SELECT row FROM changes WHERE tbl = 'facts' AND after IS NULL AND json_extract(before, '$.membership_id') = ?1 "
    "UNION SELECT row FROM changes WHERE tbl = 'links' AND after IS NULL "
    "AND ?1 IN (json_extract(before, '$.lower'), json_extract(before, '$.upper'))"
)
_REMOVALS = (
    "SELECT c.row, max(c.operation) FROM changes c JOIN operations o ON o.id = c.operation "
    "WHERE c.tbl = 'memberships' AND c.after IS NULL AND o.kind = 'do' AND o.undone = 0 "
    "AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.id = c.row) GROUP BY c.row ORDER BY 2 DESC, c.row"
)


class MemberLog:
    """Reads the log about members, and puts removed ones back."""

    def __init__(self, data: DataFile) -> None:
        self._data = data

    def changes(self, member: int) -> list[LoggedChange]:
        """Give every change of a member's person, membership, facts and links, oldest first."""
        found = self._data.db.execute(
            f"{_CHANGES} c.row IN ({_OF_MEMBER}) AND c.tbl IN ('persons', 'memberships', 'facts', 'links') ORDER BY c.id",
            [member],
        )
        return [_change(row) for row in found.fetchall()]

    def touches(self, row_ids: Sequence[int]) -> list[Touch]:
        """Give which operations touched some of these rows."""
        marks = ", ".join("?" * len(row_ids))
        found = self._data.db.execute(
            f"SELECT operation, tbl, row, before IS NULL FROM changes WHERE row IN ({marks}) ORDER BY id",
            list(row_ids),
        )
        return [Touch(int(done), str(table), int(row), bool(new)) for done, table, row, new in found]

    def removed(self) -> list[Removed]:
        """Give who was removed and is still gone, the latest first."""
        found = self._data.db.execute(_REMOVALS).fetchall()
        return [self._removed(int(member), int(operation)) for member, operation in found]

    def put_back(self, gone: Removed, rules: Mapping[int, Row]) -> None:
        """Enter a removed membership's rows again under their own ids, with these of its rules; only inside an operation."""
        if not self._data.db.execute("SELECT 1 FROM persons WHERE id = ?", [gone.person_id]).fetchone():
            self._insert("persons", gone.person_id, gone.person)
        self._insert("memberships", gone.id, gone.membership)
        for row, fact in gone.facts.items():
            self._insert("facts", row, fact)
        for row, rule in rules.items():
            self._insert("link_rules", row, rule)

    def holders(self, column: str, value: str, term: int) -> list[str]:
        """Name those of a 届 whose person has this value in a column (`id_number`)."""
        found = self._data.db.execute(
            f'SELECT p.name FROM persons p JOIN memberships m ON m.person_id = p.id WHERE m.term_id = ? AND p."{column}" = ?',
            [term, value],
        )
        return [str(name) for (name,) in found]

    def has_membership(self, person: int, term: int) -> bool:
        """Whether a person stands in a 届 already."""
        return bool(
            self._data.db.execute(
                "SELECT 1 FROM memberships WHERE person_id = ? AND term_id = ?", [person, term]
            ).fetchone()
        )

    def fitting_rules(self, gone: Removed) -> dict[int, Row]:
        """Of the 指定 and 回避 that went with somebody, those whose other side is still there and not pinned otherwise."""
        return {row: rule for row, rule in gone.rules.items() if self._fits(rule, gone.id)}

    # -- within ------------------------------------------------------------------------------------------------

    def _fits(self, rule: Row, member: int) -> bool:
        other = rule["upper"] if rule["lower"] == member else rule["lower"]
        there = (
            "SELECT 1 FROM schemes WHERE id = ?1 AND (EXISTS (SELECT 1 FROM memberships WHERE id = ?2) "
            "OR EXISTS (SELECT 1 FROM guests WHERE id = ?2))"
        )
        taken = "SELECT 1 FROM link_rules WHERE scheme_id = ?1 AND kind = 'pin' AND lower = ?2"
        scheme = rule["scheme_id"]
        if not self._data.db.execute(there, [scheme, other]).fetchone():
            return False
        return rule["kind"] != "pin" or not self._data.db.execute(taken, [scheme, rule["lower"]]).fetchone()

    def _removed(self, member: int, operation: int) -> Removed:
        changes = [
            _change(row)
            for row in self._data.db.execute(
                f"{_CHANGES} c.operation = ? AND c.after IS NULL ORDER BY c.id", [operation]
            ).fetchall()
        ]
        gone = {(one.table, one.row): one.before or {} for one in changes}
        membership = gone["memberships", member]
        person = int(membership.get("person_id") or 0)
        first = changes[0]
        return Removed(
            member, operation, first.label, first.at, first.machine, first.user,
            membership=membership,
            person=gone.get(("persons", person)) or self._person(person),
            facts={row: one for (table, row), one in gone.items() if table == "facts" and one["membership_id"] == member},
            rules={row: one for (table, row), one in gone.items()
                   if table == "link_rules" and member in (one["lower"], one["upper"])},
        )  # fmt: skip

    def _person(self, person: int) -> Row:
        """The person's row as it stands: it stayed for another 届."""
        found = rows.fetch(self._data, "SELECT * FROM persons WHERE id = ?", [person])
        return found[0] if found else {}

    def _insert(self, table: str, row: int, values: Row) -> None:
        columns = {"id": row, **values}
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        self._data.db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(columns.values()))


def _change(row: tuple[int, str, str, str, str, str, int, str, int, str | None, str | None]) -> LoggedChange:
    *head, undone, table, number, before, after = row
    operation, label, at, machine, user, kind = head
    return LoggedChange(
        int(str(operation)), str(label), str(at), str(machine), str(user), str(kind), bool(undone), str(table), int(number),
        json.loads(before) if before else None, json.loads(after) if after else None,
    )  # fmt: skip
