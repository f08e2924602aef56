"""Two papers of one form compared: which figures changed, who came in and who went out, and what about them is different."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, TypeAlias

from app.domain.counted import PROPOSAL
from app.reports.figures_said import SaidFigure, Stands
from app.reports.kept_facts import KeptFacts, Words

NAME, NUMBER, TITLE = "姓名", "编号", "案由"
"""What a record is called by; never the reason that a figure changed."""
ARRIVED: Final = ""
"""The label of a cause that tells why somebody came in or went out altogether."""
STATUS: Final = "状态"
NONE: Final = "—"
_ASIDE: Final = frozenset({"年龄", "还缺"})
"""What changes with every day or every word entered: told only where the figure is about it."""
_ABOUT: Final[Mapping[str, tuple[str, ...]]] = {
    "界别": ("界别",), "专委会": ("专委会",), "小组": ("小组",), "政治面貌": ("党派", "党员", "中共", "政治面貌"), "性别": ("性别", "女"),
    "出生年月": ("年龄",), "年龄": ("年龄",), "民族": ("民族",), "学历": ("学历",), "任职届数": ("届",), "新任": ("新任", "连任"),
    "体制内外": ("体制",), "政协职务": ("常委会", "职务"), "还缺": ("齐全", "已填", "缺"), "网格级别": ("级", "网格", "汇总"),
    "上级联络人": ("分配", "联络", "领导"), "审查结果": ("审查", "立案", "不予", "并案"), "状态": ("在册", "暂停", "办结"),
    "类别": ("类别",), "主办单位": ("主办", "承办"), "会办单位": ("会办",), "答复": ("答复", "办复", "按期"), "逾期": ("逾期",),
}  # fmt: skip
"""Words in a figure's name by which it is about something in a record."""

Key: TypeAlias = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different about somebody between two papers; empty: nothing stood there."""

    label: str
    before: str
    now: str

    @property
    def words(self) -> str:
        """Say it: 界别由经济改为农业."""
        if not self.before:
            return f"{self.label}：{self.now}"
        return (
            f"{self.label}由{self.before}改为{self.now}"
            if self.now
            else f"不再有{self.label}（{self.before}）"
        )


@dataclass(frozen=True, slots=True)
class Who:
    """A member or proposal that came into a figure or went out of it, and what is different about it."""

    about: str
    id: int
    name: str
    differences: tuple[Difference, ...]

    @property
    def key(self) -> Key:
        """What finds it among records and causes."""
        return self.about, self.id


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that is different: as it was and as it is (None: it did not stand there).

    `traced`: it is known who came in and who went out, and they account for the whole difference.
    """

    before: SaidFigure | None
    now: SaidFigure | None
    came: tuple[Who, ...] = ()
    went: tuple[Who, ...] = ()
    traced: bool = False

    @property
    def figure(self) -> SaidFigure:
        """The figure as it stands on one of the two papers."""
        found = self.now or self.before
        if found is None:
            raise ValueError("a change of no figure")
        return found

    @property
    def before_text(self) -> str:
        """As it was printed; — when it did not stand there."""
        return self.before.text if self.before else NONE

    @property
    def now_text(self) -> str:
        """As it is printed; — when it does not stand there any more."""
        return self.now.text if self.now else NONE

    @property
    def difference(self) -> Decimal | None:
        """By how much, in points for percentages; None where one of them is no number."""
        before, now = _size(self.before), _size(self.now)
        return None if before is None or now is None else now - before


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that is different between two papers. `other` says what else is: settings, 口径, order; in sentences."""

    changes: tuple[Change, ...]
    other: tuple[str, ...] = ()
    base: tuple[Change, ...] = ()
    """Of figures that stand nowhere on the paper: what numbers in running words are traced by."""

    @property
    def everything(self) -> tuple[Change, ...]:
        """Give what is on the paper and what is behind it."""
        return *self.changes, *self.base

    def by_key(self) -> Mapping[object, Change]:
        """Give the changes by where the figure stands now."""
        return {one.now.key: one for one in self.changes if one.now is not None}


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something about somebody is different: the day (empty: not known) and in what words."""

    day: str
    words: str

    @property
    def text(self) -> str:
        """Say it: 2026-03-01 增补."""
        return " ".join(part for part in (self.day, self.words) if part)


@dataclass(frozen=True, slots=True)
class Causes:
    """What the office's records say: causes by whom and label, what was done to somebody's records, and what was done at all."""

    known: Mapping[tuple[Key, str], Cause] = field(default_factory=dict)
    corrected: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)
    done: tuple[str, ...] = ()


def compare(old: KeptFacts, new: KeptFacts) -> Comparison:
    """Compare two papers of one form; of figures in running words only those are compared whose words are the same."""
    before = {one.key: one for one in old.figures}
    now = {one.key: one for one in new.figures}
    found: list[Change] = []
    for key in dict.fromkeys((*now, *before)):
        was, is_ = before.get(key), now.get(key)
        if _differs(was, is_):
            found.append(_change(was, is_, old.records, new.records))
    shown = tuple(one for one in found if one.figure.stands is not Stands.BASE)
    base = tuple(one for one in found if one.figure.stands is Stands.BASE)
    return Comparison(shown, tuple(_other(old, new, before.keys(), now.keys(), changed=bool(shown))), base)


def _differs(was: SaidFigure | None, is_: SaidFigure | None) -> bool:
    if was is not None and is_ is not None:
        return (
            was.text != is_.text
        )  # a share that is printed the same as before did not change for the reader
    one = was or is_
    return one is not None and one.stands is not Stands.WORDS and bool(one.number)


def _change(
    was: SaidFigure | None,
    is_: SaidFigure | None,
    before: Mapping[Key, Words],
    now: Mapping[Key, Words],
) -> Change:
    if any(one is not None and one.behind is None for one in (was, is_)):
        return Change(was, is_)
    ids_before, ids_now = Counter(was.behind or () if was else ()), Counter(is_.behind or () if is_ else ())
    about = (is_ or was or _nothing()).about

    def who(ids: Counter[int]) -> tuple[Who, ...]:
        return tuple(_who(about, one, before, now) for one in sorted(ids.elements()))

    return Change(was, is_, who(ids_now - ids_before), who(ids_before - ids_now), traced=True)


def _nothing() -> SaidFigure:
    return SaidFigure(Stands.WORDS, "", "", "", "", None)


def _who(about: str, identity: int, before: Mapping[Key, Words], now: Mapping[Key, Words]) -> Who:
    was, is_ = before.get((about, identity), {}), now.get((about, identity), {})
    name = is_.get(NAME) or was.get(NAME) or f"{identity}"
    if not was or not is_:
        return Who(about, identity, name, ())
    labels = dict.fromkeys((*was, *is_))
    return Who(
        about, identity, name,
        tuple(
            Difference(label, was.get(label, ""), is_.get(label, ""))
            for label in labels
            if label not in (NAME, NUMBER, TITLE) and was.get(label, "") != is_.get(label, "")
        ),
    )  # fmt: skip


def _size(figure: SaidFigure | None) -> Decimal | None:
    if figure is None:
        return Decimal(0)
    if figure.of is None:
        return figure.number
    plain = figure.text.removesuffix("%")
    return Decimal(plain) if plain.replace(".", "", 1).isdecimal() else None


def _other(
    old: KeptFacts, new: KeptFacts, before: Collection[object], now: Collection[object], *, changed: bool
) -> Iterator[str]:
    names = [
        name for name in dict.fromkeys((*new.options, *old.options))
        if name != "与上次相比" and old.options.get(name, "") != new.options.get(name, "")
    ]  # fmt: skip
    if names:
        told = "、".join(
            f"{name}由“{old.options.get(name) or '空'}”改为“{new.options.get(name) or '空'}”"
            for name in names
        )
        yield f"选项不同：{told}。"
    if changed:
        return
    if set(before) != set(now):
        yield "有些文字或行与上次不同。"
    elif list(before) != list(now):
        yield "只是排列的先后不同。"
    elif old.definitions != new.definitions:
        yield "口径的说明与上次不同。"


# --------------------------------------------------------------------------- why, in words


def reason(change: Change, causes: Causes, others: Collection[Change] = (), most: int = 0) -> str:
    """Say why a figure changed; `others` are all changes, one of which may tell of the same. `most` names at most (0: all)."""
    if change.traced:
        return "；".join(
            part
            for part in (
                _people("＋", change.came, change, causes, most),
                _people("－", change.went, change, causes, most),
            )
            if part
        ) or _whole(change)
    same = [
        one for one in others
        if one.traced and one.figure.of is None and (one.before_text, one.now_text) == (change.before_text, change.now_text)
    ]  # fmt: skip
    if same:
        nearest = max(same, key=lambda one: len(set(one.figure.name) & set(change.figure.name)))
        return reason(nearest, causes, (), most)
    if told := _whole(change):
        return told
    done = "、".join(causes.done[:3]) + (f"等 {len(causes.done)} 项操作" if len(causes.done) > 3 else "")
    return f"其间的操作：{done}" if done else "随日期变化"


def _whole(change: Change) -> str:
    """Say of a rate how its two numbers changed."""
    was, is_ = change.before, change.now
    if was is None or is_ is None or was.of is None or is_.of is None:
        return ""
    parts = [f"分子 {was.number}→{is_.number}"] if was.number != is_.number else []
    parts += [f"分母 {was.of}→{is_.of}"] if was.of != is_.of else []
    return "，".join(parts)


def _people(sign: str, people: tuple[Who, ...], change: Change, causes: Causes, most: int) -> str:
    times = Counter(people)  # who is in two teams is counted twice and told once
    shown = list(times)[: most or None]
    told = "、".join(
        f"{sign}{one.name}{_why(one, change, causes)}" + (f"×{times[one]}" if times[one] > 1 else "")
        for one in shown
    )
    return told + (f"等 {len(times)} {_unit(people[0])}" if len(shown) < len(times) else "")


def _unit(one: Who) -> str:
    return "件" if one.about == PROPOSAL else "人"


def _why(who: Who, change: Change, causes: Causes) -> str:
    arrived = causes.known.get((who.key, ARRIVED))
    moved = next((one for one in who.differences if one.label == STATUS), None)
    if arrived is not None and moved is not None:
        way = f"{moved.before}→{moved.now}，" if who.about == PROPOSAL else ""
        return f"（{way}{arrived.text}）"
    told = [_told(who, one, causes) for one in relevant(who, change.figure)]
    if not told and arrived is not None:
        told = [arrived.text]
    if not told and (done := causes.corrected.get(who.key)):
        told = [f"原数据更正：{'、'.join(done[:2])}"]
    return f"（{'，'.join(told)}）" if told else ""


def _told(who: Who, difference: Difference, causes: Causes) -> str:
    cause = causes.known.get((who.key, difference.label))
    if cause is None:
        done = causes.corrected.get(who.key, ())
        return difference.words + (f"，原数据更正：{done[-1]}" if done else "")
    return f"{difference.words}，{cause.text}"


def relevant(who: Who, figure: SaidFigure) -> tuple[Difference, ...]:
    """Give what is different about somebody as far as it can move this figure; everything when that cannot be told."""
    name = figure.name
    values = [one for one in who.differences if any(_in(value, name) for value in (one.before, one.now))]
    named = [one for one in who.differences if any(word in name for word in _ABOUT.get(one.label, ()))]
    return tuple(values or named or (one for one in who.differences if one.label not in _ASIDE))


def _in(value: str, name: str) -> bool:
    return any(part and part in name for part in value.split("、"))
