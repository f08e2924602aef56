"""The people of a 换届 as one list: everybody's fate, 界别 and 单位 before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.succession import Fate
from app.ui.rows import Column

if TYPE_CHECKING:
    from app.domain.member import Member
    from app.services.new_term_plan import Renewal

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


COLUMNS: tuple[Column[FateLine], ...] = (
    Column("fate", "结果", lambda one: str(one.fate), 72, tone=lambda one: TONES[one.fate]),
    Column("name", "姓名", lambda one: one.name, 104, bold=True),
    Column("sector", "界别", lambda one: one.sector, 148),
    Column("work", "单位及职务", lambda one: one.work, 176),
    Column("note", "说明", lambda one: one.note, 160, stretch=True),
)


def lines_of(plan: Renewal) -> list[FateLine]:
    """Everybody of both 届: those to be chosen first, then who stays, comes and leaves."""
    lines = [
        FateLine(
            Fate.ASKED, one.person.name, one.person.sector, one.person.employer + one.person.job_title, one.why, row=one.row,
            candidates=one.candidates,
        )
        for one in plan.doubtful
    ]  # fmt: skip
    for stays in plan.stay:
        changed = {change.key: change for change in stays.changes}
        sector = str(stays.values.get("sector") or "")
        turned = "sector" in changed and bool(changed["sector"].before)
        told = [
            f"{one.label}：{one.before or '无'} → {one.after or '无'}"
            for one in stays.changes
            if not (turned and one.key == "sector")  # said in its own column
        ]
        lines.append(
            FateLine(
                Fate.STAY, stays.member.name, f"{stays.member.sector} → {sector}" if turned else sector,
                _work(str(stays.values.get("employer") or ""), str(stays.values.get("job_title") or "")),
                "；".join(told), stays.member, stays.row,
            )
        )  # fmt: skip
    lines += [
        FateLine(
            Fate.NEW, comes.name, str(comes.values.get("sector") or ""),
            _work(str(comes.values.get("employer") or ""), str(comes.values.get("job_title") or "")),
            "以前任过委员" if comes.known else "", comes.known, comes.row,
        )
        for comes in plan.new
    ]  # fmt: skip
    lines += [FateLine(Fate.LEFT, one.name, one.sector, one.workplace, "", one) for one in plan.left]
    return lines


def _work(employer: str, title: str) -> str:
    return title if title.startswith(employer) else employer + title
