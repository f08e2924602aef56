"""A team on a day: who leads it, whose 聘期 holds, in which order people stand."""

from __future__ import annotations

import pytest

from app.domain.member import Seat
from app.domain.team import COMMITTEE, Outsider, Team, Teammate, in_team_order, is_leading


@pytest.mark.parametrize(
    ("starts", "ends", "day", "serves"),
    [
        ("", "", "2026-11-22", True),
        ("2026-04", "", "2026-03-31", False),
        ("2026-04", "", "2026-04-01", True),
        ("", "2026-11-22", "2026-11-21", True),
        ("", "2026-11-22", "2026-11-22", False),
        ("", "2026-11", "2026-11-30", True),
        ("", "2026-11", "2026-12-01", False),
        ("", "2026-12", "2026-12-31", True),
        ("", "2026-12", "2027-01-01", False),
        ("2025", "2026", "2026-12-31", True),
        ("2025", "2026", "2027-01-01", False),
    ],
)
def test_a_term_of_service_holds(starts: str, ends: str, day: str, *, serves: bool) -> None:
    assert Outsider(1, 1, "老周", starts=starts, ends=ends).serves(day) is serves


@pytest.mark.parametrize(
    ("ended", "day", "alive"),
    [("", "2026-11-22", True), ("2026-11-22", "2026-11-21", True), ("2026-11-22", "2026-11-22", False),
     ("2026-11", "2026-11-01", False), ("2026", "2025-12-31", True)],
)  # fmt: skip
def test_a_team_is_there_until_the_day_it_ends(ended: str, day: str, *, alive: bool) -> None:
    assert Team("学习组", "一组", more={"ended": ended} if ended else {}).alive(day) is alive


@pytest.mark.parametrize(
    ("role", "leads"),
    [("主任", True), ("兼职副主任", False), ("组长", True), ("副组长", False), ("", False), ("召集人", True), ("秘书", False), ("秘书、组长", True), ("副组长、秘书", False)],
)  # fmt: skip
def test_who_leads(role: str, *, leads: bool) -> None:
    assert is_leading(role) is leads


def test_leaders_first_then_deputies_then_the_others() -> None:
    people = [
        Teammate(1, "甲"),
        Teammate(2, "乙", "秘书"),
        Teammate(3, "丙", "副组长"),
        Teammate(4, "丁", "组长"),
        Teammate(5, "戊"),
    ]
    assert [one.id for one in in_team_order(people, {5: 0, 1: 1})] == [4, 3, 2, 5, 1]


@pytest.mark.parametrize(
    ("team", "seat", "holds"),
    [
        (Team(COMMITTEE, "提案委员会"), Seat("提案委员会", "主任"), True),
        (Team("学习组", "一组"), Seat("一组", kind="学习组"), True),
        (Team("学习组", "一组"), Seat("一组", kind="工作组"), False),
        (Team("小组", "一组"), Seat("一组"), True),
        (Team("学习组", "一组"), Seat("二组", kind="学习组"), False),
    ],
)
def test_whose_seat_it_is(team: Team, seat: Seat, *, holds: bool) -> None:
    assert team.holds(seat) is holds
    assert team.field == ("committees" if team.is_committee else "groups")


def test_fields_as_a_list_shows_them() -> None:
    outsider = Outsider(1, 1, "老周", "召集人", more={"employer": "街道办"})
    team = Team("联络组", "城关组", 7, {"address": "东"}, (Teammate(1, "甲", "副组长"),), (outsider,))
    assert [team.text(key) for key in ("kind", "name", "leader", "members", "address", "note")] == [
        "联络组", "城关组", "老周", "甲", "东", "",
    ]  # fmt: skip
    assert [outsider.text(key) for key in ("name", "employer", "phone")] == ["老周", "街道办", ""]
    assert team.size == 2
