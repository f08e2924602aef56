"""A proposal as a register tells of it, and what state its words amount to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.codes import folded
from app.domain.finding import Finding
from app.domain.proposal import IN_HANDS, Outcome, State


@dataclass(frozen=True, slots=True)
class ProposalDraft:
    """One row of a register, read and cleaned but not yet judged against the office's file.

    `values` holds the filled cells by key of the field table: dates as `YYYY-MM-DD`, numbers as digits. Lists are
    apart, in their order. `meeting` is the 次会议 as the row names it.
    """

    file: str = ""
    sheet: str = ""
    row: int = 0
    values: Mapping[str, str] = field(default_factory=dict)
    sponsors: tuple[str, ...] = ()
    seconders: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    assisting: tuple[str, ...] = ()

    def finding(self, message: str, column: str = "", value: str = "") -> Finding:
        """Remark on this row."""
        return Finding(message, self.file, self.sheet, self.row, column, value)

    def text(self, key: str) -> str:
        """Give one value; empty when the row does not say."""
        return self.values.get(key, "")


REVIEW_WORDS = {
    Outcome.FILED: ("立案", "予以立案", "同意立案", "已立案", "准予立案", "审查立案"),
    Outcome.DECLINED: ("不予立案", "不立案", "未立案", "未予立案", "不受理", "不予受理"),
    Outcome.MERGED: ("并案", "并案处理", "并入", "合并", "已并案"),
    Outcome.CONVERTED: (
        "转社情民意",
        "转信息",
        "转为社情民意",
        "转社情民意信息",
        "转作社情民意",
        "转意见建议",
    ),
    Outcome.WITHDRAWN: ("撤回", "撤案", "已撤回", "撤销"),
}
_OUTCOME_OF = {word: outcome for outcome, words in REVIEW_WORDS.items() for word in words}

FINISHED_STEPS = ("完成", "办结", "已办结", "已完成", "归档")


def review_outcome(word: str) -> Outcome | None:
    """Tell what the 审查 cell of a register means; None for a word nobody has explained."""
    plain = folded(word)
    return _OUTCOME_OF.get(plain) if plain else Outcome.PENDING


def imported_state(draft: ProposalDraft) -> State:
    """Tell in which state a row of a register leaves its proposal.

    A register does not name states: 审查 decides first, then a lead unit means 已交办, its reply 已答复, and
    a finished step 办结. A row without 审查 but with a number or a unit was filed; one that was only received
    is 已提交, and one that says nothing is a 草稿.
    """
    outcome = review_outcome(draft.text("review")) or Outcome.PENDING
    if outcome is not Outcome.PENDING and outcome is not Outcome.FILED:
        return State(outcome.value)
    if outcome is Outcome.PENDING and not (draft.text("no") or draft.lead):
        return State.SUBMITTED if draft.text("received") else State.DRAFT
    if not draft.lead:
        return State.FILED
    if not draft.text("replied"):
        return State.ASSIGNED
    return State.CLOSED if folded(draft.text("step")) in FINISHED_STEPS else State.REPLIED


_PROGRESS = (
    (State.DRAFT,), (State.SUBMITTED, State.SENT_BACK), (State.REVIEWED,),
    (State.FILED, State.DECLINED, State.MERGED, State.CONVERTED, State.WITHDRAWN), IN_HANDS,
    (State.REPLIED,), (State.CLOSED,), (State.ARCHIVED,),
)  # fmt: skip
_RANK = {state: rank for rank, states in enumerate(_PROGRESS) for state in states}


def leads_on(current: State, imported: State) -> bool:
    """Whether a register that is read again knows more than the office's file; it never takes a proposal back."""
    if current in (State.DECLINED, State.MERGED, State.CONVERTED, State.WITHDRAWN):
        return False
    return _RANK[imported] > _RANK[current]


def imported_steps(draft: ProposalDraft, state: State) -> tuple[tuple[str, str], ...]:
    """Give the steps that a row proves, as (date or empty, action), oldest first."""
    steps: list[tuple[str, str]] = []
    if draft.text("received"):
        steps.append((draft.text("received"), "收到"))
    decided = {
        State.DECLINED: "不立案", State.MERGED: "并入", State.CONVERTED: "转信息", State.WITHDRAWN: "撤回",
    }.get(state)  # fmt: skip
    if decided:
        steps.append(("", decided))
    elif state not in (State.DRAFT, State.SUBMITTED):
        steps.append(("", "立案"))
    if draft.lead:
        steps.append(("", "交办"))
    if draft.text("replied"):
        steps.append((draft.text("replied"), "答复"))
    if state is State.CLOSED:
        steps.append(("", "办结"))
    return tuple(steps)
