"""Which proposals a list shows and in what order, as one SQL statement that yields ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sized
from dataclasses import dataclass, field
from typing import TypeAlias

from app.db.proposal_words import Matching
from app.db.schema import PROPOSAL_COLUMNS
from app.domain.errors import WrongUsage
from app.domain.fields import PROPOSAL, Kind
from app.domain.proposal import ANSWERING, State, View

Condition: TypeAlias = tuple[str, list[str]]

ANSWERS = f"h.role IN ({', '.join(repr(role.value) for role in ANSWERING)})"
_FIRST_UNIT = "(SELECT u.name FROM handlings h JOIN units u ON u.id = h.unit_id WHERE h.proposal_id = p.id ORDER BY h.position LIMIT 1)"
_FIRST_SPONSOR = "(SELECT s.name FROM sponsors s WHERE s.proposal_id = p.id ORDER BY s.position LIMIT 1)"
_CLASS = f"(SELECT h.class FROM handlings h WHERE h.proposal_id = p.id AND {ANSWERS} AND h.class <> '' ORDER BY h.position LIMIT 1)"
_STATE_RANK = (
    "CASE p.state " + " ".join(f"WHEN '{state}' THEN {rank}" for rank, state in enumerate(State)) + " END"
)


@dataclass(frozen=True, slots=True)
class Order:
    """One order of the list: `value` sorts, what meets `missing` comes last either way."""

    value: str
    missing: str = "NULL"

    def sql(self, *, descending: bool = False) -> str:
        """Write the terms of ORDER BY."""
        return f"{self.missing}, {self.value}{' DESC' if descending else ''}"


def _text(column: str) -> Order:
    return Order(f'p."{column}"', f"p.\"{column}\" = ''")


SORTS = {
    "no": Order('p."no"', 'p."no" IS NULL'),
    "serial": Order("p.serial"),
    "plenary": Order("pl.starts"),
    "state": Order(_STATE_RANK),
    "sponsors": Order(_FIRST_SPONSOR, f"{_FIRST_SPONSOR} IS NULL"),
    "units": Order(_FIRST_UNIT, f"{_FIRST_UNIT} IS NULL"),
    "class": Order(_CLASS, f"{_CLASS} IS NULL"),
    "key": Order('1 - coalesce(p."key", 0)'),
    "excellent": Order("1 - coalesce(p.excellent, 0)"),
    **{
        key: _text(key)
        for key in ("title", "category", "kind", "sector", "received", "disclosure", "nature", "period")
    },
}
"""Orders of the list; within a plenary every one is made definite by 提案号 and 流水号."""

_BY_PLENARY = "pl.starts, pl.id"
_DEFINITE = f"{_BY_PLENARY}, {SORTS['no'].sql()}, p.serial, p.id"


@dataclass(frozen=True, slots=True)
class ProposalQuery:
    """What to list: `where` maps a key to the values it may have, `day` is the day that 逾期 is judged by."""

    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    view: View | None = None
    day: str = ""
    sort: str = "no"
    descending: bool = False


EVERYTHING = ProposalQuery()


def statement(query: ProposalQuery, search: Matching | None) -> Condition:
    """Write the statement that yields the ids; raises WrongUsage for a key or an order there is not."""
    conditions = [_condition(key, values) for key, values in query.where.items()]
    if query.view:
        conditions += _view(query.view, query.day)
    if search:
        conditions.append((search.sql, list(search.args)))
    if query.sort not in SORTS:
        raise WrongUsage(f"不能按“{query.sort}”排序，可用：{'、'.join(SORTS)}。", where=query.sort)
    where = " AND ".join(sql for sql, _ in conditions) or "1"
    first = _BY_PLENARY + ", " if query.sort in ("no", "serial") else ""
    order = first + SORTS[query.sort].sql(descending=query.descending)
    sql = f"SELECT p.id FROM proposals p JOIN plenaries pl ON pl.id = p.plenary_id WHERE {where} ORDER BY {order}, {_DEFINITE}"
    return sql, [argument for _, arguments in conditions for argument in arguments]


def _view(view: View, day: str) -> list[Condition]:
    found: list[Condition] = [(f"p.state IN ({_marks(view.states)})", [state.value for state in view.states])]
    if view.overdue:
        late = f"SELECT 1 FROM handlings h WHERE h.proposal_id = p.id AND {ANSWERS} AND h.replied = '' AND h.due <> '' AND h.due < ?"
        found.append((f"EXISTS ({late})", [day]))
    if view.answers:
        found.append((f"{_CLASS} IN ({_marks(view.answers)})", list(view.answers)))
    return found


def _condition(key: str, values: tuple[str, ...]) -> Condition:
    if key in _SPECIAL:
        return _SPECIAL[key](values)
    field_ = PROPOSAL.get(key)
    if field_ is None or field_ not in PROPOSAL_COLUMNS:
        known = sorted({*_SPECIAL, *(column.key for column in PROPOSAL_COLUMNS)})
        raise WrongUsage(f"不能按“{key}”筛选，可用：{'、'.join(known)}。", where=key)
    if field_.kind is Kind.YES_NO:
        wanted = {"1" if value in ("是", "1", "true", "True") else "0" for value in values}
        return f'CAST(coalesce(p."{key}", 0) AS TEXT) IN ({_marks(wanted)})', sorted(wanted)
    return f"coalesce(CAST(p.\"{key}\" AS TEXT), '') IN ({_marks(values)})", list(values)


def _any(condition: str, values: tuple[str, ...]) -> Condition:
    """One of several values may meet the condition; `?1` in it is the value."""
    return "(" + " OR ".join(condition.replace("?1", "?") for _ in values) + ")", [
        v for v in values for _ in range(condition.count("?1"))
    ]


def _unit(extra: str) -> Callable[[tuple[str, ...]], Condition]:
    held = f"EXISTS (SELECT 1 FROM handlings h JOIN units u ON u.id = h.unit_id WHERE h.proposal_id = p.id AND u.name = ?1 {extra})"
    return lambda values: _any(held, values)


def _marks(values: Sized) -> str:
    return ", ".join("?" * len(values))


_SPONSOR = "EXISTS (SELECT 1 FROM sponsors s WHERE s.proposal_id = p.id AND (s.name = ?1 OR CAST(s.membership_id AS TEXT) = ?1))"

_SPECIAL: Mapping[str, Callable[[tuple[str, ...]], Condition]] = {
    "title": lambda values: _any("instr(p.title, ?1) > 0", values),
    "received": lambda values: _any("substr(p.received, 1, length(?1)) = ?1", values),
    "plenary": lambda values: _any("(pl.name = ?1 OR CAST(pl.id AS TEXT) = ?1)", values),
    "state": lambda values: (f"p.state IN ({_marks(values)})", list(values)),
    "review": lambda values: (f"p.outcome IN ({_marks(values)})", list(values)),
    "class": lambda values: (f"coalesce({_CLASS}, '') IN ({_marks(values)})", list(values)),
    "sponsors": lambda values: _any(_SPONSOR, values),
    "units": _unit(""),
    "lead": _unit(f"AND {ANSWERS}"),
    "assisting": _unit("AND h.role = '会办'"),
}
