"""The grid over time: plans for earlier days, people who join later, guests who leave, members entered by mistake."""

from __future__ import annotations

import pytest

from app.domain.errors import Refused
from app.office import Office

JANUARY, MARCH, JUNE, NOVEMBER = "2026-01-15", "2026-03-01", "2026-06-01", "2026-11-22"


def uppers(office: Office, day: str) -> dict[int, int]:
    return {pair.lower: pair.upper for pair in office.liaison.grid(day, explained=False).pairs}


def test_为更早的一天重新分配_以后也不会断(county: Office) -> None:
    county.liaison.assign(JANUARY)
    lower = county.roster.get("骆宾")
    other = next(
        m for m in county.roster.listing() if "常委" in m.posts and m.id != uppers(county, JANUARY)[lower.id]
    )
    county.liaison.place(lower, other.id, JUNE)
    county.liaison.unpin(lower)
    before = uppers(county, JANUARY)
    county.liaison.assign(MARCH)
    assert uppers(county, MARCH) == uppers(county, JUNE) == uppers(county, NOVEMBER)
    assert uppers(county, JANUARY) == before
    assert (county.liaison.check(NOVEMBER), county.safety.check()) == ([], [])


def test_为更早的一天分配_还是同样的人(county: Office) -> None:
    county.liaison.assign(MARCH)
    lower = county.roster.get("骆宾")
    other = next(
        m for m in county.roster.listing() if "常委" in m.posts and m.id != uppers(county, MARCH)[lower.id]
    )
    county.liaison.place(lower, other.id, MARCH)
    county.liaison.unpin(lower)
    before = uppers(county, MARCH)
    plan = county.liaison.assign(JANUARY)
    assert (len(plan.added), plan.moved) == (18, ())
    assert uppers(county, JANUARY) == uppers(county, NOVEMBER) == before
    assert county.safety.check() == []


@pytest.mark.parametrize("tier", [0, 5, 9])
def test_最下一级没有人数限制(county: Office, tier: int) -> None:
    with pytest.raises(Refused, match="只有第 1 至 4 级"):
        county.liaison.limit(tier, 0, 3)


def test_为更早的一天分配_不动后来才加入的人(county: Office) -> None:
    county.roster.add({"name": "温如玉", "affiliations": ("中共",)}, day=JUNE)
    county.liaison.assign(JUNE)
    newcomer = county.roster.get("温如玉")
    county.liaison.assign(MARCH, reoptimise=True)
    assert newcomer.id in uppers(county, JUNE)
    assert newcomer.id not in uppers(county, MARCH)
    assert (county.liaison.check(MARCH), county.liaison.check(NOVEMBER), county.safety.check()) == (
        [],
        [],
        [],
    )


def test_非委员联系人离任_过去照旧_检查无误(county: Office) -> None:
    guest = county.liaison.add_guest(2, "温如玉", "县委常委")
    county.liaison.pin(county.roster.get("傅云帆"), guest)
    county.liaison.assign(JANUARY)
    past, held = county.liaison.grid(MARCH), uppers(county, MARCH)
    county.liaison.remove_guest(past.guests[0], JUNE)
    assert (county.liaison.grid(MARCH).guests, uppers(county, MARCH)) == (past.guests, held)
    assert county.liaison.check(MARCH) == []
    assert county.liaison.grid(JUNE).guests == ()
    assert county.liaison.grid(JUNE).name(guest) == "（已不在名册）"
    county.liaison.assign(JUNE)
    assert (county.liaison.check(JUNE), county.safety.check()) == ([], [])
    county.undo()
    county.undo()
    assert [one.name for one in county.liaison.grid(JUNE).guests] == ["温如玉"]


def test_没有联系过人的非委员联系人直接删去(county: Office) -> None:
    county.liaison.add_guest(1, "温如玉", "")
    county.liaison.remove_guest(county.liaison.grid().guests[0])
    assert county.liaison.grid().guests == ()
    assert county.data.db.execute("SELECT count(*) FROM guests").fetchone()[0] == 0


def test_删除误录的委员_连同指定和回避(county: Office) -> None:
    wrong = county.roster.get(str(county.roster.add({"name": "温如玉", "affiliations": ("中共",)})))
    standing = county.roster.get("傅云帆")
    county.liaison.pin(wrong, standing.id)
    county.liaison.forbid(county.roster.get("米雪"), wrong.id)
    county.roster.remove(wrong)
    assert county.safety.check() == []
    assert county.data.db.execute("SELECT count(*) FROM link_rules").fetchone()[0] == 0
    county.undo()
    with pytest.raises(Refused, match="没有这样的回避"):
        county.liaison.unforbid(county.roster.get("米雪"), standing.id)
    county.liaison.unforbid(county.roster.get("米雪"), wrong.id)
    assert county.safety.check() == []


@pytest.mark.parametrize(
    ("tier", "name"), [(0, "温如玉"), (5, "温如玉"), (-1, "温如玉"), (2, ""), (2, "王"), (2, "甲" * 60)]
)
def test_非委员联系人的级别和姓名(county: Office, tier: int, name: str) -> None:
    with pytest.raises(Refused):
        county.liaison.add_guest(tier, name, "")
    assert county.liaison.grid().guests == ()
