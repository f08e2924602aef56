"""The one SQLite: SQLCipher's, with the settings that every connection has."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
import sqlcipher3

from app.db.engine import (
    SALT_BYTES,
    Database,
    DatabaseError,
    OperationalError,
    WrongKey,
    connect,
    file_uri,
    raw_key,
    sqlite,
    sqlite_utils,
)
from tests.db.offices import PASSWORD, office_file


def test_sqlite_utils_works_with_sqlcipher() -> None:
    assert sys.modules["pysqlite3"] is sqlcipher3
    assert vars(sqlite_utils.db)["sqlite3"] is sqlcipher3
    assert sqlite is not sqlite3


def test_a_file_opens_with_its_password_in_any_sqlcipher(tmp_path: Path) -> None:
    """The derived key is a shortcut only: the format is SQLCipher's own."""
    path = office_file(tmp_path / "甲.liange", PASSWORD)
    plain = sqlcipher3.connect(str(path))
    quoted = PASSWORD.replace("'", "''")
    plain.execute(f"PRAGMA key = '{quoted}'")
    assert plain.execute("SELECT count(*) FROM persons").fetchone() == (2,)
    plain.close()


def test_an_encrypted_file_shows_nothing(tmp_path: Path) -> None:
    stored = office_file(tmp_path / "甲.liange", PASSWORD).read_bytes()
    assert not stored.startswith(b"SQLite")
    assert "梅知远".encode() not in stored
    assert b"CREATE TABLE" not in stored


@pytest.mark.parametrize(
    ("setting", "value"), [("foreign_keys", 1), ("trusted_schema", 0), ("temp_store", 2)]
)
def test_settings_of_every_connection(setting: str, value: int) -> None:
    db = connect(":memory:")
    assert isinstance(db, Database)
    assert db.execute(f"PRAGMA {setting}").fetchone() == (value,)
    db.close()


def test_the_build_has_what_the_office_needs() -> None:
    db = connect(":memory:")
    options = {row[0] for row in db.execute("PRAGMA compile_options")}
    assert "ENABLE_FTS5" in options
    assert db.execute("SELECT json_extract('{\"a\":1}', '$.a')").fetchone() == (1,)
    db.close()


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PurePosixPath("/data/县政协.liange"), "file:///data/县政协.liange"),
        (PurePosixPath("/a%b?c#d"), "file:///a%25b%3fc%23d"),
        (PureWindowsPath("D:\\政协\\办公.liange"), "file:///D:/政协/办公.liange"),
        (PureWindowsPath("\\\\server\\share\\办公.liange"), "file:////server/share/办公.liange"),
    ],
    ids=["中文名", "特殊字符", "Windows 盘符", "网络文件夹"],
)
def test_a_path_as_sqlite_reads_it(path: PurePosixPath | PureWindowsPath, uri: str) -> None:
    assert file_uri(path) == uri


def test_odd_characters_in_a_name_lead_to_that_very_file(tmp_path: Path) -> None:
    path = tmp_path / "一 100%#？.liange"
    db = connect(path, create=True)
    db.execute("CREATE TABLE t (x)")
    db.close()
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_opening_does_not_create(tmp_path: Path) -> None:
    with pytest.raises(OperationalError):
        connect(tmp_path / "没有.liange").execute("SELECT 1 FROM sqlite_master")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("how", ["read_only", "immutable"])
def test_a_looking_connection_cannot_write(tmp_path: Path, how: str) -> None:
    path = office_file(tmp_path / "甲.liange")
    db = connect(path, read_only=how == "read_only", immutable=how == "immutable")
    with pytest.raises(OperationalError, match="readonly"):
        db.execute("DELETE FROM meta")
    db.close()


def test_another_key_reads_nothing_and_says_so_once(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = office_file(tmp_path / "甲.liange", PASSWORD)
    with pytest.raises(WrongKey):
        connect(path, key=raw_key("别的", path.read_bytes()[:SALT_BYTES]))
    assert capfd.readouterr() == ("", "")


def test_what_is_no_database_and_has_no_key_is_not_called_a_wrong_password(tmp_path: Path) -> None:
    path = tmp_path / "乱.liange"
    path.write_bytes(bytes(range(256)) * 32)
    with pytest.raises(DatabaseError) as caught:
        connect(path)
    assert not isinstance(caught.value, WrongKey)
