"""Safety on a data file of 25 MB: a snapshot written and verified, opening, checking.

`rows()` gives lines for docs/performance.md: work, budget in seconds, seconds, the base's seconds. The base of a
snapshot is copying and flushing the same file; the base of opening with a password is SQLCipher opening it bare.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import sqlcipher3

from app.db import engine
from app.db.check import check
from app.db.datafile import DataFile
from app.db.proposals import Proposals
from app.db.registry import Registry
from app.db.snapshot import make, verify
from app.domain.proposal import Outcome, State

MEGABYTES = 25
PASSWORD = "梧桐树 2026"
ROUNDS = 5
CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 2_000)]


class Row(NamedTuple):
    """One line of the table of budgets; times in seconds."""

    work: str
    budget: float
    took: float
    base: str
    base_took: float


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


def median(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Do it once to warm up, then give the median time."""
    work()
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


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
        return [*measured(Path(folder), "", "无密码"), *measured(Path(folder), PASSWORD, "有密码")]


def measured(folder: Path, password: str, said: str) -> list[Row]:
    """Measure one file."""
    data = office(folder / f"{said}.liange", password)
    size = f"{data.path.stat().st_size / 1e6:.0f} MB {said}"
    made = make(data, folder / "优盘")
    copy = median(lambda: copy_and_flush(made.file, folder / "抄"))
    snapshot = median(lambda: make(data, folder / "优盘"))
    verified = median(lambda: verify(made.file, password))
    checked = median(lambda: check(data))
    data.close()
    bare = median(lambda: open_bare(data.path)) if password else copy
    opened = median(lambda: open_afresh(data.path, password))
    alone = "SQLCipher 单独打开" if password else "抄一遍并刷盘"
    return [
        Row(f"备份 {size}，写入并读回核对", 0.4, snapshot, "抄一遍并刷盘", copy),
        Row(f"核对备份 {size}", 0.4, verified, "抄一遍并刷盘", copy),
        Row(f"打开 {size}", 0.3, opened, alone, bare),
        Row(f"检查 {size}", 2.0, checked, "抄一遍并刷盘", copy),
    ]


if __name__ == "__main__":
    for row in rows():
        print(
            f"{row.work}：{row.took * 1000:.0f} ms（预算 {row.budget * 1000:.0f}），{row.base} {row.base_took * 1000:.0f} ms，比 {row.took / row.base_took:.1f}"
        )
