"""The desks of an office: each is made, and its module imported, when it is first asked for, so that the window comes first."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from app.services.frame import Frame

if TYPE_CHECKING:
    from app.services.archive import ArchiveDesk
    from app.services.bulk_edit import BulkEdit
    from app.services.code_lists import CodeDesk
    from app.services.consequences import Consequences
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


class Desks:
    """What the window and the command line work with, one property a desk; a new desk is one property here."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame

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

        return SafetyDesk(self.frame.data, self.frame.today)

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
