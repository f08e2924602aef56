"""The JSON contract of the command line: keys and shapes that scripts rely on. Ids are strings."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from app.domain.member import Member, Seat

if TYPE_CHECKING:
    from app.db.registry import PastOperation
    from app.services.grid_view import Grid, Plan
    from app.services.import_preview import Preview, PreviewRow
    from app.services.roster import Dossier

Json: TypeAlias = dict[str, object]


def member_json(member: Member) -> Json:
    """One member of `roster list`."""
    return {
        "id": str(member.id), "no": member.no, "name": member.name, "former_name": member.former_name,
        "sex": member.sex, "ethnicity": member.ethnicity, "birth": member.birth,
        "affiliations": list(member.affiliations), "is_party_member": member.is_party_member, "sector": member.sector,
        "committees": [seat.name for seat in member.committees],
        "groups": [_seat(seat) for seat in member.groups], "area": member.area, "employer": member.employer,
        "job_title": member.job_title, "posts": list(member.posts), "status": member.status,
    }  # fmt: skip


def _seat(seat: Seat) -> Json:
    return {"kind": seat.kind, "name": seat.name, "role": seat.role}


def dossier_json(dossier: Dossier) -> Json:
    """`roster show`: the member, every other field, dated facts and operations."""
    facts = [
        {"field": f.field, "value": f.value, "kind": f.kind, "role": f.role, "from": f.starts, "to": f.ends,
         "reason": f.reason, "basis": f.basis, "organ": f.organ}
        for f in dossier.facts
    ]  # fmt: skip
    history = [operation_json(operation) for operation in dossier.operations]
    seats = [_seat(seat) for seat in dossier.member.committees]
    return {
        **member_json(dossier.member),
        "committee_seats": seats,
        "more": dict(dossier.member.more),
        "facts": facts,
        "history": history,
    }


def operation_json(operation: PastOperation) -> Json:
    """One line of `history`."""
    return {
        "id": str(operation.id), "label": operation.label, "at": operation.at, "machine": operation.machine,
        "user": operation.user, "kind": operation.kind, "undone": operation.undone, "rows": operation.rows,
    }  # fmt: skip


def grid_json(grid: Grid) -> Json:
    """`grid show`."""
    return {
        "as_of": grid.day,
        "scheme": grid.scheme.name,
        "tiers": [
            {"tier": t.number, "name": t.name, "members": [str(m.id) for m in grid.tiering.tiers[t.number]]} for t in grid.scheme.tiers
        ],
        "guests": [{"id": str(g.id), "tier": g.tier, "name": g.name, "title": g.title} for g in grid.guests],
        "links": [
            {
                "upper": str(p.upper), "lower": str(p.lower), "from": p.since, "pinned": p.pinned, "shared": list(p.shared),
                "cost": p.cost,
                "next_best": None if p.next_best is None else {"upper": str(p.next_best), "worse_by": p.worse_by},
            }
            for p in grid.pairs
        ],
        "orphans": [str(one) for one in grid.orphans],
        "vacancies": [{"tier": v.tier, "message": v.message} for v in grid.vacancies],
    }  # fmt: skip


def plan_json(plan: Plan) -> Json:
    """`grid assign`."""
    tiers = plan.grid.scheme.tiers
    return {
        "tiers": [
            {"tier": t.number, "name": t.name, "members": len(plan.grid.tiering.tiers[t.number])}
            for t in tiers
        ],
        "levels": [
            {
                "lower": level.lower_tier,
                "assigned": len(level.assign),
                "unassigned": len(level.unassigned),
                "load": _load(list(level.loads.values())),
                "objective": level.objective,
            }
            for level in plan.levels
        ],
        "moved": [str(one) for one in plan.moved],
        "kept": plan.kept,
        "added": [str(one) for one in plan.added],
    }


def _load(loads: list[int]) -> Json:
    if not loads:
        return {"min": 0, "max": 0, "mean": 0.0}
    return {"min": min(loads), "max": max(loads), "mean": sum(loads) / len(loads)}


def import_json(preview: Preview) -> Json:
    """`roster import`."""
    return {
        "rows": preview.read,
        "members": preview.members,
        "new": preview.new,
        "updated": preview.updated,
        "unchanged": preview.unchanged,
        "errors": [finding.as_dict() for finding in preview.errors],
        "warnings": [finding.as_dict() for finding in preview.warnings],
        "columns": [
            {"file": sheet.file, "sheet": sheet.name, "header": column.header, "field": column.field}
            for sheet in preview.sheets if sheet.taken for column in sheet.columns if column.header
        ],
        "sheets": [{"file": s.file, "sheet": s.name, "taken": s.taken, "why": s.why} for s in preview.sheets],
        "posts": [
            {"name": row.draft.name, "post": post.post, "certain": post.certain, "job_title": row.draft.text("job_title")}
            for row, post in preview.proposals()
        ],
        "words": [
            {"list": word.list, "written": word.written, "rows": word.rows, "alike": list(word.alike), "means": word.means}
            for word in preview.words
        ],
        "questions": [_question(row) for row in preview.questions],
    }  # fmt: skip


def _question(row: PreviewRow) -> Json:
    """A row of which the clerk has to say whose it is; `member` is an id, `row` another row of the tables."""
    asked = row.question
    return {
        "row": row.draft.key,
        "name": row.draft.name,
        "why": asked.why if asked else "",
        "candidates": [
            {
                "row" if one.is_row else "member": one.key,
                "title": one.title,
                "unlike": [
                    {"field": label, "held": held, "coming": coming} for label, held, coming in one.unlike
                ],
            }
            for one in (asked.candidates if asked else ())
        ],
    }
