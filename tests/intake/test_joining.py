"""Several tables, or one name twice in one: whose rows are one person's, and what must be asked."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.member import Seat
from app.intake.person import Source
from app.intake.roster import read_roster
from tests.intake.books import tables
from tests.intake.drafts import read, said, table

# --------------------------------------------------------------------------- several tables


def test_tables_with_other_columns_in_other_order_join() -> None:
    draft = read(
        table(["姓名", "界别", "性别"], ["张三", "教育", "男"], ["李四", "医卫", "女"], name="界别"),
        table(["街道小组", "性别", "姓名"], ["湖滨", "女", "李四"], ["清波", "男", "张三"], name="街道"),
        table(["专委会", "姓名"], ["提案委员会", "李\u3000四"], name="专委会"),
        table(["活动", "时间"], ["座谈", "1月"], name="计划"),
    )
    assert [(p.name, p.text("sector"), [s.row for s in p.sources]) for p in draft.people] == [
        ("张三", "教育", [2, 3]),
        ("李四", "医卫", [3, 2, 2]),
    ]
    assert draft.rows == 5
    assert [(sheet.name, sheet.taken, sheet.why) for sheet in draft.sheets] == [
        ("界别", True, ""), ("街道", True, ""), ("专委会", True, ""), ("计划", False, "是计划表（活动、时间），不是名册"),
    ]  # fmt: skip


def test_cells_that_disagree_are_an_error_that_names_both_places() -> None:
    draft = read(
        table(["姓名", "民族", "性别"], ["张三", "汉族", "男"], name="界别"),
        table(["姓名", "民族"], ["李四", "回族"], ["张三", "回族"], name="街道"),
    )
    assert [person.name for person in draft.people] == ["李四"]
    assert [person.name for person in draft.rejected] == ["张三"]
    finding = draft.errors[0]
    assert (finding.sheet, finding.row, finding.column, finding.value) == ("街道", 3, "民族", "回族")
    assert finding.message == "张三的民族与“界别”表第 2 行（汉族）不一致，请改为一致"


def test_the_sex_of_the_only_one_of_a_name_disagreeing_is_an_error() -> None:
    draft = read(
        table(["姓名", "性别", "职务"], ["张三", "男", "一中校长"], name="界别"),
        table(["姓名", "性别", "职务"], ["张三", "女", "一中校长"], name="街道"),
    )
    assert draft.people == ()
    assert (
        draft.errors[0].message == "张三的性别与“界别”表第 2 行（男）不一致，请改为一致，或在预览中选定为两人"
    )
    assert (draft.errors[0].column, draft.errors[0].value) == ("性别", "女")


def test_the_clerk_may_say_that_they_are_two() -> None:
    draft = read(
        table(["姓名", "性别"], ["张三", "男"], name="界别"),
        table(["姓名", "性别"], ["张三", "女"], name="街道"),
        choices={"名册.xlsx#街道#2": "new"},
    )
    assert len(draft.people) == 2
    assert not draft.errors


TWO_PEOPLE = [
    ("委员编号不同", ["姓名", "委员编号"], ["张三", "1"], ["张三", "2"]),
    ("性别不同，单位也不同", ["姓名", "性别", "单位"], ["张三", "男", "一中"], ["张三", "女", "二中"]),
]


@pytest.mark.parametrize(
    ("case", "header", "one", "other"), TWO_PEOPLE, ids=[case for case, *_ in TWO_PEOPLE]
)
def test_namesakes_in_two_tables_are_two(
    case: str, header: list[object], one: list[object], other: list[object]
) -> None:
    draft = read(table(header, one, name="甲"), table(header, other, name="乙"))
    assert len(draft.people) == 2
    assert not draft.errors


def test_a_unique_name_whose_sector_and_unit_both_differ_is_two_with_a_warning() -> None:
    header: list[object] = ["姓名", "界别", "单位"]
    draft = read(
        table(header, ["张三", "教育", "一中"], name="甲"), table(header, ["张三", "医卫", "医院"], name="乙")
    )
    assert len(draft.people) == 2
    assert [finding.message for finding in draft.warnings] == [
        "与“甲”表第 2 行同名，界别、单位不同，按两人读入"
    ]


def test_namesakes_join_by_their_place() -> None:
    header: list[object] = ["姓名", "单位及职务", "性别"]
    draft = read(
        table(header, ["张三", "一中校长", "男"], ["张三", "县医院院长", "男"], name="界别"),
        table(
            ["姓名", "单位及职务", "小组"],
            ["张三", "县医院院长", "东组"],
            ["张三", "一中校长", "西组"],
            name="街道",
        ),
    )
    assert [(p.text("job_title"), p.values["groups"]) for p in draft.people] == [
        ("一中校长", (Seat("西组", "", "小组"),)),
        ("县医院院长", (Seat("东组", "", "小组"),)),
    ]


def test_a_namesake_that_cannot_be_told_asks_and_stays_out() -> None:
    sheets = (
        table(["姓名", "单位"], ["张三", "一中"], ["张三", "医院"], name="界别"),
        table(["姓名", "小组"], ["张三", "东组"], name="街道"),
    )
    draft = read(*sheets)
    assert said(draft) == [("街道", 2, "姓名")]
    assert "分不清是哪一位：一中；医院" in draft.errors[0].message
    question = draft.questions[0]
    assert question.source == Source("名册.xlsx", "街道", 2)
    assert [candidate.key for candidate in question.candidates] == ["名册.xlsx#界别#2", "名册.xlsx#界别#3"]
    chosen = read(*sheets, choices={"名册.xlsx#街道#2": "名册.xlsx#界别#3"})
    assert not chosen.errors
    assert [bool(person.values.get("groups")) for person in chosen.people] == [False, True]


def test_unit_and_title_in_two_columns_here_and_in_one_there() -> None:
    split = table(["姓名", "单位", "职务"], ["张三", "一中", "校长"], name="分")
    whole = table(["姓名", "单位及职务"], ["张三", "一中 校长"], name="合")
    for sheets in ((split, whole), (whole, split)):
        draft = read(*sheets)
        assert not draft.errors
        assert (draft.people[0].text("employer"), draft.people[0].text("job_title")) == ("一中", "校长")


def test_the_longer_of_two_agreeing_dates_and_both_notes_are_kept() -> None:
    draft = read(
        table(["姓名", "出生年月", "备注"], ["张三", "1975", "甲"], ["李四", "1980-02", "丙"], name="一"),
        table(["姓名", "出生年月", "备注"], ["张三", "1975-03", "乙"], ["李四", "1980", "丙"], name="二"),
    )
    assert [(p.text("birth"), p.text("note")) for p in draft.people] == [
        ("1975-03", "甲\n乙"),
        ("1980-02", "丙"),
    ]


def test_parties_in_other_order_agree_and_other_parties_do_not() -> None:
    one = table(["姓名", "党派"], ["张三", "民建、中共"], ["李四", "民建"], name="一")
    other = table(["姓名", "党派"], ["张三", "中共、民建"], ["李四", "中共"], name="二")
    draft = read(one, other)
    assert [p.values["affiliations"] for p in draft.people] == [("民建", "中共")]
    assert draft.errors[0].message == "李四的政治面貌与“一”表第 3 行（民建）不一致，请改为一致"


def test_a_sector_with_and_without_the_word_agrees_and_a_role_is_kept() -> None:
    draft = read(
        table(["姓名", "界别", "专委会"], ["张三", "教育", "提案委员会"], name="一"),
        table(["姓名", "界别", "专委会"], ["张三", "教育界", "提案委员会（主任）；文史委员会"], name="二"),
    )
    assert draft.people[0].values["committees"] == (Seat("提案委员会", "主任"), Seat("文史委员会"))
    assert not draft.errors


def test_a_changed_name_known_by_number_becomes_a_former_name() -> None:
    draft = read(
        table(["姓名", "委员编号", "曾用名"], ["张三丰", "7", "张三"], name="一"),
        table(["姓名", "委员编号"], ["张三", "7"], name="二"),
    )
    assert [(p.name, p.text("former_name")) for p in draft.people] == [("张三丰", "张三")]


def test_places_in_other_files_are_named_with_the_file() -> None:
    draft = read(
        table(["姓名", "民族"], ["张三", "汉族"], name="界别", file="甲.xlsx"),
        table(["姓名", "民族"], ["张三", "回族"], name="", file="乙.csv"),
        table(["姓名", "民族"], ["张三", "藏族"], name="", file="丙.csv"),
    )
    assert "与“甲.xlsx”的“界别”表第 2 行（汉族）" in draft.errors[0].message
    other = read(
        table(["姓名", "民族"], ["张三", "汉族"], name="", file="甲.csv"),
        table(["姓名", "民族"], ["张三", "回族"], name="", file="乙.csv"),
    )
    assert "与“甲.csv”第 2 行（汉族）" in other.errors[0].message


# --------------------------------------------------------------------------- one table, one name twice

TWICE = [
    ("完全相同", ["姓名", "单位"], ["张三", "一中"], ["张三", "一中"], 1, 0, "与第 2 行重复，只读入一行"),
    ("同一人在两个专委会", ["姓名", "单位", "专委会"], ["张三", "一中", "提案委"], ["张三", "一中", "文史委"], 1, 0, "是同一人，专委会合并读入"),
    ("单位不同是两人", ["姓名", "单位"], ["张三", "一中"], ["张三", "二中"], 2, 0, "与第 2 行同名，单位不同，按两人读入"),
    ("民族不同是两人", ["姓名", "民族"], ["张三", "汉族"], ["张三", "回族"], 2, 0, "与第 2 行同名，民族不同，按两人读入"),
    ("性别不同是两人", ["姓名", "性别"], ["张三", "男"], ["张三", "女"], 2, 0, ""),
    ("单位相同界别不同", ["姓名", "单位", "界别"], ["张三", "一中", "教育"], ["张三", "一中", "特邀"], 1, 1, "疑为同一人，但界别不一致"),
    ("单位相同手机不同", ["姓名", "单位", "手机"], ["张三", "一中", "1"], ["张三", "一中", "2"], 1, 1, "疑为同一人，但手机不一致"),
    ("除专委会外无从分辨", ["姓名", "专委会"], ["张三", "提案委"], ["张三", "文史委"], 1, 1, "分不清是一人还是两人"),
    ("身份证号给了两个人", ["姓名", "身份证号"], ["张三", "11010119900307803X"], ["李四", "11010119900307803X"], 1, 1, "身份证号与第 2 行（张三）相同"),
    ("编号给了两个人", ["姓名", "委员编号"], ["张三", "7"], ["李四", "7"], 1, 1, "委员编号与第 2 行（张三）相同"),
    ("编号相同单位不同", ["姓名", "委员编号", "单位"], ["张三", "7", "一中"], ["张三", "7", "二中"], 1, 1, "疑为同一人，但单位不一致"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "header", "one", "other", "people", "errors", "message"), TWICE, ids=[case for case, *_ in TWICE]
)
def test_a_name_twice_in_one_table(
    case: str,
    header: list[object],
    one: list[object],
    other: list[object],
    people: int,
    errors: int,
    message: str,
) -> None:
    draft = read(table(header, one, other))
    assert (len(draft.people), len(draft.errors)) == (people, errors)
    findings = [*draft.errors, *draft.warnings]
    assert [message in finding.message for finding in findings] == ([True] if message else [])
    assert all(finding.row == 3 for finding in findings)


def test_the_clerks_word_on_two_rows_of_one_name() -> None:
    sheet = table(["姓名", "专委会"], ["张三", "提案委"], ["张三", "文史委"])
    assert len(read(sheet, choices={"名册.xlsx#表#3": "new"}).people) == 2
    joined = read(sheet, choices={"名册.xlsx#表#3": "名册.xlsx#表#2"})
    assert joined.people[0].values["committees"] == (Seat("提案委"), Seat("文史委"))
    assert not joined.errors


def test_of_three_rows_that_cannot_be_told_each_is_named_once() -> None:
    rows: list[list[object]] = [["张三", "提案委"], ["张三", "文史委"], ["张三", "经济委"]]
    draft = read(table(["姓名", "专委会"], *rows))
    assert said(draft) == [("表", 3, "姓名"), ("表", 4, "姓名")]
    assert [len(question.candidates) for question in draft.questions] == [1, 2]


def test_a_row_in_error_for_a_cell_is_still_asked_about() -> None:
    draft = read(table(["姓名", "专委会", "性别"], ["张三", "提案委", ""], ["张三", "文史委", "难"]))
    assert said(draft) == [("表", 3, "性别"), ("表", 3, "姓名")]


# --------------------------------------------------------------------------- whole files


def test_a_name_twice_in_one_table_and_once_in_another_is_a_question() -> None:
    draft = read(
        table(["姓名", "性别", "界别", "单位及职务"], ["王强", "男", "教育", "县一中校长"], name="界别"),
        table(
            ["姓名", "街道小组", "性别", "单位及职务"], ["王强", "清波", "", ""], ["王强", "湖滨", "男", "县一中校长"], name="街道"
        ),
    )  # fmt: skip
    assert said(draft) == [("街道", 3, "姓名")]


def test_one_number_for_two_people_is_seen_although_a_namesake_stands_before() -> None:
    number = "11010119900307721X"
    draft = read(table(["姓名", "身份证号"], ["王强", ""], ["李丽", number], ["王强", number]))
    assert said(draft) == [("表", 4, "身份证号")]


def test_a_former_name_given_by_one_table_and_told_otherwise_by_a_third() -> None:
    number = "11010119900307721X"
    draft = read(
        table(["姓名", "身份证号"], ["王强", number], name="甲"),
        table(["姓名", "身份证号"], ["王刚", number], name="乙"),
        table(["姓名", "身份证号"], ["王强（原名王钢）", number], name="丙"),
    )
    assert [finding.message for finding in draft.errors] == [
        "王强的曾用名与“乙”表第 2 行（王刚）不一致，请改为一致"
    ]


def test_a_workbook_with_merged_committees(tmp_path: Path) -> None:
    sheets = tables(tmp_path, {"名册": [["名单"], ["姓名", "出生年月"], ["张三", date(1975, 3, 1)]]})
    assert read_roster(sheets).people[0].text("birth") == "1975-03"


def test_findings_stand_as_the_tables_do() -> None:
    draft = read(
        table(["姓名", "性别"], ["张三", "难"], ["张", "男"], name="二"), table(["姓名"], ["李"], name="一")
    )
    assert said(draft) == [("二", 2, "性别"), ("二", 3, "姓名"), ("一", 2, "姓名")]


FIELDS = {
    "sex": ("性别", ["男", "女"]),
    "birth": ("出生年月", ["1975-03", "1980-11", "1969-07-02"]),
    "ethnicity": ("民族", ["汉族", "回族"]),
    "affiliations": ("党派", ["中共", "民建、中共", "无党派"]),
    "sector": ("界别", ["教育", "共青团、青联", "医卫"]),
    "groups": ("街道委员小组", ["湖滨", "清波"]),
    "committees": ("专门委员会", ["提案委员会", "文史和教文卫体委员会"]),
    "phone": ("手机", ["13800000001", "13800000002"]),
}


@st.composite
def invented_rosters(draw: st.DrawFn) -> tuple[list[dict[str, str]], list[list[list[str]]]]:
    """People with invented values, and the same people split into several tables with columns in any order."""
    count = draw(st.integers(1, 12))
    people = []
    for number in range(count):
        values = {key: draw(st.sampled_from(["", *words])) for key, (_, words) in FIELDS.items()}
        people.append(
            {"name": f"赵{'甲乙丙丁戊己庚辛壬癸子丑'[number]}", "job_title": f"第{number}中学校长"} | values
        )
    dice = random.Random(draw(st.integers(0, 1 << 30)))
    keys = list(FIELDS)
    dice.shuffle(keys)
    pieces = draw(st.integers(1, 3))
    sheets = []
    for piece in range(pieces):
        columns = ["name", "job_title", *keys[piece::pieces]]
        dice.shuffle(columns)
        rows = [[person[key] for key in columns] for person in people]
        dice.shuffle(rows)
        header = [
            {"name": "姓名", "job_title": "现工作单位及职务"}.get(key) or FIELDS[key][0] for key in columns
        ]
        sheets.append([["某县委员名单"], header, *rows])
    return people, sheets


@given(invented_rosters())
def test_columns_in_any_order_and_tables_in_any_split_give_one_roster(
    roster: tuple[list[dict[str, str]], list[list[list[str]]]],
) -> None:
    people, sheets = roster
    draft = read(*(table(*rows, name=f"表{number}") for number, rows in enumerate(sheets)))
    whole_header = ["姓名", "现工作单位及职务", *(label for label, _ in FIELDS.values())]
    whole = read(
        table(whole_header, *([p["name"], p["job_title"], *(p[key] for key in FIELDS)] for p in people))
    )
    assert (draft.errors, draft.rejected) == ((), ())
    assert draft.rows == len(people) * len(sheets)
    backwards = read(*(table(*rows, name=f"表{number}") for number, rows in reversed([*enumerate(sheets)])))
    assert (backwards.errors, backwards.rejected) == ((), ())
    assert {p.name: dict(p.values) for p in backwards.people} == {
        p.name: dict(p.values) for p in draft.people
    }
    assert {p.name: dict(p.values) for p in draft.people} == {p.name: dict(p.values) for p in whole.people}
