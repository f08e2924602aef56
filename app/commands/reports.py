"""liange report …"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import click

from app.commands.options import folder_named
from app.commands.verb import Answer, Session, day_text, verb
from app.domain.errors import Refused, WrongUsage
from app.office import goes_out_full

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from app.office import Office
    from app.services.archive import Kept

SAVED = "存为"
"""How a paper that was written into a file went out."""


@click.group(help="文书和报表")
def report() -> None:
    """Hold the report verbs together."""


@report.command("list", help="能打印的表。")
@verb
def list_(session: Session) -> Answer:
    """List the forms with their options."""
    with session.office() as office:
        data = [
            {
                "name": form.name, "title": form.purpose, "group": str(form.group), "formats": list(form.formats),
                "options": [
                    {
                        "name": option.name, "kind": str(option.ask), "default": option.default, "hint": option.hint,
                        "choices": list(option.choices) if option.ask == "choice" else [],
                    }
                    for option in form.options
                ],
            }
            for form in office.paper.forms()
        ]  # fmt: skip
        return Answer(data, [f"{form.name}：{form.purpose}" for form in office.paper.forms()])


@report.command("make", help="生成：表名 … 选项=值 …")
@click.argument("words", nargs=-1, required=True, metavar="表名或选项=值...")
@click.option("--out", required=True, help="放文件的文件夹。")
@click.option("--format", "formats", default="docx,pdf", help="docx、pdf、xlsx，用逗号隔开。")
@click.option("--as-of", help="截至日期。")
@click.option("--anyway", is_flag=True, help="数字对不上也生成，表后注明哪里对不上。")
@click.option("--keep", is_flag=True, help="同时存档，与窗口里打印、存为时一样。")
@click.option("--each", is_flag=True, help="一人（一件）一份，各存各的文件，如 委员登记表 --each。")
@verb
def make(
    session: Session, words: tuple[str, ...], out: str, formats: str, as_of: str | None, anyway: bool, keep: bool, each: bool,
) -> Answer:  # fmt: skip
    """Write forms into a folder."""
    options = dict(_option(word) for word in words if "=" in word)
    names = list(dict.fromkeys(word for word in words if "=" not in word))
    if not names:
        raise WrongUsage("请写出要生成的表名，如 liange report make 委员名册 --out 文件夹。")
    folder, wanted, day = folder_named(out), tuple(dict.fromkeys(formats.split(","))), day_text(as_of)
    full = goes_out_full(names, options)  # that leaves a line in the history
    with session.office(write=keep or full) as office:
        if each:
            return _one_by_one(office, names, folder, wanted, options, day, anyway=anyway, keep=keep)
        made = office.paper.make(names, folder, formats=wanted, options=options, day=day, anyway=anyway)
        kept: list[Kept] = []
        if made.files and keep:
            kept = office.archive.keep_made(names, options, day, SAVED)
        elif made.files:
            office.archive.note_made(names, options, SAVED)
        data = {
            "files": [str(file) for file in made.files],
            "pages": dict(made.pages),
            "missing_glyphs": _glyphs(made.missing_glyphs),
            "crowded": list(made.crowded),
            "mismatches": list(made.mismatches),
            "renamed": list(made.renamed),
            "kept": [one.no for one in kept],
        }
        lines = [
            *(str(file) for file in made.files),
            *(f"缺字：{_shown(char)}（{where}）" for char, where in made.missing_glyphs),
            *filter(None, (made.crowded_said,)),
            *(f"对不上：{one}" for one in made.mismatches),
            *made.renamed,
            *(one.sentence for one in kept),
        ]
        problem = None
        if made.mismatches and not anyway:
            what = (
                f"有 {len(made.mismatches)} 处数字对不上，没有生成：{'；'.join(made.mismatches)}。"
                "请先运行 check；看过以后确实要生成，加 --anyway。"
            )
            problem = Refused(what, code="mismatch")
        return Answer(data, lines, problem)


def _one_by_one(
    office: Office, names: list[str], folder: Path, formats: tuple[str, ...], options: dict[str, str], day: str | None, *,
    anyway: bool, keep: bool,
) -> Answer:  # fmt: skip
    """Write a file for each member or proposal; what could not be made stands beside what was."""
    pieces = [piece for name in names for piece in office.paper_batch.each(name, options, day=day)]
    batch = office.paper_batch.make(pieces, folder, formats=formats, day=day, anyway=anyway)
    kept = office.paper_batch.keep(batch, day, SAVED) if keep else []
    if not keep:
        office.archive.note_batch(batch, SAVED)
    problems = [{"name": one.piece.name, "message": one.problem} for one in batch.problems]
    warnings = [f"{one.piece.name}：{text}" for one in batch.outcomes for text in one.warnings]
    lines = [
        *(str(file) for file in batch.files),
        *warnings,
        *(f"{one['name']}：{one['message']}" for one in problems),
    ]
    lines += [one.sentence for one in kept]
    data = {
        "files": [str(file) for file in batch.files],
        "pages": {
            str(file): one.pages for one in batch.outcomes for file in one.files if file.suffix == ".pdf"
        },
        "missing_glyphs": [glyph for one in batch.outcomes for glyph in _glyphs(one.missing_glyphs)],
        "crowded": [first for one in batch.outcomes for first in one.crowded],
        "mismatches": list(dict.fromkeys(wrong for one in batch.outcomes for wrong in one.mismatches)),
        "renamed": [told for one in batch.outcomes for told in one.renamed],
        "problems": problems,
        "warnings": warnings,
        "kept": [one.no for one in kept if one.no],
    }
    refused = (
        Refused(f"有 {len(problems)} 份没有做成：{problems[0]['message']}", code="batch")
        if problems
        else None
    )
    return Answer(data, lines, refused)


def _glyphs(missing: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"char": char, "where": where} for char, where in missing]


def _option(word: str) -> tuple[str, str]:
    name, _, value = word.partition("=")
    return name, value


def _shown(char: str) -> str:
    """Name a character that no font has, those of private use by their code alone: a screen shows nothing of them either."""
    code = f"U+{ord(char):04X}"
    return code if unicodedata.category(char) in ("Co", "Cn", "Cc") else f"{char} {code}"
