"""The five-tier liaison grid: who stands in which tier, who may liaise whom, what a pair shares.

Domain rules: every active member stands in exactly one tier, the highest that fits; the post decides before the
party does (a 非党员常委 is tier 3, a 党外副主席 tier 2); 中共 in a double affiliation makes a 党员委员; everyone
below the top tier has exactly one liaison in the tier above. A scheme is data, so another county's tiers differ.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace

from app.domain.member import Member

FIVE_TIERS = "五级网格"
TOP_ASK, TOP_CHAIR, TOP_SECRETARY = "询问", "主席", "党组书记"
WAITING = "主席待选"


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier: 1 is the top. `posts` admit by 政协职务; `party` admits by 党员 (None: does not ask).

    `smallest` and `largest` bound how many people one liaison of this tier has; None is no upper bound.
    """

    number: int
    name: str
    posts: tuple[str, ...] = ()
    party: bool | None = None
    smallest: int = 0
    largest: int | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """What a pair loses in the sum for each affinity that it does not share, and the weight of the squared load."""

    committee: int = 40
    sector: int = 30
    area: int = 20
    team: int = 10
    load: int = 4


@dataclass(frozen=True, slots=True)
class Scheme:
    """A liaison scheme as the office keeps it.

    `top`: who is tier 1 when 主席 and 党组书记 are two people (询问 refuses until the clerk says).
    `probationary_tier`: 4 or 5 for 预备党员. `skip_empty`: 跨级 allowed by the clerk where the tier above is empty.
    """

    name: str = FIVE_TIERS
    tiers: tuple[Tier, ...] = (
        Tier(1, "党组书记（主席）", ("主席", "党组书记")),
        Tier(2, "副主席、秘书长", ("党组副书记", "副主席", "秘书长")),
        Tier(3, "政协常委", ("常委",)),
        Tier(4, "党员委员", party=True),
        Tier(5, "非党员委员", party=False),
    )
    top: str = TOP_ASK
    probationary_tier: int = 4
    skip_empty: bool = False
    weights: Weights = field(default_factory=Weights)

    def to_json(self) -> str:
        """Write the scheme as the data file keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Scheme:
        """Read what `to_json` wrote; a key that a later version added keeps its default."""
        raw = json.loads(text)
        tiers = tuple(Tier(**{**tier, "posts": tuple(tier["posts"])}) for tier in raw.pop("tiers"))
        return cls(**{**raw, "tiers": tiers, "weights": Weights(**raw["weights"])})

    def tier(self, number: int) -> Tier:
        """Give one tier by number."""
        return self.tiers[number - 1]


@dataclass(frozen=True, slots=True)
class Guest:
    """A liaison who is no 委员 (a 党组副书记 from outside): liaises, but stands outside the total."""

    id: int
    tier: int
    name: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A tier without the people it should have, and what that means."""

    tier: int
    message: str


@dataclass(frozen=True, slots=True)
class Tiering:
    """Every active member in exactly one tier; suspended members keep their place but are counted nowhere."""

    tiers: Mapping[int, tuple[Member, ...]]
    suspended: Mapping[int, int]
    vacancies: tuple[Vacancy, ...]
    question: str = ""
    tier_of: Mapping[int, int] = field(init=False, repr=False, compare=False)
    """Member id → tier number; worked out once, since it is asked for every pair."""

    def __post_init__(self) -> None:
        """Turn the tiers round."""
        found = {member.id: number for number, members in self.tiers.items() for member in members}
        object.__setattr__(self, "tier_of", found)

    @property
    def total(self) -> int:
        """How many stand in the grid; must equal the active members of the roster."""
        return sum(len(members) for members in self.tiers.values())


def classify(members: Iterable[Member], scheme: Scheme) -> Tiering:
    """Put every active member into the highest tier that fits.

    With a 主席 and another 党组书记 and no setting, `question` says what the clerk has to decide; the 主席 then
    stands in tier 1 and the 党组书记 in tier 2, so that the rest can be looked at meanwhile. Two 主席 are a question
    too: the top is one person. A suspended 主席 keeps the place in tier 1.
    """
    present = sorted((member for member in members if member.in_office), key=lambda member: member.id)
    tops, question = _tops(present, scheme)
    found: dict[int, list[Member]] = {tier.number: [] for tier in scheme.tiers}
    suspended: dict[int, int] = {}
    for member in present:
        number = _tier_number(member, scheme, tops)
        if member.is_active:
            found[number].append(member)
        else:
            suspended[member.id] = number
    tiers = {number: tuple(people) for number, people in found.items()}
    return Tiering(tiers, suspended, tuple(_vacancies(tiers, present, scheme)), question)


def _tops(present: list[Member], scheme: Scheme) -> tuple[frozenset[int], str]:
    """Who is tier 1: the 主席, or else the 党组书记; both as different people is a question for the clerk."""
    first, second = scheme.tiers[0].posts[:2]
    chairs = [member for member in present if first in member.posts and member.is_active]
    secretaries = [member for member in present if second in member.posts and member.is_active]
    both = bool(chairs and secretaries) and chairs != secretaries
    tops = secretaries if not chairs or (both and scheme.top == TOP_SECRETARY) else chairs
    question = ""
    if len(tops) > 1:
        post = first if tops is chairs else second
        question = f"{post}有 {len(tops)} 人（{'、'.join(one.name for one in tops)}），一级只能是 1 人，请先核对职务。"
    elif both and scheme.top not in (TOP_SECRETARY, TOP_CHAIR):
        question = f"主席 {chairs[0].name} 和党组书记 {secretaries[0].name} 不是同一人，请先选定谁是一级。"
    return frozenset(member.id for member in tops), question


def _tier_number(member: Member, scheme: Scheme, tops: frozenset[int]) -> int:
    if member.id in tops or (not member.is_active and scheme.tiers[0].posts[0] in member.posts):
        return 1
    top_posts = set(scheme.tiers[0].posts)
    for tier in scheme.tiers[1:]:
        if tier.posts and (
            set(tier.posts) & set(member.posts) or (tier.number == 2 and top_posts & set(member.posts))
        ):
            return tier.number
        if tier.party is not None and tier.party == _counts_as_party(member, scheme):
            return tier.number
    return scheme.tiers[-1].number


def _counts_as_party(member: Member, scheme: Scheme) -> bool:
    return member.is_party_member and not (member.is_probationary and scheme.probationary_tier != 4)


def _vacancies(
    tiers: Mapping[int, tuple[Member, ...]], present: list[Member], scheme: Scheme
) -> Iterable[Vacancy]:
    chairs = [member for member in present if scheme.tiers[0].posts[0] in member.posts]
    leaders = tiers[1]
    if not leaders:
        yield Vacancy(1, "一级空缺：没有在任的主席或党组书记，二级待主席到任。")
    elif not any(chair.is_active for chair in chairs):
        why = f"主席{chairs[0].name}暂停履职" if chairs else WAITING
        yield Vacancy(1, f"{why}，由党组书记{leaders[0].name}任一级。")
    for tier in scheme.tiers[1:-1]:
        if not tiers[tier.number]:
            number, below, name = CHINESE[tier.number], CHINESE[tier.number + 1], tier.name
            vacant = f"{number}级（{name}）没有人，{below}级上级空缺。"
            bridged = f"{number}级（{name}）没有人，{below}级由再上一级联系（跨级）。"
            yield Vacancy(tier.number, bridged if scheme.skip_empty else vacant)


CHINESE = "零一二三四五六七八九"

AFFINITIES: tuple[tuple[str, str], ...] = (
    ("同专委会", "committee"),
    ("同界别", "sector"),
    ("同片区", "area"),
    ("同小组", "team"),
)


def affinity_values(member: Member, name: str) -> frozenset[str]:
    """What a member has of one affinity: the committees, the sector, the area, the teams (teams by place count as area)."""
    match name:
        case "committee":
            return frozenset(seat.name for seat in member.committees)
        case "sector":
            return frozenset(filter(None, (member.sector,)))
        case "area":
            return frozenset(filter(None, (member.area,)))
        case _:
            return frozenset(f"{seat.kind}/{seat.name}" for seat in member.groups if seat.name != member.area)


def shared(upper: Member, lower: Member) -> tuple[str, ...]:
    """Name the affinities that a pair shares, in the order of the table."""
    return tuple(
        label for label, name in AFFINITIES if affinity_values(upper, name) & affinity_values(lower, name)
    )


def pair_cost(upper: Member | Guest, lower: Member, weights: Weights) -> int:
    """Σ weight of each affinity that the pair does not share; a guest shares none."""
    return cost_of(shared(upper, lower) if isinstance(upper, Member) else (), weights)


def cost_of(common: tuple[str, ...], weights: Weights) -> int:
    """Give `pair_cost` of a pair that shares these affinities."""
    return sum(getattr(weights, name) for label, name in AFFINITIES if label not in common)


def cost_table(
    uppers: list[Member], guests: list[Guest], lowers: list[Member], weights: Weights
) -> dict[int, dict[int, int]]:
    """Give `pair_cost` of every pair, lower → upper → cost, without comparing every pair."""
    ids = [upper.id for upper in uppers] + [guest.id for guest in guests]
    full = sum(getattr(weights, name) for _, name in AFFINITIES)
    holders: list[tuple[int, str, dict[str, list[int]]]] = []
    for _, name in AFFINITIES:
        index: dict[str, list[int]] = {}
        for upper in uppers:
            for value in affinity_values(upper, name):
                index.setdefault(value, []).append(upper.id)
        holders.append((getattr(weights, name), name, index))
    blank = dict.fromkeys(ids, full)
    table: dict[int, dict[int, int]] = {}
    for lower in lowers:
        row = blank.copy()
        for weight, name, index in holders:
            for upper_id in {u for value in affinity_values(lower, name) for u in index.get(value, ())}:
                row[upper_id] -= weight
        table[lower.id] = row
    return table


def with_limits(scheme: Scheme, number: int, smallest: int, largest: int | None) -> Scheme:
    """Give the scheme with other bounds for the liaisons of one tier."""
    tiers = tuple(
        replace(t, smallest=smallest, largest=largest) if t.number == number else t for t in scheme.tiers
    )
    return replace(scheme, tiers=tiers)
