"""Small invented offices for the tests of the data file."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from app.db.changelog import logged_tables
from app.db.datafile import DataFile
from app.db.links import Links
from app.db.members import Members
from app.db.proposals import Proposals
from app.db.registry import Registry
from app.domain.liaison import Scheme
from app.domain.member import Seat
from app.domain.proposal import Outcome, Sponsor, SponsorRole, State

if TYPE_CHECKING:
    from app.db.engine import Database

PASSWORD = "梧桐'树 2026"
START = datetime(2026, 11, 22, 14, 30)
COPY = 0x0C0FFEE


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


def new(path: Path, password: str = "", clock: Clock | None = None, copy: int = COPY) -> DataFile:
    """An empty data file."""
    return DataFile.create(path, password=password, clock=clock or Clock(), copy=copy)


def fill(data: DataFile) -> None:
    """Two members in a grid, a proposal and a setting, in three operations."""
    registry, members = Registry(data), Members(data)
    with data.operation("新建 演示县政协"):
        registry.set_setting("office_name", "演示县政协")
        term = registry.add_term("第十届", "2022-01-01")
        plenary = registry.add_plenary(term, "十届一次会议", "2022-01-10")
    with data.operation("导入 2 名委员"):
        first = members.add(
            term, {"name": "梅知远", "no": "001", "sector": "中共", "posts": ("主席",)}, "2022-01-01"
        )
        second = members.add(
            term,
            {
                "name": "龚向晚",
                "no": "002",
                "sector": "工会",
                "committees": (Seat("提案委员会"),),
                "phone": "13800000000",
            },
            "2022-01-01",
        )
    with data.operation("分配"):
        scheme = Links(data).save_scheme(term, Scheme())
        Links(data).open(scheme, first, second, "2022-02-01", "首次分配")
        proposals = Proposals(data)
        proposal = proposals.add(
            plenary, State.FILED, Outcome.FILED, {"serial": 1, "no": 1, "title": "关于修复古桥的提案"}
        )
        proposals.set_sponsors(proposal, [Sponsor("龚向晚", second, SponsorRole.LEAD)])


@cache
def _filled(password: str) -> bytes:
    with TemporaryDirectory(prefix="liange-template-") as folder:
        path = Path(folder) / "演示.liange"
        data = new(path, password)
        fill(data)
        data.close()
        return path.read_bytes()


def office(path: Path, password: str = "", clock: Clock | None = None) -> DataFile:
    """A filled data file, opened."""
    return DataFile.open(office_file(path, password), password=password, clock=clock or Clock())


def office_file(path: Path, password: str = "") -> Path:
    """A filled data file, closed."""
    path.write_bytes(_filled(password))
    return path


def dump(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every business row, by table."""
    return {table: db.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in logged_tables(db)}


def folder_bytes(folder: Path) -> dict[str, bytes]:
    """What every file below a folder holds."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
