"""Importing a roster: preview, one operation, nothing the second time."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from app.domain.errors import Refused
from app.domain.fields import MEMBER
from app.office import Office
from app.services.roster_import import Mark
from tests.offices import add


def workbook(path: Path, sheets: dict[str, Sequence[Sequence[object]]]) -> Path:
    """Write a small invented workbook."""
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return path


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """Two tables of one roster with columns in different order, and one that is no roster."""
    return workbook(
        tmp_path / "名册.xlsx",
        {
            "按界别": [
                ["云川县政协委员名单", "", "", "", ""],
                ["序号", "姓名", "界别", "性别", "现工作单位及职务"],
                [1, "沈长河", "中共", "男", "县政协党组书记、主席"],
                [2, "骆 宾", "经济", "男", "云川茶业有限公司总经理"],
                [3, "米雪\n（曾用名米小雪）", "教育", "女", "县第一中学教师"],
            ],
            "按小组": [
                ["姓名", "街道委员小组", "党派", "专门委员会"],
                ["骆宾", "湖滨", "民建、中共", "经济委员会"],
                ["沈长河", "政协领导", "中共", ""],
                ["米雪", "东山", "群众", "文史委员会"],
            ],
            "计划": [["时间", "活动"], ["3月", "视察"]],
        },
    )


def test_两张表按人合并(office: Office, tables: Path) -> None:
    preview = office.roster_import.preview([tables])
    assert (preview.read, preview.members, preview.new, preview.errors) == (6, 3, 3, ())
    assert [(sheet.name, sheet.taken) for sheet in preview.sheets] == [
        ("按界别", True),
        ("按小组", True),
        ("计划", False),
    ]
    office.roster_import.apply(preview)
    member = office.roster.get("骆宾")
    assert (member.sector, member.affiliations, member.area, member.is_party_member) == (
        "经济",
        ("民建", "中共"),
        "湖滨",
        True,
    )
    assert [seat.name for seat in member.committees] == ["经济委员会"]
    assert office.roster.get("米雪").former_name == "米小雪"
    assert office.frame.registry.codes("界别") == ["中共", "经济", "教育"]
    assert office.undoable == "导入名册 3 人"


def test_第二次导入什么也不变(office: Office, tables: Path) -> None:
    office.roster_import.apply(office.roster_import.preview([tables]))
    before = office.past.operations()
    again = office.roster_import.preview([tables])
    assert (again.new, again.updated, again.unchanged) == (0, 0, 3)
    office.roster_import.apply(again)
    assert office.past.operations() == before


def test_预览不写入(office: Office, tables: Path) -> None:
    office.roster_import.preview([tables])
    assert office.roster.listing() == []


def test_撤销一次全部收回(office: Office, tables: Path) -> None:
    office.roster_import.apply(office.roster_import.preview([tables]))
    office.undo()
    assert office.roster.listing() == []
    assert office.frame.registry.codes("界别") == []


def test_推出的政协职务经确认才写入(office: Office, tables: Path) -> None:
    preview = office.roster_import.preview([tables])
    assert {(row.draft.name, post.post) for row, post in preview.proposals()} == {
        ("沈长河", "党组书记"),
        ("沈长河", "主席"),
    }
    office.roster_import.apply(preview, posts=[(preview.proposals()[0][0].draft.key, "主席")])
    assert office.roster.get("沈长河").posts == ("主席",)
    again = office.roster_import.preview([tables])
    office.roster_import.apply(again, with_posts=False)
    assert office.roster.get("沈长河").posts == ("主席",)
    office.roster_import.apply(again)
    assert office.roster.get("沈长河").posts == ("主席", "党组书记")


def test_更新时只改变了的字段(office: Office, tables: Path, tmp_path: Path) -> None:
    office.roster_import.apply(office.roster_import.preview([tables]))
    newer = workbook(
        tmp_path / "新.xlsx",
        {"表": [["姓名", "界别", "手机"], ["米雪", "工商联", "13900001234"], ["骆宾", "经济", ""]]},
    )
    preview = office.roster_import.preview([newer])
    marks = {row.draft.name: row.mark for row in preview.rows}
    assert marks == {"米雪": Mark.UPDATE, "骆宾": Mark.SAME}
    changes = next(row.changes for row in preview.rows if row.draft.name == "米雪")
    assert changes == (("界别", "教育", "工商联"), ("手机", "", "13900001234"))
    office.roster_import.apply(preview)
    assert office.roster.get("米雪").more["phone"] == "13900001234"
    assert office.roster.get("米雪", "2026-11-21").sector == "教育"


def test_编入已撤销的小组_要提示(office: Office, tmp_path: Path) -> None:
    first = workbook(
        tmp_path / "一.xlsx", {"表": [["姓名", "街道小组", "专委会"], ["米雪", "城关小组", ""], ["骆宾", "河东小组", ""]]}
    )  # fmt: skip
    office.roster_import.apply(office.roster_import.preview([first]))
    office.teams.dissolve(office.teams.get("城关小组"), "2026-10-01")
    office.teams.add("专委会", "文史委员会")
    office.teams.dissolve(office.teams.get("文史委员会"), "2026-10-01")
    again = workbook(
        tmp_path / "二.xlsx",
        {
            "表": [
                ["姓名", "街道小组", "专委会"], ["傅云帆", "城关小组", ""], ["骆宾", "河东小组", "文史委员会"], ["沈长河", "河东小组", ""],
            ]
        },
    )  # fmt: skip
    preview = office.roster_import.preview([again])
    told = [(one.row, one.column, one.value) for one in preview.warnings if "撤销" in one.message]
    assert told == [(2, MEMBER["groups"].label, "城关小组"), (3, "专委会", "文史委员会")]
    office.roster_import.apply(preview)
    after = office.roster_import.preview([again])
    assert [one.message for one in after.warnings if "撤销" in one.message] == []
    assert office.safety.check() == []


def test_有误的行不进其余照进(office: Office, tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "坏.xlsx", {"表": [["姓名", "性别"], ["米雪", "女"], ["王", "男"], ["", "男"]]}
    )
    preview = office.roster_import.preview([file])
    refusal = preview.refusal()
    assert refusal is not None
    assert "表 第 3 行 姓名" in refusal.message
    assert [error.row for error in preview.errors] == [3, 4]
    office.roster_import.apply(preview)
    assert [member.name for member in office.roster.listing()] == ["米雪"]


def test_没有错误就没有拒绝(office: Office, tables: Path) -> None:
    assert office.roster_import.preview([tables]).refusal() is None


def test_同名两人分不清时要选定(office: Office, tmp_path: Path) -> None:
    first, second = add(office, "米雪", sector="教育", no="1"), add(office, "米雪", sector="经济", no="2")
    file = workbook(tmp_path / "名.xlsx", {"表": [["姓名", "手机"], ["米雪", "13900001234"]]})
    preview = office.roster_import.preview([file])
    assert [row.mark for row in preview.rows] == [Mark.BAD]
    key = preview.rows[0].draft.key
    chosen = office.roster_import.preview([file], choices={key: str(second)})
    office.roster_import.apply(chosen)
    assert office.roster.get(str(second)).more.get("phone") == "13900001234"
    assert "phone" not in office.roster.get(str(first)).more
    assert office.roster_import.preview([file], choices={key: "new"}).new == 1


def test_名字丢了字_又没有别的可比_就要选定(office: Office, tmp_path: Path) -> None:
    add(office, "吴彦㛃", sex="女", sector="经济")
    names = tmp_path / "名单.csv"
    names.write_text("姓名\n吴彦?\n", encoding="gbk")
    preview = office.roster_import.preview([names])
    assert [row.mark for row in preview.rows] == [Mark.BAD]
    assert preview.rows[0].question is not None
    assert "姓名有丢失的字" in preview.errors[0].message
    office.roster_import.apply(
        office.roster_import.preview([names], choices={preview.rows[0].draft.key: "new"})
    )
    assert [row.mark for row in office.roster_import.preview([names]).rows] == [Mark.SAME], "it stands so now"
    names.write_text("姓名\n吴彦㛃\n", encoding="utf-8")
    assert [row.mark for row in office.roster_import.preview([names]).rows] == [Mark.SAME]


def test_表头对应可改并记住(office: Office, tmp_path: Path) -> None:
    file = workbook(tmp_path / "名.xlsx", {"表": [["姓名", "归口"], ["米雪", "教育"]]})
    assert office.roster_import.preview([file]).headers.get("归口", "") == ""
    preview = office.roster_import.preview([file], override={"归口": "sector"})
    office.roster_import.apply(preview)
    assert office.roster.get("米雪").sector == "教育"
    assert office.roster_import.preview([file]).headers["归口"] == "sector"


def test_只读一张表(office: Office, tables: Path) -> None:
    assert office.roster_import.preview([tables], sheet="按小组").read == 3


def test_不是表格的文件(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "名册.xlsx"
    file.write_text("这不是表格", encoding="utf-8")
    with pytest.raises(Refused):
        office.roster_import.preview([file])
    assert office.roster.listing() == []


def test_界别和单位都变了要问是不是同一人(office: Office, tmp_path: Path) -> None:
    member = add(office, "米雪", sector="教育", job_title="县第一中学教师")
    file = workbook(
        tmp_path / "名.xlsx", {"表": [["姓名", "界别", "单位及职务"], ["米雪", "经济", "云川茶业公司经理"]]}
    )
    preview = office.roster_import.preview([file])
    assert [row.mark for row in preview.rows] == [Mark.BAD]
    question = preview.rows[0].question
    assert question is not None
    assert [(one.key, one.unlike) for one in question.candidates] == [
        (str(member), (("界别", "教育", "经济"), ("单位职务", "县第一中学教师", "云川茶业公司经理")))
    ]
    assert f"id {member}" in preview.errors[0].message
    key = preview.rows[0].draft.key
    assert office.roster_import.preview([file], choices={key: str(member)}).updated == 1
    assert office.roster_import.preview([file], choices={key: "new"}).new == 1


def test_是否新任按是否比较(office: Office, tmp_path: Path) -> None:
    add(office, "米雪", is_new=True)
    file = workbook(tmp_path / "名.xlsx", {"表": [["姓名", "新任"], ["米雪", "是"]]})
    assert office.roster_import.preview([file]).unchanged == 1


# --------------------------------------------------------------------------- the real tables


@pytest.fixture
def shangcheng(office: Office, shared_data: Path) -> Office:
    folder = shared_data / "shangcheng_2026"
    office.roster_import.apply(office.roster_import.preview([folder / "shangcheng_roster_pseudonymous.xlsx"]))
    return office


def test_实际名册的各项人数(shangcheng: Office, shared_data: Path) -> None:
    expected = json.loads(
        (shared_data / "shangcheng_2026" / "expected_counts.json").read_text(encoding="utf-8")
    )
    people = shangcheng.roster.listing()
    assert len(people) == expected["total"]
    assert Counter(member.sector for member in people) == expected["by_sector"]
    assert Counter(member.area for member in people) == expected["by_street"]
    assert Counter(seat.name for member in people for seat in member.committees) == expected["by_committee"]
    assert Counter(member.sex for member in people) == expected["sex"]
    assert sum(1 for member in people if not member.committees) == expected["not_in_committee"]
    assert sum(1 for member in people if member.is_party_member) == 133
    combinations = Counter(frozenset(member.affiliations) for member in people)
    assert combinations[frozenset({"中共"})] == 131
    assert combinations[frozenset({"中共", "民建"})] == combinations[frozenset({"中共", "民盟"})] == 1


def test_实际名册与逐人对照表一致(shangcheng: Office, shared_data: Path) -> None:
    with (shared_data / "shangcheng_2026" / "expected_joined.csv").open(
        encoding="utf-8-sig", newline=""
    ) as handle:
        expected = {row["姓名(去换行)"]: row for row in csv.DictReader(handle)}
    names = {}
    for member in shangcheng.roster.listing():
        written = member.name if member.name in expected else f"{member.name}（{member.former_name}）"
        names[written] = (
            member.sector,
            member.area,
            "、".join(seat.name for seat in member.committees),
            member.sex,
        )
    assert names == {
        name: (row["界别"], row["街道小组"], row["专委会"], row["性别"]) for name, row in expected.items()
    }


def test_实际名册设常委后网格完整(shangcheng: Office, shared_data: Path) -> None:
    text = (shared_data / "shangcheng_2026" / "standing_members.txt").read_text(encoding="utf-8")
    done = shangcheng.roster.set_post(text, "常委")
    assert (len(done.set), done.findings) == (50, ())
    shangcheng.liaison.assign("2026-01-15")
    assert shangcheng.liaison.check() == []
    grid = shangcheng.liaison.grid()
    assert grid.tiering.total == 339
    assert Counter(pair.lower for pair in grid.pairs) == dict.fromkeys(
        (member.id for number in range(2, 6) for member in grid.tiering.tiers[number]), 1
    )


def test_实际名册第二次导入不变(shangcheng: Office, shared_data: Path) -> None:
    again = shangcheng.roster_import.preview(
        [shared_data / "shangcheng_2026" / "shangcheng_roster_pseudonymous.xlsx"]
    )
    assert (again.new, again.updated, again.unchanged) == (0, 0, 339)


def test_只有表头的表说没有委员(office: Office, tmp_path: Path) -> None:
    file = workbook(tmp_path / "空.xlsx", {"表": [["姓名", "界别"]]})
    refusal = office.roster_import.preview([file]).refusal()
    assert refusal is not None
    assert (
        refusal.message
        == "有 1 处错误，没有导入。第一处：空.xlsx：只有表头，下面没有一行委员，请核对是否选错了文件"
    )
