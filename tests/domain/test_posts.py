from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.post_texts import posts_listed, propose_posts
from app.domain.posts import POST_NAMES, POSTS, in_rank_order, rank_of
from app.services.resources import code_list

OFFICE = "政协青河市云岭区委员会"
COMMITTEES = ("提案委员会", "经济委员会", "数字社会委员会")

# A trailing ? marks a proposal that the clerk should look at.
CASES = [
    # present posts
    ("区政协主席", "主席"),
    ("区政协党组书记", "党组书记"),
    ("区政协党组书记、主席", "党组书记 主席"),
    ("云岭区政协党组书记、主席", "党组书记 主席"),
    ("中共云岭区政协党组书记", "党组书记"),
    ("政协云岭区委员会主席", "主席"),
    ("政协青河市云岭区委员会党组成员、副主席", "党组成员 副主席"),
    ("中国人民政治协商会议青河市云岭区委员会副主席", "副主席"),
    ("政协主席", "主席"),
    ("区政协党组副书记、副主席", "党组副书记 副主席"),
    ("区政协副书记、副主席", "党组副书记 副主席"),
    ("区政协书记、主席", "党组书记 主席"),
    ("区政协副书记", "党组副书记?"),
    ("区政协党组书记主席", "党组书记 主席"),
    ("区政协党组成员\n副主席", "党组成员 副主席"),
    ("区政协 副主席", "副主席"),
    ("区政协常务副主席", "副主席"),
    ("区政协兼职副主席", "副主席"),
    ("区政协副主席（兼）", "副主席"),
    ("区政协副主席（不驻会）、区中学校长", "副主席"),
    ("区政协党组成员、秘书长", "党组成员 秘书长"),
    ("区政协秘书长、办公室主任", "秘书长 办公室主任"),
    ("区政协办公室主任兼副秘书长", "办公室主任 副秘书长"),
    ("区政协专职副秘书长", "副秘书长"),
    ("区政协党组成员、二级巡视员、副主席", "党组成员 副主席"),
    ("区政协一级调研员、提案委主任", "专委会主任"),
    ("区政协常委", "常委"),
    ("区政协常务委员", "常委"),
    ("区政协常委、青河某某公司董事长", "常委"),
    ("区政协常委兼提案委副主任", "常委 专委会副主任"),
    ("区政协提案委主任", "专委会主任"),
    ("区政协人口资源环境和城乡建设委员会主任", "专委会主任"),
    ("区政协委员工作委员会副主任", "专委会副主任"),
    ("区政协常委、经济委主任", "常委 专委会主任"),
    ("区政协常委、城建委主任", "常委 专委会主任?"),
    ("区政协常委、数字社会委主任", "常委 专委会主任"),
    ("区政协经济界召集人", "召集人"),
    ("区政协第三委员小组组长", "组长"),
    ("区政协第三活动组副组长", "副组长"),
    ("区政协第三委员小组长", "组长"),
    ("区政协常委、教育界召集人", "常委 召集人?"),
    ("区中学校长［区政协副主席］、二级教师【区政协常委】", "副主席 常委"),
    ("区政协特邀监督员", "特邀监督员"),
    ("区卫健局局长（区政协副主席）", "副主席"),
    ("区中学校长（区政协党组成员、副主席）", "党组成员 副主席"),
    ("民建云岭区委会主委、区政协副主席", "副主席"),
    ("区政协副主席、民建云岭区委会主委", "副主席"),
    ("区政协副主席、区工商联主席", "副主席"),
    ("区工商联主席、区政协副主席", "副主席"),
    ("区委常委、统战部部长、区政协党组副书记", "党组副书记"),
    ("省政协委员、区政协副主席", "副主席"),
    ("区政协副主席民建区委会主委", "副主席?"),
    ("第十届区政协副主席", "副主席?"),
    ("区政协主席会议成员、秘书长", "秘书长"),
    ("区政协机关党组书记、秘书长", "秘书长"),
    ("区政协主席、主席", "主席"),
    ("区政协委员、常委", "常委"),
    ("区政协常委会委员", "常委"),
    ("2021年12月至今任区政协主席", "主席"),
    # not held now
    ("区政协原党组书记、主席", ""),
    ("原区政协副主席、现任区慈善总会会长", ""),
    ("原区政协党组书记、主席", ""),
    ("前区政协副主席", ""),
    ("区政协前主席", ""),
    ("曾任区政协副主席", ""),
    ("曾任区政协秘书长、副主席，区慈善总会会长", ""),
    ("云岭区原政协副主席", ""),
    ("原区政协副主席，党组成员", ""),
    ("区政协副主席（已退休）", ""),
    ("退休干部（原区政协副主席）", ""),
    ("退休干部（原区政协党组书记、主席）", ""),
    ("区政协退休副主席", ""),
    ("2016.12—2021.12任区政协副主席", ""),
    ("历任区政协副主席、主席", ""),
    ("拟任区政协党组书记、主席", ""),
    ("区政协主席候选人", ""),
    ("区政协副主席（提名）", ""),
    ("区政协名誉主席", ""),
    # former beside present
    ("曾任区政协副主席、现任区政协党组书记", "党组书记"),
    ("曾任区政协副主席、现任主席", "主席"),
    ("原区教育局局长，区政协提案委主任", "专委会主任"),
    ("原区教育局局长、现区政协提案委主任", "专委会主任"),
    ("原区教育局局长、区政协提案委主任", ""),
    ("区教育局原局长、区政协提案委主任", "专委会主任"),
    ("区政协党组书记、原主席", "党组书记"),
    ("区政协党组书记、主席候选人", "党组书记"),
    # another body's
    ("区工商联副主席、商会秘书长", ""),
    ("民建区委会主席", ""),
    ("区总工会主席", ""),
    ("区委常委、组织部部长", ""),
    ("区人大常委会副主任", ""),
    ("区文联党组书记、主席", ""),
    ("区政协副主席、区文联党组书记、主席", "副主席"),
    ("区政协文史研究会秘书长", ""),
    ("区政协书画院院长、秘书长", ""),
    ("区政协办公室信息科科长", ""),
    ("区政协办公室副主任", ""),
    ("区政协办公室主任科员", ""),
    ("区政协机关党委书记", ""),
    ("区政协机关党组成员", ""),
    ("区政协副主席级干部", ""),
    ("区政协主席助理", ""),
    ("区政协委员", ""),
    ("区政协二级巡视员", ""),
    ("省政协常委", ""),
    ("全国政协常委", ""),
    ("青河市政协副主席", ""),
    ("市政协常委", ""),
    ("东山区政协主席", ""),
    ("东湖街道政协工委主任", ""),
    ("区政协东湖街道工委主任", ""),
    ("区政协常委、区发改委主任", "常委"),
    ("区政协常委、卫健委主任", "常委"),
    ("区政协常委、某某委主任", "常委"),
    ("区政协机关纪委主任", ""),
    ("青河某某律师事务所主任", ""),
    ("", ""),
]


def shown(text: str, office: str = OFFICE, committees: tuple[str, ...] = COMMITTEES) -> str:
    return " ".join(p.post + "?" * (not p.certain) for p in propose_posts(text, office, committees))


@pytest.mark.parametrize(("text", "posts"), CASES, ids=[text or "空" for text, _ in CASES])
def test_the_posts_that_a_job_text_names(text: str, posts: str) -> None:
    assert shown(text) == posts


WITHOUT_OFFICE = [
    ("区政协副主席", "副主席"),
    ("县政协副主席", "副主席"),
    ("东山县政协副主席", "副主席"),
    ("政协副主席", "副主席"),
    ("市政协副主席", "副主席?"),
    ("省政协副主席", ""),
    ("自治区政协副主席", ""),
    ("著名书法家政协常委", "常委?"),
    ("平原县政协主席", "主席"),
    ("原阳县政协主席", "主席"),
    ("前郭县政协主席", "主席"),
    ("太原市政协主席", "主席?"),
    ("原平原县政协主席", ""),
]


@pytest.mark.parametrize(("text", "posts"), WITHOUT_OFFICE)
def test_without_the_offices_name_the_level_decides(text: str, posts: str) -> None:
    assert shown(text, "", ()) == posts


@pytest.mark.parametrize(
    ("text", "office", "posts"),
    [
        ("市政协副主席", "政协临江市委员会", "副主席"),
        ("临江市政协副主席", "政协临江市委员会", "副主席"),
        ("临江政协副主席", "政协临江市委员会", "副主席"),
        ("省政协副主席", "政协青河省委员会", ""),
        ("青河省政协副主席", "政协青河省委员会", "副主席"),
        ("本会副主席、政协副主席", "中国人民政治协商会议第九届临江市委员会办公室", "副主席"),
    ],
)
def test_with_the_offices_name_its_own_level_counts(text: str, office: str, posts: str) -> None:
    assert shown(text, office) == posts


def test_a_span_shows_what_was_read() -> None:
    text = "区工商联主席、区政协　党组成员，副主席（兼）"
    assert [text[slice(*proposal.span)] for proposal in propose_posts(text)] == ["党组成员", "副主席"]


def test_a_committee_is_named() -> None:
    assert propose_posts("区政协提案委主任")[0].body == "提案委"


@given(
    st.lists(
        st.sampled_from(
            ["原", "区政协", "副主席", "、", "，", "（", "）", "现任", "主席", "某局局长", "党组书记", " "]
        ),
        max_size=12,
    )
)
def test_reading_never_fails_and_each_post_comes_once(parts: list[str]) -> None:
    text = "".join(parts)
    found = propose_posts(text)
    assert len({proposal.post for proposal in found}) == len(found)
    assert all(0 <= start < end <= len(text) for start, end in (proposal.span for proposal in found))


@given(
    st.sampled_from(["原", "曾任", "前", "拟任"]),
    st.sampled_from(["主席", "党组书记", "副主席", "常委", "提案委主任"]),
)
def test_what_is_past_or_not_yet_is_never_proposed(word: str, title: str) -> None:
    assert propose_posts(f"{word}区政协{title}") == ()


def test_rank_is_that_of_the_highest_post() -> None:
    order = [
        ("主席", "党组书记"),
        ("党组书记",),
        ("党组副书记", "副主席"),
        ("副主席",),
        ("党组成员", "秘书长"),
        ("常委",),
        ("专委会主任",),
    ]
    ranks = [rank_of(posts) for posts in order]
    assert ranks == sorted(set(ranks))
    assert rank_of(()) == rank_of(("专委会主任", "没有的职务")) == 90


def test_one_persons_posts_in_order() -> None:
    assert in_rank_order(["荣誉委员", "常委", "主席", "常委", "党组书记"]) == (
        "主席",
        "党组书记",
        "常委",
        "荣誉委员",
    )


def test_the_shipped_list_names_the_same_posts() -> None:
    assert tuple(code.name for code in code_list("政协职务")) == POST_NAMES


def test_ranks_rise_in_the_table() -> None:
    assert [post.rank for post in POSTS] == sorted(post.rank for post in POSTS)
    assert len(set(POST_NAMES)) == len(POSTS)


@pytest.mark.parametrize(
    ("text", "known", "unknown"),
    [
        ("常委", ("常委",), ()),
        ("党组成员、副主席", ("副主席", "党组成员"), ()),
        ("区政协常务委员；提案委主任", ("常委", "专委会主任"), ()),
        ("党组书记主席", ("主席", "党组书记"), ()),
        ("第三小组组长", ("组长",), ()),
        ("委员", (), ()),
        ("无", (), ()),
        ("", (), ()),
        ("董事长、常委", ("常委",), ("董事长",)),
        ("主席助理", (), ("主席助理",)),
    ],
)
def test_a_cell_of_nothing_but_posts(text: str, known: tuple[str, ...], unknown: tuple[str, ...]) -> None:
    assert posts_listed(text) == (known, unknown)


REAL = {
    1: "党组书记",
    2: "",
    3: "党组副书记 副主席",
}


def test_a_district_of_339_members(shared_data: Path) -> None:
    """Nineteen of its texts speak of 政协; every other one names no post."""
    with (shared_data / "shangcheng_2026" / "expected_joined.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        texts = [row["职务(规整)"] for row in csv.DictReader(file)]
    found = [shown(text, "政协杭州市上城区委员会", ()) for text in texts]
    assert {row: found[row - 1] for row in REAL} == REAL
    named = [posts for posts in found if posts]
    assert sorted(named) == sorted(
        [
            "党组书记",
            "党组副书记 副主席",
            "党组成员 副主席",
            "党组成员 秘书长",
            "专委会副主任",
            "办公室主任",
            *(["副主席"] * 4),
            *(["专委会主任"] * 6),
        ]
    )
