"""liange roster history, restore, bulk and recycle: what was changed, put back, changed for many, brought back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from app.commands.roster import roster
from app.commands.roster_change import how, split_words, told
from app.commands.verb import Answer, Session, verb
from app.domain.errors import Refused, WrongUsage
from app.domain.fields import MEMBER, Field, Privacy, member_key
from app.domain.member import Member
from app.office import Office

if TYPE_CHECKING:
    from app.services.bulk_edit import Preview, Row
    from app.services.fact_chains import Chains
    from app.services.member_history import Entry

VEILED = "（已遮盖）"
HIDDEN = "（已遮盖，加 --full 显示）"


@roster.command("history", help="一名委员的全部修改（谁、何时、哪一项、改前、改后）和各项沿革。")
@click.argument("member")
@click.option("--full", is_flag=True, help="电话、住址等个人信息也显示。")
@verb
def history(session: Session, member: str, full: bool) -> Answer:
    """Show every change of a member, newest first, and the chains of facts."""
    with session.office() as office:
        found = office.member_history.of(member)
    entries = [_entry_json(entry, full=full) for entry in found.entries]
    others = [
        {"term": one.name, "from": one.starts, "to": one.ends, "timelines": _chains_json(one.timelines)}
        for one in found.others
    ]
    lines = [found.member.name, *_chain_lines(found.timelines)]
    for other in found.others:
        lines += [
            f"  {other.name}（{other.starts or '起'} 至 {other.ends or '今'}）",
            *_chain_lines(other.timelines),
        ]
    lines += [
        f"  {one['at']}  {one['label']}  {one['name']}：{one['before'] or '空'} → {one['after'] or '空'}"
        f"  （{one['user']}，{one['machine']}，第 {one['operation']} 步）"
        for one in entries
    ]  # fmt: skip
    return Answer(
        {
            "id": str(found.member.id), "name": found.member.name, "changes": entries,
            "timelines": _chains_json(found.timelines), "others": others,
        },
        lines,
    )  # fmt: skip


def _chains_json(chains: Chains) -> dict[str, object]:
    return {
        name: [{"from": one.starts, "to": one.last, "value": one.text, "why": one.why} for one in spans]
        for name, spans in chains
    }


def _chain_lines(chains: Chains) -> list[str]:
    return [
        f"  {name}：{one.starts or '最初'} — {one.last or '今'}  {one.text}"
        + (f"（{one.why}）" if one.why else "")
        for name, spans in chains
        for one in spans
    ]


def _entry_json(entry: Entry, *, full: bool) -> dict[str, object]:
    hidden = entry.privacy is Privacy.FULL and not full
    before, after = (HIDDEN if hidden and text else text for text in (entry.before, entry.after))
    return {
        "operation": str(entry.operation), "label": entry.label, "at": entry.at, "user": entry.user,
        "machine": entry.machine, "undone": entry.undone, "field": entry.key, "name": entry.name,
        "before": before, "after": after, "from": entry.since, "why": entry.why, "masked": hidden,
    }  # fmt: skip


@roster.command("restore", help="恢复一名委员某一项以前的值（作为更正）。")
@click.argument("member")
@click.argument("field")
@click.option("--to", "value", help="恢复成这个值。")
@click.option("--operation", type=int, help="恢复成这一步（roster history 里的步号）之前的值。")
@verb
def restore(session: Session, member: str, field: str, value: str | None, operation: int | None) -> Answer:
    """Put one field back."""
    if (value is None) == (operation is None):
        raise WrongUsage("请用 --to 或 --operation 说明恢复成什么，两者选一。", where="restore")
    with session.office(write=True) as office:
        found = office.roster.get(member)
        now = office.member_history.restore(found, field, operation=operation, value=value)
    meant = MEMBER[member_key(field) or field]
    return Answer(
        {"id": str(found.id), "name": found.name, "field": meant.key, "label": meant.label, "value": now},
        [f"已恢复 {found.name} 的{meant.label}：{_shown(meant, now)}。"],
    )


def _shown(field: Field, text: str) -> str:
    """A value as the terminal shows it: a phone stays covered there."""
    return VEILED if text and field.privacy is Privacy.FULL else text or "空"


@roster.command(
    "bulk",
    help="批量修改：字段=值 …（+= 添加，-= 去掉，等号后留空为清空），date= 自哪天起，不写 date= 为更正；"
    "--members 后写编号或姓名，或用 --where 字段=值 选人（可重复）。",
)
@click.argument("words", nargs=-1, required=True)
@click.option("--members", multiple=True, help="改哪些人：编号或姓名，可写多个。")
@click.option("--where", multiple=True, help="改符合条件的人：字段=值，可重复。")
@click.option("--dry-run", is_flag=True, help="只预览改前改后和影响，不写入。")
@click.option("--accept-good", is_flag=True, help="有人不能改时，只改能改的。")
@verb
def bulk(
    session: Session, words: tuple[str, ...], members: tuple[str, ...], where: tuple[str, ...], dry_run: bool,
    accept_good: bool,
) -> Answer:  # fmt: skip
    """Change fields of many members as one operation."""
    named = [*members, *(word for word in words if "=" not in word)]
    assignments, day, reason = split_words(tuple(word for word in words if "=" in word))
    if bool(named) == bool(where):
        raise WrongUsage("请用 --members 或 --where 说明改哪些人，两者选一。", where="bulk")
    with session.office(write=not dry_run) as office:
        people = office.bulk.where(where, day) if where else _named(office, named, day)
        if not people:
            raise Refused("没有符合条件的委员。", code="nobody")
        preview = office.bulk.preview(people, assignments, day=day, reason=reason)
        if not dry_run and preview.refused and not accept_good:
            first = preview.refused[0]
            raise Refused(
                f"有 {len(preview.refused)} 人不能这样改，什么也没有改：{first.refused}加 --accept-good 可以只改其余的人。",
                where=first.member.name, code="refused",
            )  # fmt: skip
        if not dry_run:
            preview = office.bulk.apply(people, assignments, day=day, reason=reason)
        hidden = {one.key for one in office.frame.field_use().fields if one.privacy is Privacy.FULL}
        preview = replace(preview, rows=tuple(_veiled(row, hidden) for row in preview.rows))
        answer = told(preview.consequences, **_preview_json(preview))
    data = {**_as_dict(answer.data), "dry_run": dry_run}
    return Answer(
        data,
        [
            _count_line(preview, done=not dry_run),
            how(day, {key for row in preview.rows for key in row.after}),
            *(_row_line(row) for row in preview.rows),
            *answer.lines,
        ],
    )


def _named(office: Office, words: list[str], day: str | None) -> list[Member]:
    return list({found.id: found for found in (office.roster.get(word, day) for word in words)}.values())


def _veiled(row: Row, hidden: Collection[str]) -> Row:
    """What was there of a field that only 完整 tells is not shown for many at once."""
    before = {key: VEILED if key in hidden and text else text for key, text in row.before.items()}
    return replace(row, before=before)


def _as_dict(data: object) -> dict[str, object]:
    return dict(data) if isinstance(data, dict) else {}


def _preview_json(preview: Preview) -> dict[str, object]:
    return {
        "label": preview.label,
        "changed": [
            {"id": str(row.member.id), "name": row.member.name, "before": dict(row.before), "after": dict(row.after)}
            for row in preview.rows
        ],
        "unchanged": [str(one.id) for one in preview.unchanged],
        "new_words": [{"list": one.list, "word": one.word, "alike": one.alike} for one in preview.new_words],
        "refused": [
            {"id": str(row.member.id), "name": row.member.name, "message": row.refused} for row in preview.refused
        ],
    }  # fmt: skip


def _count_line(preview: Preview, *, done: bool) -> str:
    said_ = "已修改" if done else "将修改"
    return (
        f"{said_} {len(preview.rows)} 人，{len(preview.unchanged)} 人不变，{len(preview.refused)} 人不能改。"
    )


def _row_line(row: Row) -> str:
    return f"  {row.member.name}：" + "；".join(
        f"{row.before[key] or '空'} → {row.after[key] or '空'}" for key in row.after
    )


@roster.command(
    "remove", help="删除误录的委员；有联络关系或提案的不能删除，请改用退出。可以撤销，也可以从回收站找回。"
)
@click.argument("member")
@click.option("--dry-run", is_flag=True, help="只说明影响，不删除。")
@verb
def remove(session: Session, member: str, dry_run: bool) -> Answer:
    """Take out a member entered by mistake."""
    with session.office(write=not dry_run) as office:
        found = office.roster.get(member)
        if dry_run:
            return told(office.consequences.of_removal(found), id=str(found.id), name=found.name)
        office.roster.remove(found)
    return Answer({"id": str(found.id), "name": found.name}, [f"已删除 {found.name}。"])


@roster.group("recycle", help="回收站：删除的误录委员。")
def recycle() -> None:
    """Hold the verbs on removed members together."""


@recycle.command("list", help="列出删除了的委员。")
@verb
def recycle_list(session: Session) -> Answer:
    """List who was removed and is still gone."""
    with session.office() as office:
        found = office.recycle.listing()
    data = [
        {"id": str(one.id), "name": one.name, "no": one.no, "term": one.term, "about": one.about, "at": one.at,
         "user": one.user, "machine": one.machine, "facts": one.facts, "rules": one.rules}
        for one in found
    ]  # fmt: skip
    lines = [
        f"{one.id}  {one.name}  {one.about}  {one.at} 由 {one.user}（{one.machine}）删除" for one in found
    ]
    return Answer(data, lines or ["回收站是空的。"])


@recycle.command("restore", help="把删除了的委员整个找回来。")
@click.argument("identity", metavar="ID")
@verb
def recycle_restore(session: Session, identity: str) -> Answer:
    """Bring one back whole."""
    with session.office(write=True) as office:
        if not identity.isdecimal():
            raise WrongUsage("请写 roster recycle list 列出的编号。", where=identity)
        name, dropped = office.recycle.restore(int(identity))
    lost = f"有 {dropped} 条指定或回避没有恢复，对方已不在或另有指定。" if dropped else ""
    return Answer({"id": identity, "name": name, "rules_dropped": dropped}, [f"已找回 {name}。{lost}"])
