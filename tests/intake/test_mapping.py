from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.domain.fields import MEMBER_FIELDS, PROPOSAL_FIELDS, UNIT_FIELDS, Field
from app.intake.errors import FileRefused
from app.intake.headers import plain_header, team_kind, vocabulary
from app.intake.mapping import Mapped, map_sheet, read_map
from app.intake.proposals import REGISTER
from app.intake.rawtable import RawRow, RawSheet
from app.intake.roster import ROSTER
from tests.intake.books import save


def sheet(*rows: list[str], hidden: bool = False) -> RawSheet:
    return RawSheet("名册.xlsx", "表", tuple(RawRow(n, tuple(r)) for n, r in enumerate(rows, 1)), hidden)


def fields(mapped: Mapped) -> list[str]:
    return [column.field for column in mapped.columns]


MEMBER_HEADERS = [
    ("姓名", "name"), ("姓 名", "name"), ("姓\n名", "name"), ("委员姓名", "name"), ("姓名（曾用名）", "name"), ("姓名*", "name"),
    ("现工作单位及职务", "job_title"), ("工作单位及职务（全称）", "job_title"), ("单位名称及职务", "job_title"), ("现任单位职务", "job_title"),
    ("工作单位", "employer"), ("单位", "employer"), ("单位名称", "employer"), ("职务", "job_title"), ("现任职务", "job_title"),
    ("街道委员小组", "groups"), ("所在党小组", "groups"), ("街道", "area"), ("所在乡镇（街道）", "area"),
    ("专门委员会", "committees"), ("所在专委会", "committees"), ("第二专委会", "committees"),
    ("党派", "affiliations"), ("政治面貌（党派）", "affiliations"), ("界别", "sector"), ("提名界别", "sector"),
    ("出生年月（岁）", "birth"), ("出生年", "birth"), ("身份证件号码", "id_number"), ("公民身份号码", "id_number"),
    ("联系电话", "phone"), ("电话号码", "phone"), ("手 机", "phone"), ("办公电话", "office_phone"), ("委员证编号", "no"),
    ("入党（派）时间", "party_joined"), ("参加工作时间", "work_started"), ("政协内职务", "posts"), ("是否新任", "is_new"),
    ("排名", "rank_no"), ("备 注", "note"), ("Ｅ-ＭＡＩＬ", "email"), ("单位联系人", "contact_person"),
    ("序号", ""), ("", ""), ("年龄", ""), ("配偶姓名", ""), ("姓名拼音", "name_pinyin"), ("原工作单位", ""), ("曾任职务", ""), ("社会职务", "social_posts"),
    ("专委会职务", ""), ("单位性质", "employer_kind"), ("推荐单位", ""), ("出生地", ""), ("委员企业现代治理互学活动", ""), ("联系委员", ""),
    ("关于进一步做好委员姓名登记工作的说明及姓名", ""),
]  # fmt: skip


@pytest.mark.parametrize(("header", "key"), MEMBER_HEADERS)
def test_a_header_of_a_roster_means_its_field(header: str, key: str) -> None:
    assert vocabulary(MEMBER_FIELDS).meaning(header).key == key


PROPOSAL_HEADERS = [
    ("案由", "title"), ("title", "title"), ("提案标题", "title"), ("案号", "no"), ("motion_id", "source_no"), ("登记时间", "received"),
    ("性质类别", "category"), ("性质", "nature"), ("提案分类", "kind"), ("审核", "review"), ("审查意见", "review_note"),
    ("主办单位", "lead"), ("协办单位", "assisting"), ("文号", "doc_no"), ("类别标记", "class"), ("category", "register"),
    ("提案人代号", "sponsors"), ("第一提案人", "sponsors"), ("附议人代号", "seconders"), ("提案人界别", "sector"), ("案别", ""),
    ("建议承办单位", "suggested"), ("建议办理单位", "suggested"), ("提案人建议承办单位", "suggested"), ("建议 承办单位（可多家）", "suggested"),
    ("建议主办单位", "suggested"), ("建议会办单位", "suggested"), ("承办单位", "lead"), ("承办单位（主办）", "lead"), ("审定承办单位", "lead"), ("upload_time", ""),
]  # fmt: skip


@pytest.mark.parametrize(("header", "key"), PROPOSAL_HEADERS)
def test_a_header_of_a_register_means_its_field(header: str, key: str) -> None:
    assert vocabulary(PROPOSAL_FIELDS).meaning(header).key == key


@pytest.mark.parametrize("table", [MEMBER_FIELDS, PROPOSAL_FIELDS, UNIT_FIELDS], ids=["委员", "提案", "单位"])
def test_every_label_means_its_own_field(table: tuple[Field, ...]) -> None:
    known = vocabulary(table)
    assert {field.label: known.meaning(field.label).key for field in table} == {f.label: f.key for f in table}


TEAMS = [
    ("街道小组", "街道小组"), ("街道委员小组", "街道小组"), ("所在党小组", "党小组"), ("学习组", "学习组"), ("乡镇小组", "乡镇小组"),
    ("界别活动组", "界别活动组"), ("委员活动组", "委员活动组"), ("委员小组", "委员小组"), ("小组", "小组"), ("组别", "小组"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "kind"), TEAMS)
def test_a_column_of_teams_tells_their_kind(header: str, kind: str) -> None:
    assert team_kind(header) == kind


def test_a_header_is_compared_without_spaces_width_and_marks() -> None:
    assert plain_header(" 姓　名：\n（Ａ）") == "姓名a"


HEADERS = ["姓名", "性别", "界别"]
PLACES = [
    ("第一行", [HEADERS, ["张三", "男", "教育"]], 1),
    ("合并的标题之下", [["政协某县委员会委员名单", "", ""], HEADERS, ["张三", "男", "教育"]], 2),
    ("标题、日期、说明之下", [["名单"], ["2026年1月"], ["填表人：李四"], HEADERS, ["张三", "男", "教育"]], 4),
    ("标题里有字段的词", [["委员姓名、界别一览"], HEADERS, ["张三", "男", "教育"]], 2),
    ("相同的两行取上面一行", [HEADERS, ["张三", "男", "教育"], HEADERS, ["李四", "女", "医卫"]], 1),
    ("两层表头，上层合并到下层", [["姓名", "性别", "政协职务"], ["姓名", "性别", "小组"], ["张三", "男", "一组"]], 2),
    ("上层表头更全", [["姓名", "性别", "界别", "民族"], ["姓名", "", "", ""], ["张三", "男", "教育", "汉"]], 1),
]  # fmt: skip


@pytest.mark.parametrize(("case", "rows", "number"), PLACES, ids=[case for case, *_ in PLACES])
def test_the_header_row_is_found(case: str, rows: list[list[str]], number: int) -> None:
    mapped = map_sheet(sheet(*rows), ROSTER)
    assert (mapped.taken, mapped.header_row) == (True, number)
    assert all(row.number > number for row in mapped.body)


NOT_TAKEN = [
    ("没有姓名列", sheet(["界别", "单位"], ["中共", "一中"]), "没有“姓名”列"),
    (
        "计划",
        sheet(["界别", "活动名称", "时间"], ["中共", "座谈会", "1月"]),
        "是计划表（活动名称、时间），不是名册",
    ),
    (
        "工作室",
        sheet(["工作室名称", "负责人", "地址"], ["知秋工作室", "叶知秋", "东街1号"]),
        "是工作室、小组的名单（工作室名称、负责人），不是委员名册；请在“小组”处导入",
    ),
    ("表头在十五行以下", sheet(*[["说明"]] * 15, HEADERS, ["张三", "男", "教育"]), "没有“姓名”列"),
    ("空表", sheet(), "工作表是空的"),
    ("隐藏的表", sheet(HEADERS, hidden=True), "工作表是隐藏的"),
]


@pytest.mark.parametrize(("case", "table", "why"), NOT_TAKEN, ids=[case for case, *_ in NOT_TAKEN])
def test_a_sheet_not_taken_says_why(case: str, table: RawSheet, why: str) -> None:
    mapped = map_sheet(table, ROSTER)
    assert (mapped.taken, mapped.why, mapped.header_row) == (False, why, 0)
    assert (mapped.file, mapped.name) == ("名册.xlsx", "表")


def test_of_two_headers_for_one_field_the_better_wins_and_the_other_says_so() -> None:
    mapped = map_sheet(sheet(["姓名", "现任单位职务", "单位职务"]), ROSTER)
    assert fields(mapped) == ["name", "", "job_title"]
    assert mapped.columns[1].remark == "与“单位职务”同为单位职务，取那一列"
    assert mapped.columns[1].spare_for == "job_title"


def test_of_two_equal_headers_the_first_wins() -> None:
    assert fields(map_sheet(sheet(["姓名", "手机号", "联系电话"]), ROSTER)) == ["name", "phone", ""]


def test_teams_of_two_kinds_and_two_parties_keep_both_columns() -> None:
    mapped = map_sheet(sheet(["姓名", "街道小组", "党小组", "政治面貌", "党派"]), ROSTER)
    assert fields(mapped) == ["name", "groups", "groups", "affiliations", "affiliations"]


def test_what_is_remembered_beats_recognition_and_the_clerk_beats_both() -> None:
    table = sheet(["姓名", "联络街", "备注"], ["张三", "湖滨", "好"])
    assert fields(map_sheet(table, ROSTER)) == ["name", "", "note"]
    remembered = {"联络街": "area", "备注": "honours"}
    assert fields(map_sheet(table, ROSTER, remembered)) == ["name", "area", "honours"]
    assert fields(map_sheet(table, ROSTER, remembered, {"备 注": "", "联络街": "groups"})) == [
        "name",
        "groups",
        "",
    ]


def test_a_remembered_field_that_is_gone_is_forgotten() -> None:
    assert fields(map_sheet(sheet(["姓名", "备注"]), ROSTER, {"备注": "没有这个"})) == ["name", "note"]


def test_the_clerk_may_name_the_name_column() -> None:
    mapped = map_sheet(sheet(["编码", "谁"], ["1", "张三"]), ROSTER, override={"谁": "name"})
    assert mapped.taken
    assert fields(mapped) == ["", "name"]


def test_what_is_worth_remembering() -> None:
    mapped = map_sheet(sheet(["姓名", "序号", "电话", "手机", "备注"]), ROSTER, override={"备注": ""})
    assert mapped.headers == {"姓名": "name", "手机": "phone", "备注": ""}


def test_a_register_wants_a_title() -> None:
    assert map_sheet(sheet(["提案号", "界别"]), REGISTER).why == "没有“案由”列"


def test_a_map_file_takes_keys_and_chinese_names(tmp_path: Path) -> None:
    choices = {"谁": "姓名", "街": "area", "杂": ""}
    path = save(tmp_path, json.dumps(choices, ensure_ascii=False).encode("gb18030"), "对照.json")
    assert read_map(path, MEMBER_FIELDS) == {"谁": "name", "街": "area", "杂": ""}


BAD_MAPS = [
    ("不是 JSON", b"{", "不是列对照文件"),
    ("不是对照", b"[1]", "不是列对照文件"),
    ("字段不存在", '{"谁": "名儿"}'.encode(), "“谁”对照的“名儿”不是字段"),
    ("字段不是文字", '{"谁": 1}'.encode(), "不是字段"),
    ("太大", b" " * (2 << 20), "太大"),
    ("嵌套太深", b"[" * 200_000, "不是列对照文件"),
]


@pytest.mark.parametrize(("case", "data", "said"), BAD_MAPS, ids=[case for case, *_ in BAD_MAPS])
def test_a_bad_map_file_is_refused(tmp_path: Path, case: str, data: bytes, said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        read_map(save(tmp_path, data, "对照.json"), MEMBER_FIELDS)


def test_a_missing_map_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="不是列对照文件"):
        read_map(tmp_path / "没有.json", MEMBER_FIELDS)
