"""liange term: 届 – listed, entered, renamed, and 换届, which makes a new one from the present one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.verb import Answer, Session, day_text, verb
from app.domain.errors import WrongUsage
from app.domain.finding import Finding
from app.domain.succession import CARRIED, USUALLY

if TYPE_CHECKING:
    from app.services.new_term_plan import Coming, Renewal, Staying


@click.group(help="届次")
def term() -> None:
    """Hold the term verbs together."""


@term.command("add", help="建立一届（空的）；从现任委员换届请用 term renew。")
@click.argument("name")
@click.option("--start", help="本届开始日期。")
@verb
def term_add(session: Session, name: str, start: str | None) -> Answer:
    """Enter a 届."""
    with session.office(write=True) as office:
        identity = office.setup.add_term(name, day_text(start) or "")
        return Answer({"id": str(identity), "name": name}, [f"已建立 {name}。"])


@term.command("list", help="列出各届。")
@verb
def term_list(session: Session) -> Answer:
    """List every 届."""
    with session.office(whole=True) as office:
        current = office.frame.current_term().id
        terms = office.frame.registry.terms()
        data = [
            {"id": str(t.id), "name": t.name, "start": t.starts, "end": t.ends, "current": t.id == current} for t in terms
        ]  # fmt: skip
        marks = ["（当前）" if t.id == current else f"（到 {t.ends}）" if t.ends else "" for t in terms]
        return Answer(data, [f"{t.name} {t.starts}{mark}" for t, mark in zip(terms, marks, strict=True)])


@term.command("rename", help="给一届改名。")
@click.argument("name")
@click.argument("to")
@verb
def term_rename(session: Session, name: str, to: str) -> Answer:
    """Give a 届 another name."""
    with session.office(write=True, whole=True) as office:
        office.setup.rename_term(name, to)
        return Answer({"name": to, "before": name}, [f"{name} 已改名为 {to}。"])


@term.command("start", help="改一届的第一天。")
@click.argument("name")
@click.argument("day")
@verb
def term_start(session: Session, name: str, day: str) -> Answer:
    """Set the first day of a 届."""
    with session.office(write=True, whole=True) as office:
        office.setup.set_first_day(name, day_text(day) or "")
        return Answer({"name": name, "start": day}, [f"{name} 的第一天已改为 {day}。"])


@term.command("renew", help="换届：由现任委员和新一届名单产生新的一届，是一次操作，可以撤销。")
@click.argument("name")
@click.option("--start", required=True, help="新一届的第一天。")
@click.option(
    "--from", "files", multiple=True, help="新一届的名单：名册表格、公告文字或姓名清单，可以有几个。"
)
@click.option("--stay", multiple=True, help="留任的委员（编号或姓名），可以有几个。")
@click.option("--all-stay", is_flag=True, help="现任委员都留任，除 --leave 的以外。")
@click.option("--leave", multiple=True, help="退出的委员（编号或姓名），可以有几个。")
@click.option("--sectors", help='界别、专委会的改动：JSON 文件，如 {"工会": "总工会", "特邀": ""}。')
@click.option("--carry", help=f"带到新一届的内容，用逗号隔开：{'、'.join(CARRIED)}；默认除 posts 以外都带。")
@click.option("--choose", help="同名选定的 JSON 文件：{文件!工作表!行号: 委员编号、id 或 new}。")
@click.option("--dry-run", is_flag=True, help="只预览，不换届。")
@verb
def term_renew(
    session: Session, name: str, start: str, files: tuple[str, ...], stay: tuple[str, ...], all_stay: bool,
    leave: tuple[str, ...], sectors: str | None, carry: str | None, choose: str | None, dry_run: bool,
) -> Answer:  # fmt: skip
    """Make a new 届 from the present one."""
    with session.office(write=not dry_run) as office:
        desk = office.renewal
        turned = desk.turned_in(Path(sectors)) if sectors else {}
        wish = replace(
            desk.wish(), name=name, start=day_text(start) or "", files=tuple(map(Path, files)), all_stay=all_stay,
            stay=frozenset(office.roster.get(word).id for word in stay),
            leave=frozenset(office.roster.get(word).id for word in leave),
            choices=desk.choices_in(Path(choose)) if choose else {}, sectors=turned.get("sectors", {}),
            committees=turned.get("committees", {}), carry=_carried(carry),
        )  # fmt: skip
        plan = desk.plan(wish)
        refusal = plan.refusal()
        if refusal is None and not dry_run:
            desk.carry_out(plan)
        return Answer(plan_json(plan), _lines(plan, done=refusal is None and not dry_run), refusal)


def plan_json(plan: Renewal) -> dict[str, object]:
    """`term renew`: everybody's fate, what becomes of the 界别, and what stands against it."""
    return {
        "term": plan.wish.name, "start": plan.wish.start, "from": plan.old.name,
        "counts": {
            "present": plan.present, "stay": len(plan.stay), "left": len(plan.left), "new": len(plan.new),
            "coming": plan.coming, "ambiguous": len(plan.doubtful),
        },
        "stay": [_staying_json(one) for one in plan.stay],
        "new": [_coming_json(one) for one in plan.new],
        "left": [{"id": str(one.id), "name": one.name, "sector": one.sector} for one in plan.left],
        "ambiguous": [
            {"row": one.row, "name": one.person.name, "candidates": [str(m.id) for m in one.candidates], "message": one.why}
            for one in plan.doubtful
        ],
        "sectors": {one.old: one.new for one in plan.sectors if one.old},
        "sectors_new": [one.new for one in plan.sectors if not one.old],
        "committees": {one.old: one.new for one in plan.committees if one.old},
        "committees_new": [one.new for one in plan.committees if not one.old],
        "carry": [key for key in CARRIED if key in plan.wish.carry],
        "errors": [one.as_dict() for one in plan.errors],
        "warnings": [one.as_dict() for one in plan.warnings],
    }  # fmt: skip


def _staying_json(one: Staying) -> dict[str, object]:
    changes = [{"field": c.key, "before": c.before, "after": c.after} for c in one.changes]
    return {"id": str(one.member.id), "name": one.member.name, "by": one.by, "changes": changes}


def _coming_json(one: Coming) -> dict[str, object]:
    known = str(one.known.id) if one.known else None
    return {"name": one.name, "sector": str(one.values.get("sector") or ""), "known": known}


def _lines(plan: Renewal, *, done: bool) -> list[str]:
    turned = [
        f"  {one.turn}：{one.old or one.new}{f' → {one.new}' if one.old and one.new else ''}"
        for one in (*plan.sectors, *plan.committees)
        if one.old != one.new
    ]
    head = f"已换届：{plan.old.name} → {plan.wish.name}，可以撤销。" if done else "没有换届，只是预览。"
    ready = [] if done or plan.errors else [plan.promise]
    return [head, *ready, plan.sums, *turned, *(_told(one) for one in (*plan.errors, *plan.warnings))]


def _told(one: Finding) -> str:
    return f"  {one.said}"


def _carried(text: str | None) -> frozenset[str]:
    if text is None:
        return USUALLY
    by_label = {label: key for key, label in CARRIED.items()}
    words = [word.strip() for word in text.replace("，", ",").split(",") if word.strip()]
    for word in words:
        if word not in CARRIED and word not in by_label:
            raise WrongUsage(f"不能带过去“{word}”，可用：{'、'.join(CARRIED)}。", where=word)
    return frozenset(by_label.get(word, word) for word in words)
