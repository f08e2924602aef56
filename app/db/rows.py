"""Small statements that every repository needs: insert a dict, update what differs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from app.db.datafile import DataFile

Value: TypeAlias = str | int | float | None


def insert(data: DataFile, table: str, values: Mapping[str, Value]) -> int:
    """Insert one row under a new id and return the id; only inside an operation."""
    row: dict[str, Value] = {"id": data.new_id(), **values}
    data.db.execute(_insertion(table, tuple(row)), list(row.values()))
    return int(row["id"] or 0)


@lru_cache(maxsize=256)
def _insertion(table: str, columns: tuple[str, ...]) -> str:
    """Write the statement once for the thousands of rows of an import."""
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"


def update(data: DataFile, table: str, row: int, values: Mapping[str, Value]) -> None:
    """Set columns of one row; the log keeps only what really changed."""
    if not values:
        return
    sets = ", ".join(f'"{name}" = ?' for name in values)
    data.db.execute(f"UPDATE {table} SET {sets} WHERE id = ?", [*values.values(), row])


def delete(data: DataFile, table: str, row: int) -> None:
    """Remove one row; the log keeps it."""
    data.db.execute(f"DELETE FROM {table} WHERE id = ?", [row])


def fetch(data: DataFile, sql: str, args: Sequence[Value] = ()) -> list[dict[str, Value]]:
    """Run a query and give its rows as dicts."""
    cursor = data.db.execute(sql, list(args))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def texts_of(text: str) -> dict[str, str] | None:
    """Read words by name as a row keeps them in JSON; None for what is none: damaged, or written by something else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        return None
    return found
