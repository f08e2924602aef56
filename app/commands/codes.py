"""liange code …, quota …, field …: code lists, 名额, and which fields of a member are used."""

from __future__ import annotations

from collections.abc import Callable

import click

from app.commands.verb import Answer, Session, day_text, verb
from app.domain.errors import WrongUsage
from app.domain.fields import Privacy
from app.domain.seats import AllSeats, SectorSeats
from app.office import Office


@click.group(help="代码表：界别、专委会、片区、小组种类、学历 …")
def code() -> None:
    """Hold the verbs of code lists together."""


@code.command("list", help="列出一个代码表的内容，每个有多少处在用；不写表名时列出各表。")
@click.argument("name", default="")
@verb
def list_(session: Session, name: str) -> Answer:
    """List the words of a code list, or the lists."""
    with session.office() as office:
        if name:
            return _words(office, name)
        lists = office.codes.lists()
        data = [
            {"list": one.name, "about": one.about, "codes": len(office.codes.lines(one.name))}
            for one in lists
        ]
        return Answer(data, [f"{one.name}：{one.about}" for one in lists])


@code.command("add", help="在代码表末尾增加。")
@click.argument("name")
@click.argument("words", nargs=-1, required=True, metavar="词...")
@verb
def add(session: Session, name: str, words: tuple[str, ...]) -> Answer:
    """Add words to a list."""
    return _changed(
        session, lambda office: office.codes.add(name, list(words)), lambda office: _words(office, name)
    )


@code.command("rename", help="改名，本届资料随着改；往届用过的保留原名。")
@click.argument("name")
@click.argument("old")
@click.argument("new")
@verb
def rename(session: Session, name: str, old: str, new: str) -> Answer:
    """Correct a word everywhere in this 届."""
    return _changed(
        session, lambda office: office.codes.rename(name, old, new), lambda office: _words(office, name)
    )


@code.command("merge", help="把一个并入另一个，本届资料随着改。")
@click.argument("name")
@click.argument("old")
@click.argument("into")
@verb
def merge(session: Session, name: str, old: str, into: str) -> Answer:
    """Let one word become another."""
    return _changed(
        session, lambda office: office.codes.merge(name, old, into), lambda office: _words(office, name)
    )


@code.command(
    "move", help="在表内上移（负数）或下移几位。", context_settings={"ignore_unknown_options": True}
)
@click.argument("name")
@click.argument("word")
@click.argument("steps", type=int)
@verb
def move(session: Session, name: str, word: str, steps: int) -> Answer:
    """Move a word within its list."""
    return _changed(
        session, lambda office: office.codes.move(name, word, steps), lambda office: _words(office, name)
    )


@code.command("retire", help="自一届起停用（默认本届），已用的保留；--since 自哪届起启用，--again 重新启用。")
@click.argument("name")
@click.argument("word")
@click.option("--from", "term", default="", help="自哪一届起停用，默认本届。")
@click.option("--since", help="自哪一届起启用。")
@click.option("--again", is_flag=True, help="重新启用。")
@verb
def retire(session: Session, name: str, word: str, term: str, since: str | None, again: bool) -> Answer:
    """Say from which 届 on a word is offered, and from which on no more."""
    with session.office(write=True) as office:
        if again or (since is not None and not term):
            office.codes.limit(name, word, since=since, until="" if again else None)
        elif since is not None:
            office.codes.limit(name, word, since=since, until=term)
        else:
            office.codes.retire(name, word, term)
        return _words(office, name)


@code.command("delete", help="删除没有用到的。")
@click.argument("name")
@click.argument("word")
@verb
def delete(session: Session, name: str, word: str) -> Answer:
    """Take out a word that nothing has."""
    return _changed(
        session, lambda office: office.codes.remove(name, word), lambda office: _words(office, name)
    )


@code.command("kind", help="小组种类的性质：--place 按片区编组，--outsiders 可以有非委员；加 no- 为不是。")
@click.argument("word")
@click.option("--place/--no-place", default=None, help="按片区编组：委员的片区由它看出。")
@click.option("--outsiders/--no-outsiders", default=None, help="可以有不是委员的人。")
@verb
def kind(session: Session, word: str, place: bool | None, outsiders: bool | None) -> Answer:
    """Say what a kind of team is."""
    with session.office(write=place is not None or outsiders is not None) as office:
        office.teams.flag_kind(word, place=place, outsiders=outsiders)
        found = [one for one in office.teams.kinds() if one.name == word]
        data = [{"name": one.name, "place": one.place, "outsiders": one.outsiders} for one in found]
        said = [
            f"{one.name}：{'按片区编组' if one.place else '不按片区编组'}，{'可以' if one.outsiders else '没有'}非委员"
            for one in found
        ]
        return Answer(data, said)


def _changed(
    session: Session, change: Callable[[Office], object], told: Callable[[Office], Answer]
) -> Answer:
    """Change something, and answer with how it stands then."""
    with session.office(write=True) as office:
        change(office)
        return told(office)


def _words(office: Office, name: str) -> Answer:
    lines = office.codes.lines(name)
    data = {
        "list": name,
        "codes": [
            {"name": one.name, "uses": one.uses, "in_force": one.in_force, "from": one.since, "to": one.until,
             "listed": one.listed}
            for one in lines
        ],
    }  # fmt: skip
    return Answer(data, [f"{one.name}　{one.uses}　{one.span}" for one in lines])


@click.group(help="名额：每个界别应有、实有、缺额")
def quota() -> None:
    """Hold the verbs of 名额 together."""


@quota.command("list", help="各界别应有、实有、缺额。")
@click.option("--as-of", help="截至哪天，默认今天。")
@verb
def quota_list(session: Session, as_of: str | None) -> Answer:
    """List seats due and held."""
    with session.office() as office:
        return _seats(office.quotas.seats(day_text(as_of)))


@quota.command("set", help="设应有名额：界别=数 …；界别= 为取消。")
@click.argument("words", nargs=-1, required=True, metavar="界别=人数...")
@verb
def quota_set(session: Session, words: tuple[str, ...]) -> Answer:
    """Keep seats due as one operation."""
    due: dict[str, int | None] = {}
    with session.office(write=True) as office:
        for word in words:
            sector, sign, text = word.partition("=")
            if not sign:
                raise WrongUsage(f"“{word}”应写成 界别=数。", where=word)
            due[sector] = office.quotas.read(text)
        office.quotas.set(due)
        return _seats(office.quotas.seats())


def _seats(lines: tuple[SectorSeats, ...]) -> Answer:
    whole = AllSeats(lines)
    data = {"sectors": [_seats_json(one) for one in lines], "total": _seats_json(whole)}
    return Answer(data, [*map(_seats_line, lines), _seats_line(whole)])


def _seats_json(one: SectorSeats | AllSeats) -> dict[str, object]:
    return {
        "sector": one.sector, "due": one.due, "held": one.held, "active": one.active, "suspended": one.suspended,
        "vacant": one.vacant, "over": one.over, "members": [str(member) for member in one.members],
    }  # fmt: skip


def _seats_line(one: SectorSeats | AllSeats) -> str:
    due = "应有未定" if one.due is None else f"应有 {one.due}"
    gap = "".join((f"，缺 {one.vacant}" if one.vacant else "", f"，超 {one.over}" if one.over else ""))
    return (
        f"{one.sector or '未定界别'}：{due}，实有 {one.held}（在册 {one.active}，暂停 {one.suspended}）{gap}"
    )


@click.group(help="字段：用哪些、什么级别、缺了算不算资料不全")
def field() -> None:
    """Hold the verbs of the choice of fields together."""


@field.command("list", help="委员的全部字段。")
@verb
def field_list(session: Session) -> Answer:
    """List every field with the office's word on it."""
    with session.office() as office:
        return _fields(office)


@field.command("off", help="停用字段：不再显示、导入、导出，原有内容保留。")
@click.argument("names", nargs=-1, required=True)
@verb
def field_off(session: Session, names: tuple[str, ...]) -> Answer:
    """Stop using fields."""
    return _changed(session, lambda office: office.field_choice.switch(names, on=False), _fields)


@field.command("on", help="启用字段。")
@click.argument("names", nargs=-1, required=True)
@verb
def field_on(session: Session, names: tuple[str, ...]) -> Answer:
    """Use fields again."""
    return _changed(session, lambda office: office.field_choice.switch(names, on=True), _fields)


@field.command("level", help="设字段的级别：公开、内部、完整。")
@click.argument("level", type=click.Choice([level.value for level in Privacy]))
@click.argument("names", nargs=-1, required=True)
@verb
def field_level(session: Session, level: str, names: tuple[str, ...]) -> Answer:
    """Put fields at a level of privacy."""
    return _changed(session, lambda office: office.field_choice.level(names, Privacy(level)), _fields)


@field.command("expect", help="这些字段缺了算资料不全；--not 为不算。")
@click.argument("names", nargs=-1, required=True)
@click.option("--not", "unless", is_flag=True, help="缺了不算。")
@verb
def field_expect(session: Session, names: tuple[str, ...], unless: bool) -> Answer:
    """Count members without these fields as 资料不全, or no longer."""
    return _changed(session, lambda office: office.field_choice.expect(names, on=not unless), _fields)


def _fields(office: Office) -> Answer:
    lines = office.field_choice.lines()
    data = [
        {"key": one.key, "label": one.label, "section": one.section, "on": one.on, "locked": one.locked,
         "level": one.level, "expected": one.expected}
        for one in lines
    ]  # fmt: skip
    said = [
        f"{one.label}　{'在用' if one.on else '停用'}　{one.level}{'　缺了算资料不全' if one.expected else ''}"
        for one in lines
    ]
    return Answer(data, said)


COMMANDS = (code, quota, field)
