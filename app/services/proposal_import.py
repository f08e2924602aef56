"""Registers coming in: a plan of what each row would do, then one operation.

A second import of the same file changes nothing: a row is recognised by 原系统编号, else 提案号, else title, first
sponsor and day of receipt; what the office has entered since is kept unless the row says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.db import rows
from app.db.proposals import Proposals, stored
from app.db.registry import Plenary
from app.db.schema import PROPOSAL_COLUMNS, TEXT_COLUMNS
from app.domain.codes import folded
from app.domain.document_no import document_no
from app.domain.errors import Refused
from app.domain.fields import PROPOSAL
from app.domain.finding import Finding
from app.domain.proposal import Handling, Outcome, Proposal, Sponsor, State, Step, UnitRole, outcome_after
from app.domain.proposal_draft import ProposalDraft, imported_state, imported_steps, leads_on, review_outcome
from app.domain.similar import Titles, core
from app.services.frame import Frame
from app.services.sponsors import SponsorBook, signed_by_body
from app.services.units import UnitBook, UnitDesk

COPIED = tuple(column.key for column in (*PROPOSAL_COLUMNS, *TEXT_COLUMNS) if column.key != "serial")
SHORTEST_TITLE = 4
"""Titles with fewer characters that tell something (新建) are like everything and compared with nothing."""


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What one row would do: a new proposal, or changes to a known one (labels of what would change)."""

    draft: ProposalDraft
    plenary: int
    state: State
    values: Mapping[str, rows.Value]
    sponsors: tuple[Sponsor, ...]
    known: Proposal | None = None
    changes: tuple[str, ...] = ()

    @property
    def fate(self) -> str:
        """新增, 更新 or 不变."""
        if self.known is None:
            return "新增"
        return "更新" if self.changes else "不变"


@dataclass(frozen=True, slots=True)
class Similar:
    """A new row whose title is like an earlier one's; `to` names that (see NO of the command line, or 第N行)."""

    row: int
    to: str
    score: float


@dataclass(frozen=True, slots=True)
class RegisterPlan:
    """What an import would do. With errors it is only taken when the clerk accepts the good rows."""

    rows: tuple[PlannedRow, ...]
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    similar: tuple[Similar, ...]
    new_plenary: str = ""

    def count(self, fate: str) -> int:
        """Count the rows of one fate."""
        return sum(1 for row in self.rows if row.fate == fate)


class RegisterImport:
    """Plans and applies registers."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def plan(
        self, drafts: Iterable[ProposalDraft], errors: Iterable[Finding] = (), warnings: Iterable[Finding] = (), *, plenary: str | None = None
    ) -> RegisterPlan:
        """Judge rows against the office's file, changing nothing. `plenary` overrides what the rows say."""
        return _Planner(self._frame, plenary, [*errors], [*warnings]).run(list(drafts))

    def apply(self, plan: RegisterPlan, *, accept_good: bool = False) -> int:
        """Enter a plan as one operation and return how many proposals it touched; refused while there are errors."""
        if plan.errors and not accept_good:
            raise Refused(f"有 {len(plan.errors)} 处错误，没有导入。请改正，或只导入没有错误的行。", code="errors")
        touched = [row for row in plan.rows if row.fate != "不变"]
        proposals = Proposals(self._frame.data)
        with self._frame.data.operation(f"导入提案 {len(touched)} 件"):
            created = self._frame.registry.add_plenary(self._frame.term().id, plan.new_plenary) if plan.new_plenary and touched else 0
            categories = [str(row.values.get("category") or "") for row in touched]
            self._frame.registry.add_codes("提案类别", categories)
            writer = _Writer(proposals, UnitDesk(self._frame).book())
            for row in touched:
                writer.write(row, row.plenary or created)
            proposals.words.refresh()
        return len(touched)


class _Planner:
    """Judges the rows of one import."""

    def __init__(self, frame: Frame, plenary: str | None, errors: list[Finding], warnings: list[Finding]) -> None:
        self._frame = frame
        self._proposals = Proposals(frame.data)
        self._units = UnitDesk(frame).book()
        self._chosen = frame.plenary(plenary) if plenary is not None or frame.registry.plenaries() else None
        self._forced = plenary is not None
        self._errors, self._warnings = errors, warnings
        self._known: dict[int, _Known] = {}
        self._books: dict[int, SponsorBook] = {}
        self._said: set[str] = set()
        self._numbers: dict[tuple[int, str], int] = {}

    def run(self, drafts: list[ProposalDraft]) -> RegisterPlan:
        new_plenary = "" if self._chosen else next((d.text("meeting") for d in drafts if d.text("meeting")), "")
        if not self._chosen and not new_plenary:
            self._frame.plenary()
        if new_plenary:
            self._warn_once(drafts[0], f"还没有会议“{new_plenary}”，导入时新建", "meeting", new_plenary)
        planned = [row for draft in drafts if (row := self._row(draft)) is not None]
        return RegisterPlan(tuple(planned), tuple(self._errors), tuple(self._warnings), self._similar(planned), new_plenary)

    def _row(self, draft: ProposalDraft) -> PlannedRow | None:
        plenary = self._plenary(draft)
        values = self._values(draft)
        if values is None or self._double(draft, plenary):
            return None
        known = self._known_in(plenary).find(draft) if plenary else None
        if self._number_taken(draft, plenary, known):
            return None
        self._doubts(draft)
        bodies = signed_by_body(draft.text("kind"))
        held = known.sponsors if known else ()
        linked = self._book(plenary).link(draft.sponsors, draft.seconders, held=held, bodies=bodies)
        for name, sentence in linked.problems:
            self._warnings.append(draft.finding(sentence, PROPOSAL["sponsors"].label, name))
        row = PlannedRow(draft, plenary.id if plenary else 0, imported_state(draft), values, linked.sponsors, known)
        return replace(row, changes=self._changes(row, known)) if known else row

    def _plenary(self, draft: ProposalDraft) -> Plenary | None:
        meeting = draft.text("meeting")
        if self._forced or not meeting or self._chosen is None:
            return self._chosen
        for plenary in self._frame.registry.plenaries():
            if _same_meeting(meeting, plenary.name):
                return plenary
        self._warn_once(draft, f"还没有会议“{meeting}”，这些提案放入“{self._chosen.name}”；如果不对，请先新建会议", "meeting", meeting)
        return self._chosen

    def _values(self, draft: ProposalDraft) -> dict[str, rows.Value] | None:
        """Give the columns that the row fills, or None when it cannot enter."""
        if not draft.text("title"):
            self._errors.append(draft.finding("没有案由，不能登记", PROPOSAL["title"].label))
            return None
        number = draft.text("no")
        if number and not (number.isdecimal() and int(number)):
            self._errors.append(draft.finding("提案号不是正整数", PROPOSAL["no"].label, number))
            return None
        values = {key: stored(key, draft.text(key)) for key in COPIED if draft.text(key)}
        if "重点提案" in draft.text("nature").replace(";", "；").split("；"):
            values.setdefault("key", 1)
        return values

    def _double(self, draft: ProposalDraft, plenary: Plenary | None) -> bool:
        """A 提案号 or an 原系统编号 that an earlier row has already used."""
        for key in ("no", "source_no"):
            if not draft.text(key):
                continue
            place = (plenary.id if plenary else 0, f"{key} {draft.text(key)}")
            earlier = self._numbers.setdefault(place, draft.row)
            if earlier != draft.row:
                label = PROPOSAL[key].label
                self._errors.append(draft.finding(f"{label}与第 {earlier} 行重复", label, draft.text(key)))
                return True
        return False

    def _number_taken(self, draft: ProposalDraft, plenary: Plenary | None, known: Proposal | None) -> bool:
        holder = self._known_in(plenary).by_no.get(draft.text("no")) if plenary else None
        if holder is None or (known and holder.id == known.id):
            return False
        message = f"提案号已经给了《{holder.title}》（流水{holder.serial}）"
        self._errors.append(draft.finding(message, PROPOSAL["no"].label, draft.text("no")))
        return True

    def _doubts(self, draft: ProposalDraft) -> None:
        if review_outcome(draft.text("review")) is None:
            message = "不认识这个审查结果，按未审查登记"
            self._warnings.append(draft.finding(message, PROPOSAL["review"].label, draft.text("review")))
        if draft.text("replied") and draft.text("replied") < draft.text("received"):
            message = f"答复日期早于收到日期 {draft.text('received')}，请核对"
            self._warnings.append(draft.finding(message, PROPOSAL["replied"].label, draft.text("replied")))
        for name in (*draft.lead, *draft.assisting):
            if self._units.known(name) is None:
                self._warn_once(draft, f"还没有承办单位“{name}”，导入时新建", "lead", name)

    def _changes(self, row: PlannedRow, known: Proposal) -> tuple[str, ...]:
        """Name what a row would change in a known proposal."""
        present = self._known_in_id(row.plenary).values(known)
        labels = [PROPOSAL[key].label for key, value in row.values.items() if str(present.get(key, "")) != str(value)]
        if row.sponsors and row.sponsors != known.sponsors:
            labels.append(PROPOSAL["sponsors"].label)
        if any(part != known_part(known, part.unit) for part in wanted_parts(row.draft, known)):
            labels.append("办理")
        if leads_on(known.state, row.state):
            labels.append(f"进度（{known.state} → {row.state}）")
        return tuple(labels)

    def _similar(self, planned: list[PlannedRow]) -> tuple[Similar, ...]:
        titles: Titles[str] = Titles()
        for proposal in self._proposals.fetch(self._proposals.ids()):
            name = proposal.plenary + (f":{proposal.no}" if proposal.no is not None else f":流水{proposal.serial}")
            titles.add(f"{name}#{proposal.id}", proposal.title)
        found = []
        for place, row in enumerate(planned):
            title = row.draft.text("title")
            if row.known is not None or len(core(title)) < SHORTEST_TITLE:
                continue
            found += [Similar(row.draft.row, like.key.partition("#")[0], round(like.score, 2)) for like in titles.like(title)]
            titles.add(f"第{row.draft.row}行#{place}", title)
        return tuple(found)

    def _known_in(self, plenary: Plenary) -> _Known:
        return self._known_in_id(plenary.id)

    def _known_in_id(self, plenary: int) -> _Known:
        if plenary not in self._known:
            self._known[plenary] = _Known(self._proposals, plenary)
        return self._known[plenary]

    def _book(self, plenary: Plenary | None) -> SponsorBook:
        term = plenary.term_id if plenary else self._frame.term().id
        if term not in self._books:
            self._books[term] = SponsorBook(self._frame.members.of_term(term, self._frame.day()))
        return self._books[term]

    def _warn_once(self, draft: ProposalDraft, message: str, key: str, value: str) -> None:
        if message not in self._said:
            self._said.add(message)
            self._warnings.append(draft.finding(message, PROPOSAL[key].label, value))


class _Known:
    """The proposals of one plenary by what recognises them."""

    def __init__(self, proposals: Proposals, plenary: int) -> None:
        found = proposals.of_plenary(plenary)
        self._texts = proposals.texts(proposal.id for proposal in found)
        self.by_no = {str(proposal.no): proposal for proposal in found if proposal.no is not None}
        self._by_source = {proposal.more["source_no"]: proposal for proposal in found if proposal.more.get("source_no")}
        self._by_words = {
            (folded(p.title), folded(p.sponsors[0].name) if p.sponsors else "", p.received): p for p in reversed(found)
        }

    def find(self, draft: ProposalDraft) -> Proposal | None:
        """Give the proposal that a row tells of."""
        if draft.text("source_no"):
            return self._by_source.get(draft.text("source_no"))
        if draft.text("no"):
            return self.by_no.get(draft.text("no"))
        first = folded(draft.sponsors[0]) if draft.sponsors else ""
        return self._by_words.get((folded(draft.text("title")), first, draft.text("received")))

    def values(self, proposal: Proposal) -> dict[str, rows.Value]:
        """Give what stands in the columns of a proposal, empty ones left out."""
        plain = {key: getattr(proposal, key) for key in COPIED if hasattr(proposal, key)}
        plain |= {"key": int(proposal.key), "excellent": int(proposal.excellent)}
        return {**plain, **proposal.more, **self._texts.get(proposal.id, {})}


class _Writer:
    """Writes planned rows; only inside an operation."""

    def __init__(self, proposals: Proposals, units: UnitBook) -> None:
        self._proposals = proposals
        self._units = units

    def write(self, row: PlannedRow, plenary: int) -> None:
        """Enter a new proposal, or bring a known one up to what the row says."""
        known = row.known
        if known is None:
            self._enter(row, plenary)
            return
        self._proposals.update(known.id, row.values)
        if row.sponsors:
            self._proposals.set_sponsors(known.id, row.sponsors)
        self._parts(row, known.id)
        if leads_on(known.state, row.state):
            self._proposals.set_state(known.id, row.state, outcome_after(row.state, known.outcome))
            told = {step.action for step in self._proposals.steps(known.id)}
            self._steps(known.id, [step for step in imported_steps(row.draft, row.state) if step[1] not in told])

    def _enter(self, row: PlannedRow, plenary: int) -> None:
        serial = self._proposals.next_number("serial", plenary)
        outcome = outcome_after(row.state, Outcome.PENDING)
        proposal = self._proposals.add(plenary, row.state, outcome, {**row.values, "serial": serial})
        self._proposals.set_sponsors(proposal, row.sponsors)
        self._parts(row, proposal)
        self._steps(proposal, imported_steps(row.draft, row.state))

    def _parts(self, row: PlannedRow, proposal: int) -> None:
        for part in wanted_parts(row.draft, row.known):
            if part.id:
                self._proposals.update_handling(part)
            else:
                self._proposals.add_handling(proposal, self._units.known_or_new(part.unit).id, part)

    def _steps(self, proposal: int, steps: Iterable[tuple[str, str]]) -> None:
        for at, action in steps:
            self._proposals.add_step(proposal, Step(at, action, details={"source": "导入"}))


def wanted_parts(draft: ProposalDraft, known: Proposal | None) -> list[Handling]:
    """Give the units' parts as a row wants them; one that stands already has its id and keeps what the row omits."""
    answering = UnitRole.LEAD if len(draft.lead) < 2 else UnitRole.SEPARATE
    parts = []
    for name in dict.fromkeys((*draft.lead, *draft.assisting)):
        answers = name in draft.lead
        part = known_part(known, name) or Handling(name, answering if answers else UnitRole.ASSISTING)
        if answers:
            written = draft.text("doc_no")
            part = replace(
                part, replied=draft.text("replied") or part.replied, doc_no=document_no(written) or part.doc_no,
                doc_no_written=written or part.doc_no_written, answer=draft.text("class") or part.answer,
            )  # fmt: skip
        parts.append(part)
    return parts


def known_part(known: Proposal | None, unit: str) -> Handling | None:
    """Give a unit's part in a known proposal."""
    return next((part for part in known.handlings if folded(part.unit) == folded(unit)), None) if known else None


def _same_meeting(one: str, other: str) -> bool:
    """政协十一届一次会议 and 十一届一次会议 are one; so are 第十一届 and 十一届."""
    return _plain_meeting(one) == _plain_meeting(other)


def _plain_meeting(name: str) -> str:
    plain = folded(name).removeprefix("中国人民政治协商会议").removeprefix("政协").replace("第", "")
    return plain.removesuffix("全体会议").removesuffix("会议")
