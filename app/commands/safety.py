"""liange backup …"""

from __future__ import annotations

from pathlib import Path

import click

from app.commands.verb import Answer, Session, verb
from app.domain.errors import LiangeError


@click.group(help="备份和恢复")
def backup() -> None:
    """Hold the backup verbs together."""


@backup.command("make", help="备份到文件夹（U 盘），读回核对后才算完成。")
@click.argument("folder")
@verb
def make(session: Session, folder: str) -> Answer:
    """Seal a snapshot into a folder."""
    with session.office(write=True) as office:
        made = office.safety.backup_now(Path(folder))
        return Answer(made.as_dict(), [f"已备份并核对：{made.file}。可以拔出。"])


@backup.command("list", help="文件夹里的备份。")
@click.argument("folder")
@verb
def list_(_session: Session, folder: str) -> Answer:
    """List snapshots, newest first."""
    from app.office import list_backups

    found = list_backups(Path(folder))
    return Answer([one.as_dict() for one in found], [one.line() for one in found] or ["没有备份。"])


@backup.command("verify", help="核对一份备份。")
@click.argument("file")
@verb
def verify(session: Session, file: str) -> Answer:
    """Read a snapshot back and check it."""
    from app.office import verify_backup

    try:
        found = verify_backup(Path(file), session.password)
    except LiangeError as error:
        return Answer({"file": file, "verified": False}, [], error)
    return Answer(found.as_dict(), [f"完好：{found.line()}"])


@backup.command("restore", help="恢复到一个新文件（--replace 换掉原有文件，先留底）。")
@click.argument("file")
@click.option("--to", "target", required=True, help="恢复成哪个数据文件。")
@click.option("--replace", is_flag=True, help="换掉已有的文件，先把它留底。")
@verb
def restore(session: Session, file: str, target: str, replace: bool) -> Answer:
    """Restore a snapshot into a data file."""
    from app.office import restore_backup

    done = restore_backup(Path(file), Path(target), session.password, replace=replace)
    return Answer(done.as_dict(), [f"已恢复到 {target}。"])


COMMANDS = (backup,)
