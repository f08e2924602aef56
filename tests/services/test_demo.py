"""The demo office: a year of work that is whole, invented, and the same every time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest

from app.db.datafile import DataFile
from app.domain import assignment
from app.domain.errors import Refused
from app.domain.liaison import pair_cost
from app.domain.member import Member
from app.reports.forms import FORMS
from app.services import demo, demo_year
from app.services.frame import Frame
from app.services.liaison import LiaisonDesk
from app.services.past import Past
from app.services.proposals import ProposalDesk
from app.services.roster import Roster
from app.services.safety import SafetyDesk
from app.services.units import UnitDesk

TODAY = demo_year.LAST_DAY
DAYS = ("2026-01-15", "2026-11-01")
RARE = "𬱖㛃䶮㼆𫖮𬘡𬀩"


@pytest.fixture(scope="module")
def frame(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Frame]:
    path = tmp_path_factory.mktemp("演示") / "演示.liange"
    demo_year.play(path).close()
    data = DataFile.open(path, read_only=True)
    yield Frame(data, lambda: TODAY)
    data.close()


def everyone(frame: Frame, day: str | None = None) -> list[Member]:
    return Roster(frame).listing(day=day)


# --------------------------------------------------------------------------- the roster


def test_exactly_151_are_in_office(frame: Frame) -> None:
    people = everyone(frame)
    assert len(people) == 151
    assert all(member.is_active for member in people)


def test_nobody_lacks_a_field_of_the_roster(frame: Frame) -> None:
    for member in everyone(frame):
        assert all(
            (
                member.no,
                member.sex,
                member.birth,
                member.ethnicity,
                member.sector,
                member.area,
                member.workplace,
            )
        ), member.name
        assert member.affiliations, member.name
        assert member.committees, member.name


def test_sectors_committees_and_areas_as_a_county_has_them(frame: Frame) -> None:
    people = everyone(frame)
    assert len({member.sector for member in people}) == 23
    assert len({seat.name for member in people for seat in member.committees}) == 6
    assert len({member.area for member in people}) == 12
    assert {member.sector for member in people} == set(frame.registry.codes("界别"))


def test_two_of_one_name_have_their_own_numbers(frame: Frame) -> None:
    names = Counter(member.name for member in everyone(frame))
    same = [member for member in everyone(frame) if names[member.name] > 1]
    assert [member.name for member in same] == ["王海燕", "王海燕"]
    assert len({member.no for member in same}) == 2


def test_rare_characters_and_dotted_names_are_there(frame: Frame) -> None:
    names = "".join(member.name for member in everyone(frame))
    assert set(RARE) <= set(names)
    assert sum("·" in member.name for member in everyone(frame)) == 3


def test_suspended_resigned_and_added_during_the_year(frame: Frame) -> None:
    roster = Roster(frame)
    assert {member.name for member in roster.listing(day="2026-05-01", status="暂停履职")} == {"武若谷"}
    assert {member.name for member in roster.listing(status="辞职")} == {"马爱莲"}
    assert "苏文瀚" not in {member.name for member in roster.listing(day="2026-06-24", status="全部")}
    assert "苏文瀚" in {member.name for member in everyone(frame)}


# --------------------------------------------------------------------------- the grid


@pytest.mark.parametrize("day", DAYS)
def test_the_tiers_hold_as_many_as_the_model_county(frame: Frame, day: str) -> None:
    tiers = LiaisonDesk(frame).grid(day, explained=False).tiering.tiers
    assert [len(tiers[number]) for number in range(1, 6)] == [1, 5, 25, 58, 62]


@pytest.mark.parametrize("day", DAYS)
def test_the_grid_is_whole(frame: Frame, day: str) -> None:
    assert LiaisonDesk(frame).check(day) == []


def test_the_first_assignment_holds_from_january_15(frame: Frame) -> None:
    pairs = LiaisonDesk(frame).grid("2026-01-15", explained=False).pairs
    assert {pair.since for pair in pairs} == {"2026-01-15"}
    assert len(pairs) == 150


def test_every_exception_of_the_tiers_is_there(frame: Frame) -> None:
    tiers = LiaisonDesk(frame).grid(explained=False).tiering.tiers
    assert any("副主席" in m.posts and not m.is_party_member for m in tiers[2])
    assert any("常委" in m.posts and not m.is_party_member for m in tiers[3])
    assert any(m.affiliations == ("民盟", "中共") for m in tiers[4])
    assert any(m.is_probationary for m in tiers[4])


@pytest.mark.parametrize("tier", [2, 3, 4, 5])
@pytest.mark.parametrize("day", DAYS)
def test_what_holds_is_the_optimum(frame: Frame, day: str, tier: int) -> None:
    desk = LiaisonDesk(frame)
    grid = desk.grid(day, explained=False)
    held = [pair for pair in grid.pairs if grid.tiering.tier_of[pair.lower] == tier]
    weights = grid.scheme.weights
    cost = sum(pair_cost(grid.members[pair.upper], grid.members[pair.lower], weights) for pair in held)
    loads = Counter(pair.upper for pair in held)
    total = cost + weights.load * sum(load * load for load in loads.values())
    assert assignment.solve(desk.problem(tier, day)).objective == total


def test_one_pin_and_a_few_later_links(frame: Frame) -> None:
    grid = LiaisonDesk(frame).grid(explained=False)
    pinned = [(grid.name(pair.upper), grid.name(pair.lower)) for pair in grid.pairs if pair.pinned]
    assert pinned == [("陈𬱖", "胡婉清")]
    later = {grid.name(pair.lower) for pair in grid.pairs if pair.since > "2026-01-15"}
    assert later == {"夏润芝", "苏文瀚", "胡婉清"}


# --------------------------------------------------------------------------- proposals


def test_outcomes_add_up_to_180(frame: Frame) -> None:
    figures = ProposalDesk(frame).stats()
    counts = (
        figures.received,
        figures.filed,
        figures.declined,
        figures.merged,
        figures.converted,
        figures.pending,
    )
    assert counts == (180, 160, 9, 7, 4, 0)
    assert figures.mismatches == ()


def test_no_two_proposals_are_alike(frame: Frame) -> None:
    desk = ProposalDesk(frame)
    found = desk.proposals()
    texts = {desk.show(proposal).texts["text"] for proposal in found}
    assert len({proposal.title for proposal in found}) == len(texts) == 180


def test_every_sponsor_is_a_member_or_a_body(frame: Frame) -> None:
    for proposal in ProposalDesk(frame).proposals():
        member = proposal.kind in ("委员", "联名")
        assert proposal.sponsors, proposal.title
        assert all((sponsor.member is not None) == member for sponsor in proposal.sponsors), proposal.title


def test_every_refusal_has_its_reason(frame: Frame) -> None:
    desk = ProposalDesk(frame)
    declined = desk.listing({"state": ["不予立案"]})
    assert all(desk.show(proposal).steps[-1].details["reasons"] for proposal in declined)


def test_some_are_closed_some_answered_some_late(frame: Frame) -> None:
    figures = ProposalDesk(frame).stats()
    assert set(figures.register["类别标记"]) >= {"A", "B", "C"}
    assert sum(unit.overdue for unit in figures.by_unit.values()) == 6
    assert 0 < figures.rates["办结率"].n < figures.rates["办复率"].n < 160


def test_sixty_units(frame: Frame) -> None:
    assert len(UnitDesk(frame).listing()) == 60


# --------------------------------------------------------------------------- the file


def test_the_file_passes_its_own_check(frame: Frame) -> None:
    assert SafetyDesk(frame.data, lambda: TODAY).check() == []


def test_history_tells_the_year(frame: Frame) -> None:
    labels = [operation.label for operation in Past(frame).operations(1000)]
    for wanted in (
        "导入名册 151 人",
        "分配网格：150 人",
        "立案 160 件",
        "暂停履职 武若谷",
        "辞职 马爱莲",
        "新增委员 苏文瀚",
        "指定 陈𬱖 联系 胡婉清",
    ):
        assert wanted in labels


def test_operations_follow_the_clock_and_name_no_real_pc(frame: Frame) -> None:
    operations = Past(frame).operations(1000)
    assert [one.at for one in operations] == sorted((one.at for one in operations), reverse=True)
    assert {(one.machine, one.user) for one in operations} == {demo_year.SIGNED}


def test_nothing_is_later_than_november_1(frame: Frame) -> None:
    dates = {found for line in dump(frame.data) for found in re.findall(r"\b20\d\d-\d\d-\d\d\b", line)}
    assert max(dates) <= TODAY.isoformat()
    assert min(dates) >= "2026-01-01"


def test_two_runs_give_the_same_content(frame: Frame, tmp_path: Path) -> None:
    with closing(demo_year.play(tmp_path / "又一次.liange")) as again:
        assert dump(frame.data) == dump(again)


def test_everything_can_be_undone_to_the_founding(tmp_path: Path) -> None:
    with closing(demo_year.play(tmp_path / "演示.liange")) as data:
        count = 0
        while data.undoable() is not None:
            data.undo()
            count += 1
        left = Frame(data, lambda: TODAY)
        assert count > 100
        assert everyone(left) == []
        assert ProposalDesk(left).proposals() == []


def dump(data: DataFile) -> list[str]:
    """Every row of every table, the search index and the bookkeeping included."""
    tables = sorted(row[0] for row in data.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))
    return [f"{table} {row!r}" for table in tables for row in data.db.execute(f'SELECT * FROM "{table}"')]


# --------------------------------------------------------------------------- the pack


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> demo.Demo:
    folder = tmp_path_factory.mktemp("材料")
    (folder / "我的文件.txt").write_text("不是演示的", encoding="utf-8")
    return demo.make_demo(folder)


def test_the_pack_holds_every_form(made: demo.Demo) -> None:
    assert made.members == 151
    assert made.data.name == "演示.liange"
    names = {file.name for file in made.files}
    assert {
        "主席会议材料.docx",
        "主席会议材料.pdf",
        "委员名册.xlsx",
        "提案目录.xlsx",
        "五级网格联络表.pdf",
        "委员结构分析表.docx",
    } <= names
    assert all(file.stat().st_size > 1000 for file in made.files)


FEW_WORDS = {form.name for form in FORMS if form.plain}
"""A name card has a name and no more, a 提案纸 is there to be written on."""


def test_no_page_of_the_pack_is_nearly_empty(made: demo.Demo) -> None:
    for file in made.files:
        if file.suffix == ".pdf":
            pages = texts(file)[1:]  # a cover may be short
            least = 0 if file.stem in FEW_WORDS else 100
            assert all(len(text.strip()) > least for text in pages), file.name


def test_the_overview_is_one_page_with_its_chart(made: demo.Demo) -> None:
    overview = texts(made.data.parent / "主席会议材料.pdf")[2]
    assert "一、总体情况" in overview
    assert "各界别在册委员（共 151 人）" in overview


def texts(pdf: Path) -> list[str]:
    """The words of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_a_second_run_replaces_its_own_files_alone(made: demo.Demo) -> None:
    folder = made.data.parent
    before = {path.name for path in folder.iterdir()}
    again = demo.make_demo(folder)
    assert {path.name for path in folder.iterdir()} == before
    assert again.files == made.files
    assert (folder / "我的文件.txt").read_text("utf-8") == "不是演示的"


def test_a_real_office_of_the_same_name_is_left_alone(tmp_path: Path) -> None:
    DataFile.create(tmp_path / demo.DATA_NAME).close()
    held = (tmp_path / demo.DATA_NAME).read_bytes()
    with pytest.raises(Refused, match="不是演示办公室"):
        demo.make_demo(tmp_path)
    assert (tmp_path / demo.DATA_NAME).read_bytes() == held
    assert [path.name for path in tmp_path.iterdir()] == [demo.DATA_NAME]


def test_a_flaw_in_the_seeds_stops_it_and_leaves_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "members.csv").write_text("姓名,性别\n张三,雄\n", encoding="utf-8")
    (tmp_path / "steps.csv").write_text("日期,流水号,步骤,内容\n", encoding="utf-8")
    monkeypatch.setattr(demo_year, "SEEDS", tmp_path)
    with pytest.raises(Refused, match=r"演示数据有误：.*性别"):
        demo_year.play(tmp_path / "半个.liange")
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".csv"] == ["半个.liange"]
