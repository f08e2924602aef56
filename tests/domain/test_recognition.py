from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.recognition import (
    NEW,
    Answer,
    Identity,
    Nobody,
    Same,
    Several,
    differences,
    place_differences,
    recognise_all,
)

ID_A, ID_B = "330102197503011234", "330102198001012345"


def recognise(person: Identity, known: list[Identity]) -> Answer:
    return recognise_all((person,), known)[0]


def one(key: str = "行", name: str = "王伟", **more: str) -> Identity:
    return Identity(key=key, name=name, **more)


SAME = [
    ("身份证号相同，其余都变了", one(id_number=ID_A, name="王维", sex="女"), [one("甲", id_number=ID_A, sex="男"), one("乙")], "甲", "身份证号"),
    ("委员编号相同", one(no="12"), [one("甲", no="12"), one("乙", no="13")], "甲", "委员编号"),
    ("委员编号相同而改了名，旧名有记载", one(no="12", former_name="王维"), [one("甲", "王维", no="12")], "甲", "委员编号"),
    ("性别和出生年月", one(sex="男", birth="1975-03"), [one("甲", sex="男", birth="1980-01"), one("乙", sex="男", birth="1975-03")], "乙", "性别和出生年月"),
    ("出生只写到年也算吻合", one(sex="男", birth="1975"), [one("甲", sex="男", birth="1975-03-01"), one("乙", sex="女")], "甲", "性别和出生年月"),
    ("界别和单位", one(sector="教育", job_title="一中校长"), [one("甲", sector="教育", job_title="一中校长"), one("乙", sector="教育", job_title="二中校长")], "甲", "界别和单位"),
    ("单位一栏与单位及职务合写", one(sector="教育", employer="一中", job_title="校长"), [one("甲", sector="教育", job_title="一中 校长"), one("乙", sector="医卫", job_title="县医院院长")], "甲", "界别和单位"),
    ("同一单位换了职务", one(sector="教育", employer="一中", job_title="副校长"), [one("甲", sector="教育", employer="一中", job_title="教师"), one("乙", sector="医卫")], "甲", "界别和单位"),
    ("一边没有界别，单位相同", one(job_title="一中校长"), [one("甲", sector="教育", job_title="一中校长"), one("乙", sector="教育", job_title="二中校长")], "甲", "单位"),
    ("一边没有单位，界别相同", one(sector="教育"), [one("甲", sector="教育", job_title="一中校长"), one("乙", sector="医卫", job_title="县医院院长")], "甲", "界别"),
    ("姓名两边都唯一，什么都没说", one(), [one("甲"), one("乙", "李四")], "甲", "姓名"),
    ("姓名两边都唯一，换了单位和界别", one(sector="教育", job_title="一中校长"), [one("甲", sector="医卫", job_title="县医院院长")], "甲", "姓名"),
    ("同名的另一位性别不同", one(sex="男"), [one("甲", sex="女"), one("乙", sex="男")], "乙", "姓名"),
    ("改名的人按曾用名", one(name="王维", sex="男"), [one("甲", former_name="王维", sex="男")], "甲", "曾用名"),
    ("新表写明曾用名", one(former_name="王维"), [one("甲", "王维")], "甲", "曾用名"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "person", "known", "key", "by"), SAME, ids=[case for case, *_ in SAME])
def test_the_same_person_with_the_reason(
    case: str, person: Identity, known: list[Identity], key: str, by: str
) -> None:
    answer = recognise(person, known)
    assert isinstance(answer, Same)
    assert (answer.candidate.key, answer.by) == (key, by)


NOBODY = [
    ("没有同名的", one(), [one("甲", "李四")], ()),
    ("性别不同", one(sex="男"), [one("甲", sex="女")], ("甲",)),
    ("出生年月不同", one(birth="1975-03"), [one("甲", birth="1975-04")], ("甲",)),
    ("身份证号不同", one(id_number=ID_A), [one("甲", id_number=ID_B)], ("甲",)),
    ("委员编号不同", one(no="1"), [one("甲", no="2")], ("甲",)),
    ("改名但性别不同", one(name="王维", sex="女"), [one("甲", former_name="王维", sex="男")], ()),
]


@pytest.mark.parametrize(("case", "person", "known", "namesakes"), NOBODY, ids=[case for case, *_ in NOBODY])
def test_somebody_else(
    case: str, person: Identity, known: list[Identity], namesakes: tuple[str, ...]
) -> None:
    answer = recognise(person, known)
    assert isinstance(answer, Nobody)
    assert tuple(other.key for other in answer.namesakes) == namesakes


SEVERAL = [
    ("两位同名，无从分辨", one(), [one("甲", sector="教育"), one("乙", sector="医卫")], {"甲", "乙"}, "分不清"),
    ("两位同名，单位都不同", one(job_title="三中校长"), [one("甲", job_title="一中校长"), one("乙", job_title="二中校长")], {"甲", "乙"}, "单位不同"),
    ("剩下一位性别相同但单位界别都变了", one(sex="男", job_title="三中"), [one("甲", sex="女"), one("乙", sex="男", job_title="一中")], {"乙"}, "单位不同"),
    ("剩下的一位只有姓名", one(sex="男", job_title="二中校长"), [one("甲", sex="女", sector="民革"), one("乙")], {"乙"}, "分不清是不是同一个人：没有其他资料"),
    ("同一身份证号有两位", one(id_number=ID_A), [one("甲", id_number=ID_A), one("乙", id_number=ID_A)], {"甲", "乙"}, "身份证号相同的有 2 位"),
    ("委员编号相同而姓名不同", one(no="1"), [one("甲", "李四", no="1")], {"甲"}, "姓名不同"),
    ("委员编号相同而身份证号不同", one(no="1", id_number=ID_A), [one("甲", no="1", id_number=ID_B)], {"甲"}, "身份证号不同"),
    ("两位都曾叫这个名字", one(name="王维"), [one("甲", former_name="王维"), one("乙", "李四", former_name="王维")], {"甲", "乙"}, "分不清"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "person", "known", "keys", "why"), SEVERAL, ids=[case for case, *_ in SEVERAL]
)
def test_a_choice_is_asked_for(
    case: str, person: Identity, known: list[Identity], keys: set[str], why: str
) -> None:
    answer = recognise(person, known)
    assert isinstance(answer, Several)
    assert {other.key for other in answer.candidates} == keys
    assert why in answer.why


def test_the_question_says_what_the_candidates_are() -> None:
    known = [
        one("甲", no="7", sex="男", birth="1975-03", sector="教育", employer="一中", job_title="校长"),
        one("乙", sector="教育界"),
        one("丙"),
    ]
    answer = recognise(one(), known)
    assert isinstance(answer, Several)
    assert answer.why.endswith("：编号7，男，1975-03，教育界别，一中校长；教育界；没有其他资料")


def test_two_rows_of_one_name_find_one_member_each_by_their_place() -> None:
    rows = [one("一", job_title="一中校长"), one("二", job_title="县医院院长")]
    known = [one("乙", job_title="县医院院长"), one("甲", job_title="一中校长")]
    answers = recognise_all(rows, known)
    assert [answer.candidate.key for answer in answers if isinstance(answer, Same)] == ["甲", "乙"]


def test_a_new_namesake_beside_a_known_one_is_new() -> None:
    rows = [one("一", job_title="一中校长"), one("二", job_title="县医院院长")]
    first, second = recognise_all(rows, [one("甲", job_title="一中校长")])
    assert first == Same(one("甲", job_title="一中校长"), "单位")
    assert isinstance(second, Nobody)


def test_two_rows_of_one_name_and_one_member_without_evidence_ask() -> None:
    answers = recognise_all([one("一"), one("二")], [one("甲")])
    assert all(isinstance(answer, Several) for answer in answers)


def test_two_rows_with_one_number_both_ask() -> None:
    answers = recognise_all([one("一", no="1"), one("二", no="1")], [one("甲", no="1")])
    assert [answer.why for answer in answers if isinstance(answer, Several)] == ["有 2 行委员编号相同"] * 2


def test_a_number_taken_by_the_id_number_is_not_found_again() -> None:
    rows = [one("一", id_number=ID_A), one("二", "李四", no="1")]
    answers = recognise_all(rows, [one("甲", id_number=ID_A, no="1")])
    assert isinstance(answers[0], Same)
    assert isinstance(answers[1], Nobody)


CHOICES = [
    ("选定一位", {"行": "乙"}, Same(one("乙"), "选定")),
    ("选定为新人", {"行": NEW}, Nobody()),
    ("选了不存在的人就不算", {"行": "丁"}, None),
]


@pytest.mark.parametrize(("case", "choices", "expected"), CHOICES, ids=[case for case, *_ in CHOICES])
def test_the_clerks_choice_holds_against_every_rule(
    case: str, choices: dict[str, str], expected: object
) -> None:
    answer = recognise_all([one()], [one("甲"), one("乙")], choices)[0]
    if expected is None:
        assert isinstance(answer, Several)
    else:
        assert answer == expected


def test_one_member_is_chosen_by_one_row_alone() -> None:
    answers = recognise_all([one("一"), one("二")], [one("甲")], {"一": "甲", "二": "甲"})
    assert [type(answer) for answer in answers] == [Same, Nobody]


def test_differences_name_what_both_state() -> None:
    mine = one(id_number=ID_A, no="1", sex="男", birth="1975", sector="教育", job_title="一中")
    theirs = one(id_number=ID_B, no="2", sex="女", birth="1976-01", sector="医卫", job_title="医院")
    assert differences(mine, theirs) == ("身份证号", "委员编号", "性别", "出生年月")
    assert place_differences(mine, theirs) == ("界别", "单位")
    assert differences(mine, one()) == place_differences(mine, one()) == ()


texts = st.sampled_from(["", "", "一", "二"])
identities = st.builds(
    lambda name, sex, birth, sector, job, no, number: Identity(
        "", name, id_number=number, no=no, sex=sex, birth=birth, sector=sector, job_title=job
    ),
    st.sampled_from(["王伟", "李娜"]),
    st.sampled_from(["", "男", "女"]),
    st.sampled_from(["", "1975", "1975-03", "1980"]),
    texts,
    texts,
    texts,
    st.sampled_from(["", "", "", ID_A, ID_B]),
)


def keyed(people: list[Identity], side: str) -> list[Identity]:
    names = ("name", "id_number", "no", "sex", "birth", "sector", "job_title")
    return [
        Identity(key=f"{side}{index}", **{name: getattr(person, name) for name in names})
        for index, person in enumerate(people)
    ]


@given(st.lists(identities, max_size=6), st.lists(identities, max_size=6))
def test_nobody_is_found_twice_and_nobody_against_what_is_stated(
    people: list[Identity], known: list[Identity]
) -> None:
    rows, members = keyed(people, "行"), keyed(known, "人")
    answers = recognise_all(rows, members)
    same = [(row, answer) for row, answer in zip(rows, answers, strict=True) if isinstance(answer, Same)]
    assert len(answers) == len(rows)
    assert len({answer.candidate.key for _, answer in same}) == len(same)
    for row, answer in same:
        if answer.by not in {"身份证号", "委员编号"}:
            assert not differences(row, answer.candidate)


@given(st.lists(identities, max_size=6), st.lists(identities, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(
    people: list[Identity], known: list[Identity], dice: st.DataObject
) -> None:
    rows, members = keyed(people, "行"), keyed(known, "人")
    before = dict(zip((row.key for row in rows), map(outcome, recognise_all(rows, members)), strict=True))
    dice.shuffle(rows)  # type: ignore[attr-defined]
    dice.shuffle(members)  # type: ignore[attr-defined]
    after = dict(zip((row.key for row in rows), map(outcome, recognise_all(rows, members)), strict=True))
    assert after == before


def outcome(answer: object) -> object:
    if isinstance(answer, Same):
        return answer.candidate.key, answer.by
    if isinstance(answer, Several):
        return {candidate.key for candidate in answer.candidates}
    return None


@given(st.lists(identities, max_size=8, unique_by=lambda p: (p.name, p.sex, p.birth, p.sector, p.job_title)))
def test_people_with_ids_of_their_own_are_all_found_again(people: list[Identity]) -> None:
    names = ("name", "sex", "birth", "sector", "job_title")
    numbered = [
        Identity(key=f"{i}", id_number=f"{i:018}", **{name: getattr(p, name) for name in names})
        for i, p in enumerate(people)
    ]
    answers = recognise_all(numbered, numbered)
    assert [answer.candidate.key for answer in answers if isinstance(answer, Same)] == [
        p.key for p in numbered
    ]
