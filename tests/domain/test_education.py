from __future__ import annotations

import pytest

from app.domain.education import LEVELS, education_level, usual_spelling

LEVEL_OF = [
    ("博士", "博士研究生"), ("博士后", "博士研究生"), ("工商管理硕士", "硕士研究生"), ("EMBA", "硕士研究生"), ("在职研究生", "研究生"),
    ("中央党校研究生", "研究生"), ("省委党校大学", "大学本科"), ("函授本科", "大学本科"), ("专升本", "大学本科"), ("大学本科/硕士", "硕士研究生"),
    ("大普", "大学专科"), ("大学普通班", "大学专科"), ("自考大专", "大学专科"), ("高职", "大学专科"), ("中等专业学校", "中专"), ("职业高中", "高中"),
    ("初中肄业", "初中"), ("小学", "小学"), ("识字", ""), ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "level"), LEVEL_OF)
def test_the_level_that_a_word_means(text: str, level: str) -> None:
    assert education_level(text) == level


@pytest.mark.parametrize("level", LEVELS)
def test_each_level_is_its_own(level: str) -> None:
    assert education_level(level) == usual_spelling(level) == level


@pytest.mark.parametrize(
    ("text", "word"),
    [("本 科", "大学本科"), ("大普", "大学普通班"), ("在职研究生", "在职研究生"), ("函授 本科", "函授 本科")],
)
def test_only_what_is_another_spelling_is_changed(text: str, word: str) -> None:
    assert usual_spelling(text) == word
