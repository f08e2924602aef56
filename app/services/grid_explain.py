"""Why the grid is as it is: who could liaise a tier, what each pair shares and what a move would cost, what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from app.db.links import Link, LinkRules
from app.domain.assignment import Choice, Solution, explain
from app.domain.liaison import CHINESE, Guest, Vacancy, cost_of, shared
from app.domain.member import Member
from app.services.grid_problem import level_problem
from app.services.grid_view import Grid, Pair, Problem


def pairs(grid: Grid, links: Iterable[Link], rules: LinkRules, *, explained: bool) -> tuple[Pair, ...]:
    """Give every link with its reason; without `explained` next-best and worse-by stay None (cheaper)."""
    held = list(links)
    choices = _choices(grid, held, rules) if explained else {}
    result = []
    for link in held:
        lower, upper = grid.members[link.lower], _person(grid, link.upper)
        choice = choices.get(link.lower)
        common = shared(upper, lower) if isinstance(upper, Member) else ()
        result.append(
            Pair(
                link.upper, link.lower, link.starts, rules.pins.get(lower.id) == link.upper,
                common, cost_of(common, grid.scheme.weights),
                choice.next_best if choice else None, choice.worse_by if choice else None,
            )
        )  # fmt: skip
    return tuple(result)


def _choices(grid: Grid, links: list[Link], rules: LinkRules) -> dict[int, Choice[int]]:
    """Explain the links as they stand, level by level; a link that skips a tier has no next-best."""
    tier_of = grid.tiering.tier_of
    found: dict[int, Choice[int]] = {}
    for tier in grid.scheme.tiers[1:]:
        problem = level_problem(grid, tier.number, rules)
        loads = {upper.id: 0 for upper in problem.upper}
        assign = {
            link.lower: link.upper
            for link in links
            if tier_of[link.lower] == tier.number and link.upper in loads
        }
        for upper in assign.values():
            loads[upper] += 1
        found |= explain(problem, Solution(0, assign, loads))
    return found


def problems(grid: Grid, rules: LinkRules, active: int) -> list[Problem]:
    """List what keeps the grid from being whole; `active` is the roster's own count."""
    found = [
        Problem("上级空缺" if vacancy.tier > 1 else "一级待定", 0, vacancy.message)
        for vacancy in _serious(grid)
    ]
    if grid.tiering.question:
        found.append(Problem("一级待定", 0, grid.tiering.question))
    if grid.tiering.total != active:
        found.append(
            Problem("总数不符", 0, f"网格共 {grid.tiering.total} 人，名册在册 {active} 人，应当相等。")
        )
    found += [Problem("未分配", one, f"{_placed(grid, one)}没有上级联系人。") for one in grid.orphans]
    double = Counter(pair.lower for pair in grid.pairs)
    found += [
        Problem("多个上级", lower, f"{grid.name(lower)} 同时有 {count} 名上级联系人。")
        for lower, count in double.items()
        if count > 1
    ]
    return [*found, *_pair_problems(grid, rules)]


def _pair_problems(grid: Grid, rules: LinkRules) -> Iterator[Problem]:
    able = {tier.number: grid.uppers_of(tier.number) for tier in grid.scheme.tiers}
    for pair in grid.pairs:
        if pair.upper not in able[grid.tiering.tier_of[pair.lower]]:
            what = f"{_placed(grid, pair.upper)}联系{_placed(grid, pair.lower)}，不是上一级联下一级。"
            yield Problem("跨级", pair.lower, what)
        if (pair.lower, pair.upper) in rules.forbidden:
            yield Problem("回避", pair.lower, f"{grid.name(pair.upper)} 应回避 {grid.name(pair.lower)}。")


def _placed(grid: Grid, person: int) -> str:
    """A person with the tier, for a message: 王强（四级）."""
    tier = grid.tiering.tier_of.get(person) or next(guest.tier for guest in grid.guests if guest.id == person)
    return f"{grid.name(person)}（{CHINESE[tier]}级）"


def _serious(grid: Grid) -> list[Vacancy]:
    """Vacancies that leave somebody without a liaison; 主席待选 with a 党组书记 in tier 1 is none."""
    return [
        vacancy for vacancy in grid.vacancies
        if not grid.tiering.tiers[vacancy.tier] and not (grid.scheme.skip_empty and vacancy.tier > 1)
    ]  # fmt: skip


def _person(grid: Grid, person: int) -> Member | Guest:
    if person in grid.members:
        return grid.members[person]
    return next(guest for guest in grid.guests if guest.id == person)
