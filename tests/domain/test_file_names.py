"""Names of files: what Windows takes, each its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.file_names import LONGEST_STEM, file_stems, safe_file_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("县政协", "县政协"),
        ("五级网格联络表", "五级网格联络表"),
        ("A/B:县?", "A／B：县？"),
        ('a<b>:"/\\|?*c', "a＜b＞：＂／＼｜？＊c"),
        (" 县政协. ", "县政协"),
        ("  名册. ", "名册"),
        ("...", "未命名"),
        ("县\n政\x01协", "县 政 协"),
        ("\U000323af县", "\U000323af县"),
        ("县" * 300, "县" * 40),
        ("", "未命名"),
        ("CON", "_CON"),
        ("com1.txt", "_com1.txt"),
    ],
)
def test_Windows能用的文件名(name: str, safe: str) -> None:
    assert safe_file_name(name) == safe


def test_自己起的长名字按说的长度留着() -> None:
    assert safe_file_name("长" * 200, 80) == "长" * 80


@given(st.lists(st.text(max_size=60), max_size=12))
def test_各有各的名字_大小写也算一样(names: list[str]) -> None:
    stems = file_stems(names)
    assert len({one.casefold() for one in stems}) == len(names)
    assert all(len(one) <= LONGEST_STEM + len("_（12）") for one in stems)


def test_后来的同名加数字() -> None:
    assert file_stems(["表 甲", "表 甲", "表/乙", "表／乙", "A", "a"]) == [
        "表 甲", "表 甲（2）", "表／乙", "表／乙（2）", "A", "a（2）"
    ]  # fmt: skip
