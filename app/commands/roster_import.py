"""liange roster import and posts: tables and lists of names coming in."""

from __future__ import annotations

from pathlib import Path

import click

from app.commands.json_form import import_json
from app.commands.roster import roster
from app.commands.verb import Answer, Session, day_text, mapping_file, verb
from app.domain.errors import Refused
from app.domain.fields import MEMBER_FIELDS


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
