"""Importing a register: tables in, a preview row by row, then one operation."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.db.proposals import Proposals
from app.domain.proposal import Outcome, Step, outcome_after
from app.domain.proposal_draft import imported_steps, leads_on
from app.intake.mapping import unmet
from app.intake.proposals import RegisterDraft, read_register
from app.intake.rawtable import RawSheet
from app.intake.sheets import read_tables
from app.services.frame import Frame
from app.services.preview import Mark, TablesPreview
from app.services.proposal_plan import PlannedRow, Planner, Similar
from app.services.units import UnitBook, UnitDesk

REMEMBERED = "import.register.headers"


@dataclass(frozen=True, slots=True)
class RegisterPreview(TablesPreview[PlannedRow]):
    """What an import would do; nothing has entered. `set_aside` counts the rows of other papers (人大建议 → 296)."""

    similar: tuple[Similar, ...] = ()
    set_aside: Mapping[str, int] = field(default_factory=dict)
    new_plenary: str = ""

    @property
    def proposals(self) -> int:
        """Proposals in these files."""
        return len(self.rows)


class RegisterImport:
    """Verbs on incoming registers."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def preview(
        self, files: Sequence[Path], *, override: Mapping[str, str] | None = None, sheet: str | None = None,
        plenary: str | None = None, with_others: bool = False,
    ) -> RegisterPreview:  # fmt: skip
        """Read tables and say row by row what they would do.

        `override`: header → field key as the clerk chose. `plenary`: where all rows go; None lets each row say, else
        the latest. `with_others` takes 人大建议 and the like too.
        """
        tables = [table for file in files for table in read_tables(file, sheet)]
        return self.preview_tables(tables, override=override, plenary=plenary, with_others=with_others)

    def preview_tables(
        self, tables: Iterable[RawSheet], *, override: Mapping[str, str] | None = None, plenary: str | None = None,
        with_others: bool = False,
    ) -> RegisterPreview:  # fmt: skip
        """Say what tables that are read already (pasted cells) would do."""
        remembered = json.loads(self._frame.registry.settings().get(REMEMBERED, "{}"))
        known = [unit.name for unit in UnitDesk(self._frame).listing()]
        read = read_register(
            tables, remembered=remembered, override=override or {}, known=known, with_others=with_others
        )
        idle = unmet(override or {}, read.sheets)
        return self.judge(replace(read, warnings=(*read.warnings, *idle)) if idle else read, plenary)

    def judge(self, read: RegisterDraft, plenary: str | None = None) -> RegisterPreview:
        """Judge drafts against the office's file, changing nothing."""
        planner = Planner(self._frame, plenary, read.parts)
        planned = planner.plan(read.drafts) if read.drafts else []
        return RegisterPreview(
            (*planned, *(PlannedRow(draft, problem=True) for draft in read.rejected)),
            (*read.errors, *planner.errors), (*read.warnings, *planner.warnings), read.sheets, read.rows, read.headers,
            tuple(planner.similar(planned)), read.set_aside, planner.new_plenary,
        )  # fmt: skip

    def apply(self, preview: RegisterPreview) -> int:
        """Enter what is good, as one operation, and remember the headers; return how many proposals it touched."""
        touched = [row for row in preview.rows if row.mark in (Mark.NEW, Mark.UPDATE)]
        proposals = Proposals(self._frame.data)
        registry = self._frame.registry
        with self._frame.data.operation(f"导入提案 {len(touched)} 件"):
            made = (
                registry.add_plenary(self._frame.term().id, preview.new_plenary)
                if preview.new_plenary and touched
                else 0
            )
            registry.add_codes("提案类别", [row.draft.text("category") for row in touched])
            writer = _Writer(proposals, UnitDesk(self._frame).book())
            for row in touched:
                writer.write(row, row.plenary or made)
            self._remember(preview.headers)
            proposals.words.refresh()
        return len(touched)

    def _remember(self, headers: Mapping[str, str]) -> None:
        known = json.loads(self._frame.registry.settings().get(REMEMBERED, "{}"))
        if headers.items() - known.items():
            text = json.dumps({**known, **headers}, ensure_ascii=False, sort_keys=True)
            self._frame.registry.set_setting(REMEMBERED, text)


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
        self._proposals.update(known.id, row.values or {})
        if row.sponsors:
            self._proposals.set_sponsors(known.id, row.sponsors)
        self._parts(row, known.id)
        if leads_on(known.state, row.state):
            self._proposals.set_state(known.id, row.state, outcome_after(row.state, known.outcome))
            told = {step.action for step in self._proposals.steps(known.id)}
            self._steps(
                known.id, (step for step in imported_steps(row.draft, row.state) if step[1] not in told)
            )

    def _enter(self, row: PlannedRow, plenary: int) -> None:
        serial = self._proposals.next_number("serial", plenary)
        values = {**(row.values or {}), "serial": serial}
        proposal = self._proposals.add(plenary, row.state, outcome_after(row.state, Outcome.PENDING), values)
        self._proposals.set_sponsors(proposal, row.sponsors)
        self._parts(row, proposal)
        self._steps(proposal, imported_steps(row.draft, row.state))

    def _parts(self, row: PlannedRow, proposal: int) -> None:
        for part in row.parts:
            if part.id:
                self._proposals.update_handling(part)
            else:
                self._proposals.add_handling(proposal, self._units.known_or_new(part.unit).id, part)

    def _steps(self, proposal: int, steps: Iterable[tuple[str, str]]) -> None:
        for at, action in steps:
            self._proposals.add_step(proposal, Step(at, action, details={"source": "导入"}))
