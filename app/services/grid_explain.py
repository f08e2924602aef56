"""Why the grid is as it is: who could liaise a tier, what each pair shares and what a move would cost, what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from app.db.links import Link, LinkRules
from app.domain.liaison import CHINESE, Guest, Vacancy, Weights, pair_cost, shared
from app.domain.member import Member
from app.services.grid_view import Grid, Pair, Problem


def uppers_of(grid: Grid, number: int) -> dict[int, int]:
    """Who may liaise tier `number`: id → tier. The tier above, or with 跨级 the nearest above that has people."""
    for above in range(number - 1, 0, -1):
        able = {member.id: above for member in grid.tiering.tiers[above]}
        able |= {guest.id: above for guest in grid.guests if guest.tier == above}
        if able or not grid.scheme.skip_empty:
            return able
    return {}


def pairs(grid: Grid, links: Iterable[Link], rules: LinkRules, *, explained: bool) -> tuple[Pair, ...]:
    """Give every link with its reason; without `explained` next-best and worse-by stay None (cheaper)."""
    held = list(links)
    loads = Counter(link.upper for link in held)
    tier_of = grid.tiering.tier_of
    able = {number: uppers_of(grid, number) for number in grid.tiering.tiers if number > 1}
    result = []
    for link in held:
        lower = grid.members[link.lower]
        upper = _person(grid, link.upper)
        cost = pair_cost(upper, lower, grid.scheme.weights)
        next_best, worse_by = None, None
        if explained and tier_of[lower.id] in able:
            next_best, worse_by = _next_best(grid, link, cost, able[tier_of[lower.id]], loads, rules)
        common = shared(upper, lower) if isinstance(upper, Member) else ()
        pinned = rules.pins.get(lower.id) == link.upper
        result.append(Pair(link.upper, link.lower, link.starts, pinned, common, cost, next_best, worse_by))
    return tuple(result)


def _next_best(
    grid: Grid, link: Link, cost: int, able: dict[int, int], loads: Counter[int], rules: LinkRules
) -> tuple[int | None, int | None]:
    """The other liaison with whom the whole sum would grow least, everybody else staying put."""
    lower, weights = grid.members[link.lower], grid.scheme.weights
    source = grid.scheme.tier(able[link.upper]) if link.upper in able else None
    if source is not None and loads[link.upper] - 1 < source.smallest:
        return None, None
    options = []
    for upper, tier in able.items():
        largest = grid.scheme.tier(tier).largest
        if upper == link.upper or (lower.id, upper) in rules.forbidden or (largest is not None and loads[upper] + 1 > largest):
            continue
        worse = pair_cost(_person(grid, upper), lower, weights) - cost
        options.append((worse + _load_change(loads, link.upper, upper, weights), upper))
    if not options:
        return None, None
    worse, upper = min(options)
    return upper, worse


def _load_change(loads: Counter[int], source: int, target: int, weights: Weights) -> int:
    """By how much load_weight × Σ load² changes when one person goes from `source` to `target`."""
    return weights.load * ((2 * loads[target] + 1) - (2 * loads[source] - 1))


def problems(grid: Grid, rules: LinkRules, active: int) -> list[Problem]:
    """List what keeps the grid from being whole."""
    found = [Problem("上级空缺" if vacancy.tier > 1 else "一级待定", 0, vacancy.message) for vacancy in _serious(grid)]
    if grid.tiering.question:
        found.append(Problem("一级待定", 0, grid.tiering.question))
    if grid.tiering.total != active:
        found.append(Problem("总数不符", 0, f"网格共 {grid.tiering.total} 人，名册在册 {active} 人，应当相等。"))
    tier_of = grid.tiering.tier_of
    for member in grid.orphans:
        found.append(Problem("未分配", member, f"{grid.name(member)}（{CHINESE[tier_of[member]]}级）没有上级联系人。"))
    guest_tiers = {guest.id: guest.tier for guest in grid.guests}
    double = Counter(pair.lower for pair in grid.pairs)
    for lower, count in double.items():
        if count > 1:
            found.append(Problem("多个上级", lower, f"{grid.name(lower)} 同时有 {count} 名上级联系人。"))
    for pair in grid.pairs:
        upper = tier_of.get(pair.upper, guest_tiers.get(pair.upper, 0))
        if upper != tier_of[pair.lower] - 1 and pair.upper not in uppers_of(grid, tier_of[pair.lower]):
            what = f"{grid.name(pair.upper)}（{CHINESE[upper]}级）联系 {grid.name(pair.lower)}（{CHINESE[tier_of[pair.lower]]}级），不是上一级联下一级。"
            found.append(Problem("跨级", pair.lower, what))
        if (pair.lower, pair.upper) in rules.forbidden:
            found.append(Problem("回避", pair.lower, f"{grid.name(pair.upper)} 应回避 {grid.name(pair.lower)}。"))
    return found


def _serious(grid: Grid) -> list[Vacancy]:
    """Vacancies that leave somebody without a liaison; 主席待选 with a 党组书记 in tier 1 is none."""
    return [
        vacancy for vacancy in grid.tiering.vacancies
        if not grid.tiering.tiers[vacancy.tier] and not any(guest.tier == vacancy.tier for guest in grid.guests)
        and not (grid.scheme.skip_empty and vacancy.tier > 1)
    ]  # fmt: skip


def _person(grid: Grid, person: int) -> Member | Guest:
    if person in grid.members:
        return grid.members[person]
    return next(guest for guest in grid.guests if guest.id == person)
