"""An office in which everybody has a rare name and stands wherever a form may name people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from app.domain.member import LEFT, Member
from app.domain.proposal import Handling, Outcome, Proposal, Sponsor, SponsorRole, State, UnitRole
from app.domain.team import Team, Teammate
from app.reports.facts import Facts, GridFacts, LinkFacts, Move, Moves, TierFacts
from tests.paper.invented import rare_facts

TIERS = ("党组书记（主席）", "副主席、秘书长", "政协常委", "委员")
SPONSORS = 3


def rare_office(count: int = 339) -> Facts:
    """Give the facts of an office of so many: a grid, a team, birthdays, moves and proposals of everybody."""
    facts = rare_facts(count)
    people = tuple(replace(one, birth=f"1970-{n % 12 + 1:02}-15") for n, one in enumerate(facts.members))
    mates = tuple(Teammate(one.id, one.name) for one in people)
    return replace(
        facts, members=people, grid=_grid(people), teams=(Team("街道小组", "城关街道", 1, members=mates),),
        plenary="第十一届一次会议", categories=("社会建设",), proposals=tuple(_proposals(people)),
        moves=Moves("2026-01-01", 0, count, tuple(Move("2026-03-01", one, "届中增补", joined=True) for one in people)),
        sponsors={one.id: one for one in people}, texts={n: {"text": one.name} for n, one in enumerate(people, 1)},
    )  # fmt: skip


def all_left(facts: Facts) -> Facts:
    """Give the same office after everybody resigned, for the letters of those who left."""
    gone = tuple(replace(one, status="辞职", since="2026-06-01") for one in facts.members)
    assert "辞职" in LEFT
    moves = tuple(Move("2026-06-01", one, "辞职", left=True) for one in gone)
    return replace(facts, members=(), left=gone, moves=Moves("2026-01-01", len(gone), 0, moves))


def none_filed(facts: Facts) -> Facts:
    """Give the same office with every proposal declined, for the letters of those."""
    declined = (
        replace(one, state=State.DECLINED, outcome=Outcome.DECLINED, no=None) for one in facts.proposals
    )
    return replace(facts, proposals=tuple(declined))


def _grid(people: Sequence[Member]) -> GridFacts:
    ends = (0, 1, 7, 40, len(people))
    tiers = tuple(
        TierFacts(number, name, tuple(people[ends[number - 1] : ends[number]]))
        for number, name in enumerate(TIERS, 1)
    )
    return GridFacts("五级网格", tiers, tuple(_links(tiers)), (), (), ())


def _links(tiers: Sequence[TierFacts]) -> Iterator[LinkFacts]:
    for above, below in pairwise(tiers):
        for place, upper in enumerate(above.members):
            yield LinkFacts(upper, above.number, below.members[place :: len(above.members)])


def _proposals(people: Sequence[Member]) -> Iterator[Proposal]:
    for number, start in enumerate(range(0, len(people), SPONSORS), 1):
        sponsors = tuple(
            Sponsor(one.name, one.id, SponsorRole.JOINT if place else SponsorRole.LEAD)
            for place, one in enumerate(people[start : start + SPONSORS])
        )
        yield Proposal(
            number, 1, "第十一届一次会议", State.ASSIGNED, f"关于第{number}件事的提案", Outcome.FILED, serial=number, no=number,
            category="社会建设", sponsors=sponsors, key=True,
            handlings=(Handling("县住建局", UnitRole.LEAD, assigned="2026-02-06", due="2026-05-06"),),
        )  # fmt: skip
