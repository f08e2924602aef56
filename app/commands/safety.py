"""liange backup …"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.options import folder_named
from app.commands.verb import Answer, Session, verb
from app.domain.errors import LiangeError
from app.office import list_backups, restore_backup, verify_backup

if TYPE_CHECKING:
    from app.db.snapshot import Snapshot


@click.group(help="备份和恢复")
def backup() -> None:
    """Hold the backup verbs together."""


@backup.command("make", help="备份到文件夹（U 盘），读回核对后才算完成。")
@click.argument("folder")
@verb
def make(session: Session, folder: str) -> Answer:
    """Seal a snapshot into a folder."""
    place = folder_named(folder, "backup make")
    with session.office(write=True, whole=True) as office:
        made = office.safety.backup_now(place)
        return Answer(made.as_dict(), [f"已备份并核对：{made.file}。可以拔出。"])


@backup.command("list", help="文件夹里的备份。")
@click.argument("folder")
@verb
def list_(_session: Session, folder: str) -> Answer:
    """List snapshots, newest first."""
    found = list_backups(Path(folder))
    return Answer([one.as_dict() for one in found], [_line(one) for one in found] or ["没有备份。"])


@backup.command("verify", help="核对一份备份。")
@click.argument("file")
@verb
def verify(session: Session, file: str) -> Answer:
    """Read a snapshot back and check it."""
    try:
        found = verify_backup(Path(file), session.password)
    except LiangeError as error:
        return Answer({"file": file, "verified": False}, [], error)
    return Answer(found.as_dict(), [f"完好：{_line(found)}"])


@backup.command("restore", help="恢复到一个新文件（--replace 换掉原有文件，先留底）。")
@click.argument("file")
@click.option("--to", "target", required=True, help="恢复成哪个数据文件。")
@click.option("--replace", is_flag=True, help="换掉已有的文件，先把它留底。")
@verb
def restore(session: Session, file: str, target: str, replace: bool) -> Answer:
    """Restore a snapshot into a data file."""
    done = restore_backup(Path(file), Path(target), session.password, replace=replace)
    return Answer(done.as_dict(), [f"已恢复到 {target}。"])


def _line(one: Snapshot) -> str:
    """One snapshot for people."""
    counts = f"委员 {one.counts.get('memberships', 0)}，提案 {one.counts.get('proposals', 0)}"
    return f"{one.made}  {one.file.name}  {counts if one.verified or one.counts else '读不了'}"


COMMANDS = (backup,)
