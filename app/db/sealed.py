"""One sealed snapshot file: what it says of itself, and whether that is true."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from app.db import container, host, opening
from app.db.changelog import logged_tables
from app.db.container import SUFFIX, Manifest, Progress, bad
from app.db.engine import SALT_BYTES, Database, DatabaseError, WrongKey, connect, raw_key
from app.db.schema import APPLICATION_ID, SCHEMA_VERSION
from app.domain.errors import DataFileError, Refused

PART = ".part"
WORKSHOP = ".liange-"
STALE_AFTER_S = 3600


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One snapshot file.

    `made` is local time `YYYY-MM-DD HH:MM:SS`; `identity` and `parent` are of the kind `copy-generation`;
    `verified`: read through just now and found whole. `problem` says why a listed file cannot be used.
    """

    file: Path
    made: str = ""
    machine: str = ""
    lineage: str = ""
    copy: str = ""
    generation: int = 0
    parent: str = ""
    encrypted: bool = False
    sha256: str = ""
    size: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    verified: bool = False
    problem: str = ""

    @property
    def identity(self) -> str:
        """What later snapshots call it."""
        return identity(self.copy, self.generation)

    def line(self) -> str:
        """Say it in one line for a list."""
        if self.problem:
            return f"（不能用）{self.file.name}：{self.problem}"
        return f"{self.made[:16]}　第 {self.generation} 份　{self.size / 1e6:.1f} MB　{self.machine}　{self.file.name}"

    def as_dict(self) -> dict[str, object]:
        """Give the JSON form of the command line."""
        told = asdict(self)
        return {
            **told,
            "file": str(self.file),
            "counts": dict(self.counts),
            "identity": self.identity if self.copy else "",
        }


def identity(copy: str, generation: int) -> str:
    """Name one moment of one copy of an office."""
    return f"{copy}-{generation}"


def silent(_done: int, _total: int) -> None:
    """Tell nobody."""


# -- listing and verifying -----------------------------------------------------------------------------------------


def listing(folder: Path) -> list[Snapshot]:
    """List the snapshots in a folder, newest first, from what each says of itself; unusable files come last."""
    if not folder.is_dir():
        raise Refused(
            f"找不到文件夹 {folder}。如果在 U 盘上，请看看是否已经拔出。", where=str(folder), code="missing"
        )
    found = [_listed(file) for file in folder.iterdir() if file.name.casefold().endswith(SUFFIX)]
    return sorted(
        found, key=lambda one: (not one.problem, one.made, one.generation, one.file.name), reverse=True
    )


def _listed(file: Path) -> Snapshot:
    try:
        return snapshot_of(file, container.read_manifest(file))
    except Refused as error:
        return Snapshot(file, problem=error.message)


def verify(file: Path, password: str = "", *, progress: Progress = silent) -> Snapshot:
    """Read a snapshot through and check it without trusting what it says of itself; refuses with the reason."""
    with workshop(None) as aside:
        return unpack(file, aside, password, progress)[0]


def unpack(file: Path, to: Path, password: str, progress: Progress) -> tuple[Snapshot, str]:
    """Copy the checked database of a snapshot to a free name; give the snapshot and the database's key."""
    if not file.is_file():
        raise Refused(
            f"找不到备份 {file.name}。如果在 U 盘上，请看看是否已经拔出。", where=str(file), code="missing"
        )
    manifest = container.read_manifest(file)
    try:
        container.extract(file, manifest, to, progress)
        with to.open("rb") as handle:
            salt = handle.read(SALT_BYTES)
        encrypted = salt != opening.PLAIN_HEADER
        if encrypted and not password:
            raise DataFileError(
                f"备份 {file.name} 有密码，请输入做备份时的密码。", where=str(file), code="password"
            )
        key = raw_key(password, salt) if encrypted else ""
        check_database(file, to, manifest, key)
    except OSError as error:
        raise bad(file, f"读不出来（{host.reason(error)}）", "unreadable") from error
    except DatabaseError as error:
        raise bad(file, "里面的数据库已损坏") from error
    return snapshot_of(file, manifest, verified=True), key


def check_database(file: Path, database: Path, manifest: Manifest, key: str) -> None:
    """Check that a database is ours, whole, and what the manifest says it is."""
    try:
        db = connect(database, key=key, immutable=True)
    except WrongKey as error:
        raise DataFileError(
            f"密码不对，备份 {file.name} 没有打开。", where=str(file), code="password"
        ) from error
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise bad(file, "里面不是联格的数据")
        if version > SCHEMA_VERSION:
            raise bad(file, "它是用更新版本的联格做的，请安装新版本", "newer")
        if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise bad(file, "里面的数据库已损坏")
        _compare(file, db, manifest, encrypted=bool(key))
    finally:
        db.close()


def _compare(file: Path, db: Database, manifest: Manifest, *, encrypted: bool) -> None:
    meta = dict(db.execute("SELECT key, value FROM meta").fetchall())
    truth = replace(
        manifest,
        schema=db.execute("PRAGMA user_version").fetchone()[0],
        lineage=meta.get("lineage", ""),
        copy=copy_name(meta.get("copy", "")),
        generation=int(meta.get("generation", "") if meta.get("generation", "").isdigit() else -1),
        parent=meta.get("parent", ""),
        encrypted=encrypted,
        counts=counts_of(db),
    )
    if truth != manifest:
        raise bad(file, "清单与里面的数据不符")


# -- room to work ------------------------------------------------------------------------------------------------


def sweep(folder: Path) -> None:
    """Remove what an interrupted backup or restore left behind; something fresh may be another PC's at work."""
    for left in (*folder.glob(f"*{SUFFIX}{PART}"), *folder.glob(f"{WORKSHOP}*")):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime < STALE_AFTER_S:
                continue
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink()


def sweep_temporary() -> None:
    """Remove what a killed program left in the system's folder for temporary files: it may hold personal data."""
    sweep(Path(tempfile.gettempdir()))


@contextlib.contextmanager
def workshop(folder: Path | None) -> Iterator[Path]:
    """Lend a name for a whole database in a folder (None: the system's for temporary files), gone afterwards."""
    if folder is None:
        sweep_temporary()
    with tempfile.TemporaryDirectory(prefix=WORKSHOP, dir=folder, ignore_cleanup_errors=True) as inside:
        yield Path(inside) / "copy.db"


# -- small parts -------------------------------------------------------------------------------------------------


def snapshot_of(file: Path, manifest: Manifest, *, verified: bool = False) -> Snapshot:
    """Tell of a file what its manifest says."""
    return Snapshot(
        file, manifest.made, manifest.machine, manifest.lineage, manifest.copy, manifest.generation, manifest.parent,
        manifest.encrypted, manifest.sha256, manifest.size, manifest.counts, verified=verified,
    )  # fmt: skip


def counts_of(db: Database) -> dict[str, int]:
    """Count the rows of every business table."""
    return {
        table: int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in logged_tables(db)
    }


def copy_name(number: str) -> str:
    """Write a copy number as identities do; empty when it is none."""
    return f"{int(number):08x}" if number.isdigit() else ""
