"""liange roster import and posts: tables and lists of names coming in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.json_form import import_json
from app.commands.options import import_options
from app.commands.roster import roster
from app.commands.verb import Answer, Session, day_text, mapping_file, verb
from app.domain.errors import Refused, WrongUsage
from app.domain.fields import MEMBER_FIELDS

if TYPE_CHECKING:
    from app.services.import_preview import Preview


@roster.command(
    "import", help="导入名册（xlsx、csv、Word 里的表格和名单、粘贴成 txt 的名单），几张表按人合并。"
)
@import_options
@click.option(
    "--values", help="写法对应的 JSON 文件：{代码表: {写法: 标准名}}，标准名空为不导入，写自己为新增。"
)
@click.option("--choose", help="同名选定的 JSON 文件：{文件!工作表!行号: 委员编号、id 或 new}。")
@click.option("--errors", "faulty", help="把有误的行连同原因写到这个 xlsx 或 csv。")
@click.option("--post", "named", multiple=True, help="只确认这个推出的职务：姓名=职务，可以写几次。")
@click.option("--posts", "listed", help="要确认的职务的文本文件，一行一个 姓名=职务。")
@click.option("--no-posts", is_flag=True, help="不采用由职务推出的政协职务。")
@verb
def import_(
    session: Session,
    files: tuple[str, ...],
    dry_run: bool,
    accept_good: bool,
    mapping: str | None,
    sheet: str | None,
    values: str | None,
    choose: str | None,
    faulty: str | None,
    named: tuple[str, ...],
    listed: str | None,
    no_posts: bool,
) -> Answer:
    """Read tables, join them into one roster, enter it as one operation."""
    if no_posts and (named or listed):
        raise WrongUsage("--no-posts 和 --post、--posts 不能一起用。", where="--no-posts")
    if faulty and Path(faulty).resolve() in {Path(name).resolve() for name in files}:
        raise WrongUsage("有误的行不能写回要导入的文件，请另取一个文件名。", where=faulty)
    with session.office(write=not dry_run) as office:
        desk = office.roster_import
        wishes = desk.wishes_of(mapping_file(mapping, MEMBER_FIELDS), _path(values), _path(choose))
        preview = desk.preview([Path(name) for name in files], sheet=sheet, wishes=wishes)
        posts = desk.posts_named(preview, named, _path(listed)) if named or listed else None
        data = import_json(preview)
        if faulty:
            data["faulty_rows"] = desk.write_errors(preview, Path(faulty))
        problem = None if accept_good else preview.refusal()
        if problem is None and not dry_run:
            desk.apply(preview, posts=posts, with_posts=not no_posts)
        return Answer(data, _lines(preview, faulty, dry_run=dry_run), problem)


def _path(name: str | None) -> Path | None:
    return Path(name) if name else None


def _lines(preview: Preview, faulty: str | None, *, dry_run: bool) -> list[str]:
    counts = (
        f"{preview.members} 人：新增 {preview.new}，更新 {preview.updated}，不变 {preview.unchanged}，"
        f"有误 {len(preview.errors)}。"
    )
    lines = [("预览 " if dry_run else "导入 ") + counts]
    lines += [one.said for one in preview.errors]
    lines += [one.message for one in preview.warnings if not one.place]
    lines += [
        f"{word.list}里没有“{word.written}”（{word.rows} 行）"
        + (f"，是不是“{word.alike[0]}”？可用 --values 说明。" if word.alike else "，可用 --values 说明。")
        for word in preview.open_words
    ]
    if faulty and preview.errors:
        lines.append(f"有误的行已写到 {faulty}，改好后可以再导入。")
    return lines


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
