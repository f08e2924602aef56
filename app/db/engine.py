"""The one place where SQLite enters: SQLCipher's build under sqlite-utils.

`sqlite_utils` picks up `pysqlite3` when it finds it, so SQLCipher is put in its place before the first import.
Nothing else in the program imports `sqlite3`, `sqlcipher3` or `sqlite_utils` directly.
"""

from __future__ import annotations

import sys
from pathlib import Path

import sqlcipher3
import sqlcipher3.dbapi2

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2

import sqlite_utils  # noqa: E402  (the alias above must stand first)
from sqlite_utils.db import Database  # noqa: E402

sqlite = sqlcipher3.dbapi2
DatabaseError = sqlite.DatabaseError
OperationalError = sqlite.OperationalError
IntegrityError = sqlite.IntegrityError

__all__ = ["Database", "DatabaseError", "IntegrityError", "OperationalError", "connect", "sqlite", "sqlite_utils"]


def connect(path: Path | str, *, password: str = "", read_only: bool = False, create: bool = False) -> Database:
    """Open an SQLite file with the settings every connection of ours has.

    The connection may be used from one thread at a time (the caller sees to that). A password is given to
    SQLCipher in its standard format; nothing is read from the file yet, so a wrong one shows at the first query.
    """
    if str(path) == ":memory:":
        connection = sqlite.connect(":memory:", check_same_thread=False, isolation_level=None)
    else:
        mode = "ro" if read_only else ("rwc" if create else "rw")
        uri = f"{Path(path).resolve().as_uri()}?mode={mode}"
        connection = sqlite.connect(uri, uri=True, check_same_thread=False, isolation_level=None, timeout=5.0)
    if password:
        connection.execute(f"PRAGMA key = '{_quoted(password)}'")
    for pragma in ("foreign_keys = ON", "trusted_schema = OFF", "temp_store = MEMORY", "cache_size = -20000"):
        connection.execute(f"PRAGMA {pragma}")
    return Database(connection, execute_plugins=False)


def _quoted(text: str) -> str:
    return text.replace("'", "''")
