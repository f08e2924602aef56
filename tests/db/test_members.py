"""Members: the person, the membership of a 届, and facts that hold from a day to a day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.db import check
from app.db.datafile import DataFile
from app.db.links import Links
from app.db.members import FieldValue, Members, Reason
from app.db.registry import Registry
from app.domain.fields import MEMBER
from app.domain.liaison import Guest
from app.domain.member import ACTIVE, SUSPENDED, Member, Seat
from tests.db.offices import new, office

LATER = "2099-12-31"


class Roster:
    """One 届 with one member, written to as an office does."""

    def __init__(
        self, data: DataFile, values: dict[str, FieldValue] | None = None, day: str = "2022-01-01"
    ) -> None:
        self.data = data
        self.members = Members(data)
        with data.operation("新建"):
            self.term = Registry(data).add_term(f"第{data.ids.counter}届")
            self.member = self.members.add(self.term, {"name": "龚向晚", **(values or {})}, day)

    def change(self, day: str | None, **values: FieldValue) -> None:
        with self.data.operation("调整"):
            self.members.change(self.member, values, day)

    def on(self, day: str) -> Member:
        found = self.members.get(self.member, day)
        assert found is not None
        return found


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[DataFile]:
    opened = new(tmp_path / "办公.liange")
    opened.db.execute("PRAGMA synchronous = OFF")
    yield opened
    opened.close()


def test_every_field_comes_back_as_it_went_in(fresh: DataFile) -> None:
    roster = Roster(fresh, {
        "no": "001", "former_name": "龚晚", "sex": "女", "birth": "1975-04", "ethnicity": "回族", "affiliations": ("中共", "民盟"),
        "sector": "工会", "committees": (Seat("提案委员会", "副主任"),), "groups": (Seat("一组", kind="学习组"), Seat("城关小组", kind="街道小组")),
        "area": "城关街道", "employer": "县总工会", "job_title": "主席", "posts": ("常委",), "rank_no": 3, "is_new": True,
        "phone": "13800000000", "note": "两\n行", "religion": "",
    })  # fmt: skip
    member = roster.on("2022-01-01")
    assert member == Member(
        id=roster.member, person_id=member.person_id, name="龚向晚", no="001", former_name="龚晚", sex="女", ethnicity="回族", birth="1975-04",
        affiliations=("中共", "民盟"), sector="工会", committees=(Seat("提案委员会", "副主任"),),
        groups=(Seat("一组", kind="学习组"), Seat("城关小组", kind="街道小组")), own_area="城关街道", employer="县总工会", job_title="主席",
        posts=("常委",), rank_no=3, status=ACTIVE, since="2022-01-01", is_new=True, more={"phone": "13800000000", "note": "两\n行"},
    )  # fmt: skip


def test_what_is_empty_stays_empty(fresh: DataFile) -> None:
    member = Roster(fresh, {"rank_no": None, "sector": "", "committees": (), "is_new": False}).on(LATER)
    assert (member.rank_no, member.sector, member.committees, member.is_new, dict(member.more)) == (
        None,
        "",
        (),
        False,
        {},
    )


def test_nobody_is_there_before_the_first_day(fresh: DataFile) -> None:
    roster = Roster(fresh)
    assert roster.members.get(roster.member, "2021-12-31") is None
    assert roster.members.of_term(roster.term, "2021-12-31") == []
    assert [member.name for member in roster.members.of_term(roster.term, "2022-01-01")] == ["龚向晚"]
    assert roster.members.get(roster.member + 99, LATER) is None


def test_a_change_holds_from_its_day_on(fresh: DataFile) -> None:
    roster = Roster(fresh, {"sector": "工会"})
    roster.change("2024-05-01", sector="妇联", status=SUSPENDED)
    assert [(roster.on(day).sector, roster.on(day).status) for day in ("2024-04-30", "2024-05-01")] == [
        ("工会", ACTIVE),
        ("妇联", SUSPENDED),
    ]
    assert roster.on("2024-05-01").since == "2024-05-01"


def test_an_earlier_change_ends_where_the_next_one_began(fresh: DataFile) -> None:
    roster = Roster(fresh, {"sector": "工会"})
    roster.change("2024-01-01", sector="妇联")
    roster.change("2023-01-01", sector="青联")
    days = ("2022-12-31", "2023-01-01", "2023-12-31", "2024-01-01")
    assert [roster.on(day).sector for day in days] == ["工会", "青联", "青联", "妇联"]


def test_a_change_on_the_day_a_fact_began_replaces_it(fresh: DataFile) -> None:
    roster = Roster(fresh, {"sector": "工会"})
    roster.change("2022-01-01", sector="妇联")
    assert [fact.value for fact in roster.members.facts(roster.member) if fact.field == "sector"] == ["妇联"]


def test_a_correction_changes_what_stands_and_not_when(fresh: DataFile) -> None:
    roster = Roster(fresh, {"sector": "工会"})
    roster.change("2024-01-01", sector="妇连")
    roster.change(None, sector="妇联")
    assert [(fact.value, fact.starts, fact.ends) for fact in roster.members.facts(roster.member) if fact.field == "sector"] == [
        ("工会", "2022-01-01", "2024-01-01"), ("妇联", "2024-01-01", ""),
    ]  # fmt: skip


def test_a_correction_after_something_ended_starts_there(fresh: DataFile) -> None:
    roster = Roster(fresh, {"sector": "工会"})
    roster.change("2024-01-01", sector="")
    roster.change(None, sector="妇联")
    assert (roster.on("2023-12-31").sector, roster.on("2024-01-01").sector) == ("工会", "妇联")


def test_a_change_since_ever_ends_where_the_first_fact_began(fresh: DataFile) -> None:
    roster = Roster(fresh)
    roster.change("2023-01-01", sector="妇联")
    roster.change("", sector="工会")
    assert (roster.on("2022-06-01").sector, roster.on("2023-01-01").sector) == ("工会", "妇联")


def test_members_of_a_list_come_and_go_one_by_one(fresh: DataFile) -> None:
    roster = Roster(fresh, {"posts": ("常委",)})
    roster.change("2023-01-01", posts=("副主席", "常委"))
    roster.change("2024-01-01", posts=("副主席",))
    assert [roster.on(day).posts for day in ("2022-01-01", "2023-01-01", "2024-01-01")] == [
        ("常委",),
        ("副主席", "常委"),
        ("副主席",),
    ]
    standing = next(fact for fact in roster.members.facts(roster.member) if fact.value == "副主席")
    assert (standing.starts, standing.ends) == ("2023-01-01", "")


def test_a_value_named_twice_is_kept_once(fresh: DataFile) -> None:
    assert Roster(fresh, {"affiliations": ("中共", "中共")}).on(LATER).affiliations == ("中共",)


def test_why_a_change_was_made_stands_with_it(fresh: DataFile) -> None:
    roster = Roster(fresh)
    with fresh.operation("辞职"):
        roster.members.change(
            roster.member, {"status": "辞职"}, "2026-11-20", Reason("工作调动", "〔2026〕9号", "常委会会议")
        )
    fact = roster.members.facts(roster.member)[-1]
    assert (fact.value, fact.reason, fact.basis, fact.organ) == (
        "辞职",
        "工作调动",
        "〔2026〕9号",
        "常委会会议",
    )


def test_undated_fields_have_one_value_for_all_days(fresh: DataFile) -> None:
    roster = Roster(fresh)
    roster.change("2024-01-01", phone="13900000000", rank_no="7", is_new="1")
    member = roster.on("2022-01-01")
    assert (member.more["phone"], member.rank_no, member.is_new) == ("13900000000", 7, True)


def test_removing_takes_person_and_facts_along(fresh: DataFile) -> None:
    roster = Roster(fresh, {"sector": "工会"})
    with fresh.operation("误录"):
        roster.members.remove(roster.member)
    assert [
        fresh.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("persons", "memberships", "facts")
    ] == [0, 0, 0]


def test_a_person_of_another_term_stays(fresh: DataFile) -> None:
    roster = Roster(fresh)
    with fresh.operation("换届"):
        other = Registry(fresh).add_term("第十一届")
        person = roster.on(LATER).person_id
        fresh.db.execute("INSERT INTO memberships (id, person_id, term_id) VALUES (9, ?, ?)", [person, other])
    with fresh.operation("误录"):
        roster.members.remove(roster.member)
    assert fresh.db.execute("SELECT count(*) FROM persons").fetchone() == (1,)


def test_what_holds_on_to_a_member(tmp_path: Path) -> None:
    data = office(tmp_path / "演示.liange")
    first, second = (
        member.id
        for member in Members(data).of_term(data.db.execute("SELECT id FROM terms").fetchone()[0], LATER)
    )
    assert [Members(data).holds(member) for member in (first, second)] == [(1, 0), (1, 1)]
    data.close()


# -- links, which are dated in the same way ----------------------------------------------------------------------


def test_links_hold_from_a_day_to_a_day(tmp_path: Path) -> None:
    data = office(tmp_path / "演示.liange")
    links = Links(data)
    scheme, upper, lower = data.db.execute("SELECT scheme_id, upper, lower FROM links").fetchone()
    (first,) = links.links_on(scheme, "2022-02-01")
    assert links.links_on(scheme, "2022-01-31") == []
    assert links.links_from(scheme, "2021-01-01") == links.history(lower) == links.history(upper) == [first]
    with data.operation("改派"):
        links.close(first, "2024-01-01")
        links.open(scheme, upper, lower, "2024-01-01", "再来")
    assert [link.starts for link in links.history(lower)] == ["2022-02-01", "2024-01-01"]
    with data.operation("撤回"):
        links.close(links.links_on(scheme, LATER)[0], "2023-01-01")
    assert [link.ends for link in links.history(lower)] == ["2024-01-01"]
    data.close()


def test_pins_replace_and_pairs_are_forbidden(tmp_path: Path) -> None:
    data = office(tmp_path / "演示.liange")
    links = Links(data)
    scheme, upper, lower = data.db.execute("SELECT scheme_id, upper, lower FROM links").fetchone()
    with data.operation("规则"):
        links.set_rule(scheme, "pin", lower, 1)
        links.set_rule(scheme, "pin", lower, upper)
        links.set_rule(scheme, "forbid", lower, upper)
        links.set_rule(scheme, "forbid", lower, upper)
    assert (links.rules(scheme).pins, links.rules(scheme).forbidden) == (
        {lower: upper},
        frozenset({(lower, upper)}),
    )
    with data.operation("取消"):
        assert links.drop_rules(scheme, "pin", lower, 1) == 0
        assert links.drop_rules(scheme, "pin", lower) == 1
    assert links.rules(scheme).pins == {}
    with data.operation("特邀"):
        guest = links.add_guest(scheme, 1, "文锦", "党组副书记")
    assert [found.name for found in links.guests(scheme)] == ["文锦"]
    with data.operation("离任"):
        links.remove_guest(Guest(guest, 1, "文锦"))
    assert links.guests(scheme) == []
    data.close()


# -- whatever is changed in whatever order -----------------------------------------------------------------------

SECTORS = ("", "工会", "妇联", "青联")
POSTS = ((), ("常委",), ("常委", "副主席"), ("副主席",), ("副主席", "副主席"))
DAYS = ("", "2021-01-01", "2022-01-01", "2023-01-01", "2024-01-01")
CHANGES = st.tuples(st.sampled_from((None, *DAYS)), st.sampled_from(SECTORS), st.sampled_from(POSTS))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(CHANGES, min_size=1, max_size=8))
def test_no_order_of_changes_makes_facts_clash(
    fresh: DataFile, changes: list[tuple[str | None, str, tuple[str, ...]]]
) -> None:
    """Each example is another member of the same file."""
    roster = Roster(fresh, {"sector": "工会"}, "")
    for day, sector, posts in changes:
        roster.change(day, sector=sector, posts=posts)
        seen = roster.on(LATER if day is None else day)
        assert (seen.sector, set(seen.posts)) == (sector, set(posts))
        assert [problem.message for problem in check._rules(fresh.db)] == []


def test_the_fields_read_here_are_dated() -> None:
    assert MEMBER["sector"].dated
    assert MEMBER["posts"].multiple


def test_entering_a_member_asks_the_file_nothing(fresh: DataFile) -> None:
    """Three thousand rows of an import are three thousand times its statements."""
    roster = Roster(fresh)
    asked: list[str] = []
    with fresh.operation("新增"):
        fresh.db.conn.set_trace_callback(asked.append)
        roster.members.add(
            roster.term, {"name": "骆宾", "sector": "经济", "posts": ("常委", "组长")}, "2022-01-01"
        )
        fresh.db.conn.set_trace_callback(None)
    assert (
        len(set(asked)) == 2 + 1 + 1 + 2
    )  # person and membership, status, sector, posts; triggers repeat them
    assert all(statement.startswith("INSERT INTO") for statement in asked)
