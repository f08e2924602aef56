"""换届: a new 届 from this one, the old one as it was, and one step back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from app.db import changelog
from app.db.links import Links
from app.db.quotas import Quotas
from app.db.teams import Teams
from app.domain.errors import NotFound, Refused
from app.domain.liaison import FIVE_TIERS
from app.domain.member import Seat
from app.domain.recognition import NEW
from app.domain.succession import CARRIED, USUALLY, Turn
from app.intake.errors import FileRefused
from app.office import Office
from app.services.new_term_plan import Wish
from tests.offices import TODAY, add

START = "2026-11-23"
NEXT = Wish("第十二届", START)


def dump(office: Office) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that the log watches."""
    db = office.data.db
    return {
        table: db.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
        for table in changelog.logged_tables(db)
    }


@pytest.fixture
def old(county: Office) -> Office:
    """The county with a grid, a team with an outsider, quotas, somebody who left and somebody suspended."""
    county.liaison.assign("2026-01-15")
    with county.data.operation("小组和名额"):
        term = county.frame.term().id
        team = Teams(county.data).add(
            term, {"kind": "委员工作室", "name": "清河工作室", "address": "清河街 1 号"}
        )
        Teams(county.data).add_outsider(team, {"name": "何联络", "role": "联络员", "starts": "2026-02"})
        Teams(county.data).add_outsider(team, {"name": "旧联络", "role": "联络员", "ends": "2026-03"})
        Teams(county.data).add(term, {"kind": "委员工作室", "name": "旧工作室", "ended": "2026-05"})
        Quotas(county.data).put(term, "教育", 5)
        Quotas(county.data).put(term, "工商联", 4)
    get = county.roster.get
    county.roster.change(
        get("路遥知"), {"groups": (Seat("清河工作室", "成员", "委员工作室"),), "no": "11019"}, day=None
    )
    with county.data.operation("变动"):
        county.frame.members.change(get("戚光").id, {"status": "辞职"}, "2026-05-01")
        county.frame.members.change(get("米雪").id, {"status": "暂停履职"}, "2026-06-01")
    return county


def write(folder: Path, text: str, name: str = "新一届.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


ROSTER = """姓名,性别,界别,工作单位,单位职务,政协职务
沈长河,,中共,,,主席
顾书岚,,中共,县委统战部,部长,
路遥知,女,教育体育,县第一中学,副校长,
叶知秋,女,教育体育,,,
戚光,女,经济,,,
鹿小满,女,环境资源,县环保局,科员,
"""


def test_a_plan_says_everybodys_fate_and_changes_nothing(old: Office, tmp_path: Path) -> None:
    before = dump(old)
    plan = old.renewal.plan(replace(NEXT, files=(write(tmp_path, ROSTER),)))
    assert plan.errors == ()
    assert {one.member.name for one in plan.stay} == {"沈长河", "顾书岚", "路遥知", "叶知秋"}
    assert [(one.name, one.known.name if one.known else "") for one in plan.new] == [
        ("戚光", "戚光"),
        ("鹿小满", ""),
    ]
    assert plan.sums == "现任 18 = 留任 4 + 退出 14；新届 6 = 留任 4 + 新任 2"
    assert (plan.present, plan.coming) == (18, 6)
    turned = {one.old or one.new: (one.new, one.turn) for one in plan.sectors}
    assert turned["中共"] == ("中共", Turn.SAME)
    assert turned["教育"] == ("教育体育", Turn.RENAMED)
    assert turned["工商联"] == ("", Turn.RETIRED)
    assert turned["环境资源"] == ("环境资源", Turn.FOUNDED)
    changes = {one.member.name: {c.label: (c.before, c.after) for c in one.changes} for one in plan.stay}
    assert changes["沈长河"] == {}
    assert changes["顾书岚"] == {"工作单位": ("", "县委统战部"), "单位职务": ("", "部长")}
    assert changes["路遥知"]["界别"] == (old.roster.get("路遥知").sector, "教育体育")
    assert dump(old) == before


def test_the_new_term_begins_and_the_old_one_ends_the_day_before(old: Office, tmp_path: Path) -> None:
    plan = old.renewal.plan(replace(NEXT, files=(write(tmp_path, ROSTER),)))
    old.renewal.carry_out(plan)
    first, second = old.frame.registry.terms()
    assert (first.ends, second.starts, second.ends) == ("2026-11-22", START, "")
    assert old.frame.term() == second
    assert old.frame.day() == START, "the new 届 is shown as of its first day until that has come"
    people = {one.name: one for one in old.roster.listing()}
    assert set(people) == {"沈长河", "顾书岚", "路遥知", "叶知秋", "戚光", "鹿小满"}
    assert people["沈长河"].posts == ("主席",), "the row says so"
    assert people["顾书岚"].posts == (), "posts are elected anew"
    assert [seat.name for seat in people["顾书岚"].committees] == ["提案委员会"]
    assert people["路遥知"].groups == (Seat("清河工作室", "成员", "委员工作室"),)
    assert people["路遥知"].no == "11019"
    assert (people["路遥知"].is_new, people["路遥知"].more["terms_served"]) == (False, "2")
    assert (people["鹿小满"].is_new, people["鹿小满"].more["terms_served"]) == (True, "1")
    assert people["鹿小满"].more["joined"] == START
    assert (people["戚光"].is_new, people["戚光"].more["terms_served"]) == (False, "2")
    assert old.safety.check() == []
    assert old.undoable == "换届：第十一届 → 第十二届"


def test_what_goes_on_in_the_new_term(old: Office, tmp_path: Path) -> None:
    plan = old.renewal.plan(replace(NEXT, files=(write(tmp_path, ROSTER),)))
    term = old.renewal.carry_out(plan)
    teams = Teams(old.data)
    assert [(one.name, one.more["address"]) for one in teams.of_term(term)] == [("清河工作室", "清河街 1 号")]
    assert [(one.name, one.role, one.starts) for one in teams.outsiders(term)] == [
        ("何联络", "联络员", "2026-02")
    ]
    assert Quotas(old.data).of_term(term) == {"教育体育": 5}
    assert old.frame.registry.codes("界别") == ["中共", "教育体育", "经济", "环境资源"], "where 教育 stood"
    found = Links(old.data).scheme(term, FIVE_TIERS)
    assert found is not None
    assert Links(old.data).links_on(found[0], START) == []
    assert len(old.liaison.grid().orphans) > 0


def test_the_old_term_stays_as_it_was(old: Office, tmp_path: Path) -> None:
    before = old.roster.listing(status="全部")
    grid = old.liaison.grid("2026-11-22")
    file, again = tmp_path / "旧.csv", tmp_path / "旧又.csv"
    old.paper.export_roster(file, level="完整")
    plan = old.renewal.plan(replace(NEXT, all_stay=True))
    old.renewal.carry_out(plan)
    reader = old.reader("第十一届")
    try:
        assert reader.frame.looks_back
        assert reader.frame.day() == "2026-11-22"
        assert reader.roster.listing(status="全部") == before
        assert reader.liaison.grid().pairs == grid.pairs
        assert {one.name for one in reader.roster.listing(status="辞职")} == {"戚光"}
        assert reader.frame.registry.codes("界别") == ["中共", "教育", "经济", "工商联"]
        reader.paper.export_roster(again, level="完整")
        assert again.read_bytes() == file.read_bytes()
        assert reader.frame.current_term().name == "第十二届"
        with pytest.raises(Refused):
            reader.roster.change(before[0], {"note": "改"}, day=None)
    finally:
        reader.close()
    after = old.frame.members.of_term(old.frame.registry.terms()[0].id, START)
    assert {one.name for one in after if one.status == "辞职"} == {"戚光"}
    assert {one.status for one in after} == {"届满", "辞职"}


def test_the_old_term_has_none_of_the_new_words(old: Office, tmp_path: Path) -> None:
    sectors, committees = old.frame.registry.codes("界别"), old.frame.registry.codes("专委会")
    seats = [one.sector for one in old.quotas.seats()]
    file = write(
        tmp_path, "姓名,界别,专委会\n沈长河,中共,提案委员会\n骆宾,教育体育,\n鹿小满,环境资源,环境委员会\n"
    )
    old.renewal.carry_out(old.renewal.plan(replace(NEXT, files=(file,))))
    assert old.frame.registry.codes("界别") == ["中共", "教育体育", "环境资源"]
    reader = old.reader("第十一届")
    try:
        assert reader.frame.registry.codes("界别") == sectors
        assert reader.frame.registry.codes("专委会") == committees
        assert [one.sector for one in reader.quotas.seats()] == seats
    finally:
        reader.close()


def test_undo_brings_every_row_back_and_redo_takes_it_again(old: Office, tmp_path: Path) -> None:
    before = dump(old)
    old.renewal.carry_out(old.renewal.plan(replace(NEXT, files=(write(tmp_path, ROSTER),))))
    after = dump(old)
    old.undo()
    assert dump(old) == before
    assert old.safety.check() == []
    old.redo()
    assert dump(old) == after
    assert old.safety.check() == []


def test_ticking_who_stays(old: Office) -> None:
    people = {one.name: one.id for one in old.roster.listing()}
    plan = old.renewal.plan(replace(NEXT, all_stay=True, leave=frozenset({people["骆宾"], people["米雪"]})))
    assert {one.name for one in plan.left} == {"骆宾", "米雪"}
    assert len(plan.stay) == 16
    assert {one.turn for one in plan.sectors} == {Turn.SAME}
    one = old.renewal.plan(
        replace(NEXT, stay=frozenset({people["骆宾"]}), pasted="新任委员（2名）\n鹿小满 岑向荣")
    )
    assert [two.member.name for two in one.stay] == ["骆宾"]
    assert [two.name for two in one.new] == ["鹿小满", "岑向荣"]
    assert one.errors == ()


def test_posts_and_numbers_as_the_clerk_wishes(old: Office) -> None:
    plan = old.renewal.plan(replace(NEXT, all_stay=True, carry=frozenset(CARRIED)))
    assert next(one for one in plan.stay if one.member.name == "沈长河").values["posts"] == (
        "主席",
        "党组书记",
    )
    bare = old.renewal.plan(replace(NEXT, all_stay=True, carry=frozenset()))
    values = next(one for one in bare.stay if one.member.name == "路遥知").values
    assert not {"no", "sector", "committees", "groups", "posts"} & set(values)
    term = old.renewal.carry_out(bare)
    assert Quotas(old.data).of_term(term) == {}
    assert Teams(old.data).of_term(term) == []
    assert old.safety.check() == []


def test_names_turn_as_the_clerk_says(old: Office) -> None:
    wish = replace(
        NEXT,
        all_stay=True,
        sectors={"教育": "教科文", "工商联": "经济"},
        committees={"文史委员会": "文化文史委员会"},
    )
    plan = old.renewal.plan(wish)
    assert {(one.old, one.new): one.turn for one in plan.sectors} == {
        ("中共", "中共"): Turn.SAME,
        ("经济", "经济"): Turn.SAME,
        ("教育", "教科文"): Turn.RENAMED,
        ("工商联", "经济"): Turn.MERGED,
    }
    term = old.renewal.carry_out(plan)
    assert Quotas(old.data).of_term(term) == {"教科文": 5, "经济": 4}
    assert {one.sector for one in old.roster.listing()} == {"中共", "经济", "教科文"}
    assert old.frame.registry.codes("专委会") == ["提案委员会", "经济委员会", "文化文史委员会"]
    assert "工商联" in old.frame.registry.codes("界别", old.frame.registry.terms()[0].id)


def test_a_word_differing_from_a_listed_one_in_blanks_width_or_case_is_that_word(
    old: Office, tmp_path: Path
) -> None:
    registry = old.frame.registry
    with old.data.operation("代码"):
        registry.add_codes("界别", ["IT教育"])
    listed = {name: set(registry.codes(name)) for name in ("界别", "专委会")}
    file = write(
        tmp_path,
        "姓名,界别,专委会,委员工作室\n路遥知,工 商　联,提 案委员会（副主任）,清河 工作室\n"
        "叶知秋,ｉｔ 教育,经济委 员会,\n梅见春,新设,,\n",
    )
    wish = replace(NEXT, files=(file,), sectors={"经济": "ｉT教育"}, committees={"文史委员会": "提案 委员会"})
    plan = old.renewal.plan(wish)
    assert {(one.old, one.new) for one in (*plan.sectors, *plan.committees)} >= {
        ("工商联", "工商联"), ("经济", "IT教育"), ("文史委员会", "提案委员会"),
    }  # fmt: skip
    (stays,) = [one for one in plan.stay if one.member.name == "路遥知"]
    assert "sector" not in {change.key for change in stays.changes}
    old.renewal.carry_out(plan)
    now = {one.name: one for one in old.roster.listing()}
    assert [one.sector for one in map(now.get, ("路遥知", "叶知秋", "梅见春")) if one] == [
        "工商联",
        "IT教育",
        "新设",
    ]
    assert now["路遥知"].committees == (Seat("提案委员会", "副主任"),)
    assert [seat.name for seat in now["路遥知"].groups] == ["清河工作室"]
    grown = {name: {row.name for row in registry.code_rows(name)} - listed[name] for name in listed}
    assert grown == {"界别": {"新设"}, "专委会": set()}
    assert old.safety.check() == []


def test_namesakes_are_asked(old: Office, tmp_path: Path) -> None:
    add(old, "骆宾", sector="教育", sex="男")
    file = write(tmp_path, "姓名\n骆宾\n")
    plan = old.renewal.plan(replace(NEXT, files=(file,)))
    asked = plan.doubtful[0]
    assert {one.name for one in asked.candidates} == {"骆宾"}
    assert plan.sums.endswith("；1 人待选定")
    with pytest.raises(Refused, match="请在预览中选定"):
        old.renewal.carry_out(plan)
    chosen = old.renewal.plan(replace(NEXT, files=(file,), choices={asked.row: str(asked.candidates[0].id)}))
    assert [one.member.id for one in chosen.stay] == [asked.candidates[0].id]
    fresh = old.renewal.plan(replace(NEXT, files=(file,), choices={asked.row: NEW}))
    assert (len(fresh.stay), len(fresh.new)) == (0, 1)


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish("", START, all_stay=True), "名称"),
        (Wish("第" * 61, START, all_stay=True), "最多"),
        (Wish("第十一届", START, all_stay=True), "已经有了"),
        (Wish("第十二届", "", all_stay=True), "第一天"),
        (Wish("第十二届", "2027年1月", all_stay=True), "第一天"),
        (Wish("第十二届", "2026-01-10", all_stay=True), "之后"),
        (Wish("第十二届", "2026-05-20", all_stay=True), "2026-06-01 还有变动"),
        (Wish("第十二届", START), "还没有人"),
        (Wish("第十二届", START, all_stay=True, sectors={"渔业": "农业"}), "没有“渔业”这个界别"),
    ],
)
def test_what_stands_against_it(old: Office, wish: Wish, said: str) -> None:
    plan = old.renewal.plan(wish)
    assert said in plan.errors[0].message
    before = dump(old)
    with pytest.raises(Refused, match="还不能换届"):
        old.renewal.carry_out(plan)
    assert dump(old) == before


def test_a_list_and_the_clerk_may_not_contradict_each_other(old: Office, tmp_path: Path) -> None:
    leaver = old.roster.get("骆宾").id
    plan = old.renewal.plan(
        replace(NEXT, files=(write(tmp_path, "姓名\n骆宾\n"),), leave=frozenset({leaver}))
    )
    assert "又被列为退出" in plan.errors[0].message


def test_nobody_gets_a_number_that_another_keeps(old: Office, tmp_path: Path) -> None:
    file = write(tmp_path, "姓名,委员编号\n鹿小满,11019\n路遥知,\n")
    plan = old.renewal.plan(replace(NEXT, files=(file,)))
    assert "与 路遥知 相同而姓名不同" in plan.errors[0].message
    wish = replace(NEXT, files=(file,), choices={plan.doubtful[0].row: NEW})
    assert "11019 在新一届有两人" in old.renewal.plan(wish).errors[0].message
    assert old.renewal.plan(replace(wish, carry=USUALLY - {"no"})).errors == ()


def test_a_namesake_somewhere_else_is_worth_a_look(old: Office, tmp_path: Path) -> None:
    office = old
    office.roster.change(office.roster.get("骆宾"), {"employer": "县商务局"}, day=None)
    plan = office.renewal.plan(
        replace(NEXT, files=(write(tmp_path, "姓名,界别,工作单位\n骆宾,特邀,县医院\n"),))
    )
    assert "如是两人" in plan.warnings[0].message


def test_a_plan_that_is_old_is_not_carried_out(old: Office) -> None:
    plan = old.renewal.plan(replace(NEXT, all_stay=True))
    add(old, "鹿小满")
    with pytest.raises(Refused, match="预览之后"):
        old.renewal.carry_out(plan)


def test_a_term_entered_ahead_is_used(old: Office) -> None:
    ahead = old.setup.add_term("第十二届")
    assert old.renewal.carry_out(old.renewal.plan(replace(NEXT, all_stay=True))) == ahead
    assert old.frame.term().starts == START
    assert "已经有了" in old.renewal.plan(Wish("第十一届", "2027-02-01", all_stay=True)).errors[0].message


def test_a_file_that_is_not_there(old: Office, tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        old.renewal.plan(replace(NEXT, files=(tmp_path / "没有.xlsx",)))


def test_a_pasted_table_is_read_as_one(old: Office) -> None:
    plan = old.renewal.plan(replace(NEXT, pasted="姓名\t界别\n骆宾\t经济\n鹿小满\t教育\n"))
    assert ([one.member.name for one in plan.stay], [one.name for one in plan.new]) == (["骆宾"], ["鹿小满"])


def test_a_person_has_one_history_through_both_terms(old: Office) -> None:
    old.renewal.carry_out(old.renewal.plan(replace(NEXT, all_stay=True)))
    member = old.roster.get("骆宾")
    told = old.renewal.career(member)
    assert [(term.name, one.status, one.name) for term, one in told] == [
        ("第十一届", "在册", "骆宾"),
        ("第十二届", "在册", "骆宾"),
    ]
    assert told[0][1].person_id == told[1][1].person_id
    assert list(old.roster.show("骆宾").career) == told
    (other,) = old.member_history.of("骆宾").others
    assert (other.name, other.ends) == ("第十一届", "2026-11-22")
    assert dict(other.timelines)["履职状态"]
    assert old.roster.show("骆宾").career[-1][0] == old.frame.term()


def test_a_third_term_knows_those_of_the_first(old: Office, tmp_path: Path) -> None:
    leaver = old.roster.get("骆宾").id
    old.renewal.carry_out(old.renewal.plan(replace(NEXT, all_stay=True, leave=frozenset({leaver}))))
    third = old.renewal.plan(Wish("第十三届", "2031-11-23", files=(write(tmp_path, "姓名\n骆宾\n沈长河\n"),)))
    assert third.errors == ()
    assert [(one.name, one.known.id if one.known else 0) for one in third.new] == [("骆宾", leaver)]
    assert [one.values["terms_served"] for one in third.stay] == [3]


def test_looking_at_a_term_that_is_not_there(old: Office) -> None:
    reader = old.reader("第九届")
    try:
        with pytest.raises(NotFound, match="第十一届"):
            reader.frame.term()
    finally:
        reader.close()


@pytest.fixture
def renewed(old: Office) -> Path:
    """The file of an office after its 换届, closed."""
    old.renewal.carry_out(old.renewal.plan(replace(NEXT, all_stay=True)))
    old.close()
    return old.path


def test_a_door_for_writing_opens_only_at_the_current_term(renewed: Path) -> None:
    def clock() -> datetime:
        return datetime(2026, 11, 22, 9, 0)

    with pytest.raises(Refused, match="只能看"):
        Office.open(renewed, term="第十一届", today=lambda: TODAY, clock=clock)
    with pytest.raises(NotFound):
        Office.open(renewed, term="第九届", today=lambda: TODAY, clock=clock)
    office = Office.open(renewed, term="第十二届", today=lambda: TODAY, clock=clock)
    assert not office.frame.looks_back
    office.close()


@pytest.mark.parametrize(("start", "said"), [("2026-11-23", True), ("2026-11-22", False)])
def test_a_first_day_still_to_come_is_remarked_on(old: Office, start: str, said: bool) -> None:
    plan = old.renewal.plan(replace(NEXT, start=start))
    assert any("还没到" in one.message for one in plan.warnings) is said
