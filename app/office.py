"""Office: the one door to an open data file. The window and the command line enter only here."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from app.db import opening
from app.db.datafile import DataFile, Operation
from app.db.host import reason
from app.db.members import Reason
from app.domain.errors import LiangeError, Refused
from app.intake.cells import line
from app.services.founding import found
from app.services.frame import LONGEST_NAME, OFFICE_NAME, Frame

if TYPE_CHECKING:  # each desk is imported when it is first used: the window comes first
    from app.db.snapshot import Snapshot
    from app.domain.fields import Field
    from app.services.archive import ArchiveDesk
    from app.services.bulk_edit import BulkEdit
    from app.services.code_lists import CodeDesk
    from app.services.consequences import Consequences
    from app.services.demo import Demo
    from app.services.field_choice import FieldDesk
    from app.services.fill_returns import FillReturns
    from app.services.fillforms import FillForms
    from app.services.given_forms import GivenFormDesk
    from app.services.home import Home
    from app.services.liaison import LiaisonDesk
    from app.services.member_history import MemberHistory
    from app.services.new_term import NewTerm
    from app.services.own_order import OwnOrder
    from app.services.paper import PaperDesk
    from app.services.paper_batch import PaperBatch
    from app.services.paper_shelf import PaperShelf
    from app.services.past import Past
    from app.services.photos import PhotoDesk
    from app.services.proposal_import import RegisterImport
    from app.services.proposals import ProposalDesk
    from app.services.quotas import QuotaDesk
    from app.services.recycle import RecycleDesk
    from app.services.roster import Roster
    from app.services.roster_export import RosterExport
    from app.services.roster_import import RosterImport
    from app.services.roster_search import RosterSearch
    from app.services.roster_views import RosterViews
    from app.services.safety import SafetyDesk
    from app.services.setup import Setup
    from app.services.team_import import TeamImport
    from app.services.teams import TeamDesk
    from app.services.units import UnitDesk
    from app.services.wordings import WordingDesk

__all__ = [
    "Office",
    "Reason",
    "default_data_file",
    "file_trouble",
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


class Office:
    """An open office and its desks."""

    def __init__(self, data: DataFile, today: Callable[[], date], term: str = "") -> None:
        self.data = data
        self.today = today
        self.frame = Frame(data, today, term)

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

    # -- desks -------------------------------------------------------------------------------------------------

    @cached_property
    def roster(self) -> Roster:
        """Members."""
        from app.services.roster import Roster

        return Roster(self.frame)

    @cached_property
    def roster_search(self) -> RosterSearch:
        """Views, conditions, words and orders of the list."""
        return self.roster.finding

    @cached_property
    def roster_views(self) -> RosterViews:
        """Saved views of the roster."""
        from app.services.roster_views import RosterViews

        return RosterViews(self.frame, self.roster_search)

    @cached_property
    def roster_export(self) -> RosterExport:
        """The list going out as a table."""
        from app.services.roster_export import RosterExport

        return RosterExport(self.frame, self.roster_search)

    @cached_property
    def own_order(self) -> OwnOrder:
        """The order of the office's own."""
        from app.services.own_order import OwnOrder

        return OwnOrder(self.frame, self.roster_search)

    @cached_property
    def roster_import(self) -> RosterImport:
        """Tables of members coming in."""
        from app.services.roster_import import RosterImport

        return RosterImport(self.frame)

    @cached_property
    def consequences(self) -> Consequences:
        """What a change of members would bring about, before it is saved."""
        from app.services.consequences import Consequences

        return Consequences(self.frame)

    @cached_property
    def member_history(self) -> MemberHistory:
        """Who changed what of a member, and restoring one field."""
        from app.services.member_history import MemberHistory

        return MemberHistory(self.frame)

    @cached_property
    def bulk(self) -> BulkEdit:
        """One field of many members at once."""
        from app.services.bulk_edit import BulkEdit

        return BulkEdit(self.frame)

    @cached_property
    def recycle(self) -> RecycleDesk:
        """Members removed by mistake."""
        from app.services.recycle import RecycleDesk

        return RecycleDesk(self.frame)

    @cached_property
    def liaison(self) -> LiaisonDesk:
        """The five-tier grid."""
        from app.services.liaison import LiaisonDesk

        return LiaisonDesk(self.frame)

    @cached_property
    def register(self) -> ProposalDesk:
        """Proposals and units."""
        from app.services.proposals import ProposalDesk

        return ProposalDesk(self.frame)

    @cached_property
    def register_import(self) -> RegisterImport:
        """Registers of proposals coming in."""
        from app.services.proposal_import import RegisterImport

        return RegisterImport(self.frame)

    @cached_property
    def units(self) -> UnitDesk:
        """承办单位."""
        from app.services.units import UnitDesk

        return UnitDesk(self.frame)

    @cached_property
    def paper(self) -> PaperDesk:
        """Forms and reports."""
        from app.services.paper import PaperDesk

        return PaperDesk(self.frame)

    @cached_property
    def paper_batch(self) -> PaperBatch:
        """Many papers at once, and one file for each member or proposal."""
        from app.services.paper_batch import PaperBatch

        return PaperBatch(self.frame, self.paper)

    @cached_property
    def paper_shelf(self) -> PaperShelf:
        """Finding a form, and those made lately."""
        from app.services.paper_shelf import PaperShelf

        return PaperShelf(self.frame)

    @cached_property
    def archive(self) -> ArchiveDesk:
        """存档: what was printed or saved as final."""
        from app.services.archive import ArchiveDesk

        return ArchiveDesk(self.frame)

    @cached_property
    def wordings(self) -> WordingDesk:
        """Wordings of 函, 通知 and 通报."""
        from app.services.wordings import WordingDesk

        return WordingDesk(self.frame)

    @cached_property
    def given_forms(self) -> GivenFormDesk:
        """Forms that superiors prescribe."""
        from app.services.given_forms import GivenFormDesk

        return GivenFormDesk(self.frame)

    @cached_property
    def photos(self) -> PhotoDesk:
        """Photos of members."""
        from app.services.photos import PhotoDesk

        return PhotoDesk(self.frame)

    @cached_property
    def fill_forms(self) -> FillForms:
        """Who lacks what, and forms that members fill in."""
        from app.services.fillforms import FillForms

        return FillForms(self.frame)

    @cached_property
    def fill_returns(self) -> FillReturns:
        """Forms that members filled in."""
        from app.services.fill_returns import FillReturns

        return FillReturns(self.frame)

    @cached_property
    def safety(self) -> SafetyDesk:
        """Snapshots and checks."""
        from app.services.safety import SafetyDesk

        return SafetyDesk(self.data, self.today)

    @cached_property
    def setup(self) -> Setup:
        """届, plenaries and settings."""
        from app.services.setup import Setup

        return Setup(self.frame)

    @cached_property
    def teams(self) -> TeamDesk:
        """Teams and 专委会, with people who are no 委员."""
        from app.services.teams import TeamDesk

        return TeamDesk(self.frame)

    @cached_property
    def team_import(self) -> TeamImport:
        """Lists of teams coming in."""
        from app.services.team_import import TeamImport

        return TeamImport(self.frame)

    @cached_property
    def codes(self) -> CodeDesk:
        """Code lists."""
        from app.services.code_lists import CodeDesk

        return CodeDesk(self.frame)

    @cached_property
    def quotas(self) -> QuotaDesk:
        """名额."""
        from app.services.quotas import QuotaDesk

        return QuotaDesk(self.frame)

    @cached_property
    def field_choice(self) -> FieldDesk:
        """Which fields of a member are used."""
        from app.services.field_choice import FieldDesk

        return FieldDesk(self.frame)

    @cached_property
    def renewal(self) -> NewTerm:
        """换届: a new 届 from this one."""
        from app.services.new_term import NewTerm

        return NewTerm(self.frame)

    @cached_property
    def past(self) -> Past:
        """The history of operations."""
        from app.services.past import Past

        return Past(self.frame)

    @cached_property
    def home(self) -> Home:
        """The figures of 首页."""
        from app.services.home import Home

        return Home(self.frame)


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
