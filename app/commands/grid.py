"""liange grid …"""

from __future__ import annotations

import json
from pathlib import Path

import click

from app.commands.json_form import grid_json, plan_json
from app.commands.verb import Answer, Session, day_text, verb
from app.domain.errors import NotFound, Refused
from app.office import Office, solve_form


@click.group(help="五级网格")
def grid() -> None:
    """Hold the grid verbs together."""


@grid.command("assign", help="分配联系人；已有网格时变动最少。")
@click.option("--scheme", default="五级网格", help="方案名称。")
@click.option("--from", "start", help="自哪天起。")
@click.option("--reoptimise", is_flag=True, help="重新优化，不管原来的分配。")
@click.option("--dry-run", is_flag=True, help="只试算。")
@verb
def assign(session: Session, scheme: str, start: str | None, reoptimise: bool, dry_run: bool) -> Answer:
    """Assign, or re-assign with the fewest moves."""
    with session.office(write=not dry_run) as office:
        office.liaison.scheme(scheme)
        day = day_text(start)
        plan = (
            office.liaison.plan(day, reoptimise=reoptimise)
            if dry_run
            else office.liaison.assign(day, reoptimise=reoptimise)
        )
        lines = [
            f"{level.lower_tier} 级：已分配 {len(level.assign)}，未分配 {len(level.unassigned)}"
            for level in plan.levels
        ]
        lines.append(f"新分配 {len(plan.added)}，变动 {len(plan.moved)}，不变 {plan.kept}")
        return Answer(plan_json(plan), lines)


@grid.command("show", help="截至某日的网格。")
@click.option("--as-of", help="截至日期。")
@verb
def show(session: Session, as_of: str | None) -> Answer:
    """Show the grid as of a day."""
    with session.office() as office:
        view = office.liaison.grid(day_text(as_of))
        lines = [
            f"{view.name(pair.upper)} → {view.name(pair.lower)}（{'、'.join(pair.shared) or '无共同点'}）"
            for pair in view.pairs
        ]
        return Answer(grid_json(view), [*lines, *(f"未分配：{view.name(one)}" for one in view.orphans)])


@grid.command("check", help="检查网格是否完整。")
@click.option("--as-of", help="截至日期。")
@verb
def check(session: Session, as_of: str | None) -> Answer:
    """Check that everyone below the top has exactly one liaison."""
    with session.office() as office:
        day = day_text(as_of)
        problems = office.liaison.check(day)
        tiering = office.liaison.grid(day, explained=False).tiering
        data = {
            "ok": not problems,
            "total": tiering.total,
            "per_tier": {str(number): len(members) for number, members in tiering.tiers.items()},
            "problems": [
                {"kind": p.kind, "member": str(p.member) if p.member else "", "message": p.message}
                for p in problems
            ],
        }
        refusal = (
            Refused(f"网格有 {len(problems)} 处问题：{problems[0].message}", code="problems")
            if problems
            else None
        )
        return Answer(
            data,
            [f"网格完整，共 {tiering.total} 人。"] if not problems else [p.message for p in problems],
            refusal,
        )


@grid.command("problem", help="输出某一级的分配问题（JSON）。")
@click.argument("lower_tier", type=int)
@verb
def problem(session: Session, lower_tier: int) -> Answer:
    """Print the assignment problem whose lower side is a tier."""
    with session.office() as office:
        form = office.liaison.problem(lower_tier).to_json()
        return Answer(form, [json.dumps(form, ensure_ascii=False, indent=1)])


@grid.command("solve", help="求解一个分配问题文件。")
@click.argument("file")
@verb
def solve(_session: Session, file: str) -> Answer:
    """Solve a problem file; needs no data file."""
    try:
        form = json.loads(Path(file).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise Refused(f"{file} 不是能读的 JSON 文件。", where=file) from error
    solution = solve_form(form)
    return Answer(solution, [json.dumps(solution, ensure_ascii=False, indent=1)])


@grid.command("pin", help="指定：LOWER 由 UPPER 联系（下次分配生效，--now 立即）。")
@click.argument("lower")
@click.argument("upper")
@click.option("--now", is_flag=True, help="立即改由 UPPER 联系。")
@click.option("--from", "start", help="自哪天起（与 --now 同用）。")
@verb
def pin(session: Session, lower: str, upper: str, now: bool, start: str | None) -> Answer:
    """Lay down who liaises whom."""
    with session.office(write=True) as office:
        member, liaison = office.roster.get(lower), _upper(office, upper)
        if now:
            office.liaison.place(member, liaison, day_text(start))
        else:
            office.liaison.pin(member, liaison)
        return Answer({"lower": str(member.id), "upper": str(liaison)}, [f"已指定 {member.name} 的联系人。"])


@grid.command("unpin", help="取消指定。")
@click.argument("lower")
@click.argument("upper", required=False)
@verb
def unpin(session: Session, lower: str, upper: str | None) -> Answer:
    """Take a pin back."""
    del upper  # one person has at most one pin
    with session.office(write=True) as office:
        member = office.roster.get(lower)
        office.liaison.unpin(member)
        return Answer({"lower": str(member.id)}, [f"已取消 {member.name} 的指定。"])


@grid.command("forbid", help="回避：UPPER 不得联系 LOWER。")
@click.argument("lower")
@click.argument("upper")
@verb
def forbid(session: Session, lower: str, upper: str) -> Answer:
    """Lay down who must not liaise whom."""
    with session.office(write=True) as office:
        member, liaison = office.roster.get(lower), _upper(office, upper)
        office.liaison.forbid(member, liaison)
        return Answer({"lower": str(member.id), "upper": str(liaison)}, [f"已登记 {member.name} 的回避。"])


@grid.command("unforbid", help="取消回避。")
@click.argument("lower")
@click.argument("upper", required=False)
@verb
def unforbid(session: Session, lower: str, upper: str | None) -> Answer:
    """Take a forbidden pair back."""
    with session.office(write=True) as office:
        member = office.roster.get(lower)
        office.liaison.unforbid(member, _upper(office, upper) if upper else None)
        return Answer({"lower": str(member.id)}, [f"已取消 {member.name} 的回避。"])


@grid.command("guest", help="增加非委员联系人（如党外编制的党组副书记）。")
@click.argument("name")
@click.option("--tier", type=int, default=2, help="第几级，平时是 2。")
@click.option("--title", default="", help="职务。")
@verb
def guest(session: Session, name: str, tier: int, title: str) -> Answer:
    """Enter a liaison who is no 委员."""
    with session.office(write=True) as office:
        identity = office.liaison.add_guest(tier, name, title)
        return Answer({"id": str(identity), "name": name, "tier": tier}, [f"已增加联系人 {name}。"])


def _upper(office: Office, word: str) -> int:
    """Resolve a liaison: a member, or a guest by id or name."""
    guests = [
        guest for guest in office.liaison.grid(explained=False).guests if word in (str(guest.id), guest.name)
    ]
    if len(guests) == 1:
        return guests[0].id
    try:
        return office.roster.get(word).id
    except NotFound:
        raise NotFound(f"名册和非委员联系人里都没有“{word}”。", where=word) from None
