"""What the timeline tells of proposals that lists must explain: why one was not filed, who leads a 重点提案."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.db.proposals import Proposals
from app.domain.proposal import Outcome, Proposal

_DECIDED = {
    Outcome.DECLINED: "不立案", Outcome.MERGED: "并入", Outcome.CONVERTED: "转信息", Outcome.WITHDRAWN: "撤回",
}  # fmt: skip


def remarks_on(repository: Proposals, proposals: Sequence[Proposal]) -> dict[int, str]:
    """Say of every proposal that was not filed why, or where it went; what nobody wrote down is left out."""
    decided = [proposal for proposal in proposals if proposal.outcome in _DECIDED]
    notes = repository.texts(proposal.id for proposal in decided)
    labels = {proposal.id: f"{proposal.label}《{proposal.title}》" for proposal in proposals}
    found: dict[int, str] = {}
    for proposal in decided:
        words = [notes.get(proposal.id, {}).get("review_note", ""), *_step_words(repository, proposal)]
        if proposal.merged_into in labels:
            words.insert(0, f"并入{labels[proposal.merged_into]}")
        if text := "；".join(dict.fromkeys(filter(None, words))):
            found[proposal.id] = text
    return found


def _step_words(repository: Proposals, proposal: Proposal) -> Iterable[str]:
    """The reasons, the way on and the note of the latest step that decided."""
    steps = [step for step in repository.steps(proposal.id) if step.action == _DECIDED[proposal.outcome]]
    return (
        (steps[-1].details.get("reasons", ""), steps[-1].details.get("then", ""), steps[-1].note)
        if steps
        else ()
    )


def leaders_of(repository: Proposals, proposals: Iterable[Proposal]) -> dict[int, str]:
    """Name who leads each 重点提案: the latest 列重点 says so."""
    found: dict[int, str] = {}
    for proposal in proposals:
        if proposal.key:
            for step in repository.steps(proposal.id):
                if step.action == "列重点":
                    found[proposal.id] = step.details.get("leader", "")
    return found
