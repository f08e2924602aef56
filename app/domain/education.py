"""学历: the level that a word means, whichever way and wherever it was earned (在职研究生, 省委党校大学, 大普)."""

from __future__ import annotations

import re
from unicodedata import normalize

LEVELS = ("博士研究生", "硕士研究生", "研究生", "大学本科", "大学专科", "中专", "高中", "初中", "小学")
"""From high to low, as the shipped list has them (GB/T 4658-2006 in its usual short form)."""

# What each level is called; the first that fits decides, so longer and higher ones stand first.
_WORDS: tuple[tuple[str, str], ...] = (
    ("博士", "博士研究生"), ("研究生班", "研究生"), ("硕士", "硕士研究生"), ("研究生", "研究生"), ("MBA", "硕士研究生"),
    ("EMBA", "硕士研究生"), ("大学普通班", "大学专科"), ("大普", "大学专科"), ("普通班", "大学专科"), ("双学士", "大学本科"),
    ("专升本", "大学本科"), ("本科", "大学本科"), ("学士", "大学本科"), ("大专", "大学专科"), ("专科", "大学专科"),
    ("高职", "大学专科"), ("高专", "大学专科"), ("大学", "大学本科"),
    ("中专", "中专"), ("中师", "中专"), ("中技", "中专"), ("技校", "中专"), ("职高", "高中"), ("职业高中", "高中"),
    ("高中", "高中"), ("初中", "初中"), ("小学", "小学"),
)  # fmt: skip

# The list's own word, and what is only another spelling of it: nothing that tells how it was earned.
_SYNONYMS = {
    spelling: word
    for word, spellings in (
        ("博士研究生", "博士 博士生 博研 博士学历 博士毕业"), ("硕士研究生", "硕士 硕士生 硕研 硕士学历 硕士毕业"),
        ("研究生", "研究生学历 研究生毕业"), ("大学本科", "本科 大本 大学 学士 本科学历 大学学历 大学毕业 本科毕业"),
        ("大学专科", "大专 专科 高职 大专学历 专科学历 大专毕业"), ("中专", "中等专科 中等专业学校 中专学历 中专毕业 中技 中师 技校"),
        ("高中", "普高 职高 职业高中 高中学历 高中毕业"), ("初中", "初中学历 初中毕业"), ("小学", "小学学历 小学毕业"), ("大学普通班", "大普"),
    )
    for spelling in spellings.split()
}  # fmt: skip

_ALSO = re.compile(r"[、,，;；/+及和与]")
_MIDDLE_SCHOOL = re.compile(r"中等专科|中等专业")


def education_level(text: str) -> str:
    """Give the level (one of `LEVELS`) that a 学历 means; of several the highest; empty when it names none.

    大学普通班 counts as 专科, as the offices of personnel have it.
    """
    found = {_level(part) for part in _ALSO.split("".join(normalize("NFKC", text).upper().split()))}
    return next((level for level in LEVELS if level in found), "")


def usual_spelling(text: str) -> str:
    """Give the list's own word for another spelling of it (本科 → 大学本科); what says more stays as it is."""
    plain = "".join(normalize("NFKC", text).split())
    return _SYNONYMS.get(plain, text)


def _level(plain: str) -> str:
    if _MIDDLE_SCHOOL.search(plain):
        return "中专"
    return next((level for word, level in _WORDS if word in plain), "")
