"""Field values of a proposal as a person types them: FIELD=VALUE words and where-conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from app.db import rows
from app.db.schema import PROPOSAL_COLUMNS, TEXT_COLUMNS
from app.domain.errors import WrongUsage
from app.domain.fields import PROPOSAL, Field, Kind
from app.domain.proposal import Proposal, SponsorRole
from app.services.member_values import parse_value

ProposalValue: TypeAlias = rows.Value | tuple[str, ...]

PEOPLE = ("sponsors", "seconders")
EDITABLE = tuple(
    key for key, field in PROPOSAL.items()
    if (field in PROPOSAL_COLUMNS or field in TEXT_COLUMNS or key in PEOPLE) and field.editable
)  # fmt: skip
"""What `proposal add` and `proposal set` take; units, replies and states have actions of their own."""

LABELS = {field.label: key for key, field in PROPOSAL.items()} | {
    "状态": "state", "次会议": "plenary", "承办单位": "units", "审查": "review", "重点": "key", "优秀": "excellent",
}  # fmt: skip
"""Chinese names of the keys that lists are narrowed by."""


def parse_assignments(words: Iterable[str], proposal: Proposal | None = None) -> dict[str, ProposalValue]:
    """Read FIELD=VALUE words; `+=` and `-=` add to and take from the sponsors of `proposal`."""
    values: dict[str, ProposalValue] = {}
    for word in words:
        name, sign, text = word.partition("=")
        mode = name[-1:] if name[-1:] in "+-" else ""
        key = editable_key(name.rstrip("+-")) if sign else ""
        if not key:
            raise WrongUsage(f"“{word}”应写成 字段=值；可用字段：{'、'.join(EDITABLE)}。", where=word)
        value = typed(PROPOSAL[key], text)
        if mode:
            value = _combined(key, values.get(key, people_of(proposal, key)), value, mode)
        values[key] = value
    return values


def editable_key(word: str) -> str:
    """Give the key of a field by key or label; empty when there is none that may be typed in.

    Headers of registers do not count: 状态 there is often 会上或平时.
    """
    return next((key for key in EDITABLE if word in (key, PROPOSAL[key].label)), "")


def typed(field: Field, text: str) -> ProposalValue:
    """Read one value as its column keeps it; raises WrongUsage with the field and what is wrong."""
    value = parse_value(field, text)
    if isinstance(value, bool):
        return int(value)
    if field.kind is Kind.DATE and value and len(str(value)) != len("2026-01-01"):
        raise WrongUsage(f"{field.label}要写到日，不能是“{text}”。", where=field.key)
    if isinstance(value, tuple):
        return tuple(str(item) for item in value)
    return value


def parse_where(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Read KEY=VALUE conditions; the same key twice means one or the other."""
    where: dict[str, tuple[str, ...]] = {}
    for word in words:
        name, sign, text = word.partition("=")
        if not sign:
            raise WrongUsage(f"“{word}”应写成 字段=值。", where=word)
        key = LABELS.get(name, name)
        where[key] = (*where.get(key, ()), text.strip())
    return where


def columns_of(values: Mapping[str, ProposalValue]) -> dict[str, rows.Value]:
    """Give the values that columns keep, without the people."""
    return {key: value for key, value in values.items() if not isinstance(value, tuple)}


def people_of(proposal: Proposal | None, key: str) -> tuple[str, ...]:
    """Name the sponsors or 附议人 of a proposal; of two with one name each is given by id."""
    everyone = proposal.sponsors if proposal else ()
    names = [sponsor.name for sponsor in everyone]
    return tuple(
        str(sponsor.member) if sponsor.member and names.count(sponsor.name) > 1 else sponsor.name
        for sponsor in everyone
        if (sponsor.role is SponsorRole.SECONDING) == (key == "seconders")
    )


def _combined(key: str, old: ProposalValue, new: ProposalValue, mode: str) -> ProposalValue:
    if not isinstance(old, tuple) or not isinstance(new, tuple):
        raise WrongUsage(f"{PROPOSAL[key].label}只有一个值，不能用 {mode}=。", where=key)
    if mode == "+":
        return (*old, *(item for item in new if item not in old))
    return tuple(item for item in old if item not in new)
