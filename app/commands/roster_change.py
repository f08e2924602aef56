"""liange roster add and set: a member entered or changed."""

from __future__ import annotations

import click

from app.commands.json_form import member_json
from app.commands.roster import member_line, roster
from app.commands.verb import Answer, Session, day_text, verb
from app.domain.member import Member
from app.office import Reason


@roster.command("add", help="新增一名委员：字段=值 …，date= 为增补日期。")
@click.argument("words", nargs=-1, required=True)
@verb
def add(session: Session, words: tuple[str, ...]) -> Answer:
    """Enter a member."""
    with session.office(write=True) as office:
        assignments, day, reason = _split(words)
        identity = office.roster.add(office.roster.parse(assignments), day=day, reason=reason)
        return _one(office.roster.get(str(identity), max(day or "", session.today().isoformat())))


@roster.command("set", help="修改一名委员：字段=值 …，date= 为自哪天起（默认今天），reason= 为原因。")
@click.argument("member")
@click.argument("words", nargs=-1, required=True)
@click.option("--correct", is_flag=True, help="更正写错的内容，不算变动。")
@verb
def set_(session: Session, member: str, words: tuple[str, ...], correct: bool) -> Answer:
    """Change a member from a day on."""
    with session.office(write=True) as office:
        assignments, day, reason = _split(words)
        found = office.roster.get(member, day)
        day = None if correct else (day or session.today().isoformat())
        office.roster.change(found, office.roster.parse(assignments, found), day=day, reason=reason)
        return _one(office.roster.get(str(found.id), day))


def _split(words: tuple[str, ...]) -> tuple[list[str], str | None, Reason]:
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


def _one(member: Member) -> Answer:
    return Answer(member_json(member), [member_line(member)])
