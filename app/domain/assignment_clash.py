"""Why an assignment is impossible: the smallest set of people and liaisons that contradict each other.

By Hall's theorem an impossible request holds people who outnumber the places of all liaisons they may have
(`TOO_MANY`), or, as its mirror image, liaisons whose minimums outnumber the people who may come to them
(`TOO_FEW`). If neither exists both demands can be met at once (Mendelsohn–Dulmage), so the two are looked for one
after the other. Every set is minimal: without any one of its people (or liaisons) the rest could be satisfied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Literal

from app.domain.assignment_problem import Id, Problem
from app.domain.errors import Refused

TOO_MANY: Literal["too_many"] = "too_many"
TOO_FEW: Literal["too_few"] = "too_few"
NAMES_IN_SENTENCE = 10


@dataclass(frozen=True)
class Clash(Generic[Id]):
    """A minimal clashing set; all tuples are sorted by id.

    TOO_MANY: `lowers` may have no liaison but `uppers`, whose maxima add up to `bound` < len(lowers); `confined`
    are all people to whom that applies (≥ lowers: so many places would be needed). TOO_FEW: the minimums of
    `uppers` add up to `bound` > len(lowers), and nobody but `lowers` may come to them; `confined` equals `lowers`.
    `pinned` are those of `lowers` who are there by 指定.
    """

    kind: Literal["too_many", "too_few"]
    lowers: tuple[Id, ...]
    uppers: tuple[Id, ...]
    bound: int
    pinned: tuple[Id, ...]
    confined: tuple[Id, ...]

    def sentence(self, name: Callable[[Id], str] = str) -> str:
        """Say it to the clerk: who, why, what to do."""
        people, liaisons = _listed(self.lowers, name), _listed(self.uppers, name)
        if self.kind == TOO_FEW:
            return self._too_few(people, liaisons)
        if not self.uppers:
            return f"没有人可以联系{people}：请取消回避，或者补充可选的联系人。"
        many, few = len(self.lowers), len(self.uppers)
        whose = (
            f"由{liaisons}联系，上限 {self.bound} 人"
            if few == 1
            else f"由这 {few} 人联系，{few} 人上限合计 {self.bound} 人"
        )
        how = "都已指定" if len(self.pinned) == many else "只能"
        more = f"（这样的共 {len(self.confined)} 人）" if len(self.confined) > many else ""
        listed = f"被联系人：{people}" + (f"；联系人：{liaisons}" if few > 1 else "")
        return f"这 {many} 人{how}{whose}{more}。{listed}。请提高上限、取消指定或回避，或者增加联系人。"

    def _too_few(self, people: str, liaisons: str) -> str:
        few, many = len(self.uppers), len(self.lowers)
        whose = (
            f"{liaisons}至少要联系 {self.bound} 人"
            if few == 1
            else f"这 {few} 人合计至少要联系 {self.bound} 人"
        )
        who = f"，但只有这 {many} 人可以由其联系：{people}" if many else "，但没有人可以由其联系"
        listed = f"。联系人：{liaisons}" if few > 1 else ""
        return f"{whose}{who}{listed}。请降低下限，取消指定或回避。"

    def to_json(self) -> dict[str, object]:
        """Write the clash for the command line; ids become strings."""
        return {
            "kind": self.kind,
            "lowers": [str(one) for one in self.lowers],
            "uppers": [str(one) for one in self.uppers],
            "bound": self.bound,
            "pinned": [str(one) for one in self.pinned],
            "confined": [str(one) for one in self.confined],
        }


class Infeasible(Refused, Generic[Id]):
    """No assignment satisfies the bounds, 指定 and 回避; `clash` is a minimal reason."""

    code = "infeasible"

    def __init__(self, clash: Clash[Id]) -> None:
        super().__init__(clash.sentence(), where="upper")
        self.clash: Clash[Id] = clash

    def __reduce__(self) -> tuple[type[Infeasible[Id]], tuple[Clash[Id]]]:
        """Travel from the process that computes to the one that shows."""
        return type(self), (self.clash,)


def _listed(ids: tuple[Id, ...], name: Callable[[Id], str]) -> str:
    text = "、".join(name(one) for one in ids[:NAMES_IN_SENTENCE])
    return f"{text}等 {len(ids)} 人" if len(ids) > NAMES_IN_SENTENCE else text


def too_many(problem: Problem[Id], lowers: Iterable[Id], uppers: Iterable[Id]) -> Clash[Id]:
    """The clash of people who outnumber all places of the only liaisons they may have."""
    limits = {one.id: one.max or 0 for one in problem.upper}
    people, liaisons = tuple(sorted(lowers)), tuple(sorted(uppers))
    among = frozenset(liaisons)
    return Clash(
        TOO_MANY,
        people,
        liaisons,
        sum(limits[upper] for upper in liaisons),
        tuple(lower for lower in people if lower in problem.pins),
        tuple(lower for lower in sorted(problem.lower) if problem.allowed(lower) <= among),
    )


def pins_over_max(problem: Problem[Id]) -> Clash[Id] | None:
    """The first liaison (by id) with more people by 指定 than the maximum, if there is one."""
    pinned: dict[Id, list[Id]] = {}
    for lower in sorted(problem.pins):
        pinned.setdefault(problem.pins[lower], []).append(lower)
    limits = {one.id: one.max for one in problem.upper}
    for upper in sorted(pinned):
        most = limits[upper]
        if most is not None and len(pinned[upper]) > most:
            return too_many(problem, pinned[upper][: most + 1], (upper,))
    return None


def too_few(problem: Problem[Id]) -> Clash[Id]:
    """A minimal set of liaisons whose minimums outnumber the people who may come to them; there must be one.

    Liaisons are served in order of id until one stays short. It clashes with all whose people it could have asked
    for, directly or through others; whoever of those can be left out without serving it is left out.
    """
    comers = _comers(problem)
    least = {one.id: one.min for one in problem.upper}
    taken: dict[Id, Id] = {}
    short = next(upper for upper in sorted(least) if not _serve(upper, least[upper], comers, taken))
    clashing = _reached(short, comers, taken)
    for upper in sorted(clashing - {short}):
        others = clashing - {upper}
        without = {lower: holder for lower, holder in taken.items() if holder in others}
        if upper in clashing and not _serve(short, least[short], comers, without):
            taken = without
            clashing = _reached(short, comers, taken)
    return _few(problem, sorted(clashing), least, comers)


def _few(
    problem: Problem[Id], uppers: list[Id], least: Mapping[Id, int], comers: Mapping[Id, list[Id]]
) -> Clash[Id]:
    people = tuple(sorted({lower for upper in uppers for lower in comers[upper]}))
    pinned = tuple(lower for lower in people if lower in problem.pins)
    bound = sum(least[upper] for upper in uppers)
    return Clash(TOO_FEW, people, tuple(uppers), bound, pinned, people)


def _comers(problem: Problem[Id]) -> dict[Id, list[Id]]:
    """Upper → everyone who may come to them, in order of id."""
    comers: dict[Id, list[Id]] = {one.id: [] for one in problem.upper}
    for lower in sorted(problem.lower):
        for upper in problem.allowed(lower):
            comers[upper].append(lower)
    return comers


def _serve(upper: Id, number: int, comers: Mapping[Id, list[Id]], taken: dict[Id, Id]) -> bool:
    """Bring an upper up to a number of people without taking any from the others; False when it stays short."""
    has = sum(holder == upper for holder in taken.values())
    return all(_win_over(upper, comers, taken) for _ in range(number - has))


def _reached(upper: Id, comers: Mapping[Id, list[Id]], taken: Mapping[Id, Id]) -> set[Id]:
    """The upper itself and everyone who holds a person it could ask for, directly or through others."""
    reached = {upper}
    asked: set[Id] = set()
    queue = [upper]
    for asking in queue:
        fresh = [lower for lower in comers[asking] if lower not in asked]
        asked.update(fresh)
        holders = {taken[lower] for lower in fresh} - reached
        reached |= holders
        queue.extend(sorted(holders))
    return reached


def _win_over(upper: Id, comers: Mapping[Id, list[Id]], taken: dict[Id, Id]) -> bool:
    """Get one more person for an upper, moving others along an augmenting path; False when none is left."""
    gives_up: dict[Id, Id] = {}  # upper → the person it would give to the one who asks
    asked_by: dict[Id, Id] = {}
    queue = [upper]
    for asking in queue:
        for lower in comers[asking]:
            if lower in asked_by:
                continue
            asked_by[lower] = asking
            holder = taken.get(lower)
            if holder is None:
                _hand_over(lower, upper, asked_by, gives_up, taken)
                return True
            if holder != upper and holder not in gives_up:
                gives_up[holder] = lower
                queue.append(holder)
    return False


def _hand_over(
    free: Id, upper: Id, asked_by: Mapping[Id, Id], gives_up: Mapping[Id, Id], taken: dict[Id, Id]
) -> None:
    """Let each on the path take the person it asked for, from the free one back to the upper who began."""
    lower = free
    while asked_by[lower] != upper:
        taken[lower] = asked_by[lower]
        lower = gives_up[taken[lower]]
    taken[lower] = upper
