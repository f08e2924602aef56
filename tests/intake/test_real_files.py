"""The real tables: what an office's own files must come out as."""

from __future__ import annotations

import csv
import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from app.domain.member import Seat
from app.intake.mapping import Mapped
from app.intake.names import parse_name_list
from app.intake.person import PersonDraft
from app.intake.proposals import RegisterDraft, read_register
from app.intake.roster import RosterDraft, read_roster
from app.intake.sheets import read_tables
from app.intake.units import read_units


@cache
def shangcheng(folder: Path) -> RosterDraft:
    return read_roster(read_tables(folder / "shangcheng_2026" / "shangcheng_roster_pseudonymous.xlsx"))


@cache
def cixi(folder: Path) -> RegisterDraft:
    files = [folder / "cixi_2017" / name for name in ("motions.csv", "handlers.csv")]
    return read_register([sheet for file in files for sheet in read_tables(file)])


def expected(folder: Path, file: str) -> dict[str, object]:
    content = json.loads((folder / file).read_text("utf-8"))
    assert isinstance(content, dict)
    return content


def seat_of(person: PersonDraft, key: str) -> str:
    value = person.values.get(key, ())
    assert isinstance(value, tuple)
    assert len(value) < 2
    return next((seat.name for seat in value if isinstance(seat, Seat)), "")


def parties(person: PersonDraft) -> tuple[str, ...]:
    value = person.values["affiliations"]
    assert isinstance(value, tuple)
    return tuple(str(item) for item in value)


def test_shangcheng_three_tables_join_into_339_members(shared_data: Path) -> None:
    draft = shangcheng(shared_data)
    assert (len(draft.people), len(draft.rejected), draft.rows, draft.errors) == (339, 0, 1008, ())
    assert {finding.value for finding in draft.warnings} == {"杨浩\n（杨广浩）"}


def test_shangcheng_sheets_and_columns(shared_data: Path) -> None:
    sheets = shangcheng(shared_data).sheets
    assert [(sheet.name, sheet.taken, sheet.header_row, sheet.why) for sheet in sheets] == [
        ("界别", True, 2, ""),
        ("街道", True, 2, ""),
        ("专委会", True, 2, ""),
        ("界别计划", False, 0, "是计划表（活动名称、活动类型、拟召开时间），不是名册"),
        ("议事堂计划", False, 0, "是计划表（责任部门、协商课题、时间），不是名册"),
    ]
    assert [sheet.kind for sheet in sheets] == ["", "", "", "计划表", "计划表"]
    assert fields(sheets[0]) == ["", "name", "sector", "sex", "affiliations", "job_title"]
    assert fields(sheets[1]) == ["", "groups", "name", "affiliations", "sex", "job_title"]
    assert fields(sheets[2]) == ["", "committees", "name", "affiliations", "sex", "job_title"]


def fields(sheet: Mapped) -> list[str]:
    return [column.field for column in sheet.columns]


def test_shangcheng_counts(shared_data: Path) -> None:
    people = shangcheng(shared_data).people
    counts = expected(shared_data, "shangcheng_2026/expected_counts.json")
    written = {"中共、民盟": "中共民盟"}
    party = Counter(written.get("、".join(parties(p)), "、".join(parties(p))) for p in people)
    committees = Counter(seat_of(person, "committees") for person in people)
    assert committees.pop("") == counts["not_in_committee"]
    assert committees == counts["by_committee"]
    assert Counter(person.text("sector") for person in people) == counts["by_sector"]
    assert Counter(seat_of(person, "groups") for person in people) == counts["by_street"]
    assert Counter(person.text("sex") for person in people) == counts["sex"]
    assert party == counts["party_after_trim"]
    assert sum("中共" in parties(person) for person in people) == 133


def test_shangcheng_row_by_row(shared_data: Path) -> None:
    with (shared_data / "shangcheng_2026" / "expected_joined.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        rows = list(csv.DictReader(file))
    people = {person.name: person for person in shangcheng(shared_data).people}
    assert len(rows) == len(people)
    for row in rows:
        name, _, former = row["姓名(去换行)"].removesuffix("）").partition("（")
        person = people[name]
        found = (
            person.text("former_name"),
            person.text("sector"),
            seat_of(person, "groups"),
            seat_of(person, "committees"),
            person.text("sex"),
            "".join(parties(person)),
            person.text("job_title"),
        )
        party = row["党派(去空格)"].replace("、", "")
        assert found == (
            former,
            row["界别"],
            row["街道小组"],
            row["专委会"],
            row["性别"],
            party,
            row["职务(规整)"],
        )


def test_shangcheng_posts_are_proposed_and_former_ones_are_not(shared_data: Path) -> None:
    posts: Counter[str] = Counter()
    for person in shangcheng(shared_data).people:
        posts.update(post.post for post in person.proposed_posts)
        assert not ("原党组书记" in person.text("job_title") and person.proposed_posts)
    assert {post: posts[post] for post in ("党组书记", "党组副书记", "副主席", "秘书长", "主席")} == {
        "党组书记": 1, "党组副书记": 1, "副主席": 6, "秘书长": 1, "主席": 0,
    }  # fmt: skip


def test_standing_members_are_50_of_the_roster(shared_data: Path) -> None:
    text = (shared_data / "shangcheng_2026" / "standing_members.txt").read_text("utf-8")
    roster = {person.name for person in shangcheng(shared_data).people}
    for known in ((), roster):
        found = parse_name_list(text, known)
        assert (len(found.names), found.expected, found.findings) == (50, 50, ())
        assert roster.issuperset(found.names)


def test_cixi_381_proposals_and_296_other_papers(shared_data: Path) -> None:
    draft = cixi(shared_data)
    assert (draft.rows, len(draft.drafts), dict(draft.set_aside)) == (677, 381, {"人大建议": 296})
    assert (draft.errors, draft.rejected) == ((), ())
    assert draft.warnings[0].message == "296 行是人大建议，未导入"
    assert [one.text("title") for one in draft.drafts].count("新建") == 8


STATISTICS = [
    ("by_审核", "review"),
    ("by_提案分类", "kind"),
    ("by_性质类别", "category"),
    ("by_类别标记", "class"),
    ("by_界别", "sector"),
    ("by_step", "step"),
]


@pytest.mark.parametrize(("name", "key"), STATISTICS)
def test_cixi_counts_by_a_column(shared_data: Path, name: str, key: str) -> None:
    counts = expected(shared_data, "cixi_2017/expected_stats.json")["政协提案"]
    assert isinstance(counts, dict)
    assert Counter(draft.text(key) for draft in cixi(shared_data).drafts) == counts[name]


def test_cixi_counts_by_unit_and_of_sponsors(shared_data: Path) -> None:
    counts = expected(shared_data, "cixi_2017/expected_stats.json")["政协提案"]
    assert isinstance(counts, dict)
    drafts = cixi(shared_data).drafts
    assert Counter(unit for draft in drafts for unit in draft.lead) == counts["by_主办单位"]
    assert Counter(unit for draft in drafts for unit in draft.assisting) == counts["by_协办单位"]
    assert sum(bool(draft.text("no")) for draft in drafts) == counts["已编案号"]
    assert sum(len(draft.sponsors) > 1 for draft in drafts) == counts["multi_proposer"]


def test_cixi_units_dates_belong_to_its_proposals(shared_data: Path) -> None:
    draft = cixi(shared_data)
    numbers = {one.text("source_no") for one in draft.drafts}
    assert len(draft.parts) > 300
    assert numbers.issuperset(draft.parts)


def test_cixi_units(shared_data: Path) -> None:
    draft = read_units(read_tables(shared_data / "cixi_2017" / "units.csv"))
    assert (len(draft.units), draft.errors) == (197, ())


def test_jiangsu_full_texts(shared_data: Path) -> None:
    draft = read_register(read_tables(shared_data / "jiangsu_2019_first200.csv"))
    assert (len(draft.drafts), draft.errors) == (200, ())
    assert all(len(one.text("text")) > 50 for one in draft.drafts)
    assert ("冯少东", "等2人") in {one.sponsors for one in draft.drafts}


def test_npc_namesakes_stay_apart(shared_data: Path) -> None:
    draft = read_roster(read_tables(shared_data / "npc13_deputies.csv"))
    assert draft.rows == 2975
    assert len(draft.people) + len(draft.rejected) == 2975
    assert {finding.column for finding in draft.errors} <= {"党派"}
    assert "吴彦㛃" in {person.name for person in draft.people}
