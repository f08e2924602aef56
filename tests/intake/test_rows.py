"""The rows of one table: a person each, what is wrong in a cell, and what is nobody's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.member import Seat
from app.intake.person import Source
from app.intake.rawtable import RawSheet
from app.intake.roster import read_roster
from tests.intake.books import text_table
from tests.intake.drafts import read, said, table


def test_a_row_becomes_a_person_with_typed_values() -> None:
    draft = read(
        table(
            ["政协某县委员名册"],
            [
                "序号",
                "姓名",
                "性别",
                "党派",
                "界别",
                "街道委员小组",
                "专委会",
                "出生年月",
                "排名",
                "新任",
                "现工作单位及职务",
            ],
            [
                "1",
                "叶\u3000悦\n（原名叶大悦）",
                "女",
                "民建、中共",
                "教育界",
                "湖滨",
                "提案委员会",
                "1975.03",
                "3",
                "是",
                "区政协提案委主任 ",
            ],
        )
    )
    person = draft.people[0]
    assert dict(person.values) == {
        "name": "叶悦", "former_name": "叶大悦", "sex": "女", "affiliations": ("民建", "中共"), "sector": "教育",
        "groups": (Seat("湖滨", "", "街道小组"),), "committees": (Seat("提案委员会"),), "birth": "1975-03",
        "rank_no": 3, "is_new": True, "job_title": "区政协提案委主任",
    }  # fmt: skip
    assert person.sources == (Source("名册.xlsx", "表", 3),)
    assert (person.name, person.text("rank_no"), person.key) == ("叶悦", "", "名册.xlsx#表#3")
    assert [(post.post, post.certain) for post in person.proposed_posts] == [("专委会主任", True)]
    assert (draft.rows, draft.errors, draft.rejected) == (1, (), ())
    assert draft.headers["街道委员小组"] == "groups"


def test_posts_are_proposed_and_never_set() -> None:
    draft = read(table(["姓名", "工作单位", "职务"], ["张三", "区政协", "副主席"], ["李四", "一中", "校长"]))
    assert [[post.post for post in person.proposed_posts] for person in draft.people] == [["副主席"], []]
    assert all("posts" not in person.values for person in draft.people)


def test_marks_behind_a_name_fill_sex_and_ethnic_group() -> None:
    draft = read(table(["姓名", "界别"], ["张三（女，回族）", "教育"], ["李四（大）", "医卫"]))
    assert [(p.text("sex"), p.text("ethnicity")) for p in draft.people] == [("女", "回族"), ("", "")]


ROWS = [
    ("没有姓名而有内容", ["", "男", "教育"], 1, "姓名为空"),
    ("只有姓", ["张", "男", "教育"], 1, "不完整"),
    ("只剩丢字的记号", ["??", "男", "教育"], 1, "丢失"),
    ("性别写错", ["张三", "难", "教育"], 1, "性别“难”不认识"),
    ("只有性别", ["", "男", ""], 1, "姓名为空"),
    ("空行", ["", "", ""], 0, ""),
    ("只有预先填好的序号", ["", "", "", "7"], 0, ""),
]


@pytest.mark.parametrize(("case", "row", "errors", "message"), ROWS, ids=[case for case, *_ in ROWS])
def test_a_bad_row_stays_out_with_its_place(case: str, row: list[object], errors: int, message: str) -> None:
    draft = read(table(["姓名", "性别", "界别", "序号"], ["王一", "女", "教育"], row, ["王二", "女", "教育"]))
    assert [person.name for person in draft.people] == ["王一", "王二"]
    assert len(draft.errors) == len(draft.rejected) == errors
    if errors:
        finding = draft.errors[0]
        assert (finding.file, finding.sheet, finding.row) == ("名册.xlsx", "表", 3)
        assert finding.column in {"姓名", "性别"}
        assert message in finding.message


def test_the_value_of_a_bad_cell_is_shown() -> None:
    finding = read(table(["姓名", "出生年月"], ["张三", "不详"])).errors[0]
    assert (finding.column, finding.value) == ("出生年月", "不详")


NO_PEOPLE = [
    ("合计行", ["合计", "2 人"], "合计"),
    ("没有姓名的小计", ["", "小计", "2"], "小计"),
    ("末尾的说明", ["说明：以上名单按姓氏笔画排序"], "说明"),
    ("填表人", ["", "填表人：王五"], "填表人"),
    ("合计连着人数", ["", "", "合计：21人"], "合计"),
    ("写在姓名列的合计", ["合计：", "21人"], "合计"),
    ("总人数", ["总人数（21）", "21"], "总人数"),
    ("只写共几人", ["（共 21 人）"], "合计"),
    ("以上共计几人", ["以上共计 21 人", "", ""], "合计"),
    ("制表和审核在一行", ["制表：王五", "审核：赵六"], "制表"),
    ("只有制表人三字", ["制表人", "", "王五"], "制表人"),
    ("制表日期", ["制表日期 2026年3月1日", "", "共1页"], "制表日期"),
    ("统计日期", ["统计日期：2026.3.1"], "统计日期"),
    ("页码", ["第 1 页", "", "共 3 页"], "页码"),
    ("单位盖章", ["单位（盖章）：", "", "云川县政协"], "单位盖章"),
    ("备注", ["备注"], "备注"),
    ("以上名单", ["（以上名单按姓氏笔画排序）", ""], "以上名单"),
]


@pytest.mark.parametrize(("case", "row", "word"), NO_PEOPLE, ids=[case for case, *_ in NO_PEOPLE])
def test_totals_and_notes_are_passed_over_and_told_in_one_remark(
    case: str, row: list[object], word: str
) -> None:
    headers = ["姓名", "性别", "界别", "其他栏"]
    draft = read(table(headers, ["王一", "女", "教育"], row, ["王二", "女", "教育"], row))
    assert [person.name for person in draft.people] == ["王一", "王二"]
    assert not draft.errors
    assert [(one.row, one.message) for one in draft.warnings] == [(0, f"已跳过 2 行：{word}")]


def test_many_kinds_of_lines_are_named_shortly() -> None:
    lines = [["合计"], ["小计"], ["制表：甲"], ["审核：乙"], ["备注：无"], ["第 1 页"]]
    draft = read(table(["姓名", "性别"], ["王一", "女"], *lines))
    assert [one.message for one in draft.warnings] == ["已跳过 6 行：合计、小计、制表、审核、备注等"]


def test_a_part_in_a_team_that_reads_like_a_note_is_no_note() -> None:
    draft = read(table(["角色", "姓名", "性别"], ["联系人", "王一", "女"], ["经办人", "王二", "女"]))
    assert [person.name for person in draft.people] == ["王一", "王二"]


@pytest.mark.parametrize(
    "row", [["二、其他（21人）"], ["", "", "", "待定"]], ids=["不明的小标题", "无关列里的话"]
)
def test_a_line_that_nobody_knows_is_passed_over_with_a_remark_of_its_own(row: list[object]) -> None:
    draft = read(table(["姓名", "性别", "其他栏", "再一栏"], ["王一", "女"], row, ["王二", "女"]))
    assert [person.name for person in draft.people] == ["王一", "王二"]
    assert [(one.row, one.message) for one in draft.warnings] == [(3, "这一行没有姓名，未作为委员读入")]


def test_a_header_repeated_on_each_page_is_passed_over() -> None:
    draft = read(table(["姓名", "性别"], ["王一", "女"], ["姓 名", "性 别"], ["王二", "女"]))
    assert (len(draft.people), draft.rows, draft.warnings) == (2, 2, ())


def test_a_long_lone_name_is_a_person() -> None:
    assert read(table(["姓名", "性别"], ["买买提江·艾合买提江", ""])).people[0].name == "买买提江·艾合买提江"


MONTHS = [
    ("年月列里都是一号", "出生年月", [date(1975, 3, 1)], ["1975-03"]),
    (
        "有一个不是一号就都照写",
        "出生年月",
        [date(1975, 3, 1), date(1976, 4, 2)],
        ["1975-03-01", "1976-04-02"],
    ),
    ("写明到日的列照写", "出生年月日", [date(1975, 3, 1)], ["1975-03-01"]),
    ("文字照写", "出生年月", ["1975-03-01"], ["1975-03-01"]),
    (
        "三个以上都是一号",
        "生日",
        [date(1975, 3, 1), date(1976, 3, 1), date(1977, 3, 1)],
        ["1975-03", "1976-03", "1977-03"],
    ),
]


@pytest.mark.parametrize(("case", "header", "cells", "births"), MONTHS, ids=[case for case, *_ in MONTHS])
def test_months_that_a_spreadsheet_made_into_days_are_months(
    case: str, header: str, cells: list[object], births: list[str]
) -> None:
    rows = [[f"王{'一二三'[n]}", cell] for n, cell in enumerate(cells)]
    assert [person.text("birth") for person in read(table(["姓名", header], *rows)).people] == births


def test_an_id_number_that_says_otherwise_is_remarked_on() -> None:
    draft = read(
        table(["姓名", "性别", "出生年月", "身份证号"], ["张三", "女", "1990-04", "11010119900307803X"])
    )
    assert [finding.message for finding in draft.warnings] == [
        "出生年月“1990-04”与身份证号中的“1990-03-07”不一致，请核对",
        "性别“女”与身份证号中的“男”不一致，请核对",
    ]


def test_two_party_columns_and_two_kinds_of_team_are_collected() -> None:
    draft = read(
        table(
            ["姓名", "政治面貌", "党派", "街道小组", "党小组"],
            ["张三", "中共党员", "民建", "湖滨", "第一党小组"],
        )
    )
    assert draft.people[0].values["affiliations"] == ("中共", "民建")
    assert draft.people[0].values["groups"] == (
        Seat("湖滨", "", "街道小组"),
        Seat("第一党小组", "", "党小组"),
    )


def test_two_columns_of_parties_that_exclude_each_other() -> None:
    draft = read(
        table(
            ["姓名", "政治面貌", "党派"],
            ["王强", "中共党员", "群众"],
            ["李丽", "民建", "中共"],
            ["赵一", "民盟", "民进"],
        )
    )
    assert said(draft) == [("表", 2, "政治面貌"), ("表", 4, "政治面貌")]
    assert draft.people[0].values["affiliations"] == ("民建", "中共")


def test_no_table_with_names_is_one_error() -> None:
    draft = read(table(["甲栏", "乙栏"], ["座谈", "1月"]))
    assert [finding.message for finding in draft.errors] == [
        "没有找到表头：前几行里没有“姓名”列，请核对“名册.xlsx”是否委员名册"
    ]
    assert draft.people == ()
    assert read_roster(()).errors[0].file == ""


def test_a_file_that_is_something_else_as_a_whole_is_called_so() -> None:
    plan, teams = table(["活动", "时间"], ["座谈", "1月"]), table(["小组", "组长"], ["东组", "张三"])
    other = table(["甲栏", "乙栏"], ["座谈", "1月"])
    said_of = [[one.message for one in read(*sheets).errors] for sheets in ((plan,), (teams,), (plan, other))]
    assert said_of[0] == ["“名册.xlsx”是计划表（活动、时间），不是名册"]
    assert said_of[1] == ["“名册.xlsx”是工作室、小组的名单（小组、组长），不是委员名册；请在“小组”处导入"]
    assert said_of[2][0].startswith("没有找到表头")


def test_a_csv_pasted_from_a_page(tmp_path: Path) -> None:
    sheets = text_table(tmp_path, "姓名\t性别\n张三\t男\n", "粘贴.txt")
    assert read_roster(sheets).people[0].sources == (Source("粘贴.txt", "", 2),)


ODD_CELLS = st.one_of(
    st.sampled_from(
        ["张三", "李四", "男", "女", "1975.03", "中共", "1", "合计", "姓名", "", " ", "教育；医卫"]
    ),
    st.text(max_size=8),
    st.dates(),
)


@given(
    st.lists(st.lists(ODD_CELLS, min_size=1, max_size=6), max_size=8),
    st.permutations(["姓名", "性别", "党派", "专委会", "委员编号"]),
)
def test_no_table_whatever_stands_in_it_is_too_much(rows: list[list[object]], header: list[str]) -> None:
    sheet = table(header, *rows)
    draft = read(sheet, RawSheet(sheet.file, "又", sheet.rows))
    assert all(person.name for person in draft.people)
    assert bool(draft.rejected) <= bool(draft.errors)
    known = {(finding.sheet, finding.row) for finding in draft.errors if draft.rows}
    assert known <= {(name, row.number) for name in ("表", "又") for row in sheet.rows}
