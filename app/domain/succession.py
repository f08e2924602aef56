"""换届: who of one 届 stays in the next, who comes, who leaves; which 界别 became which.

A 届 follows another by its people: everybody in office at the end of the old one either stays (留任) or leaves (退出),
everybody of the new one either stayed or is new (新任). People are told apart by the office's rule of recognition.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from app.domain.codes import sector_name
from app.domain.dates import is_whole
from app.domain.numbers import counted, in_chinese
from app.domain.recognition import Identity, Same, Several, recognise_all

TICKED = "选定"
"""The reason of somebody who stays because the clerk said so, without a row."""
ALIKE = 0.6
"""From this score on (0–1) a new name is proposed for one that is gone; 教育 and 体育 have 0.5."""
HOLDS = 0.8
"""The score of two names of which one holds the other whole: 工会 and 总工会."""
SEVERAL = 2
"""So many people who went from one name to another are a sign; one alone may have his own reasons."""
YEARS = 5
"""A 届 of a local committee lasts five years (章程第四十九条)."""
FAR_AHEAD, FAR_BACK = 60, 366
"""Days from today: a first day farther off is a slip of the pen more often than not."""
_COUNTED = re.compile(r"(?P<before>.*?)(?P<number>[0-9０-９]+|[一二三四五六七八九十]+)(?P<after>届.*)")
_ENDINGS = ("专门委员会", "专委会", "委员会", "办公室", "工作委")


CARRIED: Mapping[str, str] = MappingProxyType(
    {
        "sector": "界别",
        "committees": "专委会",
        "teams": "小组和工作室",
        "posts": "政协职务",
        "no": "委员编号",
        "quotas": "名额",
    }
)
"""What may be carried over for those who stay; 政治面貌, 单位, 职务 and 片区 always are."""
USUALLY = frozenset(CARRIED) - {"posts"}
"""政协职务 are elected anew."""


class Fate(StrEnum):
    """What becomes of a person when one 届 follows another."""

    STAY = "留任"
    NEW = "新任"
    LEFT = "退出"
    ASKED = "待选定"


@dataclass(frozen=True, slots=True)
class Stays:
    """In both 届: the key of the old person, of the row that tells of them (empty: only ticked), and how it was known."""

    old: str
    row: str
    by: str


@dataclass(frozen=True, slots=True)
class Comes:
    """New in this 届; `known` is the key of somebody who was a 委员 before, but not at the end of the old 届."""

    row: str
    known: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A row of which it cannot be told whose it is."""

    row: str
    question: Several


@dataclass(frozen=True, slots=True)
class Succession:
    """Everybody's fate; `left` are keys of the old 届. While somebody is `asked`, those they may be stand in `left`."""

    stay: tuple[Stays, ...] = ()
    new: tuple[Comes, ...] = ()
    left: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()


def succession(
    present: Sequence[Identity],
    earlier: Sequence[Identity],
    coming: Sequence[Identity],
    *,
    choices: Mapping[str, str] | None = None,
    ticked: Collection[str] = (),
) -> Succession:
    """Compare those in office with the rows of a new 届.

    `earlier` were 委员 but are none any more; whoever of them comes is 新任 again, as the same person. `ticked` are keys of
    `present` who stay though no row tells of them. `choices`: a row's key → a person's key or “new”.
    """
    here = {person.key for person in present}
    answers = recognise_all(coming, (*present, *earlier), choices)
    stay: dict[str, Stays] = {}
    new: list[Comes] = []
    asked: list[Asked] = []
    for row, answer in zip(coming, answers, strict=True):
        if isinstance(answer, Several):
            asked.append(Asked(row.key, answer))
        elif not isinstance(answer, Same):
            new.append(Comes(row.key))
        elif answer.candidate.key in here:
            stay[answer.candidate.key] = Stays(answer.candidate.key, row.key, answer.by)
        else:
            new.append(Comes(row.key, answer.candidate.key, answer.by))
    for key in ticked:
        if key in here and key not in stay:
            stay[key] = Stays(key, "", TICKED)
    found = tuple(stay[person.key] for person in present if person.key in stay)
    left = tuple(person.key for person in present if person.key not in stay)
    return Succession(found, tuple(new), left, tuple(asked))


# -- the new 届 itself ----------------------------------------------------------------------------------------------


def next_name(name: str) -> str:
    """The name of the 届 after the one of this name: 第十九届 → 第二十届, 第9届 → 第10届; empty where nothing is counted."""
    found = _COUNTED.fullmatch(name)
    number = counted(found["number"]) if found else None
    if found is None or number is None:
        return ""
    after = in_chinese(number + 1) if found["number"][0] in "一二三四五六七八九十" else str(number + 1)
    return f"{found['before']}{after}{found['after']}" if after else ""


def next_first_day(day: str) -> str:
    """The first day of the 届 after one that began on a day; empty when that is not known."""
    if not is_whole(day):
        return ""
    return f"{int(day[:4]) + YEARS}{day[4:].replace('02-29', '03-01')}"


def far_off(start: str, today: date) -> str:
    """Say how far off a first day is, in one sentence, when it is farther than anybody plans; else empty."""
    days = (date.fromisoformat(start) - today).days if is_whole(start) else 0
    if days > FAR_AHEAD:
        return f"第一天 {start} 还有 {days} 天才到。"
    return f"第一天 {start} 已经过去 {-days} 天。" if days < -FAR_BACK else ""


# -- 界别 and 专委会 ------------------------------------------------------------------------------------------------


class Turn(StrEnum):
    """What becomes of a name of one list when one 届 follows another."""

    SAME = "不变"
    RENAMED = "改名"
    MERGED = "并入"
    RETIRED = "撤销"
    FOUNDED = "新设"


@dataclass(frozen=True, slots=True)
class NameTurn:
    """One line of the table old → new; `old` is empty for what is 新设, `new` for what is 撤销."""

    old: str
    new: str
    turn: Turn


def propose_mapping(
    old: Iterable[str], new: Collection[str], moved: Mapping[str, Mapping[str, int]] | None = None
) -> dict[str, str]:
    """Propose for every old name the new one: itself, else the one most of its people went to, else the most alike.

    Names that are gone become one that was not there before, or nothing (""). `moved`: old name → new name → people.
    """
    names = list(dict.fromkeys(old))
    fresh = [name for name in dict.fromkeys(new) if name not in names]
    found = {}
    for name in names:
        followed = Counter({to: n for to, n in (moved or {}).get(name, {}).items() if to in fresh})
        most = followed.most_common(1)
        if name in new:
            found[name] = name
        elif most and most[0][1] >= max(SEVERAL, sum((moved or {})[name].values()) // 2 + 1):
            found[name] = most[0][0]
        else:
            best = max(fresh, key=lambda one: likeness(name, one), default="")
            found[name] = best if best and likeness(name, best) >= ALIKE else ""
    return found


def turns(mapping: Mapping[str, str], new: Iterable[str] = ()) -> tuple[NameTurn, ...]:
    """Say of every old name what becomes of it, in the order of the mapping, then which names are 新设."""
    targets = Counter(to for to in mapping.values() if to)
    found = []
    for old, to in mapping.items():
        if not to:
            turn = Turn.RETIRED
        elif old == to:
            turn = Turn.SAME
        else:
            turn = Turn.MERGED if targets[to] > 1 or to in mapping else Turn.RENAMED
        found.append(NameTurn(old, to, turn))
    founded = [name for name in dict.fromkeys(new) if name and name not in targets]
    return (*found, *(NameTurn("", name, Turn.FOUNDED) for name in founded))


def likeness(one: str, other: str) -> float:
    """How alike two names of a list are, 0–1: shared characters, or one within the other."""
    a, b = _core(one), _core(other)
    if not a or not b:
        return 0.0
    shared = sum((Counter(a) & Counter(b)).values())
    score = 2 * shared / (len(a) + len(b))
    return max(score, HOLDS) if a in b or b in a else score


def _core(name: str) -> str:
    short = sector_name(name)
    for ending in _ENDINGS:
        if short.endswith(ending) and len(short) > len(ending):
            return short.removesuffix(ending)
    return short
