"""What putting one person with another liaison would mean: cost, loads, what they share, or why it cannot be.

Computed from the level's own assignment problem, so that the strip says the figures which the office will find.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.assignment import Problem
from app.domain.liaison import CHINESE, shared
from app.ui.pages.grid.county import SUSPENDED, County


@dataclass(frozen=True, slots=True)
class Load:
    """A liaison's number of people before and after."""

    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Offer:
    """One liaison for one person: what the pair costs, by how much the whole sum grows, what they share.

    `refusal` says why not (empty: possible); `present` marks the liaison they have.
    """

    upper: int
    cost: int
    whole: int
    load: Load
    shared: tuple[str, ...]
    refusal: str = ""
    present: bool = False


@dataclass(frozen=True, slots=True)
class Placing:
    """A change before it is made: from whom to whom."""

    lower: int
    old: int | None
    new: int
    cost_before: int | None
    offer: Offer
    old_load: Load | None
    shared_before: tuple[str, ...]


def offers(county: County, problem: Problem[int], lower: int) -> dict[int, Offer]:
    """Every liaison of the level above for this person, cheapest for the whole first."""
    made = [_offer(county, problem, lower, upper.id) for upper in problem.upper]
    return {
        offer.upper: offer
        for offer in sorted(made, key=lambda offer: (bool(offer.refusal), offer.whole, offer.upper))
    }


def refusals(county: County, problem: Problem[int], lower: int) -> dict[int, str]:
    """Everybody else in the grid → why they cannot take this person; empty where they can."""
    able = offers(county, problem, lower)
    return {
        identity: able[identity].refusal if identity in able else _unable(county, lower, identity)
        for identity in county.figures
        if identity != lower
    }


def placing(county: County, problem: Problem[int], lower: int, upper: int) -> Placing:
    """Compare the present liaison with another one."""
    pair = county.pairs.get(lower)
    offer = _offer(county, problem, lower, upper)
    old = pair.upper if pair is not None else None
    load = county.figures[old].load or 0 if old is not None and old in county.figures else 0
    return Placing(
        lower, old, upper, pair.cost if pair else None, offer,
        Load(load, load - 1) if old is not None and old != upper else None, pair.shared if pair else (),
    )  # fmt: skip


def _offer(county: County, problem: Problem[int], lower: int, upper: int) -> Offer:
    cost = problem.cost[lower][upper]
    pair = county.pairs.get(lower)
    present = pair is not None and pair.upper == upper
    load = county.figures[upper].load or 0
    after = load if present else load + 1
    whole = 0 if present else cost + problem.load_weight * (after * after - load * load)
    if pair is not None and not present:
        held = county.figures[pair.upper].load or 0
        whole -= pair.cost + problem.load_weight * (held * held - (held - 1) * (held - 1))
    member, liaison = county.member(lower), county.member(upper)
    common = shared(liaison, member) if liaison is not None and member is not None else ()
    return Offer(
        upper, cost, whole, Load(load, after), common, _refusal(county, problem, lower, upper, after), present
    )


def _refusal(county: County, problem: Problem[int], lower: int, upper: int, after: int) -> str:
    name = county.grid.name(upper)
    if (lower, upper) in problem.forbidden:
        return f"{name} 已设为回避，请先取消回避"
    pair = county.pairs.get(lower)
    if pair is not None and pair.upper == upper:
        return f"{name} 已是指定的上级" if pair.pinned else ""
    largest = next(one.max for one in problem.upper if one.id == upper)
    if largest is not None and after > largest:
        return f"{name} 已联系 {after - 1} 人，达到上限"
    return ""


def _unable(county: County, lower: int, other: int) -> str:
    person, target = county.figures[lower], county.figures[other]
    if target.state == SUSPENDED:
        return f"{target.name} 暂停履职，不能联系"
    return f"{target.name} 在{CHINESE[target.tier]}级，{CHINESE[person.tier]}级只能由上一级联系"
