"""liange proposal …, liange unit …"""

from __future__ import annotations

from pathlib import Path

import click

from app.commands.options import import_options
from app.commands.proposal_json import (
    dossier_json,
    figures_json,
    proposal_json,
    register_json,
    unit_json,
    units_json,
)
from app.commands.verb import Answer, Session, mapping_file, verb
from app.domain.errors import Refused, WrongUsage
from app.domain.fields import PROPOSAL_FIELDS
from app.domain.proposal import Proposal
from app.domain.proposal_actions import ACTIONS, WORDS
from app.domain.proposal_figures import Figures


@click.group(help="提案")
def proposal() -> None:
    """Hold the proposal verbs together."""


@proposal.command("import", help="导入提案登记表（xlsx、csv）；可同时给出承办单位答复表。")
@import_options
@click.option("--plenary", help="次会议名称。")
@verb
def import_(
    session: Session,
    files: tuple[str, ...],
    dry_run: bool,
    accept_good: bool,
    plenary: str | None,
    mapping: str | None,
    sheet: str | None,
) -> Answer:
    """Read registers and enter them as one operation."""
    with session.office(write=not dry_run) as office:
        preview = office.register_import.preview(
            [Path(name) for name in files],
            plenary=plenary,
            override=mapping_file(mapping, PROPOSAL_FIELDS),
            sheet=sheet,
        )
        problem = None if accept_good else preview.refusal()
        if problem is None and not dry_run:
            office.register_import.apply(preview)
        counts = f"{preview.proposals} 件：新增 {preview.new}，更新 {preview.updated}，不变 {preview.unchanged}，有误 {len(preview.errors)}。"
        aside = [f"另有 {count} 行是{kind}，未导入。" for kind, count in preview.set_aside.items()]
        aside += [one.message for one in preview.warnings if not one.place]
        return Answer(register_json(preview), [("预览 " if dry_run else "导入 ") + counts, *aside], problem)


@proposal.command("list", help="列出提案。")
@click.option("--where", multiple=True, help="键=值，可多次；同一键多个值为“或”。")
@click.option("--search", default="", help="案由和正文中的字。")
@click.option("--view", default="", help="待审查、待交办、办理中、逾期、待反馈、跟踪。")
@click.option("--sort", default="no", help="按哪一栏排，如 no、title、state。")
@verb
def list_(session: Session, where: tuple[str, ...], search: str, view: str, sort: str) -> Answer:
    """List proposals."""
    conditions: dict[str, list[str]] = {}
    for word in where:
        key, sign, value = word.partition("=")
        if not sign:
            raise WrongUsage(f"“{word}”应写成 键=值。", where=word)
        conditions.setdefault(key, []).append(value)
    with session.office() as office:
        found = office.register.listing(conditions, search=search, view=view, sort=sort)
        return Answer([proposal_json(one) for one in found], [line(one) for one in found])


@proposal.command("show", help="一件提案的全部情况。")
@click.argument("number")
@verb
def show(session: Session, number: str) -> Answer:
    """Show one proposal with its timeline."""
    with session.office() as office:
        dossier = office.register.show(office.register.get(number))
        lines = [
            line(dossier.proposal),
            *(f"  {step.at} {step.action} {step.note}" for step in dossier.steps),
        ]
        return Answer(
            dossier_json(dossier),
            [*lines, f"  现在可以：{'、'.join(a.name for a in dossier.actions) or '无'}"],
        )


@proposal.command("add", help="登记一件提案：字段=值 …")
@click.argument("words", nargs=-1, required=True)
@click.option("--plenary", help="次会议名称。")
@verb
def add(session: Session, words: tuple[str, ...], plenary: str | None) -> Answer:
    """Enter a proposal."""
    with session.office(write=True) as office:
        done = office.register.add(office.register.parse(words), plenary)
        return Answer(
            {**dossier_json(office.register.show(done.proposal)), "warnings": list(done.warnings)},
            [line(done.proposal), *done.warnings],
        )


@proposal.command("set", help="修改一件提案：字段=值 …")
@click.argument("number")
@click.argument("words", nargs=-1, required=True)
@verb
def set_(session: Session, number: str, words: tuple[str, ...]) -> Answer:
    """Change fields of a proposal."""
    with session.office(write=True) as office:
        found = office.register.get(number)
        done = office.register.change(found, office.register.parse(words, found))
        return Answer(
            {**dossier_json(office.register.show(done.proposal)), "warnings": list(done.warnings)},
            [line(done.proposal), *done.warnings],
        )


@proposal.command("do", help="办理一步：NO 动作 date=日期 note=说明 字段=值 …")
@click.argument("number")
@click.argument("action")
@click.argument("words", nargs=-1)
@verb
def do(session: Session, number: str, action: str, words: tuple[str, ...]) -> Answer:
    """Take one step of the workflow."""
    given: dict[str, str] = {}
    for word in words:
        key, sign, value = word.partition("=")
        if not sign:
            raise WrongUsage(f"“{word}”应写成 字段=值。", where=word)
        given[key] = value
    with session.office(write=True) as office:
        try:
            done = office.register.do(office.register.get(number), action, given)
        except Refused as error:
            if error.code in ("needs", "units"):
                raise _spelt(error, action) from error
            raise
        return Answer(
            dossier_json(office.register.show(done.proposal)), [line(done.proposal), *done.warnings]
        )


def _spelt(error: Refused, action: str) -> Refused:
    """Tell how the words that an action needs are written here, where nobody sees a form."""
    words = [word for need in ACTIONS[action].needs for word in need.split("|")]
    said = "、".join(f"{WORDS[word]} {word}=" for word in words)
    return Refused(f"{error.message}写法：{said}", where=error.where, code=error.code)


@proposal.command("stats", help="一次会议的提案统计。")
@click.option("--plenary", help="次会议名称。")
@verb
def stats(session: Session, plenary: str | None) -> Answer:
    """Count a plenary's proposals."""
    with session.office() as office:
        found = office.register.stats(plenary)
        lines = [
            "，".join(f"{name} {count}" for name, count in _outcomes(found)),
            *(
                f"{name} {rate.text}（{rate.n}／{rate.of}）{rate.definition}"
                for name, rate in found.rates.items()
            ),
        ]
        return Answer(figures_json(found), lines)


@click.group(help="承办单位")
def unit() -> None:
    """Hold the unit verbs together."""


@unit.command("import", help="导入承办单位名单。")
@click.argument("files", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="只预览，不写入。")
@click.option("--accept-good", is_flag=True, help="有误的行不导入，其余导入。")
@verb
def unit_import(session: Session, files: tuple[str, ...], dry_run: bool, accept_good: bool) -> Answer:
    """Read lists of units."""
    with session.office(write=not dry_run) as office:
        preview = office.units.preview([Path(name) for name in files])
        problem = None if accept_good else preview.refusal()
        if problem is None and not dry_run:
            office.units.apply(preview)
        lines = [f"新增 {preview.new} 个，更新 {preview.updated} 个，不变 {preview.unchanged} 个。"]
        return Answer(units_json(preview), lines, problem)


@unit.command("list", help="列出承办单位。")
@verb
def unit_list(session: Session) -> Answer:
    """List units."""
    with session.office() as office:
        found = office.units.listing()
        return Answer([unit_json(one) for one in found], [one.name for one in found])


def _outcomes(found: Figures) -> list[tuple[str, int]]:
    """What was received and what became of it."""
    return [
        ("收到", found.received), ("立案", found.filed), ("不予立案", found.declined), ("并案", found.merged),
        ("转社情民意", found.converted), ("撤回", found.withdrawn),
    ]  # fmt: skip


def line(one: Proposal) -> str:
    """One proposal for people."""
    sponsors = "、".join(sponsor.name for sponsor in one.sponsors[:3])
    return "  ".join(part for part in (one.label, one.title, sponsors, one.category, one.state.value) if part)


COMMANDS = (proposal, unit)
