"""liange roster forms: fill-in forms made for members who lack something, and read back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.options import folder_named
from app.commands.roster import roster
from app.commands.verb import Answer, Session, day_text, verb
from app.domain.fields import MEMBER
from app.domain.fill_marker import FORMATS
from app.domain.member import Member
from app.office import Office

if TYPE_CHECKING:
    from app.services.fill_returns import FillPreview


@roster.group("forms", help="填报表：给资料不全的委员生成，填好后收回。")
def forms() -> None:
    """Fill-in forms."""


@forms.command("list", help="列出资料不全的委员和各缺什么。")
@click.option("--field", "name", help="只列缺这一项的，如 手机。")
@verb
def list_(session: Session, name: str | None) -> Answer:
    """List who lacks what."""
    with session.office() as office:
        key = office.field_choice.key(name) if name else ""
        gaps = [gap for gap in office.fill_forms.gaps() if not key or key in gap.keys]
        data = [
            {
                "id": str(gap.member.id),
                "no": gap.member.no,
                "name": gap.member.name,
                "lacking": list(gap.keys),
            }
            for gap in gaps
        ]
        lines = [f"{gap.member.name}：缺 {gap.words}" for gap in gaps]
        return Answer({"count": len(gaps), "members": data}, [f"资料不全 {len(gaps)} 人。", *lines])


@forms.command("make", help="给资料不全的委员每人生成一份填报表。")
@click.option("--out", required=True, help="放在哪个文件夹。")
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(FORMATS), help="docx（默认）或 xlsx，可写两次。"
)
@click.option("--members", help="只给这些委员：姓名、委员编号或代号，用逗号隔开；资料齐全的也给。")
@click.option("--deadline", help="交回期限，如 2026-12-10。")
@click.option("--return-to", "back_to", default="", help="交给谁，如 县政协办公室 李静，电话 0911-1234567。")
@verb
def make(
    session: Session,
    out: str,
    formats: tuple[str, ...],
    members: str | None,
    deadline: str | None,
    back_to: str,
) -> Answer:
    """Write the forms."""
    with session.office() as office:
        files = office.fill_forms.make(
            folder_named(out),
            formats=formats or ("docx",),
            members=None if members is None else _named(office, members),
            deadline=day_text(deadline) or "",
            back_to=back_to,
        )
        return Answer({"files": [str(file) for file in files]}, [f"生成填报表 {len(files)} 份，在 {out}。"])


@forms.command("read", help="收回填好的填报表：文件或文件夹。")
@click.argument("files", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="只预览，不写入。")
@click.option("--accept-good", is_flag=True, help="有误的不收，其余收回。")
@verb
def read(session: Session, files: tuple[str, ...], dry_run: bool, accept_good: bool) -> Answer:
    """Read forms that came back and enter them as one operation."""
    with session.office(write=not dry_run) as office:
        preview = office.fill_returns.read([Path(name) for name in files])
        problem = None if accept_good else preview.refusal()
        if problem is None and not dry_run and preview.forms:
            office.fill_returns.enter(preview)
        return Answer(_json(preview), _lines(preview, dry_run=dry_run), problem)


def _named(office: Office, words: str) -> list[Member]:
    return [office.roster.get(word.strip()) for word in words.replace("，", ",").split(",") if word.strip()]


def _json(preview: FillPreview) -> dict[str, object]:
    keys = {field.label: key for key, field in MEMBER.items()}
    return {
        "files": preview.files,
        "changed": len(preview.forms),
        "unchanged": len(preview.unchanged),
        "forms": [
            {
                "file": form.file, "id": str(form.member.id), "name": form.member.name,
                "changes": [{"field": keys[label], "old": old, "new": new} for label, old, new in form.changes],
            }
            for form in preview.forms
        ],
        "errors": [finding.as_dict() for finding in preview.errors],
        "warnings": [finding.as_dict() for finding in preview.warnings],
    }  # fmt: skip


def _lines(preview: FillPreview, *, dry_run: bool) -> list[str]:
    word = "预览" if dry_run else "收回"
    counts = f"{word}填报表 {preview.files} 份：有改动 {len(preview.forms)} 人，没有改动 {len(preview.unchanged)} 人，有误 {len(preview.errors)} 处。"
    changes = [
        f"{form.member.name}：{label} {old or '（空）'} → {new}"
        for form in preview.forms
        for label, old, new in form.changes
    ]
    return [counts, *changes, *(f"提醒：{finding.file}：{finding.message}" for finding in preview.warnings)]
