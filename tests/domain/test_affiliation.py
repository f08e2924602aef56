from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.affiliation import AFFILIATIONS, SPELLINGS, parse_affiliation, written
from app.services.resources import code_list

CASES = [
    ("中共", ("中共",)),
    ("中共党员", ("中共",)),
    ("中国共产党党员", ("中共",)),
    ("共产党员", ("中共",)),
    ("党员", ("中共",)),
    ("正式党员", ("中共",)),
    ("中共预备党员", ("中共预备党员",)),
    ("预备党员", ("中共预备党员",)),
    ("中共党员（预备）", ("中共预备党员",)),
    ("中共民盟", ("中共", "民盟")),
    ("民建、中共", ("民建", "中共")),
    ("民盟/中共", ("民盟", "中共")),
    ("中共党员，民革党员", ("中共", "民革")),
    ("中共；致公党", ("中共", "致公党")),
    ("民进（中共）", ("民进", "中共")),
    ("民进 中共", ("民进", "中共")),
    ("中共\n九三", ("中共", "九三学社")),
    ("农工党兼中共", ("农工党", "中共")),
    ("中共、中共党员", ("中共",)),
    ("民革", ("民革",)),
    ("中国国民党革命委员会", ("民革",)),
    ("民盟盟员", ("民盟",)),
    ("中国民主同盟", ("民盟",)),
    ("民建会员", ("民建",)),
    ("民 进", ("民进",)),
    ("农工", ("农工党",)),
    ("农工民主党", ("农工党",)),
    ("中国农工民主党党员", ("农工党",)),
    ("致公", ("致公党",)),
    ("中国致公党", ("致公党",)),
    ("九三", ("九三学社",)),
    ("九三学社社员", ("九三学社",)),
    ("台盟", ("台盟",)),
    ("台湾民主自治同盟", ("台盟",)),
    ("无党派", ("无党派",)),
    ("无党派人士", ("无党派",)),
    ("无党派民主人士", ("无党派",)),
    ("共青团", ("共青团员",)),
    ("团员", ("共青团员",)),
    ("群众", ("群众",)),
    ("普通群众", ("群众",)),
    ("　群众 ", ("群众",)),
    ("01", ("中共",)),
    ("13", ("群众",)),
    ("", ()),
    ("   ", ()),
]


@pytest.mark.parametrize(("text", "names"), CASES, ids=[text or "空" for text, _ in CASES])
def test_a_spelling_means_these_in_this_order(text: str, names: tuple[str, ...]) -> None:
    read = parse_affiliation(text)
    assert (read.names, read.problem) == (names, "")


PROBLEMS = [
    ("非中共", "没有说明"),
    ("党外人士", "没有说明"),
    ("原民盟", "没有说明"),
    ("自由党", "不认识"),
    ("民盟副主委", "不认识"),
    ("群众、中共", "自相矛盾"),
    ("群众无党派", "自相矛盾"),
    ("民盟、民建", "两个民主党派"),
    ("、", "不认识"),
]


@pytest.mark.parametrize(("text", "problem"), PROBLEMS)
def test_what_is_not_understood_is_said_and_kept(text: str, problem: str) -> None:
    read = parse_affiliation(text)
    assert problem in read.problem
    assert read.text == text


@pytest.mark.parametrize(
    ("text", "party", "probationary"),
    [
        ("中共", True, False),
        ("民盟、中共", True, False),
        ("预备党员", True, True),
        ("中共、预备党员", True, False),
        ("民盟", False, False),
        ("非党员", False, False),
    ],
)
def test_party_membership(text: str, party: bool, probationary: bool) -> None:
    read = parse_affiliation(text)
    assert (read.is_party_member, read.is_probationary) == (party, probationary)


# Who may stand with whom: 中共, 预备 or the league with one democratic party.
combinations = st.permutations(["中共", "民盟"]).map(tuple) | st.sampled_from(AFFILIATIONS).map(
    lambda name: (name,)
)


@given(combinations)
def test_what_is_written_reads_back_in_its_order(names: tuple[str, ...]) -> None:
    assert parse_affiliation(written(names)).names == names


@given(st.text(max_size=20))
def test_reading_never_fails(text: str) -> None:
    read = parse_affiliation(text)
    assert bool(read.names or read.problem) == bool("".join(text.split()))


def test_every_spelling_means_its_own_word() -> None:
    wrong = [
        s
        for name, number, more in SPELLINGS
        for s in (name, number, *more)
        if parse_affiliation(s).names != (name,)
    ]
    assert wrong == []


def test_the_code_list_says_the_same_words() -> None:
    assert [(code.name, code.code) for code in code_list("政治面貌")] == [
        (name, number) for name, number, _ in SPELLINGS
    ]


def test_a_district_of_339_members(shared_data: Path) -> None:
    folder = shared_data / "shangcheng_2026"
    expected = json.loads((folder / "expected_counts.json").read_text("utf-8"))["party_after_trim"]
    with (folder / "expected_joined.csv").open(encoding="utf-8-sig", newline="") as file:
        read = [parse_affiliation(row["党派(去空格)"]) for row in csv.DictReader(file)]
    assert Counter(one.text for one in read) == expected
    assert Counter(one.names for one in read) == {
        parse_affiliation(text).names: n for text, n in expected.items()
    }
    assert sum(one.is_party_member for one in read) == 133
    assert [one for one in read if one.problem] == []
