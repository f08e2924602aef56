"""An assignment problem: liaisons with bounds, people, costs, 指定 and 回避; checked when made, so never half right.

Ids are all `int` (row ids) or all `str` (the JSON form of the command line); either sorts, and nothing else is
asked of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from app.domain.errors import Refused

Id = TypeVar("Id", int, str)

FORM_KEYS = frozenset({"upper", "lower", "cost", "load_weight", "pins", "forbidden"})
UPPER_KEYS = frozenset({"id", "min", "max"})


class ProblemError(Refused):
    """The problem contradicts itself or is not of the form; `where` names the part (`upper`, `cost` …)."""

    code = "problem"


@dataclass(frozen=True)
class Upper(Generic[Id]):
    """A liaison and how many people they must (`min`) and may (`max`, None = any number) have."""

    id: Id
    min: int = 0
    max: int | None = None


@dataclass(frozen=True)
class Problem(Generic[Id]):
    """Who may liaise whom at what cost.

    `cost`: lower → upper → integer, may be negative; a pair that is absent is not allowed. `load_weight` ≥ 0 is the
    weight of Σ load². `pins` (指定): lower → upper; a pin chooses among the allowed pairs, so a pinned pair
    without a cost, or one that is also forbidden, is refused. `forbidden` (回避): pairs (lower, upper).
    Raises `ProblemError` when the parts contradict each other. What is merely impossible to satisfy (too many
    pins for a max, nobody left for a min) is found by `solve`, which names the people.
    """

    upper: tuple[Upper[Id], ...]
    lower: tuple[Id, ...]
    cost: Mapping[Id, Mapping[Id, int]]
    load_weight: int = 0
    pins: Mapping[Id, Id] = field(default_factory=dict)
    forbidden: frozenset[tuple[Id, Id]] = frozenset()

    def __post_init__(self) -> None:
        uppers, lowers = [one.id for one in self.upper], list(self.lower)
        _check_ids(uppers, lowers)
        _check_bounds(self)
        _check_costs(self, set(uppers), set(lowers))
        _check_pairs(self, set(uppers), set(lowers))

    @staticmethod
    def from_json(form: object) -> Problem[str]:
        """Read the form of `grid solve`; `min`, `max`, `load_weight`, `pins` and `forbidden` may be left out."""
        parts = _table(form, "分配问题")
        if unknown := sorted(parts.keys() - FORM_KEYS):
            raise ProblemError(f"分配问题中有不认识的项目“{unknown[0]}”，请核对拼写。", where=unknown[0])
        if missing := sorted({"upper", "lower", "cost"} - parts.keys()):
            raise ProblemError(f"分配问题缺少“{missing[0]}”。", where=missing[0])
        cost = {
            lower: {upper: _whole(amount, "cost") for upper, amount in _table(row, "cost").items()}
            for lower, row in _table(parts["cost"], "cost").items()
        }
        return Problem(
            upper=tuple(_upper(entry) for entry in _list(parts["upper"], "upper")),
            lower=tuple(_id(entry, "lower") for entry in _list(parts["lower"], "lower")),
            cost=cost,
            load_weight=_whole(parts.get("load_weight", 0), "load_weight"),
            pins={lower: _id(one, "pins") for lower, one in _table(parts.get("pins", {}), "pins").items()},
            forbidden=frozenset(_pair(entry) for entry in _list(parts.get("forbidden", []), "forbidden")),
        )

    def to_json(self) -> dict[str, object]:
        """Write the form of `grid problem`, sorted by id; ids become strings."""
        return {
            "upper": [
                {"id": str(one.id), "min": one.min, "max": one.max}
                for one in sorted(self.upper, key=_upper_id)
            ],
            "lower": [str(lower) for lower in sorted(self.lower)],
            "cost": {
                str(lower): {str(upper): row[upper] for upper in sorted(row)}
                for lower, row in sorted(self.cost.items(), key=_first)
            },
            "load_weight": self.load_weight,
            "pins": {str(lower): str(self.pins[lower]) for lower in sorted(self.pins)},
            "forbidden": [[str(lower), str(upper)] for lower, upper in sorted(self.forbidden)],
        }

    def allowed(self, lower: Id) -> frozenset[Id]:
        """The uppers this person may have: the pinned one alone, or all with a cost that are not forbidden."""
        if lower in self.pins:
            return frozenset((self.pins[lower],))
        return frozenset(upper for upper in self.cost.get(lower, {}) if (lower, upper) not in self.forbidden)


def _upper_id(one: Upper[Id]) -> Id:
    return one.id


def _first(entry: tuple[Id, object]) -> Id:
    return entry[0]


# --------------------------------------------------------------------------- the parts must agree


def _check_ids(uppers: list[Id], lowers: list[Id]) -> None:
    for ids, where, label in ((uppers, "upper", "联系人"), (lowers, "lower", "被联系人")):
        repeated = sorted(one for one, times in Counter(ids).items() if times > 1)
        if repeated:
            raise ProblemError(f"{label}“{repeated[0]}”重复出现，每人只能列一次。", where=where)
    if {type(one) for one in (*uppers, *lowers)} not in (set(), {int}, {str}):
        raise ProblemError("编号应当全部是文字或者全部是整数。", where="upper")


def _check_bounds(problem: Problem[Id]) -> None:
    for one in problem.upper:
        for bound in (one.min, 0 if one.max is None else one.max):
            if type(bound) is not int or bound < 0:
                raise ProblemError(f"联系人“{one.id}”的人数下限、上限应当是不小于 0 的整数。", where="upper")
        if one.max is not None and one.min > one.max:
            raise ProblemError(f"联系人“{one.id}”的下限 {one.min} 人大于上限 {one.max} 人。", where="upper")
    if type(problem.load_weight) is not int or problem.load_weight < 0:
        raise ProblemError("负担权重（load_weight）应当是不小于 0 的整数。", where="load_weight")


def _check_costs(problem: Problem[Id], uppers: set[Id], lowers: set[Id]) -> None:
    """Row by row with set operations: a large tier has two million pairs."""
    for lower, row in problem.cost.items():
        if lower not in lowers:
            raise ProblemError(f"费用表中的“{lower}”不在被联系人名单中。", where="cost")
        if not row.keys() <= uppers:
            unknown = min(row.keys() - uppers)
            raise ProblemError(f"“{lower}”的费用中，“{unknown}”不在联系人名单中。", where="cost")
        if not set(map(type, row.values())) <= {int}:
            wrong = min(upper for upper, amount in row.items() if type(amount) is not int)
            raise ProblemError(f"“{lower}”与“{wrong}”的费用应当是整数。", where="cost")


def _check_pairs(problem: Problem[Id], uppers: set[Id], lowers: set[Id]) -> None:
    for where, label, pairs in (
        ("pins", "指定", sorted(problem.pins.items())),
        ("forbidden", "回避", sorted(problem.forbidden)),
    ):
        for lower, upper in pairs:
            if lower not in lowers:
                raise ProblemError(f"{label}中的“{lower}”不在被联系人名单中。", where=where)
            if upper not in uppers:
                raise ProblemError(f"{label}中的“{upper}”不在联系人名单中。", where=where)
    for lower, upper in sorted(problem.pins.items()):
        if (lower, upper) in problem.forbidden:
            raise ProblemError(f"“{upper}”联系“{lower}”既是指定又要回避，请去掉其中一项。", where="pins")
        if upper not in problem.cost.get(lower, {}):
            raise ProblemError(
                f"指定由“{upper}”联系“{lower}”，但二人不在可选之列（费用表中没有）。", where="pins"
            )


# --------------------------------------------------------------------------- reading the JSON form


def _table(value: object, where: str) -> dict[str, object]:
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return value
    raise ProblemError(f"“{where}”应当是以编号为键的对象。", where=where)


def _list(value: object, where: str) -> list[object]:
    if isinstance(value, list):
        return value
    raise ProblemError(f"“{where}”应当是列表。", where=where)


def _id(value: object, where: str) -> str:
    if isinstance(value, str):
        return value
    raise ProblemError(f"“{where}”中的编号应当是文字，现为 {value!r}。", where=where)


def _whole(value: object, where: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ProblemError(f"“{where}”中的数应当是整数，现为 {value!r}。", where=where)


def _upper(entry: object) -> Upper[str]:
    parts = _table(entry, "upper")
    if "id" not in parts or parts.keys() - UPPER_KEYS:
        raise ProblemError("每个联系人写成 {id, min, max}，其中 id 必填。", where="upper")
    largest = parts.get("max")
    return Upper(
        _id(parts["id"], "upper"),
        _whole(parts.get("min", 0), "upper"),
        None if largest is None else _whole(largest, "upper"),
    )


def _pair(entry: object) -> tuple[str, str]:
    both = _list(entry, "forbidden")
    if len(both) != 2:
        raise ProblemError("回避的每一项应当是 [被联系人, 联系人]。", where="forbidden")
    return _id(both[0], "forbidden"), _id(both[1], "forbidden")
