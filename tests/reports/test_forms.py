"""The forms as functions of facts: every figure has its list, every option builds, an empty office says so."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, product

import pytest

from app.domain.errors import WrongUsage
from app.domain.liaison import Guest
from app.domain.member import Member, Seat
from app.domain.proposal import Handling, Outcome, Proposal, Sponsor, SponsorRole, State, UnitRole
from app.reports.document import Document, Heading
from app.reports.facts import Facts, GridFacts, LinkFacts, TierFacts
from app.reports.forms import FORMS
from app.reports.forms.form import Form
from app.reports.table import Table, text_of
from app.reports.words import plain_text, tables

DAY = date(2026, 11, 1)
EMPTY = Facts("政协云川县委员会", "第十一届", DAY)


def member(number: int, name: str, **more: object) -> Member:
    plain: dict[str, object] = {
        "sex": "男", "ethnicity": "汉族", "birth": "1970-01", "affiliations": ("中共",), "sector": "经济",
        "committees": (Seat("提案委员会"),), "job_title": "云川县某局局长",
    }  # fmt: skip
    return Member(number, number, name, **{**plain, **more})  # type: ignore[arg-type]


CHAIR = member(1, "廖学礼", posts=("主席",))
VICE = member(2, "罗景文", posts=("副主席",), sector="")
STANDING = member(3, "叶川", posts=("常委",), committees=())
PLAIN = member(4, "江𬀩", affiliations=("群众",), sex="女", birth="", ethnicity="")
NEWER = member(
    5,
    "王海燕",
    sex="",
    ethnicity="回族",
    birth="1999",
    own_area="城关镇",
    more={"education": "大学本科", "phone": "12000000005"},
)
AWAY = member(6, "武若谷", status="暂停履职")
GONE = member(7, "马爱莲", status="辞职", since="2026-05-14")
GUEST = Guest(99, 2, "钟有恒", "党组副书记")


def proposal(number: int, state: State, **more: object) -> Proposal:
    plain: dict[str, object] = {
        "title": f"关于第{number}件事的提案", "serial": number, "no": number if state in FILED else None, "category": "社会建设",
        "kind": "委员", "sector": "经济", "outcome": Outcome.FILED if state in FILED else Outcome.PENDING,
        "sponsors": (Sponsor("廖学礼", 1), Sponsor("叶川", 3, SponsorRole.JOINT), Sponsor("江𬀩", 4, SponsorRole.SECONDING)),
    }  # fmt: skip
    return Proposal(number, 1, "第十一届一次会议", state, **{**plain, **more})  # type: ignore[arg-type]


FILED = (State.FILED, State.ASSIGNED, State.ACCEPTED, State.REPLIED, State.CLOSED)
LATE = Handling("县财政局", UnitRole.LEAD, assigned="2026-02-06", due="2026-05-06")
ANSWERED = replace(LATE, unit="县教育局", replied="2026-04-01", answer="A")
REGISTER = (
    proposal(1, State.CLOSED, key=True, handlings=(ANSWERED, Handling("县公安局", UnitRole.ASSISTING))),
    proposal(2, State.ACCEPTED, key=True, handlings=(LATE,)),
    proposal(3, State.FILED, category=""),
    proposal(4, State.DECLINED, outcome=Outcome.DECLINED),
    proposal(5, State.MERGED, outcome=Outcome.MERGED, merged_into=1),
    proposal(6, State.SUBMITTED, sponsors=tuple(Sponsor(name) for name in "甲乙丙丁")),
    proposal(7, State.DRAFT),
    proposal(8, State.REPLIED, handlings=(replace(ANSWERED, answer=""),)),
)
GRID = GridFacts(
    "五级网格",
    (
        TierFacts(1, "党组书记（主席）", (CHAIR,)), TierFacts(2, "副主席、秘书长", (VICE,)), TierFacts(3, "政协常委", (STANDING,)),
        TierFacts(4, "党员委员", (NEWER,)), TierFacts(5, "非党员委员", (PLAIN,)),
    ),
    (
        LinkFacts(CHAIR, 1, (VICE,)), LinkFacts(VICE, 2, (STANDING,), {3: ("同专委会", "同界别")}), LinkFacts(GUEST, 2, ()),
        LinkFacts(STANDING, 3, (NEWER,)),
    ),
    (PLAIN,), (AWAY,), ("主席待选，由党组书记廖学礼任一级。",),
)  # fmt: skip
FULL = replace(
    EMPTY, members=(CHAIR, VICE, STANDING, NEWER, PLAIN, AWAY), left=(GONE,), sectors=("经济",), committees=("提案委员会",),
    categories=("社会建设",), grid=GRID, plenary="第十一届一次会议", proposals=REGISTER,
    remarks={4: "内容空泛；不转用", 5: "并入第1号"}, leaders={1: "廖学礼"},
)  # fmt: skip


def made(name: str, facts: Facts, **options: str) -> Document:
    form = next(form for form in FORMS if form.name == name)
    return form.build(facts, form.with_defaults(options))


def table(document: Document, name: str) -> Table:
    return next(one for one in tables(document) if one.name == name)


def cells(rows: Sequence[object]) -> list[list[str]]:
    return [[text_of(value) for value in row] for row in rows]  # type: ignore[attr-defined]


def headings(document: Document) -> list[str]:
    return [
        block.text for section in document.sections for block in section.blocks if isinstance(block, Heading)
    ]


MOST_CHOICES = 200
"""Of a form with more ways than that to be asked for, every two answers go together in some case."""


def asked(form: Form) -> list[dict[str, str]]:
    """Give the ways to ask for a form: all of them, or of very many each pair of answers."""
    every = [[(option.name, choice) for choice in option.choices] for option in form.options]
    if math.prod(map(len, every)) <= MOST_CHOICES:
        return [dict(chosen) for chosen in product(*every)]
    pairs = (dict(pair) for one, other in combinations(every, 2) for pair in product(one, other))
    return list({tuple(sorted(form.with_defaults(one).items())): one for one in pairs}.values())


CASES = [
    pytest.param(form, options, id=f"{form.name} {' '.join(options.values())}")
    for form in FORMS
    for options in asked(form)
]


@pytest.mark.parametrize(("form", "options"), CASES)
@pytest.mark.parametrize("facts", [EMPTY, FULL], ids=["空办公室", "有人有提案"])
def test_every_form_builds_with_every_option(form: Form, options: dict[str, str], facts: Facts) -> None:
    assert plain_text(form.build(facts, form.with_defaults(options)))


def test_an_unknown_option_or_value_is_refused() -> None:
    with pytest.raises(WrongUsage, match="没有选项"):
        FORMS[1].with_defaults({"颜色": "红"})
    with pytest.raises(WrongUsage, match="只能是"):
        FORMS[1].with_defaults({"分组": "按身高"})


# --------------------------------------------------------------------------- 主席会议材料


def test_an_empty_pack_says_so_and_has_no_lists() -> None:
    text = plain_text(made("主席会议材料", EMPTY))
    assert "网格尚未建立" in text
    assert "还没有登记提案" in text
    assert "附表" not in text


def test_every_doubtful_figure_has_its_list() -> None:
    found = headings(made("主席会议材料", FULL))
    lists = [text.partition("　")[2] for text in found if text.startswith("附表")]
    assert lists == [
        "没有上级联络人的委员（1）", "没有编入专委会的委员（1）", "没有界别的委员（1）", "暂停履职的委员（1）", "本届已退出的委员（1）",
        "不予立案的提案（1）", "并案的提案（1）", "逾期未答复的提案（1）", "已立案、尚未答复且未逾期的提案（1）", "承办单位办理情况（3）",
    ]  # fmt: skip
    assert [text[:3] for text in found if text.startswith("附表")] == [
        f"附表{number}" for number in "一二三四五六七八九十"
    ]


def test_reasons_and_the_main_proposal_stand_in_the_lists() -> None:
    document = made("主席会议材料", FULL)
    assert cells(table(document, "不予立案").rows) == [
        ["4", "关于第4件事的提案", "廖学礼、叶川", "内容空泛；不转用"]
    ]
    assert cells(table(document, "并案").rows)[0][-1] == "并入第1号"


def test_overdue_days_count_from_the_day_the_reply_was_due() -> None:
    row = cells(table(made("主席会议材料", FULL), "逾期未答复").rows)[0]
    assert row[3:] == ["县财政局", "2026年5月6日", "179"]


def test_key_proposals_show_leader_and_progress() -> None:
    rows = cells(table(made("主席会议材料", FULL), "重点提案").rows)
    assert [row[2:] for row in rows] == [["廖学礼", "县教育局", "办结", "A"], ["", "县财政局", "逾期", ""]]


def test_without_key_proposals_the_numbers_close_up() -> None:
    plain = replace(FULL, proposals=tuple(replace(one, key=False) for one in REGISTER))
    assert "（三）承办单位办理情况" in headings(made("主席会议材料", plain))


def test_the_rest_of_the_units_stands_in_one_line_and_sums_stay() -> None:
    many = tuple(
        proposal(number, State.REPLIED, handlings=(replace(ANSWERED, unit=f"单位{number}"),))
        for number in range(1, 14)
    )
    shown = next(
        one for one in tables(made("主席会议材料", replace(FULL, proposals=many))) if one.name == "承办单位"
    )
    assert cells(shown.rows)[-1] == ["", "其余 3 家", "3", "3", "0", "0"]
    assert shown.totals is not None
    assert [text_of(value) for value in shown.totals][2:] == ["13", "13", "0", "0"]


def test_handling_in_words_when_nothing_was_answered() -> None:
    fresh = replace(FULL, proposals=(proposal(1, State.FILED),))
    text = plain_text(made("主席会议材料", fresh))
    assert "没有登记答复期限" in text
    assert "答复分类为" not in text


def test_all_in_time_is_said_where_there_is_a_clock() -> None:
    text = plain_text(made("主席会议材料", replace(FULL, proposals=REGISTER[:1])))
    assert "没有逾期未答复的提案" in text


def test_lists_of_members_alone_need_no_section_of_units() -> None:
    document = made("主席会议材料", replace(FULL, proposals=()))
    assert document.sections[-1].landscape


def test_units_alone_stand_under_the_heading_of_the_lists() -> None:
    well = replace(CHAIR, posts=("主席",))
    only = replace(EMPTY, members=(well,), proposals=(REGISTER[0],), plenary="第十一届一次会议")
    assert headings(made("主席会议材料", only))[-2:] == ["附：名单", "附表一　承办单位办理情况（2）"]


# --------------------------------------------------------------------------- the other forms


def test_a_roster_in_groups_adds_up() -> None:
    document = made("委员名册", FULL, 分组="按界别")
    assert headings(document) == ["经济（5 人）", "未定界别（1 人）"]
    assert "各组人数之和 6，与总人数 6 相等" in plain_text(document)


def test_a_suspended_member_is_marked_in_the_roster() -> None:
    assert "武若谷（暂停）" in plain_text(made("委员名册", FULL))


def test_the_parts_of_each_dimension_add_up_to_the_members() -> None:
    sums: dict[str, int] = {}
    dimension = ""
    for row in cells(table(made("委员结构分析表", FULL), "结构分析").rows):
        dimension = row[0] or dimension
        sums[dimension] = sums.get(dimension, 0) + int(row[2])
    assert set(sums.values()) == {5}


def test_the_liaison_table_says_what_a_pair_shares_and_who_is_missing() -> None:
    text = plain_text(made("五级网格联络表", FULL))
    assert "专委会、界别" in text
    assert "未分配 1 人：江𬀩" in text
    assert "主席待选" in text
    assert "暂停履职、不计入各级 1 人：武若谷" in text


def test_a_liaison_without_a_post_is_named_by_sector() -> None:
    link = (LinkFacts(NEWER, 4, (PLAIN,)), LinkFacts(replace(NEWER, sector=""), 4, (PLAIN,)))
    rows = cells(table(made("五级网格联络表", replace(FULL, grid=replace(GRID, links=link))), "四级").rows)
    assert rows[0][1] == "经济界别委员"


def test_telephones_are_printed_when_asked_for() -> None:
    assert "12000000005" not in plain_text(made("五级网格联络表", FULL))
    assert "12000000005" in plain_text(made("五级网格联络表", FULL, 手机号="印"))


def test_each_liaison_with_people_has_a_card() -> None:
    text = plain_text(made("五级网格联络表", FULL, 版式="联络卡"))
    assert text.count("委员联络卡") == 3
    assert "钟有恒" not in text


def test_the_catalogue_holds_what_was_filed_alone() -> None:
    rows = cells(table(made("提案目录", FULL), "提案目录").rows)
    assert [row[0] for row in rows] == ["1", "2", "3", "8"]
    assert "收到 7 件，其中立案 4 件、不予立案 1 件、并案 1 件、待审查 1 件" in plain_text(
        made("提案目录", FULL)
    )


def test_the_catalogue_by_category_names_the_unfiled_last() -> None:
    assert headings(made("提案目录", FULL, 分组="按类别")) == ["社会建设（3 件）", "未分类（1 件）"]


def test_其他_stands_behind_every_named_category() -> None:
    register = tuple(
        proposal(number, State.FILED, category=name)
        for number, name in enumerate(("其他", "", "城建管理", "社会建设"), 1)
    )
    facts = replace(FULL, proposals=register, categories=("社会建设", "其他"))
    assert headings(made("提案目录", facts, 分组="按类别")) == [
        "社会建设（1 件）", "城建管理（1 件）", "其他（1 件）", "未分类（1 件）",
    ]  # fmt: skip


def test_how_far_the_handling_is_counts_what_was_filed_not_what_was_assigned() -> None:
    assert "立案的 4 件中，已答复 2 件，办复率 50.0%" in plain_text(made("主席会议材料", FULL))
