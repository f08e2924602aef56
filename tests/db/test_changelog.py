"""The change log: triggers that the schema yields, and what they write."""

from __future__ import annotations

import pytest

from app.db import changelog, rows
from app.db.changelog import Change
from app.db.datafile import DataFile
from app.db.engine import IntegrityError
from app.db.schema import UNLOGGED


def last_changes(data: DataFile) -> list[Change]:
    return changelog.changes_of(data.db, data.db.execute("SELECT max(id) FROM operations").fetchone()[0])


def test_every_business_table_is_logged_three_times(data: DataFile) -> None:
    tables = changelog.logged_tables(data.db)
    assert {"persons", "memberships", "facts", "links", "proposals", "units", "settings"} <= set(tables)
    assert not UNLOGGED & set(tables)
    assert len(changelog.expected_triggers(data.db)) == 3 * len(tables)
    assert changelog.missing_triggers(data.db) == []


def test_an_insert_logs_what_differs_from_the_defaults(data: DataFile) -> None:
    with data.operation("新建"):
        identity = rows.insert(data, "units", {"name": "住建局", "system": ""})
    (change,) = last_changes(data)
    assert (change.table, change.row, change.before, change.after) == (
        "units",
        identity,
        None,
        {"name": "住建局"},
    )


def test_an_update_logs_the_changed_columns_only(data: DataFile) -> None:
    (identity,) = data.db.execute("SELECT id FROM persons WHERE name = '龚向晚'").fetchone()
    with data.operation("改"):
        rows.update(data, "persons", identity, {"name": "龚向晚", "phone": "13900000000", "sex": "女"})
    (change,) = last_changes(data)
    assert (change.before, change.after) == (
        {"sex": "", "phone": "13800000000"},
        {"sex": "女", "phone": "13900000000"},
    )


def test_an_update_to_the_same_values_logs_nothing(data: DataFile) -> None:
    with data.operation("改"):
        data.db.execute("UPDATE persons SET name = name")
    assert data.undoable() is not None
    assert last_changes(data)[0].table != "persons"


def test_a_delete_logs_the_whole_row(data: DataFile) -> None:
    with data.operation("新建"):
        identity = rows.insert(data, "codes", {"list": "界别", "name": "工会", "position": 0})
    with data.operation("删除"):
        rows.delete(data, "codes", identity)
    (change,) = last_changes(data)
    assert (change.before, change.after) == ({"list": "界别", "name": "工会", "position": 0}, None)


@pytest.mark.parametrize(
    "text", ["𠮷田㛃", "“引号”'\"\\", "两\n行\t制表", '{"json": [1]}', "0", "1e5", "null"]
)
def test_every_text_comes_back_as_it_was(data: DataFile, text: str) -> None:
    with data.operation("新建"):
        identity = rows.insert(data, "settings", {"key": text, "value": text})
    with data.operation("删除"):
        rows.delete(data, "settings", identity)
    data.undo()
    assert data.db.execute("SELECT key, value FROM settings WHERE id = ?", [identity]).fetchone() == (
        text,
        text,
    )


def test_a_number_of_63_bits_comes_back_as_it_was(data: DataFile) -> None:
    largest = (1 << 63) - 1
    with data.operation("新建"):
        identity = rows.insert(data, "settings", {"key": "大", "scope": largest})
    with data.operation("删除"):
        rows.delete(data, "settings", identity)
    data.undo()
    assert data.db.execute("SELECT scope FROM settings WHERE id = ?", [identity]).fetchone() == (largest,)


@pytest.mark.parametrize(
    "damage",
    [
        "DROP TRIGGER log_persons_update",
        "CREATE TRIGGER foreign_one AFTER INSERT ON persons BEGIN SELECT 1; END",
    ],
    ids=["缺少", "多出"],
)
def test_a_changed_trigger_is_noticed_and_mended(data: DataFile, damage: str) -> None:
    data.db.execute(damage)
    assert len(changelog.missing_triggers(data.db)) == 1
    changelog.install_triggers(data.db)
    assert changelog.missing_triggers(data.db) == []


def test_transform_drops_triggers_and_that_is_noticed(data: DataFile) -> None:
    data.db.table("units").transform(types={"name": str})
    assert changelog.missing_triggers(data.db) == ["log_units_delete", "log_units_insert", "log_units_update"]


def test_the_guard_is_a_trigger(data: DataFile) -> None:
    with pytest.raises(IntegrityError, match=changelog.NO_OPERATION):
        data.db.execute("DELETE FROM settings")


def test_the_log_is_read_on_from_a_change(data: DataFile) -> None:
    everything = list(changelog.changes_after(data.db, 0))
    assert [change.id for change in everything] == sorted(change.id for change in everything)
    assert list(changelog.changes_after(data.db, everything[3].id)) == everything[4:]
