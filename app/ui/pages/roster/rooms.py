"""The rooms beside the roster, in the order of the menu; each is imported when its door is opened first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.room import Door

if TYPE_CHECKING:
    from app.ui.desk import Desk
    from app.ui.room import Room


def _teams(desk: Desk) -> Room:
    from app.ui.pages.roster.teams import TeamsRoom

    return TeamsRoom(desk)


def _quotas(desk: Desk) -> Room:
    from app.ui.pages.roster.quotas import QuotasRoom

    return QuotasRoom(desk)


DOORS: tuple[Door, ...] = (
    Door("teams", "小组(&G)…", "小组、专委会、工作室：成员、负责人、不是委员的人", _teams),
    Door("quotas", "名额(&Q)…", "每个界别应有、实有、缺额", _quotas),
)
