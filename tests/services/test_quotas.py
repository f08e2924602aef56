"""名额 of a small county: said, changed, taken back."""

from __future__ import annotations

import pytest

from app.domain.errors import Refused, WrongUsage
from app.domain.seats import AllSeats, SectorSeats
from app.office import Office
from app.services.quotas import QuotaDesk, parse_seats, seats


def line(office: Office, sector: str, day: str | None = None) -> SectorSeats:
    return next(one for one in seats(office.frame, day) if one.sector == sector)


def test_seats_are_said_in_one_operation_and_undone(county: Office) -> None:
    desk = QuotaDesk(county.frame)
    desk.set({"教育": 9, "经济": 2, "中共": 1, "工商联": None})
    assert (line(county, "教育").due, line(county, "经济").due, line(county, "工商联").due) == (9, 2, None)
    assert county.undoable == "设 教育、经济、中共等 的名额"
    county.undo()
    assert line(county, "教育").due is None
    county.redo()
    assert line(county, "教育").due == 9
    desk.set({"教育": None, "经济": 3})
    assert (line(county, "教育").due, line(county, "经济").due) == (None, 3)
    assert county.safety.check() == []


def test_what_is_held_follows_the_day(county: Office) -> None:
    before = line(county, "经济")
    county.roster.change(county.roster.get("贺兰青"), {"status": "辞职"}, day="2026-11-01")
    assert line(county, "经济").held == before.held - 1
    assert line(county, "经济", "2026-10-31") == before
    assert AllSeats(QuotaDesk(county.frame).seats()).held == 18


@pytest.mark.parametrize(("sector", "number"), [("不存在", 3), ("", 3), ("教育", -1), ("教育", 10_000)])
def test_a_slip_of_the_pen_is_refused(county: Office, sector: str, number: int) -> None:
    with pytest.raises(Refused):
        QuotaDesk(county.frame).set({sector: number})
    assert county.undoable != "设 教育 的名额"


@pytest.mark.parametrize(("text", "number"), [("", None), (" 12 ", 12), ("12名", 12), ("8人", 8), ("0", 0)])
def test_a_number_of_seats_as_typed(text: str, number: int | None) -> None:
    assert parse_seats(text) == number


@pytest.mark.parametrize("text", ["多", "-1", "1.5", "10000"])
def test_what_is_no_number_of_seats(text: str) -> None:
    with pytest.raises(WrongUsage):
        parse_seats(text)
