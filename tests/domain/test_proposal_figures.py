"""Figures of a register: every part adds up to its total."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.proposal import ANSWERING, Handling, Outcome, Proposal, State, UnitRole, outcome_after
from app.domain.proposal_figures import UNNAMED, UnitFigures, figures
from app.domain.statistics import Style

DAY = "2026-07-01"
dates = st.sampled_from(["", "2026-05-01", "2026-06-30", "2026-08-01"])
handlings = st.builds(
    Handling,
    st.sampled_from(["教育局", "财政局", "住建局"]),
    st.sampled_from(UnitRole),
    due=dates,
    replied=dates,
    answer=st.sampled_from(["", "A", "C"]),
)


@st.composite
def proposals(draw: st.DrawFn) -> Proposal:
    state = draw(st.sampled_from(State))
    before = draw(st.sampled_from([Outcome.FILED, Outcome.DECLINED, Outcome.WITHDRAWN]))
    return Proposal(
        1, 1, "一次会议", state, outcome=outcome_after(state, before), category=draw(st.sampled_from(["", "经济", "社会"])),
        kind=draw(st.sampled_from(["", "委员", "联名"])), sector=draw(st.sampled_from(["", "经济界；教育界", "教育界"])),
        handlings=tuple(draw(st.lists(handlings, max_size=3))),
    )  # fmt: skip


@given(st.lists(proposals(), max_size=30))
def test_parts_add_up_to_their_totals(register: list[Proposal]) -> None:
    found = figures(register, DAY, Style())
    assert found.mismatches == ()
    assert found.total == found.drafts + found.received == len(register)
    assert (
        found.received
        == found.pending + found.filed + found.declined + found.merged + found.converted + found.withdrawn
    )
    for shares in (found.by_category, found.by_kind, found.by_sector):
        assert sum(rate.n for rate in shares.values()) == found.filed
        assert all(rate.of == found.filed for rate in shares.values())
    for column in ("审核", "提案分类", "类别", "界别", "类别标记"):
        assert sum(found.register[column].values()) == len(register)
    every = [part for proposal in register for part in proposal.handlings]
    assert sum(unit.lead + unit.assisting for unit in found.by_unit.values()) == len(every)
    assert sum(unit.replied for unit in found.by_unit.values()) == sum(
        1 for part in every if part.role in ANSWERING and part.replied
    )
    assert all(0 <= rate.n <= rate.of and rate.definition for rate in found.rates.values())


def test_a_small_register() -> None:
    lead = Handling("教育局", UnitRole.LEAD, due="2026-06-30", replied="2026-06-30", answer="B")
    late = Handling("教育局", UnitRole.LEAD, due="2026-06-01")
    register = [
        Proposal(1, 1, "一", State.DRAFT),
        Proposal(2, 1, "一", State.SUBMITTED),
        Proposal(3, 1, "一", State.MERGED, outcome=Outcome.MERGED),
        Proposal(4, 1, "一", State.CLOSED, outcome=Outcome.FILED, category="社会", handlings=(lead,)),
        Proposal(
            5,
            1,
            "一",
            State.ASSIGNED,
            outcome=Outcome.FILED,
            handlings=(late, Handling("财政局", UnitRole.ASSISTING)),
        ),
    ]
    found = figures(register, DAY, Style())
    texts = {name: (rate.n, rate.of, rate.text) for name, rate in found.rates.items()}
    assert texts == {
        "立案率": (2, 4, "50.0%"), "立案率（含并案）": (3, 4, "75.0%"), "办复率": (1, 2, "50.0%"), "办结率": (1, 2, "50.0%"),
        "按期率": (1, 1, "100.0%"), "采纳落实率": (1, 1, "100.0%"),
    }  # fmt: skip
    assert {name: rate.n for name, rate in found.by_category.items()} == {"社会": 1, UNNAMED: 1}
    assert found.by_unit == {"教育局": UnitFigures(2, 0, 1, 1), "财政局": UnitFigures(0, 1, 0, 0)}
    assert found.register["审核"] == {"": 2, "并案": 1, "立案": 2}


def test_a_late_unit_of_a_withdrawn_proposal_is_not_overdue() -> None:
    late = Handling("教育局", UnitRole.LEAD, due="2026-06-01")
    register = [Proposal(1, 1, "一", State.WITHDRAWN, outcome=Outcome.WITHDRAWN, handlings=(late,))]
    assert figures(register, DAY, Style()).by_unit["教育局"].overdue == 0
