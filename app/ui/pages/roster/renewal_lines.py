"""The people of a 换届 as one list: everybody's fate, 界别 and 单位 before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.succession import Fate
from app.ui.rows import Column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.db.members import FieldValue
    from app.domain.member import Member
    from app.services.new_term_plan import Coming, Renewal, Staying

TONES = {Fate.STAY: "", Fate.NEW: "good", Fate.LEFT: "warning", Fate.ASKED: "danger"}


@dataclass(frozen=True, slots=True)
class FateLine:
    """One person: `member` is of the present 届 (for 新任 of an earlier one, if any), `row` the row that tells of them."""

    fate: Fate
    name: str
    sector: str
    work: str
    note: str
    member: Member | None = None
    row: str = ""
    candidates: tuple[Member, ...] = ()
    looked_at: bool = False
    """Whether the clerk should look before the 换届."""


COLUMNS: tuple[Column[FateLine], ...] = (
    Column("fate", "结果", lambda one: str(one.fate), 72, tone=lambda one: TONES[one.fate]),
    Column("name", "姓名", lambda one: one.name, 104, bold=True),
    Column("sector", "界别", lambda one: one.sector, 180),
    Column("work", "单位及职务", lambda one: one.work, 150),
    Column("note", "说明", lambda one: one.note, 130, stretch=True),
)


def lines_of(plan: Renewal) -> list[FateLine]:
    """Everybody of both 届: those to be chosen first, then who comes, who stays, who leaves."""
    lines = [
        FateLine(
            Fate.ASKED, one.person.name, one.person.sector, one.person.employer + one.person.job_title, one.why, row=one.row,
            candidates=one.candidates, looked_at=True,
        )
        for one in plan.doubtful
    ]  # fmt: skip
    lines += [_coming(one, plan.remarks.get(one.row, "")) for one in plan.new]
    lines += [_staying(one, plan.remarks.get(one.row, "")) for one in plan.stay]
    lines += [FateLine(Fate.LEFT, one.name, one.sector, one.workplace, "", one) for one in plan.left]
    return lines


def _coming(one: Coming, remark: str) -> FateLine:
    note = "；".join(filter(None, ("以前任过委员" if one.known else "", remark)))
    return FateLine(
        Fate.NEW, one.name, str(one.values.get("sector") or ""), _work(one.values), note, one.known, one.row,
        looked_at=bool(note),
    )  # fmt: skip


def _staying(one: Staying, remark: str) -> FateLine:
    changed = {change.key: change for change in one.changes}
    sector = str(one.values.get("sector") or "")
    turned = "sector" in changed and bool(changed["sector"].before)
    told = [
        f"{change.label}：{change.before or '无'} → {change.after or '无'}"
        for change in one.changes
        if not (turned and change.key == "sector")  # said in its own column
    ]
    return FateLine(
        Fate.STAY, one.member.name, f"{one.member.sector} → {sector}" if turned else sector, _work(one.values),
        "；".join(filter(None, (remark, *told))), one.member, one.row, looked_at=bool(remark),
    )  # fmt: skip


def _work(values: Mapping[str, FieldValue]) -> str:
    employer, title = str(values.get("employer") or ""), str(values.get("job_title") or "")
    return title if title.startswith(employer) else employer + title
