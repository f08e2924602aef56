"""How offices lay their tables out: headings between the rows, columns of roles, lists side by side, lost characters."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from app.domain.member import Seat
from app.intake.headings import read_heading
from app.intake.person import PersonDraft
from app.intake.rawtable import RawRow, RawSheet, filled
from app.intake.roster import RosterDraft, read_roster
from app.intake.sheet_kind import kind_of
from app.intake.unfold import unfolded
from app.services.resources import code_lists


def table(*rows: Sequence[str], name: str = "表") -> RawSheet:
    kept = (RawRow(number, tuple(row)) for number, row in enumerate(rows, 1))
    return RawSheet("名册.xlsx", name, tuple(row for row in kept if filled(row.cells)))


def read(*rows: Sequence[str]) -> RosterDraft:
    return read_roster([table(*rows)], codes=code_lists())


def told(draft: RosterDraft, key: str) -> list[tuple[str, object]]:
    return [(person.name, person.values.get(key)) for person in draft.people]


HEADINGS = [
    ("一、中共（21人）", "sector", "中共", 21, 1),
    ("（一）民革（7人）", "sector", "民革", 7, 2),
    ("1.民盟 5人", "sector", "民盟", 5, 3),
    ("二、教育界别（共12名）", "sector", "教育界别", 12, 1),
    ("无党派人士（十一人）", "sector", "无党派人士", 11, 4),
    ("工商联界（9位）：", "sector", "工商联界", 9, 4),
    ("科技科协（科技）（3人）", "sector", "科技科协（科技）", 3, 4),
    ("三、提案委员会（8人）", "committees", "提案委员会", 8, 1),
    ("经济委（6人）", "committees", "经济委", 6, 4),
    ("湖滨街道委员小组（15人）", "groups", "湖滨街道委员小组", 15, 4),
    ("第一组（12人）", "groups", "第一组", 12, 4),
    ("界别：教育（4人）", "sector", "教育", 4, 4),
    ("教育界别", "sector", "教育界别", None, 4),
    ("民建", "sector", "民建", None, 4),
    ("一、界外人物（2人）", "", "界外人物", 2, 1),
]


@pytest.mark.parametrize(
    ("text", "key", "name", "count", "level"), HEADINGS, ids=[case[0] for case in HEADINGS]
)
def test_a_heading_tells_the_group_and_how_many(
    text: str, key: str, name: str, count: int | None, level: int
) -> None:
    heading = read_heading(text, frozenset({"教育", "科技科协(科技)"}))
    assert heading is not None
    assert (heading.key, heading.name, heading.count, heading.level) == (key, name, count, level)


NO_HEADINGS = [
    "合计 21人", "总计（339人）", "叶知秋", "王世界", "云川县政协委员名单（151人）", "注：以上按姓氏笔画排序", "主席（1人）", "常务委员（30人）",
    "一、继续提名（50人）", "备注", "制表人：王五", "二、副主席（6人）", "买买提江·艾合买提江", "委员（100人）", "",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_HEADINGS)
def test_what_only_looks_like_a_heading(text: str) -> None:
    assert read_heading(text, frozenset({"教育"})) is None


def test_headings_give_their_sector_to_the_rows_below() -> None:
    draft = read(
        ["云川县政协委员名册"],
        ["姓名", "性别"],
        ["一、中共界别（2人）"],
        ["温如玉", "女"],
        ["沈默言", "男"],
        ["二、教育界（1人）"],
        ["姓名", "性别"],
        ["纪晓舟", "男"],
        ["合计", "3"],
        ["制表人：王五"],
    )
    assert told(draft, "sector") == [("温如玉", "中共"), ("沈默言", "中共"), ("纪晓舟", "教育")]
    assert not draft.errors
    assert [(one.row, one.message) for one in draft.warnings] == [(0, "已跳过 2 行：合计、制表人")]


def test_a_heading_above_the_header_counts_too_and_levels_nest() -> None:
    draft = read(
        ["一、党派团体（3人）"],
        ["（一）民革（2人）"],
        ["姓名", "性别"],
        ["温如玉", "女"],
        ["沈默言", "男"],
        ["（二）民盟", "2人"],
        ["纪晓舟", "男"],
        ["二、教育界（1人）"],
        ["阮星海", "男"],
    )
    assert [sector for _, sector in told(draft, "sector")] == ["民革", "民革", "民盟", "教育"]
    assert [(finding.row, finding.message) for finding in draft.warnings] == [
        (6, "小标题写明 2 人，下面读到 1 人，请核对是否漏行或多行")
    ]


def test_headings_may_name_committees_or_teams() -> None:
    draft = read(
        ["姓名", "界别"],
        ["提案委员会（1人）"],
        ["温如玉", "教育"],
        ["湖滨街道小组（1人）"],
        ["沈默言", "经济"],
    )
    assert [person.values.get("committees") for person in draft.people] == [(Seat("提案委员会"),), None]
    assert draft.people[1].values["groups"] == (Seat("湖滨街道小组", "", "街道小组"),)


def test_an_unknown_heading_beside_known_ones_is_of_their_kind() -> None:
    draft = read(["姓名"], ["一、教育界（1人）"], ["温如玉"], ["二、数字云川（1人）"], ["沈默言"])
    assert told(draft, "sector") == [("温如玉", "教育"), ("沈默言", "数字云川")]


ROLES = [
    ("专委会职务在旁", ["姓名", "专委会", "专委会职务"], ["温如玉", "提案委员会", "副主任"], "committees", (Seat("提案委员会", "副主任"),)),
    ("第二专委会和职务", ["姓名", "专委会", "专委会职务", "第二专委会", "第二专委会职务"], ["温如玉", "提案委员会", "委员", "文史委员会", "主任"],
     "committees", (Seat("提案委员会"), Seat("文史委员会", "主任"))),
    ("两个光写职务的列", ["姓名", "专委会", "职务", "第二专委会", "职务", "单位及职务"], ["温如玉", "提案委员会", "主任", "文史委员会", "副主任", "一中校长"],
     "committees", (Seat("提案委员会", "主任"), Seat("文史委员会", "副主任"))),
    ("小组职务", ["姓名", "街道小组", "小组职务"], ["温如玉", "湖滨", "组长"], "groups", (Seat("湖滨", "组长", "街道小组"),)),
    ("一格两个专委会", ["姓名", "专委会", "专委会职务"], ["温如玉", "提案委员会；文史委员会", "主任；委员"], "committees",
     (Seat("提案委员会", "主任"), Seat("文史委员会"))),
    ("两个专委会一个职务", ["姓名", "专委会", "专委会职务"], ["温如玉", "提案委员会；文史委员会", "主任"], "committees",
     (Seat("提案委员会", "主任"), Seat("文史委员会"))),
    ("括号里已有", ["姓名", "专委会", "专委会职务"], ["温如玉", "提案委员会（主任）", "副主任"], "committees", (Seat("提案委员会", "主任"),)),
    ("职务空着", ["姓名", "专委会", "专委会职务"], ["温如玉", "提案委员会", ""], "committees", (Seat("提案委员会"),)),
    ("职务列在前", ["姓名", "专委会职务", "专委会"], ["温如玉", "副主任", "提案委员会"], "committees", (Seat("提案委员会", "副主任"),)),
    ("单独一列职务仍是单位职务", ["姓名", "专委会", "职务"], ["温如玉", "提案委员会", "一中校长"], "job_title", "一中校长"),
    ("没有专委会列", ["姓名", "专委会职务"], ["温如玉", "副主任"], "committees", None),
    ("界别职务自成一项", ["姓名", "界别", "界别职务"], ["温如玉", "教育", "召集人"], "sector_role", "召集人"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "header", "row", "key", "value"), ROLES, ids=[case[0] for case in ROLES])
def test_roles_stand_in_columns_of_their_own(
    case: str, header: list[str], row: list[str], key: str, value: object
) -> None:
    assert read(header, row).people[0].values.get(key) == value


def test_a_list_in_two_columns_is_read_as_one() -> None:
    draft = read(
        ["云川县政协委员名单"],
        ["序号", "姓名", "单位", "序号", "姓 名", "单位", "备注"],
        ["1", "温如玉", "一中", "3", "沈默言", "医院"],
        ["2", "纪晓舟", "二中", "4", "阮星海", "报社"],
        ["", "", "", "5", "江葵", "药店"],
    )
    assert told(draft, "employer") == [
        ("温如玉", "一中"),
        ("沈默言", "医院"),
        ("纪晓舟", "二中"),
        ("阮星海", "报社"),
        ("江葵", "药店"),
    ]
    assert draft.people[1].key == "名册.xlsx#表#3#1"
    assert draft.people[1].sources[0].said() == "“表”表第 3 行第 2 栏"


@pytest.mark.parametrize(
    "header",
    [["姓名", "性别", "联系人", "姓名"], ["姓名", "姓名", "单位"], ["性别", "出生", "民族", "姓名", "姓名"]],
)
def test_two_name_columns_alone_do_not_make_two_lists(header: list[str]) -> None:
    sheet = table(header, ["温如玉"] * len(header))
    assert unfolded(sheet, 15, 300, "姓名".__eq__) is sheet


def test_nothing_but_names_side_by_side() -> None:
    assert [person.name for person in read(["姓名", "姓名"], ["温如玉", "沈默言"], ["纪晓舟"]).people] == [
        "温如玉", "沈默言", "纪晓舟",
    ]  # fmt: skip


LOST = ["吴彦?", "吴彦？", "吴彦□", "吴彦〓", "吴彦\ufffd", "吴 彦?", "吴彦\ue111"]


@pytest.mark.parametrize("text", LOST)
def test_a_name_that_lost_a_character_is_kept_with_a_gap(text: str) -> None:
    draft = read(["姓名", "单位"], [text, "一中"])
    assert [person.name for person in draft.people] == ["吴彦□"]
    assert not draft.errors
    assert "存成 GBK" in draft.warnings[0].message


def people_of(*sheets: RawSheet) -> tuple[PersonDraft, ...]:
    return read_roster(sheets).people


def test_a_lost_name_is_nobody_elses_without_a_reason() -> None:
    whole = table(["姓名", "单位"], ["吴彦祖", "一中"], name="甲")
    other = table(["姓名", "单位"], ["吴彦?", "医院"], name="乙")
    assert [person.name for person in people_of(whole, other)] == ["吴彦祖", "吴彦□"]
    unsure = read_roster([whole, table(["姓名", "小组"], ["吴彦?", "东组"], name="乙")])
    assert [person.name for person in unsure.people] == ["吴彦祖"]
    assert "姓名有丢失的字" in unsure.errors[0].message


@pytest.mark.parametrize("lost_first", [False, True])
def test_the_whole_name_of_the_same_person_fills_the_gap(lost_first: bool) -> None:
    header = ["姓名", "性别", "出生年月"]
    sheets = [table([*header, "界别"], ["吴彦㛃", "女", "1980.05", "教育"], name="甲"),
              table([*header, "小组"], ["吴彦?", "女", "1980.05", "东组"], name="乙")]  # fmt: skip
    people = people_of(*sheets[:: -1 if lost_first else 1])
    assert [(person.name, person.text("former_name"), person.text("sector")) for person in people] == [
        ("吴彦㛃", "", "教育")
    ]


def test_two_lost_names_of_one_table_are_two_people() -> None:
    assert len(people_of(table(["姓名", "性别"], ["吴彦?", "女"], ["吴彦?", "女"]))) == 2


KINDS = [
    (["界别", "活动名称", "活动类型", "拟召开时间"], "计划表"),
    (["责任部门", "协商课题", "时间"], "计划表"),
    (["序号", "调研课题", "牵头单位", "完成时限"], "计划表"),
    (["月份", "活动内容", "责任专委会"], "计划表"),
    (["工作室名称", "领衔委员", "地址"], "小组表"),
    (["名称", "负责人", "地址"], "小组表"),
    (["小组", "组长", "成员"], "小组表"),
    (["姓名", "界别", "活动时间"], ""),
    (["界别", "单位及职务"], ""),
    ([], ""),
]


@pytest.mark.parametrize(("header", "kind"), KINDS)
def test_what_a_sheet_is_by_its_headers(header: list[str], kind: str) -> None:
    assert kind_of(header)[0] == kind


def test_a_list_of_teams_with_leaders_names_is_no_roster() -> None:
    sheet = read(["工作室名称", "负责人姓名", "地址"], ["知秋工作室", "叶知秋", "东街1号"]).sheets[0]
    assert (sheet.taken, sheet.kind) == (False, "小组表")


def test_headings_serve_rows_whose_own_cell_is_empty() -> None:
    draft = read(
        ["界别", "姓名"],
        ["一、中共（2人）"],
        ["", "温如玉"],
        ["特邀人士", "沈默言"],
        ["二、教育界（2人）"],
        ["", "纪晓舟"],
    )
    assert told(draft, "sector") == [("温如玉", "中共"), ("沈默言", "特邀人士"), ("纪晓舟", "教育")]
    assert [(one.row, one.message) for one in draft.warnings] == [
        (5, "小标题写明 2 人，下面读到 1 人，请核对是否漏行或多行")
    ]


def test_a_lone_word_in_a_column_of_sectors_is_a_row_without_a_name() -> None:
    draft = read(["姓名", "界别"], ["温如玉", "教育"], ["", "中共"], ["沈默言", ""])
    assert [one.message for one in draft.errors] == ["姓名为空"]
    assert told(draft, "sector") == [("温如玉", "教育"), ("沈默言", None)]
