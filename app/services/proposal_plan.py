"""What each row of a register would do to the office's file, worked out before anything enters.

A row is recognised by 原系统编号, else 提案号, else title, first sponsor and day of receipt; what the office has
entered since is kept unless the row says otherwise, so the same file read twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.db import rows
from app.db.proposals import Proposals, stored
from app.db.registry import Plenary
from app.db.schema import PROPOSAL_COLUMNS, TEXT_COLUMNS
from app.domain.codes import folded
from app.domain.fields import PROPOSAL
from app.domain.finding import Finding
from app.domain.proposal import Handling, Proposal, Sponsor, State, UnitRole
from app.domain.proposal_draft import ProposalDraft, imported_state, leads_on
from app.domain.similar import Titles, core
from app.intake.handlers import UnitPart
from app.services.frame import Frame
from app.services.preview import Mark
from app.services.sponsors import SponsorBook, signed_by_body
from app.services.units import UnitDesk

COPIED = tuple(column.key for column in (*PROPOSAL_COLUMNS, *TEXT_COLUMNS) if column.key != "serial")
SHORTEST_TITLE = 4
"""Titles with fewer characters that tell something (新建) are like everything and compared with nothing."""


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What one row would do.

    `plenary` is its row id, 0 for the one that the import makes. `known` is the proposal it tells of; `changes` are
    (label, present, coming) texts. A row that may not enter has a `problem` and nothing else.
    """

    draft: ProposalDraft
    problem: bool = False
    plenary: int = 0
    state: State = State.DRAFT
    values: Mapping[str, rows.Value] | None = None
    sponsors: tuple[Sponsor, ...] = ()
    parts: tuple[Handling, ...] = ()
    known: Proposal | None = None
    changes: tuple[tuple[str, str, str], ...] = ()

    @property
    def mark(self) -> Mark:
        """What it would do: 新增, 更新, 不变, or 有误."""
        if self.problem:
            return Mark.BAD
        if self.known is None:
            return Mark.NEW
        return Mark.UPDATE if self.changes else Mark.SAME


@dataclass(frozen=True, slots=True)
class Similar:
    """A new row whose title is like an earlier one's; `to` names that (NO of the command line, or 第N行)."""

    row: int
    to: str
    score: float


class Planner:
    """Judges the rows of one import; findings gather in `errors` and `warnings`."""

    def __init__(self, frame: Frame, plenary: str | None, parts: Mapping[str, Sequence[UnitPart]]) -> None:
        self._frame = frame
        self._proposals = Proposals(frame.data)
        self._units = UnitDesk(frame).book()
        self._plenaries = frame.registry.plenaries()
        self._forced = plenary is not None
        self._chosen = frame.plenary(plenary) if plenary is not None or self._plenaries else None
        self._parts = parts
        self._known: dict[int, KnownProposals] = {}
        self._books: dict[int, SponsorBook] = {}
        self._said: set[str] = set()
        self._used: dict[tuple[int, str, str], ProposalDraft] = {}
        self.errors: list[Finding] = []
        self.warnings: list[Finding] = []
        self.new_plenary = ""

    def plan(self, drafts: Sequence[ProposalDraft]) -> list[PlannedRow]:
        """Judge every row."""
        if self._chosen is None:
            self.new_plenary = next((draft.text("meeting") for draft in drafts if draft.text("meeting")), "")
            if not self.new_plenary:
                self._frame.plenary()  # refuses, saying that a plenary must be made first
            self._warn_once(
                drafts[0], f"还没有会议“{self.new_plenary}”，导入时新建", "meeting", self.new_plenary
            )
        return [self._row(draft) for draft in drafts]

    def similar(self, planned: Sequence[PlannedRow]) -> list[Similar]:
        """Compare the titles of new rows with every proposal on file and with each other."""
        titles: Titles[tuple[str, int]] = Titles()
        for proposal in self._proposals.fetch(self._proposals.ids()):
            titles.add((proposal.reference, proposal.id), proposal.title)
        found = []
        for place, row in enumerate(planned, 1):
            title = row.draft.text("title")
            if row.problem or row.known is not None or len(core(title)) < SHORTEST_TITLE:
                continue
            found += [
                Similar(row.draft.row, like.key[0], round(like.score, 2)) for like in titles.like(title)
            ]
            titles.add((f"第{row.draft.row}行", -place), title)
        return found

    # -- one row -----------------------------------------------------------------------------------------------

    def _row(self, draft: ProposalDraft) -> PlannedRow:
        plenary = self._plenary(draft)
        on_file = self._on_file(plenary.id) if plenary else None
        known = on_file.find(draft) if on_file else None
        if self._double(draft, plenary) or (on_file and self._number_taken(draft, on_file, known)):
            return PlannedRow(draft, problem=True)
        values = {key: stored(key, draft.text(key)) for key in COPIED if draft.text(key)}
        if "重点提案" in draft.text("nature").replace(";", "；").split("；"):
            values.setdefault("key", 1)
        dated = self._parts.get(draft.text("source_no"), ())
        parts = tuple(wanted_parts(draft, known, dated))
        self._doubts(draft, parts, dated)
        sponsors = self._sponsors(draft, plenary, known)
        row = PlannedRow(
            draft, False, plenary.id if plenary else 0, imported_state(draft), values, sponsors, parts, known
        )
        return replace(row, changes=_changes(row, known, on_file)) if known and on_file else row

    def _plenary(self, draft: ProposalDraft) -> Plenary | None:
        meeting = draft.text("meeting")
        if self._forced or not meeting or self._chosen is None:
            return self._chosen
        for plenary in self._plenaries:
            if plain_meeting(meeting) == plain_meeting(plenary.name):
                return plenary
        message = f"还没有会议“{meeting}”，这些提案放入“{self._chosen.name}”；如果不对，请先新建会议"
        self._warn_once(draft, message, "meeting", meeting)
        return self._chosen

    def _double(self, draft: ProposalDraft, plenary: Plenary | None) -> bool:
        """A number that an earlier row of these files has used for the same plenary."""
        for key in ("no", "source_no"):
            if draft.text(key):
                place = (plenary.id if plenary else 0, key, draft.text(key))
                earlier = self._used.setdefault(place, draft)
                if earlier is not draft:
                    label = PROPOSAL[key].label
                    message = f"{label}与“{earlier.file}”第 {earlier.row} 行重复"
                    self.errors.append(draft.finding(message, label, draft.text(key)))
                    return True
        return False

    def _number_taken(self, draft: ProposalDraft, on_file: KnownProposals, known: Proposal | None) -> bool:
        holder = on_file.by_no.get(draft.text("no"))
        if holder is None or (known and holder.id == known.id):
            return False
        message = f"提案号已经给了《{holder.title}》（流水{holder.serial}）"
        self.errors.append(draft.finding(message, PROPOSAL["no"].label, draft.text("no")))
        return True

    def _doubts(self, draft: ProposalDraft, parts: Sequence[Handling], dated: Sequence[UnitPart]) -> None:
        involved = {folded(part.unit) for part in parts}
        for one in dated:
            if folded(one.unit) not in involved:
                message = f"登记簿中这件提案的承办单位没有“{one.unit}”，它的日期没有读入"
                self.warnings.append(one.source.finding(message, PROPOSAL["lead"].label, one.unit))
        if draft.text("replied") and draft.text("replied") < draft.text("received"):
            message = f"答复日期早于收到日期 {draft.text('received')}，请核对"
            self.warnings.append(draft.finding(message, PROPOSAL["replied"].label, draft.text("replied")))
        for part in parts:
            if self._units.known(part.unit) is None:
                key = "lead" if part.answers else "assisting"
                self._warn_once(draft, f"还没有承办单位“{part.unit}”，导入时新建", key, part.unit)

    def _sponsors(
        self, draft: ProposalDraft, plenary: Plenary | None, known: Proposal | None
    ) -> tuple[Sponsor, ...]:
        held = known.sponsors if known else ()
        bodies = signed_by_body(draft.text("kind"))
        linked = self._book(plenary).link(draft.sponsors, draft.seconders, held=held, bodies=bodies)
        for name, sentence in linked.problems:
            self.warnings.append(draft.finding(sentence, PROPOSAL["sponsors"].label, name))
        return linked.sponsors

    def _on_file(self, plenary: int) -> KnownProposals:
        if plenary not in self._known:
            self._known[plenary] = KnownProposals(self._proposals, plenary)
        return self._known[plenary]

    def _book(self, plenary: Plenary | None) -> SponsorBook:
        term = plenary.term_id if plenary else self._frame.term().id
        if term not in self._books:
            self._books[term] = SponsorBook(self._frame.members.of_term(term, self._frame.day()))
        return self._books[term]

    def _warn_once(self, draft: ProposalDraft, message: str, key: str, value: str) -> None:
        if message not in self._said:
            self._said.add(message)
            self.warnings.append(draft.finding(message, PROPOSAL[key].label, value))


class KnownProposals:
    """The proposals of one plenary by what recognises them."""

    def __init__(self, proposals: Proposals, plenary: int) -> None:
        self._proposals = proposals
        found = proposals.of_plenary(plenary)
        self.by_no = {str(proposal.no): proposal for proposal in found if proposal.no is not None}
        self._by_source = {one.more["source_no"]: one for one in found if one.more.get("source_no")}
        self._by_words = {
            (folded(one.title), name, one.received): one
            for one in reversed(found)
            for name in _first_names(one)
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
        return {**plain, **proposal.more, **self._proposals.texts([proposal.id]).get(proposal.id, {})}


def _first_names(proposal: Proposal) -> tuple[str, ...]:
    return (folded(proposal.sponsors[0].name),) if proposal.sponsors else ("",)


def _changes(row: PlannedRow, known: Proposal, on_file: KnownProposals) -> tuple[tuple[str, str, str], ...]:
    """Say what a row would change in a known proposal: label, present and coming text."""
    present = on_file.values(known)
    found = [
        (PROPOSAL[key].label, _shown(present.get(key)), _shown(value))
        for key, value in (row.values or {}).items()
        if _shown(present.get(key)) != _shown(value)
    ]
    if row.sponsors and row.sponsors != known.sponsors:
        found.append((PROPOSAL["sponsors"].label, _names(known.sponsors), _names(row.sponsors)))
    for part in row.parts:
        stands = known_part(known, part.unit)
        if part != stands:
            found.append((part.role.value, _part_text(stands) if stands else "", _part_text(part)))
    if leads_on(known.state, row.state):
        found.append(("进度", known.state.value, row.state.value))
    return tuple(found)


def wanted_parts(
    draft: ProposalDraft, known: Proposal | None, dated: Sequence[UnitPart] = ()
) -> list[Handling]:
    """Give the units' parts as a row wants them; one that stands already has its id and keeps what the row omits.

    `dated` are single units' dates from a second table; the register alone says which units have a part.
    """
    answering = UnitRole.LEAD if len(draft.lead) < 2 else UnitRole.SEPARATE
    roles = dict.fromkeys(draft.lead, answering) | {
        name: UnitRole.ASSISTING for name in draft.assisting if name not in draft.lead
    }
    parts = []
    for name, role in roles.items():
        part = known_part(known, name) or Handling(name, role)
        if name in draft.lead:
            part = replace(
                part, replied=draft.text("replied") or part.replied, doc_no=draft.text("doc_no") or part.doc_no,
                doc_no_written=draft.text("doc_no_written") or draft.text("doc_no") or part.doc_no_written,
                answer=draft.text("class") or part.answer,
            )  # fmt: skip
        for one in dated:
            if folded(one.unit) == folded(name):
                part = replace(
                    part, accepted=one.accepted or part.accepted, replied=part.replied or one.replied
                )
        parts.append(part)
    return parts


def known_part(known: Proposal | None, unit: str) -> Handling | None:
    """Give a unit's part in a known proposal."""
    parts = known.handlings if known else ()
    return next((part for part in parts if folded(part.unit) == folded(unit)), None)


def plain_meeting(name: str) -> str:
    """Fold the name of a meeting: 政协十一届一次会议, 第十一届一次会议 and 十一届一次全体会议 are one."""
    plain = folded(name).removeprefix("中国人民政治协商会议").removeprefix("政协").replace("第", "")
    return plain.removesuffix("会议").removesuffix("全体")


def _shown(value: rows.Value) -> str:
    return "" if value is None else str(value)


def _names(sponsors: Sequence[Sponsor]) -> str:
    return "、".join(sponsor.name for sponsor in sponsors)


def _part_text(part: Handling) -> str:
    return " ".join(
        text for text in (part.unit, part.accepted, part.replied, part.doc_no, part.answer) if text
    )
