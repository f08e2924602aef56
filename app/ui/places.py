"""Which pages exist, in the order of the navigation. A page's module is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.ui.desk import Desk
from app.ui.page import Page


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the navigation."""

    key: str
    title: str
    make: Callable[[Desk], Page]


def _home(desk: Desk) -> Page:
    from app.ui.pages.home import HomePage

    return HomePage(desk)


def _roster(desk: Desk) -> Page:
    from app.ui.pages.roster.page import RosterPage

    return RosterPage(desk)


def _grid(desk: Desk) -> Page:
    from app.ui.pages.grid.page import GridPage

    return GridPage(desk)


def _proposals(desk: Desk) -> Page:
    from app.ui.pages.proposals.page import ProposalsPage

    return ProposalsPage(desk)


def _reports(desk: Desk) -> Page:
    from app.ui.pages.reports.page import ReportsPage

    return ReportsPage(desk)


def _safety(desk: Desk) -> Page:
    from app.ui.pages.safety.page import SafetyPage

    return SafetyPage(desk)


PLACES: tuple[Place, ...] = (
    Place("home", "首页", _home),
    Place("roster", "委员", _roster),
    Place("grid", "网格", _grid),
    Place("proposals", "提案", _proposals),
    Place("reports", "报表", _reports),
    Place("safety", "备份与设置", _safety),
)
