"""Conditions on members: 界别 是 教育 或 科技, 年龄 不小于 60, 手机 为空. All conditions must hold; of several values one is enough.

The text form, for the command line and for saved views: `界别=教育,科技` `年龄>=60` `出生年月=1970..1975` `手机=空` `单位职务~局长`.
A backslash before a comma, `..`, 空 or a backslash takes it as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.dates import parse_date
from app.domain.errors import WrongUsage
from app.domain.member_facets import NO, YES, Facet, Shape, named
from app.domain.numbers import whole_number
from app.domain.search_text import search_fold


class Op(StrEnum):
    """How a facet is compared, in the words of the window."""

    IS = "是"
    NOT = "不是"
    HAS = "包含"
    LACKS = "不包含"
    MORE = "大于"
    LESS = "小于"
    AT_LEAST = "不小于"
    AT_MOST = "不大于"
    AFTER = "晚于"
    BEFORE = "早于"
    FROM = "不早于"
    UNTIL = "不晚于"
    BETWEEN = "介于"
    EMPTY = "为空"
    FILLED = "不为空"


_E = (Op.EMPTY, Op.FILLED)
OPS: dict[Shape, tuple[Op, ...]] = {
    Shape.TEXT: (Op.HAS, Op.LACKS, Op.IS, Op.NOT, *_E),
    Shape.NAMES: (Op.IS, Op.NOT, Op.HAS, Op.LACKS, *_E),
    Shape.NUMBER: (Op.AT_LEAST, Op.AT_MOST, Op.IS, Op.NOT, Op.MORE, Op.LESS, Op.BETWEEN, *_E),
    Shape.DATE: (Op.FROM, Op.UNTIL, Op.IS, Op.NOT, Op.AFTER, Op.BEFORE, Op.BETWEEN, *_E),
    Shape.YES_NO: (Op.IS,),
    Shape.THERE: (Op.FILLED, Op.EMPTY),
}
"""What may be asked of each shape; the first is offered first."""

NO_VALUE = frozenset(_E)
ONE_VALUE = frozenset(
    {Op.MORE, Op.LESS, Op.AT_LEAST, Op.AT_MOST, Op.AFTER, Op.BEFORE, Op.FROM, Op.UNTIL, Op.HAS, Op.LACKS}
)
WITH_EMPTY = frozenset({*_E, Op.NOT, Op.LACKS})
"""What is said of those too who have nothing there; by any other comparison they are left out."""
EMPTY_WORD = "空"
BETWEEN_MARK = ".."

_SIGNS = {
    Op.NOT: "!=", Op.IS: "=", Op.HAS: "~", Op.LACKS: "!~", Op.MORE: ">", Op.LESS: "<", Op.AT_LEAST: ">=", Op.AT_MOST: "<=",
    Op.AFTER: ">", Op.BEFORE: "<", Op.FROM: ">=", Op.UNTIL: "<=",
}  # fmt: skip
_MARKS = "=<>!~≥≤≠＞＜＝！～"
_WRITTEN = re.compile(rf"\s*([^{_MARKS}]+?)\s*([!><！＞＜][=＝]|[!！][~～]|[{_MARKS}])\s*(.*)", re.DOTALL)
_WIDE = str.maketrans(
    {"≥": ">=", "≤": "<=", "≠": "!=", "＞": ">", "＜": "<", "＝": "=", "！": "!", "～": "~"}
)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: the key of a facet, how it is compared, with which values (any of them is enough)."""

    key: str
    op: Op
    values: tuple[str, ...] = ()


def condition(facet: Facet, op: Op, values: Sequence[str] = ()) -> Condition:
    """Make a condition that can be decided; raises WrongUsage with a sentence about what is wrong with the values."""
    if op not in OPS[facet.shape]:
        raise WrongUsage(
            f"“{facet.label}”不能用“{op}”，可用：{'、'.join(OPS[facet.shape])}。", where=facet.label
        )
    given = [value.strip() for value in values if value.strip()]
    if op in NO_VALUE:
        return Condition(facet.key, op)
    if op is Op.BETWEEN and len(given) != 2:
        raise WrongUsage(f"“{facet.label}介于”要填两个值：从哪里到哪里。", where=facet.label)
    if not given or (op in ONE_VALUE - {Op.HAS, Op.LACKS} and len(given) > 1):
        raise WrongUsage(f"请填“{facet.label}{op}”的{'一个' if given else ''}值。", where=facet.label)
    return Condition(facet.key, op, tuple(dict.fromkeys(_value(facet, value) for value in given)) if op is not Op.BETWEEN
                     else tuple(sorted((_value(facet, value) for value in given), key=_sortable(facet.shape))))  # fmt: skip


def decide(one: Condition, facet: Facet) -> Callable[[Sequence[str]], bool]:
    """Give the test of a condition on what a facet tells of a member."""
    if one.op in NO_VALUE:
        return (lambda words: not words) if one.op is Op.EMPTY else bool
    match facet.shape:
        case Shape.NUMBER:
            return _on_numbers(one)
        case Shape.DATE:
            return _on_dates(one)
        case _:
            return _on_words(one)


def _on_words(one: Condition) -> Callable[[Sequence[str]], bool]:
    values = tuple(map(search_fold, one.values))
    exact = frozenset(values)
    if one.op in (Op.IS, Op.NOT):
        want = one.op is Op.IS
        return lambda words: any(search_fold(word) in exact for word in words) is want
    want = one.op is Op.HAS
    return lambda words: any(value in search_fold(word) for word in words for value in values) is want


def _on_numbers(one: Condition) -> Callable[[Sequence[str]], bool]:
    values = tuple(int(value) for value in one.values)
    first, last = values[0], values[-1]
    tests: dict[Op, Callable[[int], bool]] = {
        Op.IS: lambda n: n in values,
        Op.NOT: lambda n: n not in values,
        Op.MORE: lambda n: n > first,
        Op.LESS: lambda n: n < first,
        Op.AT_LEAST: lambda n: n >= first,
        Op.AT_MOST: lambda n: n <= first,
        Op.BETWEEN: lambda n: first <= n <= last,
    }
    test = tests[one.op]
    empty = one.op is Op.NOT
    return lambda words: test(int(words[0])) if words and words[0].lstrip("-").isdigit() else empty


def _on_dates(one: Condition) -> Callable[[Sequence[str]], bool]:
    """Partial dates are compared as far as both are known: 1975 is neither before nor after 1975-03."""
    first, last = one.values[0], one.values[-1]
    tests: dict[Op, Callable[[str], bool]] = {
        Op.IS: lambda d: any(d.startswith(value) for value in one.values),
        Op.NOT: lambda d: not any(d.startswith(value) for value in one.values),
        Op.AFTER: lambda d: _as_far(d, first) > 0,
        Op.BEFORE: lambda d: _as_far(d, first) < 0,
        Op.FROM: lambda d: _as_far(d, first) >= 0,
        Op.UNTIL: lambda d: _as_far(d, first) <= 0,
        Op.BETWEEN: lambda d: _as_far(d, first) >= 0 and _as_far(d, last) <= 0,
    }
    test = tests[one.op]
    empty = one.op is Op.NOT
    return lambda words: test(words[0]) if words else empty


def _as_far(one: str, other: str) -> int:
    known = min(len(one), len(other))
    return (one[:known] > other[:known]) - (one[:known] < other[:known])


# -- as text ---------------------------------------------------------------------------------------------------


def written(one: Condition, label: str) -> str:
    """Write a condition in its text form."""
    if one.op in NO_VALUE:
        return f"{label}{'=' if one.op is Op.EMPTY else '!='}{EMPTY_WORD}"
    if one.op is Op.BETWEEN:
        return f"{label}={BETWEEN_MARK.join(one.values)}"
    return f"{label}{_SIGNS[one.op]}{','.join(map(_escaped, one.values))}"


def read(text: str, found: Mapping[str, Facet]) -> Condition:
    """Read the text form; raises WrongUsage with a sentence."""
    parts = _WRITTEN.fullmatch(text)
    if parts is None:
        raise WrongUsage(f"条件“{text}”应写成 字段=值，如 界别=教育,科技 或 年龄>=60。", where=text)
    word, sign, rest = parts[1], parts[2].translate(_WIDE), parts[3]
    facet = named(found, word)
    if facet is None:
        raise WrongUsage(f"条件“{text}”里没有“{word}”这个字段。", where=word)
    if rest.strip() == EMPTY_WORD and sign in ("=", "!="):
        op = Op.EMPTY if sign == "=" else Op.FILLED
        return (
            condition(facet, op)
            if op in OPS[facet.shape]
            else condition(facet, Op.IS, (NO if op is Op.EMPTY else YES,))
        )
    if facet.shape in (Shape.NUMBER, Shape.DATE) and sign == "=" and BETWEEN_MARK in rest:
        return condition(facet, Op.BETWEEN, rest.split(BETWEEN_MARK))
    ops = [op for op, its in _SIGNS.items() if its == sign and op in OPS[facet.shape]]
    if not ops:
        raise WrongUsage(f"“{facet.label}”不能用“{sign}”比较。", where=text)
    return condition(facet, ops[0], _values(rest))


def subject(text: str) -> str:
    """Give the word that the text form of a condition speaks of; the text itself when it is none."""
    parts = _WRITTEN.fullmatch(text)
    return parts[1] if parts else text


def shown(one: Condition, label: str) -> str:
    """Say a condition on a chip: 界别：教育、科技 · 年龄不小于 60 · 手机为空."""
    if one.op in NO_VALUE:
        return f"{label}{one.op}"
    if one.op is Op.IS:
        return f"{label}：{'、'.join(one.values)}"
    return f"{label}{one.op} {('—' if one.op is Op.BETWEEN else '、').join(one.values)}"


def _value(facet: Facet, value: str) -> str:
    match facet.shape:
        case Shape.NUMBER:
            number = whole_number(value)
            if number is None:
                raise WrongUsage(f"“{facet.label}”要和整数比较，不能是“{value}”。", where=facet.label)
            return str(number)
        case Shape.DATE:
            parsed = parse_date(value)
            if parsed.problem or not parsed.text:
                raise WrongUsage(
                    f"“{facet.label}”要和日期比较，{parsed.problem or '请填日期'}。", where=facet.label
                )
            return parsed.text
        case Shape.YES_NO if value not in (YES, NO):
            raise WrongUsage(f"“{facet.label}”只能是“{YES}”或“{NO}”，不能是“{value}”。", where=facet.label)
        case _:
            return value


def _sortable(shape: Shape) -> Callable[[str], tuple[int, str]]:
    return (lambda value: (int(value), "")) if shape is Shape.NUMBER else (lambda value: (0, value))


def _escaped(value: str) -> str:
    plain = value.replace("\\", "\\\\").replace(",", "\\,").replace("，", "\\，").replace("、", "\\、")
    return f"\\{plain}" if plain == EMPTY_WORD else plain


def _values(text: str) -> list[str]:
    parts = [""]
    taken = False
    for char in text:
        if taken:
            parts[-1] += char
            taken = False
        elif char == "\\":
            taken = True
        elif char in ",，、":
            parts.append("")
        else:
            parts[-1] += char
    return parts
