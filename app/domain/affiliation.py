"""政治面貌 / 党派 in any spelling, two in one cell included (GB/T 4762-1984 gives the thirteen words)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from app.domain.member import PARTY, PROBATIONARY

# The office's short word, its number in GB/T 4762, its spellings beside itself. Order is the standard's.
SPELLINGS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (PARTY, "01", (
        "中共党员", "中国共产党党员", "中国共产党", "中共正式党员", "中国共产党正式党员", "正式党员", "共产党员", "共产党", "党员", "中共正式",
        "中共党员(正式)", "中共(正式)", "中共党")),
    (PROBATIONARY, "02", (
        "中国共产党预备党员", "共产党预备党员", "预备党员", "中共预备", "中共党员(预备)", "中共(预备)", "党员(预备)", "中共党员(预备党员)",
        "中共(预备党员)", "中共党员预备", "预备中共党员", "共产党员(预备)", "预备党员(中共)")),
    ("共青团员", "03", ("中国共产主义青年团员", "中国共产主义青年团团员", "中国共产主义青年团", "共青团团员", "共青团", "青年团员", "团员")),
    ("民革", "04", (
        "中国国民党革命委员会会员", "中国国民党革命委员会党员", "中国国民党革命委员会成员", "中国国民党革命委员会", "国民党革命委员会", "民革党员",
        "民革会员", "民革成员")),
    ("民盟", "05", ("中国民主同盟盟员", "中国民主同盟成员", "中国民主同盟", "民主同盟盟员", "民主同盟", "民盟盟员", "民盟会员", "民盟成员")),
    ("民建", "06", (
        "中国民主建国会会员", "中国民主建国会成员", "中国民主建国会", "民主建国会会员", "民主建国会", "民建会员", "民建成员")),
    ("民进", "07", (
        "中国民主促进会会员", "中国民主促进会成员", "中国民主促进会", "民主促进会会员", "民主促进会", "民进会员", "民进成员")),
    ("农工党", "08", (
        "中国农工民主党党员", "中国农工民主党成员", "中国农工民主党", "农工民主党党员", "农工民主党", "农工党党员", "农工党员", "农工党成员",
        "农工成员", "农工")),
    ("致公党", "09", ("中国致公党党员", "中国致公党成员", "中国致公党", "致公党党员", "致公党员", "致公党成员", "致公")),
    ("九三学社", "10", ("九三学社社员", "九三学社成员", "九三社员", "九三学社会员", "九三成员", "九三社", "九三", "93学社社员", "93学社")),
    ("台盟", "11", ("台湾民主自治同盟盟员", "台湾民主自治同盟成员", "台湾民主自治同盟", "台盟盟员", "台盟成员")),
    ("无党派", "12", (
        "无党派民主人士", "无党派爱国人士", "无党派代表人士", "无党派人士", "无党派民主", "无党派代表", "无党无派", "无党派(人士)")),
    ("群众", "13", ("普通群众", "普通公民", "一般群众", "人民群众", "群众(非党)")),
)  # fmt: skip

AFFILIATIONS = tuple(name for name, _, _ in SPELLINGS)
DEMOCRATIC_PARTIES = frozenset(AFFILIATIONS[3:11])

_MEANING = {spelling: name for name, number, more in SPELLINGS for spelling in (name, number, *more)}
_LONGEST_FIRST = sorted(_MEANING, key=len, reverse=True)
# Between two parties, or around one: marks, and words that say no more than that there are two.
_BETWEEN = re.compile(
    r"(?:[、,;:/\\|+&\s·.()\[\]\-—―~和及兼与并暨]|交叉党派|交叉党员|交叉|双重党籍|双重|民主党派|第[一二]党派|党派|政治面貌|同时|也是|又是|是|为)+"
)
# Who is called so is in the 中共 and in a democratic party.
_BOTH = re.compile(r"交叉|双重")
# When somebody joined, behind the party.
_SINCE = re.compile(
    r"\(?(?:19|20)\d\d[年./\-]?(?:\d{1,2}[月./\-]?)?(?:\d{1,2}日?)?(?:加入|入党|入盟|入会|入社)?\)?"
)
# 非中共, 党外, 非党员 say what somebody is not.
_NEGATED = re.compile(r"非|党外|未入|不是|原|曾|退出")


@dataclass(frozen=True, slots=True)
class Affiliation:
    """What a cell says: `names` in the order written; `text` as written without spaces; `problem` in one sentence.

    Unknown words stay in `text` alone; a `problem` asks the clerk what they mean, a `notice` for a second look.
    """

    names: tuple[str, ...] = ()
    text: str = ""
    problem: str = ""
    notice: str = ""

    @property
    def is_party_member(self) -> bool:
        """Whether 中共党员, with a double affiliation and 预备党员 included (as a Member counts it)."""
        return PARTY in self.names or PROBATIONARY in self.names

    @property
    def is_probationary(self) -> bool:
        """Whether 预备党员 and not yet a full one."""
        return PROBATIONARY in self.names and PARTY not in self.names


@lru_cache(maxsize=1024)
def parse_affiliation(text: str) -> Affiliation:
    """Read a cell: 中共党员; 九三; 民盟/中共; 中共民盟; 民建、中共. An empty cell has no names and no problem."""
    shown = "".join(text.split())
    rest = normalize("NFKC", shown)
    if not rest:
        return Affiliation()
    without_dates = _SINCE.sub("", rest) if len(rest) > 2 else rest
    if _NEGATED.search(rest) and rest not in _MEANING:
        return Affiliation(text=shown, problem=f"政治面貌“{shown}”没有说明现在属于哪个党派，请选择")
    names: list[str] = []
    rest = without_dates
    while rest:
        known = next((spelling for spelling in _LONGEST_FIRST if rest.startswith(spelling)), "")
        gap = None if known else _BETWEEN.match(rest)
        if not known and gap is None:
            return Affiliation(text=shown, problem=f"政治面貌“{shown}”不认识，请选择")
        if known and _MEANING[known] not in names:
            names.append(_MEANING[known])
        rest = rest[len(known) if known else gap.end() if gap else 0 :]
    notice = ""
    if _BOTH.search(shown) and len(names) == 1 and names[0] in DEMOCRATIC_PARTIES:
        names.append(PARTY)
        notice = f"政治面貌“{shown}”按{written(names)}读入，请核对"
    return Affiliation(tuple(names), shown, _contradiction(shown, names), notice)


def written(names: Iterable[str]) -> str:
    """Write affiliations as paper does: 民建、中共."""
    return "、".join(names)


def _contradiction(shown: str, names: list[str]) -> str:
    """Find words that exclude each other: 群众 and 无党派 stand alone, nobody is in two democratic parties."""
    if not names:
        return f"政治面貌“{shown}”不认识，请选择"
    alone = {"群众", "无党派"} & set(names)
    if alone and len(names) > 1:
        return f"政治面貌“{shown}”自相矛盾，请选择"
    if len(DEMOCRATIC_PARTIES & set(names)) > 1:
        return f"政治面貌“{shown}”含两个民主党派，请核对"
    return ""
