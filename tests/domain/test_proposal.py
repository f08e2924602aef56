"""What a proposal is: roles, outcomes, lateness, and what a register's words amount to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.proposal import (
    Handling,
    Outcome,
    Proposal,
    SponsorRole,
    State,
    UnitRole,
    outcome_after,
    with_roles,
)
from app.domain.proposal_draft import ProposalDraft, imported_state, imported_steps, leads_on, review_outcome

LEAD = Handling("教育局", UnitRole.LEAD, due="2026-06-30")
HELP = Handling("财政局", UnitRole.ASSISTING, due="2026-04-30")
OUT = Proposal(1, 1, "一次会议", State.ASSIGNED, serial=7, handlings=(LEAD, HELP))


def test_every_state_has_an_outcome_and_the_archive_keeps_it() -> None:
    assert {
        state: outcome_after(state, Outcome.MERGED) for state in State if state is not State.ARCHIVED
    }.keys() == set(State) - {State.ARCHIVED}
    assert outcome_after(State.REPLIED, Outcome.PENDING) is Outcome.FILED
    assert outcome_after(State.SUBMITTED, Outcome.FILED) is Outcome.PENDING
    assert outcome_after(State.ARCHIVED, Outcome.DECLINED) is Outcome.DECLINED


def test_the_first_name_leads_the_others_join_and_nobody_counts_twice() -> None:
    found = with_roles(["甲", "乙", "甲"], ["乙", "丙"])
    assert found == (("甲", SponsorRole.LEAD), ("乙", SponsorRole.JOINT), ("丙", SponsorRole.SECONDING))


@pytest.mark.parametrize(
    ("case", "proposal", "day", "late"),
    [
        ("期限当天不算逾期", OUT, "2026-06-30", False),
        ("期限次日逾期", OUT, "2026-07-01", True),
        ("会办过期不算提案逾期", OUT, "2026-05-05", False),
        (
            "已答复不算逾期",
            replace(OUT, handlings=(replace(LEAD, replied="2026-07-05"),)),
            "2026-08-01",
            False,
        ),
        ("没有期限不算逾期", replace(OUT, handlings=(replace(LEAD, due=""),)), "2026-08-01", False),
        ("办结后不算逾期", replace(OUT, state=State.CLOSED), "2026-08-01", False),
    ],
)
def test_lateness(case: str, proposal: Proposal, day: str, late: bool) -> None:
    assert proposal.overdue(day) is late, case


def test_a_proposal_is_replied_when_every_answering_unit_is() -> None:
    both = (Handling("甲局", UnitRole.SEPARATE, replied="2026-05-01"), Handling("乙局", UnitRole.SEPARATE))
    assert not replace(OUT, handlings=both).replied
    assert replace(OUT, handlings=(both[0], HELP)).replied
    assert not replace(OUT, handlings=()).replied


def test_the_class_is_the_first_answering_units() -> None:
    parts = (
        replace(HELP, answer="C"),
        replace(LEAD, answer=""),
        Handling("甲局", UnitRole.SEPARATE, answer="A"),
    )
    assert replace(OUT, handlings=parts).answer == "A"
    assert OUT.answer == ""


def test_a_proposal_is_called_by_its_number_once_it_has_one() -> None:
    assert OUT.label == "流水7"
    assert replace(OUT, no=12).label == "第12号"


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("立案", Outcome.FILED), (" 予以立案 ", Outcome.FILED), ("不予立案", Outcome.DECLINED), ("并案", Outcome.MERGED),
        ("转社情民意信息", Outcome.CONVERTED), ("撤案", Outcome.WITHDRAWN), ("", Outcome.PENDING), ("待定", None),
    ],
)  # fmt: skip
def test_review_words(word: str, outcome: Outcome | None) -> None:
    assert review_outcome(word) is outcome


def draft(*, lead: str = "", **values: str) -> ProposalDraft:
    return ProposalDraft(values=values, lead=(lead,) if lead else ())


ROWS = [
    ("什么也没有", draft(), State.DRAFT, ()),
    ("只收到", draft(received="2026-01-10"), State.SUBMITTED, ("收到",)),
    ("有案号没有审查", draft(no="3"), State.FILED, ("立案",)),
    ("有单位没有审查", draft(lead="教育局"), State.ASSIGNED, ("立案", "交办")),
    ("不予立案", draft(review="不予立案", received="2026-01-10"), State.DECLINED, ("收到", "不立案")),
    ("并案而在办", draft(review="并案", lead="教育局"), State.MERGED, ("并入", "交办")),
    ("转社情民意", draft(review="转信息"), State.CONVERTED, ("转信息",)),
    ("撤回", draft(review="撤回"), State.WITHDRAWN, ("撤回",)),
    ("立案没有单位", draft(review="立案", step="完成"), State.FILED, ("立案",)),
    ("立案有单位", draft(review="立案", step="办理", lead="教育局"), State.ASSIGNED, ("立案", "交办")),
    (
        "已答复",
        draft(review="立案", lead="教育局", replied="2026-06-01"),
        State.REPLIED,
        ("立案", "交办", "答复"),
    ),
    (
        "完成",
        draft(review="立案", step="完成", lead="教育局", replied="2026-06-01"),
        State.CLOSED,
        ("立案", "交办", "答复", "办结"),
    ),
    (
        "完成而没有答复日期",
        draft(review="立案", step="完成", lead="教育局"),
        State.ASSIGNED,
        ("立案", "交办"),
    ),
    ("不认识的审查结果", draft(review="待定", received="2026-01-10"), State.SUBMITTED, ("收到",)),
]


@pytest.mark.parametrize(("case", "row", "state", "steps"), ROWS, ids=[row[0] for row in ROWS])
def test_a_register_row_leaves_its_proposal_in_a_state(
    case: str, row: ProposalDraft, state: State, steps: tuple[str, ...]
) -> None:
    assert imported_state(row) is state
    assert tuple(action for _, action in imported_steps(row, state)) == steps


def test_known_dates_stand_beside_their_steps() -> None:
    row = draft(received="2026-01-10", lead="教育局", replied="2026-06-01")
    assert imported_steps(row, State.REPLIED) == (
        ("2026-01-10", "收到"),
        ("", "立案"),
        ("", "交办"),
        ("2026-06-01", "答复"),
    )


@pytest.mark.parametrize(
    ("current", "imported", "on"),
    [
        (State.ASSIGNED, State.REPLIED, True), (State.REPLIED, State.ASSIGNED, False), (State.CLOSED, State.CLOSED, False),
        (State.DRAFT, State.DECLINED, True), (State.DECLINED, State.REPLIED, False), (State.ACCEPTED, State.ASSIGNED, False),
    ],
)  # fmt: skip
def test_a_register_read_again_never_takes_a_proposal_back(current: State, imported: State, on: bool) -> None:
    assert leads_on(current, imported) is on


def test_a_row_remarks_on_its_place() -> None:
    found = ProposalDraft("册.xlsx", "登记", 9).finding("没有案由", "案由")
    assert (found.file, found.sheet, found.row, found.column) == ("册.xlsx", "登记", 9, "案由")
