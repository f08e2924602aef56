"""liange roster photo set, remove, export and import."""

from __future__ import annotations

from pathlib import Path

import click

from app.commands.roster import roster
from app.commands.verb import Answer, Session, verb


@roster.group("photo", help="委员照片")
def photo() -> None:
    """Hold the photo verbs together."""


@photo.command("set", help="设置或更换一名委员的照片。")
@click.argument("member")
@click.argument("file")
@verb
def set_(session: Session, member: str, file: str) -> Answer:
    """Take a file as a member's photo."""
    with session.office(write=True) as office:
        found = office.roster.get(member)
        replaced = office.photos.set(found, Path(file))
        return Answer(
            {"member": str(found.id), "name": found.name, "photo": True, "replaced": replaced},
            [f"{found.name} 的照片已{'换好' if replaced else '加上'}。"],
        )


@photo.command("remove", help="删除一名委员的照片。")
@click.argument("member")
@verb
def remove(session: Session, member: str) -> Answer:
    """Take a member's photo away."""
    with session.office(write=True) as office:
        found = office.roster.get(member)
        office.photos.remove(found)
        return Answer(
            {"member": str(found.id), "name": found.name, "photo": False}, [f"{found.name} 的照片已删除。"]
        )


@photo.command("export", help="把一名委员的照片存成 jpg 文件。")
@click.argument("member")
@click.argument("file")
@verb
def export(session: Session, member: str, file: str) -> Answer:
    """Write a member's photo."""
    with session.office() as office:
        found = office.roster.get(member)
        written = office.photos.export(found, Path(file))
        return Answer({"member": str(found.id), "file": str(written)}, [f"已存到 {written}"])


@photo.command("import", help="导入一个文件夹的照片，文件名为姓名、委员编号或身份证号。")
@click.argument("folder")
@click.option("--dry-run", is_flag=True, help="只预览，不写入。")
@verb
def import_(session: Session, folder: str, dry_run: bool) -> Answer:
    """Bring in a folder of photos as one operation."""
    with session.office(write=not dry_run) as office:
        preview = office.photos.preview(Path(folder))
        if not dry_run and preview.matched:
            office.photos.apply(preview)
        data = {
            "matched": [
                {"file": one.file.name, "member": str(one.member.id), "name": one.member.name, "replaces": one.replaces}
                for one in preview.matched
            ],
            "ambiguous": [
                {"file": one.file.name, "members": [str(member.id) for member in one.members]} for one in preview.ambiguous
            ],
            "unmatched": [file.name for file in preview.unmatched],
            "errors": [{"file": one.file.name, "message": one.why} for one in preview.unusable],
            "without": [{"member": str(one.id), "name": one.name} for one in preview.without],
        }  # fmt: skip
        counts = (
            f"对上 {len(preview.matched)} 张，同名待定 {len(preview.ambiguous)} 张，没有对上 {len(preview.unmatched)} 张，"
            f"不能用 {len(preview.unusable)} 张；仍没有照片的 {len(preview.without)} 人。"
        )
        lines = [
            ("预览：" if dry_run else "导入照片：") + counts,
            *(f"同名：{one.file.name}（{len(one.members)} 人）" for one in preview.ambiguous),
            *(f"没有对上：{file.name}" for file in preview.unmatched),
            *(one.why for one in preview.unusable),
        ]
        return Answer(data, lines)
