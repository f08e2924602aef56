"""The JSON contract of `proposal …` and `unit …`: keys and shapes that scripts rely on. Ids are strings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, TypeAlias

from app.domain.finding import Finding
from app.domain.proposal import Handling, Proposal, Sponsor, Step
from app.domain.proposal_actions import Action
from app.domain.proposal_figures import Figures

if TYPE_CHECKING:
    from app.db.units import Unit
    from app.intake.mapping import Mapped
    from app.services.proposal_import import RegisterPreview
    from app.services.proposals import ProposalDossier
    from app.services.units import UnitPreview

Json: TypeAlias = dict[str, object]


def proposal_json(proposal: Proposal) -> Json:
    """One proposal of `proposal list`; `serial` and `no` are numbers, `no` null before 立案."""
    return {
        "id": str(proposal.id), "serial": proposal.serial, "no": proposal.no, "plenary": proposal.plenary,
        "title": proposal.title, "category": proposal.category, "kind": proposal.kind, "state": proposal.state.value,
        "received": proposal.received, "sponsors": [_sponsor(one) for one in proposal.sponsors],
        "units": [{"name": h.unit, "role": h.role.value, "due": h.due, "replied": h.replied} for h in proposal.handlings],
        "class": proposal.answer, "key": proposal.key, "excellent": proposal.excellent, "disclosure": proposal.disclosure,
        "sector": proposal.sector, "review": proposal.outcome.value,
    }  # fmt: skip


def dossier_json(dossier: ProposalDossier) -> Json:
    """`proposal show`: the proposal, its texts, timeline, units, what was merged into it, and the actions open now."""
    return {
        **proposal_json(dossier.proposal),
        "text": dossier.texts.get("text", ""),
        "history": [_step(step) for step in dossier.steps],
        "handlings": [_handling(part) for part in dossier.proposal.handlings],
        "feedback": [],
        "merged": [one.reference for one in dossier.merged],
        "actions": [action_json(action) for action in dossier.actions],
        "merged_into": dossier.merged_into.reference if dossier.merged_into else None,
        "more": {
            **dossier.proposal.more,
            **{key: text for key, text in dossier.texts.items() if key != "text"},
        },
    }


def action_json(action: Action) -> Json:
    """One action: what it needs (`a|b`: one of them) and what else it takes."""
    return {
        "name": action.name,
        "needs": list(action.needs),
        "takes": sorted(action.known_words - {w for n in action.needs for w in n.split("|")}),
    }


def figures_json(figures: Figures) -> Json:
    """`proposal stats`; `register` counts every record by a column, drafts included."""
    return {
        "received": figures.received, "filed": figures.filed, "declined": figures.declined, "merged": figures.merged,
        "converted": figures.converted, "withdrawn": figures.withdrawn, "pending": figures.pending,
        "rates": {name: rate.as_json() for name, rate in figures.rates.items()},
        "by_category": {name: rate.as_json() for name, rate in figures.by_category.items()},
        "by_kind": {name: rate.as_json() for name, rate in figures.by_kind.items()},
        "by_sector": {name: rate.as_json() for name, rate in figures.by_sector.items()},
        "by_unit": {name: asdict(part) for name, part in figures.by_unit.items()},
        "total": figures.total, "drafts": figures.drafts,
        "register": {name: dict(counts) for name, counts in figures.register.items()},
        "mismatches": list(figures.mismatches),
    }  # fmt: skip


def register_json(preview: RegisterPreview) -> Json:
    """`proposal import`."""
    return {
        "rows": preview.read, "proposals": preview.proposals, "new": preview.new, "updated": preview.updated,
        "unchanged": preview.unchanged, **_findings(preview.errors, preview.warnings), **_sheets(preview.sheets),
        "similar": [{"row": one.row, "to": one.to, "score": one.score} for one in preview.similar],
        "set_aside": dict(preview.set_aside),
    }  # fmt: skip


def units_json(preview: UnitPreview) -> Json:
    """`unit import`."""
    return {
        "rows": preview.read, "units": len(preview.rows), "new": preview.new, "updated": preview.updated,
        "unchanged": preview.unchanged, **_findings(preview.errors, preview.warnings), **_sheets(preview.sheets),
    }  # fmt: skip


def _findings(errors: Iterable[Finding], warnings: Iterable[Finding]) -> Json:
    return {
        "errors": [finding.as_dict() for finding in errors],
        "warnings": [finding.as_dict() for finding in warnings],
    }


def _sheets(sheets: Iterable[Mapped]) -> Json:
    """How each sheet and each of its columns was understood."""
    found = list(sheets)
    return {
        "columns": [
            {"file": sheet.file, "sheet": sheet.name, "header": column.header, "field": column.field}
            for sheet in found
            for column in sheet.columns
        ],
        "sheets": [{"file": s.file, "sheet": s.name, "taken": s.taken, "why": s.why} for s in found],
    }


def unit_json(unit: Unit) -> Json:
    """One unit of `unit list`."""
    return {
        "id": str(unit.id),
        "name": unit.name,
        **{key: unit.more.get(key, "") for key in ("system", "contact", "phone")},
    }


def _sponsor(sponsor: Sponsor) -> Json:
    return {
        "name": sponsor.name,
        "member": str(sponsor.member) if sponsor.member else None,
        "role": sponsor.role.value,
    }


def _handling(part: Handling) -> Json:
    return {
        "unit": part.unit, "role": part.role.value, "assigned": part.assigned, "due": part.due, "accepted": part.accepted,
        "replied": part.replied, "doc_no": part.doc_no, "doc_no_written": part.doc_no_written, "class": part.answer,
    }  # fmt: skip


def _step(step: Step) -> Json:
    return {
        "date": step.at,
        "action": step.action,
        "note": step.note,
        "from": step.came_from,
        "details": dict(step.details),
    }
