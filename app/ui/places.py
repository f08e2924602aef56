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


def _proposals(desk: Desk) -> Page:
    from app.ui.pages.proposals.page import ProposalsPage

    return ProposalsPage(desk)


PLACES: tuple[Place, ...] = (
    Place("home", "首页", _home),
    Place("roster", "委员", _roster),
    Place("proposals", "提案", _proposals),
)
