from __future__ import annotations

from datetime import datetime

import pytest

from app.domain.fields import PROPOSAL
from app.domain.proposal import UnitRole
from app.intake.lists import split_sponsors, split_units
from app.intake.person import Source
from app.intake.proposal_cells import read_proposal_cell
from app.intake.proposals import RegisterDraft, Similar, identity_of, read_register
from app.intake.rawtable import Cell, RawRow, RawSheet
from app.intake.units import read_units


def table(*rows: list[object], file: str = "提案.csv") -> RawSheet:
    kept = [
        RawRow(n, tuple(c if isinstance(c, datetime) else str(c) for c in row))
        for n, row in enumerate(rows, 1)
    ]
    return RawSheet(file, "", tuple(row for row in kept if any(row.cells)))


def read(*rows: list[object], **options: bool) -> RegisterDraft:
    return read_register([table(*rows)], **options)  # type: ignore[arg-type]


def test_a_row_becomes_a_draft() -> None:
    draft = read(
        ["motion_id", "案号", "案由", "提案分类", "登记时间", "审核", "主办单位", "协办单位", "主办答复时间", "文号", "类别标记", "提案人代号", "附议人代号", "是否重点"],
        ["5", "第2号", "关于 推进\n学前教育的建议 ", "联名提案", "2017-04-14 15:30:08", "予以立案", "市教育局", "市住建局；市委统战部（侨办、台办）",
         datetime(2017, 6, 22, 10, 59), "慈教提（2017）6号 ", "b类", "M0030；M0164", "M0177", "√"],
    ).drafts[0]  # fmt: skip
    assert dict(draft.values) == {
        "source_no": "5", "no": "2", "title": "关于 推进学前教育的建议", "kind": "联名提案", "received": "2017-04-14", "review": "立案",
        "replied": "2017-06-22", "doc_no": "慈教提〔2017〕6号", "doc_no_written": "慈教提（2017）6号", "class": "B", "key": "是",
    }  # fmt: skip
    assert (draft.sponsors, draft.seconders) == (("M0030", "M0164"), ("M0177",))
    assert (draft.lead, draft.assisting) == (("市教育局",), ("市住建局", "市委统战部（侨办、台办）"))
    assert (draft.file, draft.sheet, draft.row) == ("提案.csv", "", 2)


SUGGESTED = [
    (["案由", "建议承办单位", "承办单位", "协办单位"], ("教育局、财政局", "住建局", "民政局"), "教育局、财政局", ("住建局",), ("民政局",)),
    (["案由", "承办单位", "会办单位", "建议办理单位"], ("住建局", "", "教育局"), "教育局", ("住建局",), ()),
    (["案由", "建议承办单位"], ("教育局",), "教育局", (), ()),
    (["案由", "建议主办单位", "主办单位"], ("教育局", "住建局"), "教育局", ("住建局",), ()),
]  # fmt: skip


@pytest.mark.parametrize(("header", "cells", "suggested", "lead", "assisting"), SUGGESTED)
def test_whom_the_sponsors_suggest_handles_nothing(
    header: list[object],
    cells: tuple[str, ...],
    suggested: str,
    lead: tuple[str, ...],
    assisting: tuple[str, ...],
) -> None:
    draft = read(header, ["甲", *cells]).drafts[0]
    assert (draft.text("suggested"), draft.lead, draft.assisting) == (suggested, lead, assisting)


def test_other_papers_are_set_aside_and_counted_once() -> None:
    rows: list[list[object]] = [
        ["category", "案由"],
        ["人大建议", "甲"],
        ["政协提案", "乙"],
        ["人大建议", "丙"],
        ["", "丁"],
    ]
    draft = read(*rows)
    assert [one.text("title") for one in draft.drafts] == ["乙", "丁"]
    assert dict(draft.set_aside) == {"人大建议": 2}
    assert [(finding.message, finding.row, finding.column) for finding in draft.warnings] == [
        ("2 行是人大建议，未导入", 0, "category")
    ]
    assert (draft.errors, draft.rows) == ((), 4)
    assert len(read(*rows, with_others=True).drafts) == 4


def test_the_title_comes_from_the_other_column_where_it_is_empty() -> None:
    draft = read(["title", "案由", "提案号"], ["新建", "", "1"], ["系统里的标题", "关于甲的建议", "2"])
    assert [one.text("title") for one in draft.drafts] == ["新建", "关于甲的建议"]


def test_a_row_without_a_title_stays_out() -> None:
    draft = read(["提案号", "案由", "提案人"], ["1", "", "张三"], ["2", "甲", "李四"])
    assert [one.text("no") for one in draft.drafts] == ["2"]
    assert [one.row for one in draft.rejected] == [2]
    assert (draft.errors[0].row, draft.errors[0].column) == (2, "案由")


def test_totals_and_repeated_headers_are_passed_over() -> None:
    draft = read(["提案号", "案由"], ["1", "甲"], ["提案号", "案由"], ["", "合计"])
    assert (len(draft.drafts), draft.rows, draft.errors) == (1, 1, ())


def test_the_same_title_is_a_warning_and_similar() -> None:
    draft = read(
        ["案由", "提案人"],
        ["关于停车的建议", "张三"],
        ["关于 停车的建议", "李四"],
        ["新建", ""],
        ["新建", ""],
    )
    assert draft.similar == (Similar(Source("提案.csv", "", 3), Source("提案.csv", "", 2), 1.0),)
    assert [finding.message for finding in draft.warnings] == ["案由与第 2 行相同，请看是否重复"]
    assert len(draft.drafts) == 4


TWICE = [
    ("提案号重复", ["提案号", "案由"], ["7", "甲"], ["7", "乙"], "提案号 7 与第 2 行重复"),
    ("原系统编号重复", ["motion_id", "案由"], ["7", "甲"], ["7", "乙"], "原系统编号 7 与第 2 行重复"),
]


@pytest.mark.parametrize(
    ("case", "header", "one", "other", "message"), TWICE, ids=[case for case, *_ in TWICE]
)
def test_a_number_twice_is_an_error(
    case: str, header: list[object], one: list[object], other: list[object], message: str
) -> None:
    draft = read(header, one, other)
    assert [finding.message for finding in draft.errors] == [message]
    assert [one.text("title") for one in draft.rejected] == ["乙"]


def test_one_number_in_two_meetings_is_ordinary() -> None:
    assert not read(["提案号", "案由", "会议"], ["7", "甲", "一次会议"], ["7", "乙", "二次会议"]).errors


CELLS = [
    ("received", "2017-04-14 15:29:31", "2017-04-14", ""),
    ("received", "2017年4月", None, "没有写到日"),
    ("received", "17-4-14", "2017-04-14", "按 2017 年读入"),
    ("no", "0001", "1", ""),
    ("no", "第 12 号", "12", ""),
    ("no", "2017-12", None, "不是编号"),
    ("review", "不立案", "不予立案", ""),
    ("review", "并案处理", "并案", ""),
    ("review", "再议", "再议", "审查结果“再议”不认识"),
    ("class", "（Ａ）", "A", ""),
    ("class", "已采纳", "已采纳", "不是 A、B、C、D"),
    ("key", "否", "否", ""),
    ("key", "或许", None, "应填“是”或“否”"),
    ("excellent", "优秀", "是", ""),
    ("text", " 一、现状 \n\n 二、建议 ", "一、现状\n二、建议", ""),
    ("nature", "当年；重点提案备选", "当年；重点提案备选", ""),
]  # fmt: skip


@pytest.mark.parametrize(("key", "cell", "value", "warning"), CELLS)
def test_a_cell_of_a_register(key: str, cell: Cell, value: str | None, warning: str) -> None:
    read_value = read_proposal_cell(PROPOSAL[key], cell)
    assert read_value.value == value or read_value.error
    assert warning in read_value.warning
    assert bool(read_value.warning) >= bool(warning)


def test_a_date_that_is_none_keeps_the_row_out() -> None:
    draft = read(["案由", "登记时间"], ["甲", "去年冬天"])
    assert (len(draft.rejected), draft.errors[0].column, draft.errors[0].value) == (1, "登记时间", "去年冬天")


def test_remarks_name_the_header_and_the_cell() -> None:
    finding = read(["案由", "审核"], ["甲", "再议"]).warnings[0]
    assert (finding.row, finding.column, finding.value) == (2, "审核", "再议")


SPONSORS = [
    ("一人", "张三", ("张三",)), ("分号", "M0030；M0164", ("M0030", "M0164")), ("顿号", "张三、李四", ("张三", "李四")),
    ("等几人", "冯少东等2人", ("冯少东", "等2人")), ("几个名字后等几人", "张三、李四等 5 人", ("张三", "李四", "等5人")),
    ("空格隔开的两字名", "叶　悦　吴　善", ("叶悦", "吴善")), ("空格隔开的人名", "张三 李小四", ("张三", "李小四")),
    ("单位名里有空格", "民进某市 委员会", ("民进某市 委员会",)), ("一个字的界别不分", "侨、台界别", ("侨、台界别",)),
    ("重复只算一次", "张三；张三", ("张三",)), ("换行", "张三\n李四", ("张三", "李四")), ("空", " ", ()),
    ("括号里的顿号", "提案委（经济、科技组）；李四", ("提案委（经济、科技组）", "李四")), ("带点的名字", "艾力·依明、张三", ("艾力·依明", "张三")),
]  # fmt: skip


@pytest.mark.parametrize(("case", "text", "names"), SPONSORS, ids=[case for case, *_ in SPONSORS])
def test_sponsors_of_a_cell(case: str, text: str, names: tuple[str, ...]) -> None:
    assert split_sponsors(text) == names


def test_a_known_body_is_not_parted_at_its_own_mark() -> None:
    assert split_sponsors("共青团、青联界别", ["共青团、青联界别"]) == ("共青团、青联界别",)
    assert split_units("文化、旅游局；教育局", ["文化、旅游局"]) == ("文化、旅游局", "教育局")


UNITS = [
    ("分号", "市农办；市文广局", ("市农办", "市文广局")),
    ("括号里的顿号", "市委统战部（侨办、台办）、市农办", ("市委统战部（侨办、台办）", "市农办")),
    ("半边全角半边半角", "市农合联执委会（市供销社)；市农办", ("市农合联执委会（市供销社)", "市农办")),
    ("括号没有闭合", "市委党研室（市志办；市文广局", ("市委党研室（市志办", "市文广局")),
    ("多余的闭括号", "市委党研室）、市文广局", ("市委党研室）", "市文广局")),
    ("逗号", "市农办,市文广局，市科技局", ("市农办", "市文广局", "市科技局")),
]


@pytest.mark.parametrize(("case", "text", "names"), UNITS, ids=[case for case, *_ in UNITS])
def test_units_of_a_cell(case: str, text: str, names: tuple[str, ...]) -> None:
    assert split_units(text) == names


def test_a_second_table_tells_each_units_dates() -> None:
    register = table(["motion_id", "案由"], ["52", "甲"])
    handlers = table(
        ["motion_id", "unit_name", "role", "receive_time", "reply_time"],
        ["52", "市教育局", "主办单位", "2017-05-16 09:35:04", "2017-06-01"],
        ["52", "市民政局", "协办单位", "2017-05-18", ""],
        ["52", "市科技局", "分办", "2017-05", ""],
        ["53", "市民政局", "协办单位", "", ""],
        file="承办.csv",
    )
    draft = read_register([register, handlers])
    assert [(part.unit, part.role, part.accepted, part.replied) for part in draft.parts["52"]] == [
        ("市教育局", UnitRole.LEAD, "2017-05-16", "2017-06-01"),
        ("市民政局", UnitRole.ASSISTING, "2017-05-18", ""),
        ("市科技局", UnitRole.SEPARATE, "", ""),
    ]
    assert set(draft.parts) == {"52"}
    assert [sheet.taken for sheet in draft.sheets] == [True, True]
    assert set(draft.headers) == {"motion_id", "案由"}


def test_what_the_second_table_leaves_unclear_is_said() -> None:
    handlers = table(
        ["系统编号", "承办单位", "角色", "签收时间"],
        ["", "市教育局", "主办", ""],
        ["52", "市民政局", "参谋", "去年"],
        ["52", "市科技局"],
    )
    draft = read_register([table(["系统编号", "案由"], ["52", "甲"]), handlers])
    assert [finding.message[:12] for finding in draft.warnings] == [
        "没有原系统编号或单位，这",
        "承办角色“参谋”不认识，",
        "“去年”不是日期，请写成",
    ]
    assert [part.role for part in draft.parts["52"]] == [UnitRole.ASSISTING, UnitRole.LEAD]


def test_a_file_without_a_title_column_is_one_error() -> None:
    draft = read(["界别", "时间"], ["教育", "1月"])
    assert [finding.message for finding in draft.errors] == [
        "没有找到表头：前几行里没有“案由”列，请核对“提案.csv”是否提案登记簿"
    ]
    assert read_register([]).errors[0].file == ""


IDENTITIES = [
    ("原系统编号", ["motion_id", "提案号", "案由"], ["5", "2", "甲"], ("source_no", "5")),
    ("提案号", ["提案号", "案由", "会议"], ["2", "甲", "一次会议"], ("no", "一次会议", "2")),
    ("案由、第一提案人、日期", ["案由", "提案人", "登记时间"], ["甲 乙", "张三；李四", "2017-01-02"], ("title", "甲乙", "张三", "2017-01-02")),
    ("只有案由", ["案由"], ["甲"], ("title", "甲", "", "")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "header", "row", "identity"), IDENTITIES, ids=[case for case, *_ in IDENTITIES]
)
def test_what_a_proposal_is_found_again_by(
    case: str, header: list[object], row: list[object], identity: tuple[str, ...]
) -> None:
    assert identity_of(read(header, row).drafts[0]) == identity


# --------------------------------------------------------------------------- units


def test_units_come_once_each() -> None:
    draft = read_units(
        [
            table(
                ["unit_id", "unit_group", "unit_name", "联系电话"],
                ["2", "政府", "市教育局", ""],
                ["3", "", "市民政局", ""],
                ["4", "", "市教育局 ", "1234"],
                ["", "", "", ""],
                ["5", "", "", "99"],
            )
        ]
    )
    assert [dict(unit) for unit in draft.units] == [
        {"system": "政府", "name": "市教育局", "phone": "1234"},
        {"name": "市民政局"},
    ]
    assert [(finding.row, finding.message) for finding in draft.warnings] == [
        (4, "与第 2 行是同一单位，合并读入")
    ]
    assert [(finding.row, finding.message) for finding in draft.errors] == [
        (6, "没有单位名称，这一行没有导入")
    ]
    assert draft.rows == 4
    assert draft.headers == {"unit_group": "system", "unit_name": "name", "联系电话": "phone"}


def test_a_file_without_unit_names_is_one_error() -> None:
    draft = read_units([table(["甲", "乙"], ["1", "2"])])
    assert (len(draft.errors), draft.units, draft.rows) == (1, (), 0)
    assert read_units([]).errors[0].file == ""


def test_a_row_of_an_unrecognised_column_is_no_unit() -> None:
    assert read_units([table(["名称", "备考"], ["", "闲话"], ["市教育局", ""])]).rows == 1
