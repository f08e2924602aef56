"""The change log: what every operation did to every row, written by triggers that the schema itself yields.

The same rows give undo and redo across restarts, the history of a record and the comparison of two copies.
An UPDATE logs the changed columns only; an INSERT or DELETE logs the columns that differ from their default.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from app.db.engine import Database
from app.db.schema import UNLOGGED

Value: TypeAlias = str | int | float | None
NO_OPERATION = "写入必须在一次操作之内"


@dataclass(frozen=True, slots=True)
class Change:
    """One row that one operation touched; `before` is None for a new row, `after` for a deleted one."""

    id: int
    operation: int
    table: str
    row: int
    before: dict[str, Value] | None
    after: dict[str, Value] | None


def logged_tables(db: Database) -> list[str]:
    """Name the business tables, in alphabetical order."""
    return sorted(
        name
        for (name,) in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        if name not in UNLOGGED
    )


def expected_triggers(db: Database) -> dict[str, str]:
    """Write the triggers that the schema asks for: name → SQL."""
    triggers: dict[str, str] = {}
    for table in logged_tables(db):
        triggers |= _triggers_of(table, defaults_of(db, table))
    return triggers


def defaults_of(db: Database, table: str) -> dict[str, str]:
    """Name the columns of a table except its id, each with its default as SQL (NULL when it has none)."""
    info = db.execute(f"PRAGMA table_info({table})").fetchall()
    return {name: default or "NULL" for _, name, _, _, default, _ in info if name != "id"}


def install_triggers(db: Database) -> None:
    """Drop and write anew every trigger of the log (`transform()` drops them silently)."""
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f'DROP TRIGGER "{name}"')
    for sql in expected_triggers(db).values():
        db.execute(sql)


def missing_triggers(db: Database) -> list[str]:
    """Name the triggers that are absent, changed or not ours: an empty list is a sound log."""
    present = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    expected = expected_triggers(db)
    return sorted(
        name for name in present.keys() | expected.keys() if present.get(name) != expected.get(name)
    )


def changes_of(db: Database, operation: int) -> list[Change]:
    """Read what one operation did, oldest first."""
    rows = db.execute(
        "SELECT id, operation, tbl, row, before, after FROM changes WHERE operation = ? ORDER BY id",
        [operation],
    )
    return [_change(row) for row in rows]


def changes_after(db: Database, last: int) -> Iterator[Change]:
    """Read the whole log after one change, oldest first."""
    for row in db.execute(
        "SELECT id, operation, tbl, row, before, after FROM changes WHERE id > ? ORDER BY id", [last]
    ):
        yield _change(row)


def revert(db: Database, operation: int) -> None:
    """Take back what an operation did, newest row first. The caller stands inside an operation of its own."""
    db.execute("PRAGMA defer_foreign_keys = ON")
    for change in reversed(changes_of(db, operation)):
        if change.before is None:
            db.execute(f"DELETE FROM {change.table} WHERE id = ?", [change.row])
        elif change.after is None:
            _insert(db, change.table, {"id": change.row, **change.before})
        else:
            sets = ", ".join(f'"{name}" = ?' for name in change.before)
            db.execute(
                f"UPDATE {change.table} SET {sets} WHERE id = ?", [*change.before.values(), change.row]
            )


def _insert(db: Database, table: str, row: dict[str, Value]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))


def _change(row: tuple[int, int, str, int, str | None, str | None]) -> Change:
    before = json.loads(row[4]) if row[4] is not None else None
    after = json.loads(row[5]) if row[5] is not None else None
    return Change(row[0], row[1], row[2], row[3], before, after)


def _triggers_of(table: str, columns: dict[str, str]) -> dict[str, str]:
    changed = " OR ".join(f'OLD."{c}" IS NOT NEW."{c}"' for c in columns)
    guard = f"SELECT RAISE(ABORT, '{NO_OPERATION}') WHERE (SELECT operation FROM session) IS NULL;"
    log = "INSERT INTO changes (operation, tbl, row, before, after) VALUES ((SELECT operation FROM session), "

    def body(before: str, after: str, row: str) -> str:
        return f"BEGIN {guard} {log}'{table}', {row}.id, {before}, {after}); END"

    return {
        f"log_{table}_insert": f'CREATE TRIGGER "log_{table}_insert" AFTER INSERT ON {table} '
        + body("NULL", _whole("NEW", columns), "NEW"),
        f"log_{table}_update": f'CREATE TRIGGER "log_{table}_update" AFTER UPDATE ON {table} WHEN {changed} '
        + body(_changed("OLD", columns), _changed("NEW", columns), "NEW"),
        f"log_{table}_delete": f'CREATE TRIGGER "log_{table}_delete" AFTER DELETE ON {table} '
        + body(_whole("OLD", columns), "NULL", "OLD"),
    }


def _whole(side: str, columns: dict[str, str]) -> str:
    """All columns that hold something else than their default; a row put back gets the rest by itself."""
    pairs = " UNION ALL ".join(
        f'SELECT \'{c}\' AS k, {side}."{c}" AS v WHERE {side}."{c}" IS NOT {default}'
        for c, default in columns.items()
    )
    return f"(SELECT json_group_object(k, v) FROM ({pairs}))"


def _changed(side: str, columns: dict[str, str]) -> str:
    pairs = " UNION ALL ".join(
        f'SELECT \'{c}\' AS k, {side}."{c}" AS v WHERE OLD."{c}" IS NOT NEW."{c}"' for c in columns
    )
    return f"(SELECT json_group_object(k, v) FROM ({pairs}))"
