"""Tables of the data file: strict, whole in one step, growing with the field table."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.db import schema
from app.db.changelog import logged_tables
from app.db.datafile import DataFile
from app.db.engine import IntegrityError, connect
from app.domain.fields import MEMBER_FIELDS, PROPOSAL_FIELDS, UNIT_FIELDS, Home


def test_every_business_table_is_strict(data: DataFile) -> None:
    strict = {row[1]: bool(row[5]) for row in data.db.execute("PRAGMA table_list") if row[2] == "table"}
    assert {table for table in logged_tables(data.db) if not strict[table]} == set()


def test_every_field_has_its_column(data: DataFile) -> None:
    columns = {
        name
        for table in logged_tables(data.db)
        for name in (row[1] for row in data.db.execute(f"PRAGMA table_info({table})"))
    }
    homes = (Home.PERSON, Home.MEMBERSHIP, Home.PROPOSAL, Home.UNIT)
    assert {
        field.key for field in (*MEMBER_FIELDS, *PROPOSAL_FIELDS, *UNIT_FIELDS) if field.home in homes
    } <= columns


def test_a_text_in_a_number_is_refused(data: DataFile) -> None:
    with pytest.raises(IntegrityError, match="cannot store TEXT"), data.operation("错"):
        data.db.execute("UPDATE memberships SET rank_no = '第一'")


def test_a_file_that_is_up_to_date_needs_no_work(data: DataFile) -> None:
    assert not schema.needs_work(data.db)
    assert schema.grow_columns(data.db) == []


def test_an_empty_file_needs_work(tmp_path: Path) -> None:
    db = connect(tmp_path / "空.db", create=True)
    assert schema.needs_work(db)
    with db.atomic():
        schema.prepare(db)
    assert not schema.needs_work(db)
    db.close()


def test_a_missing_column_grows_back(data: DataFile) -> None:
    for name in ("insert", "update", "delete"):
        data.db.execute(f"DROP TRIGGER log_units_{name}")
    data.db.execute("ALTER TABLE units DROP COLUMN contact")
    assert schema.needs_work(data.db)
    assert schema.grow_columns(data.db) == ["units.contact"]
