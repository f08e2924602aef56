"""Offices at their worst: a value of 10,000 characters in every text field, names of 30 characters, photos that are none."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TypeVar

from app.domain.fields import LONGEST_VALUE, MEMBER, PROPOSAL, Kind
from app.domain.member import Member
from app.domain.proposal import Handling, Proposal, UnitRole
from app.reports.facts import Event, Facts, Move, Moves
from app.reports.forms.form import Ask, Form
from tests.paper.rare import rare_office

Record = TypeVar("Record", Member, Proposal)
LONG_NAME = "阿不都热合曼·买买提艾力·古丽巴哈尔·努尔麦麦提·艾则孜江"
MARKS = "柑枇杷榴莲椰桂圆荔枝橄榄柚橙桔梨桃杏栗枣柿蕉莓葡萄樱柠檬茄瓜菱藕芋薯蒜姜葱韭芹"
"""A character for each long value; none of them is a word of a form."""
_KINDS = (Kind.TEXT, Kind.LONG)
MEMBER_TEXTS = tuple(
    key for key, one in MEMBER.items() if one.kind in _KINDS and key not in ("no", "name", "name_pinyin")
)
PROPOSAL_TEXTS = tuple(key for key, one in PROPOSAL.items() if one.kind in _KINDS and one.home == "proposals")


LONGEST_NUMBER = 200
"""发文字号 and the like stand on one line, whatever they are."""


def long_answers(form: Form) -> dict[str, str]:
    """Give the longest answers to everything a form asks for in words, and every field that it may show."""
    told = (option for option in form.options if option.ask in (Ask.TEXT, Ask.LINES) and not option.default)
    level = {option.name: "完整" for option in form.options if "完整" in option.choices}
    values = {option.name: long_value(number) for number, option in enumerate(told, 26)}
    return {
        **level,
        **{name: value[:LONGEST_NUMBER] if "号" in name else value for name, value in values.items()},
    }


def long_value(number: int) -> str:
    """Give the longest value that a field takes, in sentences of a character of its own."""
    return (MARKS[number] * 19 + "。") * (LONGEST_VALUE // 20)


def long_office() -> Facts:
    """Give an office of a few people: each has one text field as long as it may be, the first a very long name too."""
    facts = rare_office(len(MEMBER_TEXTS))
    people = tuple(
        _with(one, key, long_value(number))
        for number, (one, key) in enumerate(zip(facts.members, MEMBER_TEXTS, strict=True))
    )
    people = (replace(people[0], name=LONG_NAME), *people[1:])
    moves = tuple(
        Move("2026-03-01", one, "届中增补", reason=long_value(0), basis=long_value(1), joined=True)
        for one in people[:2]
    )
    register = tuple(
        _with(replace(one, kind="委员", sector="经济"), key, long_value(number))
        for number, (one, key) in enumerate(zip(facts.proposals, PROPOSAL_TEXTS, strict=False))
        if key not in ("text", "review_note")
    )
    handling = Handling(long_value(20), UnitRole.LEAD, assigned="2026-02-06", due="2026-05-06")
    told: tuple[Proposal, ...] = (*register, replace(facts.proposals[-1], handlings=(handling,)))
    return replace(
        facts, members=people, moves=Moves("2026-01-01", len(people) - 2, len(people), moves), proposals=told,
        texts={told[0].id: {"text": long_value(21), "review_note": long_value(22)}}, remarks={told[0].id: long_value(23)},
        history={one.id: (Event("2026-01-01", long_value(24)),) for one in people[:1]}, sponsors={one.id: one for one in people},
        teams=tuple(replace(team, name=LONG_NAME, more={"address": long_value(25)}) for team in facts.teams),
        photos={one.person_id: content for one, content in zip(people, NO_PICTURES, strict=False)},
    )  # fmt: skip


NO_PICTURES = (
    b"",
    b"no",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff" + bytes(50),
    b"%PDF-1.7",
    b"GIF89a" + bytes(20),
)
"""What may be handed in as a photo and is none."""


def _with(one: Record, key: str, value: str) -> Record:
    """Give a member or a proposal with a field of the field table, wherever it is kept."""
    if key in {part.name for part in fields(one)}:
        own: dict[str, str] = {key: value}
        return replace(one, **own)  # type: ignore[arg-type]
    return replace(one, more={**one.more, key: value})
