"""liange team …: teams of the current 届, who is in them, and lists of teams coming in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.options import import_options
from app.commands.verb import Answer, Session, day_text, mapping_file, verb
from app.domain.errors import WrongUsage
from app.domain.fields import OUTSIDER, TEAM, TEAM_FIELDS, Field
from app.domain.team import Outsider, Team, Teammate
from app.office import Office

if TYPE_CHECKING:
    from app.services.team_import import Doubt


@click.group(help="小组、专委会、工作室")
def team() -> None:
    """Hold the team verbs together."""


@team.command("list", help="列出小组，每个有多少人；--counts 按种类合计和未编入名单。")
@click.option("--kind", default="", help="只列这一种，如 委员工作室。")
@click.option("--as-of", help="截至哪天，默认今天。")
@click.option("--dissolved", is_flag=True, help="连同已撤销的。")
@click.option("--counts", is_flag=True, help="按种类合计。")
@verb
def list_(session: Session, kind: str, as_of: str | None, dissolved: bool, counts: bool) -> Answer:
    """List teams, or count them per kind."""
    day = day_text(as_of)
    with session.office() as office:
        if counts:
            return _counts(office, day)
        found = office.teams.listing(kind=kind, day=day, dissolved=dissolved)
        return Answer([team_json(one) for one in found], [_line(one) for one in found])


@team.command("show", help="一个小组的资料和成员。")
@click.argument("name")
@click.option("--as-of", help="截至哪天，默认今天。")
@verb
def show(session: Session, name: str, as_of: str | None) -> Answer:
    """Show one team with everybody in it."""
    with session.office() as office:
        return _one(office.teams.get(name, day_text(as_of)))


@team.command(
    "add",
    help="新建小组：名称、--kind 种类，其余写 字段=值（address、founded、contact、phone、committee、note）。",
)
@click.argument("name")
@click.argument("words", nargs=-1)
@click.option("--kind", required=True, help="种类，如 街道小组、党小组、委员工作室。")
@verb
def add(session: Session, name: str, words: tuple[str, ...], kind: str) -> Answer:
    """Enter a team."""
    with session.office(write=True) as office:
        return _one(office.teams.add(kind, name, _values(words, TEAM)))


@team.command("set", help="修改小组：字段=值 …；leader=姓名 设负责人（自 --from 起）。")
@click.argument("name")
@click.argument("words", nargs=-1, required=True)
@click.option("--from", "since", help="负责人自哪天起，默认今天。")
@verb
def set_(session: Session, name: str, words: tuple[str, ...], since: str | None) -> Answer:
    """Change fields of a team, or who leads it."""
    with session.office(write=True) as office:
        values, desk = _values(words, TEAM), office.teams
        leader = values.pop("leader", "")
        found = desk.get(name)
        with office.data.operation(f"修改{found.kind} {found.name}"):
            if values:
                desk.change(found, values)
            if leader:
                day = day_text(since) or session.today().isoformat()
                desk.lead(desk.get(name), office.roster.get(leader, day), day=day)
        return _one(desk.get(name))


@team.command("put", help="把委员编入小组；已在组内的改职务。")
@click.argument("name")
@click.argument("members", nargs=-1, required=True)
@click.option("--role", default="", help="职务，如 组长、副主任。")
@click.option("--from", "since", help="自哪天起，默认今天。")
@click.option("--correct", is_flag=True, help="补录，不算变动。")
@verb
def put(
    session: Session, name: str, members: tuple[str, ...], role: str, since: str | None, correct: bool
) -> Answer:
    """Put members into a team."""
    with session.office(write=True) as office:
        day = None if correct else day_text(since) or session.today().isoformat()
        people = [office.roster.get(word, day) for word in members]
        office.teams.put(office.teams.get(name), people, role, day=day)
        return _one(office.teams.get(name, max(day or "", session.today().isoformat())))


@team.command("take", help="把委员调出小组。")
@click.argument("name")
@click.argument("members", nargs=-1, required=True)
@click.option("--on", help="自哪天起，默认今天。")
@click.option("--correct", is_flag=True, help="本来就不在组内，不算变动。")
@verb
def take(session: Session, name: str, members: tuple[str, ...], on: str | None, correct: bool) -> Answer:
    """Take members out of a team."""
    with session.office(write=True) as office:
        day = None if correct else day_text(on) or session.today().isoformat()
        people = [office.roster.get(word, day) for word in members]
        office.teams.take(office.teams.get(name, day), people, day=day)
        return _one(office.teams.get(name, max(day or "", session.today().isoformat())))


@team.command("rename", help="小组更名（--kind 改种类），委员资料随着改；--merge 并入已有的小组。")
@click.argument("name")
@click.argument("new")
@click.option("--kind", default="", help="改为这个种类。")
@click.option("--merge", is_flag=True, help="并入已有的小组。")
@verb
def rename(session: Session, name: str, new: str, kind: str, merge: bool) -> Answer:
    """Rename a team, or make it part of another."""
    with session.office(write=True) as office:
        desk = office.teams
        found = desk.get(name)
        return _one(desk.merge(found, desk.get(new)) if merge else desk.rename(found, new, kind))


@team.command("dissolve", help="撤销小组，自这天起成员和聘期都结束。")
@click.argument("name")
@click.option("--on", help="自哪天起，默认今天。")
@verb
def dissolve(session: Session, name: str, on: str | None) -> Answer:
    """End a team."""
    with session.office(write=True) as office:
        office.teams.dissolve(office.teams.get(name), day_text(on))
        return _one(office.teams.get(name))


@team.command(
    "outsider",
    help="组内不是委员的人：add 姓名 字段=值（role、employer、phone、starts、ends）| set 姓名 字段=值 | end 姓名 [ends=日期]。",
)
@click.argument("what", type=click.Choice(["add", "set", "end"]))
@click.argument("name")
@click.argument("person")
@click.argument("words", nargs=-1)
@verb
def outsider(session: Session, what: str, name: str, person: str, words: tuple[str, ...]) -> Answer:
    """Enter, change or end somebody who is no 委员."""
    with session.office(write=True) as office:
        desk, values = office.teams, _values(words, OUTSIDER)
        found = desk.get(name)
        if what == "add":
            desk.add_outsider(found, {"name": person, **values})
        else:
            one = _outsider(office, found, person)
            if what == "end":
                desk.end_outsider(one, values.get("ends"))
            else:
                desk.change_outsider(one, values)
        return _one(desk.get(name))


@team.command("import", help="导入小组名单（xlsx、csv、ods、docx、json）：名称、种类、负责人、成员、地址 …")
@import_options
@click.option("--kind", default="", help="表里没写种类时用这个，如 委员工作室。")
@click.option("--strangers", is_flag=True, help="名册里没有的人作为非委员成员录入。")
@click.option("--choose", help="同名选定的 JSON 文件：{小组/姓名: 委员编号、id，或 new 表示都不是}。")
@verb
def import_(
    session: Session,
    files: tuple[str, ...],
    kind: str,
    dry_run: bool,
    accept_good: bool,
    strangers: bool,
    mapping: str | None,
    sheet: str | None,
    choose: str | None,
) -> Answer:
    """Read lists of teams and enter them as one operation."""
    with session.office(write=not dry_run) as office:
        desk = office.team_import
        preview = desk.preview(
            [Path(name) for name in files],
            kind=kind,
            override=mapping_file(mapping, TEAM_FIELDS),
            sheet=sheet,
            chosen=desk.choices_of(Path(choose)) if choose else None,
        )
        problem = None if accept_good else preview.refusal()
        if problem is None and not dry_run:
            desk.apply(preview, strangers=strangers)
        data = {
            "rows": preview.read, "teams": len(preview.rows), "new": preview.new, "updated": preview.updated,
            "unchanged": preview.unchanged, "seats": preview.seats, "strangers": preview.strangers,
            "errors": [one.as_dict() for one in preview.errors], "warnings": [one.as_dict() for one in preview.warnings],
            "sheets": [{"file": s.file, "sheet": s.name, "taken": s.taken, "why": s.why} for s in preview.sheets],
            "questions": [_question(doubt) for row in preview.rows for doubt in row.asked],
        }  # fmt: skip
        said = (
            f"{'预览' if dry_run else '导入'} {len(preview.rows)} 个小组：新增 {preview.new}，更新 {preview.updated}，"
            f"不变 {preview.unchanged}；编入 {preview.seats} 人次，名册里没有对上的 {preview.strangers} 人。"
        )
        remarks = [
            f"{one.place}：{one.value}：{one.message}" if one.place else one.message
            for one in preview.warnings
        ]
        return Answer(data, [said, *remarks], problem)


def _question(doubt: Doubt) -> dict[str, object]:
    """A name that several members bear, with those whom --choose may name."""
    return {
        "key": doubt.key, "name": doubt.named.name,
        "candidates": [{"member": str(one.id), "no": one.no, "sector": one.sector, "workplace": one.workplace} for one in doubt.candidates],
    }  # fmt: skip


def team_json(one: Team) -> dict[str, object]:
    """One team: its fields, members with role and since when, people who are no 委员."""
    return {
        "id": str(one.id or ""), "kind": one.kind, "name": one.name, "leaders": list(one.leaders),
        **{key: one.more.get(key, "") for key in ("address", "founded", "contact", "phone", "committee", "ended", "note")},
        "members": [_mate_json(mate) for mate in one.members],
        "outsiders": [_outsider_json(person) for person in one.outsiders],
    }  # fmt: skip


def _mate_json(mate: Teammate) -> dict[str, str]:
    return {"id": str(mate.id), "name": mate.name, "role": mate.role, "from": mate.since}


def _outsider_json(person: Outsider) -> dict[str, str]:
    more = {key: person.text(key) for key in ("sex", "employer", "phone", "note")}
    return {
        "id": str(person.id), "name": person.name, "role": person.role, **more, "from": person.starts, "to": person.ends
    }  # fmt: skip


def _counts(office: Office, day: str | None) -> Answer:
    found = office.teams.counts(day)
    data = [
        {
            "kind": one.kind.name, "teams": one.teams, "members": one.members, "seats": one.seats, "outsiders": one.outsiders,
            "without": [str(member.id) for member in one.without],
        }
        for one in found
    ]  # fmt: skip
    lines = [
        f"{one.kind.name} {one.teams} 个，委员 {one.members} 人，非委员 {one.outsiders} 人，未编入 {len(one.without)} 人"
        for one in found
        if one.teams
    ]
    return Answer(data, lines)


def _line(one: Team) -> str:
    outside = f"，非委员 {len(one.outsiders)} 人" if one.outsiders else ""
    led = f"，负责人 {'、'.join(one.leaders)}" if one.leaders else ""
    ended = f"，{one.ended} 撤销" if one.ended else ""
    return f"{one.kind}　{one.name}：委员 {len(one.members)} 人{outside}{led}{ended}"


def _one(found: Team) -> Answer:
    facts = [f"  {TEAM[key].label} {text}" for key, text in found.more.items()]
    people = [f"  {mate.name}{f'（{mate.role}）' if mate.role else ''}" for mate in found.members]
    outside = [f"  {one.name}{f'（{one.role}）' if one.role else ''}　非委员" for one in found.outsiders]
    return Answer(team_json(found), [_line(found), *facts, *people, *outside])


def _values(words: Iterable[str], fields: dict[str, Field]) -> dict[str, str]:
    """Read FIELD=VALUE words; a field may be written by its Chinese name."""
    values: dict[str, str] = {}
    for word in words:
        name, sign, text = word.partition("=")
        key = name if name in fields else next((f.key for f in fields.values() if name in f.headers), "")
        if not sign or not key:
            raise WrongUsage(f"“{word}”应写成 字段=值；可用字段：{'、'.join(fields)}。", where=word)
        values[key] = text
    return values


def _outsider(office: Office, found: Team, person: str) -> Outsider:
    same = [one for one in office.teams.outsiders(found) if person in (one.name, str(one.id))]
    if len(same) != 1:
        what = f"有 {len(same)} 位“{person}”，请用编号" if same else f"没有“{person}”这位非委员成员"
        raise WrongUsage(f"{found.name}里{what}。", where=person)
    return same[0]
