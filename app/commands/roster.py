"""liange roster …"""

from __future__ import annotations

from pathlib import Path

import click

from app.commands.json_form import dossier_json, import_json, member_json
from app.commands.verb import Answer, Session, day_text, mapping_file, verb
from app.domain.errors import Refused
from app.domain.fields import MEMBER_FIELDS
from app.domain.member import Member
from app.office import Reason


@click.group(help="委员名册")
def roster() -> None:
    """Hold the roster verbs together."""


@roster.command("import", help="导入名册表格（xlsx、csv），几张表按人合并。")
@click.argument("files", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="只预览，不写入。")
@click.option("--accept-good", is_flag=True, help="有误的行不导入，其余导入。")
@click.option("--map", "mapping", help="表头对应的 JSON 文件：{表头: 字段}，字段写名称或代号，空为不导入。")
@click.option("--sheet", help="只读这一张工作表。")
@click.option("--no-posts", is_flag=True, help="不采用由职务推出的政协职务。")
@verb
def import_(
    session: Session,
    files: tuple[str, ...],
    dry_run: bool,
    accept_good: bool,
    mapping: str | None,
    sheet: str | None,
    no_posts: bool,
) -> Answer:
    """Read tables, join them into one roster, enter it as one operation."""
    with session.office(write=not dry_run) as office:
        preview = office.roster_import.preview(
            [Path(name) for name in files], override=mapping_file(mapping, MEMBER_FIELDS), sheet=sheet
        )
        problem = None if accept_good else preview.refusal()
        if problem is None and not dry_run:
            office.roster_import.apply(preview, with_posts=not no_posts)
        counts = f"{preview.members} 人：新增 {preview.new}，更新 {preview.updated}，不变 {preview.unchanged}，有误 {len(preview.errors)}。"
        return Answer(import_json(preview), [("预览 " if dry_run else "导入 ") + counts], problem)


@roster.command("list", help="列出委员。")
@click.option("--as-of", help="截至日期。")
@click.option("--sort", default="rank", help="rank、strokes、strokes-short-first、pinyin、sector。")
@click.option("--status", help="在册、暂停履职、辞职 …；“全部”含已退出。")
@click.option("--search", default="", help="姓名、单位等包含的字。")
@verb
def list_(session: Session, as_of: str | None, sort: str, status: str | None, search: str) -> Answer:
    """List members in an order."""
    with session.office() as office:
        people = office.roster.listing(day=day_text(as_of), sort=sort, status=status, text=search)
        return Answer([member_json(member) for member in people], [_line(member) for member in people])


@roster.command("show", help="一名委员的全部情况和变动。")
@click.argument("member")
@click.option("--as-of", help="截至日期。")
@verb
def show(session: Session, member: str, as_of: str | None) -> Answer:
    """Show one member with history."""
    with session.office() as office:
        dossier = office.roster.show(member, day_text(as_of))
        lines = [
            _line(dossier.member),
            *(f"  {o.at} {o.label}（{o.machine} {o.user}）" for o in dossier.operations),
        ]
        return Answer(dossier_json(dossier), lines)


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


@roster.command("posts", help="给一份名单上的人设政协职务。")
@click.argument("file")
@click.option("--post", required=True, help="如 常委。")
@click.option("--dry-run", is_flag=True, help="只核对，不写入。")
@click.option("--as-of", help="自哪天起。")
@verb
def posts(session: Session, file: str, post: str, dry_run: bool, as_of: str | None) -> Answer:
    """Set a post for a pasted list of names."""
    with session.office(write=not dry_run) as office:
        names = office.roster.list_in(Path(file))
        done = office.roster.set_post(names, post, day=day_text(as_of), dry_run=dry_run)
        data = {
            "post": done.post, "set": [str(m.id) for m in done.set], "already": [str(m.id) for m in done.already],
            "findings": [finding.as_dict() for finding in done.findings],
        }  # fmt: skip
        lines = [
            f"设为{post} {len(done.set)} 人，原已是 {len(done.already)} 人。",
            *(f.message for f in done.findings),
        ]
        problem = (
            Refused(f"有 {len(done.findings)} 处没有对上：{done.findings[0].message}", code="findings")
            if done.findings
            else None
        )
        return Answer(data, lines, problem)


@roster.command("export", help="导出名册，按后缀为 xlsx 或 csv。")
@click.argument("file")
@click.option("--level", default="内部", help="公开、内部、完整。")
@click.option("--as-of", help="截至日期。")
@verb
def export(session: Session, file: str, level: str, as_of: str | None) -> Answer:
    """Write the roster as a table."""
    with session.office() as office:
        written = office.paper.export_roster(Path(file), level=level, day=day_text(as_of))
        return Answer(
            {"file": str(written.file), "members": written.rows, "level": level},
            [f"已导出 {written.rows} 人到 {written.file}"],
        )


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
    return Answer(member_json(member), [_line(member)])


def _line(member: Member) -> str:
    parts = (
        member.name,
        "、".join(member.posts),
        member.sector,
        "、".join(member.affiliations),
        member.workplace,
    )
    return "  ".join(part for part in parts if part) + ("" if member.is_active else f"  【{member.status}】")
