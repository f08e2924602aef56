"""Lists of teams coming in: matched to members by name, previewed, one operation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.domain.errors import Refused
from app.domain.team import NOBODY
from app.office import Office
from app.services.roster_import import Mark
from tests.offices import add

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "shangcheng_2026"

LIST = """名称,种类,负责人,成员,地址,成立日期
城关小组,街道委员小组,傅云帆,骆宾、闻人杰 米雪（副组长）,城关街道 1 号,2026.3
惠民工作室,委员工作室,某委员,"召集人：沈默言，老周",河东路 2 号,
"""


def written(folder: Path, text: str, name: str = "小组.csv") -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def test_teams_come_in_with_their_people(county: Office, tmp_path: Path) -> None:
    preview = county.team_import.preview([written(tmp_path, LIST)])
    assert (preview.new, preview.updated, preview.unchanged, preview.seats, preview.strangers) == (
        2,
        0,
        0,
        5,
        2,
    )
    assert preview.refusal() is None
    assert [one.value for one in preview.warnings] == ["某委员", "老周"]
    assert preview.rows[1].leaders == "某委员、沈默言、老周"
    county.team_import.apply(preview)
    team = county.teams.get("城关小组")
    assert (team.kind, team.leaders) == ("街道小组", ("傅云帆",))
    assert (team.more["address"], team.more["founded"]) == ("城关街道 1 号", "2026-03")
    assert [(mate.name, mate.role, mate.since) for mate in team.members] == [
        ("傅云帆", "负责人", ""), ("米雪", "副组长", ""), ("闻人杰", "", ""), ("骆宾", "", ""),
    ]  # fmt: skip
    studio = county.teams.get("惠民工作室")
    assert ([(m.name, m.role) for m in studio.members], studio.outsiders) == ([("沈默言", "召集人")], ())
    assert county.undoable == "导入小组 2 个"
    assert county.safety.check() == []
    again = county.team_import.preview([written(tmp_path, LIST)])
    assert (again.new, again.updated, again.unchanged) == (0, 0, 2)
    county.undo()
    assert county.teams.listing(kind="街道小组") == []


def test_strangers_come_in_only_when_she_says_so(county: Office, tmp_path: Path) -> None:
    file = written(tmp_path, LIST)
    county.team_import.apply(county.team_import.preview([file]), strangers=True)
    studio = county.teams.get("惠民工作室")
    assert [(one.name, one.role) for one in studio.outsiders] == [("某委员", "负责人"), ("老周", "召集人")]
    assert county.team_import.preview([file]).unchanged == 2


def test_one_row_per_person(county: Office, tmp_path: Path) -> None:
    text = "序号\t小组\t姓名\t小组职务\n1\t一组\t傅云帆\t组长\n2\t一组\t骆宾\t\n3\t二组\t骆宾\t联络员\n"
    preview = county.team_import.preview([written(tmp_path, text, "组.tsv")], kind="学习组")
    county.team_import.apply(preview)
    assert [(m.name, m.role) for m in county.teams.get("一组").members] == [("傅云帆", "组长"), ("骆宾", "")]
    assert [(m.name, m.role) for m in county.teams.get("二组").members] == [("骆宾", "联络员")]
    assert county.teams.get("二组").kind == "学习组"
    assert len(county.roster.get("骆宾").groups) == 2


def test_what_is_there_is_filled_and_nobody_thrown_out(county: Office, tmp_path: Path) -> None:
    county.team_import.apply(county.team_import.preview([written(tmp_path, LIST)]))
    more = "名称,种类,负责人,地址,联系人\n城关小组,街道小组,纪晓舟,城关街道 9 号,小李\n"
    preview = county.team_import.preview([written(tmp_path, more)])
    assert [row.mark for row in preview.rows] == [Mark.UPDATE]
    assert preview.rows[0].changes == (("address", "城关街道 1 号", "城关街道 9 号"), ("contact", "", "小李"))
    county.team_import.apply(preview)
    team = county.teams.get("城关小组")
    assert team.leaders == ("纪晓舟", "傅云帆")
    assert len(team.members) == 5


def test_a_new_kind_and_a_committee(county: Office, tmp_path: Path) -> None:
    text = (
        "名称,种类,成员\n云川书画院,书画院,米雪\n提案委员会,专委会,骆宾（兼职副主任）\n农业委员会,专委会,\n"
    )
    county.team_import.apply(county.team_import.preview([written(tmp_path, text)], kind="书画院"))
    assert "书画院" in county.frame.registry.codes("小组种类")
    assert "街道小组" in county.frame.registry.codes("小组种类")
    assert ("骆宾", "兼职副主任") in [(m.name, m.role) for m in county.teams.get("提案委员会").members]
    assert county.frame.registry.codes("专委会")[-1] == "农业委员会"


def test_a_name_of_two_members_is_asked_about(county: Office, tmp_path: Path) -> None:
    add(county, "米雪", sector="教育", employer="县第一中学")
    preview = county.team_import.preview([written(tmp_path, "名称,种类,负责人\n甲室,委员工作室,米雪\n")])
    assert "2 位同名" in preview.warnings[0].message
    assert preview.rows[0].seats == ()
    assert preview.strangers == 1


def test_who_of_two_is_chosen_in_the_preview(county: Office, tmp_path: Path) -> None:
    other = add(county, "米雪", sector="教育", employer="县第一中学")
    file = written(tmp_path, "名称,种类,负责人\n甲室,委员工作室,米雪\n")
    (doubt,) = county.team_import.preview([file]).rows[0].asked
    assert [one.id for one in doubt.candidates if one.id == other] == [other]
    preview = county.team_import.preview([file], chosen={doubt.key: other})
    assert [(member.id, role) for member, role in preview.rows[0].seats] == [(other, "负责人")]
    assert (preview.rows[0].asked, preview.warnings, preview.strangers) == ((), (), 0)
    county.team_import.apply(preview)
    assert [mate.id for mate in county.teams.get("甲室").members] == [other]
    again = county.team_import.preview([file])
    assert (again.unchanged, again.rows[0].doubts) == (1, ())
    assert county.safety.check() == []


def test_neither_of_two_is_no_member(county: Office, tmp_path: Path) -> None:
    add(county, "米雪", sector="教育")
    file = written(tmp_path, "名称,种类,负责人\n甲室,委员工作室,米雪\n")
    asked = county.team_import.preview([file])
    county.team_import.apply(asked, strangers=True)
    assert county.teams.get("甲室").outsiders == ()
    county.undo()
    chosen = {asked.rows[0].asked[0].key: NOBODY}
    county.team_import.apply(county.team_import.preview([file], chosen=chosen), strangers=True)
    assert [one.name for one in county.teams.get("甲室").outsiders] == ["米雪"]
    assert county.teams.get("甲室").members == ()


@pytest.mark.parametrize(
    ("name", "chosen", "kind"),
    [
        ("甲街道“三一”委员工作室", "", "委员工作室"),
        ("湖边街道小组", "", "街道小组"),
        ("湖边街道委员小组", "", "街道小组"),
        ("甲委员工作室", "智库", "智库"),
    ],
)
def test_a_name_tells_its_kind_when_nothing_else_does(
    county: Office, tmp_path: Path, name: str, chosen: str, kind: str
) -> None:
    preview = county.team_import.preview([written(tmp_path, f"名称,负责人\n{name},米雪\n")], kind=chosen)
    assert [line.draft.kind for line in preview.rows] == [kind]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("名称,负责人\n甲室,米雪\n", "没有写种类"),
        ("名称,种类,地址\n,学习组,某处\n", "没有小组名称"),
        ("名称,种类\n甲/乙,学习组\n", "不能有“/”"),
        ("名称,种类\n", "只有表头"),
        ("甲,乙\n一,二\n", "没有找到表头"),
    ],
)
def test_what_keeps_a_row_out(county: Office, tmp_path: Path, text: str, said: str) -> None:
    preview = county.team_import.preview([written(tmp_path, text)])
    refusal = preview.refusal()
    assert refusal is not None
    assert said in refusal.message


def test_remarks_let_a_row_in(county: Office, tmp_path: Path) -> None:
    text = "名称,种类,成立日期,地址\n甲组,学习组,哪天,东\n甲组,学习组,,西\n"
    preview = county.team_import.preview([written(tmp_path, text)])
    assert len(preview.warnings) == 2
    assert preview.rows[0].draft.values == {"address": "东"}
    assert preview.errors == ()


@pytest.mark.parametrize(
    "content",
    [
        [{"名称": "甲室", "负责人": "米雪", "成员": ["骆宾", {"name": "顾盼"}]}],
        {"total": 1, "notes": ["a"], "studios": [{"name": "甲室", "leader": "米雪", "成员": "骆宾、顾盼", "star": None}]},
    ],
)  # fmt: skip
def test_a_json_list_of_objects(county: Office, tmp_path: Path, content: object) -> None:
    file = written(tmp_path, json.dumps(content, ensure_ascii=False), "室.json")
    preview = county.team_import.preview([file], kind="委员工作室")
    county.team_import.apply(preview)
    team = county.teams.get("甲室")
    assert (team.leaders, {mate.name for mate in team.members}) == (("米雪",), {"米雪", "骆宾", "顾盼"})


@pytest.mark.parametrize("text", ["{", "[]", '{"a": 1}', "[" * 100_000])
def test_a_json_of_something_else_is_refused(county: Office, tmp_path: Path, text: str) -> None:
    with pytest.raises(Refused):
        county.team_import.preview([written(tmp_path, text, "x.json")], kind="委员工作室")


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not on this machine")
def test_the_fifty_studios_come_in(office: Office) -> None:
    studios = json.loads((REAL / "studios_pseudonymous.json").read_text("utf-8"))["studios"]
    leaders = [one["leader"].split("、") for one in studios]
    with office.data.operation("录入"):
        for name in dict.fromkeys(name for names in leaders[:20] for name in names if "某" not in name):
            add(office, name)
    preview = office.team_import.preview([REAL / "studios_pseudonymous.json"], kind="委员工作室")
    assert (preview.new, preview.errors) == (50, ())
    office.team_import.apply(preview)
    teams = {team.name: team for team in office.teams.listing(kind="委员工作室")}
    assert len(teams) == 50
    known = {member.name for member in office.roster.listing()}
    assert {one.value for one in preview.warnings} == {name for names in leaders for name in names} - known
    for one, names in zip(studios, leaders, strict=True):
        assert set(teams[one["name"]].leaders) == set(names) & known
        assert teams[one["name"]].more.get("address", "") == one["address"]
    assert office.safety.check() == []
    office.undo()
    assert office.teams.listing(kind="委员工作室") == []


def test_a_name_or_kind_that_no_list_has_room_for_is_refused(county: Office, tmp_path: Path) -> None:
    text = f"名称,种类\n甲组,{'长' * 61}\n{'长' * 61},学习组\n甲/乙,学习组\n丙组,学习组\n"
    preview = county.team_import.preview([written(tmp_path, text)])
    assert [(one.row, one.message) for one in preview.errors] == [
        (2, "种类最多 60 个字，不能有“/”"), (3, "名称最多 60 个字，不能有“/”"), (4, "名称最多 60 个字，不能有“/”"),
    ]  # fmt: skip
    assert [row.draft.name for row in preview.rows] == ["丙组"]


PLANS = [
    ("一行像小组名", "县政协\n2026年议事计划,,\n责任部门,协商课题,时间\n城关街道委员小组,停车难,5月\n河东街道委员小组,养老,6月\n", "责任部门、协商课题、时间"),
    ("没有名称列", "界别,活动名称,活动类型,拟召开时间\n经济,视察,调研,3月\n", "活动名称、活动类型、拟召开时间"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "text", "found"), PLANS, ids=[case for case, *_ in PLANS])
def test_计划表不是小组名单(county: Office, tmp_path: Path, case: str, text: str, found: str) -> None:
    preview = county.team_import.preview([written(tmp_path, text, "计划.csv")], kind="街道小组")
    assert (preview.rows, [sheet.kind for sheet in preview.sheets]) == ((), ["计划表"])
    assert [one.message for one in preview.errors] == [f"“计划.csv”是计划表（{found}），不是小组名单"]


def test_有负责人和时间的小组表还是小组表(county: Office, tmp_path: Path) -> None:
    text = "2026年小组一览,,\n名称,责任人,活动时间\n城关小组,傅云帆,每月\n"
    preview = county.team_import.preview([written(tmp_path, text)], kind="街道小组")
    assert [row.draft.name for row in preview.rows] == ["城关小组"]
