"""Office: the one door to an open data file. The window and the command line enter only here."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from app.db import opening
from app.db.datafile import DataFile, Operation
from app.db.host import reason
from app.db.members import Reason
from app.desks import Desks
from app.domain.errors import LiangeError, Refused
from app.intake.cells import line
from app.services.founding import found
from app.services.frame import LONGEST_NAME, OFFICE_NAME, Frame

if TYPE_CHECKING:  # named alone: what they come from is imported on first use
    from app.db.snapshot import Snapshot
    from app.domain.fields import Field
    from app.services.demo import Demo

__all__ = [
    "Office",
    "Reason",
    "default_data_file",
    "file_trouble",
    "goes_out_full",
    "header_choices",
    "list_backups",
    "make_demo",
    "reason",
    "restore_backup",
    "solve_form",
    "sweep_temporary",
    "text_file",
    "verify_backup",
]

SUFFIX = ".liange"


def default_data_file() -> Path:
    """Where the office's own file stands when none is named."""
    return Path(platformdirs.user_data_dir("Liange", appauthor=False)) / f"政协办公{SUFFIX}"


def file_trouble(error: BaseException, file: Path = Path("数据文件")) -> LiangeError | None:
    """Say what the disk or the data file did to a read, where nobody nearer said it; None when it is a bug."""
    told = opening.translate(error, file)
    return told if isinstance(told, LiangeError) else None


def sweep_temporary() -> None:
    """Remove what a program that was killed left in the system's folder for temporary files."""
    from app.db.sealed import sweep_temporary as sweep

    sweep()


@contextlib.contextmanager
def text_file(name: str, text: str) -> Iterator[Path]:
    """Lend a text as a file of this name, on the disk only meanwhile."""
    from app.db.sealed import workshop  # on first use: not needed to show an office

    with workshop(None) as aside:
        file = aside.with_name(name)
        file.write_text(text, encoding="utf-8", errors="replace")
        yield file


def header_choices(file: Path, fields: tuple[Field, ...]) -> dict[str, str]:
    """Read the clerk's word on headers from a JSON file: {header: field key}; raises Refused, naming what is wrong."""
    from app.intake.mapping import read_map

    return read_map(file, fields)


class Office(Desks):
    """An open office: its desks (see `Desks`), its file, undo and redo."""

    def __init__(self, data: DataFile, today: Callable[[], date], term: str = "") -> None:
        super().__init__(Frame(data, today, term))
        self.data = data
        self.today = today

    # -- opening and closing -----------------------------------------------------------------------------------

    @classmethod
    def create(
        cls, path: Path, *, office_name: str, term: str, start: str = "", plenary: str = "", password: str = "",
        today: Callable[[], date] = date.today, clock: Callable[[], datetime] = datetime.now, copy: int = 0,
    ) -> Office:  # fmt: skip
        """Make a new office with its first 届 (and 次会议); refuses to touch an existing file."""
        office_name, term, plenary = line(office_name), line(term), line(plenary)
        if not office_name or not term:
            raise Refused("请填写单位名称和届次名称。", code="empty")
        if max(map(len, (office_name, term, plenary))) > LONGEST_NAME:
            raise Refused(f"单位、届次和会议的名称最多 {LONGEST_NAME} 个字，请写短些。", code="long")
        data = DataFile.create(path, password=password, clock=clock, copy=copy)
        office = cls(data, today)
        found(office.frame, office_name, term, start, plenary)
        return office

    @classmethod
    def open(
        cls, path: Path, *, password: str = "", read_only: bool = False,
        today: Callable[[], date] = date.today, clock: Callable[[], datetime] = datetime.now, term: str = "",
    ) -> Office:  # fmt: skip
        """Open an office; raises DataFileError with a sentence when the file cannot be used.

        `term` names the 届 to look at (NotFound when there is none); one that is not the current may not be written in.
        """
        office = cls(DataFile.open(path, password=password, read_only=read_only, clock=clock), today, term)
        if term and not read_only:
            office._refuse_the_past()
        return office

    def _refuse_the_past(self) -> None:
        """Close again what was opened for writing in a 届 that may only be looked at."""
        try:
            past = self.frame.term().name if self.frame.looks_back else ""
        except Refused:
            self.close()
            raise
        if past:
            self.close()
            sentence = f"{past}不是现在的届次，只能看，不能改。要改现在的，请不要写 --term。"
            raise Refused(sentence, where=past, code="past_term")

    def reader(self, term: str = "") -> Office:
        """A second door that only looks, for another thread of the same program; at another 届 when `term` names one."""
        return Office(self.data.reader(), self.today, term)

    def close(self) -> None:
        """Close the file; nothing is left beside it."""
        self.data.close()

    @property
    def name(self) -> str:
        """The office's name as paper prints it."""
        return self.frame.registry.settings().get(OFFICE_NAME, "")

    @property
    def path(self) -> Path:
        """The data file."""
        return self.data.path

    # -- undo --------------------------------------------------------------------------------------------------

    def undo(self) -> Operation:
        """Take back the latest operation."""
        return self.data.undo()

    def redo(self) -> Operation:
        """Do again what was undone last."""
        return self.data.redo()

    @property
    def undoable(self) -> str:
        """What Ctrl+Z would take back; empty when nothing."""
        operation = self.data.undoable()
        return operation.label if operation else ""

    @property
    def redoable(self) -> str:
        """What Ctrl+Y would do again; empty when nothing."""
        operation = self.data.redoable()
        return operation.label if operation else ""


def goes_out_full(names: Collection[str], options: Mapping[str, str]) -> bool:
    """Whether papers at these answers must leave a line in the history; known before the data file is opened."""
    from app.services.full_exports import goes_out_full as told

    return told(names, options)


def make_demo(folder: Path) -> Demo:
    """Make the demo office and its report pack in a folder."""
    from app.services.demo import make_demo as make

    return make(folder)


def list_backups(folder: Path) -> list[Snapshot]:
    """List the snapshots in a folder, newest first; needs no open office."""
    from app.db.snapshot import listing

    return listing(folder)


def verify_backup(file: Path, password: str = "") -> Snapshot:
    """Read a snapshot through and check it; needs no open office."""
    from app.db.snapshot import verify

    return verify(file, password)


def restore_backup(file: Path, to: Path, password: str = "", *, replace: bool = False) -> Snapshot:
    """Make a data file out of a snapshot; needs no open office."""
    from app.db.restoring import restore

    return restore(file, to, password, replace=replace)


def solve_form(form: object) -> dict[str, object]:
    """Solve an assignment problem given in the JSON form of the command line."""
    from app.domain.assignment import Problem, solve

    return solve(Problem.from_json(form)).to_json()
