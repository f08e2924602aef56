"""A second table beside a register: when each unit received a proposal and when it replied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.dates import parse_date
from app.domain.fields import Field, Home, Kind
from app.domain.finding import Finding
from app.domain.proposal import UnitRole
from app.intake.cells import line
from app.intake.mapping import Mapped, Wanted
from app.intake.person import Source
from app.intake.rawtable import text_of

HANDLER_FIELDS: tuple[Field, ...] = (
    Field("source_no", "原系统编号", home=Home.NOWHERE, aliases=("motion_id", "原编号", "系统编号")),
    Field("unit", "承办单位", home=Home.NOWHERE, aliases=("unit_name", "单位名称", "单位", "办理单位")),
    Field("role", "承办角色", home=Home.NOWHERE, aliases=("role", "角色", "办理方式", "承办类型")),
    Field(
        "accepted",
        "签收日期",
        Kind.DATE,
        Home.NOWHERE,
        aliases=("receive_time", "签收时间", "收到时间", "接收时间"),
    ),
    Field(
        "replied",
        "答复日期",
        Kind.DATE,
        Home.NOWHERE,
        aliases=("reply_time", "答复时间", "办结时间", "回复时间"),
    ),
)

HANDLERS = Wanted(HANDLER_FIELDS, ("unit",))

_ROLES = {
    UnitRole.LEAD: ("主办", "单办", "独办", "牵头"),
    UnitRole.ASSISTING: ("协办", "会办", "配合"),
    UnitRole.SEPARATE: ("分办",),
}


@dataclass(frozen=True, slots=True)
class UnitPart:
    """One unit's part in the proposal of that 原系统编号; dates are `YYYY-MM-DD` or empty."""

    source: Source
    source_no: str
    unit: str
    role: UnitRole
    accepted: str = ""
    replied: str = ""


def read_parts(mapped: Mapped, warnings: list[Finding]) -> Iterator[UnitPart]:
    """Read a table of units' dates; what cannot be read is left out and said in `warnings`."""
    columns = [column for column in mapped.columns if column.field]
    for row in mapped.body:
        source = Source(mapped.file, mapped.name, row.number)
        texts = {c.field: line(text_of(row.cells[c.index])) for c in columns if c.index < len(row.cells)}
        number, unit = texts.get("source_no", ""), texts.get("unit", "")
        if not number or not unit:
            warnings.append(source.finding("没有原系统编号或单位，这一行没有读入", value=number or unit))
            continue
        word = texts.get("role", "")
        role = _role(word)
        if role is None:
            warnings.append(source.finding(f"承办角色“{word}”不认识，按会办读入", value=word))
        dates = {}
        for key in ("accepted", "replied"):
            parsed = parse_date(texts.get(key, ""))
            dates[key] = parsed.text if len(parsed.text) == len("2026-01-01") else ""
            if parsed.problem:
                warnings.append(source.finding(parsed.problem, value=texts[key]))
        yield UnitPart(source, number, unit, role or UnitRole.ASSISTING, dates["accepted"], dates["replied"])


def _role(word: str) -> UnitRole | None:
    if not word:
        return UnitRole.LEAD
    return next((role for role, words in _ROLES.items() if any(known in word for known in words)), None)
