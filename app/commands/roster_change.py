"""liange roster add and set: a member entered or changed, and what that would bring about."""

from __future__ import annotations

from collections.abc import Iterable

import click

from app.commands.json_form import member_json
from app.commands.roster import member_line, roster
from app.commands.verb import Answer, Session, day_text, verb
from app.domain.consequence import Consequence
from app.domain.errors import NotFound
from app.domain.fields import MEMBER
from app.domain.member import Member
from app.office import Office, Reason


@roster.command("add", help="新增一名委员：字段=值 …，date= 为增补日期。")
@click.argument("words", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="只说明影响，不写入。")
@verb
def add(session: Session, words: tuple[str, ...], dry_run: bool) -> Answer:
    """Enter a member."""
    with session.office(write=not dry_run) as office:
        assignments, day, reason = split_words(words)
        values = office.roster.parse(assignments)
        if dry_run:
            return told(office.consequences.of_new(values, day=day))
        asked = office.consequences.worth_a_look(values, day=day)
        identity = office.roster.add(values, day=day, reason=reason)
        return _one(office.roster.get(str(identity), max(day or "", session.today().isoformat())), asked)


@roster.command(
    "set",
    help="修改一名委员：字段=值 …，date= 为自哪天起（默认今天），reason= 原因，basis= 依据文号，organ= 决定机关。"
    "改状态如 status=辞职，不能做的会说明现在可以做什么。",
)
@click.argument("member")
@click.argument("words", nargs=-1, required=True)
@click.option("--correct", is_flag=True, help="更正写错的内容，不算变动。")
@click.option("--dry-run", is_flag=True, help="只说明影响，不写入。")
@verb
def set_(session: Session, member: str, words: tuple[str, ...], correct: bool, dry_run: bool) -> Answer:
    """Change a member from a day on."""
    with session.office(write=not dry_run) as office:
        assignments, day, reason = split_words(words)
        found = _standing(office, member, day)
        day = None if correct else (day or session.today().isoformat())
        values = office.roster.parse(assignments, found)
        if dry_run:
            values, _ = office.roster.checked(found, values, day=day, reason=reason)
            return told(office.consequences.of_change(found, values, day=day, reason=reason))
        asked = office.consequences.of_words(values)
        office.roster.change(found, values, day=day, reason=reason)
        return _one(_standing(office, str(found.id), day), asked, how(day, values))


def _standing(office: Office, member: str, day: str | None) -> Member:
    """Somebody as of a day, or as of today when not there yet on that day."""
    try:
        return office.roster.get(member, day)
    except NotFound:
        return office.roster.get(member)


def told(consequences: Iterable[Consequence], **more: object) -> Answer:
    """Answer a dry run: what would be brought about, and nothing was written."""
    found = list(consequences)
    lines = _lines(found) or ["对网格、小组、名额和人数没有影响。"]
    return Answer({**more, "dry_run": True, "consequences": [one.as_dict() for one in found]}, lines)


def split_words(words: tuple[str, ...]) -> tuple[list[str], str | None, Reason]:
    """Take date=, reason=, basis= and organ= out of FIELD=VALUE words."""
    extra: dict[str, str] = {}
    rest = []
    for word in words:
        key, sign, value = word.partition("=")
        if sign and key in ("date", "reason", "basis", "organ"):
            extra[key] = value
        else:
            rest.append(word)
    return (
        rest,
        day_text(extra.get("date")),
        Reason(extra.get("reason", ""), extra.get("basis", ""), extra.get("organ", "")),
    )


def _lines(found: Iterable[Consequence]) -> list[str]:
    return [f"【{one.kind}】{one.message}" for one in found]


def how(day: str | None, keys: Iterable[str]) -> str:
    """Say which it was: a change from a day on, or a correction (which a field without days always gets)."""
    dated = any(MEMBER[key].dated for key in keys)
    if day is None or not dated:
        return "是更正：当作一直如此，不留变动。"
    return f"是变动：自 {day} 起，以前的留着。"


def _one(member: Member, asked: Iterable[Consequence], which: str = "") -> Answer:
    """Answer with a member; words that are new to a code list are named, for the eye alone."""
    return Answer(member_json(member), [member_line(member), *_lines(asked), *filter(None, (which,))])
