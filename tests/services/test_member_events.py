"""Since when what is known of a member is so, and what happened on which day, typed on which."""

from __future__ import annotations

import pytest

from app.db.members import Reason
from app.office import Office
from app.services.new_term_plan import Wish

START = "2026-11-22"


def told(office: Office, name: str) -> list[str]:
    return [f"{one.day} {one.said}" for one in office.roster.show(name).events]


def test_变动记在它那一天_录入的日子写在后面(county: Office) -> None:
    county.roster.change(
        county.roster.get("骆宾"), {"status": "辞职"}, day="2026-11-20", reason=Reason("本人请辞")
    )
    assert "2026-11-20 状态：辞职（本人请辞）（11-22 录入）" in told(county, "骆宾")
    assert not any("辞职 骆宾" in line for line in told(county, "骆宾"))


@pytest.mark.parametrize(
    ("day", "said"), [(START, ""), ("2026-11-20", "（11-22 录入）"), ("2025-11-20", "（2026-11-22 录入）")]
)
def test_当天录入的不另说(county: Office, day: str, said: str) -> None:
    county.roster.change(county.roster.get("骆宾"), {"sector": "教育"}, day=day)
    assert f"{day} 界别：教育{said}" in told(county, "骆宾")


def test_换成别的就不再说原来的到此为止(county: Office) -> None:
    county.roster.change(county.roster.get("骆宾"), {"sector": "教育"}, day="2026-05-01")
    county.roster.change(county.roster.get("骆宾"), {"sector": "经济"}, day="2026-08-01")
    assert [line for line in told(county, "骆宾") if "界别" in line] == [
        "2026-08-01 界别：经济（11-22 录入）", "2026-05-01 界别：教育（11-22 录入）",
    ]  # fmt: skip


def test_不再是的写在那一天(county: Office) -> None:
    county.roster.change(county.roster.get("骆宾"), {"posts": ("常委",)}, day="2026-05-01")
    county.roster.change(county.roster.get("骆宾"), {"posts": ()}, day="2026-08-01")
    assert "2026-08-01 政协职务：不再是常委" in told(county, "骆宾")


def test_撤销了的不在经过里(county: Office) -> None:
    before = told(county, "骆宾")
    county.roster.change(county.roster.get("骆宾"), {"phone": "13900001111"}, day=None)
    assert told(county, "骆宾")[0] == "2026-11-22 修改 骆宾 的手机"
    county.undo()
    assert told(county, "骆宾") == before


def test_看以前的届次_不写以后的日子(county: Office) -> None:
    first = county.roster.get("骆宾").sector
    county.roster.change(county.roster.get("骆宾"), {"sector": "经济"}, day="2026-08-01")
    seen = county.roster.show("骆宾", "2026-07-31")
    assert (seen.member.sector, seen.since) == (first, {})
    assert county.roster.show("骆宾", "2026-08-01").since == {"sector": "2026-08-01"}


def test_换届后没变的不写从换届起(county: Office) -> None:
    county.roster.change(county.roster.get("骆宾"), {"affiliations": ("民建",)}, day="2026-05-01")
    county.roster.change(county.roster.get("骆宾"), {"sector": "经济"}, day="2026-08-01")
    term = county.frame.term().name
    county.renewal.carry_out(county.renewal.plan(Wish("第十二届", START, all_stay=True)))
    assert county.roster.show("骆宾").since == {"affiliations": "2026-05-01"}
    past = county.reader(term)
    assert past.roster.show("骆宾").since == {"affiliations": "2026-05-01", "sector": "2026-08-01"}
    past.close()
    county.roster.change(county.roster.get("骆宾"), {"sector": "教育"}, day="2026-12-01")
    assert county.roster.show("骆宾", "2026-12-01").since["sector"] == "2026-12-01"


def test_沿革里一天只属于一个(county: Office) -> None:
    county.roster.change(county.roster.get("骆宾"), {"sector": "经济"}, day="2026-08-01")
    chain = dict(county.member_history.of("骆宾").timelines)["界别"]
    assert [(one.starts, one.last) for one in chain] == [("", "2026-07-31"), ("2026-08-01", "")]
