"""Proposals in the data file: what is written is read back, lists are sorted and narrowed in SQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.db import rows
from app.db.datafile import DataFile
from app.db.members import Members
from app.db.proposal_query import SORTS, ProposalQuery
from app.db.proposals import Proposals, stored
from app.db.registry import Registry
from app.db.units import Unit, Units
from app.domain.errors import WrongUsage
from app.domain.proposal import VIEWS, Handling, Outcome, Sponsor, SponsorRole, State, Step, UnitRole


class Register:
    """Two plenaries, two units, a member and four proposals."""

    def __init__(self, data: DataFile) -> None:
        self.data = data
        registry, units = Registry(data), Units(data)
        self.proposals = Proposals(data)
        with data.operation("建登记簿"):
            term = registry.add_term("第十届")
            self.first = registry.add_plenary(term, "十届一次会议", "2022-01-10")
            self.second = registry.add_plenary(term, "十届二次会议", "2023-01-10")
            self.member = Members(data).add(term, {"name": "梅知远"}, "")
            self.edu, self.fin = units.add({"name": "教育局"}), units.add({"name": "财政局"})
            self.school = self.add(
                self.first,
                State.REPLIED,
                Outcome.FILED,
                serial=1,
                no=2,
                title="关于学校的建议",
                category="社会",
                key=1,
            )
            self.road = self.add(
                self.first,
                State.ASSIGNED,
                Outcome.FILED,
                serial=2,
                no=1,
                title="关于道路的建议",
                received="2022-02-03",
            )
            self.draft = self.add(
                self.first, State.DRAFT, Outcome.PENDING, serial=3, title="关于古桥的建议", text="长" * 900
            )
            self.later = self.add(
                self.second,
                State.DECLINED,
                Outcome.DECLINED,
                serial=1,
                title="关于水库的建议",
                review_note="空泛",
            )
            self.proposals.set_sponsors(
                self.school, [Sponsor("梅知远", self.member), Sponsor("甲", None, SponsorRole.JOINT)]
            )
            self.proposals.set_sponsors(self.road, [Sponsor("民盟县委会")])
            reply = Handling("教育局", UnitRole.LEAD, due="2022-05-01", replied="2022-04-01", answer="B")
            self.proposals.add_handling(self.school, self.edu, reply)
            self.proposals.add_handling(self.school, self.fin, Handling("财政局", UnitRole.ASSISTING))
            self.proposals.add_handling(
                self.road, self.fin, Handling("财政局", UnitRole.SEPARATE, due="2022-05-01")
            )

    def add(self, plenary: int, state: State, outcome: Outcome, **values: rows.Value) -> int:
        return self.proposals.add(plenary, state, outcome, values)

    def titles(self, search: str = "", **query: object) -> list[str]:
        ids = self.proposals.ids(ProposalQuery(**query), search)  # type: ignore[arg-type]
        return [
            proposal.title.removeprefix("关于").removesuffix("的建议")
            for proposal in self.proposals.fetch(ids)
        ]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """For tests that only look."""
    data = DataFile.create(tmp_path_factory.mktemp("register") / "登记簿.liange")
    yield Register(data)
    data.close()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Register]:
    """For tests that write."""
    data = DataFile.create(tmp_path / "登记簿.liange")
    yield Register(data)
    data.close()


def test_what_is_written_is_read_back(register: Register) -> None:
    found = register.proposals.get(register.school)
    assert found is not None
    assert (found.serial, found.no, found.plenary, found.state, found.key) == (
        1,
        2,
        "十届一次会议",
        State.REPLIED,
        True,
    )
    assert found.sponsors == (Sponsor("梅知远", register.member), Sponsor("甲", None, SponsorRole.JOINT))
    assert [(part.unit, part.role, part.answer) for part in found.handlings] == [
        ("教育局", UnitRole.LEAD, "B"),
        ("财政局", UnitRole.ASSISTING, ""),
    ]


def test_long_texts_are_read_apart(register: Register) -> None:
    texts = register.proposals.texts([register.draft, register.later, register.road])
    assert texts == {
        register.draft: {"text": "长" * 900},
        register.later: {"review_note": "空泛"},
        register.road: {},
    }


def test_rows_come_in_the_order_asked_for_and_what_is_gone_is_left_out(register: Register) -> None:
    found = register.proposals.fetch([register.later, 12345, register.school])
    assert [proposal.id for proposal in found] == [register.later, register.school]
    assert register.proposals.get(12345) is None


def test_the_register_of_a_plenary_has_numbers_first(register: Register) -> None:
    assert [proposal.id for proposal in register.proposals.of_plenary(register.first)] == [
        register.road,
        register.school,
        register.draft,
    ]


def test_numbers(register: Register) -> None:
    proposals = register.proposals
    assert proposals.with_number("serial", 1) == [register.school, register.later]
    assert proposals.with_number("serial", 1, register.second) == [register.later]
    assert proposals.with_number("no", 9) == []
    assert (proposals.next_number("serial", register.first), proposals.next_number("no", register.first)) == (
        4,
        3,
    )
    assert proposals.next_number("no", register.second) == 1


@pytest.mark.parametrize(
    ("where", "titles"),
    [
        ({}, ["道路", "学校", "古桥", "水库"]),
        ({"serial": ("1",)}, ["学校", "水库"]),
        ({"no": ("1",)}, ["道路"]),
        ({"no": ("",)}, ["古桥", "水库"]),
        ({"plenary": ("十届二次会议",)}, ["水库"]),
        ({"title": ("桥", "路")}, ["道路", "古桥"]),
        ({"category": ("社会",)}, ["学校"]),
        ({"state": ("草稿", "不予立案")}, ["古桥", "水库"]),
        ({"review": ("立案",)}, ["道路", "学校"]),
        ({"received": ("2022-02",)}, ["道路"]),
        ({"sponsors": ("梅知远",)}, ["学校"]),
        ({"sponsors": ("民盟县委会", "甲")}, ["道路", "学校"]),
        ({"units": ("财政局",)}, ["道路", "学校"]),
        ({"lead": ("财政局",)}, ["道路"]),
        ({"assisting": ("财政局",)}, ["学校"]),
        ({"class": ("B",)}, ["学校"]),
        ({"class": ("",)}, ["道路", "古桥", "水库"]),
        ({"key": ("是",)}, ["学校"]),
        ({"key": ("否",), "no": ("1", "2")}, ["道路"]),
    ],
)
def test_lists_are_narrowed(register: Register, where: dict[str, tuple[str, ...]], titles: list[str]) -> None:
    assert register.titles(where=where) == titles


def test_a_member_is_found_by_id(register: Register) -> None:
    assert register.titles(where={"sponsors": (str(register.member),)}) == ["学校"]


@pytest.mark.parametrize(
    ("view", "day", "titles"),
    [
        ("待审查", "", []), ("办理中", "", ["道路"]), ("逾期", "2022-05-01", []), ("逾期", "2022-05-02", ["道路"]),
        ("待反馈", "", ["学校"]), ("跟踪", "", ["学校"]), ("待交办", "", []),
    ],
)  # fmt: skip
def test_views(register: Register, view: str, day: str, titles: list[str]) -> None:
    assert register.titles(view=VIEWS[view], day=day) == titles


@pytest.mark.parametrize(
    ("sort", "titles"),
    [
        ("no", ["道路", "学校", "古桥", "水库"]),
        ("serial", ["学校", "道路", "古桥", "水库"]),
        ("title", ["古桥", "学校", "水库", "道路"]),
        ("state", ["古桥", "水库", "道路", "学校"]),
        ("received", ["道路", "学校", "古桥", "水库"]),
        ("sponsors", ["学校", "道路", "古桥", "水库"]),
        ("units", ["学校", "道路", "古桥", "水库"]),
        ("class", ["学校", "道路", "古桥", "水库"]),
        ("key", ["学校", "道路", "古桥", "水库"]),
        ("category", ["学校", "道路", "古桥", "水库"]),
    ],
)
def test_orders(register: Register, sort: str, titles: list[str]) -> None:
    assert register.titles(sort=sort) == titles


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_holds_all_and_what_is_empty_stays_last_either_way(register: Register, sort: str) -> None:
    assert len(set(register.titles(sort=sort))) == len(set(register.titles(sort=sort, descending=True))) == 4


def test_a_descending_order_leaves_empty_cells_last(register: Register) -> None:
    assert register.titles(sort="received", descending=True)[0] == "道路"
    assert register.titles(sort="no", descending=True) == ["学校", "道路", "古桥", "水库"]


def test_words_narrow_further(register: Register) -> None:
    assert register.titles(search="建议", where={"no": ("1", "2")}) == ["道路", "学校"]


@pytest.mark.parametrize(
    "query", [{"where": {"颜色": ("红",)}}, {"where": {"text": ("红",)}}, {"sort": "颜色"}]
)
def test_a_key_there_is_not_is_wrong_usage(register: Register, query: dict[str, object]) -> None:
    with pytest.raises(WrongUsage, match="可用"):
        register.titles(**query)  # type: ignore[arg-type]


def test_fields_texts_and_state_change(fresh: Register) -> None:
    with fresh.data.operation("改"):
        fresh.proposals.update(fresh.draft, {"title": "关于塔的建议", "text": "短"})
        fresh.proposals.set_state(fresh.draft, State.FILED, Outcome.FILED)
    found = fresh.proposals.fetch([fresh.draft])[0]
    assert (found.title, found.state, found.is_filed) == ("关于塔的建议", State.FILED, True)
    assert fresh.proposals.texts([fresh.draft]) == {fresh.draft: {"text": "短"}}


def test_sponsors_that_stay_keep_their_rows(fresh: Register) -> None:
    with fresh.data.operation("改提案人") as operation:
        fresh.proposals.set_sponsors(fresh.school, [Sponsor("梅知远", fresh.member)])
    assert operation.rows == 1
    with fresh.data.operation("加提案人") as operation:
        fresh.proposals.set_sponsors(
            fresh.school, [Sponsor("梅知远", fresh.member), Sponsor("乙", None, SponsorRole.SECONDING)]
        )
    assert operation.rows == 1
    assert [one.name for one in fresh.proposals.fetch([fresh.school])[0].sponsors] == ["梅知远", "乙"]


def test_a_units_part_changes_and_goes(fresh: Register) -> None:
    lead, assisting = fresh.proposals.fetch([fresh.school])[0].handlings
    with fresh.data.operation("改"):
        fresh.proposals.update_handling(replace(lead, accepted="2022-03-01"))
        fresh.proposals.remove_handling(assisting)
    assert fresh.proposals.fetch([fresh.school])[0].handlings == (replace(lead, accepted="2022-03-01"),)


def test_the_timeline_keeps_its_order_and_words(fresh: Register) -> None:
    with fresh.data.operation("记"):
        fresh.proposals.add_step(fresh.road, Step("2022-02-05", "提交", came_from="草稿"))
        fresh.proposals.add_step(fresh.road, Step("", "立案", "会上", details={"no": "1"}))
    assert [(step.at, step.action, step.note, step.came_from, dict(step.details)) for step in fresh.proposals.steps(fresh.road)] == [
        ("2022-02-05", "提交", "", "草稿", {}), ("", "立案", "会上", "", {"no": "1"}),
    ]  # fmt: skip


def test_merging_is_kept(fresh: Register) -> None:
    with fresh.data.operation("并"):
        fresh.proposals.set_merged_into(fresh.draft, fresh.road)
    assert fresh.proposals.merged_into(fresh.road) == [fresh.draft]
    assert fresh.proposals.fetch([fresh.draft])[0].merged_into == fresh.road


def test_everything_can_be_undone(fresh: Register) -> None:
    fresh.data.undo()
    assert fresh.proposals.ids() == []
    fresh.data.redo()
    assert fresh.titles() == ["道路", "学校", "古桥", "水库"]


def test_units(fresh: Register) -> None:
    units = Units(fresh.data)
    with fresh.data.operation("改单位"):
        units.update(fresh.edu, {"name": "教育和体育局", "system": "政府", "color": "红"})
    assert units.all() == [Unit(fresh.edu, "教育和体育局", {"system": "政府"}), Unit(fresh.fin, "财政局", {})]
    assert fresh.proposals.fetch([fresh.school])[0].handlings[0].unit == "教育和体育局"


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("no", "12", 12),
        ("no", "", None),
        ("key", "是", 1),
        ("key", "否", 0),
        ("text", "正文", "正文"),
        ("received", "", ""),
    ],
)
def test_values_as_columns_keep_them(key: str, text: str, value: rows.Value) -> None:
    assert stored(key, text) == value
