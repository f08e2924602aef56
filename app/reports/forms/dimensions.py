"""By what members are divided: sex, age, party, 界别 and the like, everyone once in each; what somebody counts as."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from app.domain.affiliation import AFFILIATIONS, DEMOCRATIC_PARTIES
from app.domain.affiliation import written as written_affiliations
from app.domain.counted import Counted
from app.domain.dates import age
from app.domain.education import LEVELS, education_level
from app.domain.errors import WrongUsage
from app.domain.member import PARTY, PROBATIONARY, Member
from app.domain.member_choice import words_in
from app.domain.posts import BY_NAME

UNKNOWN = "未填"
STANDING = "常委会组成人员"
OLDEST = 120
NOBODY = Counted(())


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to divide people: its name, what a member counts as, and the order of what may come out."""

    name: str
    key: Callable[[Member], str]
    order: tuple[str, ...] = ()

    def count(self, people: Sequence[Member]) -> dict[str, Counted]:
        """Count people, everyone once: what is ordered first, then the most frequent, 未填 last."""
        found: dict[str, list[int]] = {}
        for member in people:
            found.setdefault(self.key(member) or UNKNOWN, []).append(member.id)
        place = {name: number for number, name in enumerate(self.order)}
        names = sorted(
            found, key=lambda name: (name == UNKNOWN, place.get(name, len(place)), -len(found[name]), name)
        )
        return {name: Counted(found[name]) for name in names}


def age_bands(text: str) -> tuple[int, ...]:
    """Read the upper ends of age bands (35、45、55、60), ascending; raises WrongUsage."""
    parts = words_in(text)
    ends = tuple(int(part) for part in parts if part.isascii() and part.isdecimal() and len(part) < 4)
    if (
        not ends
        or len(ends) != len(parts)
        or list(ends) != sorted(set(ends))
        or ends[0] < 1
        or ends[-1] >= OLDEST
    ):
        raise WrongUsage(f"年龄段“{text}”看不明白，请写各段的上限，由小到大，如 35、45、55、60。", where=text)
    return ends


def band_names(ends: Sequence[int]) -> tuple[str, ...]:
    """Name the bands of these upper ends: 35岁及以下, 36—45岁 …, 61岁及以上."""
    between = tuple(f"{low + 1}—{high}岁" if high > low + 1 else f"{high}岁" for low, high in pairwise(ends))
    return (f"{ends[0]}岁及以下", *between, f"{ends[-1] + 1}岁及以上")


def dimensions(
    people: Sequence[Member], sectors: tuple[str, ...], day: date, ends: Sequence[int], double: str
) -> tuple[Dimension, ...]:
    """Give every way these members are divided on a day; the counts of each add up to all of them."""
    names = band_names(ends)
    marked = any(member.is_new for member in people)

    def band(member: Member) -> str:
        years = age(member.birth, day)
        return "" if years is None else names[sum(years > end for end in ends)]

    return (
        Dimension("性别", lambda m: m.sex, ("男", "女")),
        Dimension("年龄段", band, names),
        Dimension("党派", lambda m: affiliation_words(m, double), AFFILIATION_ORDER),
        Dimension(
            "中共与非中共",
            lambda m: PARTY_SIDES[not m.is_party_member] if m.affiliations else "",
            PARTY_SIDES,
        ),
        Dimension("民族", ethnic_side, ("汉族", "少数民族")),
        Dimension("各民族", lambda m: _with_ending(m.ethnicity, "族"), ("汉族",)),
        Dimension(
            "学历",
            lambda m: education_level(m.more.get("education", "")) or m.more.get("education", ""),
            LEVELS,
        ),
        Dimension("界别", lambda m: m.sector, sectors),
        Dimension("新任连任", lambda m: newness(m, marked=marked), ("新任", "连任")),
        Dimension(
            "任职届数",
            lambda m: f"{m.terms} 届" if m.terms else "",
            tuple(f"{number} 届" for number in range(1, 20)),
        ),
        Dimension("体制内外", lambda m: m.more.get("in_system", ""), ("体制内", "体制外")),
    )


PARTY_SIDES = ("中共", "非中共")
OF_STANDING = ("性别", "年龄段", "中共与非中共")
"""What is told of the 常委会 too."""
LAST_SIDES = ("共青团员", "群众")
AFFILIATION_ORDER = (*(name for name in AFFILIATIONS if name not in LAST_SIDES), *LAST_SIDES)


def affiliation_words(member: Member, double: str) -> str:
    """Give the party a member counts under; who is in two counts apart, with the democratic one, or with the 中共."""
    held = member.affiliations
    if len(held) > 1 and double == "计入民主党派":
        return next((name for name in held if name in DEMOCRATIC_PARTIES), held[0])
    if len(held) > 1 and double == "计入中共":
        return next((name for name in held if name in (PARTY, PROBATIONARY)), held[0])
    place = {name: number for number, name in enumerate(AFFILIATION_ORDER)}
    return written_affiliations(tuple(sorted(held, key=lambda name: place.get(name, len(place)))))


def ethnic_side(member: Member) -> str:
    """汉族 or 少数民族; empty when nobody said."""
    if not member.ethnicity:
        return ""
    return "汉族" if member.ethnicity in ("汉", "汉族") else "少数民族"


def newness(member: Member, *, marked: bool) -> str:
    """新任 or 连任; in an office that `marked` nobody as new, only who is known to serve again is 连任."""
    if member.is_first_term:
        return "新任"
    return "连任" if marked or member.terms not in ("", "0") else ""


def in_standing_committee(member: Member) -> bool:
    """Whether a member of the 常委会: 主席, 副主席, 秘书长 or 常委 (章程)."""
    return any(post in BY_NAME and BY_NAME[post].standing for post in member.posts)


def _with_ending(word: str, ending: str) -> str:
    return word if not word or word.endswith(ending) else word + ending
