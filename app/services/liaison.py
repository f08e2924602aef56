"""The liaison desk: the grid of a day, assignment and re-assignment, pins, checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.db.links import LinkRules, Links
from app.domain import assignment
from app.domain.errors import Refused
from app.domain.liaison import FIVE_TIERS, Guest, Scheme, classify, with_limits
from app.domain.member import Member
from app.domain.names import clean_name
from app.services import grid_explain
from app.services.frame import Frame
from app.services.grid_problem import level_problem
from app.services.grid_view import Grid, LevelPlan, Plan, Problem


class LiaisonDesk:
    """Verbs on the five-tier grid of the current 届."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._links = Links(frame.data)

    # -- looking -----------------------------------------------------------------------------------------------

    def scheme(self, name: str = FIVE_TIERS) -> Scheme:
        """The scheme in force; the default one until something was laid down."""
        found = self._links.scheme(self._frame.term().id, name)
        if found is None and name != FIVE_TIERS:
            raise Refused(f"没有名为“{name}”的网格方案。", where=name, code="scheme")
        return found[1] if found else Scheme()

    def grid(self, day: str | None = None, *, explained: bool = True) -> Grid:
        """Show the grid as it stood, or stands, on a day."""
        on = self._frame.day(day)
        return self._frame.kept.get(("grid", on, explained), lambda: self._read(on, explained=explained))

    def _read(self, day: str, *, explained: bool) -> Grid:
        scheme, identity = self._scheme()
        people = {member.id: member for member in self._frame.people(day)}
        tiering = classify(people.values(), scheme)
        links = self._links.links_on(identity, day) if identity else []
        guests = tuple(self._links.guests(identity, {link.upper for link in links})) if identity else ()
        rules = self._rules(identity)
        able = {member.id for members in tiering.tiers.values() for member in members} | {
            guest.id for guest in guests
        }
        held = [link for link in links if link.upper in able and link.lower in able]
        linked = {link.lower for link in held}
        orphans = tuple(
            m.id for tier in scheme.tiers[1:] for m in tiering.tiers[tier.number] if m.id not in linked
        )
        bare = Grid(day, scheme, tiering, guests, (), orphans, people)
        return replace(bare, pairs=grid_explain.pairs(bare, held, rules, explained=explained))

    def check(self, day: str | None = None) -> list[Problem]:
        """List everything that keeps the grid from being whole on a day."""
        grid = self.grid(day, explained=False)
        active = sum(1 for member in grid.members.values() if member.is_active)
        return grid_explain.problems(grid, self._rules(self._scheme()[1]), active)

    def problem(self, lower_tier: int, day: str | None = None) -> assignment.Problem[int]:
        """Give the assignment problem whose lower side is that tier."""
        grid = self.grid(day, explained=False)
        if not 2 <= lower_tier <= len(grid.scheme.tiers):
            raise Refused(f"级别应为 2 至 {len(grid.scheme.tiers)}，不能是 {lower_tier}。", code="tier")
        return level_problem(grid, lower_tier, self._rules(self._scheme()[1]))

    def plan(self, day: str | None = None, *, reoptimise: bool = False) -> Plan:
        """Work out who would liaise whom from `day` on, changing nothing.

        With links present the fewest people move; `reoptimise` starts afresh. Of people who have no link on that day
        but one that begins later, as few as possible get somebody else.
        """
        grid = self.grid(day, explained=False)
        if grid.tiering.question:
            raise Refused(grid.tiering.question, code="top")
        identity = self._scheme()[1]
        rules = self._rules(identity)
        before = {pair.lower: pair.upper for pair in grid.pairs}
        wanted = {} if reoptimise else self._coming(identity, grid.day) | before
        levels = tuple(self._level(grid, tier.number, rules, wanted) for tier in grid.scheme.tiers[1:])
        after = {lower: upper for level in levels for lower, upper in level.assign.items()}
        moved = tuple(lower for lower, upper in after.items() if before.get(lower, upper) != upper)
        added = tuple(lower for lower in after if lower not in before)
        return Plan(grid.day, grid, levels, moved, added, len(after) - len(moved) - len(added))

    # -- changing ----------------------------------------------------------------------------------------------

    def assign(self, day: str | None = None, *, reoptimise: bool = False) -> Plan:
        """Carry a plan out as one operation."""
        plan = self.plan(day, reoptimise=reoptimise)
        self.carry_out(plan, "重新优化网格" if reoptimise else "分配网格")
        return plan

    def carry_out(self, plan: Plan, label: str = "分配网格") -> None:
        """Write a plan's links: what moved is closed on the plan's day and opened anew, what stays is untouched.

        A plan for an earlier day holds from there on, so that later changes of its people are gone; links of people
        who only join later stay.
        """
        after = {lower: upper for level in plan.levels for lower, upper in level.assign.items()}
        count = len(plan.moved) + len(plan.added)
        with self._frame.data.operation(f"{label}：{count} 人"):
            scheme = self._save(plan.grid.scheme)
            for link in self._links.links_from(scheme, plan.day):
                later = link.starts > plan.day
                if later and link.lower not in after:
                    continue
                if later or after.get(link.lower) != link.upper:
                    self._links.close(link, plan.day)
                elif link.ends:
                    self._links.reopen(link)
            standing = {link.lower for link in self._links.links_on(scheme, plan.day)}
            for lower, upper in sorted(after.items()):
                if lower not in standing:
                    self._links.open(scheme, upper, lower, plan.day, label)

    def place(self, lower: Member, upper: int, day: str | None = None) -> None:
        """Put one person with a liaison from `day` on, and keep it so (指定): what dragging does."""
        grid = self.grid(day, explained=False)
        self._refuse_impossible(grid, lower, upper)
        self._refuse_full(grid, lower, upper)
        with self._frame.data.operation(f"指定 {grid.name(upper)} 联系 {lower.name}"):
            scheme = self._save(grid.scheme)
            self._links.set_rule(scheme, "pin", lower.id, upper)
            self._move(scheme, lower.id, upper, grid.day)

    def pin(self, lower: Member, upper: int) -> None:
        """Lay down that `upper` liaises `lower`; takes effect at the next assignment."""
        grid = self.grid(explained=False)
        self._refuse_impossible(grid, lower, upper)
        with self._frame.data.operation(f"指定 {grid.name(upper)} 联系 {lower.name}（下次分配生效）"):
            scheme = self._save(grid.scheme)
            self._links.set_rule(scheme, "pin", lower.id, upper)

    def forbid(self, lower: Member, upper: int) -> None:
        """Lay down that `upper` must not liaise `lower`; takes effect at the next assignment."""
        grid = self.grid(explained=False)
        if upper == lower.id:
            raise Refused(f"{lower.name} 本来就不能联系自己，不用登记回避。", where=lower.name, code="place")
        with self._frame.data.operation(f"回避：{grid.name(upper)} 不联系 {lower.name}"):
            scheme = self._save(grid.scheme)
            if self._rules(scheme).pins.get(lower.id) == upper:
                self._links.drop_rules(scheme, "pin", lower.id)
            self._links.set_rule(scheme, "forbid", lower.id, upper)

    def unpin(self, lower: Member) -> None:
        """Take a 指定 back; the link stays until the next assignment moves it."""
        self._drop("pin", lower, None, f"取消指定 {lower.name}")

    def unforbid(self, lower: Member, upper: int | None = None) -> None:
        """Take a 回避 back (all of a person's when no upper is named)."""
        self._drop("forbid", lower, upper, f"取消回避 {lower.name}")

    def save_scheme(self, scheme: Scheme, what: str) -> None:
        """Keep changed rules of the grid (who is tier 1, 预备党员, 跨级, weights, bounds)."""
        with self._frame.data.operation(f"网格设置：{what}"):
            self._save(scheme)

    def limit(self, tier: int, smallest: int, largest: int | None) -> None:
        """Bound how many people one liaison of a tier has."""
        if not 1 <= tier < len(self.scheme().tiers):
            raise Refused(f"只有第 1 至 {len(self.scheme().tiers) - 1} 级联系别人。", code="tier")
        if smallest < 0 or (largest is not None and largest < smallest):
            raise Refused("人数下限不能大于上限，也不能是负数。", code="limits")
        self.save_scheme(with_limits(self.scheme(), tier, smallest, largest), f"{tier} 级每人联系人数")

    def add_guest(self, tier: int, name: str, title: str) -> int:
        """Enter a liaison who is no 委员, in a tier that has another below it."""
        scheme = self.scheme()
        if not 1 <= tier < len(scheme.tiers):
            raise Refused(
                f"非委员联系人只能列入第 1 至 {len(scheme.tiers) - 1} 级。", where=name, code="tier"
            )
        clean = clean_name(name)
        if clean.problem:
            raise Refused(f"姓名“{name}”不能用：{clean.problem}", where=name, code="name")
        with self._frame.data.operation(f"增加非委员联系人 {clean.name}"):
            return self._links.add_guest(self._save(scheme), tier, clean.name, title.strip())

    def remove_guest(self, guest: Guest, day: str | None = None) -> None:
        """Take a guest out from a day on; his people become orphans, and what he held before stays as it was."""
        identity = self._scheme()[1]
        with self._frame.data.operation(f"移除非委员联系人 {guest.name}"):
            for link in self._links.links_from(identity, self._frame.day(day)):
                if link.upper == guest.id:
                    self._links.close(link, self._frame.day(day))
            self._links.drop_rules_about(guest.id)
            self._links.remove_guest(guest)

    # -- within ------------------------------------------------------------------------------------------------

    def _scheme(self) -> tuple[Scheme, int]:
        found = self._links.scheme(self._frame.term().id, FIVE_TIERS)
        return (found[1], found[0]) if found else (Scheme(), 0)

    def _coming(self, identity: int, day: str) -> dict[int, int]:
        """Lower → upper of the first link that begins after a day."""
        later = [link for link in self._links.links_from(identity, day) if link.starts > day]
        return {link.lower: link.upper for link in sorted(later, key=lambda link: link.starts, reverse=True)}

    def _save(self, scheme: Scheme) -> int:
        return self._links.save_scheme(self._frame.term().id, scheme)

    def _rules(self, identity: int) -> LinkRules:
        return self._links.rules(identity) if identity else LinkRules({}, frozenset())

    def _move(self, scheme: int, lower: int, upper: int, day: str) -> None:
        for link in self._links.links_from(scheme, day):
            if link.lower == lower:
                self._links.close(link, day)
        self._links.open(scheme, upper, lower, day, "指定")

    def _drop(self, kind: str, lower: Member, upper: int | None, label: str) -> None:
        identity = self._scheme()[1]
        with self._frame.data.operation(label):
            if not identity or not self._links.drop_rules(identity, kind, lower.id, upper):
                what = "指定" if kind == "pin" else "回避"
                raise Refused(f"{lower.name} 没有这样的{what}。", where=lower.name, code="no_rule")

    def _refuse_impossible(self, grid: Grid, lower: Member, upper: int) -> None:
        tier = grid.tiering.tier_of.get(lower.id)
        if tier is None or tier == 1:
            why = "在一级，没有上级" if tier == 1 else f"现在是“{lower.status}”，不在网格内"
            raise Refused(f"{lower.name} {why}。", where=lower.name, code="place")
        able = grid.uppers_of(tier)
        if upper not in able:
            raise Refused(
                f"{grid.name(upper)} 不能联系 {lower.name}：{lower.name} 在第 {tier} 级，只能由第 {tier - 1} 级联系。",
                where=lower.name, code="place",
            )  # fmt: skip
        if (lower.id, upper) in self._rules(self._scheme()[1]).forbidden:
            raise Refused(
                f"{grid.name(upper)} 应回避 {lower.name}，请先取消回避。", where=lower.name, code="forbidden"
            )

    def _refuse_full(self, grid: Grid, lower: Member, upper: int) -> None:
        """Moving somebody at once may not break the bound that the clerk has set for this tier's liaisons."""
        tier = grid.scheme.tier(grid.uppers_of(grid.tiering.tier_of[lower.id])[upper])
        held = grid.upper_of.get(lower.id)
        present = grid.loads.get(upper, 0)
        if tier.largest is not None and present >= tier.largest and not (held and held.upper == upper):
            what = f"{grid.name(upper)} 已联系 {present} 人，达到上限 {tier.largest} 人，请先调整上限或移走一人。"
            raise Refused(what, where=grid.name(upper), code="full")

    def _level(self, grid: Grid, number: int, rules: LinkRules, before: Mapping[int, int]) -> LevelPlan:
        problem = level_problem(grid, number, rules)
        if not problem.upper:
            return LevelPlan(number, {}, problem.lower, {}, 0)
        previous = {lower: before[lower] for lower in problem.lower if lower in before}
        try:
            solution = assignment.solve(problem, previous)
        except assignment.Infeasible as clash:
            raise Refused(
                clash.clash.sentence(grid.name), where=f"第 {number} 级", code="infeasible"
            ) from clash
        return LevelPlan(number, solution.assign, (), solution.loads, solution.objective)
