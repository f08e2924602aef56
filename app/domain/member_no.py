"""委员编号: within one 届 each number belongs to one member."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who has, or is to have, a number; an empty one counts for nothing."""

    no: str
    name: str


def double_numbers(held: Mapping[str, Bearer], coming: Mapping[str, Bearer]) -> dict[str, Bearer]:
    """Find whose coming number somebody else has in the end: key → that other one.

    Keys name members, and people who are new. All others of `coming` enter together, so two may exchange numbers;
    who is kept out keeps what he has, which may keep out the next.
    """
    left, found = dict(coming), dict[str, Bearer]()
    while more := _clashes(held, left):
        found |= more
        left = {key: bearer for key, bearer in left.items() if key not in found}
    return found


def _clashes(held: Mapping[str, Bearer], coming: Mapping[str, Bearer]) -> dict[str, Bearer]:
    after = {**held, **{key: bearer for key, bearer in coming.items() if bearer.no}}
    bearers: defaultdict[str, list[str]] = defaultdict(list)
    for key, bearer in after.items():
        if bearer.no:
            bearers[bearer.no].append(key)
    return {
        key: after[next(other for other in bearers[bearer.no] if other != key)]
        for key, bearer in coming.items()
        if bearer.no and len(bearers[bearer.no]) > 1 and (key not in held or held[key].no != bearer.no)
    }
