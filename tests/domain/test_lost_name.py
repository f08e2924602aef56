from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.lost_name import LOST, is_lost, may_be, with_gaps
from app.domain.recognition import Answer, Identity, Nobody, Same, Several, recognise_all

GAPS = [
    ("吴彦?", "吴彦□"), ("吴彦？", "吴彦□"), ("吴〓彦", "吴□彦"), ("吴彦\ufffd（女）", "吴彦□"), ("吴彦??", "吴彦□□"), ("吴\u3000彦?", "吴彦□"),
    ("吴彦祖", ""), ("??", ""), ("?", ""), ("吴彦?1", ""), ("", ""), ("王〇?", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), GAPS)
def test_a_lost_character_leaves_a_gap(text: str, name: str) -> None:
    assert with_gaps(text) == name
    assert is_lost(name) == bool(name)


MAY_BE = [
    ("吴彦□", "吴彦㛃", True), ("吴彦□", "吴彦祖", True), ("吴彦□□", "吴彦𠮷", True), ("吴彦□□", "吴彦祖光", True), ("吴彦□", "吴彦", False),
    ("吴彦□", "王彦祖", False), ("吴□彦", "吴大彦", True), ("吴彦□", "吴彦祖光", False),
]  # fmt: skip


@pytest.mark.parametrize(("lost", "name", "fits"), MAY_BE)
def test_which_names_a_gap_leaves_room_for(lost: str, name: str, fits: bool) -> None:
    assert may_be(lost, name) is fits


@given(st.text(st.sampled_from("吴彦祖㛃𠮷"), min_size=2, max_size=5), st.data())
def test_a_name_may_always_be_itself_with_a_gap(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 1))
    assert may_be(name[:place] + LOST + name[place + 1 :], name)


def one(key: str, name: str, **told: str) -> Identity:
    return Identity(key=key, name=name, **told)


def found(person: Identity, *candidates: Identity) -> Answer:
    return recognise_all([person], candidates)[0]


def test_a_lost_name_wants_a_reason_beside_the_name() -> None:
    lost = one("新", "吴彦□", sex="女", birth="1980-05")
    whole = one("1", "吴彦㛃", sex="女", birth="1980-05")
    assert found(lost, whole) == Same(whole, "性别和出生年月")
    assert found(whole, one("2", "吴彦□", sex="女", birth="1980")) == Same(
        one("2", "吴彦□", sex="女", birth="1980"), "性别和出生年月"
    )
    assert isinstance(found(one("新", "吴彦□"), whole), Several)
    assert found(one("新", "吴彦□", sex="男"), whole) == Nobody()
    assert found(one("新", "吴彦□", employer="医院"), one("1", "吴彦祖", employer="一中")) == Nobody()


def test_two_that_fit_are_asked_about() -> None:
    answer = found(one("新", "吴彦□"), one("1", "吴彦㛃"), one("2", "吴彦祖"), one("3", "王强"))
    assert isinstance(answer, Several)
    assert [candidate.key for candidate in answer.candidates] == ["1", "2"]
    assert "姓名有丢失的字" in answer.why


def test_a_whole_name_is_not_held_up_by_a_lost_one() -> None:
    assert found(one("新", "吴彦祖"), one("1", "吴彦□")) == Nobody()
    namesake = one("2", "吴彦祖")
    assert found(one("新", "吴彦祖"), one("1", "吴彦□"), namesake) == Same(namesake, "姓名")


def test_keys_know_a_lost_name() -> None:
    member = one("1", "吴彦㛃", no="7", id_number="1")
    assert found(one("新", "吴彦□", no="7"), member) == Same(member, "委员编号")
    assert found(one("新", "吴彦□", id_number="1"), member) == Same(member, "身份证号")
    assert isinstance(found(one("新", "王□", no="7"), member), Several)
