"""Why somebody is counted otherwise than on an earlier paper: the day and the words of the office's own records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from app.db.archive import Archive, Archived
from app.db.links import Links
from app.db.members import Fact
from app.db.proposals import Proposals
from app.domain import counted
from app.domain.member import ACTIVE
from app.reports.comparison import ARRIVED, Cause, Causes, Comparison, Key, Who
from app.services.frame import Frame

FIELDS: Final[Mapping[str, str]] = {
    "status": "状态", "sector": "界别", "committees": "专委会", "groups": "小组", "affiliations": "政治面貌",
    "posts": "政协职务", "area": "片区",
}  # fmt: skip
"""Dated fields of a member by the label they have among what is kept of him."""
MOST_TRACED: Final = 400
"""Members and proposals whose records are asked why; beyond them (a 换届) the figures themselves tell enough."""


class CauseFinder:
    """Finds causes between two moments: after `old` was kept, up to when `new` was (None: now).

    Without `reasons` only the day is told of them, as on a paper for everyone: why somebody left may be an illness.
    """

    def __init__(
        self, frame: Frame, old: Archived, day: str, new: Archived | None = None, *, reasons: bool = True
    ) -> None:
        self._frame, self._reasons = frame, reasons
        self._archive = Archive(frame.data)
        self._since, self._until = old.day, day
        self._after = self._archive.entered(old)
        self._before = self._archive.entered(new) if new is not None else 0

    def find(self, comparison: Comparison) -> Causes:
        """Give the causes of everybody who came in or went out."""
        people: dict[Key, Who] = {}
        # a number in running words is traced by what is behind the paper
        for change in comparison.everything:
            people |= {who.key: who for who in (*change.came, *change.went)}
        known: dict[tuple[Key, str], Cause] = {}
        corrected: dict[Key, tuple[str, ...]] = {}
        for key in list(people)[:MOST_TRACED]:
            about, identity = key
            told = self._of_member(identity) if about == counted.MEMBER else self._of_proposal(identity)
            known |= {(key, label): cause for label, cause in told.items()}
            if done := self._archive.done_to(self._rows(about, identity), self._after, self._before):
                corrected[key] = tuple(done)
        return Causes(known, corrected, tuple(self._archive.done(self._after, self._before)))

    def _rows(self, about: str, identity: int) -> list[int]:
        if about == counted.PROPOSAL:
            return self._archive.rows_of_proposal(identity)
        return self._archive.rows_of_member(identity)

    def _of_member(self, identity: int) -> dict[str, Cause]:
        """Read the dated facts that began, or ended, after the earlier paper's day, or were entered since."""
        found: dict[str, Cause] = {}
        facts = self._frame.members.facts(identity)
        touched = self._archive.touched([fact.id for fact in facts], self._after, self._before)
        for fact in facts:
            label = FIELDS.get(fact.field, "")
            if label and self._is_new(fact.ends, entered=fact.id in touched):
                found.setdefault(label, Cause(fact.ends, ""))
        for fact in facts:
            label = FIELDS.get(fact.field, "")
            if label and self._is_new(fact.starts, entered=fact.id in touched):
                found[label] = Cause(fact.starts, self._why(fact))
        if moved := self._arrival(facts, touched):
            found[ARRIVED] = moved
        links = [one for one in Links(self._frame.data).history(identity) if one.lower == identity]
        for link in links:
            if self._is_new(link.starts, entered=False):
                found["上级联络人"] = Cause(link.starts, link.reason if self._reasons else "")
        return found

    def _is_new(self, day: str, *, entered: bool) -> bool:
        """Whether something dated came after the earlier paper: by its day, or because it was `entered` since."""
        return bool(day) and day <= self._until and (entered or day > self._since)

    def _arrival(self, facts: Iterable[Fact], touched: Collection[int]) -> Cause | None:
        """Say when somebody became a 委员, was suspended or left, in the words of the status."""
        told: Cause | None = None
        was = ""
        for fact in sorted((one for one in facts if one.field == "status"), key=lambda one: one.starts):
            if self._is_new(fact.starts, entered=fact.id in touched):
                word = fact.value if fact.value != ACTIVE else "恢复履职" if was else "增补"
                told = Cause(fact.starts, "，".join(filter(None, (word, self._why(fact)))))
            was = fact.value
        return told

    def _why(self, fact: Fact) -> str:
        return "，".join(part for part in (fact.reason, fact.basis) if part and self._reasons)

    def _of_proposal(self, identity: int) -> dict[str, Cause]:
        """Read the steps taken after the earlier paper's day."""
        steps = Proposals(self._frame.data).steps(identity)
        touched = self._archive.touched([step.id for step in steps], self._after, self._before)
        taken = [step for step in steps if self._is_new(step.at[:10], entered=step.id in touched)]
        if not taken:
            return {}
        last = Cause(taken[-1].at[:10], taken[-1].action)
        return dict.fromkeys((ARRIVED, "状态", "审查结果", "答复"), last)
