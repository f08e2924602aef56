"""liange archive: 存档 – what was printed or saved as final, listed, shown, written out as it is, compared, noted on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.verb import Answer, Session, day_text, verb
from app.domain.errors import WrongUsage

if TYPE_CHECKING:
    from app.services.archive import Archived, Compared


FULL = "完整"


@click.group(help="存档")
def archive() -> None:
    """Hold the archive's verbs together."""


@archive.command("list", help="列出存档，新的在前。")
@click.option("--search", default="", help="题目、份号、选项、经手人、注记里的字。")
@click.option("--form", default="", help="只列这种表。")
@click.option("--from", "since", help="从这一天起存的。")
@click.option("--to", "until", help="到这一天止存的。")
@verb
def list_(session: Session, search: str, form: str, since: str | None, until: str | None) -> Answer:
    """List what is kept."""
    with session.office(whole=True) as office:
        found = office.archive.listing(
            search, form=form, since=day_text(since) or "", until=day_text(until) or ""
        )
        return Answer([_row(one) for one in found], [_line(one) for one in found])


@archive.command("show", help="看一份存档：经手、选项、数字、口径。")
@click.argument("no", type=int, metavar="份号")
@verb
def show(session: Session, no: int) -> Answer:
    """Show one with its facts."""
    with session.office(whole=True) as office:
        one, facts = office.archive.one(no), office.archive.facts(no)
        figures = [
            {
                "name": figure.name, "stands": figure.stands.value, "place": figure.place, "row": figure.row,
                "column": figure.column, "text": figure.text, "behind": None if figure.behind is None else len(figure.behind),
            }
            for figure in facts.printed
        ]  # fmt: skip
        data = {
            **_row(one),
            "figures": figures,
            "definitions": list(facts.definitions),
            "facts": facts.as_json(),
        }
        lines = [
            _line(one),
            *(f"{figure.name}：{figure.text}" for figure in facts.printed),
            *facts.definitions,
        ]
        return Answer(data, lines)


@archive.command("save", help="把存档的 PDF 原样另存。")
@click.argument("no", type=int, metavar="份号")
@click.option("--out", required=True, help="存成这个文件（.pdf）。")
@verb
def save(session: Session, no: int, out: str) -> Answer:
    """Write the kept PDF into a file."""
    file = Path(out)
    if file.suffix.lower() != ".pdf":
        raise WrongUsage(f"存档只能另存为 .pdf，不能是“{file.name}”。", where=out)
    with session.office(whole=True) as office:
        full = office.archive.one(no).level == FULL  # that leaves a line in the history
    with session.office(write=full, whole=True) as office:
        office.archive.save(no, file)
        one = office.archive.one(no)
        return Answer(
            {"no": no, "file": str(file), "pages": one.pages}, [f"已另存为 {file}，{one.pages} 页。"]
        )


@archive.command("compare", help="比较两份存档，或与现在相比：哪些数字变了，为什么。")
@click.argument("no", type=int, metavar="份号")
@click.argument("other", type=int, required=False, metavar="另一份")
@click.option("--now", is_flag=True, help="与现在的数字相比（不写另一份时就是）。")
@verb
def compare(session: Session, no: int, other: int | None, now: bool) -> Answer:
    """Compare two that are kept, or one with today."""
    if now and other is not None:
        raise WrongUsage("与另一份相比，或者与现在相比，只写一样。", where="--now")
    with session.office() as office:
        if other is None:
            compared = office.archive.with_now(no)
        else:
            first, second = sorted((no, other))
            compared = office.archive.between(office.archive.one(first), office.archive.one(second))
        return _compared(compared)


@archive.command("note", help="写注记（如“作废：…”），写空的去掉。")
@click.argument("no", type=int, metavar="份号")
@click.argument("text")
@verb
def note(session: Session, no: int, text: str) -> Answer:
    """Write a note on one."""
    with session.office(write=True, whole=True) as office:
        one = office.archive.note(no, text)
        return Answer(_row(one), [_line(one)])


def _compared(compared: Compared) -> Answer:
    lines = compared.lines()
    data = {
        "changes": [
            {"figure": figure, "before": before, "now": now, "difference": difference, "why": why}
            for figure, before, now, difference, why in lines
        ],
        "other": list(compared.comparison.other),
    }
    told = [
        f"{figure}：{before} → {now}（{difference}）{why}" for figure, before, now, difference, why in lines
    ]
    return Answer(data, [*(told or ["数字没有变化。"]), *compared.comparison.other])


def _row(one: Archived) -> dict[str, object]:
    return {
        "no": one.no, "form": one.form, "title": one.title, "term": one.term, "day": one.day, "level": one.level,
        "options": dict(one.options), "pages": one.pages, "how": one.how, "at": one.at, "machine": one.machine,
        "user": one.user, "note": one.note, "again": one.again or None, "pdf": one.pdf,
    }  # fmt: skip


def _line(one: Archived) -> str:
    again = f"（重印第 {one.again} 号）" if one.again else ""
    note = f"　{one.note}" if one.note else ""
    return f"第{one.no}号 {one.at[:16]} {one.title} 截至{one.day} {one.pages}页 {one.how}{again} {one.user}{note}"
