"""The one place where SQLite enters: SQLCipher's build under sqlite-utils.

`sqlite_utils` picks up `pysqlite3` when it finds it, so SQLCipher is put in its place before the first import.
Nothing else in the program imports `sqlite3`, `sqlcipher3` or `sqlite_utils` directly.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePath

import sqlcipher3
import sqlcipher3.dbapi2

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2


@contextlib.contextmanager
def _absent(*names: str) -> Iterator[None]:
    """Let an import find these packages absent, installed or not; one that is loaded already stays."""
    hidden = [name for name in names if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # Python's own mark for “not to be found”
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _absent(
    "numpy", "pandas"
):  # it takes both along where they are: a quarter of a second for types we never store
    import sqlite_utils
    from sqlite_utils.db import Database

sqlite = sqlcipher3.dbapi2
DatabaseError = sqlite.DatabaseError
OperationalError = sqlite.OperationalError
IntegrityError = sqlite.IntegrityError


class WrongKey(DatabaseError):  # type: ignore[misc,valid-type]  # the library ships no types
    """The key is not this file's: a wrong password, or a first page that is damaged."""


__all__ = [
    "SALT_BYTES",
    "Database",
    "DatabaseError",
    "IntegrityError",
    "OperationalError",
    "WrongKey",
    "connect",
    "file_uri",
    "raw_key",
    "sqlite",
    "sqlite_utils",
]

SALT_BYTES = 16  # an encrypted file begins with them
KDF_ROUNDS = (
    256_000  # SQLCipher 4's own number: the file opens with the password in any program that knows SQLCipher
)


@lru_cache(maxsize=8)
def raw_key(password: str, salt: bytes) -> str:
    """Derive SQLCipher's key of a password for a file with this salt (its first bytes), as it does by itself.

    It costs 0.15 s on purpose, so it is derived once and every further connection is given the key instead.
    """
    key = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, KDF_ROUNDS, 32)
    return f"x'{key.hex()}{salt.hex()}'"


def connect(
    path: Path | str, *, key: str = "", read_only: bool = False, create: bool = False, immutable: bool = False
) -> Database:
    """Open an SQLite file with the settings every connection of ours has.

    The connection may be used from one thread at a time (the caller sees to that). `key` is what `raw_key`
    gives; raises WrongKey when it is not this file's. `immutable`: nobody can write the file meanwhile, so no lock
    is taken and nothing is made beside it.
    """
    if str(path) == ":memory:":
        connection = sqlite.connect(":memory:", check_same_thread=False, isolation_level=None)
    else:
        mode = "ro" if read_only or immutable else ("rwc" if create else "rw")
        uri = f"{file_uri(Path(path).absolute())}?mode={mode}{'&immutable=1' if immutable else ''}"
        connection = sqlite.connect(uri, uri=True, check_same_thread=False, isolation_level=None, timeout=5.0)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # what goes wrong is said once, by us
        if key:
            connection.execute(f'PRAGMA key = "{key}"')
        for pragma in (
            "foreign_keys = ON",
            "trusted_schema = OFF",
            "temp_store = MEMORY",
            "cache_size = -20000",
        ):
            connection.execute(f"PRAGMA {pragma}")
    except DatabaseError as error:
        connection.close()
        if key and "not a database" in str(error):
            raise WrongKey(str(error)) from error
        raise
    return Database(connection, execute_plugins=False)


def file_uri(path: PurePath) -> str:
    """Write an absolute path as SQLite's URI; a network folder keeps its four slashes, which `as_uri` takes away."""
    text = path.as_posix()
    for char in "%?#":
        text = text.replace(char, f"%{ord(char):02x}")
    return f"file://{text}" if text.startswith("/") else f"file:///{text}"
