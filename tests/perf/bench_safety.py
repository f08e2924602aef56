"""Safety on a data file of 25 MB: a snapshot written and verified, opening, checking.

The base of a snapshot is copying and flushing the same file; the base of opening with a password is SQLCipher opening it bare.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from pathlib import Path

import sqlcipher3

from app.db import engine
from app.db.check import check
from app.db.datafile import DataFile
from app.db.proposals import Proposals
from app.db.registry import Registry
from app.db.snapshot import make, verify
from app.domain.proposal import Outcome, State
from tests.perf.measured import Row, median_of, print_table

MEGABYTES = 25
PASSWORD = "梧桐树 2026"
ROUNDS = 5
CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 2_000)]


def office(path: Path, password: str) -> DataFile:
    """A data file of about 25 MB: invented proposals with their texts, and the log of their making."""
    dice = random.Random(25)
    data = DataFile.create(path, password=password)
    with data.operation("造数据"):
        registry, proposals = Registry(data), Proposals(data)
        plenary = registry.add_plenary(registry.add_term("第一届"), "一届一次会议")
        for number in range(1, MEGABYTES * 93):
            text = "".join(dice.choices(CHARACTERS, k=1_700))
            proposals.add(
                plenary, State.FILED, Outcome.FILED, {"serial": number, "title": text[:20], "text": text}
            )
    data.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return data


def copy_and_flush(source: Path, target: Path) -> None:
    """What any copy to a stick costs."""
    with source.open("rb") as from_, target.open("wb") as to:
        shutil.copyfileobj(from_, to, 1 << 20)
        to.flush()
        os.fsync(to.fileno())


def open_afresh(path: Path, password: str) -> None:
    """Open as a new process would: no key is remembered."""
    engine.raw_key.cache_clear()
    DataFile.open(path, password=password).close()


def open_bare(path: Path) -> None:
    """SQLCipher alone, no check of anything."""
    connection = sqlcipher3.connect(str(path))
    connection.execute(f"PRAGMA key = '{PASSWORD}'")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.close()


def rows() -> list[Row]:
    """Measure everything, without and with a password."""
    with tempfile.TemporaryDirectory() as folder:
        return [
            *measured(Path(folder), "", "no password"),
            *measured(Path(folder), PASSWORD, "with password"),
        ]


def measured(folder: Path, password: str, said: str) -> list[Row]:
    """Measure one file."""
    data = office(folder / f"{said}.liange", password)
    size = f"{data.path.stat().st_size / 1e6:.0f} MB, {said}"
    made = make(data, folder / "stick")
    copy = "copying and flushing it", median_of(ROUNDS, lambda: copy_and_flush(made.file, folder / "copy"))
    snapshot = median_of(ROUNDS, lambda: make(data, folder / "stick"))
    verified = median_of(ROUNDS, lambda: verify(made.file, password))
    checked = median_of(ROUNDS, lambda: check(data))
    data.close()
    bare = (
        ("SQLCipher opening it bare", median_of(ROUNDS, lambda: open_bare(data.path))) if password else copy
    )
    opened = median_of(ROUNDS, lambda: open_afresh(data.path, password))
    return [
        Row(f"snapshot of {size}: written and verified", 0.4, snapshot, *copy),
        Row(f"verifying a snapshot of {size}", 0.4, verified, *copy),
        Row(f"opening {size}", 0.3, opened, *bare),
        Row(f"checking {size}, its log against every row", 2.0, checked, *copy),
    ]


if __name__ == "__main__":
    print_table(rows())
