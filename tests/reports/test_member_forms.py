"""Forms about people: every figure adds up, every level of privacy holds, an empty office says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.domain.errors import WrongUsage
from app.domain.field_use import FieldUse
from app.domain.fields import Privacy
from app.domain.member import Member, Seat
from app.domain.order import ORDER_LABELS, Order
from app.domain.seats import SectorSeats
from app.domain.team import Outsider, Team, Teammate
from app.reports.document import Document, Heading, TableBlock
from app.reports.facts import Before, Event, Facts, Move, Moves
from app.reports.forms import FORMS
from app.reports.forms.dimensions import age_bands, band_names
from app.reports.forms.form import Ask, Form, Option, Source
from app.reports.forms.listing import field_words
from app.reports.forms.sign_in import FIRST_ROWS, LATER_ROWS, TALL_FIRST, TALL_LATER, is_tall, pages
from app.reports.forms.structure import mean, signed
from app.reports.table import Cell, Picture, Table, text_of
from app.reports.words import plain_text, tables
from tests.reports.samples import as_pdf, as_word, pdf_pages, word_part

DAY = date(2026, 11, 1)
EMPTY = Facts("政协云川县委员会", "第十一届", DAY)


def member(number: int, name: str, **more: object) -> Member:
    plain: dict[str, object] = {
        "sex": "男", "ethnicity": "汉族", "birth": "1970-01", "affiliations": ("中共",), "sector": "经济",
        "committees": (Seat("提案委员会"),), "job_title": "云川县某局局长",
    }  # fmt: skip
    return Member(number, number, name, **{**plain, **more})  # type: ignore[arg-type]


PEOPLE = (
    member(1, "廖学礼", posts=("主席",), more={"terms_served": "2", "own_no": "7"}),
    member(2, "罗景文", posts=("副主席",), affiliations=("中共", "民盟"), birth="1980"),
    member(3, "叶川", posts=("常委",), sex="女", affiliations=("民盟", "中共"), ethnicity="回", birth="1991-03-05"),
    member(4, "江𬀩", affiliations=("群众",), sex="女", birth="", ethnicity="", sector="教育", is_new=True,
           groups=(Seat("城关组", "组长", "街道小组"),), more={"education": "本科", "phone": "12000000004", "in_system": "体制内"}),
    member(5, "武若谷", status="暂停履职", affiliations=(), job_title=""),
)  # fmt: skip
FULL = replace(EMPTY, members=PEOPLE, sectors=("经济", "教育"), committees=("提案委员会",))


def form(name: str) -> Form:
    return next(one for one in FORMS if one.name == name)


def made(name: str, facts: Facts = FULL, **options: str) -> Document:
    found = form(name).with_words(
        {Source.TEAM_KINDS: ("街道小组", "工作室"), Source.TEAMS: ("街道小组/城关组",)}
    )
    return found.build(facts, found.with_defaults(options))


def cells(rows: Sequence[object]) -> list[list[str]]:
    return [[text_of(value) for value in row] for row in rows]  # type: ignore[attr-defined]


def table(document: Document, name: str) -> Table:
    return next(one for one in tables(document) if one.name == name)


def headings(document: Document) -> list[str]:
    return [
        block.text for section in document.sections for block in section.blocks if isinstance(block, Heading)
    ]


def heads(document: Document) -> set[str]:
    return {column.title for one in tables(document) for column in one.columns}


# --------------------------------------------------------------------------- options


def test_an_office_s_own_words_stand_behind_the_fixed_choices() -> None:
    option = Option("分组", ("不分组", "按界别"), source=Source.TEAM_KINDS, pattern="按{}")
    assert option.with_words(["界别", "街道小组"]).choices == ("不分组", "按界别", "按街道小组")


@pytest.mark.parametrize("answer", ["2026-13-01", "下周", "2026-11", "2026"])
def test_a_day_is_a_whole_day_or_nothing(answer: str) -> None:
    option = Option("会议日期", ("",), Ask.DAY)
    assert (option.check(""), option.check("2026-11-20")) == ("", "2026-11-20")
    with pytest.raises(WrongUsage, match="要填日期"):
        option.check(answer)


# --------------------------------------------------------------------------- 名册, 通讯录


@pytest.mark.parametrize(
    ("level", "there", "missing"),
    [
        ("公开", {"姓名", "政治面貌"}, {"出生年月", "手机", "身份证号"}),
        ("内部", {"出生年月"}, {"手机", "身份证号"}),
        ("完整", {"出生年月", "手机"}, set()),
    ],
)
def test_the_level_says_which_columns_stand(level: str, there: set[str], missing: set[str]) -> None:
    document = made("委员名册", 级别=level)
    assert there <= heads(document)
    assert not missing & heads(document)
    assert document.sections[0].head == ("" if level == "公开" else "内部资料")


def test_an_office_s_own_levels_and_fields_switched_off_are_obeyed() -> None:
    use = FieldUse(frozenset({"ethnicity"}), {"birth": Privacy.FULL, "phone": Privacy.PUBLIC})
    found = heads(made("委员名册", replace(FULL, use=use), 级别="公开"))
    assert "手机" in found
    assert not {"民族", "出生年月"} & found


def test_groups_by_a_kind_of_team_add_up() -> None:
    teams = (Team("街道小组", "河西组"), Team("街道小组", "城关组"))
    document = made("委员名册", replace(FULL, teams=teams), 分组="按街道小组")
    assert headings(document) == ["城关组（1 人）", "未编入街道小组（4 人）"]
    assert "街道小组各组人数之和 5，与总人数 5 相等" in plain_text(document)


def test_a_post_within_a_committee_stands_behind_its_name() -> None:
    seated = replace(PEOPLE[0], committees=(Seat("经济委", "副主任"), Seat("提案委员会")))
    document = made("委员名册", replace(FULL, members=(seated,)))
    assert "经济委（副主任）、提案委员会" in cells(tables(document)[0].rows)[0]


def test_columns_are_as_wide_as_their_longest_word_and_fill_the_page() -> None:
    long = replace(PEOPLE[0], committees=(Seat("城建和人口资源环境委员会"),), ethnicity="维吾尔族")
    groups = tables(made("委员名册", replace(FULL, members=(*PEOPLE, long)), 分组="按界别"))
    widths = [[column.width for column in one.columns] for one in groups]
    assert widths[0] == widths[1]
    assert sum(widths[0]) == pytest.approx(257)
    of = {column.title: column.width for column in groups[0].columns}
    assert of["专委会"] > 12 * 3.7
    assert of["民族"] > 4 * 3.7


def test_a_column_of_endless_words_takes_no_more_than_its_share() -> None:
    endless = tuple(
        replace(one, sector="很长的界别名称" * 6, committees=(Seat("委" * 60),)) for one in PEOPLE
    )
    of = {
        column.title: column.width
        for column in tables(made("委员名册", replace(FULL, members=endless)))[0].columns
    }
    assert [of["界别"], of["专委会"]] == pytest.approx([29, 58])
    assert of["工作单位及职务"] >= 46


def test_a_sector_stands_on_one_line_of_the_list_of_gaps() -> None:
    wordy = tuple(replace(one, sector="环境资源和农业") for one in PEOPLE)
    of = {
        one.title: one.width
        for one in table(made("资料不全清单", replace(FULL, members=wordy)), "资料不全的委员").columns
    }
    assert of["界别"] > 7 * 3.7
    assert sum(of.values()) == pytest.approx(170)


@pytest.mark.parametrize(
    ("level", "phones", "head"),
    [("公开", False, ""), ("内部", False, "内部资料"), ("完整", True, "内部资料")],
)
def test_telephones_stand_in_their_list_at_the_full_level(level: str, head: str, *, phones: bool) -> None:
    document = made("通讯录", 级别=level)
    assert ("手机" in heads(document), "12000000004" in plain_text(document)) == (phones, phones)
    assert document.sections[0].head == head


def test_the_telephones_are_internal_and_leave_out_what_nobody_has() -> None:
    document = made("通讯录")
    assert document.sections[0].head == "内部资料"
    assert "手机" in heads(document)
    assert "单位电话" not in heads(document)
    assert "单位电话" in heads(made("通讯录", EMPTY))


@pytest.mark.parametrize(
    ("key", "words"),
    [("posts", "主席"), ("committees", "提案委员会"), ("affiliations", "中共"), ("birth", "1970.01"), ("is_new", ""),
     ("rank_no", ""), ("own_no", "7"), ("note", "")],
)  # fmt: skip
def test_a_field_in_words(key: str, words: str) -> None:
    assert field_words(PEOPLE[0], key) == words
    assert field_words(PEOPLE[3], "is_new") == "是"
    assert field_words(PEOPLE[3], "groups") == "城关组（组长）"


# --------------------------------------------------------------------------- 结构分析


def counted(document: Document, name: str = "结构分析", column: int = 2) -> dict[str, int]:
    sums: dict[str, int] = {}
    dimension = ""
    for row in cells(table(document, name).rows):
        dimension = row[0] or dimension
        sums[dimension] = sums.get(dimension, 0) + int(row[column])
    return sums


@pytest.mark.parametrize("double", ["单列", "计入民主党派", "计入中共"])
def test_every_dimension_adds_up_whatever_is_done_with_two_parties(double: str) -> None:
    document = made("委员结构分析表", 交叉党派=double)
    assert set(counted(document).values()) == {4}
    assert set(counted(document, "常委会组成人员").values()) == {3}


def test_two_parties_count_as_the_office_says() -> None:
    def parties(double: str) -> dict[str, str]:
        rows = cells(table(made("委员结构分析表", 交叉党派=double), "结构分析").rows)
        start = next(number for number, row in enumerate(rows) if row[0] == "党派")
        end = next(number for number, row in enumerate(rows) if row[0] == "中共与非中共")
        return {row[1]: row[2] for row in rows[start:end]}

    assert parties("单列") == {"中共": "1", "群众": "1", "中共、民盟": "2"}
    assert parties("计入民主党派") == {"中共": "1", "民盟": "2", "群众": "1"}
    assert parties("计入中共") == {"中共": "3", "群众": "1"}


def test_ages_say_how_they_were_counted() -> None:
    text = plain_text(made("委员结构分析表"))
    assert "平均年龄 45.3 岁，最大 56 岁，最小 35 岁，有出生年月的 3 人" in text
    assert "只知年份的 1 人按当年 12 月 31 日出生计" in text
    assert "出生年月未填的 1 人单列" in text
    assert "35岁及以下" in text


def test_a_first_term_is_new_whether_ticked_or_counted() -> None:
    counted_only = tuple(
        replace(one, is_new=False, more={**one.more, "terms_served": str(number)})
        for number, one in enumerate(PEOPLE, 1)
    )
    rows = cells(table(made("委员结构分析表", replace(FULL, members=counted_only)), "结构分析").rows)
    at = next(place for place, row in enumerate(rows) if row[0] == "新任连任")
    assert [row[1:3] for row in rows[at : at + 2]] == [["新任", "1"], ["连任", "3"]]


def test_what_nobody_filled_is_named_and_not_counted() -> None:
    bare = tuple(replace(one, birth="", is_new=False, more={}) for one in PEOPLE)
    document = made("委员结构分析表", replace(FULL, members=bare))
    assert "没有列出的项目：年龄段、学历、新任连任、任职届数、体制内外" in plain_text(document)
    assert "出生年月均未填，未计算年龄" in plain_text(document)
    assert "年龄段" not in counted(document)


def test_another_day_stands_beside_with_what_changed() -> None:
    before = Before("2026年3月1日", date(2026, 3, 1), PEOPLE[:2])
    document = made("委员结构分析表", replace(FULL, before=before))
    rows = {row[1]: row for row in cells(table(document, "结构分析").rows)}
    assert rows["男"][2:] == ["2", "50.0%", "2", "100.0%", "0"]
    assert rows["女"][2:] == ["2", "50.0%", "0", "0.0%", "+2"]
    assert set(counted(document, column=4).values()) == {2}
    assert (
        "上次：2026年3月1日，在册委员 2 人，平均年龄 50.5 岁（有出生年月的 2 人），按同一口径计算，年龄按2026年3月1日计"
        in (plain_text(document))
    )


def test_an_office_without_a_standing_committee_has_no_empty_table_of_it() -> None:
    document = made("委员结构分析表", replace(FULL, members=(PEOPLE[3],)))
    assert [one.name for one in tables(document)] == ["结构分析"]
    assert "名册里还没有主席、副主席、秘书长、常委" in plain_text(document)


def test_an_analysis_of_nobody_says_so() -> None:
    assert table(made("委员结构分析表", EMPTY), "结构分析").rows == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("35、45", ("35岁及以下", "36—45岁", "46岁及以上")), ("40", ("40岁及以下", "41岁及以上")),
        ("30,31，60", ("30岁及以下", "31岁", "32—60岁", "61岁及以上")),
    ],
)  # fmt: skip
def test_bands_are_named_by_their_ends(text: str, names: tuple[str, ...]) -> None:
    assert band_names(age_bands(text)) == names


@pytest.mark.parametrize("text", ["", "四十", "45、35", "35、35", "0、10", "35、200", "35-45"])
def test_bands_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(WrongUsage, match="看不明白"):
        age_bands(text)


@given(st.lists(st.integers(18, 99), min_size=1, max_size=60))
def test_a_mean_is_rounded_half_up(ages: list[int]) -> None:
    whole, tenth = mean(ages).split(".")
    assert abs(int(whole) * 10 + int(tenth) - 10 * sum(ages) / len(ages)) <= 0.5


def test_differences_carry_their_sign() -> None:
    assert [signed(number) for number in (-2, 0, 3)] == ["−2", "0", "+3"]


# --------------------------------------------------------------------------- 资料不全, 名额


def test_who_lacks_what_by_field_and_by_member() -> None:
    document = made("资料不全清单")
    by_field = {row[0]: row[1:] for row in cells(table(document, "各项齐全情况").rows)}
    assert by_field["出生年月"] == ["5", "4", "1", "80.0%"]
    assert by_field["手机"] == ["5", "1", "4", "20.0%"]
    people = cells(table(document, "资料不全的委员").rows)
    assert people[3][1:5] == ["江𬀩", "教育", "云川县某局局长", "出生年月、民族"]
    lacking = sum(int(row[3]) for row in cells(table(document, "各项齐全情况").rows))
    assert lacking == sum(int(row[5]) for row in people)
    assert f"共缺 {lacking} 项" in plain_text(document)


@pytest.mark.parametrize(
    ("part", "there"), [("按项", ["各项齐全情况"]), ("按人", ["资料不全的委员（5 人）"])]
)
def test_one_part_alone(part: str, there: list[str]) -> None:
    assert headings(made("资料不全清单", 内容=part)) == there


def test_an_office_that_expects_nothing_lacks_nothing() -> None:
    text = plain_text(made("资料不全清单", replace(FULL, use=FieldUse(expected=()))))
    assert "资料齐全 5 人，齐全率 100.0%" in text
    assert "应填各项：无" in text
    assert "（都齐全）" in text


def test_seats_add_up_and_say_what_nobody_said() -> None:
    lines = (SectorSeats("经济", 6, 4, 1), SectorSeats("教育", 0, 1, 0), SectorSeats("", None, 2, 0))
    found = table(made("名额表", replace(FULL, seats=lines)), "名额")
    assert cells(found.rows) == [
        ["1", "经济", "6", "4", "1", "2", "0"],
        ["2", "教育", "0", "1", "0", "0", "1"],
        ["3", "（未定界别）", "未定", "2", "0", "—", "—"],
    ]
    assert found.totals is not None
    assert [text_of(one) for one in found.totals] == ["合计", "", "6", "7", "1", "2", "1"]
    assert "有 1 个界别没有定应有名额" in plain_text(made("名额表", replace(FULL, seats=lines)))


def test_nothing_is_short_where_nobody_said_how_many_there_are() -> None:
    document = made("名额表", replace(FULL, seats=(SectorSeats("经济", None, 4, 1),)))
    found = table(document, "名额")
    assert found.totals is not None
    assert [text_of(one) for one in found.totals][5:] == ["—", "—"]
    assert "共缺" not in plain_text(document)


# --------------------------------------------------------------------------- 小组


TEAMS = (
    Team("街道小组", "城关组", 1, {"address": "城关镇文化站"}, (Teammate(4, "江𬀩", "组长"), Teammate(1, "廖学礼"))),
    Team("街道小组", "河西组", 2, {}, (Teammate(1, "廖学礼"), Teammate(77, "已不在任"))),
    Team("工作室", "叶川工作室", 3, {}, (), (
        Outsider(1, 3, "苏合", "信息员", "2026-03", more={"employer": "县青联"}), Outsider(2, 3, "丁香"),
        Outsider(3, 3, "白术", "", "2025-01", "2026-12"),
    )),
    Team("党小组", "空组", 4),
)  # fmt: skip


def test_teams_with_roles_and_people_who_are_no_members_apart() -> None:
    document = made("小组名单", replace(FULL, teams=TEAMS))
    assert headings(document) == [
        "街道小组（2 个）", "城关组（委员 2 人）", "河西组（委员 2 人）", "工作室（1 个）", "叶川工作室（委员 0 人，非委员 3 人）",
    ]  # fmt: skip
    assert cells(table(document, "城关组").rows)[0] == ["1", "江𬀩", "组长", "女", "教育", "云川县某局局长"]
    assert cells(table(document, "河西组").rows)[1] == ["2", "已不在任", "", "", "", ""]
    assert [row[4] for row in cells(table(document, "叶川工作室非委员").rows)] == [
        "2026.03起",
        "",
        "2025.01—2026.12",
    ]
    assert "共 3 个，委员 4 人次（3 人，有人在几个组），非委员 3 人" in plain_text(document)
    assert "地址：城关镇文化站" in plain_text(document)


def test_a_team_s_contact_is_internal_and_its_telephones_are_full() -> None:
    outsider = Outsider(1, 1, "钱多多", "信息员", more={"phone": "12000000077"})
    team = Team(
        "智库", "智库", 1, {"address": "大院", "contact": "李静", "phone": "12000000088"}, (), (outsider,)
    )
    facts = replace(FULL, teams=(team,))
    texts = {level: plain_text(made("小组名单", facts, 级别=level)) for level in ("公开", "内部", "完整")}
    assert [[word in texts[level] for word in ("大院", "李静", "12000000088", "12000000077")] for level in texts] == [
        [True, False, False, False], [True, True, False, False], [True, True, True, True],
    ]  # fmt: skip
    assert [made("小组名单", facts, 级别=level).sections[0].head for level in texts] == [
        "",
        "内部资料",
        "内部资料",
    ]


def test_where_nobody_has_a_role_there_is_no_column_for_it() -> None:
    plain = Team("街道小组", "甲组", 1, {}, (Teammate(1, "廖学礼"),))
    led = Team("工作室", "乙室", 2, {}, (Teammate(2, "罗景文", "负责人"),))
    document = made("小组名单", replace(FULL, teams=(plain, led)))
    assert ["角色" in [column.title for column in one.columns] for one in tables(document)] == [False, True]


def test_one_kind_says_who_is_in_none_and_one_team_stands_alone() -> None:
    document = made("小组名单", replace(FULL, teams=TEAMS), 小组种类="街道小组")
    assert "在任委员 5 人，没有编入街道小组的 3 人" in plain_text(document)
    assert headings(made("小组名单", replace(FULL, teams=TEAMS), 小组="街道小组/城关组")) == [
        "城关组（委员 2 人）"
    ]
    assert "（无）" in plain_text(made("小组名单"))


def test_members_and_outsiders_of_one_team_have_a_table_each() -> None:
    mixed = replace(TEAMS[2], members=(Teammate(3, "叶川", "负责人"),))
    document = made("小组名单", replace(FULL, teams=(mixed,)))
    assert [one.name for one in tables(document)] == ["叶川工作室", "叶川工作室非委员"]
    assert "叶川工作室的非委员成员：" in plain_text(document)


# --------------------------------------------------------------------------- 登记表


def jpeg() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (295, 413), "grey").save(stream, "JPEG")
    return stream.getvalue()


WITH_PHOTO = replace(FULL, members=PEOPLE[:2], photos={1: jpeg()})


def pictures(document: Document) -> int:
    return sum(
        isinstance(value.value, Picture)
        for one in tables(document)
        for row in one.rows
        for value in row
        if isinstance(value, Cell)
    )


def test_a_page_a_member_with_the_photo_in_word_and_pdf() -> None:
    document = made("委员登记表", WITH_PHOTO)
    assert len(tables(document)) == 2
    assert pictures(document) == 1
    blips = [node for node in word_part(as_word(document)).iter() if node.tag.endswith("}blip")]
    assert len(blips) == 1
    assert b"/DCTDecode" in as_pdf(document)


@pytest.mark.parametrize(
    ("use", "options"),
    [
        (FieldUse(), {"照片": "不印"}), (FieldUse(frozenset({"photo"})), {}), (FieldUse(levels={"photo": Privacy.FULL}), {}),
        (FieldUse(), {"级别": "公开"}),
    ],
)  # fmt: skip
def test_no_photo_where_it_is_not_to_be_seen(use: FieldUse, options: dict[str, str]) -> None:
    document = made("委员登记表", replace(WITH_PHOTO, use=use), **options)
    assert pictures(document) == 0
    assert not any(
        text_of(value) == "照\n\n片" for one in tables(document) for row in one.rows for value in row
    )


def test_telephones_stand_at_the_full_level_alone() -> None:
    for level, there in (("公开", False), ("内部", False), ("完整", True)):
        assert ("12000000004" in plain_text(made("委员登记表", 级别=level))) is there


def test_a_record_tells_what_happened_the_latest_of_many() -> None:
    history = {1: tuple(Event(f"2026-0{n % 9 + 1}", f"界别：第{n}") for n in range(13)), 2: ()}
    document = made("委员登记表", replace(WITH_PHOTO, history=history))
    text = plain_text(document)
    assert "另有 3 项" in text
    assert "界别：第12" in text
    assert "界别：第2\n" not in text
    assert text.count("任职和变动情况") == 1


def test_since_when_somebody_has_a_status() -> None:
    away = replace(PEOPLE[4], since="2026-05-01")
    assert "暂停履职（2026.05.01起）" in plain_text(made("委员登记表", replace(FULL, members=(away,))))


def test_with_few_fields_in_use_the_photo_still_has_its_room() -> None:
    use = FieldUse(frozenset({"native_place", "party_joined", "degree", "work_started", "ethnicity"}))
    assert pictures(made("委员登记表", replace(WITH_PHOTO, use=use))) == 1


def test_records_of_nobody_say_so() -> None:
    assert "没有要印的委员" in plain_text(made("委员登记表", EMPTY))


# --------------------------------------------------------------------------- 签到表


def test_who_signs_in() -> None:
    everyone = plain_text(made("签到表"))
    assert "应到 4 人" in everyone
    assert "武若谷" not in everyone
    assert "应到 3 人" in plain_text(made("签到表", 范围="常委会组成人员"))
    assert "应到 2 人" in plain_text(made("签到表", 范围="主席会议成员"))


def test_title_day_and_seats() -> None:
    seated = replace(FULL, order=ORDER_LABELS[Order.CUSTOM])
    document = made("签到表", seated, 标题="第一次会议", 会议日期="2026-11-05")
    assert "第一次会议签到表" in plain_text(document)
    assert "（2026年11月5日）" in plain_text(document)
    assert cells(tables(document)[0].rows)[0][:2] == ["7", "廖学礼"]
    assert "座次" in heads(document)


LONG = member(9, "阿卜杜热合曼·买买提明·托合提")


@given(st.integers(0, 400), st.sets(st.integers(1, 400), max_size=12))
def test_nobody_is_lost_between_pages_and_no_page_is_nearly_empty(count: int, tall: set[int]) -> None:
    people = [(str(number), LONG if number in tall else PEOPLE[0]) for number in range(1, count + 1)]
    found = pages(people)
    assert [one for page in found for one in page] == people
    least = TALL_LATER if any(is_tall(one) for _, one in people) else LATER_ROWS
    assert all(len(page) >= least // 2 for page in found[1:])
    for page, (few, many) in zip(
        found, [(TALL_FIRST, FIRST_ROWS)] + [(TALL_LATER, LATER_ROWS)] * 40, strict=False
    ):
        assert len(page) <= 2 * (few if any(is_tall(one) for _, one in page) else many)


@pytest.mark.parametrize(
    ("name", "sector"),
    [
        ("阿卜杜热合曼·买买提明·托合提", "经济"),
        ("江葵", "对外友好和港澳台侨联络界别"),
        ("江葵", "经济"),
        ("江葵", ""),
    ],
)
def test_a_sheet_to_sign_keeps_to_its_pages_whatever_names_there_are(name: str, sector: str) -> None:
    people = tuple(member(number, name, sector=sector) for number in range(1, 301))
    document = made("签到表", replace(FULL, members=people))
    sheets = pdf_pages(as_pdf(document))
    assert len(sheets) == len(tables(document))
    assert ("界别" in heads(document)) == bool(sector)


# --------------------------------------------------------------------------- 变动名单


def test_comings_and_goings_with_what_they_rest_on() -> None:
    gone = replace(PEOPLE[4], status="辞职")
    moves = Moves(
        "2026-03-01", 5, 5,
        (
            Move("2026-04-01", PEOPLE[3], "在册", joined=True, basis="云协〔2026〕3号", organ="常委会"),
            Move("2026-05-01", gone, "辞职", left=True, reason="工作调动"),
            Move("2026-06-01", PEOPLE[2], "暂停履职"), Move("2026-07-01", PEOPLE[2], "在册"),
        ),
    )  # fmt: skip
    document = made("变动名单", replace(FULL, moves=moves))
    assert headings(document) == ["增补（1 人次）", "退出（1 人次）", "暂停和恢复（2 人次）"]
    assert "（5＋1－1＝5）" in plain_text(document)
    assert cells(table(document, "增补").rows)[0][6:] == [
        "增补",
        "2026年4月1日",
        "",
        "云协〔2026〕3号，常委会",
    ]
    assert [row[6] for row in cells(table(document, "暂停和恢复").rows)] == ["暂停履职", "恢复履职"]


def test_where_nothing_moved_two_empty_lists_say_so() -> None:
    document = made("变动名单", EMPTY)
    assert headings(document) == ["增补（0 人次）", "退出（0 人次）"]
    assert "本届以来" in plain_text(document)


def test_every_table_of_every_form_stands_under_something() -> None:
    for one in FORMS:
        document = one.build(FULL, one.with_defaults({}))
        for section in document.sections:
            if any(isinstance(block, TableBlock) for block in section.blocks):
                assert not isinstance(section.blocks[0], TableBlock), one.name
