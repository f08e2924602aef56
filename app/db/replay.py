"""The change log replayed: what it says every row is now, compared with what the tables hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from app.db.changelog import Value, changes_after, defaults_of, logged_tables
from app.db.engine import Database

Row: TypeAlias = dict[str, Value]

GONE_TWICE = "记录里删除或修改了并不存在的一行"
MADE_TWICE = "记录里新增了已经存在的一行"
OTHER_BEFORE = "记录里修改前的内容与当时的内容不符"
NOT_LOGGED = "有一行没有记录"
LOST = "记录里有的一行不在表中"
DIFFERENT = "内容与记录不符"


def contradictions(db: Database) -> Iterator[tuple[str, int, str]]:
    """Replay the whole log and give every contradiction as (table, row, what is wrong).

    Each change must continue exactly from the state its predecessors left, and the state after the last one must
    be what the table holds, column by column and row by row.
    """
    tables = logged_tables(db)
    defaults = {table: _defaults(db, table) for table in tables}
    state: dict[str, dict[int, Row]] = {table: {} for table in tables}
    for change in changes_after(db, 0):
        if change.table not in state:
            continue  # a table that a later version gave up; its history stays readable
        rows = state[change.table]
        present = rows.get(change.row)
        wrong = _contradiction(present, change.before, defaults[change.table])
        if wrong:
            yield change.table, change.row, wrong
        if change.after is None:
            rows.pop(change.row, None)
        else:
            rows[change.row] = {**(present or {}), **change.after}
    for table in tables:
        yield from _compare(db, table, state[table], defaults[table])


def _contradiction(present: Row | None, before: Row | None, defaults: Row) -> str:
    if before is None:
        return MADE_TWICE if present is not None else ""
    if present is None:
        return GONE_TWICE
    agrees = all(present.get(name, defaults.get(name)) == value for name, value in before.items())
    return "" if agrees else OTHER_BEFORE


def _compare(
    db: Database, table: str, replayed: dict[int, Row], defaults: Row
) -> Iterator[tuple[str, int, str]]:
    cursor = db.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description]
    for values in cursor:
        row = dict(zip(names, values, strict=True))
        identity = row.pop("id")
        told = replayed.pop(identity, None)
        if told is None:
            yield table, identity, NOT_LOGGED
        elif row != {**defaults, **{name: value for name, value in told.items() if name in defaults}}:
            yield table, identity, DIFFERENT
    for identity in replayed:
        yield table, identity, LOST


def _defaults(db: Database, table: str) -> Row:
    columns = defaults_of(db, table)
    values = db.execute(f"SELECT {', '.join(columns.values())}").fetchone()
    return dict(zip(columns, values, strict=True))
