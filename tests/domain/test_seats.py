"""名额: due, held, 缺额 and 超额 per 界别."""

from __future__ import annotations

import pytest

from app.domain.member import ACTIVE, SUSPENDED, Member
from app.domain.seats import AllSeats, SectorSeats, sector_seats

PEOPLE = (
    Member(1, 1, "沈长河", sector="中共"),
    Member(2, 2, "顾书岚", sector="教育", status=SUSPENDED),
    Member(3, 3, "陆一鸣", sector="教育", status=ACTIVE),
    Member(4, 4, "贺兰青", sector="教育", status="辞职"),
    Member(5, 5, "傅云帆", sector=""),
)


def test_lines_follow_the_offices_order_then_others_and_the_unknown_last() -> None:
    lines = sector_seats(PEOPLE, {"科技": 3, "中共": 1}, ("教育", "中共", "体育"))
    assert [line.sector for line in lines] == ["教育", "中共", "体育", "科技", ""]


@pytest.mark.parametrize(
    ("due", "held", "suspended", "vacant", "over"),
    [(None, 2, 0, 0, 0), (3, 2, 1, 1, 0), (2, 2, 0, 0, 0), (1, 3, 0, 0, 2), (0, 1, 0, 0, 1)],
)
def test_what_is_missing_and_what_is_too_many(
    due: int | None, held: int, suspended: int, vacant: int, over: int
) -> None:
    line = SectorSeats("教育", due, held, suspended)
    assert (line.vacant, line.over, line.active) == (vacant, over, held - suspended)


def test_suspended_hold_their_seat_and_who_left_does_not() -> None:
    education = sector_seats(PEOPLE, {"教育": 4}, ())[1]
    assert education == SectorSeats("教育", 4, 2, 1, (2, 3))


def test_the_total_counts_everyone_and_only_what_was_said() -> None:
    assert told(AllSeats(sector_seats(PEOPLE, {"教育": 4}, ()))) == ("合计", 4, 4, 1, 3, (1, 2, 3, 5))
    assert AllSeats(sector_seats(PEOPLE, {}, ())).due is None
    assert told(AllSeats(())) == ("合计", None, 0, 0, 0, ())


def told(whole: AllSeats) -> tuple[object, ...]:
    return whole.sector, whole.due, whole.held, whole.suspended, whole.active, whole.members


def test_what_one_sector_lacks_another_does_not_make_up_for_and_one_of_which_nothing_was_said_has_neither() -> (
    None
):
    whole = AllSeats(sector_seats(PEOPLE, {"教育": 4, "中共": 0}, ()))
    assert (whole.due, whole.held, whole.vacant, whole.over) == (4, 4, 2, 1)


def test_nobody_without_a_sector_no_line_for_it() -> None:
    assert [line.sector for line in sector_seats(PEOPLE[:3], {}, ())] == ["中共", "教育"]
