"""liange roster list, show and export: the roster as it is."""

from __future__ import annotations

from pathlib import Path

import click

from app.commands.json_form import dossier_json, member_json
from app.commands.verb import Answer, Session, day_text, verb
from app.domain.member import Member


@click.group(help="委员名册")
def roster() -> None:
    """Hold the roster verbs together."""


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
        return Answer([member_json(member) for member in people], [member_line(member) for member in people])


@roster.command("show", help="一名委员的全部情况和变动。")
@click.argument("member")
@click.option("--as-of", help="截至日期。")
@verb
def show(session: Session, member: str, as_of: str | None) -> Answer:
    """Show one member with history."""
    with session.office() as office:
        dossier = office.roster.show(member, day_text(as_of))
        lines = [
            member_line(dossier.member),
            *(f"  {o.at} {o.label}（{o.machine} {o.user}）" for o in dossier.operations),
        ]
        return Answer(dossier_json(dossier), lines)


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


def member_line(member: Member) -> str:
    """Write one member as one line."""
    parts = (
        member.name,
        "、".join(member.posts),
        member.sector,
        "、".join(member.affiliations),
        member.workplace,
    )
    return "  ".join(part for part in parts if part) + ("" if member.is_active else f"  【{member.status}】")
